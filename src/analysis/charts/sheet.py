"""A sheet a chart is drawn on: words measured and wrapped, marks by the point, always the same.

Lengths are points, y runs downwards. What is drawn here fits a phone, so a sheet has one width and
grows in height only.
"""

import html
import re
import warnings
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from itertools import chain
from operator import itemgetter
from typing import Any, Literal

import pandas as pd
from markupsafe import Markup
from matplotlib import rc_context, style
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D
from PIL import Image

from analysis.fonts import register_chart_font

from .svg import tidy

WIDTH = 372.0
EDGE = 1.2  # Letters lean out a little. Altogether 5.2 inches: a phone shows 12 points as 11 px.
LINE = 1.35  # From one line of words to the next, in their size.
ASCENT, DESCENT = 0.9, 0.22  # What a line of words fills above and below its baseline.
# Our font has no bold. Browsers thicken its Chinese in place; their Latin bold is wider by this.
BOLD = 1.07

Anchor = Literal["left", "center"]

INK, MUTED, GRID, PAPER = "#1f2328", "#6b7280", "#d0d7de", "#ffffff"
BLUE, ORANGE, PALE_BLUE, PALE_GREY = "#0969da", "#bc4c00", "#cfe3fb", "#eceff2"

HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
# A line breaks between Chinese characters, at spaces and after hyphens; never before a closing
# mark, after an opening one or within a number and its unit.
_OPENING, _CLOSING = "（《〈「『【“‘", "，。、；：？！）》〉」』】”’"
_WORD = rf"[^\s{HAN}{_OPENING}{_CLOSING}"
_PIECE = re.compile(
    rf"[{_OPENING}]*"
    rf"(?:\d{_WORD}]*[余多百千万亿]*(?![{_CLOSING}])[{HAN}]?|[{HAN}]|(?:{_WORD}-]|’)+-?|-)?"
    rf"[{_CLOSING},.;:!?)]*|\s+"
)
# No letter moves nearer to what is in another of these pieces, which return from line to line.
_SHAPED = re.compile(f"[{HAN}]|[^{HAN} ]+| +")
# What ties words to where their numbers come from, in the markup of a report; see ties.py.
_TIED = re.compile(
    r'<data value="(?P<tie>[^"]*)">(?P<words>.*?)</data>'
    r'|<a class="fig" href="(?P<link>#[^"]+)"[^>]*>(?P<linked>.*?)</a>'
)

# Our font sets Western quotation marks as wide as Chinese ones unless asked otherwise.
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")


@dataclass(frozen=True, eq=False)
class Chart:
    """A drawing with its title and description, as SVG and PNG, and the numbers it draws."""

    id: str
    title: str
    description: str
    svg: str = field(repr=False)
    png: bytes = field(repr=False)
    data: pd.DataFrame = field(repr=False)
    ties: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002  # Jupyter names them.
        """Return the forms Jupyter chooses from: an untrusted notebook shows the PNG."""
        return {
            "image/svg+xml": self.svg,
            "image/png": b64encode(self.png).decode(),
            "text/csv": self.data.to_csv(index=False, lineterminator="\n"),
            "text/plain": self.title,
        }


class Tied(str):
    """Words of a chart and, of each number in them, its words and its place among the ties."""

    __slots__ = ("ties",)

    def __new__(cls, words: str, ties: Sequence[tuple[str, int]]) -> "Tied":
        """Return words that know their ties."""
        made = super().__new__(cls, words)
        made.ties = tuple(ties)
        return made

    ties: tuple[tuple[str, int], ...]

    def line(self, line: str) -> str:
        """Return one line of these words, tied to the first number in it, or to the only one."""
        here = [(words, at) for words, at in self.ties if words in line or len(self.ties) == 1]
        return Tied(line, here[:1]) if here else line


@lru_cache(maxsize=65_536)
def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """Return how wide words are in our font."""
    latin = not re.search(f"[{HAN}]", words)
    pieces = _SHAPED.findall(words.translate(_STRAIGHT) if latin else words)
    return sum(map(_shaped, pieces)) * size * (BOLD if bold and latin else 1)


@lru_cache(maxsize=65_536)
def _shaped(words: str) -> float:
    """Return how wide a piece is at one point, which is so whatever stands beside it."""
    font = FontProperties(family=register_chart_font(), size=1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # A missing glyph is a mistake, not a box.
        width, _, _ = text_to_path.get_text_width_height_descent(words, font, False)
    return float(width)


def wrap(words: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Return words as lines no wider than `width`; a longer piece breaks where it must.

    >>> wrap("甲区有高新技术企业698家，占41%", 84, 12)
    ['甲区有高新技术', '企业698家，占', '41%']
    >>> wrap("high-tech firms of the zone", 60, 12)
    ['high-tech', 'firms of', 'the zone']
    """
    lines = [""]
    for piece in filter(None, _PIECE.findall(words)):
        if width_of((lines[-1] + piece).rstrip(), size, bold=bold) <= width:
            lines[-1] += piece
        elif not piece.isspace():
            lines.append("")
            for character in piece:
                if width_of(lines[-1] + character, size, bold=bold) > width:
                    lines.append("")
                lines[-1] += character
        elif lines[-1]:
            lines[-1] += " "
    return [line.strip() for line in lines if line.strip()]


def balanced(words: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Return words as few lines as they need, about as long as each other.

    >>> balanced("only two of the zones say so", 130, 12)
    ['only two of the', 'zones say so']
    """
    lines = wrap(words, width, size, bold=bold)
    while len(lines) > 1:
        width -= 4
        narrower = wrap(words, width, size, bold=bold)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


class Sheet:
    """What has been put on a sheet so far; artists are made when it is finished."""

    def __init__(self) -> None:
        # Each with what it is sorted by: layers from the back to the front, and in them what looks
        # alike, which then shares one style. Fills keep their order, since they cover each other.
        self._shapes: list[tuple[tuple[Any, ...], Callable[[], Artist]]] = []
        self._words: list[tuple[tuple[Any, ...], Callable[[], Artist]]] = []
        self._ties: dict[tuple[str, str], int] = {}

    def tie(self, words: str, tie: str) -> str:
        """Keep where the numbers in words come from; `scale` says that they measure the sheet."""
        at = self._ties.setdefault((words, tie), len(self._ties))
        return words if tie in {"", "scale"} else Tied(words, [(words, at)])

    def bare(self, words: str) -> str:
        """Return words as they are drawn, without markup, and keep what it ties them to."""
        if not isinstance(words, Markup):
            return words
        ties: list[tuple[str, int]] = []
        for found in _TIED.finditer(words):
            tied = found["words"] if found["link"] is None else found["linked"]
            kept = self.tie(Markup(tied).striptags(), html.unescape(found["link"] or found["tie"]))
            ties += kept.ties if isinstance(kept, Tied) else ()
        return Tied(words.striptags(), ties) if ties else words.striptags()

    def line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        colour: str,
        width: float = 1,
        dash: tuple[float, ...] = (),
        *,
        behind: bool = False,
    ) -> None:
        """Draw a line through points, behind everything else if so wished."""

        def make() -> Artist:
            line = Line2D(xs, ys, color=colour, linewidth=width, solid_capstyle="butt")
            if dash:
                line.set(linestyle=(0, dash), dash_capstyle="butt")
            return line

        self._shapes.append(((0 if behind else 2, colour, width, dash), make))

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str = "none",
        *,
        edge: str = "none",
        hatch: str = "",
        opacity: float = 1,
        behind: bool = False,
    ) -> None:
        """Draw a rectangle: its fill, then its edge and a hatch in the colour of the edge."""
        # Apart from each other: a hatch would take the fill into its pattern, away from the dark
        # mode, and an edge would fade with the fill.
        at, layer = ((x, y), width, height), (0 if behind else 1,)
        if fill != "none":
            self._shapes.append(
                (
                    layer,
                    lambda: Rectangle(
                        *at, facecolor=fill, edgecolor="none", linewidth=0, alpha=opacity
                    ),
                )
            )
        if edge != "none":
            self._shapes.append(
                (layer, lambda: Rectangle(*at, facecolor="none", edgecolor=edge, hatch=hatch))
            )

    def mark(
        self,
        x: float,
        y: float,
        colour: str,
        *,
        hollow: bool = False,
        shape: str = "o",
        size: float = 7.5,
    ) -> None:
        """Draw a dot, or a mark of another shape, filled or hollow."""
        self._shapes.append(
            (
                (3, shape, colour, hollow, size),
                lambda: Line2D(
                    [x],
                    [y],
                    linestyle="none",
                    marker=shape,
                    markersize=size,
                    markerfacecolor=PAPER if hollow else colour,
                    markeredgecolor=colour,
                    markeredgewidth=1.5,
                ),
            )
        )

    def text(
        self,
        x: float,
        baseline: float,
        words: str,
        size: float = 12,
        colour: str = INK,
        *,
        anchor: Anchor = "left",
        bold: bool = False,
    ) -> None:
        """Write one line of words."""

        def make() -> Artist:
            text = Text(x, baseline, words, fontsize=size, color=colour, parse_math=False)
            text.set(horizontalalignment=anchor, fontweight=700 if bold else 400)
            if not re.search(f"[{HAN}]", words):
                text.set_fontfeatures(["pwid"])
            if isinstance(words, Tied):
                text.set_url(f"tie:{words.ties[0][1]}")
            return text

        self._words.append(((not bold, -size, colour, anchor), make))

    def paragraph(
        self,
        x: float,
        top: float,
        words: str,
        width: float,
        size: float = 12,
        colour: str = INK,
        *,
        anchor: Anchor = "left",
        bold: bool = False,
    ) -> float:
        """Write words on as many lines as they need; returns where they end below."""
        lines = wrap if anchor == "left" and not bold else balanced
        for line in lines(words, width, size, bold=bold):
            said = words.line(line) if isinstance(words, Tied) else line
            self.text(x, top + size, said, size, colour, anchor=anchor, bold=bold)
            top += size * LINE
        return top

    def label(
        self,
        x: float,
        top: float,
        words: str,
        left: float,
        colour: str,
        size: float = 10,
        *,
        opaque: bool = False,
    ) -> float:
        """Write words about a place, between `left` and the edge; returns where they end below.

        Opaque ones hide what lies behind.
        """
        lines = balanced(words, WIDTH - left, size)
        half = max(width_of(line, size) for line in lines) / 2
        middle = min(max(x, left + half), WIDTH - half)
        if opaque:
            height = size * LINE * len(lines)
            self.rect(middle - half - 1, top, 2 * half + 2, height, PAPER)
        return self.paragraph(middle, top, words, WIDTH - left, size, colour, anchor="center")

    def head(self, title: str, subtitle: str) -> float:
        """Write the finding, and what is measured; returns where they end below."""
        top = self.paragraph(0, 0, title, WIDTH, 14, bold=True)
        return self.paragraph(0, top + 2, subtitle, WIDTH, 11, MUTED) + 8

    def finish(
        self,
        id: str,  # noqa: A002  # an id is called id.
        title: str,
        description: str,
        height: float,
        data: pd.DataFrame,
    ) -> Chart:
        """Return the chart that was drawn."""
        if not re.fullmatch(r"[a-z][a-z0-9-]*", id):
            raise ValueError(
                f"chart id {id!r}: use a-z, 0-9 and -, since names in the SVG begin so"
            )
        raw, drawn, png = BytesIO(), BytesIO(), BytesIO()
        settings = rc_context(
            {
                "font.family": register_chart_font(),
                "svg.fonttype": "none",
                "svg.hashsalt": id,
                "hatch.linewidth": 0.8,
                "text.hinting": "none",  # Letters of a PNG are large, and hints are slow.
            }
        )
        # What a person has set for matplotlib must not reach a chart.
        with warnings.catch_warnings(), style.context("default"), settings:
            warnings.simplefilter("error")
            figure = self._figure(height)
            unsaid = dict.fromkeys(("Date", "Creator", "Format", "Type"))
            figure.savefig(raw, format="svg", transparent=True, metadata=unsaid)
            for text in figure.artists:
                if isinstance(text, Text) and text.get_fontweight() == 700:
                    # The browser makes its own bold.
                    text.set_path_effects([withStroke(linewidth=0.6, foreground=INK)])
            # A notebook in the dark shows the PNG as it is, and ink needs paper.
            figure.savefig(drawn, format="raw", dpi=144, facecolor=PAPER)
            width, tall = (int(inches * 144) for inches in figure.get_size_inches())
        # With fewer colours shades that tell numbers apart would become one.
        Image.frombytes("RGBA", (width, tall), drawn.getvalue()).convert("RGB").quantize(
            256, Image.Quantize.MAXCOVERAGE
        ).save(png, "PNG")
        svg = tidy(raw.getvalue(), id, title, description, list(self._ties), width_of)
        return Chart(id, title, description, svg, png.getvalue(), data, tuple(self._ties))

    def _figure(self, height: float) -> Figure:
        figure = Figure(figsize=((WIDTH + 2 * EDGE) / 72, height / 72), dpi=72)
        down = Affine2D().translate(EDGE, -height).scale(1 / 72, -1 / 72) + figure.dpi_scale_trans
        parts = [sorted(part, key=itemgetter(0)) for part in (self._shapes, self._words)]
        for order, (_, make) in enumerate(chain.from_iterable(parts)):
            artist = make()
            artist.set(clip_on=False, zorder=order, transform=down)
            figure.add_artist(artist)
        return figure


SILENT = {"zh": "未报道，不等于零", "en": "not reported, which is not zero"}


def draw_silence(sheet: Sheet, x: float, y: float) -> None:
    """Draw what was not reported: a thin dash in an empty place."""
    sheet.line([x + 9, x + 17], [y, y], MUTED, 0.8)


@dataclass
class Key:
    """The marks a chart has used, each to be explained once, where no label can."""

    words: Mapping[str, str]
    marks: dict[str, Callable[[Sheet, float, float], None]] = field(default_factory=dict)

    def draw(self, sheet: Sheet, top: float) -> float:
        """Explain each mark used, in the order of the words; returns where that ends below."""
        x = 0.0
        for name in (name for name in self.words if name in self.marks):
            lines = wrap(self.words[name], WIDTH - 26, 10)
            width = 26 + max(width_of(line, 10) for line in lines)
            if x and x + width > WIDTH:
                x, top = 0.0, top + 16
            self.marks[name](sheet, x, top + 6)
            end = sheet.paragraph(x + 26, top - 0.4, self.words[name], WIDTH - 26, 10, MUTED)
            top = max(top, end - 10 * LINE)
            x += width + 14
        return top + 16 if self.marks else top

"""The one Chinese font that charts are drawn with and reports carry a subset of."""

from functools import lru_cache, partial
from importlib.metadata import distribution
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import brotli
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, woff2

CHART_FAMILY = "Analysis Sans"

# One step below the best: a two-hundredth more bytes, in a third of the time that a page of Chinese
# mostly waits for. fontTools has no option for it, and compresses by what it finds under this name.
_thrifty = partial(brotli.compress, quality=10)
woff2.brotli = SimpleNamespace(**vars(brotli) | {"compress": _thrifty})


def font_file(weight: str = "Regular") -> Path:
    """The file of Noto Sans SC in a weight; the font package has Regular only."""
    # Located through the package's metadata, so that nothing of it is imported.
    package = distribution("pylopdf-fonts-zh-cn")
    path = Path(str(package.locate_file(f"pylopdf_fonts_zh_cn/NotoSansSC-{weight}.otf")))
    if not path.is_file():
        raise FileNotFoundError(f"Noto Sans SC {weight!r}: not in {package.name}; use 'Regular'")
    return path


def register_chart_font() -> str:
    """The family name under which matplotlib now knows our font, the same on every machine."""
    # Reports embed the font without drawing, and need not wait for matplotlib to list the system's.
    from matplotlib.font_manager import FontEntry, fontManager  # noqa: PLC0415

    if all(entry.name != CHART_FAMILY for entry in fontManager.ttflist):
        # Bold is measured with Regular and left to the browser: without an entry matplotlib warns.
        fontManager.ttflist.extend(
            FontEntry(fname=str(font_file()), name=CHART_FAMILY, weight=weight, size="scalable")
            for weight in (400, 700)
        )
    return CHART_FAMILY


class _Ahead(NamedTuple):
    """A font that was opened before it was needed, and the characters it was cut to."""

    characters: frozenset[str]
    font: TTFont


# It serves for one subset, since making that changes it.
_ahead: list[_Ahead] = []


def open_ahead(characters: str) -> None:
    """Read the font and cut it to these characters, so that a process forked from this need not.

    A subset of fewer characters is made of what is left, and has the same bytes.
    """
    kept = BytesIO()
    with _opened(font_file().read_bytes()) as whole:
        _cut(whole, characters, whole=True)
        whole.save(kept)
    font = _opened(kept.getvalue())
    font.getGlyphOrder()
    font.getBestCmap()
    # None of our glyphs is made of others and no subroutines are left, so that nobody need look for
    # them in each glyph; the bytes are the same.
    outlines = font["CFF "]
    outlines.closure_glyphs = outlines.cff.remove_unused_subroutines = _nothing
    _ahead.append(_Ahead(frozenset(characters), font))


def _nothing(*_: object) -> None:
    """Find nothing, where nothing is to be found."""


def subset_woff2(text: str) -> bytes:
    """A woff2 font of just the characters in a text, the same bytes for the same characters."""
    return _subset("".join(sorted(set(text))))


@lru_cache(maxsize=64)
def _subset(characters: str) -> bytes:
    """A woff2 font of these sorted characters."""
    ahead = _ahead.pop() if _ahead else None
    whole = ahead is None or not ahead.characters.issuperset(characters)
    with _opened(font_file().read_bytes()) if ahead is None or whole else ahead.font as font:
        _cut(font, characters, whole=whole)
        font.flavor = "woff2"
        out = BytesIO()
        font.save(out)
    return out.getvalue()


def _opened(content: bytes) -> TTFont:
    # From memory: forks would share the place that a file is read at. The clock stays out of the
    # bytes of a subset, and the box around all glyphs is that of the whole font.
    return TTFont(BytesIO(content), lazy=True, recalcTimestamp=False, recalcBBoxes=False)


def _cut(font: TTFont, characters: str, *, whole: bool) -> None:
    """Leave of a font what shows these characters; what was cut before has no hints any more."""
    options = Options(
        layout_features=[
            "halt"
        ],  # halt lets browsers trim the space around full-width punctuation.
        hinting=not whole,
        desubroutinize=whole,  # Brotli finds the repetitions better than CFF subroutines do.
        name_IDs=[0, 13],  # The Open Font License asks that its notices travel with the font.
    )
    options.drop_tables += ["BASE", "DSIG", "VORG", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)

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


# What a page holds besides the characters of our texts: the layout of code and of CSV.
_UNSEEN = "\t\n\ufeff"
_TEXTS = {".csv", ".toml", ".ipynb", ".py", ".j2", ".css", ".js"}


def characters_of(*folders: Path) -> str:
    """Return every character of the texts below some folders, each once."""
    texts = (p for folder in folders for p in folder.rglob("*") if p.suffix in _TEXTS)
    held = set(_UNSEEN).union(*(path.read_text("utf-8", errors="ignore") for path in texts))
    return "".join(sorted(held))


class Cut(NamedTuple):
    """A font cut to some characters, for whoever needs a font of fewer of them."""

    characters: frozenset[str]
    content: bytes


def cut_ahead(characters: str) -> Cut:
    """Return the font cut to these characters.

    A subset of it has the same bytes as if it were cut from the whole font.
    """
    kept = BytesIO()
    with _opened(font_file().read_bytes()) as whole:
        _leave(whole, characters, whole=True)
        whole.save(kept)
    return Cut(frozenset(characters), kept.getvalue())


# It serves for one subset, since making that changes it; whoever makes more works in forks.
_ahead: list[tuple[frozenset[str], TTFont]] = []


def open_ahead(cut: Cut) -> None:
    """Open a font that was cut ahead, so that a process forked from this need not."""
    font = _opened(cut.content)
    font.getGlyphOrder()
    font.getBestCmap()
    # None of our glyphs is made of others and no subroutines are left, so that nobody need look for
    # them in each glyph; the bytes are the same.
    outlines = font["CFF "]
    outlines.closure_glyphs = outlines.cff.remove_unused_subroutines = _nothing
    _ahead.append((cut.characters, font))


def _nothing(*_: object) -> None:
    """Find nothing, where nothing is to be found."""


def subset_woff2(text: str) -> bytes:
    """A woff2 font of just the characters in a text, the same bytes for the same characters."""
    return _subset("".join(sorted(set(text))))


@lru_cache(maxsize=64)
def _subset(characters: str) -> bytes:
    """A woff2 font of these sorted characters."""
    held, ahead = _ahead.pop() if _ahead else (frozenset(), None)
    whole = ahead is None or not held.issuperset(characters)
    with _opened(font_file().read_bytes()) if ahead is None or whole else ahead as font:
        _leave(font, characters, whole=whole)
        font.flavor = "woff2"
        out = BytesIO()
        font.save(out)
    return out.getvalue()


def _opened(content: bytes) -> TTFont:
    # From memory: forks would share the place that a file is read at. The clock stays out of the
    # bytes of a subset, and the box around all glyphs is that of the whole font.
    return TTFont(BytesIO(content), lazy=True, recalcTimestamp=False, recalcBBoxes=False)


def _leave(font: TTFont, characters: str, *, whole: bool) -> None:
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

"""The one Chinese font that charts are drawn with and reports carry a subset of."""

from functools import lru_cache
from importlib.metadata import distribution
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

CHART_FAMILY = "Analysis Sans"


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


def subset_woff2(text: str) -> bytes:
    """A woff2 font of just the characters in a text, the same bytes for the same characters."""
    return _subset("".join(sorted(set(text))))


@lru_cache(maxsize=64)
def _subset(characters: str) -> bytes:
    """A woff2 font of these sorted characters."""
    options = Options(
        layout_features=[
            "halt"
        ],  # halt lets browsers trim the space around full-width punctuation.
        hinting=False,
        desubroutinize=True,  # Brotli finds the repetitions better than CFF subroutines do.
        name_IDs=[0, 13],  # The Open Font License asks that its notices travel with the font.
    )
    options.drop_tables += ["BASE", "DSIG", "VORG", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    out = BytesIO()
    # The clock stays out of the bytes, and the box around all glyphs is that of the whole font.
    with TTFont(font_file(), lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(out)
    return out.getvalue()

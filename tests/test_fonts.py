"""The font of charts and reports."""

import logging
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from matplotlib import font_manager

from analysis.fonts import cut_ahead, font_file, open_ahead, register_chart_font, subset_woff2

SENTENCE = "甲区有六百家企业，占比约41%。"


def test_charts_find_the_font_in_every_weight(caplog: pytest.LogCaptureFixture) -> None:
    """Registered once or twice, the family leads to our file, in bold as well, without a word."""
    family = register_chart_font()
    assert register_chart_font() == family
    with caplog.at_level(logging.WARNING):
        wanted = [font_manager.FontProperties(family=family, weight=w) for w in ("normal", "bold")]
        found = [font_manager.findfont(font, fallback_to_default=False) for font in wanted]
    assert [Path(file) for file in found] == [font_file()] * 2
    assert not caplog.records
    assert sum(entry.name == family for entry in font_manager.fontManager.ttflist) == 2


def test_a_subset_has_the_characters_asked_for_and_no_others() -> None:
    """The subset maps exactly the characters of the text."""
    font = TTFont(BytesIO(subset_woff2(SENTENCE)))
    assert font.flavor == "woff2"
    assert set(font.getBestCmap()) == set(map(ord, SENTENCE))


def test_a_subset_depends_on_its_characters_only() -> None:
    """Order and repetition change nothing, and neither does doing it again."""
    first = subset_woff2(SENTENCE)
    assert subset_woff2(SENTENCE[::-1] * 2) == first
    subset_woff2.__globals__["_subset"].cache_clear()
    assert subset_woff2(SENTENCE) == first


def test_a_font_cut_ahead_gives_the_same_bytes() -> None:
    """A subset is the same from the whole font and from one cut to more; none is cut too far."""
    made = subset_woff2.__globals__["_subset"]
    more = f"{SENTENCE}“万亩（㎡）”，é–½αAV"
    for text in (SENTENCE, "A", f"{SENTENCE}乙"):  # The last is not in what was cut.
        made.cache_clear()
        whole = subset_woff2(text)
        made.cache_clear()
        open_ahead(cut_ahead(more))
        assert subset_woff2(text) == whole, text
    made.cache_clear()


def test_a_subset_keeps_its_licence() -> None:
    """The copyright and the licence travel with the font."""
    names = TTFont(BytesIO(subset_woff2("甲")))["name"]
    assert "Adobe" in names.getDebugName(0)
    assert "SIL Open Font License" in names.getDebugName(13)


def test_a_missing_weight_is_named() -> None:
    """Asking for a weight the package lacks says so, instead of drawing another one."""
    with pytest.raises(FileNotFoundError, match="Black"):
        font_file("Black")

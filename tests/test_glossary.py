"""The glossary: every word of the code is explained, in the words of the rules it explains."""

from pathlib import Path

import pytest

from analysis.bounds import READINGS
from analysis.figures import bounds_under, read_figure
from analysis.glossary import (
    ALLOWED,
    MEANINGS,
    example,
    hedge_word_table,
    hedge_words,
    indicator_table,
    term_table,
    units,
)
from analysis.paths import LANGUAGES
from analysis.registers import SPOKEN
from analysis.ties import Tables
from analysis.views import Report

from .made_up import refused, said, tables_of

# Vocabularies whose codes the glossary explains; what registers add has names that say it all.
EXPLAINED = ("measure", "status", "nature", "time", "comparison", "verdict")


def test_every_word_of_the_code_is_explained() -> None:
    """In both languages; nothing is explained that is no word of the code."""
    assert ALLOWED.keys() == SPOKEN["hedge"]
    wanted = {(vocabulary, code) for vocabulary in EXPLAINED for code in SPOKEN[vocabulary]}
    assert MEANINGS.keys() == wanted
    assert all(len(texts) == len(LANGUAGES) and all(texts) for texts in MEANINGS.values())


@pytest.mark.parametrize(
    ("printed", "reading_matters"),
    [
        ("60家", False),
        ("77%", True),
        ("超60家", True),
        ("60余家", False),
        ("60家以上", False),
        ("不到60家", False),
        ("近60家", True),
        ("约60家", True),
        ("60—70家", False),
    ],
)
def test_what_a_hedge_allows_is_what_the_rules_say(printed: str, reading_matters: bool) -> None:
    """Where both readings allow the same, the words say so, and only there."""
    figure = read_figure(printed)
    strict, conventional = (bounds_under(figure, reading) for reading in READINGS)
    assert (strict != conventional) is reading_matters
    zh, en = (text[1] for text in ALLOWED[figure.hedge])
    # 同左 may hold for some figures of the hedge only: percentages, 余 and 多.
    says_both = figure.hedge in {"exact", "more_than"}
    assert ("同左" in zh) is ("the same" in en) is (says_both or not reading_matters)


@pytest.fixture(params=LANGUAGES)
def report(request: pytest.FixtureRequest, tmp_path: Path) -> Report:
    """A report on a page with two hedges, one of them twice, and one refusal."""
    tables = tables_of(
        tmp_path,
        [
            said("60家", "firms"),
            said("超2亿元", "sales", time="unstated"),
            said("近70家", "members"),
            said("超30个", "labs", status="planned"),
            refused("两个", "enumeration", note_zh="东岭、西川两地", note_en="two places"),
        ],
    )
    return Report(request.param, "strict", tables)


def test_an_indicator_nobody_reports_is_silence(report: Report) -> None:
    """It is shown with what it counts, and is no zero; the others count their figures."""
    rows = str(indicator_table(report).data).split("<tr>")[2:]
    silent = [row for row in rows if str(report.silence) in row]
    assert len(rows) == len(report.codes("indicator"))
    assert len(silent) == len(rows) - 4
    for indicator in ("firms", "sales", "members", "labs"):
        told = f'<data value="observations?indicator={indicator}">1</data>'
        assert [told in row for row in rows].count(True) == 1
        assert not any(told in row for row in silent)


def test_a_hedge_word_has_its_first_figure(report: Report) -> None:
    """Each printed word is shown once, in the order of the register, with what it allows."""
    assert list(hedge_words(report).items()) == [("超", "page/r-2"), ("近", "page/r-3")]
    html = hedge_word_table(report).data
    assert '<data value="mentions?hedge_word=超">2</data>' in html
    assert "page/r-3#conventional" in html
    assert list(report.cited) == ["page/r-2", "page/r-3"]


def test_a_term_is_shown_with_an_example(report: Report) -> None:
    """What is used has a figure that bears it; what is not used nor explained is left out."""
    shown = term_table(report, "?", "status", "observations?status=")
    assert shown is not None
    assert '<data value="observations?status=planned">1</data>' in shown.data
    assert report.pick(zh="目标、计划", en="a target, a plan") in shown.data
    reasons = term_table(report, "?", "reason", "refusals?reason=")
    assert reasons is not None
    assert report.pick(zh="东岭、西川两地", en="two places") in reasons.data
    assert reasons.data.count("<tr") == 2  # The head, and one reason of three.
    assert term_table(report, "?", "instrument", "facts?instrument=") is None
    assert example(report, []) == ""


@pytest.mark.parametrize(
    ("unit", "zh", "en"),
    [
        ("家", "家", "number"),
        ("元 美元", "元、美元", "yuan, US dollars"),
        ("吨 吨/年", "吨、吨/年", "tonnes, tonnes a year"),
        ("家 个", "家、个", "number"),
    ],
)
def test_units_are_said_in_both_languages(tables: Tables, unit: str, zh: str, en: str) -> None:
    """English has no word for what Chinese counts in 家 or 个, and says it once."""
    said = [str(units(Report(lang, "strict", tables), unit.split())) for lang in LANGUAGES]
    assert said == [zh, en]

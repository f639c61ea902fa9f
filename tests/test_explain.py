"""Explaining: from every number to its printed words, and from printed words to every number."""

import re
from pathlib import Path

import pandas as pd
import pytest

from analysis.codebook import read_tables
from analysis.explain import explain, find, ties_of_page
from analysis.paths import LANGUAGES, Checkout, find_checkout
from analysis.ties import mentions_of_row, mentions_of_tie
from analysis.views import Report

from .made_up import dated, refused, said, stated, tables_of

WHOLE = "implied_whole(page/r-1, page/r-2)"
AUDIT = "whole_is_whole(page/r-1, page/r-2)"
PAIR = "page/r-1 ~ page/r-4"
FIGURES = [
    said("60家", "firms"),
    said("41%", "firms", measure="share", base="firms@province"),
    said("超2亿元", "sales", time="r-5"),
    said("90家", "firms", zone="west"),
    dated("2023年", note_zh="销售额的年份", note_en="the year of the sales"),
    refused("两大", "enumeration", note_zh="清点产业", note_en="counts the industries"),
    said("8家", "members", status="planned"),
]
FACTS = [
    stated("光伏", listed_by="r-6", dated_by="r-5"),
    stated("风电", zone="west", listed_by="r-6"),
]
HERE = read_tables(find_checkout(Path(__file__).parent).processed)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    """The tables of a made-up page on which everything explained occurs, with names of its own."""
    tables = tables_of(tmp_path_factory.mktemp("explain"), FIGURES, FACTS)
    for lang in LANGUAGES:
        tables["labels"][lang] = tables["labels"]["code"]
    return tables


def section(lines: list[str], heading: str) -> list[str]:
    """The lines below a heading."""
    after = lines[lines.index(heading) + 1 :]
    end = next((n for n, line in enumerate(after) if not line.startswith(" ")), len(after))
    return [line.strip() for line in after[:end]]


# fmt: off
NAMES = [
    # what a person types, what it means
    ("page/r-1", "page/r-1"),
    ("r-1", "page/r-1"),  # without its page
    ("e-page-r-1", "page/r-1"),  # as the link in a report ends
    ("#e-page-r-1", "page/r-1"),
    ("r-f2", "page/r-f2"),
    ("e-page-r-f2", "page/r-f2"),
    ("r-1#strict", "page/r-1#strict"),
    (WHOLE, WHOLE),
    (f"{WHOLE}#conventional", f"{WHOLE}#conventional"),
    (PAIR, PAIR),
    ("east/business", "east/business"),
    ("observations?status=planned", "observations?status=planned"),
    ("page/r-1 page/r-2", "page/r-1 page/r-2"),
    ("mentions/page/r-1@where", "mentions/page/r-1@where"),
]
WRONG = [
    # what nothing is called, what is said of it
    ("r-77", "nothing is called 'r-77'; the nearest are r-7"),
    ("implied_whole(", f"the nearest are {WHOLE}"),
    ("衣", "nothing is called '衣'; data/processed holds every id"),
    ("r-77#strict", "nothing is called 'r-77'"),
    ("", "nothing is called ''; name an id, an anchor or a tie"),
    (" ", "nothing is called ' '; name an id, an anchor or a tie"),
    ("r-1#loose", "unknown reading 'loose'; one of strict, conventional"),
    ("business", "may be family/business, east/business, west/business; name one of them"),
    ("observations?mood=good", "no column 'mood'; one of zone"),
    ("nonsense?mood=good", "no table 'nonsense'; one of mentions"),
    ("mentions/page/r-77@where", "mentions has no row 'page/r-77'"),
]
# fmt: on


@pytest.mark.parametrize(("name", "meant"), NAMES)
def test_what_a_report_shows_or_a_table_holds_is_found(
    tables: dict[str, pd.DataFrame], name: str, meant: str
) -> None:
    """Ids, whole or short, anchors and ties are all understood."""
    assert find(tables, name) == meant


@pytest.mark.parametrize(("name", "answer"), WRONG)
def test_what_is_called_nothing_is_answered_with_what_is_near(
    tables: dict[str, pd.DataFrame], name: str, answer: str
) -> None:
    """A name that means nothing, or too much, stops with one line that helps."""
    with pytest.raises(ValueError, match=re.escape(answer)) as error:
        explain(tables, name)
    assert "\n" not in str(error.value)


def test_a_printed_figure_and_all_it_reached(tables: dict[str, pd.DataFrame]) -> None:
    """Words, place, judgement and bounds; then each derived value, check and comparison."""
    lines = explain(tables, "r-1")
    assert lines[:9] == [
        "page/r-1: a printed figure, judged an observation",
        "  printed: 60家",
        "  in words: 60",
        "  place: east page/east ¶1 [40, 43)",
        "  speaks of: east: firms",
        "  judged: reached; all; exact; reporter; now",
        "  strict reading: 60",
        "  conventional reading: 60",
        "derived values that use it",
    ]
    values = {
        line.partition(": ")[0]: line for line in section(lines, "derived values that use it")
    }
    assert "province firms; 60家 ÷ 41%; strict reading: no whole number fits;" in values[WHOLE]
    assert values[WHOLE].endswith("conventional reading: 145 to 148")
    assert "sales_per_firm(page/r-3, page/r-1)" in values
    assert [line.partition(":")[0] for line in section(lines, "checks that use it")] == [AUDIT]
    pairs = tables["comparisons"]
    of_it = pairs[(pairs["left"] == "page/r-1") | (pairs["right"] == "page/r-1")]
    refused_ones = (of_it["verdict"] == "not_comparable").sum()
    told = section(lines, f"comparisons that use it: 1 allowed, {refused_ones} refused")
    assert len(of_it) == 1 + refused_ones > 1
    assert [line.partition(":")[0] for line in told] == [PAIR]
    assert section(lines, "reports that lead to it") == ["none is built; run analysis build"]


def test_chinese_says_the_same(tables: dict[str, pd.DataFrame]) -> None:
    """In Chinese a sum leads to the same printed words as in English, and says so in Chinese."""
    chinese, english = (explain(tables, WHOLE, lang) for lang in LANGUAGES)
    assert section(chinese, "来自") == section(english, "comes from")
    assert chinese[:2] == [f"{WHOLE}：推出的数", "  名目：implied_whole：provincefirms"]
    assert "  通行读法：145—148家" in chinese


def test_a_date_reaches_what_is_worked_out_from_what_it_dates(
    tables: dict[str, pd.DataFrame],
) -> None:
    """A year leads to the figures and facts it dates, and on to what uses those."""
    lines = explain(tables, "r-5")
    assert section(lines, "it dates") == [
        "page/r-3 「超2亿元」 east page/east ¶1 [120, 124)",
        "page/r-f1 「光伏」 east page/east ¶1 [40, 42)",
    ]
    quotients = section(explain(tables, "r-3"), "derived values that use it")
    assert section(lines, "derived values that use it") == quotients
    assert section(explain(tables, "r-3"), "dated by") == [
        "page/r-5 「2023年」 east page/east ¶1 [200, 205)"
    ]


def test_a_figure_that_counts_names_leads_to_them_and_back(
    tables: dict[str, pd.DataFrame],
) -> None:
    """三大 leads to the facts it counts, and each of them back to it."""
    assert [line[:9] for line in section(explain(tables, "r-6"), "it counts")] == [
        "page/r-f1",
        "page/r-f2",
    ]
    assert section(explain(tables, "r-f2"), "counted among others by")[0].startswith("page/r-6 ")


def test_a_derived_value_comes_from_printed_words(tables: dict[str, pd.DataFrame]) -> None:
    """Formula and both readings; then each input with its words, zone, article and characters."""
    lines = explain(tables, WHOLE)
    assert "  formula: 60家 ÷ 41%" in lines
    assert "  conventional reading: 145 to 148" in lines
    assert section(lines, "comes from") == [
        "page/r-1 「60家」 east page/east ¶1 [40, 43)",
        "page/r-2 「41%」 east page/east ¶1 [80, 83)",
    ]


def test_a_check_shows_its_working_and_verdicts(tables: dict[str, pd.DataFrame]) -> None:
    """Each reading has its verdict and working."""
    row = tables["audits"].loc[AUDIT]
    for reading in ("strict", "conventional"):
        line = f"  {reading} reading: {row[f'{reading}_verdict']}; {row[f'{reading}_working']}"
        assert line in explain(tables, AUDIT)


def test_a_comparison_gives_its_reasons(tables: dict[str, pd.DataFrame]) -> None:
    """A pair that may be compared has an order; one that may not has the reason and no order."""
    assert any("60家 less 90家" in line for line in explain(tables, PAIR))
    refusal = explain(tables, "page/r-1 ~ page/r-7")
    assert "  verdict: not_comparable" in refusal
    assert not any("reading" in line for line in refusal)


def test_a_count_leads_to_what_it_counts(tables: dict[str, pd.DataFrame]) -> None:
    """A count of printed rows lists their words; one of derived values lists those, too."""
    planned = explain(tables, "observations?status=planned")
    assert planned[:2] == ["observations?status=planned: a count", "  it says: 1"]
    assert section(planned, "comes from") == ["page/r-7 「8家」 east page/east ¶1 [280, 282)"]
    derived = explain(tables, "derived?rule=implied_whole")
    assert [line.partition(":")[0] for line in section(derived, "it counts")] == [WHOLE]
    assert len(section(derived, "comes from")) == 2


def test_silence_is_explained_as_silence(tables: dict[str, pd.DataFrame]) -> None:
    """A zone and family without figures, and a count of none, come from no printed figure."""
    for name in ("west/places", "observations?status=capacity"):
        assert section(explain(tables, name), "comes from") == ["no printed figure: silence"]


PAGE = """<h1>x</h1><a class="fig" href="#e-page-r-1">60</a> <a href="#e-page-r-1">no figure</a>
<data value="page/r-1#strict">60</data> <data value="observations?zone=east&amp;measure=level">4</data>
<svg data-ties='[["60","#e-page-r-1"],["2","page/r-1 page/r-2"],["100","scale"]]'></svg>"""


def test_every_tie_of_a_page_is_counted() -> None:
    """Links to evidence, <data> elements and the ties of charts; a chart's axis is none."""
    assert ties_of_page(PAGE) == {
        "#e-page-r-1": 2,
        "page/r-1#strict": 1,
        "observations?zone=east&measure=level": 1,
        "page/r-1 page/r-2": 1,
    }


@pytest.mark.parametrize(
    ("name", "places"),
    [
        pytest.param("r-1", "5", id="a figure: links, bounds and the counts it is among"),
        pytest.param("r-2", "1", id="only counted"),
        pytest.param("r-1#strict", "5", id="what a figure allows is that figure"),
        pytest.param("observations?zone=east&measure=level", "1", id="a count is itself only"),
        pytest.param(WHOLE, None, id="nowhere"),
    ],
)
def test_reports_that_lead_to_it(
    tables: dict[str, pd.DataFrame], name: str, places: str | None
) -> None:
    """Each report that leads to what is explained is named, with the number of places."""
    lines = explain(tables, name, shown={"a.en.html": ties_of_page(PAGE), "b.en.html": {}})
    wanted = f"a.en.html: places: {places}" if places else "none"
    assert section(lines, "reports that lead to it") == [wanted]


def test_a_report_of_another_day_is_said_to_be_stale(tables: dict[str, pd.DataFrame]) -> None:
    """A tie that stands for nothing now is counted, once and apart, and nothing fails."""
    old = {"page/gone#strict": 3, "page/r-1": 1}
    lines = explain(tables, "r-1", shown={"old.en.html": old, "a.en.html": {"page/gone": 2}})
    assert section(lines, "reports that lead to it") == ["old.en.html: places: 1"]
    assert lines[-1].startswith("numbers that stand for nothing any more")
    assert lines[-1].endswith(": 5 (old.en.html; a.en.html)")


def test_reports_of_a_date_are_those_of_what_it_dates(tables: dict[str, pd.DataFrame]) -> None:
    """Where a date reaches a derived value, the reports that show that value lead to the date."""
    shown = {"a.en.html": {"sales_per_firm(page/r-3, page/r-1)#strict": 2}}
    lines = explain(tables, "r-5", shown=shown)
    assert section(lines, "reports that lead to it") == ["a.en.html: places: 2"]


@pytest.mark.parametrize("table", ["derived", "audits", "comparisons", "observations", "facts"])
def test_every_row_of_this_checkout_ends_in_printed_words(table: str) -> None:
    """Whatever its table, an explanation names words that are printed, and where they stand."""
    report = Report("en", "strict", HERE)
    for id_ in HERE[table].index:
        text = "\n".join(explain(HERE, id_))
        sources = mentions_of_row(HERE, table, id_)
        assert sources
        for source in sources:
            row = report.row("facts" if source in HERE["facts"].index else "mentions", source)
            assert row["printed"] in text
            assert f"¶{row['paragraph']} [{row['start']}, {row['end']})" in text


def test_every_id_of_this_checkout_is_explained() -> None:
    """No row of any table is without words, in Chinese as in English."""
    for table in HERE.values():
        for id_ in table.index:
            assert len(explain(HERE, str(id_), "zh")) > 2


def test_every_number_of_a_report_is_explained(built: Checkout) -> None:
    """Each tie of each report says something, and leads to every printed word behind it."""
    tables = read_tables(built.processed)
    pages = [path.read_text("utf-8") for path in built.reports.glob("*.en.html")]
    shown = sorted({tie for page in pages for tie in ties_of_page(page)})
    assert shown
    for tie in shown:
        told = "\n".join(explain(tables, tie))
        assert [id_ for id_ in mentions_of_tie(tables, tie) if id_ not in told] == [], tie

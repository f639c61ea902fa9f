"""Promise and result: what is reached, who says so and what hedges leave open, on a made-up page."""

import re
from pathlib import Path

import pytest
from IPython.display import HTML
from markupsafe import Markup

from analysis.bounds import READINGS
from analysis.codebook import read_tables
from analysis.paths import LANGUAGES, find_checkout
from analysis.promises import (
    HEDGED,
    NO_LOWER,
    NO_UPPER,
    due,
    each_counted,
    hedge_bars,
    hedged,
    narrowest_and_widest,
    promise_table,
    promises,
    relative_bounds,
    speaker_cells,
    status_bars,
    status_table,
    with_width,
    worth_table,
    zone_table,
)
from analysis.ties import rows_of_query, say_tie
from analysis.views import Report

from .made_up import dated, said, tables_of

# fmt: off
FIGURES = [
    said("60家", "firms"),
    said("超180亿元", "sales", time="r-3", status="planned", speaker="firm"),
    dated("2026年"),
    said("最高奖励500万元", "floor", status="ceiling", time="unstated"),
    said("40余万元", "floor"),
    said("近百个", "projects"),
    said("约1234亿元", "sales", time="unstated"),
    said("1亿元以上", "floor", status="planned", time="r-9"),
    dated("2025年"),
    said("超一半", "firms", measure="share", base="firms@province"),
]
# printed, the column that makes it so, reading, what it allows in percent of the number printed
RELATIVE = [
    ("超180亿元", "strict", "(100, +inf)"),
    ("超200亿元", "conventional", "(100, 110)"),
    ("近百家", "strict", "[0, 100)"),
    ("近百家", "conventional", "[90, 100)"),
    ("最高500万元", "conventional", "[0, 100]"),
    ("超一半", "strict", "(100, +inf)"),  # Told in percent, and so is its number.
    ("超一半", "conventional", "(100, 110)"),
    ("20%—30%", "strict", "[80, 120]"),  # Beside the middle of its ends.
]
# fmt: on


@pytest.fixture(scope="module", params=LANGUAGES)
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A report on the made-up page, in each language; nothing is said of the west.

    Codes are their own names, so that no two are called the same.
    """
    tables = tables_of(tmp_path_factory.mktemp("promises"), FIGURES)
    for lang in LANGUAGES:
        tables["labels"][lang] = tables["labels"]["code"]
    return Report(request.param, "strict", tables)


def ties(shown: str | HTML) -> list[tuple[str, str]]:
    """The tie and words of every count and cell in what a report shows."""
    text = shown if isinstance(shown, str) else str(shown.data)
    return re.findall(r'<data value="([^"]*)">([^<]*)</data>', text.replace("&amp;", "&"))


def cited(shown: HTML) -> list[str]:
    """The rows whose figures or dates a table links to, in order."""
    return re.findall(r'href="#e-page-(r-\d+)"', str(shown.data))


@pytest.mark.parametrize(("printed", "reading", "allowed"), RELATIVE)
def test_a_figure_is_measured_against_its_own_number(
    printed: str, reading: str, allowed: str, tmp_path: Path
) -> None:
    """What a hedge allows is told in percent of the number printed, whatever its unit."""
    share = not printed.endswith(("元", "家"))
    judged = {"measure": "share", "base": "firms@province"} if share else {}
    indicator = "floor" if printed.endswith("元") else "firms"
    tables = tables_of(tmp_path, [said(printed, indicator, **judged)])
    [row] = Report("en", "strict", tables).rows("observations")
    assert str(relative_bounds(row, reading)) == allowed


def test_promises_are_what_is_not_reached(report: Report) -> None:
    """What falls due first stands first, and what never does stands last."""
    assert [row["id"] for row in promises(report)] == ["page/r-8", "page/r-2", "page/r-4"]


def test_when_a_promise_falls_due_is_a_link_to_what_dates_it(report: Report) -> None:
    """A printed date leads to its evidence, words say where there is none; a ceiling falls not due."""
    dated_one, ceiling = report.row("observations", "page/r-8"), promises(report)[2]
    assert 'href="#e-page-r-9"' in due(report, dated_one)
    undated = dated_one | {"time": "unstated", "date": ""}
    assert due(report, undated).striptags() == report.label("time", "unstated")
    assert due(report, ceiling) == report.word("nothing")
    assert 'class="silence"' in due(report, undated)


def test_hedged_figures_go_from_the_narrow_to_the_wide(report: Report) -> None:
    """Of a zone, that of which least is left open comes first; what nothing closes comes last."""
    widths = [(row["id"], row["width"]) for row in hedged(report)]
    assert widths == [
        ("page/r-7", "0.163"),
        ("page/r-2", "5.56"),
        ("page/r-6", "10"),
        ("page/r-10", "10"),
        ("page/r-5", "25"),
        ("page/r-4", "100"),
        ("page/r-8", ""),
    ]


def test_zones_stand_in_their_own_order(tmp_path: Path) -> None:
    """A narrow hedge of a later zone does not come before a wide one of an earlier zone."""
    rows = [said("超9000家", "firms", zone="west"), said("近百家", "firms")]
    report = Report("en", "strict", tables_of(tmp_path, rows))
    assert [row["zone"] for row in hedged(report)] == ["east", "west"]


def test_every_hedge_is_drawn_under_both_readings(report: Report) -> None:
    """A row of the chart has both bounds, the printed figure as a link and the width as a tie."""
    bars = {bar.mentions[0]: bar for bar in hedge_bars(report)}
    assert list(bars) == [row["id"] for row in hedged(report)]
    bar = bars["page/r-2"]
    assert (str(bar.bounds), str(bar.other)[:5]) == ("(100, +inf)", "(100,")
    assert 'href="#e-page-r-2"' in bar.value
    assert ties(bar.other_value) == [("observations/page/r-2@width", "5.56")]
    assert ties(bars["page/r-8"].other_value) == []  # It has no width to tie.


def test_what_is_left_open_is_told_of_all_that_share_it(report: Report) -> None:
    """The least and the most are every figure of that width, not the first of them."""
    least, most = narrowest_and_widest(hedged(report))
    assert ([row["id"] for row in least], [row["id"] for row in most]) == (
        ["page/r-7"],
        ["page/r-4"],
    )
    tens = [row for row in hedged(report) if row["width"] == "10"]
    assert with_width(report, tens).count('class="fig"') == 2
    assert with_width(report, []) == report.word("nothing")


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        pytest.param(HEDGED, {2, 4, 5, 6, 7, 8, 10}, id="hedged"),
        pytest.param(NO_UPPER, {2, 7, 8, 10}, id="no upper end"),
        pytest.param(NO_LOWER, {4, 6, 7}, id="no lower end: nought is none"),
    ],
)
def test_ends_that_are_not_stated(report: Report, query: str, rows: set[int]) -> None:
    """An end is missing where the strict reading has none, and a lower end of 0 is none."""
    found = rows_of_query(report.tables, f"observations?{query}").index
    assert set(found) == {f"page/r-{row}" for row in rows}


def test_bars_of_status_leave_silence_empty(report: Report) -> None:
    """A bar has a stretch for each status a zone has figures of; a silent zone has no part."""
    east, west = status_bars(report)
    stretches = {part.series: part.mentions for part in east.parts}
    assert stretches["planned"] == ("page/r-2", "page/r-8")
    assert stretches["ceiling"] == ("page/r-4",)
    assert "capacity" not in stretches
    assert east.total == len(report.rows("observations"))
    assert west.parts == ()


def test_speakers_leave_silence_empty(report: Report) -> None:
    """A speaker no figure of a zone comes from has no cell there, which is not a cell of none."""
    cells = speaker_cells(report)
    assert cells["firm", "east"] == ["page/r-2"]
    assert set(cells) == {("firm", "east"), ("reporter", "east")}


def test_codes_are_counted_and_those_without_figures_are_named(report: Report) -> None:
    """In a sentence each code has its count, and the silent ones come last."""
    words = Markup(each_counted(report, "status", "status"))
    assert words.striptags() == report.pick(
        zh="ceiling1个、planned2个、reached5个，capacity、under_way没有",
        en="ceiling 1, planned 2, reached 5; none: capacity, under_way",
    )
    assert ties(words)[1] == ("observations?status=planned", "2")
    only = Markup(each_counted(report, "zone", "zone", "status=planned"))
    assert only.striptags() == report.pick(zh="east2个，west没有", en="east 2; none: west")


def test_every_number_of_the_tables_is_tied(report: Report) -> None:
    """Counts and widths say what their ties stand for, and no cell holds a bare digit."""
    made = (zone_table(report), worth_table(report), status_table(report), promise_table(report))
    for shown in made:
        body = str(shown.data).partition("<tbody>")[2].partition("</tbody>")[0]
        for tie, words in ties(body):
            assert words == say_tie(report.tables, tie, report.lang)
        bare = re.sub(r"<data.*?</data>|<a .*?</a>", "", body)
        assert re.findall(r"\d+", re.sub(r"<[^>]*>", "", bare)) == []


def test_no_zone_and_no_status_is_left_out(report: Report) -> None:
    """Each zone has a row, and each status a count in it, be it none."""
    counts = re.findall(r"<data[^>]*>(\d+)</data>", str(status_table(report).data))
    assert len(counts) == len(report.zones) * len(report.codes("status"))
    assert sum(map(int, counts)) == len(report.rows("observations"))


def test_the_table_of_promises_names_each_and_its_date(report: Report) -> None:
    """Each promise is cited, followed by the date it falls due at where one is printed."""
    assert cited(promise_table(report)) == ["r-8", "r-9", "r-2", "r-3", "r-4"]


def test_a_page_without_promises_or_hedges_has_its_tables(tmp_path: Path) -> None:
    """One figure, reached and exact: nothing to draw, no empty table, and no failure."""
    report = Report("en", "strict", tables_of(tmp_path, [said("60家", "firms")]))
    assert (promises(report), hedge_bars(report)) == ([], [])
    assert narrowest_and_widest(hedged(report)) == ([], [])
    for shown in (promise_table(report), worth_table(report)):
        assert "<table" not in str(shown.data)
        assert report.word("none") in str(shown.data)
    assert "<caption>" in str(zone_table(report).data)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_hedge_of_this_checkout_has_its_row(lang: str) -> None:
    """No hedged figure is left out of the chart, and convention never allows more than is printed."""
    report = Report(lang, "strict", read_tables(find_checkout(Path(__file__).parent).processed))
    hedges = hedged(report)
    assert [bar.mentions[0] for bar in hedge_bars(report)] == [row["id"] for row in hedges] != []
    for row in hedges:
        strict, conventional = (relative_bounds(row, reading) for reading in READINGS)
        assert strict is not None
        assert conventional is not None
        assert row["hedge"] == "approx" or conventional.within(strict)

"""Instruments of policy: judged, counted, dated, and silent, on a made-up page and the real one."""

from collections import Counter
from pathlib import Path

import pytest

from analysis.audit import audit
from analysis.codebook import read_tables
from analysis.instruments import (
    COUNTED,
    DATED,
    alike,
    appeared,
    cells,
    counted,
    counted_as,
    dated,
    instrument_table,
    most_named,
    named,
    timeline_of,
    users,
)
from analysis.pages import read_page
from analysis.paths import find_checkout
from analysis.problems import RawError
from analysis.tables import write_tables
from analysis.ties import rows_of_query
from analysis.views import Report

from .made_up import Row, change, corpus_of, made_up_registers, refused, stated, write_page
from .made_up import dated as printed_date

FIGURES = [
    printed_date("2021年"),
    printed_date("2023—2027年"),
    refused("三大", "enumeration"),
    printed_date("9月3日", zone="west"),
]


def instrument(printed: str, kind: str, **said_of_it: str) -> Row:
    """A fact that is an instrument; its kind of fact leaves open which."""
    return stated(printed, kind="policy", instrument=kind, **said_of_it)


# The third figure, r-3, stands at [120, 122); 三大平台 is put around it.
FACTS = [
    instrument("岭一平台", "platform", listed_by="r-3", dated_by="r-1"),
    instrument("岭二平台", "platform", listed_by="r-3", dated_by="r-1"),
    instrument("三大平台", "platform", start="120", end="124", dated_by="r-1"),
    instrument("岭规划", "plan", dated_by="r-2", status="planned"),
    instrument("岭规划", "plan"),
    instrument("新岭规划", "plan"),
    stated("海工"),
    instrument("岭规划", "plan", zone="west", dated_by="r-4"),
]


def report_of(folder: Path, facts: list[Row], lang: str = "zh") -> Report:
    """A report on a page of these facts, not yet begun."""
    corpus = corpus_of(folder, FIGURES, facts)
    tables = write_tables(corpus, [], audit(corpus), [])
    return Report(lang, "strict", {name: table.set_index("id") for name, table in tables.items()})


@pytest.fixture(params=["zh", "en"])
def report(request: pytest.FixtureRequest, tmp_path: Path) -> Report:
    """A report on the made-up facts, in each language."""
    return report_of(tmp_path, FACTS, request.param)


def ids(rows: list[Row]) -> list[str]:
    """The facts' numbers."""
    return [row["id"].removeprefix("page/r-") for row in rows]


PLAN = {"instrument": "plan"}
WRONG = [
    pytest.param(
        {"instrument": "Plan"},
        "「Plan」: is not one of instrument in terms.csv: platform, plan, prize, or empty",
        id="an unknown one",
    ),
    pytest.param(
        PLAN | {"kind": "industry"},
        "「plan」: cannot be, as the kind is industry; empty it or mend the kind",
        id="what a policy serves is none",
    ),
    pytest.param(
        PLAN | {"kind": "platform"},
        "「plan」: contradicts the kind platform; mend one, or empty it",
        id="a kind that is another",
    ),
]


@pytest.mark.parametrize(("cells_of_row", "problem"), WRONG)
def test_a_wrong_instrument_is_named(tmp_path: Path, cells_of_row: Row, problem: str) -> None:
    """File, row, column, value and remedy of an instrument that is unknown or contradicts its kind."""
    page = write_page(tmp_path / "p", FIGURES, [stated("岭一平台", kind="policy")])
    for column, value in cells_of_row.items():
        change(page / "facts.csv", 2, column, value)
    with pytest.raises(RawError) as error:
        read_page(page, made_up_registers())
    assert [str(one) for one in error.value.problems] == [
        f"p/facts.csv row 2, instrument {problem}"
    ]


def test_a_kind_that_is_an_instrument_may_be_it_or_none(tmp_path: Path) -> None:
    """A platform may be the instrument platform, or stand for no instrument at all."""
    for kind in ("platform", ""):
        facts = [stated("岭一平台", kind="platform", instrument=kind)]
        page = read_page(write_page(tmp_path / "p", FIGURES, facts), made_up_registers())
        assert list(page.facts["instrument"]) == [kind]


def test_names_are_counted_once(report: Report) -> None:
    """A name said again and a name for a list give way to those that count; a longer name counts."""
    assert counted_as(report) == {
        "page/r-f3": ["page/r-f1", "page/r-f2"],
        "page/r-f5": ["page/r-f4"],
    }
    assert ids(named(report)) == ["f1", "f2", "f3", "f4", "f5", "f6", "f8"]
    assert ids(counted(report)) == ["f1", "f2", "f4", "f6", "f8"]
    assert [(a["printed"], b["printed"]) for a, b in alike(report)] == [("岭规划", "新岭规划")]


def test_a_number_elsewhere_makes_no_list(tmp_path: Path) -> None:
    """A name that does not hold the number counting others counts itself."""
    facts = [
        row if row["printed"] != "三大平台" else row | {"start": "124", "end": "128"}
        for row in FACTS
    ]
    assert "page/r-f3" not in counted_as(report_of(tmp_path, facts))


def test_the_matrix_leaves_silence_out(report: Report) -> None:
    """Cells hold the facts that count; where a zone names none, there is no cell and no zero."""
    assert {cell: [id_[-2:] for id_ in found] for cell, found in cells(report).items()} == {
        ("platform", "east"): ["f1", "f2"],
        ("plan", "east"): ["f4", "f6"],
        ("plan", "west"): ["f8"],
    }
    assert users(report) == {"platform": ["east"], "plan": ["east", "west"], "prize": []}
    assert most_named(report) == (["plan"], ["east", "west"])


def test_what_is_dated_stands_in_order(report: Report) -> None:
    """Dates come in order of time, those without a year last."""
    assert ids(dated(report)) == ["f1", "f2", "f4", "f8"]


def test_the_timeline_draws_a_list_once_and_a_plan_as_a_period(report: Report) -> None:
    """One line for what one name and one date hold together; a plan has its term; status tells."""
    lines = [(line.label, line.date, line.planned) for line in timeline_of(report)]
    assert lines == [
        ("三大平台", "2021", False),
        ("岭规划", "2023/2027", True),
        ("岭规划", "XXXX-09-03", False),
    ]
    assert [str(day) for day in appeared(report)] == ["2024-03-01", "2024-12-31"]


def test_a_list_dated_otherwise_does_not_stand_for_its_members(tmp_path: Path) -> None:
    """Where a list has no date of its own, its members are drawn each by itself."""
    facts = [row if row["printed"] != "三大平台" else row | {"dated_by": ""} for row in FACTS]
    lines = [line.label for line in timeline_of(report_of(tmp_path, facts))]
    assert lines == ["岭一平台", "岭二平台", "岭规划", "岭规划"]


def test_a_zone_without_dates_or_names_keeps_its_line(tmp_path: Path) -> None:
    """The timeline says so where a zone dates nothing, or names nothing."""
    undated = [instrument("川规划", "plan", zone="west")]
    for facts, said in ((undated, "共1个，都没有印时间"), ([], "未报告")):
        report = report_of(tmp_path / said, [*FACTS[:2], *facts])
        line = timeline_of(report)[-1]
        assert (Report.words(report, zh="{x}", en="", x=line.label).striptags(), line.date) == (
            said,
            "",
        )


def test_a_name_that_does_not_count_says_why(report: Report) -> None:
    """In the table of all names a list and a repeated name are marked, each in its own way."""
    rows = {
        row.partition('data-of="')[2].partition('"')[0]: row
        for row in instrument_table(report).data.split("<tr>")
    }
    assert {id_ for id_ in rows if id_} == {row["id"] for row in named(report)}
    listed = report.pick(zh="总称，所列各项已计", en="names others, which are counted")
    again = report.pick(zh="同名再提，已计", en="named before, counted there")
    assert [id_ for id_, row in rows.items() if listed in row] == ["page/r-f3"]
    assert [id_ for id_, row in rows.items() if again in row] == ["page/r-f5"]


def test_what_counts_is_found_by_a_query(report: Report) -> None:
    """The names that count, and those dated, are as many as their queries keep."""
    for query, rows in ((COUNTED, counted(report)), (DATED, dated(report))):
        assert sorted(rows_of_query(report.tables, query).index) == sorted(r["id"] for r in rows)


def test_every_kind_of_instrument_is_used() -> None:
    """No kind stands in the register of this checkout that no fact of its pages is."""
    tables = read_tables(find_checkout(Path(__file__).parent).processed)
    used = Counter(tables["facts"]["instrument"])
    labels = tables["labels"]
    codes = set(labels.loc[labels["vocabulary"] == "instrument", "code"])
    assert codes
    assert set(used) - {""} == codes


def test_instruments_agree_with_what_facts_are() -> None:
    """Every fund, award and partner university of the pages is judged; no role or goal is one."""
    facts = read_tables(find_checkout(Path(__file__).parent).processed)["facts"]
    for kind in ("fund", "award"):
        assert set(facts.loc[facts["kind"] == kind, "instrument"]) == {kind}
    universities = facts[(facts["kind"] == "partner") & facts["printed"].str.contains("大学")]
    assert set(universities["instrument"]) == {"partner_university"}

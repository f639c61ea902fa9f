"""Judged figures: what becomes of each row, on a page made up and on the pages of this checkout."""

import csv
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from analysis.bounds import READINGS, Bounds
from analysis.figures import KINDS, read_figure
from analysis.observations import IN_PERCENT, Observation, judge, width_in_percent
from analysis.pages import LONGEST_SPAN, read_pages
from analysis.paths import find_checkout
from analysis.registers import read_registers

from .made_up import corpus_of, dated, made_up_registers, refused, said, stated, write_page

FIGURES = [
    said("超60家", "firms", subject="east_works", speaker="firm"),
    dated("2023年", note_zh="年", note_en="year"),
    said("9亿", "sales", implied_unit="元", time="r-2", status="planned"),
    dated("4年", time="r-2"),
    said("5个", "projects", time="r-4"),
    refused("5G"),
    said("30%", "members", measure="share", base="members@province", time="unstated"),
    said("12家", "firms", zone="west", subject="west"),
]
FACTS = [stated("产业大会", dated_by="r-2"), stated("海工装备", listed_by="r-6")]


def test_every_row_becomes_one_mention(tmp_path: Path) -> None:
    """Each row is one mention, in printed order, with its place, its words and its judgement."""
    corpus = corpus_of(tmp_path, FIGURES)
    assert [mention.id for mention in corpus.mentions] == [f"page/r-{n}" for n in range(1, 9)]
    for mention, row in zip(corpus.mentions, FIGURES, strict=True):
        assert (mention.printed, mention.judgement) == (row["printed"], row["judgement"])
        assert mention.end - mention.start == len(mention.printed)
        assert mention.figure == read_figure(row["printed"], row.get("implied_unit", ""))
        assert mention.reason == row.get("reason", "")
    year = corpus.mentions[1]
    assert (year.note_zh, year.note_en, year.paragraph, year.start) == ("年", "year", 1, 80)


def test_observations_are_the_rows_judged_so(tmp_path: Path) -> None:
    """An observation is made of each row judged one, and of no other."""
    corpus = corpus_of(tmp_path, FIGURES)
    assert [seen.id for seen in corpus.observations] == [f"page/r-{n}" for n in (1, 3, 5, 7, 8)]


@pytest.mark.parametrize(
    ("row", "field", "value"),
    [
        pytest.param(1, "subject", "east_works", id="subject as judged"),
        pytest.param(1, "subject_type", "firm", id="type from subjects.csv"),
        pytest.param(8, "subject_type", "zone", id="a zone is its own type"),
        pytest.param(1, "family", "business", id="family from indicators.csv"),
        pytest.param(1, "nature", "stock", id="nature from indicators.csv"),
        pytest.param(3, "nature", "flow", id="nature of another indicator"),
        pytest.param(1, "time", "now", id="now stays now"),
        pytest.param(1, "date", "2024-03-01/2024-12-31", id="now is when the page appeared"),
        pytest.param(3, "time", "page/r-2", id="a time row's full id"),
        pytest.param(3, "date", "2023", id="what the time row says"),
        pytest.param(5, "date", "", id="a duration is no date"),
        pytest.param(7, "date", "", id="unstated is no date"),
        pytest.param(7, "base_indicator", "members", id="base before @"),
        pytest.param(7, "base_subject", "province", id="base after @"),
        pytest.param(1, "base_indicator", "", id="no base"),
        pytest.param(1, "speaker", "firm", id="speaker as judged"),
        pytest.param(3, "status", "planned", id="status as judged"),
        pytest.param(8, "zone", "west", id="zone of its mention"),
        pytest.param(1, "printed", "超60家", id="span of its mention"),
        pytest.param(3, "unit", "元", id="unit implied"),
        pytest.param(7, "unit", "%", id="unit of a share"),
    ],
)
def test_each_field_of_an_observation(tmp_path: Path, row: int, field: str, value: str) -> None:
    """Each field says what the row and the registers say of it."""
    seen = {one.id: one for one in corpus_of(tmp_path, FIGURES).observations}[f"page/r-{row}"]
    assert getattr(seen, field) == value


def test_a_duration_runs_from_its_date(tmp_path: Path) -> None:
    """A duration keeps the full id of the date it runs from; nothing else has one."""
    corpus = corpus_of(tmp_path, [*FIGURES, dated("3年", time="unstated"), dated("2年")])
    since = {mention.printed: mention.since for mention in corpus.mentions if mention.since}
    assert since == {"4年": "page/r-2", "3年": "unstated"}


@pytest.mark.parametrize(
    ("printed", "measure", "strict", "conventional"),
    [
        pytest.param(
            "超60家", "level", "(60, +inf)", "(60, 66)", id="a level as its words bound it"
        ),
        pytest.param("77%", "share", "[77, 77]", "[76.5, 77.5)", id="a share in percent"),
        pytest.param("超一半", "share", "(50, +inf)", "(50, 55)", id="a ratio becomes percent"),
        pytest.param("三分之二", "share", "[200/3, 200/3]", "[200/3, 200/3]", id="exactly so"),
        pytest.param("2倍", "growth", "[200, 200]", "[200, 200]", id="a growth by 2倍 is 200%"),
        pytest.param("超18%", "growth", "(18, +inf)", "(18, 19)", id="a growth in percent"),
        pytest.param("第二", "rank", "[2, 2]", "[2, 2]", id="a rank"),
    ],
)
def test_bounds_of_an_observation(
    tmp_path: Path, printed: str, measure: str, strict: str, conventional: str
) -> None:
    """An observation is bounded as its words are under a reading; shares and growth are in percent."""
    row = said(printed, "firms", measure=measure, base="firms@province")
    [seen] = corpus_of(tmp_path, [row]).observations
    assert [str(seen.bounds(reading)) for reading in READINGS] == [strict, conventional]
    assert seen.unit == ("%" if measure in IN_PERCENT else seen.figure.unit)


def test_facts_are_dated_by_their_mentions(tmp_path: Path) -> None:
    """A fact has the date of the mention that dates it, and the full id of the one that counts it."""
    meeting, ship = corpus_of(tmp_path, FIGURES, FACTS).facts
    assert (meeting.id, meeting.dated_by, meeting.date) == ("page/r-f1", "page/r-2", "2023")
    assert (ship.dated_by, ship.date, ship.listed_by) == ("", "", "page/r-6")
    assert ship.end - ship.start == len(ship.printed)


def test_two_pages_do_not_mix(tmp_path: Path) -> None:
    """The same row ids on two pages are different mentions, and each page dates its own."""
    registers = made_up_registers()
    for name, year in (("a", "2021年"), ("b", "2022年")):
        write_page(tmp_path / "pages" / name, [said("60家", "firms", time="r-2"), dated(year)])
    corpus = judge(read_pages(tmp_path / "pages", registers), registers)
    assert {seen.id: seen.date for seen in corpus.observations} == {
        "a/r-1": "2021",
        "b/r-1": "2022",
    }


CHECKOUT = find_checkout(Path(__file__).parent)
REGISTERS = read_registers(CHECKOUT.registers)
REAL = judge(read_pages(CHECKOUT.pages, REGISTERS), REGISTERS)


def raw_rows(name: str) -> list[dict[str, str]]:
    """The rows of a file of every page, read without our readers."""
    rows = []
    for path in sorted(CHECKOUT.pages.glob(f"*/{name}.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows += [{"page": path.parent.name} | row for row in csv.DictReader(file)]
    return rows


def test_nothing_printed_is_lost() -> None:
    """Every row of every page is an observation, a time or a refusal, once, and in its order."""
    raw = raw_rows("figures")
    assert raw
    assert [mention.id for mention in REAL.mentions] == [f"{r['page']}/{r['id']}" for r in raw]
    judged = Counter(mention.judgement for mention in REAL.mentions)
    assert judged == Counter(row["judgement"] for row in raw)
    assert judged.keys() <= {"observation", "time", "refusal"}
    assert judged["observation"] == len(REAL.observations)
    facts = raw_rows("facts")
    assert [fact.id for fact in REAL.facts] == [f"{row['page']}/{row['id']}" for row in facts]


def test_every_kind_on_the_pages_is_a_kind() -> None:
    """Every printed figure of the pages has one of the kinds, and only names and dates no bounds."""
    kinds = Counter(mention.figure.kind for mention in REAL.mentions)
    assert sum(kinds.values()) == len(raw_rows("figures"))
    assert kinds.keys() <= set(KINDS)
    for mention in REAL.mentions:
        bare = mention.figure.kind in {"name", "date", "period"}
        assert (mention.figure.bounds is None) == bare, mention.id


def test_times_and_refusals_explain_themselves() -> None:
    """On the pages every time says what it dates and every refusal why, in both languages."""
    for mention in REAL.mentions:
        if mention.judgement != "observation":
            assert mention.note_zh, mention.id
            assert mention.note_en, mention.id
        assert bool(mention.reason) == (mention.judgement == "refusal"), mention.id


def test_conventional_never_says_less_than_strict() -> None:
    """On the pages, what the conventional reading allows and the strict does not is rounding only."""
    for seen in REAL.observations:
        strict, conventional = (seen.bounds(reading) for reading in READINGS)
        rounded = replace(seen.figure, resolution=seen.figure.resolution * 0) != seen.figure
        assert rounded or conventional.within(strict), seen.id


def test_spans_lie_in_printed_order() -> None:
    """On the pages, rows of an article do not overlap and follow the text."""
    by_article: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for mention in REAL.mentions:
        by_article.setdefault((mention.page, mention.article), []).append(
            (mention.start, mention.end)
        )
    for spans in by_article.values():
        assert spans == sorted(spans)
        assert all(one[1] <= following[0] for one, following in pairwise(spans))
    assert all(len(mention.printed) <= LONGEST_SPAN for mention in REAL.mentions)
    assert all(len(fact.printed) <= LONGEST_SPAN for fact in REAL.facts)


@pytest.mark.parametrize("seen", REAL.observations, ids=lambda seen: str(seen.id))
def test_each_real_observation_is_dated_as_its_nature_asks(seen: Observation) -> None:
    """Each observation of the pages resolves its time: now to the days of issue, a row to its date."""
    published = {
        p.source.id: f"{p.source.date.earliest}/{p.source.date.latest}" for p in REAL.pages
    }
    times = {mention.id: mention.figure.date for mention in REAL.mentions}
    expected = {"now": published[seen.mention.page], "unstated": ""} | times
    assert seen.date == expected[seen.time]


# fmt: off
# printed, measure, the number in the unit of its bounds, the width in percent
WIDTHS = [
    ("60家", "level", "60", None),  # Exact: there is no hedge to measure.
    ("41%", "share", "41", None),  # Rounded by convention, and not hedged.
    ("超180亿元", "level", "18000000000", "5.56"),  # 10 of 180, rounded up
    ("超369亿元", "level", "36900000000", "0.272"),  # At 0.271 it would seem narrower than it is.
    ("40余万元", "level", "400000", "25"),
    ("近百家", "level", "100", "10"),
    ("约1234亿元", "level", "123400000000", "0.163"),  # one to either side
    ("最高500万元", "level", "5000000", "100"),  # anything from nothing up
    ("1亿元以上", "level", "100000000", None),  # No convention closes it.
    ("超一半", "share", "50", "10"),  # A half is told in percent, as its bounds are.
    ("20%—30%", "share", "25", "40"),  # of a range, the middle
    ("十几家", "level", "15", "66.7"),  # between ten and twenty
    ("上千家", "level", "1000", None),  # It has no other end.
]
# fmt: on


@pytest.mark.parametrize(("printed", "measure", "value", "width"), WIDTHS)
def test_what_a_hedge_leaves_open_is_measured_by_its_number(
    tmp_path: Path, printed: str, measure: str, value: str, width: str | None
) -> None:
    """The width of a hedge is that of its conventional bounds, in percent of the number printed."""
    base = "firms@province" if measure == "share" else ""
    indicator = "floor" if "元" in printed else "firms"
    [seen] = corpus_of(
        tmp_path, [said(printed, indicator, measure=measure, base=base)]
    ).observations
    assert seen.value == Fraction(value)
    assert seen.width == (None if width is None else Fraction(width))


def test_a_width_is_that_of_a_magnitude() -> None:
    """Below zero a width is as wide as above it; beside nought nothing can be measured."""
    loss = Bounds.of(-4, -2)
    assert width_in_percent(loss, Fraction(-3)) == width_in_percent(-loss, Fraction(3))
    assert width_in_percent(Bounds.of(-1, 1), Fraction(0)) is None

"""Pages: each mistake that a coded page can hold, and the line that tells it."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.hedges import hedge_words
from analysis.pages import (
    LONGEST_SPAN,
    MEASURE_KINDS,
    check_anchors,
    numbered,
    paragraph_of,
    read_every_page,
    read_judged,
    read_page,
    read_pages,
)
from analysis.problems import RawError
from analysis.raw import rows_of
from analysis.registers import Registers
from analysis.units import UNITS

from .made_up import (
    Row,
    change,
    dated,
    made_up_registers,
    refused,
    replace,
    said,
    stated,
    text_hash,
    write_page,
)

FIGURES = [
    said("60家", "firms"),  # row 2, r-1
    dated("2023年"),  # row 3, r-2
    refused("5G"),  # row 4, r-3
    said("30%", "members", measure="share", base="members@province"),  # row 5, r-4
    said("9亿", "sales", implied_unit="元", time="r-2"),  # row 6, r-5
    dated("4年", time="r-2"),  # row 7, r-6
    said("12家", "firms", zone="west"),  # row 8, r-7
]
FACTS = [stated("海工装备", dated_by="r-2", listed_by="r-3")]  # row 2, r-f1


@pytest.fixture
def registers() -> Registers:
    """The registers made up."""
    return made_up_registers()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """The folder of a page without a mistake."""
    return write_page(tmp_path / "pages" / "p", FIGURES, FACTS)


def problems_of(read: Callable[[], object]) -> list[str]:
    """The problems that reading raises, each as the line a person reads."""
    with pytest.raises(RawError) as error:
        read()
    return [str(problem) for problem in error.value.problems]


def test_a_good_page_is_read(page: Path, registers: Registers) -> None:
    """A page is its source and its rows as text, in printed order."""
    read = read_page(page, registers)
    assert read.source.paper.en == "Hill and River News"
    assert list(read.figures["printed"]) == [row["printed"] for row in FIGURES]
    assert list(read.facts["printed"]) == ["海工装备"]


def test_a_page_may_state_nothing(tmp_path: Path, registers: Registers) -> None:
    """A page without facts, or without figures, is a page."""
    read = read_page(write_page(tmp_path / "p", []), registers)
    assert read.figures.empty
    assert read.facts.empty


UNKNOWN_UNIT = f"is not one of the units in units.UNITS: {len({*UNITS, '月'})} ids, or empty"
LOCATOR_CELLS = [
    pytest.param("figures", 8, "id", "r3", "「r3」: is no id like lanbai-07", id="an id without its number"),
    pytest.param("figures", 8, "id", "", ": is no id like lanbai-07", id="no id"),
    pytest.param("figures", 8, "id", "r-1", "「r-1」: is there twice; rename one", id="an id twice"),
    pytest.param("figures", 4, "article", "north", "「north」: is not one of the articles in source.toml: east, west", id="an unknown article"),
    pytest.param("figures", 4, "paragraph", "one", "「one」: is no whole number; count from the text", id="a paragraph in words"),
    pytest.param("figures", 4, "paragraph", "10", "「10」: is no paragraph of east; see source.toml", id="a paragraph of another article"),
    pytest.param("figures", 4, "paragraph", "20", "「20」: is no paragraph of east; see source.toml", id="a paragraph of no article"),
    pytest.param("figures", 4, "start", "-1", "「-1」: is no whole number; count from the text", id="an offset before the text"),
    pytest.param("figures", 4, "start", "0120", "「0120」: is no whole number; count from the text", id="an offset with a nought"),
    pytest.param("figures", 4, "end", "122.0", "「122.0」: is no whole number; count from the text", id="an offset as Excel may write it"),
    pytest.param("figures", 4, "end", "", ": is no whole number; count from the text", id="no offset"),
    pytest.param("figures", 4, "printed", "", ": must hold 1 to 23 characters; cut the span", id="no span"),
    pytest.param("figures", 4, "printed", "5" * 24, f"「{'5' * 24}」: must hold 1 to 23 characters; cut the span", id="a span as long as a sentence"),
    pytest.param("figures", 4, "zone", "north", "「north」: is not one of zones.csv: east, west", id="an unknown zone"),
    pytest.param("facts", 2, "id", "f1", "「f1」: is no id like lanbai-07", id="a fact's id"),
    pytest.param("facts", 2, "article", "", ": is not one of the articles in source.toml: east, west", id="a fact of no article"),
    pytest.param("facts", 2, "printed", "工" * 24, f"「{'工' * 24}」: must hold 1 to 23 characters; cut the span", id="a fact's span as long as a sentence"),
    pytest.param("facts", 2, "zone", "", ": is not one of zones.csv: east, west", id="a fact of no zone"),
    pytest.param("facts", 2, "paragraph", "12", "「12」: is no paragraph of east; see source.toml", id="a fact's paragraph of another article"),
    pytest.param("facts", 2, "kind", "rumour", "「rumour」: is not one of fact in terms.csv: policy, industry, platform", id="an unknown kind of fact"),
    pytest.param("facts", 2, "status", "", ": is not one of fact_status in terms.csv: named, planned", id="a fact without status"),
    pytest.param("facts", 2, "en", "", ": is empty; fill it in", id="a fact without English"),
    pytest.param("facts", 2, "role_zh", "", ": is empty; fill it in", id="a fact without its part in Chinese"),
    pytest.param("facts", 2, "role_en", "", ": is empty; fill it in", id="a fact without its part in English"),
    pytest.param("facts", 2, "dated_by", "r-1", "「r-1」: is not one of the accepted times in figures.csv: r-2, r-6, or empty", id="a fact dated by a count"),
    pytest.param("facts", 2, "dated_by", "r-99", "「r-99」: is not one of the accepted times in figures.csv: r-2, r-6, or empty", id="a fact dated by no row"),
    pytest.param("facts", 2, "listed_by", "r-99", "「r-99」: is not one of the accepted ids in figures.csv: r-1, r-2, r-3, r-4, r-5, r-6, r-7, or empty", id="a fact listed by no row"),
]  # fmt: skip
TERM_CELLS = [
    pytest.param("figures", 2, "judgement", "guess", "「guess」: is not one of judgement in terms.csv: observation, refusal, time", id="an unknown judgement"),
    pytest.param("figures", 2, "judgement", "", ": is not one of judgement in terms.csv: observation, refusal, time", id="no judgement"),
    pytest.param("figures", 2, "subject", "moon", "「moon」: is not one of zones and subjects: east, west, east_park, east_works, west_works, province, or empty", id="an unknown subject"),
    pytest.param("figures", 2, "indicator", "fish", "「fish」: is not one of indicators.csv: firms, members, sales, floor, projects, labs, chairs, or empty", id="an unknown indicator"),
    pytest.param("figures", 2, "measure", "mean", "「mean」: is not one of measure in terms.csv: decline, growth, increment, level, rank, share, or empty", id="an unknown measure"),
    pytest.param("figures", 2, "status", "hoped", "「hoped」: is not one of status in terms.csv: capacity, ceiling, planned, reached, under_way, or empty", id="an unknown status"),
    pytest.param("figures", 2, "scope", "some", "「some」: is not one of scope in terms.csv: all, large, unclear, or empty", id="an unknown scope"),
    pytest.param("figures", 2, "speaker", "bird", "「bird」: is not one of speaker in terms.csv: reporter, firm, or empty", id="an unknown speaker"),
    pytest.param("figures", 4, "reason", "why", "「why」: is not one of reason in terms.csv: name, enumeration, label, or empty", id="an unknown reason"),
    pytest.param("figures", 6, "implied_unit", "头牛", f"「头牛」: {UNKNOWN_UNIT}", id="an unknown implied unit"),
]  # fmt: skip
JUDGEMENT_CELLS = [
    pytest.param("figures", 2, "subject", "", ": is empty; an observation needs it", id="no subject"),
    pytest.param("figures", 2, "indicator", "", ": is empty; an observation needs it", id="no indicator"),
    pytest.param("figures", 2, "measure", "", ": is empty; an observation needs it", id="no measure"),
    pytest.param("figures", 2, "status", "", ": is empty; an observation needs it", id="no status"),
    pytest.param("figures", 2, "scope", "", ": is empty; an observation needs it", id="no scope"),
    pytest.param("figures", 2, "time", "", ": is empty; an observation needs it", id="no time"),
    pytest.param("figures", 2, "speaker", "", ": is empty; an observation needs it", id="no speaker"),
    pytest.param("figures", 2, "time", "2023", "「2023」: is neither an accepted time row's id nor one of now, unstated", id="a time in digits"),
    pytest.param("figures", 2, "time", "r-7", "「r-7」: is neither an accepted time row's id nor one of now, unstated", id="a time that is a count"),
    pytest.param("figures", 2, "reason", "name", "「name」: a refusal needs a reason, and nothing else has one", id="an observation with a reason to refuse it"),
    pytest.param("figures", 4, "reason", "", ": a refusal needs a reason, and nothing else has one", id="a refusal without reason"),
    pytest.param("figures", 4, "scope", "all", "「all」: says too much of a refusal; empty it", id="a refusal with a scope"),
    pytest.param("figures", 4, "base", "firms@east", "「firms@east」: says too much of a refusal; empty it", id="a refusal with a base"),
    pytest.param("figures", 3, "time", "now", "「now」: says too much of a time; empty it", id="a date with a date"),
    pytest.param("figures", 7, "time", "r-3", "「r-3」: is neither an accepted time row's id nor one of now, unstated", id="a duration since a name"),
    pytest.param("figures", 2, "measure", "growth", "「growth」: cannot be a count; one of ['percent', 'ratio']", id="a growth in firms"),
    pytest.param("figures", 5, "measure", "rank", "「rank」: cannot be a percent; one of ['ordinal']", id="a rank in percent"),
    pytest.param("figures", 2, "implied_unit", "家", "「家」: is printed already; empty it", id="a unit that is printed"),
    pytest.param("figures", 3, "implied_unit", "家", "「家」: is printed already; empty it", id="a unit that a date cannot take"),
    pytest.param("figures", 5, "base", "", ": is empty; say of what, as indicator@subject", id="a share of nothing"),
    pytest.param("figures", 5, "base", "members", "「members」: is no indicator@subject of the registers", id="a base without its subject"),
    pytest.param("figures", 5, "base", "members@moon", "「members@moon」: is no indicator@subject of the registers", id="a base of an unknown subject"),
    pytest.param("figures", 5, "base", "fish@east", "「fish@east」: is no indicator@subject of the registers", id="a base of an unknown indicator"),
    pytest.param("figures", 2, "base", "province", "「province」: is no indicator@subject of the registers", id="a needless base that is none"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "row", "column", "value", "told"), LOCATOR_CELLS + TERM_CELLS + JUDGEMENT_CELLS
)
def test_each_wrong_cell_is_told(
    page: Path, registers: Registers, file: str, row: int, column: str, value: str, told: str
) -> None:
    """A wrong cell is told by file, row, column, value and remedy, and nothing else is."""
    change(page / f"{file}.csv", row, column, value)
    space = " " if value else ""
    lines = problems_of(lambda: read_page(page, registers))
    assert lines == [f"p/{file}.csv row {row}, {column}{space}{told}"]


# A row of its own that the page takes in, and what it is told.
ROWS = [
    pytest.param(said("一批", "firms"), ["printed 「一批」: firms allows 家; add it there or judge anew"], id="a unit the indicator does not allow"),
    pytest.param(said("5个", "firms", measure="increment"), ["printed 「5个」: firms allows 家; add it there or judge anew"], id="the same of an increment"),
    pytest.param(said("五年规划", "firms"), ["printed 「五年规划」: is no figure of a known form"], id="a span that is no figure"),
    pytest.param(refused("企业"), ["printed 「企业」: is no figure of a known form"], id="a refusal that is no figure"),
    pytest.param(dated("近0天"), ["printed 「近0天」: is no figure of a known form"], id="a hedge of nothing"),
    pytest.param(said("23", "firms"), ["printed 「23」: is a number without a unit; name the unit its sentence implies"], id="a bare number"),
    pytest.param(said("2023年底", "firms"), ["measure 「level」: cannot be a date; one of ['count', 'money', 'percent', 'physical', 'ratio']", "printed 「2023年底」: firms allows 家; add it there or judge anew"], id="a date judged an observation"),
    pytest.param(said("5G", "firms"), ["measure 「level」: cannot be a name; one of ['count', 'money', 'percent', 'physical', 'ratio']", "printed 「5G」: firms allows 家; add it there or judge anew"], id="a name judged an observation"),
    pytest.param(said("一半", "firms", measure="share"), ["base: is empty; say of what, as indicator@subject"], id="a ratio as a share without base"),
    pytest.param(said("第二", "firms", measure="rank"), ["base: is empty; say of what, as indicator@subject"], id="a rank among nobody"),
    pytest.param(said("5%", "firms", measure="increment"), ["measure 「increment」: cannot be a percent; one of ['count', 'money', 'physical']", "printed 「5%」: firms allows 家; add it there or judge anew"], id="an increment in percent"),
    pytest.param(dated("60家"), ["judgement 「time」: a count is no time; judge it otherwise"], id="a count judged a time"),
    pytest.param(dated("30%"), ["judgement 「time」: a percent is no time; judge it otherwise"], id="a share judged a time"),
    pytest.param(dated("2023年", scope="all", status="reached"), ["status 「reached」: says too much of a time; empty it", "scope 「all」: says too much of a time; empty it"], id="a date judged like an observation"),
    pytest.param(dated("4年", time="r-1"), ["time 「r-1」: is neither an accepted time row's id nor one of now, unstated"], id="a duration since a count"),
    pytest.param(refused("5G", reason="", subject="east", time="now"), ["subject 「east」: says too much of a refusal; empty it", "time 「now」: says too much of a refusal; empty it", "reason: a refusal needs a reason, and nothing else has one"], id="a refusal that judges all the same"),
    pytest.param(said("60家", "firms", start="80", end="90"), ["printed 「60家」: has 3 characters, the offsets 10; mend one"], id="offsets that do not fit"),
    pytest.param(said("60家", "firms", start="43", end="40"), ["printed 「60家」: has 3 characters, the offsets -3; mend one"], id="offsets that fall"),
    pytest.param(said("60家", "firms", start="8998", end="9001"), ["end 「9001」: lies beyond the text's 9000 characters"], id="a span beyond the text"),
    pytest.param(said("60家", "firms", start="42", end="45"), ["start 「42」: begins within r-1, which ends at 43; keep one, or mend its place"], id="a span that begins within another"),
    pytest.param(said("-5家", "firms"), ["printed 「-5家」: is fewer than none; cut the dash, or judge anew"], id="fewer than none"),
    pytest.param(dated("4年", time="r-2"), ["time 「r-2」: leads back to this row; say since when, or now or unstated"], id="a duration since itself"),
    pytest.param(said("60家", "firms", article="west"), ["paragraph 「1」: is no paragraph of west; see source.toml"], id="a row of another article"),
    pytest.param(said("60家", "firms", subject="", scope="", time=""), [f"{c}: is empty; an observation needs it" for c in ("subject", "scope", "time")], id="three cells empty"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "told"), ROWS)
def test_each_wrong_row_is_told(
    tmp_path: Path, registers: Registers, row: Row, told: list[str]
) -> None:
    """A row whose parts do not hold together is told everything that is wrong with it."""
    page = write_page(tmp_path / "p", [said("60家", "firms"), row])
    lines = problems_of(lambda: read_page(page, registers))
    assert lines == [f"p/figures.csv row 3, {line}" for line in told]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(said("40余家", "firms", measure="increment"), id="an increment"),
        pytest.param(said("超18%", "firms", measure="growth"), id="a growth in percent"),
        pytest.param(said("2倍", "firms", measure="growth"), id="a growth in times"),
        pytest.param(said("一半", "firms", measure="share", base="firms@province"), id="a half"),
        pytest.param(said("第二", "firms", measure="rank", base="firms@province"), id="a rank"),
        pytest.param(
            said("十五", "firms", implied_unit="家"), id="a number that may be a plan's name"
        ),
        pytest.param(said("60家", "firms", subject="east_works"), id="of a firm"),
        pytest.param(said("60家", "firms", time="r-1", paragraph="21"), id="in a caption"),
        pytest.param(said("60家", "firms", start="8997", end="9000"), id="at the text's end"),
        pytest.param(dated("十四五"), id="a plan's years"),
        pytest.param(dated("4年", time="unstated"), id="a duration since a time not said"),
        pytest.param(dated("4年", time="r-1"), id="a duration since a date"),
        pytest.param(dated("4年"), id="a duration that runs from nowhere"),
        pytest.param(refused("60家", reason="enumeration"), id="a count that is refused"),
    ],
)
def test_a_row_that_holds_together_is_taken(tmp_path: Path, registers: Registers, row: Row) -> None:
    """What a page may well print and a person judge so is no problem."""
    page = write_page(tmp_path / "p", [dated("2023年"), row])
    assert len(read_page(page, registers).figures) == 2


@pytest.mark.parametrize("measure", MEASURE_KINDS)
def test_a_measure_takes_its_kinds_only(tmp_path: Path, registers: Registers, measure: str) -> None:
    """Each measure takes just the kinds of figure that can express it."""
    printed = {
        "count": "60家",
        "money": "9元",
        "physical": "3吨",
        "ratio": "2倍",
        "percent": "5%",
        "percentage_points": "5个百分点",
        "ordinal": "第二",
        "duration": "4年",
    }
    figures = [said(span, "firms", measure=measure, base="firms@east") for span in printed.values()]
    lines = problems_of(lambda: read_page(write_page(tmp_path / "p", figures), registers))
    refused_rows = [line for line in lines if ", measure 「" in line]
    wrong = printed.keys() - MEASURE_KINDS[measure]
    assert len(refused_rows) == len(wrong)
    assert all(any(f"cannot be a {kind};" in line for line in refused_rows) for kind in wrong)


# The words of source.toml, the words in their place, and what is told.
SOURCES = [
    pytest.param('id = "p"\n', "", ["id: is missing; add it"], id="no id"),
    pytest.param('id = "p"\n', 'id = "q"\n', ["id 「q」: differs from its folder p; make them the same"], id="the id of another page"),
    pytest.param('id = "p"\n', 'id = "p"\nweather = "fine"\n', ["weather 「fine」: is not known; remove it or mend its name"], id="an unknown key"),
    pytest.param("characters = 9000\n", "", ["text.characters: is missing; add it"], id="a key missing in a table"),
    pytest.param("characters = 9000\n", "characters = 0\n", ["text.characters 「0」: is not greater than 0; count in the text"], id="an empty text"),
    pytest.param(f'"{text_hash("p")}"', '"abc"', ["text.sha256 「abc」: has not the form ^[0-9a-f]{64}$; mend it"], id="no SHA-256"),
    pytest.param("earliest = 2024-03-01\n", 'earliest = "spring"\n', ["date.earliest 「spring」: is no day; write it as 2026-01-31, without quotes"], id="no date"),
    pytest.param("earliest = 2024-03-01\n", "earliest = 2025-03-01\n", ["date.earliest 「2025-03-01」: is after latest, 2024-12-31; mend one"], id="dates that fall"),
    pytest.param('basis_en = "made up"\n', "", ["date.basis_en: is missing; add it"], id="a basis in Chinese only"),
    pytest.param('en = "Zones" }', 'fr = "Zones" }', ["section.en: is missing; add it", "section.fr 「Zones」: is not known; remove it or mend its name"], id="another language"),
    pytest.param('zone = "west"\n', 'zone = "north"\n', ["articles.zone 「north」: is not in zones.csv"], id="an article of an unknown zone"),
    pytest.param('id = "east"\n', 'id = "East 1"\n', ["articles.1.id 「East 1」: has not the form ^[a-z0-9][a-z0-9_]*$; mend it"], id="an article's id"),
    pytest.param("paragraphs = [10, 19]\n", "paragraphs = [10]\n", ["articles.west.paragraphs.2: is missing; add it"], id="paragraphs without an end"),
    pytest.param('headline = ["西川"]\n', 'headline = "西川"\n', ["articles.west.headline 「西川」: is no list; put it in square brackets"], id="a headline not in a list"),
    pytest.param("[text]\n", "[text\n", [": is no TOML: Expected ']' at the end of a table declaration (at line 5, column 6)"], id="no TOML"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), SOURCES)
def test_each_mistake_of_a_source_is_told(
    page: Path, registers: Registers, old: str, new: str, told: list[str]
) -> None:
    """A source that lacks a key, has one too many or a wrong value is told by the key."""
    replace(page / "source.toml", old, new)
    lines = problems_of(lambda: read_page(page, registers))
    assert lines == [f"p/source.toml{'' if line[0] == ':' else ', '}{line}" for line in told]


def test_an_article_twice_is_told(tmp_path: Path, registers: Registers) -> None:
    """Two articles of one id are told, since a row could not say which it stands in."""
    page = write_page(tmp_path / "p", [])
    replace(page / "source.toml", 'id = "west"\n', 'id = "east"\n')
    assert problems_of(lambda: read_page(page, registers)) == [
        "p/source.toml, articles.id 「east」: is there twice; rename one"
    ]


@pytest.mark.parametrize("name", ["source.toml", "figures.csv", "facts.csv"])
def test_each_file_of_a_page_is_needed(page: Path, registers: Registers, name: str) -> None:
    """A page without one of its files is told so, and its other files are read all the same."""
    (page / name).unlink()
    other = next(file for file in ("figures.csv", "facts.csv") if file != name)
    (page / other).write_bytes(b"")
    assert sorted(problems_of(lambda: read_page(page, registers))) == sorted(
        [f"p/{name}: is missing; add it", f"p/{other}: is empty; add its header"]
    )


def test_all_problems_of_both_tables_are_told_at_once(page: Path, registers: Registers) -> None:
    """Wrong cells are told table by table, all together; what rows mean is asked once they are right."""
    change(page / "figures.csv", 2, "zone", "north")
    change(page / "figures.csv", 3, "judgement", "guess")
    change(page / "figures.csv", 4, "reason", "")  # Told only when the rest is right.
    change(page / "facts.csv", 2, "kind", "rumour")
    assert problems_of(lambda: read_page(page, registers)) == [
        "p/figures.csv row 3, judgement 「guess」: is not one of judgement in terms.csv: observation, refusal, time",
        "p/figures.csv row 2, zone 「north」: is not one of zones.csv: east, west",
        "p/facts.csv row 2, kind 「rumour」: is not one of fact in terms.csv: policy, industry, platform",
        "p/facts.csv row 2, dated_by 「r-2」: is not one of the accepted times in figures.csv: r-6, or empty",
    ]


def test_all_rows_are_told_at_once(page: Path, registers: Registers) -> None:
    """Rows that do not hold together are told all together, spans before judgements."""
    change(page / "figures.csv", 2, "end", "44")
    change(page / "figures.csv", 4, "reason", "")
    change(page / "figures.csv", 8, "time", "")
    change(page / "facts.csv", 2, "paragraph", "20")
    assert problems_of(lambda: read_page(page, registers)) == [
        "p/figures.csv row 2, printed 「60家」: has 3 characters, the offsets 4; mend one",
        "p/facts.csv row 2, paragraph 「20」: is no paragraph of east; see source.toml",
        "p/figures.csv row 4, reason: a refusal needs a reason, and nothing else has one",
        "p/figures.csv row 8, time: is empty; an observation needs it",
    ]


def test_all_pages_are_told_at_once(tmp_path: Path, registers: Registers) -> None:
    """Problems of several pages are told together, page by page."""
    for name in ("b", "a"):
        write_page(tmp_path / "pages" / name, [said("23", "firms")])
    lines = problems_of(lambda: read_pages(tmp_path / "pages", registers))
    assert [line.partition(" row")[0] for line in lines] == ["a/figures.csv", "b/figures.csv"]


def test_pages_are_read_in_order(tmp_path: Path, registers: Registers) -> None:
    """Pages come in the order of their folders; files and hidden folders beside them are no pages."""
    for name in ("b", "a"):
        write_page(tmp_path / "pages" / name, FIGURES)
    (tmp_path / "pages" / ".ipynb_checkpoints").mkdir()
    (tmp_path / "pages" / "notes.txt").write_text("", "utf-8")
    pages = read_pages(tmp_path / "pages", registers)
    assert [page.source.id for page in pages] == ["a", "b"]


def test_a_text_of_two_pages_is_told(tmp_path: Path, registers: Registers) -> None:
    """A page that was copied would count each of its figures twice."""
    for name in ("a", "b"):
        write_page(tmp_path / "pages" / name, FIGURES)
    replace(tmp_path / "pages" / "b" / "source.toml", text_hash("b"), text_hash("a"))
    [told] = problems_of(lambda: read_pages(tmp_path / "pages", registers))
    assert told.startswith(
        f"b/source.toml, text.sha256 「{text_hash('a')}」: is the text of a too,"
    )


def test_a_paragraph_before_that_of_the_row_before_is_told(
    tmp_path: Path, registers: Registers
) -> None:
    """Paragraphs rise with offsets, whatever the order of rows; one that falls is told once."""
    places = {"9": "80", "3": "40", "2": "120", "4": "160"}
    figures = [
        said("60家", "firms", paragraph=paragraph, start=start, end=str(int(start) + 3))
        for paragraph, start in places.items()
    ]
    page = write_page(tmp_path / "p", figures)
    assert problems_of(lambda: read_page(page, registers)) == [
        "p/figures.csv row 4, paragraph 「2」: is behind a row of paragraph 9; mend one of the two"
    ]


def test_no_page_is_told(tmp_path: Path, registers: Registers) -> None:
    """A folder without a page is a mistake, not an empty result."""
    (tmp_path / "pages").mkdir()
    lines = problems_of(lambda: read_pages(tmp_path / "pages", registers))
    assert lines == ["pages: holds no page; add a folder"]


def test_excel_may_save_a_page(page: Path, registers: Registers) -> None:
    """A page whose files Excel saved, with a mark and Windows line ends, is read as before."""
    before = read_page(page, registers)
    for path in page.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    after = read_page(page, registers)
    assert after.source == before.source
    assert after.figures.equals(before.figures)
    assert after.facts.equals(before.facts)


def proposed(row: Row, **judged: str) -> Row:
    """A row that waits for a person to accept it."""
    return row | {"review": "proposed"} | judged


def test_only_accepted_rows_count(tmp_path: Path, registers: Registers) -> None:
    """Proposed rows are counted and kept apart, each with its place in the file."""
    rows = [proposed(said("60家", "firms")), said("12家", "firms"), proposed(dated("2023年"))]
    page = read_page(write_page(tmp_path / "p", rows), registers)
    assert list(page.figures["printed"]) == ["12家"]
    assert list(page.proposed["printed"]) == ["60家", "2023年"]
    assert [number for number, _ in numbered(page.proposed)] == [2, 4]
    assert page.waiting == 2
    assert not page.drafted


@pytest.mark.parametrize(
    "judged",
    [
        pytest.param({"zone": "", "article": "east"}, id="no zone"),
        pytest.param({"judgement": ""}, id="no judgement"),
        pytest.param({"indicator": "", "subject": ""}, id="no indicator and no subject"),
        pytest.param({"printed": "23"}, id="a number without its unit"),
        pytest.param({"measure": "growth"}, id="a measure that the figure cannot be"),
        pytest.param({"time": "r-1"}, id="dated by a row that waits too"),
    ],
)
def test_a_proposed_row_may_be_incomplete(
    tmp_path: Path, registers: Registers, judged: Row
) -> None:
    """What a person has yet to judge may be open or wrong, as long as its cells are well formed."""
    rows = [proposed(dated("2023年")), proposed(said("60家", "firms"), **judged)]
    assert read_page(write_page(tmp_path / "p", rows), registers).waiting == 2


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        pytest.param("zone", "north", "「north」: is not one of zones.csv: east, west, or empty", id="zone"),
        pytest.param("judgement", "guess", "「guess」: is not one of judgement in terms.csv: observation, refusal, time, or empty", id="judgement"),
        pytest.param("scope", "some", "「some」: is not one of scope in terms.csv: all, large, unclear, or empty", id="scope"),
        pytest.param("review", "maybe", "「maybe」: is not one of the reviews: accepted, proposed", id="review"),
        pytest.param("outside_hedge", "余", f"「余」: is not one of the leading hedges in hedges.HEDGES: {len(hedge_words('lead'))} ids, or empty", id="hedge"),
        pytest.param("end", "85", "printed 「60家」: has 3 characters, the offsets 5; mend one", id="offsets"),
    ],
)  # fmt: skip
def test_a_proposed_row_is_checked_in_its_form(
    tmp_path: Path, registers: Registers, column: str, value: str, told: str
) -> None:
    """A proposed row names only what registers know, and stands where it says."""
    page = write_page(tmp_path / "p", [said("12家", "firms"), proposed(said("60家", "firms"))])
    change(page / "figures.csv", 3, column, value)
    where = "" if told.startswith("printed") else f"{column} "
    assert problems_of(lambda: read_page(page, registers)) == [
        f"p/figures.csv row 3, {where}{told}"
    ]


def test_an_accepted_row_leans_on_accepted_rows_only(tmp_path: Path, registers: Registers) -> None:
    """Neither a figure nor a fact may refer to a row that still waits."""
    rows = [proposed(dated("2023年")), said("60家", "firms", time="r-1"), proposed(refused("5G"))]
    page = write_page(tmp_path / "p", rows)
    assert problems_of(lambda: read_page(page, registers)) == [
        "p/figures.csv row 3, time 「r-1」: is neither an accepted time row's id nor one of now, unstated"
    ]
    facts = [stated("海工", dated_by="r-1", listed_by="r-3")]
    page = write_page(tmp_path / "p", rows, facts)
    assert problems_of(lambda: read_page(page, registers)) == [
        "p/facts.csv row 2, dated_by 「r-1」: is not one of the accepted times in figures.csv: there are none, or empty",
        "p/facts.csv row 2, listed_by 「r-3」: is not one of the accepted ids in figures.csv: r-2, or empty",
    ]


def test_a_hedge_outside_the_span_counts(tmp_path: Path, registers: Registers) -> None:
    """A hedge that stands before the span says what the row's figure may be."""
    row = said("1000亿元", "sales", outside_hedge="突破")
    page = read_page(write_page(tmp_path / "p", [row]), registers)
    [cells] = rows_of(page.figures)
    assert str(read_judged(cells).bounds) == "(100000000000, +inf)"


def test_a_span_has_one_hedge(tmp_path: Path, registers: Registers) -> None:
    """A span that is hedged already takes no second hedge from outside."""
    page = write_page(tmp_path / "p", [said("超9亿元", "sales", outside_hedge="突破")])
    lines = problems_of(lambda: read_page(page, registers))
    assert lines == [
        "p/figures.csv row 2, outside_hedge 「突破」: changes nothing in what the span says; empty it"
    ]


def test_a_page_none_of_whose_rows_is_accepted_is_left_out(
    tmp_path: Path, registers: Registers
) -> None:
    """A build takes in no page that is only drafted, and refuses to be about nothing at all."""
    pages = tmp_path / "pages"
    write_page(pages / "drafted", [proposed(said("60家", "firms"))])
    assert problems_of(lambda: read_pages(pages, registers)) == [
        "pages: holds no page with an accepted row; accept some"
    ]
    write_page(pages / "judged", [said("60家", "firms")])
    assert [page.source.id for page in read_pages(pages, registers)] == ["judged"]
    assert [page.waiting for page in read_every_page(pages, registers)] == [1, 0]


OPEN_CELLS = [
    pytest.param('zh = "岭川报"', 'zh = ""', "paper.zh: is empty; fill it in", id="paper"),
    pytest.param('basis_en = "made up"', 'basis_en = ""', "date.basis_en: is empty; fill it in", id="basis"),
    pytest.param('headline_en = "West"', 'headline_en = ""', "articles.west.headline_en: is empty; fill it in", id="headline in English"),
    pytest.param('zone = "west"', 'zone = ""', "articles.west.zone: is empty; fill it in", id="zone"),
    pytest.param("earliest = 2024-03-01", "earliest = 0001-01-01", "date.earliest 「0001-01-01」: is no day yet; write the first or last day the page can have appeared on", id="day"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), OPEN_CELLS)
def test_what_a_source_leaves_open_is_told_once_a_row_is_accepted(
    tmp_path: Path, registers: Registers, old: str, new: str, told: str
) -> None:
    """A drafted page may leave its source open, and one with an accepted row may not."""
    page = write_page(tmp_path / "p", [proposed(said("60家", "firms"))])
    replace(page / "source.toml", old, new)
    unfilled = [str(problem) for problem in read_page(page, registers).unfilled]
    assert unfilled == [f"p/source.toml, {told}"]
    change(page / "figures.csv", 2, "review", "accepted")
    assert problems_of(lambda: read_page(page, registers)) == unfilled


TEXT = "题\n\n东岭有60家企业。\n西川有12家,另有12家在建,用上5G,销售额突破了3亿元。\n"
AT = {printed: TEXT.index(printed) for printed in ("60家", "12家", "5G", "3亿元")}


def standing(row: Row, start: int, paragraph: int = 3) -> Row:
    """A row that stands somewhere in TEXT."""
    end = start + len(row["printed"])
    return row | {"paragraph": str(paragraph), "start": str(start), "end": str(end)}


@pytest.fixture
def anchored(tmp_path: Path, registers: Registers) -> Path:
    """A page coded from TEXT, with its offsets and hash; one row waits."""
    rows = [
        standing(said("60家", "firms"), AT["60家"], 2),
        standing(proposed(said("12家", "firms")), AT["12家"]),
        standing(said("12家", "firms"), TEXT.rindex("12家")),
        standing(refused("5G"), AT["5G"]),
        standing(said("3亿元", "sales", outside_hedge="突破"), AT["3亿元"]),
    ]
    page = write_page(tmp_path / "p", rows, [stated("题", paragraph="1", start="0", end="1")])
    digest = hashlib.sha256(TEXT.encode("utf-8")).hexdigest()
    replace(page / "source.toml", text_hash("p"), digest)
    replace(page / "source.toml", "characters = 9000", f"characters = {len(TEXT)}")
    return page


def anchors(page: Path, text: str = TEXT) -> list[str]:
    """What the page is told of its places in a text, each as the line a person reads."""
    return [str(problem) for problem in check_anchors(read_page(page, made_up_registers()), text)]


def test_a_page_stands_in_its_text(anchored: Path) -> None:
    """Rows that stand where they say, and cover every figure, are told nothing."""
    assert anchors(anchored) == []


@pytest.mark.parametrize(
    ("row", "cells", "told"),
    [
        pytest.param(3, {"start": "18", "end": "21"}, f"figures.csv row 3, printed 「12家」: is not at [18, 21); moved: it is now at {AT['12家']}", id="moved by a character, a row that waits"),
        pytest.param(2, {"printed": "80家"}, "figures.csv row 2, printed 「80家」: is not at [6, 9); changed: 「60家」 at [6, 9) is printed there now", id="another number stands there"),
        pytest.param(5, {"printed": "6G", "start": "1", "end": "3", "paragraph": "1"}, "figures.csv row 5, printed 「6G」: is not at [1, 3); missing: it stands nowhere in the text", id="nowhere"),
        pytest.param(2, {"paragraph": "3"}, "figures.csv row 2, paragraph 「3」: is in paragraph 2; mend it", id="another paragraph"),
        pytest.param(6, {"outside_hedge": "超"}, f"figures.csv row 6, outside_hedge 「超」: does not stand before [{AT['3亿元']}, {AT['3亿元'] + 3}); mend or empty it", id="another hedge before it"),
    ],
)  # fmt: skip
def test_each_row_is_anchored(anchored: Path, row: int, cells: Row, told: str) -> None:
    """A row that does not stand where it says is told what became of it."""
    for column, value in cells.items():
        change(anchored / "figures.csv", row, column, value)
    assert f"p/{told}" in anchors(anchored)


def test_a_fact_is_anchored_too(anchored: Path) -> None:
    """A fact that has moved is told where it stands now."""
    change(anchored / "facts.csv", 2, "printed", "东")
    assert anchors(anchored) == [
        "p/facts.csv row 2, printed 「东」: is not at [0, 1); moved: it is now at 3"
    ]


def test_the_nearest_of_several_places_is_told(anchored: Path) -> None:
    """Words that stand twice elsewhere are said to have moved to the nearer place."""
    for row, start in ((3, 12), (4, 26)):
        change(anchored / "figures.csv", row, "start", str(start))
        change(anchored / "figures.csv", row, "end", str(start + 3))
    first, second = AT["12家"], TEXT.rindex("12家")
    assert [line for line in anchors(anchored) if " row " in line] == [
        f"p/figures.csv row 3, printed 「12家」: is not at [12, 15); moved: it is now at {first}, the nearest of 2 places",
        f"p/figures.csv row 4, printed 「12家」: is not at [26, 29); moved: it is now at {second}, the nearest of 2 places",
    ]


def test_another_text_is_told_by_its_hash_and_its_places(anchored: Path) -> None:
    """Every row of another text is told, after the hash that shows it is another."""
    lines = anchors(anchored, "新" + TEXT)
    assert lines[0].startswith("p/source.toml, text.sha256 「")
    assert lines[0].endswith(
        "」: is the text's SHA-256, not the one in source.toml; this is another text"
    )
    assert [line.partition(": ")[0] for line in lines[1:]] == [
        "p/figures.csv row 2, printed 「60家」",
        "p/figures.csv row 3, printed 「12家」",
        "p/figures.csv row 4, printed 「12家」",
        "p/figures.csv row 5, printed 「5G」",
        "p/figures.csv row 6, printed 「3亿元」",
        "p/facts.csv row 2, printed 「题」",
    ]
    assert all("moved: it is now at" in line for line in lines[1:])


def test_a_figure_without_a_row_is_told(anchored: Path) -> None:
    """What the finder finds in an article and no row covers is listed with its place."""
    figures = anchored / "figures.csv"
    header, *rows = figures.read_text("utf-8").splitlines(keepends=True)
    figures.write_text(header + "".join(rows[1:]), "utf-8")
    assert anchors(anchored) == [
        "p/figures.csv, printed 「60家」: is found at [6, 9) in paragraph 2 of east, but not in the table; add a row"
    ]


def test_a_name_repeated_needs_no_row(anchored: Path) -> None:
    """A name that its article repeats is covered by one row, a quantity is not."""
    text = TEXT.replace("3亿元", "3亿元,5G再用5G,又有60家")
    told = [line for line in anchors(anchored, text) if "not in the table" in line]
    assert len(told) == 1
    assert "「60家」" in told[0]


def test_a_span_of_no_known_form_is_a_row_of_its_own(anchored: Path) -> None:
    """A row may be of words that no rule finds, as long as they stand there."""
    change(anchored / "figures.csv", 5, "printed", "东岭有")
    change(anchored / "figures.csv", 5, "start", "3")
    change(anchored / "figures.csv", 5, "end", "6")
    change(anchored / "figures.csv", 5, "review", "proposed")
    change(anchored / "figures.csv", 5, "paragraph", "2")
    assert [line for line in anchors(anchored) if " row " in line] == []


@pytest.mark.parametrize(
    ("offset", "paragraph"),
    [
        pytest.param(0, 1, id="the first character"),
        pytest.param(3, 2, id="after a blank line"),
        pytest.param(TEXT.index("西"), 3, id="the next line"),
        pytest.param(len(TEXT) - 2, 3, id="the last character before the end"),
    ],
)
def test_paragraphs_are_lines_that_are_not_blank(offset: int, paragraph: int) -> None:
    """A paragraph is a line with something on it, counted from 1."""
    assert paragraph_of(TEXT, offset) == paragraph


def test_the_longest_span_is_shorter_than_what_we_may_not_keep() -> None:
    """Twenty-four characters in a row of the text would be too many."""
    assert LONGEST_SPAN < 24


def test_each_row_that_says_the_same_wrong_thing_is_named(
    tmp_path: Path, registers: Registers
) -> None:
    """Rows alike are weighed together, and told apart: by row, and by the time that only one has."""
    rows = [
        dated("2023年"),  # row 2, r-1
        said("60家", "firms", time="r-1"),
        said("60家", "firms", time="r-9"),
        said("60家", "firms", measure="growth", time="r-1"),
        said("60家", "firms", measure="growth"),
    ]
    remedy = "cannot be a count; one of ['percent', 'ratio']"
    assert problems_of(lambda: read_page(write_page(tmp_path / "p", rows), registers)) == [
        "p/figures.csv row 4, time 「r-9」: is neither an accepted time row's id nor one of now, unstated",
        f"p/figures.csv row 5, measure 「growth」: {remedy}",
        f"p/figures.csv row 6, measure 「growth」: {remedy}",
    ]

"""Drafts: the rows and the source that a text is drafted into, and the folder a person judges."""

import shutil
from pathlib import Path

import pytest

from analysis.build import build_tables
from analysis.drafts import draft_page, source_toml, summary, write_draft
from analysis.pages import (
    FACT_COLUMNS,
    FIGURE_COLUMNS,
    LONGEST_SPAN,
    check_anchors,
    read_every_page,
    read_page,
    read_pages,
)
from analysis.paths import Checkout, find_checkout
from analysis.problems import RawError
from analysis.raw import read_table
from analysis.registers import read_registers

from .made_up import Row, change, made_up_registers, replace, said, without_overrides, write_page


def rows_of_text(body: str) -> list[Row]:
    """The rows proposed of a paragraph under a headline about the east."""
    return draft_page(f"# 东岭园区\n{body}\n", "p", made_up_registers()).figures


def test_every_row_waits() -> None:
    """Each proposal is marked as one, numbered within its article, and says nothing in notes."""
    rows = rows_of_text("2023年,企业60家。\n会员9家。")
    assert [row["id"] for row in rows] == ["east-01", "east-02", "east-03"]
    assert [row["paragraph"] for row in rows] == ["2", "2", "3"]
    assert {row["review"] for row in rows} == {"proposed"}
    assert {row["note_zh"] + row["note_en"] for row in rows} == {""}


def test_a_name_is_taken_once_within_its_article() -> None:
    """A name that is repeated is one row, and one in each article; a quantity is a row each time."""
    text = "# 东岭园区\n5G与5G,60家与60家。\n# 西川园区\n又是5G。\n"
    draft = draft_page(text, "p", made_up_registers())
    assert [(row["article"], row["printed"]) for row in draft.figures] == [
        ("east", "5G"),
        ("east", "60家"),
        ("east", "60家"),
        ("west", "5G"),
    ]


def test_an_article_of_no_known_zone_leaves_the_zone_open() -> None:
    """Where no register knows the zone, the rows are proposed all the same."""
    [row] = draft_page("某地有企业60家。", "p", made_up_registers()).figures
    assert (row["zone"], row["subject"], row["indicator"]) == ("", "", "firms")


@pytest.mark.parametrize("text", ["", " \n\n"])
def test_an_empty_text_is_refused(text: str) -> None:
    """There is nothing to draft in a text without a paragraph."""
    with pytest.raises(ValueError, match="the text is empty"):
        draft_page(text, "p", made_up_registers())


TEXT = '# 东岭园区“新"事\\\n◎本报记者 张三\n2023年,企业60家,销售额突破3亿元。\n# 某地\n又有5G。\n'


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of pages in which TEXT was drafted as new."""
    write_draft(draft_page(TEXT, "new", made_up_registers()), tmp_path / "pages" / "new")
    return tmp_path / "pages"


def test_a_draft_is_a_page_that_waits(pages: Path) -> None:
    """A drafted folder is well formed, is its text's, and names what a person has to fill in."""
    page = read_page(pages / "new", made_up_registers())
    assert list(read_table(pages / "new" / "figures.csv", FIGURE_COLUMNS)["review"]) == (
        ["proposed"] * page.waiting
    )
    assert read_table(pages / "new" / "facts.csv", FACT_COLUMNS).empty
    assert page.source == draft_page(TEXT, "new", made_up_registers()).source
    assert page.drafted
    assert check_anchors(page, TEXT) == []
    assert [problem.column for problem in page.unfilled] == [
        "paper.zh",
        "paper.en",
        "section.zh",
        "section.en",
        "date.basis_zh",
        "date.basis_en",
        "articles.east.headline_en",
        "date.earliest",
        "date.latest",
    ]


def test_a_draft_takes_no_part_in_a_build(pages: Path) -> None:
    """Drafting a page adds nothing to what a build reads."""
    with pytest.raises(RawError, match="no page with an accepted row"):
        read_pages(pages, made_up_registers())
    write_page(pages / "old", [said("60家", "firms")])
    assert [page.source.id for page in read_pages(pages, made_up_registers())] == ["old"]
    assert len(read_every_page(pages, made_up_registers())) == 2


def test_a_draft_changes_no_table(tmp_path: Path) -> None:
    """The tables of a checkout are the same bytes before and after a page is drafted in it."""
    here, checkout = find_checkout(Path(__file__).parent), Checkout(tmp_path)
    shutil.copytree(here.registers, checkout.registers)
    without_overrides(checkout)
    shutil.copytree(here.pages, checkout.pages)

    def tables() -> dict[str, bytes]:
        build_tables(checkout)
        return {path.name: path.read_bytes() for path in checkout.processed.iterdir()}

    before = tables()
    draft = draft_page("焦作高新区有企业60家。", "new", read_registers(checkout.registers))
    write_draft(draft, checkout.pages / "new")
    assert tables() == before


def test_what_is_proposed_can_be_accepted(pages: Path) -> None:
    """A row that is proposed whole holds together once a person accepts it and fills the source."""
    page = pages / "new"
    for row in (2, 3):
        change(page / "figures.csv", row, "review", "accepted")
    source = page / "source.toml"
    replace(
        source,
        "earliest = 0001-01-01\nlatest = 0001-01-01",
        "earliest = 2024-03-01\nlatest = 2024-03-02",
    )
    source.write_text(source.read_text("utf-8").replace('= ""', '= "east"'), "utf-8")
    read = read_page(page, made_up_registers())
    assert list(read.figures["printed"]) == ["2023年", "60家"]
    assert list(read.figures["time"]) == ["", "east-01"]
    assert read.waiting > 0


def test_a_folder_that_is_there_stays_as_it_is(pages: Path) -> None:
    """Drafting over a page is refused, and nothing else is left behind."""
    before = (pages / "new" / "figures.csv").read_bytes()
    with pytest.raises(ValueError, match="new is there already and stays as it is"):
        write_draft(draft_page("企业9家。", "new", made_up_registers()), pages / "new")
    assert (pages / "new" / "figures.csv").read_bytes() == before
    assert [path.name for path in pages.iterdir()] == ["new"]


def test_a_source_is_written_as_it_was_drafted(pages: Path) -> None:
    """Quotation marks and backslashes of a headline survive in TOML."""
    source = draft_page(TEXT, "new", made_up_registers()).source
    assert read_page(pages / "new", made_up_registers()).source == source
    assert (pages / "new" / "source.toml").read_text("utf-8") == source_toml(source)
    assert source.articles[0].headline == ['东岭园区“新"事\\']


def test_the_summary_counts_what_is_proposed_and_open() -> None:
    """Each column is told with how many cells are proposed and how many a person must fill."""
    lines = summary(draft_page("# 东岭园区\n企业60家,占41%,树9株。\n", "p", made_up_registers()))
    assert lines[0] == "articles 1, figures 3: observation 3"
    assert "zone: 3 proposed, 0 left open" in lines
    assert "indicator: 2 proposed, 1 left open" in lines
    assert "base: 0 proposed, 1 left open" in lines


def test_a_span_too_long_for_a_row_is_told() -> None:
    """What would be a sentence is no row, and the summary says that it was left out."""
    draft = draft_page("企业有123456789012345678901234567家。", "p", made_up_registers())
    assert all(len(row["printed"]) <= LONGEST_SPAN for row in draft.figures)
    assert [line for line in summary(draft) if "left out" in line] == [
        f"「{found.text}」 at {found.start}: longer than {LONGEST_SPAN} characters, left out"
        for found in draft.too_long
    ]
    assert draft.too_long

"""Coding: every figure is shown in its state, and a decision writes one cell or nothing."""

import csv
import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from markupsafe import Markup

from analysis.coding import (
    CHANGEABLE,
    STATES,
    Coding,
    accept,
    change,
    draft_again,
    edit_cells,
    in_words,
    marked_text,
    marks,
    open_coding,
    open_table,
    row_table,
    standing,
)
from analysis.drafts import draft_page, write_draft
from analysis.paths import find_checkout
from analysis.registers import read_registers

HERE = find_checkout(Path(__file__).parent)
PAGE = ("made-up", "tutorial/page.txt")
UNFIT = [
    pytest.param(lambda c: change(c, "linhu-99", status="planned"), "no row 'linhu-99'", id="row"),
    pytest.param(lambda c: change(c, "linhu-09", colour="red"), "no column 'colour'", id="column"),
    pytest.param(lambda c: change(c, "linhu-09", printed="9"), "no column 'printed'", id="place"),
    pytest.param(lambda c: change(c, "linhu-09", review="accepted"), "no column 'review'", id="review"),
    pytest.param(lambda c: change(c, "linhu-09", status="done"), "「done」: is not one of", id="status"),
    pytest.param(lambda c: change(c, "linhu-09", time="soon"), "「soon」: is neither", id="time"),
    pytest.param(lambda c: change(c, "linhu-04", base="x@y"), "「x@y」: is no indicator@", id="base"),
    pytest.param(lambda c: accept(c, ["linhu-01", "linhu-99"]), "no row 'linhu-99'", id="one of two"),
    pytest.param(lambda c: accept(c, "linhu-13"), "indicator: is empty", id="says too little"),
    pytest.param(lambda c: accept(c, "linhu-03"), "「linhu-02」: is neither", id="its date waits"),
]  # fmt: skip


@pytest.fixture
def coding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Coding:
    """The tutorial's page as drafted, in a folder of its own."""
    monkeypatch.delenv("ANALYSIS_ROOT", raising=False)
    return draft_again(open_coding(*PAGE, study="tutorial"), tmp_path)


def figures(coding: Coding) -> bytes:
    """The bytes of the page's figures.csv."""
    return (coding.folder / "figures.csv").read_bytes()


def plain(html: str) -> str:
    """The words of a text without its marks' signs and the numbers of its paragraphs."""
    html = re.sub(r"(?s)<style>.*?</style>", "", html)
    html = re.sub(r'<sup>[^<]*</sup>|<span class="place">[^<]*</span>', "", html)
    return re.sub(r"<[^>]*>", "", html.replace("</p>", "\n"))


def test_the_whole_text_is_shown_in_order(coding: Coding) -> None:
    """Every line of the articles stands there as it is, but for the signs of Markdown."""
    _, *shown = plain(marked_text(coding).data).splitlines()
    lines = [line.lstrip("# ") for line in coding.text.splitlines() if line.strip()]
    assert shown == lines


def test_one_article_may_be_asked_for(coding: Coding) -> None:
    """Text and rows of an article named leave the others out."""
    assert "北原经开区：" not in marked_text(coding, "linhu").data
    assert "beiyuan-01" not in row_table(coding, "linhu").data


def test_each_figure_is_marked_by_its_state(coding: Coding) -> None:
    """Accepted, proposed and found in no row are told apart by sign, row number and title."""
    accept(coding, "linhu-02")
    lines = figures(coding).decode().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("linhu-16,")]
    (coding.folder / "figures.csv").write_text("".join(kept), "utf-8")
    coding.read()
    states = {coding.text[mark.start : mark.end]: mark.state for mark in marks(coding)}
    assert states["2023年底"] == "accepted"
    assert states["412家"] == "proposed"
    assert states["20至30名"] == "missing"
    html = marked_text(coding).data
    assert '<mark class="accepted" title="已接受：时间">2023年<span class="kept">底<sup>✓02' in html
    assert 'class="missing" title="找到而未登记">20至30<span class="kept">名<sup>!</sup>' in html
    assert len({sign for sign, *_ in STATES.values()}) == len(STATES)
    assert "20至30名" in open_table(coding).data
    assert "已接受1行，待接受32行；原文中找到而未登记的数字1个" in standing(coding).data


def test_a_row_within_another_is_not_lost(coding: Coding) -> None:
    """Where spans overlap the words are shown once, and each row keeps its number."""
    row = next(row for row in coding.rows if row["printed"] == "十四五")
    start = int(row["start"])
    inner = f"linhu-90,linhu,{row['paragraph']},{start + 1},{start + 2},四,proposed"
    path = coding.folder / "figures.csv"
    path.write_text(path.read_text("utf-8") + inner + "," * (len(row) - 7) + "\n", "utf-8")
    coding.read()
    shown = marked_text(coding).data
    assert "<sup>?90</sup>" in shown
    assert "“十四五”以来" in plain(shown)


def test_what_is_shown_is_the_same_each_time(coding: Coding) -> None:
    """No output holds an id, a path or anything by chance, in either language."""
    for lang in ("zh", "en"):
        same = [Coding(coding.folder, coding.text, coding.registers, lang) for _ in range(2)]
        for show in (standing, marked_text, open_table, row_table):
            first, second = (show(one).data for one in same)
            assert first == second
            assert " id=" not in first
            assert str(coding.folder.parent) not in first


def test_text_never_becomes_markup(tmp_path: Path) -> None:
    """A text, a printed span and a note that look like HTML are shown, not obeyed."""
    registers = read_registers(HERE.root / "tutorial" / "data" / "raw" / "registers")
    text = "## 临湖高新区 <b>\n高新技术企业<script>412家</script> & 更多。\n"
    folder = tmp_path / "p"
    write_draft(draft_page(text, "p", registers), folder)
    coding = Coding(folder, text, registers, "zh")
    change(coding, "linhu-01", note_zh="<img src=x>")
    shown = marked_text(coding).data + row_table(coding).data + open_table(coding).data
    assert not re.findall("<(?:b|script|img)[ >]", shown)
    assert Markup.escape("企业<script>") in shown
    assert "&lt;img src=x&gt;" in shown


def test_what_is_open_has_the_words_of_the_file(coding: Coding) -> None:
    """The table of what waits names columns and ids as figures.csv does, and what a cell lacks."""
    html = open_table(coding).data
    assert "<code>outside_hedge</code>" in html
    assert '<span class="kept">linhu-13</span>' in html
    assert "<span class='open'>is empty; an observation needs it</span>" in html
    assert "<code>implied_unit</code>" not in html  # No row that waits has one.
    done = open_coding(*PAGE, lang="en", study="tutorial")
    assert "No row waits." in open_table(done).data


def test_accepting_writes_the_review_and_nothing_else(coding: Coding) -> None:
    """Rows are accepted together, also twice; every other byte is as it was."""
    before = figures(coding)
    assert accept(coding, ["linhu-02", "linhu-03"]) == "已接受2行，待接受32行"
    after = figures(coding)
    old, new = before.splitlines(), after.splitlines()
    touched = [number for number, line in enumerate(new) if line != old[number]]
    assert [new[number].split(b",")[0] for number in touched] == [b"linhu-02", b"linhu-03"]
    assert after.replace(b",accepted,", b",proposed,") == before
    assert accept(coding, ["linhu-02"]) == "已接受2行，待接受32行"
    assert figures(coding) == after
    assert [path.name for path in coding.folder.iterdir() if path.name.startswith(".")] == []


def test_a_change_writes_its_cells_and_says_what_the_row_says_now(coding: Coding) -> None:
    """A change may name several columns; the row goes on waiting."""
    before = figures(coding)
    said = change(
        coding, "linhu-13", indicator="fees", measure="share", base="market_price@linhu_base"
    )
    assert said.startswith("linhu-13「一半」 临湖中试基地：收费（占比） 一半、同类服务市价 @ ")
    row = next(row for row in coding.rows if row["id"] == "linhu-13")
    assert (row["indicator"], row["measure"], row["review"]) == ("fees", "share", "proposed")
    rest = [line for line in before.splitlines() if not line.startswith(b"linhu-13,")]
    assert [line for line in figures(coding).splitlines() if line in rest] == rest


def test_the_ways_of_a_spreadsheet_are_kept(coding: Coding) -> None:
    """A byte order mark, CRLF and quoted cells stay; a note with a comma is quoted."""
    path = coding.folder / "figures.csv"
    quoted = path.read_text("utf-8").replace("412家", '"412家"').replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + quoted.encode("utf-8"))
    coding.read()
    before = figures(coding)
    change(coding, "linhu-03", note_en='as said, "so far"')
    accept(coding, ["linhu-02", "linhu-03"])
    after = figures(coding)
    assert after.startswith(b"\xef\xbb\xbfid,")
    undone = after.replace(b'"as said, ""so far"""', b"").replace(b",accepted,", b",proposed,")
    assert undone == before


@pytest.mark.parametrize(("decide", "said"), UNFIT)
def test_what_does_not_hold_is_refused(
    coding: Coding, decide: Callable[[Coding], str], said: str
) -> None:
    """An unknown row, column or value, or a row that says too little: one line, and no change."""
    before = figures(coding)
    with pytest.raises(ValueError, match=re.escape(said)) as caught:
        decide(coding)
    assert "\n" not in str(caught.value)
    assert figures(coding) == before


def test_a_source_that_is_not_filled_in_holds_acceptance_up(coding: Coding) -> None:
    """The first thing that is open is named, and how many more there are."""
    source = coding.folder / "source.toml"
    source.write_text(re.sub('= "教程[^"]*"', '= ""', source.read_text("utf-8")), "utf-8")
    with pytest.raises(ValueError, match=r"source\.toml, paper\.zh: is empty"):
        accept(coding, "linhu-02")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param({"page": "no-page"}, "unknown page 'no-page'; one of made-up", id="page"),
        pytest.param({"lang": "fr"}, "unknown lang 'fr'; one of zh, en", id="language"),
        pytest.param({"text": "no.txt"}, "no.txt: is no file", id="no text"),
        pytest.param({"text": "LICENSE"}, "this is another text", id="another text"),
    ],
)
def test_opening_asks_for_what_is_there(asked: dict[str, str], said: str) -> None:
    """A page, text or language that is none is refused, with what is right."""
    right = {"page": PAGE[0], "text": PAGE[1], "study": "tutorial"}
    with pytest.raises(ValueError, match=re.escape(said)):
        open_coding(**(right | asked))
    with pytest.raises(FileNotFoundError, match="no data/raw/registers"):
        open_coding(*PAGE, study="docs")


def test_every_judgement_is_told_in_both_languages() -> None:
    """Observations, times and refusals of a finished page are said without an id, and none is open."""
    ids = {row["id"] for row in open_coding(*PAGE, study="tutorial").rows}
    for lang in ("zh", "en"):
        coding = open_coding(*PAGE, lang=lang, study="tutorial")
        said = [in_words(coding, row) for row in coding.rows]
        assert len(said) == len(ids)
        assert not re.findall(r"（空）|\(open\)|\w_\w|-\d\d", "\n".join(said))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("id,a\nx,1\n", id="plain"),
        pytest.param("id,a\nx,1", id="no last line end"),
        pytest.param('a,id\r\n"1, ""2""",x\r\n', id="quoted"),
        pytest.param("id,a,b\nx,1,\n", id="an empty last cell"),
        pytest.param('id,a\nx,"1\n2"\ny,3\n', id="a line end in a cell"),
    ],
)
def test_a_cell_is_found_wherever_it_stands(text: str) -> None:
    """The cell of that row and column has the value, as the csv module reads it, and no other."""
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    for row in rows:
        if row[header.index("id")] == "x":
            row[header.index("a")] = 'new, "a"'
    edited = edit_cells(text, {"x": {"a": 'new, "a"'}})
    assert list(csv.reader(io.StringIO(edited, newline=""))) == [header, *rows]
    assert edited.count("\r\n") == text.count("\r\n")


def test_only_what_is_judged_may_be_changed() -> None:
    """Where a figure stands and whether it is accepted are no columns to change."""
    assert not {"id", "printed", "start", "end", "review"} & set(CHANGEABLE)


def test_practice_leaves_the_tutorial_alone(tmp_path: Path) -> None:
    """A page drafted again lies elsewhere, with the source of the page and none of its rows accepted."""
    copied = tmp_path / "tutorial"
    shutil.copytree(HERE.root / "tutorial" / "data", copied / "data")
    shutil.copyfile(HERE.root / "tutorial" / "page.txt", copied / "page.txt")
    coding = open_coding("made-up", str(copied / "page.txt"), study=str(copied))
    before = figures(coding)
    trial = draft_again(coding, tmp_path)
    assert trial.page.source == coding.page.source
    assert trial.page.figures.empty
    accept(trial, "linhu-01")
    assert figures(coding) == before

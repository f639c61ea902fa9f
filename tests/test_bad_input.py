"""Bad input, case by case, by the command that a person runs: what is told, and nothing is lost.

Each case spoils a built study in one way. It is told in lines of file, row, column, value and remedy, all
that is wrong at once; the exit code says whose fault it is; tables and reports are as they were.
The cases of `CELLS` are those of the readers' own tests, put to the command too.
"""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode

from analysis.cli import main
from analysis.paths import Checkout
from analysis.warm import FORKS

from . import test_pages, test_registers
from .made_up import change, replace, without_overrides, write_page, write_registers

pytestmark = pytest.mark.skipif(not FORKS, reason="each build would start kernels")

Spoil = Callable[[Path], object]
PAGE, REGISTERS = "data/raw/pages/p", "data/raw/registers"
FIGURES, FACTS, SOURCE = f"{PAGE}/figures.csv", f"{PAGE}/facts.csv", f"{PAGE}/source.toml"
OVERRIDES = "data/raw/overrides.csv"
NOTEBOOK = "notebooks/first.ipynb"


def notebook(report: str, source: str, *, per: str = "") -> NotebookNode:
    """A notebook that is a report."""
    parameters = 'lang: str = "zh"\nreading: str = "strict"' + ('\nzone: str = ""' if per else "")
    cells = [
        nbformat.v4.new_code_cell(parameters, id="a", metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell(source, id="b"),
    ]
    named = {"zh": "题", "en": "Title"}
    about = {"report": report, "per": per} | dict.fromkeys(
        ("titles", "short", "questions", "group"), named
    )
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made: NotebookNode = nbformat.v4.new_notebook(
        cells=cells, metadata={"analysis": about, "kernelspec": spec}
    )
    return made


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A built study without a mistake: a page, the registers and two notebooks."""
    root = tmp_path_factory.mktemp("good")
    (root / "notebooks").mkdir()
    checkout = Checkout(root)
    write_registers(checkout.registers)
    without_overrides(checkout)
    write_page(checkout.pages / "p", test_pages.FIGURES, test_pages.FACTS)
    nbformat.write(notebook("first", "print(1)"), root / NOTEBOOK)
    nbformat.write(notebook("second", "print(zone)", per="zone"), root / "notebooks/second.ipynb")
    assert main(["--root", str(root), "build"]) == 0
    return checkout


def outputs(root: Path) -> dict[str, bytes]:
    """Every file of data/processed and reports, receipts too."""
    folders = (root / "data" / "processed", root / "reports")
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


def told_by(
    root: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> tuple[int, list[str]]:
    """The exit code of a command and what it says is wrong, however it leaves."""
    capsys.readouterr()
    try:
        code = main(["--root", str(root), *arguments])
    except SystemExit as left:
        code = int(left.code or 0)
    lines = capsys.readouterr().err.replace(str(root), "ROOT").splitlines()
    # What notebooks are compiled under differs from run to run, and so does which is made first.
    lines = [re.sub(r"[/\w]*/ipykernel_\d+/\d+\.py|\d+\.py", "CELL", line) for line in lines]
    return code, sorted(re.sub(r"^\[\d+/\d+\] ", "", line) for line in lines)


def recoded(file: str, encoding: str) -> Spoil:
    """Save a file as another program would."""
    return rewritten(file, lambda content: content.decode().encode(encoding))


def rewritten(file: str, change_: Callable[[bytes], bytes]) -> Spoil:
    """Write other bytes into a file."""
    return lambda root: (root / file).write_bytes(change_((root / file).read_bytes()))


def lines_of(file: str, change_: Callable[[list[str]], list[str]]) -> Spoil:
    """Write other lines into a file."""
    return rewritten(
        file, lambda content: "\n".join(change_(content.decode().split("\n"))).encode()
    )


def cells(row: int, file: str = FIGURES, **values: str) -> Spoil:
    """Write other values into cells of a row."""

    def spoil(root: Path) -> None:
        for column, value in values.items():
            change(root / file, row, column, value)

    return spoil


def put(file: str, old: str, new: str) -> Spoil:
    """Write other words for those that stand once in a file."""
    return lambda root: replace(root / file, old, new)


def all_of(*spoils: Spoil) -> Spoil:
    """Spoil in several ways, one after the other."""
    return lambda root: [spoil(root) for spoil in spoils]


def without(file: str) -> Spoil:
    """Take a file or folder away."""

    def spoil(root: Path) -> None:
        if (root / file).is_dir():
            shutil.rmtree(root / file)
        else:
            (root / file).unlink()

    return spoil


def folder(name: str) -> Spoil:
    """Make a folder."""
    return lambda root: (root / name).mkdir(parents=True)


def link(name: str) -> Spoil:
    """Make a link to nowhere."""
    return lambda root: (root / name).symlink_to("nowhere")


def written(name: str, content: str) -> Spoil:
    """Write a file anew."""
    return lambda root: (root / name).write_text(content, "utf-8")


def copied(name: str, to: str) -> Spoil:
    """Copy a file or folder."""
    return lambda root: (
        shutil.copytree(root / name, root / to)
        if (root / name).is_dir()
        else shutil.copy(root / name, root / to)
    )


def described(**about: Any) -> Spoil:
    """Let a notebook say something else of its report; None takes it away."""

    def spoil(read: dict[str, Any]) -> None:
        for key, value in about.items():
            read["metadata"]["analysis"].pop(key)
            read["metadata"]["analysis"] |= {} if value is None else {key: value}

    return in_json(spoil)


def in_json(change_: Callable[[dict[str, Any]], object]) -> Spoil:
    """Change what a notebook holds, whatever it then is."""

    def spoil(root: Path) -> None:
        read = json.loads((root / NOTEBOOK).read_text("utf-8"))
        change_(read)
        (root / NOTEBOOK).write_text(json.dumps(read), "utf-8")

    return spoil


def running(source: str) -> Spoil:
    """Let the second cell of a notebook run something else."""
    return in_json(lambda read: read["cells"][1].update(source=source))


OVERRIDE = "left,right,expected,verdict,note_zh,note_en\n"


CASES = [
    # Files as other programs save them, or half of them.
    pytest.param(recoded(FIGURES, "gbk"), 1, ["p/figures.csv row 2: is not UTF-8 at byte 187; save it as UTF-8"], id="GBK"),
    pytest.param(recoded(FIGURES, "utf-16"), 1, ["p/figures.csv row 1: is not UTF-8 at byte 0; save it as UTF-8"], id="UTF-16"),
    pytest.param(recoded(FIGURES, "utf-16-le"), 1, ["p/figures.csv row 2: is not UTF-8 at byte 374; save it as UTF-8"], id="UTF-16 without a mark"),
    pytest.param(rewritten(FIGURES, lambda content: b"\xef\xbb\xbf" * 2 + content), 1, ["p/figures.csv row 1, id: is missing; add it to the header", "p/figures.csv row 1, �id: is not known; remove it or mend its name"], id="two marks"),
    pytest.param(rewritten(FIGURES, lambda content: content.replace(b"60", b"6\x000")), 1, ["p/figures.csv row 2, printed 「6�0家」: holds U+0000, which nobody sees; remove it", "p/figures.csv row 5, start 「16�0」: holds U+0000, which nobody sees; remove it"], id="NUL in cells"),
    pytest.param(rewritten(FIGURES, lambda content: content + bytes(20)), 1, ["p/figures.csv row 9: has 1 cells, the header 22; it may be cut off; complete it"], id="NUL at the end"),
    pytest.param(rewritten(FIGURES, lambda content: content.replace(b",", "，".encode())), 1, ["p/figures.csv row 1 「id，article，paragraph，start，end，printed，r」: is not the header id,article,...: parted by commas, in this row"], id="full-width commas"),
    pytest.param(rewritten(FIGURES, lambda content: content.replace(b",", b";")), 1, ["p/figures.csv row 1 「id;article;paragraph;start;end;printed;r」: is not the header id,article,...: parted by commas, in this row"], id="semicolons"),
    pytest.param(rewritten(FIGURES, lambda content: content.replace(b",", b"\t")), 1, ["p/figures.csv row 1 「id�article�paragraph�start�end�printed�r」: is not the header id,article,...: parted by commas, in this row"], id="tabs"),
    pytest.param(rewritten(FIGURES, lambda content: content.replace("60家".encode(), '"60家'.encode())), 1, ["p/figures.csv row 2: is no CSV from here: unexpected end of data; close the quote that was opened"], id="a quote left open"),
    pytest.param(rewritten(FIGURES, lambda content: content.replace("60家".encode(), '"60"家'.encode())), 1, ["p/figures.csv row 2: is no CSV from here: ',' expected after '\"'; double the quotes within cells"], id="letters after a quote"),
    pytest.param(rewritten(FIGURES, lambda _: b""), 1, ["p/figures.csv: is empty; add its header"], id="an empty file"),
    pytest.param(rewritten(FIGURES, lambda _: b"\n\n"), 1, ["p/figures.csv row 1: is not the header id,article,...: parted by commas, in this row"], id="blank lines only"),
    pytest.param(lines_of(FIGURES, lambda lines: lines[:1]), 1, ["p/facts.csv row 2, dated_by 「r-2」: is not one of the accepted times in figures.csv: there are none, or empty", "p/facts.csv row 2, listed_by 「r-3」: is not one of the accepted ids in figures.csv: there are none, or empty"], id="a header only"),
    pytest.param(lines_of(FIGURES, lambda lines: lines[1:]), 1, ["p/figures.csv row 1 「r-1,east,1,40,43,60家,accepted,,,observat」: is not the header id,article,...: parted by commas, in this row"], id="no header"),
    pytest.param(lines_of(FIGURES, lambda lines: [*lines[:3], "", *lines[3:]]), 1, ["p/figures.csv row 4: is blank; delete it"], id="a blank row"),
    pytest.param(lines_of(FIGURES, lambda lines: [*lines[:3], "," * lines[0].count(","), *lines[3:]]), 1, ["p/figures.csv row 4, article: is not one of the articles in source.toml: east, west", "p/figures.csv row 4, end: is no whole number; count from the text", "p/figures.csv row 4, id: is no id like lanbai-07", "… 4 more"], id="a row of commas"),
    pytest.param(lines_of(FIGURES, lambda lines: [*lines[:3], lines[3][:10], *lines[4:]]), 1, ["p/figures.csv row 4: has 3 cells, the header 22; it may be cut off; complete it"], id="a row cut short"),
    pytest.param(rewritten(FIGURES, lambda content: content[: len(content) // 2]), 1, ["p/figures.csv row 4: has 20 cells, the header 22; it may be cut off; complete it"], id="a file cut short"),
    pytest.param(lines_of(FIGURES, lambda lines: [*lines[:3], lines[3] + ",x", *lines[4:]]), 1, ["p/figures.csv row 4: has 23 cells, the header 22; quote the commas within cells"], id="a comma in a cell"),
    pytest.param(lines_of(FIGURES, lambda lines: [line and line + ("," + ("x", "id")[n == 0]) for n, line in enumerate(lines)]), 1, ["p/figures.csv row 1, id: is there twice; remove one"], id="a column twice"),
    pytest.param(lines_of(FIGURES, lambda lines: [lines[0].replace("printed", "Printed"), *lines[1:]]), 1, ["p/figures.csv row 1, Printed: is not known; remove it or mend its name", "p/figures.csv row 1, printed: is missing; add it to the header"], id="a column renamed"),
    pytest.param(lines_of(FIGURES, lambda lines: [lines[0].replace(",printed", ", printed"), *lines[1:]]), 1, ["p/figures.csv row 1,  printed: is not known; remove it or mend its name", "p/figures.csv row 1, printed: is missing; add it to the header"], id="a space before a name"),
    pytest.param(lines_of(FIGURES, lambda lines: [line and line + "," for line in lines]), 1, ["p/figures.csv row 1, column 23: is not known; remove it or mend its name"], id="a column without a name"),
    pytest.param(lines_of(FIGURES, lambda lines: [line.rpartition(",")[0] for line in lines]), 1, ["p/figures.csv row 1, note_en: is missing; add it to the header"], id="the last column gone"),
    pytest.param(lines_of(FIGURES, lambda lines: [lines[0].replace("start,end", "end,start"), *lines[1:]]), 1, ["p/figures.csv row 2, printed 「60家」: has 3 characters, the offsets -3; mend one", "p/figures.csv row 3, printed 「2023年」: has 5 characters, the offsets -5; mend one", "p/figures.csv row 4, printed 「5G」: has 2 characters, the offsets -2; mend one", "… 4 more"], id="two columns swapped by name"),
    pytest.param(without(FIGURES), 1, ["p/figures.csv: is missing; add it"], id="no figures"),
    pytest.param(without(FACTS), 1, ["p/facts.csv: is missing; add it"], id="no facts"),
    pytest.param(without(SOURCE), 1, ["p/source.toml: is missing; add it"], id="no source"),
    pytest.param(all_of(without(FIGURES), folder(FIGURES)), 1, ["p/figures.csv: cannot be read: is a directory"], id="a folder for a file"),
    pytest.param(all_of(without(FIGURES), link(FIGURES)), 1, ["p/figures.csv: is missing; add it"], id="a link to nowhere"),
    pytest.param(recoded(FACTS, "gbk"), 1, ["p/facts.csv row 2: is not UTF-8 at byte 123; save it as UTF-8"], id="facts in GBK"),
    pytest.param(rewritten(FACTS, lambda _: b""), 1, ["p/facts.csv: is empty; add its header"], id="empty facts"),
    pytest.param(rewritten(FACTS, lambda content: content + b'"'), 1, ["p/facts.csv row 3: is no CSV from here: unexpected end of data; close the quote that was opened"], id="a quote left open in facts"),
    pytest.param(written(OVERRIDES, "p/r-1,p/r-7\n"), 1, ["overrides.csv row 1 「p/r-1,p/r-7」: is not the header left,right,...: parted by commas, in this row"], id="overrides without a header"),
    pytest.param(written(OVERRIDES, ""), 1, ["overrides.csv: is empty; add its header"], id="overrides of nothing"),
    pytest.param(written(OVERRIDES, OVERRIDE + "p/r-1,p/r-99,caveat,comparable,甲,a\n"), 1, ["overrides.csv row 2, right 「p/r-99」: makes no pair of one family with 「p/r-1」; mend the ids"], id="an override of an unknown row"),
    pytest.param(written(OVERRIDES, OVERRIDE + "p/r-1,p/r-1,caveat,comparable,甲,a\n"), 1, ["overrides.csv row 2, right 「p/r-1」: makes no pair of one family with 「p/r-1」; mend the ids"], id="an override of a row and itself"),
    pytest.param(written(OVERRIDES, OVERRIDE + "p/r-1,p/r-7,not_comparable,caveat,甲,a\n"), 1, ["overrides.csv row 2, expected 「not_comparable」: is not what the rules say, caveat; judge the pair anew"], id="an override of what is not so"),
    pytest.param(written(OVERRIDES, OVERRIDE + "p/r-1,p/r-7,comparable,,甲,a\n"), 1, ["overrides.csv row 2, verdict: is not one of comparison in terms.csv: caveat, comparable, not_comparable"], id="an override without a verdict"),
    pytest.param(recoded(SOURCE, "gbk"), 1, ["p/source.toml row 2: is not UTF-8 at byte 25; save it as UTF-8"], id="a source in GBK"),
    pytest.param(rewritten(SOURCE, lambda _: b""), 1, ["p/source.toml, articles: is missing; add it", "p/source.toml, date: is missing; add it", "p/source.toml, id: is missing; add it", "p/source.toml, paper: is missing; add it", "p/source.toml, section: is missing; add it", "p/source.toml, text: is missing; add it"], id="an empty source"),
    pytest.param(rewritten(SOURCE, lambda content: content + b"\0"), 1, ["p/source.toml: is no TOML: Invalid statement (at line 37, column 1)"], id="a NUL in a source"),
    pytest.param(rewritten(SOURCE, lambda content: b'id = "p"\n' + content), 1, ["p/source.toml: is no TOML: Cannot overwrite a value (at line 2, column 9)"], id="a key twice"),
    pytest.param(rewritten(SOURCE, lambda content: content[:200]), 1, ["p/source.toml: is no TOML: Expected '=' after a key in a key/value pair (at end of document)"], id="a source cut short"),
    pytest.param(rewritten(SOURCE, lambda content: b"<<<<<<< HEAD\n" + content), 1, ["p/source.toml: is no TOML: Invalid statement (at line 1, column 1)"], id="a merge left open"),
    # A page folder half copied, or copied within.
    pytest.param(all_of(folder("data/raw/pages/q"), copied(SOURCE, "data/raw/pages/q/source.toml")), 1, ["q/facts.csv: is missing; add it", "q/figures.csv: is missing; add it", "q/source.toml, id 「p」: differs from its folder q; make them the same"], id="a page of a source only"),
    pytest.param(all_of(folder("data/raw/pages/q"), copied(FIGURES, "data/raw/pages/q/figures.csv")), 1, ["q/facts.csv: is missing; add it", "q/source.toml: is missing; add it"], id="a page of figures only"),
    pytest.param(copied(PAGE, "data/raw/pages/p copy"), 1, ["p copy/source.toml, id 「p」: differs from its folder p copy; make them the same"], id="a page copied beside itself"),
    pytest.param(all_of(without(PAGE), written(PAGE, "x")), 1, ["pages: holds no page; add a folder"], id="a file in the place of a page"),
    pytest.param(without("data/raw/pages"), 1, ["pages: holds no page; add a folder"], id="no pages"),
    pytest.param(without(REGISTERS), 2, ["analysis: no data/raw/registers in ROOT; run inside a checkout"], id="no registers"),
    pytest.param(without("data/raw"), 2, ["analysis: no data/raw/registers in ROOT; run inside a checkout"], id="no raw data"),
    # Places and ids.
    pytest.param(cells(2, start="NaN"), 1, ["p/figures.csv row 2, start 「NaN」: is no whole number; count from the text"], id="no number"),
    pytest.param(cells(2, start="inf"), 1, ["p/figures.csv row 2, start 「inf」: is no whole number; count from the text"], id="infinity"),
    pytest.param(cells(2, start="1e5"), 1, ["p/figures.csv row 2, start 「1e5」: is no whole number; count from the text"], id="a number with an exponent"),
    pytest.param(cells(2, start="4,000"), 1, ["p/figures.csv row 2, start 「4,000」: is no whole number; count from the text"], id="a number with a comma"),
    pytest.param(cells(2, start="４０"), 1, ["p/figures.csv row 2, start 「４０」: is no whole number; count from the text"], id="full-width digits"),
    pytest.param(cells(2, start="+40"), 1, ["p/figures.csv row 2, start 「+40」: is no whole number; count from the text"], id="a sign"),
    pytest.param(cells(2, start=" 40"), 1, ["p/figures.csv row 2, start 「 40」: is no whole number; count from the text"], id="a space before a number"),
    pytest.param(cells(2, end="43 "), 1, ["p/figures.csv row 2, end 「43 」: is no whole number; count from the text"], id="a space after a number"),
    pytest.param(cells(2, start="9" * 30), 1, ["p/figures.csv row 2, start 「999999999999999999999999999999」: is no whole number; count from the text"], id="a number of thirty digits"),
    pytest.param(cells(2, end="9" * 10_000), 1, ["p/figures.csv row 2, end 「99999999999999999999999999999999999999999999999999999999999999999999999999999999…」: is no whole number; count from the text"], id="a number of ten thousand digits"),
    pytest.param(cells(2, paragraph="0"), 1, ["p/figures.csv row 2, paragraph 「0」: is no paragraph of east; see source.toml"], id="paragraph nought"),
    pytest.param(cells(2, paragraph="999999"), 1, ["p/figures.csv row 2, paragraph 「999999」: is no paragraph of east; see source.toml"], id="a paragraph far away"),
    pytest.param(cells(3, start="41", end="46"), 1, ["p/figures.csv row 3, start 「41」: begins within r-1, which ends at 43; keep one, or mend its place"], id="spans that cross"),
    pytest.param(cells(4, start="40", end="42"), 1, ["p/figures.csv row 4, start 「40」: begins within r-1, which ends at 43; keep one, or mend its place"], id="two rows in one place"),
    pytest.param(cells(2, start="43", end="40"), 1, ["p/figures.csv row 2, printed 「60家」: has 3 characters, the offsets -3; mend one"], id="offsets that fall"),
    pytest.param(cells(2, start="8999", end="9002"), 1, ["p/figures.csv row 2, end 「9002」: lies beyond the text's 9000 characters"], id="a span beyond the text"),
    pytest.param(cells(2, id="R-1"), 1, ["p/figures.csv row 2, id 「R-1」: is no id like lanbai-07"], id="an id in capitals"),
    pytest.param(cells(2, id="1-Jan"), 1, ["p/figures.csv row 2, id 「1-Jan」: is no id like lanbai-07"], id="an id that Excel took for a date"),
    pytest.param(cells(2, id="../r-1"), 1, ["p/figures.csv row 2, id 「../r-1」: is no id like lanbai-07"], id="an id that leads elsewhere"),
    pytest.param(cells(3, id="r-1"), 1, ["p/facts.csv row 2, dated_by 「r-2」: is not one of the accepted times in figures.csv: r-1, r-6, or empty", "p/figures.csv row 3, id 「r-1」: is there twice; rename one"], id="an id twice"),
    pytest.param(cells(2, zone="East"), 1, ["p/figures.csv row 2, zone 「East」: is not one of zones.csv: east, west"], id="a zone in capitals"),
    pytest.param(cells(2, zone="east "), 1, ["p/figures.csv row 2, zone 「east 」: is not one of zones.csv: east, west"], id="a zone with a space"),
    pytest.param(cells(2, article="south"), 1, ["p/figures.csv row 2, article 「south」: is not one of the articles in source.toml: east, west"], id="an article unknown"),
    pytest.param(cells(7, time="r-6"), 1, ["p/figures.csv row 7, time 「r-6」: leads back to this row; say since when, or now or unstated"], id="a time since itself"),
    pytest.param(cells(6, time="r-77"), 1, ["p/figures.csv row 6, time 「r-77」: is neither an accepted time row's id nor one of now, unstated"], id="a time of no row"),
    pytest.param(cells(2, review="TRUE"), 1, ["p/figures.csv row 2, review 「TRUE」: is not one of the reviews: accepted, proposed"], id="a review in another word"),
    pytest.param(cells(2, review=""), 1, ["p/figures.csv row 2, review: is not one of the reviews: accepted, proposed"], id="no review"),
    # Spans, as a spreadsheet or a slip leaves them.
    pytest.param(cells(2, printed="2-Jan"), 1, ["p/figures.csv row 2, printed 「2-Jan」: has 5 characters, the offsets 3; mend one", "p/figures.csv row 2, printed 「2-Jan」: is no figure of a known form"], id="a day that Excel made of it"),
    pytest.param(cells(3, printed="44928"), 1, ["p/figures.csv row 3, printed 「44928」: is a number without a unit; name the unit its sentence implies"], id="a serial number"),
    pytest.param(cells(3, printed="#####"), 1, ["p/figures.csv row 3, printed 「#####」: is no figure of a known form"], id="a cell too narrow"),
    pytest.param(cells(2, printed="#N/A"), 1, ["p/figures.csv row 2, printed 「#N/A」: has 4 characters, the offsets 3; mend one", "p/figures.csv row 2, printed 「#N/A」: is no figure of a known form"], id="an error of a spreadsheet"),
    pytest.param(cells(2, printed="=1+1"), 1, ["p/figures.csv row 2, printed 「=1+1」: has 4 characters, the offsets 3; mend one", "p/figures.csv row 2, printed 「=1+1」: is no figure of a known form"], id="a formula"),
    pytest.param(cells(2, printed="1.8E+10元", end="48"), 1, ["p/figures.csv row 2, printed 「1.8E+10元」: is no figure of a known form"], id="an exponent"),
    pytest.param(cells(2, printed="NaN"), 1, ["p/figures.csv row 2, printed 「NaN」: is no figure of a known form"], id="no number at all"),
    pytest.param(cells(2, printed="-5家"), 1, ["p/figures.csv row 2, printed 「-5家」: is fewer than none; cut the dash, or judge anew"], id="fewer than none"),
    pytest.param(cells(3, printed="13月2日"), 1, ["p/figures.csv row 3, printed 「13月2日」: is no figure of a known form"], id="month thirteen"),
    pytest.param(cells(3, printed="2月30日", end="85"), 1, ["p/figures.csv row 3, printed 「2月30日」: is no figure of a known form"], id="the thirtieth of February"),
    pytest.param(cells(2, printed="6\n家"), 1, ["p/figures.csv row 2, printed 「6�家」: holds U+000A, which nobody sees; remove it"], id="a line break in a span"),
    pytest.param(cells(2, printed="6\u202e家"), 1, ["p/figures.csv row 2, printed 「6�家」: holds U+202E, which nobody sees; remove it"], id="letters turned round"),
    pytest.param(cells(2, note_en="firms\u200f"), 1, ["p/figures.csv row 2, note_en 「firms�」: holds U+200F, which nobody sees; remove it"], id="a mark nobody sees"),
    pytest.param(cells(2, note_en="=HYPERLINK(1)"), 1, ["p/figures.csv row 2, note_en 「=HYPERLINK(1)」: begins with =, which a spreadsheet would run; put a word before it"], id="a formula in a note"),
    pytest.param(cells(2, note_zh="@SUM(1)"), 1, ["p/figures.csv row 2, note_zh 「@SUM(1)」: begins with @, which a spreadsheet would run; put a word before it"], id="a command in a note"),
    pytest.param(cells(2, note_en="-cmd|' /C calc'!A0"), 1, ["p/figures.csv row 2, note_en 「-cmd|' /C calc'!A0」: begins with -, which a spreadsheet would run; put a word before it"], id="a dash before words"),
    pytest.param(cells(2, f"{REGISTERS}/zones.csv", en="+cmd"), 1, ["zones.csv row 2, en 「+cmd」: begins with +, which a spreadsheet would run; put a word before it"], id="a name that is a formula"),
    pytest.param(cells(2, f"{REGISTERS}/indicators.csv", zh="企\u2066业"), 1, ["indicators.csv row 2, zh 「企�业」: holds U+2066, which nobody sees; remove it"], id="a mark in a register"),
    pytest.param(put(SOURCE, '["东岭"]', '["东\u202e岭"]'), 1, ["p/source.toml, articles.1.headline.1 「东�岭」: holds U+202E, which nobody sees; remove it"], id="a headline turned round"),
    pytest.param(put(SOURCE, '"East"', '"=1"'), 1, ["p/source.toml, articles.1.headline_en 「=1」: begins with =, which a spreadsheet would run; put a word before it"], id="a headline that is a formula"),
    pytest.param(cells(2, measure="growth"), 1, ["p/figures.csv row 2, measure 「growth」: cannot be a count; one of ['percent', 'ratio']"], id="kinds at odds"),
    pytest.param(cells(2, indicator="sales"), 1, ["p/figures.csv row 2, printed 「60家」: sales allows 元 美元; add it there or judge anew"], id="a unit at odds"),
    pytest.param(cells(2, judgement="", status="", scope=""), 1, ["p/figures.csv row 2, judgement: is not one of judgement in terms.csv: observation, refusal, time"], id="a judgement left open"),
    pytest.param(cells(2, zone="x", start="y", review="z", subject="u"), 1, ["p/figures.csv row 2, review 「z」: is not one of the reviews: accepted, proposed", "p/figures.csv row 2, start 「y」: is no whole number; count from the text", "p/figures.csv row 2, subject 「u」: is not one of zones and subjects: east, west, east_park, east_works, west_works, province, or empty", "p/figures.csv row 2, zone 「x」: is not one of zones.csv: east, west, or empty"], id="several cells of a row"),
    # Sources.
    pytest.param(put(SOURCE, "2024-03-01", "2024-02-30"), 1, ["p/source.toml: is no TOML: Invalid date or datetime (at line 11, column 12)"], id="a day that is none"),
    pytest.param(put(SOURCE, "2024-03-01", "2024-03-01T10:00:00"), 1, ["p/source.toml, date.earliest 「2024-03-01 10:00:00」: is no day; write it as 2026-01-31, without quotes"], id="a day with an hour"),
    pytest.param(put(SOURCE, "2024-03-01", "2025-03-01"), 1, ["p/source.toml, date.earliest 「2025-03-01」: is after latest, 2024-12-31; mend one"], id="days that fall"),
    pytest.param(put(SOURCE, "= 9000", "= -9000"), 1, ["p/source.toml, text.characters 「-9000」: is not greater than 0; count in the text"], id="characters below none"),
    pytest.param(put(SOURCE, "= 9000", "= nan"), 1, ["p/source.toml, text.characters 「nan」: is no whole number; write it in digits, without quotes"], id="characters that are no number"),
    pytest.param(put(SOURCE, "= 9000", '= "9000"'), 1, ["p/source.toml, text.characters 「9000」: is no whole number; write it in digits, without quotes"], id="characters in quotes"),
    pytest.param(put(SOURCE, "printed = false", 'printed = "false"'), 1, ["p/source.toml, date.printed 「false」: is neither true nor false; write one of them, without quotes"], id="a truth in quotes"),
    pytest.param(put(SOURCE, "[1, 9]", "[9, 1]"), 1, ["p/source.toml, articles.east.paragraphs 「9, 1」: falls; write the first paragraph before the last"], id="paragraphs that fall"),
    pytest.param(put(SOURCE, "[1, 9]", "[-1, 9]"), 1, ["p/source.toml, articles.east.paragraphs.1 「-1」: is less than 1; count in the text"], id="a paragraph below none"),
    pytest.param(put(SOURCE, "[10, 19]", "[5, 19]"), 1, ["p/source.toml, articles.west.paragraphs 「5, 19」: has paragraphs that east has too; part them"], id="paragraphs of two articles"),
    pytest.param(rewritten(SOURCE, lambda content: content.partition(b"[[articles]]")[0]), 1, ["p/source.toml, articles: is missing; add it"], id="no articles at all"),
    pytest.param(all_of(put(SOURCE, "[1, 9]", "[9, 1]"), put(SOURCE, 'zone = "west"', 'zone = "south"')), 1, ["p/source.toml, articles.east.paragraphs 「9, 1」: falls; write the first paragraph before the last", "p/source.toml, articles.zone 「south」: is not in zones.csv"], id="two problems of a source"),
    # Registers.
    pytest.param(without(f"{REGISTERS}/zones.csv"), 1, ["zones.csv: is missing; add it"], id="zones gone"),
    pytest.param(recoded(f"{REGISTERS}/zones.csv", "gbk"), 1, ["zones.csv row 2: is not UTF-8 at byte 58; save it as UTF-8"], id="zones in GBK"),
    pytest.param(rewritten(f"{REGISTERS}/zones.csv", lambda _: b""), 1, ["zones.csv: is empty; add its header"], id="zones empty"),
    pytest.param(rewritten(f"{REGISTERS}/zones.csv", lambda content: content + b'"x'), 1, ["zones.csv row 4: is no CSV from here: unexpected end of data; close the quote that was opened"], id="zones with a quote left open"),
    pytest.param(rewritten(f"{REGISTERS}/zones.csv", lambda content: content + b"x\n"), 1, ["zones.csv row 4: has 1 cells, the header 8; it may be cut off; complete it"], id="zones with a row cut short"),
    pytest.param(lines_of(f"{REGISTERS}/zones.csv", lambda lines: [*lines[:1], ""]), 1, ["subjects.csv row 2, zone 「east」: is not one of zones.csv: there are none", "subjects.csv row 3, zone 「east」: is not one of zones.csv: there are none", "subjects.csv row 4, zone 「west」: is not one of zones.csv: there are none", "subjects.csv row 5, zone 「east」: is not one of zones.csv: there are none"], id="zones of a header only"),
    pytest.param(lines_of(f"{REGISTERS}/zones.csv", lambda lines: [line and line + ",id" for line in lines]), 1, ["zones.csv row 1, id: is there twice; remove one"], id="zones with a column twice"),
    pytest.param(without(f"{REGISTERS}/subjects.csv"), 1, ["subjects.csv: is missing; add it"], id="subjects gone"),
    pytest.param(recoded(f"{REGISTERS}/subjects.csv", "gbk"), 1, ["subjects.csv row 2: is not UTF-8 at byte 37; save it as UTF-8"], id="subjects in GBK"),
    pytest.param(rewritten(f"{REGISTERS}/subjects.csv", lambda _: b""), 1, ["subjects.csv: is empty; add its header"], id="subjects empty"),
    pytest.param(rewritten(f"{REGISTERS}/subjects.csv", lambda content: content + b'"x'), 1, ["subjects.csv row 6: is no CSV from here: unexpected end of data; close the quote that was opened"], id="subjects with a quote left open"),
    pytest.param(rewritten(f"{REGISTERS}/subjects.csv", lambda content: content + b"x\n"), 1, ["subjects.csv row 6: has 1 cells, the header 6; it may be cut off; complete it"], id="subjects with a row cut short"),
    pytest.param(lines_of(f"{REGISTERS}/subjects.csv", lambda lines: [*lines[:1], ""]), 1, ["p/figures.csv row 5, base 「members@province」: is no indicator@subject of the registers"], id="subjects of a header only"),
    pytest.param(lines_of(f"{REGISTERS}/subjects.csv", lambda lines: [line and line + ",id" for line in lines]), 1, ["subjects.csv row 1, id: is there twice; remove one"], id="subjects with a column twice"),
    pytest.param(without(f"{REGISTERS}/indicators.csv"), 1, ["indicators.csv: is missing; add it"], id="indicators gone"),
    pytest.param(recoded(f"{REGISTERS}/indicators.csv", "gbk"), 1, ["indicators.csv row 2: is not UTF-8 at byte 70; save it as UTF-8"], id="indicators in GBK"),
    pytest.param(rewritten(f"{REGISTERS}/indicators.csv", lambda _: b""), 1, ["indicators.csv: is empty; add its header"], id="indicators empty"),
    pytest.param(rewritten(f"{REGISTERS}/indicators.csv", lambda content: content + b'"x'), 1, ["indicators.csv row 9: is no CSV from here: unexpected end of data; close the quote that was opened"], id="indicators with a quote left open"),
    pytest.param(rewritten(f"{REGISTERS}/indicators.csv", lambda content: content + b"x\n"), 1, ["indicators.csv row 9: has 1 cells, the header 9; it may be cut off; complete it"], id="indicators with a row cut short"),
    pytest.param(lines_of(f"{REGISTERS}/indicators.csv", lambda lines: [*lines[:1], ""]), 1, ["relations.csv row 2, inputs 「sales firms」: must be ids of indicators.csv, with or without :scope, parted by spaces", "relations.csv row 3, inputs 「floor projects sales」: must be ids of indicators.csv, with or without :scope, parted by spaces", "relations.csv row 4, inputs 「labs chairs members」: must be ids of indicators.csv, with or without :scope, parted by spaces", "relations.csv row 5, inputs 「members:large members:unclear」: must be ids of indicators.csv, with or without :scope, parted by spaces"], id="indicators of a header only"),
    pytest.param(lines_of(f"{REGISTERS}/indicators.csv", lambda lines: [line and line + ",id" for line in lines]), 1, ["indicators.csv row 1, id: is there twice; remove one"], id="indicators with a column twice"),
    pytest.param(without(f"{REGISTERS}/relations.csv"), 1, ["relations.csv: is missing; add it"], id="relations gone"),
    pytest.param(recoded(f"{REGISTERS}/relations.csv", "gbk"), 1, ["relations.csv row 2: is not UTF-8 at byte 73; save it as UTF-8"], id="relations in GBK"),
    pytest.param(rewritten(f"{REGISTERS}/relations.csv", lambda _: b""), 1, ["relations.csv: is empty; add its header"], id="relations empty"),
    pytest.param(rewritten(f"{REGISTERS}/relations.csv", lambda content: content + b'"x'), 1, ["relations.csv row 6: is no CSV from here: unexpected end of data; close the quote that was opened"], id="relations with a quote left open"),
    pytest.param(rewritten(f"{REGISTERS}/relations.csv", lambda content: content + b"x\n"), 1, ["relations.csv row 6: has 1 cells, the header 7; it may be cut off; complete it"], id="relations with a row cut short"),
    pytest.param(lines_of(f"{REGISTERS}/relations.csv", lambda lines: [line and line + ",id" for line in lines]), 1, ["relations.csv row 1, id: is there twice; remove one"], id="relations with a column twice"),
    pytest.param(without(f"{REGISTERS}/terms.csv"), 1, ["terms.csv: is missing; add it"], id="terms gone"),
    pytest.param(recoded(f"{REGISTERS}/terms.csv", "gbk"), 1, ["terms.csv row 2: is not UTF-8 at byte 31; save it as UTF-8"], id="terms in GBK"),
    pytest.param(rewritten(f"{REGISTERS}/terms.csv", lambda _: b""), 1, ["terms.csv: is empty; add its header"], id="terms empty"),
    pytest.param(rewritten(f"{REGISTERS}/terms.csv", lambda content: content + b'"x'), 1, ["terms.csv row 112: is no CSV from here: unexpected end of data; close the quote that was opened"], id="terms with a quote left open"),
    pytest.param(rewritten(f"{REGISTERS}/terms.csv", lambda content: content + b"x\n"), 1, ["terms.csv row 112: has 1 cells, the header 4; it may be cut off; complete it"], id="terms with a row cut short"),
    pytest.param(lines_of(f"{REGISTERS}/terms.csv", lambda lines: [*lines[:1], ""]), 1, ["cues.csv row 10, id 「ceiling」: is no status of terms.csv or registers.CUED; mend it", "cues.csv row 11, id 「large」: is no scope of terms.csv or registers.CUED; mend it", "cues.csv row 12, id 「unclear」: is no default_scope of terms.csv or registers.CUED; mend it", "… 117 more"], id="terms of a header only"),
    pytest.param(lines_of(f"{REGISTERS}/terms.csv", lambda lines: [line and line + ",id" for line in lines]), 1, ["terms.csv row 1, id: is there twice; remove one"], id="terms with a column twice"),
    pytest.param(without(f"{REGISTERS}/cues.csv"), 1, ["cues.csv: is missing; add it"], id="cues gone"),
    pytest.param(recoded(f"{REGISTERS}/cues.csv", "gbk"), 1, ["cues.csv row 2: is not UTF-8 at byte 39; save it as UTF-8"], id="cues in GBK"),
    pytest.param(rewritten(f"{REGISTERS}/cues.csv", lambda _: b""), 1, ["cues.csv: is empty; add its header"], id="cues empty"),
    pytest.param(rewritten(f"{REGISTERS}/cues.csv", lambda content: content + b'"x'), 1, ["cues.csv row 24: is no CSV from here: unexpected end of data; close the quote that was opened"], id="cues with a quote left open"),
    pytest.param(rewritten(f"{REGISTERS}/cues.csv", lambda content: content + b"x\n"), 1, ["cues.csv row 24: has 1 cells, the header 3; it may be cut off; complete it"], id="cues with a row cut short"),
    pytest.param(lines_of(f"{REGISTERS}/cues.csv", lambda lines: [line and line + ",id" for line in lines]), 1, ["cues.csv row 1, id: is there twice; remove one"], id="cues with a column twice"),
    pytest.param(cells(2, f"{REGISTERS}/zones.csv", aliases="西川园区"), 1, ["zones.csv row 3, aliases 「西川园区」: leads to east already; keep it in one row"], id="an alias of two"),
    pytest.param(cells(2, f"{REGISTERS}/indicators.csv", unit="头牛"), 1, ["indicators.csv row 2, unit 「头牛」: is no unit of units.UNITS"], id="an unknown unit"),
    pytest.param(copied(f"{REGISTERS}/terms.csv", f"{REGISTERS}/zones.csv"), 1, ["zones.csv row 1, aliases: is missing; add it to the header", "zones.csv row 1, place_en: is missing; add it to the header", "zones.csv row 1, place_zh: is missing; add it to the header", "zones.csv row 1, short_en: is missing; add it to the header", "zones.csv row 1, short_zh: is missing; add it to the header", "zones.csv row 1, vocabulary: is not known; remove it or mend its name"], id="a register within another"),
    # Notebooks.
    pytest.param(rewritten(NOTEBOOK, lambda _: b""), 2, ["analysis: first.ipynb: is no notebook; save it from JupyterLab anew"], id="an empty notebook"),
    pytest.param(rewritten(NOTEBOOK, lambda _: b"junk"), 2, ["analysis: first.ipynb: is no notebook; save it from JupyterLab anew"], id="a notebook that is none"),
    pytest.param(rewritten(NOTEBOOK, lambda _: b"[]"), 2, ["analysis: first.ipynb: is no notebook; save it from JupyterLab anew"], id="a list for a notebook"),
    pytest.param(rewritten(NOTEBOOK, lambda _: b"[" * 100_000), 2, ["analysis: first.ipynb: is no notebook; save it from JupyterLab anew"], id="nests without end"),
    pytest.param(rewritten(NOTEBOOK, lambda content: b"<<<<<<< HEAD\n" + content), 2, ["analysis: first.ipynb: is no notebook; save it from JupyterLab anew"], id="a notebook with a merge left open"),
    pytest.param(rewritten(NOTEBOOK, lambda content: content[:20] + "题".encode("gbk") + content[20:]), 2, ["analysis: first.ipynb: is no notebook; save it from JupyterLab anew"], id="a notebook that is no UTF-8"),
    pytest.param(all_of(without(NOTEBOOK), folder(NOTEBOOK)), 2, ["analysis: first.ipynb: cannot be read: Is a directory"], id="a folder for a notebook"),
    pytest.param(in_json(lambda read: read.pop("cells")), 2, ["analysis: first.ipynb: is no notebook; save it from JupyterLab anew"], id="no cells"),
    pytest.param(in_json(lambda read: read["cells"][1].pop("source")), 2, ["analysis: first.ipynb: is no notebook; save it from JupyterLab anew"], id="a cell without source"),
    pytest.param(in_json(lambda read: read["cells"][1].pop("metadata")), 2, ["analysis: first.ipynb: is no notebook; save it from JupyterLab anew"], id="a cell without metadata"),
    pytest.param(in_json(lambda read: read["cells"][1]["metadata"].update(tags=3)), 2, ["analysis: first.ipynb: is no notebook; save it from JupyterLab anew"], id="tags that are no list"),
    pytest.param(in_json(lambda read: read.update(nbformat=3)), 2, ["analysis: first.ipynb: is no notebook; save it from JupyterLab anew"], id="an old notebook"),
    pytest.param(in_json(lambda read: read["metadata"]["kernelspec"].update(language="R")), 2, ["analysis: first.ipynb: is written in R; reports are made of Python"], id="a notebook of R"),
    pytest.param(in_json(lambda read: read["cells"].pop(0)), 2, ["analysis: first.ipynb: declares no parameter lang, reading"], id="no parameters"),
    pytest.param(in_json(lambda read: read["cells"].append(read["cells"][0] | {"id": "c"})), 2, ["analysis: first.ipynb: has 2 cells tagged parameters; keep one"], id="two cells of parameters"),
    pytest.param(in_json(lambda read: read["cells"][0].update(source="lang = = 1")), 2, ["analysis: first.ipynb: its parameters are no Python; assign names only"], id="parameters that are no Python"),
    pytest.param(in_json(lambda read: read["cells"][0].update(source="lang = 'zh'")), 2, ["analysis: first.ipynb: declares no parameter reading"], id="a parameter missing"),
    pytest.param(in_json(lambda read: read["metadata"].update(analysis=[])), 2, ["analysis: first.ipynb: its metadata lack group, per, questions, report, short, titles"], id="no table of a report"),
    pytest.param(described(titles=None), 2, ["analysis: first.ipynb: its metadata lack titles"], id="no titles"),
    pytest.param(described(titles={"zh": "题"}), 2, ["analysis: first.ipynb: titles must have a text in zh and en"], id="titles in Chinese only"),
    pytest.param(described(titles=["题", "Title"]), 2, ["analysis: first.ipynb: titles must have a text in zh and en"], id="titles that are a list"),
    pytest.param(described(titles={"zh": "{x}", "en": "Title"}), 2, ["analysis: first.ipynb: titles '{x}': nothing but {zone} may stand in braces"], id="braces around nothing we know"),
    pytest.param(described(questions={"zh": "题", "en": "{"}), 2, ["analysis: first.ipynb: questions '{': nothing but {zone} may stand in braces"], id="a brace left open"),
    pytest.param(described(report="../../x"), 2, ["analysis: first.ipynb: report '../../x' is no name of a file; use a-z, 0-9 and -"], id="a report that leads elsewhere"),
    pytest.param(described(report="index"), 2, ["analysis: first.ipynb: report 'index' is no name of a file; use a-z, 0-9 and -"], id="a report called index"),
    pytest.param(described(report=""), 2, ["analysis: first.ipynb: report '' is no name of a file; use a-z, 0-9 and -"], id="a report without a name"),
    pytest.param(described(report="second-east"), 2, ["analysis: second.ipynb: makes second-east.zh, as first.ipynb does; name its report otherwise"], id="a report made twice"),
    pytest.param(described(per="zones"), 2, ["analysis: first.ipynb: per 'zones' is neither 'zone' nor empty"], id="a report for each of what is no zone"),
    pytest.param(described(per="zone"), 2, ["analysis: first.ipynb: declares no parameter zone"], id="a report for each zone that takes none"),
    pytest.param(described(report="A b", per="x", short={}), 2, ["analysis: first.ipynb: report 'A b' is no name of a file; use a-z, 0-9 and -; per 'x' is neither 'zone' nor empty; short must have a text in zh and en"], id="several things wrong of a report"),
    pytest.param(running("1/0"), 1, ["first.en not made: first.ipynb, cell 2: ZeroDivisionError: division by zero", "first.zh not made: first.ipynb, cell 2: ZeroDivisionError: division by zero", "reports: not made, for the reasons above: first.en.html, first.zh.html"], id="a cell that fails"),
    pytest.param(running("def ("), 1, ["first.en not made: first.ipynb, cell 2: SyntaxError: invalid syntax (CELL, line 1)", "first.zh not made: first.ipynb, cell 2: SyntaxError: invalid syntax (CELL, line 1)", "reports: not made, for the reasons above: first.en.html, first.zh.html"], id="a cell that is no Python"),
    pytest.param(running("import warnings; warnings.warn('old')"), 1, ["first.en not made: ValueError: cell b「import warnings; warnings.warn('old')」: stderr \"CELL:1: UserWarning: old import warnings; warnings.warn('old')\"; mend what it warns of", "first.zh not made: ValueError: cell b「import warnings; warnings.warn('old')」: stderr \"CELL:1: UserWarning: old import warnings; warnings.warn('old')\"; mend what it warns of", "reports: not made, for the reasons above: first.en.html, first.zh.html"], id="a cell that warns"),
    pytest.param(running("raise SystemExit(3)"), 1, ["first.en not made: first.ipynb, cell 2: SystemExit: 3", "first.zh not made: first.ipynb, cell 2: SystemExit: 3", "reports: not made, for the reasons above: first.en.html, first.zh.html"], id="a cell that leaves"),
    pytest.param(running("import os; os._exit(3)"), 1, ["first.en not made: its process was killed, perhaps for want of memory; use fewer --workers", "first.zh not made: its process was killed, perhaps for want of memory; use fewer --workers", "reports: not made, for the reasons above: first.en.html, first.zh.html"], id="a cell that ends its process"),
    pytest.param(running("input('name?')"), 1, ["first.en not made: first.ipynb, cell 2: StdinNotImplementedError: raw_input was called, but this frontend does not support input requests.", "first.zh not made: first.ipynb, cell 2: StdinNotImplementedError: raw_input was called, but this frontend does not support input requests.", "reports: not made, for the reasons above: first.en.html, first.zh.html"], id="a cell that asks"),
    pytest.param(running("from IPython.display import HTML; HTML('<script>1</script>')"), 1, ["first.en not made: ValueError: 「<script>」: a report runs and fetches nothing", "first.zh not made: ValueError: 「<script>」: a report runs and fetches nothing", "reports: not made, for the reasons above: first.en.html, first.zh.html"], id="a cell that shows a script"),
    pytest.param(running("print('\ud800')"), 1, ["first.en not made: UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud800' in position 17: surrogates not allowed", "first.zh not made: UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud800' in position 17: surrogates not allowed", "reports: not made, for the reasons above: first.en.html, first.zh.html"], id="half a character in a cell"),
    pytest.param(running("from analysis.views import open_report\nopen_report(lang).row('mentions', 'p/x')"), 1, ["first.en not made: first.ipynb, cell 2: KeyError: 'p/x'", "first.zh not made: first.ipynb, cell 2: KeyError: 'p/x'", "reports: not made, for the reasons above: first.en.html, first.zh.html"], id="a cell that asks for an unknown row"),
    pytest.param(running("from analysis.views import open_report\nopen_report(lang, zone='moon')"), 1, ["first.en not made: first.ipynb, cell 2: ValueError: unknown zone 'moon'; one of east, west", "first.zh not made: first.ipynb, cell 2: ValueError: unknown zone 'moon'; one of east, west", "reports: not made, for the reasons above: first.en.html, first.zh.html"], id="a cell that asks for an unknown zone"),
]  # fmt: skip
ARGUMENTS = [
    pytest.param((), 2, ["analysis: the following arguments are required: COMMAND; see analysis --help"], id="no command"),
    pytest.param(("make",), 2, ["analysis: argument COMMAND: invalid choice: 'make' (choose from 'build', 'check', 'anchor', 'explain', 'verify', 'extract', 'draft'); see analysis --help"], id="an unknown command"),
    pytest.param(("build", "--report", "zone-moon"), 2, ["analysis: unknown report 'zone-moon'; one of first, second-east, second-west"], id="an unknown report"),
    pytest.param(("build", "--report", "../first"), 2, ["analysis: unknown report '../first'; one of first, second-east, second-west"], id="build, a report that leads elsewhere"),
    pytest.param(("build", "--lang", "fr"), 2, ["analysis build: argument --lang: invalid choice: 'fr' (choose from 'zh', 'en'); see analysis build --help"], id="an unknown language"),
    pytest.param(("build", "--reading", "loose"), 2, ["analysis build: argument --reading: invalid choice: 'loose' (choose from 'strict', 'conventional'); see analysis build --help"], id="an unknown reading"),
    pytest.param(("build", "--workers", "0"), 2, ["analysis build: argument --workers: '0' is no whole number from 1 on; see analysis build --help"], id="no workers"),
    pytest.param(("build", "--workers", "0.5"), 2, ["analysis build: argument --workers: '0.5' is no whole number from 1 on; see analysis build --help"], id="half a worker"),
    pytest.param(("build", "--timeout", "-1"), 2, ["analysis build: argument --timeout: '-1' is no whole number from 1 on; see analysis build --help"], id="no time at all"),
    pytest.param(("build", "--scheduler", "tcp://127.0.0.1:1"), 2, ["analysis: no Dask scheduler answers at tcp://127.0.0.1:1; start one with: dask scheduler"], id="an address of no scheduler"),
    pytest.param(("build", "--scheduler", "moon", "--force"), 2, ["analysis: no Dask scheduler answers at moon; start one with: dask scheduler"], id="an address that is none"),
    pytest.param(("build", "--texts", "ROOT/none"), 2, ["analysis: ROOT/none: is no folder; name the one that holds the texts of the pages"], id="texts of no folder"),
    pytest.param(("build", "--texts", "ROOT/data"), 2, ["analysis: ROOT/data: lies in the repository ROOT, where nothing may quote the articles; keep the texts outside of it"], id="texts within the study"),
    pytest.param(("build", "--texts", "ROOT", "--scheduler", "tcp://127.0.0.1:1"), 2, ["analysis: ROOT: lies in the repository ROOT, where nothing may quote the articles; keep the texts outside of it"], id="texts and a cluster"),
    pytest.param(("anchor", "moon", "ROOT/data/raw/overrides.csv"), 2, ["analysis: unknown page 'moon'; one of p"], id="anchor, an unknown page"),
    pytest.param(("anchor", "../registers", "ROOT/x.txt"), 2, ["analysis: unknown page '../registers'; one of p"], id="anchor, a page that leads elsewhere"),
    pytest.param(("anchor", "p", "ROOT/none.txt"), 2, ["analysis: ROOT/none.txt: is no file of UTF-8 text; name the page's text"], id="anchor, no text"),
    pytest.param(("anchor", "p", "ROOT/data"), 2, ["analysis: ROOT/data: is no file of UTF-8 text; name the page's text"], id="anchor, a folder for a text"),
    pytest.param(("explain", "p/r-99"), 2, ["analysis: nothing is called 'p/r-99'; the nearest are p/r-7, p/r-6, p/r-5"], id="explain, an unknown id"),
    pytest.param(("explain", "moons?zone=east"), 2, ["analysis: 'moons?zone=east': no table 'moons'; one of mentions, observations, times, refusals, facts, derived, audits, comparisons, standings, articles, labels, coverage"], id="explain, an unknown table"),
    pytest.param(("explain", "mentions?moon=east"), 2, ["analysis: 'mentions?moon=east': no column 'moon'; one of page, article, zone, paragraph, start, end, printed, kind, unit, hedge, hedge_word, value, low, low_closed, high, high_closed, date, judgement"], id="explain, an unknown column"),
    pytest.param(("explain", "p/r-1#loose"), 2, ["analysis: p/r-1#loose: unknown reading 'loose'; one of strict, conventional"], id="explain, an unknown reading"),
    pytest.param(("explain", ""), 2, ["analysis: nothing is called ''; name an id, an anchor or a tie"], id="explain, nothing"),
    pytest.param(("explain", "mentions?zone=';DROP TABLE x"), 2, ["analysis: \"mentions?zone=';DROP TABLE x\": no zone of mentions is \"';DROP TABLE x\"; there are east, west"], id="explain, what SQL would run"),
    pytest.param(("verify", "ROOT/none.html"), 2, ["analysis: ROOT/none.html: is no file; name a report that analysis build has made"], id="verify, no report"),
    pytest.param(("verify", "ROOT/reports"), 2, ["analysis: ROOT/reports: is no file; name a report that analysis build has made"], id="verify, a folder"),
    pytest.param(("verify", "ROOT/notebooks/first.ipynb"), 2, ["analysis: ROOT/notebooks/first.ipynb: has no receipt; name a report that analysis build has made"], id="verify, a notebook"),
    pytest.param(("verify", "ROOT/reports/first.en.html", "--data", "ROOT/none"), 2, ["analysis: ROOT/none: is missing; name a data.zip or a folder of tables"], id="verify, no data"),
    pytest.param(("verify", "ROOT/reports/first.en.html", "--data", "ROOT/data/raw/pages/p/source.toml"), 2, ["analysis: ROOT/data/raw/pages/p/source.toml: is no zip file; take data.zip anew"], id="verify, data that are no zip"),
    pytest.param(("extract", "ROOT/none.txt"), 2, ["analysis: ROOT/none.txt: is missing; name a file or a folder"], id="extract, no text"),
    pytest.param(("extract", "ROOT/data/raw/pages/p/source.toml", "--format", "xlsx"), 2, ["analysis: unknown format 'xlsx'; one of jsonl, csv, parquet"], id="extract, an unknown format"),
    pytest.param(("extract", "ROOT/data/raw/pages/p/source.toml", "--output", "ROOT/data"), 2, ["analysis: ROOT/data: is a folder; name a file in it"], id="extract, to a folder"),
    pytest.param(("draft", "ROOT/none.txt", "--page", "new"), 2, ["analysis: ROOT/none.txt: is no file of UTF-8 text; name the page's text"], id="draft, no text"),
    pytest.param(("draft", "ROOT/data/raw/pages/p/source.toml", "--page", "p"), 2, ["analysis: p is there already and stays as it is; choose another --page"], id="draft, a page that is there"),
    pytest.param(("draft", "ROOT/data/raw/pages/p/source.toml", "--page", "../new"), 2, ["analysis draft: argument --page: '../new' is no page id; use a-z, 0-9, _ and -; see analysis draft --help"], id="draft, a page that leads elsewhere"),
    pytest.param(("--root", "ROOT/none", "build"), 2, ["analysis: no data/raw/registers in ROOT/none; run inside a checkout"], id="no such study"),
]  # fmt: skip
# The cells of the readers' own tests: file, what its name is told with, row, column, value and what is told.
CELLS = [
    pytest.param(f"{folder}/{case.values[0]}.csv", page, *case.values[1:], id=f"{case.values[0]}: {case.id}")
    for folder, page, cases in (
        (PAGE, "p/", test_pages.LOCATOR_CELLS + test_pages.TERM_CELLS + test_pages.JUDGEMENT_CELLS),
        (REGISTERS, "", test_registers.CELLS),
    )
    for case in cases
]  # fmt: skip


def _told(lines: list[str], expected: list[str]) -> bool:
    """Whether lines are as expected, of which a last one may only say how many more there are."""
    if more := re.fullmatch("… ([0-9]+) more", expected[-1]):
        known = expected[:-1]
        return lines[: len(known)] == known and len(lines) == len(known) + int(more[1])
    return lines == expected


def test_there_are_many_cases() -> None:
    """As many as were asked for, no two of one name."""
    assert len(CASES) + len(ARGUMENTS) + len(CELLS) >= 200
    names = [case.id for case in (*CASES, *ARGUMENTS)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("spoil", "code", "told"), CASES)
def test_bad_input_is_told_and_loses_nothing(
    good: Checkout,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    spoil: Spoil,
    code: int,
    told: list[str],
) -> None:
    """A build of it says what is wrong and where, and leaves every table and report as it was."""
    root = Path(shutil.copytree(good.root, tmp_path / "study"))
    before = outputs(root)
    spoil(root)
    found, lines = told_by(root, ("build",), capsys)
    assert (found, _told(lines, told)) == (code, True), "\n".join(lines)
    assert outputs(root) == before


@pytest.mark.parametrize(("file", "page", "row", "column", "value", "told"), CELLS)
def test_a_bad_cell_is_told_and_loses_nothing(
    good: Checkout,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    file: str,
    page: str,
    row: int,
    column: str,
    value: str,
    told: str,
) -> None:
    """A build says of a wrong cell what its reader says, and leaves everything as it was."""
    root = Path(shutil.copytree(good.root, tmp_path / "study"))
    before = outputs(root)
    change(root / file, row, column, value)
    space = " " if value else ""
    line = f"{page}{Path(file).name} row {row}, {column}{space}{told}"
    assert told_by(root, ("build",), capsys) == (1, [line])
    assert outputs(root) == before


@pytest.mark.parametrize(("arguments", "code", "told"), ARGUMENTS)
def test_bad_arguments_are_one_line(
    good: Checkout,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    code: int,
    told: list[str],
) -> None:
    """What is asked wrongly is told in one line that names what is right."""
    root = Path(shutil.copytree(good.root, tmp_path / "study"))
    before = outputs(root)
    asked = tuple(argument.replace("ROOT", str(root)) for argument in arguments)
    assert told_by(root, asked, capsys) == (code, told)
    assert outputs(root) == before

"""A finished report is worked out again from its data; what was changed in either is named."""

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.archive import zipped
from analysis.build import build_tables
from analysis.cli import DONE, WRONG_DATA, WRONG_USE, main
from analysis.paths import Checkout
from analysis.verify import data_beside, verify

from .conftest import copied
from .test_change import FIGURES, change_figure

LINKED = re.compile(r"<a href=#\d+>(\d+)</a>")


@pytest.fixture
def handed_on(built: Checkout, tmp_path: Path) -> Path:
    """A report and its data as a reader gets them, in a folder of their own."""
    for name in ("checks.en.html", "data.zip"):
        shutil.copy(built.reports / name, tmp_path / name)
    return tmp_path / "checks.en.html"


def test_every_report_follows_from_the_data(built: Checkout) -> None:
    """Its numbers against the zip file beside it (test_orphans does both languages of all)."""
    for path in built.reports.glob("*.en.html"):
        verdict = verify(path, built.reports / "data.zip")
        assert (verdict.problems, verdict.same_tables) == ([], True)
        assert verdict.numbers > 10


def test_a_folder_of_tables_will_do(built: Checkout) -> None:
    """The tables of a checkout say what the zip file beside the reports says."""
    report = built.reports / "hedges.en.html"
    assert verify(report, built.processed) == verify(report, built.reports / "data.zip")


def test_a_number_that_was_changed_is_named(handed_on: Path) -> None:
    """With what the data say in its place."""
    page = handed_on.read_text("utf-8")
    found = LINKED.search(page)
    assert found
    forged = page[: found.start(1)] + str(int(found[1]) + 1) + page[found.end(1) :]
    handed_on.write_text(forged, "utf-8")
    [problem] = verify(handed_on, handed_on.parent / "data.zip").problems
    assert f"「{int(found[1]) + 1}」 is not what its tie says" in problem
    assert f"is 「{found[1]}」" in problem


def test_a_figure_that_was_changed_is_named(handed_on: Path) -> None:
    """Other data are no fault of the report, but its numbers do not follow from them."""
    processed = handed_on.parent / "processed"
    with zipfile.ZipFile(handed_on.parent / "data.zip") as archive:
        archive.extractall(processed)
    rows = (processed / "audits.csv").read_text("utf-8").splitlines()
    (processed / "audits.csv").write_text("\n".join(rows[:-1]) + "\n", "utf-8")
    with pytest.raises(ValueError, match=r"audits\.csv: is not what datapackage\.json describes"):
        verify(handed_on, processed)


def test_the_command_says_what_it_compared(
    handed_on: Path, built: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    """0 where all follow, 1 with a line for each number that differs, 2 for what is no report."""
    assert data_beside(handed_on) == handed_on.parent / "data.zip"
    assert main(["verify", str(handed_on)]) == DONE
    assert re.fullmatch(
        r"checks\.en\.html: \d+ numbers follow from .*data\.zip; words are not compared\n",
        capsys.readouterr().out,
    )
    page = handed_on.read_text("utf-8")
    handed_on.write_text(LINKED.sub("<a href=#1>9999</a>", page), "utf-8")
    assert main(["verify", str(handed_on)]) == WRONG_DATA
    assert "differ from" in capsys.readouterr().err
    (handed_on.parent / "data.zip").write_bytes(zipped({"README.md": b""}))
    assert main(["verify", str(handed_on)]) == WRONG_USE
    assert main(["verify", str(built.reports / "index.html")]) == WRONG_USE
    assert "has no receipt" in capsys.readouterr().err


def test_other_tables_are_told_from_those_of_the_receipt(
    built: Checkout, handed_on: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With another figure, described as it is, some numbers no longer follow, and it is said why."""
    other = copied(tmp_path / "other")
    page, id_, printed = next(figure for figure in FIGURES if figure[1] == "jiaozuo-08")
    change_figure(other, page, id_, printed)
    build_tables(other)
    verdict = verify(handed_on, other.processed)
    assert not verdict.same_tables
    assert verdict.problems
    assert main(["verify", str(handed_on), "--data", str(other.processed)]) == WRONG_DATA
    assert "checks.en.html: was made from other tables than" in capsys.readouterr().err
    # The slices on another zone are as they were.
    assert verify(built.reports / "zone-lanbai.en.html", other.processed).same_tables


@pytest.mark.parametrize("content", [b"", b"PK no more"])
def test_what_is_no_zip_file_is_named(
    handed_on: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line, and nothing is worked out."""
    (handed_on.parent / "data.zip").write_bytes(content)
    assert main(["verify", str(handed_on)]) == WRONG_USE
    assert capsys.readouterr().err.endswith("data.zip: is no zip file; take data.zip anew\n")


def test_a_folder_in_the_place_of_the_zip_file_is_not_passed_over(
    handed_on: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Else the tables of some checkout would silently take its place."""
    (handed_on.parent / "data.zip").unlink()
    (handed_on.parent / "data.zip").mkdir()
    assert main(["verify", str(handed_on)]) == WRONG_USE
    assert "data.zip: has not all tables of this version" in capsys.readouterr().err


def _flagged(archive: bytes, place: int, value: int) -> bytes:
    """A zip file with another byte in the local head and the central entry of its members."""
    forged = bytearray(archive)
    for signature, further in ((b"PK\x03\x04", 0), (b"PK\x01\x02", 2)):
        for found in re.finditer(re.escape(signature), archive):
            forged[found.start() + place + further] = value
    return bytes(forged)


ZIPS: dict[str, Callable[[bytes], bytes]] = {
    "encrypted": lambda whole: _flagged(whole, 6, 1),
    "of an unknown method": lambda whole: _flagged(whole, 8, 97),
    "with a member that is broken": lambda whole: (
        whole[: (half := len(whole) // 2)] + bytes(40) + whole[half + 40 :]
    ),
    "of broken LZMA": lambda _: _flagged(zipped({"datapackage.json": b"{}" * 99}), 8, 14),
    "cut short": lambda whole: whole[: len(whole) // 2],
    "of nothing": lambda _: zipped({}),
    "of other files": lambda _: zipped({"../a.csv": b"", "datapackage.json": b"{}"}),
    "with a folder for a file": lambda _: zipped({"datapackage.json/a": b""}),
}


@pytest.mark.parametrize("spoil", ZIPS.values(), ids=ZIPS)
def test_a_broken_zip_file_is_named(
    handed_on: Path, spoil: Callable[[bytes], bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line with a remedy, whatever is broken in it."""
    data = handed_on.parent / "data.zip"
    data.write_bytes(spoil(data.read_bytes()))
    assert main(["verify", str(handed_on)]) == WRONG_USE
    [line] = capsys.readouterr().err.splitlines()
    assert re.search("data.zip: (is no zip file|has not all tables of this version); take ", line)


def test_only_tables_are_taken_from_a_zip_file(
    handed_on: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever else it holds, and whatever that is called, is neither written nor in the way."""
    written: list[str] = []
    write = Path.write_bytes

    def spy(path: Path, content: bytes) -> int:
        written.append(path.name)
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", spy)
    data = handed_on.parent / "data.zip"
    with zipfile.ZipFile(data) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    hostile = {"../owned": b"1", "/owned": b"1", "a" * 300: b"1", "con/..\\owned": b"1"}
    data.write_bytes(zipped(files | hostile))
    written.clear()
    assert verify(handed_on, data).problems == []
    assert sorted(written) == sorted({*files} - {"README.md"})


def test_a_zip_file_that_holds_too_much_is_refused(
    handed_on: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By what it says of itself, before any of it is read."""
    monkeypatch.setattr("analysis.verify.LARGEST", 1000)
    with pytest.raises(ValueError, match="holds more than a gigabyte; name a folder"):
        verify(handed_on, handed_on.parent / "data.zip")


@pytest.mark.parametrize(
    "description", ["[]", "{", "[" * 100_000, '{"resources": [{"path": "x"}]}']
)
def test_a_description_of_nothing_is_named(
    built: Checkout, handed_on: Path, tmp_path: Path, description: str
) -> None:
    """As a data package that says nothing of tables."""
    folder = tmp_path / "tables"
    shutil.copytree(built.processed, folder)
    (folder / "datapackage.json").write_text(description, "utf-8")
    with pytest.raises(ValueError, match="describes no tables"):
        verify(handed_on, folder)

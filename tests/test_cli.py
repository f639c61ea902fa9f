"""The command line: what it prints, where, and with which exit code."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from analysis.build import build_tables
from analysis.cli import main
from analysis.paths import find_checkout

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the raw data and notebooks, in which commands run."""
    here = find_checkout(Path(__file__).parent)
    shutil.copytree(here.root / "data" / "raw", tmp_path / "data" / "raw")
    shutil.copytree(here.notebooks, tmp_path / "notebooks")
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    return tmp_path


def run(*arguments: str) -> int:
    """The exit code of a command, however it leaves."""
    try:
        return main(arguments)
    except SystemExit as left:
        return int(left.code or 0)


def test_right_raw_data_has_no_problems(checkout: Path, capsys: Captured) -> None:
    """`check` says so and leaves with 0."""
    assert run("check") == 0
    assert capsys.readouterr().out == "data/raw: no problems\n"


def test_every_problem_is_one_line(checkout: Path, capsys: Captured) -> None:
    """`check` names file, row, column, value and remedy of all problems at once, and leaves with 1."""
    figures = checkout / "data" / "raw" / "pages" / "five-zones" / "figures.csv"
    text = figures.read_text("utf-8")
    first, second, *rest = text.splitlines()
    figures.write_text(
        "\n".join([first, second.replace("兰白两区", "兰白"), *rest]) + "\n", "utf-8"
    )
    zones = checkout / "data" / "raw" / "registers" / "zones.csv"
    assert run("check") == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("five-zones/figures.csv row 2, printed 「兰白」: ")
    assert lines[-1] == f"{len(lines) - 1} problems in data/raw"
    zones.unlink()
    assert run("check") == 1
    assert capsys.readouterr().err.splitlines()[0] == "zones.csv: is missing; add it"


def test_an_override_that_no_longer_applies_is_a_problem(checkout: Path, capsys: Captured) -> None:
    """`check` names an override whose expectation fails, and a build refuses it in the same words."""
    overrides = checkout / "data" / "raw" / "overrides.csv"
    overrides.write_text(
        "left,right,expected,verdict,note_zh,note_en\n"
        "five-zones/lanbai-07,five-zones/jinqiao-09,comparable,not_comparable,大小悬殊,sizes differ\n",
        "utf-8",
    )
    told = "overrides.csv row 2, expected 「comparable」: is not what the rules say, caveat; "
    for command in ("check", "build"):
        assert run(command) == 1
        assert capsys.readouterr().err.splitlines()[0].startswith(told)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["frobnicate"], "invalid choice: 'frobnicate'", id="unknown command"),
        pytest.param(["build", "--lang", "fr"], "invalid choice: 'fr'", id="unknown language"),
        pytest.param(["build", "--reading", "loose"], "invalid choice: 'loose'", id="reading"),
        pytest.param(
            ["build", "--workers", "many"], "'many' is no whole number from 1 on", id="no number"
        ),
        pytest.param(["build", "--report", "zone-x"], "one of checks, comparison", id="report"),
        pytest.param(["build", "--report", "x"], "glossary", id="report, with all of them"),
        pytest.param(["build", "--lang", "fr"], "choose from 'zh', 'en'", id="languages"),
        pytest.param(["build", "--texts", "none"], "none: is no folder", id="no folder of texts"),
        pytest.param(["build", "--texts", str(Path(__file__).parent)], "outside", id="published"),
        pytest.param(["anchor", "no-page", "x.txt"], "one of five-zones", id="unknown page"),
        pytest.param(["draft", "x.txt"], "required: --page", id="no page to make"),
        pytest.param(["draft", "x.txt", "--page", "../x"], "is no page id", id="no page id"),
        pytest.param(["draft", "x.txt", "--page", "x"], "x.txt: is no file", id="no text"),
    ],
)
def test_wrong_usage_is_one_line_with_what_is_right(
    checkout: Path, capsys: Captured, arguments: list[str], said: str
) -> None:
    """Wrong usage leaves with 2 and one line on stderr that names the right values."""
    assert run(*arguments) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_a_text_that_is_missing_or_another(checkout: Path, capsys: Captured) -> None:
    """`anchor` reports a missing text, and every row that does not stand in another text."""
    assert run("anchor", "five-zones", str(checkout / "none.txt")) == 2
    assert (
        capsys.readouterr().err
        == f"analysis: {checkout / 'none.txt'}: is no file of UTF-8 text; name the page's text\n"
    )
    other = checkout / "other.txt"
    other.write_text("别的文章。\n", "utf-8")
    assert run("anchor", "five-zones", str(other)) == 1
    lines = capsys.readouterr().err.splitlines()
    assert "this is another text" in lines[0]
    assert len(lines) > 1


@pytest.mark.parametrize(
    "arguments", [("check",), ("extract", "TEXT"), ("anchor", "five-zones", "TEXT")]
)
def test_a_reader_that_wants_no_more_is_no_success(
    checkout: Path, arguments: tuple[str, ...]
) -> None:
    """What nobody has read may have been a problem: the code is that of a closed pipe, in silence."""
    text = checkout / "text.txt"
    text.write_text("企业60家。\n" * 20_000, "utf-8")
    told = [str(text) if argument == "TEXT" else argument for argument in arguments]
    command = [sys.executable, "-m", "analysis", "--root", str(checkout), *told]
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        command, stdout=write, stderr=subprocess.PIPE if told[0] != "anchor" else write, check=False
    )
    os.close(write)
    assert done.returncode == 141
    assert not done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [("check",), ("extract", "TEXT")])
def test_an_output_that_cannot_be_written_is_told(
    checkout: Path, arguments: tuple[str, ...]
) -> None:
    """In one line, and it is no success, however little there was to write."""
    text = checkout / "text.txt"
    text.write_text("企业60家。", "utf-8")
    told = [str(text) if argument == "TEXT" else argument for argument in arguments]
    command = [sys.executable, "-m", "analysis", "--root", str(checkout), *told]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert re.fullmatch("analysis: .*; free some room and run it again\n", done.stderr)


def test_outside_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """Without raw data a command says where it looked and leaves with 2."""
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    assert run("check") == 2
    assert "no data/raw/registers" in capsys.readouterr().err


def test_wrong_raw_data_leaves_the_last_tables(checkout: Path, capsys: Captured) -> None:
    """A build refuses wrong raw data with its problems and touches no output."""
    processed = checkout / "data" / "processed"
    processed.mkdir()
    (processed / "mentions.csv").write_text("the last good one\n", "utf-8")
    (checkout / "data" / "raw" / "registers" / "terms.csv").write_text("id\n", "utf-8")
    assert run("build") == 1
    assert "terms.csv row 1, zh" in capsys.readouterr().err
    assert [path.read_text("utf-8") for path in processed.iterdir()] == ["the last good one\n"]
    assert not (checkout / "reports").exists()


TEXT = "焦作高新区见闻\n◎本报记者 张三\n目前,焦作高新区有高新技术企业70家。\n"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A text of our own invention."""
    path = tmp_path / "text.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_a_page_is_drafted_judged_and_anchored(
    checkout: Path, text: Path, capsys: Captured
) -> None:
    """`draft` makes a page that `check` counts and names the open cells of, and `anchor` finds."""
    assert run("draft", str(text), "--page", "new") == 0
    told = capsys.readouterr()
    assert told.out == "data/raw/pages/new: drafted; judge its rows, then run analysis check\n"
    assert told.err.splitlines()[:2] == [
        "articles 1, figures 1: observation 1",
        "zone: 1 proposed, 0 left open",
    ]
    assert run("check") == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "new: 1 row waits to be accepted"
    assert "new/source.toml, paper.zh: is empty; fill it in" in lines
    assert run("anchor", "new", str(text)) == 0
    assert capsys.readouterr().out == "new: all 1 rows stand in text.txt as they say\n"


def test_a_page_that_is_there_is_not_drafted_again(
    checkout: Path, text: Path, capsys: Captured
) -> None:
    """`draft` refuses a folder that is there, in one line, and changes nothing in it."""
    page = checkout / "data" / "raw" / "pages" / "five-zones"
    before = {path.name: path.read_bytes() for path in page.iterdir()}
    assert run("draft", str(text), "--page", "five-zones") == 2
    error = capsys.readouterr().err
    assert error == (
        "analysis: five-zones is there already and stays as it is; choose another --page\n"
    )
    assert {path.name: path.read_bytes() for path in page.iterdir()} == before
    assert [path.name for path in page.parent.iterdir()] == ["five-zones"]


def test_a_study_may_live_in_a_folder_of_its_own(
    checkout: Path, text: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """`--root` names a folder with a data/raw, before the environment or the working folder does."""
    monkeypatch.setenv("ANALYSIS_ROOT", str(checkout / "nowhere"))
    assert run("check") == 2
    assert run("--root", str(checkout), "check") == 0
    assert run("--root", str(checkout / "nowhere"), "check") == 2
    shutil.rmtree(checkout / "notebooks")
    assert find_checkout(root=checkout).root == checkout
    assert any(find_checkout(root=checkout).notebooks.glob("*.ipynb"))


def test_explain_leads_from_a_number_to_its_words(checkout: Path, capsys: Captured) -> None:
    """`explain` prints where a number comes from, in either language, with the reports it is in."""
    build_tables(find_checkout(root=checkout))
    reports = checkout / "reports"
    reports.mkdir(exist_ok=True)
    page = '<a class="fig" href="#e-five-zones-lanbai-07">698</a><data value="articles">5</data>'
    (reports / "coverage.en.html").write_text(page, "utf-8")
    assert run("explain", "lanbai-07") == 0
    told = capsys.readouterr().out
    assert told.startswith("five-zones/lanbai-07: a printed figure, judged an observation\n")
    assert "  printed: 698家\n" in told
    assert told.endswith("reports that lead to it\n  coverage.en.html: places: 1\n")
    assert run("explain", "--lang", "zh", "lanbai-07") == 0
    assert "  印作：698家\n" in capsys.readouterr().out


def test_explain_answers_what_it_does_not_know(checkout: Path, capsys: Captured) -> None:
    """Without tables, with tables of another day, or of an unknown id: one line, and 2."""

    def error() -> str:
        assert run("explain", "lanbai-7") == 2
        return capsys.readouterr().err

    assert error() == "analysis: data/processed has no tables: run analysis build\n"
    processed = find_checkout(root=checkout).processed
    build_tables(find_checkout(root=checkout))
    assert error().startswith("analysis: nothing is called 'lanbai-7'; the nearest are ")
    table = processed / "facts.csv"
    table.write_text(table.read_text("utf-8").replace("listed_by", "counted_by", 1), "utf-8")
    assert error() == "analysis: data/processed/facts.csv is of another day: run analysis build\n"


def test_extract_prints_each_figure_of_a_text(tmp_path: Path, capfdbinary: Any) -> None:
    """`extract` prints one JSON object a figure, and names only when asked."""
    text = tmp_path / "甲.txt"
    text.write_text("园区建成5G基站40余座，产值突破1000亿元。", "utf-8")
    assert run("extract", str(text)) == 0
    rows = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [row["text"] for row in rows] == ["40余座", "1000亿元"]
    assert (rows[1]["low"], rows[1]["high"], rows[1]["hedge_word"]) == (
        "100000000000",
        None,
        "突破",
    )
    assert run("extract", "--output", "-", str(text)) == 0
    assert len(capfdbinary.readouterr().out.splitlines()) == 2
    assert run("extract", "--names", "--format", "csv", str(text)) == 0
    lines = capfdbinary.readouterr().out.decode("utf-8").splitlines()
    assert lines[0].startswith("source,start,end,text,kind,low,")
    assert lines[1].split(",")[3:5] == ["5G", "name"]


def test_extract_goes_on_past_a_bad_file(
    tmp_path: Path, capfd: Captured, caplog: pytest.LogCaptureFixture
) -> None:
    """What cannot be read is one line and one row of the failures table; the rest is written."""
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe")
    (tmp_path / "b.txt").write_text("企业19家", "utf-8")
    output = tmp_path / "out" / "figures.csv"
    assert run("extract", str(tmp_path), "--format", "csv", "--output", str(output)) == 1
    told = capfd.readouterr()
    assert "a.txt line 1: is not UTF-8" in caplog.text
    assert told.out == f"{output}: 1 figures in 1 texts; 1 could not be read\n"
    assert "19家" in output.read_text("utf-8")
    assert "a.txt" in (output.parent / "figures.csv.failures.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["none.txt"], "none.txt: is missing", id="no such file"),
        pytest.param(["--format", "xml", __file__], "one of jsonl, csv, parquet", id="format"),
        pytest.param(["--format", "parquet", __file__], "--output", id="Parquet on a screen"),
        pytest.param(["--scheduler", "nowhere", __file__], "nowhere", id="no scheduler"),
    ],
)
def test_extract_refuses_wrong_use(capfd: Captured, arguments: list[str], said: str) -> None:
    """Wrong use of `extract` leaves with 2 and one line that says what is right."""
    assert run("extract", *arguments) == 2
    told = capfd.readouterr()
    assert said in told.err
    assert told.err.count("\n") == 1

"""The tutorial: what docs/tutorial.md tells one to type does what it says, and the five zones stay."""

import contextlib
import csv
import doctest
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from analysis.build import build_tables
from analysis.cli import main
from analysis.explain import ties_of_page
from analysis.pages import FIGURE_COLUMNS, LOCATOR, check_anchors, read_page
from analysis.paths import Checkout, find_checkout
from analysis.registers import read_registers

from .made_up import without_overrides

HERE = find_checkout(Path(__file__).parent)
TUTORIAL = Checkout(HERE.root / "tutorial")
TEXT = TUTORIAL.root / "page.txt"
DONE = TUTORIAL.pages / "made-up"
DOCUMENT = HERE.root / "docs" / "tutorial.md"
JUDGED = [c for c in FIGURE_COLUMNS if c not in {*LOCATOR, "review", "note_zh", "note_en"}]

Rows = list[dict[str, str]]
Captured = pytest.CaptureFixture[str]


def rows_of_file(path: Path) -> Rows:
    """The rows of a CSV."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def drafted(study: Path) -> Checkout:
    """A study with the registers of the tutorial and nothing but the draft of its page."""
    checkout = Checkout(study)
    shutil.copytree(TUTORIAL.registers, checkout.registers)
    without_overrides(checkout)
    assert main(["--root", str(study), "draft", str(TEXT), "--page", "made-up"]) == 0
    return checkout


def changed(study: Path) -> tuple[list[tuple[str, str, str, str]], int]:
    """What a person changed of the draft, as (row, column, proposed, accepted), and cells proposed."""
    proposed = rows_of_file(drafted(study).pages / "made-up" / "figures.csv")
    accepted = rows_of_file(DONE / "figures.csv")
    assert [[row[c] for c in LOCATOR] for row in proposed] == [
        [row[c] for c in LOCATOR] for row in accepted
    ]
    pairs = [
        (f"{old['id']} {old['printed']}", column, old[column], new[column])
        for old, new in zip(proposed, accepted, strict=True)
        for column in JUDGED
    ]
    said = [pair for pair in pairs if pair[2]]
    return [pair for pair in pairs if pair[2] != pair[3]], len(said)


def typed(line: str, folder: Path) -> str:
    """What a command of the document shows in a shell, on either stream."""
    binaries = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"PATH": binaries, "PYTHONUNBUFFERED": "1"}
    environment.pop("ANALYSIS_ROOT", None)
    ran = subprocess.run(
        ["sh", "-c", line],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return ran.stdout.decode()


def said_of_commands(block: str, folder: Path) -> str:
    """A block of commands with what they show now below each."""
    commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"$ {command}\n{typed(command, folder)}" for command in commands)


def said_of_examples(block: str, names: dict[str, object]) -> str:
    """A block of Python with what its lines show now below each."""
    shown = io.StringIO()
    for example in doctest.DocTestParser().get_examples(block):
        shown.write(f">>> {example.source}")
        with contextlib.redirect_stdout(shown):
            try:
                exec(compile(example.source, "tutorial", "single"), names)
            except ValueError as error:
                print(f"Traceback (most recent call last):\n    ...\nValueError: {error}")  # noqa: T201
    return shown.getvalue()


def replayed(folder: Path) -> str:
    """The document with every block as it shows when it is typed in a folder, first to last."""
    names: dict[str, object] = {}

    def now(block: re.Match[str]) -> str:
        said = (
            said_of_commands(block[2], folder)
            if block[1] == "console"
            else said_of_examples(block[2], names)
        )
        return f"```{block[1]}\n{said}```"

    text = DOCUMENT.read_text("utf-8")
    return re.sub(r"(?s)```(console|pycon)\n(.*?)```", now, text)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study that is there once everything in the document has been typed."""
    folder = tmp_path_factory.mktemp("typed")
    skip = shutil.ignore_patterns("processed", "reports")
    shutil.copytree(TUTORIAL.root, folder / "tutorial", ignore=skip)
    shutil.copytree(HERE.registers, folder / "data" / "raw" / "registers")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.delenv("ANALYSIS_ROOT", raising=False)
        (folder / "as-shown.md").write_text(replayed(folder), "utf-8")
    return folder / "study"


def test_the_document_shows_what_one_sees(study: Path) -> None:
    """Each command and line of docs/tutorial.md prints exactly what stands below it."""
    assert (study.parent / "as-shown.md").read_text("utf-8") == DOCUMENT.read_text("utf-8")


def test_the_document_ends_where_the_repository_does(study: Path) -> None:
    """What one has typed and taken over is the committed page."""
    for path in DONE.iterdir():
        assert (study / "data/raw/pages/made-up" / path.name).read_bytes() == path.read_bytes()


def test_reports_come_out(study: Path) -> None:
    """The report of a zone is made, cites its figures, and says that the paper is made up."""
    report = (study / "reports" / "zone-linhu.zh.html").read_text("utf-8")
    assert "教程日报（虚构）" in report
    assert "mentions/made-up/linhu-09@printed" in ties_of_page(report)


def test_the_page_says_that_it_is_made_up() -> None:
    """The first line of the text, its paper and its zones say so."""
    assert TEXT.read_text("utf-8").startswith("此页为教程虚构")
    assert "虚构" in (DONE / "source.toml").read_text("utf-8")
    assert all("虚构" in row["zh"] for row in rows_of_file(TUTORIAL.registers / "zones.csv"))


def test_the_tutorial_and_the_five_zones_share_no_zone() -> None:
    """Nothing made up can be taken for one of the zones reported on."""
    ours = {row["id"] for row in rows_of_file(TUTORIAL.registers / "zones.csv")}
    assert ours
    assert not ours & {row["id"] for row in rows_of_file(HERE.registers / "zones.csv")}


def test_most_of_what_is_drafted_is_kept(tmp_path: Path) -> None:
    """Of the cells a draft proposes a person kept more than nine in ten; every figure has a row."""
    changes, proposed = changed(tmp_path)
    kept = proposed - sum(bool(old) for _, _, old, _ in changes)
    assert kept / proposed > 0.9


def test_the_document_names_every_change(tmp_path: Path) -> None:
    """The table of section 5 has what a person changed of the draft, no more and no less."""
    rows = re.findall(r"(?m)^\| (\w+-\d.*) \|$", DOCUMENT.read_text("utf-8"))
    told = [tuple(cell.strip() for cell in row.split(" |")[:4]) for row in rows]
    assert told == changed(tmp_path)[0]


def test_every_row_stands_in_the_text() -> None:
    """The accepted page has a row for every figure of its text, each where it says."""
    page = read_page(DONE, read_registers(TUTORIAL.registers))
    assert page.waiting == 0
    assert check_anchors(page, TEXT.read_text("utf-8")) == []


def test_both_zones_are_in_the_tables_and_the_slip_is_found(study: Path) -> None:
    """Tables hold both zones; the share that does not fit its part and whole is impossible."""
    build_tables(Checkout(study))
    tables = study / "data" / "processed"
    observations = pd.read_csv(tables / "observations.csv", dtype=str)
    assert set(observations["zone"]) == {"linhu", "beiyuan"}
    audits = pd.read_csv(tables / "audits.csv", dtype=str)
    wrong = audits[audits["conventional_verdict"] == "impossible"]
    assert list(wrong["check"]) == ["share_of_whole"]
    assert list(wrong["strict_verdict"]) == ["impossible"]
    assert "216家 ÷ 360家 = 60%; 65%" in wrong["strict_working"].item()


def test_a_build_takes_in_accepted_rows_only(tmp_path: Path, capsys: Captured) -> None:
    """A page accepted in part gives the tables those rows, and `check` says how many wait."""
    checkout = Checkout(tmp_path)
    shutil.copytree(TUTORIAL.root / "data" / "raw", tmp_path / "data" / "raw")
    figures = checkout.pages / "made-up" / "figures.csv"
    text = re.sub(r"(?m)^(beiyuan-.*),accepted,", r"\1,proposed,", figures.read_text("utf-8"))
    figures.write_text(text, "utf-8")
    facts = checkout.pages / "made-up" / "facts.csv"
    facts.write_text(re.sub(r"(?m)^beiyuan-.*\n", "", facts.read_text("utf-8")), "utf-8")
    assert main(["--root", str(tmp_path), "check"]) == 0
    waiting = text.count(",proposed,")
    assert f"made-up: {waiting} rows wait to be accepted" in capsys.readouterr().err
    build_tables(checkout)
    mentions = rows_of_file(checkout.processed / "mentions.csv")
    assert len(mentions) + waiting == len(rows_of_file(figures))
    assert {row["zone"] for row in mentions} == {"linhu"}


def test_a_draft_changes_no_table_of_the_five_zones(tmp_path: Path) -> None:
    """With a drafted page beside the five zones every table, and its package, is as committed.

    The receipt of a report holds the hash of the package, so that no report changes either.
    """
    shutil.copytree(HERE.root / "data" / "raw", tmp_path / "data" / "raw")
    checkout = Checkout(tmp_path)
    assert main(["--root", str(tmp_path), "draft", str(TEXT), "--page", "made-up"]) == 0
    assert (checkout.pages / "made-up" / "figures.csv").exists()
    build_tables(checkout)
    made = {path.name: path.read_bytes() for path in checkout.processed.iterdir()}
    assert made == {path.name: path.read_bytes() for path in HERE.processed.iterdir()}

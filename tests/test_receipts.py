"""What is stale and why: contents decide, and nothing else."""

import json
import os
import re
import shutil
import tomllib
from pathlib import Path

import nbformat
import pytest

from analysis import build, receipts
from analysis.build import build_tables, parts_of, stale_reports, stale_tables, standing_tables
from analysis.cli import main
from analysis.paths import Checkout
from analysis.plans import FEW_LINKS, about, linked, plan
from analysis.receipts import FOLDER, Receipt, Slices, read_receipt, receipt_file

from .conftest import HERE, copied
from .test_change import FIGURES, change_figure

ZONE = "jiaozuo"


@pytest.fixture
def checkout(built: Checkout, tmp_path: Path) -> Checkout:
    """A whole build of one's own."""
    own = copied(tmp_path)
    shutil.copytree(built.processed, own.processed)
    shutil.copytree(built.reports, own.reports)
    return own


def stale(checkout: Checkout) -> dict[str, list[str]]:
    """Why reports must be made anew, by name, once the tables are."""
    tables = build_tables(checkout) if stale_tables(checkout) else standing_tables(checkout)
    runs = plan(checkout)
    return stale_reports(runs, tables, parts_of(runs), checkout.reports)


def edit(notebook: Path, source: str) -> None:
    """Give the last cell of a notebook other words."""
    written = nbformat.read(notebook, as_version=4)
    written.cells[-1].source = source
    nbformat.write(written, notebook)


def test_touched_files_make_nothing_stale(checkout: Checkout) -> None:
    """Nor does a notebook that was run where it lies."""
    for path in checkout.root.rglob("*"):
        os.utime(path, (1, 1))
    notebook = checkout.notebooks / "05_checks.ipynb"
    run = nbformat.read(notebook, as_version=4)
    for cell in run.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(run, notebook)
    assert stale_tables(checkout) == []
    assert stale(checkout) == {}


def test_a_zone_s_figure_makes_its_own_reports_stale_and_those_that_compare(
    checkout: Checkout,
) -> None:
    """The reports on the other zones stand; each stale one names the tables that changed."""
    page, id_, printed = next(figure for figure in FIGURES if figure[1] == f"{ZONE}-08")
    change_figure(checkout, page, id_, printed)
    assert stale_tables(checkout) == ["data/raw/pages/five-zones/figures.csv changed"]
    why = stale(checkout)
    zones = {name.split(".")[0] for name in why if name.startswith("zone-")}
    assert zones == {f"zone-{ZONE}"}
    assert {f"{name}.{lang}" for name in ("comparison", "overview") for lang in ("zh", "en")} <= {
        *why
    }
    assert f"observations/{ZONE} changed" in why[f"zone-{ZONE}.en"]
    assert "observations changed" in why["comparison.zh"]
    assert stale_tables(checkout) == []


def test_what_a_report_is_made_from_makes_it_stale(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its notebook and its title; the version of a library and the code make all stale."""
    edit(checkout.notebooks / "05_checks.ipynb", "report.evidence(folded=True)")
    assert stale(checkout) == {f"checks.{lang}": ["notebook changed"] for lang in ("zh", "en")}
    path = checkout.notebooks / "08_hedges.ipynb"
    named = nbformat.read(path, as_version=4)
    named.metadata["analysis"]["titles"]["en"] = "Another title"
    nbformat.write(named, path)
    assert stale(checkout).keys() == {"checks.zh", "checks.en", "hedges.en"}
    monkeypatch.setattr(build, "versions", lambda names: dict.fromkeys(names, "0"))
    why = stale(checkout)
    assert len(why) == len(plan(checkout))
    assert any(reason.startswith("matplotlib 3.") for reason in why["numerals.zh"])
    monkeypatch.undo()
    monkeypatch.setattr(build, "code_hash", lambda: receipts.sha256(b"other"))
    assert "code changed" in stale_tables(checkout)
    assert all("code changed" in reasons for reasons in stale(checkout).values())


@pytest.fixture
def spoilt(checkout: Checkout) -> Checkout:
    """A build of which a file is missing, one was changed, and two receipts say nothing sound."""
    (checkout.reports / "checks.en.html").unlink()
    (checkout.reports / "hedges.zh.ipynb").write_bytes(b"{}")
    (checkout.reports / FOLDER / "implied.zh.json").write_bytes(b'{"parts": ')
    (checkout.reports / FOLDER / "promise.zh.json").write_bytes(
        b'{"parts": [], "reads": {}, "made": {}}'
    )
    return checkout


def test_what_is_gone_or_was_changed_is_made_anew(spoilt: Checkout) -> None:
    """A report as well as a table, and whatever a broken receipt was for."""
    assert stale(spoilt) == {
        "checks.en": ["checks.en.html is missing"],
        "hedges.zh": ["hedges.zh.ipynb was changed"],
        "implied.zh": ["it was never made here"],
        "promise.zh": ["it was never made here"],
    }
    table = spoilt.processed / "times.csv"
    table.write_bytes(b"")
    assert stale_tables(spoilt) == ["times.csv was changed"]


def test_a_receipt_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Under its name, in a folder of its own."""
    receipt = Receipt({"code": "a"}, {"labels": "b"}, {"x.html": "c"}, ["said"])
    build.replace_files(tmp_path, receipt_file("x.zh", receipt))
    assert read_receipt(tmp_path, "x.zh") == receipt
    assert read_receipt(tmp_path, "y.zh") is None


def test_a_slice_is_the_rows_on_a_zone() -> None:
    """A pair is on the zones of both sides; a table without zones is the same for all."""
    table = 'id,zone,said\n1,east,"a\nb"\n2,west,c\n'
    pairs = "id,left_zone,right_zone\n1 ~ 2,east,west\n"
    files = {"x.csv": table, "pairs.csv": pairs, "labels.csv": "id\n1\n"}
    coded = {name: text.encode("utf-8") for name, text in files.items()}
    names = ["x/east", "x/west", "pairs/east", "pairs/west", "labels", "x"]
    before = Slices(coded).hashes(names)
    assert len({*before.values()}) == 5
    assert before["pairs/east"] == before["pairs/west"]
    coded["x.csv"] = table.replace("2,west,c", "2,west,d").encode("utf-8")
    after = Slices(coded).hashes(names)
    assert {name for name in names if after[name] != before[name]} == {"x/west", "x"}


def test_each_table_is_looked_through_once() -> None:
    """Whatever zones are asked for; a row on no zone leaves the hash of the whole as it is."""
    looked: list[str] = []

    class Counted(Slices):
        def _by_zone(self, table: str) -> dict[str, str]:
            looked.append(table)
            return super()._by_zone(table)

    files = {"x.csv": b"id,zone\n1,east\n2,\n", "labels.csv": b"id\n1\n"}
    slices = Counted(files)
    before = slices.known("east")["x"]
    for zone in ("west", "north", "east", ""):
        slices.known(zone)
    assert looked == ["x", "labels"]
    assert slices.known("")["x"] == before == receipts.sha256(files["x.csv"])


def test_what_shapes_bytes_is_in_the_receipt() -> None:
    """Every dependency is named in it, but those that leave no trace in a table or a page."""
    project = tomllib.loads((HERE.root / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.split(r"[=<>!~ \[;]", line)[0].lower() for line in project["dependencies"]}
    named = {*build.OF_TABLES, *build.OF_REPORTS}
    assert names - named == {
        "distributed",  # Where a report is made.
        "ipykernel",  # What runs cells; a test compares both ways.
        "jupyter-client",
        "jupyterlab",
        "nbclient",
        "numpy",  # It chooses rows.
        "pandera",  # With pydantic: what is wrong in data, and nothing that is right.
        "pyarrow",
        "pydantic",
        "tqdm",
        "traitlets",
    }
    assert named >= {"analysis"}


def test_every_report_links_to_few_of_many_zones(built: Checkout) -> None:
    """Where a notebook has more reports than a reader would look through, each links to itself."""
    [first, *others] = [run for run in plan(built) if run.zone and run.lang == "zh"]
    many = [
        type(first)(**first.__dict__ | {"report": f"zone-{number}"})
        for number in range(FEW_LINKS + 1)
    ]
    checks = next(run for run in plan(built) if run.name == "checks.zh")
    shown = linked([checks, *many])
    assert shown == [checks]
    links = about(many[3], shown, private=False)["links"]
    assert [link["href"] for link in links] == ["checks.zh.html", "zone-3.zh.html"]  # type: ignore[attr-defined]
    assert linked([checks, first, *others]) == [checks, first, *others]


def test_the_command_makes_what_is_stale_and_says_why(
    study: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second build makes nothing; --why only says; --force makes all."""
    command = ["--root", str(study.root), "build"]
    assert main([*command, "--why"]) == 0
    never = "it was never made here"
    said = [f"{name}: {never}" for name in ("quoted.zh", "quoted.en", "index")]
    assert capsys.readouterr().out.splitlines() == said
    assert not (study.reports / "quoted.zh.html").exists()
    assert main(command) == 0
    assert "[2/2]" in capsys.readouterr().err
    before = {path: path.stat().st_mtime_ns for path in study.reports.rglob("*")}
    assert main(command) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out.endswith("\nreports/ is up to date: open index.html\n")
    assert {path: path.stat().st_mtime_ns for path in study.reports.rglob("*")} == before
    assert main([*command, "--why"]) == 0
    assert capsys.readouterr().out == "nothing is stale\n"
    edit(study.notebooks / "quoted.ipynb", "zone = lang")
    assert main([*command, "--why", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "quoted.en: notebook changed\n"
    assert main([*command, "--lang", "en"]) == 0
    assert "[1/1] quoted.en made" in capsys.readouterr().err
    manifest = json.loads((study.reports / "manifest.json").read_text("utf-8"))
    assert manifest["quoted.en.html"] == receipts.file_hash(study.reports / "quoted.en.html")
    assert main([*command, "--force"]) == 0
    assert "[2/2]" in capsys.readouterr().err


def test_a_stale_report_of_the_other_reading_is_named(
    study: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    """A build of one reading leaves it as it is, and says so."""
    command = ["--root", str(study.root), "build"]
    assert main([*command, "--reading", "conventional", "--lang", "en"]) == 0
    edit(study.notebooks / "quoted.ipynb", "zone = lang")
    capsys.readouterr()
    assert main(command) == 0
    named = "reports/quoted.conventional.en.html is of other data or code: "
    assert f"{named}run analysis build --reading conventional\n" in capsys.readouterr().err
    assert main([*command, "--reading", "conventional", "--lang", "en"]) == 0
    assert "is of other data" not in capsys.readouterr().err

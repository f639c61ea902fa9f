"""The build: the same bytes each time, whole reports in both languages, failures kept apart."""

import json
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest

from analysis.build import build_reports, build_tables, pages_without_text, replace_files
from analysis.explain import ties_of_page
from analysis.notes import Rows
from analysis.paths import Checkout
from analysis.plans import Failure, citation, plan, private_reports
from analysis.receipts import sha256
from analysis.sentences import FOLDER

from .conftest import HERE, copied
from .dask_cluster import until


def files_of(folder: Path) -> dict[str, str]:
    """The hash of each file of a folder."""
    return {p.name: sha256(p.read_bytes()) for p in sorted(folder.iterdir()) if p.is_file()}


def test_ordinary_kernels_give_the_same_bytes(
    built: Checkout, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Tables, executed notebooks, reports and index do not depend on how, when or where they are made."""
    again = copied(tmp_path_factory.mktemp("built again"))
    build_tables(again)
    assert build_reports(again, plan(again), cold=True) == []
    assert files_of(again.processed) == files_of(built.processed)
    assert files_of(again.reports) == files_of(built.reports)


def test_the_repository_holds_what_the_build_makes(built: Checkout) -> None:
    """The committed tables and the manifest are those of this code; else run `make reports`."""
    assert files_of(built.processed) == files_of(HERE.processed)
    manifest = json.loads((HERE.reports / "manifest.json").read_text("utf-8"))
    made = files_of(built.reports)
    del made["manifest.json"]
    assert manifest == made


def test_every_zone_and_question_has_a_report_in_both_languages(built: Checkout) -> None:
    """The plan has a run for each notebook, zone and language, and each run its file."""
    labels = (built.processed / "labels.csv").read_text("utf-8")
    zones = re.findall(r"^zone/(\w+),", labels, re.MULTILINE)
    asked = (
        "overview coverage numerals comparison checks implied promise instruments hedges glossary"
    )
    wanted = {*asked.split(), *(f"zone-{zone}" for zone in zones)}
    files = {f"{name}.{lang}.html" for name in wanted for lang in ("zh", "en")}
    assert {path.name for path in built.reports.glob("*.html")} == files | {"index.html"}


def test_both_languages_cite_the_same_figures(built: Checkout) -> None:
    """The evidence of a report lists the same mentions in Chinese and in English."""
    for chinese in built.reports.glob("*.zh.html"):
        english = chinese.with_name(chinese.name.replace(".zh.", ".en."))
        rows = [Rows(path.read_text("utf-8")).of.values() for path in (chinese, english)]
        assert sorted(rows[0]) == sorted(rows[1]) != []


def test_both_languages_say_the_same_values(built: Checkout) -> None:
    """What is worked out stands as often in Chinese as in English; test_orphans has its values.

    Printed figures are left out: in English a row says 171 beside 171名, in Chinese the same twice.
    """
    for chinese in built.reports.glob("*.zh.html"):
        english = chinese.with_name(chinese.name.replace(".zh.", ".en."))
        said = [
            {tie: n for tie, n in ties_of_page(path.read_text("utf-8")).items() if tie[0] != "#"}
            for path in (chinese, english)
        ]
        assert said[0] == said[1] != {}, chinese.name


def test_every_chart_brings_its_data(built: Checkout) -> None:
    """Each chart of a report is followed by a link that saves what it draws."""
    for path in built.reports.glob("*.*.html"):
        text = path.read_text("utf-8")
        charts = re.findall(r"<figure class=chart[^>]*><svg[^>]*\sid=([\w-]+)", text)
        links = re.findall(r"<a ([^>]*data:text/csv[^>]*)>", text)
        assert all(any(f"download={name}.csv" in link for link in links) for name in charts)
        assert len(charts) == text.count("<figure class=chart")


def test_a_failing_notebook_is_named_and_leaves_the_others(tmp_path: Path) -> None:
    """A report that fails is a Failure with its cell; the others are made, the last good one stays."""
    checkout = copied(tmp_path)
    for path in checkout.notebooks.glob("*.ipynb"):
        if path.stem not in {"01_coverage", "05_checks"}:
            path.unlink()
    path = checkout.notebooks / "01_coverage.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[2].source += "\nraise RuntimeError('no such thing')"
    nbformat.write(notebook, path)
    build_tables(checkout)
    replace_files(checkout.reports, {"coverage.zh.html": b"the last good one"})
    failures = build_reports(
        checkout, plan(checkout), wanted=lambda run: run.lang == "zh", workers=1
    )
    assert failures == [
        Failure("coverage.zh", "01_coverage.ipynb, cell 3: RuntimeError: no such thing")
    ]
    assert (checkout.reports / "coverage.zh.html").read_bytes() == b"the last good one"
    assert (checkout.reports / "checks.zh.html").exists()


PYPLOT = "import matplotlib.pyplot as plt\n\nplt.plot([1, 2])"
HIDDEN = """
from markupsafe import Markup
from analysis.charts import draw_matrix
from analysis.views import open_report

report = open_report(lang=lang, reading=reading)
chart = report.chart(
    draw_matrix("chart-families", "a", "b", {"x": "x"}, {"y": "y"}, {("x", "y"): []}, lang=lang)
)
report.evidence()
"""


@pytest.mark.parametrize("cold", [False, True], ids=["forked", "a kernel of its own"])
@pytest.mark.parametrize(
    ("source", "problem"),
    [
        pytest.param(PYPLOT, "only image/png|a figure that would not appear", id="pyplot"),
        pytest.param(
            HIDDEN, "chart 'chart-families' was drawn and does not appear", id="not shown"
        ),
    ],
)
def test_a_chart_that_does_not_appear_fails_the_build(
    study: Checkout, source: str, problem: str, cold: bool
) -> None:
    """In a fork as in a kernel of its own; the other language fails alike."""
    path = study.notebooks / "quoted.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].source = source
    nbformat.write(notebook, path)
    failures = build_reports(study, plan(study), cold=cold)
    assert [failure.name for failure in failures] == ["quoted.en", "quoted.zh"]
    assert all(re.search(problem, failure.reason) for failure in failures), failures


KILLED = """
import os
import signal

os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("cold", [False, True], ids=["forked", "a kernel of its own"])
def test_a_report_that_kills_its_process_leaves_the_others(study: Checkout, cold: bool) -> None:
    """It fails with a reason, and the next report is made."""
    other = study.notebooks / "other.ipynb"
    shutil.copy(study.notebooks / "quoted.ipynb", other)
    notebook = nbformat.read(other, as_version=4)
    notebook.metadata["analysis"]["report"] = "other"
    notebook.cells[1].source = KILLED
    nbformat.write(notebook, other)
    failures = build_reports(study, plan(study), cold=cold, workers=1)
    assert [failure.name for failure in failures] == ["other.en", "other.zh"]
    assert all(re.search("killed|[Dd]ied", failure.reason) for failure in failures), failures
    assert (study.reports / "quoted.zh.html").exists()


ENDLESS = """
import time
from pathlib import Path

Path("begun").touch()
time.sleep(600)
"""


def test_an_interrupt_leaves_the_last_good_reports(study: Checkout) -> None:
    """Ctrl-C ends a report without end at once, with one line and no half file."""
    path = study.notebooks / "quoted.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].source = ENDLESS
    nbformat.write(notebook, path)
    replace_files(study.reports, {"quoted.zh.html": b"the last good one"})
    command = [sys.executable, "-m", "analysis", "--root", str(study.root), "build"]
    # A job in the background of a shell ignores Ctrl-C, and so would all that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        until(lambda: (study.notebooks / "begun").exists() or running.poll() is not None)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    remedy = "every file is whole, and the next build makes what is left"
    assert told == f"analysis: interrupted; {remedy}\n"
    assert files_of(study.reports) == {"quoted.zh.html": sha256(b"the last good one")}


def test_reports_that_quote_stay_beside_the_texts(study: Checkout) -> None:
    """With a folder of texts the sentence is shown, in that folder only, and each page says so."""
    texts = study.root.parent / "texts"
    assert pages_without_text(study, texts) == []
    assert build_reports(study, plan(study), texts=texts, workers=1) == []
    assert files_of(study.reports) == {}
    made = {path.name: path for path in (texts / "reports").iterdir() if path.is_file()}
    reports = {f"quoted.{lang}.{end}" for lang in ("zh", "en") for end in ("html", "ipynb")}
    assert made.keys() == {*reports, "index.html", "data.zip"}
    assert "企业有60家，都是新的。" in made["quoted.zh.html"].read_text("utf-8")
    assert "请勿公开发布" in made["quoted.zh.html"].read_text("utf-8")
    assert "do not publish" in made["quoted.en.html"].read_text("utf-8")
    assert "do not publish" in made["index.html"].read_text("utf-8")
    for name in ("quoted.en.html", "index.html"):  # Neither may say that it quotes no sentence.
        assert "none of their sentences" not in made[name].read_text("utf-8")
    with zipfile.ZipFile(made["data.zip"]) as archive:
        files = b"".join(map(archive.read, archive.namelist())).decode("utf-8")
    assert "都是新的" not in files


def test_a_report_to_publish_quotes_nothing(
    study: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even where a person's environment names the folder of texts."""
    texts = study.root.parent / "texts"
    for name in (FOLDER, "ANALYSIS_TEXTS"):
        monkeypatch.setenv(name, str(texts))
    assert build_reports(study, plan(study), workers=1) == []
    names = {path.name for path in study.reports.iterdir()}
    assert {"quoted.zh.html", "index.html", "data.zip", "manifest.json"} <= names
    for path in (path for path in study.reports.rglob("*") if path.is_file()):
        content = path.read_bytes().decode("utf-8", errors="ignore")
        assert "都是新的" not in content
        assert "publish." not in content


def test_texts_within_a_repository_are_refused(study: Checkout) -> None:
    """Neither the study's own folder nor any other repository may hold reports that quote."""
    other = study.root.parent / "other"
    (other / ".git").mkdir(parents=True)
    linked = study.root.parent / "linked"
    linked.symlink_to(other)
    (other / "texts").mkdir()
    for folder in (study.root, study.root / "data", other, other / "texts", linked):
        with pytest.raises(ValueError, match="keep the texts outside"):
            private_reports(study, folder)
    assert private_reports(study, study.root.parent) == study.root.parent / "reports"


def test_the_zip_of_all_tables_is_in_the_manifest_and_the_index(built: Checkout) -> None:
    """The index leads to the zip file, whose bytes the manifest names."""
    manifest = json.loads((built.reports / "manifest.json").read_text("utf-8"))
    assert manifest["data.zip"] == sha256((built.reports / "data.zip").read_bytes())
    index = (built.reports / "index.html").read_text("utf-8")
    assert re.search(r"<a (download )?href=data\.zip\b", index)


def test_the_index_says_what_to_read_first_and_how_to_cite(built: Checkout) -> None:
    """The overview comes first; the glossary and the citation are in both languages."""
    index = (built.reports / "index.html").read_text("utf-8")
    opening = index.partition("<h2>")[0]
    assert opening != index
    for name in ("overview", "glossary"):
        assert all(f"href={name}.{lang}.html" in opening for lang in ("zh", "en"))
    assert citation("zh") in index
    assert citation("en") in index


def test_files_are_replaced_together_or_not_at_all(tmp_path: Path) -> None:
    """When one of several files cannot be written, none of them changes."""
    replace_files(tmp_path, {"a.csv": b"1", "b.csv": b"1"})
    with pytest.raises(FileNotFoundError):
        replace_files(tmp_path, {"a.csv": b"2", "no/such/folder.csv": b"2"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a.csv": b"1",
        "b.csv": b"1",
    }

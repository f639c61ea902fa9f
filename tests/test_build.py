"""The build: the same bytes each time, whole reports in both languages, failures kept apart."""

import base64
import io
import json
import re
from pathlib import Path

import nbformat
import papermill
import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser

from analysis.build import Failure, build_reports, build_tables, plan, replace_files, sha256
from analysis.paths import Checkout

from .conftest import HERE, copied


def files_of(folder: Path) -> dict[str, str]:
    """The hash of each file of a folder."""
    return {path.name: sha256(path.read_bytes()) for path in sorted(folder.iterdir())}


def test_the_same_build_twice_is_the_same_bytes(
    built: Checkout, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Tables, executed notebooks, reports and index do not depend on when or where they are made."""
    again = copied(tmp_path_factory.mktemp("built again"))
    build_tables(again)
    assert build_reports(again, plan(again)) == []
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
    asked = "overview coverage comparison checks implied promise instruments".split()
    wanted = {*asked, *(f"zone-{zone}" for zone in zones)}
    files = {f"{name}.{lang}.html" for name in wanted for lang in ("zh", "en")}
    assert {path.name for path in built.reports.glob("*.html")} == files | {"index.html"}


def test_both_languages_cite_the_same_figures(built: Checkout) -> None:
    """The evidence of a report lists the same mentions in Chinese and in English."""
    for chinese in built.reports.glob("*.zh.html"):
        english = chinese.with_name(chinese.name.replace(".zh.", ".en."))
        rows = [
            re.findall(r'<tr id="(e-[^"]+)"', path.read_text("utf-8"))
            for path in (chinese, english)
        ]
        assert rows[0] == rows[1] != []


def test_every_chart_brings_its_data(built: Checkout) -> None:
    """Each chart of a report is followed by a link that saves what it draws."""
    for path in built.reports.glob("*.*.html"):
        text = path.read_text("utf-8")
        charts = re.findall(r'<figure class="chart"[^>]*><svg[^>]*\sid="([^"]+)"', text)
        assert all(f'<a download="{name}.csv" href="data:text/csv' in text for name in charts)
        assert len(charts) == text.count('<figure class="chart"')


def test_every_link_within_a_report_leads_somewhere(built: Checkout) -> None:
    """Each number's link has its evidence row, and each link to a report its file."""
    for path in built.reports.glob("*.html"):
        text = path.read_text("utf-8")
        ids = set(re.findall(r'\sid="([^"]+)"', text))
        targets = set(re.findall(r'href="#([^"]+)"', text))
        assert targets <= ids
        files = re.findall(r'href="([^"#:]+\.html)"', text)
        assert all((path.parent / name).exists() for name in files)


def test_no_character_of_a_report_is_without_a_glyph(built: Checkout) -> None:
    """On a machine without Chinese fonts the embedded subset has every character beyond Latin."""
    for path in built.reports.glob("*.html"):
        text = path.read_text("utf-8")
        embedded = re.search(r"data:font/woff2;base64,([A-Za-z0-9+/=]+)", text)
        assert embedded is not None
        font = TTFont(io.BytesIO(base64.b64decode(embedded[1])))
        shown = set(re.sub(r"(?s)<style.*?</style>|<[^>]*>", "", text))
        chinese = {character for character in shown if "\u2e80" <= character <= "\uffef"}
        assert chinese <= set(map(chr, font.getBestCmap()))


def opened(browser: Browser, path: Path) -> tuple[list[str], list[str], int]:
    """What a report asks the network for, what it says on the console, and how wide it is."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri())
    width: int = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    return [url for url in asked if not url.startswith("data:")], said, width


def test_reports_open_without_a_network_and_fit_a_phone(built: Checkout, browser: Browser) -> None:
    """No report asks for anything but itself, says anything on the console, or scrolls sideways."""
    for path in sorted(built.reports.glob("*.html")):
        assert opened(browser, path) == ([path.as_uri()], [], 390), path.name


def test_a_failing_notebook_is_named_and_leaves_the_others(tmp_path: Path) -> None:
    """A report that fails is a Failure with its cell; the others are made, the last good one stays."""
    checkout = copied(tmp_path)
    for path in checkout.notebooks.glob("*.ipynb"):
        if path.stem not in {"1_coverage", "4_checks"}:
            path.unlink()
    path = checkout.notebooks / "1_coverage.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[2].source += "\nraise RuntimeError('no such thing')"
    nbformat.write(notebook, path)
    build_tables(checkout)
    replace_files(checkout.reports, {"coverage.zh.html": b"the last good one"})
    failures = build_reports(
        checkout, plan(checkout), wanted=lambda run: run.lang == "zh", workers=1
    )
    assert failures == [Failure("coverage.zh", "cell 3: RuntimeError: no such thing")]
    assert (checkout.reports / "coverage.zh.html").read_bytes() == b"the last good one"
    assert (checkout.reports / "checks.zh.html").exists()


def test_a_page_that_says_next_to_nothing_still_has_all_its_reports(tmp_path: Path) -> None:
    """One figure, no facts, no dates and a zone without an article: silence, and no failure."""
    checkout = copied(tmp_path)
    page = next(checkout.pages.iterdir())
    header, *rows = (page / "figures.csv").read_text("utf-8").splitlines(keepends=True)
    row = next(row for row in rows if ",observation," in row and ",unstated," in row)
    (page / "figures.csv").write_text(header + row, "utf-8")
    facts = (page / "facts.csv").read_text("utf-8").splitlines(keepends=True)
    (page / "facts.csv").write_text(facts[0], "utf-8")
    checkout.overrides.unlink(missing_ok=True)  # It speaks of figures that are gone.
    with (checkout.registers / "zones.csv").open("a", encoding="utf-8") as zones:
        zones.write("nowhere,虚构园区,Nowhere Park,虚构,Nowhere,某地,Somewhere,\n")
    build_tables(checkout)
    runs = plan(checkout)
    assert build_reports(checkout, runs, wanted=lambda run: run.lang == "en") == []
    assert (checkout.reports / "zone-nowhere.en.html").exists()


def test_files_are_replaced_together_or_not_at_all(tmp_path: Path) -> None:
    """When one of several files cannot be written, none of them changes."""
    replace_files(tmp_path, {"a.csv": b"1", "b.csv": b"1"})
    with pytest.raises(FileNotFoundError):
        replace_files(tmp_path, {"a.csv": b"2", "no/such/folder.csv": b"2"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a.csv": b"1",
        "b.csv": b"1",
    }


def test_papermill_by_hand_refuses_what_is_wrong(tmp_path: Path) -> None:
    """A zone, language or reading that is none stops the notebook with the list of right ones."""
    with pytest.raises(papermill.PapermillExecutionError, match="one of lanbai, jiangmen"):
        papermill.execute_notebook(
            str(HERE.notebooks / "2_zone.ipynb"),
            str(tmp_path / "out.ipynb"),
            parameters={"zone": "atlantis"},
            progress_bar=False,
        )

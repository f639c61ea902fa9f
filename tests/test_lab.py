"""JupyterLab as `make lab` starts it: a start page, notebooks that read well, and only this person."""

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import unquote
from urllib.request import urlopen

import nbformat
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .conftest import HERE, copied

START = HERE.notebooks / "START.md"
# A kernel draws its first chart after some seconds, on a busy machine after many.
PATIENCE = 60_000


class Lab(NamedTuple):
    """A running JupyterLab: the checkout it serves, the home of its person, and how to enter."""

    root: Path
    home: Path
    host: str
    url: str
    token: str


@pytest.fixture(scope="module")
def lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """`make lab` in a copy of the checkout, for a person whose own configuration lets anyone in."""
    folder = tmp_path_factory.mktemp("lab")
    root, home = copied(folder / "a checkout").root, folder / "home"
    shutil.copytree(HERE.processed, root / "data" / "processed")
    shutil.copy(HERE.root / "Makefile", root)
    (root / ".venv").mkdir()
    (root / ".venv" / "bin").symlink_to(Path(sys.prefix) / "bin")
    (home / ".jupyter").mkdir(parents=True)
    own = 'c.ServerApp.ip = "0.0.0.0"\nc.IdentityProvider.token = ""\nc.ServerApp.password = ""\n'
    (home / ".jupyter" / "jupyter_config.py").write_text(own)
    with served(root, home, folder / "log") as server:
        yield Lab(root, home, server["hostname"], server["url"], server["token"])


@contextmanager
def served(root: Path, home: Path, log: Path) -> Iterator[dict[str, str]]:
    """What JupyterLab says of itself while `make lab` runs in a checkout."""
    # This test may run under make itself, in an environment without any configuration.
    ours = ("JUPYTER_", "MAKE", "MFLAGS", "IPYTHON", "ANALYSIS_", "XDG_")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
    # Everything is installed: nothing is to be made anew.
    command = ["make", "-o", ".venv/.installed", "lab"]
    command += ["options=--no-browser --allow-root --ServerApp.port=0"]
    with (
        log.open("wb") as out,
        subprocess.Popen(
            command,
            cwd=root,
            env=environment | {"HOME": str(home)},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process,
    ):
        try:
            runtime = home / ".local" / "share" / "jupyter" / "runtime"
            for _ in range(300):
                if "is running at" in log.read_text("utf-8") or process.poll() is not None:
                    break
                time.sleep(0.1)
            told = list(runtime.glob("jpserver-*.json"))
            assert told, log.read_text("utf-8")
            yield json.loads(told[0].read_text("utf-8"))
        finally:
            os.killpg(process.pid, signal.SIGTERM)  # The server takes its kernels with it.


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window, which asks nobody but this machine."""
    window = browser.new_page(viewport={"width": 1280, "height": 900})
    window.set_default_timeout(PATIENCE)
    asked: list[str] = []
    window.on("request", lambda request: asked.append(request.url))
    yield window
    window.close()
    assert asked
    assert [
        url for url in asked if not re.match(r"(http|ws)://127\.0\.0\.1:|data:|blob:", url)
    ] == []


def cell(page: Page, start: str) -> Locator:
    """The code cell whose source begins with these words."""
    return (
        page.locator(".jp-CodeCell").filter(has=page.locator(f'.cm-line:has-text("{start}")')).first
    )


def opened(page: Page, lab: Lab, name: str) -> None:
    """Open a notebook, and wait for its kernel."""
    page.goto(f"{lab.url}doc/tree/notebooks/{name}?token={lab.token}")
    # JupyterLab sends nothing to a kernel that it is still connecting to.
    expect(page.locator("#jp-main-statusbar")).to_contain_text("| Idle", timeout=PATIENCE)


def write(page: Page, into: Locator, source: str) -> None:
    """Put a source in the place of a cell's own."""
    into.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(source)


def another_zone(root: Path) -> tuple[str, str]:
    """The id of the register's last zone, which is no notebook's own, and its name in English."""
    with (root / "data" / "raw" / "registers" / "zones.csv").open(encoding="utf-8") as file:
        last = list(csv.DictReader(file))[-1]
    return last["id"], last["short_en"]


def test_nobody_else_comes_in(lab: Lab) -> None:
    """The server listens on this machine alone and asks for its token, whatever the person's own says."""
    assert lab.host == "127.0.0.1"
    assert len(lab.token) > 20
    with pytest.raises(HTTPError, match="403") as refused:
        urlopen(f"{lab.url}api/contents")
    refused.value.close()
    with urlopen(f"{lab.url}api/contents?token={lab.token}") as answer:
        assert answer.status == 200


def test_the_start_page_leads_into_a_notebook(lab: Lab, page: Page) -> None:
    """It opens as a page, in its Chinese font; a link opens a notebook, which reads well untrusted."""
    page.goto(f"{lab.url}?token={lab.token}")
    start = page.locator(".jp-MarkdownViewer")
    expect(start.locator("h1")).to_contain_text("Start here", timeout=PATIENCE)
    assert page.locator(".jp-DirListing-itemText", has_text="03_zone.ipynb").is_visible()
    start.get_by_role("link", name="03_zone").first.click()
    notebook = page.locator(".jp-NotebookPanel")
    chart = notebook.locator(".jp-RenderedImage img").first
    chart.scroll_into_view_if_needed()
    assert chart.evaluate("img => img.naturalWidth") > 300
    assert notebook.locator(".jp-RenderedSVG").count() == 0  # Untrusted: the chart is its PNG.
    assert notebook.locator("table.data").first.is_visible()
    assert page.evaluate("document.fonts.check('16px \"Analysis Sans\"', '园区')")
    figure = notebook.locator("table.data a.fig").first
    target = (figure.get_attribute("href") or "")[1:]
    figure.click()
    row = notebook.locator(f'[id="{target}"], [data-jupyter-id="{target}"]')
    expect(row).to_be_in_viewport()
    assert row.inner_text().split() != []


def test_a_changed_parameter_makes_another_report(lab: Lab, page: Page) -> None:
    """A zone and a language put into the first cell, and all run: its answer, table and chart."""
    zone, name = another_zone(lab.root)
    opened(page, lab, "03_zone.ipynb")
    write(page, cell(page, "zone: str"), f'zone = "{zone}"\nlang = "en"\nreading = "strict"')
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    evidence = cell(page, "report.evidence")
    expect(evidence.locator("h2")).to_contain_text("Evidence", timeout=PATIENCE)
    assert page.locator('[data-mime-type="application/vnd.jupyter.error"]').count() == 0
    assert page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count() == 0
    assert name in page.locator("p.answer").inner_text()
    chart = page.locator(".jp-RenderedSVG img").first
    assert name in unquote(chart.get_attribute("src") or "")
    assert page.locator("table.data").first.is_visible()
    page.keyboard.press("Control+S")
    saved = lab.root / "notebooks" / "03_zone.ipynb"
    expect(page.locator(".jp-mod-dirty")).to_have_count(0, timeout=PATIENCE)
    assert f'zone = \\"{zone}\\"' in saved.read_text("utf-8")
    assert f'zone = \\"{zone}\\"' not in (HERE.notebooks / "03_zone.ipynb").read_text("utf-8")


def test_tab_tells_what_a_report_can_do(lab: Lab, page: Page) -> None:
    """After `report.` and Tab the names come with the sentence that says what each returns."""
    opened(page, lab, "00_overview.ipynb")
    first = page.locator(".jp-CodeCell").first
    write(page, first, "from analysis.views import open_report\nreport = open_report()")
    prompt = first.locator(".jp-InputPrompt")
    for _ in range(6):  # On a busy machine JupyterLab may lose what it sends a new kernel.
        page.keyboard.press("Control+Enter")
        with suppress(AssertionError):
            expect(prompt).to_have_text(re.compile(r"\[\d+\]"), timeout=PATIENCE / 6)
            break
    write(page, page.locator(".jp-CodeCell").nth(1), "report.c")
    page.keyboard.press("Tab")
    completer = page.locator(".jp-Completer")
    expect(completer).to_contain_text("caveat", timeout=PATIENCE)
    expect(completer.locator(".jp-Completer-docpanel")).to_contain_text("Show what a reader must")


def test_a_persons_own_jupyterlab_is_left_alone(lab: Lab) -> None:
    """What the tests above opened and saved is remembered in .venv, and nothing in the person's home."""
    assert [path.name for path in (lab.home / ".jupyter").iterdir()] == ["jupyter_config.py"]
    kept = lab.root / ".venv" / "share" / "lab" / "lab" / "workspaces"
    assert list(kept.iterdir())


def test_the_start_page_tells_every_notebook_and_its_question() -> None:
    """Each notebook has a link, beside its question in both languages; every link leads to a file."""
    text = START.read_text("utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)
    notebooks = sorted(HERE.notebooks.glob("*.ipynb"))
    assert [link for link in links if link.endswith(".ipynb")] == [path.name for path in notebooks]
    assert [link for link in links if not (HERE.notebooks / link).is_file()] == []
    for path in notebooks:
        about = nbformat.read(path, as_version=4).metadata.get("analysis")
        if about:
            zh = about["questions"]["zh"].format(zone="一个园区")
            en = about["questions"]["en"].format(zone="one zone")
            assert f"| [{path.stem}]({path.name}) | {zh} | {en} |" in text

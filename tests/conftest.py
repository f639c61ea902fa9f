"""What several test files share: the owner's text, a build, and a browser that stays at home."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from analysis.audit import audit
from analysis.build import build_reports, build_tables
from analysis.compare import compare
from analysis.derive import derive
from analysis.paths import Checkout, find_checkout
from analysis.plans import plan
from analysis.raw import read_text
from analysis.receipts import sha256
from analysis.tables import write_tables
from analysis.ties import Tables

from .made_up import (
    corpus_of,
    dated,
    replace,
    said,
    standing,
    stated,
    text_hash,
    without_overrides,
    write_page,
    write_registers,
)

HERE = find_checkout(Path(__file__).parent)

# A slow machine is no broken law; the profile that hypothesis chose for CI stays otherwise.
settings.register_profile("patient", settings(), deadline=None)
settings.load_profile("patient")

QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def text() -> str:
    """The text of the page of five zones, from its owner (see test_rights)."""
    folder = os.environ.get("ANALYSIS_TEXTS")
    if not folder:
        pytest.skip("the text is its owner's: name its folder in ANALYSIS_TEXTS")
    return read_text(Path(folder) / "page.txt")


def copied(folder: Path) -> Checkout:
    """A checkout with nothing built, elsewhere."""
    shutil.copytree(HERE.root / "data" / "raw", folder / "data" / "raw")
    shutil.copytree(HERE.notebooks, folder / "notebooks")
    return Checkout(folder)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A whole build in a temporary folder."""
    checkout = copied(tmp_path_factory.mktemp("built"))
    build_tables(checkout)
    assert build_reports(checkout, plan(checkout)) == []
    return checkout


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """The tables of a made-up page: a part and its share, a flow, a date, two facts and a rank."""
    corpus = corpus_of(
        tmp_path_factory.mktemp("tables"),
        [
            said("60家", "firms"),
            said("41%", "firms", measure="share", base="members@province"),
            said("超2亿元", "sales", time="r-5"),
            said("90家", "firms", zone="west"),
            dated("2023年", note_zh="第12届集市", note_en="the 12th fair"),
            said("12345家", "firms", zone="west", scope="large"),
            said("第3位", "firms", measure="rank", base="firms@province"),
        ],
        [stated("光伏", dated_by="r-5"), stated("风电", zone="west")],
    )
    written = write_tables(corpus, derive(corpus), audit(corpus), compare(corpus))
    return {name: frame.set_index("id") for name, frame in written.items()}


TEXT = "东岭见闻\n开园了。企业有60家，都是新的。\n"
QUOTING = """
from IPython.display import Markdown
from analysis.sentences import sentences_for
from analysis.views import open_report

Markdown("".join(sentences_for(open_report(lang=lang, reading=reading).tables).get("page/r-1", "")))
"""


@pytest.fixture
def study(tmp_path: Path) -> Checkout:
    """A study with one page and one notebook, which shows the sentence of its only figure."""
    checkout = Checkout(tmp_path / "study")
    write_registers(checkout.registers)
    without_overrides(checkout)
    page = write_page(checkout.pages / "page", [standing(TEXT, said("60家", "firms"))])
    replace(page / "source.toml", text_hash("page"), sha256(TEXT.encode("utf-8")))
    (checkout.root / "notebooks").mkdir()
    parameters = nbformat.v4.new_code_cell(
        'lang: str = "zh"\nreading: str = "strict"', metadata={"tags": ["parameters"]}
    )
    notebook = nbformat.v4.new_notebook(cells=[parameters, nbformat.v4.new_code_cell(QUOTING)])
    named = {"zh": "所引", "en": "Quoted"}
    about = {"report": "quoted", "per": "", "group": named}
    notebook.metadata["analysis"] = about | dict.fromkeys(("titles", "short", "questions"), named)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    notebook.metadata["language_info"] = {"name": "python"}
    nbformat.write(notebook, checkout.notebooks / "quoted.ipynb")
    build_tables(checkout)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "page.txt").write_text(TEXT, "utf-8")
    return checkout


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; a test that needs it is skipped where it is missing, but never in CI."""
    chromium = shutil.which("chromium")
    if chromium is None:
        refuse = pytest.fail if os.environ.get("CI") else pytest.skip
        refuse("no chromium on the path: apt-get install chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield launched
        launched.close()

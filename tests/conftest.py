"""What several test files share: the owner's text, and a browser that may not leave this machine."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from analysis.raw import read_text

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

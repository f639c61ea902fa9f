"""Rights: the repository holds figures, names and short spans, and no sentence of an article.

The text itself is not in the repository. Its owner names a folder that holds it, as page.txt, in the
environment variable ANALYSIS_TEXTS; elsewhere the tests that need it are skipped.
"""

import hashlib
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.codebook import CODEBOOK, read_tables
from analysis.pages import LONGEST_SPAN, Page, check_anchors, read_pages
from analysis.paths import find_checkout
from analysis.registers import read_registers

CHECKOUT = find_checkout(Path(__file__).parent)
PAGES = read_pages(CHECKOUT.pages, read_registers(CHECKOUT.registers))
TOO_MANY = 24  # So many characters in a row of an article are a piece of it, and no span.


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    """The page that was coded from the text."""
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    found = [page for page in PAGES if page.source.text.sha256 == digest]
    assert found, f"no page was coded from the text with SHA-256 {digest}"
    return found[0]


def tracked_files() -> list[Path]:
    """Every file that is or would be committed."""
    git = ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"]
    listed = subprocess.run(git, cwd=CHECKOUT.root, capture_output=True, check=True).stdout.decode()
    return [CHECKOUT.root / name for name in listed.split("\0") if (CHECKOUT.root / name).is_file()]


def runs(text: str) -> Iterator[str]:
    """Every row of so many characters within a line of a text, spaces left out."""
    for line in text.splitlines():
        bare = re.sub(r"\s", "", line)
        yield from (bare[start : start + TOO_MANY] for start in range(len(bare) - TOO_MANY + 1))


def body(page: Page, text: str) -> str:
    """The text without what may be cited: headlines and subheads."""
    cited = {
        re.sub(r"\s", "", line)
        for article in page.source.articles
        for line in [*article.headline, *article.subheads]
    }
    lines = [line for line in text.splitlines() if line.strip()]
    return "\n".join(line for line in lines if re.sub(r"[\s#]", "", line) not in cited)


@pytest.mark.parametrize("name", ["figures", "facts"])
def test_every_span_is_short(name: str) -> None:
    """No row of a page holds a span as long as a sentence."""
    spans = [span for page in PAGES for span in getattr(page, name)["printed"]]
    assert spans
    assert max(map(len, spans)) <= LONGEST_SPAN < TOO_MANY


def test_no_processed_span_is_longer() -> None:
    """No cell of the processed tables holds a longer span than the raw rows."""
    tables = read_tables(CHECKOUT.processed)
    printed = [
        name for name, table in CODEBOOK.items() if "printed" in [c.name for c in table.columns]
    ]
    assert {"mentions", "observations", "facts"} <= set(printed)
    for name in printed:
        assert tables[name]["printed"].str.len().max() <= LONGEST_SPAN


def test_every_row_stands_where_it_says(page: Page, text: str) -> None:
    """Every figure and fact stands in the text at its offsets, in its paragraph."""
    assert [str(problem) for problem in check_anchors(page, text)] == []
    assert len(text) == page.source.text.characters


def test_no_file_holds_a_piece_of_the_text(page: Page, text: str) -> None:
    """No file that is or would be committed holds so many characters in a row of an article."""
    pieces = set(runs(body(page, text)))
    assert len(pieces) > TOO_MANY
    found = [
        f"{file.relative_to(CHECKOUT.root)}: {run}"
        for file in tracked_files()
        for run in runs(file.read_text("utf-8", errors="ignore"))
        if run in pieces
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        pytest.param("一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯", 1, id="just so many"),
        pytest.param(
            "一二三四五六七八九十 甲乙丙丁戊己庚辛壬癸 子丑寅卯", 1, id="spaces hide nothing"
        ),
        pytest.param("一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅", 0, id="one fewer"),
        pytest.param("一二三四五六七八九十甲乙\n丙丁戊己庚辛壬癸子丑寅卯", 0, id="two lines"),
    ],
)
def test_a_piece_is_found(written: str, found: int) -> None:
    """A row of so many characters is seen, and a shorter one is not."""
    assert len(list(runs(written))) == found

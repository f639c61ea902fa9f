"""Every report of a whole build, in both languages, and their index, as readers meet them.

Each page is opened once; a test turns it into a phone, a dark room or a sheet of paper.
"""

import csv
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser, Locator, Page

from analysis.paths import Checkout, find_checkout
from analysis.plans import plan
from analysis.reports import script

REPORTS = [run.name for run in plan(find_checkout(Path(__file__).parent))]
FONT = re.compile(r"data:font/woff2;base64,([^)]+)")
WITHOUT_FONT, WITH_FONT = 61_440, 204_800  # The most bytes a report may have.
A4 = 673  # Pixels between the margins of a sheet, 178 mm.
DESK = {"width": 1280, "height": 900}

# What a policy forbids is told to the page only.
LISTEN = """window.refused = [];
addEventListener("securitypolicyviolation", (event) => refused.push(event.violatedDirective));"""
OPEN_ALL = "document.querySelectorAll('details').forEach((fold) => (fold.open = true))"
# What sticks out of the sheet without a region of its own to scroll in, and cells whose words run
# into the next one.
CUT = """(width) => {
  const inside = (one) => one.closest(".scroll, .chart, math, pre") || one.closest(".skip");
  const words = [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility());
  const out = words.filter((one) => !inside(one) && one.getBoundingClientRect().right > width + 1);
  const cells = words.filter((one) => one.matches("th, td") && one.scrollWidth > one.clientWidth + 1);
  return [...out, ...cells].map((one) => `${one.tagName} ${one.textContent.trim().slice(0, 60)}`);
}"""
# What follows a scroll is drawn a frame later.
DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
HINTS = """() => [...document.querySelectorAll(".scroll, .chart")].map((region) => {
  const said = region.querySelector("caption") ?? region;
  const hint = getComputedStyle(said, "::after");
  return [region.scrollWidth > region.clientWidth, hint.content.length > 6 && hint.fontSize !== "0px"];
})"""
PRINTED = """(width) => {
  const shown = [...document.querySelectorAll("th, td, svg, h1, p")].filter((one) => one.checkVisibility());
  return shown.filter((one) => one.getBoundingClientRect().right > width + 1).map((one) => one.textContent.slice(0, 60));
}"""
UNLINKED = """() => [...document.querySelectorAll("main data")]
  .filter((one) => one.value && !one.querySelector("a") && !one.closest("tr, ul")).map((one) => one.outerHTML)"""
CONTROLS = "a[href], button, summary, [tabindex]"
# Beside what is named here, nothing is reached by Tab.
UNREACHED = f"""() => [...document.querySelectorAll("{CONTROLS}")]
  .filter((one) => one.tabIndex !== 0 || one.disabled || one.inert).map((one) => one.outerHTML.slice(0, 80))"""


@dataclass
class Opened:
    """A page of the build in the browser, with its source and what it asked for."""

    name: str
    source: str
    page: Page
    asked: list[str] = field(default_factory=list)

    def all(self, question: str) -> Any:
        """The answer of the page to a question in its own language."""
        return self.page.evaluate(question)


@pytest.fixture(scope="module", params=[*REPORTS, "index"])
def opened(request: pytest.FixtureRequest, built: Checkout, browser: Browser) -> Iterator[Opened]:
    """One page of the build, opened from its file."""
    path = built.reports / f"{request.param}.html"
    context = browser.new_context(viewport=DESK)  # type: ignore[arg-type]  # A dict, not a literal.
    made = Opened(request.param, path.read_text("utf-8"), context.new_page())
    made.page.add_init_script(LISTEN)
    made.page.on("request", lambda asked: made.asked.append(asked.url))
    made.page.goto(path.as_uri(), wait_until="load")
    yield made
    context.close()


@pytest.fixture
def desk(opened: Opened) -> Opened:
    """The page on a desk, in the light, as it was opened."""
    opened.page.set_viewport_size(DESK)  # type: ignore[arg-type]
    opened.page.emulate_media(media="screen", color_scheme="light")
    return opened


def test_a_report_is_small(desk: Opened) -> None:
    """A report has at most 60 KB without its font and 200 KB with it."""
    assert len(FONT.sub("", desk.source).encode()) <= WITHOUT_FONT
    assert len(desk.source.encode()) <= WITH_FONT


def test_a_page_asks_for_nothing(desk: Opened) -> None:
    """Opening a page requests the page only, and nothing on it breaks its policy."""
    assert [url for url in desk.asked if not url.startswith("data:")] == [desk.page.url]
    assert desk.all("refused") == []


def test_headings_are_in_order(desk: Opened) -> None:
    """A page has one h1, and no heading skips a level."""
    levels = desk.all("[...document.querySelectorAll('h1,h2,h3,h4')].map((h) => +h.tagName[1])")
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_no_character_is_missing(desk: Opened) -> None:
    """The embedded font loads, and has every Chinese character and sign that the page can show."""
    load = "document.fonts.load('16px \"Analysis Sans\"', '区').then(([face]) => face.status)"
    assert desk.all(load) == "loaded"
    data = FONT.search(desk.source)
    assert data
    covered = TTFont(BytesIO(b64decode(data[1]))).getBestCmap()
    signs = "".join(re.findall(r'content:"([^"]*)"', desk.source))
    text = desk.all("document.body.textContent + document.title") + signs
    assert {c for c in text if c >= "\u2190" and c.isprintable() and ord(c) not in covered} == set()


def test_axe_finds_no_barrier(desk: Opened) -> None:
    """With everything unfolded axe finds nothing to object to; in the dark, nothing too faint."""
    desk.all(OPEN_ALL)
    # Only what is violated is told in full: the rest would take longer than the looking.
    results = Axe().run(desk.page, options={"resultTypes": ["violations"]})
    assert results.violations_count == 0, results.generate_report()
    desk.page.emulate_media(color_scheme="dark")
    results = Axe().run(
        desk.page, options={"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
    )
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("width", [390, 320])
def test_a_phone_scrolls_one_way(desk: Opened, width: int) -> None:
    """A page is as wide as the phone, nothing is cut, and what scrolls by itself says so."""
    desk.all(OPEN_ALL)
    desk.page.set_viewport_size({"width": width, "height": 800})
    assert desk.all("document.documentElement.scrollWidth") == width
    assert desk.page.evaluate(CUT, width) == []
    desk.all(DRAWN)
    assert all(scrolls == hinted for scrolls, hinted in desk.all(HINTS))


def test_paper_has_every_column_and_no_code(desk: Opened) -> None:
    """On a sheet of A4 all of every table stands between the margins, without the machinery."""
    desk.all("document.querySelectorAll('details').forEach((fold) => (fold.open = false))")
    desk.page.set_viewport_size({"width": A4, "height": 1000})
    desk.page.emulate_media(media="print", color_scheme="dark")
    assert desk.page.evaluate(PRINTED, A4) == []
    assert desk.page.locator("nav:visible, details.code:visible, .download:visible").count() == 0
    rows = "th[id]"
    assert desk.page.locator(f"{rows}:visible").count() == desk.page.locator(rows).count()
    assert desk.all("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_every_link_leads_somewhere(desk: Opened, built: Checkout) -> None:
    """Numbers lead to rows that exist, contents to headings, and links to files of the build."""
    hrefs = desk.all("[...document.querySelectorAll('a')].map((a) => a.getAttribute('href'))")
    ids = set(desk.all("[...document.querySelectorAll('[id]')].map((one) => one.id)"))
    assert {href[1:] for href in hrefs if href.startswith("#")} <= ids
    files = {href.partition("#")[0] for href in hrefs if not href.startswith(("#", "data:"))}
    assert {file for file in files if not (built.reports / file).is_file()} == set()


def test_a_number_opens_the_row_it_leads_to(desk: Opened) -> None:
    """Following a number unfolds its row, if that was folded, and marks it."""
    numbers = desk.page.locator('main a[href^="#"]:not(.contents a)')
    if numbers.count() == 0:
        assert desk.name == "index"
        return
    desk.all("document.querySelectorAll('details').forEach((fold) => (fold.open = false))")
    numbers.first.click()
    row = desk.page.locator("tr:has(> :target)")
    assert row.is_visible()
    assert row.evaluate("(row) => getComputedStyle(row).outlineStyle") == "solid"


def test_every_number_is_a_link(desk: Opened) -> None:
    """What is tied outside of a numbered row and the list of articles leads somewhere, or is nought."""
    assert desk.all(UNLINKED) == []


def test_a_keyboard_reaches_all(desk: Opened) -> None:
    """No control is out of the order of the page, or out of reach."""
    assert desk.all(UNREACHED) == []
    scrolling = (
        "[...document.querySelectorAll('.scroll, .chart')].every((one) => one.tabIndex === 0)"
    )
    assert desk.all(scrolling)


def fresh(browser: Browser, built: Checkout, name: str, **conditions: Any) -> Page:
    """A report in a window of its own."""
    page = browser.new_context(viewport=DESK, **conditions).new_page()  # type: ignore[arg-type]
    page.goto((built.reports / f"{name}.html").as_uri())
    return page


@pytest.mark.parametrize("name", REPORTS[:2])
def test_tab_walks_the_page_from_top_to_bottom(
    browser: Browser, built: Checkout, name: str
) -> None:
    """Tab meets each control that shows once, in the order of the page, and each shows its focus."""
    page = fresh(browser, built, name)
    page.evaluate(OPEN_ALL)
    expected = page.evaluate(f"[...document.querySelectorAll('{CONTROLS}')].length")
    focused = f"[...document.querySelectorAll('{CONTROLS}')].indexOf(document.activeElement)"
    seen = "getComputedStyle(document.activeElement).outlineStyle"
    met = []
    for _ in range(expected):
        page.keyboard.press("Tab")
        met.append(page.evaluate(focused))
        assert page.evaluate(seen) == "solid", met
    assert met == list(range(expected))
    page.context.close()


@pytest.mark.parametrize("name", REPORTS[:2])
def test_without_javascript_nothing_is_missing(
    browser: Browser, built: Checkout, name: str
) -> None:
    """Without the script a report says the same, and has no button that would do nothing."""
    bare, full = (fresh(browser, built, name, java_script_enabled=on) for on in (False, True))
    assert bare.locator("button").count() == 0
    assert full.locator("button").count() > 0
    # The script adds nothing but ways to save a table.
    full.locator("p.download:has(button)").evaluate_all("(lines) => lines.map((l) => l.remove())")
    said = [page.locator("main").evaluate("(main) => main.textContent") for page in (bare, full)]
    assert re.sub(r"\s", "", said[0]) == re.sub(r"\s", "", said[1])
    for page in (bare, full):
        page.context.close()


@pytest.fixture(scope="module")
def sortable(browser: Browser, built: Checkout) -> Iterator[Page]:
    """The first report in Chinese, with its evidence unfolded."""
    page = fresh(browser, built, REPORTS[0])
    page.evaluate(OPEN_ALL)
    yield page
    page.context.close()


def first_column(table: Locator) -> list[str]:
    """The row heads of a table, as they stand."""
    return table.locator("tbody th").all_inner_texts()


def test_evidence_is_sorted_by_keyboard(sortable: Page) -> None:
    """A head sorts up, then down, then back to the order of the page, and says which."""
    table = sortable.locator("table.evidence")
    written = first_column(table)
    button = table.locator("thead button").first
    button.focus()
    head = table.locator("thead th").first
    orders = {}
    for way in ("ascending", "descending", None):
        sortable.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == way
        orders[way] = first_column(table)
    assert orders[None] == written
    assert sorted(orders["ascending"]) == sorted(orders["descending"]) == sorted(written)
    assert written != orders["ascending"] != orders["descending"]


SORTED = [
    ("numbers and their units", ["超180亿元", "近5万元", "9元", "1,200元"], [2, 3, 1, 0]),
    ("silence comes last", ["—", "20%", "", "3%"], [3, 1, 0, 2]),
    ("places in order", ["甲 ¶12 [9, 11)", "甲 ¶2 [300, 310)"], [1, 0]),
    ("ranges by their lower end", ["[600, 700)", "(20, 30)", "[3, 4)"], [2, 1, 0]),
    ("English units", ["about 1 billion yuan", "20 million yuan", "3 yuan"], [2, 1, 0]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "order"), [row[1:] for row in SORTED], ids=[r[0] for r in SORTED]
)
def test_a_column_is_sorted_by_what_it_says(
    browser: Browser, cells: list[str], order: list[int]
) -> None:
    """Numbers are sorted as numbers, whatever their unit, and words as words."""
    rows = "".join(f"<tr><th>{n}</th><td>{cell}</td></tr>" for n, cell in enumerate(cells))
    page = browser.new_page()
    page.set_content(
        "<div class=scroll><table data-csv=a><thead><tr><th>#</th><th>b</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div><script data-csv=CSV>{script()}</script>"
    )
    page.locator("thead button").last.click()
    assert [int(head) for head in page.locator("tbody th").all_inner_texts()] == order
    page.close()


def saved(page: Page, control: Locator) -> list[list[str]]:
    """The rows of the CSV file that a control saves."""
    with page.expect_download() as found:
        control.click()
    content = Path(found.value.path()).read_bytes()
    assert found.value.suggested_filename.endswith(".csv")
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def test_a_table_is_saved_as_it_stands(sortable: Page) -> None:
    """The file has the number of each row, what it is of, and every cell; nothing can be run."""
    evidence = sortable.locator("table.evidence")
    region = sortable.locator(".scroll:has(table.evidence) + .download button")
    head, *rows = saved(sortable, region)
    assert head[:2] == ["#", "id"]
    assert head[2:] == evidence.locator("thead th").all_text_contents()
    assert [row[2] for row in rows] == evidence.locator("tbody th").all_text_contents()
    evidence.locator("tbody th").first.evaluate("(one) => (one.textContent = '=1+\"2\"')")
    assert saved(sortable, region)[1][2] == '\'=1+"2"'


def test_every_row_of_a_saved_table_says_what_it_is_of(browser: Browser, built: Checkout) -> None:
    """Rows that nothing leads to have no number, and still the id of what they show."""
    [name, *_] = [name for name in REPORTS if name.startswith("zone-")]
    page = fresh(browser, built, name)
    ids = set()
    for button in page.locator(".download button").all():
        head, *rows = saved(page, button)
        assert head[:2] == ["#", "id"]
        assert all(row[1] and not row[1].startswith("/") for row in rows)
        ids |= {row[0] for row in rows}
    assert "" in ids
    assert "1" in ids
    page.context.close()


def test_the_data_of_a_chart_opens(sortable: Page) -> None:
    """The link below a chart saves its numbers, in letters that a spreadsheet reads right."""
    rows = saved(sortable, sortable.locator("p.download a[href^='data:']").first)
    assert len({len(row) for row in rows}) == 1
    assert re.search("[一-鿿]", str(rows))

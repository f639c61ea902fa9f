"""No orphan numbers: forged pages are caught, and every report of a build is clean."""

from pathlib import Path

import pytest

from analysis.build import build_reports, build_tables
from analysis.charts import BarRow, Part, draw_bars
from analysis.codebook import read_tables
from analysis.drawings import inline_svg
from analysis.notes import Rows
from analysis.orphans import STRUCTURAL, find_orphans, numerals
from analysis.paths import Checkout
from analysis.plans import plan
from analysis.ties import Tables
from analysis.views import Report

from .conftest import HERE, copied

WHOLE = "implied_whole(page/r-1, page/r-2)"
COUNT = "observations?zone=west"
LINKED = '<a class="fig" href="#e-page-r-1">60家</a> ÷ <a class="fig" href="#e-page-r-2">41%</a>'
ONE = '<text x="1">{}</text>'
YEARS = '[["2020","scale"],["2022","scale"]]'
AXIS = '<text x="1" y="9">2020</text><text x="5" y="9">2022</text>'
TWO = f'<data value="{COUNT}">2</data>'
REPORTS = [f"{run.name}.html" for run in plan(HERE)]


def page(body: str, lang: str = "en", head: str = "") -> str:
    """A page of our own."""
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


def drawn(ties: str, words: str = "", title: str = "Firms") -> str:
    """A chart of our own."""
    return f"<svg data-ties='{ties}'><title>{title}</title><desc>Bars</desc>{words}</svg>"


# fmt: off
CLEAN = [
    # language, body
    ("en", f'<p>Figures: <data value="{COUNT}">2</data>.</p>'),
    ("en", '<p><a class="fig" href="#e-page-r-1" title="60家">60</a> firms</p>'),
    ("zh", '<p>企业<a class="fig" href="#e-page-r-1">60家</a></p>'),
    ("en", '<p>in <a class="fig" href="#e-page-r-5" title="2023年">2023</a></p>'),
    ("zh", f'<td><data value="{WHOLE}#conventional">145—148家</data></td>'),
    ("en", f'<td><data value="derived/{WHOLE}@formula">{LINKED}</data></td>'),
    ("en", "<p>The 12th fair drew a crowd.</p>"),  # A note of the tables, its first letter large.
    ("zh", "<p>第12届集市</p>"),
    ("zh", "<p>一批企业，一个园区</p>"),
    ("en", '<details class="code"><code>x = 12</code></details><math><mn>100</mn></math>'),
    ("en", '<p class="download"><a href="data:,">12.csv</a></p><p class="cite">Figures, 0.1</p>'),
    ("en", drawn('[["2","observations?zone=west"]]', ONE.format(2))),
    ("en", drawn('[["145 to 148","implied_whole(page/r-1, page/r-2)#conventional"]]',
                 ONE.format("Members: 145") + ONE.format("to 148"))),
    ("en", drawn(YEARS, AXIS)),
    ("en", '<p><data value="observations?zone=west">2</data> – minus costs, well-known</p>'),
    ("en", f'<div aria-label="2 firms"><data value="{COUNT}">2</data></div>'),
    ("en", '<style>p::before { content: "− " }</style>'),
]
FORGED = [
    # language, body, what is reported
    ("en", "<p>We counted 13 firms.</p>", "「13」 is not tied, in 「We counted 13 firms.」"),
    ("en", "<table><tr><td>7</td></tr></table>", "「7」 is not tied"),
    ("en", "<p>There are <em>six</em> zones.</p>", "「six」 is not tied"),
    ("en", "<p>Half of them, twice a year.</p>", "「Half」 is not tied"),
    ("en", "<p>Dozens of firms</p>", "「Dozens」 is not tied"),
    ("zh", "<p>共有十二家企业</p>", "「十二家」 is not tied"),
    ("zh", "<p>各园区企业超过一半</p>", "「超过一半」 is not tied"),
    ("zh", "<p>共有１２家</p>", "「１２」 is not tied"),
    ("en", "<p>Part Ⅳ</p>", "「Ⅳ」 is not tied"),
    ("en", "<p>the 12th</p>", "「12」 is not tied"),  # Shorter than the note that may be said.
    ("en", '<img alt="A chart of 9 firms" src="data:,">', "img alt: 「9」 is not tied"),
    ("en", '<div aria-label="All 5 zones"></div>', "div aria-label: 「5」 is not tied"),
    ("en", '<p><span title="in 2019">then</span></p>', "span title: 「2019」 is not tied"),
    ("en", f'<p><data value="{COUNT}">3</data></p>', f"「3」 is not what its tie says: {COUNT} is 「2」"),
    ("en", '<p><data value="page/r-1#strict">61</data></p>', "「61」 is not what its tie says"),
    ("en", f'<p><data value="{WHOLE}#strict">145 to 148</data></p>', "is 「no whole number fits」"),
    ("en", '<p><data value="page/r-99">1</data></p>', "「1」 is tied to nothing: 'page/r-99'"),
    ("en", '<p><data value="observations?sort=x">1</data></p>', "no column 'sort'"),
    ("en", "<p><data>1</data></p>", "is 「0」"),
    ("en", '<p><a class="fig" href="#e-page-r-1">61</a></p>', "「61」 is not what its tie says"),
    ("en", '<p><a class="fig" href="#e-page-r-99">1</a></p>', "「1」 is tied to nothing: #e-page-r-99"),
    ("en", '<p><a class="fig" href="#e-page-r-1" title="61家">60</a></p>', "title 「61家」"),
    ("en", '<p><a href="#e-page-r-1">60</a></p>', "「60」 is not tied"),
    ("en", f'<p><data value="{COUNT}">2<b>2</b></data></p>', "「22」 is not what its tie says"),
    ("en", drawn("[]", ONE.format("8 firms")), "chart: 「8」 is not tied, in 「8 firms」"),
    ("en", drawn("[]", title="Firms in 3 zones"), "chart: 「3」 is not tied"),
    ("en", drawn('[["5","observations?zone=west"]]', ONE.format(5)), "「5」 is not what its tie says"),
    ("en", drawn('[["2","observations?zone=west"]]', ONE.format(27)), "「27」 is not tied"),
    # What measures the sheet ties no title.
    ("en", drawn('[["2020","scale"]]', ONE.format(2020), "Since 2020"), "「2020」 is not tied"),
    ("en", drawn('[["2020","scale"]]', ONE.format("in 2020")), "「2020」 is not tied"),
    ("en", "<svg><title>None</title><text>4</text></svg>", "chart: 「4」 is not tied"),
    # Number words of the other language.
    ("zh", '<p>共有<span lang="en">seven firms</span></p>', "「seven」 is not tied"),
    ("zh", "<p>共有seven家</p>", "「seven」 is not tied"),
    ("en", '<p><span lang="zh">共有十二家</span></p>', "「十二家」 is not tied"),
    *(("en", f"<p>{word} of firms</p>", f"「{word}」 is not tied")
      for word in "third thirds quarter double doubled triple zero dozen".split()),
    # What only measures the sheet: in one line, growing, more than one.
    ("en", drawn('[["999","scale"]]', ONE.format(999)), "chart: 999 are the numbers of no axis"),
    ("en", drawn(YEARS, ONE.format(2020) + ONE.format(2022)), "2020, 2022 are the numbers of no axis"),
    ("en", drawn(YEARS, AXIS + '<text x="3" y="20">2020</text>'), "「2020」 is not tied"),
    ("en", drawn("[]", '<a><text x="1">3</text></a>'), "chart: 「3」 is not tied"),
    ("en", drawn("[]", "<a>3 firms</a>"), "chart: 「3」 is not tied"),
    ("en", drawn("[]", "<foreignObject><p>3 firms</p></foreignObject>"), "chart: 「3」 is not tied"),
    # Labels that together make a number, or a number that its neighbours change.
    ("en", drawn('[["60","page/r-1#strict"]]', ONE.format(6) + ONE.format(0)), "「6」 is not tied"),
    ("en", drawn('[["2","observations?zone=west"]]', ONE.format("−2")), "「2」 is not tied"),
    ("zh", drawn('[["2","observations?zone=west"]]', ONE.format("十2")), "「2」 is not tied"),
    *(("zh", f"<p>共{beside}家</p>", "makes it another")
      for beside in (f"−{TWO}", f" -{TWO}", f"十{TWO}", f"{TWO}万", f"{TWO}%", f"百分之{TWO}",
                     f"minus {TWO}")),
    # Words that are tied elsewhere, or wrongly.
    ("en", f'<p>{TWO}</p><img alt="2 zones">', "img alt: 「2」 is not tied"),
    ("en", f'<p>{TWO}</p><div aria-label="2 zones"></div>', "div aria-label: 「2」 is not tied"),
    ("en", f'<p title="3"><data value="{COUNT}">3</data></p>', "p title: 「3」 is not tied"),
    # What else a reader is shown, or may be.
    ("en", '<meter aria-valuetext="5 of 6"></meter>', "meter aria-valuetext: 「5」 is not tied"),
    ("en", '<option label="5 zones">', "option label: 「5」 is not tied"),
    ("en", '<input value="5">', "input value: 「5」 is not tied"),
    ("en", '<ol start="5"><li>x</ol>', "ol start: 「5」 is not tied"),
    ("en", '<iframe srcdoc="5 zones"></iframe>', "<iframe> shows what cannot be read here"),
    ("en", "<object data=x></object>", "<object> shows what cannot be read here"),
    ("en", '<style>p::after { content: "5 zones" }</style>', "style: 「5」 is not tied"),
    ("en", "<style>p::after { content: attr(title) }</style>", "a style adds what cannot be read"),
    ("en", "<svg><text><![CDATA[5]]></text></svg>", "is not read here"),
    ("en", f'<p><data value="{COUNT}">3', "「3」 is not what its tie says"),
    ("en", '<details class="code">5 zones', "<details> is never closed"),
    ("en", '<svg data-ties="[]"><text>5', "<svg> is never closed"),
    ("en", '<p class="cite">0.1<div>5 zones</div>', "「5」 is not tied"),
]
# fmt: on


@pytest.mark.parametrize(("lang", "body"), CLEAN)
def test_what_is_tied_is_no_orphan(tables: Tables, lang: str, body: str) -> None:
    """Ties that are right, names of the tables, and what is no text of the report."""
    assert find_orphans(page(body, lang), tables) == []


@pytest.mark.parametrize(("lang", "body", "problem"), FORGED)
def test_a_forged_number_is_named(tables: Tables, lang: str, body: str, problem: str) -> None:
    """A numeral typed by hand or tied to what says something else is reported, with its place."""
    found = find_orphans(page(body, lang), tables)
    assert any(problem in line for line in found), found


def test_the_head_of_a_page_is_read(tables: Tables) -> None:
    """Title and description are text, too; how wide the screen is is none."""
    head = (
        '<title>All 5</title><meta name="description" content="of 6">'
        '<meta name="viewport" content="initial-scale=1"><style>p { margin: 12px }</style>'
    )
    assert [line.split(" is ")[0] for line in find_orphans(page("", head=head), tables)] == [
        "「5」",
        "meta: 「6」",
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_chart_brings_its_ties(tables: Tables, lang: str) -> None:
    """What a chart counts and what its title ties is accounted for; a number typed is not."""
    report = Report(lang, "strict", tables)

    def problems(title: str) -> list[str]:
        parts = (Part(2, "a", ("page/r-1", "page/r-4")), Part(1, "b", ("page/r-3",)))
        rows = [BarRow("x", parts), BarRow("y", ())]
        chart = draw_bars("c", title, "", rows, lang=lang, series={"a": "A", "b": "B"})
        return find_orphans(page(inline_svg(chart.svg), lang), tables)

    n = report.count("observations?zone=west")
    assert problems(report.words(zh="西川有{n}个", en="West has {n}", n=n)) == []
    typed = problems("West has 4")
    assert typed[0].startswith("chart: 「4」 is not tied")
    assert len(typed) == 2  # As its title, and as drawn.


def test_numerals_of_every_kind_are_seen() -> None:
    """Digits of any script, number words of English, figures of Chinese; no articles."""
    assert numerals("In 1,234 of ٣ cases, twenty-two and one") == [
        "1,234", "٣", "twenty", "two",
    ]  # fmt: skip
    assert numerals("一家企业有三家分店，½在西川") == ["三家", "½"]


@pytest.fixture(scope="session")
def conventional(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """The reports under the other reading, of the zones one."""
    checkout = copied(tmp_path_factory.mktemp("conventional"))
    build_tables(checkout)
    runs = plan(checkout, "conventional")
    zone = next(run.report for run in runs if run.report.startswith("zone-"))
    wanted = {run.report for run in runs if not run.report.startswith("zone-")} | {zone}
    assert build_reports(checkout, runs, wanted=lambda run: run.report in wanted) == []
    return checkout


def orphans_of(checkout: Checkout, path: Path) -> list[str]:
    """The orphans of a report that was built."""
    return find_orphans(path.read_text("utf-8"), read_tables(checkout.processed))


@pytest.mark.parametrize("name", [*REPORTS, "index.html"])
def test_no_report_has_an_orphan(built: Checkout, name: str) -> None:
    """Every numeral of every report is tied to what it can be worked out again from."""
    assert orphans_of(built, built.reports / name) == []


def test_no_report_has_an_orphan_under_the_other_reading(conventional: Checkout) -> None:
    """Nor has one that takes its figures conventionally."""
    paths = sorted(conventional.reports.glob("*.conventional.*.html"))
    assert paths
    assert {path.name: orphans_of(conventional, path) for path in paths} == {
        path.name: [] for path in paths
    }


def test_a_number_changed_in_a_report_is_found(built: Checkout) -> None:
    """Each tie of a report is worked out again: with another number in it, it is named."""
    path = built.reports / "coverage.en.html"
    html = path.read_text("utf-8")
    tables = read_tables(built.processed)
    [(note, _)] = [row for row in Rows(html).of.items() if row[1] == "articles"]
    articles = len(tables["articles"])
    forged = html.replace(f"<a href=#{note}>{articles}</a>", f"<a href=#{note}>{articles + 1}</a>")
    assert forged != html
    found = find_orphans(forged, tables)
    assert found == [f"「{articles + 1}」 is not what its tie says: articles is 「{articles}」"]


@pytest.mark.parametrize("phrase", STRUCTURAL)
def test_each_phrase_is_used(built: Checkout, phrase: str) -> None:
    """No exception is kept that no report needs."""
    assert any(phrase in path.read_text("utf-8") for path in built.reports.glob("*.html"))

"""Reports: from an executed notebook of our own sentences to a page.

Pages are read here as the template writes them; what makes them short has tests of its own, and
test_browser opens the whole build.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from markupsafe import Markup
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis import reports
from analysis.drawings import CHART_COLOURS, inline_svg, with_shared_styles
from analysis.reports import (
    PHRASES,
    IndexEntry,
    ReportExporter,
    active_element,
    index_html,
    report_html,
    script,
    sha256_source,
    shortened,
    stylesheet,
)

CHART = """<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg id="c1" xmlns:xlink="http://www.w3.org/1999/xlink" width="360pt" height="144pt" viewBox="0 0 360 144"
 xmlns="http://www.w3.org/2000/svg" version="1.1">
 <title id="c1-title">甲区企业数</title>
 <desc id="c1-desc">一根条，长六百。</desc>
 <metadata><creator>someone</creator></metadata>
 <defs><style type="text/css">*{stroke-linejoin: round}</style></defs>
 <g id="figure_1"><path id="c1-bar" d="M 10.123456 20
L 300.987654 20
z" style="fill: #0969da; stroke: #ffffff"/>
  <use xlink:href="#c1-bar" x="0" y="40.666666"/>
  <text style="font-size: 12px; font-family: 'Analysis Sans'; fill: #1f2328" x="9" y="99"
 transform="rotate(-0 9 99)">六百</text></g>
</svg>"""

TABLE = """<table class="data"><caption>企业数</caption>
<thead><tr><th scope="col">园区</th><th scope="col" class="num">企业</th>{heads}</tr></thead>
<tbody><tr><th scope="row">甲区高新技术产业开发区</th><td class="num"><a class="fig" href="#e-1">600</a></td>
{cells}</tr></tbody></table>"""
WIDE = TABLE.format(
    heads="".join(f'<th scope="col">指标之{n}</th>' for n in range(6)),
    cells='<td><span class="silence">未报道</span></td><td><span class="tag tag-planned">计划</span></td>'
    + '<td class="num">超过六百亿元</td>' * 4,
)
EVIDENCE = """<section class="evidence" data-charts="c1"><h2>证据</h2><table class="data evidence" data-csv="evidence">
<caption>企业数</caption><thead><tr><th scope="col">印出</th><th scope="col">出处</th></tr></thead>
<tbody>
<tr><th scope="row" id="e-1" data-of="page/r-1">600家</th><td>¶2 [40, 44)</td></tr>
</tbody></table></section>"""
ANSWER = '<p class="answer">甲区有 <a class="fig" href="#e-1">600</a> 家企业。</p>'
DOWNLOAD = '<p class="download"><a download="a.csv" href="data:text/csv,a%0A1">CSV</a></p>'


def shown(form: str, text: str, **others: str) -> NotebookNode:
    """An output in one form, and in others."""
    made: NotebookNode = new_output("display_data", {form: text, **others})
    return made


def said(text: str, *tags: str) -> NotebookNode:
    """A cell of prose."""
    made: NotebookNode = new_markdown_cell(text, metadata={"tags": list(tags)})
    return made


def ran(source: str, *outputs: NotebookNode, tags: tuple[str, ...] = ()) -> NotebookNode:
    """A cell of code with what it showed."""
    made: NotebookNode = new_code_cell(source, outputs=list(outputs), metadata={"tags": list(tags)})
    return made


def notebook(lang: str = "zh", **about: Any) -> NotebookNode:
    """A small report as papermill leaves it."""
    cells = [
        ran('lang = "zh"', tags=("parameters",)),
        ran('lang = "en"', tags=("injected-parameters",)),
        said("# 甲区有多少企业？", "zh"),
        said("# How many firms has Zone A?", "en"),
        ran("from somewhere import views"),
        ran("views.answer(1 < 2)", shown("text/html", ANSWER)),
        said("报上印的是约数，\n“近”与“超”都保留。`code` 与**着重**。", "zh"),
        said("What was printed is hedged;\nwe keep the hedges.", "en"),
        said("## 企业", "zh"),
        said("## Firms", "en"),
        ran(
            "views.table()",
            shown("text/html", f'<div class="scroll">{WIDE}</div>{DOWNLOAD}'),
            shown("text/html", WIDE),
        ),
        ran(
            "views.draw()",
            shown("image/svg+xml", CHART, **{"image/png": "aaaa", "text/plain": "<Figure size 1>"}),
        ),
        said("占比 $\\frac{48}{62} \\approx 0.774$，于是\n\n$$x \\in [0.765, 0.775)$$"),
        ran("print(1)", new_output("stream", name="stdout", text="1 < 2\n")),
        ran("interval", shown("text/plain", "<Interval 76.5 to 77.5>")),
        ran("views.evidence()", shown("text/html", EVIDENCE)),
        ran("secret()", tags=("remove-cell",)),
    ]
    described = {
        "report": "profile-a",
        "lang": lang,
        "title": "甲区概况" if lang == "zh" else "Profile of Zone A",
        "description": "甲区",
        "parameters": {"reading": "strict", "zone": "甲区"},
        "links": [
            {"href": "a.html", "text": "甲区", "lang": "zh", "current": True},
            {"href": "b.html", "text": "乙区", "lang": "zh"},
        ],
        "alternate": {"href": "a-en.html", "lang": "en", "text": "English"},
        "cite": "《甲区概况》",
        "receipt": {"notebook": "ab" * 32, "matplotlib": "3.11"},
    }
    made: NotebookNode = new_notebook(cells=cells, metadata={"analysis": described | about})
    return made


ENTRY = IndexEntry(
    "profile-a", "甲区概况", "Profile of A", "甲区有多少企业？", "How many firms has A?",
    "a-zh.html", "a-en.html", "园区", "Zones",
)  # fmt: skip

PAGES = ["zh", "en", "index"]


@pytest.fixture(scope="module", autouse=True)
def at_length() -> Iterator[None]:
    """Pages keep all their bytes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reports, "shortened", str)
        yield


@pytest.fixture(scope="module")
def pages(at_length: None) -> dict[str, str]:
    """The report in both languages, and an index of two reports."""
    made = {lang: report_html(notebook(lang)) for lang in ("zh", "en")}
    return made | {"index": index_html([ENTRY, replace(ENTRY, report="profile-b")])}


@pytest.fixture
def zh(pages: dict[str, str]) -> str:
    """The report in Chinese."""
    return pages["zh"]


@pytest.fixture
def en(pages: dict[str, str]) -> str:
    """The report in English."""
    return pages["en"]


def body(html: str) -> str:
    """The page without its head."""
    return html.partition("</head>")[2]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_the_landmarks_and_one_h1(pages: dict[str, str], name: str) -> None:
    """Each page has one h1, one header, main and footer, a title, a description, a language."""
    html = pages[name]
    assert html.startswith("<!doctype html>\n")
    assert f'<html lang="{"en" if name == "en" else "zh-Hans"}">' in html
    assert re.search(r'<title>\S.*</title>\n<meta name="description" content="\S', html)
    for tag in ("h1", "header", "main", "footer"):
        assert len(re.findall(rf"<{tag}\b", body(html))) == 1, tag


@pytest.mark.parametrize("name", PAGES)
def test_a_page_runs_our_script_or_nothing(pages: dict[str, str], name: str) -> None:
    """Where there are tables the policy names our script by its hash; nothing else may run."""
    policy = re.search(r"content=\"default-src 'none'; ([^\"]*)\"", pages[name])
    scripts = re.findall(r"(?s)<script[^>]*>(.*?)</script>", pages[name])
    assert policy
    assert scripts == ([] if name == "index" else [script()])
    allowed = re.findall(r"script-src ('[^']*');", policy[1])
    assert allowed == [sha256_source(text) for text in scripts]


@pytest.mark.parametrize("name", PAGES)
def test_no_tag_shows_as_text(pages: dict[str, str], name: str) -> None:
    """What the frame puts around an output stays markup: nothing is escaped twice."""
    shown = re.sub(r"(?s)<pre>.*?</pre>", "", body(pages[name]))
    assert re.findall(r"&lt;/?[a-z]+[^<]{0,40}", shown) == []


def test_a_report_speaks_one_language(zh: str, en: str) -> None:
    """Prose in the other language is gone, and the frame follows the report's own."""
    assert "甲区有多少企业" in zh
    assert "How many firms" not in zh
    assert "How many firms" in en
    assert "甲区有多少企业" not in en
    assert (PHRASES["code"][0] in zh, PHRASES["code"][1] in en) == (True, True)
    assert "严格：只取印出的字面" in zh


def test_what_belongs_to_the_machinery_stays_out(zh: str) -> None:
    """Cells of parameters and cells marked so are dropped, and so is the name of a drawn object."""
    assert all(hidden not in zh for hidden in ("secret", "Figure size", "injected"))
    assert 'class="n">lang' not in zh


def test_code_is_folded_below_what_it_shows(zh: str) -> None:
    """Code follows its output, and code that shows nothing is folded with the code after it."""
    folded = re.findall(r'<details class="code">.*?</details>', zh, flags=re.DOTALL)
    assert len(folded) == 6
    assert "somewhere" in folded[0]
    assert "<b>from</b> somewhere <b>import</b> views" in folded[0]
    assert "1 &lt; 2" in folded[0]
    assert zh.index('<p class="answer">') < zh.index(folded[0])


def test_an_output_is_shown_in_its_best_form(zh: str) -> None:
    """The drawing wins over the picture of it, and text is escaped."""
    assert "<img" not in zh
    assert '<pre class="printed">1 &lt; 2\n</pre>' in zh


def test_a_chart_becomes_part_of_the_page(zh: str) -> None:
    """Of the drawing nothing is left that the page does not need; colours can turn dark."""
    chart = re.search(r"(?s)<svg.*</svg>", zh)
    assert chart
    assert chart[0] == (
        '<svg role="img" style="--width:360pt" id="c1" viewBox="0 0 360 144">'
        '<title id="c1-title">甲区企业数</title><desc id="c1-desc">一根条，长六百。</desc><defs />'
        '<g><path id="c1-bar" d="M10.1 20h290.9z"'
        ' style="fill:var(--chart-blue,#0969da);stroke:var(--chart-paper,#ffffff)" />'
        '<use href="#c1-bar" x="0" y="40.7" />'
        '<text style="font-size:12px;fill:var(--chart-ink,#1f2328)" x="9" y="99">六百</text></g></svg>'
    )


PATHS = [
    ("a box, closed by itself", "M 0 0 L 2.04 0 L 2.04 1 L 0 1 L 0 0 z", "M0 0h2v1h-2z"),
    ("two strokes", "M 1 1 L 2 3 M 5 5 L 5 0.5", "M1 1l1 2m3 2v-4.5"),
    ("a curve", "M 0 0 Q 1.5 1.5 3 0 C 3 -1 4 -1 4 0", "M0 0q1.5 1.5 3 0c0-1 1-1 1 0"),
    ("rounding adds up to nothing", "M 0 0 L 0.14 9 L 0.28 0 L 0.42 9", "M0 0l.1 9l.2-9l.1 9"),
]  # fmt: skip


@pytest.mark.parametrize(("drawn", "short"), [r[1:] for r in PATHS], ids=[r[0] for r in PATHS])
def test_a_path_is_told_by_its_steps(drawn: str, short: str) -> None:
    """The path is the same to a tenth of a point, in fewer bytes."""
    assert f'd="{short}"' in inline_svg(f'<svg><path d="{drawn}"/></svg>')


def test_a_path_of_unknown_steps_is_refused() -> None:
    """A letter that matplotlib does not write would be drawn wrong."""
    with pytest.raises(ValueError, match="path step A1 2"):
        inline_svg('<svg><path d="M 0 0 A1 2"/></svg>')


def test_charts_share_their_looks_and_keep_their_marks_apart() -> None:
    """Two charts of a page say a look once, and what they draw again keeps a name of its own."""
    mark, hatch = "a-m0123456789", "b-h0123456789"
    charts = (
        f'<svg><defs><path id="{mark}" style="fill:red"/></defs><use href="#{mark}"/></svg>'
        f'<svg><defs><pattern id="{hatch}"/></defs><g style="fill:red"/>'
        f'<g style="fill:url(#{hatch})"/></svg>'
    )
    assert with_shared_styles(f"<style></style>{charts}") == (
        "<style>.c0{fill:red}.c1{fill:url(#d1)}</style>"
        '<svg><defs><path id="d0" class="c0"/></defs><use href="#d0"/></svg>'
        '<svg><defs><pattern id="d1"/></defs><g class="c0"/><g class="c1"/></svg>'
    )


RED, BLUE = 'style="fill:red"', 'style="fill:blue"'
JOINED = [
    ("side by side", f'<path {RED} d="M 0 0 L 1 1"/><path {RED} d="M 2 0 L 3 1"/>', 1),
    ("another between", f'<path {RED} d="M 0 0 L 1 1"/><path {BLUE} d="M 4 0 L 5 1"/><path {RED} d="M 2 0 L 3 1"/>', 2),
    ("another covered", f'<path {RED} d="M 0 0 L 1 1"/><path {BLUE} d="M 2 0 L 5 1"/><path {RED} d="M 2 0 L 3 1"/>', 3),
    ("each other covered", f'<path {RED} d="M 0 0 L 2 2"/><path {RED} d="M 1 1 L 3 3"/>', 2),
    ("words between", f'<path {RED} d="M 0 0 L 1 1"/><text>9</text><path {RED} d="M 2 0 L 3 1"/>', 2),
]  # fmt: skip


@pytest.mark.parametrize(("drawn", "paths"), [r[1:] for r in JOINED], ids=[r[0] for r in JOINED])
def test_paths_are_joined_where_nothing_changes(drawn: str, paths: int) -> None:
    """Paths that look the same become one, unless what is covered would change."""
    assert inline_svg(f"<svg>{drawn}</svg>").count("<path") == paths


def test_a_mark_is_drawn_once() -> None:
    """Marks that look the same are one; what looks otherwise stays apart."""
    marks = "".join(
        f'<path id="m{n}" d="M 0 0 L {length} 1"/>' for n, length in enumerate((1, 1, 2))
    )
    uses = "".join(f'<use href="#m{n}"/>' for n in range(3))
    drawn = inline_svg(f"<svg><defs>{marks}</defs>{uses}</svg>")
    assert re.findall('id="(m.)"', drawn) == ["m0", "m2"]
    assert re.findall('href="#(m.)"', drawn) == ["m0", "m0", "m2"]


def test_a_short_page_says_the_same(zh: str) -> None:
    """A page without needless bytes has the same words, links, policy and script."""
    short = shortened(zh)
    assert len(short) < len(zh)
    assert script() in short
    words = [
        re.sub(r"\s", "", Markup(page.partition("</style>")[2]).striptags()) for page in (short, zh)
    ]
    assert words[0] == words[1]
    assert re.findall(r'href="?#([^\s">]+)', short) == re.findall(r'href="#([^"]+)"', zh)


def test_formulas_are_mathml(zh: str) -> None:
    """A formula in a line and one of its own, and no dollar sign left."""
    assert "<mfrac>" in zh
    assert 'display="block"' in zh
    assert "$" not in body(zh).partition("<script")[0]


def test_chinese_lines_join_without_a_gap(zh: str, en: str) -> None:
    """A line break in the notebook is no space between Chinese characters, but one in English."""
    assert "约数，“近”与“超”都保留。" in zh
    assert "hedged;\nwe keep" in en


def test_every_table_scrolls_in_a_region_with_a_name_of_its_own(zh: str) -> None:
    """Tables are wrapped once, and equal captions are told apart."""
    assert re.findall(r'<div class="scroll"[^>]* aria-label="([^"]+)"><table', zh) == [
        "企业数",
        "企业数-2",
        "企业数-3",
    ]
    assert zh.count("<table") == 3


def test_contents_lead_to_the_headings(zh: str) -> None:
    """Every second-level heading of the main part is listed, after the answer."""
    listed = re.findall(r'<li><a href="#([^"]+)">([^<]+)</a>', zh)
    assert listed == [("企业", "企业"), ("证据", "证据")]
    assert all(f'<h2 id="{name}">' in zh for name, _ in listed)
    assert zh.index('<p class="answer">') < zh.index('<nav class="contents"')


def test_metadata_is_escaped() -> None:
    """What a report says of itself cannot break out of its place."""
    evil = '"><em>&'
    html = report_html(notebook(title=evil, cite=evil, receipt={evil: evil}, parameters={evil: 1}))
    assert "<em>" not in html
    assert "<title>&#34;&gt;&lt;em&gt;&amp; · " in html
    assert "<em>" not in index_html([replace(ENTRY, title_en=evil, href_zh=evil, group_zh=evil)])


def test_two_exports_are_the_same_bytes() -> None:
    """An export depends on nothing but the notebook, and leaves it as it was."""
    given = notebook()
    before = nbformat.writes(given)
    assert report_html(given) == report_html(given) == report_html(nbformat.reads(before, 4))
    assert nbformat.writes(given) == before


def test_a_bare_notebook_still_makes_a_page(tmp_path: Path) -> None:
    """By hand, the title is the first heading and the language the last parameter."""
    bare = notebook()
    del bare.metadata["analysis"]
    nbformat.write(bare, tmp_path / "by-hand.ipynb")
    html, resources = ReportExporter().from_filename(str(tmp_path / "by-hand.ipynb"))  # type: ignore[no-untyped-call]
    assert resources["output_extension"] == ".html"
    assert '<html lang="en">' in html
    assert "<title>How many firms has Zone A? · Figures in Print</title>" in html


def test_a_notebook_without_anything_is_named_after_its_file(tmp_path: Path) -> None:
    """Without any heading the name of the file is the title and the h1, in Chinese."""
    nbformat.write(new_notebook(cells=[said("一句话。")]), tmp_path / "draft.ipynb")
    html, _ = ReportExporter().from_filename(str(tmp_path / "draft.ipynb"))  # type: ignore[no-untyped-call]
    assert '<html lang="zh-Hans">' in html
    assert "<h1>draft</h1>" in html


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        pytest.param(
            ran("f()\ng()", new_output("stream", name="stderr", text="UserWarning: old")),
            r"「f\(\)」: stderr 'UserWarning: old'",
            id="a warning",
        ),
        pytest.param(
            ran("f()", new_output("error", ename="KeyError", evalue="'x'", traceback=[])),
            r"「f\(\)」: KeyError: 'x'",
            id="an error",
        ),
        pytest.param(
            ran("f()", shown("image/png", "aaaa")), r"「f\(\)」: only image/png", id="a picture"
        ),
        pytest.param(
            ran("f()", shown("image/svg+xml", re.sub("<title.*</title>", "", CHART))),
            r"「f\(\)」: a chart without <title>",
            id="a chart without a title",
        ),
        pytest.param(
            ran("f()", shown("image/svg+xml", CHART)), "ids used twice: c1, c1-", id="ids"
        ),
        pytest.param(ran("f()", shown("text/html", "<script>1</script>")), "fetches", id="script"),
        pytest.param(said('<img alt="" src="https://a.b/c">'), "fetches nothing", id="fetching"),
        pytest.param(said("# 又一个"), "2 headings of the first level", id="a second h1"),
        pytest.param(said("说**“超”**的数"), r"\*\* left over", id="emphasis CommonMark misses"),
    ],
)
def test_what_must_not_reach_a_report_stops_it(cell: NotebookNode, reason: str) -> None:
    """A warning, an error, a nameless chart or a script stops the export and is named."""
    given = notebook()
    given.cells.append(cell)
    with pytest.raises(ValueError, match=reason):
        report_html(given)


def test_a_parameter_that_the_notebook_does_not_know_is_refused() -> None:
    """What papermill only warns of makes no report: nobody asked for the one it would be."""
    given = notebook()
    given.metadata["papermill"] = {"parameters": {"lang": "zh", "lnag": "en"}}
    with pytest.raises(ValueError, match="unknown parameter lnag; one of lang"):
        report_html(given)
    given.metadata["papermill"] = {"parameters": {"lang": "zh"}}
    assert report_html(given)


def test_an_unknown_language_is_named() -> None:
    """A report is in Chinese or English."""
    with pytest.raises(ValueError, match="lang 'fr': reports are written in zh or en"):
        report_html(notebook("fr"))


def test_the_index_leads_to_every_report_in_both_languages(pages: dict[str, str]) -> None:
    """Each entry has both questions and both links, under one heading for its group."""
    html = pages["index"]
    assert html.count('href="a-zh.html"') == html.count('href="a-en.html" hreflang="en"') == 2
    assert html.count('<h2>园区 <span lang="en">Zones</span></h2>') == 1
    assert '<p lang="en"><a' in html


def luminance(colour: str) -> float:
    """The relative luminance of #rrggbb, as WCAG defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_words_are_seen_on_every_ground(scheme: int) -> None:
    """Each colour of words reaches 4.5:1 on paper, and so do those on tinted and marked grounds."""
    colours = {
        name: re.findall(rf"--{name}:(#[0-9a-f]{{6}})", stylesheet())[scheme]
        for name in "paper tint mark ink muted link seal good wary bad".split()
    }
    for ground, words in {
        "paper": "ink muted link seal good wary bad",
        "tint": "ink muted link seal good",
        "mark": "ink muted link good wary bad",
    }.items():
        for word in words.split():
            assert contrast(colours[word], colours[ground]) >= 4.5, (word, ground)


def test_chart_colours_are_seen_in_the_light_and_in_the_dark() -> None:
    """Words reach 4.5:1 against the paper, lines and areas with a meaning 3:1."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    dark_paper = re.findall(r"--paper:(#[0-9a-f]{6})", stylesheet())[-1]
    for light, (name, dark) in CHART_COLOURS.items():
        if name not in ("paper", "grid", "pale-blue", "pale-grey"):
            wanted = 4.5 if name in ("ink", "muted") else 3
            assert contrast(light, "#ffffff") >= wanted, (name, "light")
            assert contrast(dark, dark_paper) >= wanted, (name, "dark")
        if name.startswith("pale"):
            assert contrast(light, "#1f2328") >= 4.5, (name, "under words, light")
            assert contrast(dark, CHART_COLOURS["#1f2328"][1]) >= 4.5, (name, "under words, dark")


@pytest.mark.parametrize(
    ("html", "found"),
    [
        pytest.param("<svg/onload=x>", True, id="a handler after a stroke"),
        pytest.param("<img/src=x/onerror=y>", True, id="a source after a stroke"),
        pytest.param("<SCRIPT>1</SCRIPT>", True, id="in capitals"),
        pytest.param("<p ONCLICK=x>", True, id="a handler in capitals"),
        pytest.param('<img src = "http://x">', True, id="spaces around"),
        pytest.param('<p title=""onclick=x>', True, id="no space between"),
        pytest.param('<img src="data:image/png;base64,x">', False, id="what is in the page"),
        pytest.param("<p title='<script>'>onload=1</p>", False, id="what quotes hold"),
        pytest.param("<p>src=1 &lt;script&gt;</p>", False, id="what is text"),
    ],
)
def test_what_would_run_is_found(html: str, found: bool) -> None:
    """However it is written, an element that runs or fetches is found, and no text is taken for one."""
    assert bool(active_element(html)) is found

"""Executed notebooks to single-file, offline reports in Chinese and English, and their index."""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path
from textwrap import shorten
from typing import Any

from jinja2 import Environment, Template
from latex2mathml.converter import convert
from markupsafe import Markup, escape
from minify_html import minify
from nbconvert.exporters import HTMLExporter, TemplateExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from pygments.lexers import PythonLexer
from pygments.token import Comment, Keyword, Operator, String, _TokenType
from traitlets import default
from traitlets.config import Config

from analysis.codebook import csv_link
from analysis.drawings import CHART_COLOURS, chart_name, inline_svg, with_shared_styles
from analysis.fonts import CHART_FAMILY, subset_woff2
from analysis.notes import with_notes

TEMPLATES = Path(__file__).parent / "templates"

LANGUAGES = {"zh": "zh-Hans", "en": "en"}

PHRASES = {
    "site": ("报载数字", "Figures in Print"),
    "skip": ("跳到正文", "Skip to the text"),
    "reports": ("报告", "Reports"),
    "contents": ("本页内容", "On this page"),
    "code": ("代码", "Code"),
    "table": ("表格", "Table"),
    "table_csv": ("下载此表（CSV）", "Download this table (CSV)"),
    "chart_csv": ("下载图中数据（CSV）", "Download the chart’s data (CSV)"),
    "cite": ("如何引用", "How to cite"),
    "parameters": ("本报告的参数", "Parameters of this report"),
    "receipt": ("复核凭据：输入、代码与版本", "Receipt: inputs, code and versions"),
    "rights": (
        "数字、日期与标题引自所注明的报道，报道的权利归作者与报社所有，此处不转载原文句子。",
        (
            "Figures, dates and headlines are cited from the articles named. The articles belong "
            "to their authors and newspapers; none of their sentences is reproduced."
        ),
    ),
    "licence": (
        "代码依 MIT 许可证发布；随页字体取自 Noto Sans SC，依 SIL 开放字体许可证 1.1 使用。",
        (
            "The code is under the MIT License; the embedded font is cut from Noto Sans SC, under "
            "the SIL Open Font License 1.1."
        ),
    ),
    "private": (
        "本报告含原文句子，只供文本所有者自用，请勿公开发布。",
        (
            "This copy quotes sentences of the articles: for the owner of the texts only; do not "
            "publish."
        ),
    ),
    # Parameters and their values in words; what has no row here is shown as it is.
    "zone": ("园区", "Zone"),
    "page": ("版面", "Page"),
    "lang": ("语言", "Language"),
    "zh": ("中文", "Chinese"),
    "en": ("英文", "English"),
    "reading": ("读法", "Reading"),
    "strict": ("严格：只取印出的字面", "strict: exactly what is printed"),
    "conventional": ("通行：按写明的通行宽度", "conventional: the documented widths"),
}

# The forms of an output that a report shows, the preferred one first.
SHOWN = ("text/html", "image/svg+xml", "text/markdown", "text/plain")
DROPPED = {"parameters", "injected-parameters", "remove-cell"}
# How folded code is coloured; what is not named here stays plain.
CODE_TAGS = {Comment: "i", Keyword: "b", Operator.Word: "b"}
# Chinese characters and full-width marks; quotation marks and dashes are shared with Latin.
HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
SHARED = "‘’“”—…"


# How a figure of matplotlib, or a part of one, looks where nothing has drawn it.
_UNSHOWN = re.compile(r"<Figure size|<Axes\b|<matplotlib\.")
# Elements that run or fetch something, and what a page without any of them does not even hold.
ACTIVE = {"script", "iframe", "object", "embed", "link", "base", "form"}
_MAYBE_ACTIVE = re.compile(
    rf"<(?:{'|'.join(sorted(ACTIVE))})\b|\bsrc\s*=(?!\s*[\"']data:)|\bon\w+\s*=", re.IGNORECASE
)
# What leaves a mark on a chart.
_MARKS = re.compile(r"<(?:path|rect|circle|line|use|text)\b")


@dataclass(frozen=True)
class IndexEntry:
    """One report in the index: its title, the question it answers, and where, in both languages."""

    report: str
    title_zh: str
    title_en: str
    question_zh: str
    question_en: str
    href_zh: str
    href_en: str
    group_zh: str
    group_en: str


class ReportExporter(HTMLExporter):
    """`jupyter nbconvert --to analysis`: one HTML file that asks the network for nothing."""

    export_from_notebook = "Report"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "report"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(TEMPLATES)]

    @property
    def default_config(self) -> Config:
        """The configuration of nbconvert with our preference among the forms of an output."""
        merged: Config = super().default_config.copy()
        merged.merge(Config({"NbConvertBase": {"display_data_priority": list(SHOWN)}}))
        return merged

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.autoescape = True
        environment.globals["script"] = script()
        environment.filters |= {
            "before_h2": before_h2,
            "chart_name": chart_name,
            "csv_link": csv_link,
            "finished": finished,
            "font_face": font_face,
            "heading": heading,
            "headings": headings,
            "highlight_code": code_html,
            "html_lang": html_lang,
            "inline_svg": inline_svg,
            "markdown2html": markdown_html,
            "sha256": sha256_source,
            "with_charts": with_charts,
        }
        return environment

    def from_notebook_node(  # type: ignore[override]  # Every exporter of text differs here.
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """The report of an executed notebook, and what nbconvert wants to know beside it."""
        about = {"lang": language(nb)} | nb.metadata.get("analysis", {})
        about["private"] = about.get("private") or quotes(nb)
        check_parameters(nb)
        cells = list(kept_cells(nb, about["lang"]))
        check_outputs(cells)
        kept = copy(nb)
        kept.cells = list(joined_cells(cells))
        frame = {"about": about, "say": phrases(about["lang"]), "style": stylesheet()}
        # Past HTMLExporter, whose tidying would lower the case of every SVG attribute.
        page, found = TemplateExporter.from_notebook_node(
            self, kept, (resources or {}) | frame, **kw
        )
        return shortened(page), found


@cache
def exporter() -> ReportExporter:
    """The exporter of this process, which knows nothing of a person's own settings."""
    return ReportExporter()  # type: ignore[no-untyped-call]


def report_html(notebook: NotebookNode) -> str:
    """The report of an executed notebook, as a page."""
    return exporter().from_notebook_node(notebook)[0]


def index_html(entries: Sequence[IndexEntry], about: Mapping[str, object] | None = None) -> str:
    """The page that leads to every report and their data, in both languages."""
    groups: dict[tuple[str, str], list[IndexEntry]] = {}
    for entry in entries:
        groups.setdefault((entry.group_zh, entry.group_en), []).append(entry)
    template: Template = exporter().environment.get_template("report_index.html.j2")
    named = {entry.report: entry for entry in entries}
    frame = {"zh": phrases("zh"), "en": phrases("en"), "style": stylesheet()}
    return shortened(
        template.render(groups=groups.items(), named=named, about=about or {}, **frame)
    )


def shortened(page: str) -> str:
    """A page that says and shows the same in fewer bytes."""
    page = with_shared_styles(with_needed_style(page))
    return minify(page, keep_html_and_head_opening_tags=True)


def with_needed_style(page: str) -> str:
    """A page without the rules and colours of its style for what it never names.

    >>> with_needed_style("<style>p{a:1}.x p,.y{b:2}p > .z{c:3}</style><p class=y>")
    '<style>p{a:1}.x p,.y{b:2}</style><p class=y>'
    """
    head, begin, style = page.partition("<style>")
    style, end, body = style.partition("</style>")
    named = set(re.findall(r"[\w-]+", body)) | set(re.findall(r"var\((--[\w-]+)", style))
    style = re.sub(r"(--chart-[\w-]+):[^;}]*;?", lambda c: c[0] * (c[1] in named), style)

    def needed(rule: re.Match[str]) -> str:
        choices = (re.findall(r"\.([a-z][\w-]*)", choice) for choice in rule[1].split(","))
        return rule[0] if any(named.issuperset(classes) for classes in choices) else ""

    return head + begin + re.sub(r"([^{}]+)\{[^{}]*\}", needed, style) + end + body


def phrases(lang: str) -> dict[str, str]:
    """Every phrase of a page's frame in one language."""
    column = list(LANGUAGES).index(lang)
    return {key: words[column] for key, words in PHRASES.items()} | {"html_lang": html_lang(lang)}


def html_lang(lang: str) -> str:
    """A language as HTML writes it."""
    return LANGUAGES[lang]


def stylesheet() -> Markup:
    """The style of every page, with the dark colours of the charts."""
    css = (TEMPLATES / "report" / "style.css").read_text("utf-8")
    dark = "".join(f"--chart-{name}:{to};" for name, to in dict(CHART_COLOURS.values()).items())
    css = css.replace("/* chart colours */", dark)
    css = re.sub(r"(?s)/\*.*?\*/|\n\s*", "", css)
    return Markup(re.sub(r"(?<=[:;,{}]) +| +(?=[{}])|;(?= *})", "", css))


def script() -> Markup:
    """What runs on a page: it sorts and saves tables, and nothing else may run."""
    source = (TEMPLATES / "report" / "script.js").read_text("utf-8")
    return Markup(minify(f"<script>{source}</script>", minify_js=True)[8:-9])


def sha256_source(text: str) -> Markup:
    """A text as a page's policy names what it may run."""
    return Markup(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'")


def tags(cell: NotebookNode) -> set[str]:
    """The tags of a cell."""
    return set(cell.metadata.get("tags", ()))


def language(nb: NotebookNode) -> str:
    """The language a notebook says it is in, else the one its parameters set, else Chinese."""
    parameters = "\n".join(cell.source for cell in nb.cells if tags(cell) & DROPPED)
    assigned = re.findall(r"""(?m)^lang\b[^=\n]*=\s*["'](\w+)["']""", parameters)
    lang: str = nb.metadata.get("analysis", {}).get("lang") or ["zh", *assigned][-1]
    if lang not in LANGUAGES:
        raise ValueError(f"lang {lang!r}: reports are written in {' or '.join(LANGUAGES)}")
    return lang


def kept_cells(nb: NotebookNode, lang: str) -> Iterator[NotebookNode]:
    """The cells a reader sees: no parameters, nothing in the other language."""
    for cell in nb.cells:
        spoken = tags(cell) & LANGUAGES.keys()
        if not tags(cell) & DROPPED and (not spoken or lang in spoken):
            yield cell


def joined_cells(cells: Iterable[NotebookNode]) -> Iterator[NotebookNode]:
    """Cells, where code that shows nothing is folded together with the code that follows it."""
    silent: NotebookNode | None = None
    for cell in cells:
        shown = copy(cell)
        if silent is not None and cell.cell_type == "code":
            shown.source = f"{silent.source}\n\n{cell.source}"
        elif silent is not None:
            yield silent
        silent = shown if cell.cell_type == "code" and not cell.outputs else None
        if silent is None:
            yield shown
    if silent is not None:
        yield silent


def quotes(nb: NotebookNode) -> bool:
    """Whether a notebook quotes sentences of the articles, however it was run."""
    shown = (output.get("data", {}) for cell in nb.cells for output in cell.get("outputs", ()))
    return any("<mark>" in data.get("text/html", "") for data in shown)


def check_parameters(nb: NotebookNode) -> None:
    """Nothing, or a ValueError that names what papermill passed and the notebook does not know."""
    passed = nb.metadata.get("papermill", {}).get("parameters", {})
    declared = "\n".join(cell.source for cell in nb.cells if "parameters" in tags(cell))
    known = re.findall(r"(?m)^(\w+)\b[^=\n]*=", declared)
    if unknown := sorted(passed.keys() - set(known)):
        raise ValueError(f"unknown parameter {', '.join(unknown)}; one of {', '.join(known)}")


def check_outputs(cells: Iterable[NotebookNode]) -> None:
    """Nothing, or a ValueError that names the first cell whose output must not reach a report."""
    for cell in cells:
        for output in cell.get("outputs", ()):
            if problem := output_problem(output):
                first_line = cell.source.strip().partition("\n")[0]
                raise ValueError(f"cell {cell.get('id', '?')}「{first_line}」: {problem}")


def output_problem(output: NotebookNode) -> str | None:
    """Why an output must not reach a report; None when it may."""
    if output.output_type == "error":
        return f"{output.ename}: {output.evalue}; mend the cell and run it again"
    if output.output_type == "stream":
        warned = output.name == "stderr"
        said = shorten(output.text, 200, placeholder=" …")
        return f"stderr {said!r}; mend what it warns of" if warned else None
    form = next((form for form in SHOWN if form in output.data), None)
    if form is None:
        return f"only {', '.join(output.data)}; a report shows {', '.join(SHOWN)}"
    if form == "image/svg+xml" and "<title" not in output.data[form]:
        return "a chart without <title>; give it a title and a description"
    if form == "text/plain" and _UNSHOWN.search(output.data[form]):
        return f"{output.data[form]!r}: a figure that would not appear; show it as SVG"
    return None


class ReportRenderer(IPythonRenderer):
    """Markdown as a report shows it: formulas as MathML, Chinese lines joined without a gap."""

    def inline_math(self, body: str) -> str:
        """A formula within a line."""
        return convert(body)

    def block_math(self, body: str) -> str:
        """A formula of its own."""
        return convert(body, display="block")

    def latex_environment(self, name: str, body: str) -> str:
        """A formula in a LaTeX environment."""
        return self.block_math(f"\\begin{{{name}}}{body}\\end{{{name}}}")

    def paragraph(self, text: str) -> str:
        """A paragraph."""
        return f"<p>{prose(text)}</p>\n"

    def block_text(self, text: str) -> str:
        """The text of a list item."""
        return prose(text)


def prose(html: str) -> str:
    r"""Text without the line breaks between Chinese characters, which browsers show as spaces.

    >>> prose("印出来的\n数字 and\nwords")
    '印出来的数字 and\nwords'
    """
    # CommonMark misses the end of **“bold”**的 and would make the next sentence bold instead.
    if "**" in re.sub(r"<code>.*?</code>", "", html):
        raise ValueError(f"「{html}」: ** left over; keep Chinese punctuation outside the bold")
    after, before = f"(?<=[{HAN}])", f"(?=[{HAN}])"
    shared_after, shared_before = f"(?<=[{HAN}{SHARED}])", f"(?=[{HAN}{SHARED}])"
    return re.sub(f"{after}\n{shared_before}|{shared_after}\n{before}", "", html)


def markdown_html(source: str) -> Markup:
    """Markdown as HTML."""
    renderer = ReportRenderer(escape=False, exclude_anchor_links=True)
    return Markup(MarkdownWithMath(renderer=renderer).render(source))


def code_html(source: str) -> Markup:
    r"""Code in few tags: comments in <i>, keywords in <b>.

    Sentences are left out: the report shows the one, and speaks one language only.

    >>> code_html("for x in 'ab':  # one")
    Markup('<b>for</b> x <b>in</b> &#39;ab&#39;:  <i># one</i>\n')
    >>> code_html("say(zh='一。' '二。', en='One.')"), code_html("say(zh=n, en='a' + n)")
    (Markup('say(zh=…, en=…)\n'), Markup('say(zh=n, en=&#39;a&#39; + n)\n'))
    >>> code_html("zh='一'")
    Markup('zh=&#39;一&#39;\n')
    """

    def tag(part: tuple[_TokenType, str]) -> str:
        return next((name for kind, name in CODE_TAGS.items() if part[0] in kind), "")

    # A tab is as wide as four spaces, see style.css, and a quarter of the bytes.
    tokens = PythonLexer().get_tokens(
        re.sub(r"(?m)^( {4})+", lambda i: "\t" * (len(i[0]) // 4), source)
    )
    parts = groupby(without_sentences(list(tokens)), key=tag)
    told = ((name, escape("".join(words for _, words in run))) for name, run in parts)
    return Markup().join(
        Markup("<{0}>{1}</{0}>").format(name, words) if name else words for name, words in told
    )


def without_sentences(
    tokens: Sequence[tuple[_TokenType, str]],
) -> Iterator[tuple[_TokenType, str]]:
    """Code without the texts that are passed as `zh=` or `en=`."""
    begins = [[lang, "="] for lang in LANGUAGES]
    at = 0
    while at < len(tokens):
        yield tokens[at]
        at += 1
        if [words for _, words in tokens[max(at - 2, 0) : at]] not in begins:
            continue
        end = at
        while end < len(tokens) and (tokens[end][0] in String or not tokens[end][1].strip()):
            end += 1
        # What follows a text alone ends the argument; anything else is worked out from it.
        if at < end < len(tokens) and tokens[end][1][:1] in {",", ")"}:
            yield tokens[end][0], "…"
            at = end


def with_charts(html: str) -> Markup:
    """An HTML output whose charts are drawn as the page draws them."""
    return Markup(re.sub(r"(?s)<svg\b.*?</svg>", lambda svg: inline_svg(svg[0]), html))


def finished(html: str, say: Mapping[str, str]) -> Markup:
    """The main part, checked, where headings can be linked to and tables scroll by themselves."""
    if found := active_element(html):
        raise ValueError(f"「{found[:80]}」: a report runs and fetches nothing")
    if (times := len(re.findall(r"<h1\b", html))) > 1:
        raise ValueError(f"{times} headings of the first level; keep one and make the others ##")
    html = with_every_chart(str(html))  # A pattern would escape what it puts into Markup.
    html = with_scrolling_tables(with_heading_ids(with_notes(html)), say["table"])
    names = Counter(re.findall(r'\sid="([^"]+)"', html))
    if repeated := [name for name, times in names.items() if times > 1]:
        raise ValueError(f"ids used twice: {', '.join(repeated)}; give each chart its own prefix")
    return Markup(html)


class _ActiveElements(HTMLParser):
    """A parser that keeps the first element which would run or fetch something."""

    found = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element and its attributes; what quotes hold is no element."""
        asks = any(
            name.startswith("on")
            or (name == "src" and not (value or "").strip().startswith("data:"))
            for name, value in attrs
        )
        if not self.found and (asks or tag in ACTIVE):
            self.found = self.get_starttag_text() or tag


def active_element(html: str) -> str:
    """Return the first element that would run or fetch something; empty where none would.

    >>> (
    ...     active_element('<a title="<img src=x onerror=y>" href="#1">'),
    ...     active_element("<p onclick=x>"),
    ... )
    ('', '<p onclick=x>')
    """
    if not _MAYBE_ACTIVE.search(html):  # Parsing takes longer than everything else here.
        return ""
    parser = _ActiveElements()
    parser.feed(html)
    parser.close()
    return parser.found


def with_every_chart(html: str) -> str:
    """HTML in which every chart that its evidence names appears; a ValueError where one does not.

    >>> with_every_chart('<svg id="a"><path/></svg><section class="evidence" data-charts="a">')
    '<svg id="a"><path/></svg><section class="evidence">'
    """
    named = re.findall(r'<(?:section|details) class="evidence" data-charts="([^"]*)"', html)
    for name in " ".join(named).split():
        drawn = re.search(rf'(?s)<svg\b[^>]*\sid="{re.escape(name)}".*?</svg>', html)
        if drawn is None or not _MARKS.search(drawn[0]):
            raise ValueError(f"chart {name!r} was drawn and does not appear; let a cell show it")
    told = r'(<(?:section|details) class="evidence")(?: data-(?:charts|reads)="[^"]*")+'
    return re.sub(told, r"\1", html)


def plain(html: str) -> str:
    """HTML without its tags, in one line."""
    return Markup(html).striptags()


def numbered(name: str, seen: Counter[str]) -> str:
    """A name, with a number from its second use on."""
    seen[name] += 1
    return name if seen[name] == 1 else f"{name}-{seen[name]}"


def with_heading_ids(html: str) -> str:
    """HTML whose headings of the second and third level have an id made of their words.

    >>> with_heading_ids("<h2>企业，A 区</h2><h3 class=a>企业</h3>")
    '<h2 id="企业-a-区">企业，A 区</h2><h3 id="企业" class=a>企业</h3>'
    """
    seen: Counter[str] = Counter()

    def identified(match: re.Match[str]) -> str:
        tag, attributes, words = match.groups()
        slug = re.sub(r"\W+", "-", plain(words).lower()).strip("-") or tag
        return f'<{tag} id="{numbered(slug, seen)}"{attributes}>{words}</{tag}>'

    return re.sub(r"(?s)<(h[23])\b((?:(?!\sid=)[^>])*)>(.*?)</\1>", identified, html)


def with_scrolling_tables(html: str, unnamed: str) -> str:
    """HTML whose tables each sit in a region named by the caption, which a keyboard can scroll."""
    seen: Counter[str] = Counter()

    def region(match: re.Match[str]) -> str:
        table = match[1] or match[2]
        caption = re.search(r"(?s)<caption\b[^>]*>(.*?)</caption>", table)
        label = escape(numbered(plain(caption[1]) if caption else unnamed, seen))
        return f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">{table}</div>'

    table = r"(<table\b.*?</table>)"
    return re.sub(rf'(?s)<div class="scroll"[^>]*>\s*{table}\s*</div>|{table}', region, html)


def heading(html: str) -> str:
    """The words of the first-level heading; empty when there is none."""
    found = re.search(r"(?s)<h1\b[^>]*>(.*?)</h1>", html)
    return plain(found[1]) if found else ""


def headings(html: str) -> list[tuple[str, str]]:
    """The id and the words of each second-level heading."""
    found = re.findall(r'(?s)<h2\b[^>]*\bid="([^"]+)"[^>]*>(.*?)</h2>', html)
    return [(name, plain(words)) for name, words in found]


def before_h2(html: str) -> tuple[Markup, Markup]:
    """The opening of a report, up to its first second-level heading, and the rest."""
    # A section or a fold around the heading begins the rest, too.
    found = re.search(r"(?:<(?:section|details)\b[^>]*>\s*(?:<summary>)?)?<h2\b", html)
    start = found.start() if found else len(html)
    return Markup(html[:start]), Markup(html[start:])


def font_face(page: str, lang: str) -> Markup:
    """A font rule that covers the page's characters, for machines without Chinese fonts."""
    # What a link holds to be saved is never shown.
    page = re.sub(r'href="data:[^"]*"', "", page)
    # Latin letters cost six kilobytes, worth it where they stand within Chinese lines.
    characters = page if lang == LANGUAGES["zh"] else re.sub(r"[\x00-\x7f]", "", page)
    data = b64encode(subset_woff2(characters)).decode()
    source = f'url(data:font/woff2;base64,{data}) format("woff2")'
    return Markup(f'@font-face{{font-family:"{CHART_FAMILY}";src:{source}}}')

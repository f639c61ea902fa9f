"""Charts of the real page in both languages, and of rows made to be hard."""

import datetime
import json
import os
import re
import subprocess
import sys
from base64 import b64decode
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from io import BytesIO
from itertools import combinations
from xml.etree import ElementTree

import matplotlib as mpl
import pandas as pd
import pytest
from markupsafe import Markup
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from PIL import Image
from playwright.sync_api import Browser

from analysis.bounds import Bounds, round_outward
from analysis.charts import (
    BarRow,
    BoundsRow,
    Chart,
    Part,
    TimelineRow,
    draw_bars,
    draw_bounds,
    draw_matrix,
    draw_timeline,
)
from analysis.charts.sheet import _STRAIGHT as STRAIGHT
from analysis.charts.sheet import ASCENT, DESCENT, HAN, Sheet, width_of
from analysis.derive import derive
from analysis.drawings import CHART_COLOURS, inline_svg
from analysis.figures import KINDS
from analysis.fonts import register_chart_font
from analysis.observations import Corpus, Observation, judge
from analysis.pages import read_pages
from analysis.paths import find_checkout
from analysis.registers import read_registers
from analysis.reports import stylesheet
from analysis.wording import say_bounds, say_date, say_figure

LANGS = ("zh", "en")


@lru_cache
def corpus() -> Corpus:
    """Everything the checkout's pages say."""
    checkout = find_checkout()
    registers = read_registers(checkout.registers)
    return judge(read_pages(checkout.pages, registers), registers)


def zones(lang: str) -> dict[str, str]:
    """The zones by their short names."""
    names = corpus().registers.zones[f"short_{lang}"]
    return {str(zone): str(name) for zone, name in names.items()}


def terms(vocabulary: str, lang: str) -> dict[str, str]:
    """The names of a vocabulary."""
    registers = corpus().registers
    return {id_: registers.name(vocabulary, id_, lang) for id_ in registers.ids(vocabulary)}


def crossed(row_of: Callable[[Observation], str]) -> dict[tuple[str, str], list[str]]:
    """The ids of observations by a property and zone."""
    cells: dict[tuple[str, str], list[str]] = defaultdict(list)
    for seen in corpus().observations:
        cells[row_of(seen), seen.zone].append(seen.id)
    return cells


def pick(lang: str, zh: str, en: str) -> str:
    """The words of a language."""
    return zh if lang == "zh" else en


def coverage(lang: str) -> Chart:
    """Families by zones."""
    return draw_matrix(
        "coverage",
        pick(
            lang, "没有一个领域是五个园区都报了数的", "No subject has figures from all five zones"
        ),
        pick(lang, "每个园区在各领域印出的数字，个", "Printed figures by subject and zone, number"),
        terms("family", lang),
        zones(lang),
        crossed(lambda seen: seen.family),
        lang=lang,
    )


def statuses(lang: str) -> Chart:
    """Statuses by zones, where the page is read whole, so that no figure is a zero."""
    cells = crossed(lambda seen: seen.status)
    rows = terms("status", lang)
    return draw_matrix(
        "statuses",
        pick(lang, "计划与上限也印成数字", "Plans and ceilings are printed as figures, too"),
        pick(lang, "各园区的数字，按所处状态，个", "Figures by zone and status, number"),
        rows,
        zones(lang),
        {(row, zone): cells.get((row, zone), []) for row in rows for zone in zones(lang)},
        lang=lang,
    )


def kinds(lang: str) -> Chart:
    """How many mentions are of each kind."""
    ids: dict[str, list[str]] = defaultdict(list)
    for mention in corpus().mentions:
        ids[mention.figure.kind].append(mention.id)
    names = terms("kind", lang)
    rows = sorted(KINDS, key=lambda kind: -len(ids[kind]))
    return draw_bars(
        "kinds",
        pick(
            lang,
            "印出的数字多为计数，其次是日期与金额",
            "Most printed figures count something; dates and money follow",
        ),
        pick(lang, "版面上印出的数字，按种类，个", "Printed figures on the page by kind, number"),
        [BarRow(names[kind], (Part(len(ids[kind]), "", tuple(ids[kind])),)) for kind in rows],
        lang=lang,
    )


def stacked(
    id: str,  # noqa: A002
    title: str,
    subtitle: str,
    lang: str,
    series: Mapping[str, str],
    series_of: Callable[[Observation], str],
) -> Chart:
    """Observations of each zone by a property."""
    cells = crossed(series_of)
    rows = [
        BarRow(
            label,
            tuple(
                Part(len(ids), name, tuple(ids))
                for name in series
                if (ids := cells.get((name, zone)))
            ),
        )
        for zone, label in zones(lang).items()
    ]
    return draw_bars(id, title, subtitle, rows, lang=lang, series=series)


def hedges(lang: str) -> Chart:
    """Hedges by zone."""
    return stacked(
        "hedges",
        pick(
            lang,
            "近半数字前后带着“超”“近”“余”这样的字",
            "Many figures come with “over”, “nearly” or “more than”",
        ),
        pick(lang, "各园区的数字，按限定词，个", "Figures by zone and hedge, number"),
        lang,
        terms("hedge", lang),
        lambda seen: seen.figure.hedge,
    )


def stacked_statuses(lang: str) -> Chart:
    """Statuses by zone as bars."""
    return stacked(
        "status-bars",
        pick(lang, "各园区已达成与计划中的数字", "What has been reached, and what is planned"),
        pick(lang, "各园区的数字，按所处状态，个", "Figures by zone and status, number"),
        lang,
        terms("status", lang),
        lambda seen: seen.status,
    )


def row_of(seen: Observation, lang: str, *, short: bool = False) -> BoundsRow:
    """An observation under both readings."""
    registers = corpus().registers
    label = (
        zones(lang)[seen.zone]
        if short
        else f"{registers.name('subject', seen.subject, lang)}{pick(lang, '：', ': ')}{registers.name('indicator', seen.indicator, lang)}"
    )
    strict, wide = seen.bounds("strict"), seen.bounds("conventional")
    return BoundsRow(
        label,
        strict,
        value=say_figure(seen.figure, seen.printed, lang),
        note=f"「{seen.printed}」",
        other=None if strict == wide else wide,
        printed=seen.figure.value if seen.figure.hedge == "approx" else None,
        mentions=(seen.id,),
    )


def firms(lang: str) -> Chart:
    """High-tech firms, which two of five zones report."""
    found = [
        s
        for s in corpus().observations
        if s.indicator == "high_tech_firms" and s.measure == "level"
    ]
    told = {seen.zone: row_of(seen, lang, short=True) for seen in found}
    return draw_bounds(
        "firms",
        pick(
            lang,
            "只有两个园区报出高新技术企业数，而且范围不同",
            "Only two zones say how many high-tech firms they have, and for areas unlike each other",
        ),
        pick(
            lang,
            "高新技术企业，家，截至发表时或未说明",
            "High-tech firms, number, as of publication or unstated",
        ),
        [told.get(zone, BoundsRow(label, None)) for zone, label in zones(lang).items()],
        lang=lang,
    )


def wholes(lang: str) -> Chart:
    """The wholes that printed parts and shares imply, under both readings."""
    registers = corpus().registers
    readings = terms("reading", lang)
    rows = [
        BoundsRow(
            registers.name("indicator", value.indicator, lang),
            value.bounds["strict"],
            say_bounds(value.bounds["strict"], value.unit, lang, counts=value.counts),
            value.formula,
            value.bounds["conventional"],
            say_bounds(value.bounds["conventional"], value.unit, lang, counts=value.counts),
            mentions=value.inputs,
        )
        for value in derive(corpus())
        if value.rule in {"implied_whole", "joint_whole"} and value.zone == "lanbai"
    ]
    return draw_bounds(
        "wholes",
        pick(
            lang,
            "698家占41%，全省应有一千七百家上下",
            "If 698 firms are 41%, the province has about 1,700",
        ),
        pick(
            lang,
            "由部分与占比推出的全省高新技术企业，家",
            "High-tech firms in the province implied by part and share, number",
        ),
        rows,
        lang=lang,
        readings=(readings["strict"], readings["conventional"]),
    )


def shares(lang: str) -> Chart:
    """Every printed share."""
    rows = [row_of(seen, lang) for seen in corpus().observations if seen.measure == "share"]
    readings = terms("reading", lang)
    return draw_bounds(
        "shares",
        pick(
            lang,
            "七个占比中，两个是“近”或“超”",
            "Two of the shares are only “nearly” or “more than”",
        ),
        pick(lang, "占比，%", "Share, %"),
        rows,
        lang=lang,
        unit="%",
        span=(0, 100),
        readings=(readings["strict"], readings["conventional"]),
        reference=(50, pick(lang, "一半", "one half")),
    )


def amounts(lang: str) -> Chart:
    """Every printed amount of money, from thousands to hundreds of billions."""
    rows = [row_of(seen, lang) for seen in corpus().observations if seen.figure.unit == "元"]
    return draw_bounds(
        "amounts",
        pick(
            lang,
            "从四十万元到一千多亿元，金额相差几十万倍",
            "From 400,000 yuan to over 100 billion: sums differ by a factor of hundreds of thousands",
        ),
        pick(lang, "印出的金额，元，对数刻度", "Printed sums, yuan, log scale"),
        rows,
        lang=lang,
        log=True,
        readings=(terms("reading", lang)["strict"], terms("reading", lang)["conventional"]),
    )


def dates(lang: str) -> Chart:
    """Every date the page prints, grouped by article."""
    page = corpus().pages[0].source
    rows = [
        TimelineRow(
            mention.note_zh if lang == "zh" else mention.note_en,
            mention.figure.date,
            note=say_date(mention.figure.date, lang),
            group=zones(lang)[mention.zone],
            mentions=(mention.id,),
        )
        for mention in corpus().mentions
        if mention.judgement == "time" and mention.figure.date
    ]
    return draw_timeline(
        "dates",
        pick(
            lang,
            "多数数字说的是2022年与2023年，计划伸到2027年",
            "Most dates fall in 2022 and 2023; the plans run to 2027",
        ),
        pick(
            lang, "版面印出的日期与期间，按园区", "Dates and periods printed on the page, by zone"
        ),
        rows,
        lang=lang,
        published=(page.date.earliest, page.date.latest),
        published_label=pick(
            lang, "发表：2023年10月8日至年底", "Published: between 8 October and the end of 2023"
        ),
    )


LONG = "一个名字长得占去好几行的指标，连它所在的园区与统计的范围也一并写进了名字里（含括号）"


def hard_bounds(lang: str) -> Chart:
    """Thirty rows with every kind of end, long names and very different sizes."""
    ends: list[Bounds | None] = [
        Bounds.point(0 if lang == "zh" else 1),
        Bounds.below(7),
        Bounds.above(3 * 10**9),
        Bounds(None, Fraction(5)),
        Bounds(None, None),
        None,
    ]
    rows = [
        BoundsRow(LONG if n % 7 == 0 else f"row {n}", ends[n % 6], "words " * (n % 9), "「近百个」")
        for n in range(30)
    ]
    return draw_bounds("hard-bounds", LONG * 2, LONG, rows, lang=lang, log=lang == "en")


def one_bound(lang: str) -> Chart:
    """A single row that holds a single number."""
    return draw_bounds("one", "one", "unit", [BoundsRow("x", Bounds.point(0), "0")], lang=lang)


def hard_timeline(lang: str) -> Chart:
    """A day at the very end, a thing without a date, long names."""
    rows = [
        TimelineRow(LONG, "XXXX-12-31", "the last day"),
        TimelineRow("undated", ""),
        TimelineRow(
            "planned", "2024", planned=True, group="Supercalifragilisticexpialidocious" * 3
        ),
    ]
    return draw_timeline(
        "hard-timeline", LONG, "s", rows, lang=lang, published=ISSUE, published_label=LONG
    )


def hard_bars(lang: str) -> Chart:
    """Silence, zero, one long name, and parts too small for their number."""
    rows = [
        BarRow(LONG, (Part(10**10),)),
        BarRow("small", (Part(1),)),
        BarRow("zero", (Part(0),)),
        BarRow("silent", ()),
    ]
    return draw_bars("hard-bars", LONG, "s", rows, lang=lang, unit="元")


def hard_matrix(lang: str) -> Chart:
    """Eight columns with names longer than they are wide."""
    columns = {str(n): f"Supercalifragilistic {n}" for n in range(8)}
    return draw_matrix(
        "hard-matrix", LONG, "s", {"a": LONG}, columns, {("a", "3"): ["x"]}, lang=lang
    )


ISSUE = (datetime.date(2023, 10, 8), datetime.date(2023, 12, 31))
CHARTS = (
    coverage,
    statuses,
    kinds,
    hedges,
    stacked_statuses,
    firms,
    wholes,
    shares,
    amounts,
    dates,
)
HARD = (hard_bounds, one_bound, hard_timeline, hard_bars, hard_matrix)

real = pytest.mark.parametrize("draw", CHARTS)
every = pytest.mark.parametrize("draw", CHARTS + HARD)
in_both = pytest.mark.parametrize("lang", LANGS)


@cache
def drawn(draw: Callable[[str], Chart], lang: str) -> Chart:
    """A chart, drawn once for all tests."""
    return draw(lang)


@dataclass(frozen=True)
class Shape:
    """A part of an SVG with the style its group gives it."""

    tag: str
    style: str
    at: Mapping[str, str]
    words: str

    @property
    def x(self) -> float:
        """Where it begins."""
        return float(self.at["x"])

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The room words take: left, top, right, bottom."""
        size = float(re.findall(r"font-size:([\d.]+)px", self.style)[0])
        width = width_of(self.words, size, bold="font-weight:700" in self.style)
        left = self.x - (width / 2 if "text-anchor:middle" in self.style else 0)
        y = float(self.at["y"])
        return left, y - ASCENT * size, left + width, y + DESCENT * size


def shapes(chart: Chart, tag: str, having: str = "") -> list[Shape]:
    """The drawn parts of a chart with a tag, whose style has some words."""
    root = ElementTree.fromstring(chart.svg)
    return [
        Shape(name, group.get("style", ""), part.attrib, part.text or "")
        for group in root.iterfind("{*}g")
        for part in group
        if (name := part.tag.partition("}")[2]) == tag and having in group.get("style", "")
    ]


def lines(chart: Chart, having: str = "") -> list[list[tuple[float, float]]]:
    """The points of every stretch of line or outline."""
    paths = [part for path in shapes(chart, "path", having) for part in path.at["d"].split("M")[1:]]
    found = [re.findall(r"(-?[\d.]+) (-?[\d.]+)", path) for path in paths]
    return [[(float(x), float(y)) for x, y in points] for points in found]


@every
@in_both
def test_words_do_not_meet_or_leave_the_sheet(draw: Callable[[str], Chart], lang: str) -> None:
    """No two texts overlap, and none is cut."""
    chart = drawn(draw, lang)
    _, _, width, height = map(float, ElementTree.fromstring(chart.svg).attrib["viewBox"].split())
    words = shapes(chart, "text")
    for text in words:
        left, top, right, bottom = text.box
        assert left >= 0, text.words
        assert top >= 0, text.words
        assert right <= width, text.words
        assert bottom <= height, text.words
    for one, other in combinations(words, 2):
        (left, top, right, bottom), (left2, top2, right2, bottom2) = one.box, other.box
        apart = right <= left2 or right2 <= left or bottom <= top2 + 0.5 or bottom2 <= top + 0.5
        assert apart, f"{one.words} | {other.words}"


@in_both
def test_words_do_not_meet_in_a_browser(browser: Browser, lang: str) -> None:
    """In a report on a phone, set in whatever font is there, the same holds."""
    charts = "".join(
        f"<figure class=chart>{inline_svg(drawn(d, lang).svg)}</figure>" for d in CHARTS
    )
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.set_content(f"<html lang={lang}><style>{stylesheet()}</style><body><main>{charts}</main>")
    met = page.evaluate(
        """() => [...document.querySelectorAll('svg')].flatMap(svg => {
          const texts = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBBox()])
          const width = svg.viewBox.baseVal.width
          const over = (a, b) => Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > .5
            && Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 4
          return texts.flatMap(([t, b], i) => [
            ...(b.x < -1.5 || b.x + b.width > width + 1.5 ? [t + ' leaves the sheet'] : []),
            ...texts.slice(i + 1).filter(([, c]) => over(b, c)).map(([u]) => t + ' | ' + u)])
        })"""
    )
    page.close()
    assert met == []


@every
@in_both
def test_an_svg_fits_in_a_page(draw: Callable[[str], Chart], lang: str) -> None:
    """It is bare, titled, small, and its names are its own."""
    chart = drawn(draw, lang)
    assert chart.svg.startswith("<svg ")
    assert not re.search(r"<metadata|<!|<\?|\d\.\d{3}|Analysis Sans.{2,}Analysis Sans", chart.svg)
    root = ElementTree.fromstring(chart.svg)
    assert [part.tag.partition("}")[2] for part in root][:2] == ["title", "desc"]
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == f"{root[0].get('id')} {root[1].get('id')}"
    assert (root[0].text, root[1].text) == (chart.title, chart.description)
    ids = re.findall(r'\sid="([^"]+)"', chart.svg)
    assert max(Counter(ids).values()) == 1
    assert all(name == chart.id or name.startswith(f"{chart.id}-") for name in ids)
    assert set(re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', chart.svg)) <= {
        pair for name in ids for pair in ((name, ""), ("", name))
    }
    assert set(re.findall(r"#[0-9a-f]{6}\b", chart.svg)) <= CHART_COLOURS.keys() - {"#000000"}
    assert all(float(size) >= 10 for size in re.findall(r"font-size:([\d.]+)", chart.svg))
    if draw in CHARTS:
        assert len(chart.svg.encode()) < 16_000


@pytest.mark.parametrize("draw", [hedges, dates, hard_bounds])
def test_a_chart_is_drawn_alike_each_time(draw: Callable[[str], Chart]) -> None:
    """Again, after others, and whatever a person has set: the same bytes."""
    first = draw("zh")
    drawn(firms, "en")
    with mpl.rc_context({"font.size": 30, "lines.antialiased": False, "svg.fonttype": "path"}):
        again = draw("zh")
        assert mpl.rcParams["font.size"] == 30
    assert (first.svg, first.png) == (again.svg, again.png)
    assert first.data.equals(again.data)


def test_a_chart_is_drawn_alike_in_another_process() -> None:
    """Neither the process nor its hashing of text reaches the bytes."""
    code = (
        "from hashlib import sha256\n"
        "from analysis.charts import *\n"
        "row = BarRow('甲', (Part(3, 'a'), Part(2, 'b'), Part(1, 'c')))\n"
        "series = {'a': '一', 'b': '二', 'c': '三'}\n"
        "chart = draw_bars('x', '题', '家', [row], lang='zh', series=series)\n"
        "print(sha256(chart.svg.encode() + chart.png).hexdigest())\n"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


INK, MUTED, PAPER, BLUE = "#1f2328", "#6b7280", "#ffffff", "#0969da"


@pytest.mark.parametrize(
    ("bounds", "dots"),
    [
        pytest.param(Bounds.point(5), [INK], id="5"),
        pytest.param(Bounds.point(0), [INK], id="zero"),
        pytest.param(round_outward(Bounds.point(Fraction(10, 3)), 15), [INK], id="3.33...: one"),
        pytest.param(Bounds.of(4, 9), [INK, INK], id="[4, 9]"),
        pytest.param(Bounds.of(4, 9, low_closed=False), [PAPER, INK], id="(4, 9]"),
        pytest.param(Bounds.of(4, 9, high_closed=False), [INK, PAPER], id="[4, 9)"),
        pytest.param(Bounds.above(4), [PAPER], id="(4, +inf)"),
        pytest.param(Bounds.above(4, closed=True), [INK], id="[4, +inf)"),
        pytest.param(Bounds(None, Fraction(9)), [INK], id="(-inf, 9]"),
        pytest.param(Bounds.of(0, None), [], id="[0, +inf) says nothing"),
        pytest.param(Bounds(None, None), [], id="(-inf, +inf)"),
    ],
)
def test_ends_look_as_they_are(bounds: Bounds, dots: list[str]) -> None:
    """A closed end is filled, an open one hollow, an unbounded one an arrow and no dot."""
    row = BoundsRow("a label that takes some room", bounds)
    chart = draw_bounds("b", "t", "s", [row], lang="en", span=(0, 10))
    # The samples that explain the marks lie below the row.
    uses = shapes(chart, "use")
    marks = [use for use in uses if use.at["y"] == min((u.at["y"] for u in uses), key=float)]
    fills = [re.findall(r"fill:(#\w+)", mark.style)[0] for mark in sorted(marks, key=lambda m: m.x)]
    assert fills == dots
    arrows = [points[1] for points in lines(chart, f"stroke:{INK}") if len(points) == 3]
    tips = [x for x, y in arrows if y == min(y for _, y in arrows)]
    assert any(x > 360 for x in tips) == (bounds.high is None)
    assert any(x < 200 for x in tips) == (bounds.low is None)


def test_two_dots_that_would_cover_each_other_are_not_drawn() -> None:
    """An interval too narrow for its ends is a block, and never one hollow dot."""
    narrow = Bounds.of(Fraction("179.984"), Fraction("180.004"), low_closed=False)
    chart = draw_bounds("b", "t", "s", [BoundsRow("x", narrow)], lang="zh", span=(0, 200))
    assert not shapes(chart, "use")
    assert "窄区间" in chart.svg


def test_a_log_scale_reaches_no_zero() -> None:
    """Down to zero is an arrow on a log scale; no tick is zero or less."""
    rows = [BoundsRow("x", Bounds.below(10**6)), BoundsRow("y", Bounds.above(10))]
    chart = draw_bounds("b", "t", "s", rows, lang="en", log=True)
    assert not {"0", "-1"} & {text.words for text in shapes(chart, "text")}
    assert {"100", "1 million"} <= {text.words for text in shapes(chart, "text")}


def test_a_log_scale_refuses_zero() -> None:
    """An exact zero would look like a number without limits."""
    with pytest.raises(ValueError, match="no place on a log scale"):
        draw_bounds("b", "t", "s", [BoundsRow("x", Bounds.point(0))], lang="en", log=True)


def test_the_second_reading_is_a_lighter_band() -> None:
    """Strict is drawn in ink, the other reading below it as a pale band between blue ends."""
    chart = drawn(wholes, "zh")
    assert shapes(chart, "path", "fill:#cfe3fb")
    assert {"严格读法", "通行读法"} <= {text.words for text in shapes(chart, "text")}


def test_silence_is_no_zero() -> None:
    """A zero is printed on a tinted cell; silence is a thin dash on none."""
    rows, columns = {"r": "row"}, {"c": "col"}
    zero = draw_matrix("m", "t", "s", rows, columns, {("r", "c"): []}, lang="zh")
    silent = draw_matrix("m", "t", "s", rows, columns, {}, lang="zh")
    assert "0" in {text.words for text in shapes(zero, "text")}
    assert "0" not in {text.words for text in shapes(silent, "text")}
    assert shapes(zero, "path", "fill:#eceff2")
    assert not shapes(silent, "path", "fill:#eceff2")
    assert lines(silent, f"stroke:{MUTED}")
    assert list(zero.data["count"]) == ["0"]
    assert list(silent.data["count"]) == [""]


def test_a_silent_bar_is_no_zero() -> None:
    """A zero bar says 0, a silent one says nothing, and is explained."""
    zero = draw_bars("b", "t", "s", [BarRow("x", (Part(0),))], lang="en")
    silent = draw_bars("b", "t", "s", [BarRow("x", ()), BarRow("y", (Part(1),))], lang="en")
    assert "0" in {text.words for text in shapes(zero, "text")}
    assert "0" not in {text.words for text in shapes(silent, "text")}
    assert "not reported" in silent.svg
    assert list(silent.data["value"]) == ["1", ""]


def test_a_quantity_nobody_reported_is_silent() -> None:
    """A zone without a figure has a dash in its row, and an empty cell in the data."""
    chart = drawn(firms, "zh")
    assert "未报道，不等于零" in chart.svg
    assert list(chart.data["low"]) == ["698", "", "", "", "29"]


@pytest.mark.parametrize(
    ("date", "look", "days"),
    [
        pytest.param("2022", "fill:#cfe3fb", 365, id="some time within a year"),
        pytest.param("2022-12", "fill:#cfe3fb", 31, id="some time within a month"),
        pytest.param("2015/2020", f"fill:{BLUE}", 6 * 365 + 2, id="throughout a period"),
        pytest.param("2024/2027", "fill:url", 4 * 365 + 1, id="after publication"),
    ],
)
def test_dates_are_as_wide_as_they_are_vague(date: str, look: str, days: int) -> None:
    """A year is a bar one year wide, a month one month; what is still to come is hatched."""
    rows = [TimelineRow("a label", date), TimelineRow("frame", "2014/2027", planned=True)]
    chart = draw_timeline("t", "t", "s", rows, lang="en", published=ISSUE, published_label="p")
    years = [text.x for text in shapes(chart, "text") if text.words in {"2014", "2026"}]
    per_day = (years[1] - years[0]) / (12 * 365 + 3)
    drawn_bars = [points for points in lines(chart, look) if points[0][0] > 60]
    assert any(abs(points[1][0] - points[0][0] - days * per_day) < 0.3 for points in drawn_bars)


@pytest.mark.parametrize(
    ("date", "fill", "marked"),
    [
        pytest.param("2023-10-07", BLUE, False, id="a day is a dot"),
        pytest.param("XXXX-10-07", PAPER, True, id="a day without its year is hollow"),
        pytest.param("XXXX-02-29", PAPER, True, id="a leap day stands in a leap year"),
    ],
)
def test_a_year_that_is_not_printed_is_marked(date: str, fill: str, marked: bool) -> None:
    """It is drawn in the year of publication, hollow and with a question mark."""
    row = TimelineRow("a label", date)
    chart = draw_timeline("t", "t", "s", [row], lang="zh", published=ISSUE, published_label="p")
    dots = [use for use in shapes(chart, "use") if use.x > 60]
    assert [re.findall(r"fill:(#\w+)", dot.style)[0] for dot in dots] == [fill]
    assert ("?" in {text.words for text in shapes(chart, "text")}) is marked
    assert ("未印年份" in chart.svg) is marked


@in_both
def test_the_data_of_a_chart_lead_back_to_the_page(lang: str) -> None:
    """Each number drawn names its mentions, and counts are as many as these."""
    known = {mention.id for mention in corpus().mentions}
    for draw in CHARTS:
        data = drawn(draw, lang).data
        column = "mentions" if "mentions" in data else "counted"
        named = {name for cell in data[column] for name in cell.split()}
        assert named
        assert named <= known
    counts = drawn(coverage, lang).data
    assert all(
        len(m.split()) == int(c or 0)
        for m, c in zip(counts["mentions"], counts["count"], strict=True)
    )


def test_bounds_in_the_data_end_and_hold_the_exact_ones() -> None:
    """698 / 0.41 does not end as a decimal, and is written rounded outward with open ends."""
    whole = Bounds.point(698) / Bounds.point(Fraction("0.41"))
    data = draw_bounds("b", "t", "s", [BoundsRow("x", whole)], lang="zh").data
    assert Fraction(data["low"][0]) < Fraction(69800, 41) < Fraction(data["high"][0])
    assert list(data["low_closed"]) == ["false"]


def test_no_two_series_differ_by_colour_alone() -> None:
    """Eight series are told apart in grey, too: by pattern, outline or how dark they are."""
    names = {str(n): f"series {n}" for n in range(8)}
    row = BarRow("x", tuple(Part(9, name) for name in names))
    chart = draw_bars("b", "t", "s", [row], lang="en", series=names)
    assert len(set(re.findall(r'id="(b-h\w+)"', chart.svg))) == 4
    with pytest.raises(ValueError, match="9 series"):
        draw_bars("b", "t", "s", [row], lang="en", series=names | {"9": "one more"})


def ties(chart: Chart) -> set[tuple[str, str]]:
    """What a chart ties: words, and where their numbers come from."""
    root = ElementTree.fromstring(chart.svg)
    return {(words, tie) for words, tie in json.loads(root.get("data-ties", "[]"))}


# What a report hands to a chart, and what is drawn of it.
TIED = Markup('R&amp;D: <data value="t?a=b&amp;c=d">5 of <b>9</b></data>')
LINKED = Markup('<a class="fig" href="#e-p-1" title="1家">1</a> &lt; all')
PLAIN, BARE = "R&D: 5 of 9", "1 < all"
OWN = {("5 of 9", "t?a=b&c=d"), ("1", "#e-p-1")}


def test_bounds_are_drawn_plain_and_keep_their_ties() -> None:
    """Words lose their markup in the drawing and in the data, and what they are tied to stays."""
    row = BoundsRow(LINKED, Bounds.of(1, 3), TIED, note=TIED, other=Bounds.of(1, 2), other_value="")
    reference = (2, LINKED)
    chart = draw_bounds("c", TIED, TIED, [row], lang="en", reference=reference, readings=("a", "b"))
    assert (chart.title, chart.description) == (PLAIN, PLAIN)
    assert list(chart.data.loc[0, ["label", "note", "value"]]) == [BARE, PLAIN, PLAIN]
    scale = {words for words, tie in ties(chart) if tie == "scale"}
    assert ties(chart) == OWN | {(words, "scale") for words in scale}
    assert {"0", "1", "2", "3"} <= scale


def test_a_timeline_keeps_its_ties() -> None:
    """Years measure the sheet; labels, notes and groups keep what they are tied to."""
    when = datetime.date(2023, 5, 1), datetime.date(2023, 6, 1)
    rows = [TimelineRow(LINKED, "2022", note=TIED, group=LINKED)]
    chart = draw_timeline(
        "c", "t", "s", rows, lang="en", published=when, published_label=LINKED
    )  # fmt: skip
    assert ties(chart) == OWN | {("2022", "scale"), ("2023", "scale")}
    assert list(chart.data.loc[0, ["group", "label", "note"]]) == [BARE, BARE, PLAIN]


def test_what_is_counted_is_tied_to_its_ids() -> None:
    """A cell and a bar name what they count; what is measured is tied as it says, or not at all."""
    cells = {("r", "c"): ["p/1", "p/2"], ("r", "d"): []}
    matrix = draw_matrix("m", "t", "s", {"r": TIED}, {"c": LINKED, "d": "d"}, cells, lang="en")
    assert ties(matrix) == OWN | {("2", "p/1 p/2"), ("0", "")}
    rows = [
        BarRow(LINKED, (Part(2, "a", ("p/1", "p/2")), Part(1, "b", ("p/3",)))),
        BarRow("measured", (Part(40, "a", ("p/4",), tie="p/4#strict"),), tie="p/4@value"),
        BarRow("untied", (Part(7, "a", ("p/5",)),)),
    ]
    bars = draw_bars("b", "t", "s", rows, lang="en", series={"a": TIED, "b": "B"})
    assert ties(bars) == OWN | {
        ("2", "p/1 p/2"),
        ("1", "p/3"),
        ("3", "p/1 p/2 p/3"),
        ("40", "p/4#strict"),
        ("40", "p/4@value"),
    }


def test_jupyter_gets_every_form() -> None:
    """The SVG to compare, the PNG for a notebook nobody trusts yet, and the title."""
    chart = drawn(one_bound, "en")
    bundle = chart._repr_mimebundle_()
    assert bundle["image/svg+xml"] == chart.svg
    assert b64decode(bundle["image/png"]) == chart.png
    assert chart.png.startswith(b"\x89PNG")
    assert bundle["text/plain"] == "one"


def test_a_missing_character_stops_the_drawing() -> None:
    """What our font cannot print is a mistake to mend, not a box to publish."""
    with pytest.raises(UserWarning, match="missing from font"):
        draw_bars("b", "\U0001f600", "s", [BarRow("x", (Part(1),))], lang="en")


@pytest.mark.parametrize("wrong", ["", "1a", "A", "a b", "a_b"])
def test_an_id_must_fit_in_an_svg(wrong: str) -> None:
    """An id that could not begin a name in the SVG is refused."""
    with pytest.raises(ValueError, match="chart id"):
        draw_bars(wrong, "t", "s", [BarRow("x", (Part(1),))], lang="en")


def test_a_cell_outside_the_matrix_is_refused() -> None:
    """A count that has no place is no count to lose."""
    with pytest.raises(ValueError, match="no row and column"):
        draw_matrix("m", "t", "s", {"r": "r"}, {"c": "c"}, {("r", "x"): ["a"]}, lang="en")


def test_words_are_as_wide_as_their_pieces() -> None:
    """Of every label and title: what is measured piece by piece is what the font sets as one."""
    registers = read_registers(find_checkout().registers)
    tables = (registers.indicators, registers.subjects)
    texts = [cell for table in tables for row in table.to_numpy().tolist() for cell in row]
    texts += ["AV To Wa, 1:7 “Yes” 41%", "甲A V区“乙”、T.o 12亿元·x"]
    told = [text for text in texts if isinstance(text, str) and 0 < len(text) < 200]
    assert len(told) > 100
    for text in told:
        straight = text if re.search(f"[{HAN}]", text) else text.translate(STRAIGHT)
        whole, _, _ = text_to_path.get_text_width_height_descent(
            straight, FontProperties(family=register_chart_font(), size=12), ismath=False
        )
        assert width_of(text, 12) == pytest.approx(whole, abs=1e-9), text


def test_a_bold_title_is_bold_in_the_png() -> None:
    """Our font has no bold, which is drawn as a thicker line; the SVG leaves that to browsers."""

    def ink(*, bold: bool) -> int:
        sheet = Sheet()
        sheet.text(0, 20, "企业 firms", 14, bold=bold)
        png = sheet.finish("inked", "t", "d", 30, pd.DataFrame()).png
        grey = Image.open(BytesIO(png)).convert("L")
        return sum(255 - shade for shade in grey.tobytes())

    assert ink(bold=True) > 1.15 * ink(bold=False)


def test_shades_stay_apart_in_the_png() -> None:
    """Fills that differ a little in the drawing differ in the PNG."""
    sheet = Sheet()
    for number in range(20):
        sheet.rect(0, 20 * number, 200, 18, "#0969da", opacity=0.1 + 0.04 * number)
        sheet.text(210, 20 * number + 14, f"第{number}")
    png = sheet.finish("shades", "t", "d", 400, pd.DataFrame()).png
    shown = Image.open(BytesIO(png)).convert("RGB")
    assert len({shown.getpixel((200, 40 * number + 18)) for number in range(20)}) == 20

"""The tables and chart rows that several notebooks show, told in the language of a report."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from IPython.display import HTML
from markupsafe import Markup

from .bounds import Bounds
from .charts import BoundsRow, TimelineRow
from .codebook import bounds_of
from .figures import READINGS
from .periods import date_span
from .views import Report, Row
from .wording import say_bounds, say_date, sentence_case


def observation_table(
    report: Report, caption: str, rows: Sequence[Row], *, within: str = ""
) -> HTML:
    """Show observations: what is counted, as printed, what it allows, scope, status and time."""
    pick = report.pick
    return report.table(
        caption,
        [
            {
                pick(zh="指标", en="indicator"): report.speaks_of(row, within),
                pick(zh="印出的数字", en="as printed"): report.cite(row["id"]),
                report.word(report.reading): report.in_words(row, report.reading),
                pick(zh="口径", en="scope"): report.label("scope", row["scope"]),
                pick(zh="状态", en="status"): report.tag("status", row["status"]),
                pick(zh="时间", en="when"): report.when(row),
                pick(zh="说明", en="note"): row[f"note_{report.lang}"],
            }
            for row in rows
        ],
        download="-".join(filter(None, ("figures", within, rows[0]["family"]))),
    )


def derived_table(report: Report, caption: str, rows: Sequence[Row], name: str) -> HTML:
    """Show derived values: what follows, the working, and the bounds under both readings."""
    pick = report.pick
    return report.table(
        caption,
        [
            {
                pick(zh="推出什么", en="what follows"): derived_name(report, row),
                pick(zh="园区", en="zone"): report.label("zone_short", row["zone"]),
                pick(zh="算式", en="working"): report.formula(row["id"]),
            }
            | {report.word(reading): report.derived(row["id"], reading) for reading in READINGS}
            | {
                pick(zh="须注意", en="bear in mind"): report.listing(
                    report.label("why", why) for why in row["caveats"].split()
                )
            }
            for row in rows
        ],
        download=name,
    )


def derived_name(report: Report, row: Row) -> str:
    """Return what a derived value is: its relation's name, or its rule and indicator."""
    if row["relation"]:
        return report.label("relation", row["relation"])
    what = report.label("indicator", row["indicator"])
    if row["subject"] != row["zone"]:
        what = report.pick(zh="{}{}", en="{} {}").format(report.subject(row), what)
    return report.word("about").format(report.label("derived", row["rule"]), what)


def audit_table(report: Report, caption: str, rows: Sequence[Row], name: str) -> HTML:
    """Show checks: what is checked, the working, and the verdict under both readings."""
    pick = report.pick

    def working(row: Row) -> Markup:
        inputs = row["inputs"].split()
        texts = dict.fromkeys(row[f"{reading}_working"] for reading in READINGS)
        return Markup("<br> ").join(report.linked(text, inputs) for text in texts)

    return report.table(
        caption,
        [
            {
                pick(zh="核对什么", en="check"): report.label("audit", row["check"]),
                pick(zh="园区", en="zone"): report.label("zone_short", row["zone"]),
                pick(zh="算式", en="working"): working(row),
            }
            | {
                report.word(reading): report.tag("verdict", row[f"{reading}_verdict"])
                for reading in READINGS
            }
            for row in rows
        ],
        download=name,
    )


def fact_table(report: Report, caption: str, rows: Sequence[Row]) -> HTML:
    """Show facts: name, part played, status, date and place."""
    pick = report.pick
    return report.table(
        caption,
        [
            {
                pick(zh="名称", en="name"): row["printed"] if report.lang == "zh" else row["en"],
                pick(zh="类别", en="kind"): report.label("fact", row["kind"]),
                pick(zh="作用", en="part"): row[f"role_{report.lang}"],
                pick(zh="状态", en="status"): report.label("fact_status", row["status"]),
                pick(zh="时间", en="when"): (
                    report.link(row["dated_by"], say_date(row["date"], report.lang))
                    if row["dated_by"]
                    else ""
                ),
                report.word("where"): report.word("paragraph").format(row["paragraph"]),
            }
            for row in rows
        ],
        download="facts",
    )


def indicator_table(report: Report, family: str) -> HTML:
    """Show what each zone prints for each indicator of a family; silence is said, not left out."""
    rows = [row for row in report.rows("observations") if row["family"] == family]
    cells: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        cells.setdefault(row["indicator"], {}).setdefault(row["zone"], []).append(row["id"])
    return report.table(
        report.label("family", family),
        [
            {report.pick(zh="指标", en="indicator"): report.label("indicator", indicator)}
            | {
                report.label("zone_short", zone): report.cites(zones.get(zone, ()))
                for zone in report.zones
            }
            for indicator, zones in cells.items()
        ],
        download=f"indicators-{family}",
    )


def comparison_sentence(report: Report, pair: Row) -> Markup:
    """Return what a pair that may be compared says, under the report's reading."""
    indicator = report.row("observations", pair["left"])["indicator"]
    text = report.pick(
        zh="{indicator}：{left}，{order}{right}。", en="{indicator}: {left}, {order} {right}."
    )
    return Markup(text).format(
        indicator=sentence_case(report.label("indicator", indicator)),
        left=owned(report, pair["left"]),
        right=owned(report, pair["right"]),
        order=report.label("order", pair[f"{report.reading}_order"]),
    )


def comparison_title(report: Report, pair: Row) -> str:
    """Return what a pair that may be compared says, as the title of its chart."""
    left, right = (report.row("observations", pair[side]) for side in ("left", "right"))
    order = report.label("order", pair[f"{report.reading}_order"])
    text = report.pick(zh="{}：{}{}{}", en="{}: {} {} {}")
    indicator = sentence_case(report.label("indicator", left["indicator"]))
    return text.format(indicator, report.subject(left), order, report.subject(right))


def owned(report: Report, id_: str) -> Markup:
    """Return an observation's figure after its subject's name."""
    row = report.row("observations", id_)
    return Markup(report.pick(zh="{}{}", en="{} {}")).format(report.subject(row), report.cite(id_))


@dataclass(frozen=True)
class Dated:
    """A printed date and one thing it dates."""

    mention: str
    date: str
    label: str


def dated_things(report: Report, zone: str) -> list[Dated]:
    """Return what the printed dates of a zone's article are about, in order of time."""
    found = [
        Dated(row["id"], row["date"], sentence_case(row[f"note_{report.lang}"]))
        for row in report.rows("times")
        if row["zone"] == zone and row["date"]
    ]
    return sorted(found, key=lambda thing: thing.date.replace("XXXX", "9999"))


def timeline_rows(report: Report, things: Iterable[Dated]) -> list[TimelineRow]:
    """Return dated things as rows of a timeline."""
    return [
        TimelineRow(
            label=thing.label,
            date=thing.date,
            note=say_date(thing.date, report.lang),
            mentions=(thing.mention,),
        )
        for thing in things
    ]


def timeline_years(report: Report) -> tuple[int, int]:
    """Return the first and last year the pages date anything in, so that timelines compare."""
    spans = [date_span(row["date"]) for row in report.rows("times")]
    years = [day.year for span in spans if span for day in span]
    years += [day.year for zone in report.zones for day in published(report, zone) or ()]
    return min(years), max(years)


def published(report: Report, zone: str) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and last day a zone's articles can have appeared; None without any."""
    articles = [row for row in report.rows("articles") if row["zone"] == zone]
    if not articles:
        return None
    return (
        min(datetime.date.fromisoformat(row["earliest"]) for row in articles),
        max(datetime.date.fromisoformat(row["latest"]) for row in articles),
    )


def observation_bar(report: Report, row: Row) -> BoundsRow:
    """Return an observation as a row of a chart of bounds."""
    return BoundsRow(
        label=report.subject(row),
        bounds=bounds_of(row, f"{report.reading}_"),
        value=report.cite(row["id"]).striptags(),
        mentions=(row["id"],),
    )


def derived_bar(report: Report, row: Row) -> BoundsRow:
    """Return a derived value as a row of a chart: strict bounds over conventional ones."""
    counts = row["counts"] == "true"
    drawn: list[Bounds | None] = []
    said: list[str] = []
    for reading in READINGS:
        bounds = bounds_of(row, f"{reading}_")
        said.append(say_bounds(bounds, row["unit"], report.lang, counts=counts))
        fits = not counts or bounds is None or bounds.holds_whole
        drawn.append(bounds if fits else None)
    return BoundsRow(
        label=row["formula"],
        bounds=drawn[0],
        value=said[0],
        other=drawn[1],
        other_value=said[1],
        mentions=tuple(row["inputs"].split()),
    )

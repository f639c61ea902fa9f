"""The tables and chart rows that several notebooks show, told in the language of a report."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from IPython.display import HTML
from markupsafe import Markup, escape

from .bounds import READINGS, Bounds
from .charts import BarRow, BoundsRow, Part, TimelineRow
from .codebook import FEW, bounds_of
from .periods import date_span
from .ties import Row, anchor, whole_numbers
from .views import MOST_ROWS, Report
from .wording import say_date, sentence_case

# Of a study of many zones: classes shown, places shown of each, and the least zones of a class.
MOST_CLASSES, MOST_PLACES, LEAST_RANKED = 6, 10, 6

# The rules by which a share and a part imply their whole.
WHOLES = ("implied_whole", "joint_whole")


def observation_table(
    report: Report, caption: str, rows: Sequence[Row], *, within: str = ""
) -> HTML:
    """Show observations with all that is known of each: the evidence of these figures."""
    pick = report.pick

    def told(row: Row) -> dict[str, object]:
        says, note = report.speaks_of(row, within), row[f"note_{report.lang}"]
        words = report.tied(f"#{anchor(row['id'])}") if report.lang != "zh" else ""
        codes = ("hedge", "scope", "speaker")
        first: dict[str, object] = {
            pick(zh="指标", en="indicator"): report.word("detail").format(says, note)
            if note
            else says
        }
        return (
            first
            | {
                report.word("printed"): report.tied(f"mentions/{row['id']}@printed"),
                pick(zh="译成", en="in English"): words,
            }
            | {report.word(reading): report.allows(row["id"], reading) for reading in READINGS}
            | {
                pick(zh="状态", en="status"): report.tag("status", row["status"]),
                pick(zh="限定；口径；谁说的", en="hedge; scope; who says so"): report.remarks(
                    report.label(name, row[name]) for name in codes
                ),
                report.word("when"): report.when(row),
            }
            | report.place("mentions", row["id"])
            | report.quoted(row["id"])
        )

    return report.table(
        caption,
        [told(row) for row in rows[:MOST_ROWS]],
        download="-".join(filter(None, ("figures", within, *(row["family"] for row in rows[:1])))),
        of=[row["id"] for row in rows[:MOST_ROWS]],
        among=len(rows),
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
            | {pick(zh="须注意", en="bear in mind"): caveats(report, row)}
            for row in rows[:MOST_ROWS]
        ],
        download=name,
        of=[row["id"] for row in rows[:MOST_ROWS]],
        among=len(rows),
    )


def both_readings(report: Report, caption: str, rows: Sequence[Row], name: str) -> HTML:
    """Show derived values under both readings; each leads to the row with its working."""
    return report.table(
        caption,
        [
            {report.pick(zh="推出什么", en="what follows"): derived_name(report, row)}
            | {report.word(reading): report.derived(row["id"], reading) for reading in READINGS}
            for row in rows[:MOST_ROWS]
        ],
        download=name,
        among=len(rows),
    )


def caveats(report: Report, row: Row) -> Markup:
    """Return what to bear in mind of a derived value or a check, and of its relation."""
    own = [report.label("why", why) for why in row["caveats"].split()]
    note = report.note("relation", row["relation"]) if row["relation"] else ""
    return report.remarks([*own, *filter(None, [note])])


def derived_name(report: Report, row: Row) -> str:
    """Return what a derived value is: its relation's name, or its rule and indicator."""
    if row["relation"]:
        return report.label("relation", row["relation"])
    rule = report.label("derived", row["rule"])
    return report.word("about").format(rule, derived_thing(report, row))


def derived_thing(report: Report, row: Row) -> str:
    """Return what a derived value is a value of: an indicator, and whose where not the zone's."""
    what = report.label("indicator", row["indicator"])
    if row["scope"] not in {"", "all", "unclear"}:
        what = report.word("detail").format(what, report.label("scope", row["scope"]))
    if row["subject"] == row["zone"]:
        return what
    return report.pick(zh="{}{}", en="{} {}").format(report.subject(row), what)


def audit_table(report: Report, caption: str, rows: Sequence[Row], name: str) -> HTML:
    """Show checks: what is checked, the working, and the verdict under both readings."""
    pick = report.pick

    def working(row: Row) -> Markup:
        first = {row[f"{reading}_working"]: reading for reading in reversed(READINGS)}
        readings = [reading for reading in READINGS if reading in first.values()]
        return Markup("<br> ").join(report.working(row["id"], reading) for reading in readings)

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
            | {pick(zh="须注意", en="bear in mind"): caveats(report, row)}
            for row in rows[:MOST_ROWS]
        ],
        download=name,
        of=[row["id"] for row in rows[:MOST_ROWS]],
        among=len(rows),
    )


def date_of(report: Report, row: Row) -> Markup:
    """Return when a fact is dated, linked to what dates it; empty where nothing does."""
    if not row["dated_by"]:
        return Markup()
    return report.link(row["dated_by"], say_date(row["date"], report.lang))


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
                pick(zh="时间", en="when"): date_of(report, row),
            }
            | report.place("facts", row["id"])
            | report.quoted(row["id"])
            for row in rows[:MOST_ROWS]
        ],
        download="facts",
        of=[row["id"] for row in rows[:MOST_ROWS]],
        among=len(rows),
    )


def indicator_table(report: Report, family: str) -> HTML:
    """Show which zone prints what for each indicator of a family, and which are silent on it."""
    rows = [row for row in report.rows("observations") if row["family"] == family]
    cells: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        cells.setdefault(row["indicator"], {}).setdefault(row["zone"], []).append(row["id"])
    about, shown = Markup(report.word("about")), report.shown_zones

    def named(zones: Iterable[str]) -> Markup:
        return report.listing(report.label("zone_short", zone) for zone in zones)

    return report.table(
        report.label("family", family),
        [
            {
                report.pick(zh="指标", en="indicator"): report.label("indicator", indicator),
                report.pick(zh="印出的数字", en="figures printed"): report.remarks(
                    about.format(report.label("zone_short", zone), report.cites(zones[zone]))
                    for zone in shown
                    if zone in zones
                ),
                report.word("silence"): Markup('<span class="silence">{}</span>').format(silent)
                if (silent := named(zone for zone in shown if zone not in zones))
                else "",
            }
            for indicator, zones in cells.items()
        ],
        download=f"indicators-{family}",
    )


def comparison_sentence(report: Report, pair: Row) -> Markup:
    """Return what a pair that may be compared says, under the report's reading."""
    indicator = report.row("observations", pair["left"])["indicator"]
    return report.words(
        zh="{indicator}：{left}，{order}{right}{ratio}。",
        en="{indicator}: {left}, {order} {right}{ratio}.",
        indicator=sentence_case(report.label("indicator", indicator)),
        left=owned(report, pair, "left"),
        right=owned(report, pair, "right"),
        order=report.label("order", pair[f"{report.reading}_order"]),
        ratio=_ratio_clause(report, pair),
    )


def comparison_title(report: Report, pair: Row) -> Markup:
    """Return what a pair that may be compared says, as the title of its chart."""
    left = report.row("observations", pair["left"])
    return report.words(
        zh="{indicator}：{left}{order}{right}{ratio}",
        en="{indicator}: {left} {order} {right}{ratio}",
        indicator=sentence_case(report.label("indicator", left["indicator"])),
        left=whose(report, pair, "left"),
        right=whose(report, pair, "right"),
        order=report.label("order", pair[f"{report.reading}_order"]),
        ratio=_ratio_clause(report, pair),
    )


def _ratio_clause(report: Report, pair: Row) -> Markup:
    """Return how many times the right figure the left one is, where that has a limit."""
    bounds = bounds_of(pair, f"{report.reading}_ratio_")
    if bounds is None or (not bounds.low and bounds.high is None):
        return Markup()
    times = report.tied(f"{pair['id']}#{report.reading}")
    return report.words(zh="，前者是后者的{times}", en=", {times} as much", times=times)


def is_paired(report: Report) -> bool:
    """Return whether every two figures of one family are compared, as in a study of few figures."""
    figures = Counter(row["family"] for row in report.rows("standings"))
    return max(figures.values(), default=0) <= FEW


def largest_classes(report: Report) -> list[list[Row]]:
    """Return the standings of the largest classes, the figure surest of a high place first.

    Classes with figures of fewer than LEAST_RANKED zones are left to the pairs, if there are any.
    """
    figures = Counter(row["family"] for row in report.rows("standings"))
    classes: dict[str, list[Row]] = {}
    for row in report.rows("standings"):
        paired = figures[row["family"]] <= FEW and int(row["zones"]) < LEAST_RANKED
        if row["compared"] != "0" and not paired:
            classes.setdefault(row["class"], []).append(row)
    ends = [f"{report.reading}_{end}" for end in ("worst", "best")]
    largest = sorted(classes.values(), key=len, reverse=True)[:MOST_CLASSES]
    return [sorted(rows, key=lambda row: [int(row[end]) for end in ends]) for rows in largest]


def class_name(report: Report, standing: Row) -> Markup:
    """Return what the figures of a class have in common."""
    row = report.row("observations", standing["id"])
    what = report.speaks_of(row | {"subject": row["zone"]}, row["zone"])
    shared: list[str] = [report.label(name, row[name]) for name in ("status", "scope")]
    if report.tables["labels"].at[f"indicator/{row['indicator']}", "nature"] == "flow":
        shared.append(report.when(row))
    return Markup(report.word("detail")).format(sentence_case(what), report.listing(shared))


def class_sentence(report: Report, rows: Sequence[Row]) -> HTML:
    """Show how many figures a class has, how many of them are listed, and what to bear in mind."""
    why = rows[0]["caveats"].split()
    return report.say(
        zh="{what}：{n}个数字，下面列出名次最靠前的{shown}个，其余见data.zip里的standings.csv。{why}",
        en="{what}: {n} figures. Listed here, those surest of a high place: {shown}; the others "
        "are in standings.csv, in data.zip. {why}",
        what=class_name(report, rows[0]),
        n=report.count(f"standings?class={rows[0]['class']}"),
        shown=report.listed(row["id"] for row in rows[:MOST_PLACES]),
        why=report.words(
            zh="须注意：{why}。",
            en="Bear in mind: {why}.",
            why=report.remarks(report.label("why", one) for one in why),
        )
        if why
        else "",
    )


def standing_table(report: Report, rows: Sequence[Row], letter: str) -> HTML:
    """Show the first figures of a class, and the places each can take under both readings."""
    observed = [report.row("observations", row["id"]) for row in rows[:MOST_PLACES]]
    return report.table(
        report.pick(zh="名次{}：{}", en="places {}: {}").format(
            letter, report.label("indicator", rows[0]["indicator"])
        ),
        [
            {
                report.pick(zh="谁的", en="whose"): report.subject(row),
                report.word("printed"): report.cite(row["id"]),
            }
            | {
                report.word(reading): report.tied(f"standings/{row['id']}@{reading}_places")
                for reading in READINGS
            }
            for row in observed
        ],
        download=f"places-{letter}",
    )


def standing_bars(report: Report, rows: Sequence[Row]) -> list[BoundsRow]:
    """Return the first figures of a class as rows of a chart, in order of their places."""
    observed = [report.row("observations", row["id"]) for row in rows[:MOST_PLACES]]
    return [
        BoundsRow(
            label=report.subject(row),
            bounds=bounds_of(row, f"{report.reading}_"),
            value=report.cite(row["id"]),
            mentions=(row["id"],),
        )
        for row in observed
    ]


def ratio(report: Report, pair: Row, reading: str) -> Markup:
    """Return the ratio of a pair under a reading, where it may be taken."""
    given = bounds_of(pair, f"{reading}_ratio_") is not None
    return report.tied(f"{pair['id']}#{reading}") if given else Markup(report.word("nothing"))


def comparison_table(
    report: Report, caption: str, pairs: Sequence[Row], name: str, *, verdict: bool = True
) -> HTML:
    """Show pairs: both figures, order and ratio under both readings, and what to bear in mind.

    Of pairs that may not be compared it shows both figures and why not.
    """
    pick = report.pick

    def told(pair: Row) -> dict[str, object]:
        left = report.row("observations", pair["left"])
        row: dict[str, object] = {
            pick(zh="指标", en="indicator"): report.label("indicator", left["indicator"]),
            pick(zh="前者", en="first"): owned(report, pair, "left"),
            pick(zh="后者", en="second"): owned(report, pair, "right"),
        }
        if verdict:
            row[pick(zh="结论", en="verdict")] = report.tag("comparison", pair["verdict"])
            row |= {report.word(reading): _ordered(report, pair, reading) for reading in READINGS}
        why = pick(zh="须注意", en="bear in mind") if verdict else pick(zh="原因", en="why not")
        row[why] = reasons(report, pair)
        row[pick(zh="改判的理由", en="why judged otherwise")] = pair[f"note_{report.lang}"]
        return row

    shown = pairs[:MOST_ROWS]
    return report.table(
        caption,
        [told(pair) for pair in shown],
        download=name,
        of=[pair["id"] for pair in shown],
        among=len(pairs),
    )


def _ordered(report: Report, pair: Row, reading: str) -> Markup:
    """Return the order and the ratio of a pair under a reading."""
    return report.words(
        zh="{order}；比值：{ratio}",
        en="{order}; ratio: {ratio}",
        order=report.label("order", pair[f"{reading}_order"]),
        ratio=ratio(report, pair, reading),
    )


def reasons(report: Report, pair: Row) -> Markup:
    """Return why a pair may not be compared, or what to bear in mind where it may."""
    return report.remarks(report.label("why", why) for why in pair["why"].split())


def judged_sentence(report: Report, pair: Row) -> Markup:
    """Return which pair a person judged otherwise than the rules, and why."""
    indicator = report.row("observations", pair["left"])["indicator"]
    return report.words(
        zh="{indicator}，{left}与{right}，{why}",
        en="{indicator}, {left} and {right}. {why}",
        indicator=sentence_case(report.label("indicator", indicator)),
        left=owned(report, pair, "left"),
        right=owned(report, pair, "right"),
        why=override_words(report, pair),
    )


def override_words(report: Report, pair: Row) -> Markup:
    """Return what the rules said of a pair that a person judged otherwise, and why."""
    return report.words(
        zh="单按规则是“{by_rule}”，人工改判，理由是：{note}。",
        en="By the rules alone this would be “{by_rule}”; a person judged otherwise: {note}.",
        by_rule=report.label("comparison", pair["by_rule"]),
        note=pair[f"note_{report.lang}"],
    )


def reading_matters(row: Row) -> bool:
    """Return whether what a pair or a derived value says changes in kind with the reading.

    Of a pair that is its order; of a derived value, whether any number fits and has a limit.
    """
    return len({_kind_of_answer(row, reading) for reading in READINGS}) > 1


def _kind_of_answer(row: Row, reading: str) -> tuple[object, ...]:
    if f"{reading}_order" in row:
        return (row[f"{reading}_order"],)
    counted = whole_numbers(row, reading)
    return (
        row[f"possible_{reading}"],
        row[f"{reading}_low"] in {"", "0"},
        row[f"{reading}_high"] == "",
        counted is not None and not counted,
    )


def verdict_bar(report: Report, check: str, reading: str) -> BarRow:
    """Return one kind of check as a bar, parted by verdict under a reading."""
    found: dict[str, list[str]] = {verdict: [] for verdict in report.codes("verdict")}
    for row in report.rows("audits"):
        if row["check"] == check:
            found[row[f"{reading}_verdict"]].append(row["id"])
    query = f"audits?check={check}"
    parts = (
        Part(len(ids), verdict, tuple(ids), f"{query}&{reading}_verdict={verdict}")
        for verdict, ids in found.items()
        if ids
    )
    return BarRow(report.label("audit", check), tuple(parts), query)


def new_wholes(report: Report) -> list[Row]:
    """Return the wholes that no page prints, those first that the fewest whole numbers fit.

    What one share allows says nothing where another share of the same whole is printed, too.
    """
    rows = report.rows("derived")
    told_better = [set(row["inputs"].split()) for row in rows if row["rule"] == "joint_whole"]
    told_better += [{row["inputs"].split()[0]} for row in rows if row["rule"] == "part_of_whole"]

    def is_new(row: Row) -> bool:
        inputs = set(row["inputs"].split())
        return not any(better < inputs or inputs < better for better in told_better)

    wholes = [row for row in rows if row["rule"] in WHOLES and is_new(row)]
    counted = [(row, whole_numbers(row, "conventional")) for row in wholes]
    few = [(len(numbers), row) for row, numbers in counted if numbers]
    return [row for _, row in sorted(few, key=itemgetter(0))]


def fits(row: Row, reading: str) -> bool:
    """Whether a number, and where it counts a whole number, fits a derived value."""
    numbers = whole_numbers(row, reading)
    return row[f"possible_{reading}"] == "true" and (numbers is None or bool(numbers))


def longest_chain(report: Report) -> list[Row]:
    """Return the implied wholes of the one thing that most of them speak of."""
    chains: dict[tuple[str, str], list[Row]] = {}
    for row in report.rows("derived"):
        if row["rule"] in WHOLES:
            chains.setdefault((row["subject"], row["indicator"]), []).append(row)
    return max(chains.values(), key=len, default=[])[:MOST_ROWS]


def whose(report: Report, pair: Row, side: str) -> Markup:
    """Return whose figure one side of a pair is; of one subject, what tells the two apart."""
    own, other = (report.row("observations", pair[one]) for one in _sides(side))
    name = Markup(escape(report.subject(own)))
    if own["subject"] != other["subject"]:
        return name
    apart = [report.label("scope", own["scope"])] if own["scope"] != other["scope"] else []
    apart += [report.when(own)] if own["time"] != other["time"] else []
    return Markup(report.word("detail")).format(name, report.listing(apart)) if apart else name


def _sides(first: str) -> tuple[str, str]:
    return (first, "right" if first == "left" else "left")


def owned(report: Report, pair: Row, side: str) -> Markup:
    """Return the figure of one side of a pair after its subject's name."""
    words = Markup(report.pick(zh="{}{}", en="{} {}"))
    return words.format(whose(report, pair, side), report.cite(pair[side]))


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
            note=report.link(thing.mention, say_date(thing.date, report.lang)),
            mentions=(thing.mention,),
        )
        for thing in things
    ]


def timeline_years(report: Report) -> tuple[int, int]:
    """Return the first and last year that what the report reads dates anything in."""
    spans = [date_span(row["date"]) for row in report.rows("times")]
    years = [day.year for span in spans if span for day in span]
    articles = report.rows("articles")
    years += [int(row[end][:4]) for row in articles for end in ("earliest", "latest")]
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


def comparison_bars(report: Report, pair: Row) -> list[BoundsRow]:
    """Return both sides of a pair as rows of a chart of bounds."""
    return [
        BoundsRow(
            label=whose(report, pair, side),
            bounds=bounds_of(report.row("observations", pair[side]), f"{report.reading}_"),
            value=report.cite(pair[side]),
            mentions=(pair[side],),
        )
        for side in ("left", "right")
    ]


def derived_bar(report: Report, row: Row) -> BoundsRow:
    """Return a derived value as a row of a chart: strict bounds over conventional ones."""
    counts = row["counts"] == "true"
    drawn: list[Bounds | None] = []
    said: list[Markup] = []
    for reading in READINGS:
        bounds = bounds_of(row, f"{reading}_")
        said.append(report.derived(row["id"], reading))
        fits = not counts or bounds is None or bounds.holds_whole
        drawn.append(bounds if fits else None)
    return BoundsRow(
        label=report.formula(row["id"]),
        bounds=drawn[0],
        value=said[0],
        other=drawn[1],
        other_value=said[1],
        mentions=tuple(row["inputs"].split()),
    )

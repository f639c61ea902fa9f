"""Promise and result: what is reached and what is promised, who says so, what hedges leave open."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from IPython.display import HTML
from markupsafe import Markup

from .bounds import READINGS, Bounds
from .charts import BarRow, BoundsRow, Part
from .codebook import bounds_of
from .ties import Row, figure_in_words, rows_of_query
from .views import MOST_ROWS, Report
from .wording import say_date

REACHED = "reached"
# What can fall due; a capacity is there, and a ceiling is a rule.
PROMISED = ("planned", "under_way")
UNHEDGED = "exact"
HEDGED = f"hedge!={UNHEDGED}"
# Which end a hedge does not state, as a condition on observations. A printed magnitude is never
# negative, so that a lower end of 0 says nothing.
NO_UPPER = f"{HEDGED}&strict_high="
NO_LOWER = f"{HEDGED}&strict_low=|0"


def promises(report: Report) -> list[Row]:
    """Return the observations of what is not reached, zone by zone, those that fall due first."""
    rows = [row for row in report.rows("observations") if row["status"] != REACHED]
    return _by_zone(report, rows, lambda row: row["date"] or "~")


def hedged(report: Report) -> list[Row]:
    """Return the hedged observations, zone by zone, those of which least is left open first.

    What no convention bounds comes last.
    """
    rows = [row for row in report.rows("observations") if row["hedge"] != UNHEDGED]
    return _by_zone(report, rows, lambda row: (not row["width"], _width(row)))


def _by_zone(report: Report, rows: Iterable[Row], key: Callable[[Row], object]) -> list[Row]:
    place = {zone: number for number, zone in enumerate(report.zones)}
    return sorted(rows, key=lambda row: (place[row["zone"]], key(row)))


def _width(row: Row) -> Fraction:
    return Fraction(row["width"] or 0)


def relative_bounds(row: Row, reading: str) -> Bounds | None:
    """Return what an observation allows under a reading, in percent of the printed number.

    >>> row = {"value": "18", "strict_low": "18", "strict_low_closed": "false"}
    >>> print(relative_bounds(row | {"strict_high": "", "strict_high_closed": "false"}, "strict"))
    (100, +inf)
    """
    bounds = bounds_of(row, f"{reading}_")
    if bounds is None or not row["value"] or not Fraction(row["value"]):
        return None
    return bounds / Bounds.point(Fraction(row["value"])) * Bounds.point(100)


def hedge_bars(report: Report) -> list[BoundsRow]:
    """Return hedged observations as rows of a chart: both readings, beside the printed number."""
    return [
        BoundsRow(
            label=report.speaks_of(row),
            note="" if row["subject"] == row["zone"] else report.label("zone_short", row["zone"]),
            bounds=strict,
            value=report.cite(row["id"]),
            other=relative_bounds(row, READINGS[1]),
            other_value=width_in_words(report, row),
            mentions=(row["id"],),
        )
        for row in hedged(report)[:MOST_ROWS]
        if (strict := relative_bounds(row, READINGS[0])) is not None
    ]


def width_in_words(report: Report, row: Row) -> Markup:
    """Return how much a hedge leaves open by convention, in percent of the printed number."""
    if not row["width"]:
        return Markup(report.pick(zh="通行读法也不设界", en="no limit by convention, either"))
    width = report.tied(f"observations/{row['id']}@width")
    return Markup(report.pick(zh="余地{}%", en="{}% left open")).format(width)


def with_width(report: Report, rows: Sequence[Row]) -> Markup:
    """Return figures of one width and what their hedges leave open; a dash where there are none."""
    if not rows:
        return Markup(report.word("nothing"))
    words = Markup(report.word("detail"))
    return words.format(report.cites(row["id"] for row in rows), width_in_words(report, rows[0]))


def narrowest_and_widest(rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Return of which figures least and of which most is left open by convention; none if of none.

    >>> rows = [{"width": "5"}, {"width": ""}, {"width": "25"}, {"width": "5"}]
    >>> narrowest_and_widest(rows)
    ([{'width': '5'}, {'width': '5'}], [{'width': '25'}])
    """
    measured = [row for row in rows if row["width"]]
    if not measured:
        return [], []
    ends = (min(map(_width, measured)), max(map(_width, measured)))
    least, most = ([row for row in measured if _width(row) == end] for end in ends)
    return least, most


def zone_table(report: Report) -> HTML:
    """Show how many figures of each zone are hedged, which ends those lack and what they leave."""
    pick, rows = report.pick, hedged(report)
    columns = {
        pick(zh="带限定", en="hedged"): HEDGED,
        pick(zh="严格读法下没有上界", en="no upper end, strictly"): NO_UPPER,
        pick(zh="严格读法下没有下界", en="no lower end, strictly"): NO_LOWER,
    }
    return report.table(
        pick(zh="各园区的限定词", en="Hedges by zone"),
        [
            {pick(zh="园区", en="zone"): report.label("zone_short", zone)}
            | {
                name: report.count_or_nothing(f"observations?zone={zone}&{condition}")
                for name, condition in columns.items()
            }
            | {
                pick(zh="通行读法下余地最大的", en="most left open by convention"): with_width(
                    report, narrowest_and_widest(row for row in rows if row["zone"] == zone)[1]
                )
            }
            for zone in report.shown_zones
        ],
        numbers=columns,
        download="hedges-by-zone",
    )


def worth_table(report: Report) -> HTML:
    """Show what each sort of hedge leaves open by convention, from the least to the most."""
    pick, rows = report.pick, hedged(report)
    figures = pick(zh="观测值", en="figures")
    return report.table(
        pick(zh="每种限定留下多少余地", en="What each sort of hedge leaves open"),
        [
            {
                pick(zh="限定", en="hedge"): report.label("hedge", hedge),
                figures: report.count(f"observations?hedge={hedge}"),
                pick(zh="余地最小的", en="least left open"): with_width(report, least),
                pick(zh="余地最大的", en="most left open"): with_width(report, most),
            }
            for hedge in report.codes("hedge")
            if (of_it := [row for row in rows if row["hedge"] == hedge])
            for least, most in [narrowest_and_widest(of_it)]
        ],
        numbers=[figures],
        download="hedges-by-sort",
    )


def promise_table(report: Report) -> HTML:
    """Show everything that is not reached: who says it, when it falls due, how it is hedged."""
    pick, rows = report.pick, promises(report)
    return report.table(
        pick(zh="许诺、能力与上限", en="Promises, capacities and ceilings"),
        [
            {
                pick(zh="说的是什么", en="what is said"): report.speaks_of(row),
                pick(zh="印出的数字", en="figure"): report.cite(row["id"]),
                pick(zh="状态", en="status"): report.tag("status", row["status"]),
                pick(zh="谁说的", en="who says so"): report.label("speaker", row["speaker"]),
                pick(zh="何时兑现", en="when it falls due"): due(report, row),
                pick(zh="限定", en="hedge"): report.label("hedge", row["hedge"]),
                report.word(report.reading): report.allows(row["id"]),
                pick(zh="说明", en="note"): row[f"note_{report.lang}"],
            }
            for row in rows[:MOST_ROWS]
        ],
        download="promises",
        among=len(rows),
    )


def due(report: Report, row: Row) -> Markup:
    """Return when a promise falls due as far as it is printed, as a link to what dates it."""
    time = row["time"]
    if row["status"] not in PROMISED:  # What a works can make, or a rule allow, never falls due.
        return Markup(report.word("nothing"))
    if time in report.codes("time"):
        return Markup('<span class="silence">{}</span>').format(report.label("time", time))
    words = say_date(row["date"], report.lang) or figure_in_words(report.tables, time, report.lang)
    return report.link(time, words)


def status_table(report: Report) -> HTML:
    """Show how many figures of each status a zone has; silence is said, and is not a zero."""
    pick = report.pick
    return report.table(
        pick(zh="各园区观测值的状态", en="Status of the figures, by zone"),
        [
            {pick(zh="园区", en="zone"): report.label("zone_short", zone)}
            | {
                report.label("status", status): counted(report, "status", status, zone)
                for status in report.codes("status")
            }
            for zone in report.shown_zones
        ],
        download="status",
    )


def counted(report: Report, column: str, code: str, zone: str) -> Markup:
    """Return how many figures of a zone have a code in a column."""
    return report.count(f"observations?zone={zone}&{column}={code}")


def figures_with(report: Report, column: str, code: str, zone: str) -> list[str]:
    """Return the ids of a zone's observations that have a code in a column."""
    rows = report.rows("observations")
    return [row["id"] for row in rows if (row["zone"], row[column]) == (zone, code)]


def status_bars(report: Report) -> list[BarRow]:
    """Return each zone's observations as a bar of as many stretches as they have statuses."""
    return [
        BarRow(
            report.label("zone_short", zone),
            tuple(
                Part(len(ids), status, tuple(ids), f"observations?zone={zone}&status={status}")
                for status in report.codes("status")
                if (ids := figures_with(report, "status", status, zone))
            ),
            f"observations?zone={zone}",
        )
        for zone in report.shown_zones
    ]


def speaker_cells(report: Report) -> dict[tuple[str, str], list[str]]:
    """Return whose words a zone's observations are, as cells; a zone that prints none has none."""
    speaking = {row["zone"] for row in report.rows("observations")}
    return {
        (speaker, zone): figures_with(report, "speaker", speaker, zone)
        for speaker in report.codes("speaker")
        for zone in report.shown_zones
        if zone in speaking
    }


def each_counted(report: Report, vocabulary: str, column: str, condition: str = "") -> Markup:
    """Return in a sentence how many observations have each code; those without come last."""
    have: list[Markup] = []
    lack: list[str] = []
    zones = vocabulary == "zone_short"
    for code in report.shown_zones if zones else report.codes(vocabulary):
        query = "&".join(filter(None, (f"observations?{column}={code}", condition)))
        if len(rows_of_query(report.tables, query)):
            words = Markup(report.pick(zh="{}{}个", en="{} {}"))
            have.append(words.format(report.label(vocabulary, code), report.count(query)))
        else:
            lack.append(report.label(vocabulary, code))
    none = Markup(report.pick(zh="{}没有", en="none: {}")).format(report.listing(lack))
    parts = [report.listing(have)] * bool(have) + [none] * bool(lack)
    return Markup(report.pick(zh="，", en="; ")).join(parts)

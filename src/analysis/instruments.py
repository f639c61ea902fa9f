"""Instruments of policy: which of them each zone's article names, since when, and which not.

What is counted are names. A name that its article prints again counts once, and a name for several
others, as 三大平台 is, counts as those; what goes by two different names counts twice.
"""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from itertools import permutations

from IPython.display import HTML

from .charts import TimelineRow
from .listings import date_of
from .ties import Row
from .views import MOST_ROWS, Report
from .wording import sentence_case

# The names that count, and those of them that are dated, as queries.
COUNTED = "facts?instrument!=&counted_as="
DATED = f"{COUNTED}&dated_by!="
# What is dated while it has one of these statuses is not there yet.
NOT_YET = {"planned", "in_preparation"}


def named(report: Report) -> list[Row]:
    """Return every fact that is an instrument: by instrument, then zone, then as printed."""
    instruments, zones = (
        {code: place for place, code in enumerate(report.codes(vocabulary))}
        for vocabulary in ("instrument", "zone")
    )
    return sorted(
        (row for row in report.rows("facts") if row["instrument"]),
        key=lambda row: (instruments[row["instrument"]], zones[row["zone"]]),
    )


def counted_as(report: Report) -> dict[str, list[str]]:
    """Return the facts that do not count themselves, each with those that count in its place."""
    return {row["id"]: row["counted_as"].split() for row in named(report) if row["counted_as"]}


def counted(report: Report) -> list[Row]:
    """Return the facts that count, in the order of `named`."""
    return [row for row in named(report) if not row["counted_as"]]


def alike(report: Report) -> list[tuple[Row, Row]]:
    """Return counted names of one article and kind where the second holds the first.

    Both may name the same thing, which only a person can tell.
    """
    places: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in counted(report):
        places[row["page"], row["article"], row["instrument"]].append(row)
    return [
        (short, long)
        for rows in places.values()
        for short, long in permutations(rows, 2)
        if short["printed"] in long["printed"]
    ]


def cells(report: Report) -> dict[tuple[str, str], list[str]]:
    """Return the facts that count by instrument and zone; what is missing is silence."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in counted(report):
        found.setdefault((row["instrument"], row["zone"]), []).append(row["id"])
    return found


def users(report: Report) -> dict[str, list[str]]:
    """Return the zones whose articles name each instrument, in the order of the registers."""
    matrix = cells(report)
    return {
        instrument: [zone for zone in report.zones if (instrument, zone) in matrix]
        for instrument in report.codes("instrument")
    }


def most_named(report: Report) -> tuple[list[str], list[str]]:
    """Return the instruments that the most zones name, and the zones that name any of them."""
    of = users(report)
    most = max(map(len, of.values()), default=0)
    first = [instrument for instrument, zones in of.items() if most and len(zones) == most]
    return first, of[first[0]] if first else []


def dated(report: Report) -> list[Row]:
    """Return the facts that count and are dated, in order of time; yearless ones come last."""
    rows = [row for row in counted(report) if row["dated_by"]]
    return sorted(rows, key=_by_time)


def _by_time(row: Row) -> str:
    return row["date"].replace("XXXX", "9999")


def name_of(report: Report, row: Row) -> str:
    """Return a fact's name in the report's language."""
    return row["printed"] if report.lang == "zh" else row["en"]


def appeared(report: Report) -> tuple[datetime.date, datetime.date]:
    """Return the first and last day on which any of the articles can have appeared."""
    rows = report.rows("articles")
    first, last = min(row["earliest"] for row in rows), max(row["latest"] for row in rows)
    return datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)


def timeline_of(report: Report) -> list[TimelineRow]:
    """Return dated instruments zone by zone; a zone without any keeps a row that says so.

    A name for several others stands for them where one figure dates all.
    """
    rows, matrix = dated(report), cells(report)
    shown = _joined(report, rows)
    lines: list[TimelineRow] = []
    for zone in report.shown_zones:
        group = report.label("zone_short", zone)
        own = [_line(report, row, group) for row in shown if row["zone"] == zone]
        if not own:
            text = report.words(
                zh="共{n}个，都没有印时间",
                en="{n} in all, none dated",
                n=report.count(f"{COUNTED}&zone={zone}"),
            )
            names_one = any(where == zone for _, where in matrix)
            own = [TimelineRow(text if names_one else report.silence, "", group=group)]
        lines += own
    return lines


def _joined(report: Report, rows: Sequence[Row]) -> list[Row]:
    """Return rows with those that one name and one date hold together replaced by that name."""
    facts = {row["id"]: row for row in named(report)}
    gone: set[str] = set()
    whole: list[Row] = []
    for id_, members in counted_as(report).items():
        dates = {facts[one]["dated_by"] for one in (id_, *members)}
        if len(members) > 1 and len(dates) == 1 and dates != {""}:
            gone |= set(members)
            whole.append(facts[id_])
    return sorted([row for row in rows if row["id"] not in gone] + whole, key=_by_time)


def _line(report: Report, row: Row, group: str) -> TimelineRow:
    status = report.label("fact_status", row["status"])
    return TimelineRow(
        label=sentence_case(name_of(report, row)),
        date=row["date"],
        note=report.words(
            zh="{when}，{status}",
            en="{when}; {status}",
            when=date_of(report, row) or report.label("time", "unstated"),
            status=status,
        ),
        planned=row["status"] in NOT_YET,
        group=group,
        mentions=(row["dated_by"],),
    )


def instrument_table(report: Report) -> HTML:
    """Show every name of an instrument by kind and zone: status, date, place, and how it counts."""
    pick, rows = report.pick, named(report)
    return report.table(
        pick(zh="政策工具的全部名称", en="Every name of an instrument"),
        [
            {
                pick(zh="名称", en="name"): sentence_case(name_of(report, row)),
                pick(zh="工具", en="instrument"): report.label("instrument", row["instrument"]),
                pick(zh="园区", en="zone"): report.label("zone_short", row["zone"]),
                pick(zh="时间", en="when"): date_of(report, row),
                pick(zh="计数", en="count"): _why_not(report, row),
            }
            | report.place("facts", row["id"])
            | report.quoted(row["id"])
            for row in rows[:MOST_ROWS]
        ],
        download="instruments",
        of=[row["id"] for row in rows[:MOST_ROWS]],
        among=len(rows),
    )


def _why_not(report: Report, row: Row) -> str:
    """Return why a name does not count; empty where it does."""
    instead = row["counted_as"].split()
    if not instead:
        return ""
    if report.row("facts", instead[0])["printed"] == row["printed"]:
        return report.pick(zh="同名再提，已计", en="named before, counted there")
    return report.pick(zh="总称，所列各项已计", en="names others, which are counted")

"""Instruments of policy: which of them each zone's article names, since when, and which not.

What is counted are names. A name that its article prints again counts once, and a name for several
others, as 三大平台 is, counts as those; what goes by two different names counts twice.
"""

import datetime
from collections.abc import Iterable, Sequence

from IPython.display import HTML
from markupsafe import Markup

from .charts import TimelineRow
from .listings import published
from .ties import Row
from .views import Report
from .wording import say_date, sentence_case

# What is dated while it has one of these statuses is not there yet.
NOT_YET = {"planned", "in_preparation"}


def named(report: Report) -> list[Row]:
    """Return every fact that is an instrument: by instrument, then zone, then as printed."""
    instruments, zones = report.codes("instrument"), report.zones
    return sorted(
        (row for row in report.rows("facts") if row["instrument"]),
        key=lambda row: (instruments.index(row["instrument"]), zones.index(row["zone"])),
    )


def counted_as(report: Report) -> dict[str, list[str]]:
    """Return the facts that do not count themselves, each with those that count in its place."""
    rows = named(report)
    instead: dict[str, list[str]] = {}
    for row in rows:
        within = _listed_in(report, row, rows)
        if within:
            instead[row["id"]] = within
    first: dict[tuple[str, ...], str] = {}
    for row in rows:
        name = tuple(row[column] for column in ("page", "article", "instrument", "printed"))
        if row["id"] in instead:
            continue
        if first.setdefault(name, row["id"]) != row["id"]:
            instead[row["id"]] = [first[name]]
    return instead


def _listed_in(report: Report, whole: Row, rows: Iterable[Row]) -> list[str]:
    """Return the instruments of one kind that the number within a name counts, 三大 in 三大平台."""
    listed = []
    for row in rows:
        if row["id"] != whole["id"] and row["listed_by"] and _same_place(row, whole):
            number = report.row("mentions", row["listed_by"])
            starts, ends = int(whole["start"]), int(whole["end"])
            if starts <= int(number["start"]) and int(number["end"]) <= ends:
                listed.append(row["id"])
    return listed


def _same_place(one: Row, other: Row) -> bool:
    return all(one[column] == other[column] for column in ("page", "article", "instrument"))


def counted(report: Report) -> list[Row]:
    """Return the facts that count, in the order of `named`."""
    instead = counted_as(report)
    return [row for row in named(report) if row["id"] not in instead]


def alike(report: Report) -> list[tuple[Row, Row]]:
    """Return counted names of one article and kind where the second holds the first.

    Both may name the same thing, which only a person can tell.
    """
    rows = counted(report)
    return [
        (short, long)
        for short in rows
        for long in rows
        if short["id"] != long["id"]
        and _same_place(short, long)
        and short["printed"] in long["printed"]
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


def when(report: Report, row: Row) -> Markup:
    """Return when a fact is dated, linked to what dates it; a plain text where nothing does."""
    if not row["dated_by"]:
        return Markup(report.label("time", "unstated"))
    return report.link(row["dated_by"], say_date(row["date"], report.lang))


def how_many(report: Report, ids: Iterable[str]) -> Markup:
    """Return how many ids there are, tied to them; where there are none, that nothing is said."""
    tie = " ".join(ids)
    return report.tied(tie) if tie else report.silence


def appeared(report: Report) -> tuple[datetime.date, datetime.date]:
    """Return the first and last day on which any of the articles can have appeared."""
    spans = [span for zone in report.zones if (span := published(report, zone))]
    return min(first for first, _ in spans), max(last for _, last in spans)


def timeline_of(report: Report) -> list[TimelineRow]:
    """Return dated instruments zone by zone; a zone without any keeps a row that says so.

    A name for several others stands for them where one figure dates all.
    """
    rows, matrix = dated(report), cells(report)
    shown = _joined(report, rows)
    lines: list[TimelineRow] = []
    for zone in report.zones:
        group = report.label("zone_short", zone)
        own = [_line(report, row, group) for row in shown if row["zone"] == zone]
        if not own:
            names = [id_ for (_, where), ids in matrix.items() if where == zone for id_ in ids]
            text = report.words(
                zh="共{n}个，都没有印时间", en="{n} in all, none dated", n=how_many(report, names)
            )
            own = [TimelineRow(text if names else report.silence, "", group=group)]
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
            zh="{when}，{status}", en="{when}; {status}", when=when(report, row), status=status
        ),
        planned=row["status"] in NOT_YET,
        group=group,
        mentions=(row["dated_by"],),
    )


def dates_table(report: Report, caption: str) -> HTML:
    """Show who named what when: by date as printed and zone, then how many names nothing dates."""
    rows = counted(report)
    lines: list[dict[str, object]] = []
    for date in dict.fromkeys(row["date"] for row in dated(report)):
        for zone in report.zones:
            found = [row for row in rows if (row["date"], row["zone"]) == (date, zone)]
            if found:
                lines.append(
                    _dates_line(report, when(report, found[0]), zone, _names(report, found))
                )
    for zone in report.zones:
        ids = [row["id"] for row in rows if row["zone"] == zone and not row["dated_by"]]
        if ids or not any(row["zone"] == zone for row in rows):
            text = report.words(zh="共{n}个", en="{n} in all", n=how_many(report, ids))
            undated = report.label("time", "unstated")
            lines.append(_dates_line(report, undated, zone, text if ids else report.silence))
    return report.table(caption, lines, download="instruments-by-date")


def _dates_line(report: Report, head: str, zone: str, said: Markup) -> dict[str, object]:
    return {
        report.word("when"): head,
        report.pick(zh="园区", en="zone"): report.label("zone_short", zone),
        report.pick(zh="名称", en="names"): said,
    }


def _names(report: Report, rows: Iterable[Row]) -> Markup:
    names = (sentence_case(name_of(report, row)) for row in rows)
    return Markup(report.pick(zh="；", en="; ")).join(names)


def instrument_table(report: Report, instrument: str) -> HTML:
    """Show every name of an instrument, with its part, status, date and place, zone by zone.

    A zone that names none keeps a row.
    """
    rows = [row for row in named(report) if row["instrument"] == instrument]
    instead = counted_as(report)
    lines: list[dict[str, object]] = []
    for zone in report.zones:
        of_zone = [row for row in rows if row["zone"] == zone]
        lines += [_told(report, zone, row, instead.get(row["id"], [])) for row in of_zone]
        if not of_zone:
            lines.append(_told(report, zone, None, []))
    return report.table(
        report.label("instrument", instrument), lines, download=f"instrument-{instrument}"
    )


def _told(report: Report, zone: str, row: Row | None, instead: Sequence[str]) -> dict[str, object]:
    """Return a row of the table of an instrument; without a fact, that its zone names none."""
    pick = report.pick
    told: dict[str, object] = {
        pick(zh="名称", en="name"): report.silence,
        pick(zh="园区", en="zone"): report.label("zone_short", zone),
    }
    cells_of_fact = {
        pick(zh="作用", en="part"): row and row[f"role_{report.lang}"],
        pick(zh="状态", en="status"): row and report.label("fact_status", row["status"]),
        pick(zh="时间", en="when"): row and when(report, row),
        report.word("where"): row and _where(report, row),
        pick(zh="计数", en="count"): row and _why_not(report, row, instead),
    }
    if row:
        told[pick(zh="名称", en="name")] = sentence_case(name_of(report, row))
    return told | {column: cell or "" for column, cell in cells_of_fact.items()}


def _where(report: Report, row: Row) -> Markup:
    place = report.tied(f"facts/{row['id']}@where")
    return Markup('<span class="locator">{}</span>').format(place)


def _why_not(report: Report, row: Row, instead: Sequence[str]) -> str:
    """Return why a name does not count; empty where it does."""
    if not instead:
        return ""
    if report.row("facts", instead[0])["printed"] == row["printed"]:
        return report.pick(zh="同名再提，已计", en="named before, counted there")
    return report.pick(zh="总称，所列各项已计", en="names others, which are counted")

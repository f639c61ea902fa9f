"""When: dated things at the precision they are printed with."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from analysis.periods import date_span

from .sheet import (
    BLUE,
    GRID,
    MUTED,
    ORANGE,
    PALE_BLUE,
    PAPER,
    WIDTH,
    Chart,
    Key,
    Sheet,
    width_of,
)

KEY = {
    "zh": {
        "day": "当天",
        "yearless": "未印年份，画在发表之年",
        "within": "其间某时",
        "throughout": "整段期间",
        "later": "计划中，或在发表之后",
        "undated": "未说明时间",
    },
    "en": {
        "day": "that day",
        "yearless": "year not printed, drawn in the year of publication",
        "within": "some time within",
        "throughout": "the whole period",
        "later": "planned, or after publication",
        "undated": "time not stated",
    },
}

Span = tuple[datetime.date, datetime.date]


@dataclass(frozen=True)
class TimelineRow:
    """A dated thing; `date` is an ISO-like text as precise as it was printed, or empty."""

    label: str
    date: str
    note: str = ""
    planned: bool = False
    group: str = ""
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Calendar:
    """Where a day begins between `left` and `right`, which hold whole years."""

    first: int
    last: int
    left: float
    right: float = WIDTH - 2

    def x(self, day: datetime.date) -> float:
        """Return where a day begins."""
        start = datetime.date(self.first, 1, 1)
        days = (datetime.date(self.last + 1, 1, 1) - start).days
        return self.left + (self.right - self.left) * (day - start).days / days

    def between(self, span: Span) -> tuple[float, float]:
        """Return where a span begins and ends, both days included."""
        return self.x(span[0]), self.x(span[1] + datetime.timedelta(days=1))


def draw_timeline(
    id: str,  # noqa: A002  # an id is called id.
    title: str,
    subtitle: str,
    rows: Sequence[TimelineRow],
    *,
    lang: str,
    published: Span,
    published_label: str,
    description: str = "",
    years: tuple[int, int] | None = None,
) -> Chart:
    """Return dated things along the years; `published` is when the page appeared, as far as known.

    `years` are the first and last year to reach at least. A date without a year is drawn in the
    year of publication and marked; what lies after publication is drawn as planned.
    """
    sheet, key = Sheet(), Key(KEY[lang])
    title, subtitle, description = map(sheet.bare, (title, subtitle, description))
    published_label = sheet.bare(published_label)
    rows = [_bare(sheet, row) for row in rows]
    top = sheet.head(title, subtitle)
    spans = [_span(row.date, published[1].year) for row in rows]
    days = [day for span in [*spans, published] if span for day in span]
    labels = [width_of(row.label, 12) for row in rows] + [width_of(row.note, 10) for row in rows]
    left = min(max(labels), 160.0)
    reached = [*(day.year for day in days), *(years or ())]
    # The number of one year alone would not say where it begins and ends.
    first = min(*reached, max(reached) - 1)
    calendar = _Calendar(first, max(reached), left + 10)
    start, stop = calendar.between(published)
    top = sheet.label((start + stop) / 2, top, published_label, left + 8, ORANGE) + 2
    body = axis = _draw_years(sheet, calendar, top)
    group = ""
    for row, span in zip(rows, spans, strict=True):
        if row.group != group:
            body = sheet.paragraph(0, body + 7, row.group, WIDTH, 12, bold=True)
            group = row.group
        else:
            sheet.line([0, WIDTH], [body, body], GRID, 0.6, behind=True)
        words = sheet.paragraph(0, body + 4, row.label, left)
        words = sheet.paragraph(0, words + 1, row.note, left, 10, MUTED)
        _draw_dated(sheet, key, calendar, row, span, published[1], body + 12)
        body = words + 5
    for year in range(calendar.first, calendar.last + 2):
        x = calendar.x(datetime.date(year, 1, 1))
        sheet.line([x, x], [axis, body], GRID, 0.5, behind=True)
    sheet.rect(start, axis - 18, stop - start, body - axis + 18, ORANGE, opacity=0.3, behind=True)
    top = key.draw(sheet, body + 8)
    data = pd.DataFrame(
        [
            (r.group, r.label, r.date, r.note, str(r.planned).lower(), " ".join(r.mentions))
            for r in rows
        ],
        columns=["group", "label", "date", "note", "planned", "mentions"],
    )
    return sheet.finish(id, title, description or subtitle, top, data)


def _bare(sheet: Sheet, row: TimelineRow) -> TimelineRow:
    return replace(
        row,
        label=sheet.bare(row.label),
        note=sheet.bare(row.note),
        group=sheet.bare(row.group),
    )


def _span(date: str, year: int) -> Span | None:
    """Return the days of a date; one without a year is put in the last year up to `year` it fits.

    >>> _span("XXXX-02-29", 2023), _span("", 2023)
    ((datetime.date(2020, 2, 29), datetime.date(2020, 2, 29)), None)
    """
    try:
        return date_span(date.replace("XXXX", str(year)))
    except ValueError:
        if year % 4 == 0:  # Not even the leap year has that day.
            raise
        return _span(date, year - year % 4)


def _draw_years(sheet: Sheet, calendar: _Calendar, top: float) -> float:
    free = 0.0
    for year in range(calendar.first, calendar.last + 1):
        span = (datetime.date(year, 1, 1), datetime.date(year, 12, 31))
        middle = sum(calendar.between(span)) / 2
        half = width_of(str(year), 10) / 2
        if middle - half >= free and middle + half <= WIDTH:
            sheet.tie(str(year), "scale")
            sheet.text(middle, top + 10, str(year), 10, MUTED, anchor="center")
            free = middle + half + 6
    return top + 16


def _draw_dated(
    sheet: Sheet,
    key: Key,
    calendar: _Calendar,
    row: TimelineRow,
    span: Span | None,
    known_until: datetime.date,
    y: float,
) -> None:
    if span is None:
        _draw(sheet, key, "undated", calendar.left - 6, 20, y)
        return
    start, stop = calendar.between(span)
    sheet.line([calendar.left - 6, start], [y, y], GRID, 1, (1, 2), behind=True)
    if "X" in row.date:
        _draw(sheet, key, "yearless", start, stop - start, y)
    elif span[0] == span[1]:
        _draw(sheet, key, "day", start, stop - start, y)
    elif row.planned:
        _draw(sheet, key, "later", start, stop - start, y)
    elif "/" in row.date:
        now = min(max(calendar.between((span[0], known_until))[1], start), stop)
        for name, x, width in (("throughout", start, now - start), ("later", now, stop - now)):
            if width > 0:
                _draw(sheet, key, name, x, width, y)
    else:
        _draw(sheet, key, "within", start, stop - start, y)


def _draw(sheet: Sheet, key: Key, name: str, x: float, width: float, y: float) -> None:
    """Draw one of the marks of time, and have it explained."""
    _mark_time(sheet, name, x, width, y)
    key.marks[name] = lambda on, at, line: _mark_time(on, name, at + 2, 18, line)


def _mark_time(sheet: Sheet, name: str, x: float, width: float, y: float) -> None:
    middle = x + width / 2
    match name:
        case "day":
            sheet.mark(middle, y, BLUE, size=7)
        case "yearless":
            sheet.mark(middle, y, BLUE, size=7, hollow=True)
            sheet.text(middle + (6 if middle + 14 < WIDTH else -12), y + 3.6, "?", 10, BLUE)
        case "undated":
            sheet.line([middle - 4, middle + 4], [y, y], MUTED, 0.8)
        case "throughout":
            sheet.rect(x, y - 4, width, 8, BLUE)
        case "later":
            sheet.rect(x, y - 4, width, 8, PAPER, edge=BLUE, hatch="/////")
        case _:
            sheet.rect(x, y - 4, width, 8, PALE_BLUE, edge=BLUE)

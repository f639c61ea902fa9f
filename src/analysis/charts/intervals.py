"""How much, as far as it is known: quantities drawn as the bounds they have."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import pandas as pd
from matplotlib.ticker import LogLocator, MaxNLocator

from analysis.bounds import Bounds, Number, round_outward, write_exact
from analysis.wording import say_number

from .sheet import (
    BLUE,
    GRID,
    INK,
    MUTED,
    ORANGE,
    PALE_BLUE,
    SILENT,
    WIDTH,
    Chart,
    Key,
    Sheet,
    draw_silence,
    width_of,
)

KEY = {
    "zh": {
        "point": "恰为此数",
        "closed": "含此端",
        "open": "不含此端",
        "unbounded": "未说到哪里为止",
        "narrow": "窄区间，不分画两端",
        "printed": "印出的数",
        "silent": SILENT["zh"],
    },
    "en": {
        "point": "exactly this",
        "closed": "end included",
        "open": "end not included",
        "unbounded": "no limit stated",
        "narrow": "narrow interval, ends not drawn",
        "printed": "the number printed",
        "silent": SILENT["en"],
    },
}


@dataclass(frozen=True)
class BoundsRow:
    """A quantity: what it is, the printed words, its bounds and how they are said.

    `other` are its bounds under the second reading. `printed` marks a number within the bounds, as
    1234 of 约1234亿元. Without bounds, `value` says why no number fits; without both, nothing was
    reported.
    """

    label: str
    bounds: Bounds | None
    value: str = ""
    note: str = ""
    other: Bounds | None = None
    other_value: str = ""
    printed: Number | None = None
    mentions: tuple[str, ...] = ()


def draw_bounds(
    id: str,  # noqa: A002  # an id is called id.
    title: str,
    subtitle: str,
    rows: Sequence[BoundsRow],
    *,
    lang: str,
    description: str = "",
    unit: str = "",
    log: bool = False,
    span: tuple[Number, Number] | None = None,
    readings: tuple[str, str] = ("", ""),
    reference: tuple[Number, str] | None = None,
) -> Chart:
    """Return quantities as intervals; `readings` names the bounds and the other bounds of a row.

    `span` is what the axis must reach at least. `reference` is a number to compare with, and its
    name.
    """
    sheet = Sheet()
    title, subtitle, description = map(sheet.bare, (title, subtitle, description))
    rows = [_bare(sheet, row) for row in rows]
    named = dict(zip(("reading", "other"), map(sheet.bare, readings), strict=True))
    key = Key({name: words for name, words in named.items() if words} | KEY[lang])
    top = sheet.head(title, subtitle)
    labels = [width_of(row.label, 12) for row in rows] + [width_of(row.note, 10) for row in rows]
    left = min(max(labels), 150.0)
    also = [*(span or ()), *([reference[0]] if reference else [])]
    scale = _scale_for(rows, left + 20, also, log=log)
    if reference:
        name = sheet.bare(reference[1])
        top = sheet.label(scale.x(reference[0]), top, name, left + 8, ORANGE) + 2
    axis = below = _draw_axis(sheet, scale, top, unit, lang)
    for row in rows:
        sheet.line([0, WIDTH], [below, below], GRID, 0.6, behind=True)
        words = sheet.paragraph(0, below + 5, row.label, left)
        words = sheet.paragraph(0, words + 1, row.note, left, 10, MUTED)
        below = max(words, _draw_row(sheet, key, scale, row, below + 5)) + 7
    for tick in scale.ticks():
        sheet.line([scale.x(tick)] * 2, [axis - 3, below], GRID, 0.6, behind=True)
    if reference:
        x = scale.x(reference[0])
        sheet.line([x, x], [axis - 3, below], ORANGE, 1.2, (4, 2), behind=True)
    top = key.draw(sheet, below + 8)
    return sheet.finish(id, title, description or subtitle, top, _data(rows))


def _bare(sheet: Sheet, row: BoundsRow) -> BoundsRow:
    return replace(
        row,
        label=sheet.bare(row.label),
        value=sheet.bare(row.value),
        note=sheet.bare(row.note),
        other_value=sheet.bare(row.other_value),
    )


def _data(rows: Iterable[BoundsRow]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"label": row.label, "note": row.note, "value": row.value}
            | _written("", row.bounds)
            | {"other_value": row.other_value}
            | _written("other_", row.other)
            | {"mentions": " ".join(row.mentions)}
            for row in rows
        ]
    )


def _written(prefix: str, bounds: Bounds | None) -> dict[str, str]:
    """Return bounds as cells, rounded outward where they do not end as decimals."""
    if bounds and any("/" in write_exact(end) for end in _ends(bounds)):
        bounds = round_outward(bounds, 15)
    low, high = (None, None) if bounds is None else (bounds.low, bounds.high)
    return {
        f"{prefix}low": "" if low is None else write_exact(low),
        f"{prefix}low_closed": str(bounds.low_closed).lower() if bounds else "",
        f"{prefix}high": "" if high is None else write_exact(high),
        f"{prefix}high_closed": str(bounds.high_closed).lower() if bounds else "",
    }


def _ends(bounds: Bounds) -> Iterator[Fraction]:
    yield from (end for end in (bounds.low, bounds.high) if end is not None)


@dataclass(frozen=True)
class _Scale:
    """Where a number stands between `left` and `right`."""

    low: float
    high: float
    left: float
    right: float
    log: bool

    def x(self, value: Number) -> float:
        """Return the place of a number."""
        low, high, place = self.low, self.high, float(value)
        if self.log:
            low, high, place = math.log10(low), math.log10(high), math.log10(place)
        return self.left + (self.right - self.left) * (place - low) / (high - low)

    def end(self, value: Fraction | None) -> float | None:
        """Return the place of an end, None where it has none; no log scale reaches zero."""
        return None if value is None or (self.log and value <= 0) else self.x(value)

    def ticks(self) -> list[Fraction]:
        """Return round numbers along the scale."""
        locator = LogLocator(numticks=6) if self.log else MaxNLocator(4, steps=[1, 2, 2.5, 5, 10])
        found = [Fraction(f"{tick:.12g}") for tick in locator.tick_values(self.low, self.high)]
        return [tick for tick in found if self.low <= tick <= self.high]


def _scale_for(
    rows: Sequence[BoundsRow], left: float, also: Sequence[Number], *, log: bool
) -> _Scale:
    """Return a scale for every number of the rows, with room for the arrows of open sides."""
    bounds = [b for row in rows for b in (row.bounds, row.other) if b is not None]
    if log and (outside := [str(b) for b in bounds if b.high is not None and b.high <= 0]):
        raise ValueError(f"{', '.join(outside)}: no place on a log scale; draw a linear one")
    numbers = [end for b in bounds for end in _ends(b)] + [Fraction(number) for number in also]
    numbers += [Fraction(row.printed) for row in rows if row.printed is not None]
    places = [float(number) for number in numbers if number > 0 or not log] or [1.0]
    low, high = min(places), max(places)
    down = any(b.low is None or (log and b.low <= 0) for b in bounds)
    up = any(b.high is None for b in bounds)
    if log:
        room = max(high / low, 10) ** 0.12
        low, high = low / room ** (2 if down else 1), high * room ** (2 if up else 1)
    else:
        # Zero belongs to the picture unless all numbers are far from it.
        low, high = (0.0, high) if 0 < low <= high / 2 or low == high else (low, high)
        room = abs(high - low) * 0.08 or 1.0
        high += room * (3 if up else 1)
        low -= room * (2 if down else 1) if down or low else 0
    return _Scale(min(low, high), max(low, high), left, WIDTH - 8, log)


def _draw_axis(sheet: Sheet, scale: _Scale, top: float, unit: str, lang: str) -> float:
    free = scale.left - 14
    for tick in scale.ticks():
        words = say_number(tick, unit, lang)
        half = width_of(words, 10) / 2
        x = min(scale.x(tick), WIDTH - half)
        if x - half >= free:
            sheet.tie(words, "scale")
            sheet.text(x, top + 10, words, 10, MUTED, anchor="center")
            free = x + half + 8
    return top + 18


def _draw_row(sheet: Sheet, key: Key, scale: _Scale, row: BoundsRow, top: float) -> float:
    """Draw the bounds of a row below the words that say them; returns where that ends below."""
    top = _say(sheet, scale, row.bounds, row.value, top, 11, INK)
    if row.bounds is None and not row.value:
        key.marks["silent"] = draw_silence
        draw_silence(sheet, scale.left - 9, top + 8)
    if row.bounds is not None:
        key.marks["reading"] = lambda on, x, y: on.line([x + 2, x + 22], [y, y], INK, 2)
        _draw_interval(sheet, key, scale, row.bounds, top + 8)
        if row.printed is not None and Fraction(row.printed) not in _ends(row.bounds):
            _draw_mark(sheet, key, "printed", scale.x(row.printed), top + 8, INK)
        top += 15
    if row.other is not None:
        key.marks["other"] = _draw_band_sample
        _draw_interval(sheet, key, scale, row.other, top + 7, band=True)
        top = _say(sheet, scale, row.other, row.other_value, top + 13, 10, MUTED)
    return top


def _say(
    sheet: Sheet,
    scale: _Scale,
    bounds: Bounds | None,
    words: str,
    top: float,
    size: float,
    colour: str,
) -> float:
    """Write words in the middle of what is stated of bounds; returns where they end below."""
    if not words:
        return top
    stated = [scale.end(end) for end in (_ends(bounds) if bounds else ())]
    places = [x for x in stated if x is not None] or [scale.left, scale.right]
    middle, left = sum(places) / len(places), scale.left - 8
    return sheet.label(middle, top, words, left, colour, size, opaque=True)


def _draw_interval(
    sheet: Sheet, key: Key, scale: _Scale, bounds: Bounds, y: float, *, band: bool = False
) -> None:
    low, high = scale.end(bounds.low), scale.end(bounds.high)
    colour = BLUE if band else INK
    start = scale.left - 10 if low is None else low
    stop = WIDTH - 1 if high is None else high
    if low is not None and bounds.is_nearly_point:
        _draw_mark(sheet, key, "point", low, y, colour)
    elif high is None and not bounds.low:  # That a magnitude is not negative says nothing of it.
        sheet.line([start, stop], [y, y], colour, 2, (0.7, 2.2))
        _draw_tip(sheet, stop, 1, y, colour)
        if low is None:
            _draw_tip(sheet, start, -1, y, colour)
        key.marks["unbounded"] = _draw_fading_sample
    elif stop - start < 9:  # Two dots would cover each other and look like one number.
        _draw_narrow(sheet, start, max(stop - start, 2), y, colour)
        key.marks["narrow"] = lambda on, x, line: _draw_narrow(on, x + 14, 4, line, INK)
    else:
        if band:
            sheet.rect(start, y - 4, stop - start, 8, PALE_BLUE)
        if low is None:
            _draw_fading(sheet, stop, start, y, colour)
        elif high is None:
            _draw_fading(sheet, start, stop, y, colour)
        elif not band:
            sheet.line([start, stop], [y, y], colour, 2)
        for end, closed in ((low, bounds.low_closed), (high, bounds.high_closed)):
            _draw_end(sheet, key, end, y, colour, closed=closed)


def _draw_end(
    sheet: Sheet, key: Key, x: float | None, y: float, colour: str, *, closed: bool
) -> None:
    if x is None:
        key.marks["unbounded"] = _draw_fading_sample
    else:
        _draw_mark(sheet, key, "closed" if closed else "open", x, y, colour)


def _draw_band_sample(sheet: Sheet, x: float, y: float) -> None:
    sheet.rect(x + 2, y - 4, 20, 8, PALE_BLUE)
    sheet.line([x + 2, x + 2], [y - 4, y + 4], BLUE, 2)
    sheet.line([x + 22, x + 22], [y - 4, y + 4], BLUE, 2)


def _draw_narrow(sheet: Sheet, x: float, width: float, y: float, colour: str) -> None:
    sheet.rect(x, y - 5, width, 10, colour)


# Mark -> its shape, its size and whether it is hollow.
_MARKS: Mapping[str, tuple[str, float, bool]] = {
    "point": ("o", 8, False),
    "closed": ("o", 7, False),
    "open": ("o", 7, True),
    "printed": ("D", 6, True),
}


def _draw_mark(sheet: Sheet, key: Key, name: str, x: float, y: float, colour: str) -> None:
    """Draw a mark, and have it explained."""
    shape, size, hollow = _MARKS[name]
    sheet.mark(x, y, colour, shape=shape, size=size, hollow=hollow)

    def sample(on: Sheet, at: float, line: float) -> None:
        if name in {"closed", "open"}:
            on.line([at + 2, at + 16], [line, line], INK, 2)
        on.mark(at + 16, line, INK, shape=shape, size=size, hollow=hollow)

    key.marks[name] = sample


def _draw_fading_sample(sheet: Sheet, x: float, y: float) -> None:
    _draw_fading(sheet, x + 1, x + 22, y, INK)


def _draw_fading(sheet: Sheet, start: float, end: float, y: float, colour: str) -> None:
    """Draw an arrow that is solid at first and then fades out."""
    way, length = math.copysign(1, end - start), abs(end - start)
    done, dash, gap = 0.0, length * 0.45, max(length * 0.05, 1.5)
    while done < length - 5:
        stop = min(done + max(dash, 1.2), length - 3)
        sheet.line([start + way * done, start + way * stop], [y, y], colour, 2)
        done, dash = stop + gap, min(dash, length * 0.2) * 0.65
    _draw_tip(sheet, end, way, y, colour)


def _draw_tip(sheet: Sheet, x: float, way: float, y: float, colour: str) -> None:
    sheet.line([x - way * 4, x, x - way * 4], [y - 3.5, y, y + 3.5], colour, 1.2)

"""How many: a matrix of counts, and bars."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

import pandas as pd

from analysis.bounds import Number, write_exact
from analysis.wording import say_number

from .sheet import (
    BLUE,
    INK,
    MUTED,
    ORANGE,
    PALE_BLUE,
    PALE_GREY,
    PAPER,
    SILENT,
    WIDTH,
    Chart,
    Key,
    Sheet,
    draw_silence,
    width_of,
    wrap,
)


def draw_matrix(
    id: str,  # noqa: A002  # an id is called id.
    title: str,
    subtitle: str,
    rows: Mapping[str, str],
    columns: Mapping[str, str],
    cells: Mapping[tuple[str, str], Sequence[str]],
    *,
    lang: str,
    description: str = "",
    query: str = "",
) -> Chart:
    """Return how many mentions each row has in each column.

    Rows and columns go from id to label. A cell without mentions is a zero; a cell that is missing
    is silence. `query` counts the same in the processed tables, with {row} and {column} for ids.
    """
    if unknown := {cell for cell in cells if cell[0] not in rows or cell[1] not in columns}:
        raise ValueError(f"{id}: no row and column for {sorted(unknown)}")
    sheet, key = Sheet(), Key({"silent": SILENT[lang]})
    title, subtitle, description = map(sheet.bare, (title, subtitle, description))
    rows = {name: sheet.bare(label) for name, label in rows.items()}
    columns = {name: sheet.bare(label) for name, label in columns.items()}
    top = sheet.head(title, subtitle)
    longest = max(width_of(label, 11) for label in rows.values())
    widest = max(width_of(word, 10) for label in columns.values() for word in label.split())
    left = min(longest, 150.0, max(WIDTH - (widest + 5) * len(columns), 80) - 8) + 8
    step = (WIDTH - left) / len(columns)
    heads = [wrap(label, step - 3, 10) for label in columns.values()]
    for place, lines in enumerate(heads):
        for above, line in enumerate(reversed(lines)):
            baseline = top + 13.5 * (max(map(len, heads)) - above) - 3.5
            sheet.text(left + (place + 0.5) * step, baseline, line, 10, MUTED, anchor="center")
    top += 13.5 * max(map(len, heads)) + 3
    most = max((len(mentions) for mentions in cells.values()), default=0)
    for row, label in rows.items():
        lines = wrap(label, left - 8, 11)
        height = max(26.0, 15 * len(lines) + 6)
        sheet.paragraph(0, top + (height - 15 * len(lines)) / 2, label, left - 8, 11)
        for place, column in enumerate(columns):
            box = (left + place * step + 1, top + 1, step - 2, height - 2)
            counted = cells.get((row, column))
            tie = query.format(row=row, column=column) or " ".join(counted or ())
            _draw_cell(sheet, key, box, counted, most, tie)
        top += height
    top = key.draw(sheet, top + 8)
    data = pd.DataFrame(
        [
            (rows[row], columns[column], *_counted(cells.get((row, column))))
            for row in rows
            for column in columns
        ],
        columns=["row", "column", "count", "mentions"],
    ).drop(columns=["mentions"] if query else [])
    return sheet.finish(id, title, description or subtitle, top, data)


def _counted(mentions: Sequence[str] | None) -> tuple[str, str]:
    return ("", "") if mentions is None else (str(len(mentions)), " ".join(mentions))


def _draw_cell(
    sheet: Sheet,
    key: Key,
    box: tuple[float, float, float, float],
    mentions: Sequence[str] | None,
    most: int,
    tie: str,
) -> None:
    x, y, width, height = box
    if mentions is None:
        key.marks["silent"] = draw_silence
        draw_silence(sheet, x + width / 2 - 13, y + height / 2)
        return
    # Half the ink at most, so that the number stays easy to read in the light and in the dark.
    if mentions:
        sheet.rect(*box, BLUE, opacity=0.08 + 0.42 * len(mentions) / most)
    else:
        sheet.rect(*box, PALE_GREY)
    middle = (x + width / 2, y + height / 2 + 4.2)
    sheet.text(*middle, sheet.tie(str(len(mentions)), tie), 12, anchor="center")


@dataclass(frozen=True)
class Part:
    """A stretch of a bar: its length, the series it belongs to and the ids of what it counts.

    `tie` says where its number comes from, if not from the ids.
    """

    value: Number
    series: str = ""
    mentions: tuple[str, ...] = ()
    tie: str = ""


@dataclass(frozen=True)
class BarRow:
    """A bar; without parts nothing was reported, which is not zero.

    `tie` says where its length comes from, if not from what its parts count.
    """

    label: str
    parts: tuple[Part, ...]
    tie: str = ""

    @property
    def total(self) -> Fraction:
        """The length of the bar."""
        return sum((Fraction(part.value) for part in self.parts), Fraction(0))

    @property
    def counted(self) -> tuple[str, ...]:
        """The ids of all that its parts count, each once."""
        return tuple(dict.fromkeys(id_ for part in self.parts for id_ in part.mentions))


class _Look(NamedTuple):
    fill: str
    opacity: float
    edge: str
    hatch: str = ""


# How series differ, so that no two do by colour alone.
_LOOKS = (
    _Look(BLUE, 0.45, BLUE),
    _Look(PAPER, 1, BLUE),
    _Look(PALE_BLUE, 1, BLUE, "////"),
    _Look(MUTED, 0.5, MUTED),
    _Look(PAPER, 1, ORANGE, "||||"),
    _Look(PAPER, 1, MUTED, "xxxx"),
    _Look(ORANGE, 0.45, ORANGE),
    _Look(PALE_GREY, 1, INK, "----"),
)


def draw_bars(
    id: str,  # noqa: A002  # an id is called id.
    title: str,
    subtitle: str,
    rows: Sequence[BarRow],
    *,
    lang: str,
    description: str = "",
    series: Mapping[str, str] | None = None,
    unit: str = "",
) -> Chart:
    """Return bars with their numbers; `series` names the parts of stacked ones, from id to label.

    A stacked bar lies below its label, so that its smallest part is wide enough for a number.
    """
    if series and len(series) > len(_LOOKS):
        raise ValueError(f"{id}: {len(series)} series; join some, {len(_LOOKS)} can be told apart")
    looks = dict(zip(series or [""], _LOOKS, strict=False))
    sheet, silence = Sheet(), Key({"silent": SILENT[lang]})
    title, subtitle, description = map(sheet.bare, (title, subtitle, description))
    rows = [replace(row, label=sheet.bare(row.label)) for row in rows]
    series = {name: sheet.bare(label) for name, label in (series or {}).items()}
    top = sheet.head(title, subtitle)
    ends = [say_number(row.total, unit, lang) for row in rows]
    left = 0.5 if series else min(max(width_of(row.label, 12) for row in rows), 160.0) + 10
    room = WIDTH - left - max(width_of(end, 12) for end in ends) - 8
    scale = room / float(max(row.total for row in rows) or 1)
    if series:
        top = _draw_series(sheet, series, looks, rows, top) + 6
    for row, end in zip(rows, ends, strict=True):
        below = sheet.paragraph(0, top, row.label, WIDTH if series else left - 10)
        bar = below + 1 if series else top
        sheet.line([left, left], [bar - 1, bar + 17], MUTED)
        if row.parts:
            x = left
            for part in row.parts:
                width = scale * float(part.value)
                words = say_number(part.value, unit, lang) if series else ""
                words = _counted_words(sheet, words, part.value, part.mentions, part.tie)
                _draw_part(sheet, (x, bar, width, 16), looks[part.series], words)
                x += width
            words = _counted_words(sheet, end, row.total, row.counted, row.tie)
            sheet.text(x + 6, bar + 12.2, words)
        else:
            silence.marks["silent"] = draw_silence
            draw_silence(sheet, left - 3, bar + 8)
        top = max(below, bar + 16) + 8
    top = silence.draw(sheet, top)
    data = pd.DataFrame(
        [
            (
                row.label,
                part.series,
                write_exact(part.value),
                part.tie or " ".join(part.mentions),
            )
            for row in rows
            for part in row.parts
        ]
        + [(row.label, "", "", "") for row in rows if not row.parts],
        columns=["label", "series", "value", "counted"],
    )
    return sheet.finish(id, title, description or subtitle, top, data)


def _counted_words(
    sheet: Sheet, words: str, value: Number, mentions: Sequence[str], tie: str
) -> str:
    """Return the number of a bar, tied to what it counts, or to what it is said to be."""
    counts = words and (tie or value == len(mentions))
    return sheet.tie(words, tie or " ".join(mentions)) if counts else words


def _draw_series(
    sheet: Sheet,
    series: Mapping[str, str],
    looks: Mapping[str, _Look],
    rows: Sequence[BarRow],
    top: float,
) -> float:
    used = {part.series for row in rows for part in row.parts if part.value}

    def swatch(name: str) -> Callable[[Sheet, float, float], None]:
        return lambda on, x, y: _draw_part(on, (x + 2, y - 5, 20, 10), looks[name])

    return Key(series, {name: swatch(name) for name in series if name in used}).draw(sheet, top)


def _draw_part(
    sheet: Sheet, box: tuple[float, float, float, float], look: _Look, words: str = ""
) -> None:
    x, y, width, height = box
    if not width:
        return
    sheet.rect(*box, look.fill, opacity=look.opacity)
    sheet.rect(*box, edge=look.edge, hatch=look.hatch)
    needed = width_of(words, 10)
    if words and needed + 2 <= width:
        if look.hatch:
            sheet.rect(x + (width - needed) / 2 - 1, y + 2.5, needed + 2, height - 5, PAPER)
        sheet.text(x + width / 2, y + 11.7, words, 10, anchor="center")

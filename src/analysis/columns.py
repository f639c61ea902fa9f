"""Cleaning: the rows of figures.csv as columns of the processed tables.

Printed words repeat. What they say is read and written once for each different span, and taken for
every row that prints it; no row is looked at by itself.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import lru_cache

import pandas as pd

from .bounds import READINGS, Bounds, in_decimals, write_exact
from .codebook import CODEBOOK
from .figures import Figure
from .observations import Measured
from .pages import Codes, Page, read_each
from .registers import SAID_TIMES, Registers

Cells = dict[str, str]
_ENDS = ("low", "low_closed", "high", "high_closed")
# What words say, and what a measure tells of it.
_SAID = ("kind", "unit", "hedge", "hedge_word", "value", *_ENDS, "date")
_TOLD = ("unit", "value", "width", *(f"{reading}_{end}" for reading in READINGS for end in _ENDS))
_Column = pd.api.extensions.ExtensionArray


def clean_page(page: Page, registers: Registers) -> dict[str, pd.DataFrame]:
    """Return the mentions, observations, times and refusals of a page as frames of text.

    Columns are those of the codebook, rows stand in printed order.
    """
    code, figures = read_each(page.figures)
    rows = page.figures.assign(
        **_taken(_SAID, [_words(figure) for figure in figures], code),
        id=_full(page, page.figures["id"]),
        page=page.source.id,
        time=_full(page, page.figures["time"]),
    )
    times = _judged(rows.rename(columns={"time": "since"}), "time", "times")
    dates = dict(zip(times["id"].tolist(), times["date"].tolist(), strict=True))
    dates |= {"now": f"{page.source.date.earliest}/{page.source.date.latest}", "unstated": ""}
    observed = _judged(rows, "observation", "observations", "base")
    indicators = registers.indicators
    observed = observed.assign(
        **_measured(figures, code[rows["judgement"] == "observation"], observed["measure"]),
        family=_each(observed["indicator"], indicators["family"].__getitem__),
        nature=_each(observed["indicator"], indicators["nature"].__getitem__),
        date=_each(observed["time"], dates.__getitem__),
        base_indicator=_each(observed["base"], lambda base: base.partition("@")[0]),
        base_subject=_each(observed["base"], lambda base: base.partition("@")[2]),
    )
    return {
        "mentions": rows[_columns("mentions")],
        "observations": observed[_columns("observations")],
        "times": times,
        "refusals": _judged(rows, "refusal", "refusals"),
    }


def _columns(table: str) -> list[str]:
    return [column.name for column in CODEBOOK[table].columns]


def _judged(rows: pd.DataFrame, judgement: str, table: str, *more: str) -> pd.DataFrame:
    """Return the rows of a judgement, with what they hold of a table's columns and no others."""
    wanted = [name for name in (*_columns(table), *more) if name in rows]
    return rows[wanted][rows["judgement"] == judgement]


def _full(page: Page, ids: "pd.Series[str]") -> "pd.Series[str]":
    """Return ids, or times, that are unique over all pages."""
    return (page.source.id + "/" + ids).where(~ids.isin(["", *SAID_TIMES]), ids)


def _each(cells: "pd.Series[str]", told: Callable[[str], str]) -> _Column:
    """Return what is told of each cell, asked once for each different one."""
    code, different = pd.factorize(cells)
    return pd.array([told(cell) for cell in different], dtype="str").take(code)


def _taken(columns: Sequence[str], told: Sequence[Cells], code: Codes) -> dict[str, _Column]:
    """Return as columns what is told of different things, taken by their codes."""
    table = pd.DataFrame(told, columns=list(columns), dtype=str)
    return {name: table[name].array.take(code.to_numpy()) for name in columns}


def _words(figure: Figure) -> Cells:
    """Return what a figure's words say, whatever is said by them."""
    return {
        "kind": figure.kind,
        "unit": figure.unit,
        "hedge": figure.hedge,
        "hedge_word": figure.hedge_word,
        "value": _number(figure.value),
        "date": figure.date,
    } | _ends("", figure.bounds)


def _measured(
    figures: Sequence[Figure], code: Codes, measure: "pd.Series[str]"
) -> dict[str, _Column]:
    """Return the unit, value, width and bounds of figures as their measures tell them."""
    of_measure, measures = pd.factorize(measure)
    pair, pairs = pd.factorize(code * len(measures) + of_measure)
    named = list(measures)
    told = []
    for figure, place in (divmod(one, len(named)) for one in pairs.tolist()):
        seen = Measured(figures[figure], named[place])
        cells = {"unit": seen.unit, "value": _number(seen.value), "width": _number(seen.width)}
        told.append(cells | readings(seen.bounds(reading) for reading in READINGS))
    return _taken(_TOLD, told, pd.Series(pair))


def readings(bounds: Iterable[Bounds | None], what: str = "") -> Cells:
    """Return the cells of bounds under each reading."""
    cells: Cells = {}
    for reading, one in zip(READINGS, bounds, strict=True):
        cells |= _ends(f"{reading}_{what}", one)
    return cells


def _ends(prefix: str, bounds: Bounds | None) -> Cells:
    written = ("", "", "", "") if bounds is None else _written(bounds)
    return {f"{prefix}{end}": cell for end, cell in zip(_ENDS, written, strict=True)}


@lru_cache(maxsize=65_536)
def _written(bounds: Bounds) -> tuple[str, str, str, str]:
    """Return the cells of bounds; most figures have the same under both readings."""
    ends = in_decimals(bounds)
    return (
        "" if ends.low is None else write_exact(ends.low),
        truth(ends.low_closed),
        "" if ends.high is None else write_exact(ends.high),
        truth(ends.high_closed),
    )


def _number(value: Fraction | None) -> str:
    if value is not None and value.denominator == 1:
        return str(value.numerator)
    low = None if value is None else in_decimals(Bounds.point(value)).low
    return "" if low is None else write_exact(low)


def truth(value: bool) -> str:
    """Return the cell of a truth."""
    return "true" if value else "false"

"""Ties: where a number that a report shows comes from, written so that it can be worked out again.

A tie is the `value` of a <data> element around the words, or a link to the evidence of a figure:

    #e-page-r-7                       a printed figure, as the link to its evidence names it
    page/r-7#strict                   what an observation allows under a reading, in words
    page/r-7#strict-interval          the same in the notation of intervals
    implied_whole(page/r-7)#strict    a derived value under a reading
    implied_whole(page/r-7)#strict-whole   the whole numbers possible, where they are few
    implied_whole(page/r-7)#strict-many    how many whole numbers are possible
    share_of_whole(page/r-7)#strict   the working of an audit under a reading
    page/r-7 ~ page/r-9#strict        the ratio of left to right, where a comparison allows one
    observations?status=reached       how many rows of a table a query keeps
    page/r-7 page/r-9                 how many ids are listed, of any table; none is nought
    facts/page/r-f2@date              one cell of a table: a date in words, a number as numbers are
                                      said, anything else as it stands
    standings/page/r-7@strict_places  which places a figure can take, from best to worst
    articles/page/east@published      when an article can have appeared, in words
    mentions/page/r-7@where           paragraph and characters, as the evidence writes them

A query is `table` or `table?cond&cond`; a condition is `column=value`, `column!=value`,
`column=a|b` (any of), `column=` (empty), `column~=word` or `column!~=word` (the column, a list of
ids or codes parted by spaces, holds the word or does not). A value `@other` is the cell of another
column in the same row. Numbers of a table are shown through a reading or a count; of the cells that
hold one only those of SHOWN may be.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache, reduce
from operator import and_, or_
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .bounds import READINGS
from .codebook import CODEBOOK, bounds_of
from .figures import Figure, bounds_under, read_figure
from .wording import say_bounds, say_date, say_figure, say_interval, say_number

Row = dict[str, str]
Tables = Mapping[str, pd.DataFrame]

# Columns that lead from a row of a table to the mentions and facts it comes from.
SOURCES = {
    "derived": ("inputs",),
    "audits": ("inputs",),
    "comparisons": ("left", "right"),
    "coverage": ("observations",),
    "labels": (),
    "articles": (),
}


# Cells that a report shows as numbers, each with the reason; a locator is shown through @where.
SHOWN = {
    ("observations", "width"): "the width of a promise, which is of no reading",
}


class Tie(NamedTuple):
    """A tie taken apart: its kind, what it is of, and how that is to be said."""

    kind: Literal["figure", "cell", "reading", "query", "list"]
    of: str
    form: str = ""


def parse_tie(tie: str) -> Tie:
    """Return the parts of a tie; whether they are of any row is asked later.

    >>> parse_tie("page/r-7#strict"), parse_tie("facts/page/r-f2@date").form
    (Tie(kind='reading', of='page/r-7', form='strict'), 'date')
    >>> parse_tie("observations?note_en=#1").kind, parse_tie("page/r-7 page/r-9").kind
    ('query', 'list')
    """
    if tie.startswith("#"):
        return Tie("figure", tie[1:])
    if re.match(r"\w+(\?|$)", tie):
        return Tie("query", tie)
    if "@" in tie:
        of, _, column = tie.rpartition("@")
        return Tie("cell", of, column)
    if "#" in tie:
        of, _, form = tie.rpartition("#")
        return Tie("reading", of, form)
    return Tie("list", tie)


def anchor(id_: str) -> str:
    """Return the id that the evidence of a mention has in a page.

    >>> anchor("five-zones/jiaozuo-05")
    'e-five-zones-jiaozuo-05'
    """
    return "e-" + re.sub(r"[^\w-]+", "-", id_)


def subject_of(tie: str) -> str:
    """Return what a note must show to account for a tie: the id of one row, or the tie itself.

    Empty where nothing is to be shown: a list of nothing, and the scale of a chart.

    >>> subject_of("page/r-7#strict"), subject_of("facts/page/r-f2@date"), subject_of("page/r-7")
    ('page/r-7', 'page/r-f2', 'page/r-7')
    >>> subject_of("observations?status=reached"), subject_of("page/r-7 page/r-9")
    ('observations?status=reached', 'page/r-7 page/r-9')
    """
    if tie in {"", "scale"}:
        return ""
    kind, of, _ = parse_tie(tie)
    if kind == "reading":
        return of
    return of.partition("/")[2] if kind == "cell" else tie


def row_of(tables: Tables, table: str, id_: str) -> Row:
    """Return one row of a processed table, by its id."""
    rows = tables[table]
    cells = rows.to_numpy()[rows.index.get_loc(id_)]  # All are texts: nothing is copied.
    return {"id": id_, **dict(zip(rows.columns, cells, strict=True))}


def figure_of(tables: Tables, id_: str) -> Figure:
    """Return what a mention's printed words say."""
    mention = row_of(tables, "mentions", id_)
    word = mention["hedge_word"]
    outside = word if word not in mention["printed"] else ""
    return read_figure(mention["printed"], mention["unit"], outside)


def figure_in_words(tables: Tables, id_: str, lang: str) -> str:
    """Return a printed figure as a sentence says it."""
    return say_figure(figure_of(tables, id_), row_of(tables, "mentions", id_)["printed"], lang)


def rows_of_query(tables: Tables, query: str) -> pd.DataFrame:
    """Return the rows of a table that fulfil every condition of a query.

    Raises ValueError that names the table, the condition or the column that is wrong.
    """
    rows, kept = _kept(tables, query)
    return rows if kept is None else rows[kept]


def ids_of_query(tables: Tables, query: str) -> list[str]:
    """Return the ids of the rows that fulfil every condition of a query (see rows_of_query)."""
    rows, kept = _kept(tables, query)
    return list(rows.index if kept is None else rows.index[kept])


def _kept(tables: Tables, query: str) -> "tuple[pd.DataFrame, NDArray[np.bool_] | None]":
    """Return the table of a query and which of its rows it keeps; None where it keeps all."""
    name, asked, conditions = query.partition("?")
    if name not in tables:
        raise ValueError(f"{query!r}: no table {name!r}; one of {', '.join(tables)}")
    rows = tables[name]
    held = [_fulfilled(rows, one, query) for one in (conditions.split("&") if asked else ())]
    return rows, reduce(and_, held) if held else None


def never_held(tables: Tables, query: str) -> Iterator[str]:
    """Yield each value that a query asks for and that is nowhere, as if mistyped.

    A value that has a name is known, though no cell of the column holds it: that is silence.
    """
    name, _, conditions = query.partition("?")
    named = set(tables["labels"]["code"])
    for condition in filter(None, conditions.split("&")):
        column, sign, value = _condition(condition, query)
        held: set[str] = set(_column(tables[name], column, query))
        if "~" in sign:
            held = {word for cell in held for word in cell.split()}
        asked = [] if value[:1] in {"", "@"} else value.split("|")
        for one in (one for one in asked if one not in held | named):
            few = ", ".join(sorted(filter(None, held))[:FEW_VALUES])
            yield f"{query!r}: no {column} of {name} is {one!r}; there are {few or 'none'}"


def _fulfilled(rows: pd.DataFrame, condition: str, query: str) -> "NDArray[np.bool_]":
    column, sign, value = _condition(condition, query)
    cells = _column(rows, column, query)
    if "~" in sign:
        holds = np.array([value in cell.split() for cell in cells], dtype=bool)
    elif value[:1] == "@":
        holds = (cells == _column(rows, value[1:], query)).astype(bool)
    else:
        holds = reduce(or_, ((cells == one).astype(bool) for one in value.split("|")))
    return ~holds if sign[0] == "!" else holds


def _condition(condition: str, query: str) -> tuple[str, str, str]:
    """Return the column, the sign and the value of a condition."""
    found = re.fullmatch(r"(\w+)(!~=|~=|!=|=)(.*)", condition)
    if not found:
        raise ValueError(f"{query!r}: {condition!r} is no condition such as column=value")
    return found[1], found[2], found[3]


def _column(rows: pd.DataFrame, column: str, query: str) -> "NDArray[np.object_]":
    if column == "id":
        return rows.index.to_numpy()
    if column not in rows.columns:
        raise ValueError(f"{query!r}: no column {column!r}; one of {', '.join(rows.columns)}")
    return rows[column].to_numpy()


def say_tie(tables: Tables, tie: str, lang: str) -> str:
    """Return the words that a tie stands for.

    Raises ValueError where a tie is not written as above, LookupError where it stands for nothing.
    """
    kind, of, form = parse_tie(tie)
    if kind == "figure":
        return figure_in_words(tables, mention_of_anchor(tables, of), lang)
    if kind == "cell":
        return _cell_in_words(tables, tie, lang)
    if kind == "reading":
        return _reading_in_words(tables, of, form, lang)
    return say_number(len(rows_of_tie(tables, tie)), "", lang)


def rows_of_tie(tables: Tables, tie: str) -> list[tuple[str, str]]:
    """Return the table and id of every row that a tie names, in the order met."""
    kind, of, _ = parse_tie(tie)
    if kind == "figure":
        return [("mentions", mention_of_anchor(tables, of))]
    if kind == "cell":
        return [_cell(tables, tie)[:2]]
    if kind == "reading":
        return [(table_of(tables, of), of)]
    if kind == "query":
        return [(tie.partition("?")[0], id_) for id_ in ids_of_query(tables, tie)]
    return [(table_of(tables, id_), id_) for id_ in listed(tie)]


def mentions_of_tie(tables: Tables, tie: str) -> list[str]:
    """Return the id of every mention and fact behind a tie, each once, in the order met."""
    if parse_tie(tie).kind == "query":  # It may keep thousands of rows.
        rows, kept = _kept(tables, tie)
        columns = SOURCES.get(tie.partition("?")[0], ("id",))
        cells = [_column(rows, column, tie) for column in columns]
        cells = cells if kept is None else [column[kept] for column in cells]
        ids = (id_ for row in zip(*cells, strict=True) for cell in row for id_ in cell.split())
        return list(dict.fromkeys(ids))
    named = rows_of_tie(tables, tie)
    return list(dict.fromkeys(m for row in named for m in mentions_of_row(tables, *row)))


def mention_of_anchor(tables: Tables, name: str) -> str:
    """Return the mention whose evidence has this id in a page; ValueError where two share it."""
    found = _by_anchor(tuple(tables["mentions"].index)).get(name, ())
    if len(found) > 1:
        raise ValueError(f"#{name}: {' and '.join(found)} have their evidence at the same place")
    if not found:
        raise LookupError(f"#{name}: no mention has its evidence there")
    return found[0]


@lru_cache(maxsize=8)
def _by_anchor(ids: tuple[str, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for id_ in ids:
        found.setdefault(anchor(id_), []).append(id_)
    return found


def table_of(tables: Tables, id_: str) -> str:
    """Return the table that says most of an id: of a mention, what it was judged to be."""
    first = ("observations", "times", "refusals")
    for name in (*first, *(name for name in tables if name not in first)):
        if id_ in tables[name].index:
            return name
    raise LookupError(f"{id_!r}: no processed table has a row of this id")


def mentions_of_row(tables: Tables, table: str, id_: str) -> list[str]:
    """Return the mentions and facts that a row of a table comes from: itself, where it is one."""
    row = row_of(tables, table, id_)
    return [found for column in SOURCES.get(table, ("id",)) for found in row[column].split()]


def listed(tie: str) -> list[str]:
    """Return the ids of a list; those of pairs and of derived values hold spaces themselves."""
    ids = [id_ for id_ in re.split(r"(?<!~) +(?!~)(?![^()]*\))", tie) if id_]
    if twice := {id_ for id_ in ids if ids.count(id_) > 1}:
        raise ValueError(f"{tie!r} lists {', '.join(sorted(twice))} more than once")
    return ids


def _reading_in_words(tables: Tables, id_: str, form: str, lang: str) -> str:
    reading, _, how = form.partition("-")
    if reading not in READINGS:
        raise ValueError(f"{id_}#{form}: unknown reading {reading!r}; one of {', '.join(READINGS)}")
    table = table_of(tables, id_)
    if (table, how) not in SAID_OF:
        raise ValueError(f"{id_}#{form}: rows of {table} say nothing of that form")
    said = SAID_OF[table, how](tables, row_of(tables, table, id_), reading, lang)
    if said is None:
        raise LookupError(f"{id_}#{form}: nothing of that form is given")
    return said


def _say_observation(tables: Tables, row: Row, reading: str, lang: str) -> str:
    if row["measure"] == "rank":
        return figure_in_words(tables, row["id"], lang)
    return say_bounds(bounds_of(row, f"{reading}_"), row["unit"], lang, digits=15)


def _say_interval(_: Tables, row: Row, reading: str, lang: str) -> str:
    return say_interval(bounds_of(row, f"{reading}_"), row["unit"], lang)


def _say_span(tables: Tables, row: Row, reading: str, lang: str) -> str | None:
    """Return what the words of a figure allow that is no observation, such as a duration."""
    figure = figure_of(tables, row["id"])
    bounds = bounds_under(figure, reading)
    return None if bounds is None else say_interval(bounds, figure.unit, lang)


def _say_derived(_: Tables, row: Row, reading: str, lang: str) -> str:
    counts = row["counts"] == "true"
    return say_bounds(bounds_of(row, f"{reading}_"), row["unit"], lang, counts=counts)


def whole_numbers(row: Row, reading: str) -> range | None:
    """Return the whole numbers a derived value can be; None where it counts nothing or is open."""
    bounds = bounds_of(row, f"{reading}_") if row["counts"] == "true" else None
    low, high = (None, None) if bounds is None else bounds.whole()
    return None if low is None or high is None else range(int(low), int(high) + 1)


def _say_whole(_: Tables, row: Row, reading: str, lang: str) -> str | None:
    numbers = whole_numbers(row, reading)
    if not numbers or len(numbers) > FEW:
        return None
    return ("、" if lang == "zh" else ", ").join(say_number(n, "", lang) for n in numbers)


def _say_many(_: Tables, row: Row, reading: str, lang: str) -> str | None:
    numbers = whole_numbers(row, reading)
    return None if numbers is None else say_number(len(numbers), "", lang)


def _say_audit(_: Tables, row: Row, reading: str, __: str) -> str:
    return row[f"{reading}_working"]


def _say_ratio(_: Tables, row: Row, reading: str, lang: str) -> str | None:
    bounds = bounds_of(row, f"{reading}_ratio_")
    return None if bounds is None else say_bounds(bounds, "倍", lang)


FEW_VALUES = 8  # So many values are named in the place of one that is nowhere.
FEW = 25  # So many whole numbers are listed one by one.

# Table and form -> how its rows are said under a reading; None where nothing is to be said.
SAID_OF: Mapping[tuple[str, str], Callable[[Tables, Row, str, str], str | None]] = {
    ("observations", ""): _say_observation,
    ("observations", "interval"): _say_interval,
    ("times", "interval"): _say_span,
    ("refusals", "interval"): _say_span,
    ("derived", ""): _say_derived,
    ("derived", "whole"): _say_whole,
    ("derived", "many"): _say_many,
    ("audits", ""): _say_audit,
    ("comparisons", ""): _say_ratio,
}


def _cell(tables: Tables, tie: str) -> tuple[str, str, str]:
    """Return table, id and column of a tie to a cell."""
    _, of, column = parse_tie(tie)
    table, _, id_ = of.partition("/")
    if table not in tables or not id_:
        raise ValueError(f"{tie!r} is no cell such as facts/page/f1@date")
    if id_ not in tables[table].index:
        raise LookupError(f"{tie!r}: {table} has no row {id_!r}")
    if column not in tables[table].columns and (table, column) not in SAID_OF_ROW:
        raise ValueError(f"{tie!r}: {table} has no column {column!r}")
    return table, id_, column


def _cell_in_words(tables: Tables, tie: str, lang: str) -> str:
    table, id_, column = _cell(tables, tie)
    row = row_of(tables, table, id_)
    if (table, column) in SAID_OF_ROW:
        return SAID_OF_ROW[table, column](row, lang)
    if not row[column]:
        raise LookupError(f"{tie!r}: the cell is empty")
    type_ = {one.name: one.type for one in CODEBOOK[table].columns}.get(column, "string")
    if type_ in {"integer", "number"} and (table, column) not in SHOWN:
        raise ValueError(f"{tie!r}: no report shows {column!r} of {table} as a number")
    if column == "date" or type_ == "date":
        return say_date(row[column], lang)
    if type_ in {"integer", "number"}:
        return say_number(Fraction(row[column]), "", lang)
    return row[column]


def _say_published(row: Row, lang: str) -> str:
    first, last = row["earliest"], row["latest"]
    return say_date(first if first == last else f"{first}/{last}", lang)


def say_where(row: Row, _: str = "") -> str:
    """Return where a printed span stands: its paragraph and characters, in any language."""
    return f"¶{row['paragraph']} [{row['start']}, {row['end']})"


def _say_places(reading: str) -> Callable[[Row, str], str]:
    """Return how to say which places a figure can take: 3, or 3–17."""

    def said(row: Row, _: str) -> str:
        places = dict.fromkeys(row[f"{reading}_{end}"] for end in ("best", "worst"))
        return "–".join(f"{int(place):,}" for place in places)

    return said


# What several cells of a row say together.
SAID_OF_ROW: Mapping[tuple[str, str], Callable[[Row, str], str]] = {
    ("articles", "published"): _say_published,
    ("mentions", "where"): say_where,
    ("facts", "where"): say_where,
    **{("standings", f"{reading}_places"): _say_places(reading) for reading in READINGS},
}

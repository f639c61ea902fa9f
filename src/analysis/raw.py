"""Raw tables as people write them: read as text, checked against a schema, all problems at once."""

import csv
import io
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import pandas as pd
import pandera.pandas as pa

from .narrowing import UNSEEN
from .problems import Problem, RawError

Row = Mapping[str, str]


# What no cell may hold: characters that nobody sees, so that what they see would not be what is
# there; tabs; line breaks.
_UNSEEN = re.compile(f"{UNSEEN.pattern}|[\t-\r\x1c-\x1f\x85\u2028\u2029]")
# A spreadsheet would run what begins so; a printed figure may, as in -5℃, since it is checked.
_FORMULA = re.compile(r"[=@]|[+-](?!\d)")
# Either of them in a column whose cells U+001F parts, each before its cell.
_SUSPECT = re.compile(_UNSEEN.pattern.replace("\x1f", "\x1e") + "|\x1f[=@+-]")


def read_text(path: Path) -> str:
    """Return a file's text, its line ends as they are; raises RawError where it is no UTF-8."""
    try:  # Excel writes a byte order mark, which is no character of the text.
        return path.read_bytes().decode("utf-8").removeprefix("\ufeff")
    except FileNotFoundError:
        raise RawError([Problem(path.name, None, "", "", "is missing; add it")]) from None
    except OSError as error:  # A folder, or a file that may not be read.
        remedy = f"cannot be read: {(error.strerror or '').lower()}"
        raise RawError([Problem(path.name, None, "", "", remedy)]) from None
    except UnicodeDecodeError as error:
        row = error.object.count(b"\n", 0, error.start) + 1
        if "end of data" in error.reason:
            remedy = "ends within a character; it was cut off, copy it anew"
        else:
            remedy = f"is not UTF-8 at byte {error.start}; save it as UTF-8"
        raise RawError([Problem(path.name, row, "", "", remedy)]) from None


def read_toml(path: Path) -> dict[str, Any]:
    """Return a TOML file as a dict; raises RawError where it is none."""
    try:
        read = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise RawError([Problem(path.name, None, "", "", f"is no TOML: {error}")]) from None
    problems = [
        Problem(path.name, None, key, _shown(text), remedy)
        for key, text in _texts(read)
        if (remedy := _unfit(key, text))
    ]
    if problems:
        raise RawError(problems)
    return read


def _texts(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a TOML file with the dotted key that leads to it."""
    if isinstance(value, str):
        yield key, value
    inside = dict(enumerate(value, start=1)) if isinstance(value, list) else value
    for name, inner in inside.items() if isinstance(inside, dict) else ():
        yield from _texts(inner, f"{key}.{name}" if key else str(name))


def read_table(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """Return a CSV as text cells, with just the columns named; raises RawError otherwise."""
    header, *rows = _lines(path)
    problems = list(_header_problems(path.name, header, columns))
    problems += [
        Problem(path.name, number, "", "", _uneven(len(row), len(header)))
        for number, row in enumerate(rows, start=2)
        if len(row) != len(header)
    ]
    if problems:
        raise RawError(problems)
    table = pd.DataFrame(rows, columns=header, dtype=str)[list(columns)]
    if problems := sorted(_unfit_cells(path.name, table), key=lambda problem: problem.row or 0):
        raise RawError(problems)
    return table


def _lines(path: Path) -> list[list[str]]:
    """Return the rows of a CSV file, one at least; pandas would shift or drop the cells of some."""
    csv.field_size_limit(sys.maxsize)  # An open quote is told as one, however much it takes in.
    lines = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    read: list[list[str]] = []
    try:
        read += lines
    except csv.Error as error:
        # Whatever follows an open quote belongs to its cell, up to the end of the file.
        open_ = "end of data" in str(error)
        remedy = "close the quote that was opened" if open_ else "double the quotes within cells"
        remedy = f"is no CSV from here: {error}; {remedy}"
        raise RawError([Problem(path.name, len(read) + 1, "", "", remedy)]) from None
    if not read:
        raise RawError([Problem(path.name, None, "", "", "is empty; add its header")])
    return read


def _header_problems(file: str, header: list[str], columns: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with the first row of a table."""
    if not set(header) & set(columns):
        remedy = f"is not the header {columns[0]},{columns[1]},...: parted by commas, in this row"
        yield Problem(file, 1, "", _shown(",".join(header))[:40], remedy)
        return
    for column in (column for column in columns if column not in header):
        yield Problem(file, 1, column, "", "is missing; add it to the header")
    for number, column in enumerate(header, start=1):
        if column not in columns:
            name = _shown(column) or f"column {number}"
            yield Problem(file, 1, name, "", "is not known; remove it or mend its name")
        elif column in header[: number - 1]:
            yield Problem(file, 1, column, "", "is there twice; remove one")


def _uneven(cells: int, wanted: int) -> str:
    """Return what to do with a row that has too few or too many cells."""
    if not cells:
        return "is blank; delete it"
    remedy = "quote the commas within cells" if cells > wanted else "it may be cut off; complete it"
    return f"has {cells} cells, the header {wanted}; {remedy}"


def _unfit_cells(file: str, table: pd.DataFrame) -> Iterator[Problem]:
    """Yield a problem for each cell whose characters are unfit; most columns have none."""
    for column, cells in table.items():
        texts = cells.tolist()
        joined = "\x1f".join(["", *texts])
        if not _SUSPECT.search(joined) and joined.count("\x1f") == len(texts):
            continue
        for number, cell in enumerate(texts, start=2):
            if remedy := _unfit(str(column), cell):
                yield Problem(file, number, str(column), _shown(cell), remedy)


def _unfit(column: str, cell: str) -> str:
    """Return what is wrong with the characters of a cell; empty where nothing is."""
    if found := _UNSEEN.search(cell):
        return f"holds U+{ord(found[0]):04X}, which nobody sees; remove it"
    if column != "printed" and _FORMULA.match(cell):
        return f"begins with {cell[0]}, which a spreadsheet would run; put a word before it"
    return ""


def _shown(cell: str) -> str:
    r"""Return a cell without what would break or turn the line that tells of it.

    >>> _shown("6\n0")
    '6\ufffd0'
    """
    return _UNSEEN.sub("\ufffd", cell)


def rows_of(table: pd.DataFrame) -> list[Row]:
    """Return the rows of a table of text."""
    return cast("list[Row]", table.to_dict("records"))


def broken_rules(file: str, table: pd.DataFrame, schema: pa.DataFrameSchema) -> list[Problem]:
    """Return a problem for each cell that breaks a rule; a rule's `error` says what to do."""
    try:
        schema.validate(table, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        return [
            Problem(file, int(case.index) + 2, str(case.column), str(case.failure_case), case.check)
            for case in cases.itertuples(index=False)
        ]
    return []


def one_of(allowed: Iterable[str], where: str) -> pa.Check:
    """Return the rule that a cell is one of the values allowed."""
    values = dict.fromkeys(allowed)
    named = [value for value in values if value]
    shown = ", ".join(named) if len(named) <= 12 else f"{len(named)} ids"
    shown = (shown or "there are none") + (", or empty" if "" in values else "")
    # pa.Check.isin would go through all values again for every table, however short.
    return pa.Check(
        lambda cells: cells.map(values.__contains__).astype(bool),
        error=f"is not one of {where}: {shown}",
    )


def other_than(taken: Iterable[str], remedy: str) -> pa.Check:
    """Return the rule that a cell is none of the values taken."""
    return pa.Check.notin(list(taken), error=remedy)


def matches(pattern: str, remedy: str) -> pa.Check:
    """Return the rule that a whole cell has a form."""
    return pa.Check.str_matches(rf"^(?:{pattern})\Z", error=remedy)


def filled() -> pa.Check:
    """Return the rule that a cell is not empty."""
    return pa.Check.str_length(min_value=1, error="is empty; fill it in")


def unique() -> pa.Check:
    """Return the rule that no two cells of a column are the same."""
    return pa.Check(
        lambda cells: ~cells.duplicated(keep="first"), error="is there twice; rename one"
    )

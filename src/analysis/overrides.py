"""Overrides: where a person judges a pair of figures otherwise than the rules do, and says why.

A row of data/raw/overrides.csv names the verdict it expects of the rules, so that it fails, and is
looked at again, once the rules or the judgements of the figures give another.
"""

from dataclasses import dataclass
from pathlib import Path

import pandera.pandas as pa

from .problems import Problem, RawError
from .raw import broken_rules, filled, one_of, read_table, rows_of
from .registers import SPOKEN

COLUMNS = ("left", "right", "expected", "verdict", "note_zh", "note_en")


@dataclass(frozen=True)
class Override:
    """A pair, the verdict the rules are expected to give, the one that stands, and why.

    `row` is its place in the file, from 2 on.
    """

    row: int
    left: str
    right: str
    expected: str
    verdict: str
    note_zh: str
    note_en: str

    def problem(self, column: str, remedy: str) -> Problem:
        """Return what is wrong with one of its cells."""
        return Problem("overrides.csv", self.row, column, str(getattr(self, column)), remedy)


def read_overrides(path: Path) -> list[Override]:
    """Return the overrides of a file; RawError where it is wrong, or missing.

    Were it lost, the rules would silently take the place of a person; its header is enough.
    """
    if not path.exists():
        remedy = "is missing; add it, or just its header where nothing is judged otherwise"
        remedy = f"{remedy}: {','.join(COLUMNS)}"
        raise RawError([Problem(path.name, None, "", "", remedy)])
    table = read_table(path, COLUMNS)
    verdict = one_of(sorted(SPOKEN["comparison"]), "comparison in terms.csv")
    schema = {column: pa.Column(str, filled()) for column in COLUMNS}
    schema |= {column: pa.Column(str, verdict) for column in ("expected", "verdict")}
    problems = broken_rules(path.name, table, pa.DataFrameSchema(schema))
    overrides = [Override(row, **cells) for row, cells in enumerate(rows_of(table), start=2)]
    seen: set[frozenset[str]] = set()
    for override in overrides:
        pair = frozenset((override.left, override.right))
        if pair in seen:
            problems.append(override.problem("right", "is judged twice with the left; keep one"))
        if override.expected == override.verdict:
            problems.append(override.problem("verdict", "is what the rules say; delete the row"))
        seen.add(pair)
    if problems:
        raise RawError(problems)
    return overrides

"""Problems of raw data: where, what was read, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass

LONGEST = 80  # Characters of a value that a line shows, enough for a SHA-256.


@dataclass(frozen=True)
class Problem:
    """What is wrong in a raw file: where, what was read, and what to do. Row 1 is the header."""

    file: str
    row: int | None
    column: str
    value: str
    remedy: str

    def __str__(self) -> str:
        """Return the problem as the one line a person reads."""
        row = f" row {self.row}" if self.row else ""
        column = f", {self.column}" if self.column else ""
        value = f" 「{_cut(self.value)}」" if self.value else ""
        return f"{self.file}{row}{column}{value}: {self.remedy}"


def _cut(value: str) -> str:
    """Return a value as much of it as a line can show."""
    return value if len(value) <= LONGEST else f"{value[:LONGEST]}…"


class RawError(ValueError):
    """Raw data that cannot be used; `problems` holds all of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = list(problems)

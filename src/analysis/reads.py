"""The processed tables as a report reads them: one by one, and it is known which.

A report on one zone reads what the tables hold on that zone, and stays as it is when another zone's
figures change.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from .codebook import CODEBOOK, read_table
from .receipts import zone_columns


class ReadTables(Mapping[str, pd.DataFrame]):
    """The tables of a folder as frames of text, each with `id` as its index, read when asked for.

    With a zone, a table that says the zone of its rows has the rows on that zone only. Raises
    FileNotFoundError where a table is missing: `analysis build` writes them.
    """

    def __init__(self, folder: Path, zone: str = "") -> None:
        self._folder = folder
        self._zone = zone
        self._frames: dict[str, pd.DataFrame] = {}
        self._narrowed: set[str] = set()

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a table, read now if it has not been."""
        if name not in CODEBOOK:
            raise KeyError(name)
        if name not in self._frames:
            self._frames[name] = self._read(name)
        return self._frames[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names of all tables, which reads none."""
        return iter(CODEBOOK)

    def __len__(self) -> int:
        """Return how many tables there are."""
        return len(CODEBOOK)

    def __contains__(self, name: object) -> bool:
        """Return whether there is such a table, which does not read it."""
        return name in CODEBOOK

    def reads(self) -> list[str]:
        """Return the tables read so far, such as `labels`, or `times/jiaozuo` for one zone's."""
        return [
            f"{name}/{self._zone}" if name in self._narrowed else name
            for name in CODEBOOK
            if name in self._frames
        ]

    def _read(self, name: str) -> pd.DataFrame:
        frame = read_table(self._folder, name)
        columns = zone_columns(frame.columns)
        if not self._zone or not columns:
            return frame
        self._narrowed.add(name)
        return frame[(frame[columns] == self._zone).any(axis=1)]

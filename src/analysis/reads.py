"""The processed tables as a report reads them: one by one, and it is known which.

A report on one zone reads what the tables hold on that zone, and stays as it is when another zone's
figures change.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from .codebook import CODEBOOK, read_table
from .receipts import zone_columns

# Where rows name other rows, which may be on another zone: a figure dated by what is said there.
_POINTERS = {
    "observations": ("time",),
    "times": ("since",),
    "facts": ("dated_by", "listed_by", "counted_as"),
}

_PRINTED = ("mentions", "facts")


class ReadTables(Mapping[str, pd.DataFrame]):
    """The tables of a folder as frames of text, each with `id` as its index, read when asked for.

    With a zone, a table that says the zone of its rows has the rows on that zone only, unless any
    of these points to a row on another zone: then every table is whole. Raises FileNotFoundError
    where a table is missing: `analysis build` writes them.
    """

    def __init__(self, folder: Path, zone: str = "") -> None:
        self._folder = folder
        self._zone = zone
        self._frames: dict[str, pd.DataFrame] = {}
        self._narrowed: set[str] = set()
        if zone and not self._stands_alone():
            self._zone = ""
            self._narrowed.clear()
            self._frames = {name: self._read(name) for name in self._frames}

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

    def _stands_alone(self) -> bool:
        """Return whether the rows on the zone point to no row that is not; this reads them."""
        there = {*self["mentions"].index, *self["facts"].index}
        pointing = all(
            there.issuperset(id_ for cell in set(self[name][column]) for id_ in ids_in(cell))
            for name, columns in _POINTERS.items()
            for column in columns
        )
        # A figure on the zone may be printed in an article on another one.
        printed_in = (self[name]["page"] + "/" + self[name]["article"] for name in _PRINTED)
        return pointing and all(map(set(self["articles"].index).issuperset, printed_in))

    def _read(self, name: str) -> pd.DataFrame:
        frame = read_table(self._folder, name)
        columns = zone_columns(frame.columns)
        if not self._zone or not columns:
            return frame
        self._narrowed.add(name)
        return frame[(frame[columns] == self._zone).any(axis=1)]


def ids_in(cell: str) -> list[str]:
    """Return the ids of rows that a cell names.

    >>> ids_in("page/r-1 page/r-2"), ids_in("unstated")
    (['page/r-1', 'page/r-2'], [])
    """
    return [word for word in cell.split() if "/" in word]

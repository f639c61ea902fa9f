"""Comparability: which figures of two zones may be set side by side, and why the others may not.

The reasons are ids of the vocabulary `why` in registers/terms.csv. One that blocks makes a pair not
comparable; one that cautions makes it comparable with a caveat. Only such pairs are ordered.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from .bounds import Bounds
from .figures import READINGS
from .observations import Corpus, Observation, in_one_unit

Test = Callable[[Observation, Observation], bool]


@dataclass(frozen=True)
class Comparison:
    """Two observations asked about: verdict, reasons, and their order under each reading."""

    left: Observation
    right: Observation
    verdict: str
    why: tuple[str, ...]
    orders: Mapping[str, str]

    @property
    def id(self) -> str:
        """The ids of both observations."""
        return f"{self.left.id} ~ {self.right.id}"


def _differ(*fields: str) -> Test:
    return lambda one, other: any(getattr(one, f) != getattr(other, f) for f in fields)


def _either(field: str, value: str) -> Test:
    return lambda one, other: value in (getattr(one, field), getattr(other, field))


def _flows(test: Test) -> Test:
    return lambda one, other: one.nature == "flow" and test(one, other)


# Why a pair may not be compared, the plainest reason first: only the first that holds is given.
BLOCKS: tuple[tuple[str, Test], ...] = (
    ("indicator", _differ("indicator")),
    ("measure", _differ("measure")),
    ("status", _differ("status")),
    ("unit", lambda *both: not in_one_unit(both)),
    ("base", _differ("base_indicator", "base_whose")),
    ("scope_unclear", _either("scope", "unclear")),
    ("scope", _differ("scope")),
    ("subject", _differ("subject_type")),
    ("period_unstated", _flows(_either("time", "unstated"))),
    ("period", _flows(_differ("moment"))),
)
# What a reader must be told of a pair that may be compared: all that hold are given.
CAVEATS: tuple[tuple[str, Test], ...] = (
    ("as_of", lambda one, other: not one.date or one.date != other.date),
    ("part", lambda one, other: {one.subject_type, other.subject_type} != {"zone"}),
    ("size", lambda one, _: one.measure in {"level", "increment"}),
)


def compare(corpus: Corpus) -> list[Comparison]:
    """Return every pair of observations of one family and two zones, judged, in printed order."""
    return list(_pairs(corpus))


def _pairs(corpus: Corpus) -> Iterator[Comparison]:
    for family in corpus.registers.ids("family"):
        members = [seen for seen in corpus.observations if seen.family == family]
        for left, right in combinations(members, 2):
            if left.zone != right.zone:
                yield compare_pair(left, right)


def compare_pair(left: Observation, right: Observation) -> Comparison:
    """Return whether two observations may be compared, why not or with what caveat, and how."""
    blocked = next((why for why, holds in BLOCKS if holds(left, right)), None)
    if blocked:
        return Comparison(
            left, right, "not_comparable", (blocked,), dict.fromkeys(READINGS, "none")
        )
    caveats = tuple(why for why, holds in CAVEATS if holds(left, right))
    orders = {reading: order(left.bounds(reading), right.bounds(reading)) for reading in READINGS}
    return Comparison(left, right, "caveat" if caveats else "comparable", caveats, orders)


def order(left: Bounds, right: Bounds) -> str:
    """Return how two bounded quantities are ordered; overlapping bounds cannot be.

    >>> order(Bounds.point(5), Bounds.above(5)), order(Bounds.above(5), Bounds.point(6))
    ('less', 'unordered')
    """
    if left.before(right):
        return "less"
    if right.before(left):
        return "greater"
    return "equal" if left.is_point and left == right else "unordered"

"""Standings: which places a figure can take among all it may be compared with, largest first.

Pairs of figures grow as the square of their number, standings do not: figures fall into classes
(see compare.class_of), and within a class two sorted lists of ends give the places of all. What is
printed twice is one thing and counts once; a pair that a person refuses is left out on both sides.
Pairs that a person allows across classes stand in the comparisons alone.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf

from .bounds import READINGS, Bounds, intersection
from .candidates import ONE_THING, Key, key_of
from .compare import Comparison, class_of
from .observations import Corpus, Observation

End = tuple[Fraction | float, bool]


@dataclass(frozen=True)
class Standing:
    """An observation among those of its class; `places` by reading, None where it stands alone.

    `figures` and `zones` are how many the class has, `compared` with how many other things it may
    be compared, and `refused` how many of them a person refuses. Best and worst place are counted
    from 1 for the largest; who can share a place is given it. `caveats` are those of the class.
    """

    seen: Observation
    class_: str
    figures: int
    zones: int
    compared: int
    refused: int
    places: Mapping[str, tuple[int, int] | None]
    caveats: tuple[str, ...]


def stand(corpus: Corpus, comparisons: Iterable[Comparison]) -> list[Standing]:
    """Return the standing of every observation, in printed order; see `compare` for the pairs."""
    refusals: dict[str, list[Observation]] = defaultdict(list)
    for pair in comparisons:
        if pair.override is not None and pair.verdict == "not_comparable":
            refusals[pair.left.id].append(pair.right)
            refusals[pair.right.id].append(pair.left)
    classes: dict[str, list[Observation]] = defaultdict(list)
    for seen in corpus.observations:
        classes[class_of(seen)].append(seen)
    found = {
        one.seen.id: one
        for name, members in classes.items()
        for one in _within(name, members, refusals)
    }
    return [found[seen.id] for seen in corpus.observations]


def _within(
    name: str, members: Sequence[Observation], refusals: Mapping[str, Sequence[Observation]]
) -> Iterator[Standing]:
    """Yield the standing of each member of a class."""
    printings: dict[Key, list[Observation]] = defaultdict(list)
    for seen in members:
        printings[key_of(seen, *ONE_THING)].append(seen)
    things = {
        reading: {key: thing(seen, reading) for key, seen in printings.items()}
        for reading in READINGS
    }
    ends = {reading: Ends(things[reading].values()) for reading in READINGS}
    zones, caveats = len({seen.zone for seen in members}), _caveats(members, len(printings))
    for seen in members:
        own = key_of(seen, *ONE_THING)
        others = (key_of(other, *ONE_THING) for other in refusals.get(seen.id, ()))
        refused = {other for other in others if other in printings and other != own}
        apart = {own, *refused}
        compared = len(printings) - len(apart)
        yield Standing(
            seen=seen,
            class_=name,
            figures=len(members),
            zones=zones,
            compared=compared,
            refused=len(refused),
            places={
                reading: ends[reading].places(
                    seen.bounds(reading), [things[reading][key] for key in apart]
                )
                if compared
                else None
                for reading in READINGS
            },
            caveats=caveats,
        )


def thing(printings: Sequence[Observation], reading: str) -> Bounds:
    """Return what all printings of one thing allow; where they disagree, what any of them does."""
    bounds = [seen.bounds(reading) for seen in printings]
    both = intersection(bounds)
    if both is not None:
        return both
    low, low_open = min(map(_low, bounds))
    high, high_closed = max(map(_high, bounds))
    return Bounds(
        low if isinstance(low, Fraction) else None,
        high if isinstance(high, Fraction) else None,
        not low_open,
        high_closed,
    )


class Ends:
    """The ends of all bounds of a class, sorted once."""

    def __init__(self, bounds: Iterable[Bounds]) -> None:
        bounds = list(bounds)
        self.lows = sorted(map(_low, bounds))
        self.highs = sorted(high for high, _ in map(_high, bounds))

    def places(self, own: Bounds, apart: Sequence[Bounds]) -> tuple[int, int]:
        """Return the best and the worst place of bounds among all but those set apart.

        Larger for sure is what begins where these end; larger perhaps what ends above their start.

        >>> ends = Ends([Bounds.point(5), Bounds.above(5), Bounds.of(3, 6)])
        >>> ends.places(Bounds.point(5), [Bounds.point(5)])
        (2, 3)
        """
        low, _ = _low(own)
        # Where both ends are closed they may be one number, and none is larger than the other.
        surely = len(self.lows) - bisect_left(self.lows, _high(own))
        perhaps = len(self.highs) - bisect_right(self.highs, low)
        for other in apart:
            surely -= own.before(other)
            perhaps -= _high(other)[0] > low
        return 1 + surely, 1 + perhaps


def _low(bounds: Bounds) -> End:
    """Return a lower end and whether it is open, so that (5, +inf) begins after [5, +inf)."""
    return (-inf if bounds.low is None else bounds.low), not bounds.low_closed


def _high(bounds: Bounds) -> End:
    """Return an upper end and whether it is closed, so that [3, 5] ends after [3, 5)."""
    return (inf if bounds.high is None else bounds.high), bounds.high_closed


def _caveats(members: Sequence[Observation], things: int) -> tuple[str, ...]:
    """Return what a reader must be told of the pairs of a class: all that holds of any."""
    if things == 1:
        return ()
    dates = {seen.date for seen in members}
    subjects = {(seen.subject, seen.subject_type) for seen in members}
    zones = {seen.zone for seen in members}
    holds = {
        "as_of": "" in dates or len(dates) > 1,
        "part": len(subjects) > 1 and {type_ for _, type_ in subjects} != {"zone"},
        "size": len(zones) > 1 and members[0].form in {"level", "increment"},
    }
    return tuple(why for why, true in holds.items() if true)

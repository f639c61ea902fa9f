"""Comparability: which figures may be set side by side, and why the others may not.

The reasons are ids of the vocabulary `why` in registers/terms.csv. Those that block make a pair not
comparable; those that caution make it comparable with a caveat. Only such pairs are ordered.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from .bounds import READINGS, Bounds
from .candidates import ONE_THING, key_of
from .codebook import FEW
from .derive import quotient
from .observations import Corpus, Observation, in_one_unit, unit_of
from .overrides import Override
from .problems import Problem, RawError

Test = Callable[[Observation, Observation], bool]

# The forms whose ratio means something: twice the firms, but not twice the growth or the rank.
WITH_RATIO = {"level", "increment", "share"}
# Reasons that no judgement overrides: such figures have no order at all.
UNLIKE = {"indicator", "measure", "unit", "same"}
NOT_COMPARED = dict.fromkeys(READINGS, "none")


@dataclass(frozen=True)
class Comparison:
    """Two observations asked about: verdict, reasons, and order and ratio under each reading.

    `by_rule` is the verdict of the rules, and `why` their reasons; a person's `override` may give
    another verdict. A ratio is the left over the right, None where there is none.
    """

    left: Observation
    right: Observation
    verdict: str
    by_rule: str
    why: tuple[str, ...]
    orders: Mapping[str, str]
    ratios: Mapping[str, Bounds | None]
    override: Override | None = None

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


def _of_one_form(test: Test) -> Test:
    return lambda one, other: one.form == other.form and test(one, other)


def _both_dated(one: Observation, other: Observation) -> bool:
    return "unstated" not in {one.time, other.time}


# Why a pair may not be compared, the plainest reason first. All that hold are given, but of figures
# of two indicators nothing else is asked.
BLOCKS: tuple[tuple[str, Test], ...] = (
    ("indicator", _differ("indicator")),
    ("measure", _differ("form")),
    ("status", _differ("status")),
    # Of two measures these differ anyway.
    ("unit", _of_one_form(lambda *both: not in_one_unit(both))),
    ("base", _of_one_form(_differ("base_indicator", "base_whose"))),
    ("scope_unclear", _either("scope", "unclear")),
    ("scope", lambda *both: _differ("scope")(*both) and not _either("scope", "unclear")(*both)),
    ("subject", _differ("subject_type")),
    ("period_unstated", _flows(_either("time", "unstated"))),
    ("period", _flows(lambda *both: _differ("moment")(*both) and _both_dated(*both))),
    # What is printed twice is checked, not compared.
    ("same", lambda one, other: key_of(one, *ONE_THING) == key_of(other, *ONE_THING)),
)


def class_of(seen: Observation) -> str:
    """Return the class of an observation: two are of one if no block but `same` parts them.

    What no figure may be compared with is a class by itself, called by its own id.
    """
    undated_flow = seen.nature == "flow" and seen.time == "unstated"
    if seen.scope == "unclear" or undated_flow:
        return seen.id
    moment = seen.moment if seen.nature == "flow" else ""
    base = (seen.base_indicator, seen.base_whose)
    said = (seen.indicator, seen.form, seen.status, unit_of(seen), *base, seen.scope)
    return " ".join(part or "-" for part in (*said, seen.subject_type, moment))


# What a reader must be told of a pair that may be compared: all that hold are given.
CAVEATS: tuple[tuple[str, Test], ...] = (
    ("as_of", lambda one, other: not one.date or one.date != other.date),
    (
        "part",
        lambda one, other: (
            one.subject != other.subject and {one.subject_type, other.subject_type} != {"zone"}
        ),
    ),
    (
        "size",
        lambda one, other: one.zone != other.zone and one.measure in {"level", "increment"},
    ),
)


def compare(corpus: Corpus, overrides: Iterable[Override] = ()) -> list[Comparison]:
    """Return pairs of observations of one family, judged, in printed order.

    Of a family of at most FEW figures they are all pairs, of a larger one those of an override.
    Raises RawError where an override names no such pair, or the rules do not say what it expects.
    """
    judged = {frozenset((override.left, override.right)): override for override in overrides}
    problems: list[Problem] = []
    pairs: list[Comparison] = []
    for left, right in _pairs(corpus, judged.keys()):
        pair = compare_pair(left, right)
        override = judged.pop(frozenset((left.id, right.id)), None)
        if override is not None:
            problems += _faults(pair, override)
            pair = _judged(replace(pair, verdict=override.verdict, override=override))
        pairs.append(pair)
    for override in judged.values():
        remedy = f"makes no pair of one family with 「{override.left}」; mend the ids"
        problems.append(override.problem("right", remedy))
    if problems:
        raise RawError(sorted(problems, key=lambda problem: problem.row or 0))
    return pairs


def _faults(pair: Comparison, override: Override) -> Iterator[Problem]:
    """Yield why an override cannot stand."""
    if override.verdict != "not_comparable" and (bars := UNLIKE & set(pair.why)):
        remedy = f"cannot be: the figures differ in {', '.join(sorted(bars))}; mend the row"
        yield override.problem("verdict", remedy)
    elif pair.by_rule != override.expected:
        remedy = f"is not what the rules say, {pair.by_rule}; judge the pair anew"
        yield override.problem("expected", remedy)


def _pairs(
    corpus: Corpus, asked: Iterable[frozenset[str]]
) -> Iterator[tuple[Observation, Observation]]:
    """Yield the pairs to compare, family by family: all of a small one, else those asked for."""
    families: dict[str, list[Observation]] = defaultdict(list)
    for seen in corpus.observations:
        families[seen.family].append(seen)
    place = {seen.id: number for number, seen in enumerate(corpus.observations)}
    known = sorted(sorted(place[id_] for id_ in ids) for ids in asked if ids <= place.keys())
    for family in corpus.registers.ids("family"):
        if len(families[family]) <= FEW:
            yield from combinations(families[family], 2)
            continue
        for numbers in known:
            both = [corpus.observations[number] for number in numbers]
            if len(both) == 2 and {seen.family for seen in both} == {family}:
                yield both[0], both[1]


def compare_pair(left: Observation, right: Observation) -> Comparison:
    """Return whether two observations may be compared, why not or with what caveat, and how."""
    blocks = tuple(why for why, holds in BLOCKS if holds(left, right))
    why = blocks[:1] if blocks[:1] == ("indicator",) else blocks
    verdict = "not_comparable"
    if not blocks:
        why = tuple(why for why, holds in CAVEATS if holds(left, right))
        verdict = "caveat" if why else "comparable"
    return _judged(Comparison(left, right, verdict, verdict, why, {}, {}))


def _judged(pair: Comparison) -> Comparison:
    """Return a pair with orders and ratios, as far as its verdict allows them."""
    left, right = pair.left, pair.right
    if pair.verdict == "not_comparable":
        return replace(pair, orders=NOT_COMPARED, ratios=dict.fromkeys(READINGS))
    return replace(
        pair,
        orders={r: order(left.bounds(r), right.bounds(r)) for r in READINGS},
        ratios={
            r: quotient(left.bounds(r), right.bounds(r)) if left.form in WITH_RATIO else None
            for r in READINGS
        },
    )


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

"""Comparability: which figures may be set side by side, and why the others may not.

The reasons are ids of the vocabulary `why` in registers/terms.csv. Those that block make a pair not
comparable; those that caution make it comparable with a caveat. Only such pairs are ordered.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from .bounds import READINGS, Bounds
from .candidates import ONE_THING, key_of
from .derive import quotient
from .observations import Corpus, Observation, in_one_unit
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
    """Return every pair of observations of one family, judged, in printed order.

    Raises RawError where an override names no such pair, or the rules do not say what it expects.
    """
    pairs = {frozenset((pair.left.id, pair.right.id)): pair for pair in _pairs(corpus)}
    problems: list[Problem] = []
    for override in overrides:
        pair = pairs.get(frozenset((override.left, override.right)))
        if pair is None:
            remedy = f"makes no pair of one family with 「{override.left}」; mend the ids"
            problems.append(override.problem("right", remedy))
        elif override.verdict != "not_comparable" and (bars := UNLIKE & set(pair.why)):
            remedy = f"cannot be: the figures differ in {', '.join(sorted(bars))}; mend the row"
            problems.append(override.problem("verdict", remedy))
        elif pair.by_rule != override.expected:
            remedy = f"is not what the rules say, {pair.by_rule}; judge the pair anew"
            problems.append(override.problem("expected", remedy))
        else:
            pairs[frozenset((pair.left.id, pair.right.id))] = _judged(
                replace(pair, verdict=override.verdict, override=override)
            )
    if problems:
        raise RawError(problems)
    return list(pairs.values())


def _pairs(corpus: Corpus) -> Iterator[Comparison]:
    for family in corpus.registers.ids("family"):
        members = [seen for seen in corpus.observations if seen.family == family]
        for left, right in combinations(members, 2):
            yield compare_pair(left, right)


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

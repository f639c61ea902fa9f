"""Derived values: what printed figures imply together, each with its formula, inputs and bounds.

Candidates find themselves (see `candidates`): a share and a part that speak of the same thing imply
the whole. Which indicators make a meaningful quotient or sum is a row of registers/relations.csv.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from .bounds import READINGS, Bounds, intersection
from .candidates import (
    key_of,
    levels_of,
    levels_with,
    parts_with_shares,
    parts_with_wholes,
    ranked,
    related,
    shares_with_wholes,
    thresholds_with_totals,
    totals_with_parts,
    whole_of,
    years_apart,
)
from .figures import bounds_under
from .observations import Corpus, Mention, Observation, in_one_unit

ONE, PERCENT = Bounds.point(1), Bounds.point(100)
NOT_NEGATIVE = Bounds.above(0, closed=True)


@dataclass(frozen=True)
class Derived:
    """A value that follows from printed figures; `bounds` by reading, None where none can hold.

    `scope` is that of its inputs, empty where they differ. `formula` is written in printed words.
    `counts` says that only whole numbers are possible.
    `caveats` are ids of the vocabulary `why` in registers/terms.csv.
    """

    id: str
    rule: str
    relation: str
    zone: str
    subject: str
    indicator: str
    scope: str
    unit: str
    formula: str
    inputs: tuple[str, ...]
    bounds: Mapping[str, Bounds | None]
    counts: bool
    caveats: tuple[str, ...]


def derive(corpus: Corpus) -> list[Derived]:
    """Return every derived value, rule by rule, in printed order of the first input."""
    found = (value for rule in RULES for value in rule(corpus))
    return list({value.id: value for value in found}.values())  # Two totals share their parts.


def _derived(
    rule: str,
    formula: str,
    inputs: Sequence[Observation | Mention],
    bounds: Mapping[str, Bounds | None],
    *,
    of: Observation,
    unit: str,
    subject: str = "",
    indicator: str = "",
    relation: str = "",
    counts: bool = False,
) -> Derived:
    ids = tuple(one.id for one in inputs)
    observed = [one for one in inputs if isinstance(one, Observation)]
    return Derived(
        id=f"{relation or rule}({', '.join(ids)})",
        rule=rule,
        relation=relation,
        zone=of.zone,
        subject=subject or of.subject,
        indicator=indicator or of.indicator,
        scope=of.scope if len({seen.scope for seen in observed}) == 1 else "",
        unit=unit,
        formula=formula,
        inputs=ids,
        bounds=bounds,
        counts=counts,
        caveats=(*caveats_of(observed), *_why_open(observed, bounds["strict"])),
    )


def caveats_of(inputs: Sequence[Observation]) -> Iterator[str]:
    """Yield what a reader must be told of figures that are computed with together."""
    dates = {seen.date for seen in inputs}
    if len({seen.status for seen in inputs}) > 1:
        yield "status"
    if len(dates) > 1 or (len(inputs) > 1 and "" in dates):
        yield "as_of"
    scopes = {seen.scope for seen in inputs}
    if "unclear" in scopes:
        yield "scope_unclear"
    elif len(scopes) > 1:
        yield "scope"


def _why_open(inputs: Sequence[Observation], strict: Bounds | None) -> Iterator[str]:
    """Yield why nothing bounds a value strictly: 超11亿 ÷ 超1100 may be anything."""
    if strict is None or strict.high is not None or (strict.low or 0) > 0:
        return
    if any(seen.figure.hedge == "approx" for seen in inputs):
        yield "no_width"
    lower_ends = [seen for seen in inputs if seen.bounds("strict").high is None]
    if len(lower_ends) > 1 and not any(seen.figure.hedge == "approx" for seen in lower_ends):
        yield "two_lower_ends"


def quotient(above: Bounds, below: Bounds) -> Bounds | None:
    """Return every number that makes `above` of `below`; None where 0 is printed below the line.

    >>> nought, five = Bounds.point(0), Bounds.point(5)
    >>> print(quotient(five, Bounds.point(2)), quotient(five, nought), quotient(nought, nought))
    [2.5, 2.5] None [0, +inf)
    """
    if below != Bounds.point(0):
        return above / below
    return NOT_NEGATIVE if 0 in above else None


def implied_whole(part: Observation, share: Observation, reading: str) -> Bounds | None:
    """Return the whole of which a part is a share: 48 at 50% is 96."""
    return quotient(part.bounds(reading), share.bounds(reading) / PERCENT)


def implied_part(whole: Observation, share: Observation, reading: str) -> Bounds:
    """Return the part that a share is of a whole: 50% of 96 is 48."""
    return whole.bounds(reading) * share.bounds(reading) / PERCENT


def percentage(part: Bounds, whole: Bounds) -> Bounds | None:
    """Return the share in percent that a part is of a whole: 48 of 96 is 50."""
    return quotient(part * PERCENT, whole)


def growth_between(earlier: Bounds, later: Bounds) -> Bounds | None:
    """Return the growth in percent from one level to the next: from 100 to 120 it is 20."""
    times = quotient(later, earlier)
    return None if times is None else (times - ONE) * PERCENT


def factor_of(growth: Observation, reading: str) -> Bounds:
    """Return what a growth multiplies by; nothing falls by more than the whole of it."""
    return (ONE + growth.bounds(reading) / PERCENT) & NOT_NEGATIVE or Bounds.point(0)


def least_total(rank: Observation, number: Observation, reading: str) -> Bounds:
    """Return what all in the places up to a rank have at least: 9 behind a first with 10 are 19."""
    place, own = rank.bounds(reading), number.bounds(reading)
    return place * own + (place - ONE) * next_after(number)


def next_after(number: Observation) -> Bounds:
    """Return by how much a better place in a ranking has more: by one at least of what is counted.

    Who has the same number shares the place; sums that were rounded may look the same.
    """
    return ONE if number.figure.kind == "count" else Bounds.point(0)


def sum_of(terms: Iterable[Observation], reading: str) -> Bounds:
    """Return the sum of observations under a reading."""
    return reduce(add, (term.bounds(reading) for term in terms))


def _wholes(corpus: Corpus) -> Iterator[Derived]:
    for part, shares in parts_with_shares(corpus):
        for share in shares:
            yield _whole("implied_whole", f"{part.printed} ÷ {share.printed}", part, [share])


def _joint_wholes(corpus: Corpus) -> Iterator[Derived]:
    for part, shares in parts_with_shares(corpus):
        if len(shares) > 1:
            formula = " ∩ ".join(f"({part.printed} ÷ {share.printed})" for share in shares)
            yield _whole("joint_whole", formula, part, shares)


def _whole(rule: str, formula: str, part: Observation, shares: Sequence[Observation]) -> Derived:
    return _derived(
        rule,
        formula,
        (part, *shares),
        {r: _joint(implied_whole(part, share, r) for share in shares) for r in READINGS},
        of=shares[0],
        subject=shares[0].base_subject,
        indicator=shares[0].base_indicator,
        unit=part.figure.unit,
        counts=part.figure.kind == "count",
    )


def _joint(bounds: Iterable[Bounds | None]) -> Bounds | None:
    """Return what all bounds allow; None where one of them allows nothing."""
    parts = list(bounds)
    possible = [part for part in parts if part is not None]
    return intersection(possible) if len(possible) == len(parts) else None


def _parts(corpus: Corpus) -> Iterator[Derived]:
    # Where the part is printed too, there is nothing to imply, and an audit checks it.
    printed = {share.id for _, shares in parts_with_shares(corpus) for share in shares}
    for share, whole in shares_with_wholes(corpus):
        if share.id not in printed:
            yield _derived(
                "implied_part",
                f"{whole.printed} × {share.printed}",
                (whole, share),
                {reading: implied_part(whole, share, reading) for reading in READINGS},
                of=share,
                unit=whole.figure.unit,
                counts=whole.figure.kind == "count",
            )


def _parts_of_wholes(corpus: Corpus) -> Iterator[Derived]:
    for part, share, whole in parts_with_wholes(corpus):
        yield _derived(
            "part_of_whole",
            f"{part.printed} ÷ {whole.printed}",
            (part, whole),
            {r: percentage(part.bounds(r), whole.bounds(r)) for r in READINGS},
            of=share,
            unit="%",
        )


def _rests(corpus: Corpus) -> Iterator[Derived]:
    """Yield what a whole leaves beside its part; the whole is printed, or implied by shares."""
    for part, share, whole in parts_with_wholes(corpus):
        bounds = {r: _difference(whole.bounds(r), part.bounds(r)) for r in READINGS}
        yield _rest(f"{whole.printed} − {part.printed}", (whole, part), share, bounds)
    levels = levels_of(corpus)
    for part, shares in parts_with_shares(corpus):
        if not whole_of(shares[0], levels):
            divisor = " ∩ ".join(share.printed for share in shares)
            divisor = f"({divisor})" if len(shares) > 1 else divisor
            formula = f"{part.printed} ÷ {divisor} − {part.printed}"
            implied = {reading: _rest_of_shares(part, shares, reading) for reading in READINGS}
            yield _rest(formula, (part, *shares), shares[0], implied)


def _rest(
    formula: str,
    inputs: Sequence[Observation],
    share: Observation,
    bounds: Mapping[str, Bounds | None],
) -> Derived:
    return _derived(
        "rest_of_whole",
        formula,
        inputs,
        bounds,
        of=share,
        subject=share.base_subject,
        indicator=share.base_indicator,
        unit=inputs[0].figure.unit,
        counts=inputs[0].figure.kind == "count",
    )


def _difference(whole: Bounds, part: Bounds) -> Bounds | None:
    return (whole - part) & NOT_NEGATIVE


def _rest_of_shares(
    part: Observation, shares: Sequence[Observation], reading: str
) -> Bounds | None:
    """Return part x (100% / share - 1), where the part stands once and so is no wider than it is.

    A share above the whole, as of a target that was passed, leaves nothing.
    """
    share = intersection(share.bounds(reading) for share in shares)
    if share is None:
        return None
    if share == Bounds.point(0):  # None is 0% of anything.
        return quotient(part.bounds(reading), share)
    beside = (PERCENT / share - ONE) & NOT_NEGATIVE
    return None if beside is None else part.bounds(reading) * beside


def _prior_years(corpus: Corpus) -> Iterator[Derived]:
    for level, growth in levels_with(corpus, "growth"):
        sign = "−" if growth.measure == "decline" else "+"
        yield _derived(
            "prior_year",
            f"{level.printed} ÷ (1 {sign} {growth.printed})",
            (level, growth),
            {r: quotient(level.bounds(r), factor_of(growth, r)) for r in READINGS},
            of=level,
            unit=level.figure.unit,
        )


def _implied_growths(corpus: Corpus) -> Iterator[Derived]:
    printed = {level.id for level, _ in levels_with(corpus, "growth")}
    for earlier, later in years_apart(corpus):
        if later.id not in printed:
            yield _derived(
                "implied_growth",
                f"{later.printed} ÷ {earlier.printed} − 1",
                (later, earlier),
                {r: growth_between(earlier.bounds(r), later.bounds(r)) for r in READINGS},
                of=later,
                unit="%",
            )


def _per_years(corpus: Corpus) -> Iterator[Derived]:
    durations = {
        mention.id: mention
        for mention in corpus.mentions
        if mention.figure.kind == "duration" and mention.figure.unit == "年"
    }
    for flow in corpus.observations:
        duration = durations.get(flow.time)
        summed = flow.nature == "flow" and flow.measure in {"level", "increment"}
        if duration and summed:
            yield _derived(
                "per_year",
                f"{flow.printed} ÷ {duration.printed}",
                (flow, duration),
                {reading: _mean(flow, duration, reading) for reading in READINGS},
                of=flow,
                unit=f"{flow.figure.unit}/年",
            )


def _mean(flow: Observation, duration: Mention, reading: str) -> Bounds | None:
    years = bounds_under(duration.figure, reading)
    if years and reading == "conventional" and duration.figure.hedge == "exact":
        # 建成4年来 counts the years that are full, and the fifth may be running.
        years = years + Bounds.of(0, 1, high_closed=False)
    return years and quotient(flow.bounds(reading), years)


def _least_totals(corpus: Corpus) -> Iterator[Derived]:
    for rank, number in ranked(corpus):
        if number.form != "share":
            yield _derived(
                "least_total",
                f"{number.printed} × {rank.printed}",
                (number, rank),
                {r: least_total(rank, number, r) + NOT_NEGATIVE for r in READINGS},
                of=rank,
                subject=rank.base_subject,
                indicator=rank.base_indicator,
                unit=number.figure.unit,
                counts=number.figure.kind == "count",
            )


def _quotients(corpus: Corpus) -> Iterator[Derived]:
    for relation, (above, below) in related(corpus, "quotient"):
        same_unit = above.figure.unit == below.figure.unit
        yield _derived(
            "quotient",
            f"{above.printed} ÷ {below.printed}",
            (above, below),
            {r: quotient(above.bounds(r), below.bounds(r)) for r in READINGS},
            of=above,
            relation=relation,
            unit="" if same_unit else f"{above.figure.unit}/{below.figure.unit}",
        )


def _threshold_sums(corpus: Corpus) -> Iterator[Derived]:
    for relation, floor, count, _ in thresholds_with_totals(corpus):
        yield _derived(
            "threshold",
            f"{count.printed} × {floor.printed}",
            (floor, count),
            {reading: floor.bounds(reading) * count.bounds(reading) for reading in READINGS},
            of=floor,
            relation=relation,
            unit=floor.figure.unit,
        )


def _sums_of_parts(corpus: Corpus) -> Iterator[Derived]:
    for relation, total, parts in totals_with_parts(corpus):
        yield _sum("parts", relation, parts, total)


def _sums(corpus: Corpus) -> Iterator[Derived]:
    for relation, terms in related(corpus, "sum"):
        alike = {key_of(term, "subject", "status", "moment") for term in terms}
        if len(alike) == 1 and in_one_unit(terms):
            yield _sum("sum", relation, terms, terms[0])


def _sum(rule: str, relation: str, terms: Sequence[Observation], total: Observation) -> Derived:
    return _derived(
        rule,
        " + ".join(term.printed for term in terms),
        terms,
        {reading: sum_of(terms, reading) for reading in READINGS},
        of=terms[0],
        indicator=total.indicator,
        relation=relation,
        unit=total.figure.unit,
        counts=total.figure.kind == "count",
    )


RULES = (
    _wholes,
    _joint_wholes,
    _parts,
    _parts_of_wholes,
    _rests,
    _prior_years,
    _implied_growths,
    _per_years,
    _least_totals,
    _quotients,
    _threshold_sums,
    _sums_of_parts,
    _sums,
)

"""Audits: where a page prints enough to check itself, whether its figures agree.

A verdict is `impossible` when no numbers within the bounds agree, `consistent` when the bounds show
agreement, and `undecidable` when they leave it open. Each check finds its own candidates, and its
working is told in printed words and numbers, the same in every language.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from operator import add
from typing import NamedTuple

from .bounds import READINGS, Bounds, round_outward, write_exact
from .candidates import (
    levels_of,
    levels_with,
    parts_with_shares,
    parts_with_wholes,
    ranked,
    rivals,
    said_twice,
    shares_of_one_whole,
    shares_with_wholes,
    thresholds_with_totals,
    totals_with_parts,
    whole_of,
    years_apart,
    zones_with_parts,
)
from .derive import (
    PERCENT,
    caveats_of,
    growth_between,
    least_total,
    next_after,
    percentage,
    quotient,
    sum_of,
)
from .figures import bounds_under
from .observations import Corpus, Fact, Mention, Observation, in_one_unit
from .pages import PageDate
from .periods import date_span

MANY = 1000  # So many numbers of things are tried one by one; of more, some always fits.
YEARS = {"年", "周年"}  # Durations that dates printed as years can check.


class Finding(NamedTuple):
    """A verdict, and its working in printed words and numbers, the same in every language."""

    verdict: str
    working: str


@dataclass(frozen=True)
class Audit:
    """One check of printed figures against each other; `findings` by reading.

    `relation` is the row of relations.csv it rests on, if any; `caveats` are ids of the vocabulary
    `why` in registers/terms.csv.
    """

    id: str
    check: str
    zone: str
    inputs: tuple[str, ...]
    findings: Mapping[str, Finding]
    relation: str = ""
    caveats: tuple[str, ...] = ()


def audit(corpus: Corpus) -> list[Audit]:
    """Return every check the pages allow, check by check."""
    seen = {one.id: one for one in corpus.observations}
    found = (one for check in CHECKS for one in check(corpus))
    return [_judged(one, [seen[id_] for id_ in one.inputs if id_ in seen]) for one in found]


def _judged(found: Audit, inputs: list[Observation]) -> Audit:
    """Return an audit with its caveats; figures of a scope that is not said contradict nothing."""
    caveats = (*caveats_of(inputs), *found.caveats)
    findings = found.findings
    if "scope_unclear" in caveats:
        findings = {
            reading: Finding(
                "undecidable" if finding.verdict == "impossible" else finding.verdict,
                finding.working,
            )
            for reading, finding in findings.items()
        }
    return replace(found, findings=findings, caveats=caveats)


def _audit(
    check: str,
    zone: str,
    inputs: Iterable[str],
    findings: Mapping[str, Finding],
    *,
    relation: str = "",
    caveats: tuple[str, ...] = (),
) -> Audit:
    ids = tuple(inputs)
    return Audit(f"{check}({', '.join(ids)})", check, zone, ids, findings, relation, caveats)


def agreement(computed: Bounds | None, printed: Bounds) -> str:
    """Return whether what was computed agrees with what was printed.

    >>> agreement(Bounds.point(5), Bounds.of(4, 6)), agreement(Bounds.point(7), Bounds.of(4, 6))
    ('consistent', 'impossible')
    >>> agreement(Bounds.above(5), Bounds.of(4, 6))
    'undecidable'
    """
    if computed is None or computed & printed is None:
        return "impossible"
    return "consistent" if computed.within(printed) else "undecidable"


Bounding = Callable[[Observation], Bounds]


def _as_printed(reading: str) -> Bounding:
    return lambda seen: seen.bounds(reading)


def _as_rounded(reading: str) -> Bounding:
    """Return bounds widened by what the last printed digit hides: 12亿 is 11.5 to 12.5."""

    def bounds(seen: Observation) -> Bounds:
        plain = seen.figure.hedge == "exact" and not {"万", "亿"}.isdisjoint(seen.printed)
        half = seen.figure.step / 2 if plain else Fraction(0)
        return seen.bounds(reading) + Bounds.of(-half, half)

    return bounds


def _when_rounded(check: Callable[[Bounding], str], reading: str) -> str:
    """Return a verdict; what rounding alone explains is no contradiction by convention."""
    verdict = check(_as_printed(reading))
    if verdict == "impossible" and reading == "conventional":
        return "undecidable" if check(_as_rounded(reading)) != "impossible" else verdict
    return verdict


def _shares_of_wholes(corpus: Corpus) -> Iterator[Audit]:
    for part, share, whole in parts_with_wholes(corpus):
        yield _audit(
            "share_of_whole",
            share.zone,
            (part.id, whole.id, share.id),
            {reading: _check_share(part, share, whole, reading) for reading in READINGS},
        )


def _check_share(
    part: Observation, share: Observation, whole: Observation, reading: str
) -> Finding:
    printed = share.bounds(reading)

    def computed(of: Bounding) -> Bounds | None:
        return percentage(of(part), of(whole))

    return Finding(
        _when_rounded(lambda of: agreement(computed(of), printed), reading),
        f"{part.printed} ÷ {whole.printed} = {_short(computed(_as_printed(reading)))}%; "
        f"{share.printed} → {_short(printed)}%",
    )


def _wholes_are_whole(corpus: Corpus) -> Iterator[Audit]:
    for part, shares in parts_with_shares(corpus):
        for share in shares:
            if part.figure.kind == "count":
                yield _audit(
                    "whole_is_whole",
                    share.zone,
                    (part.id, share.id),
                    {reading: _check_whole(part, share, reading) for reading in READINGS},
                )


def _check_whole(part: Observation, share: Observation, reading: str) -> Finding:
    percent = share.bounds(reading) / PERCENT
    return _check_count(
        f"{part.printed} ÷ {share.printed}",
        part.bounds(reading),
        lambda counted: quotient(counted, percent),
    )


def _parts_are_whole(corpus: Corpus) -> Iterator[Audit]:
    """Yield the GRIM test (Brown and Heathers, 2017): of 62 firms no number is 78%."""
    for share, whole in shares_with_wholes(corpus):
        if whole.figure.kind == "count":
            yield _audit(
                "part_is_whole",
                share.zone,
                (whole.id, share.id),
                {reading: _check_part(whole, share, reading) for reading in READINGS},
            )


def _check_part(whole: Observation, share: Observation, reading: str) -> Finding:
    percent = share.bounds(reading) / PERCENT
    return _check_count(
        f"{whole.printed} × {share.printed}",
        whole.bounds(reading),
        lambda counted: counted * percent,
    )


def _check_count(
    working: str, counted: Bounds, compute: Callable[[Bounds], Bounds | None]
) -> Finding:
    """Return whether what follows from a number of things can be a whole number, and which."""
    result = compute(counted)
    working = f"{working} = {_short(result)}"
    low, high = result.whole() if result else (1, 0)  # Where none is possible, none is whole.
    if low is None or high is None:
        return Finding("undecidable", working)
    first, last = counted.whole()
    if first is not None and last is not None and 0 <= last - first < MANY:
        # 超62家 is 63, and what follows from 62.5 does not count.
        each = [compute(Bounds.point(number)) for number in range(first, last + 1)]
        found = [one.whole() for one in each if one and one.holds_whole]
        low = min((int(ends[0] or 0) for ends in found), default=1)
        high = max((int(ends[1] or 0) for ends in found), default=0)
    if low > high:
        return Finding("impossible", f"{working} → ∅")
    if low < high:  # A share so coarse always leaves a whole number, and proves nothing.
        return Finding("undecidable", f"{working} → {low:,}–{high:,}")
    return Finding("consistent", f"{working} → {low:,}")


def _shares_total(corpus: Corpus) -> Iterator[Audit]:
    """Yield whether what zones, which do not overlap, have of one whole is no more than it."""
    for shares in shares_of_one_whole(corpus):
        yield _audit(
            "shares_total",
            shares[0].zone,
            (share.id for share in shares),
            {reading: _check_shares(shares, reading) for reading in READINGS},
        )


def _check_shares(shares: list[Observation], reading: str) -> Finding:
    together = sum_of(shares, reading)
    terms = " + ".join(share.printed for share in shares)
    working = f"{terms} = {_short(together)}%"
    return Finding(no_more_than(together, PERCENT), working)


def no_more_than(least: Bounds, most: Bounds) -> str:
    """Return whether a number may be as small as another, or must be.

    >>> three = Bounds.point(3)
    >>> [no_more_than(least, three) for least in (three, Bounds.point(4), Bounds.above(2))]
    ['consistent', 'impossible', 'undecidable']
    """
    if most.before(least):
        return "impossible"
    ends = (least.high, most.low)
    fits = ends[0] is not None and ends[1] is not None and ends[0] <= ends[1]
    return "consistent" if fits else "undecidable"


def _printed_twice(corpus: Corpus) -> Iterator[Audit]:
    for one, other in said_twice(corpus):
        yield _audit(
            "printed_twice",
            one.zone,
            (one.id, other.id),
            {reading: _check_twice(one, other, reading) for reading in READINGS},
        )


def _check_twice(one: Observation, other: Observation, reading: str) -> Finding:
    first, second = one.bounds(reading), other.bounds(reading)
    both = first & second
    working = f"{one.printed} → {_short(first)}; {other.printed} → {_short(second)}"
    if both is not None:
        return Finding("consistent", f"{working}; ∩ = {_short(both)}")

    def check(of: Bounding) -> str:
        return "impossible" if of(one) & of(other) is None else "undecidable"

    # Two figures without a time may be of two times.
    verdict = "undecidable" if one.time == "unstated" else _when_rounded(check, reading)
    return Finding(verdict, f"{working}; ∅")


def _items_listed(corpus: Corpus) -> Iterator[Audit]:
    facts: dict[str, list[Fact]] = defaultdict(list)
    for fact in corpus.facts:
        facts[fact.listed_by].append(fact)
    for stated in corpus.mentions:
        if stated.reason == "enumeration":
            listed = facts[stated.id]
            if listed:  # Cities and persons are no facts of ours, so there is nothing to count.
                yield _audit(
                    "items_listed",
                    stated.zone,
                    (stated.id, *(fact.id for fact in listed)),
                    {reading: _check_items(stated, listed, reading) for reading in READINGS},
                )


def _check_items(stated: Mention, listed: list[Fact], reading: str) -> Finding:
    number = bounds_under(stated.figure, reading)
    if number is None:
        return Finding("undecidable", f"{stated.printed}: –")
    names = "、".join(fact.printed for fact in listed)
    verdict = agreement(Bounds.point(len(listed)), number)
    return Finding(verdict, f"{stated.printed}: {len(listed)} ({names})")


def _threshold_sums(corpus: Corpus) -> Iterator[Audit]:
    for relation, floor, count, total in thresholds_with_totals(corpus):
        yield _audit(
            "threshold_sum",
            total.zone,
            (floor.id, count.id, total.id),
            {reading: _check_threshold(floor, count, total, reading) for reading in READINGS},
            relation=relation,
        )


def _check_threshold(
    floor: Observation, count: Observation, total: Observation, reading: str
) -> Finding:
    least, printed = floor.bounds(reading) * count.bounds(reading), total.bounds(reading)
    working = (
        f"{count.printed} × {floor.printed} = {_short(least)}; {total.printed} → {_short(printed)}"
    )
    lowest = floor.bounds(reading).low
    if lowest is None:
        return Finding("undecidable", working)
    # What each has at least, be it printed with 以上 or without.
    needed = count.bounds(reading) * Bounds.point(lowest)
    return Finding(no_more_than(needed, printed), working)


def _parts_totals(corpus: Corpus) -> Iterator[Audit]:
    for relation, total, parts in totals_with_parts(corpus):
        yield _audit(
            "parts_total",
            total.zone,
            (total.id, *(part.id for part in parts)),
            {reading: _check_parts(total, parts, reading) for reading in READINGS},
            relation=relation,
        )


def _check_parts(total: Observation, parts: list[Observation], reading: str) -> Finding:
    together, printed = sum_of(parts, reading), total.bounds(reading)
    terms = " + ".join(part.printed for part in parts)
    working = f"{terms} = {_short(together)}; {total.printed} → {_short(printed)}"
    if {part.scope for part in parts} != {total.scope}:
        return Finding("undecidable", working)

    def check(of: Bounding) -> str:
        return no_more_than(reduce(add, map(of, parts)), of(total))

    return Finding(_when_rounded(check, reading), working)


def _parts_within(corpus: Corpus) -> Iterator[Audit]:
    for whole, part in zones_with_parts(corpus):
        yield _audit(
            "part_within",
            whole.zone,
            (part.id, whole.id),
            {reading: _check_within(part, whole, reading) for reading in READINGS},
        )


def _check_within(part: Observation, whole: Observation, reading: str) -> Finding:
    within, around = part.bounds(reading), whole.bounds(reading)
    working = f"{part.printed} → {_short(within)}; {whole.printed} → {_short(around)}"

    def check(of: Bounding) -> str:
        return no_more_than(of(part), of(whole))

    return Finding(_when_rounded(check, reading), working)


def _levels_and_changes(corpus: Corpus) -> Iterator[Audit]:
    for check, form in (("level_growth", "growth"), ("level_increment", "increment")):
        changes: dict[str, list[Observation]] = defaultdict(list)
        for level, change in levels_with(corpus, form):
            changes[level.id].append(change)
        for earlier, later in years_apart(corpus):
            for change in changes[later.id]:
                if form == "growth" or in_one_unit((later, change)):
                    yield _audit(
                        check,
                        later.zone,
                        (later.id, earlier.id, change.id),
                        {r: _check_change(earlier, later, change, r) for r in READINGS},
                    )


def _check_change(
    earlier: Observation, later: Observation, change: Observation, reading: str
) -> Finding:
    printed = change.bounds(reading)

    def computed(of: Bounding) -> Bounds | None:
        if change.form == "increment":
            return of(later) - of(earlier)
        return growth_between(of(earlier), of(later))

    told = f"{later.printed} − {earlier.printed}"
    unit = ""
    if change.form == "growth":
        told, unit = f"{later.printed} ÷ {earlier.printed} − 1", "%"
    working = (
        f"{told} = {_short(computed(_as_printed(reading)))}{unit}; "
        f"{change.printed} → {_short(printed)}{unit}"
    )

    def check(of: Bounding) -> str:
        return agreement(computed(of), of(change) if change.form == "increment" else printed)

    return Finding(_when_rounded(check, reading), working)


def _rank_counts(corpus: Corpus) -> Iterator[Audit]:
    """Yield whether a place in a ranking fits what is ranked: the second has no more than half."""
    levels = levels_of(corpus)
    for rank, number in ranked(corpus):
        if number.form == "share":
            yield _rank_count(rank, number, None)
            continue
        totals = [whole for whole in whole_of(rank, levels) if in_one_unit((whole, number))]
        if not totals:
            yield _rank_count(rank, number, None)
        yield from (_rank_count(rank, number, total) for total in totals)


def _rank_count(rank: Observation, number: Observation, total: Observation | None) -> Audit:
    inputs = (number.id, rank.id, *([total.id] if total else []))
    findings = {reading: _check_rank(rank, number, total, reading) for reading in READINGS}
    return _audit("rank_count", rank.zone, inputs, findings)


def _check_rank(
    rank: Observation, number: Observation, total: Observation | None, reading: str
) -> Finding:
    if number.form == "share":
        least = rank.bounds(reading) * number.bounds(reading)
        working = f"{number.printed} × {rank.printed} = {_short(least)}%"
        return Finding(no_more_than(least, PERCENT), working)
    least = least_total(rank, number, reading)
    working = f"{number.printed} × {rank.printed} → {_short(least)}"
    if total is None:
        return Finding("undecidable", f"{working}: –")
    whole = total.bounds(reading)
    return Finding(no_more_than(least, whole), f"{working}; {total.printed} → {_short(whole)}")


def _rank_orders(corpus: Corpus) -> Iterator[Audit]:
    """Yield whether of two that are ranked the one in the better place has the larger number."""
    for one, other in rivals(corpus):
        if in_one_unit((one[1], other[1])):
            yield _audit(
                "rank_order",
                one[0].zone,
                (seen.id for pair in (one, other) for seen in pair),
                {reading: _check_order(one, other, reading) for reading in READINGS},
            )


def _check_order(
    one: tuple[Observation, Observation], other: tuple[Observation, Observation], reading: str
) -> Finding:
    better, worse = sorted((one, other), key=lambda pair: pair[0].figure.value or 0)
    large, small = better[1].bounds(reading), worse[1].bounds(reading)
    verdict = no_more_than(small + next_after(worse[1]), large)
    if better[0].figure.value == worse[0].figure.value:  # Who shares a place has the same number.
        verdict = agreement(small, large)
    terms = [
        f"{rank.printed}: {number.printed} → {_short(bounds)}"
        for (rank, number), bounds in ((better, large), (worse, small))
    ]
    return Finding(verdict, "; ".join(terms))


def _years_since(corpus: Corpus) -> Iterator[Audit]:
    dates = {page.source.id: page.source.date for page in corpus.pages}
    mentions = {mention.id: mention for mention in corpus.mentions}
    for duration in corpus.mentions:
        if duration.since:
            since = mentions.get(duration.since)
            published = dates[duration.page]
            yield _audit(
                "years_since",
                duration.zone,
                (duration.id, since.id) if since else (duration.id,),
                {r: _check_years(duration, since, published, r) for r in READINGS},
                # Where the day is worked out, it may rest on the very number of years.
                caveats=() if published.printed else ("date_inferred",),
            )


def _check_years(
    duration: Mention, since: Mention | None, published: PageDate, reading: str
) -> Finding:
    span = date_span(since.figure.date) if since else None
    counted = bounds_under(duration.figure, reading)
    if counted is None or duration.figure.unit not in YEARS:
        return Finding("undecidable", f"{duration.printed}: –")
    if since is None:
        return Finding("undecidable", f"{_begun(counted, published, duration)}: –")
    if span is None:
        return Finding("undecidable", f"{duration.printed}: –")
    first = _full_years(span[1], published.earliest)
    last = published.latest.year - span[0].year
    # Counted by the calendar with both its ends, 2014 to 2023 is ten years; anniversaries are full.
    years = Bounds.of(first, last + (duration.figure.unit == "年"))
    return Finding(
        agreement(counted, years),
        f"{published.earliest.year} − {since.printed} → {_short(years)}; {duration.printed}",
    )


def _full_years(first: datetime.date, last: datetime.date) -> int:
    """Return how many years are over.

    >>> _full_years(datetime.date(2014, 12, 31), datetime.date(2023, 10, 8))
    8
    """
    before = (last.month, last.day) < (first.month, first.day)
    return last.year - first.year - before


def _begun(counted: Bounds, published: PageDate, duration: Mention) -> str:
    """Return in which years what has lasted so long can have begun."""
    told = f"{published.latest.year} − {duration.printed}"
    low, high = counted.whole()
    if low is None or high is None or low > high:
        return told
    # Both ends counted, ten years begin in 2014; a tenth anniversary is of 2013 alone.
    last = published.latest.year - low + (duration.figure.unit == "年")
    return f"{told} → {published.earliest.year - high}–{last}".replace(f"{last}–{last}", str(last))


def _short(bounds: Bounds | None) -> str:
    """Return bounds for the eye, rounded outward to six digits; a point is cut after them.

    >>> _short(Bounds.point(48) / Bounds.point(62)), _short(Bounds.point(1_234_567)), _short(None)
    ('0.774193…', '1,234,567', '∅')
    >>> _short(Bounds.above(3_900_000_000))
    '(3,900,000,000, +∞)'
    """
    if bounds is None:
        return "∅"
    whole = len(str(int(bounds.low))) if bounds.is_point and bounds.low is not None else 0
    rounded = round_outward(bounds, max(6, whole))  # A whole number is never cut.
    low = "−∞" if rounded.low is None else f"{Decimal(write_exact(rounded.low)):,}"
    high = "+∞" if rounded.high is None else f"{Decimal(write_exact(rounded.high)):,}"
    if bounds.is_point:
        return low if rounded.is_point else f"{low}…"
    return f"{'[' if rounded.low_closed else '('}{low}, {high}{']' if rounded.high_closed else ')'}"


CHECKS = (
    _shares_of_wholes,
    _wholes_are_whole,
    _parts_are_whole,
    _shares_total,
    _printed_twice,
    _items_listed,
    _threshold_sums,
    _parts_totals,
    _parts_within,
    _levels_and_changes,
    _rank_counts,
    _rank_orders,
    _years_since,
)

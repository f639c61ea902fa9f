"""Audits: where a page prints enough to check itself, whether its figures agree.

A verdict is `impossible` when no numbers within the bounds agree, `consistent` when the bounds show
agreement, and `undecidable` when they leave it open. Each check finds its own candidates.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from .bounds import Bounds, round_outward, write_exact
from .derive import (
    SAME,
    implied_whole,
    parts_with_shares,
    parts_with_wholes,
    percentage,
    sum_of,
    thresholds_with_totals,
    totals_with_parts,
)
from .figures import READINGS, bounds_under
from .observations import Corpus, Fact, Mention, Observation
from .pages import PageDate
from .periods import date_span

YEARS = {"年", "周年"}  # Durations that dates printed as years can check.


class Finding(NamedTuple):
    """A verdict, and its working in printed words and numbers, the same in every language."""

    verdict: str
    working: str


@dataclass(frozen=True)
class Audit:
    """One check of printed figures against each other; `findings` by reading."""

    id: str
    check: str
    zone: str
    inputs: tuple[str, ...]
    findings: Mapping[str, Finding]


def audit(corpus: Corpus) -> list[Audit]:
    """Return every check the pages allow, check by check."""
    return [found for check in CHECKS for found in check(corpus)]


def _audit(check: str, zone: str, inputs: Iterable[str], findings: Mapping[str, Finding]) -> Audit:
    ids = tuple(inputs)
    return Audit(f"{check}({', '.join(ids)})", check, zone, ids, findings)


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
    computed = percentage(part, whole, reading)
    printed = share.bounds(reading)
    return Finding(
        agreement(computed, printed),
        f"{part.printed} ÷ {whole.printed} = {_short(computed)}%; "
        f"{share.printed} → {_short(printed)}%",
    )


def _wholes_are_whole(corpus: Corpus) -> Iterator[Audit]:
    for part, share in parts_with_shares(corpus):
        if part.figure.kind == "count":
            yield _audit(
                "whole_is_whole",
                share.zone,
                (part.id, share.id),
                {reading: _check_whole(part, share, reading) for reading in READINGS},
            )


def _check_whole(part: Observation, share: Observation, reading: str) -> Finding:
    whole = implied_whole(part, share, reading)
    working = f"{part.printed} ÷ {share.printed} = {_short(whole)}"
    low, high = whole.whole() if whole else (1, 0)  # Where none is possible, none is whole.
    if low is None or high is None:
        return Finding("undecidable", working)
    if low > high:
        return Finding("impossible", f"{working} → ∅")
    if low < high:  # A share so coarse always leaves a whole number, and proves nothing.
        return Finding("undecidable", f"{working} → {low:,}–{high:,}")
    return Finding("consistent", f"{working} → {low:,}")


def _printed_twice(corpus: Corpus) -> Iterator[Audit]:
    shares = [seen for seen in corpus.observations if seen.measure == "share"]
    same = (*SAME, "base_indicator", "base_subject")
    for one, other in combinations(shares, 2):
        if all(getattr(one, field) == getattr(other, field) for field in same):
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
    if both is None:
        return Finding("impossible", f"{working}; ∅")
    return Finding("consistent", f"{working}; ∩ = {_short(both)}")


def _items_listed(corpus: Corpus) -> Iterator[Audit]:
    for stated in corpus.mentions:
        if stated.reason == "enumeration":
            listed = [fact for fact in corpus.facts if fact.listed_by == stated.id]
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
    for _, floor, count, total in thresholds_with_totals(corpus):
        yield _audit(
            "threshold_sum",
            total.zone,
            (floor.id, count.id, total.id),
            {reading: _check_threshold(floor, count, total, reading) for reading in READINGS},
        )


def _check_threshold(
    floor: Observation, count: Observation, total: Observation, reading: str
) -> Finding:
    least, printed = floor.bounds(reading) * count.bounds(reading), total.bounds(reading)
    working = (
        f"{count.printed} × {floor.printed} = {_short(least)}; {total.printed} → {_short(printed)}"
    )
    verdict = agreement(printed, least) if _of_one_time(floor, count, total) else "undecidable"
    return Finding(verdict, working)


def _of_one_time(*inputs: Observation) -> bool:
    """Whether figures speak of one moment and status, each in a scope that is said."""
    told = len({(seen.moment, seen.status) for seen in inputs}) == 1
    return told and "unclear" not in {seen.scope for seen in inputs}


def _parts_totals(corpus: Corpus) -> Iterator[Audit]:
    for _, total, parts in totals_with_parts(corpus):
        yield _audit(
            "parts_total",
            total.zone,
            (total.id, *(part.id for part in parts)),
            {reading: _check_parts(total, parts, reading) for reading in READINGS},
        )


def _check_parts(total: Observation, parts: list[Observation], reading: str) -> Finding:
    together, printed = sum_of(parts, reading), total.bounds(reading)
    terms = " + ".join(part.printed for part in parts)
    working = f"{terms} = {_short(together)}; {total.printed} → {_short(printed)}"
    if not _of_one_time(total, *parts):
        return Finding("undecidable", working)
    if printed.before(together):
        return Finding("impossible", working)
    both = (together.high, printed.low)
    fits = both[0] is not None and both[1] is not None and both[0] <= both[1]
    return Finding("consistent" if fits else "undecidable", working)


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
            )


def _check_years(
    duration: Mention, since: Mention | None, published: PageDate, reading: str
) -> Finding:
    span = date_span(since.figure.date) if since else None
    counted = bounds_under(duration.figure, reading)
    if since is None or span is None or counted is None or duration.figure.unit not in YEARS:
        return Finding("undecidable", f"{duration.printed}: –")
    first, last = published.earliest.year - span[0].year, published.latest.year - span[0].year
    years = Bounds.of(first, last + 1)  # Both ends counted, 2014 to 2023 is ten years.
    return Finding(
        agreement(counted, years),
        f"{published.earliest.year} − {since.printed} → {_short(years)}; {duration.printed}",
    )


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
    _printed_twice,
    _items_listed,
    _threshold_sums,
    _parts_totals,
    _years_since,
)

"""Derived values: what printed figures imply together, each with its formula, inputs and bounds.

Candidates find themselves: a share and a part that have all of SAME in common imply the whole.
Which indicators make a meaningful quotient or sum is a row of registers/relations.csv.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from operator import add, attrgetter

from .bounds import Bounds, intersection
from .figures import READINGS, bounds_under
from .observations import Corpus, Mention, Observation, in_one_unit

PERCENT = Bounds.point(100)
# What figures that say one thing of one thing have in common.
SAME = ("indicator", "subject", "scope", "status", "moment")


@dataclass(frozen=True)
class Derived:
    """A value that follows from printed figures; `bounds` by reading, None where none can hold.

    `formula` is written in printed words. `counts` says that only whole numbers are possible.
    `caveats` are ids of the vocabulary `why` in registers/terms.csv.
    """

    id: str
    rule: str
    relation: str
    zone: str
    subject: str
    indicator: str
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
    return Derived(
        id=f"{relation or rule}({', '.join(ids)})",
        rule=rule,
        relation=relation,
        zone=of.zone,
        subject=subject or of.subject,
        indicator=indicator or of.indicator,
        unit=unit,
        formula=formula,
        inputs=ids,
        bounds=bounds,
        counts=counts,
        caveats=tuple(caveats_of([one for one in inputs if isinstance(one, Observation)])),
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


def grouped(
    observations: Iterable[Observation], measure: str, *fields: str
) -> dict[tuple[str, ...], list[Observation]]:
    """Return the observations of a measure, grouped by the fields named."""
    groups: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
    for seen in observations:
        if seen.measure == measure:
            groups[tuple(getattr(seen, field) for field in fields)].append(seen)
    return groups


def parts_with_shares(corpus: Corpus) -> Iterator[tuple[Observation, Observation]]:
    """Yield each level and share printed of the same thing."""
    levels = grouped(corpus.observations, "level", *SAME)
    for key, shares in grouped(corpus.observations, "share", *SAME).items():
        yield from product(levels.get(key, []), shares)


def parts_with_wholes(
    corpus: Corpus,
) -> Iterator[tuple[Observation, Observation, Observation]]:
    """Yield each level, share and whole where the page prints all three."""
    levels = grouped(corpus.observations, "level", *SAME)
    for part, share in parts_with_shares(corpus):
        base = (share.base_indicator, share.base_subject, share.scope, share.status, share.moment)
        for whole in levels.get(base, []):
            if in_one_unit((part, whole)):
                yield part, share, whole


def quotient(above: Bounds, below: Bounds) -> Bounds | None:
    """Return every number that makes `above` of `below`; None where 0 is printed below the line.

    >>> nought, five = Bounds.point(0), Bounds.point(5)
    >>> print(quotient(five, Bounds.point(2)), quotient(five, nought), quotient(nought, nought))
    [2.5, 2.5] None [0, +inf)
    """
    if below != Bounds.point(0):
        return above / below
    return Bounds.above(0, closed=True) if 0 in above else None


def implied_whole(part: Observation, share: Observation, reading: str) -> Bounds | None:
    """Return the whole of which a part is a share: 48 at 50% is 96."""
    return quotient(part.bounds(reading), share.bounds(reading) / PERCENT)


def percentage(part: Observation, whole: Observation, reading: str) -> Bounds | None:
    """Return the share in percent that a part is of a whole: 48 of 96 is 50."""
    return quotient(part.bounds(reading) * PERCENT, whole.bounds(reading))


def _wholes(corpus: Corpus) -> Iterator[Derived]:
    for part, share in parts_with_shares(corpus):
        yield _derived(
            "implied_whole",
            f"{part.printed} ÷ {share.printed}",
            (part, share),
            {reading: implied_whole(part, share, reading) for reading in READINGS},
            of=share,
            subject=share.base_subject,
            indicator=share.base_indicator,
            unit=part.figure.unit,
            counts=part.figure.kind == "count",
        )


def _joint_wholes(corpus: Corpus) -> Iterator[Derived]:
    groups: dict[tuple[str, str, str], list[tuple[Observation, Observation]]] = defaultdict(list)
    for part, share in parts_with_shares(corpus):
        groups[part.id, share.base_indicator, share.base_subject].append((part, share))
    for pairs in groups.values():
        if len(pairs) < 2:
            continue
        part, first = pairs[0]
        yield _derived(
            "joint_whole",
            " ∩ ".join(f"({part.printed} ÷ {share.printed})" for part, share in pairs),
            (part, *(share for _, share in pairs)),
            {reading: _joint_whole(pairs, reading) for reading in READINGS},
            of=first,
            subject=first.base_subject,
            indicator=first.base_indicator,
            unit=part.figure.unit,
            counts=part.figure.kind == "count",
        )


def _joint_whole(pairs: list[tuple[Observation, Observation]], reading: str) -> Bounds | None:
    wholes = [implied_whole(part, share, reading) for part, share in pairs]
    possible = [whole for whole in wholes if whole is not None]
    return intersection(possible) if len(possible) == len(wholes) else None


def _parts_of_wholes(corpus: Corpus) -> Iterator[Derived]:
    for part, share, whole in parts_with_wholes(corpus):
        yield _derived(
            "part_of_whole",
            f"{part.printed} ÷ {whole.printed}",
            (part, whole),
            {reading: percentage(part, whole, reading) for reading in READINGS},
            of=share,
            unit="%",
        )


def _prior_years(corpus: Corpus) -> Iterator[Derived]:
    levels = grouped(corpus.observations, "level", *SAME)
    for key, growths in grouped(corpus.observations, "growth", *SAME).items():
        for level, growth in product(levels.get(key, []), growths):
            yield _derived(
                "prior_year",
                f"{level.printed} ÷ (1 + {growth.printed})",
                (level, growth),
                {
                    reading: level.bounds(reading)
                    / (Bounds.point(1) + growth.bounds(reading) / PERCENT)
                    for reading in READINGS
                },
                of=level,
                unit=level.figure.unit,
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
    return years and quotient(flow.bounds(reading), years)


def related(corpus: Corpus, rule: str) -> Iterator[tuple[str, tuple[Observation, ...]]]:
    """Yield each relation of a rule with levels that fit it: of one zone, and of one subject.

    A figure of the zone itself goes with a figure of any one subject in it.
    """
    levels = grouped(corpus.observations, "level", "zone", "indicator")
    for relation, row in corpus.registers.relations.iterrows():
        if row["rule"] != rule:
            continue
        for zone in corpus.registers.zones.index:
            found = [levels.get((zone, name), []) for name in row["inputs"].split()]
            for inputs in product(*found):
                subjects = {seen.subject for seen in inputs if seen.subject_type != "zone"}
                if len(set(map(attrgetter("id"), inputs))) == len(inputs) and len(subjects) <= 1:
                    yield str(relation), inputs


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


def thresholds_with_totals(
    corpus: Corpus,
) -> Iterator[tuple[str, Observation, Observation, Observation]]:
    """Yield each relation's threshold with the number that pass it and the total they make."""
    for relation, (floor, count, total) in related(corpus, "threshold"):
        if in_one_unit((floor, total)):
            yield relation, floor, count, total


def totals_with_parts(corpus: Corpus) -> Iterator[tuple[str, Observation, list[Observation]]]:
    """Yield each relation's total with its parts, which all speak of one subject."""
    for relation, (total, *parts) in related(corpus, "parts"):
        if len({part.subject for part in parts}) == 1 and in_one_unit((total, *parts)):
            yield relation, total, parts


def _sums_of_parts(corpus: Corpus) -> Iterator[Derived]:
    for relation, total, parts in totals_with_parts(corpus):
        yield _derived(
            "parts",
            " + ".join(part.printed for part in parts),
            parts,
            {reading: sum_of(parts, reading) for reading in READINGS},
            of=parts[0],
            indicator=total.indicator,
            relation=relation,
            unit=total.figure.unit,
            counts=total.figure.kind == "count",
        )


def sum_of(parts: Iterable[Observation], reading: str) -> Bounds:
    """Return the sum of observations under a reading."""
    return reduce(add, (part.bounds(reading) for part in parts))


RULES = (
    _wholes,
    _joint_wholes,
    _parts_of_wholes,
    _prior_years,
    _per_years,
    _quotients,
    _threshold_sums,
    _sums_of_parts,
)

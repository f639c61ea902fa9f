"""Candidates: which printed figures belong together, so that one follows from or checks another.

Nothing here knows a page: figures meet because they speak of the same thing (SAME), or because a
row of registers/relations.csv says which indicators go together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise, product

from .codebook import FEW
from .observations import Corpus, Observation, in_one_unit

# What figures that say one thing of one thing have in common.
SAME = ("indicator", "subject", "scope", "status", "moment")
# What two figures have in common that are one, printed twice.
ONE_THING = (*SAME, "form", "base_indicator", "base_subject")
# What figures of two years have in common; the years themselves differ.
SAME_BUT_MOMENT = ("indicator", "subject", "scope", "status")

Key = tuple[str, ...]
Groups = dict[Key, list[Observation]]


def key_of(seen: Observation, *fields: str) -> Key:
    """Return what an observation says in the fields named."""
    return tuple(getattr(seen, field) for field in fields)


def grouped(observations: Iterable[Observation], form: str, *fields: str) -> Groups:
    """Return the observations of a form (see Observation.form), grouped by the fields named."""
    groups: Groups = defaultdict(list)
    for seen in observations:
        if seen.form == form:
            groups[key_of(seen, *fields)].append(seen)
    return groups


def parts_with_shares(corpus: Corpus) -> Iterator[tuple[Observation, list[Observation]]]:
    """Yield each level with the shares printed of the same thing in one whole."""
    shares = grouped(corpus.observations, "share", *SAME)
    for key, parts in grouped(corpus.observations, "level", *SAME).items():
        wholes: Groups = defaultdict(list)
        for share in shares.get(key, []):
            wholes[key_of(share, "base_indicator", "base_subject")].append(share)
        yield from product(parts, wholes.values())


def levels_of(corpus: Corpus) -> Groups:
    """Return the levels by what they speak of."""
    return grouped(corpus.observations, "level", *SAME)


def whole_of(share: Observation, levels: Groups) -> list[Observation]:
    """Return the levels printed of the whole that a share, or a rank, is of.

    The whole has the scope of its part; of one thing in another scope no part is its own whole.
    """
    if (share.base_indicator, share.base_subject) == (share.indicator, share.subject):
        return []
    base = (share.base_indicator, share.base_subject, share.scope, share.status, share.moment)
    return levels.get(base, [])


def shares_with_wholes(corpus: Corpus) -> Iterator[tuple[Observation, Observation]]:
    """Yield each share with each level printed of its whole."""
    levels = levels_of(corpus)
    for share in corpus.observations:
        if share.form == "share":
            yield from ((share, whole) for whole in whole_of(share, levels))


def parts_with_wholes(
    corpus: Corpus,
) -> Iterator[tuple[Observation, Observation, Observation]]:
    """Yield each level, share and whole where the page prints all three."""
    levels = levels_of(corpus)
    for part, shares in parts_with_shares(corpus):
        for share in shares:
            for whole in whole_of(share, levels):
                if in_one_unit((part, whole)):
                    yield part, share, whole


def levels_with(corpus: Corpus, form: str) -> Iterator[tuple[Observation, Observation]]:
    """Yield each level with each growth, increment or rank printed of the same thing."""
    levels = grouped(corpus.observations, "level", *SAME)
    for key, others in grouped(corpus.observations, form, *SAME).items():
        yield from product(levels.get(key, []), others)


def years_apart(corpus: Corpus) -> Iterator[tuple[Observation, Observation]]:
    """Yield each level of a year with each of the same thing in the year before."""
    groups = grouped(corpus.observations, "level", *SAME_BUT_MOMENT)
    for levels in groups.values():
        dated = [seen for seen in levels if seen.date.isdecimal()]
        for earlier, later in product(dated, dated):
            if int(earlier.date) + 1 == int(later.date) and in_one_unit((earlier, later)):
                yield earlier, later


def ranked(corpus: Corpus) -> Iterator[tuple[Observation, Observation]]:
    """Yield each rank with each number printed of the same thing, a level, increment or share.

    A rank and what it ranks may differ in status: a list can be settled and its entries proposed.
    Where a level and an increment are printed, it is not said which of them is ranked.
    """
    fields = ("indicator", "subject", "scope", "moment")
    whole = ("base_indicator", "base_subject")
    level, increment, share = (
        grouped(corpus.observations, form, *fields) for form in ("level", "increment", "share")
    )
    for key, ranks in grouped(corpus.observations, "rank", *fields).items():
        counted = [numbers[key] for numbers in (level, increment) if key in numbers]
        for rank in ranks:
            if len(counted) == 1:
                yield from ((rank, number) for number in counted[0])
            for number in share.get(key, []):
                if key_of(rank, *whole) == key_of(number, *whole):
                    yield rank, number


def rivals(
    corpus: Corpus,
) -> Iterator[tuple[tuple[Observation, Observation], tuple[Observation, Observation]]]:
    """Yield each two subjects ranked in one whole, each as its rank and its number.

    Of more than FEW in one whole, only those in neighbouring places.
    """
    fields = ("indicator", "base_indicator", "base_subject", "scope", "moment")
    lists: dict[Key, list[tuple[Observation, Observation]]] = defaultdict(list)
    for rank, number in ranked(corpus):
        lists[key_of(rank, *fields) + key_of(number, "form", "status")].append((rank, number))
    for entries in lists.values():
        for one, other in _neighbours(entries):
            if one[0].subject != other[0].subject:
                yield one, other


def _neighbours(
    entries: list[tuple[Observation, Observation]],
) -> Iterator[tuple[tuple[Observation, Observation], tuple[Observation, Observation]]]:
    """Yield every two entries of a list; of a long one those in neighbouring places."""
    if len(entries) <= FEW:
        yield from combinations(entries, 2)
    else:
        yield from pairwise(sorted(entries, key=lambda entry: entry[0].figure.value or 0))


def related(corpus: Corpus, rule: str) -> Iterator[tuple[str, tuple[Observation, ...]]]:
    """Yield each relation of a rule with levels that fit it: of one page and zone, one subject.

    A figure of the zone itself goes with a figure of any one subject in it, but not of an area
    around it.
    """
    levels = grouped(corpus.observations, "level", "page", "zone", "indicator")
    for relation, row in corpus.registers.relations.iterrows():
        if row["rule"] != rule:
            continue
        inputs = [name.partition(":") for name in row["inputs"].split()]
        for page, zone in dict.fromkeys((page, zone) for page, zone, _ in levels):
            found = [
                [seen for seen in levels.get((page, zone, name), []) if scope in ("", seen.scope)]
                for name, _, scope in inputs
            ]
            for chosen in product(*found):
                if len({seen.id for seen in chosen}) == len(chosen) and _of_one_subject(chosen):
                    yield str(relation), chosen


def _of_one_subject(chosen: Iterable[Observation]) -> bool:
    subjects = {(seen.subject, seen.subject_type) for seen in chosen}
    if any(type_ == "area" for _, type_ in subjects):
        return len(subjects) == 1
    return len({subject for subject, type_ in subjects if type_ != "zone"}) <= 1


def thresholds_with_totals(
    corpus: Corpus,
) -> Iterator[tuple[str, Observation, Observation, Observation]]:
    """Yield each relation's threshold with the number that pass it and the total they make."""
    for relation, (floor, count, total) in related(corpus, "threshold"):
        alike = ("subject", "scope", "status", "moment")
        if in_one_unit((floor, total)) and key_of(count, *alike) == key_of(total, *alike):
            yield relation, floor, count, total


def totals_with_parts(corpus: Corpus) -> Iterator[tuple[str, Observation, list[Observation]]]:
    """Yield each relation's total with its parts, which all speak of one subject at one moment.

    The total is of that subject, or of the zone it is part of.
    """
    for relation, (total, *parts) in related(corpus, "parts"):
        whose = {(part.subject, part.subject_type) for part in parts}
        around = total.subject_type == "zone" and {type_ for _, type_ in whose} == {"part"}
        same = whose == {(total.subject, total.subject_type)}
        together = len({key_of(seen, "status", "moment") for seen in (total, *parts)}) == 1
        if len(whose) == 1 and (same or around) and together and in_one_unit((total, *parts)):
            yield relation, total, parts


def zones_with_parts(corpus: Corpus) -> Iterator[tuple[Observation, Observation]]:
    """Yield each number of things in a zone with each of the same things in a part of that zone.

    What is counted adds up; a distance, a ceiling or a threshold does not.
    """
    fields = ("zone", "indicator", "scope", "status", "moment")
    for levels in grouped(corpus.observations, "level", *fields).values():
        wholes = [seen for seen in levels if seen.subject_type == "zone"]
        parts = [seen for seen in levels if seen.subject_type == "part"]
        for pair in product(wholes, parts):
            if {seen.figure.kind for seen in pair} == {"count"}:
                yield pair


def shares_of_one_whole(corpus: Corpus) -> Iterator[list[Observation]]:
    """Yield the shares that a page gives several zones of one whole, one share for each zone.

    Where zones have several, each of them is in one list at least: all choices would be too many.
    """
    fields = ("page", "indicator", "base_indicator", "base_subject", "scope", "status", "moment")
    for shares in grouped(corpus.observations, "share", *fields).values():
        zones: dict[str, list[Observation]] = defaultdict(list)
        for share in shares:
            if share.subject_type == "zone":
                zones[share.subject].append(share)
        if len(zones) > 1:
            for turn in range(max(map(len, zones.values()))):
                yield [own[min(turn, len(own) - 1)] for own in zones.values()]


def said_twice(corpus: Corpus) -> Iterator[tuple[Observation, Observation]]:
    """Yield each two figures that say one thing of one thing in one measure."""
    groups: Groups = defaultdict(list)
    for seen in corpus.observations:
        groups[key_of(seen, *ONE_THING)].append(seen)
    for group in groups.values():
        yield from (pair for pair in combinations(group, 2) if in_one_unit(pair))

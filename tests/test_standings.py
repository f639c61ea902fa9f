"""Standings: classes are what the blocks imply, and places are those that numbers can take."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.bounds import READINGS, Bounds
from analysis.compare import CAVEATS, class_of, compare, compare_pair
from analysis.figures import Figure, read_figure
from analysis.observations import Corpus, Observation, judge
from analysis.overrides import Override, read_overrides
from analysis.pages import read_pages
from analysis.paths import find_checkout
from analysis.registers import read_registers
from analysis.standings import Ends, Standing, stand, thing

from .made_up import Row, corpus_of, dated, made_up_registers, said

WEST = {"zone": "west", "subject": "west"}
SHARE = {"measure": "share", "base": "members@province"}


def own_corpus() -> tuple[Corpus, list[Override]]:
    """The pages of this checkout, and what a person judged of them."""
    checkout = find_checkout(Path(__file__).parent)
    registers = read_registers(checkout.registers)
    return judge(read_pages(checkout.pages, registers), registers), read_overrides(
        checkout.overrides
    )


def of_one_class(one: Observation, other: Observation) -> bool:
    """Whether nothing but being one thing keeps two figures apart."""
    return set(compare_pair(one, other).why) - {why for why, _ in CAVEATS} <= {"same"}


@pytest.fixture(scope="module")
def figure(tmp_path_factory: pytest.TempPathFactory) -> Observation:
    """One observation, which others are made from."""
    return corpus_of(tmp_path_factory.mktemp("figure"), [said("60家", "firms")]).observations[0]


FIELDS = {
    "indicator": ["firms", "sales"],
    "measure": ["level", "growth", "decline", "share"],
    "status": ["reached", "planned"],
    "scope": ["all", "large", "unclear"],
    "subject": ["east", "west", "east_works"],
    "time": ["now", "unstated", "page/r-9"],
    "date": ["", "2022", "2023", "2023-06-30"],
    "base_indicator": ["", "members"],
    "base_subject": ["", "east", "province"],
}
TYPES = {"east": "zone", "west": "zone", "east_works": "firm"}
PRINTED = ["60家", "7个", "60元", "60美元", "5%"]
SAYING = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in FIELDS.items()})


def saying(
    figure: Observation, told: dict[str, str], printed: str, number: int, paragraph: int = 1
) -> Observation:
    """A figure that says something else."""
    return replace(
        figure,
        **told,
        subject_type=TYPES[told["subject"]],
        nature="flow" if told["indicator"] == "sales" else "stock",
        mention=replace(
            figure.mention,
            id=f"page/r-{number}",
            zone="west" if told["subject"] == "west" else "east",
            paragraph=paragraph,
            figure=read_figure(printed),
        ),
    )


@settings(max_examples=500)
@given(SAYING, SAYING, st.sampled_from(PRINTED), st.sampled_from(PRINTED), st.integers(1, 2))
def test_a_class_is_what_no_block_parts(
    figure: Observation,
    one: dict[str, str],
    other: dict[str, str],
    left: str,
    right: str,
    paragraph: int,
) -> None:
    """Two figures are of one class just where no reason but `same` is against comparing them."""
    near = one | dict(list(other.items())[:2])
    both = saying(figure, one, left, 1), saying(figure, near, right, 2, paragraph)
    assert (class_of(both[0]) == class_of(both[1])) == of_one_class(*both)
    both = both[0], saying(figure, other, right, 2, paragraph)
    assert (class_of(both[0]) == class_of(both[1])) == of_one_class(*both)


@given(st.lists(st.tuples(SAYING, st.sampled_from(PRINTED)), min_size=2, max_size=5))
def test_caveats_of_a_class_are_those_of_its_pairs(
    figure: Observation, told: list[tuple[dict[str, str], str]]
) -> None:
    """What a reader is told of a class holds of some pair in it, and nothing of a pair is left out."""
    seen = [
        saying(figure, one | {"indicator": "firms"}, printed, number)
        for number, (one, printed) in enumerate(told)
    ]
    caveats: dict[str, set[str]] = {class_of(one): set() for one in seen}
    for one, other in combinations(seen, 2):
        pair = compare_pair(one, other)
        if pair.verdict != "not_comparable":
            caveats[class_of(one)] |= set(pair.why)
    found = stand(Corpus(made_up_registers(), [], [], seen, []), [])
    assert {one.class_: set(one.caveats) for one in found} == caveats


def test_classes_of_the_pages_are_what_no_block_parts() -> None:
    """So it is for every two figures of the pages, and a class's caveats are those of its pairs."""
    corpus, overrides = own_corpus()
    standings = {one.seen.id: one for one in stand(corpus, compare(corpus, overrides))}
    told: dict[str, set[str]] = {one.class_: set() for one in standings.values()}
    for one, other in combinations(corpus.observations, 2):
        pair = compare_pair(one, other)
        together = class_of(one) == class_of(other)
        assert together == of_one_class(one, other)
        if pair.verdict != "not_comparable":
            told[class_of(one)] |= set(pair.why)
    assert {one.class_: set(one.caveats) for one in standings.values()} == told


ENDS = st.none() | st.integers(0, 4)


@st.composite
def some_bounds(draw: st.DrawFn) -> Bounds:
    """Bounds between small whole numbers, open, closed or without an end."""
    low, high = draw(ENDS), draw(ENDS)
    if low is not None and high is not None:
        low, high = sorted((low, high))
    closed = low is not None and low == high
    return Bounds.of(
        low,
        high,
        low_closed=closed or draw(st.booleans()),
        high_closed=closed or draw(st.booleans()),
    )


@given(st.lists(some_bounds(), min_size=1, max_size=4))
def test_a_thing_is_what_its_printings_leave(figure: Observation, printings: list[Bounds]) -> None:
    """What is printed twice is a number that both allow; where none is, any that lies between."""
    printed = [
        replace(figure, mention=replace(figure.mention, figure=Figure("money", None, one, "元")))
        for one in printings
    ]
    left = thing(printed, "strict")
    inside = [[number in one for one in printings] for number in GRID]
    if any(map(all, inside)):
        assert [number in left for number in GRID] == [all(held) for held in inside]
        return
    assert all(one.within(left) for one in printings)
    held = [number for number in GRID if number in left]
    assert any(held[0] in one for one in printings)
    assert any(held[-1] in one for one in printings)


GRID = [Fraction(step, 8) for step in range(-16, 49)]


@given(st.lists(some_bounds(), min_size=2, max_size=5))
def test_places_are_those_that_numbers_can_take(bounds: list[Bounds]) -> None:
    """Best and worst are the places that some choice of numbers within all bounds really gives."""
    own, *others = bounds
    values = [[value for value in GRID if value in one] for one in others]
    mine = [value for value in GRID if value in own]
    best = min(sum(min(theirs) > value for theirs in values) for value in mine)
    worst = max(sum(max(theirs) > value for theirs in values) for value in mine)
    assert Ends(bounds).places(own, [own]) == (best + 1, worst + 1)


def standings(
    folder: Path, figures: Sequence[Row], overrides: Sequence[Override] = ()
) -> list[Standing]:
    """The standings of a page of these rows."""
    corpus = corpus_of(folder, figures)
    return stand(corpus, compare(corpus, overrides))


def test_places_by_reading(tmp_path: Path) -> None:
    """An open end may reach over a larger figure strictly, and does not by convention."""
    park = {"subject": "east_park", "scope": "all"}
    figures = [
        said("超60家", "firms"),
        said("80家", "firms", **WEST),
        said("50家", "firms", **park),
        said("70家", "firms", scope="unclear"),
    ]
    over, west, part, unclear = standings(tmp_path, figures)
    assert over.class_ == west.class_ != part.class_
    assert [over.places[reading] for reading in READINGS] == [(1, 2), (2, 2)]
    assert [west.places[reading] for reading in READINGS] == [(1, 2), (1, 1)]
    assert (over.figures, over.zones, over.compared, over.caveats) == (2, 2, 1, ("size",))
    for alone in (part, unclear):
        assert dict(alone.places) == dict.fromkeys(READINGS)
        assert (alone.compared, alone.caveats) == (0, ())


def test_what_is_printed_twice_counts_once(tmp_path: Path) -> None:
    """Two printings of one thing are one place; where they disagree, it may be either number."""
    twice = [said("60%", "firms", **SHARE), said("近60%", "firms", **SHARE)]
    others = [said("59%", "firms", **SHARE, **WEST)]
    one, other, west = standings(tmp_path, [*twice, *others])
    assert [found.compared for found in (one, other, west)] == [1, 1, 1]
    assert (one.figures, one.zones) == (3, 2)
    assert (one.places["strict"], other.places["strict"]) == ((1, 1), (1, 2))
    assert west.places["strict"] == (1, 2)  # 60% and less than 60% leave all from 0 to 60.


def test_whom_a_person_refuses_is_no_rival(tmp_path: Path) -> None:
    """A pair that a person refuses counts on neither side, and the row says how many there are."""
    figures = [
        said("90家", "firms"),
        said("80家", "firms", **WEST),
        said("70家", "firms", status="planned"),
    ]
    refusal = Override(2, "page/r-1", "page/r-2", "caveat", "not_comparable", "理由", "reason")
    east, west, _ = standings(tmp_path, figures, [refusal])
    for alone in (east, west):
        assert (alone.figures, alone.compared, alone.refused) == (2, 0, 1)
        assert dict(alone.places) == dict.fromkeys(READINGS)


def test_flows_of_two_periods_do_not_meet(tmp_path: Path) -> None:
    """A class of flows is of one period."""
    figures = [
        said("60元", "sales", time="r-3"),
        said("60元", "sales", time="r-4", **WEST),
        dated("2022年"),
        dated("2023年"),
    ]
    one, other = standings(tmp_path, figures)
    assert (one.compared, other.compared) == (0, 0)

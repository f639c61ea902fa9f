"""Comparability: each reason in a pair of its own, the order of pairs, and which pairs are asked."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.bounds import READINGS, Bounds
from analysis.compare import BLOCKS, CAVEATS, Comparison, compare, compare_pair, order
from analysis.observations import judge
from analysis.overrides import Override, read_overrides
from analysis.pages import read_pages
from analysis.paths import find_checkout
from analysis.problems import RawError
from analysis.registers import SPOKEN, read_registers

from .made_up import Row, corpus_of, dated, said

WEST = {"zone": "west", "subject": "west"}
RATE = {"measure": "growth"}
SHARE = {"measure": "share", "base": "members@province"}


def pair(folder: Path, one: Row, other: Row, others: Sequence[Row] = ()) -> Comparison:
    """Two figures compared; time rows may follow them, as r-3 and r-4."""
    left, right = corpus_of(folder, [one, other, *others]).observations
    return compare_pair(left, right)


YEARS = [dated("2022年"), dated("2023年")]
# Why not -> two figures that differ in this alone.
BLOCKED = [
    pytest.param("indicator", said("60家", "firms"), said("60家", "members", **WEST), id="indicator"),
    pytest.param("measure", said("60家", "firms"), said("60家", "firms", measure="increment", **WEST), id="measure"),
    pytest.param("status", said("60家", "firms"), said("60家", "firms", status="planned", **WEST), id="status"),
    pytest.param("unit", said("60元", "sales"), said("60美元", "sales", **WEST), id="unit"),
    pytest.param("base", said("60%", "firms", **SHARE), said("60%", "firms", measure="share", base="labs@west", **WEST), id="base"),
    pytest.param("base", said("60%", "firms", **SHARE), said("60%", "firms", measure="share", base="members@west", **WEST), id="base, of another whole"),
    pytest.param("scope_unclear", said("60家", "firms"), said("60家", "firms", scope="unclear", **WEST), id="one scope not said"),
    pytest.param("scope_unclear", said("60家", "firms", scope="unclear"), said("60家", "firms", scope="unclear", **WEST), id="neither scope said"),
    pytest.param("scope", said("60家", "firms"), said("60家", "firms", scope="large", **WEST), id="scope"),
    pytest.param("subject", said("60家", "firms"), said("60家", "firms", zone="west", subject="west_works"), id="subject"),
    pytest.param("period_unstated", said("60元", "sales", time="r-3"), said("60元", "sales", time="unstated", **WEST), id="one period not said"),
    pytest.param("period_unstated", said("60元", "sales", time="unstated"), said("60元", "sales", time="unstated", **WEST), id="neither period said"),
    pytest.param("period", said("60元", "sales", time="r-3"), said("60元", "sales", time="r-4", **WEST), id="period"),
    pytest.param("same", said("60家", "firms"), said("近61家", "firms"), id="one thing, printed twice"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "one", "other"), BLOCKED)
def test_each_block(tmp_path: Path, why: str, one: Row, other: Row) -> None:
    """Each reason alone makes a pair not comparable, whichever figure comes first, and unordered."""
    for number, (left, right) in enumerate([(one, other), (other, one)]):
        found = pair(tmp_path / str(number), left, right, YEARS)
        assert (found.verdict, found.why) == ("not_comparable", (why,))
        assert dict(found.orders) == dict.fromkeys(READINGS, "none")


def test_every_reason_is_given(tmp_path: Path) -> None:
    """Every reason against a pair is given; of two indicators there is nothing else to say."""
    other = {"measure": "increment", "status": "planned", "scope": "unclear"} | WEST
    found = pair(tmp_path, said("60家", "firms"), said("60家", "firms", **other))
    assert found.why == ("measure", "status", "scope_unclear")
    found = pair(tmp_path / "other", said("60家", "firms"), said("60个", "labs", **other))
    assert found.why == ("indicator",)


def test_a_decline_is_a_growth_below_nought(tmp_path: Path) -> None:
    """What fell and what grew are of one measure, and are ordered by sign."""
    fell, grew = said("8%", "firms", measure="decline"), said("5%", "firms", **RATE, **WEST)
    found = pair(tmp_path, fell, grew)
    assert found.verdict == "comparable"
    assert dict(found.orders) == dict.fromkeys(READINGS, "less")
    assert dict(found.ratios) == dict.fromkeys(READINGS)  # No growth is twice another.


# What to bear in mind -> two figures that call for just this.
CAUTIONED = [
    pytest.param((), said("6%", "firms", **RATE), said("7%", "firms", **RATE, **WEST), id="rates of whole zones at one time"),
    pytest.param(("as_of",), said("6%", "firms", **RATE), said("7%", "firms", time="r-3", **RATE, **WEST), id="two times"),
    pytest.param(("as_of",), said("6%", "firms", time="unstated", **RATE), said("7%", "firms", time="unstated", **RATE, **WEST), id="times not said"),
    pytest.param(("part",), said("6%", "firms", **RATE, subject="east_works"), said("7%", "firms", **RATE, zone="west", subject="west_works"), id="firms of both"),
    pytest.param(("size",), said("60家", "firms"), said("70家", "firms", **WEST), id="a level"),
    pytest.param(("size",), said("60家", "firms", measure="increment"), said("70家", "firms", measure="increment", **WEST), id="an increment"),
    pytest.param(("as_of", "part", "size"), said("60家", "firms", subject="east_works"), said("70家", "firms", zone="west", subject="west_works", time="unstated"), id="all of them"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "one", "other"), CAUTIONED)
def test_each_caveat(tmp_path: Path, why: tuple[str, ...], one: Row, other: Row) -> None:
    """Each caveat is given where it holds, all that hold are, and the pair is ordered all the same."""
    found = pair(tmp_path, one, other, YEARS)
    assert found.verdict == ("caveat" if why else "comparable")
    assert found.why == why
    assert dict(found.orders) == dict.fromkeys(READINGS, "less")


def test_every_reason_has_a_row() -> None:
    """Every reason that blocks or cautions fires alone in a pair of these tables, and has a name."""
    blocks = {str(row.values[0]) for row in BLOCKED}
    cautions = {why for why, _ in CAVEATS if any(row.values[0] == (why,) for row in CAUTIONED)}
    assert blocks == {why for why, _ in BLOCKS}
    assert cautions == {why for why, _ in CAVEATS}
    registers = read_registers(find_checkout(Path(__file__).parent).registers)
    assert blocks | cautions <= set(registers.ids("why"))


# Two levels and their order under both readings.
ORDERED = [
    pytest.param("60家", "70家", "less", "less", id="two points"),
    pytest.param("70家", "60家", "greater", "greater", id="the other way round"),
    pytest.param("60家", "60家", "equal", "equal", id="the same point"),
    pytest.param("超60家", "70家", "unordered", "less", id="convention closes the top"),
    pytest.param("70家", "超60家", "unordered", "greater", id="the same, the other way round"),
    pytest.param("60家", "超60家", "less", "less", id="an open end is not reached"),
    pytest.param("近60家", "60家", "less", "less", id="nearly is less"),
    pytest.param("近60家", "50家", "unordered", "greater", id="convention closes the bottom"),
    pytest.param("近60家", "近60家", "unordered", "unordered", id="the same words are not the same number"),
    pytest.param("约60家", "100家", "unordered", "less", id="about has no width, strictly"),
    pytest.param("60余家", "70家", "less", "less", id="余 is bounded"),
    pytest.param("60家以上", "100家", "unordered", "unordered", id="a rule is never closed"),
    pytest.param("最高60家", "60家", "unordered", "unordered", id="a ceiling may be reached"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "strict", "conventional"), ORDERED)
def test_orders(tmp_path: Path, one: str, other: str, strict: str, conventional: str) -> None:
    """A pair is ordered under a reading where its bounds leave no doubt."""
    found = pair(tmp_path, said(one, "firms"), said(other, "firms", **WEST))
    assert [found.orders[reading] for reading in READINGS] == [strict, conventional]


def test_shares_are_ordered_in_percent(tmp_path: Path) -> None:
    """A share in words and one in digits have one unit."""
    found = pair(tmp_path, said("一半", "firms", **SHARE), said("41%", "firms", **SHARE, **WEST))
    assert found.verdict == "comparable"
    assert dict(found.orders) == dict.fromkeys(READINGS, "greater")


NUMBERS = st.integers(0, 20)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_order_is_one_of_four_and_mirrors(a: int, b: int, c: int, d: int) -> None:
    """Swapped, less becomes greater; and an order is claimed just where all numbers keep it."""
    left, right = Bounds.of(min(a, b), max(a, b)), Bounds.of(min(c, d), max(c, d))
    mirror = {"less": "greater", "greater": "less", "equal": "equal", "unordered": "unordered"}
    assert order(right, left) == mirror[order(left, right)]
    assert (order(left, right) == "less") == (max(a, b) < min(c, d))
    assert (order(left, right) == "equal") == (a == b == c == d)


def test_pairs_are_of_one_family(tmp_path: Path) -> None:
    """Every two figures of one family are asked about, once, in printed order."""
    figures = [
        said("60家", "firms"),
        said("9元", "sales"),
        said("5个", "labs"),
        said("12家", "firms", **WEST),
        said("3个", "chairs", **WEST),
        dated("2023年"),
    ]
    pairs = compare(corpus_of(tmp_path, figures))
    assert [found.id.replace("page/", "") for found in pairs] == [
        "r-1 ~ r-2",
        "r-1 ~ r-4",
        "r-2 ~ r-4",
        "r-3 ~ r-5",
    ]
    assert [found.why for found in pairs] == [
        ("indicator",), ("size",), ("indicator",), ("indicator",),
    ]  # fmt: skip


RATIOS = [
    pytest.param("60家", "30家", "[2, 2]", "[2, 2]", id="two points"),
    pytest.param("超60家", "30家", "(2, +inf)", "(2, 2.2)", id="over"),
    pytest.param("超60家", "超30家", "(0, +inf)", "(20/11, 2.2)", id="two lower ends say nothing"),
    pytest.param("60余家", "20家", "(3, 3.5)", "(3, 3.5)", id="and more"),
    pytest.param("0家", "0家", "[0, +inf)", "[0, +inf)", id="none of none"),
    pytest.param("60家", "0家", "None", "None", id="by none nobody divides"),
]


@pytest.mark.parametrize(("one", "other", "strict", "conventional"), RATIOS)
def test_ratios(tmp_path: Path, one: str, other: str, strict: str, conventional: str) -> None:
    """A pair that may be compared has a ratio of the left to the right under each reading."""
    found = pair(tmp_path, said(one, "firms"), said(other, "firms", **WEST))
    assert [str(found.ratios[reading]) for reading in READINGS] == [strict, conventional]


def test_what_may_not_be_compared_has_no_ratio(tmp_path: Path) -> None:
    """No verdict, no number."""
    found = pair(tmp_path, said("60家", "firms"), said("30家", "firms", status="planned", **WEST))
    assert dict(found.ratios) == dict.fromkeys(READINGS)


def override(**cells: str) -> Override:
    """An override of the pair r-1, r-2, which the rules refuse."""
    told = {"left": "page/r-1", "right": "page/r-2", "expected": "not_comparable"}
    told |= {
        "verdict": "caveat",
        "note_zh": "两者都是年末数",
        "note_en": "both are of the year’s end",
    }
    return Override(2, **(told | cells))


REFUSED = [
    said("60家", "firms"),
    said("30家", "firms", scope="large", **WEST),
    said("3个", "labs"),
]
UNLIKE_PAIR = [said("5元", "sales"), said("5%", "sales", **RATE)]


@pytest.mark.parametrize("ends", [{}, {"left": "page/r-2", "right": "page/r-1"}])
def test_a_note_in_the_data_may_override_a_verdict(tmp_path: Path, ends: dict[str, str]) -> None:
    """An override changes the verdict, and keeps what the rules said and why beside it."""
    [found] = compare(corpus_of(tmp_path, REFUSED), [override(**ends)])
    assert (found.verdict, found.by_rule, found.why) == ("caveat", "not_comparable", ("scope",))
    assert dict(found.orders) == dict.fromkeys(READINGS, "greater")
    assert found.override
    assert found.override.note_zh == "两者都是年末数"


def test_an_override_may_refuse(tmp_path: Path) -> None:
    """A pair that the rules allow may be refused, and is then neither ordered nor divided."""
    figures = [said("60家", "firms"), said("30家", "firms", **WEST)]
    refusal = override(expected="caveat", verdict="not_comparable")
    [found] = compare(corpus_of(tmp_path, figures), [refusal])
    assert (found.verdict, found.by_rule) == ("not_comparable", "caveat")
    assert dict(found.orders) == dict.fromkeys(READINGS, "none")
    assert dict(found.ratios) == dict.fromkeys(READINGS)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        pytest.param({"expected": "caveat"}, "expected 「caveat」: is not what the rules say, not_comparable; judge the pair anew", id="the rules say otherwise by now"),
        pytest.param({"left": "page/r-4", "right": "page/r-5"}, "verdict 「caveat」: cannot be: the figures differ in measure; mend the row", id="of two measures"),
        pytest.param({"right": "page/r-9"}, "right 「page/r-9」: makes no pair of one family with 「page/r-1」; mend the ids", id="an id that is gone"),
        pytest.param({"right": "page/r-3"}, "right 「page/r-3」: makes no pair of one family with 「page/r-1」; mend the ids", id="of two families"),
    ],
)  # fmt: skip
def test_an_override_that_no_longer_applies_is_told(
    tmp_path: Path, cells: dict[str, str], told: str
) -> None:
    """An override fails once the rules or the figures have changed."""
    with pytest.raises(RawError) as caught:
        compare(corpus_of(tmp_path, [*REFUSED, *UNLIKE_PAIR]), [override(**cells)])
    assert str(caught.value) == f"overrides.csv row 2, {told}"


def test_problems_of_overrides_are_told_in_their_order(tmp_path: Path) -> None:
    """All at once, by row, whichever is found first."""
    gone = override(right="page/r-9")
    late = replace(override(expected="caveat"), row=7)
    with pytest.raises(RawError) as caught:
        compare(corpus_of(tmp_path, [*REFUSED, *UNLIKE_PAIR]), [late, gone])
    assert [problem.row for problem in caught.value.problems] == [2, 7]


def test_of_a_large_family_only_judged_pairs_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a family has more than FEW figures, the pairs a person judged stand, and are checked."""
    monkeypatch.setattr("analysis.compare.FEW", 2)
    figures = [*REFUSED[:2], said("12家", "members"), *REFUSED[2:], said("3个", "chairs")]
    corpus = corpus_of(tmp_path, figures)
    assert [found.id for found in compare(corpus)] == ["page/r-4 ~ page/r-5"]
    found = compare(corpus, [override(left="page/r-2", right="page/r-1")])
    assert [pair.id for pair in found] == ["page/r-1 ~ page/r-2", "page/r-4 ~ page/r-5"]
    assert [pair.verdict for pair in found] == ["caveat", "not_comparable"]
    with pytest.raises(RawError, match="is not what the rules say"):
        compare(corpus, [override(expected="caveat", verdict="comparable")])


def test_the_pages_are_compared_whole() -> None:
    """On the pages of this checkout, each pair has a known verdict, and reasons unless it needs none."""
    checkout = find_checkout(Path(__file__).parent)
    registers = read_registers(checkout.registers)
    corpus = judge(read_pages(checkout.pages, registers), registers)
    pairs = compare(corpus, read_overrides(checkout.overrides))
    asked = [(found.left.id, found.right.id) for found in pairs]
    wanted = {
        (one.id, other.id)
        for place, one in enumerate(corpus.observations)
        for other in corpus.observations[place:]
        if one is not other and one.family == other.family
    }
    assert len(asked) == len(wanted)
    assert set(asked) == wanted
    for found in pairs:
        assert found.verdict in SPOKEN["comparison"]
        assert bool(found.why) == (found.verdict != "comparable")
        assert set(found.orders.values()) <= SPOKEN["order"]
        assert ("none" in found.orders.values()) == (found.verdict == "not_comparable")

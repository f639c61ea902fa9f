"""Bounds: the laws of interval arithmetic, each against sampled numbers.

An interval is sampled at its ends, just inside them, far out where it is unbounded, in its middle,
at zero and beside it. Its ends are quarters, so that a sample stands for all that lie near it.
"""

import math
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from operator import add, mul, sub, truediv

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.bounds import (
    DIGITS,
    Bounds,
    in_decimals,
    intersection,
    round_outward,
    write_exact,
)

NEAR = Fraction(1, 10**6)  # So near an open end do we go,
MIDST = Fraction(1, 8)  # so far inside,
FAR = Fraction(10**12)  # and so far out where there is none.
CLOSE, GREAT = Fraction(1, 1000), 10**5  # What near and far still are after an operation.

Operation = Callable[[Bounds, Bounds], Bounds]
OPERATIONS = {"plus": add, "minus": sub, "times": mul, "over": truediv}

ENDS = st.integers(-24, 24).map(lambda quarters: Fraction(quarters, 4))


@st.composite
def any_bounds(draw: st.DrawFn) -> Bounds:
    """Bounds of any kind: a point, open, half-open, closed, unbounded on either side or both."""
    low, high = sorted([draw(ENDS), draw(ENDS)])
    closed = low == high
    return Bounds(
        draw(st.sampled_from([low, low, None])),
        draw(st.sampled_from([high, high, None])),
        closed or draw(st.booleans()),
        closed or draw(st.booleans()),
    )


def samples(bounds: Bounds) -> list[Fraction]:
    """Numbers within bounds, among them each end or a neighbour of it."""
    low = -FAR if bounds.low is None else bounds.low
    high = FAR if bounds.high is None else bounds.high
    ends = [low, low + NEAR, low + MIDST, high - MIDST, high - NEAR, high]
    return [number for number in {*ends, -NEAR, Fraction(0), NEAR} if number in bounds]


def hull(one: Bounds, other: Bounds) -> Bounds:
    """The smallest bounds that hold both."""
    low = min((one, other), key=lambda b: (-math.inf if b.low is None else b.low, not b.low_closed))
    high = max((one, other), key=lambda b: (math.inf if b.high is None else b.high, b.high_closed))
    return Bounds(low.low, high.high, low.low_closed, high.high_closed)


def divides(other: Bounds) -> bool:
    """Whether the bounds hold any number one may divide by."""
    return other != Bounds.point(0)


@pytest.mark.parametrize("name", OPERATIONS)
@given(one=any_bounds(), other=any_bounds())
def test_an_operation_holds_all_and_nothing_else(name: str, one: Bounds, other: Bounds) -> None:
    """A result holds every result of two numbers, and an end is closed just where one reaches it."""
    operation = OPERATIONS[name]
    assume(name != "over" or divides(other))
    result = operation(one, other)
    reached = [
        operation(mine, theirs)
        for mine in samples(one)
        for theirs in samples(other)
        if theirs or name != "over"
    ]
    assert all(number in result for number in reached)
    assert_end(result.low, result.low_closed, min(reached), 1)
    assert_end(result.high, result.high_closed, max(reached), -1)


def assert_end(end: Fraction | None, closed: bool, outermost: Fraction, inward: int) -> None:
    """The outermost number reached is the end itself, or near it, or far out where there is none."""
    if end is None:
        assert outermost * inward < -GREAT
    elif closed:
        assert outermost == end
    else:
        assert 0 < (outermost - end) * inward < CLOSE


@pytest.mark.parametrize("name", OPERATIONS)
@given(one=any_bounds(), other=any_bounds(), more=any_bounds(), yet_more=any_bounds())
def test_to_know_less_is_to_say_less(
    name: str, one: Bounds, other: Bounds, more: Bounds, yet_more: Bounds
) -> None:
    """Wider bounds give a wider result."""
    operation = OPERATIONS[name]
    assume(name != "over" or divides(other))
    assert operation(one, other).within(operation(hull(one, more), hull(other, yet_more)))


@given(any_bounds(), any_bounds())
def test_order_of_terms(one: Bounds, other: Bounds) -> None:
    """Sums and products do not ask which comes first, and minus is plus the mirror image."""
    assert one + other == other + one
    assert one * other == other * one
    assert one - other == one + -other
    mirrored = -one
    assert -mirrored == one


@given(any_bounds())
def test_nothing_is_lost_at_one_and_zero(bounds: Bounds) -> None:
    """Zero added and one multiplied change nothing; zero multiplied leaves zero."""
    assert bounds + Bounds.point(0) == bounds
    assert bounds * Bounds.point(1) == bounds / Bounds.point(1) == bounds
    assert bounds * Bounds.point(0) == Bounds.point(0)


@given(ENDS, ENDS)
def test_points_are_numbers(one: Fraction, other: Fraction) -> None:
    """Between points the operations are those of fractions."""
    assert Bounds.point(one) + Bounds.point(other) == Bounds.point(one + other)
    assert Bounds.point(one) * Bounds.point(other) == Bounds.point(one * other)
    assume(other)
    assert Bounds.point(one) / Bounds.point(other) == Bounds.point(one / other)


def test_nothing_divides_by_zero() -> None:
    """Division by the number zero is an error; by bounds that reach zero it is not."""
    with pytest.raises(ZeroDivisionError, match=r"no number in \[0, 0\] has a reciprocal"):
        Bounds.point(1) / Bounds.point(0)
    assert str(Bounds.point(1) / Bounds.of(0, 4)) == "[0.25, +inf)"


@given(any_bounds(), any_bounds())
def test_intersection_holds_what_both_hold(one: Bounds, other: Bounds) -> None:
    """A number lies in both bounds just where it lies in what they share."""
    both = one & other
    for number in samples(one) + samples(other):
        assert (both is not None and number in both) == (number in one and number in other)
    assert (both is None) == (
        not any(n in one and n in other for n in samples(one) + samples(other))
    )
    assert both == (other & one)


@given(st.lists(any_bounds(), max_size=4))
def test_intersection_of_many(parts: list[Bounds]) -> None:
    """A number lies in what all share where it lies in each; no parts at all leave every number."""
    shared = intersection(parts)
    for number in [number for part in parts for number in samples(part)]:
        assert (shared is not None and number in shared) == all(number in part for part in parts)
    if not parts:
        assert shared == Bounds(None, None)
    if shared is not None:
        assert all(shared.within(part) for part in parts)
    backwards = intersection(reversed(parts))
    assert shared == backwards


@given(any_bounds(), any_bounds())
def test_within_and_before(one: Bounds, other: Bounds) -> None:
    """One is within, or before, another just where all its numbers are."""
    assert one.within(other) == all(number in other for number in samples(one))
    pairs = [(mine, theirs) for mine in samples(one) for theirs in samples(other)]
    assert one.before(other) == all(mine < theirs for mine, theirs in pairs)


@given(any_bounds())
def test_whole_numbers(bounds: Bounds) -> None:
    """The smallest and largest whole number within are found; an unbounded end has none."""
    low, high = bounds.whole()
    assert (low is None, high is None) == (bounds.low is None, bounds.high is None)
    within = [number for number in range(-30, 31) if number in bounds]
    assert within == list(range(-30 if low is None else low, (30 if high is None else high) + 1))
    assert bounds.holds_whole == bool(within)


LONG = st.fractions(max_denominator=10**9).map(lambda f: f * 10**3)


@given(LONG, LONG, st.booleans(), st.booleans(), st.integers(1, 15))
def test_round_outward(
    one: Fraction, other: Fraction, low_closed: bool, high_closed: bool, digits: int
) -> None:
    """Rounded bounds hold the given ones, have few digits, lie close, and open an end that moved."""
    assume(one != other)
    bounds = Bounds(min(one, other), max(one, other), low_closed, high_closed)
    rounded = round_outward(bounds, digits)
    assert bounds.within(rounded)
    ends = [
        (bounds.low, bounds.low_closed, rounded.low, rounded.low_closed),
        (bounds.high, bounds.high_closed, rounded.high, rounded.high_closed),
    ]
    for end, closed, moved, still_closed in ends:
        assert end is not None
        assert moved is not None
        assert len(write_exact(abs(moved)).replace(".", "").strip("0")) <= digits
        assert abs(moved - end) <= abs(end) * Fraction(10) ** (1 - digits)
        assert still_closed == (closed and moved == end)


@pytest.mark.parametrize(
    ("bounds", "digits", "rounded"),
    [
        pytest.param(
            Bounds.point(698) / Bounds.point(41), 4, "(17.02, 17.03)", id="both ends move"
        ),
        pytest.param(Bounds.of(0, Decimal("0.999")), 2, "[0, 1)", id="up to the next place"),
        pytest.param(Bounds.above(123456), 3, "(123000, +inf)", id="no end to round"),
        pytest.param(Bounds.point(96), 6, "[96, 96]", id="few digits stay"),
        pytest.param(
            Bounds.of(Decimal("-1.25"), Decimal("-1.15")), 2, "(-1.3, -1.1)", id="negative"
        ),
    ],
)
def test_round_outward_reads_so(bounds: Bounds, digits: int, rounded: str) -> None:
    """Rounding moves each end away from the other, at its own place."""
    assert str(round_outward(bounds, digits)) == rounded


@pytest.mark.parametrize(
    ("bounds", "written"),
    [
        pytest.param(Bounds.of(1, 2), "[1, 2]", id="decimals stay"),
        pytest.param(Bounds.point(1) / Bounds.point(8), "[0.125, 0.125]", id="an eighth ends"),
        pytest.param(Bounds.point(1) / Bounds.point(3), f"(0.{'3' * DIGITS}, 0.{'3' * (DIGITS - 1)}4)", id="a third does not"),
        pytest.param(Bounds.above(2) / Bounds.point(3), f"(0.{'6' * DIGITS}, +inf)", id="nor do two thirds"),
        pytest.param(Bounds.below(0, closed=True), "[0, 0]", id="nought"),
    ],
)  # fmt: skip
def test_in_decimals(bounds: Bounds, written: str) -> None:
    """Ends that do not end are cut after so many digits, outward, and left open."""
    assert str(in_decimals(bounds)) == written


@given(any_bounds(), st.integers(1, 99))
def test_in_decimals_holds_what_is_given(bounds: Bounds, parts: int) -> None:
    """Bounds in decimals hold the bounds given, end in decimals, and stay as they are written again."""
    given_bounds = bounds / Bounds.point(parts)
    written = in_decimals(given_bounds)
    assert given_bounds.within(written)
    assert "/" not in str(written)
    assert in_decimals(written) == written


@given(st.fractions(), st.integers(-40, 40))
def test_write_exact_round_trip(value: Fraction, exponent: int) -> None:
    """A number written in full and read back is itself, however long it is."""
    number = value * Fraction(10) ** exponent
    assert Fraction(write_exact(number)) == number


@given(st.integers(), st.integers(0, 60))
def test_a_decimal_is_written_as_one(digits: int, places: int) -> None:
    """A number that ends is written as a decimal, without exponent and needless noughts."""
    written = write_exact(Fraction(digits, 10**places))
    assert not set(written) & set("eE/+")
    assert "." not in written or not written.endswith(("0", "."))
    assert written not in {"-0", ""}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param(0, "0", id="zero"),
        pytest.param(-5, "-5", id="negative"),
        pytest.param(Decimal("4E+5"), "400000", id="an exponent is written out"),
        pytest.param(Decimal("0.10"), "0.1", id="no needless nought"),
        pytest.param(Fraction(-1, 8), "-0.125", id="an eighth ends"),
        pytest.param(Fraction(48, 62), "24/31", id="a 31st does not"),
        pytest.param(10**30 + 1, "1" + "0" * 29 + "1", id="longer than a Decimal's usual context"),
    ],
)
def test_write_exact_reads_so(value: int | Decimal | Fraction, written: str) -> None:
    """A number is a decimal where it ends, else the fraction itself."""
    assert write_exact(value) == written


@pytest.mark.parametrize(
    ("bounds", "written", "inside", "outside"),
    [
        pytest.param(Bounds.point(5), "[5, 5]", [5], [4, 6], id="a point"),
        pytest.param(Bounds.of(1, 2), "[1, 2]", [1, Decimal("1.5"), 2], [0, 3], id="closed"),
        pytest.param(Bounds.of(1, 2, high_closed=False), "[1, 2)", [1], [2], id="half-open"),
        pytest.param(Bounds.of(1, 2, low_closed=False), "(1, 2]", [2], [1], id="the other half"),
        pytest.param(Bounds.above(3), "(3, +inf)", [FAR], [3, 2], id="above"),
        pytest.param(Bounds.above(3, closed=True), "[3, +inf)", [3], [2], id="at least"),
        pytest.param(Bounds.below(3), "[0, 3)", [0], [-1, 3], id="below, and never negative"),
        pytest.param(Bounds.below(3, closed=True), "[0, 3]", [0, 3], [-1], id="at most"),
        pytest.param(Bounds.of(None, None), "(-inf, +inf)", [-FAR, 0, FAR], [], id="anything"),
        pytest.param(Bounds(None, Fraction(1), True), "(-inf, 1]", [-FAR, 1], [2], id="from below"),
        pytest.param(Bounds.of(Decimal("0.1"), 1), "[0.1, 1]", [Decimal("0.1")], [0], id="exact"),
    ],
)
def test_bounds_read_as_written(
    bounds: Bounds, written: str, inside: list[Fraction], outside: list[Fraction]
) -> None:
    """Bounds hold what they say: a closed end, no open one, and an unbounded end is never closed."""
    assert str(bounds) == written
    assert all(number in bounds for number in inside)
    assert not any(number in bounds for number in outside)


@pytest.mark.parametrize(
    ("low", "high", "low_closed", "high_closed"),
    [
        pytest.param(2, 1, True, True, id="ends before it begins"),
        pytest.param(1, 1, False, True, id="open at its only number"),
        pytest.param(1, 1, True, False, id="open at the other side of it"),
        pytest.param(1, 1, False, False, id="open at both"),
    ],
)
def test_there_are_no_empty_bounds(
    low: int, high: int, low_closed: bool, high_closed: bool
) -> None:
    """Bounds that hold no number cannot be made."""
    with pytest.raises(ValueError, match="bounds end before they begin"):
        Bounds.of(low, high, low_closed=low_closed, high_closed=high_closed)


@pytest.mark.parametrize(
    ("bounds", "nearly"),
    [
        pytest.param(Bounds.point(5), True, id="a number"),
        pytest.param(
            round_outward(Bounds.point(1) / Bounds.point(3), 15), True, id="a third, written down"
        ),
        pytest.param(
            round_outward(Bounds.point(1) / Bounds.point(3), 6), False, id="a third, cut short"
        ),
        pytest.param(Bounds.of(5, 6), False, id="two numbers"),
        pytest.param(Bounds.above(5), False, id="no upper end"),
        pytest.param(Bounds.of(None, 5), False, id="no lower end"),
    ],
)
def test_a_number_that_had_to_be_rounded(bounds: Bounds, nearly: bool) -> None:
    """Bounds are nearly a point where only the rounding of a number that does not end parts them."""
    assert bounds.is_nearly_point == nearly


@given(any_bounds())
def test_a_point_is_one_number(bounds: Bounds) -> None:
    """Bounds are a point just where every number they hold is the same one."""
    assert bounds.is_point == (len(set(samples(bounds))) == 1)

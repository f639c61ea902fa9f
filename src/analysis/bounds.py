"""Bounds: what a printed figure says of a quantity, as an interval with open and closed ends.

Ends are exact fractions, so that no step of the arithmetic rounds. An end that is None is not
stated: 超180亿元 has no upper end. Rounding happens once, outward, when an end is written down.
Interval libraries are closed and of floats (mpmath), or know open ends and no arithmetic (portion).
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

# What open ends and rounded shares are taken to mean; the first is the default.
READINGS = ("strict", "conventional")

Number = int | Decimal | Fraction

# So many digits are written of a number that does not end, such as 698 / 0.41.
DIGITS = 15

# A corner of a computation: its place on the extended line, and whether the interval reaches it.
_Corner = tuple[Fraction | float, bool]


@dataclass(frozen=True, slots=True)
class Bounds:
    """An interval of numbers; an end that is None is unbounded, and an unbounded end is open.

    >>> print(Bounds.of(400_000, 500_000, low_closed=False, high_closed=False))
    (400000, 500000)
    >>> print(Bounds.above(180) / Bounds.point(64))
    (2.8125, +inf)
    >>> Bounds.of(2, 1)
    Traceback (most recent call last):
    ...
    ValueError: bounds end before they begin: [2, 1]
    """

    low: Fraction | None
    high: Fraction | None
    low_closed: bool = True
    high_closed: bool = True

    def __post_init__(self) -> None:
        """Refuse an empty interval; an unbounded end is never reached."""
        if self.low is None:
            object.__setattr__(self, "low_closed", False)
        if self.high is None:
            object.__setattr__(self, "high_closed", False)
        if self.low is None or self.high is None:
            return
        if self.low is self.high and self.low_closed and self.high_closed:
            return  # A point, by far the commonest bounds, needs no comparing.
        reached = self.low_closed and self.high_closed
        if self.low > self.high or (self.low == self.high and not reached):
            raise ValueError(f"bounds end before they begin: {self}")

    @classmethod
    def of(
        cls,
        low: Number | None,
        high: Number | None,
        *,
        low_closed: bool = True,
        high_closed: bool = True,
    ) -> "Bounds":
        """Return the bounds between two numbers, closed unless said otherwise."""
        return cls(
            None if low is None else Fraction(low),
            None if high is None else Fraction(high),
            low_closed,
            high_closed,
        )

    @classmethod
    def point(cls, value: Number) -> "Bounds":
        """Return [value, value]."""
        end = Fraction(value)
        return cls(end, end)

    @classmethod
    def above(cls, value: Number, *, closed: bool = False) -> "Bounds":
        """Return (value, +inf), or [value, +inf) when closed."""
        return cls.of(value, None, low_closed=closed)

    @classmethod
    def below(cls, value: Number, *, closed: bool = False) -> "Bounds":
        """Return [0, value), or [0, value] when closed: a printed magnitude is never negative."""
        return cls.of(0, value, high_closed=closed)

    @property
    def is_point(self) -> bool:
        """Whether the bounds allow one number only."""
        return self.low is not None and self.low == self.high

    @property
    def is_nearly_point(self) -> bool:
        """Whether the bounds are one number, or one that had to be rounded to be written down."""
        low, high = self.low, self.high
        return low is not None and high is not None and (high - low) * 10**9 <= abs(low)

    def __add__(self, other: "Bounds") -> "Bounds":
        """Return every sum of a number of each."""
        return _between(_plus(_low(self), _low(other)), _plus(_high(self), _high(other)))

    def __neg__(self) -> "Bounds":
        """Return the mirror image at zero."""
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return Bounds(low, high, self.high_closed, self.low_closed)

    def __sub__(self, other: "Bounds") -> "Bounds":
        """Return every difference of a number of each, the two being independent."""
        return self + -other

    def __mul__(self, other: "Bounds") -> "Bounds":
        """Return every product of a number of each."""
        corners = [
            _times(mine, theirs)
            for mine in (_low(self), _high(self))
            for theirs in (_low(other), _high(other))
        ]
        lowest = min(place for place, _ in corners)
        highest = max(place for place, _ in corners)
        return _between(
            (lowest, any(closed for place, closed in corners if place == lowest)),
            (highest, any(closed for place, closed in corners if place == highest)),
        )

    def reciprocal(self) -> "Bounds":
        """Return 1/x for every x but 0; unbounded where the bounds reach or cross zero.

        >>> print(Bounds.of(0, 4).reciprocal(), Bounds.of(-1, 4).reciprocal())
        [0.25, +inf) (-inf, +inf)
        >>> Bounds.point(0).reciprocal()
        Traceback (most recent call last):
        ...
        ZeroDivisionError: no number in [0, 0] has a reciprocal
        """
        if self.is_point and self.low == 0:
            raise ZeroDivisionError(f"no number in {self} has a reciprocal")
        below = self.low is None or self.low < 0
        above = self.high is None or self.high > 0
        if below and above:
            return Bounds(None, None)
        if above:
            return _between(_inverse(_high(self)), _inverse(_low(self)))
        return -(-self).reciprocal()

    def __truediv__(self, other: "Bounds") -> "Bounds":
        """Return every quotient of a number of each, division by 0 left out."""
        return self * other.reciprocal()

    def __contains__(self, value: Number) -> bool:
        """Whether a number lies within the bounds."""
        low_ok = self.low is None or self.low < value or (self.low_closed and self.low == value)
        high_ok = (
            self.high is None or value < self.high or (self.high_closed and self.high == value)
        )
        return low_ok and high_ok

    def __and__(self, other: "Bounds") -> "Bounds | None":
        """Return the bounds both allow, or None where they share no number.

        >>> print(Bounds.point(3) & Bounds.above(3), Bounds.above(3) & Bounds.of(1, 4))
        None (3, 4]
        """
        low = max(_low(self), _low(other), key=lambda end: (end[0], not end[1]))
        high = min(_high(self), _high(other))
        if low[0] > high[0] or (low[0] == high[0] and not (low[1] and high[1])):
            return None
        return _between(low, high)

    def within(self, other: "Bounds") -> bool:
        """Whether every number of these bounds lies in the other's."""
        return (self & other) == self

    def before(self, other: "Bounds") -> bool:
        """Whether every number of these bounds is smaller than every number of the other.

        >>> Bounds.below(3).before(Bounds.point(3)), Bounds.point(3).before(Bounds.point(3))
        (True, False)
        """
        if self.high is None or other.low is None:
            return False
        reached = self.high_closed and other.low_closed
        return self.high < other.low or (self.high == other.low and not reached)

    def whole(self) -> tuple[int | None, int | None]:
        """Return the smallest and largest whole number within; what a count may be.

        >>> Bounds.of(Decimal("1681.9"), 1724, high_closed=False).whole()
        (1682, 1723)
        """
        low = high = None
        if self.low is not None:
            low = math.ceil(self.low)
            low += low == self.low and not self.low_closed
        if self.high is not None:
            high = math.floor(self.high)
            high -= high == self.high and not self.high_closed
        return low, high

    @property
    def holds_whole(self) -> bool:
        """Whether any whole number lies within."""
        low, high = self.whole()
        return low is None or high is None or low <= high

    def __str__(self) -> str:
        """Return the bounds as statisticians write them: [1200, 1300), (180, +inf)."""
        low = "-inf" if self.low is None else write_exact(self.low)
        high = "+inf" if self.high is None else write_exact(self.high)
        return f"{'[' if self.low_closed else '('}{low}, {high}{']' if self.high_closed else ')'}"


def intersection(parts: Iterable[Bounds]) -> Bounds | None:
    """Return what all the bounds allow, or None where they share no number."""
    both: Bounds | None = Bounds(None, None)
    for part in parts:
        both = None if both is None else both & part
    return both


def write_exact(value: Number) -> str:
    """Return a number in full: a decimal where it ends, else the fraction itself.

    >>> write_exact(Fraction(1, 8)), write_exact(Fraction(48, 62)), write_exact(Decimal("4E+5"))
    ('0.125', '24/31', '400000')
    """
    fraction = value if isinstance(value, Fraction) else Fraction(value)
    if fraction.denominator == 1:
        return str(fraction.numerator)
    rest, places = fraction.denominator, 0
    for factor in (2, 5):
        power = 0
        while rest % factor == 0:
            rest, power = rest // factor, power + 1
        places = max(places, power)
    if rest != 1:
        return str(fraction)
    # Written by hand, since Decimal would round a number longer than its context.
    digits = f"{abs(fraction.numerator) * 10**places // fraction.denominator:0{places + 1}}"
    point = len(digits) - places
    sign = "-" if fraction < 0 else ""
    return f"{sign}{digits[:point]}.{digits[point:]}"


def round_outward(bounds: Bounds, digits: int) -> Bounds:
    """Return bounds whose ends have at most so many significant digits and hold the given ones.

    An end that had to move is open, since the quantity cannot reach it.

    >>> print(round_outward(Bounds.point(698) / Bounds.point(41), 4))
    (17.02, 17.03)
    """
    low, low_closed = _round_end(bounds.low, bounds.low_closed, digits, math.floor)
    high, high_closed = _round_end(bounds.high, bounds.high_closed, digits, math.ceil)
    return Bounds(low, high, low_closed, high_closed)


def in_decimals(bounds: Bounds) -> Bounds:
    """Return bounds whose ends are decimals that end, the same where they already are.

    >>> print(in_decimals(Bounds.point(1) / Bounds.point(3)), in_decimals(Bounds.point(8)))
    (0.333333333333333, 0.333333333333334) [8, 8]
    """
    ends = [end for end in (bounds.low, bounds.high) if end is not None]
    endless = any("/" in write_exact(end) for end in ends)
    return round_outward(bounds, DIGITS) if endless else bounds


def _round_end(
    end: Fraction | None, closed: bool, digits: int, rounding: Callable[[Fraction], int]
) -> tuple[Fraction | None, bool]:
    if not end:
        return end, closed
    places = digits - 1 - (Decimal(end.numerator) / Decimal(end.denominator)).adjusted()
    scale = Fraction(10) ** places
    rounded = rounding(end * scale) / scale
    return rounded, closed and rounded == end


def _low(bounds: Bounds) -> _Corner:
    return (-math.inf if bounds.low is None else bounds.low), bounds.low_closed


def _high(bounds: Bounds) -> _Corner:
    return (math.inf if bounds.high is None else bounds.high), bounds.high_closed


def _plus(one: _Corner, other: _Corner) -> _Corner:
    # Fraction + inf would pass through float and overflow for a huge fraction.
    for place, _ in (one, other):
        if isinstance(place, float):
            return place, False
    return one[0] + other[0], one[1] and other[1]


def _times(one: _Corner, other: _Corner) -> _Corner:
    # Zero times an end is zero, even an unbounded one, and reached if the zero itself is.
    if one[0] == 0 or other[0] == 0:
        zeros = [closed for place, closed in (one, other) if place == 0]
        return Fraction(0), any(zeros)
    if isinstance(one[0], float) or isinstance(other[0], float):
        return (math.inf if (one[0] > 0) == (other[0] > 0) else -math.inf), False
    return one[0] * other[0], one[1] and other[1]


def _inverse(end: _Corner) -> _Corner:
    place, closed = end
    if isinstance(place, float):
        return Fraction(0), False
    return (math.inf, False) if place == 0 else (1 / place, closed)


def _between(low: _Corner, high: _Corner) -> Bounds:
    return Bounds(
        None if isinstance(low[0], float) else low[0],
        None if isinstance(high[0], float) else high[0],
        low[1],
        high[1],
    )

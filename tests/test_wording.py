"""Figures in words: one table for each thing that is said, in both languages."""

from decimal import Decimal
from fractions import Fraction

import pytest

from analysis.bounds import Bounds
from analysis.figures import read_figure
from analysis.hedges import HEDGES
from analysis.units import UNITS
from analysis.wording import (
    ENGLISH_HEDGES,
    UNITS_IN_ENGLISH,
    english_unit,
    say_bounds,
    say_date,
    say_figure,
    say_interval,
    say_number,
)


@pytest.mark.parametrize(
    ("printed", "english"),
    [
        pytest.param("312家", "312", id="a measure word says nothing in English"),
        pytest.param("1家", "1", id="one"),
        pytest.param("超25亿元", "more than 2.5 billion yuan", id="more than"),
        pytest.param("70多万元", "between 700,000 and 800,000 yuan", id="more, after the number"),
        pytest.param("不少于3000万元", "at least 30 million yuan", id="at least"),
        pytest.param("最高奖励200万元", "at most 2 million yuan", id="at most"),
        pytest.param("不到5公里", "less than 5 km", id="less than, the number itself excluded"),
        pytest.param("近九成", "nearly 90%", id="nearly, in tenths"),
        pytest.param("约4.2万吨/年", "about 42,000 tonnes a year", id="about, a rate"),
        pytest.param("5万至8万元", "50,000 to 80,000 yuan", id="range"),
        pytest.param("超一半", "more than a half", id="a half"),
        pytest.param("0.8个百分点", "0.8 percentage points", id="points are no percent"),
        pytest.param("第三", "3rd", id="ordinal"),
        pytest.param("1.5倍", "1.5 times", id="times"),
        pytest.param("2021年3月", "March 2021", id="date"),
        pytest.param("2019—2022年", "2019 to 2022", id="period"),
        pytest.param("4G", "4G", id="a name stays as printed"),
    ],
)
def test_a_figure_in_words(printed: str, english: str) -> None:
    """English says what is printed, in full numbers; Chinese repeats the printed span."""
    figure = read_figure(printed)
    assert say_figure(figure, printed, "en") == english
    assert say_figure(figure, printed, "zh") == printed


def test_every_hedge_and_every_unit_but_measure_words_is_said_in_english() -> None:
    """A new hedge or unit is not left unsaid."""
    assert {hedge.hedge for hedge in HEDGES.values()} <= ENGLISH_HEDGES.keys()
    for unit, kind in UNITS.items():
        if kind == "count":
            assert english_unit(unit) == ""
        else:
            assert english_unit(unit)
            assert not any("一" <= char <= "鿿" for char in english_unit(unit)), unit


def test_no_unit_is_said_twice() -> None:
    """Each unit stands under one English word, and each is a unit that is read."""
    said = [unit for units in UNITS_IN_ENGLISH.values() for unit in units.split()]
    assert len(said) == len(set(said))
    assert [unit for unit in said if unit not in UNITS and f"个{unit}" not in UNITS] == []


@pytest.mark.parametrize(
    ("value", "unit", "chinese", "english"),
    [
        (Decimal(9_999), "元", "9999元", "9,999 yuan"),
        (Decimal(10_000), "元", "1万元", "10,000 yuan"),
        (Decimal(1_000_000), "元", "100万元", "1 million yuan"),
        (Decimal(123400000000), "元", "1234亿元", "123.4 billion yuan"),
        (Decimal("2.5"), "%", "2.5%", "2.5%"),
        (Decimal(0), "家", "0家", "0"),
    ],
)
def test_numbers_are_said_in_the_scales_of_each_language(
    value: Decimal, unit: str, chinese: str, english: str
) -> None:
    """Chinese counts by 万 and 亿, English by thousands, millions and billions."""
    assert (say_number(value, unit, "zh"), say_number(value, unit, "en")) == (chinese, english)


@pytest.mark.parametrize(
    ("bounds", "counts", "chinese", "english"),
    [
        pytest.param(Bounds.point(5), False, "5家", "5", id="a point"),
        pytest.param(Bounds.point(Fraction(1, 3)), False, "≈0.3333家", "≈ 0.3333", id="no end"),
        pytest.param(Bounds.above(5), False, "大于5家", "more than 5", id="open below"),
        pytest.param(Bounds.above(5), True, "至少6家", "at least 6", id="open below, whole"),
        pytest.param(Bounds.above(5, closed=True), False, "至少5家", "at least 5", id="closed"),
        pytest.param(Bounds.below(5), False, "不到5家", "less than 5", id="open above"),
        pytest.param(Bounds.below(5, closed=True), False, "至多5家", "at most 5", id="at most"),
        pytest.param(Bounds.of(0, None), False, "没有界限", "not bounded", id="nothing known"),
        pytest.param(Bounds(None, None), False, "没有界限", "not bounded", id="nothing at all"),
        pytest.param(Bounds.of(2, 4), False, "2—4家", "2 to 4", id="both ends"),
        pytest.param(
            Bounds.of(Decimal("1.2"), Decimal("1.8")),
            True,
            "没有整数满足",
            "no whole number fits",
            id="no whole number between",
        ),
        pytest.param(None, True, "没有数能同时满足", "no number fits", id="nothing fits"),
    ],
)
def test_bounds_in_words(bounds: Bounds | None, counts: bool, chinese: str, english: str) -> None:
    """A sentence says each end as it is, and only whole numbers where things are counted."""
    assert say_bounds(bounds, "家", "zh", counts=counts) == chinese
    assert say_bounds(bounds, "家", "en", counts=counts) == english


def test_intervals_keep_their_ends() -> None:
    """The evidence shows which ends are possible."""
    assert say_interval(read_figure("80余万元").bounds, "元", "zh") == "(80万, 90万)元"
    assert say_interval(Bounds(None, Fraction(3)), "%", "en") == "(−∞, 3]%"


@pytest.mark.parametrize(
    ("date", "chinese", "english"),
    [
        ("2021", "2021年", "2021"),
        ("2021-03", "2021年3月", "March 2021"),
        ("2021-03-09", "2021年3月9日", "9 March 2021"),
        ("XXXX-03-09", "3月9日（年份未印）", "9 March (year not printed)"),
        ("2021/2025", "2021年至2025年", "2021 to 2025"),
        ("", "", ""),
    ],
)
def test_dates_at_the_precision_printed(date: str, chinese: str, english: str) -> None:
    """A year stays a year, and a year that is not printed is said not to be."""
    assert (say_date(date, "zh"), say_date(date, "en")) == (chinese, english)

"""Numerals: examples the grammar was written on, held-out ones, look-alikes, and the way back."""

import re
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.numerals import (
    FORMAL,
    HANZI_DIGITS,
    MULTIPLIERS,
    NUMERAL,
    VAGUE,
    last_digit_unit,
    normalise,
    printed_resolution,
    read_numeral,
    read_vague,
)

# The forms the grammar names in its docstring.
WRITTEN_ON = [
    pytest.param("698", "698", id="digits"),
    pytest.param("1,234.5", "1234.5", id="commas by threes and a decimal"),
    pytest.param("3.5万", "35000", id="a decimal before 万"),
    pytest.param("６.５", "6.5", id="full width"),
    pytest.param("四百三十", "430", id="positions named"),
    pytest.param("二〇二三", "2023", id="digits in a row"),
    pytest.param("1亿2000万", "120000000", id="two sections"),
    pytest.param("七点三", "7.3", id="点 is the decimal point"),
    pytest.param("七点三五", "7.35", id="two decimals"),
    pytest.param("亿", "100000000", id="a myriad alone is one of it"),
]
# Forms nobody looked at while writing the grammar, by what is odd about each.
HELD_OUT = [
    pytest.param("零", "0", id="nought"),
    pytest.param("〇", "0", id="nought, round"),
    pytest.param("十", "10", id="十 alone"),
    pytest.param("十七", "17", id="十 without 一"),
    pytest.param("一十七", "17", id="十 with 一"),
    pytest.param("二十", "20", id="no ones"),
    pytest.param("两百", "200", id="两 for 二"),
    pytest.param("百", "100", id="百 alone, as in 百余家"),
    pytest.param("三百五", "350", id="short for 三百五十"),
    pytest.param("三百零五", "305", id="零 holds the place"),
    pytest.param("一千零五十", "1050", id="零 skips one place"),
    pytest.param("一千〇五", "1005", id="〇 for 零"),
    pytest.param("九千九百九十九", "9999", id="every place"),
    pytest.param("一万二", "12000", id="short for 一万二千"),
    pytest.param("一亿二", "120000000", id="short for 一亿二千万"),
    pytest.param("一万零二", "10002", id="零 forbids the short reading"),
    pytest.param("二十万三千", "203000", id="十 before 万"),
    pytest.param("一百二十三万四千五百六十七", "1234567", id="万 in the middle"),
    pytest.param("一亿零五万", "100050000", id="零 between sections"),
    pytest.param("三万五千亿", "3500000000000", id="万 and 亿 count together"),
    pytest.param("3万5千亿", "3500000000000", id="the same in digits"),
    pytest.param("1万亿", "1000000000000", id="万 times 亿"),
    pytest.param("一亿亿", "10000000000000000", id="亿 times 亿"),
    pytest.param("十点五万", "105000", id="点 and 万"),
    pytest.param("3千", "3000", id="digits and 千"),
    pytest.param("5百万", "5000000", id="digits, 百 and 万"),
    pytest.param("3万5000", "35000", id="digits after 万"),
    pytest.param("12,345,678", "12345678", id="two commas"),
    pytest.param("１，２３４", "1234", id="a full-width comma"),
    pytest.param("0.50", "0.5", id="a nought that says nothing"),
    pytest.param("007", "7", id="leading noughts"),
    pytest.param("3百万", "3000000", id="digits, 百 and 万"),
    pytest.param("3百亿", "30000000000", id="digits, 百 and 亿"),
    pytest.param("3千万", "30000000", id="digits, 千 and 万"),
    pytest.param("1,200百", "120000", id="a comma and 百"),
    pytest.param("1,200千", "1200000", id="a comma and 千"),
    pytest.param("1,200万", "12000000", id="a comma and 万"),
    pytest.param("1,200亿", "120000000000", id="a comma and 亿"),
    pytest.param("1,200亿3,000万", "120030000000", id="commas in two sections"),
    pytest.param("万亿", "1000000000000", id="two myriads alone"),
    pytest.param("亿五千万", "150000000", id="a myriad alone before a section"),
    pytest.param("万五", "15000", id="the same of 万"),
    pytest.param("亿三千万五百", "130000500", id="a myriad alone before two sections"),
]
REFUSED = [
    pytest.param("", id="nothing"),
    pytest.param("家", id="a unit"),
    pytest.param("1,23", id="a comma out of place"),
    pytest.param("1234,567", id="a comma after four digits"),
    pytest.param("1.", id="a point and nothing after it"),
    pytest.param(".5", id="a point and nothing before it"),
    pytest.param("1.2.3", id="a version"),
    pytest.param("几", id="a few"),
    pytest.param("几十", id="some tens, which is no number"),
    pytest.param("数百", id="some hundreds"),
    pytest.param("十几", id="ten and some"),
    pytest.param("半", id="a half"),
    pytest.param("第三", id="a rank"),
    pytest.param("-5", id="a sign"),
    pytest.param("三点", id="three o'clock"),
    pytest.param("点五", id="点 and nothing before it"),
    pytest.param("两三", id="two or three"),
    pytest.param("三五", id="three to five"),
    pytest.param("一万二三", id="twelve or thirteen thousand"),
    pytest.param("三四十", id="thirty or forty"),
    pytest.param("十七八", id="seventeen or eighteen"),
    pytest.param("十百", id="positions that rise"),
    pytest.param("一千二千", id="one position twice"),
    pytest.param("五千万三亿", id="a greater section after 千万"),
    pytest.param("一万二万", id="one myriad twice"),
    pytest.param("1万20000亿", id="two myriads where the second begins"),
    pytest.param("一万二亿", id="12000亿 or 10002亿"),
    pytest.param("2万5", id="25000 or 20005"),
    pytest.param("5三", id="a hanzi digit after digits"),
    pytest.param("1e3", id="an exponent"),
    pytest.param("5 000", id="a space within"),
    pytest.param("½", id="a fraction in one sign"),
]


@pytest.mark.parametrize(("printed", "value"), WRITTEN_ON + HELD_OUT)
def test_a_numeral_has_its_value(printed: str, value: str) -> None:
    """A numeral is read as the exact number it writes."""
    assert str(read_numeral(printed)) == value


@pytest.mark.parametrize("printed", REFUSED)
def test_a_look_alike_is_refused(printed: str) -> None:
    """What is no numeral, or may be two, has no value."""
    assert read_numeral(printed) is None


def test_a_point_of_percent_is_no_hundred() -> None:
    """3百分点 is three points: its 百 belongs to the unit."""
    for printed, numeral in (("3百分点", "3"), ("3百家", "3百")):
        seen = re.match(NUMERAL, printed)
        assert seen is not None
        assert seen[0] == numeral


DIGITS = "零一二三四五六七八九"
PLACES = ["", "十", "百", "千"]
SECTIONS = ["", "万", "亿", "万亿"]


def in_hanzi(number: int) -> str:
    """A whole number up to 10^16 as a Chinese text writes it, section by section from the right."""
    if number == 10**16:
        return "一亿亿"
    if number >= 10**8:
        above, rest = divmod(number, 10**8)
        return in_hanzi(above) + "亿" + (nought(rest, 10**7) + in_hanzi(rest) if rest else "")
    if number >= 10**4:
        above, rest = divmod(number, 10**4)
        return in_hanzi(above) + "万" + (nought(rest, 10**3) + in_hanzi(rest) if rest else "")
    digits = [int(digit) for digit in str(number)]
    written = ""
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit:
            written += DIGITS[digit] + PLACES[place]
        elif written and not written.endswith("零") and number % 10**place:
            written += "零"
    return written or "零"


def nought(rest: int, full: int) -> str:
    """The 零 that stands before a section whose first place is empty."""
    return "零" if rest < full else ""


@pytest.mark.parametrize(
    ("number", "written"),
    [
        pytest.param(0, "零", id="nought"),
        pytest.param(1050, "一千零五十", id="零 once"),
        pytest.param(10_002, "一万零二", id="零 after 万"),
        pytest.param(3_500_000_000_000, "三万五千亿", id="万 before 亿"),
        pytest.param(1_000_500_000_000, "一万零五亿", id="亿 is written once"),
    ],
)
def test_the_writer_writes_chinese(number: int, written: str) -> None:
    """The writer these tests use writes as people do."""
    assert in_hanzi(number) == written


@given(st.integers(0, 10**16))
def test_hanzi_round_trip(number: int) -> None:
    """Any whole number up to 10^16, written in Chinese and read back, is itself."""
    assert read_numeral(in_hanzi(number)) == number


@given(st.integers(0, 9999), st.integers(1, 9))
def test_a_leading_one_may_be_left_out(number: int, ones: int) -> None:
    """十七 and 一十七 are one number, wherever ten to nineteen stand at the front."""
    written = in_hanzi(10 + ones) + "万" + (in_hanzi(number) if number >= 1000 else "")
    assert read_numeral(written) == read_numeral(written.removeprefix("一"))


@given(st.decimals(0, 10**16, allow_nan=False, allow_infinity=False, places=4))
def test_arabic_round_trip(value: Decimal) -> None:
    """Any decimal, with commas or without, narrow or full width, is itself when read back."""
    narrow = f"{value:f}"
    for written in (narrow, f"{value:,f}", full_width(narrow), full_width(f"{value:,f}")):
        assert read_numeral(written) == value


def full_width(text: str) -> str:
    """The text in the full-width forms that stand 0xFEE0 above ASCII."""
    return "".join(chr(ord(char) + 0xFEE0) for char in text)


@given(st.decimals(1, 9999, allow_nan=False, allow_infinity=False, places=2), st.integers(0, 5))
def test_multipliers_multiply(value: Decimal, chosen: int) -> None:
    """A multiplier after digits multiplies them exactly."""
    printed = ["百", "千", "万", "亿", "百万", "万亿"][chosen]
    factor = [100, 1000, 10**4, 10**8, 10**6, 10**12][chosen]
    assert read_numeral(f"{value:f}{printed}") == value * factor


def test_no_digit_is_rounded() -> None:
    """A numeral longer than a Decimal's usual context keeps every digit."""
    assert str(read_numeral("1" * 60)) == "1" * 60
    assert str(read_numeral("1" * 40 + ".5")) == "1" * 40 + ".5"


@pytest.mark.parametrize("char", sorted(HANZI_DIGITS | MULTIPLIERS))
def test_each_character_of_the_tables_is_read(char: str) -> None:
    """Each digit and each multiplier has its value where it stands alone or after a digit."""
    if char in HANZI_DIGITS:
        assert read_numeral(char) == HANZI_DIGITS[char]
    else:
        assert read_numeral(f"三{char}") == 3 * MULTIPLIERS[char]


@pytest.mark.parametrize("char", ["1", "一", "千", "一万", "1,000"])
def test_a_long_row_is_read_in_one_way(char: str) -> None:
    """A long row of digits that is no numeral is refused at once, not after trying every division."""
    started = perf_counter()
    assert read_numeral(char * 2000 + "家") is None
    assert perf_counter() - started < 5


# Formal and traditional signs, each with the plain one, written a second time.
FORMAL_SIGNS = (
    "壹一 贰二 貳二 叁三 參三 肆四 伍五 陆六 陸六 柒七 捌八 玖九 拾十 佰百 仟千 圆元 圓元"
)


def test_each_formal_sign() -> None:
    """A formal or traditional sign is read as the plain one; a new one needs its pair here."""
    pairs = {pair[0]: pair[1] for pair in FORMAL_SIGNS.split()}
    assert pairs == {chr(sign): chr(plain) for sign, plain in FORMAL.items()}
    assert str(read_numeral("叁佰贰拾萬伍仟")) == "3205000"


@given(st.text())
def test_normalise_keeps_offsets(text: str) -> None:
    """The narrowed text has the same number of characters, so that offsets stay true."""
    assert len(normalise(text)) == len(text)


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        pytest.param("400000", "100000", id="one digit and noughts"),
        pytest.param("6000", "1000", id="as in 6000多"),
        pytest.param("270", "10", id="two digits and a nought"),
        pytest.param("11", "1", id="no nought"),
        pytest.param("3.5", "0.1", id="a decimal"),
        pytest.param("3.50", "0.1", id="a printed nought is not the last non-zero digit"),
    ],
)
def test_last_digit_unit(value: str, unit: str) -> None:
    """One unit of the last non-zero digit is what 余 and 多 leave open."""
    assert last_digit_unit(Decimal(value)) == Decimal(unit)


def test_zero_leaves_nothing_open() -> None:
    """Zero has no non-zero digit, which is an error and no answer."""
    with pytest.raises(ValueError, match="zero has no non-zero digit"):
        last_digit_unit(Decimal(0))


@pytest.mark.parametrize(
    ("printed", "resolution"),
    [
        pytest.param("77", "1", id="no decimals"),
        pytest.param("96.67", "0.01", id="two decimals"),
        pytest.param("96.60", "0.01", id="a printed nought counts"),
        pytest.param("９６.６", "0.1", id="full width"),
        pytest.param("七点三", "0.1", id="点"),
        pytest.param("七十七", "1", id="hanzi without decimals"),
    ],
)
def test_printed_resolution(printed: str, resolution: str) -> None:
    """One unit of the last printed digit is what a rounded share was rounded to."""
    assert printed_resolution(printed) == Decimal(resolution)


# Vague numerals: what they allow, and what is odd about each.
VAGUE_ONES = [
    pytest.param("几十", "[20, 100)", id="some tens: from twenty, below a hundred"),
    pytest.param("数十", "[20, 100)", id="数 is 几"),
    pytest.param("几百", "[200, 1000)", id="some hundreds"),
    pytest.param("数千", "[2000, 10000)", id="some thousands"),
    pytest.param("几万", "[20000, 100000)", id="some myriads"),
    pytest.param("几亿", "[200000000, 1000000000)", id="some hundred millions"),
    pytest.param("几十万", "[200000, 1000000)", id="both multiply"),
    pytest.param("数百亿", "[20000000000, 100000000000)", id="the same of 亿"),
    pytest.param("几万亿", "[2000000000000, 10000000000000)", id="two myriads"),
    pytest.param("十几", "(10, 20)", id="more than ten, less than twenty"),
    pytest.param("二十几", "(20, 30)", id="more than twenty"),
    pytest.param("十几万", "(100000, 200000)", id="the same of 万"),
    pytest.param("三十几亿", "(3000000000, 4000000000)", id="the same of 亿"),
    pytest.param("一百几十", "(100, 200)", id="more than a hundred"),
    pytest.param("20几", "(20, 30)", id="digits before 几"),
    pytest.param("两三", "[2, 3]", id="one or the next"),
    pytest.param("三两", "[2, 3]", id="one or the one before, of these two only"),
    pytest.param("两三百", "[200, 300]", id="of hundreds"),
    pytest.param("三四十", "[30, 40]", id="of tens"),
    pytest.param("七八万", "[70000, 80000]", id="of myriads"),
    pytest.param("十七八", "[17, 18]", id="after ten"),
    pytest.param("二十五六", "[25, 26]", id="after twenty"),
    pytest.param("十七八万", "[170000, 180000]", id="after ten, of myriads"),
    pytest.param("一百二三十", "[120, 130]", id="after a hundred, of tens"),
    pytest.param("三五", "[3, 5]", id="three to five"),
    pytest.param("五六千亿", "[500000000000, 600000000000]", id="two multipliers"),
    pytest.param("几千万", "[20000000, 100000000)", id="some ten millions"),
    pytest.param("十几百万", "(10000000, 20000000)", id="ten and some, of a million"),
    pytest.param("十几千", "(10000, 20000)", id="the same of thousands"),
    pytest.param("十几亿", "(1000000000, 2000000000)", id="the same of 亿"),
    pytest.param("两百几十", "(200, 300)", id="more than two hundred"),
    pytest.param("一百二十几", "(120, 130)", id="after a hundred and twenty"),
    pytest.param("一千七八百", "[1700, 1800]", id="after a thousand, of hundreds"),
    pytest.param("两百二十五六", "[225, 226]", id="after a hundred and twenty"),
]


@pytest.mark.parametrize(("printed", "allows"), VAGUE_ONES)
def test_a_vague_numeral_allows_an_interval(printed: str, allows: str) -> None:
    """A vague numeral reaches over an interval, whose ends it reaches only where it names them."""
    vague = read_vague(printed)
    assert vague is not None
    brackets = "[" if vague.low_closed else "(", "]" if vague.high_closed else ")"
    assert f"{brackets[0]}{vague.low}, {vague.high}{brackets[1]}" == allows
    seen = re.match(VAGUE, f"{printed}家")
    assert seen is not None
    assert seen[0] == printed
    assert read_numeral(printed) is None


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param("", id="nothing"),
        pytest.param("几", id="a few, of nothing"),
        pytest.param("数", id="some, of nothing"),
        pytest.param("几何", id="a word"),
        pytest.param("三二", id="digits that fall"),
        pytest.param("三三", id="one digit twice"),
        pytest.param("十三两", id="the one before, after a ten"),
        pytest.param("二十三", id="23"),
        pytest.param("三百", id="300"),
        pytest.param("二三四", id="three digits"),
        pytest.param("十二三十", id="digits that rise above the ten before them"),
        pytest.param("几家", id="a unit"),
        pytest.param("百几", id="no such numeral"),
        pytest.param("23几", id="no round number before 几"),
    ],
)
def test_a_look_alike_is_not_vague(printed: str) -> None:
    """What is a number, or none at all, is no vague numeral."""
    assert read_vague(printed) is None


@given(st.sampled_from("十百千万亿"), st.integers(1, 8), st.integers(1, 9))
def test_neighbouring_digits(place: str, one: int, more: int) -> None:
    """Two digits that rise before a multiplier are the numbers they would be each alone."""
    digits = DIGITS[one] + DIGITS[min(one + more, 9)]
    vague = read_vague(digits + place)
    if digits not in {"一二", "二三", "三四", "四五", "五六", "六七", "七八", "八九", "三五"}:
        assert vague is None  # Nobody says 一三家.
        return
    assert vague is not None
    assert (vague.low, vague.high) == tuple(read_numeral(digit + place) for digit in digits)


@given(st.text("几数一二三四五六七八九十百千万亿两0123456789点", max_size=9))
def test_a_numeral_is_exact_or_vague(printed: str) -> None:
    """Nothing is both a number and a vague numeral, and an interval never ends before it begins."""
    exact, vague = read_numeral(printed), read_vague(printed)
    assert exact is None or vague is None
    assert vague is None or vague.low < vague.high

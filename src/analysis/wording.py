"""Figures in words: what a printed span or computed bounds say, in Chinese and in English."""

import math
from fractions import Fraction

from .bounds import Bounds, Number, round_outward, write_exact
from .figures import Figure
from .hedges import HEDGES

# Units as English says them after a number; a measure word says nothing, its noun stands elsewhere.
ENGLISH_UNITS = {
    "元": "yuan",
    "美元": "US dollars",
    "欧元": "euros",
    "港元": "Hong Kong dollars",
    "日元": "yen",
    "英镑": "pounds",
    "%": "%",
    "个百分点": "percentage points",
    "百分点": "percentage points",
    "吨": "tonnes",
    "公斤": "kg",
    "千克": "kg",
    "公里": "km",
    "千米": "km",
    "米": "m",
    "亩": "mu",
    "公顷": "hectares",
    "平方米": "square metres",
    "平方公里": "square kilometres",
    "立方米": "cubic metres",
    "千瓦": "kW",
    "千瓦时": "kWh",
    "兆瓦": "MW",
    "倍": "times",
    "年": "years",
    "周年": "years",
    "个月": "months",
    "天": "days",
    "小时": "hours",
    "周": "weeks",
    "分钟": "minutes",
    "秒": "seconds",
    "厘米": "cm",
    "毫米": "mm",
    "升": "litres",
    "吨标准煤": "tonnes of standard coal",
}
ENGLISH_PER = {
    "年": "a year",
    "月": "a month",
    "日": "a day",
    "天": "a day",
    "小时": "an hour",
    "人": "a head",
    "亩": "a mu",
}

# Hedge -> how it is said; {} is the number with its unit. None of them is said of bounds.
ENGLISH_HEDGES = {
    "exact": "{}",
    "more_than": "more than {}",
    "at_least": "at least {}",
    "at_most": "at most {}",
    "nearly": "nearly {}",
    "approx": "about {}",
}


_ALL = 15  # A printed figure keeps every digit; only what is computed is rounded.


def say_figure(figure: Figure, printed: str, lang: str) -> str:
    """Return a printed figure as a sentence says it; in Chinese it is the printed span itself.

    >>> from analysis.figures import read_figure
    >>> [say_figure(read_figure(t), t, "en") for t in ("超180亿元", "6000多名", "近41%", "超一半")]
    ['more than 18 billion yuan', '6,000-odd', 'nearly 41%', 'more than a half']
    """
    if lang == "zh":
        return printed
    if figure.kind == "ordinal" and figure.value is not None:
        return english_ordinal(int(figure.value))
    if figure.bounds is None:
        return say_date(figure.date, lang) or printed
    if figure.hedge == "range":
        return say_bounds(figure.bounds, figure.unit, lang, digits=_ALL)
    return _say_hedged(figure, lang)


def _say_hedged(figure: Figure, lang: str) -> str:
    assert figure.value is not None  # Only dates, names and ranges have none.
    number = say_number(figure.value, figure.unit, lang)
    if figure.hedge_word and HEDGES[figure.hedge_word].place == "more" and figure.bounds:
        odd = figure.kind == "count" and number.replace(",", "").isdigit()
        within = say_bounds(figure.bounds, figure.unit, lang, digits=_ALL)
        return f"{number}-odd" if odd else f"between {within.replace(' to ', ' and ')}"
    words = ENGLISH_HEDGES[figure.hedge]
    if figure.hedge == "at_most" and figure.bounds and not figure.bounds.high_closed:
        words = "less than {}"
    half = figure.kind == "ratio" and figure.value == Fraction(1, 2)
    return words.format("a half" if half else number)


def say_number(value: Number, unit: str, lang: str) -> str:
    """Return a number with its unit, in full: 18 billion yuan, 180亿元.

    >>> from decimal import Decimal
    >>> say_number(18_000_000_000, "元", "en"), say_number(18_000_000_000, "元", "zh")
    ('18 billion yuan', '180亿元')
    >>> say_number(Decimal("35000"), "吨/年", "en"), say_number(Decimal("35000"), "吨/年", "zh")
    ('35,000 tonnes a year', '3.5万吨/年')
    """
    number = _scaled(value, lang)
    if lang == "zh":
        return f"{number}{unit}"
    first, _, per = unit.partition("/")
    words = ENGLISH_UNITS.get(first, "")
    rate = f" {ENGLISH_PER[per]}" if per in ENGLISH_PER else ""
    if words == "%":
        return f"{number}%"
    if value == 1 and words.endswith("s"):
        words = words.removesuffix("s")
    return f"{number} {words}".rstrip() + rate


_SCALES = {
    "zh": ((10**8, "亿"), (10**4, "万")),
    "en": ((10**9, " billion"), (10**6, " million")),
}


def _scaled(value: Number, lang: str) -> str:
    number = Fraction(value)
    for scale, word in _SCALES[lang]:
        if abs(number) >= scale:
            return f"{_grouped(number / scale, lang)}{word}"
    return _grouped(number, lang)


def _grouped(value: Fraction, lang: str) -> str:
    text = write_exact(value)
    whole, dot, decimals = text.partition(".")
    if lang == "zh" or "/" in text:
        return text
    return f"{int(whole):,}{dot}{decimals}"


def say_bounds(
    bounds: Bounds | None, unit: str, lang: str, *, counts: bool = False, digits: int = 4
) -> str:
    """Return bounds as a reader is told them, rounded outward to so many digits.

    With `counts` only whole numbers are possible, and the smallest and largest are told.

    >>> from decimal import Decimal
    >>> say_bounds(Bounds.of(Decimal("1681.9"), Decimal("1723.5")), "家", "en", counts=True)
    '1,682 to 1,723'
    >>> say_bounds(Bounds.above(281_250_000), "元/家", "zh")
    '大于2.812亿元/家'
    >>> say_bounds(None, "家", "en"), say_bounds(Bounds.of(0, None), "家", "en")
    ('no number fits', 'not bounded')
    """
    if bounds is None:
        return "没有数能同时满足" if lang == "zh" else "no number fits"
    if counts and (bounds.low is None or bounds.low > 0 or bounds.high is not None):
        low, high = bounds.whole()
        if low is not None and high is not None and low > high:
            return "没有整数满足" if lang == "zh" else "no whole number fits"
        bounds = Bounds.of(low, high)
    elif bounds.low is not None and bounds.is_nearly_point:
        return say_point(bounds.low, unit, lang)
    else:
        bounds = round_outward(bounds, digits)
    return _say_ends(bounds, unit, lang)


def say_interval(bounds: Bounds | None, unit: str, lang: str) -> str:
    """Return bounds in the notation of intervals, each end as it is: (40万, 50万)元.

    >>> say_interval(Bounds.above(18_000_000_000), "元", "en")
    '(18 billion, +∞) yuan'
    >>> say_interval(Bounds.of(698, 698), "家", "zh"), say_interval(None, "", "zh")
    ('698家', '—')
    """
    if bounds is None:
        return "—"
    if bounds.low is not None and bounds.is_point:
        return say_number(bounds.low, unit, lang)
    low = "−∞" if bounds.low is None else _scaled(bounds.low, lang)
    high = "+∞" if bounds.high is None else _scaled(bounds.high, lang)
    ends = f"{'[' if bounds.low_closed else '('}{low}, {high}{']' if bounds.high_closed else ')'}"
    words = unit if lang == "zh" else say_number(0, unit, lang).removeprefix("0").strip()
    return f"{ends}{words}" if lang == "zh" or words == "%" else f"{ends} {words}".rstrip()


def say_point(value: Fraction, unit: str, lang: str) -> str:
    """Return one number, marked as rounded where it does not end within four digits.

    >>> say_point(Fraction(48, 62) * 100, "%", "en"), say_point(Fraction(5, 2), "%", "en")
    ('≈ 77.42%', '2.5%')
    """
    if _digits(value) <= 6:
        return say_number(value, unit, lang)
    scale = Fraction(10) ** (3 - math.floor(math.log10(abs(value))))
    return f"≈ {say_number(round(value * scale) / scale, unit, lang)}"


def _digits(value: Fraction) -> int:
    text = write_exact(value)
    return 99 if "/" in text else len(text.replace(".", "").strip("0"))


def _say_ends(bounds: Bounds, unit: str, lang: str) -> str:
    low, high = bounds.low, bounds.high
    zh = lang == "zh"
    if (low is None or low == 0) and high is None:
        return "没有界限" if zh else "not bounded"
    if low is not None and low == high:
        return say_number(low, unit, lang)
    if low is None or (low == 0 and high is not None):
        word = (
            ("至多" if zh else "at most ")
            if bounds.high_closed
            else ("不到" if zh else "less than ")
        )
        return word + say_number(high or 0, unit, lang)
    if high is None:
        word = (
            ("至少" if zh else "at least ")
            if bounds.low_closed
            else ("大于" if zh else "more than ")
        )
        return word + say_number(low, unit, lang)
    if zh:
        return f"{say_number(low, '', lang)}—{say_number(high, unit, lang)}"
    return f"{say_number(low, '', lang)} to {say_number(high, unit, lang)}"


def sentence_case(words: str) -> str:
    """Return words with their first letter large, the others as they are.

    >>> sentence_case("IP pledge financing"), sentence_case("patents held")
    ('IP pledge financing', 'Patents held')
    """
    return words[:1].upper() + words[1:]


def english_ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 11th.

    >>> [english_ordinal(n) for n in (1, 2, 11, 23)]
    ['1st', '2nd', '11th', '23rd']
    """
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 not in {11, 12, 13} else 0)
    return f"{number}{ending or 'th'}"


def say_date(date: str, lang: str) -> str:
    """Return an ISO-like date as a reader is told it, at the precision printed.

    >>> say_date("2022-12", "en"), say_date("XXXX-10-07", "zh"), say_date("2023/2027", "en")
    ('December 2022', '10月7日（年份未印）', '2023 to 2027')
    """
    first, _, last = date.partition("/")
    if last:
        to = "至" if lang == "zh" else " to "
        return f"{_say_point_in_time(first, lang)}{to}{_say_point_in_time(last, lang)}"
    return _say_point_in_time(first, lang) if date else ""


_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def _say_point_in_time(point: str, lang: str) -> str:
    year, month, day = (*point.split("-"), "", "")[:3]
    if lang == "zh":
        words = "".join((f"{year}年" if year.isdigit() else "", f"{int(month)}月" if month else ""))
        words += f"{int(day)}日" if day else ""
        return words if year.isdigit() else f"{words}（年份未印）"
    words = " ".join(
        part for part in (day.lstrip("0"), _MONTHS[int(month) - 1] if month else "") if part
    )
    return f"{words} {year}".strip() if year.isdigit() else f"{words} (year not printed)"

"""A printed figure: from 超180亿元 to a kind, a unit, a hedge and bounds, by the tables below.

    figure   = date | duration | ordinal | part | range | quantity | name
    part     = lead? (百分之七点三 | 三分之二 | 一半 | 三成) trail?
    range    = numeral unit? to numeral unit                    5万至8万元, 20—30万元, 20%—30%
    quantity = lead? numeral more? multiplier? unit trail?      超 180亿 元; 40 余 万 元; 亿 元 以上

A printed magnitude is never negative: whether something rose or fell stands outside the figure.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from .bounds import Bounds
from .numerals import NUMERAL, last_digit_unit, normalise, printed_resolution, read_numeral
from .periods import read_date, read_plan

KINDS = (
    "count",
    "money",
    "percent",
    "percentage_points",
    "physical",
    "ratio",
    "ordinal",
    "date",
    "period",
    "duration",
    "name",
)

# Unit -> kind. 万 and 亿 belong to the number and are no units.
UNITS = {
    unit: kind
    for kind, units in {
        "count": "家 个 项 名 位 人 人次 户 件 种 条 台 套 所 座 只 篇 批 次 例 支 场 "
        "门 艘 辆 株 头 处 间 幢 栋 份 笔 张 本 部 款 类 大",
        "money": "元 美元 欧元 港元 日元 英镑",
        "percent": "%",
        "percentage_points": "个百分点 百分点",
        "physical": "吨 公斤 千克 公里 千米 米 厘米 毫米 亩 公顷 平方米 平方公里 立方米 升 "
        "千瓦 千瓦时 兆瓦 吨标准煤",
        "ratio": "倍",
        "duration": "年 周年 个月 周 天 小时 分钟 秒",
    }.items()
    for unit in units.split()
}
PER = ("年", "月", "日", "天", "小时", "人", "亩")  # A rate keeps its unit whole: 吨/年.


class Hedge(NamedTuple):
    """Where a hedge word stands, what it says, and whether the number itself is allowed."""

    place: str
    hedge: str
    closed: bool = False


HEDGES = {
    "超": Hedge("lead", "more_than"),
    "超过": Hedge("lead", "more_than"),
    "逾": Hedge("lead", "more_than"),
    "突破": Hedge("lead", "more_than"),
    "余": Hedge("more", "more_than"),
    "多": Hedge("more", "more_than"),
    "以上": Hedge("trail", "at_least", closed=True),
    "不低于": Hedge("lead", "at_least", closed=True),
    "不少于": Hedge("lead", "at_least", closed=True),
    "至少": Hedge("lead", "at_least", closed=True),
    "最高": Hedge("lead", "at_most", closed=True),
    "最多": Hedge("lead", "at_most", closed=True),
    "至多": Hedge("lead", "at_most", closed=True),
    "不超过": Hedge("lead", "at_most", closed=True),
    "以下": Hedge("trail", "at_most", closed=True),
    "以内": Hedge("trail", "at_most", closed=True),
    "不到": Hedge("lead", "at_most"),
    "不足": Hedge("lead", "at_most"),
    "低于": Hedge("lead", "at_most"),
    "近": Hedge("lead", "nearly"),
    "将近": Hedge("lead", "nearly"),
    "接近": Hedge("lead", "nearly"),
    "约": Hedge("lead", "approx"),
    "大约": Hedge("lead", "approx"),
    "左右": Hedge("trail", "approx"),
    "上下": Hedge("trail", "approx"),
}
CEILING_VERBS = ("奖励", "补助", "补贴", "资助", "支持")  # 最高奖励500万元: the verb is inside.

# What holds a numeral and is no quantity, by the form that shows it.
NAME_FORMS = {
    "generation": r"\d+G",  # 5G
    "model": r"\d+(?:\+(?:\d+|N))+",  # 2+1+N
    "five-year plan": r"(?:十?[一二三四五六七八九]|十)五",  # 十四五
    # 一区六园, 两中心一基地; but 三千五百 is a number.
    "numbered parts": f"(?:[一二两三四五六七八九](?!{NUMERAL})[一-鿿]{{1,2}}){{2}}",
    "path": r"从\d+到\d+",  # 从0到1
    "pairing": r"[一多]对[一多]",
    "one stop": r"一站式",
    "grade": r"[一二三]等奖",
    "places named together": r"[一-鿿]{1,4}[两三四五六七八九][区市县省]",  # 兰白两区
}


@dataclass(frozen=True, slots=True)
class Figure:
    """What a printed span says: a value and its bounds in base units (家, 元, %), or a date.

    `step` is how far a hedge may reach by convention: one unit of the last non-zero digit, at most
    a tenth of the value, at least one of what is counted. `resolution` is one unit of the last
    printed digit of a percentage.
    """

    kind: str
    value: Fraction | None = None
    bounds: Bounds | None = None
    unit: str = ""
    hedge: str = "exact"
    hedge_word: str = ""
    date: str = ""
    step: Fraction = Fraction(0)
    resolution: Fraction = Fraction(0)


@lru_cache(maxsize=65_536)  # Printed spans repeat: a corpus says 2023年 and 3个 again and again.
def read_figure(printed: str, implied_unit: str = "") -> Figure:
    """Return what a printed span says; `implied_unit` is the unit its sentence leaves out.

    Raises ValueError where the span is no figure of a known form.

    >>> print(read_figure("40余万元").bounds, read_figure("超180亿元").bounds)
    (400000, 500000) (18000000000, +inf)
    >>> print(read_figure("不到3公里").bounds, read_figure("亿元以上").bounds)
    [0, 3) [100000000, +inf)
    >>> read_figure("2022年12月").date, read_figure("十四五").kind
    ('2022-12', 'name')
    >>> read_figure("23亿")
    Traceback (most recent call last):
    ...
    ValueError: 「23亿」 is a number without a unit; name the unit its sentence implies
    """
    text = normalise(printed).replace(" ", "")
    for read in (
        _read_date,
        _read_ordinal,
        _read_half_duration,
        _read_part,
        _read_range,
        _read_quantity,
    ):
        figure = read(text)
        if figure is not None:
            return figure
    figure = _read_quantity(text + implied_unit) or _read_name(text)  # 十五 may count 家.
    if figure is not None:
        return figure
    if read_numeral(text) is not None:
        raise ValueError(
            f"「{printed}」 is a number without a unit; name the unit its sentence implies"
        )
    raise ValueError(f"「{printed}」 is no figure of a known form")


def _read_date(text: str) -> Figure | None:
    date = read_date(text)
    return None if date is None else Figure("period" if "/" in date else "date", date=date)


def _read_ordinal(text: str) -> Figure | None:
    match = _ORDINAL.fullmatch(text)
    value = match and read_numeral(match["numeral"] or match["phase"])
    if value is None:
        return None
    return Figure("ordinal", Fraction(value), Bounds.point(value))


def _read_half_duration(text: str) -> Figure | None:
    match = _HALF_DURATION.fullmatch(text)
    whole = match and (read_numeral(match["numeral"]) if match["numeral"] else 0)
    if match is None or whole is None:
        return None
    value = Fraction(whole) + Fraction(1, 2)
    return Figure("duration", value, Bounds.point(value), match["unit"] or match["bare"])


def _read_part(text: str) -> Figure | None:
    match = _PART.fullmatch(text)
    if match is None:
        return None
    if match["half"]:
        return _hedged(match, "ratio", "", Fraction(1, 2), Fraction(1, 2))
    part = read_numeral(match["part"] or match["tenths"])
    whole = read_numeral(match["whole"] or "十")
    if not part or not whole:
        return None
    value, step = Fraction(part) / Fraction(whole), Fraction(last_digit_unit(part) / whole)
    if match["tenths"] or match["whole"] == "百":
        printed = printed_resolution(match["part"]) if match["part"] else 0
        return _hedged(match, "percent", "%", value * 100, step * 100, Fraction(printed))
    return _hedged(match, "ratio", "", value, value)


def _read_range(text: str) -> Figure | None:
    match = _RANGE.fullmatch(text)
    if match is None or (match["low_unit"] or match["unit"]) != match["unit"]:
        return None
    low, high = _read_low(match), read_numeral(match["high"])
    if low is None or high is None or low >= high:
        return None
    unit = match["unit"]
    return Figure(_kind(unit), bounds=Bounds.of(low, high), unit=unit, hedge="range")


def _read_low(match: re.Match[str]) -> Decimal | None:
    """Return the lower number of a range: in 20—30万元 both count 万, in 5000—1万元 one does."""
    low, high, scales = match["low"], match["high"], "百千万亿"
    count = high.rstrip(scales)
    alone, shared = read_numeral(low), read_numeral(count)
    if match["low_unit"] or set(low) & set(scales) or not alone or not shared or alone >= shared:
        return alone
    return read_numeral(low + high.removeprefix(count))


def _read_quantity(text: str) -> Figure | None:
    match = _QUANTITY.fullmatch(text)
    if match is None:
        return None
    numeral, unit = match["numeral"], match["unit"]
    if numeral.endswith("千") and f"千{unit}".partition("/")[0] in UNITS:  # 37千米: 37 kilometres.
        numeral, unit = numeral[:-1], f"千{unit}"
    value = read_numeral(numeral + (match["scale"] or ""))
    if value is None:
        return None
    kind = _kind(unit)
    digit = Fraction(last_digit_unit(value) if value else 0)
    resolution = Fraction(printed_resolution(numeral) if kind == "percent" else 0)
    return _hedged(match, kind, unit, Fraction(value), digit, resolution)


def _read_name(text: str) -> Figure | None:
    return Figure("name", date=read_plan(text) or "", hedge="") if _NAME.fullmatch(text) else None


def _hedged(
    match: re.Match[str],
    kind: str,
    unit: str,
    value: Fraction,
    digit: Fraction,
    resolution: Fraction = Fraction(0),
) -> Figure | None:
    """Return the figure with the bounds its hedge leaves; None where it has two or hedges zero.

    `digit` is one unit of the last non-zero digit, which is what 余 and 多 leave open.
    """
    words = [word for place in ("lead", "more", "trail") if (word := match[place])]
    if len(words) > 1 or (words and not value):
        return None
    word = words[0] if words else ""
    place, hedge, closed = HEDGES[word] if word else Hedge("", "exact")
    bounds = {
        "exact": lambda: Bounds.point(value),
        "approx": lambda: Bounds.point(value),
        "more_than": lambda: Bounds.above(value),
        "at_least": lambda: Bounds.above(value, closed=True),
        "at_most": lambda: Bounds.below(value, closed=closed),
        "nearly": lambda: Bounds.below(value),
    }[hedge]()
    if place == "more":
        bounds = Bounds(value, value + digit, low_closed=False, high_closed=False)
    step = max(min(digit, value / 10), Fraction(kind == "count"))
    return Figure(kind, value, bounds, unit, hedge, word, step=step, resolution=resolution)


def _kind(unit: str) -> str:
    return UNITS[unit] if unit in UNITS else UNITS[unit.partition("/")[0]]


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _hedge_words(place: str) -> str:
    return _any_of(word for word, hedge in HEDGES.items() if hedge.place == place)


_UNIT = f"(?:{_any_of(UNITS)})(?:/(?:{_any_of(PER)}))?"
_LEAD = f"(?P<lead>{_hedge_words('lead')})?(?:(?<=最高)(?:{_any_of(CEILING_VERBS)}))?"
_MORE = f"(?:(?P<more>{_hedge_words('more')})(?P<scale>[百千万亿]*))?"
_TRAIL = f"(?P<trail>{_hedge_words('trail')})?"

_QUANTITY = re.compile(f"{_LEAD}(?P<numeral>{NUMERAL}){_MORE}(?P<unit>{_UNIT}){_TRAIL}")
_RANGE = re.compile(
    f"(?P<low>{NUMERAL})(?P<low_unit>{_UNIT})?(?:至|到|[—–~-]{{1,2}})(?P<high>{NUMERAL})(?P<unit>{_UNIT})"
)
_PART = re.compile(
    f"{_LEAD}(?:(?P<whole>{NUMERAL})分之(?P<part>{NUMERAL})|(?P<half>一半)|(?P<tenths>{NUMERAL})成)"
    f"{_MORE}{_TRAIL}"
)
_ORDINAL = re.compile(f"第(?P<numeral>{NUMERAL})[届批次期位名个]?|(?P<phase>{NUMERAL})期")
_HALF_DURATION = re.compile(
    f"(?P<numeral>{NUMERAL})(?P<unit>年|个月|天|小时)半|半(?P<bare>年|天|小时)"
)
_NAME = re.compile("|".join(f"(?:{form})" for form in NAME_FORMS.values()))


READINGS = ("strict", "conventional")


def bounds_under(figure: Figure, reading: str) -> Bounds | None:
    """Return the bounds of a figure under a reading; None where it states no quantity.

    `strict` is exactly what is printed; 约 states no width, so it bounds nothing. `conventional`
    lets 超, 近 and 约 reach one step (see Figure) and gives an unhedged percentage the interval
    it was rounded from. 以上, 最高 and 不到 are rules and limits, not estimates: no reading closes
    their open side.

    >>> figure = read_figure("超180亿元")
    >>> print(bounds_under(figure, "strict"), bounds_under(figure, "conventional"))
    (18000000000, +inf) (18000000000, 19000000000)
    >>> print(bounds_under(read_figure("77%"), "conventional"))
    [76.5, 77.5)
    """
    if reading not in READINGS:
        raise ValueError(f"unknown reading {reading!r}; one of {', '.join(READINGS)}")
    value, step = figure.value, figure.step
    if reading == "strict" or value is None:
        return Bounds.of(0, None) if figure.hedge == "approx" else figure.bounds
    half = figure.resolution / 2
    if figure.hedge == "approx":
        return Bounds(value - step, value + step)
    if figure.hedge == "nearly":
        return Bounds(value - step, value, high_closed=False)
    if figure.hedge == "more_than" and figure.bounds == Bounds.above(value):
        counted = figure.kind == "count" and step == 1  # 超64家 may be 65, the next there is.
        return Bounds(value, value + step, low_closed=False, high_closed=counted)
    if figure.hedge == "exact" and half:
        return Bounds(max(value - half, Fraction(0)), value + half, high_closed=False)
    return figure.bounds

"""A printed figure: from 超180亿元 to a kind, a unit, a hedge and bounds, by tables.

    figure   = date | ordinal | ratio | duration | part | range | quantity | name
    part     = lead? (百分之七点三 | 三分之二 | 一半 | 三成) trail?
    range    = lead? numeral unit? to numeral unit              5万至8万元, 20—30万元
    quantity = lead? (numeral more? multiplier? | vague) unit more? trail?
                                                           超 180亿 元; 40 余 万 元; 两三百 家

The words are those of `units`, `hedges` and `numerals`. A minus sign, 负 and 零下 belong to the
span; whether something rose or fell stands outside it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from .bounds import READINGS, Bounds
from .hedges import HEDGES, LEAD, LEAD_VERBS, Hedge, hedge_words
from .numerals import (
    HANZI_DIGITS,
    NUMERAL,
    VAGUE,
    Vague,
    last_digit_unit,
    normalise,
    printed_resolution,
    read_numeral,
    read_vague,
)
from .periods import read_date, read_plan
from .units import UNIT, UNITS, any_of, kind_of

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

# What holds a numeral and is no quantity, by the form that shows it.
NAME_FORMS = {
    "generation": r"\d+G",  # 5G
    "model": r"\d+(?:\+(?:\d+|[NX]))+",  # 2+1+N
    "five-year plan": r"(?:十?[一二三四五六七八九]|十)五",  # 十四五
    # 一区六园, 两中心一基地; but 三千五百 is a number.
    "numbered parts": f"(?:[一二两三四五六七八九](?!{NUMERAL}|[至到成])[一-鿿]{{1,2}}){{2}}",
    "path": r"从\d+到\d+",  # 从0到1
    "pairing": r"[一多]对[一多]",
    "one stop": r"一站式",
    "grade": r"[一二三]等奖",
    "places named together": r"[一-鿿]{1,4}[两三四五六七八九][区市县省]",  # 兰白两区
}

# A sign before a number -> the unit it stands for.
CURRENCY_SIGNS = {
    "¥": "元",
    "￥": "元",
    "RMB": "元",
    "$": "美元",
    "US$": "美元",
    "HK$": "港元",
    "€": "欧元",
    "£": "英镑",
}
# Two units that make one quantity -> how many of the lesser make one of the greater.
COMPOSITES = {
    ("年", "个月"): 12,
    ("个月", "天"): 30,
    ("天", "小时"): 24,
    ("天", "个小时"): 24,
    ("小时", "分钟"): 60,
    ("小时", "分"): 60,
    ("小时", "刻钟"): 4,
    ("个小时", "分钟"): 60,
    ("个小时", "刻钟"): 4,
    ("分钟", "秒"): 60,
    ("分", "秒"): 60,
    ("元", "角"): 10,
    ("块", "毛"): 10,
    ("角", "分"): 10,
    ("公斤", "克"): 1000,
    ("公里", "米"): 1000,
    ("斤", "两"): 10,
}
# Words that compare on a scale: 低于零下20度 is colder. The others say how far a frost goes.
OF_A_SCALE = frozenset(
    "> 高于 大于 ≥ 不低于 不小于 最低 < 低于 小于 ≤ 不高于 不大于 最高".split()
    + [f"{both}以{end}" for both in ("", "及", "（含）", "(含)") for end in "上下"]
)
DATE_UNITS = ("年", "月", "日", "季度")  # What a list of dates shares.
MEASURES_OF_ORDER = (
    "届批次期位名个轮章条款项节回场代号类大站层组册卷辑艘座枚颗台版年天周日段局站步棒趟"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """What a printed span says: a value and its bounds in base units (家, 元, %), or a date.

    `digit` is one unit of the last non-zero digit where that is not the value's own, as in a half;
    `resolution` is one unit of the last printed digit of a percentage.
    """

    kind: str
    value: Fraction | None = None
    bounds: Bounds | None = None
    unit: str = ""
    hedge: str = "exact"
    hedge_word: str = ""
    date: str = ""
    digit: Fraction | None = None
    resolution: Fraction = Fraction(0)

    @property
    def step(self) -> Fraction:
        """How far a hedge may reach by convention.

        One unit of the last non-zero digit, at most a tenth of the value, at least one of what is
        counted.
        """
        value = abs(self.value or Fraction(0))
        digit = _last_digit(value) if self.digit is None else self.digit
        return max(min(digit, value / 10), Fraction(self.kind == "count"))


def _last_digit(value: Fraction) -> Fraction:
    """Return one unit of the last non-zero digit of a value, which is what 余 and 多 leave open."""
    if not value:
        return Fraction(0)
    return Fraction(last_digit_unit(Decimal(value.numerator) / Decimal(value.denominator)))


@lru_cache(maxsize=65_536)  # Printed spans repeat: a corpus says 2023年 and 3个 again and again.
def read_figure(printed: str, implied_unit: str = "", outside_hedge: str = "") -> Figure:
    """Return what a printed span says.

    `implied_unit` is the unit its sentence leaves out, `outside_hedge` a hedge that stands before
    the span and is no part of it. Raises ValueError where the span is no figure of a known form, or
    where there is no such unit or hedge.

    >>> print(read_figure("40余万元").bounds, read_figure("超180亿元").bounds)
    (400000, 500000) (18000000000, +inf)
    >>> print(read_figure("不到3公里").bounds, read_figure("亿元以上").bounds)
    [0, 3) [100000000, +inf)
    >>> print(read_figure("1000亿元", outside_hedge="突破").bounds, read_figure("两三百家").bounds)
    (100000000000, +inf) [200, 300]
    >>> read_figure("2022年12月").date, read_figure("十四五").kind
    ('2022-12', 'name')
    >>> read_figure("23亿")
    Traceback (most recent call last):
    ...
    ValueError: 「23亿」 is a number without a unit; name the unit its sentence implies
    """
    if outside_hedge and outside_hedge not in HEDGES:
        raise ValueError(f"「{outside_hedge}」 is no hedge of hedges.HEDGES")
    text = _bared(printed)
    for cue, read in (_DATES, *((form.cue, form.read) for form in FORMS.values())):
        figure = None if cue.isdisjoint(text) else read(text, outside_hedge)
        if figure is not None:
            return figure
    if (figure := _read_quantity(text, outside_hedge)) is not None:
        return figure
    if implied_unit in DATE_UNITS and (figure := _read_date(text + implied_unit, "")):
        return figure  # 2021、2022年; 一、二季度
    figure = _read_quantity(text, outside_hedge, implied_unit)  # 十五 may count 家.
    figure = figure or _read_name(text)
    if figure is not None:
        return figure
    if read_numeral(text) is not None or _read_quantity(text, outside_hedge, "个"):
        raise ValueError(
            f"「{printed}」 is a number without a unit; name the unit its sentence implies"
        )
    raise ValueError(f"「{printed}」 is no figure of a known form")


def read_bare(printed: str, outside_hedge: str = "") -> Figure | None:
    """Return what a number without any unit says, as a count of what its sentence tells."""
    return _read_quantity(_bared(printed), outside_hedge, bare=True)


def _bared(printed: str) -> str:
    """Return a span without its inner spaces, its signs narrow and its numerals in one piece.

    三个多月 is 三多个月, and 两个亿 is 两亿.
    """
    narrow = normalise(printed).replace(" ", "")
    if "个多" not in narrow and "个亿" not in narrow:
        return narrow
    narrow = re.sub("个亿(?!元)|个(?=多亿)", lambda said: said[0][1:], narrow)  # 两个亿
    return re.sub(f"(?<!半)个多(?={_LONG})", "多个", narrow)


def _read_date(text: str, outside: str) -> Figure | None:
    date = None if outside else read_date(text)
    return None if date is None else Figure("period" if "/" in date else "date", date=date)


def _read_ordinal(text: str, outside: str) -> Figure | None:
    match = None if outside else _ORDINAL.fullmatch(text)
    value = match and read_numeral(match["numeral"] or match["phase"])
    if match is None or value is None:
        return None
    unit = match["unit"] or match["unit_after"] or ""
    return Figure("ordinal", Fraction(value), Bounds.point(value), unit)


def _read_ratio(text: str, outside: str) -> Figure | None:
    match = _RATIO.fullmatch(text)
    one, other = (read_numeral(match[name]) for name in ("one", "other")) if match else (None, None)
    if one is None or not other:
        return None
    value = Fraction(one) / Fraction(other)
    return match and _hedged(match, outside, "ratio", "", value, value)


def _read_half(text: str, outside: str) -> Figure | None:
    match = _HALF.fullmatch(text)
    whole = match and (read_numeral(match["numeral"]) if match["numeral"] else 0)
    if match is None or whole is None:
        return None
    unit = match["unit"] or (match["unit_after"] or "").replace("半", "")
    unit = unit or match["bare"] + (match["unit_more"] or "")
    value = Fraction(whole) + Fraction(1, 2)
    return _hedged(match, outside, kind_of(unit), unit, value, Fraction(1, 2))


def _read_composite(text: str, outside: str) -> Figure | None:
    """Return 1小时30分钟 as 1.5小时: each part counts in the unit printed first."""
    match = _COMPOSITE.fullmatch(text)
    if match is None:
        return None
    (_, first), *_ = pieces = _PIECE.findall(match["parts"])
    value, step, greater = Fraction(0), Fraction(1), ""
    for numeral, unit in pieces:
        number, ratio = read_numeral(numeral), COMPOSITES.get((greater, unit), 0) if greater else 1
        if number is None or not ratio or (greater and number >= ratio):
            return None
        step, greater = step / ratio, unit
        value += Fraction(number) * step
    unit = "元" if first == "块" else first
    kind = "duration" if unit == "分" else kind_of(unit)  # 分 comes first before 秒 alone.
    return _hedged(match, outside, kind, unit, value, step)


def _read_doubling(text: str, outside: str) -> Figure | None:
    """Return 翻两番 as four times."""
    match = _DOUBLING.fullmatch(text)
    power = match and read_numeral(match["numeral"])
    if match is None or power is None or power != int(power) or power > 20:
        return None
    value = Fraction(2 ** int(power))
    return _hedged(match, outside, "ratio", "倍", value, value)


def _read_part(text: str, outside: str) -> Figure | None:
    match = _PART.fullmatch(text)
    if match is None:
        return None
    if match["half"]:
        return _hedged(match, outside, "ratio", "", Fraction(1, 2), Fraction(1, 2))
    if match["discount"]:
        value = _discounted(match["discount"])
        return _hedged(match, outside, "percent", "%", value, Fraction(1))
    printed, whole = match["part"] or match["tenths"], read_numeral(match["whole"] or "十")
    percent = bool(match["tenths"]) or match["whole"] == "百"
    scale = Fraction(100 if percent else 1) / Fraction(whole or 1)
    kind, unit = ("percent", "%") if percent else ("ratio", "")
    vague = read_vague(printed)
    if vague is not None and whole:
        return _range_of(match, kind, unit, vague, scale)
    part = read_numeral(printed)
    last = read_numeral((match["hundredths"] or "零").replace("半", "五"))
    if not part or not whole or last is None:
        return None
    value = (Fraction(part) + Fraction(last) / 10) * scale
    digit = Fraction(last_digit_unit(part)) * scale / (10 if last else 1)
    resolution = printed_resolution(printed) if percent and match["part"] else 0
    return _hedged(match, outside, kind, unit, value, digit, Fraction(resolution))


def _discounted(printed: str) -> Fraction:
    """Return what a price is cut to, in percent: 八五折 is 85%, 八折 and 8.0折 are 80%."""
    digits = "".join(str(HANZI_DIGITS.get(char, char)) for char in printed.replace("点", "."))
    return Fraction(digits) * (1 if digits.isdecimal() and len(digits) == 2 else 10)


def _read_tenths(text: str, outside: str) -> Figure | None:
    """Return 七至九成 as 70% to 90%."""
    match = None if outside else _TENTHS_RANGE.fullmatch(text)
    low, high = (read_numeral(match[end]) for end in ("low", "high")) if match else (None, None)
    if low is None or high is None or not low < high <= 10:
        return None
    return Figure("percent", bounds=Bounds.of(low * 10, high * 10), unit="%", hedge="range")


def _read_range(text: str, outside: str) -> Figure | None:
    match = _RANGE.fullmatch(text) or _PERCENT_RANGE.fullmatch(text)
    if match is None or outside:
        return None
    unit = match["unit"] if "unit" in match.re.groupindex else "%"
    if "low_unit" in match.re.groupindex and (match["low_unit"] or unit) != unit:
        return None
    low, high = _read_low(match), read_numeral(match["high"])
    if low is None or high is None:
        return None
    said = match.groupdict()
    if said.get("low_sign") == "零下" and not said.get("high_sign"):
        low, high = -high, -low  # 零下10～15℃ lies between -15 and -10.
    else:
        low = -low if said.get("low_sign") else low
        high = -high if said.get("high_sign") else high
    if low >= high:
        return None
    return Figure(kind_of(unit), bounds=Bounds.of(low, high), unit=unit, hedge="range")


def _read_low(match: re.Match[str]) -> Decimal | None:
    """Return the lower number of a range: in 20—30万元 both count 万, in 5000—1万元 one does."""
    low, high, scales = match["low"], match["high"], "百千万亿"
    count = high.rstrip(scales)
    alone, shared = read_numeral(low), read_numeral(count)
    low_unit = match["low_unit"] if "low_unit" in match.re.groupindex else ""
    if low_unit or set(low) & set(scales) or not alone or not shared or alone >= shared:
        return alone
    return read_numeral(low + high.removeprefix(count))


def _read_quantity(
    text: str, outside: str, implied_unit: str = "", *, bare: bool = False
) -> Figure | None:
    match = _QUANTITY.fullmatch(text)
    if match is None:
        return None
    scale, implied_unit = _split_scale(implied_unit)
    unit = match["unit"] or CURRENCY_SIGNS.get(match["mark"] or "", "") or implied_unit
    if not unit and not bare:
        return None
    sign = -1 if match["sign"] else 1
    numeral, further = match["numeral"], match["scale"] or ""
    count = further if match["more"] else numeral  # What stands right before the unit.
    if match["unit"] and _OF_UNIT.search(count) and f"千{unit}".partition("/")[0] in UNITS:
        unit = f"千{unit}"
        numeral, further = (numeral, further[:-1]) if further else (numeral[:-1], "")
    arabic = numeral[:1].isdecimal() and "几" not in numeral
    vague = None if arabic or match["times"] else read_vague(numeral)
    if vague is not None:
        return None if outside else _range_of(match, kind_of(unit), unit, vague, Fraction(sign))
    value = read_numeral(numeral + further + scale)
    times = read_numeral(match["times"]) if match["times"] else 1
    if value is None or times is None:
        return None
    kind = kind_of(unit)
    resolution = Fraction(printed_resolution(numeral) if kind == "percent" else 0)
    exact = Fraction(value)
    if sign != 1 or times != 1:
        exact *= sign * Fraction(times)
    # 2×300多 is twice what 300多 is.
    more = match["more"] or match["after"]
    digit = Fraction(last_digit_unit(value) * times) if more and value else None
    return _hedged(match, outside, kind, unit, exact, digit, resolution)


# 千 that is the unit's, as in 37千米, 二十三千米, 十几千克; but not in 三万五千米, 几千米.
_OF_UNIT = re.compile(
    "(?<![万亿][1-9一二两三四五六七八九])(?<![万亿]零[一二两三四五六七八九])(?<!^[几数])千$"
)


def _split_scale(implied_unit: str) -> tuple[str, str]:
    """Return the multiplier and the unit of what 1.2 shares in 1.2和3.4亿元."""
    if implied_unit in UNITS:  # 千瓦 begins with no multiplier.
        return "", implied_unit
    unit = implied_unit.lstrip("万亿")
    return implied_unit.removesuffix(unit), unit


def _read_name(text: str) -> Figure | None:
    return Figure("name", date=read_plan(text) or "", hedge="") if _NAME.fullmatch(text) else None


def _range_of(
    match: re.Match[str], kind: str, unit: str, vague: Vague, scale: Fraction
) -> Figure | None:
    """Return the figure of a vague numeral: 十几个 is more than ten, 两三百家 a range."""
    if match["after"] or (match["more"] and not set("几数").isdisjoint(match[0])):
        return None
    bounds = Bounds(Fraction(vague.low), Fraction(vague.high), vague.low_closed, vague.high_closed)
    if match["more"]:  # 二三十余家 reach into the next ten.
        digit = Fraction(last_digit_unit(vague.high))
        bounds = Bounds(bounds.low, Fraction(vague.high) + digit, vague.low_closed, False)
    bounds = bounds * Bounds.point(scale)
    word = next((char for char in "几数" if char in match[0]), "")
    hedge = "range" if vague.low_closed else "more_than"
    return Figure(kind, bounds=bounds, unit=unit, hedge=hedge, hedge_word=word)


def _hedged(
    match: re.Match[str],
    outside: str,
    kind: str,
    unit: str,
    value: Fraction,
    digit: Fraction | None = None,
    resolution: Fraction = Fraction(0),
) -> Figure | None:
    """Return the figure with the bounds its hedges leave; None where they contradict.

    `digit` is one unit of the last non-zero digit, where that is not the value's own.
    """
    lead = match["lead"] or outside
    inner = match["more"] or match["after"] or ""
    words = [word for word in (lead, inner, match["trail"]) if word]
    if not words:
        bounds = Bounds(value, value)
        return Figure(kind, value, bounds, unit, resolution=resolution)
    if not value:
        return None
    decided = _decided(words)
    if decided is None:
        return None
    word, (place, hedge, closed, *_) = decided
    above = value + (digit or _last_digit(value)) if inner else value  # 不到20余家 may be 29.
    if value < 0 and hedge != "approx":
        if word not in OF_A_SCALE:  # Whether 超过-3% is nearer to zero, nobody can say.
            return _mirrored(match, outside, kind, unit, value, digit)
        low, high = (None, value) if hedge == "at_most" else (value, None)
        bounds = Bounds(low, high, low_closed=closed, high_closed=closed)
        return Figure(kind, value, bounds, unit, hedge, word, digit=digit)
    bounds = {
        "approx": lambda: Bounds.point(value),
        "more_than": lambda: Bounds.above(value),
        "at_least": lambda: Bounds.above(value, closed=True),
        "at_most": lambda: Bounds.below(above, closed=closed and not inner),
        "nearly": lambda: Bounds.below(value),
    }[hedge]()
    if place == "more" and hedge == "more_than":
        bounds = Bounds(value, above, low_closed=False, high_closed=False)
    return Figure(kind, value, bounds, unit, hedge, word, digit=digit)


def _mirrored(
    match: re.Match[str],
    outside: str,
    kind: str,
    unit: str,
    value: Fraction,
    digit: Fraction | None,
) -> Figure | None:
    """Return 零下20多度 as what lies below -20: frost is told by how far it goes."""
    figure = _hedged(match, outside, kind, unit, -value, digit) if "零下" in match[0] else None
    if figure is None or figure.bounds is None:
        return None
    return replace(figure, value=value, bounds=-figure.bounds)


def _decided(words: list[str]) -> tuple[str, Hedge] | None:
    """Return the one of several hedges that bounds the number; None where they contradict.

    约20余家 is what 20余家 is; 至少50人以上 says 至少 twice; 近30多家 is both below and above.
    """
    hedges = [(word, HEDGES[word]) for word in words]
    said = {hedge.hedge for _, hedge in hedges}
    outer = {hedge.hedge for _, hedge in hedges if hedge.place != "more"}
    if "at_most" in outer and outer & {"at_least", "more_than"}:
        return None
    if said == {"nearly", "more_than"}:
        return words[0], Hedge("lead", "approx")
    for wanted in ("at_most", "more_than", "at_least", "approx", "nearly"):
        found = [one for one in hedges if one[1].hedge == wanted]
        if found:  # 超过20余家 lies between 20 and 30.
            return max(found, key=lambda one: one[1].place == "more")
    return None


_LEAD = f"(?:{LEAD}(?:{LEAD_VERBS})?)?"
_ABOUT = "(?:约|大约|大概)?"  # Of a range it belongs to the span and says nothing more.
_SIGN = "[-−–－]|负|零下"
_MORE = f"(?P<more>{any_of(hedge_words('more'))})"
_TRAIL = f"(?:(?P<trail>{any_of(hedge_words('trail'))}))?"
_TO = "(?:至|到|—{1,2}|–{1,2}|―{1,2}|[~～－-])"

# 三成 is 30%, 三成员 are three members, and 三成员工 are 30% of the staff.
_TENTHS = (
    "成(?![立功为长果品分型绩套片排]|本(?![地市省科])|就(?!业)|员(?!工(?![作会]))"
    "|交(?!易)|群(?!众))"
)
# 三年多 is more than three years; 三年多次 is three years, many times.
_AFTER = (
    "(?P<after>(?<=[年月天时里米斤吨元倍成亩周期钟度岁点])[多余]"
    "(?![次项种家地个于方名样轮位数部层场点边头人少彩元年级极功渠]))?"
)
_NEVER = "(?P<after>(?!))?"

# What 个 stands before, with 半 or 多 behind it: 半个月, 两个半小时, 半个多世纪.
_LONG = "(?:月(?![球亮饼牙])|小时|星期|世纪|学期|钟头)"

# The spaces that part a number by thousands: 68 915.
THOUSANDS = " \u3000\xa0\u2009\u202f"

# The forms from their first numeral on; what hedges or signs them stands before.
QUANTITY = (
    f"(?:(?=[0-9.一二两三四五六七八九十]{{1,9}}[×xX*])(?P<times>{NUMERAL})[×xX*])?"
    f"(?P<numeral>\\d{{1,3}}(?:[{THOUSANDS}]\\d{{3}})+(?!\\d)(?:\\.\\d+)?[万亿]*"
    f"|(?=[^0-9]|[1-9]0几){VAGUE}"
    f"|{NUMERAL}(?:个亿(?!元))?)(?:个(?=多亿))?(?:{_MORE}(?P<scale>[百千万亿]*))?"
    f"(?:(?P<unit_more>个多{_LONG})|(?P<unit>{UNIT}))?{_AFTER}{_TRAIL}"
)
RANGE = (
    f"(?P<low>{NUMERAL})(?P<low_unit>{UNIT})?{_TO}"
    f"(?P<high_sign>{_SIGN})?(?P<high>{NUMERAL})(?P<unit>{UNIT})(?P<about>左右|(?=不等))?"
)
PERCENT_RANGE = f"百分之(?P<low>{NUMERAL}){_TO}(?:百分之)?(?P<high>{NUMERAL})"
TENTHS_RANGE = f"(?P<low>{NUMERAL})成?{_TO}(?P<high>{NUMERAL}){_TENTHS}"
PART = (
    f"(?:(?P<whole>{NUMERAL})分之(?P<part>{VAGUE}|{NUMERAL})|(?P<half>一半|半数|(?<=[近过超])半(?!年|天|个|小时|月|日))"
    f"|(?P<discount>[1-9]\\d?(?:\\.\\d)?|[一二两三四五六七八九]点?[一二三四五六七八九]?)折"
    f"|(?P<tenths>{VAGUE}|{NUMERAL}){_TENTHS}(?P<hundredths>[一二三四五六七八九半])?)"
    f"{_MORE}?{_NEVER}(?P<trail>{any_of(hedge_words('trail'))}|[强弱](?![势大化劲国调制有力者项]))?"
)
ORDINAL = (
    f"第(?P<numeral>{NUMERAL})(?:(?P<unit>[{MEASURES_OF_ORDER}]))?"
    f"|(?P<phase>[一二三四五六七八九十]{{1,3}})(?P<unit_after>[期届])(?![间待限末货刊望盼中])"
)
RATIO = f"(?P<one>{NUMERAL})[:：∶比/](?P<other>{NUMERAL})(?!/)(?P<more>(?!))?{_NEVER}{_TRAIL}"
HALF = (
    f"(?:(?P<numeral>{NUMERAL})(?:(?P<unit>年|天|小时|周|岁|亩|公里|里|斤|倍|米|吨|元)半|(?=个半)"
    f"(?P<unit_after>个半{_LONG}))"
    f"|半(?P<bare>年|天|小时|学期|亩|斤|吨|公里|里|个{_LONG}|个(?=多{_LONG})))"
    f"(?P<more>多)?(?P<unit_more>(?<=个多){_LONG})?{_NEVER}{_TRAIL}"
)
_PIECE_OF = f"{NUMERAL}(?:{any_of({unit for pair in COMPOSITES for unit in pair})})"
# From years to seconds are six; without an end 1年1年1年 would take the square of its length.
COMPOSITE = f"(?P<parts>{_PIECE_OF}(?:[零又]?{_PIECE_OF}){{1,5}})(?P<more>(?!))?{_NEVER}{_TRAIL}"
DOUBLING = f"翻(?:了)?{_LEAD}(?P<numeral>{NUMERAL})番(?P<more>(?!))?{_NEVER}{_TRAIL}"

_SIGNED = f"{_LEAD}(?P<mark>{any_of(CURRENCY_SIGNS)})?(?P<sign>{_SIGN})?"
_QUANTITY = re.compile(_SIGNED + QUANTITY)
_RANGE = re.compile(f"{_ABOUT}(?P<low_sign>{_SIGN})?{RANGE}")
_PERCENT_RANGE = re.compile(_ABOUT + PERCENT_RANGE)
_TENTHS_RANGE = re.compile(_ABOUT + TENTHS_RANGE)
_PART = re.compile(_LEAD + PART)
_ORDINAL = re.compile(ORDINAL)
_RATIO = re.compile(_LEAD + RATIO)
_HALF = re.compile(_LEAD + HALF)
_COMPOSITE = re.compile(_LEAD + COMPOSITE)
_PIECE = re.compile(f"({NUMERAL})({any_of({unit for pair in COMPOSITES for unit in pair})})")
_DOUBLING = re.compile(DOUBLING)
_NAME = re.compile("|".join(f"(?:{form})" for form in NAME_FORMS.values()))
Reader = Callable[[str, str], Figure | None]


@dataclass(frozen=True, eq=False, slots=True)
class Form:
    """A form of figure: characters it cannot be without, its looks, and who reads its whole span.

    `pattern` is how it looks from its first numeral on; what hedges or signs it stands before.
    """

    cue: frozenset[str]
    pattern: re.Pattern[str]
    read: Reader


def _form(cue: str, pattern: str, read: Reader) -> Form:
    return Form(frozenset(cue), re.compile(pattern), read)


_DATES: tuple[frozenset[str], Reader] = (frozenset("年月日号季世代-/."), _read_date)
# In the order they are tried; what is none of them may be a plain quantity.
FORMS = {
    "ordinal": _form("第期届", ORDINAL, _read_ordinal),
    "half": _form("半", HALF, _read_half),
    "composite": _form("年月天时分元块角斤公", COMPOSITE, _read_composite),
    "doubling": _form("番", DOUBLING, _read_doubling),
    "tenths": _form("成", TENTHS_RANGE, _read_tenths),
    "percent range": _form("分", PERCENT_RANGE, _read_range),
    "part": _form("分半成折", PART, _read_part),
    "range": _form("至到—–―~～－-", RANGE, _read_range),
    "ratio": _form(":：∶比/", RATIO, _read_ratio),
}
PLAIN = _form("", QUANTITY, _read_quantity)


@lru_cache(maxsize=65_536)
def read_as(form: Form, printed: str, outside_hedge: str = "") -> Figure | None:
    """Return what a span says as one form; None where it is none of that form."""
    return form.read(_bared(printed), outside_hedge)


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
    if figure.value is None:
        return figure.bounds
    return _strict(figure, figure.value) if reading == "strict" else _usual(figure, figure.value)


def _strict(figure: Figure, value: Fraction) -> Bounds | None:
    if figure.hedge != "approx":
        return figure.bounds
    return Bounds(None, None) if value < 0 else Bounds.of(0, None)


def _usual(figure: Figure, value: Fraction) -> Bounds | None:
    if value < 0 and figure.bounds and figure.hedge in {"nearly", "more_than"}:  # As _mirrored.
        usual = _usual(replace(figure, value=-value, bounds=-figure.bounds), -value)
        return usual and -usual
    step, half = figure.step, figure.resolution / 2
    if figure.hedge == "approx":
        return Bounds(value - step, value + step)
    if figure.hedge == "nearly":
        return Bounds(value - step, value, high_closed=False)
    if figure.hedge == "more_than" and figure.bounds == Bounds.above(value):
        counted = figure.kind == "count" and step == 1  # 超64家 may be 65, the next there is.
        return Bounds(value, value + step, low_closed=False, high_closed=counted)
    if figure.hedge == "exact" and half:
        least = value - half if value < 0 else max(value - half, Fraction(0))
        return Bounds(least, value + half, high_closed=False)
    return figure.bounds

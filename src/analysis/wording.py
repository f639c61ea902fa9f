"""Figures in words: what a printed span or computed bounds say, in Chinese and in English."""

import math
from fractions import Fraction

from .bounds import Bounds, Number, round_outward, write_exact
from .figures import Figure
from .hedges import HEDGES
from .units import UNITS

# English -> the units it says after a number; a measure word says nothing.
UNITS_IN_ENGLISH = {
    "yuan": "元 圆 元人民币 人民币 人民币元 块钱",
    "US dollars": "美元 美金 元美金",
    "euros": "欧元",
    "Hong Kong dollars": "港元 港币 元港币",
    "yen": "日元 日圆",
    "pounds": "英镑 英磅 磅",
    "won": "韩元",
    "roubles": "卢布",
    "Australian dollars": "澳元 澳大利亚元",
    "Canadian dollars": "加元 加拿大元",
    "Singapore dollars": "新加坡元 新加坡币",
    "New Zealand dollars": "新西兰元",
    "New Taiwan dollars": "新台币 台币 元台币 元新台币",
    "Macau patacas": "澳门元",
    "Swiss francs": "瑞士法郎",
    "francs": "法郎",
    "marks": "马克",
    "lire": "里拉",
    "rupees": "卢比",
    "Indian rupees": "印度卢比",
    "baht": "泰铢",
    "pesos": "比索",
    "reais": "雷亚尔",
    "ringgit": "林吉特",
    "guilders": "盾",
    "dong": "越南盾",
    "rupiah": "印尼盾",
    "dinars": "第纳尔",
    "rials": "里亚尔",
    "dirhams": "迪拉姆",
    "kronor": "克朗 瑞典克朗",
    "Norwegian kroner": "挪威克朗",
    "Danish kroner": "丹麦克朗",
    "rand": "兰特",
    "forints": "福林",
    "zlotys": "兹罗提",
    "shekels": "谢克尔",
    "tenge": "坚戈",
    "jiao": "角 角钱 毛钱",
    "fen": "分钱",
    "US cents": "美分",
    "euro cents": "欧分",
    "pence": "便士",
    "shillings": "先令",
    "bitcoins": "比特币",
    "%": "%",
    "‰": "‰",
    "percentage points": "个百分点 百分点 个点",
    "basis points": "个基点 基点 BP",
    "times": "倍",
    "tonnes": "吨",
    "kg": "公斤 千克",
    "g": "克",
    "mg": "毫克",
    "μg": "微克",
    "ng": "纳克",
    "jin": "斤 市斤",
    "dan": "担",
    "ounces": "盎司",
    "carats": "克拉",
    "tonnes of standard coal": "吨标准煤 吨标煤",
    "tonnes of oil equivalent": "吨油当量",
    "tonnes of carbon dioxide": "吨二氧化碳",
    "tonnes of carbon dioxide equivalent": "吨二氧化碳当量",
    "deadweight tonnes": "载重吨",
    "gross tonnes": "总吨 综合吨 吨位",
    "km": "公里 千米",
    "m": "米 延米",
    "dm": "分米",
    "cm": "厘米 公分",
    "mm": "毫米",
    "μm": "微米",
    "nm": "纳米",
    "nautical miles": "海里",
    "li": "里 华里",
    "miles": "英里",
    "feet": "英尺",
    "inches": "英寸",
    "zhang": "丈",
    "chi": "尺",
    "cun": "寸",
    "yards": "码",
    "light years": "光年",
    "lane kilometres": "车道公里",
    "mu": "亩 亩次",
    "hectares": "公顷",
    "acres": "英亩",
    "ares": "公亩",
    "square metres": "平方米 平方 平米",
    "square kilometres": "平方公里 平方千米",
    "square centimetres": "平方厘米",
    "square millimetres": "平方毫米",
    "square miles": "平方英里",
    "square feet": "平方英尺",
    "cubic metres": "立方米 立方 方",
    "cubic kilometres": "立方公里",
    "cubic centimetres": "立方厘米",
    "standard cubic metres": "标准立方米 标立方米 标方",
    "litres": "升 公升",
    "ml": "毫升",
    "gallons": "加仑",
    "pints": "品脱",
    "W": "瓦",
    "kW": "千瓦",
    "MW": "兆瓦",
    "GW": "吉瓦",
    "Wh": "瓦时 瓦小时",
    "kWh": "千瓦时 千瓦小时 度电",
    "MWh": "兆瓦时",
    "GWh": "吉瓦时",
    "horsepower": "马力",
    "J": "焦耳 焦",
    "kJ": "千焦",
    "MJ": "兆焦",
    "GJ": "吉焦",
    "calories": "卡 卡路里",
    "kcal": "千卡 大卡",
    "Ah": "安时",
    "mAh": "毫安时",
    "V": "伏 伏特",
    "kV": "千伏",
    "VA": "伏安",
    "kVA": "千伏安",
    "MVA": "兆伏安",
    "A": "安培",
    "bits": "比特",
    "Mbit": "兆比特",
    "Gbit": "吉比特",
    "mega": "兆",
    "TB": "太字节",
    "Hz": "赫兹 赫",
    "kHz": "千赫",
    "MHz": "兆赫",
    "GHz": "吉赫",
    "Pa": "帕",
    "kPa": "千帕",
    "MPa": "兆帕",
    "°C": "摄氏度",
    "°F": "华氏度",
    "degrees": "度",
    "dB": "分贝",
    "lumens": "流明",
    "km/h": "公里时",
    "grades": "级",
    "passenger kilometres": "人公里",
    "tonne kilometres": "吨公里",
    "tonne miles": "吨海里",
    "pixels": "像素",
    "Bq": "贝克",
    "mSv": "毫西弗",
    "Sv": "西弗",
    "revolutions": "转",
    "centuries": "世纪",
    "years": "年 周年 年头 学年",
    "years of age": "岁 周岁",
    "terms": "学期",
    "quarters": "个季度",
    "months": "个月",
    "ten days": "旬",
    "weeks": "周 星期",
    "days": "天 日 自然日",
    "working days": "工作日",
    "trading days": "交易日",
    "nights": "夜",
    "days and nights": "昼夜",
    "two-hour periods": "个时辰",
    "hours": "小时 钟头",
    "class hours": "学时 课时",
    "quarters of an hour": "刻钟",
    "minutes": "分钟",
    "seconds": "秒 秒钟",
    "ms": "毫秒",
    "μs": "微秒",
    "ns": "纳秒",
}
# What is no s less in the singular.
ONE_IN_ENGLISH = {
    "feet": "foot",
    "inches": "inch",
    "centuries": "century",
    "reais": "real",
    "lire": "lira",
    "pence": "penny",
    "kronor": "krona",
    "Norwegian kroner": "Norwegian krone",
    "Danish kroner": "Danish krone",
    "days and nights": "day and night",
    "quarters": "quarter",
    "ms": "ms",
    "μs": "μs",
    "ns": "ns",
}
_ENGLISH = {unit: english for english, units in UNITS_IN_ENGLISH.items() for unit in units.split()}
ENGLISH_PER = {
    "年": "a year",
    "月": "a month",
    "日": "a day",
    "天": "a day",
    "小时": "an hour",
    "时": "an hour",
    "分": "a minute",
    "分钟": "a minute",
    "秒": "a second",
    "人": "a head",
    "户": "a household",
    "亩": "a mu",
    "度": "a kWh",
    "百人": "per 100 people",
    "百户": "per 100 households",
    "万人": "per 10,000 people",
    "万元": "per 10,000 yuan",
    "亿元": "per 100 million yuan",
    "万吨": "per 10,000 tonnes",
}


def english_unit(unit: str) -> str:
    """Return how English says a unit; nothing for a measure word.

    >>> english_unit("个小时"), english_unit("kW"), english_unit("家")
    ('hours', 'kW', '')
    """
    said = _ENGLISH.get(unit) or _ENGLISH.get(unit.removeprefix("个"))
    if said is None and UNITS.get(unit) != "count":
        return unit  # km², MWh: what is written in Latin letters and signs says itself.
    return said or ""


def _english_rate(per: str) -> str:
    """Return what a rate is of, in English; a thing counted has no unit, and is each of them."""
    if per in ENGLISH_PER:
        return f" {ENGLISH_PER[per]}"
    if not per:
        return ""
    words = _one(english_unit(per))
    return f" per {words}" if words else " each"


def _one(words: str) -> str:
    """Return a unit in the singular: a tonne of standard coal, an inch."""
    first, space, rest = words.partition(" of ")
    return ONE_IN_ENGLISH.get(first, first.removesuffix("s")) + space + rest


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
    words, rate = english_unit(first), _english_rate(per)
    if words in {"%", "‰"}:
        return f"{number}{words}"
    if value == 1 and words.endswith("s"):
        words = _one(words)
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
    about = "≈" if lang == "zh" else "≈ "
    return f"{about}{say_number(round(value * scale) / scale, unit, lang)}"


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

"""What only looks like a figure where it stands: articles, words, houses, scores, 近 of time.

Each function is asked of a match in a text and looks at a few characters around it.
"""

import re

from .hedges import LEAD_BEHIND
from .numerals import DIGITS, MULTIPLIERS
from .units import ARTICLE_KINDS, FALSE_ENDS, OWN_MEASURES, SHY, UNITS, kind_of

# One of each, or the head of a column: 每万人, (万人).
_DENOMINATORS = {"一", *MULTIPLIERS}
_REIGN = re.compile(
    "(?:民国|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|贞观|开元|公元前|昭和|平成|令和)$"
)
_PER_OUTPUT = re.compile("地区生产总值|国内生产总值|GDP|工业增加值|产值")
# 一年 is a length where something lasts it, and else a way of speaking: 一天一个价.
_ONE_LONG = re.compile(
    "(?:过去|最近|近|未来|今后|为期|历时|用|长达|满|不到|提前|缩短|延长|仅|[再还才])$"
)
_ONE_LONG_AFTER = re.compile(
    "一(?:周年|个?月|个?小时|[年天周])(?:时间|以?内|之内|以?来|以上|左右|多|期|后|前|的时间)"
)
# 6.0级地震 and 8级大风 measure; 4级响应 and 三级医院 name.
_FORCE = re.compile("(?:风力?|地震|震级|里氏|阵风|烈度).{0,4}$")
_FORCE_AFTER = re.compile(
    f"[{DIGITS}.至到—–~～-]+级(?:以上|左右|及以上)?的?"
    "(?:大风|地震|强震|阵风|台风|烈度|风|余震|东|西|南|北|偏)"
)
_POINTS = re.compile(r"\d+\.\d+|\d{3,}(?:\.\d+)?|[6-9]\d")  # Of an index; 3点 is a time of day.
_FROM = re.compile("[从由自](?:[^，。；、,;\n]{0,8}的)?$")


def is_letter(char: str) -> bool:
    """Whether a character is a Latin letter, which makes a name of the digits beside it."""
    return char.isascii() and (char.isalpha() or char == "_")


def is_misread(text: str, match: re.Match[str]) -> bool:
    """Whether what looks like a figure is an article, an idiom or the start of another word."""
    groups = match.re.groupindex
    start, end = match.span()
    before, unit = text[start - 1 : start], (match["unit"] if "unit" in groups else "") or ""
    if before == "大" and text[start] == "半":
        return True  # 大半天
    if match[0] == "一期" and before and before in "新每上下本这前当":
        return True
    if unit and end < len(text) and text.endswith(unit, start, end) and _goes_on(unit, text[end]):
        return True
    return "low" in groups and _is_change(text, match)


def is_misread_plain(text: str, match: re.Match[str]) -> bool:
    """Whether a numeral and its unit, of the plain form, are an article or part of a word."""
    unit, (start, end) = match["unit"] or "", match.span()
    if match.end("unit") == end < len(text) and _goes_on(unit, text[end]):
        return True
    hedged = match["more"] or match["after"] or match["trail"]
    return bool(unit) and _counts_nothing(text, start, match["numeral"], unit, not hedged)


def _goes_on(unit: str, following: str) -> bool:
    """Whether a unit and the next character are another word: 三部门, 5Gb."""
    if following in FALSE_ENDS.get(unit, ()):
        return True
    return is_letter(unit[-1]) and (is_letter(following) or following.isdecimal())


def _is_change(text: str, match: re.Match[str]) -> bool:
    """Whether two numbers are where something came from and where it went: 从5%到8%."""
    groups = match.groupdict()
    if groups.get("about") is not None or not re.search("[至到]", match[0]):
        return False
    if UNITS.get(groups.get("unit") or "%") == "duration":
        return False
    return bool(_FROM.search(text, max(0, match.start() - 12), match.start()))


def _counts_nothing(text: str, start: int, numeral: str, unit: str, alone: bool) -> bool:
    """Whether a numeral before its unit is an article (一家企业) or part of a word (十分)."""
    if numeral[0].isdecimal():  # By far the commonest: 698家.
        apart = text[start - 1 : start] == "-" and kind_of(unit) == "count"  # 歼-20双机
        return apart or _is_mark(text, start, numeral, unit)
    short = len(numeral) == 1
    if short and unit in SHY and not text.endswith("零下", 0, start):
        return True
    if short and unit in OWN_MEASURES and numeral not in "十百":
        return True
    return (
        _is_article(text, start, numeral, kind_of(unit), alone)
        or _is_one_of_each(text, start, numeral, unit, alone)
        or _is_mark(text, start, numeral, unit)
    )


def _is_article(text: str, start: int, numeral: str, kind: str, alone: bool) -> bool:
    """Whether a numeral is 一 of 一家企业 and 一天一个价, or 百 of 百年老店."""
    if kind != "duration":  # Of things counted 二 only numbers: 二次创业.
        article = alone and numeral in {"一", "二"} and kind in ARTICLE_KINDS
        return article and not _is_hedged(text, start, alone)
    if _REIGN.search(text, max(0, start - 3), start):
        return True  # 民国二十三年
    if numeral not in _DENOMINATORS - {"十"} or _is_hedged(text, start, alone):
        return False
    lasts = numeral == "一" and (
        _ONE_LONG.search(text, max(0, start - 3), start) or _ONE_LONG_AFTER.match(text, start)
    )
    return not lasts


def _is_one_of_each(text: str, start: int, numeral: str, unit: str, alone: bool) -> bool:
    """Whether a number is a denominator or heads a column: 每万人, (万人), 亿元GDP能耗."""
    if not alone or numeral not in _DENOMINATORS:
        return False
    before = text[start - 1 : start]
    per_output = unit == "元" and _PER_OUTPUT.match(text, start + 2)
    return bool(per_output) or (bool(before) and before in "每（(")


def _is_mark(text: str, start: int, numeral: str, unit: str) -> bool:
    """Whether a number is a time of day (3点, 9时30分) or a grade (4级响应), not a measure."""
    if unit == "点":
        return not _POINTS.fullmatch(numeral.replace(",", ""))
    if unit == "分":
        return text[start - 1 : start] in tuple("时点:：")
    if unit != "级":
        return False
    force = _FORCE.search(text, max(0, start - 8), start) or _FORCE_AFTER.match(text, start)
    return not force


def _is_hedged(text: str, start: int, alone: bool) -> bool:
    return not alone or bool(LEAD_BEHIND.search(text, max(0, start - 9), start))


# Dates

_DAY_ALONE = re.compile(f"(?P<day>[{DIGITS}]+)(?P<word>[日号])$")
_IN_DAYS = re.compile(
    "[日号](?:内|之内|以内|游|均线|均|照|元|语|常|用|龄|以上|左右|后|起?本(?!报))"
)
_TOLD_DAY = re.compile(
    "电|讯|上午|下午|晚|凌晨|中午|从|在|对|向|就|举|召|表|发|公|获|[,，、—)）至]"
)
_HOW_LONG = re.compile("(?:约|近|超过|超|逾|大约|不到|不足|至少|最多|最高|距今|长达|历时)$")


def is_no_date(text: str, match: re.Match[str], floor: int) -> bool:
    """Whether what looks like a date is a house (8号楼), a duration (3日内, 近2000年) or a code."""
    span, end = match[0], match.end()
    if span[-1] in "年日" and _HOW_LONG.search(text, max(floor, match.start() - 4), match.start()):
        return True
    if span[-1].isdecimal() and end < len(text) and (text[end].isalnum() or text[end] == "-"):
        return True
    day = _DAY_ALONE.fullmatch(span)
    if day is None:
        return text.startswith(("代", "级"), end) and span[-1] == "年"
    if text[match.start() - 1 : match.start()] in tuple("廿卅初"):
        return True  # 廿五日
    if day["word"] == "号" or _IN_DAYS.match(text, end - 1):
        return True
    return not span[0].isdecimal() and len(day["day"]) == 1 and not _TOLD_DAY.match(text, end)


# 近 of time

_SINCE = re.compile("以?来|间|内|里")
_TOOK_BEFORE = re.compile(
    "(?:历时|历经|长达|用时|耗时|花了?|花费|用了?|经过|为期|相隔|时隔|时间长?|持续|等了?|已有|有着?|"
    "达|已|过去了|建成|成立|运行|工作了?|坚守|扎根|累计|超前|距今|缩短|延长|提前|推迟|减少|增加|跨越|"
    "走过|干了?|了|满|尘封|沉睡|沉寂|阔别|停滞|停摆|闲置|关押|服役|守护)$"
)
_TOOK_AFTER = re.compile("时间|之久|的?历史|光景|的时间|的努力|的建设|的奋战")


def is_last(text: str, first: int, end: int) -> bool:
    """Whether 近五年 means the last five years, as it does unless something took nearly as long.

    >>> is_last("近五年来", 0, 3), is_last("历时近五年", 2, 5)
    (True, False)
    """
    if _SINCE.match(text, end):
        return True
    took = _TOOK_BEFORE.search(text, max(0, first - 8), first) or _TOOK_AFTER.match(text, end)
    return not took


# Ratios

_PROPORTION_BEFORE = re.compile("比(?![分赛拼])[^，。；,;\n]{0,6}$|按(?:照)?$")
_FRACTION = re.compile(r"[1-9]/[1-9]\d?(?:以上|以下|左右)?")
_PART_BEFORE = re.compile("(?:占|约|近|超过?|达|的|为|至|到|逾|不足|不到)$")
_PART_AFTER = re.compile("的|强|弱")
_PROPORTION_AFTER = re.compile("的?(?:比例|配比|比率|杠杆)")


def is_proportion(text: str, start: int, end: int) -> bool:
    """Whether a:b is a proportion, not a score or a time of day."""
    if "/" in text[start:end]:  # 1/3的企业, and no 24/7 or 2018/1
        parted = _PART_BEFORE.search(text, max(0, start - 3), start)
        return bool(_FRACTION.fullmatch(text, start, end)) and bool(
            parted or _PART_AFTER.match(text, end)
        )
    before = _PROPORTION_BEFORE.search(text, max(0, start - 10), start)
    return bool(before or _PROPORTION_AFTER.match(text, end))


# Numbers without a unit

_NO_NUMBER = re.compile(
    r"[A-Za-z0-9_.:：∶/+×%％‰℃°号楼室路级后、.)）]|[-—–~～](?=[0-9A-Za-z])|[时分月日点]|比[0-9]|多年"
)
_AMOUNT_BEFORE = re.compile(
    "(?:达到?|共计|合计|总计|共有|增至|升至|降至|减至|增加到|上升到|下降到|总数为?|人数为?|数量为?)$"
)
_MONEY_BEFORE = re.compile(
    "(?:投资|产值|营收|收入|税收|资金|贷款|融资|金额|资产|市值|利润|销售额?|[进出]口额?|GDP|总额|经费|"
    "债务?|预算|增加值|成交额?|交易额|总值|年产值)[^，。；,;\n]{0,5}$"
)
_MONEY_AFTER = re.compile(
    "的?[一-鿿]{0,2}(?:基金|资金|投资|贷款|产值|债券|资产|补贴|经费|融资|产业集群|级产业)"
)


def is_number(text: str, start: int, end: int, numeral: str, hedged: bool) -> bool:
    """Whether a number without a unit is a quantity: hedged, 23亿, or led to by a verb."""
    before = text[start - 1 : start]
    if _NO_NUMBER.match(text, end) or (before and (is_letter(before) or before in ".-/:：#第")):
        return False
    whole = start == 0 and end == len(text.rstrip("\n"))
    arabic = numeral[0].isdecimal()
    if not arabic and len(numeral) == 1:
        return hedged and numeral in "百千万亿"
    if hedged or whole:
        return True
    if arabic:
        amount = _AMOUNT_BEFORE.search(text, max(0, start - 4), start)
        return numeral[-1] in "万亿" or bool(amount)
    scaled = numeral[0] not in MULTIPLIERS and not set("百千万亿").isdisjoint(numeral)
    return scaled or not set("几数").isdisjoint(numeral)


def is_money(text: str, start: int, end: int) -> bool:
    """Whether a number without a unit is one of yuan: 设立23亿基金, 产值突破千亿."""
    return not set("万亿").isdisjoint(text[start:end]) and bool(
        _MONEY_BEFORE.search(text, max(0, start - 16), start) or _MONEY_AFTER.match(text, end)
    )


# 突破50项关键技术 counts what was broken through; 突破50亿元 says more than.
_BREAKTHROUGH = re.compile(
    f"[{DIGITS}余多]+[项个种类道批](?:[^，。；]{{0,8}}?)(?:技术|难题|瓶颈|难关|核心|壁垒|难点)"
)


def is_breakthrough(text: str, start: int) -> bool:
    """Whether 突破 before a figure is the verb of a breakthrough and hedges nothing."""
    return bool(_BREAKTHROUGH.match(text, start))

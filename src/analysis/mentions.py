"""Mentions: every printed figure of a text, found and read with the words around it.

A numeral is met from the left. Where it begins a name or an idiom (`names`), that is passed over;
else the longest form of `periods` and `figures` that stands there is taken, the hedge before it is
added to its span, and what the whole span says is read. A numeral of no form is left alone.

    text ── numeral ── name? ── date? ── form? ── hedge before ── read ── base, direction, noun

Each step looks at a bounded stretch of text, so that the time is linear in its length.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from .bounds import Bounds, in_decimals, write_exact
from .figures import (
    COMPOSITE,
    CURRENCY_SIGNS,
    DOUBLING,
    HALF,
    ORDINAL,
    PART,
    PERCENT_RANGE,
    QUANTITY,
    RANGE,
    RATIO,
    Figure,
    read_bare,
    read_figure,
)
from .hedges import HEDGES, LEAD_BEHIND
from .names import find_name
from .numerals import MULTIPLIERS, NUMERAL, VAGUE
from .periods import DATE
from .units import ARTICLE_KINDS, FALSE_ENDS, OWN_MEASURES, SHY, UNITS, any_of, kind_of


@dataclass(frozen=True, slots=True)
class Found:
    """A printed figure in a text: `text` is the text's [start, end), `figure` what it says.

    `implied_unit` and `outside_hedge` are what the sentence adds to the span (see read_figure).
    `base` is the printed whole of a share, `direction` up or down, `noun` what is counted; each is
    empty where the sentence does not print it next to the figure.
    """

    start: int
    end: int
    text: str
    figure: Figure
    implied_unit: str = ""
    outside_hedge: str = ""
    base: str = ""
    direction: str = ""
    noun: str = ""


def find_mentions(text: str, *, names: bool = False) -> list[Found]:
    """Return every printed figure of a text in order; with `names`, numerals that are names too.

    >>> [found.text for found in find_mentions("园区有企业698家,产值超180亿元,一批项目近百个。")]
    ['698家', '超180亿元', '近百个']
    >>> [found.text for found in find_mentions("5G基站、统一规划、四川", names=True)]
    ['5G']
    """
    return [found for found in _find(text) if names or found.figure.kind != "name"]


def record(source: str, found: Found) -> dict[str, object]:
    """Return a mention as one flat record; bounds are decimal strings or None, offsets characters."""
    return {
        "source": source,
        "start": found.start,
        "end": found.end,
        "text": found.text,
        **_said(found.figure),
        "base": found.base,
        "direction": found.direction,
        "noun": found.noun,
    }


_DIGITS = "0-9〇零一二三四五六七八九十百千万亿两"
_SEED = re.compile(f"[{_DIGITS}半几数第]")
# No figure has so long a numeral; a longer row of digits is passed over whole.
_ENDLESS = re.compile(f"[{_DIGITS}几数,.]{{41,}}")
_ARABIC = re.compile(r"\d+(?:[.,]\d+)*")
_NUMERAL = re.compile(f"{VAGUE}|{NUMERAL}")
_FORMS = [re.compile(form) for form in (HALF, COMPOSITE, PERCENT_RANGE, PART, RANGE, ORDINAL)]
_QUANTITY = re.compile(QUANTITY)
_RATIO = re.compile(f"{RATIO}(?![:：∶比0-9])")
_DOUBLING = re.compile(DOUBLING)
_MARK_BEHIND = re.compile(f"{any_of(CURRENCY_SIGNS)}$")
_SIGN_BEHIND = re.compile(r"(?:(?<![0-9A-Za-z%％℃万亿元年月日家个\-−–—－.])[-−–－]|零下|负)$")
_SHARED = re.compile(f"[ \u3000]?(?:、|和|与|及|或)[ \u3000]?(?=[{_DIGITS}])")
_LINE_START = re.compile(r"(?:^|[\n（(])[ \u3000]*$")


def _find(text: str) -> Iterator[Found]:
    """Yield every figure and name from the left."""
    narrow = _narrowed(text)
    at = floor = 0  # Where to look on, and where the last figure ended.
    bare: list[tuple[int, int, int]] = []  # Numerals that may share the unit of the next figure.
    while seed := _SEED.search(narrow, at):
        start = seed.start()
        if endless := _ENDLESS.match(narrow, start):
            at = endless.end()
            continue
        if (name := find_name(narrow, start)) and name[0] >= floor:
            yield Found(*name, text[slice(*name)], Figure("name", hedge=""))
            at = floor = name[1]
            bare = []
            continue
        if found := _figure_at(narrow, start, floor):
            if bare and bare[-1][2] == found.start:
                yield from _sharing(narrow, text, bare, found)
            yield _with_words(narrow, text, found)
            at = floor = found.end
            bare = []
            continue
        if found := _name_at(narrow, start, floor):
            yield _cut(text, found)
            at = floor = found.end
            bare = []
            continue
        numeral = _NUMERAL.match(narrow, start)
        if numeral and (shared := _SHARED.match(narrow, numeral.end())):
            listed = narrow[start].isdecimal() or not _LINE_START.search(narrow, max(0, start - 3), start)
            signed = _SIGN_BEHIND.search(narrow, max(floor, start - 2), start)
            first = signed.start() if signed else start
            bare = [*(bare if bare and bare[-1][2] == first else []), (first, numeral.end(), shared.end())]
            bare = bare[-8:] if listed else []
            at = shared.end()
            continue
        arabic = _ARABIC.match(narrow, start)
        at, bare = (arabic.end() if arabic else start + 1), []


def _narrowed(text: str) -> str:
    """Return a text with full-width digits and signs narrowed, one character for one.

    ， is a comma only between full-width digits; elsewhere it parts sentences.
    """
    if not _WIDE.search(text):
        return text
    return _WIDE_COMMA.sub(",", text).translate(_NARROW)


_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ％．]")
_WIDE_COMMA = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F) if chr(wide) not in "，！；：？（）"}


def _figure_at(text: str, start: int, floor: int) -> Found | None:
    """Return the figure whose first numeral stands at `start`; its span may begin before it."""
    if text[start].isdecimal() and start and _is_letter(text[start - 1]):
        return None  # C919, PM2.5
    return _date_at(text, start, floor) or _form_at(text, start, floor)


def _is_letter(char: str) -> bool:
    return char.isascii() and (char.isalpha() or char == "_")


# Dates


# What before a numeral belongs to its date: 上半年, 前三季度, 上世纪90年代.
_BEFORE_DATE = ("上个世纪", "上世纪", "上", "下", "前")
# Days and months that are none: 8号楼, 3日内, 三日.
_DAY_ALONE = re.compile(f"(?P<day>[{_DIGITS}]+)[ \u3000]?(?P<word>[日号])$")
_IN_DAYS = re.compile("[日号](?:内|之内|以内|游|均线|均|照|元|语|常|用|龄|以上|左右|后|起?本(?!报))")
_TOLD_DAY = re.compile("电|讯|上午|下午|晚|凌晨|中午|从|在|对|向|就|举|召|表|发|公|获|,|，|、|—|至|\\)|）")


def _date_at(text: str, start: int, floor: int) -> Found | None:
    """Return the date or period that begins with the numeral at `start`."""
    back = next(
        (n for n in (4, 3, 1) if text.startswith(_BEFORE_DATE, start - n) and start - n >= floor), 0
    )
    first = start - back
    match = DATE.match(text, first)
    if match is None:
        match = DATE.match(text, start)
    if match is None or _is_no_date(text, match, floor):
        return None
    figure = _read(match[0])
    if figure is None or figure.kind not in {"date", "period"}:
        return None
    return Found(match.start(), match.end(), match[0], figure)


def _is_no_date(text: str, match: re.Match[str], floor: int) -> bool:
    """Whether what looks like a date is a house, a duration or part of a longer number."""
    span, end = match[0], match.end()
    if _LEAD_OF_AGE.search(text, max(floor, match.start() - 4), match.start()) and span[-1] in "年日":
        return True  # 近2000年, 约10日
    if text[end - 1].isdecimal() and end < len(text) and (text[end].isalnum() or text[end] == "-"):
        return True  # 2023-10-08-1
    day = _DAY_ALONE.fullmatch(span)
    if day is None:
        return text.startswith(("代", "级"), end) and span[-1] == "年"
    if day["word"] == "号" or _IN_DAYS.match(text, end - 1):
        return True
    return not span[0].isdecimal() and len(day["day"]) == 1 and not _TOLD_DAY.match(text, end)


_LEAD_OF_AGE = re.compile("(?:约|近|超过|超|逾|大约|不到|不足|至少|最多|最高|距今|长达|历时)$")


# Other forms


def _form_at(text: str, start: int, floor: int) -> Found | None:
    """Return the figure of any other form that begins with the numeral at `start`."""
    if "翻" in text[max(floor, start - 5) : start]:
        match = _DOUBLING.match(text, text.rindex("翻", floor, start))
        if match and match.end() > start and (figure := _read(match[0])):
            return Found(match.start(), match.end(), match[0], figure)
    for form in _FORMS:
        match = form.match(text, start)
        if match and not _misread(text, match, start) and (found := _hedged(text, match, floor)):
            return found
    if part := _part_of_ratio(text, start):
        return part
    match = _RATIO.match(text, start)
    if match and _is_proportion(text, match):
        return _hedged(text, match, floor)
    match = _QUANTITY.match(text, start)
    if match is None:
        return None
    if (match["unit"] or match["unit_more"]) and not _misread(text, match, start):
        return _hedged(text, match, floor)
    if listed := _LISTED.match(text, start):  # 兰州、白银两市 counts the cities it names.
        if _LIST_BEFORE.search(text, max(0, start - 9), start) and (figure := _read(listed[0], "个")):
            return Found(start, listed.end(), listed[0], figure, "个")
    return _bare_at(text, start, floor)


_LISTED = re.compile("[两三四五六七八九](?=[省市县区州国镇乡村校院企地方](?![级长民场区域]))")
_LIST_BEFORE = re.compile("[、和与][一-鿿]{1,7}$")


def _part_of_ratio(text: str, start: int) -> Found | None:
    """Return a number of 7.2:41.5:51.3, each of which is a share of one whole."""
    match = _ARABIC.match(text, start)
    chain = match and _CHAIN.search(text, max(0, start - 16), match.end() + 16)
    if match is None or chain is None or not chain.start() <= start < chain.end():
        return None
    value = Fraction(match[0].replace(",", ""))
    return Found(start, match.end(), match[0], Figure("ratio", value, Bounds.point(value)))


_CHAIN = re.compile(r"(?<![\d.:：∶])\d{1,2}(?:\.\d+)?(?:[:：∶]\d{1,2}(?:\.\d+)?){2,4}(?![\d.:：∶])")


def _is_proportion(text: str, match: re.Match[str]) -> bool:
    """Whether a:b is a proportion, not a score or a time of day."""
    return bool(
        _PROPORTION_BEFORE.search(text, max(0, match.start() - 10), match.start())
        or _PROPORTION_AFTER.match(text, match.end())
    )


_PROPORTION_BEFORE = re.compile("比[^，。；,;\n]{0,6}$|按(?:照)?$")
_PROPORTION_AFTER = re.compile("的?(?:比例|配比|比率|杠杆)")


def _misread(text: str, match: re.Match[str], start: int) -> bool:
    """Whether what looks like a figure is an article, an idiom or the start of another word."""
    groups = match.groupdict()
    if text[start - 1 : start] == "大" and text[start] == "半":
        return True  # 大半天
    if match[0] == "一期" and text[start - 1 : start] in tuple("新每上下本这前当"):
        return True
    unit, end = groups.get("unit") or "", match.end()
    following = text[end : end + 1]
    if unit and text.endswith(unit, start, end) and following:
        if following in FALSE_ENDS.get(unit, ()) or (_is_letter(unit[-1]) and (_is_letter(following) or following.isdecimal())):
            return True
    if "low" in groups:
        return _is_change(text, match)
    numeral = groups.get("numeral")
    if numeral is None or not unit or text[start] == "第":
        return False
    alone = not (groups.get("more") or groups.get("after") or groups.get("trail"))
    return _counts_nothing(text, start, numeral, unit, alone)


def _is_change(text: str, match: re.Match[str]) -> bool:
    """Whether two numbers are where something came from and where it went: 从5%到8%."""
    if match.groupdict().get("about") or not re.search("[至到]", match[0]):
        return False
    unit = match.groupdict().get("unit") or "%"
    if UNITS.get(unit) == "duration":
        return False
    return bool(_FROM.search(text, max(0, match.start() - 12), match.start()))


_FROM = re.compile("[从由自](?:[^，。；、,;\n]{0,8}的)?$")
_DENOMINATORS = {"一", *MULTIPLIERS}
# 一年 is a length where something lasts it, and else a way of speaking: 一天一个价.
_ONE_LONG = re.compile("(?:过去|最近|近|未来|今后|为期|历时|用|长达|满|不到|提前|缩短|延长|仅|[再还才])$")
_ONE_LONG_AFTER = re.compile("一(?:周年|个?月|个?小时|[年天周])(?:时间|以?内|之内|以?来|以上|左右|多|期|后|前|的时间)")


def _counts_nothing(text: str, start: int, numeral: str, unit: str, alone: bool) -> bool:
    """Whether a numeral before its unit is an article (一家企业) or part of a word (十分)."""
    kind, before = kind_of(unit), text[start - 1 : start]
    hedged = not alone or bool(LEAD_BEHIND.search(text, max(0, start - 9), start))
    if before and before in "每（(" and numeral in _DENOMINATORS:
        return alone  # 每万人, and 万人 at the head of a column
    if unit in SHY and len(numeral) == 1 and not numeral.isdecimal():
        return True
    if unit in OWN_MEASURES and len(numeral) == 1 and numeral not in "十百" and not numeral.isdecimal():
        return True
    if numeral == "一" and kind in ARTICLE_KINDS:
        return alone
    if numeral == "一" and kind == "duration":
        return not hedged and not _ONE_LONG.search(text, max(0, start - 3), start) and not _ONE_LONG_AFTER.match(text, start)
    if kind == "count" and before == "-":
        return True  # 歼-20
    if numeral == "二" and kind in ARTICLE_KINDS:
        return alone
    if numeral in MULTIPLIERS and numeral != "十" and kind == "duration":
        return not hedged  # 百年老店
    if unit == "点":
        return not re.fullmatch(r"\d+\.\d+|\d{3,}(?:\.\d+)?|[6-9]\d", numeral.replace(",", ""))
    if unit == "分":  # 9时30分 is a time of day.
        return bool(before) and before in "时點点:："
    if unit == "级":
        return not _FORCE.search(text, max(0, start - 8), start) and not _FORCE_AFTER.match(text, start)
    return False


_FORCE = re.compile("(?:风力?|地震|震级|里氏|阵风|烈度).{0,4}$|发生.{0,1}$")
_FORCE_AFTER = re.compile(r"[0-9.一二三四五六七八九十至到—–~～-]+级(?:以上|左右|及以上)?的?(?:大风|地震|强震|阵风|台风|烈度|风|余震|东|西|南|北|偏)")


def _bare_at(text: str, start: int, floor: int) -> Found | None:
    """Return a number without a unit, where its sentence shows that it is a quantity."""
    match = _BARE.match(text, start)
    if match is None:
        return None
    end = match.end()
    if _NOT_BARE.match(text, end) or (start and (_is_letter(text[start - 1]) or text[start - 1] in ".-/:：#第")):
        return None
    lead = _lead_before(text, start, floor, match[0])
    if not (lead or match["hedged"] is not None or _is_number(text, start, match["numeral"])):
        return None
    alone = len(match[0]) == 1 and not match[0].isdecimal()
    if alone and not (lead and match[0] in "百千万亿"):
        return None
    money = _MONEY_BEFORE.search(text, max(0, start - 16), start) or _MONEY_AFTER.match(text, end)
    unit = "元" if money and set(match[0]) & set("万亿") else ""
    first, outside = lead or (start, "")
    figure = _read(text[first:end], unit, outside)
    return figure and Found(first, end, text[first:end], figure, unit, outside)


_BARE = re.compile(
    f"(?P<numeral>{VAGUE}|{NUMERAL})(?P<hedged>[余多来](?![家年地人元数次种])[百千万亿]*|(?<=[几])|(?=以上|左右|以下))?"
    f"(?:以上|左右|以下)?"
)
_NOT_BARE = re.compile(r"[A-Za-z0-9_.:：∶/+×%％‰℃°号楼室路级后、.)）]|[-—–~～](?=[0-9A-Za-z])|时|分|月|日|点|比[0-9]|多年")
_AMOUNT_BEFORE = re.compile("(?:达到?|共计|合计|总计|共有|增至|升至|降至|减至|增加到|上升到|下降到|总数为?|人数为?|数量为?)$")
_MONEY_BEFORE = re.compile(
    "(?:投资|产值|营收|收入|税收|资金|贷款|融资|金额|资产|市值|利润|销售额?|[进出]口额?|GDP|总额|经费|债务?|预算|增加值|成交额?|交易额|总值|年产值)"
    "[^，。；,;\n]{0,5}$"
)
_MONEY_AFTER = re.compile("(?:的)?[一-鿿]{0,2}(?:基金|资金|投资|贷款|产值|债券|资产|补贴|经费|融资|产业集群|级产业)")


def _is_number(text: str, start: int, numeral: str) -> bool:
    """Whether a numeral is plainly a number: 23亿, 三千二百, or the amount a verb leads to."""
    if numeral[0].isdecimal():
        if numeral[-1] in "万亿":
            return True
        return bool(_AMOUNT_BEFORE.search(text, max(0, start - 4), start))
    whole = start == 0 and len(numeral) == len(text.rstrip("\n"))
    scaled = set(numeral) & set("百千万亿") and len(numeral) >= 3
    vague = numeral[0] in "几数" or "几" in numeral
    return whole or bool(scaled) or vague


def _lead_before(text: str, start: int, floor: int, span: str) -> tuple[int, str] | None:
    """Return where the hedge before a numeral begins and, where it stays outside, which it is."""
    match = LEAD_BEHIND.search(text, max(floor, start - 9), start)
    if match is None:
        apart = _APART.search(text, max(floor, start - 14), start)
        return (start, "约") if apart else None
    word = match["lead"]
    hedge = HEDGES[word]
    if hedge.only_before and span[0] not in hedge.only_before:
        return None
    if hedge.outside:
        return (start, word) if not _BREAKTHROUGH.match(text, start) else None
    return match.start(), ""


# 约占全省的41%: the hedge stands apart from its number.
_APART = re.compile(f"(?<![{HEDGES['约'].never_after}])约(?:为|占|合|有|需|是|能|可|达|相当于)(?:[^，。；、,;\n]{{0,8}}的)?$")
# 突破50项关键技术 counts what was broken through; 突破50亿元 says more than.
_BREAKTHROUGH = re.compile(f"[{_DIGITS}余多]+[项个种类道批](?:[^，。；]{{0,8}}?)(?:技术|难题|瓶颈|难关|核心|壁垒|难点)")


def _hedged(text: str, match: re.Match[str], floor: int) -> Found | None:
    """Return the figure of a form with the sign and the hedge that stand before it."""
    start, end = match.span()
    sign = _SIGN_BEHIND.search(text, max(floor, start - 2), start)
    inner = sign.start() if sign else start
    mark = _MARK_BEHIND.search(text, max(floor, inner - 3), inner)
    inner = mark.start() if mark else inner
    lead = _lead_before(text, inner, floor, match[0])
    spans = [lead] if lead else []
    spans += [(inner, ""), (start, "")]
    for first, outside in spans:
        figure = _read(text[first:end], "", outside)
        if figure is None or figure.kind in {"date", "period", "name"}:
            continue
        if sign and first < start and figure.kind not in _SIGNED_KINDS:
            continue
        if figure.hedge_word == "近" and figure.kind == "duration" and _is_last(text, first, end):
            first, figure = start, _read(text[start:end]) or figure
        return Found(first, end, text[first:end], figure, "", outside)
    return None


_SIGNED_KINDS = {"percent", "percentage_points", "physical", "money", "ratio"}


def _is_last(text: str, first: int, end: int) -> bool:
    """Whether 近五年 means the last five years, as it does unless something took nearly as long."""
    if _SINCE.match(text, end):
        return True
    return not (
        _TOOK_BEFORE.search(text, max(0, first - 8), first) or _TOOK_AFTER.match(text, end)
    )


_SINCE = re.compile("以?来|间|内|里")
_TOOK_BEFORE = re.compile(
    "(?:历时|历经|长达|用时|耗时|花了?|花费|用了?|经过|为期|相隔|时隔|时间长?|持续|等了?|已有|有着?|达|已|过去了|"
    "建成|成立|运行|工作了?|坚守|扎根|累计|超前|距今|缩短|延长|提前|推迟|尘封|沉睡|沉寂|阔别|停滞|停摆|闲置|分别|关押|服役|守护|减少|增加|跨越|走过|干了?|了|满)$"
)
_TOOK_AFTER = re.compile("时间|之久|的?历史|光景|的时间|的努力|的建设|的奋战")


# Names


def _name_at(text: str, start: int, floor: int) -> Found | None:
    """Return the name that holds the numeral at `start`, by its form."""
    for form, back in _NAMES_AT:
        first = max(floor, start - back)
        match = form.match(text, first) if first == start - back else None
        if match and match.start() <= start < match.end():
            figure = _read(match[0])
            if figure is None or figure.kind != "name":
                figure = Figure("name", hedge="")
            return Found(match.start(), match.end(), match[0], figure)
    return None


_NO_COUNT = "".join(sorted({unit for unit, kind in UNITS.items() if len(unit) == 1} - {"位", "环", "核", "轴", "区", "园", "社"}))
_PIECE_OF_NAME = f"[一二两三四五六七八九](?![{_DIGITS}{_NO_COUNT}]|[^一-鿿])"
_NAMES_AT = [
    (re.compile(form), back)
    for form, back in (
        (r"\d{1,2}[A-Z](?![A-Za-z0-9])", 0),
        (r"\d+(?:\+(?:\d+|[NX]))+", 0),
        (r"(?:十[一二三四五六七八九]?|[一二三四五六七八九])五(?=[”\"』」’]|规划|时期|期间|末|以来|开局|收官|[，。、]|$)", 0),
        (f"{_PIECE_OF_NAME}[一-鿿](?=[一二两三四五六七八九]){_PIECE_OF_NAME}[一-鿿]", 0),
        (f"{_PIECE_OF_NAME}[一-鿿]{{2}}(?=[一二两三四五六七八九]){_PIECE_OF_NAME}[一-鿿]{{2}}", 0),
        (r"从\d+到\d+", 1),
        (r"[一多]对[一多]", 0),
        (r"一站式", 0),
        (r"[一二三]等奖", 0),
        (r"(?<![、和与])[一-鿿]{2}[两三四五六七八九][区市县省](?![一-鿿]?[个级])", 2),
    )
]


def _cut(text: str, found: Found) -> Found:
    """Return a mention with the words of the original text."""
    return replace(found, text=text[found.start : found.end])


# The words around a figure


def _sharing(
    narrow: str, text: str, bare: list[tuple[int, int, int]], found: Found
) -> Iterator[Found]:
    """Yield the numbers of a list that share the last one's unit: 1.2和3.4个百分点."""
    unit = _shared_unit(found)
    if not unit:
        return
    for start, end, _ in bare:
        alone = narrow[start:end]
        implied = unit
        if unit in _DATE_WORDS and not (len(alone) == 4 if unit == "年" else len(alone) <= 2):
            continue
        scale = unit[: len(unit) - len(unit.lstrip("万亿"))]
        if scale and set(alone) & set("百千万亿"):
            implied = unit.removeprefix(scale)
        figure = _read(alone, implied, found.outside_hedge if False else "")
        if figure is not None and figure.kind == found.figure.kind:
            yield _with_words(
                narrow, text, Found(start, end, alone, figure, implied)
            )


_DATE_WORDS = ("年", "月", "日")


def _shared_unit(found: Found) -> str:
    """Return the unit a list's last figure gives the numbers before it, with its 万 or 亿."""
    if found.figure.kind == "date":
        return next((word for word in _DATE_WORDS if found.text.endswith(word)), "")
    if found.figure.kind in {"period", "ordinal", "name", "ratio"} and found.figure.unit != "倍":
        return ""
    match = re.search("([万亿]*)[余多]?[ \u3000]?[^0-9万亿]*$", found.text)
    return (match[1] if match else "") + found.figure.unit


def _with_words(narrow: str, text: str, found: Found) -> Found:
    """Return a mention with its own words and those around it: base, direction, noun."""
    kind = found.figure.kind
    share = kind in {"percent", "ratio"}
    return Found(
        found.start,
        found.end,
        text[found.start : found.end],
        found.figure,
        found.implied_unit,
        found.outside_hedge,
        base=_base(narrow, found.start) if share else "",
        direction=_direction(narrow, found.start),
        noun=_noun(narrow, found.start, found.end) if kind in {"count", "money", "physical"} or share else "",
    )


_BASE = re.compile("占(?P<of>[^，。；、,;:：占\n]{1,18}?)(?:的)?(?:比重|比例|份额|比率)?(?:的|为|达到?|超|约|近|已|高达|是|提高到|上升到|降至)*$")
_WHOLE = re.compile("(?P<of>全[省国市县区球州]|全世界|其中)$")
_UP = "增长|增加|提高|上升|提升|扩大|上涨|增幅|涨幅|增速|同比增|环比增|增|涨|升|翻|回升|攀升|激增|加快"
_DOWN = "下降|减少|降低|下滑|回落|下跌|缩减|缩短|降幅|跌幅|减幅|压减|减|降|跌|收窄|萎缩"
_TURN = re.compile(f"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|达到?|约?为|幅度?为?|近|约|率为?|超过?|逾|高达|比例为)*$")


def _base(text: str, start: int) -> str:
    """Return the printed whole a share is of: 全省总数 in 占全省总数的41%."""
    behind = text[max(0, start - 28) : start]
    match = _BASE.search(behind) or _WHOLE.search(behind)
    return match["of"] if match else ""


def _direction(text: str, start: int) -> str:
    """Return up or down where a verb before the figure says so."""
    match = _TURN.search(text[max(0, start - 8) : start])
    if match is None:
        return ""
    return "up" if match["up"] else "down"


_AFTER_NOUN = re.compile(
    "(?:以上)?的?(?P<noun>[一-鿿A-Za-z“”·]{2,16}?)(?=[^一-鿿A-Za-z“”·]|$|的|和|与|及|等|在|是|已|为|将|被|把|对|向|从|到|获|入选|参|进|开展|代表|共|提|通过|实现|完成|用于|投入|正|成功|其中|同比|比上)"
)
_BEFORE_NOUN = re.compile(
    "(?:(?:共有|拥有|现有|建有|设有|设立|建成|新增|引进|培育|集聚|入驻|累计|完成|实现|有|达|共|全[省国市县区]|年|月|底|，|。|；|、|和|的|,|;|\n|^))"
    "(?P<noun>[一-鿿A-Za-z“”]{2,14}?)(?:总数|数量|数)?(?:共有?|达到?|为|约|近|超过?|已达|分别为|共计|合计|累计|增至|数)?$"
)


def _noun(text: str, start: int, end: int) -> str:
    """Return what is counted: the words after the figure, or those before it at a clause's end."""
    after = _AFTER_NOUN.match(text, end, end + 24)
    if after and text[end : end + 1] not in "，。；、,;):）\n ":
        return after["noun"]
    before = _BEFORE_NOUN.search(text[max(0, start - 22) : start])
    return before["noun"] if before else ""


# Reading


@lru_cache(maxsize=65_536)  # Printed spans repeat, and so does what they say.
def _read(span: str, implied_unit: str = "", outside_hedge: str = "") -> Figure | None:
    """Return what a span says, with a unit of its own or without; None where it is no figure."""
    try:
        return read_figure(span, implied_unit, outside_hedge)
    except ValueError:
        return None if implied_unit else read_bare(span, outside_hedge)


@lru_cache(maxsize=65_536)
def _said(figure: Figure) -> dict[str, object]:
    """Return the fields of a record that what is printed decides."""
    bounds = None if figure.bounds is None else in_decimals(figure.bounds)
    return {
        "kind": figure.kind,
        "low": None if bounds is None or bounds.low is None else write_exact(bounds.low),
        "low_closed": bounds is not None and bounds.low_closed,
        "high": None if bounds is None or bounds.high is None else write_exact(bounds.high),
        "high_closed": bounds is not None and bounds.high_closed,
        "unit": figure.unit,
        "hedge": figure.hedge,
        "hedge_word": figure.hedge_word,
        "date": figure.date,
    }

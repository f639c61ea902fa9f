"""Mentions: every printed figure of a text, found and read with the words around it.

A numeral is met from the left. Where it begins a name or an idiom (`names`), that is passed over;
else the longest form of `periods` and `figures` that stands there is taken, unless it only looks
like one (`lookalikes`); the hedge before it joins its span, and what the whole span says is read.
A numeral of no form is left alone, or waits for the unit it shares with the next: 1.2和3.4个百分点.

Each step looks at a bounded stretch of text, so that the time is linear in its length.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from .bounds import Bounds, in_decimals, write_exact
from .context import base_of, direction_of, noun_of
from .figures import (
    CURRENCY_SIGNS,
    DATE_UNITS,
    FORMS,
    PLAIN,
    THOUSANDS,
    Figure,
    Form,
    read_as,
    read_bare,
    read_figure,
)
from .hedges import HEDGES, LEAD_BEHIND, LEAD_ENDS, hedge_words
from .lookalikes import (
    is_breakthrough,
    is_last,
    is_letter,
    is_misread,
    is_misread_plain,
    is_money,
    is_no_date,
    is_number,
    is_proportion,
)
from .names import SECONDS, find_name
from .narrowing import Places, narrowed, seen, squeezed
from .numerals import DIGITS, NUMERAL, VAGUE
from .periods import DATE, read_plan
from .units import UNITS, any_of


class Found(NamedTuple):
    """A printed figure in a text: `text` is the text's [start, end), `figure` what it says.

    Characters that nobody sees are part of `text`, and no part of what it says.

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


NAME = Figure("name", hedge="")


def find_mentions(text: str, *, names: bool = False) -> list[Found]:
    """Return every printed figure of a text in order; with `names`, numerals that are names too.

    >>> [found.text for found in find_mentions("园区有企业698家,产值超180亿元,一批项目近百个。")]
    ['698家', '超180亿元', '近百个']
    >>> [found.text for found in find_mentions("5G基站、统一规划、四川", names=True)]
    ['5G']
    """
    left, places = seen(text)
    found = _find(left, names=names)
    if places is None:  # As nearly always.
        return list(found)
    spans = ((one, places.span(one.start, one.end)) for one in found)
    return [one._replace(start=at, end=end, text=text[at:end]) for one, (at, end) in spans]


def record(source: str, found: Found) -> dict[str, object]:
    """Return a mention as one flat record; bounds are decimal strings or None."""
    figure = found.figure
    bounds = None if figure.bounds is None else in_decimals(figure.bounds)
    low, high = (None, None) if bounds is None else (bounds.low, bounds.high)
    return {
        "source": source,
        "start": found.start,
        "end": found.end,
        "text": found.text,
        "kind": figure.kind,
        "low": None if low is None else write_exact(low),
        "low_closed": bounds is not None and bounds.low_closed,
        "high": None if high is None else write_exact(high),
        "high_closed": bounds is not None and bounds.high_closed,
        "unit": figure.unit,
        "hedge": figure.hedge,
        "hedge_word": figure.hedge_word,
        "date": figure.date,
        "base": found.base,
        "direction": found.direction,
        "noun": found.noun,
    }


# Where a figure or a name may begin: a digit, or a hanzi numeral before what it can belong to.
_FOLLOWS = "".join(
    sorted(
        {
            *(unit[0] for unit in UNITS),
            *SECONDS,
            *"数月号季旬成折期届对等站多余来至到、和与及或点州",
        }
    )
)
_ONES = "一二两三四五六七八九"
_SEED = re.compile(
    f"[0-9第]|[{DIGITS}半几数](?=[{DIGITS}几{re.escape(_FOLLOWS)}—–~～-])"
    f"|[{_ONES}](?=[一-鿿]{{1,2}}[{_ONES}])|(?<=[近过超])半"
)
# No figure has so long a numeral; a longer row of digits is passed over whole.
_ENDLESS = re.compile(f"[{DIGITS}几数,.]{{41,}}")
_ARABIC = re.compile(r"\d+(?:[.,]\d+)*")
_NUMERAL = re.compile(f"{VAGUE}|{NUMERAL}")
# What parts numbers that share a unit.
_SHARING = re.compile(f"(?:、|和|与|及|或)(?=[{DIGITS}])")
_LINE_START = re.compile(r"(?:^|[\n（(])[ \u3000]*$")
# So many numbers may wait for a unit.
_MOST_SHARING = 8


_HANZI = frozenset(DIGITS) - frozenset("0123456789-")
_HANZI_BEFORE = _HANZI - {"一"} | set("几数廿卅")  # 统一三家


class _Bare(NamedTuple):
    """A number that waits for the unit of the next figure; `resumes` is where that must begin."""

    start: int
    end: int
    resumes: int


def _find(text: str, *, names: bool) -> Iterator[Found]:
    """Yield every figure, and every name where they are wanted, from the left."""
    narrow, places = squeezed(narrowed(text))
    at = floor = 0  # Where to look on, and where the last mention ended.
    waiting: list[_Bare] = []
    while seed := _SEED.search(narrow, at):
        start = seed.start()
        ahead = _AHEAD.match(narrow, start)
        assert ahead is not None  # It begins with whatever a numeral may begin with.
        if ahead.end() - start > 40 and (run := _ENDLESS.match(narrow, start)):
            at = run.end()
            continue
        found = _mention_at(narrow, start, floor, ahead[0])
        if found is not None:
            if names or found.figure.kind != "name":
                yield from _in_context(narrow, text, waiting, found, places)
            at = floor = found.end
            waiting = []
            continue
        bare_number = _bare_before_more(narrow, start, floor)
        if bare_number is not None:
            listed = waiting and waiting[-1].resumes == bare_number.start
            waiting = [*(waiting if listed else []), bare_number][-_MOST_SHARING:]
            at = bare_number.resumes
            continue
        arabic = _ARABIC.match(narrow, start)
        at = arabic.end() if arabic else start + 1
        waiting = []


def _mention_at(text: str, start: int, floor: int, ahead: str) -> Found | None:
    """Return the mention whose first numeral stands at `start`; its span may begin before it."""
    name = find_name(text, start)
    if name is not None and name[0] >= floor:
        return Found(*name, text[name[0] : name[1]], NAME)
    if text[start].isdecimal() and start and is_letter(text[start - 1]):
        return None  # C919, PM2.5
    if start > floor and text[start] in _HANZI and text[start - 1] in _HANZI_BEFORE:
        return None  # The rest of a numeral of no form says less than the whole.
    return (
        _date_at(text, start, floor, ahead)
        or _form_at(text, start, floor, ahead)
        or _name_at(text, start, floor)
    )


# A numeral, and the few characters that tell its form.
_AHEAD = re.compile(f"[{DIGITS}几数半第][{DIGITS}几数,.{THOUSANDS}]{{0,43}}.{{0,7}}")

# Dates

_OF_DATES = re.compile(r"[年月日号季世代旬]|\d{4}[-/.]")
# What before a numeral belongs to its date: 上半年, 前三季度, 上世纪90年代.
_BEFORE_DATE = ("上个世纪", "上世纪", "上", "下", "前")


def _date_at(text: str, start: int, floor: int, ahead: str) -> Found | None:
    """Return the date or period that begins with the numeral at `start`."""
    if not _OF_DATES.search(ahead):
        return None
    match = None
    if text[start - 1 : start] in ("上", "下", "前", "纪"):
        for word in _BEFORE_DATE:
            first = start - len(word)
            if match is None and first >= floor and text.startswith(word, first):
                match = DATE.match(text, first)
    match = match or DATE.match(text, start)
    if match is None or is_no_date(text, match, floor):
        return None
    figure = _read(match[0])
    if figure is None or figure.kind not in {"date", "period"}:
        return None
    return Found(*match.span(), match[0], figure)


# Other forms

_SHAPES = [form for name, form in FORMS.items() if name not in {"doubling", "ratio"}]
# Characters that only a form which is no plain quantity has beside its numeral.
_SHAPED = re.compile(
    f"[半成折至到—–―~～第期届番:：∶比/-]|分之|[年月天时钟分元块角斤公].?.?[零又]?[{DIGITS}]"
)
_TRAIL = any_of(hedge_words("trail"))
_BARE = re.compile(
    f"(?P<numeral>{VAGUE}|{NUMERAL}(?:个亿(?!元))?)(?:个(?=多亿))?"
    f"(?P<hedged>[余多来](?![家年地人元数次种])[百千万亿]*|(?<=[万亿])[余多]|(?={_TRAIL}))?(?:{_TRAIL})?"
)
_OF_RATIOS = frozenset(":：∶比/")
# 7.2:41.5:51.3, whose parts are shares of one whole.
_CHAIN = re.compile(r"(?<![\d.:：∶])\d{1,2}(?:\.\d+)?(?:[:：∶]\d{1,2}(?:\.\d+)?){2,4}(?![\d.:：∶])")
# 兰州、白银两市 counts the cities it names.
_COUNTED_NAMES = re.compile("(?!九州)[两三四五六七八九](?=[省市县区州国镇乡村](?![级长民场区域]))")
_NAMES_BEFORE = re.compile("[、和与][一-鿿]{1,7}$")


def _form_at(text: str, start: int, floor: int, ahead: str) -> Found | None:
    """Return the figure of any other form that begins with the numeral at `start`."""
    ahead = text[start - 1 : start] + ahead  # :43 ends the chain 9.7:47.3:43.
    if _SHAPED.search(ahead) and (shaped := _shape_at(text, start, floor, ahead)):
        return shaped
    match = PLAIN.pattern.match(text, start)
    if match is None:
        return None
    marked = start > floor and text[start - 1] in _MARK_ENDS and not match["unit"]
    if marked and (priced := _with_lead(text, match, PLAIN, floor)):
        return priced  # $3.5亿
    if (match["unit"] or match["unit_more"]) and not is_misread_plain(text, match):
        return _with_lead(text, match, PLAIN, floor)
    if match["numeral"] in _ONES:  # A single digit of hanzi needs a unit.
        return _counted_names_at(text, start)
    return _bare_at(text, start, floor)


def _shape_at(text: str, start: int, floor: int, ahead: str) -> Found | None:
    """Return the figure of a form that is no plain quantity."""
    if "番" in ahead and (doubling := _doubling_around(text, start, floor)):
        return doubling
    for form in _SHAPES:
        match = None if form.cue.isdisjoint(ahead) else form.pattern.match(text, start)
        if (
            match
            and not is_misread(text, match)
            and (found := _with_lead(text, match, form, floor))
        ):
            return found
    return None if _OF_RATIOS.isdisjoint(ahead) else _ratio_at(text, start, floor)


def _counted_names_at(text: str, start: int) -> Found | None:
    match = _COUNTED_NAMES.match(text, start)
    listed = match and _NAMES_BEFORE.search(text, max(0, start - 9), start)
    figure = _read(match[0], "个") if match and listed else None
    return Found(*match.span(), match[0], figure, "个") if match and figure else None


def _doubling_around(text: str, start: int, floor: int) -> Found | None:
    first = text.rfind("翻", max(floor, start - 5), start)
    match = FORMS["doubling"].pattern.match(text, first) if first >= 0 else None
    figure = read_as(FORMS["doubling"], match[0]) if match and match.end() > start else None
    return Found(*match.span(), match[0], figure) if match and figure else None


def _ratio_at(text: str, start: int, floor: int) -> Found | None:
    """Return a proportion as one figure, or the part of a chain of shares that stands there."""
    number = _ARABIC.match(text, start)
    chains = _CHAIN.finditer(text, max(0, start - 24), start + 32)
    if number and any(chain.start() <= start < chain.end() for chain in chains):
        figure = Figure("ratio", bounds=Bounds.point(Fraction(number[0].replace(",", ""))))
        return Found(*number.span(), number[0], figure)
    match = FORMS["ratio"].pattern.match(text, start)
    if match is None or not is_proportion(text, *match.span()):
        return None
    return _with_lead(text, match, FORMS["ratio"], floor)


def _bare_at(text: str, start: int, floor: int) -> Found | None:
    """Return a number without a unit, where its sentence shows that it is a quantity."""
    match = _BARE.match(text, start)
    if match is None:
        return None
    end = match.end()
    lead = _lead_before(text, start, floor)
    hedged = lead is not None or match["hedged"] is not None
    if not is_number(text, start, end, match["numeral"], hedged):
        return None
    unit = "元" if is_money(text, start, end) else ""
    first, outside = lead or (start, "")
    figure = _read(text[first:end], unit, outside)
    return Found(first, end, text[first:end], figure, unit, outside) if figure else None


# What stands before a form and belongs to it

_MARK_BEHIND = re.compile(f"{any_of(CURRENCY_SIGNS)}$")
_MARK_ENDS = frozenset(sign[-1] for sign in CURRENCY_SIGNS)
_SIGN_BEHIND = re.compile(r"(?:(?<![0-9A-Za-z%％℃万亿元年月日家个\-−–—－.])[-−–－]|零下|负)$")
_SIGN_ENDS = frozenset("-−–－下负")
_SIGNED_KINDS = {"percent", "percentage_points", "physical", "money", "ratio"}
# 约占全省的41%: the hedge stands apart from its number.
_APART = re.compile(
    f"(?<![{HEDGES['约'].never_after}])约(?:为|占|合|有|需|是|能|可|达|相当于)"
    "(?:[^，。；、,;\n]{0,8}的)?$"
)
_APART_ENDS = frozenset("为占合有需是能可达于的")


# What belongs to the figure after it ends with one of these; most characters are none.
_ENDS = _SIGN_ENDS | _MARK_ENDS | LEAD_ENDS | _APART_ENDS


def _with_lead(text: str, match: re.Match[str], form: Form, floor: int) -> Found | None:
    """Return the figure of a form with the sign and the hedge that stand before it."""
    start, end = match.span()
    if start <= floor or text[start - 1] not in _ENDS:
        figure = read_as(form, match[0])
        return Found(start, end, match[0], figure) if figure else None
    sign = _behind(_SIGN_BEHIND, _SIGN_ENDS, text, start, floor)
    inner = _behind(_MARK_BEHIND, _MARK_ENDS, text, sign, floor)
    lead = _lead_before(text, inner, floor)
    for first, outside in dict.fromkeys((*([lead] if lead else []), (inner, ""), (start, ""))):
        figure = read_as(form, text[first:end], outside)
        if figure is None and text[sign:start] in {"零下", "负"}:
            return None
        if figure is None:
            continue
        if sign < start and first < start and figure.kind not in _SIGNED_KINDS:
            continue
        if figure.hedge_word == "近" and figure.kind == "duration" and is_last(text, first, end):
            continue  # 近五年 is the last five years.
        return Found(first, end, text[first:end], figure, "", outside)
    return None


def _behind(
    pattern: re.Pattern[str], ends: frozenset[str], text: str, start: int, floor: int
) -> int:
    """Return where what stands right before `start` begins; `start` where nothing does."""
    if start <= floor or text[start - 1] not in ends:
        return start
    match = pattern.search(text, max(floor, start - 3), start)
    return match.start() if match else start


def _lead_before(text: str, start: int, floor: int) -> tuple[int, str] | None:
    """Return where the hedge before a numeral begins and, where it stays outside, which it is."""
    if start <= floor:
        return None
    before = text[start - 1]
    if before in LEAD_ENDS and (match := LEAD_BEHIND.search(text, max(floor, start - 9), start)):
        word = match["lead"]
        hedge = HEDGES[word]
        if hedge.only_before and text[start] not in hedge.only_before:
            return None
        if not hedge.outside:
            return match.start(), ""
        return None if is_breakthrough(text, start) else (start, word)
    if before in _APART_ENDS and _APART.search(text, max(floor, start - 14), start):
        return start, "约"
    return None


# Names by their form

_COUNTING = "".join(sorted(unit for unit in UNITS if len(unit) == 1 and unit not in "位环区园社基"))
_PIECE = f"[一二两三四五六七八九](?![{DIGITS}{_COUNTING}]|[^一-鿿])"
_PLACES = frozenset("区市县省")
# By how far before its first numeral a name begins.
_NAMES_AT = {
    0: re.compile(
        r"\d{1,2}[A-Z](?![A-Za-z0-9])"  # 5G
        r"|\d+(?:\+(?:\d+|[NX]))+"  # 2+1+N
        "|(?:十[一二三四五六七八九]?|[一二三四五六七八九])五"  # 十四五
        '(?=[”"』」’]|规划|时期|期间|末|以来|开局|收官|[，。、]|$)'
        f"|{_PIECE}[一-鿿]{_PIECE}[一-鿿]|{_PIECE}[一-鿿]{{2}}{_PIECE}[一-鿿]{{2}}"  # 一区六园
        "|[一多]对[一多]|一站式|[一二三]等奖"
    ),
    1: re.compile(r"从\d+到\d+(?![.\d%万亿])"),  # 从0到1
    # 兰白两区
    2: re.compile("(?<![、和与])[一-鿿]{2}[两三四五六七八九][区市县省](?![一-鿿]?[个级])"),
}


def _name_at(text: str, start: int, floor: int) -> Found | None:
    """Return the name that holds the numeral at `start`, by its form."""
    back = 0
    if start > floor and text[start - 1] == "从":
        back = 1
    elif text[start + 1 : start + 2] in _PLACES and start - 2 >= floor:
        back = 2
    match = _NAMES_AT[back].match(text, start - back) or (back and _NAMES_AT[0].match(text, start))
    if not match:
        return None
    return Found(*match.span(), match[0], Figure("name", date=read_plan(match[0]) or "", hedge=""))


# Numbers that share a unit


def _bare_before_more(text: str, start: int, floor: int) -> _Bare | None:
    """Return a number that a list goes on after; 三、 at the start of a line numbers it."""
    numeral = _NUMERAL.match(text, start)
    more = numeral and _SHARING.match(text, numeral.end())
    if numeral is None or more is None:
        return None
    if not text[start].isdecimal() and _LINE_START.search(text, max(0, start - 3), start):
        return None
    first = _behind(_SIGN_BEHIND, _SIGN_ENDS, text, start, floor)
    return _Bare(first, numeral.end(), more.end())


_SCALE = re.compile("([万亿]*)[余多]?[^0-9万亿]*$")


def _sharing(text: str, waiting: list[_Bare], found: Found) -> Iterator[Found]:
    """Yield the numbers of a list with the unit of its last figure."""
    figure = found.figure
    date = next((unit for unit in DATE_UNITS if found.text.endswith(unit)), "")
    dated = figure.kind in {"date", "period"} and date
    if not dated and figure.kind in {"date", "period", "ordinal", "name"}:
        return
    scale = _SCALE.search(found.text)
    for start, end, _ in waiting:
        alone = text[start:end]
        if dated:
            unit = date if (len(alone) == 4) == (date == "年") else ""
        else:  # 1.2和3.4亿元 share 亿, 500万和1.2亿元 do not.
            own = not set("百千万亿").isdisjoint(alone)
            unit = ("" if own or scale is None else scale[1]) + figure.unit
        shared = _read(alone, unit) if unit else None
        if shared is not None and shared.kind == figure.kind:
            yield Found(start, end, alone, shared, unit)


# The words around


_UNCOUNTED = {"name", "date", "period", "ordinal", "duration"}


def _in_context(
    narrow: str, text: str, waiting: list[_Bare], found: Found, places: Places | None
) -> Iterator[Found]:
    """Yield a mention, and before it those that share its unit, with the words around them."""
    last = _surrounded(narrow, text, found, places)
    if waiting and waiting[-1].resumes == found.start:
        shared = [
            _surrounded(narrow, text, bare, places) for bare in _sharing(narrow, waiting, found)
        ]
        # The verb before the first of a list turns them all.
        turn = (shared or [last])[0].direction
        yield from (bare._replace(direction=turn) for bare in shared)
        last = last._replace(direction=turn)
    yield last


def _surrounded(narrow: str, text: str, found: Found, places: Places | None) -> Found:
    """Return a mention in the words of the original text, with what is printed around it."""
    start, end, _, figure, implied_unit, outside_hedge, *_ = found
    first, last = (start, end) if places is None else places.span(start, end)
    kind = figure.kind
    if kind in _UNCOUNTED:
        return Found(first, last, text[first:last], figure, implied_unit, outside_hedge)
    share = kind in {"percent", "ratio"}
    counted = kind != "percentage_points"
    base = base_of(narrow, start) if share else ""
    signed = figure.value is not None and figure.value < 0  # The sign says it.
    turn = "" if signed else direction_of(narrow, start)
    # Of a share or a growth, the words before it are its whole or its verb, and no noun.
    led = share and (base or turn) and narrow[end : end + 1] != "的"
    noun = noun_of(narrow, start, end) if counted and not led else ""
    printed = text[first:last]
    return Found(first, last, printed, figure, implied_unit, outside_hedge, base, turn, noun)


@lru_cache(maxsize=65_536)  # Printed spans repeat, and so does what they say.
def _read(span: str, implied_unit: str = "", outside_hedge: str = "") -> Figure | None:
    """Return what a span says, with a unit or without; None where it is no figure."""
    try:
        return read_figure(span, implied_unit, outside_hedge)
    except ValueError:
        return None if implied_unit else read_bare(span, outside_hedge)

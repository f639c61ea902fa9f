"""Numerals as Chinese text prints them: 698, 1,234.5, 3.5万, ６.５, 四百三十, 二〇二三, 1亿2000万.

numeral  = section+                      each section smaller than the one before: 1亿2000万;
                                         万 and 亿 may count together: 三万五千亿
vague    = 几十万 | 十几 | 两三百       reaches over an interval
section  = (arabic | hanzi) multiplier?
arabic   = digits, with or without commas by threes, and decimals
hanzi    = 四百三十 (positions named) or 二〇二三 (digits in a row), and 点 decimals
"""

import re
import unicodedata
from decimal import Decimal, localcontext
from typing import NamedTuple

# Digits are drawn from Unicode, which knows all but 两 and 〇.
HANZI_DIGITS = {hanzi: int(unicodedata.numeric(hanzi)) for hanzi in "零一二三四五六七八九"} | {
    "〇": 0,
    "两": 2,
}
# Formal numerals of contracts and cheques, each for the plain one.
FORMAL = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟圆圓", "一二二三三四五六六七八九十百千元元")
# Traditional characters that stand in figures, each for the simplified one.
TRADITIONAL = str.maketrans(
    "萬億兩幾數點個餘過約達佔種項條張場輛噸畝歲門間戶級週處臺檔課雙對組層輪頭隻錢",
    "万亿两几数点个余过约达占种项条张场辆吨亩岁门间户级周处台档课双对组层轮头只钱",
)
_PLAINER = FORMAL | TRADITIONAL
POSITIONS = {"十": 10, "百": 100, "千": 1_000}
MYRIADS = {"万": 10**4, "亿": 10**8}
MULTIPLIERS = POSITIONS | MYRIADS

# Every character a numeral may hold, for use in a class of a pattern.
DIGITS = f"0-9{''.join(HANZI_DIGITS)}{''.join(MULTIPLIERS)}"

ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
HANZI = f"[{''.join(HANZI_DIGITS)}十百千]+(?:点[{''.join(HANZI_DIGITS)}]+)?"
# Only myriads part two sections, so that a long row of digits can be read in one way only.
_COUNT = f"(?:{ARABIC}(?:百(?!分点)|千)?|{HANZI})"
NUMERAL = f"(?:{_COUNT}(?:[万亿]+{_COUNT})*[万亿]*|[万亿]+(?:{_COUNT}[万亿]+)*{_COUNT}?)"

_D = f"[{''.join(digit for digit, value in HANZI_DIGITS.items() if value)}]"
_PLACE = "[十百千]?[万亿]*"
# Several, some ten, one or the next: 几十万, 数百, 十几, 二十几亿, 两三百, 十七八, 一百二三十.
VAGUE = (
    f"(?:[几数](?:[十百千][万亿]*|[万亿]+)"
    f"|(?:{_D}百)?{_D}?十几[百千]?[万亿]*|{_D}百几十|[1-9]0几"
    f"|(?:{_D}?[十百千](?:{_D}十)?)?{_D}{_D}(?!{_D}){_PLACE})"
)

_NUMERAL = re.compile(NUMERAL)
_VAGUE = re.compile(
    f"(?P<some>[几数])(?P<some_place>[十百千]?[万亿]*)"
    f"|(?P<tens>(?:{_D}百)?{_D}?十|[1-9]0)几(?P<tens_place>[百千]?[万亿]*)"
    f"|(?P<hundreds>{_D}百)几十"
    f"|(?P<head>(?:{_D}?[十百千](?:{_D}十)?)?)(?P<one>{_D})(?P<next>{_D})(?P<place>{_PLACE})"
)
_PLAIN = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)([百千]?[万亿]{0,2})")
_SECTION = re.compile(f"(?P<arabic>{ARABIC})?(?P<hanzi>{HANZI})?(?P<myriads>[万亿]*)")


def normalise(text: str) -> str:
    """Return a text with full-width signs narrow and its numerals plain and simplified.

    >>> normalise("６.５％,１,２３４家")
    '6.5%,1,234家'
    """
    if unicodedata.is_normalized("NFKC", text):
        return text.translate(_PLAINER)
    return "".join(
        narrow if len(narrow := unicodedata.normalize("NFKC", char)) == 1 else char for char in text
    ).translate(_PLAINER)


def read_numeral(printed: str) -> Decimal | None:
    """Return the exact value of a numeral, or None where the text is not one.

    >>> [str(read_numeral(text)) for text in ("1,234.5", "3.5万", "1亿2000万", "亿", "百")]
    ['1234.5', '35000', '120000000', '100000000', '100']
    >>> [
    ...     str(read_numeral(text))
    ...     for text in ("四百三十", "两千零五", "一万二", "二〇二三", "七点三")
    ... ]
    ['430', '2005', '12000', '2023', '7.3']
    >>> [read_numeral(text) for text in ("", "家", "1,23", "一万二亿", "三点", "两三", "2万5")]
    [None, None, None, None, None, None, None]
    """
    if plain := _PLAIN.fullmatch(printed):  # By far the commonest form needs no grammar.
        count = Decimal(plain[1])
        return _whole_or_not(count * _place(plain[2]) if plain[2] else count)
    text = normalise(printed)
    if not _NUMERAL.fullmatch(text):
        return None
    with localcontext(prec=9 * len(text)):  # Each character adds eight digits at most: 亿.
        return _read_sections(text)


def _read_sections(text: str) -> Decimal | None:
    total = Decimal(0)
    ceiling: int | None = None
    position = 0
    while position < len(text):
        section = _SECTION.match(text, position)
        assert section is not None
        value, scale = _read_section(section)
        if value is None:
            return None
        if ceiling == MYRIADS["万"] and scale == MYRIADS["亿"]:  # 三万五千亿: both count 亿.
            if value >= ceiling or section["hanzi"] in HANZI_DIGITS:  # 一万二亿: 1.2 or 1.0002?
                return None
            total *= scale
        elif ceiling is not None and value * scale >= ceiling:
            return None
        elif ceiling is not None and section[0] in HANZI_DIGITS:  # 一万二 is short for 一万二千.
            scale = ceiling // 10
        elif ceiling is not None and re.fullmatch(r"\d", section[0]):  # 2万5 may mean either.
            return None
        total += value * scale
        ceiling = scale
        position = section.end()
    return _whole_or_not(total)


def _whole_or_not(total: Decimal) -> Decimal:
    """Return a number without noughts that say nothing: 350000, 0.5."""
    return Decimal(int(total)) if total == int(total) else total.normalize()


def _read_section(section: re.Match[str]) -> tuple[Decimal | None, int]:
    """Return the number before the myriads, and the myriads: 3.5万 is (3.5, 10000)."""
    scale = 1
    for myriad in section["myriads"]:
        scale *= MYRIADS[myriad]
    arabic, hanzi = section["arabic"], section["hanzi"]
    if arabic and hanzi:  # 5千, 3百: a position after digits multiplies them; 5三 is no numeral.
        if hanzi not in POSITIONS:
            return None, scale
        return Decimal(arabic.replace(",", "")) * POSITIONS[hanzi], scale
    if arabic:
        return Decimal(arabic.replace(",", "")), scale
    return (_read_hanzi(hanzi) if hanzi else Decimal(1)), scale


def _read_hanzi(hanzi: str) -> Decimal | None:
    """Return the value of 四百三十, 二〇二三 or 七点三; None where the positions do not fall."""
    whole, _, decimals = hanzi.partition("点")
    if not any(char in POSITIONS for char in whole):
        if len(whole) == 2 and not set(whole) & set("〇零"):  # 两三 is two or three, not 23.
            return None
        value = Decimal("".join(str(HANZI_DIGITS[char]) for char in whole))
    else:
        found = _read_positions(whole)
        if found is None:
            return None
        value = Decimal(found)
    if decimals:
        digits = "".join(str(HANZI_DIGITS[char]) for char in decimals)
        value += Decimal(f"0.{digits}")
    return value


def _read_positions(hanzi: str) -> int | None:
    """Return the value of digits with their positions: 四百三十 is 430, 三百五 is 350."""
    total = 0
    digit: int | None = None
    ceiling = 10_000
    last_place = 1
    for char in hanzi:
        if char in POSITIONS:
            position = POSITIONS[char]
            if position >= ceiling:
                return None
            total += (1 if digit is None else digit) * position
            digit, ceiling, last_place = None, position, position // 10
        elif HANZI_DIGITS[char] == 0:
            digit, last_place = None, 1
        elif digit is not None:
            return None
        else:
            digit = HANZI_DIGITS[char]
    return total + (digit or 0) * last_place


class Vague(NamedTuple):
    """What a vague numeral leaves open: its two ends, and which of them it reaches."""

    low: Decimal
    high: Decimal
    low_closed: bool
    high_closed: bool


def read_vague(printed: str) -> Vague | None:
    """Return what a numeral like 两三百 or 几十万 allows, or None where the text is none.

    几 and 数 are more than one: 几十 begins with twenty and ends before a hundred. 十几 is more
    than ten and less than twenty. 两三百 is two hundred to three hundred.

    >>> [
    ...     (str(v.low), str(v.high))
    ...     for v in map(read_vague, ("两三百", "十几", "几十万", "十七八"))
    ...     if v
    ... ]
    [('200', '300'), ('10', '20'), ('200000', '1000000'), ('17', '18')]
    >>> [read_vague(text) for text in ("几", "三二", "二十三", "几何")]
    [None, None, None, None]
    """
    match = _VAGUE.fullmatch(printed)
    if match is None:
        return None
    if match["some"]:
        place = _place(match["some_place"])
        return Vague(2 * place, 10 * place, True, False) if place > 1 else None
    if match["tens"]:
        place, tens = _place(match["tens_place"]), read_numeral(match["tens"]) or Decimal(0)
        return Vague(tens * place, (tens + 10) * place, False, False)
    if match["hundreds"]:
        hundreds = Decimal(_read_positions(match["hundreds"]) or 0)
        return Vague(hundreds, hundreds + 100, False, False)
    head = Decimal(_read_positions(match["head"]) or 0) if match["head"] else Decimal(0)
    one, following = HANZI_DIGITS[match["one"]], HANZI_DIGITS[match["next"]]
    if match["one"] + match["next"] == "三两" and not match["head"]:  # 三两个
        one, following = 2, 3
    together = following - one == 1 or (one, following) == (3, 5)  # 三五家, but no 一三家
    if not together or _rises(match["head"], match["place"]):
        return None
    # 三百五六 is 350 to 360, as 三百五 is 350: the next place below.
    below = POSITIONS[match["head"][-1]] // 10 if match["head"] else 1
    return Vague(*_after(head, below, (one, following), match["place"]), True, True)


def _rises(head: str, place: str) -> bool:
    """Whether digits after 十 or 百 would not fall below it, as in 十二三十."""
    return bool(head and place[:1] in POSITIONS and POSITIONS[place[0]] >= POSITIONS[head[-1]])


def _after(
    head: Decimal, below: int, digits: tuple[int, int], place: str
) -> tuple[Decimal, Decimal]:
    """Return both ends of 一百二三十万: 十 belongs to the digits alone, 万 to all before it.

    Without such a place the digits count `below`.
    """
    inner = POSITIONS.get(place[:1], below)
    outer = _place(place[1:] if place[:1] in POSITIONS else place)
    one, following = digits
    return (head + one * inner) * outer, (head + following * inner) * outer


def _place(multipliers: str) -> Decimal:
    value = Decimal(1)
    for char in multipliers:
        value *= MULTIPLIERS[char]
    return value


def last_digit_unit(value: Decimal) -> Decimal:
    """Return one unit of the last non-zero digit: what 余 and 多 leave open after a round number.

    >>> [str(last_digit_unit(Decimal(v))) for v in ("400000", "270", "11", "3.50")]
    ['1E+5', '1E+1', '1', '0.1']
    """
    if not value:
        raise ValueError("zero has no non-zero digit")
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)  # Only NaN and infinity have none.
    return Decimal(1).scaleb(exponent)


def printed_resolution(printed: str) -> Decimal:
    """Return one unit of the last printed digit of a numeral: 1 for 77, 0.01 for 96.67.

    >>> [str(printed_resolution(text)) for text in ("77", "96.60", "七点三")]
    ['1', '0.01', '0.1']
    """
    if printed.isascii():
        return Decimal(1).scaleb(-len(printed.partition(".")[2]))
    decimals = re.search(f"[.点]([\\d{''.join(HANZI_DIGITS)}]*)", normalise(printed))
    return Decimal(1).scaleb(-len(decimals[1]) if decimals else 0)

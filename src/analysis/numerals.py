"""Numerals as Chinese text prints them: 698, 1,234.5, 3.5万, ６.５, 四百三十, 二〇二三, 1亿2000万.

numeral  = section+                      each section smaller than the one before: 1亿2000万;
                                         万 and 亿 may count together: 三万五千亿
section  = (arabic | hanzi) multiplier?
arabic   = digits, with or without commas by threes, and decimals
hanzi    = 四百三十 (positions named) or 二〇二三 (digits in a row), and 点 decimals
"""

import re
import unicodedata
from decimal import Decimal, localcontext

# Digits are drawn from Unicode, which knows all but 两 and 〇.
HANZI_DIGITS = {hanzi: int(unicodedata.numeric(hanzi)) for hanzi in "零一二三四五六七八九"} | {
    "〇": 0,
    "两": 2,
}
POSITIONS = {"十": 10, "百": 100, "千": 1_000}
MYRIADS = {"万": 10**4, "亿": 10**8}
MULTIPLIERS = POSITIONS | MYRIADS

ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
HANZI = f"[{''.join(HANZI_DIGITS)}十百千]+(?:点[{''.join(HANZI_DIGITS)}]+)?"
# Only myriads part two sections, so that a long row of digits can be read in one way only.
_COUNT = f"(?:{ARABIC}[百千]?|{HANZI})"
NUMERAL = f"(?:{_COUNT}(?:[万亿]+{_COUNT})*[万亿]*|[万亿]+(?:{_COUNT}[万亿]+)*{_COUNT}?)"

_NUMERAL = re.compile(NUMERAL)
_SECTION = re.compile(f"(?P<arabic>{ARABIC})?(?P<hanzi>{HANZI})?(?P<myriads>[万亿]*)")


def normalise(text: str) -> str:
    """Return the text with full-width digits and signs narrowed, one character for one.

    >>> normalise("６.５％,１,２３４家")
    '6.5%,1,234家'
    """
    return "".join(
        narrow if len(narrow := unicodedata.normalize("NFKC", char)) == 1 else char for char in text
    )


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
    decimals = re.search(f"[.点]([\\d{''.join(HANZI_DIGITS)}]*)", normalise(printed))
    return Decimal(1).scaleb(-len(decimals[1]) if decimals else 0)

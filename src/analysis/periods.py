"""Dates and periods as Chinese text prints them, kept to the precision they are printed with.

A point is a prefix of an ISO date: 2022年 is 2022, 2022年12月 is 2022-12. What is not printed is X:
10月7日 is XXXX-10-07, 8日 is XXXX-XX-08. A period is from/to, both ends included: 2023—2027年 is
2023/2027. A time of day follows a T: 8日15时30分 is XXXX-XX-08T15:30.
"""

import datetime
import re
from collections.abc import Callable

from .numerals import normalise, read_numeral
from .units import any_of

_ONES = "一二三四五六七八九"
_Y = f"(?:(?:1[6-9]|20)\\d\\d|[一二][〇零○ＯO0{_ONES}]{{3}})"
_SHORT = f"\\d\\d|[〇零{_ONES}][〇零{_ONES}]"
_M = f"(?:\\d{{1,2}}|十[一二]?|[{_ONES}])"
_D = f"(?:\\d{{1,2}}|[二三]?十[{_ONES}]?|[{_ONES}])"
_TO = "(?:[—–―－-]{1,2}|至|到|~|～)"

# Parts of a year, as the months they run over. 年底 is the last month, not the last day: it says no
# more than that; 年末 is the statistician's last day.
PARTS_OF_YEAR = {
    "上半年": ("01", "06"),
    "下半年": ("07", "12"),
    "一季度": ("01", "03"),
    "二季度": ("04", "06"),
    "三季度": ("07", "09"),
    "四季度": ("10", "12"),
    "第一季度": ("01", "03"),
    "第二季度": ("04", "06"),
    "第三季度": ("07", "09"),
    "第四季度": ("10", "12"),
    "首季度": ("01", "03"),
    "首季": ("01", "03"),
    "前两季度": ("01", "06"),
    "前二季度": ("01", "06"),
    "前三季度": ("01", "09"),
    "前两个季度": ("01", "06"),
    "前三个季度": ("01", "09"),
    "全年": ("", ""),
    "年初": ("01", "01"),
    "年中": ("06", "06"),
    "年底": ("12", "12"),
    "年末": ("12-31", "12-31"),
}
# Parts of a month, as the days they run over; the end of a month is the month, as 年底 is.
PARTS_OF_MONTH = {
    "上旬": ("01", "10"),
    "中旬": ("11", "20"),
    "下旬": ("21", ""),
    "初": ("", ""),
    "底": ("", ""),
    "末": ("", ""),
    "份": ("", ""),
}
_PARTS = "|".join(
    re.sub("[一二三四](?=季)", lambda ones: f"[{ones[0]}{' 一二三四'.index(ones[0])}]", part)
    for part in sorted(PARTS_OF_YEAR, key=len, reverse=True)
)
_C = f"(?:\\d{{1,2}}|二?十[{_ONES}]?)"

# The plans' years: two irregular ones, then every five years from the third, 1966 to 1970.
_FIRST_PLANS = {1: "1953/1957", 2: "1958/1962"}
_PLAN = re.compile(f"(?P<ordinal>十?[{_ONES}]|十)五")

_MONTH = f"(?P<month>{_M})月"
# 95年 alone is a duration; with a month, or a part of a year, it is the year.
_YEAR = f"(?P<year>{_Y}|(?:{_SHORT})(?=年(?:{_M}月|[底末])))年"
_DAY = f"(?P<day>{_D})(?:日|号)"
_YMD = f"(?:{_YEAR})?(?:{_MONTH})?{_DAY}"


def _last(pattern: str) -> str:
    """Return a pattern whose groups name the last point of a period."""
    return re.sub(r"\?P<(\w+)>", r"?P<last_\1>", pattern)


Reader = Callable[[re.Match[str]], str | None]


def read_date(printed: str) -> str | None:
    """Return a printed date or period as an ISO-like text, or None where it is neither.

    >>> [read_date(text) for text in ("2022年", "2022年12月", "10月7日", "2022年底")]
    ['2022', '2022-12', 'XXXX-10-07', '2022-12']
    >>> [read_date(text) for text in ("2023—2027年", "2023年1—9月", "2022年上半年")]
    ['2023/2027', '2023-01/2023-09', '2022-01/2022-06']
    >>> [read_date(text) for text in ("3月1日至15日", "10月中旬", "二十世纪九十年代")]
    ['XXXX-03-01/XXXX-03-15', 'XXXX-10-11/XXXX-10-20', '1990/1999']
    >>> [read_date(text) for text in ("9年", "13月", "2月30日", "2027—2023年", "")]
    [None, None, None, None, None]
    """
    text = normalise(printed)
    for pattern, read in _READERS:
        if match := pattern.fullmatch(text):
            return read(match)
    return None


def read_plan(printed: str) -> str | None:
    """Return the years of a five-year plan printed by its short name, or None.

    >>> read_plan("十四五"), read_plan("十五"), read_plan("四五家")
    ('2021/2025', '2001/2005', None)
    """
    match = _PLAN.fullmatch(printed)
    ordinal = match and read_numeral(match["ordinal"])
    if ordinal is None:
        return None
    first = 1951 + 5 * int(ordinal)
    return _FIRST_PLANS.get(int(ordinal), f"{first}/{first + 4}")


def _group(match: re.Match[str], name: str) -> str | None:
    """Return what a group matched; None where the pattern has no such group."""
    return match[name] if name in match.re.groupindex else None


def _point(match: re.Match[str], prefix: str = "", year: str = "", month: str = "") -> str | None:
    """Return the point of a match; a year or month that it leaves out may be given."""
    printed_year = _group(match, f"{prefix}year")
    printed_month, day = _group(match, f"{prefix}month"), _group(match, f"{prefix}day")
    year = _year(printed_year) if printed_year else year or "XXXX"
    month = f"{_number(printed_month):02d}" if printed_month else month
    if not day:
        return f"{year}-{month}" if _exists(year, month, "01") else None
    if not month and year != "XXXX":  # A year and a day without its month is no date.
        return None
    date = f"{_number(day):02d}"
    return f"{year}-{month or 'XX'}-{date}" if _exists(year, month or "01", date) else None


def _exists(year: str, month: str, day: str) -> bool:
    try:  # A leap year stands in for a year that is not printed.
        datetime.date(2000 if "X" in year else int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _read_year(match: re.Match[str]) -> str:
    return _year(match["year"])


def _read_part(match: re.Match[str]) -> str:
    year = _year(match["year"]) if match["year"] else "XXXX"
    part = re.sub("[1-4]", lambda digit: " 一二三四"[int(digit[0])], match["part"])
    first, last = PARTS_OF_YEAR[part]
    if not first:
        return year
    return f"{year}-{first}" if first == last else f"{year}-{first}/{year}-{last}"


def _read_part_of_month(match: re.Match[str]) -> str | None:
    month = _point(match)
    first, last = PARTS_OF_MONTH[match["part"]]
    if month is None or not first:
        return month
    if not last:  # The days a month ends on; of an unknown year February may have 29.
        year, _, number = month.rpartition("-")
        last = str(_last_day(f"{2000 if 'X' in year else year}-{number}").day)
    return f"{month}-{first}/{month}-{last}"


def _read_first_months(match: re.Match[str]) -> str | None:
    months = _number(match["months"])
    year = _year(match["year"]) if match["year"] else "XXXX"
    return f"{year}-01/{year}-{months:02d}" if 1 < months < 12 else None


def _read_years(match: re.Match[str]) -> str | None:
    first, last = _year(match["year"]), match["last_year"]
    if len(last) == 2:  # 1998—99年
        last = first[:2] + last
    return f"{first}/{_year(last)}" if first < _year(last) else None


def _read_period(match: re.Match[str]) -> str | None:
    first = _point(match)
    if first is None:
        return None
    year, _, rest = first.partition("-")
    month = rest.partition("-")[0]
    same_month = month if _group(match, "last_day") and "X" not in month else ""
    last = _point(match, "last_", year, same_month)
    # Months that fall run into the next year, which is printed or not a period.
    return f"{first}/{last}" if last and first < last else None


def _read_decade(match: re.Match[str]) -> str | None:
    decade = _number(match["decade"])
    if match["century"]:
        first = (_number(match["century"]) - 1) * 100 + decade
        return f"{first}/{first + 9}"
    # 九十年代 of no century are the 1990s; 二十年代 may be of either.
    century = "19" if match["last"] or decade >= 50 else "XX"
    return f"{century}{decade:02d}/{century}{decade + 9:02d}"


def _read_century(match: re.Match[str]) -> str | None:
    century = _number(match["century"])
    return f"{century * 100 - 99}/{century * 100}" if 0 < century <= 30 else None


def _read_time(match: re.Match[str]) -> str | None:
    date, printed = _point(match), _number(match["hour"] or match["hour2"])
    minute = match["minute"] or match["minute2"] or ("30" if match["half_hour"] else None)
    minutes = _number(minute) if minute else 0
    if date is None or printed > 24 or minutes > 59:
        return None
    hour = _hour(match["half"], printed)
    if hour is None or (hour == 24 and minutes):
        return date  # A moment of this night or the next day: no more is sure than the day printed.
    return f"{date}T{hour:02d}" + (f":{minutes:02d}" if minute else "")


def _hour(half: str | None, printed: int) -> int | None:
    """Return the hour of a day by its half; None for the small hours of a night, of either day."""
    if half in NIGHT and printed < 5:
        return None
    if half in NIGHT and printed == 12:
        return 24
    if half == "凌晨" and printed == 12:
        return 0
    later = half in AFTERNOON | NIGHT or (half == "中午" and printed < 10)
    return printed + 12 if later and printed < 12 else printed


def _year(printed: str) -> str:
    """Return a year in digits; 九八 is short for 1998, 15 for 2015."""
    digits = re.sub("[○ＯO]", "0", printed)
    number = "".join(str(_number(char)) for char in digits)
    return number if len(number) == 4 else f"{'20' if number < '50' else '19'}{number}"


def _number(printed: str) -> int:
    value = read_numeral(printed)
    assert value is not None
    return int(value)


_ANY_DAY = f"(?:{_YEAR})?(?:{_MONTH})?(?P<day>{_D})"
MORNING = frozenset("凌晨 清晨 早上 早晨 早 上午 中午".split())
AFTERNOON, NIGHT = frozenset({"下午", "傍晚"}), frozenset("晚上 晚间 晚 夜间 深夜".split())
_CLOCK = (
    f"(?:(?P<half>{any_of(MORNING | AFTERNOON | NIGHT)}))?"
    f"(?:(?P<hour>\\d{{1,2}}|二?十[{_ONES}]?|[{_ONES}两零])[时点]"
    f"(?:(?P<minute>\\d{{1,2}}|[零〇]?[{_ONES}]|[二三四五]?十[{_ONES}]?)分(?!钟)|(?P<half_hour>半)|整|许)?"
    f"|(?P<hour2>[01]?\\d|2[0-4])[:：](?P<minute2>[0-5]\\d))"
)
# What a date looks like and who reads it; of two that fit, the longer form stands first.
_FORMS: tuple[tuple[str, Reader], ...] = (
    (f"{_YMD}{_CLOCK}", _read_time),
    (f"{_ANY_DAY}(?:[日号])?{_TO}{_last(_YMD)}", _read_period),
    (
        f"(?:{_YEAR})?(?P<month>{_M})(?:月)?{_TO}(?:{_last(_YEAR)})?{_last(_MONTH)}份?",
        _read_period,
    ),
    (f"(?P<year>{_Y})(?:年)?{_TO}(?P<last_year>{_Y}|\\d\\d)学?年", _read_years),
    (f"(?:{_YEAR})?{_MONTH}(?P<part>{'|'.join(PARTS_OF_MONTH)})", _read_part_of_month),
    (_YMD, _point),
    (f"(?:{_YEAR})?{_MONTH}", _point),
    (f"(?:(?P<year>{_Y}|(?:{_SHORT})(?=年[底末]))年?)?(?P<part>{_PARTS})", _read_part),
    (f"(?:(?P<year>{_Y})年)?前(?P<months>{_M}|两)个?月", _read_first_months),
    (_YEAR, _read_year),
    (
        (
            f"(?:(?P<century>{_C})世纪|(?P<last>上个?世纪))?(?P<decade>[1-9]0|[二三四五六七八九]?十)"
            "年代(?:[初中末]期?|前期|后期)?"
        ),
        _read_decade,
    ),
    (f"(?P<century>{_C})世纪", _read_century),
    (
        r"(?P<year>(?:1[6-9]|20)\d\d)(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
        _point,
    ),
)
_READERS = [(re.compile(form), read) for form, read in _FORMS]
# Where a date begins, how far it goes.
DATE = re.compile(
    "|".join(
        re.sub(r"\(\?P<\w+>", "(?:", re.sub(r"\(\?P=mark\)", "[-/.]", form)) for form, _ in _FORMS
    )
)


def date_span(date: str) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and last day of an ISO-like date; None where its year is not printed.

    >>> [str(day) for day in date_span("2023/2027")]
    ['2023-01-01', '2027-12-31']
    >>> [str(day) for day in date_span("2022-02")], date_span("XXXX-10-07")
    (['2022-02-01', '2022-02-28'], None)
    """
    first, _, last = date.partition("/")
    if "X" in date or not date:
        return None
    return _first_day(first), _last_day(last or first)


def _first_day(point: str) -> datetime.date:
    parts = [int(part) for part in point.split("-")]
    return datetime.date(*[*parts, 1, 1][:3])


def _last_day(point: str) -> datetime.date:
    parts = [int(part) for part in point.split("-")]
    if len(parts) == 3:
        return datetime.date(*parts)
    year, month = [*parts, 12][:2]
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return following - datetime.timedelta(days=1)

"""Dates and periods as Chinese text prints them, kept to the precision they are printed with.

A point is a prefix of an ISO date: 2022年 is 2022, 2022年12月 is 2022-12. What is not printed is X:
10月7日 is XXXX-10-07. A period is from/to, both ends included: 2023—2027年 is 2023/2027.
"""

import datetime
import re

from .numerals import normalise, read_numeral

_ONES = "一二三四五六七八九"
_YEAR = f"(?P<year>(?:1[6-9]|20)\\d\\d|[一二][〇零{_ONES}]{{3}})"
_MONTH = f"(?P<month>\\d{{1,2}}|十[一二]?|[{_ONES}])"
_DAY = f"(?P<day>\\d{{1,2}}|[二三]?十[{_ONES}]?|[{_ONES}])"
_TO = "[—–-]{1,2}|至|到|~|～"

# Parts of a year, as the months they run over. 年底 is the last month, not the last day: it says no
# more than that; 年末 is the statistician's last day.
PARTS_OF_YEAR = {
    "上半年": ("01", "06"),
    "下半年": ("07", "12"),
    "一季度": ("01", "03"),
    "二季度": ("04", "06"),
    "三季度": ("07", "09"),
    "四季度": ("10", "12"),
    "前三季度": ("01", "09"),
    "全年": ("01", "12"),
    "年初": ("01", "01"),
    "年中": ("06", "06"),
    "年底": ("12", "12"),
    "年末": ("12-31", "12-31"),
}
_PARTS = "|".join(sorted(PARTS_OF_YEAR, key=len, reverse=True))

# The plans' years: two irregular ones, then every five years from the third, 1966 to 1970.
_FIRST_PLANS = {1: "1953/1957", 2: "1958/1962"}
_PLAN = re.compile(f"(?P<ordinal>十?[{_ONES}]|十)五")

_POINT = re.compile(f"(?:{_YEAR}年)?(?:{_MONTH}月)?(?:{_DAY}日)?")
_PART = re.compile(f"(?:{_YEAR}年?)?(?P<part>{_PARTS})")
_YEARS = re.compile(f"{_YEAR}年?(?:{_TO}){_YEAR.replace('year', 'last_year')}年")
_MONTHS = re.compile(f"(?:{_YEAR}年)?{_MONTH}月?(?:{_TO}){_MONTH.replace('month', 'last_month')}月")


def read_date(printed: str) -> str | None:
    """Return a printed date or period as an ISO-like text, or None where it is neither.

    >>> [read_date(text) for text in ("2022年", "2022年12月", "10月7日", "2022年底")]
    ['2022', '2022-12', 'XXXX-10-07', '2022-12']
    >>> [read_date(text) for text in ("2023—2027年", "2023年1—9月", "2022年上半年")]
    ['2023/2027', '2023-01/2023-09', '2022-01/2022-06']
    >>> [read_date(text) for text in ("9年", "13月", "2月30日", "2027—2023年", "")]
    [None, None, None, None, None]
    """
    text = normalise(printed)
    for pattern, read in _READERS:
        if text and (match := pattern.fullmatch(text)):
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


def _read_point(match: re.Match[str]) -> str | None:
    year = "XXXX" if match["year"] is None else f"{_number(match['year']):04d}"
    month = None if match["month"] is None else _number(match["month"])
    day = None if match["day"] is None else _number(match["day"])
    if month is None:  # A day without its month is no date we can place.
        return year if day is None else None
    try:  # A leap year stands in for a year that is not printed.
        datetime.date(2000 if year == "XXXX" else int(year), month, day or 1)
    except ValueError:
        return None
    return f"{year}-{month:02d}" if day is None else f"{year}-{month:02d}-{day:02d}"


def _read_part(match: re.Match[str]) -> str:
    year = "XXXX" if match["year"] is None else str(_number(match["year"]))
    if match["part"] == "全年":
        return year
    first, last = PARTS_OF_YEAR[match["part"]]
    return f"{year}-{first}" if first == last else f"{year}-{first}/{year}-{last}"


def _read_years(match: re.Match[str]) -> str | None:
    first, last = _number(match["year"]), _number(match["last_year"])
    return f"{first}/{last}" if first < last else None


def _read_months(match: re.Match[str]) -> str | None:
    year = "XXXX" if match["year"] is None else str(_number(match["year"]))
    first, last = _number(match["month"]), _number(match["last_month"])
    return f"{year}-{first:02d}/{year}-{last:02d}" if 1 <= first < last <= 12 else None


def _number(printed: str) -> int:
    value = read_numeral(printed)
    assert value is not None
    return int(value)


_READERS = (
    (_PART, _read_part),
    (_YEARS, _read_years),
    (_MONTHS, _read_months),
    (_POINT, _read_point),
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

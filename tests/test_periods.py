"""Dates and periods: examples the rules were written on, held-out ones, look-alikes, spans of days."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.numerals import normalise
from analysis.periods import (
    AFTERNOON,
    DATE,
    MORNING,
    NIGHT,
    PARTS_OF_MONTH,
    PARTS_OF_YEAR,
    date_span,
    read_date,
    read_plan,
)

WRITTEN_ON = [
    pytest.param("2022年", "2022", id="a year stays a year"),
    pytest.param("2022年12月", "2022-12", id="a month"),
    pytest.param("10月7日", "XXXX-10-07", id="the year is not printed"),
    pytest.param("2023—2027年", "2023/2027", id="a dash between years"),
    pytest.param("2023年1—9月", "2023-01/2023-09", id="a dash between months"),
]
HELD_OUT = [
    pytest.param("2024年2月29日", "2024-02-29", id="a leap day"),
    pytest.param("2月29日", "XXXX-02-29", id="a leap day of no year"),
    pytest.param("二〇二三年", "2023", id="hanzi year"),
    pytest.param("二零一九年五月", "2019-05", id="零 in a year"),
    pytest.param("十二月三十一日", "XXXX-12-31", id="hanzi day"),
    pytest.param("十月", "XXXX-10", id="十 alone"),
    pytest.param("２０２３年５月", "2023-05", id="full width"),
    pytest.param("1998年", "1998", id="last century"),
    pytest.param("2015至2020年", "2015/2020", id="至"),
    pytest.param("2015年—2020年", "2015/2020", id="年 twice"),
    pytest.param("2015-2020年", "2015/2020", id="hyphen"),
    pytest.param("2015～2020年", "2015/2020", id="wave"),
    pytest.param("2015——2020年", "2015/2020", id="long dash"),
    pytest.param("1—9月", "XXXX-01/XXXX-09", id="months of no year"),
    pytest.param("9月至10月", "XXXX-09/XXXX-10", id="月 twice"),
    pytest.param("九月至十月", "XXXX-09/XXXX-10", id="hanzi months"),
    pytest.param("2022年年底", "2022-12", id="年 twice, before 年底"),
    pytest.param("二〇二二年底", "2022-12", id="hanzi year and a part"),
]
LATER = [
    pytest.param("8日", "XXXX-XX-08", id="a day alone"),
    pytest.param("二十日", "XXXX-XX-20", id="a day alone in hanzi"),
    pytest.param("31日", "XXXX-XX-31", id="the last day of some month"),
    pytest.param("8号", "XXXX-XX-08", id="号 for 日"),
    pytest.param("3月1日至15日", "XXXX-03-01/XXXX-03-15", id="days of one month"),
    pytest.param("5月5-7日", "XXXX-05-05/XXXX-05-07", id="days with a hyphen"),
    pytest.param("2023年3月28日至4月2日", "2023-03-28/2023-04-02", id="days of two months"),
    pytest.param("2023年12月28日至2024年1月2日", "2023-12-28/2024-01-02", id="of two years"),
    pytest.param("1日至3日", "XXXX-XX-01/XXXX-XX-03", id="days of no month"),
    pytest.param("5—7日", "XXXX-XX-05/XXXX-XX-07", id="days of no month, 日 once"),
    pytest.param("2022年12月—2023年2月", "2022-12/2023-02", id="months of two years"),
    pytest.param("1—9月份", "XXXX-01/XXXX-09", id="份 after months"),
    pytest.param("二十世纪九十年代", "1990/1999", id="a decade"),
    pytest.param("20世纪90年代", "1990/1999", id="a decade in digits"),
    pytest.param("上世纪八十年代初", "1980/1989", id="last century, a part of a decade"),
    pytest.param("上个世纪90年代末期", "1990/1999", id="last century with 个"),
    pytest.param("90年代", "1990/1999", id="a decade that can only be of one century"),
    pytest.param("19世纪", "1801/1900", id="a century"),
    pytest.param("二十一世纪", "2001/2100", id="a century in hanzi"),
    pytest.param("2023-10-08", "2023-10-08", id="an ISO date"),
    pytest.param("2023/10/8", "2023-10-08", id="strokes"),
    pytest.param("2023.10.8", "2023-10-08", id="points"),
    pytest.param("8日15时30分", "XXXX-XX-08T15:30", id="a day and a time of day"),
    pytest.param("10月7日上午9时", "XXXX-10-07T09", id="an hour"),
    pytest.param("2023年10月7日下午3点半", "2023-10-07T15:30", id="half past three"),
    pytest.param("10月7日20:15", "XXXX-10-07T20:15", id="a colon"),
    pytest.param("10月7日晚8点", "XXXX-10-07T20", id="in the evening"),
    pytest.param("10月7日24时", "XXXX-10-07T24", id="the end of a day"),
    pytest.param("十月七日十五时三十分", "XXXX-10-07T15:30", id="a time of day in hanzi"),
    pytest.param("1季度", "XXXX-01/XXXX-03", id="a quarter in digits"),
    pytest.param("2023年第3季度", "2023-07/2023-09", id="第 and a digit"),
    pytest.param("2023上半年", "2023-01/2023-06", id="年 left out"),
    pytest.param("95年3月", "1995-03", id="two digits of a year, before a month"),
    pytest.param("九八年5月", "1998-05", id="the same in hanzi"),
    pytest.param("1998—99年", "1998/1999", id="two digits of the last year"),
    pytest.param("二○二三年", "2023", id="a circle for 〇"),
    pytest.param("二OO八年", "2008", id="a letter for 〇"),
    pytest.param("15年3月", "2015-03", id="two digits of a year of this century"),
    pytest.param("二十年代", "XX20/XX29", id="a decade of either century"),
    pytest.param("前8个月", "XXXX-01/XXXX-08", id="the first months"),
    pytest.param("1898—99年", "1898/1899", id="two digits of a century of their own"),
    pytest.param("2023年2季度", "2023-04/2023-06", id="the second quarter in digits"),
    pytest.param("第4季度", "XXXX-10/XXXX-12", id="the fourth"),
    pytest.param("〇八年底", "2008-12", id="a round nought"),
    pytest.param("零九年5月", "2009-05", id="a nought in full"),
    pytest.param("前2个月", "XXXX-01/XXXX-02", id="as few months as have a name"),
    pytest.param("2023年前11个月", "2023-01/2023-11", id="as many"),
    pytest.param("2009—2010年", "2009/2010", id="four digits of the last year"),
    pytest.param("2023年5月3日至8日", "2023-05-03/2023-05-08", id="days of a printed month"),
    pytest.param("五十年代", "1950/1959", id="the first decade that is surely of the last century"),
    pytest.param("四十年代", "XX40/XX49", id="the last that may be of either"),
    pytest.param("上世纪二十年代", "1920/1929", id="the last century is named"),
    pytest.param("20世纪90年代", "1990/1999", id="the last decade of one"),
    pytest.param("1世纪", "1/100", id="the first century"),
    pytest.param("30世纪", "2901/3000", id="the last of any newspaper"),
    pytest.param("49年底", "2049-12", id="the last two digits of this century"),
    pytest.param("50年底", "1950-12", id="the first two of the last"),
    pytest.param("10月8日8点59分", "XXXX-10-08T08:59", id="the last minute of an hour"),
    pytest.param("10月8日12点", "XXXX-10-08T12", id="twelve with no half of the day"),
    pytest.param("10月8日24:00", "XXXX-10-08T24:00", id="the end of a day to the minute"),
    pytest.param("10月8日24时5分", "XXXX-10-08", id="a minute after the end of a day"),
    pytest.param("10月8日晚上12点半", "XXXX-10-08", id="a minute of the day after"),
    pytest.param("10月8日中午11点半", "XXXX-10-08T11:30", id="before noon"),
]
# Words and characters of which the rules have several, each in a date of its own.
OF_ITS_OWN = [
    pytest.param(printed, date, id=printed)
    for printed, date in [
        ("一九四九年", "1949"),
        ("一八九八年", "1898"),
        ("二〇年5月", "2020-05"),
        ("二零年5月", "2020-05"),
        ("十一月", "XXXX-11"),
        ("十一月十一日", "XXXX-11-11"),
        ("2015年到2020年", "2015/2020"),
        ("1月到9月", "XXXX-01/XXXX-09"),
        ("3月1号至15号", "XXXX-03-01/XXXX-03-15"),
        ("3月1号至3月15日", "XXXX-03-01/XXXX-03-15"),
        ("2022—2023学年", "2022/2023"),
        ("98年末", "1998-12-31"),
        ("九八年末", "1998-12-31"),
        ("前两个月", "XXXX-01/XXXX-02"),
        ("二十年代", "XX20/XX29"),
        ("三十年代", "XX30/XX39"),
        ("四十年代", "XX40/XX49"),
        ("五十年代", "1950/1959"),
        ("六十年代", "1960/1969"),
        ("七十年代", "1970/1979"),
        ("八十年代", "1980/1989"),
        ("九十年代", "1990/1999"),
        ("九十年代初", "1990/1999"),
        ("九十年代初期", "1990/1999"),
        ("九十年代中期", "1990/1999"),
        ("九十年代末", "1990/1999"),
        ("九十年代前期", "1990/1999"),
        ("九十年代后期", "1990/1999"),
        ("十月七日二十时", "XXXX-10-07T20"),
        ("10月7日二十一点", "XXXX-10-07T21"),
        ("10月7日下午两点", "XXXX-10-07T14"),
        ("10月7日零点", "XXXX-10-07T00"),
        ("10月7日八点零五分", "XXXX-10-07T08:05"),
        ("10月7日八点〇五分", "XXXX-10-07T08:05"),
        ("10月7日八点十分", "XXXX-10-07T08:10"),
        ("10月7日八点二十分", "XXXX-10-07T08:20"),
        ("10月7日八点三十五分", "XXXX-10-07T08:35"),
        ("10月7日八点四十分", "XXXX-10-07T08:40"),
        ("10月7日八点五十分", "XXXX-10-07T08:50"),
        ("10月7日9时整", "XXXX-10-07T09"),
        ("10月7日9时许", "XXXX-10-07T09"),
    ]
]
# Part of a month -> what it says of February 2023, of February 2024 and of a February of no year.
PARTS_OF_A_MONTH = {
    "上旬": "2023-02-01/2023-02-10 2024-02-01/2024-02-10 XXXX-02-01/XXXX-02-10",
    "中旬": "2023-02-11/2023-02-20 2024-02-11/2024-02-20 XXXX-02-11/XXXX-02-20",
    "下旬": "2023-02-21/2023-02-28 2024-02-21/2024-02-29 XXXX-02-21/XXXX-02-29",
    "初": "2023-02 2024-02 XXXX-02",
    "底": "2023-02 2024-02 XXXX-02",
    "末": "2023-02 2024-02 XXXX-02",
    "份": "2023-02 2024-02 XXXX-02",
}
REFUSED = [
    pytest.param("", id="nothing"),
    pytest.param("年", id="no number"),
    pytest.param("9年", id="nine years, a duration"),
    pytest.param("99年", id="two digits of a year, or 99 years"),
    pytest.param("32日", id="no such day"),
    pytest.param("0日", id="no day nought"),
    pytest.param("15至12日", id="days that fall"),
    pytest.param("3月15日至3月1日", id="days of one month that fall"),
    pytest.param("12月28日至1月2日", id="days that run into a year that is not printed"),
    pytest.param("2022年12月至2月", id="months that run into a year that is not printed"),
    pytest.param("上旬", id="ten days of no month"),
    pytest.param("前12个月", id="twelve months are a year"),
    pytest.param("前1个月", id="a month ago"),
    pytest.param("5季度", id="no such quarter"),
    pytest.param("20世纪95年代", id="no round number of years"),
    pytest.param("31世纪", id="no century of any newspaper"),
    pytest.param("2023-13-08", id="no such month, in numbers"),
    pytest.param("2023-10/08", id="two marks"),
    pytest.param("23-10-08", id="two digits of a year, in numbers"),
    pytest.param("10月7日25时", id="no such hour"),
    pytest.param("10月7日9时70分", id="no such minute"),
    pytest.param("9时30分", id="a time of no day"),
    pytest.param("3023年", id="no year of any newspaper"),
    pytest.param("2022", id="a number that may be a year"),
    pytest.param("13月", id="no such month"),
    pytest.param("0月", id="no month nought"),
    pytest.param("2月30日", id="no such day"),
    pytest.param("2023年2月29日", id="no leap year"),
    pytest.param("四月三十一日", id="no such day, in hanzi"),
    pytest.param("三四月", id="March or April"),
    pytest.param("十十月", id="no numeral"),
    pytest.param("二十三四年", id="23 or 24 years"),
    pytest.param("2022年31日", id="a year and a day without its month"),
    pytest.param("2027—2023年", id="years that fall"),
    pytest.param("2023—2023年", id="years that stay"),
    pytest.param("9—1月", id="months that fall"),
    pytest.param("1—13月", id="a period that leaves the year"),
    pytest.param("2023年度", id="a fiscal year is not the year"),
    pytest.param("百年代", id="more than a century has, in hanzi"),
    pytest.param("15年代", id="no round number of years of no century"),
    pytest.param("一百年代", id="more years than a century has"),
    pytest.param("0世纪", id="no century nought"),
    pytest.param("5月至5月", id="months that stay"),
    pytest.param("10月7日9时60分", id="as many minutes as an hour has"),
]
# Part of a year -> what it says of 2023 and of a year that is not printed.
PARTS = {
    "上半年": ("2023-01/2023-06", "XXXX-01/XXXX-06"),
    "下半年": ("2023-07/2023-12", "XXXX-07/XXXX-12"),
    "一季度": ("2023-01/2023-03", "XXXX-01/XXXX-03"),
    "二季度": ("2023-04/2023-06", "XXXX-04/XXXX-06"),
    "三季度": ("2023-07/2023-09", "XXXX-07/XXXX-09"),
    "四季度": ("2023-10/2023-12", "XXXX-10/XXXX-12"),
    "第一季度": ("2023-01/2023-03", "XXXX-01/XXXX-03"),
    "第二季度": ("2023-04/2023-06", "XXXX-04/XXXX-06"),
    "第三季度": ("2023-07/2023-09", "XXXX-07/XXXX-09"),
    "第四季度": ("2023-10/2023-12", "XXXX-10/XXXX-12"),
    "首季": ("2023-01/2023-03", "XXXX-01/XXXX-03"),
    "首季度": ("2023-01/2023-03", "XXXX-01/XXXX-03"),
    "前两个季度": ("2023-01/2023-06", "XXXX-01/XXXX-06"),
    "前两季度": ("2023-01/2023-06", "XXXX-01/XXXX-06"),
    "前二季度": ("2023-01/2023-06", "XXXX-01/XXXX-06"),
    "前三季度": ("2023-01/2023-09", "XXXX-01/XXXX-09"),
    "前三个季度": ("2023-01/2023-09", "XXXX-01/XXXX-09"),
    "全年": ("2023", "XXXX"),
    "年初": ("2023-01", "XXXX-01"),
    "年中": ("2023-06", "XXXX-06"),
    "年底": ("2023-12", "XXXX-12"),
    "年末": ("2023-12-31", "XXXX-12-31"),
}


@pytest.mark.parametrize(("printed", "date"), WRITTEN_ON + HELD_OUT + LATER + OF_ITS_OWN)
def test_a_date_keeps_its_precision(printed: str, date: str) -> None:
    """A date or period is what is printed of it and no more."""
    assert read_date(printed) == date


@pytest.mark.parametrize("printed", REFUSED)
def test_a_look_alike_is_no_date(printed: str) -> None:
    """What names no day, month, year or period is no date."""
    assert read_date(printed) is None


# Words before an hour of the clock -> how they tell one, three, seven and twelve o'clock; the small
# hours of a night may be of either day, so that the day alone is read.
HOURS = {
    "凌晨": "01 03 07 00",
    "清晨": "01 03 07 12",
    "早上": "01 03 07 12",
    "早晨": "01 03 07 12",
    "早": "01 03 07 12",
    "上午": "01 03 07 12",
    "中午": "13 15 19 12",
    "下午": "13 15 19 12",
    "傍晚": "13 15 19 12",
    "晚上": "- - 19 24",
    "晚间": "- - 19 24",
    "晚": "- - 19 24",
    "夜间": "- - 19 24",
    "深夜": "- - 19 24",
}


@pytest.mark.parametrize("half", sorted(MORNING | AFTERNOON | NIGHT))
def test_each_half_of_a_day(half: str) -> None:
    """Three in the afternoon is 15, twelve at night the end of the day, at noon its middle."""
    dates = [read_date(f"10月8日{half}{hour}点") for hour in (1, 3, 7, 12)]
    hours = [f"T{hour}".replace("T-", "") for hour in HOURS[half].split()]
    assert dates == [f"XXXX-10-08{hour}" for hour in hours]


@pytest.mark.parametrize("part", PARTS_OF_YEAR)
def test_each_part_of_a_year(part: str) -> None:
    """Each part of a year runs over its months, of a year printed or not; a new one needs a row."""
    assert (read_date(f"2023年{part}"), read_date(part)) == PARTS[part]


def test_no_part_is_tested_in_vain() -> None:
    """Every part tested here is a part the reader knows."""
    assert PARTS.keys() == PARTS_OF_YEAR.keys()


@pytest.mark.parametrize("part", PARTS_OF_MONTH)
def test_each_part_of_a_month(part: str) -> None:
    """Each part of a month runs over its days, of a leap year or not; a new one needs a row."""
    said = [read_date(f"{year}2月{part}") for year in ("2023年", "2024年", "")]
    assert said == PARTS_OF_A_MONTH[part].split()


def test_no_part_of_a_month_is_tested_in_vain() -> None:
    """Every part of a month tested here is one the reader knows."""
    assert PARTS_OF_A_MONTH.keys() == PARTS_OF_MONTH.keys()


@pytest.mark.parametrize(("printed", "date"), WRITTEN_ON + HELD_OUT + LATER + OF_ITS_OWN)
def test_a_date_is_seen_in_a_text(printed: str, date: str) -> None:
    """The pattern that says where a date begins and how far it goes takes the whole of it."""
    match = DATE.match(normalise(f"据悉{printed}，"), 2)
    assert match is not None
    assert read_date(match[0]) == date
    assert match.end() == 2 + len(printed)


def test_minutes_that_last_are_no_time_of_day() -> None:
    """A speech of thirty minutes begins at nine, not at half past."""
    match = DATE.match("8日上午9点30分钟的演讲开始")
    assert match is not None
    assert match[0] == "8日上午9点"


@given(st.dates(datetime.date(1600, 1, 1), datetime.date(2099, 12, 31)))
def test_a_day_round_trip(day: datetime.date) -> None:
    """Any day, month and year, printed in full, is itself."""
    printed = f"{day.year}年{day.month}月{day.day}日"
    assert read_date(printed) == str(day)
    assert read_date(printed[: printed.index("月") + 1]) == f"{day:%Y-%m}"
    assert read_date(printed[:5]) == f"{day:%Y}"
    assert date_span(str(day)) == (day, day)


@given(st.text("二〇零三十一九月年日至12—世纪代旬上初季度时", max_size=8))
def test_no_row_of_date_signs_breaks_the_reader(printed: str) -> None:
    """Whatever stands between 年, 月 and 日, the reader answers with a date or with None."""
    date = read_date(printed)
    if date is not None:
        whole = date.replace("XXXX", "2000").replace("XX-", "01-").replace("XX", "19")
        assert date_span(whole.partition("T")[0]) is not None


@pytest.mark.parametrize(
    ("printed", "years"),
    [
        pytest.param("一五", "1953/1957", id="the first, irregular"),
        pytest.param("二五", "1958/1962", id="the second, irregular"),
        pytest.param("三五", "1966/1970", id="the third, after a gap"),
        pytest.param("十五", "2001/2005", id="the tenth, which looks like 15"),
        pytest.param("十三五", "2016/2020", id="the thirteenth"),
        pytest.param("十四五", "2021/2025", id="the fourteenth"),
        pytest.param("五", None, id="five"),
        pytest.param("〇五", None, id="no nought-th plan"),
        pytest.param("二十五", None, id="25, no plan yet"),
        pytest.param("十四五家", None, id="fourteen or fifteen firms"),
        pytest.param("14五", None, id="no plan is printed so"),
    ],
)
def test_a_plan_has_its_years(printed: str, years: str | None) -> None:
    """A five-year plan by its short name is the five years it ran over."""
    assert read_plan(printed) == years


@pytest.mark.parametrize(
    ("date", "days"),
    [
        pytest.param("2023", "2023-01-01 2023-12-31", id="a year"),
        pytest.param("2024-02", "2024-02-01 2024-02-29", id="a leap month"),
        pytest.param("2023-12", "2023-12-01 2023-12-31", id="the last month"),
        pytest.param("2023-10-07", "2023-10-07 2023-10-07", id="a day"),
        pytest.param("2023/2027", "2023-01-01 2027-12-31", id="both ends included"),
        pytest.param("2023-01/2023-09", "2023-01-01 2023-09-30", id="months"),
        pytest.param("XXXX-10-07", "", id="no year"),
        pytest.param("XXXX", "", id="no year at all"),
        pytest.param("", "", id="no date"),
    ],
)
def test_date_span(date: str, days: str) -> None:
    """A date spans its first to its last day, where its year is printed."""
    span = date_span(date)
    assert " ".join(map(str, span or ())) == days

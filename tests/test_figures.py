"""Printed figures: one table per rule, each row the printed words, what they say, and why.

WRITTEN_ON are spans the rules were written on, HELD_OUT spans of sentences of our own that no rule
was tuned on, REFUSED what only looks like a figure, MET what was once read wrongly.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.bounds import Bounds, write_exact
from analysis.figures import (
    CEILING_VERBS,
    HEDGES,
    KINDS,
    NAME_FORMS,
    PER,
    READINGS,
    UNITS,
    Figure,
    bounds_under,
    read_figure,
)


def told(figure: Figure) -> str:
    """A figure as one line: kind, bounds or date, unit."""
    says = figure.date if figure.bounds is None else str(figure.bounds)
    return " ".join(part for part in (figure.kind, says, figure.unit) if part)


WRITTEN_ON = [
    pytest.param("698家", "count [698, 698] 家", id="a count"),
    pytest.param("超180亿元", "money (18000000000, +inf) 元", id="超 leaves the top open"),
    pytest.param("40余万元", "money (400000, 500000) 元", id="余 inside the number"),
    pytest.param("6000多名", "count (6000, 7000) 名", id="多 after a round number"),
    pytest.param("近41%", "percent [0, 41) %", id="近 stays below"),
    pytest.param("3.5万吨/年", "physical [35000, 35000] 吨/年", id="a rate keeps its unit"),
    pytest.param("最高奖励500万元", "money [0, 5000000] 元", id="the verb is inside"),
    pytest.param("2023—2027年", "period 2023/2027", id="years"),
    pytest.param("不到3公里", "physical [0, 3) 公里", id="不到 is open"),
    pytest.param("亿元以上", "money [100000000, +inf) 元", id="亿 alone"),
    pytest.param("超一半", "ratio (0.5, +inf)", id="一半 is a ratio"),
    pytest.param("5万至8万元", "money [50000, 80000] 元", id="a range"),
    pytest.param("十四五", "name 2021/2025", id="a plan is a name with years"),
]
HELD_OUT = [
    pytest.param("逾三千五百亩", "physical (3500, +inf) 亩", id="hanzi number and 逾"),
    pytest.param("百余场", "count (100, 200) 场", id="百 alone and 余"),
    pytest.param("十多万人次", "count (100000, 200000) 人次", id="多 before 万"),
    pytest.param("2.5亿多元", "money (250000000, 260000000) 元", id="多 after 亿"),
    pytest.param("110余项", "count (110, 120) 项", id="余 after two digits"),
    pytest.param("10多亿元", "money (1000000000, 2000000000) 元", id="多 before 亿"),
    pytest.param("２０％以上", "percent [20, +inf) %", id="full width"),
    pytest.param("约 1,200 套", "count [1200, 1200] 套", id="spaces and a comma"),
    pytest.param("百分之七点三", "percent [7.3, 7.3] %", id="percent in words"),
    pytest.param("近三成", "percent [0, 30) %", id="tenths"),
    pytest.param("三成多", "percent (30, 40) %", id="tenths and 多"),
    pytest.param("三分之二", "ratio [2/3, 2/3]", id="a fraction stays exact"),
    pytest.param("千分之三", "ratio [0.003, 0.003]", id="per mille is a ratio"),
    pytest.param("2.6倍", "ratio [2.6, 2.6] 倍", id="times"),
    pytest.param(
        "1.5个百分点", "percentage_points [1.5, 1.5] 个百分点", id="points are not percent"
    ),
    pytest.param("一年半", "duration [1.5, 1.5] 年", id="a half after the unit"),
    pytest.param("半天", "duration [0.5, 0.5] 天", id="a half alone"),
    pytest.param("18个月", "duration [18, 18] 个月", id="个月, not 个"),
    pytest.param("10周年", "duration [10, 10] 周年", id="周年, not 周"),
    pytest.param("第三届", "ordinal [3, 3]", id="an edition"),
    pytest.param("第二", "ordinal [2, 2]", id="a rank"),
    pytest.param("二期", "ordinal [2, 2]", id="a phase"),
    pytest.param("2000千瓦时", "physical [2000, 2000] 千瓦时", id="千 belongs to the unit"),
    pytest.param("3千米", "physical [3, 3] 千米", id="千 belongs to the unit, though 米 is one"),
    pytest.param("两千瓦", "physical [2, 2] 千瓦", id="千 belongs to the unit here too"),
    pytest.param("10%—15%", "percent [10, 15] %", id="% twice"),
    pytest.param("10—15%", "percent [10, 15] %", id="% once"),
    pytest.param("3到5年", "duration [3, 5] 年", id="到"),
    pytest.param("20~30人", "count [20, 30] 人", id="wave"),
    pytest.param("2022年12月", "date 2022-12", id="a month stays a month"),
    pytest.param("上半年", "period XXXX-01/XXXX-06", id="a part of a year not printed"),
    pytest.param("六大", "count [6, 6] 大", id="大 counts what is listed"),
    pytest.param("0家", "count [0, 0] 家", id="none"),
]
MET = [
    pytest.param("20—30万元", "money [200000, 300000] 元", id="万 belongs to both ends"),
    pytest.param("两至三万元", "money [20000, 30000] 元", id="the same in hanzi"),
    pytest.param("2—3千元", "money [2000, 3000] 元", id="the same with 千"),
    pytest.param("5000—1万元", "money [5000, 10000] 元", id="万 belongs to the last only"),
    pytest.param("8万—12万元", "money [80000, 120000] 元", id="万 twice"),
    pytest.param("1万元—2亿元", "money [10000, 200000000] 元", id="units twice"),
    pytest.param(
        "三万五千亿元", "money [3500000000000, 3500000000000] 元", id="万 and 亿 together"
    ),
]
REFUSED = [
    pytest.param("", id="nothing"),
    pytest.param("企业", id="no numeral"),
    pytest.param("三个半月", id="a half within the unit"),
    pytest.param("三年多", id="多 after the unit"),
    pytest.param("第三季度", id="第 before a part of a year"),
    pytest.param("家", id="a unit alone"),
    pytest.param("两三家", id="two or three"),
    pytest.param("数十家", id="some tens"),
    pytest.param("几百人", id="a few hundred"),
    pytest.param("上百家", id="上 is no hedge of the table"),
    pytest.param("近0家", id="nearly none"),
    pytest.param("不到0%", id="less than none"),
    pytest.param("0余家", id="none and some"),
    pytest.param("超近百家", id="two leading hedges"),
    pytest.param("近百余家", id="nearly and more than"),
    pytest.param("超5家以上", id="open twice"),
    pytest.param("8至5家", id="a range that falls"),
    pytest.param("5至5家", id="a range of one number"),
    pytest.param("5家至8人", id="a range of two units"),
    pytest.param("3.5万吨/家", id="no rate per 家"),
    pytest.param("-5%", id="a sign: the direction stands outside"),
    pytest.param("1,23家", id="a comma out of place"),
    pytest.param("13月", id="no month, and 月 is no unit"),
    pytest.param("一家企业", id="the noun counted is outside the span"),
    pytest.param("增长18%", id="a verb is outside the span"),
    pytest.param("G20", id="a name of no known form"),
    pytest.param("两市", id="two cities, without their names"),
    pytest.param("奖励500万元", id="the verb is inside only after 最高"),
    pytest.param("零分之一", id="a fraction of nothing"),
]


@pytest.mark.parametrize(("printed", "says"), WRITTEN_ON + HELD_OUT + MET)
def test_a_figure_says_what_is_printed(printed: str, says: str) -> None:
    """A printed span has one kind, and its bounds or its date are those its words allow."""
    assert told(read_figure(printed)) == says


@pytest.mark.parametrize("printed", REFUSED)
def test_a_look_alike_is_refused(printed: str) -> None:
    """What is no figure of a known form is refused, and the message quotes it."""
    with pytest.raises(ValueError, match="is no figure of a known form") as refusal:
        read_figure(printed)
    assert f"「{printed}」" in str(refusal.value)


@pytest.mark.parametrize(
    "printed", ["23亿", "两", "1,234.5", "三千五百", "二十三万", "二十五", "2022"]
)
def test_a_number_needs_its_unit(printed: str) -> None:
    """A bare number is refused with the advice to name its unit."""
    with pytest.raises(
        ValueError, match="number without a unit; name the unit its sentence implies"
    ):
        read_figure(printed)


@pytest.mark.parametrize(
    ("printed", "unit", "says"),
    [
        pytest.param("23亿", "元", "money [2300000000, 2300000000] 元", id="元 left out"),
        pytest.param("两", "个", "count [2, 2] 个", id="两 alone"),
        pytest.param("超60", "家", "count (60, +inf) 家", id="hedged"),
        pytest.param("十五", "家", "count [15, 15] 家", id="15, no plan, once a person says so"),
        pytest.param("三千五百", "元", "money [3500, 3500] 元", id="no pair of names"),
        pytest.param("5家", "个", "count [5, 5] 家", id="what is printed stands"),
    ],
)
def test_an_implied_unit(printed: str, unit: str, says: str) -> None:
    """A unit the sentence implies completes a number, and never changes what is printed."""
    assert told(read_figure(printed, unit)) == says


# Every unit, written out: the numbers of the table are drawn below.
COUNTED = """家 个 项 名 位 人 人次 户 件 种 条 台 套 所 座 只 篇 批 次 例 支 场 门 艘 辆 株 头 处 间 幢 栋 份 笔 张
本 部 款 类 大""".split()
KIND_OF_UNITS = dict.fromkeys(COUNTED, "count") | {
    "元": "money",
    "美元": "money",
    "欧元": "money",
    "港元": "money",
    "日元": "money",
    "英镑": "money",
    "%": "percent",
    "个百分点": "percentage_points",
    "百分点": "percentage_points",
    "吨": "physical",
    "吨标准煤": "physical",
    "公斤": "physical",
    "千克": "physical",
    "公里": "physical",
    "千米": "physical",
    "米": "physical",
    "厘米": "physical",
    "毫米": "physical",
    "亩": "physical",
    "公顷": "physical",
    "平方米": "physical",
    "平方公里": "physical",
    "立方米": "physical",
    "升": "physical",
    "千瓦": "physical",
    "千瓦时": "physical",
    "兆瓦": "physical",
    "倍": "ratio",
    "年": "duration",
    "周年": "duration",
    "个月": "duration",
    "周": "duration",
    "天": "duration",
    "小时": "duration",
    "分钟": "duration",
    "秒": "duration",
}


def test_every_unit_has_a_row() -> None:
    """A new unit comes with its row here, and no row speaks of a unit that is gone."""
    assert KIND_OF_UNITS.keys() == UNITS.keys()


@pytest.mark.parametrize("unit", UNITS)
def test_each_unit(unit: str) -> None:
    """Each unit is read whole after arabic, hanzi and 万, and gives the figure its kind."""
    kind = KIND_OF_UNITS[unit]
    assert told(read_figure(f"37{unit}")) == f"{kind} [37, 37] {unit}"
    assert told(read_figure(f"三十七{unit}")) == f"{kind} [37, 37] {unit}"
    assert told(read_figure(f"3.7万{unit}")) == f"{kind} [37000, 37000] {unit}"


@pytest.mark.parametrize("per", PER)
def test_each_rate(per: str) -> None:
    """A rate keeps its unit whole and the kind of what flows."""
    assert told(read_figure(f"5吨/{per}")) == f"physical [5, 5] 吨/{per}"


# Hedge word -> what it does to 200家: the printed form, strictly, and by convention.
HEDGED = {
    "超": ("超200家", "(200, +inf)", "(200, 220)"),
    "超过": ("超过200家", "(200, +inf)", "(200, 220)"),
    "逾": ("逾200家", "(200, +inf)", "(200, 220)"),
    "突破": ("突破200家", "(200, +inf)", "(200, 220)"),
    "余": ("200余家", "(200, 300)", "(200, 300)"),
    "多": ("200多家", "(200, 300)", "(200, 300)"),
    "以上": ("200家以上", "[200, +inf)", "[200, +inf)"),
    "不低于": ("不低于200家", "[200, +inf)", "[200, +inf)"),
    "不少于": ("不少于200家", "[200, +inf)", "[200, +inf)"),
    "至少": ("至少200家", "[200, +inf)", "[200, +inf)"),
    "最高": ("最高200家", "[0, 200]", "[0, 200]"),
    "最多": ("最多200家", "[0, 200]", "[0, 200]"),
    "至多": ("至多200家", "[0, 200]", "[0, 200]"),
    "不超过": ("不超过200家", "[0, 200]", "[0, 200]"),
    "以下": ("200家以下", "[0, 200]", "[0, 200]"),
    "以内": ("200家以内", "[0, 200]", "[0, 200]"),
    "不到": ("不到200家", "[0, 200)", "[0, 200)"),
    "不足": ("不足200家", "[0, 200)", "[0, 200)"),
    "低于": ("低于200家", "[0, 200)", "[0, 200)"),
    "近": ("近200家", "[0, 200)", "[180, 200)"),
    "将近": ("将近200家", "[0, 200)", "[180, 200)"),
    "接近": ("接近200家", "[0, 200)", "[180, 200)"),
    "约": ("约200家", "[0, +inf)", "[180, 220]"),
    "大约": ("大约200家", "[0, +inf)", "[180, 220]"),
    "左右": ("200家左右", "[0, +inf)", "[180, 220]"),
    "上下": ("200家上下", "[0, +inf)", "[180, 220]"),
}


def test_every_hedge_has_a_row() -> None:
    """A new hedge comes with its row here, and no row speaks of a hedge that is gone."""
    assert HEDGED.keys() == HEDGES.keys()


@pytest.mark.parametrize("word", HEDGES)
def test_each_hedge(word: str) -> None:
    """Each hedge word bounds 200家 as the table says, under both readings, and is kept as printed."""
    printed, strict, conventional = HEDGED[word]
    figure = read_figure(printed)
    assert (figure.hedge, figure.hedge_word) == (HEDGES[word].hedge, word)
    assert write_exact(figure.value or 0) == "200"
    assert str(bounds_under(figure, "strict")) == strict
    assert str(bounds_under(figure, "conventional")) == conventional


@pytest.mark.parametrize("verb", CEILING_VERBS)
def test_each_verb_of_a_ceiling(verb: str) -> None:
    """The verb between 最高 and its number belongs to the span and changes nothing."""
    assert read_figure(f"最高{verb}500万元") == read_figure("最高500万元")


# Conventional widths reach one step: one unit of the last non-zero digit, at most a tenth of all.
@pytest.mark.parametrize(
    ("printed", "strict", "conventional"),
    [
        pytest.param("698家", "[698, 698]", "[698, 698]", id="a count is counted"),
        pytest.param(
            "超180亿元", "(18000000000, +inf)", "(18000000000, 19000000000)", id="one step of 10亿"
        ),
        pytest.param("超60个", "(60, +inf)", "(60, 66)", id="a tenth is less than a step of 10"),
        pytest.param("超18%", "(18, +inf)", "(18, 19)", id="one step of 1"),
        pytest.param("超64家", "(64, +inf)", "(64, 65]", id="the next whole number is reached"),
        pytest.param("超2家", "(2, +inf)", "(2, 3]", id="of what is counted, one at least"),
        pytest.param("近5家", "[0, 5)", "[4, 5)", id="the same from below"),
        pytest.param("约5家", "[0, +inf)", "[4, 6]", id="the same both ways"),
        pytest.param("近5元", "[0, 5)", "[4.5, 5)", id="money need not be whole"),
        pytest.param("近百个", "[0, 100)", "[90, 100)", id="a tenth of a hundred"),
        pytest.param("近41%", "[0, 41)", "[40, 41)", id="one step of 1"),
        pytest.param("约1234亿元", "[0, +inf)", "[123300000000, 123500000000]", id="both ways"),
        pytest.param("超一半", "(0.5, +inf)", "(0.5, 0.55)", id="a tenth of a half"),
        pytest.param("近三成", "[0, 30)", "[27, 30)", id="a tenth of thirty"),
        pytest.param("近百分之四十一", "[0, 41)", "[40, 41)", id="as 近41%"),
        pytest.param("77%", "[77, 77]", "[76.5, 77.5)", id="rounded to one"),
        pytest.param("96.67%", "[96.67, 96.67]", "[96.665, 96.675)", id="rounded to a hundredth"),
        pytest.param("40.0%", "[40, 40]", "[39.95, 40.05)", id="a printed nought was rounded to"),
        pytest.param("百分之七十七", "[77, 77]", "[76.5, 77.5)", id="as 77%"),
        pytest.param("百分之七点三", "[7.3, 7.3]", "[7.25, 7.35)", id="as 7.3%"),
        pytest.param("0%", "[0, 0]", "[0, 0.5)", id="never below nothing"),
        pytest.param("三成", "[30, 30]", "[30, 30]", id="tenths have no printed digits to round"),
        pytest.param("20%—30%", "[20, 30]", "[20, 30]", id="a range says its own width"),
        pytest.param("20%以上", "[20, +inf)", "[20, +inf)", id="a rule, no estimate"),
        pytest.param(
            "40余万元", "(400000, 500000)", "(400000, 500000)", id="余 is bounded already"
        ),
        pytest.param("2倍", "[2, 2]", "[2, 2]", id="no share"),
        pytest.param("第二", "[2, 2]", "[2, 2]", id="a rank"),
        pytest.param("2022年", "None", "None", id="a date has no quantity"),
        pytest.param("5G", "None", "None", id="a name has none"),
    ],
)
def test_readings(printed: str, strict: str, conventional: str) -> None:
    """Strict is what is printed; conventional gives open estimates and rounded shares their width."""
    figure = read_figure(printed)
    assert str(bounds_under(figure, "strict")) == strict
    assert str(bounds_under(figure, "conventional")) == conventional


def test_no_third_reading() -> None:
    """A reading that is not one of the two is an error."""
    with pytest.raises(ValueError, match="unknown reading 'loose'; one of strict, conventional"):
        bounds_under(read_figure("5家"), "loose")


# Name form -> examples, and what looks like it and is no name.
NAMED = {
    "generation": (["5G", "４Ｇ"], ["5Gb", "G5"]),
    "model": (["2+1+N", "1+6"], ["N+1", "2+"]),
    "five-year plan": (["十四五", "一五"], ["二十五", "十四五个"]),
    "numbered parts": (["一区六园", "两中心一基地", "五位一体"], ["一区", "三千五百", "二十三万"]),
    "path": (["从0到1"], ["0到1", "从0到"]),
    "pairing": (["一对一", "一对多"], ["三对三", "一对"]),
    "one stop": (["一站式"], ["两站式"]),
    "grade": (["一等奖", "三等奖"], ["等奖", "四等奖"]),
    "places named together": (["兰白两区", "京津冀三省"], ["两区", "东西南北中两区"]),
}


def test_every_name_form_has_a_row() -> None:
    """A new form of name comes with its row here."""
    assert NAMED.keys() == NAME_FORMS.keys()


@pytest.mark.parametrize("form", NAME_FORMS)
def test_each_name_form(form: str) -> None:
    """Each form is a name, which says no quantity, and its look-alikes are none."""
    names, others = NAMED[form]
    for printed in names:
        figure = read_figure(printed)
        assert (figure.kind, figure.value, figure.bounds, figure.hedge) == ("name", None, None, "")
    for printed in others:
        with pytest.raises(ValueError, match=f"「{printed.replace('+', '.')}」 is"):
            read_figure(printed)


def test_a_row_fires_every_kind() -> None:
    """Every kind of figure is the answer to some row of these tables."""
    fired = {read_figure(str(row.values[0])).kind for row in WRITTEN_ON + HELD_OUT}
    assert fired == set(KINDS)


@given(
    st.integers(1, 10**12),
    st.sampled_from([word for word, hedge in HEDGES.items() if hedge.place != "more"]),
    st.sampled_from(sorted(UNITS)),
)
def test_conventional_is_within_strict(value: int, word: str, unit: str) -> None:
    """A hedged figure's conventional bounds hold no number that its strict bounds exclude."""
    lead, trail = (word, "") if HEDGES[word].place == "lead" else ("", word)
    figure = read_figure(f"{lead}{value}{unit}{trail}")
    strict, conventional = (bounds_under(figure, reading) for reading in READINGS)
    assert strict is not None
    assert conventional is not None
    assert conventional.within(strict)
    if figure.kind == "count":
        low, high = conventional.whole()
        assert low is None or high is None or low <= high, "no whole number is left"


@given(st.integers(0, 10**12), st.sampled_from(sorted(UNITS)))
def test_an_unhedged_figure_is_its_number(value: int, unit: str) -> None:
    """A number and its unit, hedged by nothing, allow that number only, commas or not."""
    for printed in (f"{value}{unit}", f"{value:,}{unit}"):
        assert read_figure(printed).bounds == Bounds.point(value)


@given(
    st.text(
        "0123456789.,，一二三十百千万亿两半成分之多余近超约%％年月日家个元第期至—+N从到对",
        max_size=9,
    )
)
def test_no_row_of_signs_breaks_the_reader(printed: str) -> None:
    """Any row of figure signs is a figure or refused by name; nothing else is raised."""
    answer = figure_or_refusal(printed)
    if isinstance(answer, str):
        assert answer.startswith(f"「{printed}」 is ")
    else:
        assert answer.kind in KINDS
        assert (answer.bounds is None) == (answer.kind in {"date", "period", "name"})


def figure_or_refusal(printed: str) -> Figure | str:
    """What a span says, or the message that refuses it."""
    try:
        return read_figure(printed)
    except ValueError as refusal:
        return str(refusal)

"""Forms of figures, word by word: what each word of the patterns of `figures` lets be read."""

from fractions import Fraction

import pytest

from analysis.figures import read_figure
from analysis.mentions import find_mentions

ONES = "一二三四五六七八九"


def says(printed: str, unit: str = "") -> str:
    """A printed span as one line: kind, bounds or date, unit, hedge."""
    figure = read_figure(printed, unit)
    bounds = figure.date if figure.bounds is None else str(figure.bounds)
    hedge = "" if figure.hedge == "exact" or figure.date else figure.hedge
    return " ".join(part for part in (figure.kind, bounds, figure.unit, hedge) if part)


def found(sentence: str) -> list[str]:
    """Every figure of a sentence as it is printed, its kind after a stroke."""
    return [f"{mention.text}|{mention.figure.kind}" for mention in find_mentions(sentence)]


# Names


@pytest.mark.parametrize(
    "printed",
    [*(f"{ten}{one}五" for one in ONES for ten in ("", "十")), "十五"]
    + [f"{one}区六园" for one in f"{ONES}两"]
    + [f"一区{one}园" for one in f"{ONES}两"]
    + "从0到1 一对一 一对多 多对一 多对多 一站式 一等奖 二等奖 三等奖".split()
    + [f"兰白{some}{place}" for some in f"{ONES[2:]}两" for place in "区市县省"],
)
def test_each_form_of_a_name(printed: str) -> None:
    """A plan, a row of parts, a pairing, a prize and places named together are names."""
    assert read_figure(printed).kind == "name"


@pytest.mark.parametrize("printed", ["三至六园", "三到六园", "三成六园"])
def test_a_range_is_no_row_of_parts(printed: str) -> None:
    """What joins two numbers begins no part of a name."""
    with pytest.raises(ValueError, match="no figure of a known form"):
        read_figure(printed)


# Units that signs and pairs give


@pytest.mark.parametrize(
    ("sign", "unit"),
    [
        *((sign, "元") for sign in ("¥", "￥", "RMB")),
        *((sign, "美元") for sign in ("$", "US$")),
        ("HK$", "港元"),
        ("€", "欧元"),
        ("£", "英镑"),
    ],
)
def test_each_sign_of_money(sign: str, unit: str) -> None:
    """A sign before a number is the unit it stands for."""
    assert says(f"{sign}300") == f"money [300, 300] {unit}"


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("2年6个月", "2.5", "年"),
        ("2个月15天", "2.5", "个月"),
        ("2天12小时", "2.5", "天"),
        ("2天12个小时", "2.5", "天"),
        ("2小时30分钟", "2.5", "小时"),
        ("2小时30分", "2.5", "小时"),
        ("2小时1刻钟", "2.25", "小时"),
        ("2个小时30分钟", "2.5", "个小时"),
        ("2个小时1刻钟", "2.25", "个小时"),
        ("2分钟30秒", "2.5", "分钟"),
        ("2分30秒", "2.5", "分"),
        ("2元5角", "2.5", "元"),
        ("2块5毛", "2.5", "元"),
        ("2角5分", "2.5", "角"),
        ("2公斤500克", "2.5", "公斤"),
        ("2公里500米", "2.5", "公里"),
        ("2斤5两", "2.5", "斤"),
        ("2年零6个月", "2.5", "年"),
        ("2年又6个月", "2.5", "年"),
    ],
)
def test_each_pair_of_units_is_one_figure(printed: str, value: str, unit: str) -> None:
    """Two units that belong together are one quantity, counted in the first; 零 or 又 parts them."""
    figure = read_figure(printed)
    assert (figure.value, figure.unit) == (Fraction(value), unit)
    assert [mention.text for mention in find_mentions(f"合计{printed}。")] == [printed]


# Hedges on a scale and around ranges


@pytest.mark.parametrize(
    ("printed", "bounds"),
    [(f"{word}零下20度", "(-20, +inf)") for word in ("高于", "大于")]
    + [(f"{word}零下20度", "[-20, +inf)") for word in ("不低于", "不小于", "最低")]
    + [(f"{word}零下20度", "(-inf, -20)") for word in ("低于", "小于")]
    + [(f"{word}零下20度", "(-inf, -20]") for word in ("不高于", "不大于", "最高")]
    + [(f"零下20度{word}以上", "[-20, +inf)") for word in ("", "及", "(含)")]
    + [(f"零下20度{word}以下", "(-inf, -20]") for word in ("", "及", "(含)")]
    + [("超过零下20度", "(-inf, -20)"), ("零下20多度", "(-30, -20)")],
)
def test_each_word_of_a_scale_is_on_it_below_zero(printed: str, bounds: str) -> None:
    """低于零下20度 is colder; words of no scale say how far a frost goes."""
    assert str(read_figure(printed).bounds) == bounds


@pytest.mark.parametrize("about", ["约", "大约", "大概"])
@pytest.mark.parametrize("span", ["3至5家", "百分之三至百分之五", "三至五成"])
def test_each_about_of_a_range(about: str, span: str) -> None:
    """About belongs to the span of a range and says nothing more."""
    assert says(about + span) == says(span)


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("2022年", "date 2022"),
        ("负5%", "percent [-5, -5] %"),
        ("零下5度", "physical [-5, -5] 度"),
        ("3至5家", "count [3, 5] 家 range"),
        ("3到5家", "count [3, 5] 家 range"),
        ("负5至负3%", "percent [-5, -3] % range"),
        ("百分之三至五", "percent [3, 5] % range"),
        ("百分之三到百分之五", "percent [3, 5] % range"),
        ("三成至五成", "percent [30, 50] % range"),
        ("三至五成", "percent [30, 50] % range"),
        ("翻两番", "ratio [4, 4] 倍"),
        ("翻了两番", "ratio [4, 4] 倍"),
        ("三分之一", "ratio [1/3, 1/3]"),
        ("百分之三", "percent [3, 3] %"),
        ("一半", "ratio [0.5, 0.5]"),
        ("超半数", "ratio (0.5, +inf) more_than"),
        ("近半", "ratio [0, 0.5) nearly"),
        ("过半", "ratio (0.5, +inf) more_than"),
        ("超半", "ratio (0.5, +inf) more_than"),
        ("20几个", "count (20, 30) 个 more_than"),
        ("3 200万元", "money [32000000, 32000000] 元"),
        ("3 200亿元", "money [320000000000, 320000000000] 元"),
        ("3年多", "duration (3, 4) 年 more_than"),
        ("3年余", "duration (3, 4) 年 more_than"),
    ],
)
def test_each_joining_word(printed: str, told: str) -> None:
    """Signs, words of ranges, shares and doublings are read, and found in a sentence."""
    assert says(printed) == told
    assert [mention.text for mention in find_mentions(f"合计{printed}。")] == [printed]


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("补贴从300元到500元不等。", ["300元到500元|money"]),
        ("比重由5%到8%左右。", ["5%到8%左右|percent"]),
        ("比重由5%到8%。", ["5%|percent", "8%|percent"]),
    ],
)
def test_a_range_and_no_change(sentence: str, printed: list[str]) -> None:
    """After 从 and 由 two numbers are a range only where 不等 or 左右 says so."""
    assert found(sentence) == printed


@pytest.mark.parametrize("shared", ["2021|年|date 2021", "3|月|date XXXX-03", "3|日|date XXXX-XX-03", "一|季度|period XXXX-01/XXXX-03"])  # fmt: skip
def test_each_unit_that_dates_share(shared: str) -> None:
    """A number whose sentence lends it a unit of dates is a date."""
    printed, unit, told = shared.split("|")
    assert says(printed, unit) == told


# Ordinals


@pytest.mark.parametrize(
    "measure", "届批次期位名个轮章条款项节回场代号类大站层组册卷辑艘座枚颗台版年天周日段局站步棒趟"
)
def test_each_measure_after_an_ordinal(measure: str) -> None:
    """第三届 keeps its measure word."""
    assert says(f"第三{measure}") == f"ordinal [3, 3] {measure}"


@pytest.mark.parametrize(("number", "value"), [*zip(f"{ONES}十", range(1, 11), strict=True)])
@pytest.mark.parametrize("unit", "期届")
def test_each_phase(number: str, value: int, unit: str) -> None:
    """二期 and 三届 are the second and the third."""
    assert says(number + unit) == f"ordinal [{value}, {value}] {unit}"


@pytest.mark.parametrize("word", "期间 期待 期限 期末 期货 期刊 期望 期盼 期中".split())
def test_each_word_that_is_no_phase(word: str) -> None:
    """高二期末 is the end of a term, and no second phase."""
    assert found(f"学生高二{word}，很忙。") == []


# Tenths, halves and shares


@pytest.mark.parametrize(
    "word",
    "成立 成功 成为 成长 成果 成本 成就 成员 成品 成分 成交 成型 成绩 成套 成片 成排 成群".split(),
)
def test_each_word_that_is_no_tenth(word: str) -> None:
    """A name that ends with a number is no share before 成本 and the like."""
    assert found(f"品种陇薯10{word}，很好。") == []


@pytest.mark.parametrize(("digit", "value"), [*zip(f"{ONES}两", [*range(1, 10), 2], strict=True)])
def test_each_digit_of_a_share(digit: str, value: int) -> None:
    """八五折 and 八点五折 are 85%, and 三成五 is 35%."""
    assert says(f"{digit}折") == f"percent [{10 * value}, {10 * value}] %"
    if digit != "两":
        for printed, tens in ((f"八{digit}折", 80), (f"八点{digit}折", 80), (f"三成{digit}", 30)):
            assert says(printed) == f"percent [{tens + value}, {tens + value}] %"


def test_a_proportion_in_words() -> None:
    """3比2 is a proportion."""
    assert says("3比2") == "ratio [1.5, 1.5]"
    assert found("双方按3比2出资。") == ["3比2|ratio"]


def test_a_half_tenth() -> None:
    """三成半 is 35%."""
    assert says("三成半") == "percent [35, 35] %"


@pytest.mark.parametrize(
    "word", "强势 强大 强化 强劲 强国 强调 强制 强有力 强力 强者 强项 弱势 弱项".split()
)
def test_each_word_that_hedges_no_share(word: str) -> None:
    """三成强 is more than 30%, but in 三成强势品牌 the share is exact."""
    [mention] = find_mentions(f"其中三成{word}，余下一般。")
    assert (mention.text, mention.figure.hedge) == ("三成", "exact")
    [mention] = find_mentions(f"其中三成{word[0]}，余下一般。")
    assert mention.figure.hedge == {"强": "more_than", "弱": "nearly"}[word[0]]


@pytest.mark.parametrize("word", ["半个县城", "半月", "半日"])
def test_each_word_that_is_no_half(word: str) -> None:
    """Half a town and half a month are no share of a half."""
    assert "ratio" not in str(found(f"近{word}，停电。"))


@pytest.mark.parametrize("unit", "年 天 小时 周 岁 亩 公里 里 斤 倍 米 吨 元".split())
def test_each_unit_before_a_half(unit: str) -> None:
    """两年半 is 2.5 years."""
    figure = read_figure(f"两{unit}半")
    assert (figure.value, figure.unit) == (Fraction("2.5"), unit)
    assert [mention.text for mention in find_mentions(f"合计两{unit}半。")] == [f"两{unit}半"]


@pytest.mark.parametrize("unit", "月 小时 星期 世纪 学期 钟头".split())
def test_each_unit_after_a_half(unit: str) -> None:
    """两个半月 is 2.5 months, and 两个多月 more than two."""
    figure = read_figure(f"两个半{unit}")
    assert (figure.value, figure.unit) == (Fraction("2.5"), f"个{unit}")
    assert str(read_figure(f"两个多{unit}").bounds) == "(2, 3)"
    for span in (f"两个半{unit}", f"两个多{unit}"):
        assert [mention.text for mention in find_mentions(f"历时{span}。")] == [span]


@pytest.mark.parametrize(
    "unit", "年 天 小时 个月 个小时 个世纪 学期 个学期 亩 斤 吨 公里 里".split()
)
def test_each_unit_of_a_half_alone(unit: str) -> None:
    """半年 is half a year."""
    assert read_figure(f"半{unit}").value == Fraction("0.5")
    assert [mention.text for mention in find_mentions(f"合计半{unit}。")] == [f"半{unit}"]


def test_more_than_a_half() -> None:
    """半年多 is more than half a year."""
    assert says("半年多") == "duration (0.5, 1) 年 more_than"


# More, before and after its unit


@pytest.mark.parametrize(
    "unit", "年 个月 天 小时 公里 米 斤 吨 元 倍 亩 周 个学期 分钟 度 岁".split()
)
@pytest.mark.parametrize("more", "多余")
def test_each_unit_before_more(unit: str, more: str) -> None:
    """三吨多 is more than three tons."""
    assert str(read_figure(f"3{unit}{more}").bounds) == "(3, 4)"


def test_points_before_more() -> None:
    """3000点多 is more than 3000 points of an index."""
    assert str(read_figure("3000点多").bounds) == "(3000, 4000)"


@pytest.mark.parametrize("last", "次项种家地个于方名样轮位数部层场点边头人少彩元年级极功渠")
def test_each_word_that_is_no_more(last: str) -> None:
    """三年多次 is three years, many times, and 30亩多年生牧草 thirty mu of perennial grass."""
    unit = "30亩" if last == "年" else "三年"
    rest = {"功": "功能试验", "渠": "渠道推广", "年": "年生牧草"}.get(last, last)
    [mention, *_] = find_mentions(f"其中{unit}多{rest}，可以。")
    assert (mention.text, mention.figure.hedge) == (unit, "exact")


@pytest.mark.parametrize(
    ("number", "value"), [*zip(f"{ONES}十两", [*range(1, 11), 2], strict=True)]
)
def test_each_number_of_a_product(number: str, value: int) -> None:
    """两×60万千瓦 is twice 600000."""
    assert read_figure(f"{number}×60万千瓦").value == 600_000 * value


@pytest.mark.parametrize(
    ("sentence", "printed", "bounds"),
    [
        ("投入3个亿，见效。", "3个亿", "[300000000, 300000000]"),
        ("投入3个多亿元，见效。", "3个多亿元", "(300000000, 400000000)"),
        ("拥有3个亿元乡镇。", "3个", "[3, 3]"),
        ("投入20多万元。", "20多万元", "(200000, 300000)"),
        ("投入20多百万元。", "20多百万元", "(20000000, 30000000)"),
        ("投入20多亿元。", "20多亿元", "(2000000000, 3000000000)"),
        ("投入20多千元。", "20多千元", "(20000, 30000)"),
    ],
)
def test_each_scale_after_more(sentence: str, printed: str, bounds: str) -> None:
    """个亿 is 亿, unless a 亿元 follows that is no number; 多 may stand before each scale."""
    [mention, *_] = find_mentions(sentence)
    assert (mention.text, str(mention.figure.bounds)) == (printed, bounds)

"""The finder, word by word: where a figure begins, what stands before it and what it shares."""

import pytest

from analysis.mentions import find_mentions

ONES = "一二三四五六七八九"


def found(sentence: str) -> list[str]:
    """Every figure and name of a sentence: what is printed, its kind, bounds or date."""
    return [
        f"{one.text} {one.figure.kind} {one.figure.bounds or one.figure.date}".rstrip()
        for one in find_mentions(sentence, names=True)
    ]


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("获得第三。", "第三"),
        ("耗去半年。", "半年"),
        ("来了几百人。", "几百人"),
        ("来了数百人。", "数百人"),
        ("来了十几人。", "十几人"),
        ("近半企业复工。", "近半"),
        ("过半企业复工。", "过半"),
        ("超半企业复工。", "超半"),
        ("占三成。", "三成"),
        ("打八折。", "八折"),
        ("等了两年半。", "两年半"),
        ("走了三至五家。", "三至五家"),
        ("走了三到五家。", "三到五家"),
        ("建成二期。", "二期"),
        ("参加三届。", "三届"),
        ("产值翻两番。", "翻两番"),
        ("按3比2出资。", "3比2"),
        ("占三分之二。", "三分之二"),
        ("等了2年3个月。", "2年3个月"),
        ("等了2个月15天。", "2个月15天"),
        ("等了2天12小时。", "2天12小时"),
        ("等了2小时30分钟。", "2小时30分钟"),
        ("成绩3分20秒。", "3分20秒"),
        ("单价3元5角。", "3元5角"),
        ("单价5块3毛。", "5块3毛"),
        ("单价5角2分。", "5角2分"),
        ("重2斤5两。", "2斤5两"),
        ("长2公里500米。", "2公里500米"),
        ("截至2022年。", "2022年"),
        ("自5月起。", "5月"),
        ("定于8月8日。", "8月8日"),
        ("6日讯。", "6日"),
        ("3号至5号开放。", "3号至5号"),
        ("一季度增收。", "一季度"),
        ("二十世纪。", "二十世纪"),
        ("上个世纪90年代。", "上个世纪90年代"),
        ("上世纪90年代。", "上世纪90年代"),
        ("上半年增收。", "上半年"),
        ("下半年增收。", "下半年"),
        ("前三季度增收。", "前三季度"),
        ("统一三家工厂。", "三家"),
        ("气温零下5度。", "零下5度"),
        ("增速为负5%。", "负5%"),
        ("耗资3个亿。", "3个亿"),
        ("耗资3个多亿。", "3个多亿"),
        ("总数达300余。", "300余"),
        ("总数达300多。", "300多"),
        ("总数达300来。", "300来"),
        ("总数达20多百万。", "20多百万"),
        ("总数达20多千万。", "20多千万"),
        ("总数达20多万。", "20多万"),
        ("总数达20多亿。", "20多亿"),
        ("收录3万多数据。", "3万多"),
        ("收录3万余数据。", "3万余"),
        ("收录3亿多数据。", "3亿多"),
        ("收录3亿余数据。", "3亿余"),
    ],
)
def test_each_word_that_shows_a_figure(sentence: str, printed: str) -> None:
    """A numeral before or after such a word is a figure, and its span is whole."""
    assert [one.text for one in find_mentions(sentence)] == [printed]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("6日讯。", "6日 date XXXX-XX-06"),
        ("二十世纪。", "二十世纪 period 1901/2000"),
        ("扩建二期。", "二期 ordinal [2, 2]"),
        ("参加三届。", "三届 ordinal [3, 3]"),
    ],
)
def test_each_word_that_shows_no_count(sentence: str, told: str) -> None:
    """A day, a century and a phase are no numbers of days, centuries and phases."""
    assert found(sentence) == [told]


@pytest.mark.parametrize(
    "sentence",
    [
        *(f"品牌520多{word}。" for word in ("家庭适用", "年龄段适用", "地销售", "人口味")),
        *(f"合金7075多{word}。" for word in ("元素分析", "数合格")),
        "乱码" + "几十" * 30 + "家。",
        "乱码" + "数十" * 30 + "家。",
    ],
)
def test_what_shows_no_figure(sentence: str) -> None:
    """A name that ends with a number counts nothing before 多家庭, and no numeral is so long."""
    assert found(sentence) == []


@pytest.mark.parametrize("ten", "廿卅")
def test_the_rest_of_a_numeral_is_no_figure(ten: str) -> None:
    """Of 廿三人 the 三人 would say less than the whole."""
    assert "三人 count [3, 3]" not in found(f"来了{ten}三人。")


@pytest.mark.parametrize("word", ["、", "和", "与", "及", "或"])
@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        ("1.2", "3.4个百分点", "1.2 3.4"),
        ("三", "五家", "3 5"),
        ("十", "二十家", "10 20"),
        ("1.2", "3.4万元", "12000 34000"),
        ("1.2", "3.4亿余元", "120000000"),
        ("1.2", "3.4亿多元", "120000000"),
        ("一点二", "三点四万元", "12000 34000"),
        ("一点二", "三点四亿元", "120000000 340000000"),
    ],
)
def test_each_word_that_shares_a_unit(word: str, one: str, other: str, values: str) -> None:
    """Two numbers with such a word between them share the unit and the scale of the last."""
    first, last = find_mentions(f"分别为{one}{word}{other}。")
    assert (first.text, last.text) == (one, other)
    told = [str(figure.bounds) for figure in (first.figure, last.figure)]
    for value, bounds in zip(values.split(), told, strict=False):
        assert bounds == f"[{value}, {value}]"


@pytest.mark.parametrize("join", "、和与")
@pytest.mark.parametrize("number", f"两{ONES[2:]}")
@pytest.mark.parametrize("place", "省市县区国镇乡村")
def test_each_place_that_counts_names(join: str, number: str, place: str) -> None:
    """兰州、白银两市 counts the cities it names."""
    mentions = find_mentions(f"江东{join}江西{number}{place}。")
    assert [(one.text, one.implied_unit) for one in mentions] == [(number, "个")]


@pytest.mark.parametrize("word", "县级医院 县长 市民 市场 市区 区域".split())
@pytest.mark.parametrize("join", "和与")
def test_each_word_that_counts_no_names(join: str, word: str) -> None:
    """东郊和西郊两市场 names markets and counts no cities."""
    assert found(f"东郊{join}西郊两{word}。") == []


@pytest.mark.parametrize("item", ["3万", "3亿", "300元", "3年", "3月", "3日", "3家", "3个"])
def test_each_item_before_a_dash(item: str) -> None:
    """Between an item and its price stands a dash, and no minus."""
    last = find_mentions(f"价目：{item}-50美元")[-1]
    assert (last.text, str(last.figure.bounds)) == ("50美元", "[50, 50]")


@pytest.mark.parametrize(
    "sentence",
    [
        "约为全市的30%。",
        "约占全市的30%。",
        "约合300吨。",
        "约有300人。",
        "约需300吨。",
        "约是去年的3倍。",
        "约能满足全市的30%。",
        "约可满足全市的30%。",
        "约达300人。",
        "约相当于300吨标准煤。",
    ],
)
def test_each_verb_between_about_and_its_number(sentence: str) -> None:
    """约占全市的30% is about 30%: the hedge stands apart from its number."""
    [mention] = find_mentions(sentence)
    assert (mention.figure.hedge, mention.outside_hedge) == ("approx", "约")


# Names by their form


@pytest.mark.parametrize(
    "printed",
    [f"{one}区六园" for one in f"{ONES}两"]
    + "一中心两基地 一对一 一对多 一站式 一等奖 二等奖 三等奖 从0到1".split()
    + [f"江淮{some}{place}" for some in f"{ONES[2:]}两" for place in "区市县省"],
)
def test_each_form_of_a_name(printed: str) -> None:
    """A row of parts, a pairing, a prize and places named together are names."""
    assert found(f"“{printed}”") == [f"{printed} name"]


@pytest.mark.parametrize(
    ("plan", "first"),
    [*((f"{ONES[n]}五", 1956 + 5 * n) for n in range(2, 9)), ("十五", 2001)]
    + [(f"十{ONES[n]}五", 2006 + 5 * n) for n in range(9)]
    + [("一五", 1953), ("二五", 1958)],
)
def test_each_plan(plan: str, first: int) -> None:
    """A five-year plan is a name with years."""
    assert found(f"“{plan}”成就") == [f"{plan} name {first}/{first + 4}"]


@pytest.mark.parametrize("word", "规划 时期 期间 末 以来 开局 收官".split())
def test_each_word_after_a_plan(word: str) -> None:
    """A plan without its quotation marks is known by the word after it."""
    assert found(f"十四五{word}成效好") == ["十四五 name 2021/2025"]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("从3到5万家。", ["5万家 count [50000, 50000]"]),
        ("从3到5亿元。", ["5亿元 money [500000000, 500000000]"]),
        ("涉及两市三个区。", ["三个 count [3, 3]"]),
        ("建设两省级平台。", []),
    ],
)
def test_what_is_no_name(sentence: str, told: list[str]) -> None:
    """A change of numbers, places that are counted and what is 省级 are no names."""
    assert found(sentence) == told

"""Names: numerals that are no quantities, each passed over in a sentence; forms with look-alikes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.mentions import find_mentions
from analysis.names import FORMS, NAMES, find_name

# Form -> names of it, and what looks like one and is found as a figure, or not at all.
EXAMPLES = {
    "plenum": (["十九届六中全会", "第二十届三中全会", "十八届三中全会"], {"第十九届大会": "第十九届", "19届毕业生": "19届"}),
    "congress": (["二十大", "十九大", "十四大", "二十一大"], {"二十大卡": "二十大卡", "十五大类": "十五大", "十大": "十大"}),
    "five-year plan in full": (["第十四个五年规划", "第十个五年计划", "五年规划", "五年计划"], {"第十四个项目": "第十四个", "五年时间": "五年"}),
    "session": (["三中全会", "五中全会"], {"三个全会": "三个"}),
    "industries": (["第一、二、三产业", "第二和第三产业", "第二、第三次产业"], {"三个产业": "三个"}),
    "return period": (["百年一遇", "五十年一遇", "100年不遇", "二十年一遇"], {"五十年间": "五十年", "100年历史": "100年"}),
    "group": (["20国集团", "7国集团"], {"20国领导人": "20国"}),
    "relay": (["4×100米", "4×400米"], {"100米": "100米"}),
    "class": (["百亿级", "千亿级", "万亿级", "千万亿级"], {"百亿元": "百亿元", "超百亿": "超百亿"}),
    "idiom": (["千方百计", "千军万马", "千言万语", "三心二意"], {"三军会师": "", "三心": ""}),
    "born after": (["95后", "80后", "00后"], {"95后勤": "", "20后续": "", "95台": "95台"}),
    "number to call": (["12345热线", "110报警", "10086客服", "12315平台"], {"12345条": "12345条", "110家": "110家"}),
}  # fmt: skip


def test_every_form_has_a_row() -> None:
    """A new form of name comes with its row here."""
    assert EXAMPLES.keys() == FORMS.keys()


@pytest.mark.parametrize("form", FORMS)
def test_each_form(form: str) -> None:
    """Each example of a form is one name from end to end, and its look-alikes are none."""
    names, others = EXAMPLES[form]
    for name in names:
        text = f"大家谈到{name}的话题。"
        assert find_name(text, 4) == (4, 4 + len(name))
        assert find_mentions(text) == []
    for other, printed in others.items():
        spoken = find_mentions(f"大家谈到{other}的话题。", names=True)
        assert [one.text for one in spoken if one.figure.kind != "name"] == [printed] * bool(
            printed
        )
        assert [one.text for one in spoken if one.figure.kind == "name"] == []


def test_a_name_stands_once() -> None:
    """No name is written twice, and none without the numeral it is listed for."""
    assert len(NAMES) == len(set(NAMES))
    assert "" not in NAMES


SENTENCES = ["{}", "关于{}的报道。", "“{}”是大家熟悉的，", "据悉：{}；如此。"]


@pytest.mark.parametrize("name", NAMES)
def test_each_name_is_passed_over(name: str) -> None:
    """No numeral of a name is a figure, wherever it stands, and the name is found whole when asked."""
    for sentence in SENTENCES:
        text = sentence.format(name)
        assert find_mentions(text) == []
        [found] = find_mentions(text, names=True)
        assert (found.start, found.text) == (text.index(name), name)
        assert (found.figure.kind, found.figure.hedge) == ("name", "")
        assert found.figure.bounds is None


@pytest.mark.parametrize("name", NAMES)
def test_a_name_hides_no_figure(name: str) -> None:
    """The figures before and after a name are found as if it were not there."""
    text = f"共有698家，{name}，增长6.5%。"
    assert [found.text for found in find_mentions(text)] == ["698家", "6.5%"]


@given(st.sampled_from(NAMES), st.text("甲乙，。 ", max_size=9), st.text("甲乙，。 ", max_size=9))
def test_a_name_is_found_from_its_numeral(name: str, before: str, after: str) -> None:
    """Asked at the first numeral of a name, the finder gives the whole name, also what precedes it."""
    [found] = find_mentions(before + name + after, names=True)
    start = next(n for n in range(len(name)) if find_name(name, n))
    assert find_name(before + name + after, len(before) + start) == (found.start, found.end)


@given(st.text("一二三四五六七八九十百千万亿年第届中全会0123456789后级×米来，产业、和"))
def test_no_text_breaks_the_names(text: str) -> None:
    """At any place of any text there is a name around the place, or none."""
    for start in range(len(text)):
        name = find_name(text, start)
        assert name is None or name[0] <= start < name[1] <= len(text)

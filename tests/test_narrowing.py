"""Narrowing: formal numerals, full-width signs and the spaces within a figure, sign by sign."""

import pytest

from analysis.mentions import find_mentions
from analysis.narrowing import narrowed

DIGITS = [*zip("壹贰貳叁參肆伍陆陸柒捌玖", "一二二三三四五六六七八九", strict=True)]


def found(sentence: str) -> list[str]:
    """Every figure of a sentence: what is printed, its bounds and unit."""
    return [f"{one.text} {one.figure.bounds} {one.figure.unit}" for one in find_mentions(sentence)]


@pytest.mark.parametrize(("formal", "plain"), DIGITS)
def test_each_formal_digit(formal: str, plain: str) -> None:
    """A formal digit before a position, after another digit and at the end is the plain one."""
    assert narrowed(f"{formal}拾元") == f"{plain}十元"
    assert narrowed(f"叁拾{formal}元") == f"三十{plain}元"
    assert narrowed(f"叁{formal}万元") == f"三{plain}万元"


@pytest.mark.parametrize(
    ("formal", "plain"),
    [
        *((f"{one}万元", f"{other}万元") for one, other in DIGITS),
        *((f"{one}亿元", f"{other}亿元") for one, other in DIGITS),
        *((f"{one}佰圆", f"{other}百元") for one, other in DIGITS),
        *((f"{one}仟圓", f"{other}千元") for one, other in DIGITS),
        ("伍万叁仟元", "五万三千元"),
        ("伍亿叁仟万元", "五亿三千万元"),
        ("贰零万元", "二零万元"),
        ("伍佰零叁元", "五百零三元"),
        ("伍拾万零叁佰元", "五十万零三百元"),
        ("叁拾亿贰佰元", "三十亿二百元"),
        ("叁佰万伍仟元", "三百万五千元"),
        ("叁佰万圆", "三百万元"),
        ("叁佰亿圆", "三百亿元"),
        ("伍拾圆", "五十元"),
        ("拾万元", "十万元"),
        ("拾元", "十元"),
        ("伍仟陆佰柒拾捌元", "五千六百七十八元"),
    ],
)
def test_each_formal_numeral(formal: str, plain: str) -> None:
    """A formal numeral of contracts is the plain one, and its 圆 is 元."""
    assert narrowed(formal) == plain


@pytest.mark.parametrize(
    "sentence",
    [
        "队伍整齐。",
        "大陆沿海。",
        "拾到钱包。",
        "叁号楼。",
        "收拾屋子。",
        "参万里长征。",
        "仟村佰镇。",
    ],
)
def test_a_formal_sign_alone_is_a_word(sentence: str) -> None:
    """A single formal sign is a part of a word or a name, and stays as it is."""
    assert narrowed(sentence) == sentence


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("停电 半 天。", ["半 天 [0.5, 0.5] 天"]),
        ("提高3个 百分点。", ["3个 百分点 [3, 3] 个百分点"]),
        ("提高3个 点。", ["3个 点 [3, 3] 个点"]),
        ("提高3个百 分点。", ["3个百 分点 [3, 3] 个百分点"]),
        ("提高3个百分 点。", ["3个百分 点 [3, 3] 个百分点"]),
        ("增长百分 之三。", ["百分 之三 [3, 3] %"]),
        ("增长百 分之三。", ["百 分之三 [3, 3] %"]),
    ],
)
def test_each_space_within_a_figure(sentence: str, told: list[str]) -> None:
    """Spaces within a figure part nothing."""
    assert found(sentence) == told

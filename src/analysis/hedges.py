"""Hedges: the words that say how far a printed number may be from the truth; one row is one word.

place   lead before the numeral, more inside or right after it, trail after the unit, part
        after a share (三分之一强)
hedge   what it says: more_than, at_least, at_most, nearly, approx
closed  whether the number itself is allowed
outside whether it stands outside the span: a verb that hedges, as 突破
never_after, only_before   characters that make another word of it: 节约 saves, 超过 is no 过
"""

import re
from string import ascii_letters
from typing import NamedTuple

from .units import any_of


class Hedge(NamedTuple):
    """Where a hedge word stands, what it says, and whether the number itself is allowed."""

    place: str
    hedge: str
    closed: bool = False
    outside: bool = False
    never_after: str = ""
    only_before: str = ""


_MYRIAD = "十百千万亿半"  # Single multipliers, before which 上 and 过 hedge: 上千人, 过万亿.
_BY = "附邻靠临最新远贴走亲就"  # 最近, 附近
_NO_ABOUT = "节条制合契签预邀违履集公赴誓立缔失守爽毁特婉俭简要相订续解期纽"  # 节约, 合约

_TAG = f"{ascii_letters}/=-"  # <b>5, =>5, ->5

HEDGES = {
    "超": Hedge("lead", "more_than", never_after="赶反英高未"),
    "超过": Hedge("lead", "more_than"),
    "超出": Hedge("lead", "more_than"),
    "不止": Hedge("lead", "more_than"),
    ">": Hedge("lead", "more_than", never_after=_TAG),
    "逾": Hedge("lead", "more_than"),
    "高于": Hedge("lead", "more_than"),
    "大于": Hedge("lead", "more_than"),
    "多于": Hedge("lead", "more_than"),
    "过": Hedge(
        "lead",
        "more_than",
        never_after="经通不越透路胜赛好难吃用去来走闯渡熬",
        only_before=_MYRIAD,
    ),
    "突破": Hedge("lead", "more_than", outside=True),
    "冲破": Hedge("lead", "more_than", outside=True),
    "破": Hedge(
        "lead", "more_than", outside=True, never_after="打侦攻爆告识", only_before="百千万亿"
    ),
    "余": Hedge("more", "more_than"),
    "多": Hedge("more", "more_than"),
    "有余": Hedge("trail", "more_than"),
    "以上": Hedge("trail", "at_least", closed=True),
    "及以上": Hedge("trail", "at_least", closed=True),
    "（含）以上": Hedge("trail", "at_least", closed=True),
    "(含)以上": Hedge("trail", "at_least", closed=True),
    "不低于": Hedge("lead", "at_least", closed=True),
    "不少于": Hedge("lead", "at_least", closed=True),
    "不小于": Hedge("lead", "at_least", closed=True),
    "不下于": Hedge("lead", "at_least", closed=True),
    "不下": Hedge("lead", "at_least", closed=True),
    "≥": Hedge("lead", "at_least", closed=True),
    "至少": Hedge("lead", "at_least", closed=True),
    "最少": Hedge("lead", "at_least", closed=True),
    "最低": Hedge("lead", "at_least", closed=True),
    "起码": Hedge("lead", "at_least", closed=True),
    "上": Hedge(
        "lead",
        "at_least",
        closed=True,
        never_after="以之加网线路史界际身市船车街海场会台地山成晚早跃迈登踏站",
        only_before="百千万亿",
    ),
    "最高": Hedge("lead", "at_most", closed=True),
    "最多": Hedge("lead", "at_most", closed=True),
    "最大": Hedge("lead", "at_most", closed=True),
    "最长": Hedge("lead", "at_most", closed=True),
    "至多": Hedge("lead", "at_most", closed=True),
    "不超过": Hedge("lead", "at_most", closed=True),
    "没有超过": Hedge("lead", "at_most", closed=True),
    "没超过": Hedge("lead", "at_most", closed=True),
    "未超过": Hedge("lead", "at_most", closed=True),
    "≤": Hedge("lead", "at_most", closed=True),
    "不超": Hedge("lead", "at_most", closed=True),
    "不高于": Hedge("lead", "at_most", closed=True),
    "不多于": Hedge("lead", "at_most", closed=True),
    "不大于": Hedge("lead", "at_most", closed=True),
    "以下": Hedge("trail", "at_most", closed=True),
    "及以下": Hedge("trail", "at_most", closed=True),
    "（含）以下": Hedge("trail", "at_most", closed=True),
    "(含)以下": Hedge("trail", "at_most", closed=True),
    "以内": Hedge("trail", "at_most", closed=True),
    "之内": Hedge("trail", "at_most", closed=True),
    "不到": Hedge("lead", "at_most"),
    "不足": Hedge("lead", "at_most"),
    "不及": Hedge("lead", "at_most"),
    "未及": Hedge("lead", "at_most"),
    "未达": Hedge("lead", "at_most"),
    "未达到": Hedge("lead", "at_most"),
    "没有达到": Hedge("lead", "at_most"),
    "没达到": Hedge("lead", "at_most"),
    "<": Hedge("lead", "at_most"),
    "不满": Hedge("lead", "at_most"),
    "未满": Hedge("lead", "at_most"),
    "低于": Hedge("lead", "at_most"),
    "少于": Hedge("lead", "at_most"),
    "小于": Hedge("lead", "at_most"),
    "近": Hedge("lead", "nearly", never_after=_BY),
    "将近": Hedge("lead", "nearly"),
    "接近": Hedge("lead", "nearly"),
    "逼近": Hedge("lead", "nearly"),
    "约": Hedge("lead", "approx", never_after=_NO_ABOUT),
    "大约": Hedge("lead", "approx"),
    "约为": Hedge("lead", "approx"),
    "大概": Hedge("lead", "approx"),
    "约莫": Hedge("lead", "approx"),
    "来": Hedge("more", "approx"),
    "强": Hedge("part", "more_than"),
    "弱": Hedge("part", "nearly"),
    "左右": Hedge("trail", "approx"),
    "上下": Hedge("trail", "approx"),
    "前后": Hedge("trail", "approx"),
}
# Verbs between a hedge and its number that belong to the span: 最高奖励500万元, 至少有3家.
CEILING_VERBS = tuple(
    "奖励 补助 补贴 资助 支持 给予 可达 可获 可奖励 可补贴 可补助 可给予 可贷 可享".split()
    + "不超过 可 达 为".split()
)
FLOOR_VERBS = ("有", "要", "需", "需要")


def hedge_words(place: str) -> list[str]:
    """Return the hedge words of a place."""
    return [word for word, hedge in HEDGES.items() if hedge.place == place]


def _leads(*, ahead: bool) -> str:
    """Return the pattern of all leading hedges, never where one is part of another word.

    The longest stand first, since 不超过 begins where 超过 stands; `ahead` looks at what follows.
    """
    words = sorted(hedge_words("lead"), key=len, reverse=True)
    return f"(?P<lead>{'|'.join(_lead(word, ahead=ahead) for word in words)})"


def _lead(word: str, *, ahead: bool) -> str:
    hedge = HEDGES[word]
    # What may not stand before is looked at after the word, so that a pattern begins with letters.
    before = f"(?<![{hedge.never_after}]{word})" if hedge.never_after else ""
    after = f"(?=[{hedge.only_before}])" if hedge.only_before and ahead else ""
    return f"{word}{before}{after}"


LEAD = _leads(ahead=True)
LEAD_VERBS = (
    f"(?<=最高|最多|最大|最长){any_of(CEILING_VERBS)}|(?<=至少|最少|最低){any_of(FLOOR_VERBS)}"
    "|(?<=超过|超出|接近|突破)了"
)
# What hedges a numeral, looked for backwards from where it begins.
LEAD_BEHIND = re.compile(f"{_leads(ahead=False)}(?:{LEAD_VERBS})?$")
# The characters such a hedge can end with.
LEAD_ENDS = frozenset(
    word[-1] for word in [*hedge_words("lead"), *CEILING_VERBS, *FLOOR_VERBS, "了"]
)

"""Hedges: every word with what it does to a number, where it is none, and the verbs beside it."""

import re
from string import ascii_letters

import pytest

from analysis.figures import bounds_under, read_figure
from analysis.hedges import (
    CEILING_VERBS,
    FLOOR_VERBS,
    HEDGES,
    LEAD,
    LEAD_BEHIND,
    LEAD_ENDS,
    LEAD_VERBS,
    hedge_words,
)

from .test_mentions import only

# What a hedge does to 200家 -> its strict bounds, its conventional ones, and the words printed so.
SAYS = {
    "more_than": ("(200, +inf)", "(200, 220)", "超200家 超过200家 超出200家 逾200家 高于200家 大于200家 多于200家 突破200家 冲破200家 不止200家 >200家 200家有余"),
    "more_than, from a round number": ("(100, +inf)", "(100, 110)", "过百家 破百家"),
    "more_than, inside": ("(200, 300)", "(200, 300)", "200余家 200多家"),
    "at_least": ("[200, +inf)", "[200, +inf)", "200家以上 200家及以上 200家（含）以上 200家(含)以上 不低于200家 不少于200家 不小于200家 不下于200家 不下200家 ≥200家 至少200家 最少200家 最低200家 起码200家"),
    "at_least, from a round number": ("[100, +inf)", "[100, +inf)", "上百家"),
    "at_most": ("[0, 200]", "[0, 200]", "最高200家 最多200家 最大200家 最长200家 至多200家 ≤200家 没有超过200家 没超过200家 未超过200家 不超过200家 不超200家 不高于200家 不多于200家 不大于200家 200家以下 200家及以下 200家（含）以下 200家(含)以下 200家以内 200家之内"),
    "at_most, open": ("[0, 200)", "[0, 200)", "不及200家 未及200家 未达200家 未达到200家 没有达到200家 没达到200家 <200家 不到200家 不足200家 不满200家 未满200家 低于200家 少于200家 小于200家"),
    "nearly": ("[0, 200)", "[180, 200)", "近200家 将近200家 接近200家 逼近200家"),
    "approx": ("[0, +inf)", "[180, 220]", "约200家 大约200家 约为200家 大概200家 约莫200家 200来家 200家左右 200家上下 200家前后"),
}  # fmt: skip
ROWS = {
    re.sub("200|百|家", "", printed): (printed, says.partition(",")[0], strict, conventional)
    for says, (strict, conventional, words) in SAYS.items()
    for printed in words.split()
}


def test_every_hedge_has_a_row() -> None:
    """A new hedge comes with its row here, and no row speaks of a hedge that is gone."""
    assert ROWS.keys() == HEDGES.keys() - OF_SHARES.keys()


OF_SHARES = {word: hedge for word, hedge in HEDGES.items() if hedge.place == "part"}


@pytest.mark.parametrize(
    ("printed", "strict"),
    [("三分之一强", "(1/3, +inf)"), ("四分之一弱", "[0, 0.25)"), ("五成强", "(50, +inf)")],
)
def test_each_hedge_of_a_share(printed: str, strict: str) -> None:
    """强 after a share is more and 弱 is less; after a count they are no hedges."""
    figure = read_figure(printed)
    assert str(bounds_under(figure, "strict")) == strict
    assert figure.hedge == OF_SHARES[printed[-1]].hedge
    assert only(f"约占{printed}。").text == printed
    assert only(f"这里有五百家{printed[-1]}者。").text == "五百家"


@pytest.mark.parametrize("word", ROWS)
def test_each_hedge(word: str) -> None:
    """Each hedge word bounds its number as the table says, under both readings, and is kept."""
    printed, says, strict, conventional = ROWS[word]
    figure = read_figure(printed)
    assert (figure.hedge, figure.hedge_word) == (says, word.replace("（", "(").replace("）", ")"))
    assert HEDGES[word].hedge == says
    assert figure.value == (100 if "百" in printed else 200)
    assert str(bounds_under(figure, "strict")) == strict
    assert str(bounds_under(figure, "conventional")) == conventional


@pytest.mark.parametrize("word", ROWS)
def test_each_hedge_in_a_sentence(word: str) -> None:
    """A hedge belongs to the span, unless it is a verb, which stands outside and hedges the same."""
    printed, says, _, _ = ROWS[word]
    found = only(f"目前，{printed}，好于预期。")
    outside = HEDGES[word].outside
    assert found.text == (printed.removeprefix(word) if outside else printed)
    assert (found.figure.hedge, found.outside_hedge) == (says, word if outside else "")
    assert found.figure == read_figure(printed)


# A hedge after a character that makes another word of it: the number stands unhedged.
NEVER_AFTER = {
    "超": "赶反英高未",
    ">": f"{ascii_letters}/=-",
    "过": "经通不越透路胜赛好难吃用去来走闯渡熬",
    "破": "打侦攻爆告识",
    "上": "以之加网线路史界际身市船车街海场会台地山成晚早跃迈登踏站",
    "近": "附邻靠临最新远贴走亲就",
    "约": "节条制合契签预邀违履集公赴誓立缔失守爽毁特婉俭简要相订续解期纽",
}
AFTER = [(word, char) for word, chars in NEVER_AFTER.items() for char in chars]


def test_every_character_before_no_hedge_is_written_out() -> None:
    """A new character that makes another word of a hedge comes with itself here."""
    never_after = {word: hedge.never_after for word, hedge in HEDGES.items() if hedge.never_after}
    assert never_after == NEVER_AFTER


@pytest.mark.parametrize(("word", "char"), AFTER)
def test_each_character_before_no_hedge(word: str, char: str) -> None:
    """节约 is a saving and no 约: after such a character the number is exact or hedged by more."""
    only_before = HEDGES[word].only_before
    printed = "百家" if only_before else "200家"
    found = only(f"据说，{char}{word}{printed}，如此而已。")
    assert found.figure.hedge_word != word


WORDS = [
    pytest.param("每年节约20%的用水。", "20%", "exact", id="节约 saves"),
    pytest.param("双方签约30家企业。", "30家", "exact", id="签约 signs"),
    pytest.param("会上集中履约12个项目。", "12个", "exact", id="履约 fulfils"),
    pytest.param("最近5家企业落户。", "5家", "exact", id="最近 is lately"),
    pytest.param("附近3个村受益。", "3个", "exact", id="附近 is nearby"),
    pytest.param("通过百家企业试点。", "百家", "exact", id="通过 is by way of"),
    pytest.param("以上百家企业均已复工。", "百家", "exact", id="以上 is the above"),
    pytest.param("赶超10个城市。", "10个", "exact", id="赶超 overtakes"),
    pytest.param("不超过10个城市。", "不超过10个", "at_most", id="不超过, not 超过"),
    pytest.param("不高于10个城市。", "不高于10个", "at_most", id="不高于, not 高于"),
    pytest.param("接近10个城市。", "接近10个", "nearly", id="接近, not 近"),
    pytest.param("大约10个城市。", "大约10个", "approx", id="大约, not 约"),
]


@pytest.mark.parametrize(("sentence", "printed", "hedge"), WORDS)
def test_a_word_is_no_hedge(sentence: str, printed: str, hedge: str) -> None:
    """What is another word hedges nothing, and the longest hedge is the one that stands."""
    found = only(sentence)
    assert (found.text, found.figure.hedge) == (printed, hedge)


# A hedge only before a single multiplier -> numbers it hedges, and one it does not.
ONLY_BEFORE = {
    "过": (["过百家", "过千家", "过万家", "过亿元", "过十家"], "过30家"),
    "破": (["破百家", "破千家", "破万家", "破亿元"], "破30家"),
    "上": (["上百家", "上千家", "上万家", "上亿元"], "上30家"),
}


def test_every_hedge_of_round_numbers_has_a_row() -> None:
    """A hedge that stands before some numbers only comes with its row here."""
    assert ONLY_BEFORE.keys() == {word for word, hedge in HEDGES.items() if hedge.only_before}


@pytest.mark.parametrize("word", ONLY_BEFORE)
def test_each_hedge_of_round_numbers(word: str) -> None:
    """Such a word hedges a round number and not another, in a span and in a sentence."""
    hedged, other = ONLY_BEFORE[word]
    for printed in hedged:
        assert read_figure(printed).hedge_word == word
        assert only(f"目前，{printed}，好于预期。").figure.hedge_word == word
    with pytest.raises(ValueError, match="is no figure of a known form"):
        read_figure(other)
    assert only(f"目前，{other}，好于预期。").figure.hedge == "exact"


# What stands between a hedge and its number: no row of the tables without its word here.
AFTER_CEILINGS = "奖励 补助 补贴 资助 支持 给予 可达 可获 可奖励 可补贴 可补助 可给予 可贷 可享 不超过 可 达 为".split()
AFTER_FLOORS = ["有", "要", "需", "需要"]


def test_every_verb_has_its_word() -> None:
    """A new verb after a ceiling or a floor comes with its word here."""
    assert sorted(CEILING_VERBS) == sorted(AFTER_CEILINGS)
    assert sorted(FLOOR_VERBS) == sorted(AFTER_FLOORS)


@pytest.mark.parametrize("verb", AFTER_CEILINGS)
@pytest.mark.parametrize("lead", ["最高", "最多"])
def test_each_verb_of_a_ceiling(verb: str, lead: str) -> None:
    """The verb between 最高 and its number belongs to the span and changes nothing."""
    assert read_figure(f"{lead}{verb}500万元") == read_figure(f"{lead}500万元")
    assert only(f"每家{lead}{verb}500万元。").text == f"{lead}{verb}500万元"


@pytest.mark.parametrize("verb", AFTER_FLOORS)
@pytest.mark.parametrize("lead", ["至少", "最少"])
def test_each_verb_of_a_floor(verb: str, lead: str) -> None:
    """The verb between 至少 and its number belongs to the span and changes nothing."""
    assert read_figure(f"{lead}{verb}5家") == read_figure(f"{lead}5家")
    assert only(f"每县{lead}{verb}5家。").text == f"{lead}{verb}5家"


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("这台吊车最大可达500吨。", "最大可达500吨"),
        ("场馆最大支持3000人。", "最大支持3000人"),
        ("工期最长可达5年。", "最长可达5年"),
        ("宽限最长不超过3天。", "最长不超过3天"),
        ("每班最低需要3人。", "最低需要3人"),
        ("每组最低要5人。", "最低要5人"),
    ],
)
def test_each_ceiling_and_floor_has_its_verb(sentence: str, printed: str) -> None:
    """A verb belongs to the span behind each word that says how much at most or at least."""
    assert only(sentence).text == printed


@pytest.mark.parametrize("word", ["突破", "超过", "超出", "接近"])
def test_each_hedge_that_is_done_is_heard(word: str) -> None:
    """The number of 突破了200家 is hedged as that of 突破200家 is."""
    found = only(f"会员{word}了200家。")
    assert found.figure.hedge_word == word


@pytest.mark.parametrize(
    "sentence",
    [
        "新规打破百家企业的垄断。",
        "民警侦破百起案件。",
        "敌军攻破百座城池。",
        "工地爆破百吨岩石。",
        "今年告破百起案件。",
        "群众识破百种骗局。",
    ],
)
def test_each_character_before_a_break(sentence: str) -> None:
    """侦破百起案件 solves cases, and no number is broken through."""
    assert only(sentence).figure.hedge == "exact"


@pytest.mark.parametrize("verb", [*CEILING_VERBS, *FLOOR_VERBS])
def test_a_verb_alone_stands_outside(verb: str) -> None:
    """Without 最高 or 至少 before it the verb is no part of the span."""
    with pytest.raises(ValueError, match="is no figure of a known form"):
        read_figure(f"{verb}500万元" if verb != "不超过" else "支持500万元")
    if verb != "不超过":
        assert only(f"每家{verb}500万元。").text == "500万元"


@pytest.mark.parametrize("word", ["超过", "超出", "接近"])
def test_a_hedge_that_is_done(word: str) -> None:
    """超过了 hedges as 超过 does, and 了 belongs to the span."""
    assert read_figure(f"{word}了200家") == read_figure(f"{word}200家")
    assert only(f"目前{word}了200家。").text == f"{word}了200家"


def test_places() -> None:
    """Every hedge has one of four places, and only those of the lead hold conditions."""
    places = ("lead", "more", "trail", "part")
    assert {hedge.place for hedge in HEDGES.values()} == set(places)
    assert sum(len(hedge_words(place)) for place in places) == len(HEDGES)
    for hedge in HEDGES.values():
        assert hedge.place == "lead" or not (
            hedge.outside or hedge.never_after or hedge.only_before
        )


@pytest.mark.parametrize("word", hedge_words("lead"))
def test_a_hedge_is_seen_backwards(word: str) -> None:
    """The longest leading hedge is what stands behind a number, and its last sign is a known one."""
    match = LEAD_BEHIND.search(f"目前，{word}")
    assert match is not None
    assert match["lead"] == word
    assert word[-1] in LEAD_ENDS


@pytest.mark.parametrize("verb", [*CEILING_VERBS, *FLOOR_VERBS, "了"])
def test_each_end_of_a_hedge_is_known(verb: str) -> None:
    """Whatever may stand between a hedge and its number ends with a known sign."""
    assert verb[-1] in LEAD_ENDS


def test_the_pattern_takes_the_longest() -> None:
    """No leading hedge hides a longer one that begins with it."""
    for word in hedge_words("lead"):
        match = re.match(f"{LEAD}(?:{LEAD_VERBS})?", f"{word}百家")
        assert match is not None
        assert match["lead"] == word

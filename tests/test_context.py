"""Context: for each word beside a figure a sentence that its whole, direction or noun hangs on.

In the tables the words that belong to the figure of 698 or 41 stand in 【】.
"""

import re

import pytest

from analysis.mentions import Found, find_mentions


def plain(sentence: str) -> str:
    """A sentence without marks."""
    return re.sub("[【】]", "", sentence)


def wanted(sentence: str) -> str:
    """The words that stand between marks, or nothing."""
    return "".join(re.findall("【(.*?)】", sentence))


def figure_of(sentence: str) -> Found:
    """The one figure of a sentence that says 698 or 41."""
    [found] = [found for found in find_mentions(plain(sentence)) if re.search("698|41", found.text)]
    return found


BASES = """
占【全省总数】的41% 占【全省总量】的比重41% 占【全省总量】的比例41% 占【全省总量】的份额41%
占【全省总量】的比率41% 占【全省】份额的41% 占【全省】份额为41% 占【全省】份额达41%
占【全省】份额达到41% 占【全省】份额超41、52% 占【全省】份额约41、52% 占【全省】份额近41、52%
占【全省】份额已达41% 占【全省】份额高达41% 占【全省】的份额是41% 占【全省】份额提高到41%
占【全省】份额上升到41% 占【全省】份额降至41% 占比提高到41% 占道经营者占【全部摊贩】的41%
产量居【全省】41% 产量居【全国】41% 产量居【全市】41% 产量居【全县】41% 产量居【全区】41%
产量居【全球】41% 产量居【全州】41% 产量居【全世界】41%
"""
UP = """
增长 增加 提高 上升 提升 扩大 上涨 增幅 涨幅 增速 同比增 环比增 回升 攀升 激增 上浮 上调 走高 提速
增 涨 升
""".split()
DOWN = """
下降 减少 降低 下滑 回落 下跌 缩减 缩短 降幅 跌幅 减幅 压减 萎缩 收窄 缩小 下浮 下调 走低 减 降 跌
""".split()
AFTER_A_TURN = "了 达 达到 为 幅度 幅度为 率 率为 高达 比例为 约为".split()
HEDGED_TURNS = ["近", "约", "超过", "超", "逾"]


@pytest.mark.parametrize("sentence", BASES.split())
def test_each_word_between_a_whole_and_its_share(sentence: str) -> None:
    """What follows 占, or a place, is the whole, less the words that lead to the number."""
    assert figure_of(sentence).base == wanted(sentence)


@pytest.mark.parametrize(("words", "way"), [(UP, "up"), (DOWN, "down")])
def test_each_verb_of_a_turn(words: list[str], way: str) -> None:
    """Each verb of a rise or a fall turns the figure after it."""
    for word in words:
        assert figure_of(f"用量{word}41%").direction == way, word


def test_a_doubling_is_a_turn() -> None:
    """What is multiplied rises."""
    assert figure_of("用量翻41倍").direction == "up"


@pytest.mark.parametrize("word", AFTER_A_TURN)
def test_each_word_after_a_turn(word: str) -> None:
    """The verb still turns the figure where such words stand between them."""
    assert figure_of(f"用量增长{word}41%").direction == "up"


@pytest.mark.parametrize("word", HEDGED_TURNS)
def test_each_hedge_after_a_turn(word: str) -> None:
    """So it does where a hedge stands between it and the first number of a list."""
    assert find_mentions(f"用量增长{word}1.2、3.4个百分点")[0].direction == "up"


NOUNS_AFTER = """
698家【企业】的代表 698家【企业】和商会 698家【企业】与商会 698家【企业】及商会
698家【企业】等单位 698家【企业】在城东 698家【企业】是新办的 698家【企业】已复工
698家【企业】为新办 698家【企业】将迁走 698家【企业】被表彰 698名【选手】把奖牌带回
698家【企业】对外开放 698家【企业】向外投资 698家【企业】从外地迁来 698家【企业】到会
698家【企业】获奖 698家【企业】入选名单 698家【企业】参会 698家【企业】进驻 698家【企业】开展培训
698家【企业】代表发言 698家【企业】共用仓库 698家【企业】提前复工 698家【企业】通过评审
698家【企业】实现盈利 698家【企业】完成改造 698吨【钢材】用于修桥 698台【机器】投入使用
698家【企业】正建厂房 698家【企业】成功上市 698家【企业】其中五家停产 698家【企业】同比翻番
698家【企业】比上年略多 698家【企业】围绕龙头布局 698家【企业】支持办学 698家【企业】组成联盟
698家【企业】列入名单 698家【企业】落户园区 698家【企业】签约入园 698座【泵站】建成使用
698座【泵站】开工建设 698座【泵站】投产发电 698家的【企业】 698—701家以上的【商店】 698吨的煤
"""
NOUNS_BEFORE = """
设立【村级商店】698家 拥有【村级商店】698家 建有【村级商店】698家 设有【村级商店】698家
现有【村级商店】698家 建成【村级商店】698家 新增【村级商店】698家 引进【村级商店】698家
培育【村级商店】698家 集聚【村级商店】698家 入驻【村级商店】698家 累计【村级商店】698家
完成【土方】698方 实现【税收】698元 获得【专利】698件 取得【专利】698件 投入【资金】698元
推荐【好书】698本 入库【项目】698个 全省【商店】698家 全国【商店】698家 全市【商店】698家
全县【商店】698家 全区【商店】698家 镇上有【商店】698家 【有限公司】698家 【有效专利】698件
【有关商店】698家 【有机蔬菜】698吨 【有色金属】698吨 销量达【历史】698吨 镇上共【商店】698家
【共享单车】698辆 【共同项目】698个 【共建项目】698个 今年【商店】698家 【年度项目】698个
【年均雨量】698毫米 【年产值】698元 【年轻教师】698名 本月【商店】698家 去年底【商店】698家
工厂和【商店】698家 【和平鸽】698只 【和谐小区】698个 镇上的【商店】698家 园内【商店】698家
【商店】总数698家 【商店】数量698家 【商店】数698家 【商店】共698家 【商店】共有698家
【商店】达698家 【商店】达到698家 【商店】为698家 【商店】约698、701家 【商店】近698、701家
【商店】超698、701家 【商店】超过698、701家 【商店】已达698家 【商店】分别为698、701家
【商店】共计698家 【商店】合计698家 【商店】累计698家 【商店】增至698家
"""
NO_NOUNS = """
增加了698家 减少了698家 提高了698元 上升了698米 下降了698米 698元由村里垫付 698名将赴外地
只有698人 共计698人 约合698元 合计698人 698人组成方阵 698元不等 698人为止 其中698人 就业698人
全年量为698吨 三年间收治698人 比上年多698人 占地698亩 每户698元 较去年多698元 是去年的698倍
突破698元大关 已建成698公里 净增了698人 跌至每斤698元 全年量达698吨 地区有698人
合唱团由698人、一支乐队组成 县里将698亩、701亩连片 最远至698米 又降698米 又升698米 又增加698家
又减少698家 再提高698元 还增长698元 再提升698元 工业就占41% 均为698元 又突破698元 又净增698人
还没有698人 早已不足698、701家
"""


@pytest.mark.parametrize("sentence", (NOUNS_AFTER + NOUNS_BEFORE).split())
def test_each_word_beside_a_noun(sentence: str) -> None:
    """The noun after a figure ends, and that before one begins, at such a word."""
    assert figure_of(sentence).noun == wanted(sentence)


@pytest.mark.parametrize("sentence", NO_NOUNS.split())
def test_each_word_of_no_noun(sentence: str) -> None:
    """A verb, or what such a word leaves of a clause, is no noun."""
    assert not figure_of(sentence).noun

"""Lookalikes: for each word of a rule a sentence in which it tells a figure from what is none.

In the tables each figure of a sentence stands in 【】, and what stands outside is none.
"""

import re

import pytest

from analysis.mentions import find_mentions

from .test_mentions import only


def marked(sentence: str) -> str:
    """A sentence with each figure found in it in 【】, wherever marks stood before."""
    text = left = re.sub("[【】]", "", sentence)
    for found in reversed(find_mentions(text)):
        left = f"{left[: found.start]}【{found.text}】{left[found.end :]}"
    return left


LASTS = """
过去【一年】老街变了样 【一年】后通车 今后【一年】要修桥 为期【一年】的展览 历时【一年】建成
预计用【一年】修完 工期长达【一年】 满【一年】即可转正 工期提前【一年】 工期缩短【一年】
租约延长【一年】 服役仅【一年】 未来【一年】继续建设 再【一年】就完工 还【一年】就毕业
他才【一年】就升了职 建园【一周年】后扩建 【一个月】内办结 【一小时】后赶到 【一个小时】前到家
【一天】后启程 【一周】后开学 等了【一年】时间 【一年】来变化很大 【一年】以来少有争吵
【一年】期满 【一年】前搬走 他用的是【一年】的时间
"""
ONE_EACH = """
菜价一天一个样 万元地区生产总值能耗持续下降 万元国内生产总值用水量持续下降
万元工业增加值用水量持续下降 万元产值能耗持续下降
""".split()
REIGNS = """
民国 康熙 雍正 乾隆 嘉庆 道光 咸丰 同治 光绪 宣统 贞观 开元 公元前 昭和 平成 令和
""".split()


@pytest.mark.parametrize("sentence", LASTS.split())
def test_one_that_lasts(sentence: str) -> None:
    """One year is a length where a word beside it says that something lasts it."""
    assert marked(sentence) == sentence


@pytest.mark.parametrize("sentence", ONE_EACH)
def test_one_of_each(sentence: str) -> None:
    """A day by which prices change, or the output that energy is divided by, is no figure."""
    assert marked(sentence) == sentence


@pytest.mark.parametrize("reign", REIGNS)
def test_each_reign(reign: str) -> None:
    """The years of a reign or an era date what happened, and are no duration."""
    assert marked(f"{reign}二十三年重修") == f"{reign}二十三年重修"


FORCES = """
风力达【8级】 夜里有风【约5级】 地震为【6.2级】 震级为【6.2级】 里氏【6.2级】 烈度达【8级】
【8级】大风 【5.1级】地震 【7.3级】强震 【9级】阵风 【12级】台风 【8级】烈度 【3级】风
【3.2级】余震 【3级】东风 【3级】西风 【3级】南风 【3级】北风 【3级】偏南风 【6级以上】大风
【6级左右】大风 【6级及以上】大风 【6级】的大风 启动4级响应 评为3级医院
"""


@pytest.mark.parametrize("sentence", FORCES.split())
def test_each_force(sentence: str) -> None:
    """Grades of wind and earthquakes are measures; those of alarms and hospitals are names."""
    assert marked(sentence) == sentence


@pytest.mark.parametrize("word", ["从", "由", "自", "从去年的"])
def test_each_start_of_a_change(word: str) -> None:
    """Where a share came from and where it went are two figures; without such words, a range."""
    assert marked(f"占比{word}5%到8%") == f"占比{word}【5%】到【8%】"
    assert marked("占比5%到8%") == "占比【5%到8%】"


# Days: what follows them -> what they are.
IN_DAYS = """
限5日内办结 限5日之内办结 限5日以内办结 推出5日游 连续5日均超标 花掉30日元 出栏30日龄雏鸡
5日以上未到 等了5日左右 5日后启程 招3日语教师 新开5日用品店 配2日常保洁员 2日本游客获救
2日照渔船获救
""".split()
TOLD = """
电 讯 上午 下午 晚 凌晨 中午 从北京启程 在北京开幕 对外开放 向记者介绍 就此答问 举行 召开 表示
发布 公布 获悉 至今
""".split()
HOW_LONG = "约 近 超过 超 逾 大约 不到 不足 至少 最多 最高 距今 长达 历时".split()


@pytest.mark.parametrize("sentence", IN_DAYS)
def test_each_word_after_days(sentence: str) -> None:
    """Days that something takes, and words that begin with 日, are no date."""
    assert all(found.figure.kind != "date" for found in find_mentions(sentence))


def test_a_paper_is_no_country() -> None:
    """日 before 本报 ends a date."""
    assert only("12日本报记者来访").figure.kind == "date"


def test_a_house_is_no_date() -> None:
    """8号 is a date only where a month stands before it."""
    assert marked("他住在8号楼") == "他住在8号楼"


@pytest.mark.parametrize("word", TOLD)
def test_each_word_after_a_day(word: str) -> None:
    """三日 is a date where an agency or a verb of the news follows, and else three days."""
    assert find_mentions(f"本报三日{word}")[0].figure.kind == "date"
    assert only("前后三日完成").figure.kind == "duration"


@pytest.mark.parametrize("word", HOW_LONG)
def test_each_word_before_years(word: str) -> None:
    """2000年 after such a word is a length and no date."""
    assert only(f"古城{word}2000年").figure.kind == "duration"


# 近 of time
TOOK = """
历时 历经 长达 用时 耗时 花了 花 花费 用了 用 经过 为期 相隔 时隔 时间长 时间 持续 等了 等 已有
有着 有 达 已 过去了 建成 成立 运行 工作了 工作 坚守 扎根 累计 超前 距今 缩短 延长 提前 推迟 减少
增加 跨越 走过 干了 干 了 满 尘封 沉睡 沉寂 阔别 停滞 停摆 闲置 关押 服役 守护
""".split()
LAST = ["来", "以来", "间", "内", "里"]
TOOK_AFTER = "时间 之久 历史 的历史 光景 的时间 的努力 的建设 的奋战".split()


@pytest.mark.parametrize("word", TOOK)
def test_each_word_before_nearly_as_long(word: str) -> None:
    """近 hedges a time that something took."""
    assert only(f"{word}近五年").text == "近五年"


@pytest.mark.parametrize("word", TOOK_AFTER)
def test_each_word_after_nearly_as_long(word: str) -> None:
    """近 hedges a time where a word after it says that it was taken."""
    assert only(f"这座桥近五年{word}").text == "近五年"


@pytest.mark.parametrize("word", LAST)
def test_each_word_after_the_last_years(word: str) -> None:
    """The last five years hedge nothing, whatever verb stands before them."""
    assert only(f"总结了近五年{word}的经验").text == "五年"


PROPORTIONS = """
男女比为【3:2】 按【3:7】分成 按照【3:7】分成 配成【3:7】的比例 采用【3:7】比例 采用【3:7】配比
采用【3:7】比率 采用【3:7】杠杆 比分3:2 比赛3:2 比拼3:2 占【1/3】 【约1/3】 【近1/3】 【超过1/3】
【超1/3】 达【1/3】 居民的【1/3】 份额为【1/3】 降至【1/3】 降到【1/3】 【逾1/3】 【不足1/3】
【不到1/3】 【1/3】的企业 占【1/3以上】 占【1/3以下】 占【1/3左右】
"""


@pytest.mark.parametrize("sentence", PROPORTIONS.split())
def test_each_word_beside_a_proportion(sentence: str) -> None:
    """3:2 is a proportion beside such a word, and a score or a time of day elsewhere."""
    assert marked(sentence) == sentence


@pytest.mark.parametrize("word", ["强", "弱"])
def test_each_word_of_nearly_a_part(word: str) -> None:
    """1/3 is a part of something where 强 or 弱 follows."""
    assert only(f"这类商店有1/3{word}").figure.kind == "ratio"


NO_NUMBERS = """
家住三百零一号 家住三百零一楼 家住三百零一室 三百零一路公交车 英语水平超过6级 班车约20时到达
大约9点出门 跌破二百五十日均线 主队以近90比60取胜
""".split()
AMOUNTS = """
达 达到 共计 合计 总计 共有 增至 升至 降至 减至 增加到 上升到 下降到 总数 总数为 人数 人数为 数量
数量为
""".split()
LED_BY_MONEY = """
投资 产值 营收 收入 税收 资金 贷款 融资 金额 资产 市值 利润 销售 销售额 进口 进口额 出口 总额 经费
债 债务 预算 增加值 成交 成交额 交易额 总值
""".split()
OF_MONEY = """
基金 资金 投资 贷款 产值 债券 资产 补贴 经费 融资 产业集群 量级产业 的引导基金
""".split()


@pytest.mark.parametrize("sentence", NO_NUMBERS)
def test_each_sign_of_no_number(sentence: str) -> None:
    """Numbers of houses and lines, grades, scores and times of day count nothing."""
    assert marked(sentence) == sentence


@pytest.mark.parametrize("word", AMOUNTS)
def test_each_word_before_an_amount(word: str) -> None:
    """A number without a unit is an amount after such a word, and else may be anything."""
    assert marked(f"今年{word}300") == f"今年{word}【300】"
    assert marked("门牌写着300") == "门牌写着300"


@pytest.mark.parametrize("word", LED_BY_MONEY)
def test_each_word_before_money(word: str) -> None:
    """23亿 after such a word is of yuan."""
    assert only(f"全厂{word}23亿").implied_unit == "元"
    assert not only("全球人口80亿").implied_unit


@pytest.mark.parametrize("word", OF_MONEY)
def test_each_word_after_money(word: str) -> None:
    """23亿 before such a word is of yuan."""
    assert only(f"打造23亿{word}").implied_unit == "元"


@pytest.mark.parametrize("measure", "项 个 种 类 道 批 余项 多项".split())
@pytest.mark.parametrize("noun", "技术 难题 瓶颈 难关 核心 壁垒 难点".split())
def test_each_breakthrough(measure: str, noun: str) -> None:
    """突破 hedges no number of things that are broken through."""
    assert not only(f"突破50{measure}关键{noun}").outside_hedge
    assert only(f"突破50{measure.strip('余多')}").outside_hedge == "突破"

"""Units: every word with its kind, written a second time; rates; what is no unit after all."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.bounds import write_exact
from analysis.figures import KINDS, read_figure
from analysis.mentions import find_mentions
from analysis.numerals import normalise
from analysis.units import (
    ARTICLE_KINDS,
    FALSE_ENDS,
    OWN_MEASURES,
    PER,
    SHY,
    UNIT,
    UNITS,
    UNITS_OF,
    any_of,
    kind_of,
)

# What each unit measures -> its words, in an order of our own: the tables are compared below.
MEASURED = {
    "count of people": "人 名 位 口 户 伙 拨 班 队 团 群 双 人次 人份 人天 户次 席",
    "count of animals and plants": "只 头 匹 羽 尾 株 棵 枚 粒 颗 根",
    "count of buildings and places": "座 基 所 处 间 幢 栋 孔 眼 井 站 社 院 校 村 乡 镇 区 县 市 省 国 场 床位 张床位 个床位",
    "count of machines and vehicles": "台 辆 艘 架 列 艇 台套 台(套) 台（套） 辆次 台次 车次 架次 班次 班列 航次 趟 套",
    "count of printed things": "本 册 卷 版 页 字 句 篇 幅 张 份 封 票 单 期 集 篇次 册次",
    "count of cases and rounds": "件 条 项 例 起 宗 桩 次 批 轮 届 场次 件次 批次 例次 家次 对次 组 对 层 类 种 款 样 门 节 声",
    "count of containers": "箱 盒 瓶 罐 桶 袋 包 捆 把 盘 标准箱 标箱 重量箱 TEU",
    "count of anything": "个 家 大 部 部分 支 笔 股 手 桌 道 面 顶 盏 扇 块 片 剂 剂次 环 分 点 字节",
    "money of China": "元 圆 元人民币 人民币 人民币元 块钱 毛钱 分钱 角 角钱 元港币 港元 港币 澳门元 元台币 元新台币 新台币 台币",
    "money of America": "美元 元美金 美金 美分 加元 加拿大元 比索 雷亚尔",
    "money of Europe": "欧元 欧分 英镑 英磅 便士 先令 法郎 瑞士法郎 马克 里拉 克朗 瑞典克朗 挪威克朗 丹麦克朗 福林 兹罗提 卢布",
    "money of Asia and Africa": "日元 日圆 韩元 卢比 印度卢比 泰铢 林吉特 盾 越南盾 印尼盾 新加坡元 新加坡币 第纳尔 里亚尔 迪拉姆 谢克尔 坚戈 兰特",
    "money of elsewhere": "澳元 澳大利亚元 新西兰元 比特币",
    "percent": "% ‰",
    "percentage_points": "个百分点 百分点 个点 个基点 基点 BP",
    "physical length": "公里 千米 米 分米 厘米 公分 毫米 微米 纳米 海里 里 华里 丈 尺 寸 英里 英尺 英寸 码 光年 车道公里 延米 km kM KM ㎞ m cm ㎝ mm ㎜ μm nm",
    "physical area": "亩 公亩 英亩 亩次 公顷 ha 平方 平米 平方米 平方公里 平方千米 平方厘米 平方毫米 平方英里 平方英尺 km² km2 m² m2 ㎡ ㎢",
    "physical volume": "方 立方 立方米 立方公里 立方厘米 标准立方米 标立方米 标方 升 公升 毫升 加仑 品脱 m³ m3 L mL ml",
    "physical mass": "吨 公斤 千克 克 毫克 微克 纳克 斤 市斤 担 磅 盎司 克拉 吨标准煤 吨标煤 吨油当量 吨二氧化碳 吨二氧化碳当量 载重吨 总吨 综合吨 吨位 kg g mg μg t",
    "physical energy and power": "瓦 千瓦 兆瓦 吉瓦 瓦时 瓦小时 千瓦时 兆瓦时 吉瓦时 千瓦小时 kW·h 度 度电 马力 焦 焦耳 千焦 兆焦 吉焦 卡 千卡 大卡 卡路里 kW KW kWh MW MWh GW GWh",
    "physical current": "安培 安时 毫安时 mAh 伏 伏特 千伏 kV 伏安 千伏安 兆伏安 kVA MVA",
    "physical data": "比特 兆 兆比特 吉比特 太字节 KB MB GB TB PB EB Mbps Gbps Tbps PFLOPS EFLOPS FLOPS 像素",
    "physical frequency and pressure": "赫 赫兹 千赫 兆赫 吉赫 Hz kHz MHz GHz 帕 千帕 兆帕 Pa kPa hPa MPa".replace(" Pa ", " "),
    "physical warmth, light, sound and rays": "摄氏度 华氏度 ℃ °C °F 分贝 dB 流明 贝克 西弗 毫西弗",
    "physical speed and transport": "公里时 人公里 吨公里 吨海里 转 级",
    "ratio": "倍",
    "duration of years": "年 周年 年头 个年头 世纪 个世纪 岁 周岁 学年 个学年 学期 个学期 个季度",
    "duration of months and weeks": "个月 旬 个旬 周 星期 个星期",
    "duration of days": "天 日 夜 昼夜 个昼夜 工作日 个工作日 交易日 个交易日 个自然日",
    "duration of hours": "小时 个小时 钟头 个钟头 个时辰 刻钟 分钟 秒 秒钟 毫秒 微秒 纳秒 学时 个学时 课时 个课时",
}  # fmt: skip
# Words whose whole numbers are ranks (三期), whose numbers are mostly names or times of day, and
# those whose 百 or 千 may be the number's.
RANKS, RARE, SHARED = {"届", "期"}, {"点", "级"}, {"百分点", "千瓦小时", "瓦小时"}
KIND_OF_UNITS = {
    unit: measured.partition(" ")[0]
    for measured, units in MEASURED.items()
    for unit in units.split()
}


def test_every_unit_has_a_row() -> None:
    """A new unit comes with its row here, and no row speaks of a unit that is gone."""
    assert sorted(KIND_OF_UNITS) == sorted(UNITS)


def test_a_word_stands_in_one_row() -> None:
    """No unit is told twice, in the source or here, and every kind of a unit is a kind of figure."""
    for rows in (UNITS_OF, MEASURED):
        words = [unit for units in rows.values() for unit in units.split()]
        assert len(words) == len(set(words))
    assert UNITS_OF.keys() <= set(KINDS)


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit not in RANKS])
def test_each_unit(unit: str) -> None:
    """Each unit is read whole after arabic, hanzi and 万, and gives the figure its kind."""
    told = KIND_OF_UNITS[unit], normalise(unit)
    for printed, value in (
        ("37", "37"),
        ("三十七", "37"),
        ("3.7万", "37000"),
        ("1,234.5", "1234.5"),
    ):
        figure = read_figure(printed + unit)
        assert (figure.kind, figure.unit) == told
        assert write_exact(figure.value or 0) == value


@pytest.mark.parametrize("unit", sorted(RANKS))
def test_a_unit_of_ranks(unit: str) -> None:
    """The third edition may be printed 三届, so that only hedged or great numbers count editions."""
    assert read_figure(f"三{unit}").kind == "ordinal"
    assert (read_figure(f"30多{unit}").kind, read_figure(f"数十{unit}").kind) == ("count", "count")


def test_a_hundred_may_belong_to_the_number() -> None:
    """In 37百帕 the 百 multiplies, which is the same pressure."""
    figure = read_figure("37百帕")
    assert (figure.kind, figure.unit) == ("physical", "帕")
    assert figure.value == 3700


@pytest.mark.parametrize("unit", sorted(UNITS.keys() - RANKS - RARE - SHARED))
def test_each_unit_is_found(unit: str) -> None:
    """Each unit is found in a sentence, whole, after a number that nothing else could be."""
    [found] = find_mentions(f"统计显示达到37.5万{unit}，好于预期。")
    assert found.text == f"37.5万{unit}"
    assert (found.figure.kind, found.figure.unit) == (KIND_OF_UNITS[unit], normalise(unit))


@pytest.mark.parametrize(
    ("sentence", "printed", "kind"),
    [
        pytest.param("股指上涨37.52点，成交放量。", "37.52点", "count", id="points of an index"),
        pytest.param("昨夜发生6.2级地震，无人伤亡。", "6.2级", "physical", id="an earthquake"),
        pytest.param("沿海风力8级，浪高4米。", "8级", "physical", id="a wind"),
        pytest.param("举办30多期，反响热烈。", "30多期", "count", id="issues"),
    ],
)
def test_a_rare_unit_is_found(sentence: str, printed: str, kind: str) -> None:
    """A word that is mostly no unit is one where its sentence says so."""
    found = find_mentions(sentence)[0]
    assert (found.text, found.figure.kind) == (printed, kind)


@pytest.mark.parametrize("per", [*PER, "家", "平方米", "立方米"])
@pytest.mark.parametrize("stroke", "/／")
def test_each_rate(per: str, stroke: str) -> None:
    """A rate keeps its unit whole, with the kind of what flows."""
    for unit in ("吨", "元", "人次", "立方米"):
        figure = read_figure(f"5{unit}{stroke}{per}")
        assert figure.unit.replace("／", "/") == f"{unit}/{per}"
        assert figure.kind == KIND_OF_UNITS[unit] == kind_of(figure.unit)


def test_no_unit_counts() -> None:
    """A number that names no unit counts what its sentence tells."""
    assert kind_of("") == "count"


@given(
    st.lists(st.text("公里顷米亩分", min_size=1, max_size=3), min_size=1), st.text("公里顷米亩分")
)
def test_any_of_takes_the_longest(words: list[str], text: str) -> None:
    """The pattern of a list of words matches the longest of them that the text begins with."""
    match = re.match(any_of(words), text)
    longest = max((word for word in words if text.startswith(word)), key=len, default=None)
    assert (match[0] if match else None) == longest


@given(st.sampled_from(sorted(UNITS)), st.sampled_from([*UNITS, *PER]))
def test_the_unit_of_a_rate_is_one_match(unit: str, per: str) -> None:
    """A unit alone, and a unit of another, are what the pattern of units matches whole."""
    assert re.fullmatch(UNIT, unit)
    assert re.fullmatch(UNIT, f"{unit}/{per}")


# Words that begin like a unit and go on: no row of FALSE_ENDS without its word here.
OTHER_WORDS = """
    人口 人民 人类 家庭 部委 部门 部队 场馆 天然 台商 台湾 台胞 台账 台阶 台风 座位 座右 座谈 条件 条例
    条款 口岸 口罩 位于 位数 位置 度假 米其 克服 升为 升值 升到 升学 升幅 升级 升至 里程 里面 年代 年制
    年级 年轻 年龄 周刊 周围 周报 周末 周转 周边 秒杀 股东 股份 股市 股指 股权 股票 手机 本土 本届 本报
    本次 双方 双边 对于 对外 对比 组合 组建 组成 组织 队伍 队员 版图 版权 头部 支付 支出 支持 支撑 批准
    批发 批量 类似 类型 处分 处理 处罚 站点 社会 社保 社区 社团 国内 国家 国道 国际 省委 省略 省级 市值
    市场 市委 市民 市级 区别 区域 区级 区间 村委 村庄 村民 村级 校企 校园 校长 院士 院校 院长 集中 集体
    集团 集聚 起来 起步 起源 起点 起草 起诉 单一 单位 单元 层次 层级 层面 轮胎 轮船 轮车 票房 票据 环保
    环境 环节 方向 方式 方案 方法 方面 节日 节点 节目 节约 节能 转化 转变 转向 转型 转移 转让 卡片 卡车
    卡通 元件 元凶 元器 元宇 元宵 元帅 元户 元旦 元素 元老 分之 分公 分别 分布 分成 分析 分类 分配 点半
    点多 点钟 面向 面对 面积 面试 道德 道教 道路 字号 班子 班组 包括 根据 把握 列为 列入 列车 枚举 群众
    群体 级以 级别 级医 级市 级省 码头 大型 大多 大量 基因 基地 基层 基本 基础 基金 日均 日本 日语 岁月
    期刊 期待 期望 期末 期货 期间 期限
""".split()


def test_every_false_end_has_its_word() -> None:
    """A new end comes with the word that it makes; no word is here twice."""
    ends = [unit + char for unit, chars in FALSE_ENDS.items() for char in chars]
    assert sorted(ends) == sorted(OTHER_WORDS)


@pytest.mark.parametrize("word", OTHER_WORDS)
def test_each_false_end(word: str) -> None:
    """Where a unit and what follows make another word, the numeral before it counts no such unit."""
    found = find_mentions(f"他们讨论了37{word}的情况。")
    assert word[:-1] not in [one.figure.unit for one in found]


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        pytest.param("他们是3人家庭。", "人", id="人家 is no false end of 人"),
        pytest.param("一共37家，分布很广。", "家", id="a comma follows"),
        pytest.param("投入37台设备。", "台", id="台 and what is counted"),
        pytest.param("共有37部作品。", "部", id="部 and what is counted"),
        pytest.param("种下37株，长势良好。", "株", id="株"),
    ],
)
def test_a_true_end(sentence: str, unit: str) -> None:
    """Where no other word begins, the unit counts."""
    assert unit in [found.figure.unit for found in find_mentions(sentence)]


SHY_ONES = "分 点 度 方 面 口 股 节 转 角 码 盘 环 里 级 席 票 样 版 孔 眼 声 字 句 把 包 顶 期 尺 寸 丈 担 升"
OWN_ONES = "国 省 市 县 区 镇 乡 村 校 院 社 站 井"


def test_every_shy_word_and_own_measure_is_here() -> None:
    """A word that counts only after digits, or without a measure word, comes with its row here."""
    assert set(SHY_ONES.split()) == SHY
    assert set(OWN_ONES.split()) == OWN_MEASURES


@pytest.mark.parametrize("word", sorted(set(SHY_ONES.split()) - RANKS - RARE))
def test_each_shy_unit(word: str) -> None:
    """After one hanzi numeral a shy word is mostly no unit; after digits it is one."""
    assert find_mentions(f"大家觉得五{word}不错。") == []
    assert [found.figure.unit for found in find_mentions(f"测得37.5{word}，再测。")] == [word]


@pytest.mark.parametrize("word", OWN_ONES.split())
def test_each_own_measure(word: str) -> None:
    """A place or body is counted without a measure word after digits, and not after one hanzi."""
    assert [found.text for found in find_mentions(f"覆盖31{word}，效果良好。")] == [f"31{word}"]
    assert find_mentions(f"他说三{word}都去过。") == []


@pytest.mark.parametrize(
    "unit",
    [u for u in UNITS if UNITS[u] in ARTICLE_KINDS and u[0] not in "百千" and u not in RANKS],
)
def test_an_article_counts_nothing(unit: str) -> None:
    """一 before a measure word is an article, and no number one."""
    assert find_mentions(f"这是一{unit}。") == []

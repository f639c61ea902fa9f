"""Units and measure words: the table that tells a count from money or a physical quantity.

One row is one kind with its words, parted by spaces; a new unit is one word more. 万 and 亿 belong
to the number and are no units. A rate keeps its unit whole: any unit, a stroke, and what it is of
(吨/年, 元/平方米).
"""

import re
from collections.abc import Iterable

# Kind -> words. A word stands in one row only.
UNITS_OF = {
    "count": """
        家 个 项 名 位 人 户 件 种 条 台 套 所 座 只 篇 批 次 例 支 场 门 节 艘 辆 株 头 处 间 幢
        栋 份 笔 张 本 部 款 类 部分 大 基 棵 枚 块 片 卷 册 幅 架 列 匹 羽 尾 粒 颗 起 宗 桩 单
        封 轮 届 层 组 对 双 队 团 群 口 道 股 手 桌 班 趟 版 箱 盒 瓶 罐 桶 袋 包 捆 把 根 盏 面
        顶 扇 艇 孔 眼 盘 期 集 剂 页 字 声 句 样 拨 伙 国 省 市 县 区 镇 乡 村 校 院 社 站 井
        重量箱 人次 人份 剂次 人天 户次 车次 架次 班次 班列 航次 标准箱 标箱 床位 张床位 个床位
        分 点 票 席 环 辆次 件次 批次 场次 篇次 台次 台套 台(套) 台（套） 家次 例次 册次 对次
        字节 TEU
    """,
    "money": """
        元 元人民币 元港币 元美金 元台币 元新台币 人民币 人民币元 美元 欧元 港元 港币 日元 英镑
        韩元 卢布 澳元 加元 加拿大元 澳大利亚元 新加坡元 新加坡币 新台币 台币 瑞士法郎 法郎 马克
        里拉 卢比 泰铢 比索 雷亚尔 林吉特 盾 越南盾 第纳尔 里亚尔 迪拉姆 克朗 瑞典克朗 挪威克朗
        丹麦克朗 兰特 福林 兹罗提 谢克尔 坚戈 澳门元 新西兰元 印度卢比 印尼盾 日圆 美金 英磅 块钱
        毛钱 分钱 角 角钱 美分 欧分 便士 先令 比特币 圆
    """,
    "percent": "% ‰",
    "percentage_points": "个百分点 百分点 个点 个基点 基点 BP",
    "physical": """
        公里 千米 米 厘米 毫米 微米 纳米 分米 公分 海里 里 华里 英里 英尺 英寸 丈 尺 寸 码 光年
        车道公里 延米 亩 公顷 平方米 平方公里 平方千米 平方厘米 平方毫米 平方英里 平方英尺 平方
        平米 公亩 亩次 英亩 立方米 立方 立方公里 立方厘米 标准立方米 标立方米 标方 方 升 毫升 加仑
        公升 品脱 吨 公斤 千克 克 毫克 微克 纳克 斤 市斤 担 磅 盎司 克拉 吨标准煤 吨标煤 吨油当量
        载重吨 总吨 综合吨 吨位 吨二氧化碳 吨二氧化碳当量 千瓦 千瓦时 兆瓦 兆瓦时 吉瓦 吉瓦时 瓦
        瓦时 瓦小时 度 度电 千瓦小时 kW·h 马力 焦耳 焦 千焦 兆焦 吉焦 卡 千卡 大卡 安时 毫安时 千伏
        千伏安 伏 伏安 兆伏安 伏特 安培 比特 兆 兆比特 吉比特 太字节 千赫 兆赫 吉赫 赫兹 赫 兆帕
        千帕 帕 摄氏度 ℃ °C 华氏度 °F 分贝 流明 公里时 级 人公里 吨公里 吨海里 像素 贝克 毫西弗
        西弗 转 卡路里 PFLOPS EFLOPS FLOPS km kM KM km² km2 m m² m2 m³ m3 cm mm nm μm ㎡ ㎢ ㎞ ㎝
        ㎜ ha kg g mg μg t L mL ml kW KW kWh MW MWh GW GWh kV kVA MVA GB TB PB EB MB KB Mbps Gbps
        Tbps Hz kHz MHz GHz dB MPa kPa hPa mAh
    """,
    "ratio": "倍",
    "duration": """
        年 周年 个年头 年头 个月 个星期 星期 个季度 个世纪 世纪 周 天 日 昼夜 小时 个小时 钟头
        个钟头 分钟 秒 秒钟 毫秒 微秒 纳秒 刻钟 岁 周岁 个工作日 工作日 个交易日 交易日 个自然日
        个学期 学期 个学年 学年 学时 课时 个课时 个学时 夜 旬 个旬 个时辰 个昼夜
    """,
}
UNITS = {unit: kind for kind, units in UNITS_OF.items() for unit in units.split()}
# What a rate may be of, besides any unit: 吨/年, 元/人, 次/分钟.
PER = tuple("月 时 百人 百户 万人 万元 亿元 万吨".split())

# Kinds whose units follow 一 only as an article (一家企业, 一批) or a denominator (一吨成本).
ARTICLE_KINDS = {"count", "physical", "money"}


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of the words that stands there, as a prefix tree.

    >>> re.match(any_of(["个", "个月", "年"]), "个月内")[0]
    '个月'
    >>> any_of(["公里", "公顷", "亩"])
    '(?:亩|公(?:里|顷))'
    """
    tree: dict[str, object] = {}
    for word in words:
        branch = tree
        for char in word:
            branch = branch.setdefault(char, {})  # type: ignore[assignment]
        branch[""] = {}
    return _pattern(tree)


def _pattern(tree: dict[str, object]) -> str:
    branches = [
        re.escape(char) + _pattern(branch)  # type: ignore[arg-type]
        for char, branch in sorted(tree.items())
        if char
    ]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{joined})?" if "" in tree else joined


UNIT = f"{any_of(UNITS)}(?:[/／]{any_of([*UNITS, *PER])})?"


def kind_of(unit: str) -> str:
    """Return the kind a unit gives its figure; a rate has the kind of what flows.

    Raises ValueError where it is no unit.

    >>> kind_of("吨/年"), kind_of("家"), kind_of("")
    ('physical', 'count', 'count')
    """
    if not unit:
        return "count"
    counted = unit if unit in UNITS else re.split("[/／]", unit)[0]
    if counted not in UNITS:
        raise ValueError(f"「{unit}」 is no unit of units.UNITS")
    return UNITS[counted]


# Unit -> what may not follow it, because the two make another word: 三部门 counts no 部.
FALSE_ENDS = {
    unit: set(chars)
    for unit, chars in {
        "人": "民类口",
        "家": "庭",
        "部": "门队委",
        "场": "馆",
        "天": "然",
        "台": "湾阶账风商胞",
        "座": "谈位右",
        "条": "件例款",
        "口": "岸罩",
        "位": "置于数",
        "度": "假",
        "米": "其",
        "克": "服",
        "升": "级至到为学值幅",
        "里": "程面",
        "年": "级轻龄制代",
        "周": "边围转末刊报",
        "秒": "杀",
        "股": "票东权市指份",
        "手": "机",
        "本": "报土届次",
        "双": "方边",
        "对": "于比外",
        "组": "织成建合",
        "队": "伍员",
        "版": "权图",
        "头": "部",
        "支": "持付出撑",
        "批": "准发量",
        "类": "似型",
        "处": "理分罚",
        "站": "点",
        "社": "会区团保",
        "国": "家际内道",
        "省": "级委略",
        "市": "场级民委值",
        "区": "域别间级",
        "村": "民委级庄",
        "校": "园企长",
        "院": "士校长",
        "集": "团聚中体",
        "起": "来步草诉源点",
        "单": "位一元",
        "层": "面次级",
        "轮": "胎车船",
        "票": "据房",
        "环": "境节保",
        "方": "面式案向法",
        "节": "目约能日点",
        "转": "移化型变让向",
        "卡": "车通片",
        "元": "旦宵素件器帅老凶宇户",
        "分": "之别析配布类成公",
        "点": "钟半多",
        "面": "积向对试",
        "道": "路德教",
        "字": "号",
        "班": "子组",
        "包": "括",
        "根": "据",
        "把": "握",
        "列": "入为车",
        "枚": "举",
        "群": "众体",
        "级": "别市省医以",
        "码": "头",
        "大": "型量多",
        "基": "地础本层金因",
        "日": "本语均",
        "岁": "月",
        "期": "间待限末货刊望",
    }.items()
}
# Words that after a single hanzi numeral are mostly part of other words (十分, 四方, 一度): they
# count only after digits or a longer numeral.
SHY = frozenset(
    "分 点 度 方 面 口 股 节 转 角 码 盘 环 里 级 席 票 样 版 孔 眼 声 字 句 把 包 顶 期".split()
    + "尺 寸 丈 担 升".split()
)
# Places and bodies that are their own measure word: 31个省 counts 个, 31省 counts 省.
OWN_MEASURES = frozenset("国 省 市 县 区 镇 乡 村 校 院 社 站 井".split())

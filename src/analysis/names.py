"""Numerals that are no quantities: names, idioms and terms, as tables; one row is one name more.

What would be read as a figure stands here, or would be asked for as a name; 四川 is neither.
"""

import re

from .numerals import MULTIPLIERS
from .units import any_of

# Whole names and idioms; where one stands, none of its numerals begins a figure.
NAMES_OF = {
    "slogans": """
        两个维护 两个确立 两个毫不动摇 两个一百年 两个结合 两个大局 两个健康 三个代表 三个务必
        三个有利于 三个区分开来 三个一百 三个面向 三个服务 四个意识 四个自信 四个全面 四个伟大
        四个革命 四个最严 四个不摘 五个一工程 五个一百 六个一批 七个有之 三位一体 四位一体
        五位一体 六位一体 五大发展理念 三大攻坚战 三权分置 两不愁三保障 百人计划 千人计划
        万人计划 万人助万企 百千万工程 百千万人才 千万工程 百县千镇万村
        八项规定 十月革命 一国两制 一带一路 五险一金 六稳六保
    """,
    "sectors": """
        三次产业 一二三产业 一二三产 第一产业 第二产业 第三产业 第一第二第三产业
    """,
    "ranked": """
        第一书记 第一时间 第一线 第一责任人 第一动力 第一生产力 第一资源 第一要务 第一夫人
        第一人称 第三方 第三者 第二课堂 第一课堂 第一现场 第一学历 第二故乡 第二天性 第二人生
        第二曲线 第一关 第三世界 第一道防线 第一梯队 第二梯队
    """,
    "terms": """
        二次元 二次创业 二次开发 二次利用 二次加工 二次污染 三元锂 三元材料 三元前驱体 三元正极
        三元催化 二元结构 二元经济 二元论 三元乙丙 一元二次 四级医院 三级甲等 二级甲等 三级医院
        二级医院 一级医院 三本院校 二本院校 一本线 二本线 三部曲 三部委 两部委 四部委 五部委
        三部门 两部门 四部门 五部门 六部门 七部门 八部门 九部门 十部门 三角形 三角债 三角地
        五角大楼 五角星 八角楼 三极管 二极管 百分百 百分制 十分制 千分尺 万用表 万向节 万元户
        三代人 两代人 二手房 二手车 二手货 三轮车 两轮车 三轮摩托 二维码 三维码 三分球 两分球
        三分线 二人转 三人行 三人组 两人三足 二十四史 二十四节气 二十四孝 十三经 百家姓 两对半
        五代十国 十六国 四大发明 四大名著 九层塔 百家讲坛 百家号 百家饭 五天工作制 三伏天 三九天
        数九天 五月天 三年级 二年级 一年级 四年级 五年级 六年级 七年级 八年级 九年级 五星级
        四星级 三星级 一天天 三个半天 九年义务教育 九年一贯
    """,
    "places": """
        二次供水 三元里 三元区 三元桥 长三角 珠三角 金三角 三角洲 二人台 八大处 八大关 五大道
        五大连池 百家湖 万里长城 万里长江 万里黄河 一日千里 八百里秦川 九万里 三尺讲台 四面环山
        两口子 百万庄 十万八千里 三千弟子 六盘水 六盘山 七台河 九台区 五台山 三台县 三门峡 三门县
        五家渠 五指山 万家寨 三家店 两家子 五棵松 八里台 三里屯 三里河 五里店 六里桥 十里堡
        十里河 十里铺 八里庄 十里长街 十里洋场 九口 三口镇 千岛湖 最后一公里 最先一公里
        最前一公里 第一公里
    """,
    "idioms": """
        第一位的 三个臭皮匠 四人帮 八国联军 四大天王 四大皆空 三大件 五大三粗 三十六计 三十六行
        七十二行 七十二变 三百六十行 十八罗汉 百家争鸣 万人空巷 千家万户 万家灯火 万家团圆 万家乐
        千门万户 走千家 进万家 惠万家 入万家 千村万户 千里马 千里迢迢 千里之外 千里之行 百里挑一
        万里无云 万里长征 万里行 八百里加急 百尺竿头 万丈 千丈 三寸不烂 五湖四海 四面八方 两面派
        两面性 八面玲珑 三面环 三头六臂 三天两头 三天打鱼 九天揽月 六月雪 三月三 九月九 八月桂花
        七月流火 三口之家 小两口 老两口 十口之家 百口莫辩 三番五次 三番两次 五次三番 两手抓
        两手硬 两手空空 两头 三头 万般无奈 千种 万种 千名作家 千行百业 成千上万 成百上千 上百上千
        千百年来 千百年 数以万计 数以千计 数以百计 数以亿计 千千万万 万万千千 亿万 千万不
        千万别 千万要 万分 万一 千万条 万无一失 万众一心 百万富翁 千万富翁 亿万富翁 百万大军
        百万雄师 十万火急 十万个为什么 两万五千里长征路 八千里路 世界五百强 三家村 一个个 一件件
        一户户 一项项 一条条 一张张 一次次 一座座 一代代 一批批 一年年 一年一度 有朝一日 一日游
        两日游 三日游 最后100米 最后一米 零的突破 十一黄金周 五一黄金周 五十步笑百步 半斤八两
        一半以上者 一半一半 一成不变 一心一意 零件 三只松鼠 七匹狼 三年五载 一千零一夜 五道口
        三元电子
    """,
}
NAMES = tuple(name for names in NAMES_OF.values() for name in names.split())
# Names by their form, from the first numeral on.
FORMS = {
    # 十九届六中全会, 十九届二中、三中全会: sessions of a congress.
    "plenum": (
        "第?[一二三四五六七八九十]{1,3}届(?:[一二三四五六七八九]中、)*[一二三四五六七八九]中全会"
    ),
    # 二十大 is the twentieth congress; 二十大卡 are large calories, 二十大类 twenty kinds.
    "congress": "(?:十[四五六七八九]|二十[一二]?)大(?![卡类板名企])",
    # 第十四个五年规划 is what 十四五 is short for.
    "five-year plan in full": r"(?:第[一二三四五六七八九十]{1,3}个)?五年(?:规划|计划)",
    # 三中全会; 三次、四次全会; 人大三次会议
    "session": (
        "[一二三四五六七八九](?:中|(?:次、[一二三四五六七八九])*次)全会"
        "|(?<=人大)[一二三四五六七八九]次会议"
    ),
    # 第一、二、三产业
    "industries": r"第?[一二三](?:[、和]第?[二三]){1,2}(?:次)?产业",
    # 百年一遇
    "return period": r"[0-9一二三四五六七八九十百千两]+年(?:一遇|不遇)",
    # 20国集团
    "group": r"\d+国集团",
    # 4×100米接力
    "relay": r"\d×\d+米",
    # 三千亿级, 百亿级产业: a class by order of magnitude without its unit.
    "class": "[一二两三四五六七八九]?[十百千]?[十百千万亿]+级",
    # 一天一夜 keeps its numerals; 千方百计, 三心二意 are words.
    "idiom": "[一三五七九千百万][思言山军兵心方篇样姿][一二三五六八百千万][虑语水马将意计律态彩]",
    # 95后, 80后: people born in those years.
    "born after": r"[0-9]{2}后(?!勤|备|续|台|来)",
    # 12345热线, 110报警
    "number to call": r"\d{3,5}(?:热线|报警|急救|电话|客服|平台)",
}
# Where a numeral in a name may begin, counted from the name's first character.
_STARTS = re.compile(f"[0-9〇零一二三四五六七八九两半几数第{''.join(MULTIPLIERS)}]")


def _by_numeral() -> dict[str, list[tuple[int, re.Pattern[str]]]]:
    """Return the names by the first character of their numeral and how far before it they begin."""
    groups: dict[str, dict[int, list[str]]] = {}
    for name in NAMES:
        found = _STARTS.search(name)
        assert found is not None, name
        groups.setdefault(found[0], {}).setdefault(found.start(), []).append(name)
    return {
        numeral: [
            (offset, re.compile(any_of(names)))
            for offset, names in sorted(group.items(), reverse=True)
        ]
        for numeral, group in groups.items()
    }


_NAMES = _by_numeral()
# The characters that follow the first numeral of a name.
SECONDS = frozenset(
    name[found.end() : found.end() + 1] for name in NAMES if (found := _STARTS.search(name))
) | frozenset("届中次十四五六七八九思言山军兵心方篇样姿")
_FORMS = re.compile("|".join(f"(?:{form})" for form in FORMS.values()))


def find_name(text: str, start: int) -> tuple[int, int] | None:
    """Return where the name reaches whose first numeral stands at `start`, or None.

    >>> find_name("在长三角地区", 2), find_name("三家企业", 0)
    ((1, 4), None)
    """
    for offset, names in _NAMES.get(text[start], ()):
        if offset <= start and (match := names.match(text, start - offset)):
            return match.span()
    match = _FORMS.match(text, start)
    return match.span() if match else None

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


# Every name, written out: a name that is gone from the tables, or new in them, is missed here.
WRITTEN = """
    两个维护 两个确立 两个毫不动摇 两个一百年 两个结合 两个大局 两个健康 三个代表 三个务必
    三个有利于 三个区分开来 三个一百 三个面向 三个服务 四个意识 四个自信 四个全面 四个伟大 四个革命
    四个最严 四个不摘 五个一工程 五个一百 六个一批 七个有之 三位一体 四位一体 五位一体 六位一体
    五大发展理念 三大攻坚战 三权分置 两不愁三保障 百人计划 千人计划 万人计划 万人助万企 百千万工程
    百千万人才 千万工程 百县千镇万村 八项规定 十月革命 一国两制 一带一路 五险一金 六稳六保
    三次产业 一二三产业 一二三产 第一产业 第二产业 第三产业 第一第二第三产业
    第一书记 第一时间 第一线 第一责任人 第一动力 第一生产力 第一资源 第一要务 第一夫人 第一人称
    第三方 第三者 第二课堂 第一课堂 第一现场 第一学历 第二故乡 第二天性 第二人生 第二曲线 第一关
    第三世界 第一道防线 第一梯队 第二梯队
    二次元 二次创业 二次开发 二次利用 二次加工 二次污染 三元锂 三元材料 三元前驱体 三元正极 三元催化
    二元结构 二元经济 二元论 三元乙丙 一元二次 四级医院 三级甲等 二级甲等 三级医院 二级医院 一级医院
    三本院校 二本院校 一本线 二本线 三部曲 三部委 两部委 四部委 五部委 三部门 两部门 四部门 五部门
    六部门 七部门 八部门 九部门 十部门 三角形 三角债 三角地 五角大楼 五角星 八角楼 三极管 二极管
    百分百 百分制 十分制 千分尺 万用表 万向节 万元户 三代人 两代人 二手房 二手车 二手货 三轮车
    两轮车 三轮摩托 二维码 三维码 三分球 两分球 三分线 二人转 三人行 三人组 两人三足 二十四史
    二十四节气 二十四孝 十三经 百家姓 两对半 五代十国 十六国 四大发明 四大名著 九层塔 百家讲坛
    百家号 百家饭 五天工作制 三伏天 三九天 数九天 五月天 三年级 二年级 一年级 四年级 五年级 六年级
    七年级 八年级 九年级 五星级 四星级 三星级 一天天 三个半天 九年义务教育 九年一贯
    二次供水 三元里 三元区 三元桥 长三角 珠三角 金三角 三角洲 二人台 八大处 八大关 五大道 五大连池
    百家湖 万里长城 万里长江 万里黄河 一日千里 八百里秦川 九万里 三尺讲台 四面环山 两口子 百万庄
    十万八千里 三千弟子 六盘水 六盘山 七台河 九台区 五台山 三台县 三门峡 三门县 五家渠 五指山 万家寨
    三家店 两家子 五棵松 八里台 三里屯 三里河 五里店 六里桥 十里堡 十里河 十里铺 八里庄 十里长街
    十里洋场 九口 三口镇 千岛湖 最后一公里 最先一公里 最前一公里 第一公里
    第一位的 三个臭皮匠 四人帮 八国联军 四大天王 四大皆空 三大件 五大三粗 三十六计 三十六行 七十二行
    七十二变 三百六十行 十八罗汉 百家争鸣 万人空巷 千家万户 万家灯火 万家团圆 万家乐 千门万户 走千家
    进万家 惠万家 入万家 千村万户 千里马 千里迢迢 千里之外 千里之行 百里挑一 万里无云 万里长征
    万里行 八百里加急 百尺竿头 万丈 千丈 三寸不烂 五湖四海 四面八方 两面派 两面性 八面玲珑 三面环
    三头六臂 三天两头 三天打鱼 九天揽月 六月雪 三月三 九月九 八月桂花 七月流火 三口之家 小两口
    老两口 十口之家 百口莫辩 三番五次 三番两次 五次三番 两手抓 两手硬 两手空空 两头 三头 万般无奈
    千种 万种 千名作家 千行百业 成千上万 成百上千 上百上千 千百年来 千百年 数以万计 数以千计
    数以百计 数以亿计 千千万万 万万千千 亿万 千万不 千万别 千万要 万分 万一 千万条 万无一失 万众一心
    百万富翁 千万富翁 亿万富翁 百万大军 百万雄师 十万火急 十万个为什么 两万五千里长征路 八千里路
    世界五百强 三家村 一个个 一件件 一户户 一项项 一条条 一张张 一次次 一座座 一代代 一批批 一年年
    一年一度 有朝一日 一日游 两日游 三日游 最后100米 最后一米 零的突破 十一黄金周 五一黄金周
    五十步笑百步 半斤八两 一半以上者 一半一半 一成不变 零件 一心一意 三只松鼠 七匹狼 三年五载 一千零一夜 五道口
    三元电子
""".split()

SENTENCES = ["{}", "关于{}的报道。", "“{}”是大家熟悉的，", "据悉：{}；如此。"]


@pytest.mark.parametrize("name", WRITTEN)
def test_each_name_is_passed_over(name: str) -> None:
    """No numeral of a name is a figure, wherever it stands, and the name is found whole when asked."""
    for sentence in SENTENCES:
        text = sentence.format(name)
        assert find_mentions(text) == []
        [found] = find_mentions(text, names=True)
        assert (found.start, found.text) == (text.index(name), name)
        assert (found.figure.kind, found.figure.hedge) == ("name", "")
        assert found.figure.bounds is None


@pytest.mark.parametrize("name", WRITTEN)
def test_a_name_hides_no_figure(name: str) -> None:
    """The figures before and after a name are found as if it were not there."""
    text = f"共有698家，{name}，增长6.5%。"
    assert [found.text for found in find_mentions(text)] == ["698家", "6.5%"]


def test_every_name_is_written_out() -> None:
    """A new name comes with its word here, and no word here is of a name that is gone."""
    assert sorted(NAMES) == sorted(WRITTEN)


# A name of a form with a gap, and what fills it: each a character of a class of the form.
FILLED = [
    ("第{}届三中全会", "一 二 三 四 五 六 七 八 九 十 二十"),
    ("第二十届{}中、七中全会", "一 二 三 四 五 六 八 九"),
    ("第十九届{}中、八中全会", "六 七"),
    ("第十九届四中、{}中全会", "五 六 七 八 九"),
    ("第二十届{}中全会", "一 二 三 四 五 六 七 八 九"),
    ("十{}大", "四 五 六 七 八 九"),
    ("二十{}大", "一 二"),
    ("第{}个五年规划", "一 二 三 四 五 六 七 八 九 十 十一"),
    ("第十{}个五年计划", "一 二 三 四 五"),
    ("{}中全会", "一 二 三 四 五 六 七 八 九"),
    ("{}次全会", "一 二 三 四 五 六 七 八 九"),
    ("一次、{}次全会", "二 三 四 五 六 七 八 九"),
    ("一次、{}次、九次全会", "二 三 四 五 六 七 八"),
    ("{}次、九次全会", "一 二 三 四 五 六 七 八"),
    ("第{}、第二产业", "一 三"),
    ("第一和第{}产业", "二 三"),
    ("一、{}产业", "二 三"),
    ("{}、二产业", "一 三"),
    ("{}、三产业", "一 二"),
    ("{}十年一遇", "一 二 三 四 五 六 七 八 九"),
    ("{}年一遇", "一 两 十 百 千 两百 五十 50 100"),
    ("{}年不遇", "百 千"),
    ("{}百亿级", "一 二 两 三 四 五 六 七 八 九"),
    ("{}亿级", "十 百 千 万 一百 两千 百十"),
    ("{}级", "万 亿 十万 百万 千万 百千亿 千百万"),
    ("{}山一水", "一 三 五 七 九"),
    ("{}言{}语", "一一 三五 七八"),
    ("{}心{}意", "三二 一二"),
    ("{}山{}水", "五三 七二 三六 千万 万千"),
    ("千{}万{}", "言语 山水 军马 兵将 思虑 姿彩 姿态 样彩 心意"),
    ("百{}千{}", "思虑 姿态 样态 方计"),
    ("千{}百{}", "方计 姿态"),
    ("千{}一{}", "篇律 方计"),
    ("110{}", "热线 报警 急救 电话 客服 平台"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "fillings"), FILLED)
def test_each_character_of_a_form(form: str, fillings: str) -> None:
    """Whatever a form may hold at a place, the name that holds it is one name and no figure."""
    for filling in fillings.split():
        chars = filling if form.count("{}") > 1 else [filling]
        name = form.format(*chars)
        text = f"会上谈到{name}，反响热烈。"
        assert find_name(text, 4) == (4, 4 + len(name)), name
        found = find_mentions(text, names=True)
        assert [(one.text, one.figure.kind) for one in found] == [(name, "name")], name


def test_each_session_of_a_peoples_congress() -> None:
    """The session of a people's congress is named by its number; no other meeting is."""
    for number in "一二三四五六七八九":
        [found] = find_mentions(f"市人大{number}次会议开幕。", names=True)
        assert (found.text, found.figure.kind) == (f"{number}次会议", "name"), number
        counted = find_mentions(f"全年召开{number}次会议。", names=True)
        assert "name" not in [one.figure.kind for one in counted], number


def test_each_word_behind_two_digits() -> None:
    """A score or a number before 后勤 or 后来 is nobody's year of birth; before 后 alone it is."""
    for words in ("后勤人员", "后备干部", "后续工作", "后台账户", "后来居上"):
        assert find_mentions(f"如今有95{words}。", names=True) == [], words
    [found] = find_mentions("如今有95后员工。", names=True)
    assert (found.text, found.figure.kind) == ("95后", "name")


def test_each_kind_behind_a_congress() -> None:
    """二十大 is a congress, but not where big things of some kind are counted."""
    for words in ("类产品", "板块", "名校", "企业", "卡热量"):
        assert "name" not in [
            found.figure.kind for found in find_mentions(f"共有二十大{words}。", names=True)
        ], words


@given(st.sampled_from(WRITTEN), st.text("甲乙，。 ", max_size=9), st.text("甲乙，。 ", max_size=9))
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

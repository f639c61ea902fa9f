"""Mentions: whole sentences, each with every figure a reader would mark and what it says.

WRITTEN_ON are sentences of our own for every form the finder was written on, HELD_OUT sentences in
the manner of news, zones, reports and statistics that no rule was tuned on, LEFT_ALONE what holds a
numeral and no figure. Names count as figures here, since the finder is asked for them too.
"""

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.figures import KINDS, read_figure
from analysis.mentions import Found, find_mentions, record
from analysis.numerals import normalise
from analysis.pages import read_pages
from analysis.paths import find_checkout
from analysis.raw import rows_of
from analysis.registers import read_registers
from analysis.units import UNITS

from .test_numerals import in_hanzi

CHECKOUT = find_checkout(Path(__file__).parent)


def told(found: Found) -> str:
    """A mention as one line: what is printed, its kind, bounds or date, unit, hedge."""
    figure = found.figure
    says = figure.date if figure.bounds is None else str(figure.bounds)
    hedge = (
        "" if figure.hedge in {"exact", ""} else f"{figure.hedge}:{figure.hedge_word}".rstrip(":")
    )
    parts = (found.text, "=", figure.kind, says, figure.unit, hedge)
    return " ".join(part for part in parts if part)


def only(sentence: str) -> Found:
    """The one figure of a sentence."""
    [found] = find_mentions(sentence)
    return found


def assert_in_order(text: str, mentions: Sequence[Found]) -> None:
    """Every span is the text's own words, and the spans follow each other without overlapping."""
    at = 0
    for found in mentions:
        assert at <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        at = found.end


WRITTEN_ON = [
    pytest.param("村里为老人垫付了四百三十余万元的药费。", ["四百三十余万元 = money (4300000, 4400000) 元 more_than:余"], id="hanzi and 余"),
    pytest.param("去年进出口总值为2.05万亿元人民币。", ["2.05万亿元人民币 = money [2050000000000, 2050000000000] 元人民币"], id="万 and 亿 together"),
    pytest.param("粮食产量比上年增长百分之七点三。", ["百分之七点三 = percent [7.3, 7.3] %"], id="percent in words"),
    pytest.param("财政收入增长６.５％，好于年初预期。", ["６.５％ = percent [6.5, 6.5] %"], id="full width"),
    pytest.param("山上住着两三百家农户。", ["两三百家 = count [200, 300] 家 range"], id="one or the next"),
    pytest.param("园里新开了十几个摊位。", ["十几个 = count (10, 20) 个 more_than:几"], id="more than ten"),
    pytest.param("为修路他欠下几十万的债。", ["几十万 = count [200000, 1000000) range:几"], id="some ten myriads, unit left out"),
    pytest.param("数十名志愿者连夜清雪。", ["数十名 = count [20, 100) 名 range:数"], id="some tens"),
    pytest.param("广场上聚起上千人看戏。", ["上千人 = count [1000, +inf) 人 at_least:上"], id="上 before a round number"),
    pytest.param("今年新增近百个车位。", ["近百个 = count [0, 100) 个 nearly:近"], id="近 before a round number"),
    pytest.param("逾万名学生参加了远足。", ["逾万名 = count (10000, +inf) 名 more_than:逾"], id="逾 before a round number"),
    pytest.param("这个县的苹果做成了千亿元产业。", ["千亿元 = money [100000000000, 100000000000] 元"], id="亿 with 千 before it"),
    pytest.param("年销售亿元以上的店铺不多。", ["亿元以上 = money [100000000, +inf) 元 at_least:以上"], id="亿 alone and 以上"),
    pytest.param("街上有百余家面馆。", ["百余家 = count (100, 200) 家 more_than:余"], id="百 alone and 余"),
    pytest.param("三分之二的田改种了药材。", ["三分之二 = ratio [2/3, 2/3]"], id="a fraction"),
    pytest.param("约占全镇人口的一半。", ["一半 = ratio [0.5, 0.5] approx:约"], id="a half, 约 apart"),
    pytest.param("十年间产量翻一番。", ["十年 = duration [10, 10] 年", "翻一番 = ratio [2, 2] 倍"], id="doubled, within ten years"),
    pytest.param("销量增长1.8倍，创下新高。", ["1.8倍 = ratio [1.8, 1.8] 倍"], id="times"),
    pytest.param("超过三成的订单来自海外。", ["超过三成 = percent (30, +inf) % more_than:超过"], id="tenths"),
    pytest.param("每户补助5万至8万元不等。", ["5万至8万元 = money [50000, 80000] 元 range"], id="a range in hanzi words"),
    pytest.param("中标价下浮20%—30%。", ["20%—30% = percent [20, 30] % range"], id="a range of shares"),
    pytest.param("两项指标分别提高1.2和3.4个百分点。", ["两项 = count [2, 2] 项", "1.2 = percentage_points [1.2, 1.2] 个百分点", "3.4个百分点 = percentage_points [3.4, 3.4] 个百分点"], id="a list that shares its unit"),
    pytest.param("新建 12 个泵站。", ["12 个 = count [12, 12] 个"], id="spaces around"),
    pytest.param("共发放1,234.5万元贷款。", ["1,234.5万元 = money [12345000, 12345000] 元"], id="a comma by threes"),
    pytest.param("炼油能力为800万吨/年。", ["800万吨/年 = physical [8000000, 8000000] 吨/年"], id="a rate"),
    pytest.param("全年用电3.2亿千瓦时。", ["3.2亿千瓦时 = physical [320000000, 320000000] 千瓦时"], id="a unit that begins with 千"),
    pytest.param("日供水5万立方米/日。", ["5万立方米/日 = physical [50000, 50000] 立方米/日"], id="a rate of water"),
    pytest.param("新城规划面积为36平方公里。", ["36平方公里 = physical [36, 36] 平方公里"], id="a unit of two words"),
    pytest.param("电厂装有2×60万千瓦机组。", ["2×60万千瓦 = physical [1200000, 1200000] 千瓦"], id="a product"),
    pytest.param("第十二届花卉节开幕。", ["第十二届 = ordinal [12, 12] 届"], id="an edition"),
    pytest.param("一是修渠，二是种树。", [], id="markers of a list"),
    pytest.param("前三季度到访游客明显增加。", ["前三季度 = period XXXX-01/XXXX-09"], id="quarters"),
    pytest.param("1—9月，工业用电稳步回升。", ["1—9月 = period XXXX-01/XXXX-09"], id="months"),
    pytest.param("2022年底，隧道贯通。", ["2022年底 = date 2022-12"], id="the end of a year"),
    pytest.param("2021—2025年，分批改造老楼。", ["2021—2025年 = period 2021/2025"], id="years"),
    pytest.param("“十四五”期间，水质持续改善。", ["十四五 = name 2021/2025"], id="a plan"),
    pytest.param("2023年上半年，快递增长较快。", ["2023年上半年 = period 2023-01/2023-06"], id="half a year"),
    pytest.param("镇统计站关于2023年人口情况的说明", ["2023年 = date 2023"], id="a title"),
    pytest.param("近五年来，病虫害逐年减少。", ["五年 = duration [5, 5] 年"], id="近 of time is no hedge"),
]  # fmt: skip
HELD_OUT = [
    pytest.param("本报讯 昨日，我市新增公交线路3条，优化调整7条，日均客运量达42.6万人次。", ["3条 = count [3, 3] 条", "7条 = count [7, 7] 条", "42.6万人次 = count [426000, 426000] 人次"], id="news: lines of buses"),
    pytest.param("全市参加高考的考生为2.13万人，比去年减少1200余人。", ["2.13万人 = count [21300, 21300] 人", "1200余人 = count (1200, 1300) 人 more_than:余"], id="news: pupils, fewer than last year"),
    pytest.param("大桥全长1.27公里，双向六车道，总投资约8.6亿元。", ["1.27公里 = physical [1.27, 1.27] 公里", "约8.6亿元 = money [860000000, 860000000] 元 approx:约"], id="news: a bridge, lanes, 约"),
    pytest.param("截至10月底，累计接待游客318.4万人次，同比增长12.7%。", ["10月底 = date XXXX-10", "318.4万人次 = count [3184000, 3184000] 人次", "12.7% = percent [12.7, 12.7] %"], id="news: 截至 a month's end"),
    pytest.param("火灾造成3人受伤，过火面积约200平方米，直接损失不足5万元。", ["3人 = count [3, 3] 人", "约200平方米 = physical [200, 200] 平方米 approx:约", "不足5万元 = money [0, 50000) 元 at_most:不足"], id="news: a fire, 不足"),
    pytest.param("记者从交通局获悉，高速公路将于12月28日零时起试运行。", ["12月28日零时 = date XXXX-12-28T00"], id="news: a day and midnight"),
    pytest.param("高新区现有规上企业126家，其中上市公司5家，专精特新企业48家。", ["126家 = count [126, 126] 家", "5家 = count [5, 5] 家", "48家 = count [48, 48] 家"], id="zone: firms, of which"),
    pytest.param("园区研发投入强度达到4.2%，高于全省平均水平2.6个百分点。", ["4.2% = percent [4.2, 4.2] %", "2.6个百分点 = percentage_points [2.6, 2.6] 个百分点"], id="zone: points above the average"),
    pytest.param("每平方公里产出由18亿元提高到25亿元。", ["18亿元 = money [1800000000, 1800000000] 元", "25亿元 = money [2500000000, 2500000000] 元"], id="zone: 每 before a unit, from and to"),
    pytest.param("落户企业最高可获500万元一次性奖励。", ["最高可获500万元 = money [0, 5000000] 元 at_most:最高"], id="zone: 最高 and its verb"),
    pytest.param("园区入驻企业突破3000家，从业人员逾8万人。", ["3000家 = count (3000, +inf) 家 more_than:突破", "逾8万人 = count (80000, +inf) 人 more_than:逾"], id="zone: 突破 outside, 逾 inside"),
    pytest.param("当年新认定高新技术企业近40家，总数超过300家。", ["近40家 = count [0, 40) 家 nearly:近", "超过300家 = count (300, +inf) 家 more_than:超过"], id="zone: 近 and 超过"),
    pytest.param("城镇新增就业46万人以上，城镇调查失业率5.5%左右。", ["46万人以上 = count [460000, +inf) 人 at_least:以上", "5.5%左右 = percent [5.5, 5.5] % approx:左右"], id="report: 以上 and 左右"),
    pytest.param("单位生产总值能耗降低3%左右，粮食产量不少于240亿斤。", ["3%左右 = percent [3, 3] % approx:左右", "不少于240亿斤 = physical [24000000000, +inf) 斤 at_least:不少于"], id="report: 降低 and 不少于"),
    pytest.param("一般公共预算收入增长6%，居民收入与经济增长同步。", ["6% = percent [6, 6] %"], id="report: growth"),
    pytest.param("新改建农村公路1万公里，建成高标准农田360万亩以上。", ["1万公里 = physical [10000, 10000] 公里", "360万亩以上 = physical [3600000, +inf) 亩 at_least:以上"], id="report: roads and fields"),
    pytest.param("全年减税降费及退税缓税缓费400多亿元。", ["400多亿元 = money (40000000000, 50000000000) 元 more_than:多"], id="report: 多 before 亿"),
    pytest.param("年末全省常住人口2490.02万人，比上年末减少2.4万人。", ["2490.02万人 = count [24900200, 24900200] 人", "2.4万人 = count [24000, 24000] 人"], id="bulletin: people"),
    pytest.param("全年粮食种植面积2699.8千公顷，比上年增加0.9%。", ["2699.8千公顷 = physical [2699800, 2699800] 公顷", "0.9% = percent [0.9, 0.9] %"], id="bulletin: 千公顷"),
    pytest.param("第一产业增加值1641.3亿元，增长5.9%；第二产业增加值4080.8亿元，增长6.5%。", ["第一产业 = name", "1641.3亿元 = money [164130000000, 164130000000] 元", "5.9% = percent [5.9, 5.9] %", "第二产业 = name", "4080.8亿元 = money [408080000000, 408080000000] 元", "6.5% = percent [6.5, 6.5] %"], id="bulletin: industries are names"),
    pytest.param("居民消费价格比上年上涨0.5%，其中食品价格下降0.8%。", ["0.5% = percent [0.5, 0.5] %", "0.8% = percent [0.8, 0.8] %"], id="bulletin: prices"),
    pytest.param("全年货物运输总量8.1亿吨，增长9.4%；港口吞吐量350万标准箱。", ["8.1亿吨 = physical [810000000, 810000000] 吨", "9.4% = percent [9.4, 9.4] %", "350万标准箱 = count [3500000, 3500000] 标准箱"], id="bulletin: freight and containers"),
    pytest.param("森林覆盖率为11.33%，PM2.5平均浓度为26微克/立方米。", ["11.33% = percent [11.33, 11.33] %", "26微克/立方米 = physical [26, 26] 微克/立方米"], id="bulletin: PM2.5 is a name, a rate"),
    pytest.param("每万人口发明专利拥有量为5.2件。", ["5.2件 = count [5.2, 5.2] 件"], id="bulletin: of every myriad"),
    pytest.param("１９９５年全县粮食总产达１２．５万吨，比上年增长８．３％。", ["１９９５年 = date 1995", "１２．５万吨 = physical [125000, 125000] 吨", "８．３％ = percent [8.3, 8.3] %"], id="full width: a year, 吨, a share"),
    pytest.param("全乡２８００户农民户均增收３５０元。", ["２８００户 = count [2800, 2800] 户", "３５０元 = money [350, 350] 元"], id="full width: households"),
    pytest.param("工程总投资１.２亿元，已完成七成。", ["１.２亿元 = money [120000000, 120000000] 元", "七成 = percent [70, 70] %"], id="full width: an investment and tenths"),
    pytest.param("我国九十年代初的外汇储备只有几百亿美元。", ["九十年代初 = period 1990/1999", "几百亿美元 = money [20000000000, 100000000000) 美元 range:几"], id="old: a decade, 几百亿"),
    pytest.param("一九九六年上半年，乡镇企业产值比去年同期增长百分之二十三点五。", ["一九九六年上半年 = period 1996-01/1996-06", "百分之二十三点五 = percent [23.5, 23.5] %"], id="old: a year and a share in hanzi"),
    pytest.param("厂里职工由三百二十人减至一百八十多人，人均创利翻了两番。", ["三百二十人 = count [320, 320] 人", "一百八十多人 = count (180, 190) 人 more_than:多", "翻了两番 = ratio [4, 4] 倍"], id="old: people in hanzi, doubled"),
    pytest.param("近三千名党员干部下乡，走访农户一万余户。", ["近三千名 = count [0, 3000) 名 nearly:近", "一万余户 = count (10000, 20000) 户 more_than:余"], id="old: 近 before 名, 余 before 户"),
    pytest.param("双方签订合同17份，金额为3.4亿美元。", ["17份 = count [17, 17] 份", "3.4亿美元 = money [340000000, 340000000] 美元"], id="news: a contract"),
    pytest.param("老人今年八十五岁，有两个儿子和五个孙子。", ["八十五岁 = duration [85, 85] 岁", "两个 = count [2, 2] 个", "五个 = count [5, 5] 个"], id="news: an age, children"),
    pytest.param("该药每盒售价由98.5元降至36.2元，降幅63%。", ["98.5元 = money [98.5, 98.5] 元", "36.2元 = money [36.2, 36.2] 元", "63% = percent [63, 63] %"], id="news: a price from and to"),
    pytest.param("气温将降至零下12℃，局地降温超过8℃。", ["零下12℃ = physical [-12, -12] ℃", "超过8℃ = physical (8, +inf) ℃ more_than:超过"], id="news: below zero"),
    pytest.param("今年春运自1月26日开始，3月5日结束，共40天。", ["1月26日 = date XXXX-01-26", "3月5日 = date XXXX-03-05", "40天 = duration [40, 40] 天"], id="news: days of a season"),
    pytest.param("超六成受访者表示每周运动三次以上。", ["超六成 = percent (60, +inf) % more_than:超", "三次以上 = count [3, +inf) 次 at_least:以上"], id="news: a survey, 三次以上"),
    pytest.param("会议选举产生了由11人组成的常务委员会。", ["11人 = count [11, 11] 人"], id="news: a committee"),
    pytest.param("全程马拉松男子组冠军成绩为2小时12分36秒。", ["2小时12分36秒 = duration [2.21, 2.21] 小时"], id="news: a race against the clock"),
    pytest.param("图书馆藏书增加到120万册，日均接待读者三四千人次。", ["120万册 = count [1200000, 1200000] 册", "三四千人次 = count [3000, 4000] 人次 range"], id="news: a library, three to four thousand"),
    pytest.param("在全国169个国家高新区中排名第58位，较上年前移4位。", ["169个 = count [169, 169] 个", "第58位 = ordinal [58, 58] 位", "4位 = count [4, 4] 位"], id="zone: a rank and places"),
    pytest.param("R&D经费支出占GDP的比重为1.29%。", ["1.29% = percent [1.29, 1.29] %"], id="news: a share of GDP"),
    pytest.param("水库蓄水量达57亿立方米，可发电60亿千瓦时。", ["57亿立方米 = physical [5700000000, 5700000000] 立方米", "60亿千瓦时 = physical [6000000000, 6000000000] 千瓦时"], id="news: a reservoir"),
    pytest.param("A组和B组各有4支球队。", ["4支 = count [4, 4] 支"], id="news: groups are no figures"),
    pytest.param("他以1分52秒的成绩夺冠。", ["1分52秒 = duration [28/15, 28/15] 分"], id="news: a time swum"),
    pytest.param("今年春运，铁路客流比2019年同期增长约15%。", ["2019年 = date 2019", "约15% = percent [15, 15] % approx:约"], id="news: compared with a year"),
    pytest.param("景区门票半价，学生票八折。", ["八折 = percent [80, 80] %"], id="news: a discount"),
    pytest.param("她花了两个半小时走完全程。", ["两个半小时 = duration [2.5, 2.5] 个小时"], id="news: two hours and a half"),
    pytest.param("工期由三年半缩短到两年。", ["三年半 = duration [3.5, 3.5] 年", "两年 = duration [2, 2] 年"], id="news: years and a half"),
    pytest.param("这条路走了近一个小时。", ["近一个小时 = duration [0, 1) 个小时 nearly:近"], id="news: nearly an hour"),
    pytest.param("历时近五年，大坝合龙。", ["近五年 = duration [0, 5) 年 nearly:近"], id="news: 近 of a length of time"),
    pytest.param("罚款不超过2000元。", ["不超过2000元 = money [0, 2000] 元 at_most:不超过"], id="news: a ceiling"),
    pytest.param("至少有20家企业表示有意。", ["至少有20家 = count [20, +inf) 家 at_least:至少"], id="news: 至少有"),
    pytest.param("产品合格率为99.8%以上。", ["99.8%以上 = percent [99.8, +inf) % at_least:以上"], id="news: 以上 after a share"),
    pytest.param("利率下调25个基点。", ["25个基点 = percentage_points [25, 25] 个基点"], id="news: basis points"),
    pytest.param("股指下跌37.5点，跌幅1.2%。", ["37.5点 = count [37.5, 37.5] 点", "1.2% = percent [1.2, 1.2] %"], id="news: points of an index"),
    pytest.param("两地相距1200多公里。", ["1200多公里 = physical (1200, 1300) 公里 more_than:多"], id="news: 多 before 公里"),
    pytest.param("气温在-5℃至3℃之间。", ["-5℃至3℃ = physical [-5, 3] ℃ range"], id="news: a range through zero"),
    pytest.param("净利润为-1.2亿元。", ["-1.2亿元 = money [-120000000, -120000000] 元"], id="news: a loss"),
    pytest.param("海拔3200米以上的牧场。", ["3200米以上 = physical [3200, +inf) 米 at_least:以上"], id="news: 以上 after a height"),
    pytest.param("年产值超千亿的企业有3家。", ["超千亿 = money (100000000000, +inf) 元 more_than:超", "3家 = count [3, 3] 家"], id="zone: 超千亿, unit left out"),
    pytest.param("按1:3的比例配套资金。", ["1:3 = ratio [1/3, 1/3]"], id="zone: a proportion before 比例"),
    pytest.param("国家拨款与地方配套比例为2:1。", ["2:1 = ratio [2, 2]"], id="zone: a proportion after 比例"),
    pytest.param("全区每千人拥有医生3.2名。", ["3.2名 = count [3.2, 3.2] 名"], id="bulletin: of every thousand"),
    pytest.param("人均住房面积35.6平方米。", ["35.6平方米 = physical [35.6, 35.6] 平方米"], id="bulletin: floor space"),
    pytest.param("本轮补贴最高补助30%，不超过50万元。", ["最高补助30% = percent [0, 30] % at_most:最高", "不超过50万元 = money [0, 500000] 元 at_most:不超过"], id="zone: 最高补助, 不超过"),
    pytest.param("今年一季度，签约项目28个、总投资156亿元。", ["一季度 = period XXXX-01/XXXX-03", "28个 = count [28, 28] 个", "156亿元 = money [15600000000, 15600000000] 元"], id="report: a quarter, a list"),
    pytest.param("3月1日至15日报名，每天上午8时开门。", ["3月1日至15日 = period XXXX-03-01/XXXX-03-15"], id="news: days of a month, a time of day alone"),
    pytest.param("5月上旬，首批300吨樱桃出口。", ["5月上旬 = period XXXX-05-01/XXXX-05-10", "300吨 = physical [300, 300] 吨"], id="news: ten days of a month, 首批"),
    pytest.param("上世纪80年代，全村只有一口井。", ["上世纪80年代 = period 1980/1989"], id="old: a decade of last century, an article"),
    pytest.param("第二批名单公布，共45家。", ["第二批 = ordinal [2, 2] 批", "45家 = count [45, 45] 家"], id="zone: a second batch"),
    pytest.param("1998年至2002年，造林约3.5万公顷。", ["1998年至2002年 = period 1998/2002", "约3.5万公顷 = physical [35000, 35000] 公顷 approx:约"], id="old: years in full"),
    pytest.param("出口12.3亿美元，同比下降近两成。", ["12.3亿美元 = money [1230000000, 1230000000] 美元", "近两成 = percent [0, 20) % nearly:近"], id="bulletin: dollars and tenths"),
    pytest.param("2024年，全市完成固定资产投资1,056.7亿元，同比增长4.1%。", ["2024年 = date 2024", "1,056.7亿元 = money [105670000000, 105670000000] 元", "4.1% = percent [4.1, 4.1] %"], id="bulletin: a comma in a number"),
    pytest.param("年末拥有卫生机构1234个，床位2.6万张。", ["1234个 = count [1234, 1234] 个", "2.6万张 = count [26000, 26000] 张"], id="bulletin: institutions and beds"),
    pytest.param("公共图书馆5个，文化馆6个，博物馆12个。", ["5个 = count [5, 5] 个", "6个 = count [6, 6] 个", "12个 = count [12, 12] 个"], id="bulletin: three kinds of museums"),
    pytest.param("六十五岁及以上人口占总人口的14.2%。", ["六十五岁及以上 = duration [65, +inf) 岁 at_least:及以上", "14.2% = percent [14.2, 14.2] %"], id="bulletin: an age in hanzi and a share"),
    pytest.param("十年来，累计减排二氧化硫12万吨。", ["十年 = duration [10, 10] 年", "12万吨 = physical [120000, 120000] 吨"], id="report: 来 after years"),
    pytest.param("主会场设在五楼。", [], id="news: an upper floor is none"),
    pytest.param("他住院十多天，花费一万多元。", ["十多天 = duration (10, 20) 天 more_than:多", "一万多元 = money (10000, 20000) 元 more_than:多"], id="news: 多 after 十 and 万"),
    pytest.param("每人每月补助200元，共发放3个月。", ["200元 = money [200, 200] 元", "3个月 = duration [3, 3] 个月"], id="report: 每 before people and months"),
    pytest.param("发电机组2台，单机60万千瓦。", ["2台 = count [2, 2] 台", "60万千瓦 = physical [600000, 600000] 千瓦"], id="news: machines and power"),
]  # fmt: skip
# What was read wrongly, or not at all, until texts by others were read and words tried one by one.
LATER = [
    pytest.param("至 2022 年 12 月，共有 698 家。", ["2022 年 12 月 = date 2022-12", "698 家 = count [698, 698] 家"], id="spaces everywhere"),
    pytest.param("前8个月增长６.５ ％。", ["前8个月 = period XXXX-01/XXXX-08", "６.５ ％ = percent [6.5, 6.5] %"], id="months to date"),
    pytest.param("借款壹佰万圆整。", ["壹佰万圆 = money [1000000, 1000000] 元"], id="formal numerals"),
    pytest.param("占耕地的1/3。", ["1/3 = ratio [1/3, 1/3]"], id="a fraction with a stroke"),
    pytest.param("投了两个亿。", ["两个亿 = count [200000000, 200000000]"], id="two hundred millions"),
    pytest.param("历时半个多月。", ["半个多月 = duration (0.5, 1) 个月 more_than:多"], id="more than half a month"),
    pytest.param("等了半个多小时。", ["半个多小时 = duration (0.5, 1) 个小时 more_than:多"], id="more than half an hour"),
    pytest.param("半个多世纪过去了。", ["半个多世纪 = duration (0.5, 1) 个世纪 more_than:多"], id="half a century"),
    pytest.param("合计拾壹万元。", ["拾壹万元 = money [110000, 110000] 元"], id="formal ten and one"),
    pytest.param("现金拾伍元整。", ["拾伍元 = money [15, 15] 元"], id="fifteen yuan in full"),
    pytest.param("工价三百五六元。", ["三百五六元 = money [350, 360] 元 range"], id="tens left out"),
    pytest.param("彩礼一千七八元。", ["一千七八元 = money [1700, 1800] 元 range"], id="hundreds left out"),
    pytest.param("来了二百三十五六人。", ["二百三十五六人 = count [235, 236] 人 range"], id="no tens left out"),
    pytest.param("临夏、甘南两州开通。", ["两 = count [2, 2] 个"], id="two prefectures"),
    pytest.param("近三成交易来自海外。", ["近三成 = percent [0, 30) % nearly:近"], id="a share of trade"),
    pytest.param("三成员工住在镇上。", ["三成 = percent [30, 30] %"], id="a share of staff"),
    pytest.param("三成群众受益。", ["三成 = percent [30, 30] %"], id="a share of people"),
    pytest.param("三成就业人口在此。", ["三成 = percent [30, 30] %"], id="a share of those employed"),
    pytest.param("运来10余千克种子。", ["10余千克 = physical (10, 20) 千克 more_than:余"], id="kilograms after 余"),
    pytest.param("用去三千余克。", ["三千余克 = physical (3000, 4000) 克 more_than:余"], id="grams after 余"),
    pytest.param("路长3万5千米。", ["3万5千米 = physical [35000, 35000] 米"], id="千 of the number after digits"),
    pytest.param("路长十几千米。", ["十几千米 = physical (10, 20) 千米 more_than:几"], id="千 of the unit after ten"),
    pytest.param("运来十五六千克米。", ["十五六千克 = physical [15, 16] 千克 range"], id="千 of the unit after two digits"),
    pytest.param("路长几千米。", ["几千米 = physical [2000, 10000) 米 range:几"], id="several thousand"),
    pytest.param("合计拾捌亿元。", ["拾捌亿元 = money [1800000000, 1800000000] 元"], id="formal eighteen"),
    pytest.param("藏书68\u2009915册。", ["68\u2009915册 = count [68915, 68915] 册"], id="a thin space"),
    pytest.param("渠长三万五千米。", ["三万五千米 = physical [35000, 35000] 米"], id="千 of the number"),
    pytest.param("渠长二十三千米。", ["二十三千米 = physical [23, 23] 千米"], id="千 of the unit"),
]  # fmt: skip
# No figure stands here; the names, if any, are found when asked for.
LEFT_ALONE = [
    pytest.param("这是一家企业的故事。", [], id="an article"),
    pytest.param("引进一批设备。", [], id="an article of things"),
    pytest.param("全市统一规划道路。", [], id="a verb"),
    pytest.param("四川的茶很香。", [], id="a province"),
    pytest.param("三菱的电梯到货。", [], id="a firm"),
    pytest.param("半导体产业起步较早。", [], id="半 in a word"),
    pytest.param("二氧化碳排放下降。", [], id="a gas"),
    pytest.param("5G基站遍布乡镇。", ["5G"], id="a generation"),
    pytest.param("PM2.5浓度下降。", [], id="a kind of dust"),
    pytest.param("这是A型血。", [], id="a letter"),
    pytest.param("建设2+1+N平台。", ["2+1+N"], id="a plan in numbers"),
    pytest.param("共建“一带一路”。", ["一带一路"], id="a slogan"),
    pytest.param("咨询电话0931-8812345。", [], id="a telephone number"),
    pytest.param("请拨打13812345678联系我们。", [], id="a mobile number"),
    pytest.param("国办发〔2023〕15号文件印发。", [], id="a document number"),
    pytest.param("甘政发[2021]8号", [], id="a document number in square brackets"),
    pytest.param("地址：城关区南滨河路128号。", [], id="a house"),
    pytest.param("主队以3:1获胜。", [], id="a score"),
    pytest.param("比分为2比0。", [], id="a score in words"),
    pytest.param("会议9:30开始。", [], id="a time of day"),
    pytest.param("上午9时30分，列车到站。", [], id="a time of day in words"),
    pytest.param("C919客机试飞。", [], id="an aeroplane"),
    pytest.param("G312国道通车。", [], id="a road"),
    pytest.param("歼-20飞过上空。", [], id="a fighter"),
    pytest.param("一定要一起走。", [], id="adverbs"),
    pytest.param("万一下雨就改期。", ["万一"], id="万 in a word"),
    pytest.param("十分高兴。", [], id="十分 is very"),
    pytest.param("一方面修路，一方面架桥。", [], id="on the one hand"),
    pytest.param("一些人三三两两地走来。", [], id="some"),
    pytest.param("千万不要大意。", ["千万不"], id="by no means"),
    pytest.param("身份证号620102199001011234有误。", [], id="an identity number"),
    pytest.param("版本升级到2.3.1。", [], id="a version"),
    pytest.param("网址是www.a1b2.cn。", [], id="an address of the web"),
    pytest.param("第一时间赶到现场。", ["第一时间"], id="at once"),
    pytest.param("三个臭皮匠的故事。", ["三个臭皮匠"], id="a proverb"),
    pytest.param("一边走一边唱。", ["一边走一边唱"], id="while"),
    pytest.param("五谷丰登，六畜兴旺。", [], id="a wish"),
    pytest.param("七夕节，九寨沟，三亚。", [], id="a feast, two places"),
    pytest.param("百度一下。", [], id="a search engine"),
    pytest.param("四季如春。", [], id="an idiom"),
    pytest.param("零售业回暖。", [], id="零 in a word"),
    pytest.param("一旦发现，一律处理。", [], id="once, without exception"),
    pytest.param("两会期间，半岛地区。", [], id="sessions, a peninsula"),
    pytest.param("百姓满意，千家万户受益。", ["千家万户"], id="people, households"),
    pytest.param("亿万人民。", ["亿万"], id="millions of people"),
    pytest.param("H7N9病毒。", [], id="a virus"),
    pytest.param("COVID-19疫情。", [], id="a disease"),
    pytest.param("邮编730000。", [], id="a postcode"),
    pytest.param("车牌甘A12345。", [], id="a number plate"),
    pytest.param("A股上涨。", [], id="shares"),
    pytest.param("3D打印技术。", ["3D"], id="a technique"),
    pytest.param("4K电视。", ["4K"], id="a resolution"),
    pytest.param("6G研发。", ["6G"], id="another generation"),
    pytest.param("双11促销。", [], id="a day of sales"),
    pytest.param("985高校和211工程。", [], id="programmes of universities"),
    pytest.param("三农问题，三角梅。", [], id="villages, a flower"),
    pytest.param("万科和千山药机。", [], id="firms"),
    pytest.param("三成员国签约。", [], id="member states"),
    pytest.param("三成员工作小组成立。", [], id="a working group of members"),
    pytest.param("三成就奖颁发。", [], id="a prize for achievement"),
    pytest.param("七成本上涨。", [], id="costs"),
    pytest.param("看见半个月亮。", [], id="half a moon"),
    pytest.param("吃了半个月饼。", [], id="half a mooncake"),
    pytest.param("日本本州、四国和九州降温。", [], id="an island of Japan"),
    pytest.param("收拾万家灯火。", ["万家灯火"], id="ten thousand homes tidied"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "says"), WRITTEN_ON + HELD_OUT + LATER)
def test_every_figure_of_a_sentence_is_found(sentence: str, says: list[str]) -> None:
    """A sentence's figures are found from end to end, say what they say, and nothing else is found."""
    mentions = find_mentions(sentence, names=True)
    assert [told(found) for found in mentions] == says
    assert_in_order(sentence, mentions)


@pytest.mark.parametrize(("sentence", "says"), WRITTEN_ON + HELD_OUT + LATER)
def test_what_stands_around_moves_no_figure(sentence: str, says: list[str]) -> None:
    """A sentence says the same between two others, on a line of its own, or twice."""
    for text, times in (
        (f"据悉，{sentence}记者获悉。", 1),
        (f"\n{sentence}\n", 1),
        (sentence * 2, 2),
    ):
        mentions = find_mentions(text, names=True)
        assert [told(found) for found in mentions] == says * times
        assert_in_order(text, mentions)


@pytest.mark.parametrize("unseen", "\u200b\ufeff\u2060\u202e\u200d\ufe0f\0\x7f\U000e0020")
def test_what_nobody_sees_changes_no_figure(unseen: str) -> None:
    """Strewn among all characters, it leaves every figure whole, and its span is as it stands."""
    for sentence, says in (row.values for row in WRITTEN_ON + HELD_OUT + LATER):
        text = unseen + unseen.join(str(sentence)) + unseen
        mentions = find_mentions(text, names=True)
        assert [told(found).replace(unseen, "") for found in mentions] == says
        assert_in_order(text, mentions)
        assert not any(found.text.startswith(unseen) for found in mentions)
        assert not any(found.text.endswith(unseen) for found in mentions)


def test_a_soft_hyphen_may_be_one() -> None:
    """Digits that it parts may be two numbers or one, and are not read; hanzi beside it are."""
    assert find_mentions("企业10\xad20家，2019\xad2023年。") == []
    assert [found.text for found in find_mentions("企\xad业60\xad家")] == ["60\xad家"]


@pytest.mark.parametrize(("sentence", "names"), LEFT_ALONE)
def test_what_is_no_figure_is_left_alone(sentence: str, names: list[str]) -> None:
    """An article, a word, a number that names or a time of day is no figure; a name is found if asked."""
    assert find_mentions(sentence) == []
    assert [found.text for found in find_mentions(sentence, names=True)] == names


def test_a_row_fires_every_kind() -> None:
    """Every kind of figure is the answer to some sentence of these tables."""
    sentences = [str(row.values[0]) for row in WRITTEN_ON + HELD_OUT]
    mentions = [found for text in sentences for found in find_mentions(text, names=True)]
    assert {found.figure.kind for found in mentions} == set(KINDS)


def test_names_are_asked_for() -> None:
    """A name is a mention only for whoever asks for names, and the figures are the same."""
    sentence = "“十四五”期间，5G基站新增1200个，一带一路沿线受益。"
    assert [found.text for found in find_mentions(sentence)] == ["1200个"]
    mentions = find_mentions(sentence, names=True)
    assert [found.text for found in mentions] == ["十四五", "5G", "1200个", "一带一路"]
    assert [found for found in mentions if found.figure.kind != "name"] == find_mentions(sentence)


# The words around a figure: sentence -> base, direction, noun of its one figure.
AROUND = [
    pytest.param("企业占全省总数的41%。", "全省总数", "", "", id="the whole before 的"),
    pytest.param("集聚了全省近41%的高新技术企业。", "全省", "", "高新技术企业", id="a place and a noun"),
    pytest.param("装机占总装机的比重达到六成。", "总装机", "", "", id="比重达到"),
    pytest.param("产值占工业总产值的比例为百分之三十二。", "工业总产值", "", "", id="比例为"),
    pytest.param("女工占职工人数的三分之二。", "职工人数", "", "", id="a ratio"),
    pytest.param("林地约占全县面积的一半。", "全县面积", "", "", id="a hedge apart"),
    pytest.param("同比下降6.5%。", "", "down", "", id="down"),
    pytest.param("比上年增长了12.3%。", "", "up", "", id="了 after the verb"),
    pytest.param("成本降低约三成。", "", "down", "", id="a hedge after the verb"),
    pytest.param("占比提高2.1个百分点。", "", "up", "", id="points"),
    pytest.param("价格回落0.4个百分点。", "", "down", "", id="回落"),
    pytest.param("增速为7.1%。", "", "up", "", id="a rate of growth"),
    pytest.param("降幅达4.5%。", "", "down", "", id="a rate of decline"),
    pytest.param("有19家企业参加。", "", "", "企业", id="the noun after"),
    pytest.param("园区共有高新技术企业698家，在全省领先。", "", "", "高新技术企业", id="before"),
    pytest.param("建成充电桩1200个。", "", "", "充电桩", id="after a verb"),
    pytest.param("投入技改资金3.5亿元。", "", "", "技改资金", id="money"),
    pytest.param("全县拥有学校85所。", "", "", "学校", id="拥有"),
    pytest.param("面积达到300平方米。", "", "", "面积", id="达到 is no noun"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "base", "direction", "noun"), AROUND)
def test_the_words_around_a_figure(sentence: str, base: str, direction: str, noun: str) -> None:
    """A share's whole, the direction of a change and what is counted are kept as they are printed."""
    found = only(sentence)
    assert (found.base, found.direction, found.noun) == (base, direction, noun)


@pytest.mark.parametrize("sentence", [str(row.values[0]) for row in WRITTEN_ON + HELD_OUT])
def test_the_words_around_are_printed(sentence: str) -> None:
    """Whatever is said of a figure's whole and noun stands in the sentence, and only shares have one."""
    for found in find_mentions(sentence):
        assert found.direction in {"", "up", "down"}
        assert not found.base or found.base in sentence
        assert not found.base or found.figure.kind in {"percent", "ratio"}


@pytest.mark.parametrize(
    ("sentence", "printed", "implied", "outside"),
    [
        pytest.param("分别增长1.2和3.4个百分点。", "1.2", "个百分点", "", id="a shared unit"),
        pytest.param("分别投资1.2、3.4亿元。", "1.2", "亿元", "", id="a shared scale"),
        pytest.param("企业突破3000家。", "3000家", "", "突破", id="a verb that hedges"),
        pytest.param("约占总数的三成。", "三成", "", "约", id="a hedge apart"),
        pytest.param("年产值超千亿。", "超千亿", "元", "", id="money by its noun"),
    ],
)
def test_what_the_sentence_adds(sentence: str, printed: str, implied: str, outside: str) -> None:
    """A unit and a hedge the sentence lends its figure are kept, and read it alone to the same."""
    found = find_mentions(sentence)[0]
    assert (found.text, found.implied_unit, found.outside_hedge) == (printed, implied, outside)
    assert read_figure(printed, implied, outside) == found.figure


# record: one flat row for a table, its fields in this order.
FIELDS = (
    "source start end text kind low low_closed high high_closed unit hedge hedge_word date "
    "base direction noun"
).split()


@pytest.mark.parametrize(
    ("sentence", "row"),
    [
        pytest.param(
            "集聚了全省近41%的企业。",
            ["甲", 5, 9, "近41%", "percent", "0", True, "41", False, "%", "nearly", "近", "", "全省", "", "企业"],
            id="a share",
        ),
        pytest.param(
            "全区总产值超180亿元。",
            ["甲", 5, 11, "超180亿元", "money", "18000000000", False, None, False, "元", "more_than", "超", "", "", "", "总产值"],
            id="no upper end",
        ),
        pytest.param(
            "三分之二的农田。",
            ["甲", 0, 4, "三分之二", "ratio", "0.666666666666666", False, "0.666666666666667", False, "", "exact", "", "", "", "", "农田"],
            id="a fraction is rounded outward",
        ),
        pytest.param(
            "2022年底完工。",
            ["甲", 0, 6, "2022年底", "date", None, False, None, False, "", "exact", "", "2022-12", "", "", ""],
            id="a date",
        ),
        pytest.param(
            "“十四五”期间。",
            ["甲", 1, 4, "十四五", "name", None, False, None, False, "", "", "", "2021/2025", "", "", ""],
            id="a name with years",
        ),
    ],
)  # fmt: skip
def test_a_record_is_flat(sentence: str, row: list[object]) -> None:
    """A record has its fields in order, ends as decimal texts, and None where there is no end."""
    [found] = find_mentions(sentence, names=True)
    written = record("甲", found)
    assert list(written) == FIELDS
    assert list(written.values()) == row


@pytest.mark.parametrize("sentence", [str(row.values[0]) for row in WRITTEN_ON + HELD_OUT])
def test_a_record_holds_what_is_found(sentence: str) -> None:
    """The ends of a record are decimals that hold the bounds of the figure."""
    for found in find_mentions(sentence, names=True):
        written = record("page", found)
        assert list(written) == FIELDS
        assert (written["source"], written["text"]) == ("page", found.text)
        bounds = found.figure.bounds
        if bounds is not None and bounds.low is not None:
            assert Decimal(str(written["low"])) <= bounds.low
        if bounds is not None and bounds.high is not None:
            assert Decimal(str(written["high"])) >= bounds.high


# Any text at all

SIGNS = "0123456789１２％%.,，:：-—－+×/ 一二三四五十百千万亿两半几数第零点成分之多余来近超约至到和、年月日号季度旬时家个元人次吨公里倍番折占增降全省“”\n以上左右不每从A"


@given(st.text(SIGNS, max_size=40))
def test_a_span_is_the_words_of_its_text(text: str) -> None:
    """Of any row of figure signs, the spans are exact, in order and apart, and say what is printed."""
    mentions = find_mentions(text, names=True)
    assert_in_order(text, mentions)
    for found in mentions:
        assert found.figure.kind in KINDS
        assert list(record("", found)) == FIELDS
        assert (found.figure.bounds is None) == (found.figure.kind in {"date", "period", "name"})
    figures = [found for found in mentions if found.figure.kind != "name"]
    assert figures == find_mentions(text)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """No text whatever breaks the finder."""
    assert_in_order(text, find_mentions(text, names=True))


@given(st.text(SIGNS, max_size=30), st.text(SIGNS, max_size=30))
def test_a_line_is_read_alone(one: str, other: str) -> None:
    """What stands two paragraphs away changes no figure's place."""
    apart = "甲。\n\n甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲。\n\n"
    one = one.strip() + "。"
    first, last = find_mentions(one), find_mentions("甲" + other)
    both = find_mentions(one + apart + "甲" + other)
    shift = len(one + apart)
    assert [(found.start, found.text) for found in both] == [
        *((found.start, found.text) for found in first),
        *((found.start + shift, found.text) for found in last),
    ]


# Units of two signs and more: one alone may be a rank (期), a time (点) or a date (年). 百 and 千 may
# be the number's, and nobody spells a number out before Latin letters. After 二 few things count.
SAFE_UNITS = sorted(
    unit
    for unit in UNITS.keys() - {"个月"}
    if UNITS[unit] != "duration" and unit[0] not in "百千" and len(unit) > 1 and not unit.isascii()
)


@given(st.integers(3, 10**12), st.sampled_from(SAFE_UNITS), st.sampled_from(["", "超过", "约"]))
def test_a_number_is_found_with_its_value(number: int, unit: str, hedge: str) -> None:
    """Any number, in hanzi, digits or digits with commas, is found in a sentence with its value."""
    for printed in (in_hanzi(number), str(number), f"{number:,}"):
        span = f"{hedge}{printed}{unit}"
        found = only(f"据统计，去冬今春{span}，好于往年。")
        assert (found.text, found.figure.unit) == (span, normalise(unit))
        assert found.figure.value == number
        assert found.figure.hedge_word == hedge


# Linear work: a text of ten times the length takes about ten times as long.
HOSTILE = (
    "1, 一 第 半 百分之 一家 1- 12: 1. 1年 十 万 几 数 几十 约 近 第一 1月 2023年 5% 1至 1— 一五 三分之 1和 "
    "1、 - -1 1× 翻 翻一番 1小时 (1) +1 占 占全 增长 两三 年 万元 元 ￥ a1 1: 五年 一一家 从 十四五 个 “ ， 约占 "
    "1年2元 3角4分 1小时2小时 突破 全 .1 1/ 零下 负 不 最高可 一区 市两 半年 8日 上 二十世纪 四百三十余 １， 一百二 1.2和"
).split()


@pytest.mark.parametrize("piece", [*HOSTILE, "1 ", "第 ", "1 000"])
def test_a_long_text_is_read_once(piece: str) -> None:
    """A text of one piece over and over is read in a time that grows as its length, not as its square."""
    find_mentions(piece * 2_000)
    started = perf_counter()
    find_mentions(piece * 20_000)
    assert perf_counter() - started < 5


# The page that was coded by hand; its text is its owner's (see test_rights).


def test_a_page_is_found_as_it_was_coded(text: str) -> None:
    """Every figure a person coded is found with its place and meaning, and nothing else but names again."""
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    pages = read_pages(CHECKOUT.pages, read_registers(CHECKOUT.registers))
    [page] = [page for page in pages if page.source.text.sha256 == digest]
    mentions = {(found.start, found.end): found for found in find_mentions(text, names=True)}
    coded = set()
    for row in rows_of(page.figures):
        place = int(row["start"]), int(row["end"])
        coded.add(place)
        found, outside = mentions[place], row["outside_hedge"]
        figure = read_figure(row["printed"], row["implied_unit"], outside)
        assert found.text == row["printed"]
        assert (found.figure.kind, found.figure.unit) == (figure.kind, figure.unit)
        assert (found.figure.bounds, found.figure.date) == (figure.bounds, figure.date)
        assert (found.figure.hedge, found.figure.hedge_word) == (figure.hedge, figure.hedge_word)
        assert (found.implied_unit, found.outside_hedge) == (row["implied_unit"], outside)
    assert len(coded) == len(page.figures) > 90
    named = {mentions[place].text for place in coded if mentions[place].figure.kind == "name"}
    others = [found for place, found in mentions.items() if place not in coded]
    assert [found.text for found in others if found.text not in named] == []


# What was once read wrongly -> what is found in it.
MET = [
    pytest.param("谋划39个亿元以上项目", ["39个", "亿元以上"], id="39个 counts, 亿 is of 亿元"),
    pytest.param("拿出两个亿搞研发", ["两个亿"], id="but 两个亿 is two hundred million"),
    pytest.param("兰州、西宁两市签署", ["两"], id="cities that are named and counted"),
    pytest.param("提高0.5百分点", ["0.5百分点"], id="百 of 百分点 multiplies nothing"),
    pytest.param("用电300千瓦小时", ["300千瓦小时"], id="千 belongs to the unit"),
    pytest.param("95年底建成", ["95年底"], id="a year of two digits"),
    pytest.param("2023年前十个月", ["2023年前十个月"], id="the year to date"),
    pytest.param("气温在-5—-3℃之间", ["-5—-3℃"], id="a dash and a minus"),
    pytest.param("举办3期培训班", ["3期"], id="editions counted, not numbered"),
    pytest.param("今年一、二季度增速", ["一", "二季度"], id="quarters that share their word"),
    pytest.param("经济总量跃上千亿元台阶", ["千亿元"], id="跃上 is a verb"),
    pytest.param("产业结构为9.7:47.3:43。", ["9.7", "47.3", "43"], id="the last of a chain"),
    pytest.param("连续三年两位数增长", ["三年"], id="两位数 counts nothing"),
    pytest.param("提高六   个 百 分点", ["六   个 百 分点"], id="spaces within a unit"),
    pytest.param("合同金额壹佰伍拾万元", ["壹佰伍拾万元"], id="formal numerals"),
    pytest.param("队伍3家、大陆5家", ["3家", "5家"], id="伍 and 陆 in words"),
    pytest.param("提高六個百分點", ["六個百分點"], id="traditional characters"),
    pytest.param("超过1/3的企业", ["超过1/3"], id="a fraction with a stroke"),
    pytest.param("规模2万以内", ["2万以内"], id="a trailing hedge of a number without a unit"),
    pytest.param("罚款伍万元", ["伍万元"], id="a formal numeral before 万"),
    pytest.param("超過500種產品", ["超過500種"], id="no 萬"),
    pytest.param("走了三里半路", ["三里半"], id="a half after 里"),
    pytest.param("占三成多百姓的心愿", ["三成多"], id="百 of 百姓 multiplies nothing"),
    pytest.param("书记是第一责任人", [], id="a rank that is a name"),
    pytest.param("债务没有超过10亿元", ["没有超过10亿元"], id="a hedge denied is another hedge"),
    pytest.param("融资$3.5亿，营收12.8亿元", ["$3.5亿", "12.8亿元"], id="dollars stay dollars"),
    pytest.param("气温零下10～15℃", ["零下10～15℃"], id="frost on both ends"),
    pytest.param("投资5个多亿元，另有3个多亿", ["5个多亿元", "3个多亿"], id="个多 within a number"),
    pytest.param("合格率≥95%", ["≥95%"], id="a hedge in a sign"),
    pytest.param("来了两三万多人", ["两三万多人"], id="vague and more"),
    pytest.param("10月廿五日", ["10月"], id="a day of no form: its rest is no day"),
    pytest.param("民国二十三年", [], id="a reign"),
    pytest.param("13亿多人口", ["13亿多"], id="多 before the noun"),
    pytest.param("用户过半", ["过半"], id="half alone"),
    pytest.param("统一三家标准", ["三家"], id="一 of 统一"),
    pytest.param("系统7×24小时值守,比分24/7", ["7×24小时"], id="no fraction"),
]


@pytest.mark.parametrize(("text", "spans"), MET)
def test_what_was_once_misread(text: str, spans: list[str]) -> None:
    """Each is found with the span a careful person marks."""
    assert [found.text for found in find_mentions(text)] == spans


def test_a_list_turns_with_its_verb() -> None:
    """提高 before the first of a list says the direction of all."""
    found = find_mentions("分别提高1.2和3.4个百分点")
    assert [one.direction for one in found] == ["up", "up"]

"""Made-up Chinese newspaper prose, the same for the same seed: no place, firm or figure is real.

About one figure in 65 characters, in many printed forms, among sentences that print none; words
that only look like figures stand there too, 一批, 十分, 万众, as they do in any newspaper.
"""

import re
from collections.abc import Callable, Iterator
from random import Random

WORDS = {
    name: words.split()
    for name, words in {
        "first": "云 青 临 安 河 石 白 松 远 清 平 金 长 泽 望 梅 兰 沙 凤 龙 柳 雁 溪 桐 锦 双 "
        "千 万 九 五",
        "last": "岭 川 浦 原 湾 桥 滩 峰 港 源 泉 洲 坪 塘 屿 渡 谷 亭 丘 堰",
        "level": "市 县 区 镇 高新区 开发区 新城 示范区 工业园 街道",
        "firm_end": "科技 制药 重工 食品 材料 能源 电子 生物 装备 物流 种业 环保 光学 信息",
        "form": "公司 集团 研究院 实验室 合作社 有限公司",
        "field": "新材料 生物医药 装备制造 电子信息 现代农业 数字经济 文化旅游 绿色化工 新能源汽车 "
        "航空物流 冷链仓储 人工智能 智能家居 食品加工 医疗器械 轨道交通 节能环保 现代物流 "
        "海洋经济 软件服务 纺织服装 中药材种植 稀土加工 储能电池 乡村旅游 工业设计",
        "body": "发改部门 统计部门 科技局 工信局 农业农村局 商务局 人社部门 市场监管部门 税务部门 "
        "财政部门 交通部门 管委会 行业协会 住建部门 文旅局 生态环境部门",
        "adverb": "持续 进一步 不断 全面 加快 稳步 着力 积极 统筹 深入 一体 千方百计 "
        "十分注重 一心一意",
        "verb": "推进 优化 完善 提升 拓展 培育 夯实 激活 改善 加强 谋划 盘活",
        "object": "营商环境 产业链条 公共服务 基础设施 创新平台 人才队伍 乡村治理 供应链体系 "
        "生态修复 城市更新 知识产权保护 职业教育 融资服务 物流网络 招商引资 社区养老 数据共享 "
        "第三方检测 一站式服务 一网通办 水利工程 品牌建设 成果转化 就业帮扶",
        "thing": "企业 项目 平台 车间 门店 合同 专利 设备 生产线 服务站 示范点 大棚 码头 仓库",
        "quality": "明显 显著 平稳 扎实 有力 有序 良好 可喜",
        "person": "负责人 工作人员 村干部 技术员 企业代表 研究员 居民 种植户 讲解员 业内人士",
        "amount": "产值 营业收入 固定资产投资 进出口总额 税收 研发投入 贷款余额 销售额 "
        "利润 合同金额",
        "rate": "占比 合格率 覆盖率 就业率 贡献率 国产化率 入住率 回收率",
        "counter": "家 个 项 名 户 件 台 套 人 人次 条 座 所 位",
        "measure": "吨 公里 亩 平方米 千瓦时 公斤 米 立方米 公顷 平方公里",
        "currency": "元 元 元 元 元 美元 欧元",
        "lead": "超 超过 近 约 逾 至少 最高 不低于 不到 将近 大约",
        "trail": "以上 左右 以内 以下",
        "rise": "同比增长 比上年增长 同比下降 较年初提高 增速为 环比回落",
        "span": "年 个月 天 小时 周",
        "than": "高于全省平均 比上年提高 较计划加快 低于去年同期",
        "season": "近年来 目前 眼下 日前 当前 一直以来 这些天 此前 随后 与此同时 "
        "截至发稿时 入冬以来",
    }.items()
}

# {braces} are filled from WORDS or FIGURES, again and again until none is left.
PLACE = "{first}{last}{level}"
FIRM = "{first}{last}{firm_end}{form}"
PLAIN = """
{place}{adverb}{verb}{object}，{field}发展势头{quality}。
{season}，{place}把{object}摆在突出位置，由{body}牵头，一项一项抓好落实。
“我们将{adverb}{verb}{object}，让群众得到更多实惠。”{place}{body}的一位{person}说。
走进{firm}的车间，工人们正在忙碌，一批产品整装待发。
{season}，{firm}与{firm}签约，将在{field}和{object}等方面开展合作。
从过去的荒滩到如今的{field}基地，{place}的变化有目共睹。
{body}表示，下一步将{adverb}{verb}{object}，{verb}{object}，为{field}发展提供支撑。
{person}介绍，{place}围绕{field}补链强链，{object}成效{quality}。
统一规划、统一标准，{place}的{object}和{object}一体推进。
万众一心，{place}的干部群众在{object}上下足了功夫。
清晨，{place}的集市已经热闹起来，{person}一边整理货架一边招呼客人。
对{firm}来说，{object}既是机遇，也是考验。
{place}坚持问题导向，{adverb}{verb}{object}，一些长期存在的难题得到解决。
业内普遍认为，{field}的竞争最终是人才和技术的竞争。
雨后的{place}空气清新，{person}沿着河岸巡查，没有放过任何一处隐患。
在{body}的支持下，{firm}很快办好了手续，{field}项目如期开工。
有了{object}的保障，{firm}的{person}对明年的市场十分看好。
{place}还邀请{person}走进课堂，讲解{field}知识，受到学生欢迎。
"""
FIGURED = """
{date}，{place}{field}产业园开工，总投资{money}。
截至{date}，{place}共有{field}企业{count}，{rise}{percent}。
据{body}统计，{period}，全市{amount}达{money}，{rise}{percent}。
{firm}的{person}告诉记者，车间每天可生产{physical}，{rate}达到{percent}。
{place}计划用{duration}建成{field}{thing}{count}，{verb}{object}。
{date}，{firm}获得授权专利{count}，研发投入{money}。
{period}，{place}{amount}{rise}{percent}，{than}{points}。
对新认定的{field}企业，{place}给予{money}的奖励。
{season}，{place}已建成{thing}{count}，服务群众{count}。
全长{physical}的{first}{last}公路{date}通车，车程缩短{duration}。
{firm}的订单已排到{date}，预计{amount}{money}。
在全省的评比中，{place}的{object}{ordinal}，{rate}为{percent}。
{place}的{name}布局初步形成，{field}产业带动就业{count}。
今年以来，{body}{adverb}{verb}{object}，{rate}提高{points}。
{place}{field}规模是五年前的{times}，{thing}数量{rise}{percent}。
{person}说，流转土地{physical}，每亩增收{money}。
{place}{name}基站已开通{count}，{object}成效{quality}。
"""
TEMPLATES = {
    kind: [line for line in lines.split("\n") if line]
    for kind, lines in {"plain": PLAIN, "figured": FIGURED}.items()
}
SLOT = re.compile(r"\{(\w+)\}")
DIGITS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """A number below a thousand in Chinese numerals."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    printed = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        printed += "十" if number < 20 else f"{DIGITS[tens]}十"
    elif hundreds and ones:
        printed += "零"
    return printed + (DIGITS[ones] if ones else "")


def numeral(random: Random) -> str:
    """A whole number as newspapers print one: 698, 3,200, 1.26万, 四十, 数百."""
    form = random.random()
    if form < 0.4:
        return str(random.randint(2, 9999))
    if form < 0.5:
        return f"{random.randint(1000, 999999):,}"
    if form < 0.8:
        return f"{random.randint(11, 9999) / 10 ** random.randint(0, 2):g}万"
    if form < 0.97:
        return chinese(random.randint(2, 999))
    return random.choice(["数百", "上千", "数万", "百万"])


def quantity(random: Random, printed: str, unit: str) -> str:
    """A numeral and its unit, with or without a hedge: 超180亿元, 40余万元, 300家以上."""
    form = random.random()
    if form < 0.25:
        return random.choice(WORDS["lead"]) + printed + unit
    if form < 0.32:
        return printed + unit + random.choice(WORDS["trail"])
    if form < 0.42 and printed.isdecimal() and printed.endswith("0"):
        return printed + random.choice("多余") + unit
    return printed + unit


def money(random: Random) -> str:
    """An amount of money: 超180亿元, 3.5亿美元, 20万—80万元."""
    unit = random.choice(WORDS["currency"])
    if random.random() < 0.1:
        low = random.randint(2, 60)
        return f"{low}万{random.choice('—至到')}{low + random.randint(1, 40)}万{unit}"
    value = random.randint(11, 99999) / 10 ** random.randint(0, 2)
    return quantity(random, f"{value:g}{random.choice('万亿')}", unit)


def percent(random: Random) -> str:
    """A share or a growth: 18.5%, 近41%, 百分之七, 20%—30%, 三成."""
    form = random.random()
    if form < 0.08:
        return "百分之" + chinese(random.randint(2, 99))
    if form < 0.14:
        return random.choice("二三四五六七八九") + "成"
    if form < 0.2:
        low = random.randint(1, 60)
        return f"{low}%—{low + random.randint(1, 30)}%"
    return quantity(random, f"{random.randint(1, 999) / 10:g}", "%")


def date(random: Random) -> str:
    """A day, a month, a year, or the end of one: 2023年6月30日, 11月8日, 2024年底."""
    year, month, day = random.randint(1990, 2029), random.randint(1, 12), random.randint(1, 28)
    return random.choice(
        [
            f"{year}年{month}月{day}日",
            f"{year}年{month}月",
            f"{month}月{day}日",
            f"{year}年底",
            f"{year}年",
            f"{chinese(month)}月{chinese(day)}日",
        ]
    )


def period(random: Random) -> str:
    """A time something ran over: 2022年上半年, 今年前7个月, 2019—2023年, 十四五期间."""
    year, month = random.randint(1990, 2029), random.randint(1, 12)
    return random.choice(
        [
            f"{year}年上半年",
            f"{year}年第{random.choice('一二三四')}季度",
            f"今年前{month}个月",
            f"今年1—{month + 1}月",
            f"{year}—{year + random.randint(1, 5)}年",
            "“十四五”期间",
            f"{year}年全年",
        ]
    )


FIGURES: dict[str, Callable[[Random], str]] = {
    "money": money,
    "percent": percent,
    "date": date,
    "period": period,
    "count": lambda random: quantity(random, numeral(random), random.choice(WORDS["counter"])),
    "physical": lambda random: quantity(random, numeral(random), random.choice(WORDS["measure"])),
    "duration": lambda random: f"{random.randint(2, 40)}{random.choice(WORDS['span'])}",
    "points": lambda random: f"{random.randint(1, 99) / 10:g}个百分点",
    "times": lambda random: f"{random.randint(11, 99) / 10:g}倍",
    "ordinal": lambda random: random.choice(["排名第{}位", "居第{}名"]).format(
        random.choice([str(random.randint(1, 60)), chinese(random.randint(1, 60))])
    ),
    "name": lambda random: random.choice(
        ["5G", "“2+1+N”", "“一区六园”", "“1+3+5”", "4K", "“双百”"]
    ),
}


def sentence(random: Random) -> str:
    """One sentence, one in four or five of them with figures."""
    text = random.choice(TEMPLATES["figured" if random.random() < 0.23 else "plain"])

    def fill(slot: re.Match[str]) -> str:
        """What one slot prints this time."""
        name = slot[1]
        if name in FIGURES:
            return FIGURES[name](random)
        return random.choice(WORDS[name])

    text = text.replace("{place}", PLACE).replace("{firm}", FIRM)
    return SLOT.sub(fill, text)


def article(seed: int) -> str:
    """About a thousand characters in paragraphs."""
    random = Random(seed)
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < 950:
        paragraphs.append("".join(sentence(random) for _ in range(random.randint(2, 5))))
    return "\n".join(paragraphs)


def articles(characters: int) -> Iterator[str]:
    """Different articles, until together they have so many characters; the last one is cut."""
    seed = 0
    while characters > 0:
        text = article(seed)[:characters]
        yield text
        characters -= len(text)
        seed += 1

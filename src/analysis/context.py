"""The words around a printed figure: the whole of a share, the direction of a change, the noun.

Each is what the sentence prints right beside the figure, or empty: nothing is inferred.
"""

import re

_CLAUSE = "，。；、,;:：\n"

# 占全省总数的41%: what stands between 占 and the share, less the words that lead to the number.
_BASE = re.compile(
    f"占(?!比)(?P<base>[^占{_CLAUSE}]{{1,18}}?)的?(?:比重|比例|份额|比率)?"
    "(?:的|为|达到?|超|约|近|已|高达|是|提高到|上升到|降至)*$"
)
# 全省近41%的企业: a share of what is named after it, in the place named before.
_PLACE = re.compile("(?P<base>全[省国市县区球州]|全世界)$")
_UP = (
    "增长|增加|提高|上升|提升|扩大|上涨|增幅|涨幅|增速|同比增|环比增|回升|攀升|激增|上浮|上调|走高|提速|"
    "增|涨|升|翻"
)
_DOWN = (
    "下降|减少|降低|下滑|回落|下跌|缩减|缩短|降幅|跌幅|减幅|压减|萎缩|收窄|缩小|下浮|下调|走低|"
    "减|降|跌"
)
_TURN = re.compile(
    f"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))"
    "(?:了|达到?|约?为|幅度?为?|近|约|率为?|超过?|逾|高达|比例为)*$"
)
# Words that end a noun which follows its number: 19家企业代表围绕 counts 企业.
_NOUN_ENDS = (
    "的|和|与|及|等|在|是|已|为|将|被|把|对|向|从|到|获|入选|参|进|开展|代表|共|提|通过|实现|完成|"
    "用于|投入|正|成功|其中|同比|比上|围绕|支持|组成|列入|落户|签约|建成|开工|投产"
)
_NOUN_AFTER = re.compile(
    "(?:以上)?的?(?P<noun>(?!的)[一-鿿A-Za-z“”·]{2,16}?)(?=[^一-鿿A-Za-z“”·]|$|" + _NOUN_ENDS + ")"
)
# Words after which a noun begins whose number follows: 共有高新技术企业698家. The last one counts.
_NOUN_STARTS = (
    "设立|拥有|建有|设有|现有|建成|新增|引进|培育|集聚|入驻|累计|完成|实现|获得|取得|投入|推荐|入库|"
    "全[省国市县区]|有(?![限效关机色])|达|共(?![享同建])|年(?!度|均|产|轻)|月|底|和(?![平谐])|的|内"
)
_NOUN_BEFORE = re.compile(
    f"(?s:.*)(?:{_NOUN_STARTS}|[{_CLAUSE}“”]|^)(?P<noun>[一-鿿A-Za-z0-9]{{2,14}}?)"
    "(?:总数|数量|数)?(?:共有?|达到?|为|约|近|超过?|已达|分别为|共计|合计|累计|增至)?$"
)


# Verbs and leftovers that no noun begins or ends with.
_NO_NOUN = re.compile(
    "(?:增加|减少|提高|上升|下降|由|将|只有|共计|约合|合计|组成|不等|为止|其中|就|量为|间|比|占|每|较|是|"
    "大关|已建成|净增|跌至|量达|地区有).*"
    "|.*(?:由|将|至|降|升|增加|减少|提高|增长|提升|就占|为|突破|净增|没有|不足|[0-9].*)"
)


def base_of(text: str, start: int) -> str:
    """Return the printed whole of the share that begins at `start`.

    >>> base_of("企业占全省总数的41%", 8), base_of("聚集了全省近41%的企业", 5)
    ('全省总数', '全省')
    """
    behind = text[max(0, start - 28) : start]
    match = _BASE.search(behind) or _PLACE.search(behind)
    return match["base"] if match else ""


# The characters such words can end with.
_TURN_ENDS = frozenset(
    {*(word[-1] for word in f"{_UP}|{_DOWN}".split("|")), *"了达到为度近约率超过逾例"}
)


def direction_of(text: str, start: int) -> str:
    """Return up or down where a verb right before the figure says so.

    >>> direction_of("同比下降6.5%", 4), direction_of("达到6.5%", 2)
    ('down', '')
    """
    if text[start - 1 : start] not in _TURN_ENDS:
        return ""
    match = _TURN.search(text[max(0, start - 8) : start])
    if match is None:
        return ""
    return "up" if match["up"] else "down"


def noun_of(text: str, start: int, end: int) -> str:
    """Return what is counted: the words after the figure, or those before one that ends its clause.

    >>> noun_of("有19家企业代表参加", 1, 4), noun_of("园区共有高新技术企业698家,", 10, 14)
    ('企业', '高新技术企业')
    """
    after = _NOUN_AFTER.match(text, end, end + 24)
    if after:
        return _unless_verb(after["noun"])
    if text[end : end + 1].strip() not in {*_CLAUSE, "", "）", ")", "”"}:
        return ""
    before = _NOUN_BEFORE.match(text[max(0, start - 22) : start])
    return _unless_verb(before["noun"]) if before else ""


def _unless_verb(noun: str) -> str:
    return "" if _NO_NOUN.fullmatch(noun) else noun

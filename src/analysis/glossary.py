"""The glossary: what each indicator counts, each hedge allows, and each word of the reports means.

Names and definitions of indicators come from the registers. What is explained here are the code's
own words, which mean the same in every study.
"""

from collections.abc import Sequence

from IPython.display import HTML
from markupsafe import Markup, escape

from .bounds import READINGS
from .views import Report
from .wording import say_number

# What a hedge allows: in Chinese and English, under the strict and the conventional reading.
ALLOWED = {
    "exact": (
        ("就是印出的数", "同左；百分比是四舍五入到印出的末位的"),
        ("the number printed", "the same; a percentage was rounded to its last printed digit"),
    ),
    "more_than": (
        (
            "大于印出的数，没有上界；数目后的“余”“多”，到末位非零数字加一为止",
            "大于印出的数，大出不超过通行宽度；“余”“多”同左",
        ),
        (
            (
                "more than printed, with no upper end; 余 or 多 after the numeral: less than with "
                "the last non-zero digit one higher"
            ),
            "more than printed, by no more than the conventional width; 余 and 多: the same",
        ),
    ),
    "at_least": (
        ("印出的数或更大，没有上界", "同左：这是规则或界限，不是估计"),
        (
            "the number printed or more, with no upper end",
            "the same: it is a rule or a limit and no estimate",
        ),
    ),
    "at_most": (
        ("印出的数或更小；“不到”“不足”等不含印出的数", "同左：这是规则或界限，不是估计"),
        (
            "the number printed or less; 不到, 不足 and the like leave the number itself out",
            "the same: it is a rule or a limit and no estimate",
        ),
    ),
    "nearly": (
        ("小于印出的数，差多少没有说", "小于印出的数，相差不超过通行宽度"),
        (
            "less than printed; by how much is not said",
            "less than printed, by no more than the conventional width",
        ),
    ),
    "approx": (
        ("没有说明宽度，什么数都容得下", "与印出的数相差不超过通行宽度"),
        (
            "no width is said, so any number fits",
            "within the conventional width of the number printed",
        ),
    ),
    "range": (
        ("印出的两端之间，含两端", "同左"),
        ("between the ends printed, both included", "the same"),
    ),
}

# Vocabulary and code -> what it means, in Chinese and English.
MEANINGS = {
    ("measure", "level"): (
        "某一时点有多少，或一段期间里共有多少",
        "how much there is at a date, or in all over a period",
    ),
    ("measure", "increment"): (
        "比先前多出多少，以数量计",
        "how much more than before, as a quantity",
    ),
    ("measure", "growth"): (
        "比先前增加的部分占先前的比例",
        "how much more than before, as a percentage of what was there before",
    ),
    ("measure", "decline"): (
        "比先前减少的部分占先前的比例",
        "how much less than before, as a percentage of what was there before",
    ),
    ("measure", "share"): (
        "部分占整体的比例；整体是什么，写在旁边",
        "what part of a whole; the whole is named beside it",
    ),
    ("measure", "rank"): (
        "在排名里的位置；同谁排，写在旁边",
        "the place in an order; among whom, is said beside it",
    ),
    ("status", "reached"): ("文章说已经做到的", "said to have come about"),
    ("status", "under_way"): ("正在做，还没有做完", "begun and not yet finished"),
    ("status", "planned"): (
        "目标、计划、力争做到的；不是成果",
        "a target, a plan, what is striven for; no result",
    ),
    ("status", "capacity"): ("能做多少，不是做了多少", "how much can be made, not how much was"),
    ("status", "ceiling"): (
        "规则容许的最高数，不是实际给出的数",
        "the most that a rule allows, not what was given",
    ),
    ("time", "now"): (
        "文章写“目前”一类的话，时点按出版日期算",
        "the article says “now” or the like; the date is that of publication",
    ),
    ("time", "unstated"): (
        "文章没有写时间，我们也不替它补",
        "the article gives no date, and we add none",
    ),
    ("nature", "stock"): (
        "存在某一时点的数量，如企业家数",
        "what there is at a date, as the number of firms",
    ),
    ("nature", "flow"): (
        "一段期间里发生的数量，如产值",
        "what comes about over a period, as output",
    ),
    ("comparison", "comparable"): (
        "说的是同一种事，可以比大小",
        "they speak of the same sort of thing and may be ordered",
    ),
    ("comparison", "caveat"): (
        "可以比，但须记住写明的保留",
        "may be ordered, if what is noted is borne in mind",
    ),
    ("comparison", "not_comparable"): (
        "并排看会误导人；理由逐条写明",
        "side by side they would mislead; each reason is given",
    ),
    ("verdict", "consistent"): (
        "有数能同时满足印出的这些话",
        "some number satisfies all of the printed words together",
    ),
    ("verdict", "impossible"): (
        "没有任何数能同时满足印出的这些话；哪个数字错了，并不知道",
        "no number satisfies all of the printed words together; which figure is wrong is not known",
    ),
    ("verdict", "undecidable"): (
        "印出的话太宽，或没有可对照的数，什么都容得下；不是相符",
        "the words are so wide, or so alone, that anything fits; that is no agreement",
    ),
}


def indicator_table(report: Report) -> HTML:
    """Show every indicator: what it counts, in which unit, and how many figures speak of it."""
    order = report.codes("family")
    rows = [row for row in report.rows("labels") if row["vocabulary"] == "indicator"]
    rows.sort(key=lambda row: order.index(row["family"]))  # Within a family as registered.
    seen = set(report.tables["observations"]["indicator"])
    pick = report.pick
    return report.table(
        pick(zh="指标", en="Indicators"),
        [
            {
                pick(zh="指标", en="indicator"): row[report.lang],
                pick(zh="计什么", en="what it counts"): row[f"definition_{report.lang}"],
                pick(zh="类别", en="family"): report.label("family", row["family"]),
                pick(zh="单位", en="unit"): units(report, row["unit"].split()),
                pick(zh="存量或流量", en="stock or flow"): report.label("nature", row["nature"]),
                pick(zh="数字", en="figures"): report.count(f"observations?indicator={row['code']}")
                if row["code"] in seen
                else report.silence,
            }
            for row in rows
        ],
        download="indicators",
    )


def units(report: Report, units: Sequence[str]) -> Markup:
    """Return the units of an indicator; for the measure words of Chinese, English has none."""
    if report.lang == "zh":
        return report.listing(units)
    # A number and its unit are said together; what is left beside the number is the unit.
    said = (say_number(2, unit, report.lang).removeprefix("2").strip() for unit in units)
    return report.listing(dict.fromkeys(unit or "number" for unit in said))


def hedge_table(report: Report) -> HTML:
    """Show what each hedge allows under both readings."""
    pick = report.pick
    hedges = report.codes("hedge")
    return report.table(
        pick(zh="各种限定容许什么数", en="What each hedge allows"),
        [
            {pick(zh="限定", en="hedge"): report.label("hedge", hedge)}
            | dict(zip(map(report.word, READINGS), rules(report, hedge), strict=True))
            | {pick(zh="数字", en="figures"): report.count(f"mentions?hedge={hedge}")}
            for hedge in hedges
        ],
        download="hedges",
    )


def rules(report: Report, hedge: str) -> tuple[str, str]:
    """Return what a hedge allows under each reading."""
    return ALLOWED[hedge][report.lang == "en"]


def hedge_words(report: Report) -> dict[str, str]:
    """Return each hedge word that is printed, with the first figure that bears it."""
    order = report.codes("hedge")
    bearing = [row for row in report.rows("mentions") if row["hedge_word"]]
    found: dict[str, str] = {}
    for row in sorted(bearing, key=lambda row: order.index(row["hedge"])):
        found.setdefault(row["hedge_word"], row["id"])
    return found


def hedge_word_table(report: Report) -> HTML:
    """Show every hedge word that is printed, with a figure that bears it and what it allows."""
    pick = report.pick
    return report.table(
        pick(zh="印出的限定词", en="Hedges as printed"),
        [
            {
                pick(zh="印出的词", en="word"): chinese(report, word),
                pick(zh="限定", en="hedge"): report.label(
                    "hedge", report.row("mentions", id_)["hedge"]
                ),
                pick(zh="举例", en="for example"): report.cite(id_),
            }
            | {report.word(reading): allowed(report, id_, reading) for reading in READINGS}
            | {pick(zh="数字", en="figures"): report.count(f"mentions?hedge_word={word}")}
            for word, id_ in hedge_words(report).items()
        ],
        download="hedge-words",
    )


def allowed(report: Report, id_: str, reading: str) -> Markup:
    """Return what a figure allows under a reading: in words where it is an observation."""
    if id_ in report.tables["observations"].index:
        return report.allows(id_, reading)
    return report.spans(id_, reading)


def chinese(report: Report, word: str) -> Markup:
    """Return a Chinese word as such, wherever it stands."""
    marked = Markup('<span lang="zh-Hans">{}</span>')
    return escape(word) if report.lang == "zh" else marked.format(word)


def term_table(report: Report, caption: str, vocabulary: str, counted: str) -> HTML | None:
    """Show the words of a vocabulary: what each means, how often it is used, and an example.

    Nothing is shown where none is used and none explained.
    `counted` is a query that lacks only its value, such as `observations?status=`. A word that is
    not explained here is shown where it is used; its name says what it means.
    """
    users = users_of(report, counted)
    codes = [c for c in report.codes(vocabulary) if c in users or (vocabulary, c) in MEANINGS]
    if not codes:
        return None
    pick = report.pick
    return report.table(
        caption,
        [
            {
                pick(zh="说法", en="word"): report.label(vocabulary, code),
                pick(zh="意思", en="meaning"): meaning(report, vocabulary, code),
                pick(zh="次数", en="times used"): report.count(f"{counted}{code}"),
                pick(zh="举例", en="for example"): example(report, users.get(code, [])),
            }
            for code in codes
        ],
        download=vocabulary,
    )


def users_of(report: Report, counted: str) -> dict[str, list[str]]:
    """Return the rows that use each code of a column, which may hold several parted by spaces."""
    table, _, column = counted.rstrip("=~").partition("?")
    found: dict[str, list[str]] = {}
    for row in report.rows(table):
        for code in row[column].split():
            found.setdefault(code, []).append(row["id"])
    return found


def meaning(report: Report, vocabulary: str, code: str) -> str:
    """Return what a word means; empty where its name says it all."""
    return MEANINGS.get((vocabulary, code), ("", ""))[report.lang == "en"]


def example(report: Report, users: Sequence[str]) -> Markup | str:
    """Return the first figure that bears a word, with what it speaks of; empty where none does."""
    first = next((id_ for id_ in users if id_ in report.tables["mentions"].index), None)
    if first is None:
        return ""
    if first in report.tables["observations"].index:
        what = report.speaks_of(report.row("observations", first))
    else:
        what = report.row("refusals", first)[f"note_{report.lang}"]
    return Markup(report.pick(zh="，", en=" – ")).join(filter(None, [report.cite(first), what]))

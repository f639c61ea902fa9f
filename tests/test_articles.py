"""Articles: where a text is split, and what is read off the head of each."""

import pytest

from analysis.articles import lines_of, split_articles, zone_of
from analysis.pages import Article

from .made_up import made_up_registers

SIGNED = """## 东岭园区扩建
## 大家都来看

◎本报记者 张三 通讯员 李四

东岭园区今年开工,工人很多。

## 小标题

说了什么。

西川园区的一天
科技怎样进厂

◎王五 本报记者
赵六

西川园区开门了。
"""


def split(text: str) -> list[Article]:
    """The articles of a text, under the registers made up."""
    return split_articles(text, made_up_registers())


def test_a_byline_and_the_lines_above_it_begin_an_article() -> None:
    """An article reaches from its headline to the next headline."""
    first, second = split(SIGNED)
    assert first.headline == ["东岭园区扩建", "大家都来看"]
    assert first.byline == "◎本报记者 张三 通讯员 李四"
    assert first.subheads == ["小标题"]
    assert first.paragraphs == (1, 6)
    assert second.headline == ["西川园区的一天", "科技怎样进厂"]
    assert second.paragraphs == (7, 11)
    assert [article.zone for article in (first, second)] == ["east", "west"]
    assert [article.id for article in (first, second)] == ["east", "west"]


@pytest.mark.parametrize(
    ("line", "byline", "names"),
    [
        pytest.param("◎本报记者 张三", "◎本报记者 张三", ["张三 reporter"], id="a line of its own"),
        pytest.param("◎钱七 本报记者 张三", "◎钱七 本报记者 张三", ["钱七 correspondent", "张三 reporter"], id="a name before every title"),
        pytest.param("本报记者 张三 李四", "本报记者 张三 李四", ["张三 reporter", "李四 reporter"], id="two names"),
        pytest.param("岭川报(钱七 记者张三)近日,园区开门。", "岭川报(钱七 记者张三)", ["钱七 correspondent", "张三 reporter"], id="in brackets at the head of a paragraph"),
        pytest.param("本报讯(记者 张三)近日,园区开门。", "本报讯(记者 张三)", ["张三 reporter"], id="after a dateline"),
        pytest.param("本报讯 近日,园区开门,来了很多人,大家都很高兴,都说好。", "", [], id="a sentence that only opens like one"),
        pytest.param("记者近日走访园区。", "", [], id="a reporter who visits"),
    ],
)  # fmt: skip
def test_a_byline_is_read(line: str, byline: str, names: list[str]) -> None:
    """A byline is a short line, or what opens a paragraph; each name has its title."""
    [article] = split(f"东岭园区扩建\n{line}\n正文在此,一句话。\n")
    assert article.byline == byline
    assert [f"{credit.who} {credit.role}" for credit in article.credits] == names


def test_a_byline_may_run_over_lines() -> None:
    """Two lines of one byline begin one article and are joined by a space."""
    [article] = split("东岭园区扩建\n◎本报记者 张三\n◎通讯员 李四\n正文在此,一句话。\n")
    assert article.byline == "◎本报记者 张三 ◎通讯员 李四"


def test_headlines_do_not_reach_above_the_byline_before() -> None:
    """Of two short articles, the second begins below the byline of the first."""
    first, second = split("◎本报记者 张三\n东岭园区扩建\n西川园区\n◎本报记者 李四\n正文。\n")
    assert (first.byline, first.paragraphs) == ("◎本报记者 张三", (1, 1))
    assert (second.headline, second.paragraphs) == (["东岭园区扩建", "西川园区"], (2, 5))


def test_headlines_without_bylines_begin_articles() -> None:
    """Where nobody signs, the highest Markdown headings part a text; lower ones are subheads."""
    articles = split("# 东岭园区\n正文一。\n## 小标题\n正文二。\n# 别处\n# 另一行\n正文三。\n")
    assert [article.headline for article in articles] == [["东岭园区"], ["别处", "另一行"]]
    assert [article.subheads for article in articles] == [["小标题"], []]
    assert [article.paragraphs for article in articles] == [(1, 4), (5, 7)]


def test_a_text_without_heads_is_one_article() -> None:
    """Where nothing shows an article, the whole text is one, and no line becomes a headline."""
    [article] = split("正文一,说到西川园区。\n\n正文二。")
    assert (article.headline, article.byline, article.paragraphs) == ([], "", (1, 2))
    assert article.zone == "west"


def test_what_stands_before_the_first_headline_is_kept() -> None:
    """The first article holds the lines before its headline, so that no figure there is lost."""
    [article] = split("这是刊头,一句长话。\n东岭园区扩建\n◎本报记者 张三\n正文。\n")
    assert article.headline == ["东岭园区扩建"]
    assert article.paragraphs == (1, 4)


@pytest.mark.parametrize(
    ("headline", "body", "zone"),
    [
        pytest.param(["东岭园区扩建"], ["西川园区,西川园区"], "east", id="the headline comes first"),
        pytest.param(["记事"], ["东岭园区和西川园区,再看西川园区"], "west", id="then what is named most"),
        pytest.param(["记事"], ["某地的园区"], "", id="a zone no register has"),
        pytest.param([], ["东岭园区"], "east", id="no headline"),
    ],
)  # fmt: skip
def test_an_article_speaks_of_a_zone(headline: list[str], body: list[str], zone: str) -> None:
    """The zone of an article is the one its headline names, else the one its text names most."""
    assert zone_of(headline, body, made_up_registers()) == zone


def test_articles_have_ids_of_their_own() -> None:
    """Two articles on one zone, and two on none that is known, are told apart by numbers."""
    text = "".join(f"# {name}\n正文。\n" for name in ("东岭园区", "东岭园区", "某地", "某处"))
    assert [article.id for article in split(text)] == ["east", "east_2", "article", "article_2"]


def test_paragraphs_are_counted_as_rows_count_them() -> None:
    """A line with nothing but spaces is no paragraph, whatever ends the lines."""
    assert [(line.number, line.words) for line in lines_of("一\r\n \r\n二\r\n")] == [
        (1, "一"),
        (2, "二"),
    ]

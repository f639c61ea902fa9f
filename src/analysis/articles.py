"""Articles: a text split where a byline follows a headline, or where Markdown heads a section.

    text ── lines ── bylines, or Markdown heads ── the headlines above ── articles

An article reaches from its headline to the next. A person mends what is wrong: a section header, a
caption at the end of the page, a credit.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from .pages import Article, Credit
from .registers import Registers
from .units import any_of

# A line longer than this, or with a full stop, is no headline and no byline of its own.
LONGEST_HEADLINE = 40
MOST_HEADLINES = 4
# A byline that opens a paragraph: 科技日报(记者某某), 本报讯(某某), 新华社某地10月8日电.
_OPENING = re.compile(
    r"[^。,，(（]{0,12}[(（][^()（）。]{1,40}[)）]|[^。,，]{2,20}电(?:[(（][^()（）。]{1,40}[)）])?"
)
_MARKDOWN = re.compile(r"\s*(#+)\s*")


@dataclass(frozen=True)
class Line:
    """A paragraph of the text: its number, its words, and the Markdown mark before them."""

    number: int
    words: str
    mark: str

    @property
    def short(self) -> bool:
        """Whether it may be a headline or a byline: short, and no sentence."""
        return len(self.words) <= LONGEST_HEADLINE and not re.search("[。；]", self.words)


@dataclass(frozen=True)
class Opening:
    """How an article begins: its headlines, its byline, and its first paragraph."""

    headlines: list[Line]
    byline: str
    first: int


def lines_of(text: str) -> list[Line]:
    r"""Return the paragraphs of a text: its non-blank lines, counted from 1.

    >>> [(line.number, line.words, line.mark) for line in lines_of("## 题\n\n 文。")]
    [(1, '题', '##'), (2, '文。', '')]
    """
    printed = [line for line in text.split("\n") if line.strip()]
    marks = [_MARKDOWN.match(line) for line in printed]
    return [
        Line(number, line[mark.end() if mark else 0 :].strip(), mark[1] if mark else "")
        for number, (line, mark) in enumerate(zip(printed, marks, strict=True), start=1)
    ]


def split_articles(text: str, registers: Registers) -> list[Article]:
    """Return the articles of a text in order, each with its zone where that is known."""
    lines = lines_of(text)
    openings = list(_signed(lines, registers)) or list(_headed(lines)) or [Opening([], "", 1)]
    # What stands before the first headline belongs to the first article, so that nothing is lost.
    starts = [1, *(opening.first for opening in openings[1:])]
    ends = [*(start - 1 for start in starts[1:]), len(lines)]
    articles: list[Article] = []
    for opening, start, end in zip(openings, starts, ends, strict=True):
        headline = [line.words for line in opening.headlines]
        body = [line for line in lines[start - 1 : end] if line not in opening.headlines]
        zone = zone_of(headline, [line.words for line in body], registers)
        articles.append(
            Article(
                id=_article_id(zone, [article.id for article in articles]),
                zone=zone,
                headline=headline,
                headline_en="",
                subheads=[line.words for line in body if line.mark],
                byline=opening.byline,
                credits=list(_credits(opening.byline, registers)),
                paragraphs=(start, end),
                captions=[],
            )
        )
    return articles


def _signed(lines: Sequence[Line], registers: Registers) -> Iterator[Opening]:
    """Yield an opening for each byline, which may run over several lines."""
    opens = tuple(registers.cued("byline"))
    bylines = [_byline(line) if line.words.startswith(opens) else "" for line in lines]
    following = 0
    for place, byline in enumerate(bylines):
        if byline and not (place and bylines[place - 1]):
            headlines = _above(lines[following:place])
            following = next((n for n in range(place, len(lines)) if not bylines[n]), len(lines))
            first = headlines[0].number if headlines else lines[place].number
            yield Opening(headlines, " ".join(bylines[place:following]), first)


def _byline(line: Line) -> str:
    """Return the byline a line is or opens with; empty where it is a sentence like another."""
    if line.short:
        return line.words
    opening = _OPENING.match(line.words)
    return opening[0] if opening else ""


def _above(lines: Sequence[Line]) -> list[Line]:
    """Return the headlines that end the lines, all with Markdown marks or all without."""
    found: list[Line] = []
    for line in reversed(lines[-MOST_HEADLINES:]):
        if not line.short or (found and bool(line.mark) != bool(found[-1].mark)):
            break
        found.append(line)
    return found[::-1]


def _headed(lines: Sequence[Line]) -> Iterator[Opening]:
    """Yield an opening for each run of lines with the highest Markdown mark."""
    highest = min((line.mark for line in lines if line.mark), key=len, default="")
    for place, line in enumerate(lines):
        if highest and line.mark == highest and (not place or lines[place - 1].mark != highest):
            rest = lines[place:]
            run = next((n for n, one in enumerate(rest) if one.mark != highest), len(rest))
            yield Opening(list(rest[:run]), "", line.number)


def zone_of(headline: Sequence[str], body: Sequence[str], registers: Registers) -> str:
    """Return the zone an article speaks of: by its headline first, then by what it names most."""
    whole = {alias: str(id_) for id_, row in registers.zones.iterrows() for alias in _names(row)}
    short = {str(row["short_zh"]): str(id_) for id_, row in registers.zones.iterrows()}
    for words, names in ((headline, whole), (headline, short), (body, whole)):
        found = re.findall(any_of(names), "\n".join(words)) if names else []
        if found:
            return Counter(names[name] for name in found).most_common(1)[0][0]
    return ""


def _names(row: pd.Series) -> list[str]:
    return [str(row["zh"]), *str(row["aliases"]).split()]


def _article_id(zone: str, taken: Sequence[str]) -> str:
    """Return an id not taken: the zone's or, where none is known, article; else with a number."""
    name = zone or "article"
    numbers = (f"{name}_{number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(id_ for id_ in numbers if id_ not in taken)


def _credits(byline: str, registers: Registers) -> Iterator[Credit]:
    """Yield who a byline names; a name before every title is a correspondent's."""
    titles = registers.cued("credit")
    opens = registers.cued("byline").keys() - titles.keys()
    if not (titles and opens):
        return
    names = re.sub(any_of(opens), " ", byline)
    role = "correspondent"
    for word in filter(None, re.split(rf"({any_of(titles)})|[\s(（)）、]+", names)):
        role = titles.get(word, role)
        if word not in titles and re.fullmatch("[一-鿿]{2,4}", word):
            yield Credit(who=word, role=role)

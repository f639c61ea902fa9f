"""No orphan numbers: every numeral of a report is tied to where it can be worked out again.

Looked at is all that a reader can read: text, title, description, labels, and the words of charts.
A numeral is fine within words that are tied (see ties.py) and say what their tie says, within a
whole cell of the tables that is a name or a text of our own, and within a phrase of STRUCTURAL.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser

from .mentions import find_mentions
from .ties import Tables, figure_in_words, mention_of_anchor, row_of, say_tie
from .wording import say_date, sentence_case

# Phrases of prose whose numeral counts what the phrase itself names, each with the reason.
STRUCTURAL = {
    "SIL Open Font License 1.1": "the version is part of the licence's name",
    "SIL 开放字体许可证 1.1": "the version is part of the licence's name",
    "数值的十分之一": "the width that the conventional reading documents, in figures.py",
}
# Table -> its columns that are names or texts, numerals and all.
NAMES = {
    "labels": "zh en definition_zh definition_en",
    "facts": "printed en role_zh role_en",
    "observations": "note_zh note_en",
    "times": "note_zh note_en",
    "refusals": "note_zh note_en",
    "comparisons": "note_zh note_en",
    "articles": "headline_zh headline_en byline paper_zh paper_en basis_zh basis_en",
}
NUMBER_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety dozens? "
    "hundreds? thousands? millions? billions? trillions? half twice thrice"
).split()
_IN_ENGLISH = re.compile(rf"\b(?:{'|'.join(NUMBER_WORDS)})\b", re.IGNORECASE)
# A run of digits with what may stand within a number.
_DIGITS = re.compile(r"\d(?:[\d.,]*\d)?")

# What holds no words of the report, by tag and class; anything else is read.
SKIPPED = {
    ("style", ""): "how it looks",
    ("script", ""): "none is allowed",
    ("math", ""): "formulas, which speak of letters",
    ("details", "code"): "the code that made a cell",
    ("details", "receipt"): "hashes and versions",
    ("p", "cite"): "the version of this project",
    ("footer dl", ""): "the parameters",
    ("p", "download"): "links to the data, which holds what is shown",
}
INLINE = set("a abbr b bdi br cite code data em i q small span strong sub sup time u wbr".split())
VOID = set("area base br col embed hr img input link meta source track wbr".split())
# Attributes that are read out or shown.
SPOKEN = ("alt", "title", "aria-label", "aria-description", "placeholder")
# Stands for words that are accounted for.
GONE = "\ufffc"


def find_orphans(html: str, tables: Tables) -> list[str]:
    """Return one line for every numeral of a report that is not tied, and every tie that lies."""
    page = _Page(tables)
    page.feed(html)
    page.close()
    page.end_segment()
    return page.problems


def numerals(text: str, lang: str) -> list[str]:
    """Return every numeral of a text, digits of any script and number words alike.

    >>> numerals("698 firms, two of them in ٣ parks", "en"), numerals("有十二家，也有5G", "zh")
    (['698', 'two', '٣'], ['十二家', '5'])
    """
    found = [(match.start(), match[0]) for match in _DIGITS.finditer(text)]
    # Digits of other kinds, as Ⅳ, ② and ½; Chinese numerals are letters.
    found += [
        (at, character)
        for at, character in enumerate(text)
        if unicodedata.category(character) in {"Nl", "No"}
    ]
    if lang == "en":
        found += [(match.start(), match[0]) for match in _IN_ENGLISH.finditer(text)]
    else:
        found += [
            (one.start, one.text) for one in find_mentions(text) if not _DIGITS.search(one.text)
        ]
    return [words for _, words in sorted(found)]


@dataclass
class _Capture:
    """Words within an element that ties them."""

    tag: str
    tie: str
    title: str = ""
    words: list[str] = field(default_factory=list)


@dataclass
class _Drawing:
    """The words of a chart."""

    ties: list[tuple[str, str]]
    said: list[tuple[str, str]] = field(default_factory=list)  # tag and words


class _Page(HTMLParser):
    """A report while it is read."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(convert_charrefs=True)
        self.tables = tables
        self.problems: list[str] = []
        self.names = _names(tables)
        self._open: list[tuple[str, bool, str]] = []  # tag, whether it is skipped, language
        self._segment: list[str] = []
        self._captures: list[_Capture] = []
        self._drawing: _Drawing | None = None
        self._tied: set[str] = set()  # Words whose ties were found right.

    @property
    def _lang(self) -> str:
        return self._open[-1][2] if self._open else "zh"

    @property
    def _is_skipped(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element: a segment of words, a tie, a chart, or what is not read."""
        if tag not in INLINE:
            self.end_segment()
        said = {name: value or "" for name, value in attrs}
        lang = said.get("lang", self._lang).partition("-")[0]
        skipped = self._is_skipped or self._is_no_text(tag, said.get("class", "").split())
        if not skipped:
            self._read_attributes(tag, said, lang)
        if tag in VOID:
            if tag == "br" and not skipped:
                self.handle_data(" ")
            return
        self._open.append((tag, skipped, lang))
        if skipped:
            return
        if tag == "svg":
            ties = [(words, tie) for words, tie in json.loads(said.get("data-ties", "[]"))]
            self._drawing = _Drawing(ties)
        elif self._drawing and tag in {"title", "desc", "text"}:
            self._drawing.said.append((tag, ""))
        elif tag == "data":
            self._captures.append(_Capture(tag, said.get("value", "")))
        elif tag == "a" and "fig" in said.get("class", "").split():
            self._captures.append(_Capture(tag, said.get("href", ""), said.get("title", "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read the attributes of an element without content."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and check what it held."""
        if tag not in (one for one, _, _ in self._open):
            return
        while self._open:
            closed, skipped, _ = self._open[-1]
            if not skipped:
                self._close(closed)
            self._open.pop()
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        """Keep words for the element they stand in."""
        if self._is_skipped:
            return
        if self._drawing:
            if self._drawing.said and self._open[-1][0] in {"title", "desc", "text", "tspan"}:
                tag, words = self._drawing.said[-1]
                self._drawing.said[-1] = (tag, words + data)
        elif self._captures:
            for capture in self._captures:
                capture.words.append(data)
        else:
            self._segment.append(data)

    def end_segment(self) -> None:
        """Check the words since the last block began."""
        text, self._segment = _one_line("".join(self._segment)), []
        self._check(text, self._lang)

    def _is_no_text(self, tag: str, classes: Sequence[str]) -> bool:
        within = {one for one, _, _ in self._open}
        return any(
            tag == where[-1] and (not css or css in classes) and within.issuperset(where[:-1])
            for where, css in ((where.split(), css) for where, css in SKIPPED)
        )

    def _read_attributes(self, tag: str, said: dict[str, str], lang: str) -> None:
        is_figure = tag == "a" and "fig" in said.get("class", "").split()
        for name in SPOKEN:
            if name in said and not (is_figure and name == "title"):
                # An attribute cannot hold a tie; it may repeat words that are tied before it.
                self._check(_without(_one_line(said[name]), self._tied), lang, f"{tag} {name}")
        if tag == "meta" and said.get("name") != "viewport":
            self._check(said.get("content", ""), lang, "meta")

    def _close(self, tag: str) -> None:
        if tag == "svg" and self._drawing:
            drawing, self._drawing = self._drawing, None
            self._check_drawing(drawing)
        elif self._captures and self._captures[-1].tag == tag:
            self._end_capture(self._captures.pop())
        elif tag not in INLINE and not self._drawing:
            self.end_segment()

    def _end_capture(self, capture: _Capture) -> None:
        words = _one_line("".join(capture.words))
        self._verify(words, capture.tie)
        if capture.title:
            id_ = mention_of_anchor(self.tables, capture.tie[1:])
            if capture.title != self.tables["mentions"].at[id_, "printed"]:
                self.problems.append(f"title 「{capture.title}」 is not what {id_} prints")
        if not self._captures:
            self._segment.append(GONE)

    def _verify(self, words: str, tie: str) -> None:
        try:
            allowed = _words_of(self.tables, tie, self._lang)
        except (ValueError, LookupError) as error:
            self.problems.append(f"「{words}」 is tied to nothing: {error}")
            return
        if words not in allowed:
            self.problems.append(f"「{words}」 is not what its tie says: {tie} is 「{allowed[0]}」")
        self._tied.add(words)

    def _check(self, text: str, lang: str, where: str = "") -> None:
        """Note every numeral of a text that no name and no phrase of STRUCTURAL holds."""
        if not text:
            return
        left = self.names.sub(GONE, text)
        for numeral in numerals(left, lang):
            at = left.find(numeral)
            context = left[max(at - 30, 0) : at + len(numeral) + 30]
            place = f"{where}: " if where else ""
            self.problems.append(f"{place}「{numeral}」 is not tied, in 「{context}」")

    def _check_drawing(self, drawing: _Drawing) -> None:
        """Check the ties of a chart, and that they account for every numeral in its words."""
        scale = {words for words, tie in drawing.ties if tie == "scale"}
        tied = {words for words, tie in drawing.ties if tie != "scale"}
        for words, tie in drawing.ties:
            if tie != "scale":
                self._verify(words, tie)
        # A number of the scale stands alone; what the chart says of its matter may not use it.
        drawn = [words for tag, words in drawing.said if tag == "text" and words not in scale]
        told = [words for tag, words in drawing.said if tag != "text"]
        # Words may run over several lines, which follow each other.
        for where, text in (("chart", "\n".join(drawn)), *(("chart", words) for words in told)):
            left = _without(self.names.sub(GONE, text), tied)
            for line in left.split("\n") if where == "chart" else [left]:
                self._check(_one_line(line), self._lang, where)


def _words_of(tables: Tables, tie: str, lang: str) -> list[str]:
    """Return the words that a tie may stand for; of a printed figure also its words and dates."""
    if not tie.startswith("#"):
        return [_one_line(say_tie(tables, tie, lang))]
    id_ = mention_of_anchor(tables, tie[1:])
    mention = row_of(tables, "mentions", id_)
    dates = [mention["date"]]
    for table, column in (("observations", "time"), ("facts", "dated_by")):
        rows = tables[table]
        dates += list(rows.loc[rows[column] == id_, "date"])
    words = [figure_in_words(tables, id_, lang), mention["printed"]]
    return [_one_line(one) for one in (*words, *(say_date(date, lang) for date in dates)) if one]


def _names(tables: Tables) -> re.Pattern[str]:
    """Return what finds the names and texts that hold a numeral, the longest first."""
    found = {*STRUCTURAL}
    for table, columns in NAMES.items():
        for column in set(columns.split()) & set(tables[table].columns):
            for cell in map(_one_line, tables[table][column].unique()):
                seen = [*numerals(cell, "zh"), *numerals(cell, "en")]
                if seen and cell not in seen:  # A number alone is no name.
                    found |= {cell, sentence_case(cell)}
    return _any_of(found)


def _without(text: str, tied: Iterable[str]) -> str:
    """Return a text whose tied words are gone, though they may run over lines."""
    return _any_of(tied).sub(GONE, text)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds the longest of some words, however its lines were broken.

    No number is found within a longer one.
    """
    longest = sorted(filter(None, words), key=lambda one: (-len(one), one))
    return re.compile("|".join(map(partial(_broken), longest)) or r"(?!)")


def _broken(words: str) -> str:
    pieces = [r"\s*".join(map(re.escape, part)) for part in words.split()]
    before = r"(?<![\d.,])" if words[0].isdigit() else ""
    after = r"(?!\d|[.,]\d)" if words[-1].isdigit() else ""
    return before + r"\s*".join(pieces) + after


def _one_line(text: str) -> str:
    return " ".join(text.split())

"""No orphan numbers: every numeral of a report is tied to where it can be worked out again.

Looked at is all that a reader can read: text, title, description, labels, and the words of charts.
A numeral is fine within words that are tied (see ties.py) and say what their tie says, within a
whole cell of the tables that is a name or a text of our own, and within a phrase of STRUCTURAL.
What would show words that cannot be read here, as a script does, is reported itself.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from .mentions import find_mentions
from .notes import NotedParser
from .numerals import DIGITS
from .ties import Tables, figure_in_words, mention_of_anchor, parse_tie, row_of, say_tie
from .wording import say_date, sentence_case

# Phrases of prose whose numeral counts what the phrase itself names, each with the reason.
STRUCTURAL = {
    "SIL Open Font License 1.1": "the version is part of the licence's name",
    "SIL 开放字体许可证 1.1": "the version is part of the licence's name",
    "数值的十分之一": "the width that the conventional reading documents, in figures.py",
    "last non-zero digit": "what is not zero is a digit, of any figure",
    "not zero": "zero is what silence does not mean",
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
    "hundreds? thousands? millions? billions? trillions? half thirds? quarters? "
    "zero twice thrice doubled? tripled? triple"
).split()
_IN_ENGLISH = re.compile(
    rf"(?<![a-z_])(?:{'|'.join(NUMBER_WORDS)})(?![a-z_])", re.IGNORECASE | re.ASCII
)
# A run of digits with what may stand within a number.
_DIGITS = re.compile(r"\d(?:[\d.,]*\d)?")

# What holds no words of the report, by tag and class; anything else is read.
SKIPPED = {
    ("style", ""): "how it looks",
    ("script", ""): "it sorts and saves tables; the policy of a page lets no other run",
    ("math", ""): "formulas, which speak of letters",
    ("details", "code"): "the code that made a cell",
    ("details", "receipt"): "hashes and versions",
    ("p", "cite"): "the version of this project",
    ("footer dl", ""): "the parameters",
    ("table code", ""): "the id or the query by which a number can be asked for",
    ("small", "rows"): "the numbers of notes",
    ("p", "rows"): "the numbers of notes, for paper",
    ("p", "download"): "links to the data, which holds what is shown",
}
INLINE = set("a abbr b bdi br cite code data em i q small span strong sub sup time u wbr".split())
VOID = set("area base br col embed hr img input link meta source track wbr".split())
# Elements that a page may leave open, as HTML closes them itself.
CLOSED_BY_ITSELF = set("html head body p li dt dd thead tbody tfoot tr td th option".split())
# What ends a paragraph that is open.
ENDS_PARAGRAPH = set(
    "address article aside blockquote details div dl fieldset figure footer form header h1 h2 h3 "
    "h4 h5 h6 hr main nav ol p pre section table ul".split()
)
# Elements that show what is not read here.
UNREADABLE = set("iframe frame object embed".split())
# Attributes that are read out or shown.
SPOKEN = (
    "alt title placeholder label summary value start "
    "aria-label aria-description aria-valuetext aria-valuenow aria-roledescription"
).split()
# What a start tag closes that was left open, unless one of these lies between.
IMPLIES = {
    "td": ({"td", "th"}, {"table"}),
    "th": ({"td", "th"}, {"table"}),
    "tr": ({"tr"}, {"table"}),
    "tbody": ({"thead", "tbody"}, {"table"}),
    "li": ({"li"}, {"ul", "ol"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
}
# The numbers of notes, which a style shows.
_NOTES = re.compile(r"attr\((?:id|href)\)")
# Words that a style adds to the page.
_ADDED = re.compile(r"content\s*:([^;}]*)")
# Stands for words that are accounted for, and for those of them that are a number at both ends,
# at its beginning or at its end.
GONE, NUMBER, BEGINS, ENDS = "\ufffc", "\ufffb", "\ufffa", "\ufff9"
MARKS = {
    (False, False): GONE,
    (True, False): BEGINS,
    (False, True): ENDS,
    (True, True): NUMBER,
}  # Whether tied words begin and end with a digit -> what stands for them.
# What makes another number of the one that it stands beside.
_BEFORE = rf"[−－﹣负{DIGITS}]|(?<![\w%{NUMBER}{ENDS}{GONE}])[-–]|百分之|千分之|万分之"
_AFTER = r"[十百千万亿]"
_BESIDE = re.compile(
    rf"(?:{_BEFORE})[{NUMBER}{BEGINS}]|(?<![a-z])(?:minus|negative)\s[{NUMBER}{BEGINS}]"
    rf"|[{NUMBER}{ENDS}](?:{_AFTER}|[%‰％])",
    re.IGNORECASE,
)
_HANZI = re.compile(r"[\u3400-\u9fff]")
# A number as an axis says it, with its unit.
SCALES = {"亿": 1e8, "万": 1e4, "billion": 1e9, "million": 1e6}
_ON_AXIS = re.compile(rf"([-−]?)(\d[\d,]*(?:\.\d+)?)(\s*(?:{'|'.join(SCALES)}))?[^\d]*")


def find_orphans(html: str, tables: Tables) -> list[str]:
    """Return one line for every numeral of a report that is not tied, and every tie that lies."""
    page = _Page(tables, html)
    page.feed(html)
    page.close()
    page.end()
    return page.problems


def numerals(text: str) -> list[str]:
    """Return every numeral of a text, digits of any script and number words of both languages.

    >>> numerals("698 firms, two of them in ٣ parks"), numerals("有十二家，也有5G和two firms")
    (['698', 'two', '٣'], ['十二家', '5', 'two'])
    """
    found = [(match.start(), match[0]) for match in _DIGITS.finditer(text)]
    # Digits of other kinds, as Ⅳ, ② and ½; Chinese numerals are letters.
    found += [
        (at, character)
        for at, character in enumerate(text)
        if unicodedata.category(character) in {"Nl", "No"}
    ]
    # A word of English may follow hanzi, which are letters as well.
    found += [(match.start(), match[0]) for match in _IN_ENGLISH.finditer(text)]
    if _HANZI.search(text):
        found += [
            (one.start, one.text) for one in find_mentions(text) if not _DIGITS.search(one.text)
        ]
    return [words for _, words in sorted(found)]


@dataclass
class _Attribute:
    """Words of an attribute, which may repeat what is tied within its element, and only that."""

    where: str
    words: str
    tied: set[str] = field(default_factory=set)


@dataclass
class _Element:
    """An element that is open."""

    tag: str
    is_skipped: bool
    lang: str
    attributes: list[_Attribute] = field(default_factory=list)


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
    said: list["_Words"] = field(default_factory=list)
    open: list["_Words"] = field(default_factory=list)
    link: str | None = None


@dataclass
class _Words:
    """Words of a chart: the element that says them, and where they are drawn."""

    tag: str
    x: str = ""
    y: str = ""
    said: str = ""


class _Page(NotedParser):
    """A report while it is read."""

    def __init__(self, tables: Tables, page: str) -> None:
        super().__init__(page)
        self.tables = tables
        self.problems: list[str] = []
        self.names = _names(tables)
        self._open: list[_Element] = []
        self._segment: list[str] = []
        self._captures: list[_Capture] = []
        self._drawing: _Drawing | None = None

    @property
    def _lang(self) -> str:
        return self._open[-1].lang if self._open else "zh"

    @property
    def _is_skipped(self) -> bool:
        return bool(self._open) and self._open[-1].is_skipped

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element: a segment of words, a tie, a chart, or what is not read."""
        if tag in ENDS_PARAGRAPH:
            self.handle_endtag("p")
        self._end_implied(tag)
        if tag not in INLINE:
            self.end_segment()
        said = {name: value or "" for name, value in attrs}
        tie = self.tie_of(tag, said)
        lang = said.get("lang", self._lang).partition("-")[0]
        skipped = self._is_skipped or self._is_no_text(tag, said.get("class", "").split())
        if tag in UNREADABLE:
            self.problems.append(f"<{tag}> shows what cannot be read here")
        element = _Element(tag, skipped, lang)
        if not skipped:
            element.attributes = list(self._read_attributes(tag, said, tie))
        if tag in VOID:
            for attribute in element.attributes:
                self._check(attribute.words, attribute.where)
            if tag == "br" and not skipped:
                self.handle_data(" ")
            return
        self._open.append(element)
        if not skipped:
            self._begin(tag, said, tie)

    def _end_implied(self, tag: str) -> None:
        """Close what a start tag implies to be closed."""
        closed, bounds = IMPLIES.get(tag, (set(), set()))
        for element in reversed(self._open):
            if element.tag in closed:
                self.handle_endtag(element.tag)
                return
            if element.tag in bounds:
                return

    def _begin(self, tag: str, said: dict[str, str], tie: str | None) -> None:
        if tag == "svg":
            self._drawing = _Drawing(list(self.ties_of_chart(said)))
        elif self._drawing:
            if tag == "a":
                self._drawing.link = tie
            if tag in {"title", "desc", "text"}:
                words = _Words(tag, said.get("x", ""), said.get("y", ""))
                self._drawing.said.append(words)
                self._drawing.open.append(words)
        elif tie is not None:
            self._captures.append(_Capture(tag, tie, said.get("title", "") if tag == "a" else ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read the attributes of an element without content."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and check what it held."""
        self.end_of(tag)
        if tag not in (one.tag for one in self._open):
            return
        while self._open:
            closed = self._open[-1]
            if not closed.is_skipped:
                self._close(closed.tag)
            self._open.pop()
            for attribute in closed.attributes:
                self._check(_without(attribute.words, attribute.tied), attribute.where)
            if closed.tag == tag:
                return
            self._note_open(closed.tag)

    def handle_data(self, data: str) -> None:
        """Keep words for the element they stand in."""
        if self._open and self._open[-1].tag == "style":
            self._check_style(data)
        if self._is_skipped:
            return
        if self._drawing:
            if not self._drawing.open:  # Whatever else shows words in a drawing, as a link does.
                self._drawing.said.append(_Words("", said=data))
            else:
                self._drawing.open[-1].said += data
        elif self._captures:
            for capture in self._captures:
                capture.words.append(data)
        else:
            self._segment.append(data)

    def end_segment(self) -> None:
        """Check the words since the last block began."""
        text, self._segment = _one_line("".join(self._segment)), []
        for beside in _BESIDE.finditer(text):
            around = _shown(text[max(beside.start() - 10, 0) : beside.end() + 10])
            self.problems.append(f"what stands beside a number makes it another, in 「{around}」")
        self._check(text)

    def unknown_decl(self, data: str) -> None:
        """Refuse a section of characters, which drawings show."""
        self.problems.append(f"<![{data[:20]} is not read here")

    def end(self) -> None:
        """Check the last words, and that nothing was left open."""
        self.end_segment()
        if self._open:
            self._note_open(self._open[0].tag)
            self.handle_endtag(self._open[0].tag)

    def _note_open(self, tag: str) -> None:
        if tag not in CLOSED_BY_ITSELF:
            self.problems.append(f"<{tag}> is never closed")

    def _is_no_text(self, tag: str, classes: Sequence[str]) -> bool:
        within = {one.tag for one in self._open}
        return any(
            tag == where[-1] and (not css or css in classes) and within.issuperset(where[:-1])
            for where, css in ((where.split(), css) for where, css in SKIPPED)
        )

    def _read_attributes(
        self, tag: str, said: dict[str, str], tie: str | None
    ) -> Iterator[_Attribute]:
        # What a tie says of itself is checked as a tie.
        as_tie = {"data": "value"} | ({"a": "title"} if tie else {})
        for name in SPOKEN:
            if said.get(name) and as_tie.get(tag) != name:
                yield _Attribute(f"{tag} {name}", _one_line(said[name]))
        if tag == "meta" and said.get("name") != "viewport" and "http-equiv" not in said:
            yield _Attribute("meta", _one_line(said.get("content", "")))
        self._check_style(said.get("style", ""))

    def _check_style(self, style: str) -> None:
        """Check the words that a style puts before or after others."""
        for added in _ADDED.finditer(_NOTES.sub("", style)):
            if "counter" in added[1] or "attr(" in added[1]:
                self.problems.append(f"a style adds what cannot be read here: {added[1].strip()}")
            self._check(added[1].strip(), "style")

    def _close(self, tag: str) -> None:
        if tag == "svg" and self._drawing:
            drawing, self._drawing = self._drawing, None
            self._check_drawing(drawing)
        elif self._drawing:
            if tag == "a":
                self._drawing.link = None
            if tag in {"title", "desc", "text"}:
                words = self._drawing.open.pop()
                if self._drawing.link:
                    self._drawing.ties.append((_one_line(words.said), self._drawing.link))
        elif self._captures and self._captures[-1].tag == tag:
            self._end_capture(self._captures.pop())
        elif tag not in INLINE:
            self.end_segment()

    def _end_capture(self, capture: _Capture) -> None:
        words = _one_line("".join(capture.words))
        self._verify(words, capture.tie)
        if capture.title and not capture.tie.startswith("#"):
            self.problems.append(f"title 「{capture.title}」 is of no printed figure")
        elif capture.title:
            id_ = mention_of_anchor(self.tables, capture.tie[1:])
            if capture.title != self.tables["mentions"].at[id_, "printed"]:
                self.problems.append(f"title 「{capture.title}」 is not what {id_} prints")
        if not self._captures:
            # A cell is said without its unit, which may stand beside it.
            is_cell = parse_tie(capture.tie).kind == "cell"
            ends = (_is_digit(words[:1]), _is_digit(words[-1:]) and not is_cell)
            self._segment.append(MARKS[ends])

    def _verify(self, words: str, tie: str) -> None:
        try:
            allowed = _words_of(self.tables, tie, self._lang)
        except (ValueError, LookupError) as error:
            self.problems.append(f"「{words}」 is tied to nothing: {error}")
            return
        if words not in allowed:
            self.problems.append(f"「{words}」 is not what its tie says: {tie} is 「{allowed[0]}」")
            return
        for element in self._open:
            for attribute in element.attributes:
                attribute.tied.add(words)

    def _check(self, text: str, where: str = "") -> None:
        """Note every numeral of a text that no name and no phrase of STRUCTURAL holds."""
        if not text:
            return
        left = self.names.sub(GONE, text)
        for numeral in numerals(left):
            at = left.find(numeral)
            context = _shown(left[max(at - 30, 0) : at + len(numeral) + 30])
            place = f"{where}: " if where else ""
            self.problems.append(f"{place}「{numeral}」 is not tied, in 「{context}」")

    def _check_drawing(self, drawing: _Drawing) -> None:
        """Check the ties of a chart, and that they account for every numeral in its words."""
        scale = [words for words, tie in drawing.ties if tie == "scale"]
        axis = _axis(drawing, scale)
        if scale and not axis:
            self.problems.append(f"chart: {', '.join(scale)} are the numbers of no axis")
        tied = {words for words, tie in drawing.ties if tie != "scale"}
        for words, tie in drawing.ties:
            if tie != "scale":
                self._verify(words, tie)
        # A number of the scale stands alone; what the chart says of its matter may not use it.
        drawn = [one.said for one in drawing.said if one.tag == "text" and one not in axis]
        told = [one.said for one in drawing.said if one.tag != "text"]
        # Words may run over several lines, which follow each other.
        for where, text in (("chart", "\n".join(drawn)), *(("chart", words) for words in told)):
            left = _without(self.names.sub(GONE, text), tied)
            for line in left.split("\n") if where == "chart" else [left]:
                self._check(_one_line(line), where)


def _axis(drawing: _Drawing, scale: Sequence[str]) -> list[_Words]:
    """Return what a chart draws of its scale: numbers in one line that grow to the right.

    Charts do not mark their axis; each number of it stands in that line once, and no other line
    may use it. A single number measures nothing.
    """
    lines: dict[str, list[_Words]] = {}
    for one in drawing.said:
        if one.tag == "text" and one.said in scale:
            lines.setdefault(one.y, []).append(one)
    for line in lines.values():
        values = [_on_axis(one.said) for one in line]
        if len(line) < 2 or {one.said for one in line} != set(scale) or None in values:
            continue
        try:
            places = sorted(
                (float(one.x), value or 0) for one, value in zip(line, values, strict=True)
            )
        except ValueError:
            continue
        if all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(places)):
            return line
    return []


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
                seen = numerals(cell)
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
    """Return a pattern of words that may be broken over lines, though not within a number."""
    found, last = "", ""
    for part in words.split():
        for at, character in enumerate(part):
            within = bool(re.match(r"[\d.,]{2}", last + character))
            found += ("" if within else r"\s*") if at else (r"\s+" if within else r"\s*")
            found += re.escape(character)
            last = character
    before = rf"(?<![\d.,−－﹣负{DIGITS}])(?<!^-)(?<!\s-)" if _is_digit(words[0]) else ""
    after = rf"(?!\d|[.,]\d|{_AFTER})" if _is_digit(words[-1]) else ""
    return before + found.removeprefix(r"\s*") + after


def _is_digit(character: str) -> bool:
    return bool(re.match(f"[{DIGITS}]", character))


def _on_axis(words: str) -> float | None:
    """Return the number that a tick of an axis says, None where it says anything else.

    >>> _on_axis("−1,700 yuan"), _on_axis("2020"), _on_axis("1.5亿"), _on_axis("in 2020")
    (-1700.0, 2020.0, 150000000.0, None)
    """
    found = _ON_AXIS.fullmatch(words)
    if not found:
        return None
    scale = SCALES.get((found[3] or "").strip(), 1)
    return float(found[2].replace(",", "")) * scale * (-1 if found[1] else 1)


def _shown(text: str) -> str:
    """Return a text in which one mark stands for all that is accounted for."""
    return re.sub(f"[{NUMBER}{BEGINS}{ENDS}]", GONE, text)


def _one_line(text: str) -> str:
    return " ".join(text.split())

"""Notes: every number of a page leads to a numbered row that shows where it comes from.

In a notebook a number carries its tie in full (see ties.py), and the rows at its end carry what
they are of. `with_notes` makes a page of that: each number a link, numbered in the order of the
page, as readers on paper need it, and short, as readers on a phone do:

    <a href="#7">698家</a>                                   a printed figure, or a count
    <a href="#7" data-tie="#strict">698</a>                  what row 7 allows under a reading
    <th scope="row" id="7" data-of="page/r-7">698家</th>     the row
    <data value="#strict">698</data>                         the same within the row itself
    <data data-note="9" value="derived@formula">…</data>     words with links of their own
    <th scope="col" data-tie="mentions@where">出处</th>       every cell of a column of such rows

A form is `#reading`, `table@column`, `#` for the figure in words, or `.` for what the row is of. A
row whose <code> names what it is of does not repeat it, and a list names its rows by their numbers.
`NotedParser` reads the ties of such a page again.
"""

import html
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from itertools import count

from .ties import anchor, listed, parse_tie, subject_of

OWN = "."  # The form of a tie that is what its row is of.
NOTHING = {"", "—"}  # Cells that say nothing.

_TABLE = re.compile(r'(?s)<table class="data (?:evidence|worked)".*?</table>')
_ROW = re.compile(
    r'(?s)<tr><th scope="row" id="(?P<id>[^"]*)" data-of="(?P<of>[^"]*)"(?P<cells>.*?)</tr>'
)
_NUMBER = re.compile(
    rf'{_ROW.pattern}|(?P<svg><svg\b.*?</svg>)|<data value="(?P<tie>[^"]*)">(?P<words>.*?)</data>'
    r'|<a class="fig" href="#(?P<name>[^"]*)"|<small class="rows">(?P<list>[^<]*)</small>'
)
_DRAWN = re.compile(r'(?s)<text(?P<before>[^>]*?) data-tie="(?P<at>\d+)"(?P<after>.*?</text>)')
_TIES = re.compile(r'data-ties="([^"]*)"')
_CELL = re.compile(r"(?s)<(t[hd])([^>]*)>(.*?)</t[hd]>")
_WHOLE = re.compile(r'(?s)<data value="(#[^"]*|\w+@\w+|\.)">((?:(?!</data>).)*)</data>')


def with_notes(page: str) -> str:
    """Return the body of a page whose numbers are links to their numbered rows.

    Raises ValueError where a number has no row: a report ends with its evidence.
    """
    return _Noted(page).page


class _Noted:
    """A page while its notes are numbered."""

    def __init__(self, page: str) -> None:
        rows = [(found["id"], html.unescape(found["of"])) for found in _ROW.finditer(page)]
        self.names = dict(rows)
        if len(self.names) < len(rows):
            twice = {name for name, _ in rows if [one for one, _ in rows].count(name) > 1}
            raise ValueError(f"{', '.join(sorted(twice))}: two rows of one name; rename a page")
        self.rows = set(self.names.values())
        self.numbers: dict[str, int] = {}
        self.own_ties: set[str] = set()
        tables = _TABLE.findall(page)
        # Numbers follow the page; the notes themselves come last, in the order of their numbers.
        parts = [self.linked(part) for part in _TABLE.split(page)]
        notes = map(numbered, tables, self.followed(tables))
        woven = "".join(part + table for part, table in zip(parts, [*notes, ""], strict=True))
        page = re.sub(r"(?s)<table\b.*?</table>", lambda table: with_columns(table[0]), woven)
        self.page = _ROW.sub(self.head, page)
        if pages := Counter(re.findall(r' data-of="([\w-]+)/', self.page)):
            self.page = without_name(self.page, pages.most_common(1)[0][0])

    def linked(self, part: str, own: str = "") -> str:
        """Return a part of the page whose numbers are links; `own` is what its row is of."""

        def link(found: re.Match[str]) -> str:
            if found["svg"]:
                return self.drawn(found["svg"])
            if found["of"] is not None:
                of = html.unescape(found["of"])
                head = f'<tr><th scope="row" id="{found["id"]}" data-of="{found["of"]}"'
                return f"{head}{self.linked(found['cells'], of)}</tr>"
            if found["name"] is not None:
                number = self.number(self.subject("#" + found["name"]))
                return f'<a href="#{number}"'
            if found["list"] is not None:
                numbers = [self.number(id_) for id_ in listed(html.unescape(found["list"]))]
                links = " ".join(
                    f'<a class="row" href="#{number}">{number}</a>' for number in numbers
                )
                return f'<small class="rows">{links}</small>'
            return self.tied(html.unescape(found["tie"]), found["words"], own)

        return _NUMBER.sub(link, part)

    def subject(self, tie: str) -> str:
        """Return what the row of a tie is of; a printed figure is named by the id of its row."""
        if not tie.startswith("#"):
            return subject_of(tie)
        if tie[1:] not in self.names:
            raise ValueError(f"{tie}: no row shows this figure; end with report.evidence()")
        return self.names[tie[1:]]

    def number(self, subject: str) -> int:
        """Return the number of the note on something, the next one at its first use."""
        return self.numbers.setdefault(subject, len(self.numbers) + 1)

    def tied(self, tie: str, words: str, own: str) -> str:
        """Return words as a link to the note on their tie; as tied words where they have links."""
        subject = self.subject(tie)
        if subject not in self.rows:
            if parse_tie(tie).kind != "cell" and subject:
                raise ValueError(f"{tie!r}: no row shows this number; end with report.evidence()")
            return f'<data value="{html.escape(tie)}">{self.linked(words)}</data>'
        form = form_of(tie)
        if subject == own:
            self.own_ties.add(subject)
            return f'<data value="{form}">{self.linked(words)}</data>'
        number = self.number(subject)
        if "<a " in words:
            return f'<data data-note="{number}" value="{form}">{self.linked(words)}</data>'
        said = f' data-tie="{form}"' if full_tie(subject) != tie else ""
        return f'<a href="#{number}"{said}>{words}</a>'

    def drawn(self, svg: str) -> str:
        """Return a chart whose numbers are links, and whose ties name notes by their numbers."""
        found = _TIES.search(svg)
        if not found:
            return svg
        notes: list[list[str]] = []
        for words, tie in json.loads(html.unescape(found[1])):
            subject = self.subject(tie)
            if not subject:
                notes.append([words, tie])
                continue
            if subject not in self.rows:
                raise ValueError(f"chart: {tie!r} has no row; show it through report.chart()")
            number = str(self.number(subject))
            notes.append([words, number, *([form_of(tie)] if full_tie(subject) != tie else [])])

        def link(text: re.Match[str]) -> str:
            note = notes[int(text["at"])][1]
            return f'<a href="#{note}"><text{text["before"]}{text["after"]}</a>'

        named = json.dumps(list(_unsaid(svg, notes)), ensure_ascii=False, separators=(",", ":"))
        svg = _DRAWN.sub(link, svg).replace(found[0], f'data-ties="{html.escape(named)}"')
        # What is drawn as one image would hide its links from those who do not see it.
        svg = svg.replace('role="img"', 'role="group"', 1)
        # On paper no link can be followed; the numbers stand below in the order they are drawn.
        drawn = dict.fromkeys(re.findall(r'<a href="(#\d+)"><text', svg))
        told = f'<p class="rows" aria-hidden="true">{" ".join(drawn)}</p>' if drawn else ""
        return svg + told

    def followed(self, tables: Sequence[str]) -> list[dict[str, str]]:
        """Return the rows of each table of notes by what they are of, linked in their turn."""
        rows = [
            {html.unescape(found["of"]): found[0] for found in _ROW.finditer(table)}
            for table in tables
        ]
        every = {subject: row for table in rows for subject, row in table.items()}
        done: dict[str, str] = {}
        while (
            waiting := [s for s in self.numbers if s in every and s not in done]
            or [s for s in every if s not in done][:1]
        ):
            for subject in waiting:
                self.number(subject)
                done[subject] = self.linked(every[subject])
        return [{s: done[s] for s in sorted(table, key=self.numbers.__getitem__)} for table in rows]

    def head(self, row: re.Match[str]) -> str:
        """Return a row that says of what it is, as far as anybody asks, and its number."""
        of = html.unescape(row["of"])
        number = self.numbers.get(of)
        said = f' id="{number}"' if number else ""
        if parse_tie(of).kind == "list" and number:
            numbers = [self.numbers.get(id_) for id_ in listed(of)]
            of = " ".join(map(str, numbers)) if all(numbers) and len(numbers) > 1 else of
        named = f"<code>{row['of']}</code>" in row["cells"]
        if (number or html.unescape(row["of"]) in self.own_ties) and not named:
            said += f' data-of="{html.escape(of)}"'
        return f'<tr><th scope="row"{said}{row["cells"]}</tr>'


def numbered(table: str, rows: Mapping[str, str]) -> str:
    """Return a table of notes with these rows, in their order, instead of its own."""
    head, end, rest = _ROW.sub("", table).partition("</tbody>")
    return head.rstrip("\n") + "\n" + "\n".join(rows.values()) + "\n" + end + rest


def _unsaid(svg: str, notes: Sequence[list[str]]) -> Iterator[list[str]]:
    """Yield the ties of a chart that its links do not say: of words that are no whole number."""
    told = "".join(re.findall(r"(?s)<(?:title|desc)\b.*?</(?:title|desc)>", svg))
    drawn: dict[str, set[str]] = {}
    for text in _DRAWN.finditer(svg):
        words = html.unescape(text["after"].partition(">")[2].removesuffix("</text>"))
        drawn.setdefault(notes[int(text["at"])][1], set()).add(words)
    for note in notes:
        alone = len([other for other in notes if other[1] == note[1]]) == 1
        if len(note) > 2 or not alone or drawn.get(note[1]) != {note[0]} or note[0] in told:
            yield note


def without_name(page: str, name: str) -> str:
    """Return a page whose rows leave out the name of the page they are of, said once.

    >>> without_name('<table><tr><th data-of="p/r-7">1<tr><th data-of="part(p/r-7, p/r-8)">', "p")
    '<table data-page="p"><tr><th data-of="/r-7">1<tr><th data-of="part(/r-7, /r-8)">'
    """
    own = re.compile(rf"(?<![^\s(\"]){re.escape(name)}/")
    page = re.sub(r' data-of="[^"]*"', lambda of: own.sub("/", of[0]), page)
    return page.replace("<table", f'<table data-page="{name}"', 1)


def form_of(tie: str) -> str:
    """Return what a tie says of its row.

    >>> form_of("page/r-7#strict"), form_of("mentions/page/r-7@where"), form_of("articles")
    ('#strict', 'mentions@where', '.')
    """
    kind, of, form = parse_tie(tie)
    if kind == "figure":
        return "#"
    if kind == "reading":
        return f"#{form}"
    return f"{of.partition('/')[0]}@{form}" if kind == "cell" else OWN


def full_tie(subject: str, form: str = "") -> str:
    """Return the tie of what a row is of in a form; without one, of the number it shows.

    >>> full_tie("page/r-7"), full_tie("page/r-7", "."), full_tie("page/r-7", "#strict")
    ('#e-page-r-7', 'page/r-7', 'page/r-7#strict')
    >>> full_tie("page/r-7", "mentions@where"), full_tie("observations?zone=east")
    ('mentions/page/r-7@where', 'observations?zone=east')
    """
    if form.startswith("#") and form != "#":
        return subject + form
    if "@" in form:
        table, _, column = form.partition("@")
        return f"{table}/{subject}@{column}"
    alone = parse_tie(subject).kind == "list" and re.fullmatch(r"[^\s()?]+", subject)
    return f"#{anchor(subject)}" if alone and form != OWN else subject


def with_columns(table: str) -> str:
    """Return a table whose columns say once what all their cells are tied to."""
    head, body, rest = table.partition("<tbody>")
    rows = [_CELL.findall(row) for row in re.findall(r"(?s)<tr>.*?</tr>", rest)]
    if not rows:
        return table
    forms: dict[int, str] = {}
    for column, cells in enumerate(zip(*rows, strict=False)):
        found = [_WHOLE.fullmatch(cell[2]) for cell in cells if cell[2] not in NOTHING]
        said = {one[1] if one else "" for one in found}
        if len(said) == 1 and "" not in said:
            forms[column] = said.pop()

    def bare(row: re.Match[str]) -> str:
        places = count()

        def cell(found: re.Match[str]) -> str:
            tag, attributes, words = found.groups()
            if next(places) not in forms:
                return found[0]
            whole = _WHOLE.fullmatch(words)
            # What says nothing is tied to nothing, whatever its column is.
            return (
                f"<{tag}{attributes}>{whole[2]}</{tag}>"
                if whole
                else f'<{tag}{attributes} data-tie="">{words}</{tag}>'
            )

        return _CELL.sub(cell, row[0])

    places = count()

    def told(found: re.Match[str]) -> str:
        form = forms.get(next(places))
        return f'<th scope="col" data-tie="{form}"' if form else found[0]

    head = re.sub(r'<th scope="col"', told, head)
    return head + body + re.sub(r"(?s)<tr>.*?</tr>", bare, rest)


class Rows(HTMLParser):
    """What the numbered rows of a published page are of, by their numbers."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._page = ""
        self._row = ""
        self._in_code = False
        self._said: dict[str, str] = {}
        self.feed(page)
        self.close()
        named = {number: self.named(of) for number, of in self._said.items()}
        self.of = {number: _ids(of, named) for number, of in named.items()}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the row that begins, and what it says it is of."""
        said = {name: value or "" for name, value in attrs}
        self._page = said.get("data-page", self._page)
        if tag == "tr":
            self._row = ""
        if tag == "th" and said.get("id", "").isdigit():
            self._row = said["id"]
            if "data-of" in said:
                self._said[self._row] = said["data-of"]
        self._in_code = tag == "code"

    def handle_endtag(self, tag: str) -> None:
        """Leave the words that name what a row is of."""
        self._in_code = self._in_code and tag != "code"

    def handle_data(self, data: str) -> None:
        """Keep the words that name what a row is of."""
        if self._in_code and self._row:
            self._said.setdefault(self._row, data)

    def named(self, of: str) -> str:
        """Return what a row says it is of, with the name of its page."""
        return re.sub(r"(?<![^\s(])/", f"{self._page}/", of)


def _ids(of: str, rows: Mapping[str, str]) -> str:
    """Return a list of row numbers as the ids they stand for; anything else as it is."""
    numbers = of.split()
    return " ".join(rows[one] for one in numbers) if all(map(str.isdigit, numbers)) else of


class NotedParser(HTMLParser):
    """Reads a page as it is published, or a part of a notebook: knows the tie of each element."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self._rows = Rows(page)
        self._own = ""
        self._forms: list[str] = []
        self._column = 0
        self._draws = False
        self._listed: set[str] = set()

    def tie_of(self, tag: str, said: Mapping[str, str]) -> str | None:
        """Return the tie of an element that begins; None where it has none."""
        if tag == "table":
            self._forms = []
        if tag == "tr":
            self._own, self._column = "", 0
        if tag in {"th", "td"}:
            return self._tie_of_cell(said)
        if tag == "svg":
            self._draws = True
            self._listed = {note for _, note, *_ in json.loads(said.get("data-ties", "[]"))}
        # The links of a chart lead to what its own list of ties names, or say it themselves.
        if tag == "a" and not (self._draws and said.get("href", "")[1:] in self._listed):
            return self._tie_of_link(said)
        if tag == "data":
            own = self._rows.of.get(said.get("data-note", ""), self._own)
            value = said.get("value", "")
            relative = value == OWN or re.fullmatch(r"#(?!e-).*|\w+@\w+", value)
            return full_tie(own, value) if own and relative else value
        return None

    def end_of(self, tag: str) -> None:
        """Keep that a chart ends, whose links are its own matter."""
        self._draws = self._draws and tag != "svg"

    def _tie_of_link(self, said: Mapping[str, str]) -> str | None:
        classes, href = said.get("class", "").split(), said.get("href", "")
        note = href.removeprefix("#")
        if note.isdigit() and "row" not in classes:
            return full_tie(self._rows.of.get(note, note), said.get("data-tie", ""))
        return href if "fig" in classes else None

    def _tie_of_cell(self, said: Mapping[str, str]) -> str | None:
        if said.get("scope") == "col":
            self._forms.append(said.get("data-tie", ""))
            return None
        if not self._column:
            of = self._rows.named(said.get("data-of", ""))
            self._own = self._rows.of.get(said.get("id", ""), of)
        of_column = self._forms[self._column] if self._column < len(self._forms) else ""
        form = said.get("data-tie", of_column)
        self._column += 1
        return full_tie(self._own, form) if form and self._own else None

    def ties_of_chart(self, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield the words of a chart and the tie of each."""
        for words, tie, *form in json.loads(said.get("data-ties", "[]")):
            row = self._rows.of.get(tie)
            yield words, full_tie(row, *form) if row else tie

"""Coding a page: its text with every figure marked, what is open, and what a person decides.

    text ── rows of figures.csv ┐
       └─── figures found ──────┴─ marks: accepted, proposed, in no row ── shown ── accept, change

The text stays with its owner: it is shown, and nothing of it is written. A decision rewrites one
cell of figures.csv and leaves every other byte as it was.
"""

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from IPython.display import HTML
from markupsafe import Markup, escape

from .articles import Line, lines_of
from .drafts import draft_page, write_draft
from .mentions import find_mentions
from .pages import (
    FIGURE_COLUMNS,
    LOCATOR,
    Article,
    Page,
    check_anchors,
    read_judged,
    read_page,
    uncovered,
)
from .paths import LANGUAGES, find_checkout
from .problems import Problem, RawError
from .raw import Row, read_text, rows_of
from .registers import Registers, read_registers
from .views import Report, data_table
from .wording import say_figure

# What a person decides of a row; where it stands is mended in a spreadsheet, against the text.
CHANGEABLE = tuple(column for column in FIGURE_COLUMNS if column not in {*LOCATOR, "review"})
# State of a figure -> its sign, and what it is called in Chinese and in English.
STATES = {
    "accepted": ("✓", "已接受", "accepted"),
    "proposed": ("?", "待接受", "waiting"),
    "missing": ("!", "找到而未登记", "found but in no row"),
}
# Colours are tints over whatever page this stands in, so that they serve by day and by night.
STYLE = Markup(
    "<style>"
    ".coding mark { padding: 0 .15em; color: inherit; border-bottom: 2px solid; border-radius: 2px;"
    " box-decoration-break: clone; -webkit-box-decoration-break: clone; }"
    ".coding sup { padding-left: .15em; font-size: .7em; line-height: 0; font-weight: 700; }"
    ".coding .accepted { background: rgba(46, 160, 67, .2); border-color: rgb(46, 160, 67); }"
    ".coding .proposed { background: rgba(210, 153, 34, .25); border-bottom-style: dashed;"
    " border-color: rgb(191, 135, 0); }"
    ".coding .missing { background: rgba(248, 81, 73, .2); border-bottom: 4px double"
    " rgb(248, 81, 73); }"
    ".coding p { text-align: left; }"
    ".coding .place { margin-right: .6em; font-size: .8em; opacity: .7; }"
    ".coding .legend mark { margin-right: 1.2em; }"
    ".coding .open { padding: 0 .3em; border: 1px dashed; }"
    ".coding .kept, .coding .open { white-space: nowrap; }"
    ".coding .wide { display: block; min-width: 14em; text-align: left; }"
    "</style>"
)


@dataclass
class Coding:
    """A page on the desk: its folder, its text, and the language it is spoken of in.

    `page` is as its files had it when they were last read: when it was opened, or decided on.
    """

    folder: Path
    text: str
    registers: Registers
    lang: str
    page: Page = field(init=False)
    rows: list[Row] = field(init=False)  # Of figures.csv, accepted or not, in its order.

    def __post_init__(self) -> None:
        self.read()

    def read(self) -> None:
        """Read the page's files again, as after a spreadsheet; RawError where they are wrong."""
        self.page = read_page(self.folder, self.registers)
        self.rows = rows_of(pd.concat([self.page.figures, self.page.proposed]).sort_index())

    @property
    def view(self) -> Report:
        """What tables and sentences are written with; it needs no table of a build."""
        return Report(self.lang, "strict", {})


@dataclass(frozen=True)
class Mark:
    """A figure in the text: where it stands, its state, and its row unless it is in none."""

    start: int
    end: int
    state: str
    row: Row | None


def open_coding(page: str, text: str, lang: str = "zh", study: str = "") -> Coding:
    """Return a page to code; `study` and `text` are named from the checkout's folder.

    Raises ValueError where there is no such page, or its rows do not stand in that text.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"unknown lang {lang!r}; one of {', '.join(LANGUAGES)}")
    here = find_checkout()
    checkout = find_checkout(root=here.root / study) if study else here
    folder = checkout.pages / page
    if not folder.is_dir():
        pages = sorted(path.name for path in checkout.pages.glob("[!.]*") if path.is_dir())
        raise ValueError(f"unknown page {page!r}; one of {', '.join(pages)}")
    owned = here.root / text
    if not owned.is_file():
        raise ValueError(f"{text}: is no file; name the page's text, which you own")
    coding = Coding(folder, read_text(owned), read_registers(checkout.registers), lang)
    for problem in check_anchors(coding.page, coding.text):
        if problem.row or problem.column == "text.sha256":  # What is in no row is to be shown.
            raise ValueError(str(problem))
    return coding


def draft_again(coding: Coding, folder: Path) -> Coding:
    """Return the page drafted anew into another folder, its source kept, to try things out on."""
    place = folder / coding.folder.name
    write_draft(draft_page(coding.text, place.name, coding.registers), place)
    shutil.copyfile(coding.folder / "source.toml", place / "source.toml")
    return Coding(place, coding.text, coding.registers, coding.lang)


# What is shown


def marks(coding: Coding) -> list[Mark]:
    """Return every figure of the articles in order: those of rows, and those found in none.

    A name is asked for once in an article. A row within another's span keeps its place in order.
    """
    rows = [Mark(int(row["start"]), int(row["end"]), row["review"], row) for row in coding.rows]
    return sorted([*rows, *_missing(coding)], key=lambda mark: (mark.start, -mark.end))


def _missing(coding: Coding) -> Iterator[Mark]:
    mentions = find_mentions(coding.text, names=True)
    for found, _ in uncovered(coding.page.source, coding.rows, coding.text, mentions):
        yield Mark(found.start, found.end, "missing", None)


def standing(coding: Coding) -> HTML:
    """Show how many figures are accepted, how many wait, and how many are in no row."""
    states = Counter(mark.state for mark in marks(coding))
    return coding.view.answer(
        zh="{page}：已接受{accepted}行，待接受{proposed}行；原文中找到而未登记的数字{missing}个。",
        en="{page}: {accepted} rows accepted, {proposed} waiting; figures in no row: {missing}.",
        page=coding.folder.name,
        **{state: states[state] for state in STATES},
    )


def marked_text(coding: Coding, *articles: str) -> HTML:
    """Show the text of the articles named, or of all, with every figure marked by its state."""
    found = marks(coding)
    lines = lines_of(coding.text)
    starts = _starts(coding.text)
    shown = [one for one in coding.page.source.articles if not articles or one.id in articles]
    parts = [
        _paragraph(coding, line, starts[line.number - 1], found, article)
        for article in shown
        for line in lines
        if article.holds(line.number)
    ]
    return _html(Markup().join([_legend(coding), *parts]))


def _starts(text: str) -> list[int]:
    """Return where each non-blank line begins."""
    return [match.start() for match in re.finditer(r"(?m)^.*\S.*$", text)]


def _legend(coding: Coding) -> Markup:
    states = Markup().join(_state(coding, state) for state in STATES)
    return Markup('<p class="legend">{}</p>').format(states)


def _paragraph(
    coding: Coding, line: Line, start: int, found: Sequence[Mark], article: Article
) -> Markup:
    """Return a line of the text as HTML, a headline in bold, with its number before it."""
    text = coding.text.split("\n")[coding.text.count("\n", 0, start)]
    said: list[Markup] = []
    at, end = start + len(text) - len(text.lstrip("# \t\u3000")), start + len(text)
    for mark in found:
        if start <= mark.start < end:
            first = max(at, mark.start)  # A row within another's span shows only its number.
            last = max(first, mark.end)
            said += [escape(coding.text[at:first]), _marked(coding, mark, first, last)]
            at = last
    body = Markup().join([*said, escape(coding.text[at:end])])
    heads = {*article.headline, *article.subheads}
    form = "<strong>{}</strong>" if line.words in heads or line.mark else "{}"
    return Markup('<p lang="zh-Hans"><span class="place">¶{}</span>{}</p>').format(
        line.number, Markup(form).format(body)
    )


def _marked(coding: Coding, mark: Mark, start: int, end: int) -> Markup:
    sign, *names = STATES[mark.state]
    state = names[LANGUAGES.index(coding.lang)]
    number = mark.row["id"].rpartition("-")[2] if mark.row else ""
    title = (
        coding.view.word("about").format(state, in_words(coding, mark.row)) if mark.row else state
    )
    printed = coding.text[start:end]
    # The sign and number never stand on a line of their own.
    return Markup(
        '<mark class="{}" title="{}">{}<span class="kept">{}<sup>{}{}</sup></span></mark>'
    ).format(mark.state, title, printed[:-1], printed[-1:], sign, number)


def row_table(coding: Coding, *articles: str) -> HTML:
    """Show every row of the articles named, or of all: its state, reading and judgement."""
    pick = coding.view.pick
    rows = [row for row in coding.rows if not articles or row["article"] in articles]
    table = data_table(
        pick(zh="每一行的判断", en="The judgement of each row"),
        [
            {
                pick(zh="行", en="row"): row["id"],
                pick(zh="印出的文字", en="as printed"): _span("kept", row["printed"]),
                pick(zh="审阅", en="review"): _state(coding, row["review"]),
                pick(zh="判断", en="judgement"): _span("wide", in_words(coding, row)),
                pick(zh="说明", en="note"): _span("wide", row[f"note_{coding.lang}"]),
            }
            for row in rows
        ],
    )
    return _html(table)


def _state(coding: Coding, state: str) -> Markup:
    sign, *names = STATES[state]
    return Markup('<mark class="kept {}">{}<sup>{}</sup></mark>').format(
        state, names[LANGUAGES.index(coding.lang)], sign
    )


def _span(css: str, words: str) -> Markup:
    return Markup('<span class="{}">{}</span>').format(css, words)


def in_words(coding: Coding, row: Row) -> str:
    """Return what a row is judged to say, with what it leaves open said so."""
    view = coding.view
    name = _namer(coding)
    said = name("judgement", row["judgement"])
    if row["judgement"] == "refusal":
        return view.word("about").format(said, name("reason", row["reason"]))
    if row["judgement"] != "observation":
        return said
    what = name("indicator", row["indicator"])
    if row["measure"] != "level":
        what = view.word("detail").format(what, name("measure", row["measure"]))
    of, _, whose = row["base"].partition("@")
    whole = f"{name('indicator', of)} @ {name('subject', whose)}" if row["base"] else ""
    return view.word("about").format(
        name("subject", row["subject"]),
        view.word("list").join(
            filter(
                None,
                (
                    f"{what} {_reading(coding, row)}".rstrip(),
                    whole,
                    name("scope", row["scope"]),
                    name("status", row["status"]),
                    _time(coding, row["time"]),
                    name("speaker", row["speaker"]),
                ),
            )
        ),
    )


def _namer(coding: Coding) -> Callable[[str, str], str]:
    """Return how ids are called: in words, as they stand where no register has them, or open."""
    nothing = coding.view.pick(zh="（空）", en="(open)")

    def name(vocabulary: str, id_: str) -> str:
        if vocabulary == "subject" and id_ in coding.registers.zones.index:
            return str(coding.registers.zones.at[id_, f"short_{coding.lang}"])
        try:
            return coding.registers.name(vocabulary, id_, coding.lang) if id_ else nothing
        except KeyError:
            return id_

    return name


def _reading(coding: Coding, row: Row) -> str:
    """Return what the printed span says; empty where it cannot be read yet."""
    try:
        return say_figure(read_judged(row), row["printed"], coding.lang)
    except ValueError:
        return ""


def _time(coding: Coding, time: str) -> str:
    """Return the printed words of the row that dates another, or now, or unstated."""
    dated = {row["id"]: row["printed"] for row in coding.rows}
    return dated.get(time) or _namer(coding)("time", time)


def open_table(coding: Coding) -> HTML:
    """Show what waits for a person: the columns as figures.csv has them, and what each lacks.

    What it lacks is what `analysis check` would say were every row accepted as it is.
    """
    pick = coding.view.pick
    lacks = _lacks(coding)
    waiting = [row for row in coding.rows if row["review"] != "accepted"]
    columns = [
        column
        for column in CHANGEABLE
        if any(row[column] or (row["id"], column) in lacks for row in waiting)
    ]
    rows = [
        {_code(column): _span("kept", row[column]) for column in ("id", "printed")}
        | {_code(column): _cell(row[column], lacks.get((row["id"], column))) for column in columns}
        for row in waiting
    ]
    caption = pick(zh="待接受的行与所拟的判断", en="Rows that wait, and what is proposed")
    nothing = Markup("<p>{}</p>").format(pick(zh="没有待接受的行。", en="No row waits."))
    missing = [
        Markup("<li>{} <span class='place'>[{}, {})</span></li>").format(
            coding.text[mark.start : mark.end], mark.start, mark.end
        )
        for mark in marks(coding)
        if mark.state == "missing"
    ]
    said = pick(zh="找到而未登记，请各添一行：", en="Found but in no row; add a row for each:")
    listed = Markup("<p>{}</p><ul>{}</ul>").format(said, Markup().join(missing))
    return _html((data_table(caption, rows) if rows else nothing) + (listed if missing else ""))


def _code(column: str) -> str:
    return Markup("<code>{}</code>").format(column)


def _cell(value: str, remedy: str | None) -> str:
    """Return a cell, with what is wrong of it beside: on a phone nothing hovers."""
    if remedy is None:
        return value
    return Markup("{} <span class='open'>{}</span>").format(value, remedy)


def _html(body: Markup) -> HTML:
    html = Markup('{}<div class="coding">{}</div>').format(STYLE, body)
    return HTML(html)  # type: ignore[no-untyped-call]


# What a person decides


def accept(coding: Coding, ids: str | Iterable[str]) -> str:
    """Accept rows by their ids, all or none, and return how many wait now.

    Raises ValueError, and leaves the file as it is, where an id is unknown or a row does not hold.
    """
    chosen = [ids] if isinstance(ids, str) else list(ids)
    _decide(coding, {id_: {"review": "accepted"} for id_ in chosen})
    return coding.view.pick(zh="已接受{}行，待接受{}行", en="{} rows accepted, {} waiting").format(
        len(coding.page.figures), coding.page.waiting
    )


def change(coding: Coding, id_: str, **cells: str) -> str:
    """Change cells of a row, such as status="reached", and return what the row says now.

    Raises ValueError, and leaves the file as it is, where a column or a value is not known.
    """
    for column in cells:
        if column not in CHANGEABLE:
            raise ValueError(f"no column {column!r} to change; one of {', '.join(CHANGEABLE)}")
    edited = _decide(coding, {id_: cells}, write=False)
    # The row may lack other things yet, but what is said now has to hold.
    for problem in _problems(coding, _all_accepted(edited)):
        if problem.row == _number(coding, id_) and problem.column in cells:
            raise ValueError(str(problem))
    _decide(coding, {id_: cells})
    row = next(row for row in coding.rows if row["id"] == id_)
    return f"{id_}「{row['printed']}」 {in_words(coding, row)}"


def _decide(coding: Coding, edits: Mapping[str, Mapping[str, str]], *, write: bool = True) -> str:
    """Return figures.csv with cells of some rows edited, written whole or not at all."""
    known = [row["id"] for row in coding.rows]
    for id_ in edits:
        if id_ not in known:
            raise ValueError(f"no row {id_!r} in {coding.folder.name}/figures.csv")
    path = coding.folder / "figures.csv"
    edited = edit_cells(path.read_bytes().decode("utf-8"), edits)
    if problems := _problems(coding, edited):
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise ValueError(f"{problems[0]}{more}")
    if write:
        with tempfile.TemporaryDirectory(dir=coding.folder, prefix=".partial-") as partial:
            made = Path(partial) / path.name
            made.write_bytes(edited.encode("utf-8"))
            made.replace(path)
        coding.read()
    return edited


def _problems(coding: Coding, figures: str) -> list[Problem]:
    """Return what `analysis check` would say of the page with another figures.csv."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / coding.folder.name
        folder.mkdir()
        for name in ("source.toml", "facts.csv"):
            shutil.copyfile(coding.folder / name, folder / name)
        (folder / "figures.csv").write_bytes(figures.encode("utf-8"))
        try:
            read_page(folder, coding.registers)
        except RawError as error:
            return error.problems
    return []


def _lacks(coding: Coding) -> dict[tuple[str, str], str]:
    """Return what each cell of figures.csv lacks before its row can be accepted, by id and column.

    Wrong cells hide what rows mean together, so that not everything may be seen at once.
    """
    ids = {_number(coding, row["id"]): row["id"] for row in coding.rows}
    text = (coding.folder / "figures.csv").read_bytes().decode("utf-8")
    return {
        (ids[problem.row], problem.column): problem.remedy
        for problem in _problems(coding, _all_accepted(text))
        if problem.row in ids and problem.file.endswith("/figures.csv")
    }


def _number(coding: Coding, id_: str) -> int:
    """Return the number of a row in the file; row 1 is the header."""
    return [row["id"] for row in coding.rows].index(id_) + 2


def _all_accepted(text: str) -> str:
    header, *rows = _spans(text)
    ids = [text[slice(*row[_at(text, header, "id")])].strip('"') for row in rows]
    return edit_cells(text, {id_: {"review": "accepted"} for id_ in ids})


_CELL = re.compile(r'"(?:[^"]|"")*"|[^,\r\n]*')


def edit_cells(text: str, edits: Mapping[str, Mapping[str, str]]) -> str:
    r"""Return a CSV with cells of the rows named by id changed, every other character as it was.

    >>> edit_cells('id,note\r\na,"x, y"\r\nb,\r\n', {"b": {"note": "1, 2"}})
    'id,note\r\na,"x, y"\r\nb,"1, 2"\r\n'
    """
    header, *rows = _spans(text)
    spans = [
        (row[_at(text, header, column)], value)
        for row in rows
        for column, value in edits.get(
            text[slice(*row[_at(text, header, "id")])].strip('"'), {}
        ).items()
    ]
    for (start, end), value in sorted(spans, reverse=True):
        quoted = '"' + value.replace('"', '""') + '"' if re.search('[,"\r\n]', value) else value
        text = text[:start] + quoted + text[end:]
    return text


def _at(text: str, header: Sequence[tuple[int, int]], column: str) -> int:
    """Return the place of a column in the header, which a spreadsheet may begin with a mark."""
    names = [text[start:end].removeprefix("\ufeff").strip('"') for start, end in header]
    return names.index(column)


def _spans(text: str) -> list[list[tuple[int, int]]]:
    """Return where each cell of each row stands, its quotation marks with it."""
    rows: list[list[tuple[int, int]]] = [[]]
    at = 0
    for match in _CELL.finditer(text):
        if match.start() == at:  # Not the nothing between a cell and what ends it.
            rows[-1].append(match.span())
            ending = text[match.end() : match.end() + 2]
            at = match.end() + (2 if ending == "\r\n" else 1)
            if ending[:1] != ",":
                rows.append([])
    return [row for row in rows if row and row[0][0] < len(text)]

"""Newspaper pages as people coded them: their source, printed figures and facts, checked whole."""

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .figures import UNITS, Figure, read_figure
from .numerals import HANZI_DIGITS, MULTIPLIERS
from .problems import Problem, RawError
from .raw import (
    Row,
    broken_rules,
    filled,
    matches,
    one_of,
    read_table,
    read_toml,
    rows_of,
    unique,
)
from .registers import ID, SAID_TIMES, Registers

# No sentence of an article enters the repository: a longer span would be one.
LONGEST_SPAN = 23

LOCATOR = ("id", "article", "paragraph", "start", "end", "printed")
FIGURE_COLUMNS = (
    *LOCATOR,
    "implied_unit",
    "judgement",
    "zone",
    "subject",
    "indicator",
    "measure",
    "status",
    "scope",
    "time",
    "base",
    "speaker",
    "reason",
    "note_zh",
    "note_en",
)
FACT_COLUMNS = (
    *LOCATOR,
    "kind",
    "zone",
    "en",
    "role_zh",
    "role_en",
    "status",
    "dated_by",
    "listed_by",
)
# What an observation must say, and every other row must leave empty.
JUDGED = ("subject", "indicator", "measure", "status", "scope", "time", "speaker")

# Measure -> the kinds of figure that can express it; a level may be any quantity.
MEASURE_KINDS = {
    "level": {"count", "money", "physical", "ratio", "percent"},
    "increment": {"count", "money", "physical"},
    "growth": {"percent", "ratio"},
    "share": {"percent", "ratio"},
    "rank": {"ordinal"},
}
TIME_KINDS = {"date", "period", "duration", "name"}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Bilingual(_Strict):
    """A name in both languages."""

    zh: str
    en: str


class TextOfPage(_Strict):
    """The text a page was coded from, which stays with whoever owns it."""

    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    characters: int = Field(gt=0)


class PageDate(_Strict):
    """When the page appeared, as far as it tells; `basis` says what that rests on."""

    printed: bool
    earliest: datetime.date
    latest: datetime.date
    basis_zh: str
    basis_en: str


class Credit(_Strict):
    """A person named in the byline."""

    who: str
    role: str


class Caption(_Strict):
    """A caption of the page, told in our own words."""

    paragraph: int
    summary_zh: str
    summary_en: str


class Article(_Strict):
    """One article: its headline is a citation; paragraphs are non-blank lines counted from 1."""

    id: str = Field(pattern=f"^{ID}$")
    zone: str
    headline: list[str]
    headline_en: str
    subheads: list[str]
    byline: str
    credits: list[Credit]
    paragraphs: tuple[int, int]
    captions: list[Caption]

    def holds(self, paragraph: int) -> bool:
        """Whether a paragraph of the page belongs to the article."""
        first, last = self.paragraphs
        return first <= paragraph <= last or any(c.paragraph == paragraph for c in self.captions)


class Source(_Strict):
    """Where a page comes from: paper, date, text and articles."""

    id: str = Field(pattern="^[a-z0-9][a-z0-9_-]*$")
    paper: Bilingual
    section: Bilingual
    text: TextOfPage
    date: PageDate
    articles: list[Article]


@dataclass(frozen=True)
class Page:
    """A coded page: its source, and its figures and facts as frames of text in printed order."""

    source: Source
    figures: pd.DataFrame
    facts: pd.DataFrame


def read_page(folder: Path, registers: Registers) -> Page:
    """Return the page of a folder; raises RawError with every problem in it."""
    problems: list[Problem] = []
    tables: dict[str, pd.DataFrame] = {}
    source: Source | None = None
    try:
        source = _read_source(folder / "source.toml")
    except RawError as error:
        problems += error.problems
    for name, columns in (("figures.csv", FIGURE_COLUMNS), ("facts.csv", FACT_COLUMNS)):
        try:
            tables[name] = read_table(folder / name, columns)
        except RawError as error:
            problems += error.problems
    if source and len(tables) == 2:
        figures, facts = tables["figures.csv"], tables["facts.csv"]
        problems += _check(source, figures, facts, registers)
    if problems or source is None:
        place = f"{folder.name}/"
        raise RawError(
            [Problem(place + p.file, p.row, p.column, p.value, p.remedy) for p in problems]
        )
    return Page(source, tables["figures.csv"], tables["facts.csv"])


def _read_source(path: Path) -> Source:
    try:
        source = Source.model_validate(read_toml(path))
    except ValidationError as error:
        raise RawError(
            [
                Problem(path.name, None, ".".join(map(str, fault["loc"])), "", fault["msg"].lower())
                for fault in error.errors()
            ]
        ) from None
    if source.id != path.parent.name:
        remedy = f"differs from its folder {path.parent.name}; make them the same"
        raise RawError([Problem(path.name, None, "id", source.id, remedy)])
    return source


def _check_source(source: Source, registers: Registers) -> Iterator[Problem]:
    """Yield what in a source does not hold together."""
    ids = [article.id for article in source.articles]
    for number, article in enumerate(source.articles):
        if article.id in ids[:number]:
            yield Problem(
                "source.toml", None, "articles.id", article.id, "is there twice; rename one"
            )
        if article.zone not in registers.zones.index:
            yield Problem("source.toml", None, "articles.zone", article.zone, "is not in zones.csv")
    if source.date.earliest > source.date.latest:
        remedy = f"is after latest, {source.date.latest}; mend one"
        yield Problem("source.toml", None, "date.earliest", str(source.date.earliest), remedy)


def _check(
    source: Source, figures: pd.DataFrame, facts: pd.DataFrame, registers: Registers
) -> list[Problem]:
    """Return every problem of a page's two tables, the form of cells before their sense."""
    articles = [article.id for article in source.articles]
    problems = list(_check_source(source, registers))
    problems += broken_rules("figures.csv", figures, _figure_schema(articles, registers))
    problems += broken_rules("facts.csv", facts, _fact_schema(articles, figures, registers))
    if problems:  # What rows mean together can be asked only of rows that are well formed.
        return problems
    for name, table in (("figures.csv", figures), ("facts.csv", facts)):
        problems += _check_spans(name, table, source)
    return problems + list(_check_judgements(figures, registers))


def _locator_rules(articles: list[str]) -> dict[str, pa.Column]:
    number = matches(r"[1-9]\d*|0", "is no whole number; count from the text")
    return {
        "id": pa.Column(str, [matches(r"[a-z0-9_]+-f?\d+", "is no id like lanbai-07"), unique()]),
        "article": pa.Column(str, one_of(articles, "the articles in source.toml")),
        "paragraph": pa.Column(str, number),
        "start": pa.Column(str, number),
        "end": pa.Column(str, number),
        "printed": pa.Column(
            str,
            pa.Check.str_length(
                1, LONGEST_SPAN, error=f"must hold 1 to {LONGEST_SPAN} characters; cut the span"
            ),
        ),
    }


def _figure_schema(articles: list[str], registers: Registers) -> pa.DataFrameSchema:
    def term(vocabulary: str) -> pa.Column:
        return pa.Column(
            str, one_of(["", *registers.ids(vocabulary)], f"{vocabulary} in terms.csv")
        )

    return pa.DataFrameSchema(
        _locator_rules(articles)
        | {
            "implied_unit": pa.Column(str, one_of(["", *UNITS], "the units in figures.UNITS")),
            "judgement": pa.Column(
                str, one_of(registers.ids("judgement"), "judgement in terms.csv")
            ),
            "zone": pa.Column(str, one_of(registers.zones.index, "zones.csv")),
            "subject": pa.Column(str, one_of(["", *registers.speakable], "zones and subjects")),
            "indicator": pa.Column(
                str, one_of(["", *registers.indicators.index], "indicators.csv")
            ),
            "measure": term("measure"),
            "status": term("status"),
            "scope": term("scope"),
            "speaker": term("speaker"),
            "reason": term("reason"),
        }
    )


def _fact_schema(
    articles: list[str], figures: pd.DataFrame, registers: Registers
) -> pa.DataFrameSchema:
    dates = figures.loc[figures["judgement"] == "time", "id"]
    return pa.DataFrameSchema(
        _locator_rules(articles)
        | {
            "kind": pa.Column(str, one_of(registers.ids("fact"), "fact in terms.csv")),
            "zone": pa.Column(str, one_of(registers.zones.index, "zones.csv")),
            "en": pa.Column(str, filled()),
            "role_zh": pa.Column(str, filled()),
            "role_en": pa.Column(str, filled()),
            "status": pa.Column(
                str, one_of(registers.ids("fact_status"), "fact_status in terms.csv")
            ),
            "dated_by": pa.Column(str, one_of(["", *dates], "the times in figures.csv")),
            "listed_by": pa.Column(str, one_of(["", *figures["id"]], "the ids in figures.csv")),
        }
    )


def _check_spans(file: str, table: pd.DataFrame, source: Source) -> Iterator[Problem]:
    """Yield each span that does not fit its offsets, its paragraph or the text's length."""
    articles = {article.id: article for article in source.articles}
    for row, cells in enumerate(rows_of(table), start=2):
        start, end = int(cells["start"]), int(cells["end"])
        if end - start != len(cells["printed"]):
            remedy = f"has {len(cells['printed'])} characters, the offsets {end - start}; mend one"
            yield Problem(file, row, "printed", cells["printed"], remedy)
        if end > source.text.characters:
            remedy = f"lies beyond the text's {source.text.characters} characters"
            yield Problem(file, row, "end", cells["end"], remedy)
        if not articles[cells["article"]].holds(int(cells["paragraph"])):
            remedy = f"is no paragraph of {cells['article']}; see source.toml"
            yield Problem(file, row, "paragraph", cells["paragraph"], remedy)


def _check_judgements(figures: pd.DataFrame, registers: Registers) -> Iterator[Problem]:
    """Yield each row whose judgement does not hold together with its printed figure."""
    times = set(figures.loc[figures["judgement"] == "time", "id"])
    for row, cells in enumerate(rows_of(figures), start=2):
        for column, value, remedy in _faults(cells, times, registers):
            yield Problem("figures.csv", row, column, value, remedy)


def _faults(cells: Row, times: set[str], registers: Registers) -> Iterator[tuple[str, str, str]]:
    try:
        figure = read_judged(cells)
    except ValueError as error:
        yield "printed", cells["printed"], str(error).split("」 ", 1)[-1]
        return
    if cells["implied_unit"] and _reads_alone(cells["printed"], figure):
        yield "implied_unit", cells["implied_unit"], "is printed already; empty it"
    wanted = JUDGED if cells["judgement"] == "observation" else ()
    for column in (*JUDGED, "base"):
        value = cells[column]
        if column in wanted and not value:
            yield column, "", "is empty; an observation needs it"
        since = column == "time" and cells["judgement"] == "time" and figure.kind == "duration"
        if value and cells["judgement"] != "observation" and not since:
            yield column, value, f"says too much of a {cells['judgement']}; empty it"
    if (cells["judgement"] == "refusal") != bool(cells["reason"]):
        yield "reason", cells["reason"], "a refusal needs a reason, and nothing else has one"
    if cells["judgement"] == "time" and figure.kind not in TIME_KINDS:
        yield "judgement", cells["judgement"], f"a {figure.kind} is no time; judge it otherwise"
    if cells["time"] and cells["time"] not in times | set(SAID_TIMES):
        yield "time", cells["time"], "is neither a time row's id nor one of now, unstated"
    if cells["judgement"] == "observation" and all(cells[column] for column in wanted):
        yield from _observation_faults(cells, figure, registers)


def read_judged(cells: Row) -> Figure:
    """Return what a row's span says; a span of no known form is a name where it is refused."""
    try:
        return read_figure(cells["printed"], cells["implied_unit"])
    except ValueError:
        numerals = HANZI_DIGITS.keys() | MULTIPLIERS.keys()
        holds = any(char.isdecimal() or char in numerals for char in cells["printed"])
        if cells["judgement"] == "refusal" and holds:
            return Figure("name", hedge="")
        raise


def _reads_alone(printed: str, figure: Figure) -> bool:
    try:
        return read_figure(printed) == figure
    except ValueError:
        return False


def _observation_faults(
    cells: Row, figure: Figure, registers: Registers
) -> Iterator[tuple[str, str, str]]:
    allowed = MEASURE_KINDS[cells["measure"]]
    if figure.kind not in allowed:
        yield "measure", cells["measure"], f"cannot be a {figure.kind}; one of {sorted(allowed)}"
    units = str(registers.indicators.at[cells["indicator"], "unit"]).split()
    if cells["measure"] in {"level", "increment"} and figure.unit not in units:
        remedy = f"{cells['indicator']} allows {' '.join(units)}; add it there or judge anew"
        yield "printed", cells["printed"], remedy
    indicator, at, subject = cells["base"].partition("@")
    if cells["measure"] in {"share", "rank"} and not cells["base"]:
        yield "base", "", "is empty; say of what, as indicator@subject"
    elif cells["base"] and not (
        at and indicator in registers.indicators.index and subject in registers.speakable
    ):
        yield "base", cells["base"], "is no indicator@subject of the registers"


def paragraph_of(text: str, offset: int) -> int:
    r"""Return the number of the non-blank line an offset falls into, counted from 1.

    >>> paragraph_of("一\n\n二三", 4)
    2
    """
    before = text[: text.find("\n", offset) if "\n" in text[offset:] else len(text)]
    return sum(1 for line in before.split("\n") if line.strip())


def check_anchors(page: Page, text: str) -> list[Problem]:
    """Return each row of a page that does not stand where it says in a text."""
    name = page.source.id
    found = hashlib.sha256(text.encode("utf-8")).hexdigest()
    problems = []
    if found != page.source.text.sha256:
        remedy = "is the text's SHA-256, not the one in source.toml; this is another text"
        problems.append(Problem(f"{name}/source.toml", None, "text.sha256", found, remedy))
    for file, table in (("figures.csv", page.figures), ("facts.csv", page.facts)):
        for row, cells in enumerate(rows_of(table), start=2):
            start, end = int(cells["start"]), int(cells["end"])
            stands = text[start:end]
            if stands != cells["printed"]:
                places = text.count(cells["printed"])
                now = text.find(cells["printed"])
                hint = f"now at {now}" if places == 1 else f"{places} places"
                remedy = f"is not at [{start}, {end}), where {stands!r} stands; {hint}"
                problems.append(Problem(f"{name}/{file}", row, "printed", cells["printed"], remedy))
            elif (paragraph := paragraph_of(text, start)) != int(cells["paragraph"]):
                remedy = f"is in paragraph {paragraph}; mend it"
                value = str(cells["paragraph"])
                problems.append(Problem(f"{name}/{file}", row, "paragraph", value, remedy))
    return problems


def read_pages(folder: Path, registers: Registers) -> list[Page]:
    """Return all pages, in the order of their folders; raises RawError with every problem."""
    pages, problems = [], []
    folders = [path for path in folder.iterdir() if path.is_dir()]
    for place in sorted(path for path in folders if not path.name.startswith(".")):  # Jupyter's.
        try:
            pages.append(read_page(place, registers))
        except RawError as error:
            problems += error.problems
    if problems:
        raise RawError(problems)
    if not pages:
        raise RawError([Problem("pages", None, "", "", "holds no page; add a folder")])
    return pages

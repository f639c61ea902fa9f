"""Newspaper pages as people coded them: their source, printed figures and facts, checked whole."""

import dataclasses
import datetime
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import pandas as pd
import pandera.pandas as pa
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from .figures import Figure, read_figure
from .hedges import hedge_words
from .mentions import Found, find_mentions
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
from .units import UNITS

Codes: TypeAlias = "pd.Series[int]"
# No sentence of an article enters the repository: a longer span would be one.
LONGEST_SPAN = 23

LOCATOR = ("id", "article", "paragraph", "start", "end", "printed")
FIGURE_COLUMNS = (
    *LOCATOR,
    "review",
    "implied_unit",
    "outside_hedge",
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
    "instrument",
    "zone",
    "en",
    "role_zh",
    "role_en",
    "status",
    "dated_by",
    "listed_by",
)
# A row is drafted as proposed, and counts for nothing until a person has accepted it.
REVIEWS = ("accepted", "proposed")
# What a draft of source.toml says in the place of a day that nobody has filled in.
NO_DAY = datetime.date.min
# What an observation must say, and every other row must leave empty.
JUDGED = ("subject", "indicator", "measure", "status", "scope", "time", "speaker")
# The cells on which what a row says hangs, and those that are weighed against it.
_SAID = ("printed", "implied_unit", "outside_hedge", "judgement")
_WEIGHED = (*_SAID, *JUDGED, "base", "reason")

# What a sentence adds to a span, and what is said where it adds nothing.
ADDED = {
    "implied_unit": "is printed already; empty it",
    "outside_hedge": "changes nothing in what the span says; empty it",
}

# Measure -> the kinds of figure that can express it; a level may be any quantity.
MEASURE_KINDS = {
    "level": {"count", "money", "physical", "ratio", "percent"},
    "increment": {"count", "money", "physical"},
    "growth": {"percent", "ratio"},
    "decline": {"percent", "ratio"},
    "share": {"percent", "ratio"},
    "rank": {"ordinal"},
}
TIME_KINDS = {"date", "period", "duration", "name"}
# Whom a policy speaks of and what comes of it; by none of these is anything brought about.
NO_INSTRUMENTS = {"firm", "industry", "body", "achievement"}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


_Paragraph = Annotated[int, Field(ge=1, strict=True)]


class Bilingual(_Strict):
    """A name in both languages."""

    zh: str
    en: str


class TextOfPage(_Strict):
    """The text a page was coded from, which stays with whoever owns it."""

    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    characters: int = Field(gt=0, strict=True)


class PageDate(_Strict):
    """When the page appeared, as far as it tells; `basis` says what that rests on."""

    printed: bool = Field(strict=True)
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

    paragraph: _Paragraph
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
    paragraphs: tuple[_Paragraph, _Paragraph]
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
    """A coded page: its source, and its figures and facts as frames of text in printed order.

    `figures` are those accepted and `proposed` those that wait for a person; the index of both is
    the row's place in figures.csv. `unfilled` is what source.toml leaves open while all rows wait.
    """

    source: Source
    figures: pd.DataFrame
    facts: pd.DataFrame
    proposed: pd.DataFrame
    unfilled: list[Problem]

    @property
    def waiting(self) -> int:
        """How many rows wait for a person to accept them."""
        return len(self.proposed)

    @property
    def drafted(self) -> bool:
        """Whether no row is accepted and something waits, so that a build leaves the page out."""
        return self.figures.empty and bool(self.waiting or self.unfilled)


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
    unfilled = [_of_page(folder, problem) for problem in _unfilled(source)] if source else []
    if source and len(tables) == 2:
        figures, facts = tables["figures.csv"], tables["facts.csv"]
        problems += _check(source, figures, facts, registers)
    if problems or source is None:
        raise RawError([_of_page(folder, problem) for problem in problems])
    figures, accepted = tables["figures.csv"], tables["figures.csv"]["review"] == "accepted"
    page = Page(source, figures[accepted], tables["facts.csv"], figures[~accepted], unfilled)
    if unfilled and not page.drafted:
        raise RawError(unfilled)
    return page


def _of_page(folder: Path, problem: Problem) -> Problem:
    return dataclasses.replace(problem, file=f"{folder.name}/{problem.file}")


def _read_source(path: Path) -> Source:
    read = read_toml(path)
    try:
        source = Source.model_validate(read)
    except ValidationError as error:
        raise RawError([_of_source(path.name, fault, read) for fault in error.errors()]) from None
    if source.id != path.parent.name:
        remedy = f"differs from its folder {path.parent.name}; make them the same"
        raise RawError([Problem(path.name, None, "id", source.id, remedy)])
    return source


# What pydantic finds wrong -> what we say of it, and what to do.
_FAULTS = {
    "missing": "is missing; add it",
    "extra_forbidden": "is not known; remove it or mend its name",
    "string_type": "is no text; write it in quotes",
    "string_pattern_mismatch": "has not the form {pattern}; mend it",
    "int_type": "is no whole number; write it in digits, without quotes",
    "greater_than": "is not greater than {gt}; count in the text",
    "greater_than_equal": "is less than {ge}; count in the text",
    "bool_type": "is neither true nor false; write one of them, without quotes",
    "list_type": "is no list; put it in square brackets",
    "tuple_type": "is no list; put it in square brackets",
    "too_long": "has {actual_length} items; leave {max_length}",
    "model_type": "is no table; write its keys",
} | dict.fromkeys(
    ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"),
    "is no day; write it as 2026-01-31, without quotes",
)


def _of_source(file: str, fault: ErrorDetails, read: Mapping[str, Any]) -> Problem:
    """Return a fault of a source as a problem; an article is called by its id if it has one."""
    place = [str(part + 1) if isinstance(part, int) else part for part in fault["loc"]]
    if place[0] == "articles" and place[2:] not in ([], ["id"]):
        article = read["articles"][int(place[1]) - 1]
        place[1] = str(article.get("id", place[1]))
    remedy = _FAULTS.get(fault["type"], f"is wrong: {fault['msg'].lower()}; mend it")
    value = fault["input"] if isinstance(fault["input"], str | int | float | datetime.date) else ""
    remedy = remedy.format(**fault.get("ctx", {}))
    return Problem(file, None, ".".join(place), str(value), remedy)


def _unfilled(source: Source) -> Iterator[Problem]:
    """Yield what a draft of source.toml leaves for a person to fill in, one by one."""
    cells: dict[str, str | list[str]] = {
        "paper.zh": source.paper.zh,
        "paper.en": source.paper.en,
        "section.zh": source.section.zh,
        "section.en": source.section.en,
        "date.basis_zh": source.date.basis_zh,
        "date.basis_en": source.date.basis_en,
    }
    for article in source.articles:
        cells |= {
            f"articles.{article.id}.{key}": getattr(article, key)
            for key in ("zone", "headline", "headline_en")
        }
    for column, value in cells.items():
        if not value:
            yield Problem("source.toml", None, column, "", "is empty; fill it in")
    for key in ("earliest", "latest"):
        if getattr(source.date, key) == NO_DAY:
            remedy = "is no day yet; write the first or last day the page can have appeared on"
            yield Problem("source.toml", None, f"date.{key}", str(NO_DAY), remedy)


def _check_source(source: Source, registers: Registers) -> Iterator[Problem]:
    """Yield what in a source does not hold together."""
    ids = [article.id for article in source.articles]
    for number, article in enumerate(source.articles):
        if article.id in ids[:number]:
            yield Problem(
                "source.toml", None, "articles.id", article.id, "is there twice; rename one"
            )
        if article.zone and article.zone not in registers.zones.index:
            yield Problem("source.toml", None, "articles.zone", article.zone, "is not in zones.csv")
        first, last = article.paragraphs
        key, value = f"articles.{article.id}.paragraphs", f"{first}, {last}"
        if first > last:
            remedy = "falls; write the first paragraph before the last"
            yield Problem("source.toml", None, key, value, remedy)
        for other in source.articles[:number]:
            if first <= other.paragraphs[1] and other.paragraphs[0] <= last:
                remedy = f"has paragraphs that {other.id} has too; part them"
                yield Problem("source.toml", None, key, value, remedy)
    if source.date.earliest > source.date.latest != NO_DAY:
        remedy = f"is after latest, {source.date.latest}; mend one"
        yield Problem("source.toml", None, "date.earliest", str(source.date.earliest), remedy)


def _check(
    source: Source, figures: pd.DataFrame, facts: pd.DataFrame, registers: Registers
) -> list[Problem]:
    """Return every problem of a page's two tables, the form of cells before their sense."""
    articles = [article.id for article in source.articles]
    problems = list(_check_source(source, registers))
    problems += broken_rules("figures.csv", figures, _row_schema(articles))
    accepted = figures[figures["review"] == "accepted"]
    for rows, open_cell in ((accepted, []), (figures.drop(accepted.index), [""])):
        problems += broken_rules("figures.csv", rows, _figure_schema(registers, open_cell))
    problems += broken_rules("facts.csv", facts, _fact_schema(articles, accepted, registers))
    if problems:  # What rows mean together can be asked only of rows that are well formed.
        return problems
    for name, table in (("figures.csv", figures), ("facts.csv", facts)):
        problems += _check_spans(name, table, source)
    problems += _check_overlaps(accepted)
    problems += _check_instruments(facts, registers)
    problems += _check_judgements(accepted, registers)
    return problems + list(_check_since(accepted))


def _locator_rules(articles: list[str]) -> dict[str, pa.Column]:
    number = matches(r"[1-9]\d{0,11}|0", "is no whole number; count from the text")
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


def _row_schema(articles: list[str]) -> pa.DataFrameSchema:
    """Return what every row of figures.csv must hold, accepted or not."""
    # 5、6月 leaves out 月, which no quantity is counted in.
    units = dict.fromkeys(["", *UNITS, "月"])
    return pa.DataFrameSchema(
        _locator_rules(articles)
        | {
            "review": pa.Column(str, one_of(REVIEWS, "the reviews")),
            "implied_unit": pa.Column(str, one_of(units, "the units in units.UNITS")),
            "outside_hedge": pa.Column(
                str, one_of(["", *hedge_words("lead")], "the leading hedges in hedges.HEDGES")
            ),
        }
    )


def _figure_schema(registers: Registers, open_cell: list[str]) -> pa.DataFrameSchema:
    """Return what a row's judgement may say; a proposed one may leave open what it must say."""

    def term(vocabulary: str) -> pa.Column:
        return pa.Column(
            str, one_of(["", *registers.ids(vocabulary)], f"{vocabulary} in terms.csv")
        )

    return pa.DataFrameSchema(
        {
            "judgement": pa.Column(
                str, one_of([*open_cell, *registers.ids("judgement")], "judgement in terms.csv")
            ),
            "zone": pa.Column(str, one_of([*open_cell, *registers.zones.index], "zones.csv")),
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
    articles: list[str], accepted: pd.DataFrame, registers: Registers
) -> pa.DataFrameSchema:
    dates = accepted.loc[accepted["judgement"] == "time", "id"]
    return pa.DataFrameSchema(
        _locator_rules(articles)
        | {
            "kind": pa.Column(str, one_of(registers.ids("fact"), "fact in terms.csv")),
            "instrument": pa.Column(
                str, one_of(["", *registers.ids("instrument")], "instrument in terms.csv")
            ),
            "zone": pa.Column(str, one_of(registers.zones.index, "zones.csv")),
            "en": pa.Column(str, filled()),
            "role_zh": pa.Column(str, filled()),
            "role_en": pa.Column(str, filled()),
            "status": pa.Column(
                str, one_of(registers.ids("fact_status"), "fact_status in terms.csv")
            ),
            "dated_by": pa.Column(str, one_of(["", *dates], "the accepted times in figures.csv")),
            "listed_by": pa.Column(
                str, one_of(["", *accepted["id"]], "the accepted ids in figures.csv")
            ),
        }
    )


def _check_spans(file: str, table: pd.DataFrame, source: Source) -> Iterator[Problem]:
    """Yield each span that does not fit its offsets, its paragraph or the text's length."""
    articles = {article.id: article for article in source.articles}
    place, different = distinct(table[["article", "paragraph"]])
    held = [articles[one["article"]].holds(int(one["paragraph"])) for one in different]
    offsets = zip(map(int, table["start"].tolist()), map(int, table["end"].tolist()), strict=True)
    wrong = [
        end - start != length or end > source.text.characters or not held[code]
        for (start, end), length, code in zip(
            offsets, map(len, table["printed"].tolist()), place, strict=True
        )
    ]
    for row, cells in numbered(table[pd.array(wrong, dtype=bool)]):
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
    yield from _check_order(file, table[pd.array([not one for one in wrong], dtype=bool)])


def _check_order(file: str, table: pd.DataFrame) -> Iterator[Problem]:
    """Yield each row that stands behind another and yet in an earlier paragraph."""
    place = table[["start", "paragraph"]].astype("int64").sort_values("start", kind="stable")
    falls = place["paragraph"].diff() < 0
    before = place["paragraph"].shift()[falls]
    for row, cells in numbered(table.loc[before.index]):
        remedy = f"is behind a row of paragraph {before[row - 2]:.0f}; mend one of the two"
        yield Problem(file, row, "paragraph", cells["paragraph"], remedy)


def _check_overlaps(accepted: pd.DataFrame) -> Iterator[Problem]:
    """Yield each figure whose span begins before another's has ended: it would be counted twice.

    Rows that wait may overlap, for a person to choose from.
    """
    starts, ends = (list(map(int, accepted[column].tolist())) for column in ("start", "end"))
    ids, rows = accepted["id"].tolist(), accepted.index.tolist()
    before = -1
    for at in sorted(range(len(ids)), key=starts.__getitem__):
        if before >= 0 and starts[at] < ends[before]:
            what = f"begins within {ids[before]}, which ends at {ends[before]}"
            remedy = f"{what}; keep one, or mend its place"
            yield Problem("figures.csv", rows[at] + 2, "start", str(starts[at]), remedy)
        if before < 0 or ends[at] > ends[before]:
            before = at


def _check_since(accepted: pd.DataFrame) -> Iterator[Problem]:
    """Yield each time that is said to run since itself, by way of others or not."""
    since = dict(zip(accepted["id"].tolist(), accepted["time"].tolist(), strict=True))
    times = accepted[(accepted["judgement"] == "time") & accepted["time"].isin(since)]
    for row, cells in numbered(times):
        seen = [cells["id"]]
        while (at := since.get(seen[-1], "")) and at not in seen:
            seen.append(at)
        if at == cells["id"]:
            remedy = "leads back to this row; say since when, or now or unstated"
            yield Problem("figures.csv", row, "time", cells["time"], remedy)


def _check_instruments(facts: pd.DataFrame, registers: Registers) -> Iterator[Problem]:
    """Yield each fact whose instrument contradicts its kind.

    A kind that is itself an instrument, as a fund is, can be no other.
    """
    instruments = registers.ids("instrument")
    for row, cells in numbered(facts):
        kind, instrument = cells["kind"], cells["instrument"]
        if instrument and kind in NO_INSTRUMENTS:
            remedy = f"cannot be, as the kind is {kind}; empty it or mend the kind"
        elif instrument and kind in instruments and kind != instrument:
            remedy = f"contradicts the kind {kind}; mend one, or empty it"
        else:
            continue
        yield Problem("facts.csv", row, "instrument", instrument, remedy)


def _check_judgements(accepted: pd.DataFrame, registers: Registers) -> Iterator[Problem]:
    """Yield each row whose judgement does not hold together with its printed figure.

    Rows that say the same are asked once, and each by itself only where something is wrong.
    """
    times = {*accepted.loc[accepted["judgement"] == "time", "id"], *SAID_TIMES}
    known = accepted["time"].mask(accepted["time"].isin(times), SAID_TIMES[0])
    code, different = distinct(accepted.assign(time=known)[list(_WEIGHED)])
    wrong = [any(_faults(cells, times, registers)) for cells in different]
    for row, cells in numbered(accepted[pd.array(wrong, dtype=bool).take(code.to_numpy())]):
        for column, value, remedy in _faults(cells, times, registers):
            yield Problem("figures.csv", row, column, value, remedy)


def distinct(rows: pd.DataFrame) -> tuple[Codes, list[Row]]:
    """Return which of the different rows each row is, and these, in order of appearance."""
    code = rows.groupby(list(rows), sort=False).ngroup()
    return code, rows_of(rows.drop_duplicates())


def _faults(cells: Row, times: set[str], registers: Registers) -> Iterator[tuple[str, str, str]]:
    try:
        figure = read_judged(cells)
    except ValueError as error:
        yield "printed", cells["printed"], str(error).split("」 ", 1)[-1]
        return
    yield from (
        (column, cells[column], remedy)
        for column, remedy in ADDED.items()
        if cells[column] and _reads_the_same(cells, column, figure)
    )
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
    if cells["time"] and cells["time"] not in times:
        remedy = "is neither an accepted time row's id nor one of now, unstated"
        yield "time", cells["time"], remedy
    if cells["judgement"] == "observation" and all(cells[column] for column in wanted):
        yield from _observation_faults(cells, figure, registers)


def read_judged(cells: Row) -> Figure:
    """Return what a row's span says; a span of no known form is a name where it is refused."""
    try:
        return read_figure(cells["printed"], cells["implied_unit"], cells["outside_hedge"])
    except ValueError:
        numerals = HANZI_DIGITS.keys() | MULTIPLIERS.keys()
        holds = any(char.isdecimal() or char in numerals for char in cells["printed"])
        if cells["judgement"] == "refusal" and holds:
            return Figure("name", hedge="")
        raise


def read_each(rows: pd.DataFrame) -> tuple[Codes, list[Figure]]:
    """Return which figure each row says, as its place in a list of the different ones.

    Each is read once, however many rows print it. Raises ValueError as read_judged does.
    """
    code, different = distinct(rows[list(_SAID)])
    return code, [read_judged(cells) for cells in different]


def _reads_the_same(cells: Row, without: str, figure: Figure) -> bool:
    """Whether a row says a figure without one of its cells too."""
    try:
        return read_judged({**cells, without: ""}) == figure
    except ValueError:
        return False


def _observation_faults(
    cells: Row, figure: Figure, registers: Registers
) -> Iterator[tuple[str, str, str]]:
    allowed = MEASURE_KINDS[cells["measure"]]
    if figure.kind not in allowed:
        yield "measure", cells["measure"], f"cannot be a {figure.kind}; one of {sorted(allowed)}"
    below = figure.bounds is not None and figure.bounds.high is not None and figure.bounds.high < 0
    if below and figure.kind == "count" and cells["measure"] == "level":
        yield "printed", cells["printed"], "is fewer than none; cut the dash, or judge anew"
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


# So many characters may part an outside hedge from its span: 突破了1000亿元.
_HEDGE_REACH = 2


def check_anchors(page: Page, text: str) -> list[Problem]:
    """Return each row of a page that does not stand where it says, and each figure without a row.

    All rows are asked, accepted or not. A name that its article repeats needs no second row.
    """
    found = hashlib.sha256(text.encode("utf-8")).hexdigest()
    problems = []
    if found != page.source.text.sha256:
        remedy = "is the text's SHA-256, not the one in source.toml; this is another text"
        problems.append(Problem("source.toml", None, "text.sha256", found, remedy))
    figures = pd.concat([page.figures, page.proposed]).sort_index()
    mentions = find_mentions(text, names=True)
    for file, table in (("figures.csv", figures), ("facts.csv", page.facts)):
        standing = {int(row["start"]) for _, row in numbered(table) if _stands(row, text)}
        for number, row in numbered(table):
            for column, value, remedy in _displaced(row, text, mentions, standing):
                problems.append(Problem(file, number, column, value, remedy))
    problems += _not_in_table(page.source, figures, text, mentions)
    return [_of_page(Path(page.source.id), problem) for problem in problems]


def numbered(table: pd.DataFrame) -> Iterator[tuple[int, Row]]:
    """Yield the rows of a table of text, each with its number in the file; row 1 is the header."""
    yield from zip((int(place) + 2 for place in table.index), rows_of(table), strict=True)


def _stands(row: Row, text: str) -> bool:
    return text[int(row["start"]) : int(row["end"])] == row["printed"]


def _displaced(
    row: Row, text: str, mentions: Sequence[Found], standing: set[int]
) -> Iterator[tuple[str, str, str]]:
    """Yield column, value and remedy of what a row says wrongly of its place."""
    start, end = int(row["start"]), int(row["end"])
    if not _stands(row, text):
        yield "printed", row["printed"], _whereabouts(row, text, mentions, standing)
        return
    if (paragraph := paragraph_of(text, start)) != int(row["paragraph"]):
        yield "paragraph", row["paragraph"], f"is in paragraph {paragraph}; mend it"
    hedge = row.get("outside_hedge", "")
    if hedge and hedge not in text[max(0, start - len(hedge) - _HEDGE_REACH) : start]:
        remedy = f"does not stand before [{start}, {end}); mend or empty it"
        yield "outside_hedge", hedge, remedy


def _whereabouts(row: Row, text: str, mentions: Sequence[Found], standing: set[int]) -> str:
    """Return what became of a span: moved, changed or missing.

    A place where another row rightly stands is not where this one has moved to.
    """
    start, end = int(row["start"]), int(row["end"])
    said = f"is not at [{start}, {end})"
    places = [
        match.start()
        for match in re.finditer(f"(?={re.escape(row['printed'])})", text)
        if match.start() not in standing
    ]
    if places:
        nearest = min(places, key=lambda place: abs(place - start))
        which = f", the nearest of {len(places)} places" if len(places) > 1 else ""
        return f"{said}; moved: it is now at {nearest}{which}"
    now = [found for found in mentions if found.start < end and start < found.end]
    if now:
        there = "、".join(f"「{found.text}」 at [{found.start}, {found.end})" for found in now)
        return f"{said}; changed: {there} is printed there now"
    return f"{said}; missing: it stands nowhere in the text"


def uncovered(
    source: Source, rows: Sequence[Row], text: str, mentions: Sequence[Found]
) -> Iterator[tuple[Found, str]]:
    """Yield each figure found in an article that no row covers, and the article.

    A name is asked for once in an article.
    """
    covered = {place for row in rows for place in range(int(row["start"]), int(row["end"]))}
    named = {(row["article"], row["printed"]) for row in rows}
    for found in mentions:
        paragraph = paragraph_of(text, found.start)
        article = next((one.id for one in source.articles if one.holds(paragraph)), "")
        name = found.figure.kind == "name"
        repeated = name and (article, found.text) in named
        if article and not repeated and covered.isdisjoint(range(found.start, found.end)):
            yield found, article
            if name:
                named.add((article, found.text))


def _not_in_table(
    source: Source, figures: pd.DataFrame, text: str, mentions: Sequence[Found]
) -> Iterator[Problem]:
    """Yield each figure that no row covers as a problem."""
    for found, article in uncovered(source, rows_of(figures), text, mentions):
        paragraph = paragraph_of(text, found.start)
        remedy = f"is found at [{found.start}, {found.end}) in paragraph {paragraph} of {article}"
        remedy += ", but not in the table; add a row"
        yield Problem("figures.csv", None, "printed", found.text, remedy)


def read_every_page(folder: Path, registers: Registers) -> list[Page]:
    """Return all pages, drafts too, in the order of their folders; RawError with every problem."""
    pages, problems = [], []
    folders = [path for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []
    for place in sorted(path for path in folders if not path.name.startswith(".")):  # Jupyter's.
        try:
            pages.append(read_page(place, registers))
        except RawError as error:
            problems += error.problems
    problems += _twice(page for page in pages if not page.drafted)
    if not pages and not problems:
        problems.append(Problem("pages", None, "", "", "holds no page; add a folder"))
    if problems:
        raise RawError(problems)
    return pages


def _twice(pages: Iterable[Page]) -> Iterator[Problem]:
    """Yield each page whose text another page has too: all its figures would count twice."""
    first: dict[str, str] = {}
    for source in (page.source for page in pages):
        before = first.setdefault(source.text.sha256, source.id)
        if before != source.id:
            remedy = f"is the text of {before} too, whose figures would count twice; keep one page"
            file = f"{source.id}/source.toml"
            yield Problem(file, None, "text.sha256", source.text.sha256, remedy)


def read_pages(folder: Path, registers: Registers) -> list[Page]:
    """Return the pages a build takes in, of a folder of pages."""
    return taken_in(read_every_page(folder, registers))


def rows_waiting(pages: Iterable[Page]) -> list[str]:
    """Return how many rows of each page wait for a person, which no table or report holds."""
    return [
        f"{page.source.id}: "
        f"{'1 row waits' if page.waiting == 1 else f'{page.waiting} rows wait'} to be accepted"
        for page in pages
        if page.waiting
    ]


def taken_in(pages: Iterable[Page]) -> list[Page]:
    """Return the pages a build takes in: all but those whose rows all wait; RawError if none."""
    accepted = [page for page in pages if not page.drafted]
    if not accepted:
        remedy = "holds no page with an accepted row; accept some"
        raise RawError([Problem("pages", None, "", "", remedy)])
    return accepted

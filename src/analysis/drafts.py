"""Drafts: a new page from a text, each figure with a judgement proposed for a person to accept."""

import datetime
import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from .articles import split_articles
from .mentions import Found, find_mentions
from .narrowing import UNSEEN
from .pages import (
    FACT_COLUMNS,
    FIGURE_COLUMNS,
    JUDGED,
    LONGEST_SPAN,
    NO_DAY,
    Article,
    Bilingual,
    PageDate,
    Source,
    TextOfPage,
    paragraph_of,
)
from .proposals import Row, Time, place_of, propose
from .registers import Registers


@dataclass(frozen=True)
class Draft:
    """A page as drafted: its source, still open, its rows, and the spans too long for a row."""

    source: Source
    figures: list[Row]
    too_long: list[Found]


def draft_page(text: str, page_id: str, registers: Registers) -> Draft:
    """Return a page drafted from its text.

    Raises ValueError where the text is empty, and where it holds characters that nobody sees.
    """
    if not text.strip():
        raise ValueError("the text is empty; there is nothing to draft")
    if unseen := list(UNSEEN.finditer(text)):
        first, more = unseen[0], len(unseen) - 1
        line = text.count("\n", 0, first.start()) + 1
        place = first.start() - text.rfind("\n", 0, first.start())
        told = f"holds U+{ord(first[0]):04X}, which nobody sees, at character {place}"
        told += f", and {more} more such characters" if more else ""
        raise ValueError(f"line {line} of the text {told}; remove them")
    articles = split_articles(text, registers)
    found = list(_first_of_each_name(find_mentions(text, names=True), text, articles))
    rows: list[Row] = []
    for article in articles:
        own = [one for of, one in found if of is article and len(one.text) <= LONGEST_SPAN]
        rows += _rows(text, article, own, registers)
    source = Source(
        id=page_id,
        paper=Bilingual(zh="", en=""),
        section=Bilingual(zh="", en=""),
        text=TextOfPage(
            sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(), characters=len(text)
        ),
        date=PageDate(printed=False, earliest=NO_DAY, latest=NO_DAY, basis_zh="", basis_en=""),
        articles=articles,
    )
    return Draft(source, rows, [one for _, one in found if len(one.text) > LONGEST_SPAN])


def _rows(
    text: str, article: Article, mentions: Iterable[Found], registers: Registers
) -> Iterator[Row]:
    """Yield a proposed row for each figure of an article."""
    times: list[Time] = []
    for number, found in enumerate(mentions, start=1):
        said = propose(place_of(text, found), article.zone, times, registers)
        row = dict.fromkeys(FIGURE_COLUMNS, "") | {
            "id": f"{article.id}-{number:02d}",
            "article": article.id,
            "paragraph": str(paragraph_of(text, found.start)),
            "start": str(found.start),
            "end": str(found.end),
            "printed": found.text,
            "review": "proposed",
            "implied_unit": found.implied_unit,
            "outside_hedge": found.outside_hedge,
            "zone": article.zone,
        }
        yield row | said
        if said["judgement"] == "time":
            times.append(Time(row["id"], found))


def _first_of_each_name(
    mentions: Iterable[Found], text: str, articles: Sequence[Article]
) -> Iterator[tuple[Article, Found]]:
    """Yield what is found with its article, a name only once within one."""
    seen: set[tuple[str, str]] = set()
    for found in mentions:
        paragraph = paragraph_of(text, found.start)
        article = next(article for article in articles if article.holds(paragraph))
        if found.figure.kind == "name":
            if (article.id, found.text) in seen:
                continue
            seen.add((article.id, found.text))
        yield article, found


def write_draft(draft: Draft, folder: Path) -> None:
    """Write a draft as a new folder, whole or not at all; ValueError where the folder is there."""
    if folder.exists():
        raise ValueError(
            f"{folder.name} is there already and stays as it is; choose another --page"
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".partial-") as partial:
        place = Path(partial) / folder.name
        place.mkdir()
        (place / "source.toml").write_text(source_toml(draft.source), "utf-8")
        for name, columns, rows in (
            ("figures.csv", FIGURE_COLUMNS, draft.figures),
            ("facts.csv", FACT_COLUMNS, []),
        ):
            table = pd.DataFrame(rows, columns=list(columns), dtype=str)
            table.to_csv(place / name, index=False, lineterminator="\n")
        place.rename(folder)


def source_toml(source: Source) -> str:
    """Return a source as the TOML that a person goes on to fill in."""
    said = source.model_dump(mode="python")
    articles = said.pop("articles")
    lines = [
        "# Drafted by `analysis draft`: fill in what `analysis check` names, mend what is wrong.",
        "# A paragraph is a non-blank line of the text, counted from 1.",
        "",
    ]
    lines += [f"{key} = {_toml(said.pop(key))}" for key in ("id", "paper", "section")]
    for name, table in said.items():
        lines += ["", f"[{name}]", *(f"{key} = {_toml(value)}" for key, value in table.items())]
    for article in articles:
        lines += ["", "[[articles]]"]
        lines += [f"{key} = {_toml(value)}" for key, value in article.items()]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    """Return a value as TOML writes it on one line."""
    match value:
        case dict():
            return "{ " + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + " }"
        case list() | tuple():
            return "[" + ", ".join(map(_toml, value)) + "]"
        case datetime.date():
            return value.isoformat()
        case _:  # A TOML string is a JSON string, but for the delete character.
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def summary(draft: Draft) -> list[str]:
    """Return how many cells of each column are proposed and how many are left open, in lines."""
    counts = Counter(row["judgement"] for row in draft.figures)
    judged = ", ".join(f"{name} {count}" for name, count in counts.most_common())
    lines = [f"articles {len(draft.source.articles)}, figures {len(draft.figures)}: {judged}"]
    for column, rows in _asked(draft.figures):
        filled = sum(bool(row[column]) for row in rows)
        lines.append(f"{column}: {filled} proposed, {len(rows) - filled} left open")
    lines += [
        f"「{found.text}」 at {found.start}: longer than {LONGEST_SPAN} characters, left out"
        for found in draft.too_long
    ]
    return lines


def _asked(rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Yield each column that is proposed, with the rows that need it."""
    observed = [row for row in rows if row["judgement"] == "observation"]
    yield "zone", list(rows)
    for column in JUDGED:
        yield column, observed
    yield "base", [row for row in observed if row["measure"] in {"share", "rank"}]

"""The codebook: what each processed table and column means, and the package that describes them."""

import csv
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pandas as pd

from .bounds import READINGS, Bounds

# So few figures are looked at two by two: they make 780 pairs at most, which a reader can still
# look through. Of more, the pairs would grow as the square.
FEW = 40


@dataclass(frozen=True)
class Column:
    """One line of the codebook."""

    name: str
    type: str
    meaning: str
    refers_to: str = ""  # The table whose id it holds.


@dataclass(frozen=True)
class Table:
    """One table of the codebook; `id` is unique in each."""

    meaning: str
    columns: tuple[Column, ...]


def _bounds_columns(prefix: str, what: str) -> tuple[Column, ...]:
    return (
        Column(f"{prefix}low", "number", f"lower end {what}; empty where not bounded"),
        Column(f"{prefix}low_closed", "boolean", "whether the lower end itself is possible"),
        Column(f"{prefix}high", "number", f"upper end {what}; empty where not bounded"),
        Column(f"{prefix}high_closed", "boolean", "whether the upper end itself is possible"),
    )


_READING_COLUMNS = tuple(
    column
    for reading in READINGS
    for column in _bounds_columns(f"{reading}_", f"under the {reading} reading")
)
LOCATOR = (
    Column("page", "string", "folder of data/raw/pages"),
    Column("article", "string", "article of the page, see its source.toml"),
    Column("zone", "string", "zone it speaks of, see registers/zones.csv"),
    Column("paragraph", "integer", "non-blank line of the text, counted from 1"),
    Column("start", "integer", "first character of the span in the text, counted from 0"),
    Column("end", "integer", "character after the span"),
    Column("printed", "string", "the span as printed"),
)
_NOTES = (
    Column("note_zh", "string", "what a reader should know, in Chinese"),
    Column("note_en", "string", "the same in English"),
)
_MENTION_ID = Column("id", "string", "id of the mention", "mentions")

CODEBOOK: Mapping[str, Table] = {
    "mentions": Table(
        "every printed figure: where it stands and what its words say",
        (
            Column("id", "string", "page/row of figures.csv"),
            *LOCATOR,
            Column("kind", "string", "count, money, percent, date ... (terms.csv, kind)"),
            Column("unit", "string", "unit as printed or implied, 万 and 亿 left to the number"),
            Column("hedge", "string", "exact, more_than, at_least ... (terms.csv, hedge)"),
            Column("hedge_word", "string", "the hedge as printed"),
            Column("value", "number", "the printed number in base units, whatever its hedge"),
            *_bounds_columns("", "of what the words allow; for 约 the printed number"),
            Column("date", "string", "ISO-like date or from/to; X where not printed"),
            Column("judgement", "string", "observation, time or refusal"),
        ),
    ),
    "observations": Table(
        "every figure judged to say something of an indicator",
        (
            _MENTION_ID,
            Column("zone", "string", "zone it speaks of"),
            Column("subject", "string", "the zone, or a named part, firm or body in it"),
            Column("indicator", "string", "what is counted or measured (indicators.csv)"),
            Column("family", "string", "family of the indicator"),
            Column("nature", "string", "stock or flow"),
            Column("measure", "string", "level, increment, growth, share or rank"),
            Column("status", "string", "reached, under_way, planned, capacity or ceiling"),
            Column("scope", "string", "which firms, projects ... are meant"),
            Column("time", "string", "now, unstated, or the id of the mention that dates it"),
            Column(
                "date", "string", "what time resolves to: as-of date of a stock, period of a flow"
            ),
            Column("base_indicator", "string", "of a share or rank: what the whole consists of"),
            Column("base_subject", "string", "of a share or rank: whose whole it is"),
            Column("speaker", "string", "who says so"),
            Column("unit", "string", "unit of the bounds"),
            Column("printed", "string", "the span as printed"),
            Column("hedge", "string", "hedge of the span"),
            Column(
                "value",
                "number",
                "the number printed, in the unit of the bounds; of a range the middle",
            ),
            Column(
                "width",
                "number",
                "what the hedge leaves open: width of the conventional bounds in percent of value, "
                "rounded up; empty where unhedged or not bounded",
            ),
            *_READING_COLUMNS,
            *_NOTES,
        ),
    ),
    "times": Table(
        "every printed date, period and duration, and what it dates",
        (
            _MENTION_ID,
            Column("zone", "string", "zone whose article prints it"),
            Column("printed", "string", "the span as printed"),
            Column("kind", "string", "date, period, duration or name"),
            Column("date", "string", "ISO-like date or from/to; X where not printed"),
            Column("since", "string", "of a duration: the mention it runs from, or unstated"),
            *_NOTES,
        ),
    ),
    "refusals": Table(
        "every numeral that is no observation and no time, and why",
        (
            _MENTION_ID,
            Column("zone", "string", "zone whose article prints it"),
            Column("printed", "string", "the span as printed"),
            Column("kind", "string", "what its words say it is"),
            Column("reason", "string", "why it is refused (terms.csv, reason)"),
            *_NOTES,
        ),
    ),
    "facts": Table(
        "what the pages state without a number",
        (
            Column("id", "string", "page/row of facts.csv"),
            *LOCATOR,
            Column("en", "string", "the name in English"),
            Column("kind", "string", "policy, plan, fund, firm ... (terms.csv, fact)"),
            Column(
                "instrument",
                "string",
                "by what a policy works, if it is that: fund, award ... (terms.csv, instrument)",
            ),
            Column("status", "string", "in_force, established ... (terms.csv, fact_status)"),
            Column("role_zh", "string", "its part in the article, in Chinese"),
            Column("role_en", "string", "the same in English"),
            Column("date", "string", "when, as far as the page dates it"),
            Column("dated_by", "string", "the mention that dates it", "mentions"),
            Column("listed_by", "string", "the mention that counts it among others", "mentions"),
            Column(
                "counted_as",
                "string",
                "of an instrument that does not count itself: ids of the facts that do, in its "
                "place, parted by spaces",
            ),
        ),
    ),
    "derived": Table(
        "what printed figures imply together",
        (
            Column("id", "string", "rule or relation, and the inputs"),
            Column("rule", "string", "how it follows (terms.csv, derived)"),
            Column("relation", "string", "row of relations.csv, where one is needed"),
            Column("zone", "string", "zone it speaks of"),
            Column("subject", "string", "whose value it is"),
            Column("indicator", "string", "what the value measures"),
            Column("scope", "string", "scope of its inputs; empty where they differ"),
            Column("unit", "string", "unit of the bounds; empty for a pure number"),
            Column("counts", "boolean", "whether only whole numbers are possible"),
            Column("formula", "string", "the working in printed words"),
            Column("inputs", "string", "ids of the mentions it comes from, parted by spaces"),
            Column("caveats", "string", "what to bear in mind (terms.csv, why), parted by spaces"),
            Column("possible_strict", "boolean", "whether any number satisfies the strict reading"),
            Column("possible_conventional", "boolean", "the same for the conventional reading"),
            *_READING_COLUMNS,
        ),
    ),
    "audits": Table(
        "where a page prints enough to check itself",
        (
            Column("id", "string", "check and inputs"),
            Column("check", "string", "what is checked (terms.csv, audit)"),
            Column("relation", "string", "row of relations.csv, where one is needed"),
            Column("zone", "string", "zone it speaks of"),
            Column("inputs", "string", "ids of the mentions and facts checked, parted by spaces"),
            Column("caveats", "string", "what to bear in mind (terms.csv, why), parted by spaces"),
            *(
                column
                for reading in READINGS
                for column in (
                    Column(f"{reading}_verdict", "string", "consistent, impossible or undecidable"),
                    Column(f"{reading}_working", "string", "the working in printed words"),
                )
            ),
        ),
    ),
    "comparisons": Table(
        "pairs of observations of one family, and whether each may be compared: all of a family of "
        f"up to {FEW} figures, of a larger one those that a person judged",
        (
            Column("id", "string", "both ids"),
            Column("family", "string", "family of both indicators"),
            Column("left", "string", "first observation", "observations"),
            Column("right", "string", "second observation", "observations"),
            Column("left_zone", "string", "zone of the first"),
            Column("right_zone", "string", "zone of the second"),
            Column("verdict", "string", "comparable, caveat or not_comparable"),
            Column("by_rule", "string", "the verdict of the rules; another where one overrides it"),
            Column("why", "string", "reasons of the rules (terms.csv, why), parted by spaces"),
            Column("note_zh", "string", "why a person judged otherwise, in Chinese"),
            Column("note_en", "string", "the same in English"),
            *(
                Column(f"{reading}_order", "string", "less, greater, equal, unordered or none")
                for reading in READINGS
            ),
            *(
                column
                for reading in READINGS
                for column in _bounds_columns(
                    f"{reading}_ratio_", f"of left over right under the {reading} reading"
                )
            ),
        ),
    ),
    "standings": Table(
        "the places an observation can take among those it may be compared with, largest first",
        (
            Column("id", "string", "observation", "observations"),
            Column("zone", "string", "zone it speaks of"),
            Column("family", "string", "family of its indicator"),
            Column("indicator", "string", "what it measures"),
            Column(
                "class",
                "string",
                "what the figures it may be compared with share: indicator, measure, status, unit, "
                "whole, scope, type of subject, period; its own id where it may be with none",
            ),
            Column("figures", "integer", "number of figures in the class"),
            Column("zones", "integer", "number of zones they speak of"),
            Column(
                "compared",
                "integer",
                "with how many others it is compared; what is printed twice counts once",
            ),
            Column("refused", "integer", "with how many a person refuses to compare it"),
            Column("caveats", "string", "what to bear in mind (terms.csv, why), parted by spaces"),
            *(
                column
                for reading in READINGS
                for column in (
                    Column(
                        f"{reading}_best",
                        "integer",
                        f"best place it can take under the {reading} reading; empty where it is "
                        "compared with none",
                    ),
                    Column(f"{reading}_worst", "integer", "worst place it can take"),
                )
            ),
        ),
    ),
    "articles": Table(
        "the articles the figures were printed in",
        (
            Column("id", "string", "page/article"),
            Column("zone", "string", "zone the article is about"),
            Column("headline_zh", "string", "headline as printed"),
            Column("headline_en", "string", "the same in English, in our translation"),
            Column("byline", "string", "byline as printed"),
            Column("paper_zh", "string", "newspaper"),
            Column("paper_en", "string", "the same in English"),
            Column("earliest", "date", "first day it can have appeared"),
            Column("latest", "date", "last day it can have appeared"),
            Column("basis_zh", "string", "what these days rest on, in Chinese"),
            Column("basis_en", "string", "the same in English"),
            Column("sha256", "string", "SHA-256 of the page's text, to which offsets refer"),
        ),
    ),
    "labels": Table(
        "how every id of the other tables is called",
        (
            Column("id", "string", "vocabulary/id"),
            Column(
                "vocabulary", "string", "zone, subject, indicator, relation or one of terms.csv"
            ),
            Column("code", "string", "the id as the other tables use it"),
            Column("zh", "string", "its name in Chinese"),
            Column("en", "string", "its name in English"),
            Column(
                "definition_zh",
                "string",
                "of an indicator: what it counts; of a relation: what to bear in mind; in Chinese",
            ),
            Column("definition_en", "string", "the same in English"),
            Column("unit", "string", "of an indicator: its units, parted by spaces"),
            Column("nature", "string", "of an indicator: stock or flow"),
            Column("family", "string", "of an indicator: its family"),
        ),
    ),
    "coverage": Table(
        "how many figures each zone gives for each family of indicators, silence included",
        (
            Column("id", "string", "zone and family"),
            Column("zone", "string", "zone"),
            Column("family", "string", "family of indicators"),
            Column("figures", "integer", "number of observations; 0 is silence"),
            Column("observations", "string", "their ids, parted by spaces"),
        ),
    ),
}


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return a table as the bytes of its CSV file: UTF-8, LF, quoted where needed."""
    return table.to_csv(index=False, lineterminator="\n").encode("utf-8")


def csv_link(text: str) -> str:
    r"""Return a CSV as a link that holds it; the mark at its head keeps Excel from misreading it.

    >>> csv_link("园区,企业\n甲区,约100%\n")
    'data:text/csv;charset=utf-8,%EF%BB%BF园区,企业%0A甲区,约100%25%0A'
    """
    # Chinese stays as it is, since a page is UTF-8; escaped, each character would be nine bytes.
    coded = re.sub(r"[^\w\u0080-\U0010ffff ,.;:!?()*+=@/$'-]", lambda c: quote(c[0]), text)
    return f"data:text/csv;charset=utf-8,%EF%BB%BF{coded}"


# A study of thousands of zones has cells that list as many ids.
LONGEST_CELL = 2**31 - 1
DESCRIPTION = "datapackage.json"  # Beside the tables, what they hold and their hashes.
FILES = (*(f"{name}.csv" for name in CODEBOOK), DESCRIPTION)


def read_tables(folder: Path) -> dict[str, pd.DataFrame]:
    """Return the processed tables of a folder as frames of text, each with `id` as its index.

    Raises FileNotFoundError where a table is missing: `analysis build` writes them.
    """
    return {name: read_table(folder, name) for name in CODEBOOK}


def other_columns(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Return the tables whose columns are not those of this codebook."""
    return [
        name
        for name, table in CODEBOOK.items()
        if [column.name for column in table.columns] != ["id", *tables[name].columns]
    ]


def read_table(folder: Path, name: str) -> pd.DataFrame:
    """Return one processed table of a folder (see read_tables); ValueError where it is none."""
    csv.field_size_limit(LONGEST_CELL)
    try:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = [*csv.reader(file)] or [[]]
    except (UnicodeDecodeError, csv.Error):
        header, rows = [], []
    if not header or any(len(row) != len(header) for row in rows):
        remedy = "is no table as it was written; run analysis build --force"
        raise ValueError(f"data/processed/{name}.csv: {remedy}")
    # As objects, all in one block: reports ask for single rows and cells, at which Arrow's texts
    # are slow, and choosing rows is one step and not one for each column.
    cells = np.array(rows, dtype=object).reshape(-1, len(header))
    columns, ids = pd.Index(header[1:], dtype=object), pd.Index(cells[:, 0], dtype=object)
    return pd.DataFrame(cells[:, 1:], ids.rename("id"), columns, dtype=object)


def bounds_of(row: Mapping[str, str] | pd.Series, prefix: str) -> Bounds | None:
    """Return the bounds a row states under a prefix such as `strict_`; None where none."""
    if not row[f"{prefix}low_closed"]:
        return None
    low, high = row[f"{prefix}low"], row[f"{prefix}high"]
    return Bounds(
        Fraction(low) if low else None,
        Fraction(high) if high else None,
        row[f"{prefix}low_closed"] == "true",
        row[f"{prefix}high_closed"] == "true",
    )


def data_package(tables: Mapping[str, bytes], version: str) -> bytes:
    """Return the Frictionless descriptor of the tables, given as the bytes of their CSV files."""
    package = {
        "profile": "tabular-data-package",
        "name": "printed-figures",
        "title": "Figures printed in Chinese newspapers",
        "version": version,
        "licenses": [{"name": "MIT", "title": "MIT License"}],
        "resources": [_resource(name, content) for name, content in tables.items()],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _resource(name: str, content: bytes) -> dict[str, object]:
    table = CODEBOOK[name]
    keys = [
        {"fields": [column.name], "reference": {"resource": column.refers_to, "fields": ["id"]}}
        for column in table.columns
        if column.refers_to
    ]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "description": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [
                {"name": column.name, "type": column.type, "description": column.meaning}
                for column in table.columns
            ],
            "missingValues": [""],
            "primaryKey": ["id"],
        }
        | ({"foreignKeys": keys} if keys else {}),
    }


def codebook_markdown() -> str:
    """Return the codebook as the README shows it."""
    parts = []
    for name, table in CODEBOOK.items():
        parts += [f"#### {name}", "", f"{table.meaning[0].upper()}{table.meaning[1:]}.", ""]
        parts += ["| column | type | meaning |", "| --- | --- | --- |"]
        parts += [f"| `{c.name}` | {c.type} | {c.meaning} |" for c in table.columns]
        parts.append("")
    return "\n".join(parts)

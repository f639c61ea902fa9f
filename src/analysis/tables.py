"""The processed tables and their codebook: what is written, what each column means, and the package.

Cells are text: exact decimals where a number ends, else rounded outward with the end left open.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from .audit import Audit
from .bounds import Bounds, round_outward, write_exact
from .compare import Comparison
from .derive import Derived
from .figures import READINGS
from .observations import Corpus, Fact, Mention, Observation

# So many digits are written of a number that does not end, such as 698 / 0.41.
DIGITS = 15

Row = dict[str, str]


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
_LOCATOR_COLUMNS = (
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
            *_LOCATOR_COLUMNS,
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
            Column("date", "string", "what time resolves to: as-of date of a stock, period of a flow"),
            Column("base_indicator", "string", "of a share or rank: what the whole consists of"),
            Column("base_subject", "string", "of a share or rank: whose whole it is"),
            Column("speaker", "string", "who says so"),
            Column("unit", "string", "unit of the bounds"),
            Column("printed", "string", "the span as printed"),
            Column("hedge", "string", "hedge of the span"),
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
            *_LOCATOR_COLUMNS,
            Column("en", "string", "the name in English"),
            Column("kind", "string", "policy, plan, fund, firm ... (terms.csv, fact)"),
            Column("status", "string", "in_force, established ... (terms.csv, fact_status)"),
            Column("role_zh", "string", "its part in the article, in Chinese"),
            Column("role_en", "string", "the same in English"),
            Column("date", "string", "when, as far as the page dates it"),
            Column("dated_by", "string", "the mention that dates it", "mentions"),
            Column("listed_by", "string", "the mention that counts it among others", "mentions"),
        ),
    ),
    "derived": Table(
        "what printed figures imply together",
        (
            Column("id", "string", "rule or relation, and the inputs"),
            Column("rule", "string", "how it follows (terms.csv, derived)"),
            Column("relation", "string", "row of relations.csv, where one is needed"),
            Column("zone", "string", "zone it speaks of"),
            Column("subject", "string", "subject of the first input"),
            Column("indicator", "string", "what the value measures"),
            Column("unit", "string", "unit of the bounds; empty for a pure number"),
            Column("counts", "boolean", "whether only whole numbers are possible"),
            Column("formula", "string", "the working in printed words"),
            Column("inputs", "string", "ids of the mentions it comes from, parted by spaces"),
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
            Column("zone", "string", "zone it speaks of"),
            Column("inputs", "string", "ids of the mentions and facts checked, parted by spaces"),
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
        "every pair of observations of one family and two zones, and whether it may be compared",
        (
            Column("id", "string", "both ids"),
            Column("family", "string", "family of both indicators"),
            Column("left", "string", "first observation", "observations"),
            Column("right", "string", "second observation", "observations"),
            Column("verdict", "string", "comparable, caveat or not_comparable"),
            Column("why", "string", "reasons (terms.csv, why), parted by spaces"),
            *(
                Column(f"{reading}_order", "string", "less, greater, equal, unordered or none")
                for reading in READINGS
            ),
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


def write_tables(
    corpus: Corpus,
    derived: Iterable[Derived],
    audits: Iterable[Audit],
    comparisons: Iterable[Comparison],
) -> dict[str, pd.DataFrame]:
    """Return every processed table as a frame of text, columns as in the codebook."""
    mentions = {mention.id: mention for mention in corpus.mentions}
    rows: dict[str, Iterable[Row]] = {
        "mentions": map(_mention, corpus.mentions),
        "observations": map(_observation, corpus.observations),
        "times": (_time(one) for one in mentions.values() if one.judgement == "time"),
        "refusals": (_refusal(one) for one in mentions.values() if one.judgement == "refusal"),
        "facts": map(_fact, corpus.facts),
        "derived": map(_derived, derived),
        "audits": map(_audited, audits),
        "comparisons": map(_comparison, comparisons),
        "coverage": _coverage(corpus),
    }
    return {
        name: pd.DataFrame(
            list(rows[name]), columns=[column.name for column in table.columns], dtype=str
        )
        for name, table in CODEBOOK.items()
    }


def _mention(mention: Mention) -> Row:
    figure = mention.figure
    return (
        _locator(mention)
        | {
            "kind": figure.kind,
            "unit": figure.unit,
            "hedge": figure.hedge,
            "hedge_word": figure.hedge_word,
            "value": "" if figure.value is None else _decimal(Bounds.point(figure.value)),
            "date": figure.date,
            "judgement": mention.judgement,
        }
        | _ends("", figure.bounds)
    )


def _locator(row: Mention | Fact) -> Row:
    return {
        column: str(getattr(row, column))
        for column in ("id", *(column.name for column in _LOCATOR_COLUMNS))
    }


def _observation(seen: Observation) -> Row:
    own = CODEBOOK["observations"].columns
    row = {column.name: str(getattr(seen, column.name, "")) for column in own}
    row |= {"unit": seen.figure.unit, "hedge": seen.figure.hedge}
    if seen.measure == "share":
        row["unit"] = "%"
    return row | _notes(seen.mention) | _readings(seen.bounds(reading) for reading in READINGS)


def _time(mention: Mention) -> Row:
    figure = mention.figure
    row = {"kind": figure.kind, "date": figure.date, "since": mention.since}
    return _of_mention(mention) | row | _notes(mention)


def _refusal(mention: Mention) -> Row:
    row = {"kind": mention.figure.kind, "reason": mention.reason}
    return _of_mention(mention) | row | _notes(mention)


def _of_mention(mention: Mention) -> Row:
    return {"id": mention.id, "zone": mention.zone, "printed": mention.printed}


def _notes(mention: Mention) -> Row:
    return {"note_zh": mention.note_zh, "note_en": mention.note_en}


def _fact(fact: Fact) -> Row:
    rest = ("en", "kind", "status", "role_zh", "role_en", "date", "dated_by", "listed_by")
    return _locator(fact) | {column: getattr(fact, column) for column in rest}


def _derived(value: Derived) -> Row:
    same = ("id", "rule", "relation", "zone", "subject", "indicator", "unit", "formula")
    return (
        {column: getattr(value, column) for column in same}
        | {"counts": _truth(value.counts), "inputs": " ".join(value.inputs)}
        | {f"possible_{r}": _truth(value.bounds[r] is not None) for r in READINGS}
        | _readings(value.bounds[reading] for reading in READINGS)
    )


def _audited(audit: Audit) -> Row:
    row = {column: getattr(audit, column) for column in ("id", "check", "zone")}
    row["inputs"] = " ".join(audit.inputs)
    for reading, finding in audit.findings.items():
        row[f"{reading}_verdict"], row[f"{reading}_working"] = finding
    return row


def _comparison(pair: Comparison) -> Row:
    return {
        "id": pair.id,
        "family": pair.left.family,
        "left": pair.left.id,
        "right": pair.right.id,
        "verdict": pair.verdict,
        "why": " ".join(pair.why),
    } | {f"{reading}_order": order for reading, order in pair.orders.items()}


def _coverage(corpus: Corpus) -> Iterable[Row]:
    for zone in corpus.registers.zones.index:
        for family in corpus.registers.ids("family"):
            ids = [o.id for o in corpus.observations if (o.zone, o.family) == (zone, family)]
            yield {
                "id": f"{zone}/{family}",
                "zone": str(zone),
                "family": family,
                "figures": str(len(ids)),
                "observations": " ".join(ids),
            }


def _readings(bounds: Iterable[Bounds | None]) -> Row:
    row: Row = {}
    for reading, one in zip(READINGS, bounds, strict=True):
        row |= _ends(f"{reading}_", one)
    return row


def _ends(prefix: str, bounds: Bounds | None) -> Row:
    if bounds is None:
        return {f"{prefix}{end}": "" for end in ("low", "low_closed", "high", "high_closed")}
    written = bounds_in_decimals(bounds)
    return {
        f"{prefix}low": "" if written.low is None else write_exact(written.low),
        f"{prefix}low_closed": _truth(written.low_closed),
        f"{prefix}high": "" if written.high is None else write_exact(written.high),
        f"{prefix}high_closed": _truth(written.high_closed),
    }


def bounds_in_decimals(bounds: Bounds) -> Bounds:
    """Return bounds whose ends are decimals that end, the same where they already are."""
    ends = [end for end in (bounds.low, bounds.high) if end is not None]
    if all("/" not in write_exact(end) for end in ends):
        return bounds
    return round_outward(bounds, DIGITS)


def _decimal(point: Bounds) -> str:
    low = bounds_in_decimals(point).low
    return "" if low is None else write_exact(low)


def _truth(value: bool) -> str:
    return "true" if value else "false"


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return a table as the bytes of its CSV file: UTF-8, LF, quoted where needed."""
    return table.to_csv(index=False, lineterminator="\n").encode("utf-8")


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

"""What may be said: zones, subjects, indicators and terms, in both languages, and their cues."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from .bounds import READINGS
from .figures import KINDS
from .hedges import HEDGES
from .problems import Problem, RawError
from .raw import (
    broken_rules,
    filled,
    matches,
    one_of,
    other_than,
    read_table,
    rows_of,
    unique,
)
from .units import UNITS

LANGUAGES = ("zh", "en")
ID = r"[a-z0-9][a-z0-9_]*"

COLUMNS = {
    "zones": ("id", "zh", "en", "short_zh", "short_en", "place_zh", "place_en", "aliases"),
    "subjects": ("id", "zh", "en", "zone", "type", "aliases"),
    "indicators": (
        "id",
        "zh",
        "en",
        "definition_zh",
        "definition_en",
        "unit",
        "nature",
        "family",
        "aliases",
    ),
    "relations": ("id", "rule", "inputs", "zh", "en", "note_zh", "note_en"),
    "terms": ("vocabulary", "id", "zh", "en"),
    "cues": ("vocabulary", "id", "words"),
}
# Registers whose rows need a vocabulary and an id to be told apart.
TWO_KEYS = ("terms", "cues")
SAID_TIMES = ("now", "unstated")  # Times that no printed date gives.

# Ids the code itself speaks of; a register must name each of them in both languages.
SPOKEN = {
    "kind": set(KINDS),
    "hedge": {hedge.hedge for hedge in HEDGES.values()} | {"exact", "range"},
    "reading": set(READINGS),
    "judgement": {"observation", "time", "refusal"},
    "measure": {"level", "increment", "growth", "decline", "share", "rank"},
    "status": {"reached", "under_way", "planned", "capacity", "ceiling"},
    "nature": {"stock", "flow"},
    "scope": {"all"},
    "speaker": {"reporter"},
    "reason": {"enumeration", "label", "name"},
    "why": {"indicator", "measure", "status", "unit", "base", "scope_unclear", "scope", "subject"}
    | {"period_unstated", "period", "same", "as_of", "part", "size", "two_lower_ends", "no_width"},
    "derived": {"implied_whole", "joint_whole", "implied_part", "part_of_whole", "rest_of_whole"}
    | {"prior_year", "implied_growth", "per_year", "least_total"},
    "audit": {"share_of_whole", "whole_is_whole", "part_is_whole", "shares_total", "printed_twice"}
    | {"items_listed", "threshold_sum", "parts_total", "part_within", "level_growth"}
    | {"level_increment", "rank_count", "rank_order", "years_since"},
    "time": set(SAID_TIMES),
    "verdict": {"consistent", "impossible", "undecidable"},
    "comparison": {"comparable", "caveat", "not_comparable"},
    "order": {"less", "greater", "equal", "unordered", "none"},
}
# What words of cues.csv may show besides a term: that someone speaks, an article's byline and who
# signs it, a part of what stood before, an area as the whole of a share, a date yet to come.
CUED = {
    "speech": {"said"},
    "byline": {"opening"},
    "credit": {"reporter", "correspondent"},
    "part": {"of_before"},
    "base": {"area"},
    "deadline": {"until"},
}
# The words of this one are types of subject, and what they show is the scope of most they say.
DEFAULT_SCOPE = "default_scope"
# Rule of a relation -> how many inputs it takes: above and below; floor, count and total; a total
# and two parts or more; two terms or more. An input is an indicator, or indicator:scope.
RULES = {"quotient": (2, 2), "threshold": (3, 3), "parts": (3, inf), "sum": (2, inf)}


@dataclass(frozen=True)
class Registers:
    """The registers as frames of text, each with its `id` as index.

    Terms and cues have vocabulary and id. Aliases and cues are words parted by spaces, by which
    `drafts` proposes what a text speaks of; each leads to one id.
    """

    zones: pd.DataFrame
    subjects: pd.DataFrame
    indicators: pd.DataFrame
    relations: pd.DataFrame
    terms: pd.DataFrame
    cues: pd.DataFrame

    def name(self, vocabulary: str, id: str, lang: str) -> str:  # noqa: A002  # an id is called id.
        """Return how an id is called in a language; KeyError where no register has it."""
        if vocabulary == "subject" and id in self.zones.index:
            return str(self.zones.at[id, lang])
        table = {
            "zone": self.zones,
            "subject": self.subjects,
            "indicator": self.indicators,
            "relation": self.relations,
        }.get(vocabulary)
        if table is not None:
            return str(table.at[id, lang])
        return str(self.terms.at[(vocabulary, id), lang])

    def ids(self, vocabulary: str) -> list[str]:
        """Return the ids of a vocabulary of terms, in the order of the register."""
        level = self.terms.index.get_level_values("vocabulary")
        return list(self.terms[level == vocabulary].index.get_level_values("id"))

    def cued(self, vocabulary: str, *ids: str) -> dict[str, str]:
        """Return the words that show an id of a vocabulary, each with its id; of `ids` if given."""
        level = self.cues.index.get_level_values("vocabulary")
        rows = self.cues[level == vocabulary]["words"].droplevel("vocabulary")
        return {
            word: str(id_)
            for id_, words in rows.items()
            if not ids or id_ in ids
            for word in words.split()
        }

    @property
    def speakable(self) -> list[str]:
        """Return every id a figure's subject or base may name: zones and subjects."""
        return [*self.zones.index, *self.subjects.index]


def read_registers(folder: Path) -> Registers:
    """Return the registers of a folder; raises RawError with every problem in them."""
    tables: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    for name, columns in COLUMNS.items():
        try:
            tables[name] = read_table(folder / f"{name}.csv", columns)
        except RawError as error:
            problems += error.problems
    if problems:
        raise RawError(problems)
    terms = tables["terms"]
    vocabularies = {str(name): set(rows["id"]) for name, rows in terms.groupby("vocabulary")}
    for name, schema in _schemas(tables, vocabularies).items():
        problems += broken_rules(f"{name}.csv", tables[name], schema)
    problems += _check_relations(tables["relations"])
    problems += _check_cues(tables["cues"], vocabularies)
    problems += _check_aliases(tables)
    problems += [
        Problem(f"{name}.csv", int(row) + 2, "id", str(id_), f"is there twice in {vocabulary}")
        for name in TWO_KEYS
        for row, vocabulary, id_ in tables[name]
        .loc[tables[name].duplicated(["vocabulary", "id"]), ["vocabulary", "id"]]
        .itertuples()
    ]
    problems += [
        Problem("terms.csv", None, "id", id_, f"the vocabulary {vocabulary} lacks it; add a row")
        for vocabulary, ids in SPOKEN.items()
        for id_ in sorted(ids - vocabularies.get(vocabulary, set()))
    ]
    if problems:
        raise RawError(problems)
    return Registers(
        **{
            name: table.set_index(["vocabulary", "id"] if name in TWO_KEYS else "id")
            for name, table in tables.items()
        }
    )


def _check_relations(relations: pd.DataFrame) -> Iterator[Problem]:
    """Yield each relation with more or fewer inputs than its rule takes."""
    for number, row in enumerate(rows_of(relations), start=2):
        least, most = RULES.get(row["rule"], (0, inf))
        inputs = len(row["inputs"].split())
        if not least <= inputs <= most:
            remedy = f"has {inputs} inputs, a {row['rule']} takes {least}"
            remedy += " or more" if most == inf else ""
            yield Problem("relations.csv", number, "inputs", row["inputs"], remedy)


def _check_cues(cues: pd.DataFrame, vocabularies: dict[str, set[str]]) -> Iterator[Problem]:
    """Yield each cue of no term, and each word that leads to two ids of its vocabulary."""
    allowed = vocabularies | CUED | {DEFAULT_SCOPE: vocabularies.get("scope", set())}
    led: dict[tuple[str, str], str] = {}
    for number, row in enumerate(rows_of(cues), start=2):
        vocabulary, id_ = row["vocabulary"], row["id"]
        if id_ not in allowed.get(vocabulary, set()):
            remedy = f"is no {vocabulary} of terms.csv or registers.CUED; mend it"
            yield Problem("cues.csv", number, "id", id_, remedy)
        for word in row["words"].split():
            if (other := led.setdefault((vocabulary, word), id_)) != id_:
                remedy = f"shows {other} already; keep it in one row of {vocabulary}"
                yield Problem("cues.csv", number, "words", word, remedy)


def _check_aliases(tables: Mapping[str, pd.DataFrame]) -> Iterator[Problem]:
    """Yield each alias that leads to two ids; zones and subjects share one set of names."""
    for names in (("zones", "subjects"), ("indicators",)):
        led: dict[str, str] = {}
        for name in names:
            for number, row in enumerate(rows_of(tables[name]), start=2):
                for alias in row["aliases"].split():
                    if (other := led.setdefault(alias, row["id"])) != row["id"]:
                        remedy = f"leads to {other} already; keep it in one row"
                        yield Problem(f"{name}.csv", number, "aliases", alias, remedy)


def _schemas(
    tables: dict[str, pd.DataFrame], vocabularies: dict[str, set[str]]
) -> dict[str, pa.DataFrameSchema]:
    id_rules = [matches(ID, "is no id; use a-z, 0-9 and _"), unique()]
    named = {
        column: pa.Column(str, filled())
        for columns in COLUMNS.values()
        for column in columns
        if column.endswith(("zh", "en")) and not column.startswith("note")
    }

    def schema(name: str, rules: dict[str, pa.Check | list[pa.Check]]) -> pa.DataFrameSchema:
        columns = {column: named.get(column, pa.Column(str)) for column in COLUMNS[name]}
        return pa.DataFrameSchema(
            columns | {column: pa.Column(str, checks) for column, checks in rules.items()}
        )

    zones = list(tables["zones"]["id"])
    types = sorted(vocabularies.get("subject_type", set()))
    families = sorted(vocabularies.get("family", set()))
    indicators = set(tables["indicators"]["id"])
    scopes = {"", *vocabularies.get("scope", set())}

    def are_units(cell: str) -> bool:
        return all(unit.partition("/")[0] in UNITS for unit in cell.split())

    def are_indicators(cell: str) -> bool:
        inputs = [name.partition(":") for name in cell.split()]
        return all(name in indicators and scope in scopes for name, _, scope in inputs)

    return {
        "zones": schema("zones", {"id": id_rules}),
        "subjects": schema(
            "subjects",
            {
                "id": [*id_rules, other_than(zones, "names a zone already; rename it")],
                "zone": one_of(zones, "zones.csv"),
                "type": one_of(types, "subject_type in terms.csv"),
            },
        ),
        "indicators": schema(
            "indicators",
            {
                "id": id_rules,
                "unit": pa.Check(
                    are_units,
                    element_wise=True,
                    error="is no unit of units.UNITS",
                ),
                "nature": one_of(["stock", "flow"], "the natures"),
                "family": one_of(families, "the families in terms.csv"),
            },
        ),
        "relations": schema(
            "relations",
            {
                "id": id_rules,
                "rule": one_of(RULES, "the rules"),
                "inputs": pa.Check(
                    are_indicators,
                    element_wise=True,
                    error="must be ids of indicators.csv, with or without :scope, parted by spaces",
                ),
            },
        ),
        "terms": schema("terms", {"id": matches(ID, "is no id; use a-z, 0-9 and _")}),
        "cues": schema("cues", {"words": filled()}),
    }

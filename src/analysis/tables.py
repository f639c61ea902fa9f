"""The processed tables: every judged and reasoned thing as rows of text.

Cells are exact decimals where a number ends, else rounded outward with the end left open.
"""

from collections import defaultdict
from collections.abc import Iterable

import pandas as pd

from .audit import Audit
from .bounds import READINGS
from .codebook import CODEBOOK
from .columns import clean_page, readings, truth
from .compare import Comparison
from .derive import Derived
from .observations import Corpus, counted_elsewhere
from .standings import Standing, stand

Row = dict[str, str]


def write_tables(
    corpus: Corpus,
    derived: Iterable[Derived],
    audits: Iterable[Audit],
    comparisons: Iterable[Comparison],
) -> dict[str, pd.DataFrame]:
    """Return every processed table as a frame of text, columns as in the codebook."""
    cleaned = [clean_page(page, corpus.registers) for page in corpus.pages]
    pairs = list(comparisons)
    rows: dict[str, Iterable[Row]] = {
        "facts": _facts(corpus),
        "derived": map(_derived, derived),
        "audits": map(_audited, audits),
        "comparisons": map(_comparison, pairs),
        "standings": map(_standing, stand(corpus, pairs)),
        "articles": _articles(corpus),
        "labels": _labels(corpus),
        "coverage": _coverage(corpus),
    }
    return {
        name: pd.DataFrame(
            list(rows[name]), columns=[column.name for column in table.columns], dtype=str
        )
        if name in rows
        else pd.concat([tables[name] for tables in cleaned], ignore_index=True)
        for name, table in CODEBOOK.items()
    }


def _facts(corpus: Corpus) -> Iterable[Row]:
    mentions = {mention.id: mention for mention in corpus.mentions}
    instead = counted_elsewhere(corpus.facts, mentions)
    own = [column.name for column in CODEBOOK["facts"].columns if column.name != "counted_as"]
    for fact in corpus.facts:
        row = {column: str(getattr(fact, column)) for column in own}
        yield row | {"counted_as": " ".join(instead.get(fact.id, []))}


def _derived(value: Derived) -> Row:
    same = ("id", "rule", "relation", "zone", "subject", "indicator", "scope", "unit", "formula")
    return (
        {column: getattr(value, column) for column in same}
        | {
            "counts": truth(value.counts),
            "inputs": " ".join(value.inputs),
            "caveats": " ".join(value.caveats),
        }
        | {f"possible_{r}": truth(value.bounds[r] is not None) for r in READINGS}
        | readings(value.bounds[reading] for reading in READINGS)
    )


def _audited(audit: Audit) -> Row:
    row = {column: getattr(audit, column) for column in ("id", "check", "relation", "zone")}
    row |= {"inputs": " ".join(audit.inputs), "caveats": " ".join(audit.caveats)}
    for reading, finding in audit.findings.items():
        row[f"{reading}_verdict"], row[f"{reading}_working"] = finding
    return row


def _comparison(pair: Comparison) -> Row:
    row = {
        "id": pair.id,
        "family": pair.left.family,
        "left": pair.left.id,
        "right": pair.right.id,
        "left_zone": pair.left.zone,
        "right_zone": pair.right.zone,
        "verdict": pair.verdict,
        "by_rule": pair.by_rule,
        "why": " ".join(pair.why),
        "note_zh": pair.override.note_zh if pair.override else "",
        "note_en": pair.override.note_en if pair.override else "",
    }
    row |= {f"{reading}_order": order for reading, order in pair.orders.items()}
    return row | readings((pair.ratios[reading] for reading in READINGS), "ratio_")


def _standing(one: Standing) -> Row:
    own = ("zone", "indicator", "family")
    counts = ("figures", "zones", "compared", "refused")
    row = {"id": one.seen.id, "class": one.class_, "caveats": " ".join(one.caveats)}
    row |= {column: getattr(one.seen, column) for column in own}
    row |= {column: str(getattr(one, column)) for column in counts}
    for reading, places in one.places.items():
        row[f"{reading}_best"], row[f"{reading}_worst"] = map(str, places or ("", ""))
    return row


def _articles(corpus: Corpus) -> Iterable[Row]:
    for page in corpus.pages:
        source = page.source
        for article in source.articles:
            yield {
                "id": f"{source.id}/{article.id}",
                "zone": article.zone,
                "headline_zh": " ".join(article.headline),
                "headline_en": article.headline_en,
                "byline": article.byline,
                "paper_zh": source.paper.zh,
                "paper_en": source.paper.en,
                "earliest": str(source.date.earliest),
                "latest": str(source.date.latest),
                "basis_zh": source.date.basis_zh,
                "basis_en": source.date.basis_en,
                "sha256": source.text.sha256,
            }


def _labels(corpus: Corpus) -> Iterable[Row]:
    registers = corpus.registers
    named = [
        ("zone", registers.zones),
        ("zone_short", registers.zones[["short_zh", "short_en"]].set_axis(["zh", "en"], axis=1)),
        ("subject", registers.zones),
        ("subject", registers.subjects),
        ("indicator", registers.indicators),
        ("relation", registers.relations),
    ]
    rows = [(vocabulary, str(id_), row) for vocabulary, t in named for id_, row in t.iterrows()]
    for vocabulary in registers.terms.index.unique("vocabulary"):
        terms = registers.terms.xs(vocabulary)
        rows += [(str(vocabulary), str(id_), row) for id_, row in terms.iterrows()]
    for vocabulary, code, row in rows:
        yield {
            "id": f"{vocabulary}/{code}",
            "vocabulary": vocabulary,
            "code": code,
            "zh": row["zh"],
            "en": row["en"],
            "definition_zh": row.get("definition_zh", row.get("note_zh", "")),
            "definition_en": row.get("definition_en", row.get("note_en", "")),
        } | {column: row.get(column, "") for column in ("unit", "nature", "family")}


def _coverage(corpus: Corpus) -> Iterable[Row]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for seen in corpus.observations:
        found[seen.zone, seen.family].append(seen.id)
    families = corpus.registers.ids("family")
    for zone in map(str, corpus.registers.zones.index):
        for family in families:
            ids = found[zone, family]
            yield {
                "id": f"{zone}/{family}",
                "zone": zone,
                "family": family,
                "figures": str(len(ids)),
                "observations": " ".join(ids),
            }

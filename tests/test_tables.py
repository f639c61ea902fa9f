"""The processed tables: as the codebook says, as the build writes them now, and whole in themselves."""

import re
import shutil
from collections import Counter
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from frictionless import Package

from analysis.audit import audit
from analysis.bounds import READINGS
from analysis.build import build_tables
from analysis.codebook import (
    CODEBOOK,
    bounds_of,
    codebook_markdown,
    csv_bytes,
    data_package,
    read_table,
    read_tables,
)
from analysis.compare import compare
from analysis.derive import derive
from analysis.observations import judge
from analysis.overrides import read_overrides
from analysis.pages import read_pages
from analysis.paths import Checkout, find_checkout
from analysis.problems import RawError
from analysis.raw import Row, rows_of
from analysis.registers import LANGUAGES, read_registers
from analysis.tables import write_tables

from .made_up import corpus_of, dated, refused, replace, said, stated

CHECKOUT = find_checkout(Path(__file__).parent)
REGISTERS = read_registers(CHECKOUT.registers)
CORPUS = judge(read_pages(CHECKOUT.pages, REGISTERS), REGISTERS)
PAIRS = compare(CORPUS, read_overrides(CHECKOUT.overrides))
TABLES = write_tables(CORPUS, derive(CORPUS), audit(CORPUS), PAIRS)
NAMES = list(CODEBOOK)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout with the raw data of this one, whose tables the build has just written."""
    checkout = Checkout(tmp_path_factory.mktemp("checkout"))
    shutil.copytree(CHECKOUT.root / "data" / "raw", checkout.root / "data" / "raw")
    build_tables(checkout)
    return checkout


def test_the_repository_holds_what_the_build_writes(built: Checkout) -> None:
    """data/processed is, byte for byte, what the build writes now from data/raw; else build anew."""
    written = {path.name: path.read_bytes() for path in built.processed.iterdir()}
    kept = {path.name: path.read_bytes() for path in CHECKOUT.processed.iterdir() if path.is_file()}
    assert kept.keys() == written.keys() == {f"{name}.csv" for name in NAMES} | {"datapackage.json"}
    assert [name for name in written if kept[name] != written[name]] == []


def test_a_build_counts_its_rows(built: Checkout) -> None:
    """The build tells how many rows each table has, and a second build changes no byte."""
    before = {path.name: path.read_bytes() for path in built.processed.iterdir()}
    said = build_tables(built).said
    assert said == [f"data/processed: {', '.join(f'{name} {len(TABLES[name])}' for name in NAMES)}"]
    assert {path.name: path.read_bytes() for path in built.processed.iterdir()} == before


@pytest.mark.parametrize("name", NAMES)
def test_columns_are_those_of_the_codebook(name: str) -> None:
    """A table has the codebook's columns in its order, every cell is text, and ids are unique."""
    table = TABLES[name]
    assert list(table.columns) == [column.name for column in CODEBOOK[name].columns]
    assert all(isinstance(cell, str) for cell in table.to_numpy().ravel())
    assert len(table)
    assert table["id"].all()
    assert table["id"].is_unique


def test_tables_are_read_as_written(built: Checkout) -> None:
    """The tables read from a folder are those written, with `id` as the index."""
    tables = read_tables(built.processed)
    assert list(tables) == NAMES
    for name, table in tables.items():
        assert csv_bytes(table.reset_index()) == csv_bytes(TABLES[name])


def errors_in(folder: Path) -> list[str]:
    """The types of the errors that frictionless finds in the package of a folder."""
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid == (not report.flatten(["type"]))
    return sorted({row[0] for row in report.flatten(["type"])})


def test_frictionless_finds_the_package_valid(built: Checkout) -> None:
    """A reader of data packages that is not ours finds every table as it is described."""
    assert errors_in(built.processed) == []


def write_package(folder: Path, tables: dict[str, pd.DataFrame]) -> Path:
    """The folder of a package of tables, written."""
    files = {name: csv_bytes(table) for name, table in tables.items()}
    for name, content in files.items():
        (folder / f"{name}.csv").write_bytes(content)
    (folder / "datapackage.json").write_bytes(data_package(files, "0"))
    return folder


@pytest.mark.parametrize(
    ("name", "column", "value", "error"),
    [
        pytest.param("coverage", "figures", "many", "type-error", id="no number"),
        pytest.param("articles", "earliest", "spring", "type-error", id="no date"),
        pytest.param("derived", "counts", "perhaps", "type-error", id="no truth"),
        pytest.param("comparisons", "left", "page/nobody", "foreign-key", id="no such observation"),
        pytest.param("refusals", "id", "page/nobody", "foreign-key", id="no such mention"),
        pytest.param(
            "labels", "id", TABLES["labels"]["id"].iloc[-1], "primary-key", id="an id twice"
        ),
    ],
)
def test_frictionless_would_find_a_mistake(
    tmp_path: Path, name: str, column: str, value: str, error: str
) -> None:
    """What the codebook promises of types, ids and references is in the package, and is checked."""
    wrong = TABLES[name].copy()
    wrong.loc[0, column] = value
    assert error in errors_in(write_package(tmp_path, TABLES | {name: wrong}))


def test_frictionless_would_find_a_changed_byte(tmp_path: Path) -> None:
    """A table edited by hand no longer has the hash of its package."""
    write_package(tmp_path, TABLES)
    path = tmp_path / "labels.csv"
    path.write_bytes(path.read_bytes().replace("企业".encode(), "公司".encode()))
    assert errors_in(tmp_path) == ["hash-count"]


IDS = {name: set(TABLES[name]["id"]) for name in NAMES}
ANYONE = IDS["mentions"] | IDS["facts"]


def pointed_at(name: str, column: str) -> list[str]:
    """The ids in the cells of a column, which may hold several, parted by spaces."""
    return [id_ for cell in TABLES[name][column] for id_ in cell.split()]


@pytest.mark.parametrize(
    ("name", "column", "known"),
    [
        pytest.param("observations", "id", IDS["mentions"], id="an observation is a mention"),
        pytest.param("times", "id", IDS["mentions"], id="a time is a mention"),
        pytest.param("refusals", "id", IDS["mentions"], id="a refusal is a mention"),
        pytest.param("observations", "time", IDS["times"] | {"now", "unstated"}, id="its time"),
        pytest.param(
            "times", "since", IDS["times"] | {"now", "unstated"}, id="what a duration runs from"
        ),
        pytest.param("facts", "dated_by", IDS["times"], id="what dates a fact"),
        pytest.param("facts", "listed_by", IDS["mentions"], id="what counts a fact"),
        pytest.param(
            "derived", "inputs", IDS["observations"] | IDS["times"], id="inputs of a value"
        ),
        pytest.param("audits", "inputs", ANYONE, id="inputs of an audit"),
        pytest.param("comparisons", "left", IDS["observations"], id="first of a pair"),
        pytest.param("comparisons", "right", IDS["observations"], id="second of a pair"),
        pytest.param("coverage", "observations", IDS["observations"], id="what a zone says"),
    ],
)
def test_later_rows_name_earlier_ones(name: str, column: str, known: set[str]) -> None:
    """Every row names rows that exist, so that each number leads back to its words."""
    found = pointed_at(name, column)
    assert found
    assert set(found) <= known


def test_mentions_are_parted_without_rest() -> None:
    """Every mention is in one of observations, times and refusals, and in no two."""
    parts = Counter(id_ for name in ("observations", "times", "refusals") for id_ in IDS[name])
    assert parts == Counter(IDS["mentions"])


def test_coverage_counts_every_observation() -> None:
    """Each observation is counted once; a zone and family without any is a row with 0."""
    counted = pointed_at("coverage", "observations")
    assert Counter(counted) == Counter(IDS["observations"])
    coverage = TABLES["coverage"]
    assert [str(len(cell.split())) for cell in coverage["observations"]] == list(
        coverage["figures"]
    )
    assert len(coverage) == len(REGISTERS.zones) * len(REGISTERS.ids("family"))


# Vocabulary of labels -> the columns whose cells it names.
NAMED = {
    "zone": [
        (name, column.name)
        for name in NAMES
        for column in CODEBOOK[name].columns
        if column.name in {"zone", "left_zone", "right_zone"}
    ],
    "subject": [
        ("observations", "subject"),
        ("observations", "base_subject"),
        ("derived", "subject"),
    ],
    "indicator": [
        ("observations", "indicator"),
        ("observations", "base_indicator"),
        ("derived", "indicator"),
        ("standings", "indicator"),
    ],
    "family": [
        (name, "family") for name in ("observations", "comparisons", "standings", "coverage")
    ],
    "relation": [("derived", "relation")],
    "kind": [("mentions", "kind"), ("times", "kind"), ("refusals", "kind")],
    "hedge": [("mentions", "hedge"), ("observations", "hedge")],
    "judgement": [("mentions", "judgement")],
    "nature": [("observations", "nature")],
    "measure": [("observations", "measure")],
    "status": [("observations", "status")],
    "scope": [("observations", "scope")],
    "speaker": [("observations", "speaker")],
    "reason": [("refusals", "reason")],
    "fact": [("facts", "kind")],
    "fact_status": [("facts", "status")],
    "derived": [("derived", "rule")],
    "audit": [("audits", "check")],
    "verdict": [("audits", f"{reading}_verdict") for reading in READINGS],
    "comparison": [("comparisons", "verdict"), ("comparisons", "by_rule")],
    "why": [("comparisons", "why"), ("derived", "caveats"), ("standings", "caveats")],
    "order": [("comparisons", f"{reading}_order") for reading in READINGS],
}


@pytest.mark.parametrize("vocabulary", NAMED)
def test_every_id_in_the_tables_has_a_label(vocabulary: str) -> None:
    """Each id that a table uses is called something in Chinese and in English."""
    labels = TABLES["labels"]
    known = set(labels[labels["vocabulary"] == vocabulary]["code"])
    used = {id_ for name, column in NAMED[vocabulary] for id_ in pointed_at(name, column)}
    assert used
    assert used <= known


def test_every_label_is_in_both_languages() -> None:
    """No label lacks a language, and a definition in one needs the other."""
    labels = TABLES["labels"]
    assert labels[list(LANGUAGES)].all(axis=None)
    assert (labels["definition_zh"].astype(bool) == labels["definition_en"].astype(bool)).all()
    assert labels[labels["vocabulary"] == "indicator"]["definition_zh"].all()


BILINGUAL = [
    (name, column.name)
    for name in NAMES
    for column in CODEBOOK[name].columns
    if column.name.endswith("_zh")
]


@pytest.mark.parametrize(("name", "column"), BILINGUAL)
def test_what_is_told_in_one_language_is_told_in_the_other(name: str, column: str) -> None:
    """A note, role, headline or basis in one language needs the other, and each is in its own."""
    other = column.removesuffix("_zh") + "_en"
    zh, en = TABLES[name][column], TABLES[name][other]
    assert zh.astype(bool).any()
    assert list(zh.astype(bool)) == list(en.astype(bool))
    assert all(re.search("[一-鿿]", cell) for cell in zh if cell)
    assert all(re.search("[A-Za-z]", cell) for cell in en if cell)


def test_every_fact_has_its_roles() -> None:
    """A fact says its name in English and its part in the article in both languages."""
    assert TABLES["facts"][["en", "role_zh", "role_en"]].all(axis=None)


NUMBERS = [
    (name, column.name)
    for name in NAMES
    for column in CODEBOOK[name].columns
    if column.type in {"number", "integer"}
]


@pytest.mark.parametrize(("name", "column"), NUMBERS)
def test_numbers_are_written_in_full(name: str, column: str) -> None:
    """A number is a decimal without exponent, fraction or needless nought; an empty cell has none."""
    for cell in TABLES[name][column]:
        assert not cell or re.fullmatch(r"-?(0|[1-9]\d*)(\.\d*[1-9])?", cell), cell


def by_id(name: str) -> dict[str, Row]:
    """The rows of a table by their ids."""
    return {row["id"]: row for row in rows_of(TABLES[name])}


def test_observed_bounds_are_exact() -> None:
    """What a page prints is in the tables without any rounding, under both readings."""
    rows = by_id("observations")
    for seen in CORPUS.observations:
        for reading in READINGS:
            assert bounds_of(rows[seen.id], f"{reading}_") == seen.bounds(reading)
    mentions = by_id("mentions")
    for mention in CORPUS.mentions:
        row = mentions[mention.id]
        assert bounds_of(row, "") == mention.figure.bounds
        assert (Fraction(row["value"]) if row["value"] else None) == mention.figure.value


def test_derived_bounds_hold_what_was_derived() -> None:
    """A value that does not end is rounded outward: its cells hold it, and little besides."""
    rows = by_id("derived")
    for value in derive(CORPUS):
        for reading, exact in value.bounds.items():
            written = bounds_of(rows[value.id], f"{reading}_")
            assert (
                (written is None)
                == (exact is None)
                == (rows[value.id][f"possible_{reading}"] == "false")
            )
            assert exact is None or (written is not None and exact.within(written))


def test_tables_of_a_page_made_up(tmp_path: Path) -> None:
    """The tables of another page, of other zones and indicators, are made by the same code."""
    figures = [
        said("7家", "firms", note_zh="注", note_en="note"),
        said("3%", "firms", measure="share", base="members@province"),
        dated("2020年"),
        dated("4年", time="r-3"),
        refused("三大", "enumeration"),
        said("9家", "firms", zone="west", subject="west"),
    ]
    corpus = corpus_of(tmp_path, figures, [stated("海工", dated_by="r-3", listed_by="r-5")])
    tables = write_tables(corpus, derive(corpus), audit(corpus), compare(corpus))
    assert {name: len(table) for name, table in tables.items() if name != "labels"} == {
        "mentions": 6,
        "observations": 3,
        "times": 2,
        "refusals": 1,
        "facts": 1,
        "derived": 2,
        "audits": 3,
        "comparisons": 3,
        "standings": 3,
        "articles": 2,
        "coverage": 4,
    }
    whole, _ = rows_of(tables["derived"])
    assert (whole["strict_low"], whole["strict_high"]) == ("233.333333333333", "233.333333333334")
    assert (whole["strict_low_closed"], whole["counts"]) == ("false", "true")
    assert tables["observations"]["note_zh"].tolist() == ["注", "", ""]
    [fact] = rows_of(tables["facts"])
    assert (fact["date"], fact["listed_by"]) == ("2020", "page/r-5")
    (tmp_path / "package").mkdir()
    assert errors_in(write_package(tmp_path / "package", tables)) == []


def test_wrong_raw_data_leaves_the_tables_as_they_were(built: Checkout, tmp_path: Path) -> None:
    """A build of raw data with a problem raises, and no table is touched."""
    checkout = Checkout(tmp_path)
    shutil.copytree(built.root / "data", tmp_path / "data")
    before = {path.name: path.read_bytes() for path in checkout.processed.iterdir()}
    zones = checkout.registers / "zones.csv"
    replace(zones, "id,zh,en,", "id,zh,fr,")
    with pytest.raises(RawError, match=r"zones\.csv row 1, en: is missing"):
        build_tables(checkout)
    assert {path.name: path.read_bytes() for path in checkout.processed.iterdir()} == before


def test_the_readme_shows_the_codebook() -> None:
    """README.md holds the codebook between its marks as the code has it."""
    readme = (CHECKOUT.root / "README.md").read_text("utf-8")
    opening, closing = "<!-- codebook -->", "<!-- /codebook -->"
    assert (readme.count(opening), readme.count(closing)) == (1, 1)
    shown = readme.partition(opening)[2].partition(closing)[0]
    assert shown.strip() == codebook_markdown().strip()


def test_rows_stand_in_printed_order() -> None:
    """Mentions follow the order of the raw rows, and later tables follow the mentions."""
    place = {id_: number for number, id_ in enumerate(TABLES["mentions"]["id"])}
    for name in ("observations", "times", "refusals"):
        places = [place[id_] for id_ in TABLES[name]["id"]]
        assert all(one < following for one, following in pairwise(places)), name


@pytest.mark.parametrize("vocabulary", ["derived", "audit", "why"])
def test_the_readme_explains_every_rule(vocabulary: str) -> None:
    """Every rule, check and reason of the register stands in README.md by its id."""
    readme = (CHECKOUT.root / "README.md").read_text("utf-8")
    assert [id_ for id_ in REGISTERS.ids(vocabulary) if f"`{id_}`" not in readme] == []


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="empty"),
        pytest.param("id,a\nx,1,2\n", id="a row too long"),
        pytest.param("id,a\nx\n", id="a row too short"),
        pytest.param("id,a\nx,1\n\n", id="a blank line"),
    ],
)
def test_what_is_no_table_is_told(tmp_path: Path, content: str) -> None:
    """A processed table that somebody changed by hand is told, and no cell of it moves."""
    (tmp_path / "facts.csv").write_text(content, "utf-8")
    with pytest.raises(ValueError, match=r"^data/processed/facts.csv: is no table"):
        read_table(tmp_path, "facts")

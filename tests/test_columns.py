"""Cleaning: by columns and all at once it says what reading row by row says."""

from pathlib import Path
from random import Random

import pandas as pd
import pytest

from analysis.bounds import READINGS, Bounds, in_decimals, write_exact
from analysis.codebook import CODEBOOK
from analysis.columns import clean_page
from analysis.figures import read_figure
from analysis.observations import Corpus, Mention, Observation, judge
from analysis.pages import read_pages
from analysis.paths import find_checkout
from analysis.raw import rows_of
from analysis.registers import read_registers

from .made_up import Row, corpus_of, dated, refused, said

CHECKOUT = find_checkout(Path(__file__).parent)
SPANS = "60家 超60家 近60家 约60家 60余家 60家以上 最高60家 60—80家 两三百家 上千家 几十家".split()
SHARES = "30% 近30% 约30.5% 超30% 一半 近一半 三成 三分之一 1.5倍".split()


def number(point: Bounds) -> str:
    """A number as a cell."""
    low = in_decimals(point).low
    assert low is not None
    return write_exact(low)


def ends(prefix: str, bounds: Bounds | None) -> dict[str, str]:
    """Bounds as four cells."""
    cells = dict.fromkeys(
        (f"{prefix}{end}" for end in ("low", "low_closed", "high", "high_closed")), ""
    )
    if bounds is not None:
        written = in_decimals(bounds)
        for end, value in (("low", written.low), ("high", written.high)):
            cells[f"{prefix}{end}"] = "" if value is None else write_exact(value)
        cells[f"{prefix}low_closed"] = str(written.low_closed).lower()
        cells[f"{prefix}high_closed"] = str(written.high_closed).lower()
    return cells


def mention_row(one: Mention) -> Row:
    """A mention as its row: whatever its table asks for and it or its figure has."""
    figure = one.figure
    names = {
        column.name for t in ("mentions", "times", "refusals") for column in CODEBOOK[t].columns
    }
    cells = {name: str(getattr(one, name, getattr(figure, name, ""))) for name in names}
    cells["value"] = "" if figure.value is None else number(Bounds.point(figure.value))
    return cells | ends("", figure.bounds)


def observation_row(seen: Observation) -> Row:
    """An observation as its row."""
    names = [column.name for column in CODEBOOK["observations"].columns]
    cells = {name: str(getattr(seen, name, "")) for name in names} | {
        "hedge": seen.figure.hedge,
        "value": "" if seen.value is None else number(Bounds.point(seen.value)),
        "width": "" if seen.width is None else number(Bounds.point(seen.width)),
        "note_zh": seen.mention.note_zh,
        "note_en": seen.mention.note_en,
    }
    for reading in READINGS:
        cells |= ends(f"{reading}_", seen.bounds(reading))
    return cells


def row_by_row(corpus: Corpus) -> dict[str, list[Row]]:
    """What each row of a corpus says, read by itself."""
    mentions = [mention_row(one) for one in corpus.mentions]
    rows = {
        "mentions": mentions,
        "observations": [observation_row(seen) for seen in corpus.observations],
        "times": [one for one in mentions if one["judgement"] == "time"],
        "refusals": [one for one in mentions if one["judgement"] == "refusal"],
    }
    return {
        name: [{c.name: row[c.name] for c in CODEBOOK[name].columns} for row in table]
        for name, table in rows.items()
    }


def random_rows(seed: int) -> list[Row]:
    """Rows that repeat a few spans under many judgements, in a random order."""
    random = Random(seed)
    dates = ["2023年", "2022年12月", "去年以来", "2020—2023年"]
    times = [("now",), ("unstated",), ("r-1",), ("r-2",)]

    def one() -> Row:
        time = random.choice(times)[0]
        return random.choice(
            [
                said(random.choice(SPANS), random.choice(["firms", "members"]), time=time),
                said(random.choice(SPANS), "firms", measure="increment", time=time),
                said("1000", "firms", implied_unit="家", outside_hedge=random.choice(["", "突破"])),
                said(
                    random.choice(SHARES),
                    "members",
                    measure=random.choice(["share", "growth", "decline"]),
                    base="members@province",
                    time=time,
                ),
                dated(random.choice(dates[:2])),
                dated("4年", time=random.choice(["", "unstated", "r-2"])),
                refused(
                    random.choice(["5G", "第三方", *SPANS]), note_en=random.choice(["", "a, b"])
                ),
            ]
        )

    return [dated(dates[0]), dated(dates[1]), *(one() for _ in range(200))]


def assert_alike(corpus: Corpus) -> None:
    """Every page cleaned by columns, and the rows of all pages read one by one."""
    pages = [clean_page(page, corpus.registers) for page in corpus.pages]
    for name, rows in row_by_row(corpus).items():
        table = pd.concat([tables[name] for tables in pages])
        assert list(table) == [column.name for column in CODEBOOK[name].columns]
        assert rows_of(table) == rows, name
        assert rows, name


def test_the_page_is_cleaned_as_row_by_row() -> None:
    """The five zones, by columns and row by row."""
    registers = read_registers(CHECKOUT.registers)
    assert_alike(judge(read_pages(CHECKOUT.pages, registers), registers))


@pytest.mark.parametrize("seed", range(5))
def test_random_rows_are_cleaned_as_row_by_row(tmp_path: Path, seed: int) -> None:
    """Rows of every judgement, repeated: the same span may be judged in many ways."""
    assert_alike(corpus_of(tmp_path, random_rows(seed)))


def test_a_span_is_read_once(tmp_path: Path) -> None:
    """However many rows print it, and whatever they are judged to say."""
    corpus = corpus_of(tmp_path, [said("77家", "firms") for _ in range(50)])
    read_figure.cache_clear()
    cleaned = clean_page(corpus.pages[0], corpus.registers)
    asked = read_figure.cache_info()
    assert (asked.hits, asked.misses) == (0, 1)
    assert list(cleaned["observations"]["value"]) == ["77"] * 50


def test_a_page_without_figures_has_empty_tables(tmp_path: Path) -> None:
    """Empty, with every column."""
    corpus = corpus_of(tmp_path, [])
    for name, table in clean_page(corpus.pages[0], corpus.registers).items():
        assert table.empty
        assert list(table) == [column.name for column in CODEBOOK[name].columns]

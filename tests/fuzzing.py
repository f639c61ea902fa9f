"""What must hold of any bytes whatever, and a fuzzer that looks for those of which it does not.

    .venv/bin/pip install atheris
    .venv/bin/python -m tests.fuzzing mentions -max_total_time=600

The fuzzer is guided by the branches that its inputs reach; no test needs it. What it finds is kept in
tests/fuzzed/TARGET, whose files test_fuzz.py reads again each time.
"""

import csv
import io
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FunctionType

import pandas as pd

from analysis.archive import zipped
from analysis.bounds import READINGS
from analysis.codebook import FILES
from analysis.corpus import extract_batch
from analysis.drafts import draft_page, write_draft
from analysis.figures import Figure, bounds_under, read_figure
from analysis.mentions import find_mentions
from analysis.numerals import read_numeral, read_vague
from analysis.pages import check_anchors, read_page
from analysis.periods import date_span, read_date
from analysis.plans import written_hash
from analysis.problems import RawError
from analysis.raw import read_table, read_text, read_toml
from analysis.receipts import read_receipt
from analysis.texts import Text, batches, read_texts
from analysis.ties import parse_tie, rows_of_query
from analysis.verify import verify

from .made_up import made_up_registers, said, tables_of, write_page

KEPT = Path(__file__).parent / "fuzzed"
SLOW = 2.0  # Seconds that no input of a few thousand characters may take.
LONGEST = 4_000


def text_of(data: bytes) -> str:
    """Bytes as a text of any characters, lone halves of surrogate pairs among them."""
    return data[:LONGEST].decode("utf-8", errors="surrogateescape")


def check_figure(figure: Figure) -> None:
    """Bounds are in order, under each reading, and hold what is said."""
    for bounds in (figure.bounds, *(bounds_under(figure, reading) for reading in READINGS)):
        if bounds is not None and bounds.low is not None and bounds.high is not None:
            assert bounds.low <= bounds.high, figure


def mentions(data: bytes) -> None:
    """Spans are in order, apart, inside the text and equal to it, and their bounds in order."""
    text = text_of(data)
    end = 0
    for found in find_mentions(text, names=True):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        check_figure(found.figure)
        end = found.end


def figures(data: bytes) -> None:
    """Printed words are a figure or a ValueError."""
    printed, _, rest = text_of(data).partition("|")
    unit, _, hedge = rest.partition("|")
    try:
        check_figure(read_figure(printed, unit, hedge))
    except ValueError:
        return


def numerals(data: bytes) -> None:
    """A numeral is a number, a range of two, or none; so is a date a span of days."""
    text = text_of(data)
    value = read_numeral(text)
    assert value is None or value.is_finite()
    vague = read_vague(text)
    assert vague is None or vague.low <= vague.high
    date = read_date(text)
    span = date_span(date) if date else None
    assert span is None or span[0] <= span[1]


@contextmanager
def _read_from(name: str, data: bytes) -> Iterator[Path]:
    """Bytes as a file of a name; what its reader refuses is told problem by problem, in a line each."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        try:
            yield path
        except RawError as error:
            for problem in error.problems:
                assert problem.remedy
                assert len(str(problem).splitlines()) == 1, repr(str(problem))
        except ValueError as refusal:
            told = str(refusal)
            assert len(told.splitlines()) == 1, repr(told)
            assert "; " in told, told  # A ValueError of Python's own has no remedy.


def tables(data: bytes) -> None:
    """A table is problems, each one line with a remedy, or the cells that the csv module reads."""
    with _read_from("t.csv", data) as path:
        read = read_table(path, ("id", "zh"))
        rows = list(csv.DictReader(io.StringIO(read_text(path), newline=""), strict=True))
        assert read.to_dict("records") == [{"id": row["id"], "zh": row["zh"]} for row in rows]


def sources(data: bytes) -> None:
    """TOML is a table or one line that says where it is none."""
    with _read_from("source.toml", data) as path:
        read_toml(path)


def notebooks(data: bytes) -> None:
    """A notebook has a hash, or is none and says so; so with the receipt of one."""
    with _read_from(".receipts/n.json", data) as path:
        read_receipt(path.parents[1], "n")
        try:
            told = written_hash(path)
        except ValueError as none:
            told = str(none)
        assert re.fullmatch("[0-9a-f]{64}|n.json: .+", told), told


def ties(data: bytes) -> None:
    """A tie is taken apart, and a query asks for rows or says what is wrong with it."""
    tie = text_of(data)
    parse_tie(tie)
    try:
        rows_of_query(_tables(), tie)
    except ValueError:
        return


def articles(data: bytes) -> None:
    """Of a file of articles, each is read or a line says why not; each row is what stands in it."""
    for name in ("a.txt", "a.jsonl"):
        with _read_from(name, data) as path:
            [batch] = batches([(path, name)])
            done = extract_batch(batch, form="jsonl", names=True)
            read = [text for part in batch for text in read_texts(part) if isinstance(text, Text)]
        for failure in done.failures:
            assert len(str(failure).splitlines()) == 1, repr(str(failure))
        for row in map(json.loads, done.content.decode("utf-8").splitlines()):
            texts = [text.text for text in read if text.source == row["source"]]
            assert row["text"] in [text[row["start"] : row["end"]] for text in texts]


def drafts(data: bytes) -> None:
    """A text is drafted into a page that can be read again and stands in its text, or is refused."""
    with _read_from("a.txt", data) as path:
        text = read_text(path)
        draft = draft_page(text, "p", made_up_registers())
        write_draft(draft, path.parent / "p")
        page = read_page(path.parent / "p", made_up_registers())
        assert page.waiting == len(draft.figures)
        assert page.source == draft.source
        assert check_anchors(page, text) == []


def rows(data: bytes) -> None:
    """Rows of figures.csv whatever are a page's, or problems of one line each."""
    head, lines, *_ = _page()["figures.csv"].split(b"\n", 1)
    with _read_from("p/figures.csv", head + b"\n" + data + lines) as path:
        for name in ("source.toml", "facts.csv"):
            path.with_name(name).write_bytes(_page()[name])
        read_page(path.parent, made_up_registers())


def archives(data: bytes) -> None:
    """A zip file with bytes written over is a report's data or not, and says why."""
    archive = bytearray(_archive())
    triples = iter(data)
    for high, low, byte in zip(triples, triples, triples, strict=False):
        archive[(high << 8 | low) % len(archive)] = byte
    with _read_from("data.zip", bytes(archive)) as path:
        report = path.with_name("r.html")
        report.write_text(
            "<dt>reads<dd><code>observations</code><dt>tables<dd><code>0</code>", "utf-8"
        )
        verify(report, path)


@cache
def _archive() -> bytes:
    return zipped(dict.fromkeys(FILES, b"{}"))


@cache
def _page() -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        page = write_page(Path(folder, "p"), [said("60家", "firms")])
        return {path.name: path.read_bytes() for path in page.iterdir()}


@cache
def _tables() -> dict[str, pd.DataFrame]:
    with tempfile.TemporaryDirectory() as folder:
        return tables_of(Path(folder), [said("60家", "firms")])


TARGETS: dict[str, Callable[[bytes], None]] = {
    "mentions": mentions,
    "figures": figures,
    "numerals": numerals,
    "tables": tables,
    "sources": sources,
    "notebooks": notebooks,
    "ties": ties,
    "articles": articles,
    "drafts": drafts,
    "rows": rows,
    "archives": archives,
}


def check(target: str, data: bytes) -> None:
    """Let a target look at bytes; it must be done in time."""
    began = time.process_time()
    TARGETS[target](data)
    assert time.process_time() - began < SLOW, "too slow"


def main() -> None:
    """Fuzz a target with the arguments of libFuzzer, beginning with what is kept of it."""
    import atheris  # noqa: PLC0415

    target, *arguments = sys.argv[1:]
    kept = KEPT / target
    kept.mkdir(parents=True, exist_ok=True)
    found = Path(tempfile.mkdtemp(prefix=f"fuzzed-{target}-"))
    for name in [name for name in sys.modules if name.startswith("analysis.")]:
        for one in vars(sys.modules[name]).values():
            if isinstance(one, FunctionType) and one.__module__ == name:
                atheris.instrument_func(one)
    options = [f"-artifact_prefix={kept}/", f"-max_len={LONGEST}", "-timeout=10", *arguments]
    atheris.Setup([sys.argv[0], *options, str(found), str(kept)], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()

"""The figures of a corpus: batches of texts through one executor, here or on a cluster, in order.

    rows = extract_corpus([Path("articles")], Path("figures.parquet"), format="parquet")

A batch is a list of files and byte ranges, so that a cluster's workers need the same files under
the same paths, and this package. Only so many batches are under way as keep every worker busy, and
each is written as soon as those before it are: memory does not grow with the corpus.
"""

import csv
import io
import itertools
import json
import logging
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from .executors import in_order, open_workplace
from .mentions import find_mentions, record
from .texts import (
    BATCH_BYTES,
    JSON_LINES_ENDINGS,
    TEXT_ENDINGS,
    Batch,
    Failure,
    Part,
    Text,
    batches,
    find_files,
    read_texts,
    shown,
)

_ENDINGS = " or ".join(TEXT_ENDINGS + JSON_LINES_ENDINGS)
FORMATS = ("jsonl", "csv", "parquet")

# A row's columns, as `record` fills them: type and description.
COLUMNS = {
    "source": ("string", "the file as it was named, and #id or #line of an article in JSON Lines"),
    "start": ("integer", "the span's first character, counted in the text from 0"),
    "end": ("integer", "the character after the span"),
    "text": ("string", "the span as printed"),
    "kind": ("string", "count, money, percent and so on"),
    "low": ("string", "the lower bound, an exact decimal; null where none is stated"),
    "low_closed": ("boolean", "whether the lower bound itself is allowed; false without bounds"),
    "high": ("string", "the upper bound, an exact decimal; null where none is stated"),
    "high_closed": ("boolean", "whether the upper bound itself is allowed; false without bounds"),
    "unit": ("string", "the unit"),
    "hedge": ("string", "what the hedge says: exact, more_than, approx and so on"),
    "hedge_word": ("string", "the hedge as printed"),
    "date": ("string", "a point or from/to, XXXX where the year is not printed"),
    "base": ("string", "the whole that a share is of, as printed"),
    "direction": ("string", "up or down"),
    "noun": ("string", "the noun counted, as printed"),
}
FAILURE_COLUMNS = ("source", "line", "problem", "remedy")

_JSON = json.JSONEncoder(ensure_ascii=False)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Summary:
    """What a run read and found; `skipped` files of folders are neither text nor JSON Lines."""

    texts: int = 0
    characters: int = 0
    figures: int = 0
    failures: int = 0
    skipped: int = 0


class Done(NamedTuple):
    """What a batch gave: the bytes to write, what could not be read, and counts."""

    content: bytes
    failures: tuple[Failure, ...]
    texts: int
    characters: int
    figures: int
    size: int  # The bytes read, by which progress is measured.


class Sink(NamedTuple):
    """Where the content of batches goes, and where failures do."""

    write: Callable[[bytes], object]
    fail: Callable[[Failure], object]


def extract_corpus(
    sources: Sequence[Path],
    output: Path | None,
    *,
    format: str = "jsonl",  # noqa: A002 - The command's option is called so.
    names: bool = False,
    workers: int | None = None,
    scheduler: str = "",
    progress: bool = True,
    batch_bytes: int = BATCH_BYTES,
) -> Summary:
    """Write every figure in the texts of files and folders, in order, and return the counts.

    `output` is written whole or not at all; None or - is standard output. What cannot be read is a
    line in the log and a row in `<output>.failures.csv`. `scheduler` is a Dask address. Raises
    FileNotFoundError, IsADirectoryError and ValueError for wrong use, and what open_workplace does.
    """
    file = None if output is None or str(output) == "-" else output
    _check(sources, file, format)
    others: Counter[str] = Counter()
    written = [] if file is None else [file, _failures_beside(file)]
    work = batches(find_files(sources, leave=written, others=others), batch_bytes)
    first = list(itertools.islice(work, 2))
    if not first:
        where = ", ".join(map(shown, sources))
        raise ValueError(f"{where}: no file there ends in {_ENDINGS}; name a file itself")
    counts: Counter[str] = Counter()
    with (
        # A single batch is done sooner than a process starts.
        open_workplace(workers=1 if len(first) == 1 else workers, scheduler=scheduler) as workplace,
        _standard_output(format) if file is None else _file(file, format) as sink,
        _progress_bar(sources, written)
        if progress and sys.stderr.isatty()
        else nullcontext() as bar,
    ):
        task = partial(extract_batch, form=format, names=names)
        for result in in_order(workplace, task, itertools.chain(first, work)):
            sink.write(result.content)
            for failure in result.failures:
                sink.fail(failure)
                with bar.external_write_mode(sys.stderr) if bar else nullcontext():
                    _log.warning("%s", failure)
            if bar:
                bar.update(result.size)
            counts.update(
                texts=result.texts,
                characters=result.characters,
                figures=result.figures,
                failures=len(result.failures),
            )
    if others:
        listed = ", ".join(f"{count} {ending}" for ending, count in sorted(others.items()))
        _log.warning("passed over in folders: %s; only %s files are read there", listed, _ENDINGS)
    return Summary(**counts, skipped=others.total())


def _check(sources: Sequence[Path], file: Path | None, form: str) -> None:
    """Refuse what can be known to be wrong before any work is done."""
    if form not in FORMATS:
        raise ValueError(f"unknown format {form!r}; one of {', '.join(FORMATS)}")
    if file is None and form == "parquet":
        raise ValueError("Parquet is no text for standard output; name a file with --output")
    for source in sources:
        if not source.exists():
            raise FileNotFoundError(f"{shown(source)}: is missing; name a file or a folder")
        if file is not None and file.exists() and file.samefile(source):
            raise ValueError(f"{shown(file)}: is read from, too; name another --output")
    if file is not None and file.is_dir():
        raise IsADirectoryError(f"{shown(file)}: is a folder; name a file in it")
    if file is not None and file.exists() and not file.is_file():
        raise ValueError(f"{shown(file)}: is no file; name a file, or - for standard output")


def extract_batch(batch: Batch, *, form: str, names: bool) -> Done:
    """Return what is found in a batch, encoded; a worker runs this, and it changes nothing."""
    rows: list[dict[str, Any]] = []
    failures: list[Failure] = []
    texts = characters = 0
    for text in itertools.chain.from_iterable(map(read_texts, batch)):
        if isinstance(text, Failure):
            failures.append(text)
            continue
        try:
            rows += _rows(text, names)
        # A text on which the finder stumbles must not end a run of hours.
        except (ArithmeticError, LookupError, ValueError) as error:
            problem = f"cannot be searched: {type(error).__name__}: {error}"
            failures.append(Failure(text.source, text.line, problem, "report it, with this text"))
            continue
        texts += text.offset == 0  # Only the first part of a large text counts.
        characters += len(text.text)
    return Done(
        content=_encode(rows, form),
        failures=tuple(failures),
        texts=texts,
        characters=characters,
        figures=len(rows),
        size=sum(item.size for item in batch if isinstance(item, Part)),
    )


def _rows(text: Text, names: bool) -> list[dict[str, Any]]:
    return [
        record(text.source, found)
        | {"start": found.start + text.offset, "end": found.end + text.offset}
        for found in find_mentions(text.text, names=names)
    ]


def _encode(rows: Sequence[Mapping[str, Any]], form: str) -> bytes:
    if form == "parquet":
        from .parquet import arrow_bytes

        return arrow_bytes(rows, COLUMNS)
    if form == "csv":
        return _csv_bytes([_cell(row[column]) for column in COLUMNS] for row in rows)
    return "".join(_JSON.encode(row) + "\n" for row in rows).encode("utf-8")


def _csv_bytes(rows: Iterable[Iterable[object]]) -> bytes:
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows(rows)
    return table.getvalue().encode("utf-8")


def _cell(value: object) -> object:
    """Return what stands for a value in CSV.

    >>> _cell(True), _cell(None), _cell(698)
    ('true', '', 698)
    """
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else value


@contextmanager
def _standard_output(form: str) -> Iterator[Sink]:
    """Give a sink that prints; a failure is in the log alone."""
    sys.stdout.flush()
    printed = sys.stdout.buffer  # UTF-8 whatever the locale.

    def write(content: bytes) -> None:
        printed.write(content)
        printed.flush()

    write(_head(form))
    yield Sink(write, lambda _: None)


def _failures_beside(output: Path) -> Path:
    return output.with_name(f"{output.name}.failures.csv")


def _head(form: str) -> bytes:
    return _csv_bytes([COLUMNS]) if form == "csv" else b""


@contextmanager
def _file(output: Path, form: str) -> Iterator[Sink]:
    """Give a sink whose file, and table of failures if there are any, show once they are whole."""
    output.parent.mkdir(parents=True, exist_ok=True)
    table = _failures_beside(output)
    with tempfile.TemporaryDirectory(dir=output.parent, prefix=".partial-") as partial_folder:
        whole, failed = Path(partial_folder) / output.name, Path(partial_folder) / table.name
        with _writer(whole, form) as write, failed.open("wb") as failures:

            def fail(failure: Failure) -> None:
                head = [] if failures.tell() else [FAILURE_COLUMNS]
                cells = [failure.source, failure.line, failure.problem, failure.remedy]
                failures.write(_csv_bytes([*head, cells]))

            yield Sink(write, fail)
        whole.replace(output)
        if failed.stat().st_size:
            failed.replace(table)
        else:
            table.unlink(missing_ok=True)


@contextmanager
def _writer(path: Path, form: str) -> Iterator[Callable[[bytes], object]]:
    if form == "parquet":
        from .parquet import parquet_file

        with parquet_file(path, COLUMNS) as write:
            yield write
    else:
        with path.open("wb") as file:
            file.write(_head(form))
            yield file.write


@contextmanager
def _progress_bar(sources: Sequence[Path], leave: Sequence[Path]) -> Iterator[Any]:
    """Give a bar on standard error that shows the bytes read, of all that the sources hold."""
    from tqdm import tqdm

    files = (item for item in find_files(sources, leave=leave) if not isinstance(item, Failure))
    total = sum(path.stat().st_size for path, _ in files if path.exists())
    with tqdm(total=total, unit="B", unit_scale=True, file=sys.stderr) as bar:
        yield bar

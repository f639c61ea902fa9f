"""A corpus to its figures: the same rows here and on a cluster, whole files only, and bad ones named."""

import csv
import io
import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from distributed import Client

from analysis import corpus
from analysis.corpus import COLUMNS, FORMATS, Done, Summary, extract_corpus
from analysis.mentions import find_mentions, record
from analysis.parquet import ROWS_OF_A_GROUP, arrow_bytes, parquet_file

from .dask_cluster import started, until

SENTENCE = "全区有企业698家，产值超180亿元，同比增长18%，建成5G基站近百个。\n"


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of texts and JSON Lines, from whose parent commands run."""
    monkeypatch.chdir(tmp_path)
    folder = Path("articles")
    (folder / "2023").mkdir(parents=True)
    for number in range(20):
        (folder / "2023" / f"{number}.txt").write_text(f"{number}年\n{SENTENCE}" * number, "utf-8")
    with (folder / "a.jsonl").open("w", encoding="utf-8") as lines:
        for number in range(30):
            article = {"id": f"a{number}", "text": SENTENCE * number}
            lines.write(json.dumps(article, ensure_ascii=False) + "\n")
    (folder / "large.txt").write_text((SENTENCE * 3 + "\n") * 40, "utf-8")
    return folder


def rows_of(file: Path) -> list[dict[str, Any]]:
    """The rows of a Parquet file or of JSON Lines."""
    if file.suffix == ".parquet":
        return list(pq.read_table(file).to_pylist())
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def expected_rows(folder: Path) -> Iterator[dict[str, Any]]:
    """The rows of a folder, found one text after the other."""
    for file in sorted(folder.rglob("*.*")):
        if file.suffix == ".jsonl":
            for line in file.read_text("utf-8").splitlines():
                article = json.loads(line)
                source = f"{file.as_posix()}#{article['id']}"
                yield from (record(source, found) for found in find_mentions(article["text"]))
        else:
            text = file.read_text("utf-8")
            yield from (record(file.as_posix(), found) for found in find_mentions(text))


def test_the_columns_are_those_of_a_record() -> None:
    """What is documented of a row is what a mention's record holds, in its order and types."""
    types = {"string": str, "integer": int, "boolean": bool}
    for found in find_mentions(SENTENCE, names=True):
        row = record("x", found)
        assert list(row) == list(COLUMNS)
        for column, value in row.items():
            assert value is None or type(value) is types[COLUMNS[column][0]], column


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("workers", "batch_bytes"), [(1, 1 << 20), (1, 500), (2, 3000)])
def test_every_format_has_every_row_in_order(
    articles: Path, form: str, workers: int, batch_bytes: int
) -> None:
    """However the corpus is cut and whoever works, the rows are those of one text after the other."""
    output = Path("out") / f"figures.{form}"
    summary = extract_corpus(
        [articles], output, format=form, workers=workers, batch_bytes=batch_bytes
    )
    expected = list(expected_rows(articles))
    assert summary.figures == len(expected) > 3 * 600
    assert (summary.texts, summary.failures, summary.skipped) == (51, 0, 0)
    files = list(articles.rglob("*.txt"))
    characters = sum(len(file.read_text("utf-8")) for file in files)
    assert summary.characters == characters + sum(range(30)) * len(SENTENCE)
    assert [path.name for path in Path("out").iterdir()] == [output.name]
    if form == "csv":
        table = list(csv.reader(io.StringIO(output.read_text("utf-8"))))
        assert table[0] == list(COLUMNS)
        assert table[1:] == [[as_cell(value) for value in row.values()] for row in expected]
    else:
        assert rows_of(output) == expected


def as_cell(value: object) -> str:
    """What stands for a value in CSV."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_names_are_rows_where_they_are_asked_for(articles: Path) -> None:
    """A numeral that is a name is left out unless names are wanted."""
    text = articles / "2023" / "1.txt"
    kinds = {}
    for names in (False, True):
        extract_corpus([text], Path("x.jsonl"), names=names)
        kinds[names] = {row["kind"] for row in rows_of(Path("x.jsonl"))}
    assert kinds[True] - kinds[False] == {"name"}


def test_standard_output(articles: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """Without an output the rows are printed; CSV has its header even without a row."""
    extract_corpus([articles], Path("x.jsonl"), workers=1)
    for output in (None, Path("-")):
        extract_corpus([articles], output, workers=1)
        assert capsysbinary.readouterr().out == Path("x.jsonl").read_bytes()
    extract_corpus([articles / "2023" / "0.txt"], None, format="csv")
    assert capsysbinary.readouterr() == (",".join(COLUMNS).encode() + b"\n", b"")
    assert not Path("-").exists()


def test_one_text_is_read_at_once(articles: Path) -> None:
    """A single text starts no process and imports nothing that takes long to import."""
    code = (
        "import sys; from pathlib import Path; from analysis.corpus import extract_corpus\n"
        "extract_corpus([Path('articles/large.txt')], None)\n"
        "slow = {'pandas', 'numpy', 'pyarrow', 'dask', 'distributed', 'tqdm', 'pydantic'}\n"
        "sys.exit(' '.join(slow & sys.modules.keys()) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    assert done.stdout.count(b"\n") == len(find_mentions((SENTENCE * 3 + "\n") * 40))


def test_a_bad_file_is_a_line_and_a_row_and_the_rest_goes_on(
    articles: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Each failure is logged and listed with file, line, problem and remedy; no other row is lost."""
    expected = list(expected_rows(articles))
    (articles / "2023" / "5b.txt").write_bytes("698家".encode("gb18030"))
    with (articles / "a.jsonl").open("a", encoding="utf-8") as lines:
        lines.write('{"title": "x"}\n')
    (articles / "notes.md").write_text("698家", "utf-8")
    output = Path("figures.parquet")
    summary = extract_corpus([articles], output, format="parquet", workers=2, batch_bytes=3000)
    assert (summary.failures, summary.skipped) == (2, 1)
    assert rows_of(output) == expected
    bad, line = "articles/2023/5b.txt", "articles/a.jsonl"
    assert Path("figures.parquet.failures.csv").read_text("utf-8") == (
        "source,line,problem,remedy\n"
        f"{bad},1,is not UTF-8 at byte 3,save it as UTF-8\n"
        f"{line},31,has no text,put the article under the key text\n"
    )
    assert [(entry.levelno, entry.getMessage()) for entry in caplog.records] == [
        (logging.WARNING, f"{bad} line 1: is not UTF-8 at byte 3; save it as UTF-8"),
        (logging.WARNING, f"{line} line 31: has no text; put the article under the key text"),
        (
            logging.WARNING,
            "passed over in folders: 1 .md; only .txt or .jsonl or .ndjson files are read there",
        ),
    ]
    extract_corpus([articles / "2023" / "1.txt"], output, format="parquet")
    assert not Path("figures.parquet.failures.csv").exists()


def test_a_text_on_which_the_finder_stumbles_is_a_failure(
    articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake of ours in one text of millions does not end the run."""

    def stumbling(text: str, *, names: bool) -> list[Any]:
        if text.startswith("7年"):
            raise ValueError("bounds end before they begin")
        return list(find_mentions(text, names=names))

    monkeypatch.setattr(corpus, "find_mentions", stumbling)
    summary = extract_corpus([articles], Path("x.jsonl"), workers=1)
    assert (summary.texts, summary.failures) == (50, 1)
    assert Path("x.jsonl.failures.csv").read_text("utf-8").splitlines()[1] == (
        "articles/2023/7.txt,1,cannot be searched: ValueError: bounds end before they begin,"
        '"report it, with this text"'
    )


def test_an_interrupt_leaves_the_last_good_file(
    articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that ends early changes neither output nor failures, and leaves nothing else behind."""
    output, table = Path("x.parquet"), Path("x.parquet.failures.csv")
    output.write_text("the last good one", "utf-8")
    table.write_text("its failures", "utf-8")
    batches: list[Done] = []
    real = corpus.extract_batch

    def interrupted(*arguments: Any, **options: Any) -> Done:
        if len(batches) == 3:
            raise KeyboardInterrupt
        batches.append(real(*arguments, **options))
        return batches[-1]

    monkeypatch.setattr(corpus, "extract_batch", interrupted)
    with pytest.raises(KeyboardInterrupt):
        extract_corpus([articles], output, format="parquet", workers=1, batch_bytes=3000)
    assert output.read_text("utf-8") == "the last good one"
    assert table.read_text("utf-8") == "its failures"
    assert {path.name for path in Path().iterdir()} == {"articles", output.name, table.name}


@pytest.mark.parametrize(
    ("sources", "output", "form", "error"),
    [
        pytest.param(["none.txt"], "x.csv", "csv", "none.txt: is missing; name", id="no source"),
        pytest.param(["empty"], "x.csv", "csv", "empty: no file there ends in .txt", id="empty"),
        pytest.param(["a.txt"], "a.txt", "csv", "a.txt: is read from, too", id="source as output"),
        pytest.param(["a.txt"], "empty", "csv", "empty: is a folder; name a file", id="folder"),
        pytest.param(["a.txt"], "/dev/null", "csv", "/dev/null: is no file", id="device"),
        pytest.param(["a.txt"], "-", "parquet", "Parquet is no text", id="Parquet to a terminal"),
        pytest.param(["a.txt"], "x", "xlsx", "unknown format 'xlsx'; one of", id="format"),
    ],
)
def test_wrong_use_is_said_before_any_work(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sources: list[str],
    output: str,
    form: str,
    error: str,
) -> None:
    """The one line names what was given and what to give instead; nothing is written."""
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("a.txt").write_text("698家", "utf-8")
    with pytest.raises((ValueError, OSError)) as raised:
        extract_corpus([Path(source) for source in sources], Path(output), format=form)
    assert str(raised.value).startswith(error)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "empty"]


class Terminal(io.StringIO):
    """A stream that says it is a terminal, or not."""

    def __init__(self, *, real: bool) -> None:
        super().__init__()
        self.real = real

    def isatty(self) -> bool:
        """Whether a person looks at it."""
        return self.real


@pytest.mark.parametrize("real", [True, False])
@pytest.mark.parametrize("progress", [True, False])
def test_the_bar_is_for_people(
    articles: Path, monkeypatch: pytest.MonkeyPatch, real: bool, progress: bool
) -> None:
    """A bar shows the bytes read on a terminal that wants it, and nowhere else."""
    stream = Terminal(real=real)
    monkeypatch.setattr(sys, "stderr", stream)
    extract_corpus([articles], Path("x.csv"), format="csv", workers=1, progress=progress)
    assert ("100%" in stream.getvalue()) is (real and progress)


def test_a_parquet_file_has_groups_of_a_size(tmp_path: Path) -> None:
    """Batches are gathered into groups; none is kept longer than it takes to fill one."""
    columns = {"n": ("integer", "a number")}
    batch = arrow_bytes([{"n": number} for number in range(ROWS_OF_A_GROUP // 2 + 1)], columns)
    with parquet_file(tmp_path / "x.parquet", columns) as write:
        for content in [batch, arrow_bytes([], columns), batch, batch]:
            write(content)
    file = pq.ParquetFile(tmp_path / "x.parquet")
    groups = [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)]
    assert sum(groups) == 3 * (ROWS_OF_A_GROUP // 2 + 1)
    assert max(groups) <= ROWS_OF_A_GROUP
    assert file.schema_arrow.field("n").metadata == {b"description": b"a number"}


def test_a_cluster_that_loses_a_worker_gives_the_same_rows(articles: Path, tmp_path: Path) -> None:
    """A scheduler and two workers, one killed with batches in its hands: the rows of a local run."""
    with (articles / "b.jsonl").open("w", encoding="utf-8") as lines:
        for number in range(1500):
            lines.write(json.dumps({"text": f"{number}个。{SENTENCE * 10}"}) + "\n")
    (articles / "c.txt").write_bytes(b"\xff")
    local, far, logs = Path("local.jsonl"), Path("far.jsonl"), tmp_path / "dask"
    expected = extract_corpus([articles], local, workers=2, batch_bytes=30_000)
    logs.mkdir()
    summaries: list[Summary] = []
    with started(logs) as cluster, Client(cluster.address, set_as_default=False) as client:
        client.wait_for_workers(2)
        victim = cluster.workers[0]
        address = next(at for at, pid in client.run(os.getpid).items() if pid == victim.pid)
        run = threading.Thread(
            target=lambda: summaries.append(
                extract_corpus([articles], far, scheduler=cluster.address, batch_bytes=30_000)
            )
        )
        run.start()
        until(lambda: any(file.stat().st_size for file in Path().glob(".partial-*/far.jsonl")))
        # Stopped first, it keeps what it was given, so that the run cannot end before it is killed.
        victim.send_signal(signal.SIGSTOP)
        until(lambda: bool(client.processing()[address]))
        assert run.is_alive()
        assert not far.exists()
        victim.kill()
        run.join(60)
        assert summaries == [expected]
        assert len(client.nthreads()) == 1
        assert far.read_bytes() == local.read_bytes()
        assert (
            Path("far.jsonl.failures.csv").read_bytes()
            == Path("local.jsonl.failures.csv").read_bytes()
        )
        for output, scheduler in (
            (Path("local.parquet"), ""),
            (Path("far.parquet"), cluster.address),
        ):
            extract_corpus([articles / "2023"], output, format="parquet", scheduler=scheduler)
        assert rows_of(Path("far.parquet")) == rows_of(Path("local.parquet")) != []

"""The build: raw data to tables, notebooks times parameters to reports, and an index of them.

What is as its receipt says is left alone. Nothing here imports what makes tables or reports before
there is something to make, so that a build with nothing to do is over at once.
"""

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from .bounds import READINGS
from .executors import as_they_end, open_threads, open_workplace
from .paths import LANGUAGES, Checkout
from .plans import (
    ARCHIVE,
    TOO_LONG,
    Failure,
    Run,
    about,
    linked,
    plan,
    private_reports,
    written_hash,
)
from .progress import Progress
from .receipts import (
    Receipt,
    Slices,
    code_hash,
    digest,
    file_hash,
    folder_hashes,
    read_receipt,
    receipt_file,
    sha256,
    versions,
)
from .warm import FORKS, apart, start, stop

if TYPE_CHECKING:  # It takes a while to import.
    from .cleaning import Cleaned

if sys.platform != "win32":  # Which has no such locks: two builds are not kept apart there.
    import fcntl

# What bytes depend on besides our own code: receipts name them.
OF_TABLES = ("analysis", "pandas")
OF_REPORTS = (
    "analysis",
    "brotli",
    "fonttools",
    "ipython",
    "jinja2",
    "latex2mathml",
    "markupsafe",
    "matplotlib",
    "minify-html",
    "mistune",
    "nbconvert",
    "nbformat",
    "pandas",
    "papermill",
    "pillow",
    "pygments",
    "pylopdf-fonts-zh-cn",
)
TABLES, INDEX = "data", "index"  # Receipts of what is no report.
NEVER = "it was never made here"
PARTIAL = ".partial-"  # What folders of files that are not whole yet are called.
PATIENCE = 1800  # Seconds after which a report is given up.


@dataclass(frozen=True)
class Tables:
    """The files of the processed tables, and what is told of them.

    `said` tells how many rows each has and which pages have rows that wait for a person.
    """

    files: Mapping[str, bytes]
    said: Sequence[str]


@contextmanager
def alone(
    checkout: Checkout, written: Sequence[Path], waiting: Callable[[], None]
) -> Iterator[None]:
    """Work at a checkout while no other build does; `waiting` is called where one must end first.

    What an earlier build left half written in the folders that are written to, because it was
    killed, is removed. Where the system has no such locks, nothing is removed and nobody waits.
    """
    with ExitStack() as held:
        if sys.platform != "win32":
            folder = os.open(checkout.root, os.O_RDONLY)
            held.callback(os.close, folder)  # Which unlocks it; so does being killed.
            try:
                fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                waiting()
                fcntl.flock(folder, fcntl.LOCK_EX)
            except OSError:  # Some network file systems have none.
                written = ()
            for left in (left for place in written for left in place.glob(f"{PARTIAL}*")):
                shutil.rmtree(left, ignore_errors=True)
        yield


def stale_tables(checkout: Checkout) -> list[str]:
    """Return why data/processed must be made anew: nothing if it stands."""
    receipt = read_receipt(checkout.reports, TABLES)
    if receipt is None or not receipt.said:
        return [NEVER]
    return receipt.why_stale(*_sources(checkout), checkout.processed)


def standing_tables(checkout: Checkout) -> Tables:
    """Return data/processed as it was made; only where it is not stale."""
    receipt = read_receipt(checkout.reports, TABLES)
    assert receipt  # It is not stale.
    files = {name: (checkout.processed / name).read_bytes() for name in receipt.made}
    return Tables(files, receipt.said)


def build_tables(checkout: Checkout, *, dry: bool = False) -> Tables:
    """Make data/processed, and write it unless `dry`.

    Raises RawError where raw data are wrong; the tables stay as they are.
    """
    from .cleaning import clean

    parts, raw = _sources(checkout)  # As they are before they are read.
    cleaned = clean(checkout)
    said = list(_said_of(cleaned))
    if not dry:
        replace_files(checkout.processed, cleaned.files)
        made = {name: sha256(content) for name, content in cleaned.files.items()}
        replace_files(checkout.reports, receipt_file(TABLES, Receipt(parts, raw, made, said)))
    return Tables(cleaned.files, said)


def _sources(checkout: Checkout) -> tuple[dict[str, str], dict[str, str]]:
    """Return what tables are made from: code and versions, and the files of data/raw."""
    raw = folder_hashes(checkout.root / "data" / "raw", "data/raw")
    return {"code": code_hash()} | versions(OF_TABLES), raw


def _said_of(cleaned: "Cleaned") -> Iterator[str]:
    counts = ", ".join(f"{name} {count}" for name, count in cleaned.counts.items())
    yield f"data/processed: {counts}"
    yield from cleaned.waiting


def stale_reports(
    runs: Sequence[Run], tables: Tables, parts: Mapping[str, Mapping[str, str]], folder: Path
) -> dict[str, list[str]]:
    """Return why reports of a folder must be made anew, by name: those that stand are left out."""
    slices = Slices(tables.files)
    why = {}
    for run in runs:
        receipt = read_receipt(folder, run.name)
        if receipt is None:
            why[run.name] = [NEVER]
            continue
        reads = slices.hashes(receipt.reads)
        if stale := receipt.why_stale(parts[run.name], reads, folder):
            why[run.name] = stale
    return why


def stale_elsewhere(
    checkout: Checkout, reading: str, folder: Path, texts: Path | None = None
) -> dict[str, str]:
    """Return the reports of other readings in a folder that no longer stand, with their reading."""
    tables = Tables({p.name: p.read_bytes() for p in checkout.processed.glob("*.csv")}, [])
    found: dict[str, str] = {}
    for other in (other for other in READINGS if other != reading):
        runs = plan(checkout, other)
        if made := [run for run in runs if read_receipt(folder, run.name)]:
            stale = stale_reports(made, tables, parts_of(runs, texts), folder)
            found |= dict.fromkeys(stale, other)
    return found


def parts_of(runs: Sequence[Run], texts: Path | None = None) -> dict[str, dict[str, str]]:
    """Return what each report is made from besides data, as hashes and versions, by its name."""
    shared = _made_by()
    if texts:
        files = (path for path in texts.iterdir() if path.is_file())
        shared["texts"] = digest({path.name: file_hash(path) for path in files})
    notebooks = {path: written_hash(path) for path in {run.notebook for run in runs}}
    others = linked(runs)
    return {
        run.name: {
            "frame": digest(about(run, others, private=bool(texts))),
            "notebook": notebooks[run.notebook],
        }
        | shared
        for run in runs
    }


def build_reports(
    checkout: Checkout,
    runs: Sequence[Run],
    *,
    wanted: Callable[[Run], bool] = lambda _: True,
    workers: int | None = None,
    scheduler: str = "",
    texts: Path | None = None,
    cold: bool = False,
    timeout: int = PATIENCE,
) -> list[Failure]:
    """Make the reports that are wanted of all the runs; of the strict ones, index and manifest.

    A report that fails leaves the others and its own last good file as they are. With a folder of
    texts the reports quote them, and are written beside them: they are for the texts' owner.
    Each report is made in a process of its own, on this machine or on a Dask cluster by its
    address; `cold` starts an ordinary Jupyter kernel there: the same bytes, and slower.
    """
    folder = private_reports(checkout, texts) if texts else checkout.reports
    # Those whose notebooks hold most come first, so that no long one is left to a single worker.
    chosen = sorted(filter(wanted, runs), key=lambda run: -run.notebook.stat().st_size)
    parts = parts_of(runs, texts) if chosen else {}
    others = linked(runs)
    failures: list[Failure] = []
    slices = slices_of(checkout)
    study = study_of(checkout, chosen) if scheduler else checkout
    if chosen and FORKS and not scheduler:
        start(checkout.root)
    place = open_workplace(scheduler=scheduler) if scheduler else open_threads(workers)
    with Progress(len(chosen)) as progress, place as workplace:

        def tasks() -> Iterator[Task]:
            for run in chosen:
                progress.begin(run.name)
                frame = about(run, others, private=bool(texts))
                reads = slices.known(run.zone)
                yield Task(run, frame, parts[run.name], reads, texts, cold, timeout)

        try:
            for task, made in as_they_end(workplace, _made, tasks(), study):
                if isinstance(made, Failure):
                    failures.append(made)
                else:
                    replace_files(folder, made)
                progress.end(task.run.name, made if isinstance(made, Failure) else None)
        except KeyboardInterrupt:
            stop()  # What is under way may take for ever.
            raise
    if all(run.parameters["reading"] == READINGS[0] for run in runs):
        build_index(checkout, runs, texts)
    return sorted(failures, key=lambda failure: failure.name)


def slices_of(checkout: Checkout) -> Slices:
    """Return the hashes of the processed tables of a checkout."""
    return Slices({path.name: path.read_bytes() for path in checkout.processed.glob("*.csv")})


@dataclass(frozen=True)
class Task:
    """What one report is made from besides the tables and its notebook.

    `reads` are the hashes of all that it may read.
    """

    run: Run
    frame: Mapping[str, object]
    parts: Mapping[str, str]
    reads: Mapping[str, str]
    texts: Path | None
    cold: bool
    timeout: int


@dataclass(frozen=True)
class Study:
    """Tables and notebooks as bytes by their paths, for a machine that has no checkout of them."""

    files: Mapping[str, bytes]
    made_by: Mapping[str, str]

    @property
    def digest(self) -> str:
        """The hash of all of it."""
        return digest({name: sha256(content) for name, content in self.files.items()})


def study_of(checkout: Checkout, runs: Iterable[Run]) -> Study:
    """Return what workers elsewhere need to make reports."""
    tables = {f"data/processed/{p.name}": p for p in checkout.processed.glob("*.csv")}
    notebooks = {f"notebooks/{run.notebook.name}": run.notebook for run in runs}
    files = {name: path.read_bytes() for name, path in (tables | notebooks).items()}
    return Study(files, _made_by())


def _made_by() -> dict[str, str]:
    """Return what all reports made here are made by: our code and versions of libraries."""
    return {"code": code_hash()} | versions(OF_REPORTS)


def _made(task: Task, study: Checkout | Study) -> dict[str, bytes] | Failure:
    """Return the files of a report, made on whichever machine this is, or why there are none."""
    if isinstance(study, Checkout):
        return _made_apart(study, task)
    here = _made_by()
    if others := [name for name, known in study.made_by.items() if here[name] != known]:
        reason = f"a worker has another version of {', '.join(others)}; install ours there"
        return Failure(task.run.name, reason)
    with _unpacking:
        checkout = _unpacked(study)
    notebook = checkout.notebooks / task.run.notebook.name
    return _made_apart(checkout, replace(task, run=replace(task.run, notebook=notebook)))


# A worker keeps the study it works at, until it ends.
_unpacking = Lock()
_kept: dict[str, "tempfile.TemporaryDirectory[str]"] = {}


def _unpacked(study: Study) -> Checkout:
    """Return a folder on this machine that holds a study, which is written there once."""
    if study.digest not in _kept:
        _kept.clear()
        folder = tempfile.TemporaryDirectory(prefix="analysis-")
        checkout = Checkout(Path(folder.name))
        checkout.registers.mkdir(parents=True)  # What makes a folder a checkout.
        for name, content in study.files.items():
            path = checkout.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        _kept[study.digest] = folder
    return Checkout(Path(_kept[study.digest].name))


def _made_apart(checkout: Checkout, task: Task) -> dict[str, bytes] | Failure:
    began = time.monotonic()
    try:
        return apart(_made_here, checkout, task)
    except ChildProcessError as error:
        if time.monotonic() - began < task.timeout:
            return Failure(task.run.name, str(error))
        return Failure(task.run.name, f"{task.run.notebook.name}: {TOO_LONG.format(task.timeout)}")


def _made_here(checkout: Checkout, task: Task) -> dict[str, bytes] | Failure:
    from .making import make_report

    return make_report(
        checkout,
        task.run,
        task.frame,
        task.parts,
        task.reads,
        texts=task.texts,
        cold=task.cold,
        timeout=task.timeout,
    )


def stale_index(checkout: Checkout, runs: Sequence[Run], texts: Path | None = None) -> list[str]:
    """Return why the index and the zip file of all tables must be made anew."""
    folder = private_reports(checkout, texts) if texts else checkout.reports
    receipt = read_receipt(folder, INDEX)
    if receipt is None:
        return [NEVER]
    return receipt.why_stale(*_of_index(checkout, _whole(runs, folder)), folder)


def build_index(checkout: Checkout, runs: Sequence[Run], texts: Path | None = None) -> None:
    """Make the index and the zip file of all tables anew if stale, and the manifest true."""
    folder = private_reports(checkout, texts) if texts else checkout.reports
    if stale_index(checkout, runs, texts):
        whole = _whole(runs, folder)
        parts, reads = _of_index(checkout, whole)
        listed = [run for run in whole if run.lang == LANGUAGES[0]]
        files = apart(_index_of, checkout, listed, bool(texts))
        hashes = {name: sha256(content) for name, content in files.items()}
        replace_files(folder, files | receipt_file(INDEX, Receipt(parts, reads, hashes)))
    if not texts:
        _keep_manifest(checkout, runs)


def _whole(runs: Sequence[Run], folder: Path) -> list[Run]:
    """Return the runs whose reports are there in both languages."""
    return [run for run in runs if all((folder / run.told(lang)).exists() for lang in LANGUAGES)]


def _of_index(checkout: Checkout, runs: Sequence[Run]) -> tuple[dict[str, str], dict[str, str]]:
    """Return what the index and the zip file are made from."""
    named = [run.__dict__ | {"notebook": run.notebook.name} for run in runs]
    tables = folder_hashes(checkout.processed, "data/processed")
    return {"reports": digest(named)} | _made_by(), tables


def _index_of(checkout: Checkout, runs: Sequence[Run], private: bool) -> dict[str, bytes]:
    from .making import make_index

    return make_index(checkout, runs, private=private)


def _keep_manifest(checkout: Checkout, runs: Sequence[Run]) -> None:
    """Write the manifest: the hash of every report, as before for those never made here.

    A report that an earlier manifest names and the plan no longer has is removed.
    """
    path = checkout.reports / "manifest.json"
    before = _manifest(path)
    names = [run.name for run in runs]
    planned = {f"{name}.{end}" for name in names for end in ("html", "ipynb")}
    planned |= {"index.html", ARCHIVE}
    for name in before.keys() - planned:
        (checkout.reports / Path(name).name).unlink(missing_ok=True)
    receipts = [read_receipt(checkout.reports, name) for name in (*names, INDEX)]
    made = {name: known for one in receipts if one for name, known in one.made.items()}
    hashes = before | made
    kept = {name: hashes[name] for name in sorted(hashes) if name in planned}
    if kept != before:
        content = (json.dumps(kept, indent=1) + "\n").encode("utf-8")
        replace_files(checkout.reports, {path.name: content})


def _manifest(path: Path) -> dict[str, str]:
    """Return a manifest as it was written; nothing where there is none or it is none."""
    with suppress(OSError, ValueError, RecursionError):
        read = json.loads(path.read_text("utf-8"))
        if isinstance(read, dict):
            return {name: known for name, known in read.items() if isinstance(known, str)}
    return {}


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files whole or not at all: each is complete under a temporary name before any shows."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=PARTIAL) as partial:
        for number, (name, content) in enumerate(files.items()):
            (folder / name).parent.mkdir(exist_ok=True)
            (Path(partial) / str(number)).write_bytes(content)
        for number, name in enumerate(files):
            (Path(partial) / str(number)).replace(folder / name)


def pages_without_text(checkout: Checkout, texts: Path) -> list[str]:
    """Return the pages whose text a folder does not hold.

    Raises ValueError where it holds none at all, or a text does not say what the tables cite.
    """
    from .reads import ReadTables
    from .sentences import page_hashes, sentences_in, texts_of_pages

    tables = ReadTables(checkout.processed)
    found = texts_of_pages(tables, texts)
    sentences_in(tables, found)
    return sorted(page_hashes(tables).keys() - found.keys())

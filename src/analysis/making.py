"""One report, from its notebook to its page; and what lies beside the reports of a folder."""

import faulthandler
import logging
import os
import re
import signal
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError
from nbformat import NotebookNode
from traitlets.config import Config

from .archive import data_zip
from .engine import BACKEND, NAME
from .paths import LANGUAGES, Checkout
from .plans import ARCHIVE, TOO_LONG, VERSION, Failure, Run, citation
from .reads import ReadTables
from .receipts import Receipt, digest, receipt_file, sha256
from .reports import IndexEntry, index_html, report_html
from .sentences import FOLDER
from .warm import FORKS

GRACE = 5  # Seconds for a cell that catches every error.
KERNEL_GRACE = 30  # Seconds for an ordinary kernel to start, to be told to end and to be killed.
INJECTED = "injected-parameters"
_READS = re.compile(r' data-reads="([^"]*)"')


def make_report(
    checkout: Checkout,
    run: Run,
    about: Mapping[str, object],
    parts: Mapping[str, str],
    known: Mapping[str, str],
    *,
    texts: Path | None = None,
    cold: bool = False,
    timeout: int,
) -> dict[str, bytes] | Failure:
    """Return the page, the executed notebook and the receipt of a run, or why there are none.

    After `timeout` seconds it is given up.

    `known` are the hashes of all tables, and of what they hold on the zone, of which the receipt
    keeps those that are read.

    It changes its process: the environment and, unless `cold`, whatever the notebook changes.
    """
    os.environ["ANALYSIS_ROOT"] = str(checkout.root)  # The kernel inherits it.
    os.environ["MPLBACKEND"] = BACKEND  # Whatever a person has set, a kernel shows its figures.
    os.environ.pop(FOLDER, None)  # Whatever a person has set, only --texts quotes a sentence.
    if texts:
        os.environ[FOLDER] = str(texts.resolve())
    logging.getLogger("papermill").setLevel(logging.ERROR)
    try:
        kernel = cold or not FORKS  # One that is told to end by whoever started it, and first.
        with _at_most(timeout, KERNEL_GRACE if kernel else 0):
            notebook = execute(run, cold=kernel, timeout=timeout)
        read = reads_of(notebook) or [name for name in known if "/" not in name]
        # A notebook may narrow its tables to a zone that it was not given.
        wide = [name if name in known else name.partition("/")[0] for name in read]
        reads = {name: known[name] for name in wide}
        told = {"tables": digest(reads), "reads": " ".join(reads)}
        notebook.metadata["analysis"] = {**about, "receipt": {**parts, **told}}
        page = report_html(notebook)
    except papermill.PapermillExecutionError as error:
        place = f"{run.notebook.name}, cell {error.cell_index}"  # Counted with those of prose.
        reason = f"{place}: {error.ename}: {error.evalue}"
        return Failure(run.name, reason.replace("\n", " "))
    except CellTimeoutError:
        return Failure(run.name, f"{run.notebook.name}: a cell {TOO_LONG.format(timeout)}")
    except Exception as error:  # noqa: BLE001  # Whatever one report meets, the others are made.
        return Failure(run.name, f"{type(error).__name__}: {error}".replace("\n", " "))
    files = {
        f"{run.name}.html": page.encode("utf-8"),
        f"{run.name}.ipynb": (nbformat.writes(notebook) + "\n").encode("utf-8"),
    }
    made = {name: sha256(content) for name, content in files.items()}
    return files | receipt_file(run.name, Receipt(parts, reads, made))


def reads_of(notebook: NotebookNode) -> list[str]:
    """Return the tables that a report says it has read, where it ends with its evidence."""
    said = (
        _READS.search(str(output.data.get("text/html", "")))
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "data" in output
    )
    return [name for found in said if found for name in found[1].split()]


@contextmanager
def _at_most(seconds: int, grace: int) -> Iterator[None]:
    """Raise TimeoutError in what takes longer; what does not heed that ends with its process."""
    if not hasattr(signal, "SIGALRM"):  # Windows has none; there a cell has its own limit.
        yield
        return

    def give_up(*_: object) -> None:
        raise TimeoutError(TOO_LONG.format(seconds))

    before = signal.signal(signal.SIGALRM, give_up)
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds + grace + GRACE, exit=True, file=nowhere)
        signal.alarm(seconds + grace)
        try:
            yield
        finally:
            signal.alarm(0)
            faulthandler.cancel_dump_traceback_later()
            signal.signal(signal.SIGALRM, before)


def execute(run: Run, *, cold: bool = True, timeout: int | None = None) -> NotebookNode:
    """Return the executed notebook of a run, without the traces of when and where it ran.

    It runs in an ordinary Jupyter kernel if `cold`, in this process otherwise. Raises
    CellTimeoutError where a cell of a kernel takes more than `timeout` seconds.
    """
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "executed.ipynb"
        papermill.execute_notebook(
            str(run.notebook),
            str(output),
            parameters=dict(run.parameters),
            engine_name=None if cold else NAME,
            kernel_name="python3",
            progress_bar=False,
            request_save_on_cell_execute=False,  # It is read once, when it is whole.
            cwd=str(run.notebook.parent),
            execution_timeout=timeout,
            # Over TCP anyone on the machine could listen in; these sockets are files of this run.
            config=Config({"KernelManager": {"transport": "ipc", "ip": f"{folder}/kernel"}}),
            # A kernel that is told to stop reports the interrupt as an error; failures reach us.
            extra_arguments=["--log-level=CRITICAL"],
        )
        return without_traces(nbformat.read(output, as_version=4))


def without_traces(notebook: NotebookNode) -> NotebookNode:
    """Return a notebook without clocks, paths and random ids, so that each run gives its bytes."""
    notebook.metadata.pop("papermill", None)
    notebook.metadata.get("language_info", {}).pop("version", None)
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        cell.metadata = NotebookNode({"tags": tags} if tags else {})
        if INJECTED in tags:
            cell.id = INJECTED
    return notebook


def make_index(checkout: Checkout, runs: Sequence[Run], *, private: bool) -> dict[str, bytes]:
    """Return what lies beside reports: the index of those of these runs, and all tables in one."""
    cites = {lang: citation(lang) for lang in LANGUAGES}
    articles = ReadTables(checkout.processed)["articles"]
    papers = {lang: list(dict.fromkeys(articles[f"paper_{lang}"])) for lang in LANGUAGES}
    about = {"cite": cites, "data": ARCHIVE, "papers": papers, "private": private}
    return {
        "index.html": index_html(list(map(_entry, runs)), about).encode("utf-8"),
        ARCHIVE: data_zip(checkout.processed, VERSION, cites["en"]),
    }


def _entry(run: Run) -> IndexEntry:
    return IndexEntry(
        report=run.report,
        title_zh=run.titles["zh"],
        title_en=run.titles["en"],
        question_zh=run.questions["zh"],
        question_en=run.questions["en"],
        href_zh=run.told("zh"),
        href_en=run.told("en"),
        group_zh=run.group["zh"],
        group_en=run.group["en"],
    )

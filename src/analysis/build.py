"""The build: raw data to tables, notebooks times parameters to reports, and an index of them."""

import hashlib
import importlib.metadata
import json
import logging
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import nbformat
import papermill
from nbformat import NotebookNode
from traitlets.config import Config

from .archive import NAME as ARCHIVE
from .archive import data_zip
from .audit import audit
from .codebook import csv_bytes, data_package, read_tables
from .compare import compare
from .derive import derive
from .engine import BACKEND, NAME
from .figures import READINGS
from .observations import judge
from .overrides import read_overrides
from .pages import read_pages
from .paths import Checkout
from .registers import read_registers
from .reports import IndexEntry, index_html, report_html
from .sentences import FOLDER, page_hashes, sentences_in, texts_of_pages
from .tables import write_tables
from .views import LANGUAGES, report_file
from .warm import FORKS, apart, stop

VERSION = importlib.metadata.version("analysis")
# What a report's bytes depend on besides our own code: they are named in its receipt.
LIBRARIES = (
    "brotli",
    "fonttools",
    "jinja2",
    "latex2mathml",
    "matplotlib",
    "minify-html",
    "nbconvert",
    "pandas",
    "papermill",
    "pygments",
    "pylopdf-fonts-zh-cn",
)
INJECTED = "injected-parameters"
PUBLISHER = {"zh": "报载数字", "en": "Figures in Print"}
AUTHORS = {"zh": "analysis 项目作者", "en": "The analysis authors"}


@dataclass(frozen=True)
class Run:
    """One notebook with one set of parameters, which makes one report."""

    notebook: Path
    report: str  # profile-jiaozuo
    parameters: Mapping[str, str]
    titles: Mapping[str, str]
    short: Mapping[str, str]  # The title as a link among others.
    questions: Mapping[str, str]
    group: Mapping[str, str]

    @property
    def lang(self) -> str:
        """The language of the report."""
        return self.parameters["lang"]

    @property
    def name(self) -> str:
        """The name of its file, without the ending."""
        return self.told(self.lang).removesuffix(".html")

    def told(self, lang: str) -> str:
        """Return the name of the file that tells the same in a language."""
        return report_file(self.report, self.parameters["reading"], lang)


@dataclass(frozen=True)
class Failure:
    """A report that could not be made, and why."""

    name: str
    reason: str


def build_tables(checkout: Checkout) -> dict[str, int]:
    """Write data/processed and return how many rows each table has; RawError where raw is wrong."""
    registers = read_registers(checkout.registers)
    corpus = judge(read_pages(checkout.pages, registers), registers)
    pairs = compare(corpus, read_overrides(checkout.overrides))
    tables = write_tables(corpus, derive(corpus), audit(corpus), pairs)
    files = {name: csv_bytes(table) for name, table in tables.items()}
    replace_files(
        checkout.processed,
        {f"{name}.csv": content for name, content in files.items()}
        | {"datapackage.json": data_package(files, VERSION)},
    )
    return {name: len(table) for name, table in tables.items()}


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files whole or not at all: each is complete under a temporary name before any shows."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".partial-") as partial:
        for name, content in files.items():
            (Path(partial) / name).write_bytes(content)
        for name in files:
            (Path(partial) / name).replace(folder / name)


def plan(checkout: Checkout, reading: str = "strict") -> list[Run]:
    """Return every run: each notebook that says it is a report, in each language, for each zone.

    A notebook says so in its metadata: `analysis` holds report, per ("zone" or ""), titles, short,
    questions and group, in which {zone} stands for a zone's name. Raises ValueError where one
    declares no such parameter.
    """
    zones = read_registers(checkout.registers).zones
    runs = []
    for path in sorted(checkout.notebooks.glob("*.ipynb")):
        about = nbformat.read(path, as_version=4).metadata.get("analysis")
        if about is None:
            continue
        declared = papermill.inspect_notebook(str(path))
        for zone in map(str, zones.index) if about["per"] == "zone" else [""]:
            suffix = f"-{zone}" if zone else ""
            names = {lang: str(zones[f"short_{lang}"].get(zone, "")) for lang in LANGUAGES}
            for lang in LANGUAGES:
                wanted = {"lang": lang, "reading": reading} | ({"zone": zone} if zone else {})
                if unknown := wanted.keys() - declared.keys():
                    raise ValueError(
                        f"{path.name}: declares no parameter {', '.join(sorted(unknown))}"
                    )
                runs.append(
                    Run(
                        notebook=path,
                        report=about["report"] + suffix,
                        parameters=wanted,
                        titles=_named(about["titles"], names),
                        short=_named(about["short"], names),
                        questions=_named(about["questions"], names),
                        group=about["group"],
                    )
                )
    return runs


def _named(texts: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    return {lang: text.format(zone=names[lang]) for lang, text in texts.items()}


def build_reports(
    checkout: Checkout,
    runs: Sequence[Run],
    *,
    wanted: Callable[[Run], bool] = lambda _: True,
    workers: int | None = None,
    progress: Callable[[str], None] = lambda _: None,
    texts: Path | None = None,
    cold: bool = False,
) -> list[Failure]:
    """Make the reports that are wanted of all the runs; of the strict ones, index and manifest.

    A report that fails leaves the others and its own last good file as they are. With a folder of
    texts the reports quote them, and are written beside them: they are for the texts' owner.
    Each report is made in a process of its own; `cold` starts an ordinary Jupyter kernel there,
    which gives the same bytes and takes longer.
    """
    chosen = [run for run in runs if wanted(run)]
    shared = receipt(checkout)
    folder = private_reports(checkout, texts) if texts else checkout.reports
    failures: list[Failure] = []
    done: dict[str, bytes] = {}
    pool = ThreadPoolExecutor(workers or os.cpu_count())  # A thread waits for a process.
    waiting = {
        pool.submit(
            _made_apart, checkout, run, _about(run, runs, shared, bool(texts)), texts, cold
        ): run
        for run in chosen
    }
    try:
        for number, future in enumerate(as_completed(waiting), start=1):
            run = waiting[future]
            made = future.result()
            if isinstance(made, Failure):
                failures.append(made)
                progress(f"[{number}/{len(chosen)}] {run.name} failed: {made.reason}")
            else:
                replace_files(folder, made)
                done |= made
                progress(f"[{number}/{len(chosen)}] {run.name} made")
    except KeyboardInterrupt:
        stop()  # What is under way may take for ever.
        raise
    finally:
        pool.shutdown(cancel_futures=True)
    if all(run.parameters["reading"] == READINGS[0] for run in runs):
        beside = _beside(checkout, folder, runs, bool(texts))
        kept = {} if texts else _manifest(checkout, runs, done | beside)
        replace_files(folder, beside | kept)
    return sorted(failures, key=lambda failure: failure.name)


def private_reports(checkout: Checkout, texts: Path) -> Path:
    """Return the folder of the reports that quote texts, beside these.

    Raises ValueError where there is no such folder, or where it lies in a repository, from which
    sentences might be published.
    """
    if not texts.is_dir():
        raise ValueError(f"{texts}: is no folder; name the one that holds the texts of the pages")
    folder = (texts / "reports").resolve()
    for place in (folder, *folder.parents):
        if place == checkout.root.resolve() or (place / ".git").exists():
            raise ValueError(
                f"{texts}: lies in the repository {place}, where nothing may quote the articles; "
                "keep the texts outside of it"
            )
    return folder


def pages_without_text(checkout: Checkout, texts: Path) -> list[str]:
    """Return the pages whose text a folder does not hold.

    Raises ValueError where it holds none at all, or a text does not say what the tables cite.
    """
    tables = read_tables(checkout.processed)
    found = texts_of_pages(tables, texts)
    sentences_in(tables, found)
    return sorted(page_hashes(tables).keys() - found.keys())


def _made_apart(
    checkout: Checkout, run: Run, about: Mapping[str, object], texts: Path | None, cold: bool
) -> dict[str, bytes] | Failure:
    try:
        return apart(make_report, checkout, run, about, texts, cold)
    except ChildProcessError as error:
        return Failure(run.name, str(error))


def make_report(
    checkout: Checkout,
    run: Run,
    about: Mapping[str, object],
    texts: Path | None = None,
    cold: bool = False,
) -> dict[str, bytes] | Failure:
    """Return the executed notebook and the HTML of a run as files, or why there are none.

    It changes its process: the environment and, unless `cold`, whatever the notebook changes.
    """
    os.environ["ANALYSIS_ROOT"] = str(checkout.root)  # The kernel inherits it.
    os.environ["MPLBACKEND"] = BACKEND  # Whatever a person has set, a kernel shows its figures.
    os.environ.pop(FOLDER, None)  # Whatever a person has set, only --texts quotes a sentence.
    if texts:
        os.environ[FOLDER] = str(texts.resolve())
    logging.getLogger("papermill").setLevel(logging.ERROR)
    try:
        notebook = execute(run, cold=cold or not FORKS)
        notebook.metadata["analysis"] = dict(about)
        page = report_html(notebook)
    except papermill.PapermillExecutionError as error:
        reason = f"cell {error.cell_index}: {error.ename}: {error.evalue}"
        return Failure(run.name, reason.replace("\n", " "))
    except (ValueError, LookupError, Warning) as error:
        return Failure(run.name, f"{type(error).__name__}: {error}".replace("\n", " "))
    return {
        f"{run.name}.html": page.encode("utf-8"),
        f"{run.name}.ipynb": (nbformat.writes(notebook) + "\n").encode("utf-8"),
    }


def execute(run: Run, *, cold: bool = True) -> NotebookNode:
    """Return the executed notebook of a run, without the traces of when and where it ran.

    It runs in an ordinary Jupyter kernel if `cold`, in this process otherwise.
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


def _about(
    run: Run, runs: Sequence[Run], shared: Mapping[str, str], private: bool
) -> dict[str, object]:
    """Return what the frame of a report says of it: title, links, citation, receipt."""
    lang = run.lang
    other = next(other for other in LANGUAGES if other != lang)
    title = run.titles[lang]
    return {
        "report": run.report,
        "lang": lang,
        "title": title,
        "description": run.questions[lang],
        "parameters": dict(run.parameters),
        "links": [
            {"href": link.told(lang), "text": link.short[lang], "current": link == run}
            for link in runs
            if link.lang == lang
        ],
        "alternate": {
            "href": run.told(other),
            "lang": other,
            "text": {"zh": "中文", "en": "English"}[other],
        },
        "cite": citation(lang, title),
        "data": ARCHIVE,
        "private": private,
        "receipt": {"notebook": written_hash(run.notebook)} | dict(shared),
    }


def citation(lang: str, title: str = "") -> str:
    """Return how to cite a report, or all of them.

    >>> citation("en", "Silence").partition(", ")[0]
    'The analysis authors. Silence. Figures in Print'
    """
    parts = [AUTHORS[lang], *([title] if title else []), f"{PUBLISHER[lang]}, {VERSION}"]
    return f"{'. '.join(parts)}."


def receipt(checkout: Checkout) -> dict[str, str]:
    """Return what every report depends on: hashes of tables and code, versions of libraries."""
    code = hashlib.sha256()
    package = Path(__file__).parent
    for path in sorted(package.rglob("*")):
        if path.suffix in {".py", ".j2", ".css", ".js", ".json"}:
            code.update(f"{path.relative_to(package).as_posix()}\0".encode() + path.read_bytes())
    return {
        "tables": sha256((checkout.processed / "datapackage.json").read_bytes()),
        "code": code.hexdigest(),
    } | {name: importlib.metadata.version(name) for name in LIBRARIES}


def written_hash(path: Path) -> str:
    """Return the SHA-256 of what a notebook's author wrote, whatever outputs it holds."""
    cells = nbformat.read(path, as_version=4).cells
    written = [(cell.cell_type, cell.source, cell.metadata.get("tags", [])) for cell in cells]
    return sha256(json.dumps(written, ensure_ascii=False).encode("utf-8"))


def sha256(content: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _beside(
    checkout: Checkout, folder: Path, runs: Sequence[Run], private: bool
) -> dict[str, bytes]:
    """Return what lies beside the reports of a folder: their index, and all tables as one file."""
    cites = {lang: citation(lang) for lang in LANGUAGES}
    articles = read_tables(checkout.processed)["articles"]
    papers = {lang: list(dict.fromkeys(articles[f"paper_{lang}"])) for lang in LANGUAGES}
    about = {"cite": cites, "data": ARCHIVE, "papers": papers, "private": private}
    return {
        "index.html": index_html(list(_entries(folder, runs)), about).encode("utf-8"),
        ARCHIVE: data_zip(checkout.processed, VERSION, cites["en"]),
    }


def _entries(folder: Path, runs: Sequence[Run]) -> Iterator[IndexEntry]:
    for run in runs:
        made = all((folder / run.told(lang)).exists() for lang in LANGUAGES)
        if made and run.lang == LANGUAGES[0]:
            yield IndexEntry(
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


def _manifest(
    checkout: Checkout, runs: Sequence[Run], made: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return the manifest: the hash of every report, kept for those that were not made anew.

    A report that an earlier manifest names and the plan no longer has is removed.
    """
    path = checkout.reports / "manifest.json"
    before: dict[str, str] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    planned = {f"{run.name}.{end}" for run in runs for end in ("html", "ipynb")}
    planned |= {"index.html", ARCHIVE}
    for name in before.keys() - planned:
        (checkout.reports / Path(name).name).unlink(missing_ok=True)
    hashes = before | {name: sha256(content) for name, content in made.items()}
    kept = {name: hashes[name] for name in sorted(hashes) if name in planned}
    return {"manifest.json": (json.dumps(kept, indent=1) + "\n").encode("utf-8")}

"""The one command line. An error is one line; exit codes: 0 done, 1 wrong data, 2 wrong use.

As shells have it, 130 is an interrupt and 141 a reader, as head, that wanted no more of the output.
"""

import argparse
import errno
import re
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from .bounds import READINGS
from .paths import Checkout, find_checkout
from .problems import Problem, RawError

if TYPE_CHECKING:  # Reading pages is slow to import, and not every command does.
    from .pages import Page
    from .plans import Run

DONE, WRONG_DATA, WRONG_USE = 0, 1, 2
INTERRUPTED, UNREAD = 130, 141


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line and leave with 2."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USE, f"{self.prog}: {message}; see {self.prog} --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    chosen = _parser().parse_args(arguments)
    try:
        return _run(chosen)
    except BrokenPipeError:
        sys.stdout = sys.stderr = None  # Or Python would try again to write what is left.
        return UNREAD


def _run(chosen: argparse.Namespace) -> int:
    """Run a command; what is wrong is told on stderr."""
    try:
        code = int(chosen.run(chosen))
        print(end="", flush=True)
        return code
    except RawError as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        return WRONG_DATA
    except KeyboardInterrupt:
        remedy = "every file is whole, and the next build makes what is left"
        print(f"analysis: interrupted; {remedy}", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        sys.stdout = None  # It may be what cannot be written, and hold what is left.
        told = f"{error.strerror}; free some room and run it again" if full else str(error)
        print(f"analysis: {told}", file=sys.stderr)
        return WRONG_USE
    except ValueError as error:
        print(f"analysis: {error}", file=sys.stderr)
        return WRONG_USE


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="analysis", description="Figures printed in Chinese newspapers.")
    parser.add_argument("--root", type=Path, help="a folder with a data/raw of its own")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    build = commands.add_parser("build", help="data/raw to tables and reports")
    build.add_argument("--report", help="only this report, such as zone-jiaozuo")
    build.add_argument("--lang", choices=("zh", "en"), help="only this language")
    build.add_argument("--reading", choices=READINGS, default=READINGS[0])
    build.add_argument("--workers", type=_count, help="processes at once; as many as cores")
    build.add_argument(
        "--texts", type=Path, help="a folder of texts you own: quote them in reports beside them"
    )
    build.add_argument("--scheduler", default="", help="the address of a Dask cluster")
    build.add_argument("--why", action="store_true", help="what is stale and why; make nothing")
    build.add_argument("--force", action="store_true", help="all anew, whatever stands")
    build.add_argument(
        "--cold", action="store_true", help="an ordinary kernel for each report: the same, slower"
    )
    build.add_argument(
        "--timeout", type=_count, help="seconds after which a report is given up; half an hour"
    )
    build.set_defaults(run=_build)

    check = commands.add_parser("check", help="every problem in data/raw")
    check.set_defaults(run=_check)

    anchor = commands.add_parser("anchor", help="every row of a page against the text it came from")
    anchor.add_argument("page", help="a folder of data/raw/pages")
    anchor.add_argument("text", type=Path, help="the page's text, which you own")
    anchor.set_defaults(run=_anchor)

    explain = commands.add_parser(
        "explain", help="from a number to its words, and from a figure to every number it reached"
    )
    explain.add_argument("id", help="what a report shows or a table holds, such as lanbai-07")
    explain.add_argument("--lang", choices=("zh", "en"), default="en")
    explain.set_defaults(run=_explain)

    verify = commands.add_parser("verify", help="the numbers of a report, worked out again")
    verify.add_argument("report", type=Path, help="an HTML file that analysis build has made")
    verify.add_argument(
        "--data", type=Path, help="data.zip or a folder of tables; what lies beside the report"
    )
    verify.set_defaults(run=_verify)

    extract = commands.add_parser("extract", help="every printed figure of any Chinese text")
    extract.add_argument("text", type=Path, nargs="+", help="texts, JSON Lines, or folders of them")
    extract.add_argument(
        "--format", help="jsonl, csv or parquet; by the ending of --output, else jsonl"
    )
    extract.add_argument("--output", type=Path, help="a file; standard output if left out")
    extract.add_argument("--names", action="store_true", help="numerals that are names, too")
    extract.add_argument("--workers", type=_count, help="processes at once; as many as cores")
    extract.add_argument("--scheduler", default="", help="the address of a Dask cluster")
    extract.set_defaults(run=_extract)

    draft = commands.add_parser("draft", help="a new page folder from a text, to be judged")
    draft.add_argument("text", type=Path, help="the page's text, which you own")
    draft.add_argument("--page", type=_page_id, required=True, help="the folder to make")
    draft.set_defaults(run=_draft)
    return parser


def _count(text: str) -> int:
    """Return a number of processes or seconds, one at least."""
    if not re.fullmatch("[0-9]{1,9}", text) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)


def _page_id(text: str) -> str:
    """Return the id of a page, as folders and links can bear it."""
    if not re.fullmatch("[a-z0-9][a-z0-9_-]*", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no page id; use a-z, 0-9, _ and -")
    return text


def _check(chosen: argparse.Namespace) -> int:
    from .pages import rows_waiting

    pages: list[Page] = []
    try:
        checkout = find_checkout(root=chosen.root)
        pages = _every_page(checkout)
        problems = [problem for page in pages for problem in page.unfilled]
        problems += _wrong_overrides(checkout, pages)
    except RawError as error:
        problems = error.problems
    print(*(f"{line}\n" for line in rows_waiting(pages)), sep="", end="", file=sys.stderr)
    if problems:
        print(*problems, sep="\n", file=sys.stderr)
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        print(f"{count} in data/raw", file=sys.stderr)
        return WRONG_DATA
    print("data/raw: no problems")
    return DONE


def _wrong_overrides(checkout: Checkout, pages: "Sequence[Page]") -> list[Problem]:
    """Return every problem of data/raw/overrides.csv, which speaks of what the pages say."""
    from .compare import compare
    from .observations import judge
    from .overrides import read_overrides
    from .registers import read_registers

    corpus = judge((page for page in pages if not page.drafted), read_registers(checkout.registers))
    try:
        compare(corpus, read_overrides(checkout.overrides))
    except RawError as error:
        return error.problems
    return []


def _every_page(checkout: Checkout) -> "list[Page]":
    from .pages import read_every_page
    from .registers import read_registers

    return read_every_page(checkout.pages, read_registers(checkout.registers))


def _build(chosen: argparse.Namespace) -> int:
    from .build import alone
    from .plans import private_reports

    if chosen.why:  # It looks and makes nothing.
        return _build_alone(chosen)

    def waiting() -> None:
        print("another build is at work here; this one begins when that ends", file=sys.stderr)

    checkout = find_checkout(root=chosen.root)
    written = [checkout.processed, checkout.reports]
    if chosen.texts:
        written.append(private_reports(checkout, chosen.texts))
    with alone(checkout, written, waiting):
        return _build_alone(chosen)


def _build_alone(chosen: argparse.Namespace) -> int:
    from . import build
    from .plans import plan, private_reports
    from .warm import FORKS, start

    if chosen.scheduler and chosen.texts:
        raise ValueError("--texts stays on this machine; leave out --scheduler")
    if chosen.scheduler and chosen.workers:
        raise ValueError("--workers is of this machine; a cluster has its own")
    checkout = find_checkout(root=chosen.root)
    folder = private_reports(checkout, chosen.texts) if chosen.texts else checkout.reports
    stale = ["--force"] if chosen.force else build.stale_tables(checkout)
    if stale and FORKS and not chosen.why and not chosen.scheduler:
        start(checkout.root)  # It imports what reports need while the tables are made.
    made = (
        build.build_tables(checkout, dry=chosen.why) if stale else build.standing_tables(checkout)
    )
    runs = plan(checkout, chosen.reading, made.files["labels.csv"])
    names = sorted({run.report for run in runs})
    if chosen.report not in (None, *names):
        raise ValueError(f"unknown report {chosen.report!r}; one of {', '.join(names)}")
    wanted = [
        run
        for run in runs
        if chosen.report in (None, run.report) and chosen.lang in (None, run.lang)
    ]
    why = build.stale_reports(wanted, made, build.parts_of(runs, chosen.texts), folder)
    if chosen.force:
        why = {run.name: stale for run in wanted}
    if chosen.why:
        index = {} if stale else {"index": build.stale_index(checkout, runs, chosen.texts)}
        told = {"data/processed": stale} | why | index
        lines = [f"{name}: {'; '.join(reasons)}" for name, reasons in told.items() if reasons]
        print(*(lines or ["nothing is stale"]), sep="\n")
        return DONE
    counts, *waiting = made.said
    print(*(f"{line}\n" for line in waiting), sep="", end="", file=sys.stderr)
    print(counts)
    for page in build.pages_without_text(checkout, chosen.texts) if chosen.texts else ():
        print(f"{page}: {chosen.texts} has no text of it; its figures stand alone", file=sys.stderr)
    return _build_reports(chosen, checkout, folder, runs, why)


def _build_reports(
    chosen: argparse.Namespace,
    checkout: Checkout,
    folder: Path,
    runs: "Sequence[Run]",
    stale: Collection[str],
) -> int:
    from . import build
    from .warm import FORKS

    if not FORKS and not chosen.cold:
        print("no fork on this system: each report starts its own kernel", file=sys.stderr)
    failures = build.build_reports(
        checkout,
        runs,
        wanted=lambda run: run.name in stale,
        workers=chosen.workers,
        scheduler=chosen.scheduler,
        texts=chosen.texts,
        cold=chosen.cold,
        timeout=chosen.timeout or build.PATIENCE,
    )
    told = chosen.texts / "reports" if chosen.texts else Path(checkout.reports.name)
    if failures:
        names = ", ".join(f"{failure.name}.html" for failure in failures)
        print(f"{told}: not made, for the reasons above: {names}", file=sys.stderr)
        return WRONG_DATA
    elsewhere = build.stale_elsewhere(checkout, chosen.reading, folder, chosen.texts)
    for name, reading in elsewhere.items():
        remedy = f"run analysis build --reading {reading}"
        print(f"{told}/{name}.html is of other data or code: {remedy}", file=sys.stderr)
    index = folder / "index.html"
    done = "is made" if stale else "is up to date"
    print(f"{told}/ {done}" + (": open index.html" if index.exists() else ""))
    if chosen.texts:
        print("It quotes the articles: for the owner of the texts only; do not publish.")
    return DONE


def _anchor(chosen: argparse.Namespace) -> int:
    from .pages import check_anchors, read_page
    from .registers import read_registers

    checkout = find_checkout(root=chosen.root)
    folder = checkout.pages / chosen.page
    pages = sorted(path.name for path in checkout.pages.iterdir() if path.is_dir())
    if chosen.page not in pages:
        raise ValueError(f"unknown page {chosen.page!r}; one of {', '.join(pages)}")
    text = _text(chosen.text)
    page = read_page(folder, read_registers(checkout.registers))
    problems = check_anchors(page, text)
    if problems:
        print(*problems, sep="\n", file=sys.stderr)
        return WRONG_DATA
    rows = len(page.figures) + page.waiting + len(page.facts)
    print(f"{chosen.page}: all {rows} rows stand in {chosen.text.name} as they say")
    return DONE


def _explain(chosen: argparse.Namespace) -> int:
    from .codebook import other_columns, read_tables
    from .explain import explain, ties_of_page

    checkout = find_checkout(root=chosen.root)
    try:
        tables = read_tables(checkout.processed)
    except FileNotFoundError:
        raise FileNotFoundError("data/processed has no tables: run analysis build") from None
    for name in other_columns(tables):
        raise ValueError(f"data/processed/{name}.csv is of another day: run analysis build")
    shown = {
        path.name: ties_of_page(path.read_text("utf-8"))
        for path in sorted(checkout.reports.glob("*.html"))
    }
    print(*explain(tables, chosen.id, chosen.lang, shown), sep="\n")
    return DONE


def _verify(chosen: argparse.Namespace) -> int:
    from .verify import data_beside, verify

    if not chosen.report.is_file():
        raise ValueError(f"{chosen.report}: is no file; name a report that analysis build has made")
    data = chosen.data or data_beside(chosen.report)
    if data is None:
        data = find_checkout(root=chosen.root).processed
    if not data.exists():
        raise ValueError(f"{data}: is missing; name a data.zip or a folder of tables")
    verdict = verify(chosen.report, data)
    if not verdict.same_tables:
        print(f"{chosen.report.name}: was made from other tables than {data}", file=sys.stderr)
    if verdict.problems:
        print(*verdict.problems, sep="\n", file=sys.stderr)
        print(f"{chosen.report.name}: {len(verdict.problems)} differ from {data}", file=sys.stderr)
        return WRONG_DATA
    follow = f"{verdict.numbers} numbers follow from {data}"
    print(f"{chosen.report.name}: {follow}; words are not compared")
    return DONE


def _text(path: Path) -> str:
    from .raw import read_text

    try:
        return read_text(path)
    except (RawError, OSError):  # The text is no raw data of ours, so this is wrong use.
        raise ValueError(f"{path}: is no file of UTF-8 text; name the page's text") from None


def _extract(chosen: argparse.Namespace) -> int:
    from .corpus import extract_corpus

    summary = extract_corpus(
        chosen.text,
        chosen.output,
        format=chosen.format or _format_of(chosen.output),
        names=chosen.names,
        workers=chosen.workers,
        scheduler=chosen.scheduler,
    )
    if chosen.output and str(chosen.output) != "-":
        counts = f"{summary.figures} figures in {summary.texts} texts"
        print(f"{chosen.output}: {counts}; {summary.failures} could not be read")
    return WRONG_DATA if summary.failures else DONE


def _format_of(output: Path | None) -> str:
    """Return the format a file's ending names, JSON Lines where it names none."""
    return {".csv": "csv", ".parquet": "parquet"}.get(output.suffix if output else "", "jsonl")


def _draft(chosen: argparse.Namespace) -> int:
    from .drafts import draft_page, summary, write_draft
    from .registers import read_registers

    checkout = find_checkout(root=chosen.root)
    draft = draft_page(_text(chosen.text), chosen.page, read_registers(checkout.registers))
    write_draft(draft, checkout.pages / chosen.page)
    print(*summary(draft), sep="\n", file=sys.stderr)
    print(f"data/raw/pages/{chosen.page}: drafted; judge its rows, then run analysis check")
    return DONE

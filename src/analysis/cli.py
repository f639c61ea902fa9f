"""The one command line. An error is one line; exit codes: 0 done, 1 wrong data, 2 wrong use."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from .figures import READINGS
from .paths import Checkout, find_checkout
from .problems import Problem, RawError

DONE, WRONG_DATA, WRONG_USE = 0, 1, 2


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line and leave with 2."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USE, f"{self.prog}: {message}; see {self.prog} --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except RawError as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        return WRONG_DATA
    except (FileNotFoundError, PermissionError, IsADirectoryError, ValueError) as error:
        print(f"analysis: {error}", file=sys.stderr)
        return WRONG_USE


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="analysis", description="Figures printed in Chinese newspapers.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    build = commands.add_parser("build", help="data/raw to tables and reports")
    build.add_argument("--report", help="only this report, such as zone-jiaozuo")
    build.add_argument("--lang", choices=("zh", "en"), help="only this language")
    build.add_argument("--reading", choices=READINGS, default=READINGS[0])
    build.add_argument("--workers", type=_count, help="processes at once; as many as cores")
    build.set_defaults(run=_build)

    check = commands.add_parser("check", help="every problem in data/raw")
    check.set_defaults(run=_check)

    anchor = commands.add_parser("anchor", help="every row of a page against the text it came from")
    anchor.add_argument("page", help="a folder of data/raw/pages")
    anchor.add_argument("text", type=Path, help="the page's text, which you own")
    anchor.set_defaults(run=_anchor)
    return parser


def _count(text: str) -> int:
    """Return a number of processes, one at least."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is too few; 1 or more")
    return number


def _check(_: argparse.Namespace) -> int:
    checkout = find_checkout()
    problems = raw_problems(checkout)
    if problems:
        print(*problems, sep="\n", file=sys.stderr)
        print(f"{len(problems)} problems in data/raw", file=sys.stderr)
        return WRONG_DATA
    print("data/raw: no problems")
    return DONE


def raw_problems(checkout: Checkout) -> list[Problem]:
    """Return every problem in the raw data of a checkout."""
    from .pages import read_pages
    from .registers import read_registers

    try:
        read_pages(checkout.pages, read_registers(checkout.registers))
    except RawError as error:
        return error.problems
    return []


def _build(chosen: argparse.Namespace) -> int:
    from .build import build_reports, build_tables, plan

    checkout = find_checkout()
    runs = plan(checkout, chosen.reading)
    names = sorted({run.report for run in runs})
    if chosen.report not in (None, *names):
        raise ValueError(f"unknown report {chosen.report!r}; one of {', '.join(names)}")
    counts = build_tables(checkout)
    print("data/processed: " + ", ".join(f"{name} {count}" for name, count in counts.items()))
    failures = build_reports(
        checkout,
        runs,
        wanted=lambda run: chosen.report in (None, run.report) and chosen.lang in (None, run.lang),
        workers=chosen.workers,
        progress=lambda line: print(line, file=sys.stderr),
    )
    for failure in failures:
        print(f"reports/{failure.name}.html not made: {failure.reason}", file=sys.stderr)
    if failures:
        return WRONG_DATA
    index = checkout.reports / "index.html"
    print(f"{checkout.reports.name}/ is made" + (": open index.html" if index.exists() else ""))
    return DONE


def _anchor(chosen: argparse.Namespace) -> int:
    from .pages import check_anchors, read_page
    from .raw import read_text
    from .registers import read_registers

    checkout = find_checkout()
    folder = checkout.pages / chosen.page
    if not folder.is_dir():
        pages = sorted(path.name for path in checkout.pages.iterdir() if path.is_dir())
        raise ValueError(f"unknown page {chosen.page!r}; one of {', '.join(pages)}")
    try:
        text = read_text(chosen.text)
    except (RawError, OSError):  # The text is no raw data of ours, so this is wrong use.
        raise ValueError(f"{chosen.text}: is no file of UTF-8 text; name the page's text") from None
    page = read_page(folder, read_registers(checkout.registers))
    problems = check_anchors(page, text)
    if problems:
        print(*problems, sep="\n", file=sys.stderr)
        return WRONG_DATA
    rows = len(page.figures) + len(page.facts)
    print(f"{chosen.page}: all {rows} rows stand in {chosen.text.name} as they say")
    return DONE

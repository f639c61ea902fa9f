"""How time and memory grow with the number of zones: made-up studies of 10, 100 and 1,000.

    scale.py                       tables on stdout, in Markdown; about a quarter of an hour
    scale.py --zones 10 100        other numbers of zones
    scale.py --whole 100           all reports of studies of so many zones at most

Each measurement is a fresh process with all it starts, sampled ten times a second: seconds of CPU,
so that other programs cost nothing, and the most memory held at once, shared pages counted once.
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from side_by_side import head, processor, progress, row, say
from zones import write_study

from analysis.codebook import read_tables
from analysis.paths import Checkout
from analysis.plans import plan

# A report on all zones, and one on one of them.
ONE_OF_EACH = ("comparison.en", "zone-made_up_0002.en")
CODE = {
    "nothing": "import analysis.cleaning, analysis.preloaded",
    "tables": """
from pathlib import Path
from analysis.build import build_tables
from analysis.paths import Checkout
build_tables(Checkout(Path({root!r})))
""",
    "reports": """
from pathlib import Path
from analysis.build import build_reports
from analysis.plans import plan
from analysis.paths import Checkout
checkout = Checkout(Path({root!r}))
runs = plan(checkout)
failed = build_reports(
    checkout, runs, wanted=lambda run: run.name in {names!r} or not {names!r}, workers={workers}
)
assert not failed, failed
""",
}


class Cost(NamedTuple):
    """Seconds of CPU of all processes, and MiB held at most."""

    cpu: float
    memory: float


def descendants(process: int) -> Iterator[int]:
    """A process and all it has started that still run."""
    waiting = [process]
    while waiting:
        one = waiting.pop()
        with suppress(FileNotFoundError, ProcessLookupError):  # It has just ended.
            for thread in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (thread / "children").read_text("ascii").split())
            yield one


def cpu_of(process: int) -> float:
    """Seconds of CPU that a process itself has used."""
    words = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def held_by(process: int) -> float:
    """MiB that a process holds now; of pages it shares, its part."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def cost(code: str) -> Cost:
    """What a piece of Python costs in a fresh process."""
    most = 0.0
    used: dict[int, float] = {}
    with subprocess.Popen([sys.executable, "-c", code]) as process:
        while process.poll() is None:
            held = 0.0
            for one in descendants(process.pid):
                with suppress(FileNotFoundError, ProcessLookupError):
                    used[one] = cpu_of(one)
                    held += held_by(one)
            most = max(most, held)
            time.sleep(0.1)
    if process.returncode:
        raise SystemExit(f"failed: {code}")
    return Cost(sum(used.values()), most)


def told(found: Cost) -> str:
    """A cost as a cell."""
    return f"{found.cpu:,.1f} s, {found.memory:,.0f} MiB"


def measure(root: Path, number: int, whole: int) -> None:
    """One study: its tables, one report of each sort, and all reports if it is small enough."""
    progress(f"{number} zones")
    write_study(root, number)
    checkout = Checkout(root)
    tables = cost(CODE["tables"].format(root=str(root)))
    figures = len(read_tables(checkout.processed)["mentions"])
    reports: dict[str, Cost] = {}
    for name in ONE_OF_EACH:
        code = CODE["reports"].format(root=str(root), names=(name,), workers=1)
        reports[name] = cost(code)
    every, runs = "", plan(checkout)
    if number <= whole:
        code = CODE["reports"].format(root=str(root), names=(), workers=os.cpu_count())
        all_ = cost(code)
        every = told(all_)
    pages = {name: (checkout.reports / f"{name}.html").stat().st_size for name in ONE_OF_EACH}
    row(
        f"{number:,}",
        f"{figures:,}",
        *map(told, (tables, *reports.values())),
        *(f"{size / 1000:,.0f} kB" for size in pages.values()),
        f"{len(runs):,}",
        every,
    )


def main() -> None:
    """Measure each number of zones and write the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--zones", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--whole", type=int, default=100)
    chosen = parser.parse_args()
    bare = cost(CODE["nothing"])
    say(f"{processor()}, {os.cpu_count()} cores; Python {platform.python_version()}; importing")
    say(f"alone costs {told(bare)}")
    head(
        "From raw data to reports, by number of zones",
        "zones",
        "printed figures",
        "all tables",
        *ONE_OF_EACH,
        *(f"{name}.html" for name in ONE_OF_EACH),
        "reports in all",
        "made together",
    )
    for number in chosen.zones:
        with TemporaryDirectory() as folder:
            measure(Path(folder), number, chosen.whole)


if __name__ == "__main__":
    main()

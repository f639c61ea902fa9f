"""Our finder beside JioNLP and Recognizers-Text, in one run on one core: Markdown tables on stdout.

.venv/bin/python benchmarks/extract.py [--rounds N] [--seconds S] [--largest CHARACTERS]
"""

import argparse
import hashlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

from corpus import articles
from side_by_side import (
    HERE,
    environment,
    head,
    in_turn,
    processor,
    row,
    say,
    spread,
    version,
)

LOCK = HERE / "peers.lock"
LONGEST = 40  # Seconds after which a single reading is given up and shown as such.
HOSTILE = ("7", "一", "超", "1,", "第", "年", " ", "第一", "半", "1 ")


class Program(NamedTuple):
    """Something that finds figures: its title, what runs it, and what a user imports."""

    title: str
    python: Path
    module: str


class Result(NamedTuple):
    """What one reading in one fresh process took."""

    characters: int
    records: int
    cpu: float
    wall: float
    peak: float

    @property
    def speed(self) -> float:
        """Characters per second of one core."""
        return self.characters / self.cpu


def child(command: Sequence[str | Path]) -> str | None:
    """What a fresh process prints, or None if it takes too long."""
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, check=True, timeout=LONGEST, encoding="utf-8"
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout


def read(name: str, program: Program, text: Path, limit: str) -> Result | None:
    """One reading of a text by one program."""
    printed = child([program.python, HERE / "worker.py", name, text, limit])
    return Result(**json.loads(printed.splitlines()[-1])) if printed else None


def wall(command: Sequence[str | Path]) -> float:
    """Seconds from the start of a fresh process to its end."""
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, timeout=LONGEST)
    return time.perf_counter() - started


def speed(programs: dict[str, Program], text: Path, rounds: int, seconds: float) -> None:
    """Characters per second of every program on the same articles."""
    tasks = {
        name: partial(read, name, program, text, str(seconds)) for name, program in programs.items()
    }
    results = in_turn(rounds, tasks)
    head(
        "Articles, one after the other",
        "program",
        "characters read",
        "records",
        "characters a second and core",
        "we are so many times as fast",
        "wall / CPU",
    )
    for name, program in programs.items():
        done = [one for one in results[name] if one]
        times = [
            ours.speed / its.speed
            for ours, its in zip(results["analysis"], results[name], strict=True)
            if ours and its
        ]
        row(
            program.title,
            f"{median(one.characters for one in done):,.0f}",
            f"{median(one.records for one in done):,.0f}",
            spread(one.speed for one in done),
            spread(times, ",.1f") if name != "analysis" else "",
            f"{median(one.wall / one.cpu for one in done):.2f}",
        )


def growth(
    programs: dict[str, Program], texts: dict[int, Path], rounds: int, largest_of_peers: int
) -> None:
    """Speed and memory as one string grows from thousands of characters to millions."""
    readings = {
        f"{name} {size}": (name, size)
        for size in texts
        for name in programs
        if name == "analysis" or size <= largest_of_peers
    }
    tasks = {
        label: partial(read, name, programs[name], texts[size], "whole")
        for label, (name, size) in readings.items()
    }
    head(
        "One string of growing length",
        "characters",
        "program",
        "records",
        "characters a second and core",
        "peak memory, MiB",
    )
    for label, results in in_turn(rounds, tasks).items():
        name, size = readings[label]
        done = [one for one in results if one]
        if not done:
            row(f"{size:,}", programs[name].title, "", f"given up after {LONGEST} s", "")
            continue
        row(
            f"{size:,}",
            programs[name].title,
            f"{median(one.records for one in done):,.0f}",
            spread(one.speed for one in done),
            spread((one.peak for one in done), ",.0f"),
        )


def hostile(program: Program, folder: Path, rounds: int, sizes: Sequence[int]) -> None:
    """Nanoseconds of ours for each character where one thing is repeated over and over."""
    given_up: set[str] = set()

    def once(unit: str, text: Path) -> Result | None:
        """One reading, unless a reading of the same thing was given up before."""
        result = None if unit in given_up else read("analysis", program, text, "whole")
        if result is None:
            given_up.add(unit)
        return result

    tasks = {}
    for unit in HOSTILE:
        for size in sizes:
            text = folder / f"hostile-{HOSTILE.index(unit)}-{size}.txt"
            text.write_text(unit * (size // len(unit)), "utf-8")
            tasks[f"{unit} {size}"] = partial(once, unit, text)
    results = in_turn(rounds, tasks)
    head(
        "Nothing but one thing, ours alone: nanoseconds a character",
        "repeated",
        *(f"{size:,} characters" for size in sizes),
    )
    for unit in HOSTILE:
        cells = []
        for size in sizes:
            done = [one for one in results[f"{unit} {size}"] if one]
            given_up_at = f"given up after {LONGEST} s"
            cells.append(spread(1e9 / one.speed for one in done) if done else given_up_at)
        row(unit.replace(" ", "␣"), *cells)


def start(programs: dict[str, Program], text: Path, rounds: int) -> None:
    """Wall time of a fresh process that imports a program, and of one that reads a few words."""
    tasks = {"nothing": partial(wall, [sys.executable, "-c", "pass"])}
    for name, program in programs.items():
        tasks[name] = partial(wall, [program.python, "-c", f"import {program.module}"])
        reads: list[str | Path] = [program.python, HERE / "worker.py", name, text, "whole"]
        tasks[f"{name} read"] = partial(wall, reads)
    results = in_turn(rounds, tasks)
    head(
        "From the start of a process, milliseconds of wall time",
        "program",
        "imported",
        "a sentence read and written",
    )
    row("Python alone", spread(1000 * one for one in results["nothing"]), "")
    for name, program in programs.items():
        imported, done = results[name], results[f"{name} read"]
        row(program.title, spread(1000 * one for one in imported), spread(1000 * x for x in done))


def arguments() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=5, help="fresh processes of each reading")
    parser.add_argument("--seconds", type=float, default=5, help="how long articles are read")
    parser.add_argument("--largest", type=int, default=10**7, help="characters of the longest text")
    parser.add_argument("--peers", type=int, default=10**5, help="longest string given to peers")
    return parser.parse_args()


def main() -> None:
    """Every table, on one core, in fresh processes."""
    asked = arguments()
    core = max(os.sched_getaffinity(0))
    # Two of the peers come as sources only; they are built with the setuptools of the lock.
    peers = environment(LOCK, HERE / ".venv-peers", "setuptools")
    programs = {
        "analysis": Program("analysis", Path(sys.executable), "analysis.mentions"),
        "jionlp": Program(f"JioNLP {version(LOCK, 'jionlp')}", peers, "jionlp"),
        "recognizers": Program(
            f"Recognizers-Text {version(LOCK, 'recognizers-text-suite')}",
            peers,
            "recognizers_suite",
        ),
    }
    os.sched_setaffinity(0, {core})  # The child processes inherit it.
    sizes = [10**power for power in range(4, 8) if 10**power <= asked.largest]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = {size: folder / f"news-{size}.txt" for size in [40, *sizes]}
        for size, text in texts.items():
            text.write_text("\n\n".join(articles(size)), "utf-8")
        short = texts.pop(40)
        digest = hashlib.sha256(texts[sizes[-1]].read_bytes()).hexdigest()
        say(
            f"{processor()}, core {core} of {os.cpu_count()}; Python {platform.python_version()}; "
            f"{asked.rounds} rounds, {asked.seconds:g} s of articles; text {digest[:12]}"
        )
        speed(programs, texts[sizes[-1]], asked.rounds, asked.seconds)
        growth(programs, texts, asked.rounds, asked.peers)
        hostile(
            programs["analysis"], folder, asked.rounds, [size for size in sizes if size <= 10**6]
        )
        start(programs, short, asked.rounds)


if __name__ == "__main__":
    main()

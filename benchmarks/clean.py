"""Cleaning of figures.csv by columns and row by row, in one run: Markdown tables on stdout.

.venv/bin/python benchmarks/clean.py [--rounds N] [--largest ROWS] [--distinct SPANS]
"""

import argparse
import dataclasses
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from typing import TypeVar

import pandas as pd
from corpus import article
from side_by_side import head, in_turn, processor, row, say, spread
from worker import peak

from analysis.codebook import csv_bytes
from analysis.columns import clean_page
from analysis.figures import read_figure
from analysis.mentions import Found, find_mentions
from analysis.observations import judge
from analysis.pages import FACT_COLUMNS, FIGURE_COLUMNS, LONGEST_SPAN, read_page
from analysis.paths import find_checkout
from analysis.registers import Registers, read_registers
from analysis.units import UNITS

GOAL = "at most 5 s for 1,000,000 rows"
SIZES = (10_000, 100_000, 1_000_000)
ZONE, INDICATOR = "lanbai", "anything"
SOURCE = """
id = "page"
paper = { zh = "made up", en = "made up" }
section = { zh = "made up", en = "made up" }
[text]
sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
characters = 1000000000
[date]
printed = true
earliest = 2023-10-08
latest = 2023-10-08
basis_zh = "made up"
basis_en = "made up"
[[articles]]
id = "one"
zone = "lanbai"
headline = ["made up"]
headline_en = "made up"
subheads = []
byline = ""
credits = []
paragraphs = [1, 1]
captions = []
"""
Result = dict[str, float]
Value = TypeVar("Value")


def registers() -> Registers:
    """The registers of this checkout and one indicator more, of any unit."""
    known = read_registers(find_checkout(Path(__file__).parent).registers)
    more = known.indicators.iloc[:1].assign(unit=" ".join(UNITS)).set_axis([INDICATOR])
    return dataclasses.replace(known, indicators=pd.concat([known.indicators, more]))


def spans(distinct: int) -> list[Found]:
    """Every figure of made-up prose, until so many different ones are printed in it."""
    found: list[Found] = []
    seen: set[str] = set()
    for seed in count():
        new = [one for one in find_mentions(article(seed)) if len(one.text) <= LONGEST_SPAN]
        found += new
        seen.update(one.text for one in new)
        if len(seen) >= distinct:
            break
    return found


def judged(one: Found, random: Random) -> dict[str, str]:
    """A span as a person might judge it: by its kind and what its sentence says of it."""
    kind = one.figure.kind
    cells = {
        "printed": one.text,
        "implied_unit": one.implied_unit,
        "outside_hedge": one.outside_hedge,
        "zone": ZONE,
    }
    if kind in {"date", "period", "duration"}:
        return cells | {"judgement": "time"}
    if kind not in {"count", "money", "physical", "ratio", "percent"}:
        return cells | {"judgement": "refusal", "reason": "label"}
    of_percent = {"up": "growth", "down": "decline"}.get(one.direction, "share")
    measure = of_percent if kind == "percent" else "level"
    return cells | {
        "judgement": "observation",
        "subject": ZONE,
        "indicator": INDICATOR,
        "measure": measure,
        "status": "reached",
        "scope": "all",
        "time": random.choice(["now", "unstated", "page-1"]),
        "base": f"{INDICATOR}@{ZONE}" if measure == "share" else "",
        "speaker": "reporter",
    }


def write_page(folder: Path, rows: int, found: list[Found]) -> int:
    """Write a page of so many rows, each printing one of the spans; return how many differ."""
    random = Random(rows)
    first = next(one for one in found if one.figure.kind == "date")
    chosen = [first, *random.choices(found, k=rows - 1)]
    table = pd.DataFrame([judged(one, random) for one in chosen], columns=list(FIGURE_COLUMNS))
    table["id"] = [f"page-{number}" for number in range(1, rows + 1)]
    table["start"] = range(0, rows * LONGEST_SPAN, LONGEST_SPAN)
    table["end"] = table["start"] + table["printed"].str.len()
    table = table.assign(article="one", paragraph=1, review="accepted")
    folder.mkdir(parents=True)
    table.to_csv(folder / "figures.csv", index=False)
    pd.DataFrame(columns=list(FACT_COLUMNS)).to_csv(folder / "facts.csv", index=False)
    (folder / "source.toml").write_text(SOURCE, "utf-8")
    return table["printed"].nunique()


def work(folder: Path, how: str) -> Result:
    """Seconds to read and check a page, to clean it, and to write its tables; MiB at most.

    By rows is what reasoning needs besides: an object for each row, no cell of it written.
    """
    known = registers()
    page, read, _ = timed(lambda: read_page(folder, known))
    read_figure.cache_clear()  # The check has read each span; cleaning reads it again here.
    if how == "rows":
        _, clean_, wall = timed(lambda: judge([page], known))
        return {"read": read, "clean": clean_, "wall": wall, "write": 0, "peak": peak()}
    tables, clean_, wall = timed(lambda: clean_page(page, known))
    assert len(tables["mentions"]) == len(page.figures)
    _, write, _ = timed(lambda: [csv_bytes(table) for table in tables.values()])
    return {"read": read, "clean": clean_, "wall": wall, "write": write, "peak": peak()}


def timed(task: Callable[[], Value]) -> tuple[Value, float, float]:
    """The result of a task, its seconds of CPU and its seconds of wall time."""
    wall, cpu = time.perf_counter(), time.process_time()
    value = task()
    return value, time.process_time() - cpu, time.perf_counter() - wall


def apart(folder: Path, how: str) -> Result:
    """The same in a fresh process, which has read nothing yet."""
    command: list[str | Path] = [sys.executable, __file__, "--work", folder, how]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: Result = json.loads(done.stdout)
    return result


def main() -> None:
    """Every size by columns and row by row, each in a fresh process."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=3, help="fresh processes of each size")
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="rows of the largest page")
    parser.add_argument("--distinct", type=int, default=20_000, help="different spans, at least")
    parser.add_argument("--work", nargs=2, metavar=("FOLDER", "HOW"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.work:
        say(json.dumps(work(Path(asked.work[0]), asked.work[1])))
        return
    found = spans(asked.distinct)
    with tempfile.TemporaryDirectory() as name:
        pages = {rows: Path(name, str(rows), "page") for rows in SIZES if rows <= asked.largest}
        distinct = {rows: write_page(page, rows, found) for rows, page in pages.items()}
        tasks = {
            f"{rows} {how}": partial(apart, page, how)
            for rows, page in pages.items()
            for how in ("columns", "rows")
        }
        results = in_turn(asked.rounds, tasks)
    say(
        f"{processor()}, {os.cpu_count()} cores; Python {platform.python_version()}, "
        f"pandas {pd.__version__}; {asked.rounds} rounds"
    )
    head(
        f"Cleaning figures.csv, seconds of CPU (goal: {GOAL})",
        *("rows", "different spans", "read and checked", "cleaned by columns", "the same, wall"),
        *("written as CSV", "an object a row, instead", "times as fast", "peak memory, MiB"),
    )
    for rows in pages:
        columns, objects = results[f"{rows} columns"], results[f"{rows} rows"]
        pairs = zip(columns, objects, strict=True)
        row(
            f"{rows:,}",
            f"{distinct[rows]:,}",
            spread((one["read"] for one in columns), ".2f"),
            spread((one["clean"] for one in columns), ".2f"),
            spread((one["wall"] for one in columns), ".2f"),
            spread((one["write"] for one in columns), ".2f"),
            spread((one["clean"] for one in objects), ".2f"),
            spread((other["clean"] / one["clean"] for one, other in pairs), ".1f"),
            spread(one["peak"] for one in columns),
        )


if __name__ == "__main__":
    main()

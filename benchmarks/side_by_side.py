"""What every benchmark needs: turns, medians, tables in Markdown, and environments of peers."""

import hashlib
import platform
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from statistics import median
from typing import TypeVar

HERE = Path(__file__).parent
Value = TypeVar("Value")


def say(line: str = "") -> None:
    """One line of the report."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def progress(line: str) -> None:
    """One line for whoever waits."""
    sys.stderr.write(line + "\n")


def pinned(lock: Path, name: str) -> str:
    """A package of a lock with its version and hashes, as the lock has them."""
    found = re.search(rf"(?m)^{re.escape(name)}==.*(?:\n +--hash.*)*", lock.read_text("utf-8"))
    assert found, f"{lock.name} has no {name}"
    return found[0]


def version(lock: Path, name: str) -> str:
    """The version of a package in a lock."""
    return pinned(lock, name).split()[0].partition("==")[2]


def environment(lock: Path, folder: Path, *first: str) -> Path:
    """The Python of an environment of peers, made anew when its lock has changed.

    Packages named as first are installed before the others, which are built with them.
    """
    python, stamp = folder / "bin/python", folder / "lock.sha256"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text("ascii") == digest:
        return python
    progress(f"make {folder.name} from {lock.name}")
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    builders = folder / "first.lock"
    builders.write_text("".join(pinned(lock, name).rstrip("\\ ") + "\n" for name in first), "utf-8")
    pip: list[str | Path] = [python, "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    for part in [builders, lock] if first else [lock]:
        command = [*pip, "--no-deps", "--require-hashes", "--no-build-isolation", "-r", part]
        subprocess.run(command, check=True)
    stamp.write_text(digest, "ascii")
    return python


def in_turn(rounds: int, tasks: Mapping[str, Callable[[], Value]]) -> dict[str, list[Value]]:
    """The results of every task, taken A B C, A B C, so that a busy minute meets all alike."""
    results: dict[str, list[Value]] = {name: [] for name in tasks}
    for number in range(rounds):
        for name, task in tasks.items():
            progress(f"round {number + 1} of {rounds}: {name}")
            results[name].append(task())
    return results


def spread(values: Iterable[float], form: str = ",.0f") -> str:
    """The median and, in brackets, the least and the most."""
    values = sorted(values)
    return f"{median(values):{form}} ({values[0]:{form}}–{values[-1]:{form}})"


def row(*cells: object) -> None:
    """One row of a Markdown table."""
    say("| " + " | ".join(map(str, cells)) + " |")


def head(title: str, *columns: str) -> None:
    """The title and the first two rows of a Markdown table."""
    say(f"\n**{title}**\n")
    row(*columns)
    row(*("---" for _ in columns))


def processor() -> str:
    """What the processor calls itself."""
    found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text("utf-8"))
    return found[1] if found else platform.machine()

"""`analysis build` beside papermill, nbconvert, pytask and doit, in one run: Markdown on stdout.

.venv/bin/python benchmarks/build.py [--rounds N] [--only clean,noop,edit,nbval]
"""

import argparse
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.metadata import version as installed
from pathlib import Path

from side_by_side import (
    HERE,
    environment,
    head,
    in_turn,
    processor,
    progress,
    row,
    say,
    spread,
    version,
)

from analysis.paths import Checkout, find_checkout
from analysis.plans import plan

LOCK = HERE / "build-peers.lock"
BIN = Path(sys.executable).parent
SECTIONS = ("clean", "noop", "edit", "nbval")
KERNELS = (1, 2, 3, 4)
TRIED = 8  # Reports on which the best number of kernels is looked for.
# One printed number and the other it becomes: 29 high-tech firms, 28, 29 ...
PAGE, FIGURE, EDIT = "five-zones", "jinqiao-09", ("29家", "28家")
# What a person's own set-up might add.
DROPPED = ("PYTHONPATH", "PYTEST_ADDOPTS", "JUPYTER_PATH", "JUPYTER_CONFIG_PATH", "MATPLOTLIBRC")
TABLES = (
    "from analysis.build import build_tables as b; from analysis.paths import find_checkout as f"
)
DODO = """
import json

SPEC = json.load(open("spec.json", encoding="utf-8"))


def task_tables():
    return {
        "actions": [["sh", "tables.sh"]],
        "file_dep": SPEC["raw"],
        "targets": SPEC["tables"],
    }


def task_report():
    for name, notebook in SPEC["reports"].items():
        yield {
            "name": name,
            "actions": [["sh", "one.sh", name]],
            "file_dep": [notebook, *SPEC["tables"]],
            "targets": [f"out/{name}.html"],
        }
"""
PYTASK = """
import json
import subprocess
from pathlib import Path
from typing import Annotated

from pytask import Product, task

SPEC = json.load(open("spec.json", encoding="utf-8"))
TABLES = [Path(table) for table in SPEC["tables"]]


@task(id="tables")
def task_tables(
    raw=[Path(file) for file in SPEC["raw"]], tables: Annotated[list, Product] = TABLES
):
    subprocess.run(["sh", "tables.sh"], check=True)


for name, notebook in SPEC["reports"].items():

    @task(id=name)
    def task_report(
        notebook=Path(notebook),
        tables=TABLES,
        html: Annotated[Path, Product] = Path(f"out/{name}.html").absolute(),
    ):
        subprocess.run(["sh", "one.sh", html.stem], check=True)
"""


class Study:
    """A fresh copy of the checkout for one program, with the scripts it may be run by."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        here = find_checkout(HERE)
        hidden = shutil.ignore_patterns(".*", "__pycache__")
        for part in ("data", "notebooks", "tutorial"):
            shutil.copytree(here.root / part, folder / part, ignore=hidden)
        shutil.copy(here.root / "pyproject.toml", folder)
        self.checkout = Checkout(folder)
        self.out = folder / "out"
        self.out.mkdir()
        labels = (self.checkout.processed / "labels.csv").read_bytes()
        self.tasks = {
            run.name: (str(run.notebook), str(self.out / run.name), dict(run.parameters))
            for run in plan(self.checkout, "strict", labels)
        }
        settings = {"ANALYSIS_ROOT": str(folder), "MPLBACKEND": "agg", "JUPYTER_NO_CONFIG": "1"}
        settings |= {"JUPYTER_PREFER_ENV_PATH": "1", "PYTHONSAFEPATH": "1", "PYTHONNOUSERSITE": "1"}
        settings |= {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
        kept = {name: value for name, value in os.environ.items() if name not in DROPPED}
        self.environment = kept | settings
        self._write_scripts()

    def _write_scripts(self) -> None:
        lines = ["set -e", "sh tables.sh"]
        for name, (notebook, output, parameters) in self.tasks.items():
            wanted = [f"-p {key} {value}" for key, value in parameters.items()]
            lines.append(
                f"papermill --no-progress-bar --log-level ERROR --cwd notebooks {' '.join(wanted)} "
                f"{shlex.quote(str(notebook))} {shlex.quote(f'{output}.ipynb')}"
            )
            lines.append(
                f"jupyter nbconvert --log-level ERROR --to html {shlex.quote(f'{output}.ipynb')}"
            )
            self.write(f"{name}.json", json.dumps([self.tasks[name]]))
        self.write("loop.sh", "\n".join(lines) + "\n")
        self.write("tables.sh", f"python -c '{TABLES}; b(f())'\n")
        self.write(
            "one.sh", f"exec python {shlex.quote(str(HERE / 'build_worker.py'))} 1 $1.json\n"
        )
        raw = sorted(path for path in (self.root / "data/raw").rglob("*") if path.is_file())
        spec = {
            "raw": list(map(str, raw)),
            "tables": [str(path) for path in sorted(self.checkout.processed.glob("*.csv"))],
            "reports": {name: task[0] for name, task in self.tasks.items()},
        }
        self.write("spec.json", json.dumps(spec))
        self.write("dodo.py", DODO)
        self.write("task_reports.py", PYTASK)

    def write(self, name: str, content: str) -> None:
        """Write a file into the copy."""
        (self.root / name).write_text(content, "utf-8")

    def seconds(self, *command: str | Path) -> float:
        """Seconds of wall time of a command, from the shell's prompt; it must succeed."""
        began = time.perf_counter()
        done = subprocess.run(
            command,
            check=False,
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        took = time.perf_counter() - began
        if done.returncode:
            raise SystemExit(f"{shlex.join(map(str, command))}\n{done.stdout}{done.stderr}")
        return took

    def build(self) -> float:
        """Seconds of `analysis build`."""
        return self.seconds(BIN / "analysis", "build")

    def build_anew(self) -> float:
        """The same where nothing has been built."""
        for folder in (self.checkout.reports, self.checkout.processed):
            shutil.rmtree(folder, ignore_errors=True)
        took = self.build()
        made = {path.stem for path in self.checkout.reports.glob("*.html")}
        assert self.tasks.keys() <= made
        return took

    def pool(self, kernels: int, reports: int | None = None) -> float:
        """Seconds of papermill and nbconvert in a pool of processes, for all or some reports."""
        self.write("tasks.json", json.dumps(list(self.tasks.values())[:reports]))
        return self.seconds(sys.executable, HERE / "build_worker.py", str(kernels), "tasks.json")

    def pretend(self, command: Sequence[str | Path]) -> None:
        """Let a program run all its tasks once, each report as cheap as a file is written."""
        real = (self.root / "one.sh").read_text("utf-8")
        self.write("one.sh", "echo made > out/$1.html\n")
        self.seconds(*command)
        self.write("one.sh", real)

    def edit(self) -> None:
        """Change the printed number to the other one."""
        path = self.checkout.pages / PAGE / "figures.csv"
        lines = path.read_text("utf-8").splitlines(keepends=True)
        (place,) = (n for n, line in enumerate(lines) if line.startswith(f"{FIGURE},"))
        was, other = EDIT if EDIT[0] in lines[place] else EDIT[::-1]
        assert was in lines[place]
        lines[place] = lines[place].replace(was, other)
        path.write_text("".join(lines), "utf-8")

    def stand(self, command: Sequence[str | Path]) -> float:
        """Seconds of a program that has nothing to do, and does nothing."""
        before = self._made()
        took = self.seconds(*command)
        assert self._made() == before
        return took

    def build_edited(self, command: Sequence[str | Path]) -> float:
        """Seconds of a program after an edit that leaves data/raw without a problem."""
        self.edit()
        self.seconds(BIN / "analysis", "check")
        before = self._made()
        took = self.seconds(*command)
        progress(f"{sum(before.get(k) != v for k, v in self._made().items())} reports written")
        return took

    def _made(self) -> dict[Path, int]:
        pages = [*self.checkout.reports.glob("*.html"), *self.out.glob("*.html")]
        return {page: page.stat().st_mtime_ns for page in pages}


def table(
    title: str, results: Mapping[str, Sequence[float]], ours: str, form: str = ",.1f"
) -> None:
    """Seconds of each program and how many times as fast ours is; median (least-most)."""
    head(title, "program", "seconds", "ours is so many times as fast")
    for name, seconds in results.items():
        ratios = [theirs / our for theirs, our in zip(seconds, results[ours], strict=False)]
        row(name, spread(seconds, form), "" if name == ours else spread(ratios, ",.1f"))


def clean(study: Study, rounds: int) -> None:
    """Everything from nothing."""
    tried = {kernels: study.pool(kernels, TRIED) for kernels in KERNELS}
    best = min(tried, key=lambda kernels: tried[kernels])
    say(f"\n{TRIED} reports by papermill's Python API, kernels at once: ")
    say(", ".join(f"{kernels}: {seconds:.1f} s" for kernels, seconds in tried.items()) + ".")
    ours, pool = "analysis build", f"papermill API and HTMLExporter, {best} kernels at once"
    loop = "shell loop of papermill and nbconvert, once"
    tasks: dict[str, Callable[[], float]] = {
        ours: study.build_anew,
        pool: partial(study.pool, best),
    }
    results = in_turn(1, tasks | {loop: partial(study.seconds, "sh", "loop.sh")})
    if rounds > 1:
        for name, more in in_turn(rounds - 1, tasks).items():
            results[name] += more
    table(f"A clean full build, {len(study.tasks)} reports", results, ours)


def unchanged(
    studies: Mapping[str, Study], commands: Mapping[str, list[str | Path]], rounds: int
) -> None:
    """Nothing is stale; each takes so little that a round is ten turns."""
    ours = next(iter(studies))
    tasks = {n: partial(studies[n].stand, command) for n, command in commands.items()}
    results = in_turn(10 * rounds, tasks)
    table("Nothing has changed (goal: ours at most 0.5 s)", results, ours, ".2f")


def arguments() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=3, help="times that each is measured")
    parser.add_argument("--only", default=",".join(SECTIONS), help="sections, parted by commas")
    asked = parser.parse_args()
    asked.only = asked.only.split(",")
    if unknown := set(asked.only) - set(SECTIONS):
        parser.error(f"unknown section {', '.join(sorted(unknown))}; one of {', '.join(SECTIONS)}")
    return asked


def main() -> None:
    """Every section asked for."""
    asked = arguments()
    peers = environment(LOCK, HERE / ".venv-peers-build").parent
    cores = os.cpu_count() or 1
    say(
        f"{processor()}, {cores} cores; Python {platform.python_version()}, "
        + ", ".join(f"{name} {installed(name)}" for name in ("papermill", "nbconvert", "nbval"))
        + "".join(f", {name} {version(LOCK, name)}" for name in ("pytask", "doit"))
        + f"; {asked.rounds} rounds; one-minute load before: {os.getloadavg()[0]:.1f}"
    )
    commands: dict[str, list[str | Path]] = {
        "analysis build": [BIN / "analysis", "build"],
        f"doit {version(LOCK, 'doit')}": [peers / "doit", "-n", str(cores)],
        f"pytask {version(LOCK, 'pytask')}": [peers / "pytask"],
    }
    ours, *others = commands
    with tempfile.TemporaryDirectory() as name:
        study = Study(Path(name, "ours").absolute())
        if "clean" in asked.only:
            clean(study, asked.rounds)
        if {"noop", "edit"} & set(asked.only):
            studies = {ours: study} | {other: Study(Path(name, other)) for other in others}
            study.build()
            for other in others:
                studies[other].pretend(commands[other])
            if "noop" in asked.only:
                unchanged(studies, commands, asked.rounds)
            if "edit" in asked.only:
                tasks = {n: partial(studies[n].build_edited, c) for n, c in commands.items()}
                results = in_turn(asked.rounds, tasks)
                table("One figure edited", results, ours)
        if "nbval" in asked.only:
            command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
            lax = partial(study.seconds, *command, "--nbval-lax", "notebooks")
            whole = partial(study.seconds, *command, "--nbval", "notebooks")
            results = in_turn(asked.rounds, {"pytest --nbval-lax": lax, "pytest --nbval": whole})
            head("The notebooks as tests", "command", "seconds")
            for told, seconds in results.items():
                row(told, spread(seconds, ",.1f"))


if __name__ == "__main__":
    main()

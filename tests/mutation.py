"""Rows of the tables of words, each spoilt in turn: a test must fail, or nobody needs the row.

    .venv/bin/python -m tests.mutation units hedges --share 0.25

A row is a word, or a character of a class, in the constants of a module of `src/analysis`; it is
spoilt by a sign that no text has. Code itself is mutated by mutmut (see CONTRIBUTING); that leaves
constants alone.
"""

import argparse
import ast
import contextlib
import importlib.abc
import importlib.machinery
import importlib.util
import io
import os
import random
import re
import sys
import tokenize
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import hypothesis  # noqa: F401  Imported once, before the forks.
import pandas as pd  # noqa: F401
import pandera.pandas  # noqa: F401
import pytest

HERE = Path(__file__).parents[1]
SPOILT = "〓"
# A word of a list, an alternative of a pattern, or a class, of which each character is a row.
_ROW = re.compile(r"\[[^\]\[]*\]|[㐀-鿿〇]+")
_CHARACTER = re.compile("[㐀-鿿〇]")
# What reads a table again and again, the quickest first.
READERS = ("numerals", "hedges", "periods", "names", "figures", "gold", "proposals", "mentions")


@dataclass(frozen=True)
class Mutant:
    """A module with one row spoilt."""

    module: str
    line: int
    word: str
    source: str

    def __str__(self) -> str:
        """Return where the row stands, and what it is."""
        return f"src/analysis/{self.module}.py:{self.line} {self.word}"


def mutants(module: str) -> Iterator[Mutant]:
    """Yield the module with each row of its constants spoilt."""
    source = (HERE / f"src/analysis/{module}.py").read_text("utf-8")
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    constants = [node for node in ast.parse(source).body if isinstance(node, ast.Assign)]
    lines = {n for node in constants for n in range(node.lineno, (node.end_lineno or 0) + 1)}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.STRING and token.start[0] in lines:
            base = starts[token.start[0] - 1] + token.start[1]
            for place, word in _rows(token.string):
                start = base + place
                spoilt = source[:start] + SPOILT + source[start + len(word) :]
                yield Mutant(module, source.count("\n", 0, start) + 1, word, spoilt)


def _rows(text: str) -> Iterator[tuple[int, str]]:
    for found in _ROW.finditer(text):
        if found[0].startswith("["):
            for char in _CHARACTER.finditer(found[0]):
                yield found.start() + char.start(), char[0]
        else:
            yield found.start(), found[0]


class Spoiler(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Imports a module of the package from the source of a mutant."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Answer for the one module, as the finder of a package would."""
        del path, target
        wanted = name == f"analysis.{self.mutant.module}"
        return importlib.util.spec_from_loader(name, self) if wanted else None

    def get_source(self, fullname: str) -> str:
        """Return the spoilt source."""
        del fullname
        return self.mutant.source


def survives(mutant: Mutant) -> bool:
    """Whether every test passes although a row is spoilt, in a process of its own."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status) == 0
    killed = 1
    with Path(os.devnull).open("w") as nowhere, contextlib.suppress(BaseException):
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
        sys.meta_path.insert(0, Spoiler(mutant))
        options = ["-x", "-q", "-p", "no:cacheprovider", "--tb=no"]
        # Its plugins are imported before the fork, which is meant.
        options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
        names = dict.fromkeys([mutant.module, *READERS])
        files = [HERE / f"tests/test_{name}.py" for name in names]
        killed = pytest.main([*options, *(str(file) for file in files if file.exists())])
    os._exit(killed)


def main() -> None:
    """Spoil a share of the rows of some modules and print those nobody missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="+")
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    os.chdir(HERE)
    for module in chosen.modules:
        source = (HERE / f"src/analysis/{module}.py").read_text("utf-8")
        if not survives(Mutant(module, 0, "", source)):
            sys.exit(f"{module}: its tests fail as it is")
        every = list(mutants(module))
        some = random.Random(chosen.seed).sample(every, round(len(every) * chosen.share))
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            left = [m for m, alive in zip(some, threads.map(survives, some), strict=True) if alive]
        print(f"{module}: {len(some) - len(left)} of {len(some)} rows are missed by a test")
        for mutant in left:
            print(f"  {mutant}", flush=True)


if __name__ == "__main__":
    main()

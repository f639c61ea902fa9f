"""Rows of the tables of words, each spoilt in turn: a test must fail, or nobody needs the row.

    .venv/bin/python -m tests.mutation units hedges --share 0.25

A row is a word in Chinese characters, or a character of a literal class, in the constants of a
module of `src/analysis`; it is spoilt by signs that no text has. Where the module cannot even be
imported then, nothing is measured. Code itself is mutated by mutmut (see CONTRIBUTING), which
leaves constants alone.
"""

import argparse
import ast
import importlib.abc
import importlib.machinery
import importlib.util
import io
import os
import random
import re
import signal
import sys
import tokenize
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import hypothesis  # noqa: F401  Imported once, before the forks.
import pandas as pd  # noqa: F401
import pandera.pandas  # noqa: F401
import pytest

HERE = Path(__file__).parents[1]
SPOILT = "〓"
# A word of a list, an alternative of a pattern, or a class, of which each character is a row.
_ROW = re.compile(r"\[[^\]\[]*\]|[㐀-鿿〇]+")
_CHARACTER = re.compile("(?<!-)[㐀-鿿〇](?!-)")  # The ends of a range are no rows.
LIMIT = 300  # Seconds after which the tests of a mutant are given up.
# What a string is to the tokenizer, and from Python 3.12 on the text of one with fields.
_STRINGS = {tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)}
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


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """Yield a module of some source with each row of its constants spoilt."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    constants = [
        node for node in ast.parse(source).body if isinstance(node, ast.Assign | ast.AnnAssign)
    ]
    lines = {n for node in constants for n in range(node.lineno, (node.end_lineno or 0) + 1)}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in _STRINGS and token.start[0] in lines:
            base = starts[token.start[0] - 1] + token.start[1]
            for place, word in _rows(token.string):
                start = base + place
                spoilt = source[:start] + SPOILT * len(word) + source[start + len(word) :]
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


def outcomes(some: Iterable[Mutant]) -> dict[Mutant, int]:
    """Return what pytest ended with for each mutant, as many at once as there are cores."""
    running: dict[int, Mutant] = {}
    ended: dict[Mutant, int] = {}

    def wait() -> None:
        child, status = os.wait()
        ended[running.pop(child)] = os.waitstatus_to_exitcode(status)

    for mutant in some:
        if len(running) == (os.cpu_count() or 1):
            wait()
        child = os.fork()
        if not child:
            _test(mutant)
        running[child] = mutant
    while running:
        wait()
    return ended


def _test(mutant: Mutant) -> NoReturn:
    signal.alarm(LIMIT)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    sys.meta_path.insert(0, Spoiler(mutant))
    options = ["-x", "-q", "-p", "no:cacheprovider", "--tb=no", "--hypothesis-seed=0"]
    # How long a text takes says nothing here; plugins are imported before the fork, which is meant.
    options += ["--deselect", "tests/test_mentions.py::test_a_long_text_is_read_once"]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    names = dict.fromkeys([mutant.module, *READERS])
    files = [HERE / f"tests/test_{name}.py" for name in names]
    os._exit(pytest.main([*options, *(str(file) for file in files if file.exists())]))


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
        if outcomes([as_it_is := Mutant(module, 0, "", source)])[as_it_is] != pytest.ExitCode.OK:
            sys.exit(f"{module}: its tests fail as it is")
        every = list(mutants(module, source))
        some = random.Random(chosen.seed).sample(every, round(len(every) * chosen.share))
        found = outcomes(some)
        told = [pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED]
        tried = [mutant for mutant in some if found[mutant] in told]
        alive = [mutant for mutant in tried if found[mutant] == pytest.ExitCode.OK]
        print(f"{module}: of {len(tried)} rows {len(alive)} survive, {len(some)} were drawn")
        for mutant in alive:
            print(f"  {mutant}", flush=True)


if __name__ == "__main__":
    main()

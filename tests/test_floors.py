"""Modules stand on floors, top floor first, and import only upwards.

That is, from floors above their own, or from modules named before them on their own floor. The
imports are read, never run, so that one hidden inside a function counts like any other.
"""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from itertools import chain
from pathlib import Path

import pytest

FLOORS = {
    "words": [
        "numerals",
        "bounds",
        "units",
        "hedges",
        "periods",
        "names",
        "figures",
        "lookalikes",
        "context",
        "narrowing",
    ],
    "registers": ["paths", "problems", "raw", "registers", "receipts", "plans"],
    "reading": [
        "mentions",
        "texts",
        "parquet",
        "executors",
        "corpus",
        "pages",
        "overrides",
        "articles",
        "proposals",
        "drafts",
    ],
    "knowing": ["codebook", "reads", "observations", "columns"],
    "reasoning": ["candidates", "derive", "audit", "compare", "standings", "tables", "cleaning"],
    "showing": [
        "wording",
        "ties",
        "notes",
        "sentences",
        "views",
        "fonts",
        "charts",
        "listings",
        "promises",
        "instruments",
        "findings",
        "glossary",
        "coding",
    ],
    "publishing": [
        "explain",
        "orphans",
        "drawings",
        "reports",
        "archive",
        "verify",
        "warm",
        "engine",
        "making",
        "progress",
        "build",
        "preloaded",
        "forks",
    ],
    "command": ["cli"],
}
# Readers of the package enter here; a doorway may lead to any module.
DOORWAYS = ["__init__", "__main__"]

ORDER = list(chain.from_iterable(FLOORS.values()))
SOURCE = Path(__file__).parents[1] / "src" / "analysis"

# What opens or finds files; the words floor has no use for any of it.
FILE_MODULES = set(
    "codecs csv fileinput glob importlib io linecache mmap os pandas pathlib pickle pkgutil"
    " runpy shelve shutil sqlite3 subprocess tempfile tomllib zipfile".split()
)
FILE_CALLS = {"open", "read_bytes", "read_text", "write_bytes", "write_text"}


def module_of(file: Path) -> str:
    """The module a file belongs to; a folder of files is one module."""
    return file.relative_to(SOURCE).parts[0].removesuffix(".py")


def present() -> set[str]:
    """The modules that exist."""
    return {module_of(file) for file in SOURCE.rglob("*.py")}


def imported_names(code: str, package: str = "analysis") -> Iterator[tuple[int, str]]:
    r"""Each import in `code`, which is part of `package`, as its line and its full dotted name.

    >>> list(imported_names("import csv; from analysis.bounds import Bounds"))
    [(1, 'csv'), (1, 'analysis.bounds.Bounds')]
    >>> list(imported_names("def f():\n    from . import bounds"))
    [(2, 'analysis.bounds')]
    """
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) + 1 - node.level]
            base = [*parents, node.module] if node.level else [node.module]
            dotted = ".".join(part for part in base if part)
            yield from ((node.lineno, f"{dotted}.{alias.name}") for alias in node.names)


def our_module(name: str) -> str | None:
    """The module of ours that a dotted name leads to, or None where it is not ours.

    >>> our_module("analysis.bounds.Bounds"), our_module("analysis"), our_module("csv")
    ('bounds', '__init__', None)
    """
    first, _, rest = name.partition(".")
    if first != "analysis":
        return None
    module = rest.partition(".")[0]
    return module if module in present() | set(ORDER) else "__init__"


def floor_of(module: str) -> str:
    """The floor a module stands on."""
    return next(floor for floor, modules in FLOORS.items() if module in modules)


def imports_of(module: str) -> Iterator[tuple[str, str]]:
    """Each other module of ours that `module` imports, with the place it does so."""
    for file in sorted(SOURCE.rglob("*.py")):
        if module_of(file) == module:
            package = ".".join(["analysis", *file.relative_to(SOURCE).parts[:-1]])
            for line, name in imported_names(file.read_text("utf-8"), package):
                target = our_module(name)
                if target not in (None, module):
                    yield f"{file.relative_to(SOURCE)}:{line}", str(target)


def may_import(module: str, target: str) -> bool:
    """Whether `target` stands above `module`, or before it on the same floor."""
    return module in DOORWAYS or target in ORDER[: ORDER.index(module)]


def file_uses(code: str) -> list[str]:
    """What in `code` opens a file or imports a module that does.

    >>> file_uses("import re, csv; page.open()")
    ['csv on line 1', 'open() on line 1']
    """
    imports = [
        f"{name} on line {line}"
        for line, name in imported_names(code)
        if name.partition(".")[0] in FILE_MODULES
    ]
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    names = [(node.lineno, ast.unparse(node.func).rpartition(".")[2]) for node in calls]
    return imports + [f"{name}() on line {line}" for line, name in names if name in FILE_CALLS]


def test_every_module_stands_on_one_floor() -> None:
    """What is listed exists, what exists is listed, and nothing is listed twice."""
    listed, existing = set(ORDER), present() - set(DOORWAYS)
    assert not existing - listed, f"place in FLOORS: {sorted(existing - listed)}"
    assert not listed - existing, f"listed but absent: {sorted(listed - existing)}"
    assert len(ORDER) == len(listed)


@pytest.mark.parametrize("module", ORDER)
def test_imports_lead_upwards(module: str) -> None:
    """A module imports only from floors above it, or from modules before it on its own."""
    wrong = {
        f"{place}: {module} ({floor_of(module)}) may not import {target}"
        for place, target in imports_of(module)
        if not may_import(module, target)
    }
    assert not wrong, "\n".join(sorted(wrong))


def test_no_module_needs_itself() -> None:
    """No chain of imports, through the doorways or not, leads back to where it began."""
    graph = {module: {target for _, target in imports_of(module)} for module in present()}
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("module", FLOORS["words"])
def test_words_open_no_file(module: str) -> None:
    """The words floor turns text into values and never touches a file."""
    files = [file for file in SOURCE.rglob("*.py") if module_of(file) == module]
    assert [use for file in files for use in file_uses(file.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("module", "target", "allowed"),
    [
        pytest.param("figures", "numerals", True, id="an earlier module of the same floor"),
        pytest.param("numerals", "figures", False, id="a later module of the same floor"),
        pytest.param("cli", "numerals", True, id="a floor far above"),
        pytest.param("pages", "tables", False, id="the floor below"),
        pytest.param("pages", "__init__", False, id="the doorway, which leads everywhere"),
        pytest.param("__main__", "cli", True, id="from the doorway"),
    ],
)
def test_the_rule_itself(module: str, target: str, allowed: bool) -> None:
    """The rule forbids what it should, on the floors as they are listed."""
    assert may_import(module, target) is allowed


@pytest.mark.parametrize(
    ("code", "target"),
    [
        pytest.param("import analysis.cli", "cli", id="plain"),
        pytest.param("from analysis import cli as c", "cli", id="module from the package"),
        pytest.param("from analysis.cli import main", "cli", id="name from the module"),
        pytest.param("from . import cli", "cli", id="relative"),
        pytest.param("from .cli import main", "cli", id="relative, name from the module"),
        pytest.param("def f() -> None:\n    import analysis.cli", "cli", id="inside a function"),
        pytest.param("if TYPE_CHECKING:\n    from .cli import main", "cli", id="only for types"),
        pytest.param("from analysis import something", "__init__", id="a name of the doorway"),
        pytest.param("import analysis_of_another_kind", None, id="someone else's package"),
    ],
)
def test_no_form_of_import_escapes(code: str, target: str | None) -> None:
    """Every way of writing an import leads to the module it names."""
    assert [our_module(name) for _, name in imported_names(code)] == [target]

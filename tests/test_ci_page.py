"""The page on CI: its workflow is one, and every command in it is there."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import papermill
import pytest
import yaml  # type: ignore[import-untyped]

from analysis.cli import _parser
from analysis.paths import find_checkout

HERE = find_checkout(Path(__file__).parent)
TEXT = (HERE.root / "docs" / "ci.md").read_text("utf-8")
MAKEFILE = (HERE.root / "Makefile").read_text("utf-8")


def blocks(kind: str) -> list[str]:
    """The code blocks of the page in a language."""
    return re.findall(rf"(?ms)^```{kind}\n(.*?)^```$", TEXT)


WORKFLOW: dict[Any, Any] = yaml.safe_load(blocks("yaml")[0])
STEPS: list[dict[str, Any]] = WORKFLOW["jobs"]["reports"]["steps"]
COMMANDS = [
    *(line for block in blocks("sh") for line in block.splitlines()),
    *(step["run"] for step in STEPS if "run" in step),
]


def test_the_workflow_makes_the_reports_before_it_publishes_them() -> None:
    """It starts when data/raw changes, and publishes the folder that the build fills."""
    started = WORKFLOW[True]  # YAML 1.1 takes the key `on` for a truth value.
    assert "data/raw/**" in started["push"]["paths"]
    done = [step.get("uses", step.get("run", "")).split("@")[0].split()[-1] for step in STEPS]
    made, kept, out = (
        next(n for n, step in enumerate(STEPS) if word in str(step))
        for word in ("make reports", "upload-pages-artifact", "deploy-pages")
    )
    assert done[0] == "actions/checkout"
    assert made < kept < out
    assert STEPS[kept]["with"]["path"] == HERE.reports.name
    version = STEPS[made - 1]["with"]["python-version"]
    assert f"Python :: {version}" in (HERE.root / "pyproject.toml").read_text("utf-8")


def test_every_path_that_starts_it_is_there() -> None:
    """A path of the workflow is a folder or a file of the checkout."""
    for path in WORKFLOW[True]["push"]["paths"]:
        assert (HERE.root / path.removesuffix("/**")).exists(), path


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_there(command: str) -> None:
    """Its program is one of the project's, and knows the words that follow."""
    program, *words = shlex.split(command)
    match Path(program).name:
        case "make":
            assert re.search(rf"(?m)^{words[0]}:(?! export)", MAKEFILE)
        case "analysis":
            _parser().parse_args(words)
        case "papermill":
            declared = papermill.inspect_notebook(str(HERE.root / words[0]))
            named = [words[n + 1] for n, word in enumerate(words) if word == "-p"]
            assert named
            assert set(named) <= declared.keys()
        case "jupyter":
            assert words[:3] == ["nbconvert", "--to", "analysis"]
        case _:
            pytest.fail(f"{program}: is none of the project's programs")


def test_a_problem_in_the_data_fails_the_job(tmp_path: Path) -> None:
    """`make reports` leaves with 2 and a line for the problem, and makes no report."""
    shutil.copytree(HERE.root / "data" / "raw", tmp_path / "data" / "raw")
    shutil.copy(HERE.root / "Makefile", tmp_path)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bin").symlink_to(Path(sys.prefix) / "bin")
    (tmp_path / "data" / "raw" / "registers" / "zones.csv").unlink()
    # Everything is installed: nothing is to be made anew.
    made = subprocess.run(
        ["make", "-o", ".venv/.installed", "reports"],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if name != "ANALYSIS_ROOT"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert made.returncode == 2
    assert "zones.csv: is missing; add it" in made.stderr
    assert not (tmp_path / "reports").exists()


def test_nothing_quotes_the_articles() -> None:
    """No command of the page takes the texts, so that no sentence can be published."""
    assert COMMANDS
    assert not [command for command in COMMANDS if "--texts" in command]


def test_the_readme_leads_here() -> None:
    """README.md has a link to the page."""
    assert "docs/ci.md" in (HERE.root / "README.md").read_text("utf-8")

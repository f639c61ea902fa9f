"""A notebook by hand: its parameters explain themselves, wrong ones stop it, right ones make the report."""

import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import nbformat
import papermill
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode
from traitlets.config import Config

from analysis.bounds import READINGS
from analysis.making import INJECTED, execute
from analysis.paths import LANGUAGES, find_checkout
from analysis.plans import Run, plan
from analysis.views import open_report

HERE = find_checkout(Path(__file__).parent)
RUNS = plan(HERE, "conventional")  # No notebook has this reading by itself.
NOTEBOOKS = sorted({run.notebook for run in RUNS})
RIGHT = {"lang": LANGUAGES, "reading": READINGS}
EVERY = [
    pytest.param(path, parameter, id=f"{path.stem} {parameter}")
    for path in NOTEBOOKS
    for parameter in papermill.inspect_notebook(str(path))
]


@pytest.mark.parametrize(("notebook", "parameter"), EVERY)
def test_every_parameter_says_what_it_may_hold(notebook: Path, parameter: str) -> None:
    """papermill's help has its type, and in words what it is or which values it takes."""
    told = papermill.inspect_notebook(str(notebook))[parameter]
    assert told["inferred_type_name"] == "str"
    assert len(told["help"].split()) > 3
    assert all(value in told["help"] for value in RIGHT.get(parameter, ()))


@pytest.mark.parametrize(("notebook", "parameter"), EVERY)
def test_a_wrong_value_stops_the_first_cell(
    notebook: Path, parameter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first cell after the parameters stops with the list of right values."""
    monkeypatch.chdir(notebook.parent)
    parameters, opening = [
        cell for cell in nbformat.read(notebook, as_version=4).cells if cell.cell_type == "code"
    ][:2]
    names: dict[str, object] = {}
    exec(parameters.source, names)
    names[parameter] = "nowhere"
    right = RIGHT.get(parameter) or open_report().codes(parameter)
    with pytest.raises(
        ValueError, match=re.escape(f"unknown {parameter} 'nowhere'; one of {', '.join(right)}")
    ):
        exec(opening.source, names)


def contents(notebook: NotebookNode) -> list[list[object]]:
    """What each cell shows, in every form it has; but for the parameters, which show nothing."""
    return [
        [output.get("data", output.get("text")) for output in cell.outputs]
        for cell in notebook.cells
        if cell.cell_type == "code"
        and not {"parameters", INJECTED} & set(cell.metadata.get("tags", ()))
    ]


def run_all(run: Run) -> NotebookNode:
    """The notebook after a person has put a run's values into the parameters cell and run all cells."""
    notebook: NotebookNode = nbformat.read(run.notebook, as_version=4)
    cell = next(cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", ()))
    for name, value in run.parameters.items():
        cell.source = re.sub(rf'(?m)^{name}: str = "[^"]*"', f'{name} = "{value}"', cell.source)
    where = {"metadata": {"path": str(run.notebook.parent)}}
    with tempfile.TemporaryDirectory() as folder:  # As in a build, nobody else may listen in.
        quiet = Config({"KernelManager": {"transport": "ipc", "ip": f"{folder}/kernel"}})
        NotebookClient(notebook, resources=where, config=quiet, kernel_name="python3").execute()
    return notebook


@pytest.mark.parametrize("per_zone", [True, False], ids=["of a zone", "of the page"])
def test_run_all_gives_what_the_report_has(per_zone: bool) -> None:
    """After a change of every parameter, all cells show what they show in the report's own run."""
    run = [run for run in RUNS if ("zone" in run.parameters) == per_zone and run.lang == "en"][-1]
    shown = contents(run_all(run))
    assert sum(map(len, shown)) > 5
    assert shown == contents(execute(run))


def typed(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A command as one types it with the environment activated."""
    program, *words = shlex.split(command)
    return subprocess.run(
        [Path(sys.executable).parent / program, *words],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def by_hand() -> Iterable[str]:
    """The commands of the README's paragraph on a notebook by hand."""
    text = (HERE.root / "README.md").read_text("utf-8")
    paragraph = text[text.index("\nA notebook by hand") :].split("\n\n")[0]
    return re.findall(r"`((?:papermill|jupyter) [^`]+)`", paragraph)


def test_the_readme_makes_a_report_by_hand(tmp_path: Path) -> None:
    """Its commands, typed in any folder, tell the parameters and make the report they name."""
    make, export, tell = by_hand()
    (tmp_path / "notebooks").symlink_to(HERE.notebooks)
    told = typed(tell, tmp_path)
    assert "zone: str" in told.stdout
    made = typed(make, tmp_path)
    assert made.returncode == 0, made.stderr
    exported = typed(export, tmp_path)
    assert exported.returncode == 0, exported.stderr
    page = (tmp_path / "out.html").read_text("utf-8")
    zone, lang = re.findall(r"-p \w+ (\w+)", make)
    name = open_report(lang).label("zone", zone)
    assert re.search(rf'<html lang="?{lang}\b', page)
    assert name in page


def test_papermill_stops_at_a_wrong_value_and_warns_of_a_wrong_name(tmp_path: Path) -> None:
    """It leaves with 1 and the list of right values; a name it does not know it only mentions."""
    notebook = shlex.quote(str(NOTEBOOKS[0]))
    wrong = typed(f"papermill {notebook} out.ipynb -p lnag en -p lang fr", tmp_path)
    assert wrong.returncode == 1
    assert "Passed unknown parameter: lnag" in wrong.stderr
    assert wrong.stderr.rstrip().endswith("unknown lang 'fr'; one of zh, en")

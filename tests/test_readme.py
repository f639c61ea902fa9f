"""The Python that README.md and the start page show runs, and gives what stands beside it."""

import ast
import re
from pathlib import Path

import pytest
from IPython.display import HTML
from nbformat.v4 import new_code_cell, new_notebook, new_output

from analysis.charts import Chart
from analysis.paths import find_checkout
from analysis.reports import report_html

HERE = find_checkout(Path(__file__).parent)
PAGES = {"README": HERE.root / "README.md", "START": HERE.notebooks / "START.md"}
BLOCKS = [
    pytest.param(block, id=f"{name} {number}")
    for name, path in PAGES.items()
    for number, block in enumerate(re.findall(r"(?s)```python\n(.*?)```", path.read_text("utf-8")))
]
QUESTIONS = [block for block in BLOCKS if "open_report(lang" in str(block.values[0])]


@pytest.mark.parametrize("block", BLOCKS)
def test_each_line_gives_what_stands_beside_it(
    block: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every block runs from top to bottom; a line that prints has its output as a comment."""
    names: dict[str, object] = {"display": lambda *_: None}
    lines = block.splitlines()
    for statement in ast.parse(block).body:
        exec(compile(ast.Module([statement], []), "README", "exec"), names)
        line = lines[statement.lineno - 1]
        if line.startswith("print("):
            beside = line.partition("  # ")[2].partition(": ")[0]
            assert capsys.readouterr().out == f"{beside}\n"


@pytest.mark.parametrize("block", QUESTIONS)
def test_a_question_of_ones_own_takes_five_lines(block: str) -> None:
    """Five statements beside the imports show a chart, a table and the evidence; they make a report."""
    shown: list[Chart | HTML] = []
    tree = ast.parse(block)
    assert sum(not isinstance(one, ast.ImportFrom) for one in tree.body) == 5
    exec(block, {"display": lambda *more: shown.extend(more)})
    chart, table, evidence = shown
    assert isinstance(chart, Chart)
    assert isinstance(table, HTML)
    assert isinstance(evidence, HTML)
    cell = new_code_cell(block)
    cell.outputs = [
        new_output("display_data", data=chart._repr_mimebundle_()),
        *(new_output("display_data", data={"text/html": one.data}) for one in (table, evidence)),
    ]
    page = report_html(new_notebook(cells=[cell]))
    assert "<svg" in page
    assert page.count("<table") >= 2

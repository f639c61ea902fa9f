"""Reports by the Python interfaces of papermill and nbconvert alone, several at once.

python build_worker.py WORKERS TASKS, where TASKS is a file of JSON: [notebook, output, parameters]s
"""

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import papermill
from nbconvert.exporters import HTMLExporter

Task = tuple[str, str, dict[str, str]]


def report(task: Task) -> None:
    """Execute a notebook in a kernel of its own and write it as HTML."""
    notebook, output, parameters = task
    papermill.execute_notebook(
        notebook,
        f"{output}.ipynb",
        parameters=parameters,
        progress_bar=False,
        request_save_on_cell_execute=False,
        cwd=str(Path(notebook).parent),
    )
    page, _ = HTMLExporter().from_filename(f"{output}.ipynb")
    Path(f"{output}.html").write_text(page, "utf-8")


def main() -> None:
    """Make every report asked for."""
    tasks: list[Task] = json.loads(Path(sys.argv[2]).read_text("utf-8"))
    with ProcessPoolExecutor(int(sys.argv[1])) as pool:
        list(pool.map(report, tasks))


if __name__ == "__main__":
    main()

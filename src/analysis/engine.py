"""A papermill engine that runs a notebook in this process, in the shell of an IPython kernel.

It saves the start of a kernel, a second or two for each notebook. What a notebook does to modules
stays, so that whoever runs several gives each a process of its own (see warm).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import matplotlib as mpl
from ipykernel.inprocess.blocking import BlockingInProcessKernelClient
from ipykernel.inprocess.manager import InProcessKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionComplete, CellExecutionError
from nbformat import NotebookNode
from papermill.engines import Engine, NotebookExecutionManager
from traitlets.config import Config

NAME = "analysis"
# A message is there when the cell has run, or never comes.
SECONDS = 60
# What an IPython kernel chooses, so that a figure of pyplot is shown where its cell ends.
BACKEND = "module://matplotlib_inline.backend_inline"
# The debugger that a kernel brings would say on every start that nobody can debug this Python.
os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")


class InProcessEngine(Engine):  # type: ignore[misc]  # papermill publishes no types.
    """`papermill --engine analysis`: the same outputs as from a kernel of its own."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, **_: object
    ) -> None:
        """Run the cells one after the other, up to the first that fails."""
        # nbclient turns messages into outputs, as it does for kernels elsewhere.
        writer = NotebookClient(nb_man.nb, kernel_name=kernel_name, record_timing=False)
        with _kernel() as client:
            for index, cell in enumerate(nb_man.nb.cells):
                nb_man.cell_start(cell, index)
                try:
                    _run(client, writer, cell, index)
                except CellExecutionError as error:
                    nb_man.cell_exception(cell, cell_index=index, exception=error)
                    break
                finally:
                    nb_man.cell_complete(cell, cell_index=index)
            client.kernel_info()
            reply = client.get_shell_msg()["content"]
            nb_man.nb.metadata["language_info"] = reply["language_info"]


@contextmanager
def _kernel() -> Iterator[BlockingInProcessKernelClient]:
    """Start a kernel in this process; nothing may have drawn a figure yet."""
    os.environ["MPLBACKEND"] = mpl.rcParams["backend"] = BACKEND
    # A person's history of commands is no business of a report.
    manager = InProcessKernelManager(config=Config({"HistoryManager": {"enabled": False}}))
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        yield client
    finally:
        client.stop_channels()
        manager.shutdown_kernel()


def _run(
    client: BlockingInProcessKernelClient, writer: NotebookClient, cell: NotebookNode, index: int
) -> None:
    if cell.cell_type != "code" or not cell.source.strip():
        return
    cell.outputs = []
    writer.clear_before_next_output = False
    client.execute(cell.source, allow_stdin=False)
    reply: dict[str, Any] = client.get_shell_msg()
    cell.execution_count = reply["content"]["execution_count"]
    with suppress(CellExecutionComplete):  # The kernel is idle again: it has sent all it had to.
        while True:
            writer.process_message(client.get_iopub_msg(timeout=SECONDS), cell, index)
    expected = "raises-exception" in cell.metadata.get("tags", ())
    if reply["content"]["status"] == "error" and not expected:
        raise CellExecutionError.from_cell_and_msg(cell, reply["content"])

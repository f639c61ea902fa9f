"""How to run a notebook in a fork: in a shell there, or in a real kernel that is forked?

    .venv/bin/python benchmarks/kernels.py [--rounds N] [--workers N]

Each of three ways executes the same notebooks, in turn: in an ordinary kernel, which starts by
itself and imports; in a real kernel forked from a process that has imported all (a kernel
provisioner); and in the shell of a fork of that process, as `analysis build` does. The outputs are
compared byte for byte.
"""

import argparse
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib.metadata import EntryPoint
from pathlib import Path
from statistics import median
from typing import Any

import nbformat
import papermill  # noqa: F401  # It loads analysis.engine itself, and must come first.
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from side_by_side import HERE, head, in_turn, processor, row, say, spread

from analysis.build import build_tables
from analysis.engine import BACKEND
from analysis.making import execute
from analysis.paths import find_checkout
from analysis.plans import Run, plan
from analysis.warm import apart, start

POLL = 0.01  # Seconds between looks whether a kernel has ended.


def serve_kernel(connection: str, told: str, folder: str) -> None:
    """Be a kernel in this process, a fork; say first which process it is."""
    os.chdir(folder)
    os.environ["MPLBACKEND"] = BACKEND
    Path(told).write_text(str(os.getpid()), "ascii")
    kernel = IPKernelApp.instance(connection_file=connection)
    kernel.initialize([])
    kernel.start()


class ForkedKernel(LocalProvisioner):
    """Starts a kernel by a fork in the place of a command."""

    pid: int | None = None

    @property
    def has_process(self) -> bool:
        """Whether the kernel was started and has not been waited for."""
        return self.pid is not None

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        """Fork, and wait until it is known which process the kernel is."""
        connection = next(part for part in cmd if part.endswith(".json"))
        told = f"{connection}.pid"
        task = (serve_kernel, connection, told, options.get("cwd") or str(Path.cwd()))
        threading.Thread(target=_end_quietly, args=task, daemon=True).start()
        while not (Path(told).exists() and Path(told).read_text("ascii")):
            time.sleep(POLL)
        self.pid = int(Path(told).read_text("ascii"))
        Path(told).unlink()
        return self.connection_info

    async def poll(self) -> int | None:
        """Return nothing while the kernel lives."""
        return None if self.pid and Path(f"/proc/{self.pid}").exists() else 0

    async def wait(self) -> int:
        """Wait until the kernel has ended."""
        while await self.poll() is None:
            time.sleep(POLL)
        self.pid = None
        return 0

    async def send_signal(self, signum: int) -> None:
        """Send the kernel a signal."""
        if self.pid:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signum)

    async def kill(self, restart: bool = False) -> None:  # noqa: ARG002
        """Kill the kernel."""
        await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:  # noqa: ARG002
        """End the kernel."""
        await self.send_signal(signal.SIGTERM)

    async def cleanup(self, restart: bool = False) -> None:
        """Leave nothing behind; there is nothing."""


def _end_quietly(*task: Any) -> None:
    with suppress(ChildProcessError):
        apart(*task)


def in_a_shell(run: Run) -> str:
    """Execute a notebook in the shell of a fork."""
    return apart(_in_this_process, run)


def _in_this_process(run: Run) -> str:
    return _written(execute(run, cold=False))


def _written(notebook: nbformat.NotebookNode) -> str:
    text: str = nbformat.writes(notebook)
    return text


def in_a_kernel(run: Run) -> str:
    """Execute a notebook in a kernel, forked or ordinary, as papermill does."""
    return _written(execute(run, cold=True))


def all_of(runs: Sequence[Run], workers: int, one: Callable[[Run], str], provisioner: str) -> Any:
    """Return how long it takes to execute all runs, and their notebooks."""
    KernelProvisionerFactory.instance().default_provisioner_name = provisioner
    started = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        made = list(pool.map(one, runs))
    return time.perf_counter() - started, made


def main() -> None:
    """Print a table of the three ways."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    os.environ["MPLBACKEND"] = BACKEND
    checkout = find_checkout()
    build_tables(checkout)
    runs = [run for run in plan(checkout) if run.lang == "en"]
    factory = KernelProvisionerFactory.instance()
    factory.provisioners["forked"] = EntryPoint("forked", "kernels:ForkedKernel", "")
    os.environ["PYTHONPATH"] = str(HERE)
    start()
    in_a_shell(runs[0])  # From here on all is imported.
    ways = {
        "an ordinary kernel": lambda: all_of(runs, asked.workers, in_a_kernel, "local-provisioner"),
        "a forked kernel": lambda: all_of(runs, asked.workers, in_a_kernel, "forked"),
        "the shell of a fork": lambda: all_of(runs, asked.workers, in_a_shell, "local-provisioner"),
    }
    results = in_turn(asked.rounds, ways)
    say(f"{processor()}, {asked.workers} at once, {len(runs)} notebooks, {asked.rounds} rounds")
    head("Executing notebooks", "in", "seconds", "of the ordinary kernels' time", "same bytes")
    ordinary = results["an ordinary kernel"]
    for name, turns in results.items():
        seconds = [took for took, _ in turns]
        part = median(seconds) / median(took for took, _ in ordinary)
        same = all(made == ordinary[0][1] for _, made in turns)
        row(name, spread(seconds, ",.1f"), f"{part:.2f}", "yes" if same else "no")


if __name__ == "__main__":
    import kernels  # The process that forks finds its functions under this name.

    kernels.main()

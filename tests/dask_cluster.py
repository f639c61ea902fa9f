"""A Dask scheduler and its workers as processes of their own, on this machine's loopback."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

LOOPBACK = ["--host", "127.0.0.1", "--no-dashboard"]


@dataclass(frozen=True)
class Cluster:
    """The address of a scheduler, its process and those of its workers."""

    address: str
    scheduler: "subprocess.Popen[bytes]"
    workers: list["subprocess.Popen[bytes]"]


@contextmanager
def started(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """A cluster that lives as long as the block; its logs are in the folder."""
    file = folder / "scheduler.json"
    one_thread = ["--no-nanny", "--nthreads", "1", "--memory-limit", "0"]
    with ExitStack() as running:
        scheduler = running.enter_context(
            _process(folder, "scheduler", "--port", "0", "--scheduler-file", str(file))
        )
        until(lambda: file.exists() and bool(file.read_text("utf-8")))
        address = json.loads(file.read_text("utf-8"))["address"]
        worker = [address, *one_thread, "--local-directory", str(folder)]
        processes = [
            running.enter_context(_process(folder, "worker", *worker)) for _ in range(workers)
        ]
        yield Cluster(address, scheduler, processes)


@contextmanager
def _process(folder: Path, role: str, *arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{role}", *LOOPBACK, *arguments]
    with (folder / f"{role}.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something holds; it fails where it never does."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)

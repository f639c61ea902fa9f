"""Tasks in processes of their own, forked from one that has already imported what reports need.

Importing takes seconds, a fork milliseconds. What a task does to modules, variables of the
environment or the working folder ends with its process, so that no report reaches another.
"""

import atexit
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import Pipe, get_context
from pathlib import Path
from threading import Lock
from typing import TypeVar

_Result = TypeVar("_Result")

# macOS can fork, but its own libraries do not bear it once they have been used.
FORKS = hasattr(os, "fork") and sys.platform != "darwin"
KILLED = "its process was killed, perhaps for want of memory; use fewer --workers"
_lock = Lock()
_started: "list[_Warm]" = []


def apart(function: Callable[..., _Result], *args: object) -> _Result:
    """Return what a function gives in a process of its own; threads may call this at once.

    Function, arguments and result must be picklable; what the function raises is raised here.
    Raises ChildProcessError where its process ends without an answer.
    """
    if FORKS:
        return start().call(function, *args)
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        try:
            return pool.submit(function, *args).result()
        except BrokenExecutor:
            raise ChildProcessError(KILLED) from None


def start(root: Path | None = None) -> "_Warm":
    """Start the process that forks, unless it runs; it imports while this one goes on.

    With the folder of a checkout it also makes ready for its reports.
    """
    with _lock:
        if not _started:
            _started.append(_Warm(root))
        return _started[0]


def stop() -> None:
    """Kill the process that forks and all its forks, whatever they are at."""
    with _lock:
        while _started:
            _started.pop().kill()


atexit.register(stop)


class _Warm:
    """The process that forks, as this process speaks with it."""

    def __init__(self, root: Path | None) -> None:
        self.control, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "analysis.forks", str(theirs.fileno())]
            command += [str(root)] if root else []
            # In a session of its own it is killed with its forks, and no keyboard reaches it. It
            # ends by itself once nobody holds the other end of its socket.
            self.process = subprocess.Popen(
                command, pass_fds=[theirs.fileno()], start_new_session=True
            )

    def call(self, function: Callable[..., _Result], *args: object) -> _Result:
        """Return what a function gives in a fork; raises ChildProcessError where that is killed."""
        ours, theirs = Pipe()
        with ours:
            try:
                with theirs:
                    socket.send_fds(self.control, [b"."], [theirs.fileno()])
                ours.send((function, args))
                result, error = ours.recv()
            except (EOFError, OSError):
                raise ChildProcessError(self._why()) from None
        if error is not None:
            raise error
        answer: _Result = result
        return answer

    def _why(self) -> str:
        """Return why no answer came."""
        if self.process.poll() is None:
            return KILLED
        with _lock:
            if self in _started:
                _started.remove(self)  # The next task starts another.
        return f"the process that forks has ended with {self.process.returncode}; build again"

    def kill(self) -> None:
        """Kill the process and its forks."""
        self.control.close()
        with suppress(ProcessLookupError):  # It may have ended by itself.
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

"""Tasks in processes of their own: what one does, no other sees; a killed one is an error."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from analysis import warm
from analysis.warm import FORKS, apart, stop

pytestmark = pytest.mark.skipif(not FORKS, reason="this system does not fork")


@pytest.fixture(scope="module", autouse=True)
def _these_tests_can_be_imported() -> Iterator[None]:
    """The process that forks knows the tasks of this file."""
    stop()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
        yield
    stop()


def double(number: int) -> int:
    """Twice a number."""
    return 2 * number


def fail(message: str) -> None:
    """An error of the task's own."""
    raise LookupError(message)


def spoil() -> None:
    """Change what a process shares with all that runs in it."""
    os.environ["SPOILED"] = "yes"
    os.chdir("/")
    sys.modules["json"].dumps = None  # type: ignore[attr-defined]


def state() -> tuple[str | None, str, bool]:
    """What `spoil` changes."""
    import json  # noqa: PLC0415

    return os.environ.get("SPOILED"), os.getcwd(), json.dumps is not None  # noqa: PTH109


def loaded() -> list[str]:
    """Which modules are there before a report begins."""
    return [
        name for name in ("analysis.views", "pandas", "matplotlib.pyplot") if name in sys.modules
    ]


def end() -> None:
    """Die as for want of memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def parent() -> int:
    """The process that forked."""
    return os.getppid()


def test_threads_may_ask_at_once() -> None:
    """Each call gets its own answer, from forks of one process."""
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda n: apart(double, n), range(20))) == list(range(0, 40, 2))
        assert len(set(pool.map(lambda _: apart(parent), range(4)))) == 1


def test_large_answers_and_arguments_arrive_whole() -> None:
    """A message larger than any buffer of a pipe."""
    assert apart(len, b"x" * 5_000_000) == 5_000_000
    assert apart(bytes, 5_000_000) == bytes(5_000_000)


def test_an_error_is_raised_where_the_task_was_given() -> None:
    """With its type and its words."""
    with pytest.raises(LookupError, match="no such figure"):
        apart(fail, "no such figure")


def test_nothing_leaks_from_task_to_task() -> None:
    """Environment, folder and modules are as they were before."""
    before = apart(state)
    apart(spoil)
    assert apart(state) == before == (None, before[1], True)


def test_everything_is_imported_and_no_backend_chosen() -> None:
    """pyplot would choose one when it is imported, and a fork might show empty charts."""
    assert apart(loaded) == ["analysis.views", "pandas"]


def test_a_killed_task_is_an_error_and_the_next_runs() -> None:
    """Its process ends without an answer; the one that forks goes on."""
    with pytest.raises(ChildProcessError, match="killed"):
        apart(end)
    assert apart(double, 4) == 8


def test_a_result_that_cannot_be_sent_is_an_error() -> None:
    """Such as a lock; the one that forks goes on."""
    with pytest.raises(ChildProcessError, match="cannot be sent"):
        apart(threading.Lock)
    assert apart(double, 4) == 8


def test_without_forks_a_task_has_a_process_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slower, with the same answers and the same error."""
    monkeypatch.setattr(warm, "FORKS", False)
    assert apart(abs, -4) == 4
    with pytest.raises(ChildProcessError, match="killed"):
        apart(os._exit, 3)


def test_stop_kills_what_is_under_way() -> None:
    """A task without end is ended, and a new process forks afterwards."""
    before = apart(parent)
    with ThreadPoolExecutor(1) as pool:
        endless = pool.submit(apart, time.sleep, 600)
        while not endless.running():
            time.sleep(0.01)
        time.sleep(0.2)
        stop()
        with pytest.raises(ChildProcessError):
            endless.result(timeout=30)
    assert apart(parent) != before


def test_it_ends_with_whoever_started_it() -> None:
    """With all its forks, even where that one is killed and can tidy nothing up."""
    source = "import os, signal, threading, time, analysis.warm as w; "
    source += "print(w.start().process.pid, flush=True); w.apart(os.getpid); "
    source += "threading.Thread(target=w.apart, args=(time.sleep, 600)).start(); time.sleep(0.5); "
    source += "os.kill(os.getpid(), signal.SIGKILL)"
    asked = subprocess.run([sys.executable, "-c", source], stdout=subprocess.PIPE, check=False)
    assert asked.returncode == -signal.SIGKILL
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            os.killpg(int(asked.stdout), 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("the process that forks outlives its parent")

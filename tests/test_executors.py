"""Work here, on local cores and on a cluster: its order, its bound, and what is said when it breaks."""

import operator
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from analysis import executors
from analysis.executors import Workplace, in_order, open_workplace

from .dask_cluster import started


class Backwards(Executor):
    """An executor that finishes the newest task first, and counts those under way."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[Any], Callable[[], Any]]] = []
        self.most = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Put a task by."""
        future: Future[Any] = Future()
        self.waiting.append((future, lambda: fn(*args, **kwargs)))
        self.most = max(self.most, len(self.waiting))
        return future

    def ended(self, _: object) -> "set[Future[Any]]":
        """Finish everything, the newest first, and return it."""
        done = {future for future, _ in self.waiting}
        while self.waiting:
            newest, task = self.waiting.pop()
            newest.set_result(task())
        return done


def test_results_come_in_order_and_few_are_under_way() -> None:
    """However tasks finish, results are in order; an item is taken only when a place is free."""
    taken = []

    def items() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    executor = Backwards()
    written = 0
    for result in in_order(Workplace(executor, lambda: 4, executor.ended), abs, items()):
        assert result == written
        written += 1
        assert len(taken) - written < 4
    assert written == 1000
    assert executor.most == 4


def test_a_cluster_may_grow_and_shrink() -> None:
    """How many tasks may be under way is asked again for every item."""
    places = iter([1, 8, *[8] * 20, *[2] * 40])
    executor = Backwards()
    workplace = Workplace(executor, lambda: next(places, 2), executor.ended)
    assert list(in_order(workplace, abs, range(30))) == list(range(30))


@pytest.mark.parametrize("workers", [1, 2])
def test_local_work(workers: int) -> None:
    """One worker is this process, more are processes; the results are the same."""
    with open_workplace(workers=workers) as workplace:
        # What a worker does must be importable there, and these tests need not be.
        pids = set(in_order(workplace, operator.call, [os.getpid] * 20))
        assert list(in_order(workplace, str.upper, ["a", "b"])) == ["A", "B"]
    assert (os.getpid() in pids) is (workers == 1)


def test_a_local_worker_that_is_killed_is_one_line() -> None:
    """A broken pool is an error in one line that says what may help."""
    with (
        pytest.raises(ChildProcessError, match=r"^a worker process was killed.*fewer --workers$"),
        open_workplace(workers=2) as workplace,
    ):
        list(in_order(workplace, os._exit, [3, 3]))


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("tcp://127.0.0.1:1", id="nobody listens"),
        pytest.param("somewhere", id="no port"),
        pytest.param("pigeon://127.0.0.1:1", id="no such protocol"),
    ],
)
def test_a_scheduler_that_does_not_answer_is_one_line(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names the address and what to start."""
    monkeypatch.setattr(executors, "CONNECT_SECONDS", 0.5)
    with (
        pytest.raises(ConnectionError, match=f"^no Dask scheduler answers at {address}; start"),
        open_workplace(scheduler=address),
    ):
        pass


def test_a_scheduler_without_workers_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for ever: the error says how a worker is started."""
    monkeypatch.setattr(executors, "WORKER_SECONDS", 0.5)
    with (
        started(tmp_path, workers=0) as cluster,
        pytest.raises(ConnectionError, match=f"dask worker {cluster.address}$"),
        open_workplace(scheduler=cluster.address),
    ):
        pass


def test_a_cluster_that_loses_its_last_worker_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A task that nobody is left to do is given up with the same line."""
    with (
        started(tmp_path, workers=1) as cluster,
        open_workplace(scheduler=cluster.address) as workplace,
    ):
        assert list(in_order(workplace, abs, [-1, -2])) == [1, 2]
        monkeypatch.setattr(executors, "WORKER_SECONDS", 0.5)
        cluster.workers[0].kill()
        with pytest.raises(ConnectionError, match="has no workers"):
            list(in_order(workplace, abs, [-1]))

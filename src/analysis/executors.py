"""Where work runs: in this process, on the cores of this machine, or on a Dask cluster by address.

All three are a standard `concurrent.futures.Executor`, so that the work is written once.
"""

import logging
import os
import signal
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from concurrent.futures import wait as wait_for
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_Shared = TypeVar("_Shared")

AHEAD = 2  # Tasks under way for each worker: one that it does, and one that waits for it.
CONNECT_SECONDS = 10
WORKER_SECONDS = 30  # A cluster may still be starting its first worker.


def _first_ended(under_way: "Collection[Future[Any]]") -> "set[Future[Any]]":
    return wait_for(under_way, return_when=FIRST_COMPLETED).done


def _as_it_is(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Workplace:
    """An executor, how many tasks may be under way in it now, and how to wait for some to end.

    `share` makes an argument of many tasks travel once.
    """

    executor: Executor
    places: Callable[[], int]
    ended: "Callable[[Collection[Future[Any]]], set[Future[Any]]]" = _first_ended
    share: Callable[[Any], Any] = _as_it_is


class _Here(Executor):
    """An executor that does a task at once, in this process."""

    def submit(self, fn: Callable[..., _Result], /, *args: Any, **kwargs: Any) -> "Future[_Result]":
        done: Future[_Result] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


def in_order(
    workplace: Workplace, task: Callable[[_Item], _Result], items: Iterable[_Item]
) -> Iterator[_Result]:
    """Yield a task's result for each item, in order; items are taken only as places come free.

    A result waits for those before it and keeps its place, so that memory has a bound.
    """
    under_way: deque[Future[_Result]] = deque()
    for item in items:
        under_way.append(workplace.executor.submit(task, item))
        while len(under_way) >= workplace.places():
            yield _result(workplace, under_way.popleft())
    while under_way:
        yield _result(workplace, under_way.popleft())


def _result(workplace: Workplace, future: "Future[_Result]") -> _Result:
    workplace.ended([future])
    return future.result()


def as_they_end(
    workplace: Workplace,
    task: Callable[[_Item, _Shared], _Result],
    items: Iterable[_Item],
    shared: _Shared,
) -> Iterator[tuple[_Item, _Result]]:
    """Yield each item with its task's result as that ends; items are taken as places come free.

    What is shared is the second argument of every task.
    """
    given = workplace.share(shared)
    under_way: dict[Future[_Result], _Item] = {}
    for item in items:
        under_way[workplace.executor.submit(task, item, given)] = item
        while len(under_way) >= workplace.places():
            yield from _ended(workplace, under_way)
    while under_way:
        yield from _ended(workplace, under_way)


def _ended(
    workplace: Workplace, under_way: "dict[Future[_Result], _Item]"
) -> Iterator[tuple[_Item, _Result]]:
    for future in workplace.ended(under_way.keys()):
        yield under_way.pop(future), future.result()


def open_workplace(
    *, workers: int | None = None, scheduler: str = ""
) -> AbstractContextManager[Workplace]:
    """Open the place that was asked for: a scheduler, one worker, or as many as there are cores.

    Raises ConnectionError where a cluster cannot be reached, has no workers, or is lost, and
    ChildProcessError where a local worker is.
    """
    if scheduler:
        return _cluster(scheduler)
    count = workers or _cores()
    return _here() if count == 1 else _local(count)


def _cores() -> int:
    # A container may leave this process fewer cores than the machine has.
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


@contextmanager
def open_threads(workers: int | None = None) -> Iterator[Workplace]:
    """Open a place for tasks that wait for processes of their own: as many at once as cores."""
    count = workers or _cores()
    executor = ThreadPoolExecutor(count)
    try:
        yield Workplace(executor, lambda: count)
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def _here() -> Iterator[Workplace]:
    yield Workplace(_Here(), lambda: 1)


@contextmanager
def _local(workers: int) -> Iterator[Workplace]:
    # A fresh process starts the same way everywhere, whatever threads this one has.
    executor = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_end_at_an_interrupt)
    try:
        yield Workplace(executor, lambda: AHEAD * workers)
    except BrokenExecutor:
        message = "a worker process was killed, perhaps for want of memory; use fewer --workers"
        raise ChildProcessError(message) from None
    finally:
        executor.shutdown(cancel_futures=True)


def _end_at_an_interrupt() -> None:
    # Without a word and without finishing the task; the parent says what there is to say.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@dataclass(frozen=True)
class _Cluster:
    """A Dask cluster that answered; its scheduler by itself replaces a worker that dies."""

    client: Any
    address: str

    def places(self) -> int:
        """Return how many tasks may be under way now; workers come and go."""
        return AHEAD * max(1, self._threads())

    def ended(self, under_way: "Collection[Future[Any]]") -> "set[Future[Any]]":
        """Return the tasks that end first; raise ConnectionError once nobody is left to do any."""
        while True:
            done = wait_for(under_way, WORKER_SECONDS, FIRST_COMPLETED).done
            if done:
                return done
            if not self._threads():
                raise self.without_workers()

    def share(self, value: Any) -> Any:
        """Return a value as tasks take it; a worker that dies does not take it along."""
        return self.client.submit(_as_it_is, value, pure=False)

    def _threads(self) -> int:
        try:
            return sum(self.client.nthreads().values())
        except OSError:
            raise self.lost() from None

    def lost(self) -> ConnectionError:
        """Return the error that says so."""
        return ConnectionError(
            f"the Dask scheduler at {self.address} was lost; start it and run again"
        )

    def without_workers(self) -> ConnectionError:
        """Return the error that says so."""
        return ConnectionError(
            f"the Dask scheduler at {self.address} has no workers; start one with:"
            f" dask worker {self.address}"
        )


def _connect(address: str) -> _Cluster:
    # Dask takes a while to import, which only its users should wait for.
    from distributed import Client
    from distributed.comm.addressing import resolve_address

    # They would print tracebacks where the line we raise says all.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        resolve_address(address)  # A client that was given no address at all is slow to give up.
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError):
        raise ConnectionError(
            f"no Dask scheduler answers at {address}; start one with: dask scheduler"
        ) from None
    return _Cluster(client, address)


@contextmanager
def _cluster(address: str) -> Iterator[Workplace]:
    from distributed import KilledWorker

    cluster = _connect(address)
    with cluster.client:
        try:
            cluster.client.wait_for_workers(1, timeout=WORKER_SECONDS)
        except TimeoutError:
            raise cluster.without_workers() from None
        try:
            executor = cluster.client.get_executor()
            yield Workplace(executor, cluster.places, cluster.ended, cluster.share)
        except KilledWorker as error:
            raise ConnectionError(f"workers died at one task again and again: {error}") from None
        except CancelledError:
            raise cluster.lost() from None

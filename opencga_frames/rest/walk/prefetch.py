"""A bounded window of fetches that run ahead of the reader, with results in order."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

__all__ = ["THREAD_NAME", "run_ahead"]

#: Beginning of the names of the threads of a window.
THREAD_NAME = "opencga-frames"

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


def run_ahead(run: Callable[[ItemT], ResultT], items: Iterable[ItemT], workers: int) -> Generator[ResultT]:
    """Run a function over items in threads and yield its results in the order of the items.

    At most ``workers`` results are under way or waiting behind the one in the caller's hands. The first error
    is raised where its result would have come; nothing is started after it. Closing the iterator early, or
    leaving it to the garbage collector, ends the threads.

    Parameters
    ----------
    run
        Called in a worker thread; with ``workers=1`` in the caller's own thread.
    items
        Read in the caller's thread, only as far ahead as the window reaches.
    workers
        Width of the window, 1 or more.

    Yields
    ------
    ResultT
        One result per item.
    """
    if workers <= 1:
        yield from map(run, items)
        return
    waiting: deque[Future[ResultT]] = deque()
    remaining = iter(items)
    pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix=THREAD_NAME)

    def submit(item: ItemT) -> Future[ResultT]:
        return pool.submit(run, item)

    try:
        _fill(waiting, remaining, submit, workers)
        while waiting:
            result = waiting.popleft().result()
            _fill(waiting, remaining, submit, workers)
            yield result
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _fill(
    waiting: deque[Future[ResultT]],
    remaining: Iterator[ItemT],
    submit: Callable[[ItemT], Future[ResultT]],
    workers: int,
) -> None:
    while len(waiting) < workers and not any(map(_failed, waiting)):
        try:
            item = next(remaining)
        except StopIteration:
            return
        waiting.append(submit(item))


def _failed(future: Future[ResultT]) -> bool:
    return future.done() and future.exception() is not None

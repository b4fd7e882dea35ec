"""A bounded window of fetches that run ahead of the reader, with results in order."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from opencga_frames.ground.interrupt import STEP, Work
from opencga_frames.rest.walk.width import Width

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

__all__ = ["THREAD_NAME", "run_ahead", "run_beside"]

#: Beginning of the names of the threads of a window.
THREAD_NAME = "opencga-frames"
#: Seconds that earlier results still have when a later one has failed, and that threads have to end.
_GRACE: Final = 0.5

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


def run_ahead(run: Callable[[ItemT], ResultT], items: Iterable[ItemT], width: int | Width) -> Generator[ResultT]:
    """Run a function over items in threads and yield its results in the order of the items.

    At most ``width`` results are under way; where the width is found, not given, as many more may wait behind the one
    in the caller's hands. The first error is raised where its result would have come; nothing is started after it, and
    results before it that are still under way have half a second to come. Closing the iterator early, leaving it to the
    garbage collector, an error and Ctrl-C end the threads: the sockets they wait at are shut down. The end of the
    program does not wait for them.

    Parameters
    ----------
    run
        Called in a worker thread; where the width is 1 in the caller's own thread.
    items
        Read in the caller's thread, only as far ahead as the window reaches.
    width
        Width of the window, 1 or more; a :class:`Width` may change while results are read.

    Yields
    ------
    ResultT
        One result per item.
    """
    window = _Window(run, width if isinstance(width, Width) else Width(width))
    remaining = iter(items)
    try:
        while (found := window.next(remaining)) is not None:
            yield found[0]
            window.was_read()
    finally:
        window.end()


@contextmanager
def run_beside(run: Callable[[], ResultT]) -> Iterator[Callable[[], ResultT]]:
    """Run a function in a thread while the caller goes on.

    Leaving the context ends the thread as the end of :func:`run_ahead` does.

    Parameters
    ----------
    run
        Called once, in the thread.

    Yields
    ------
    Callable
        Waits for the result and returns it, or raises what ``run`` raised; to be called once.
    """
    window: _Window[None, ResultT] = _Window(lambda _: run(), Width(1))
    window.start(iter([None]))
    try:
        yield window.take
    finally:
        window.end()


@dataclass(slots=True, eq=False)
class _Task(Generic[ItemT, ResultT]):
    """One item on its way to its result."""

    item: ItemT
    done: threading.Event = field(default_factory=threading.Event)
    result: ResultT | None = None
    error: BaseException | None = None

    def anew(self) -> _Task[ItemT, ResultT]:
        """Return the same with locks of its own: a thread of the parent process may hold those of this one."""
        fresh: _Task[ItemT, ResultT] = _Task(self.item)
        if self.done.is_set():
            fresh.result, fresh.error = self.result, self.error
            fresh.done.set()
        return fresh


class _Window(Generic[ItemT, ResultT]):
    """The items under way, and the threads that work on them."""

    def __init__(self, run: Callable[[ItemT], ResultT], width: Width) -> None:
        self._waiting: deque[_Task[ItemT, ResultT]] = deque()
        self._run = run
        self._width = width
        self._work = Work()
        self._tasks: SimpleQueue[_Task[ItemT, ResultT] | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._process = os.getpid()
        self._stalled = 0.0
        self._given_at = 0.0

    def next(self, remaining: Iterator[ItemT]) -> tuple[ResultT] | None:
        """Return the next result as the only member, None behind the last."""
        alone = self._width.now == 1 and not self._waiting
        # Where the window is wide nothing is run here, so that it is filled while the reader works.
        result = self._alone(remaining) if alone else self._from_thread(remaining)
        self._given_at = self._width.clock()
        return result

    def was_read(self) -> None:
        """Note that the reader is back for more."""
        self._width.read(self._width.clock() - self._given_at, self._stalled)

    def _alone(self, remaining: Iterator[ItemT]) -> tuple[ResultT] | None:
        for item in remaining:
            result = self._timed(item)
            self._stalled = self._width.waited
            return (result,)
        return None

    def _from_thread(self, remaining: Iterator[ItemT]) -> tuple[ResultT] | None:
        self.start(remaining)
        if not self._waiting:
            return None
        started = self._width.clock()
        result = self.take()
        self._stalled = self._width.clock() - started
        self.start(remaining)
        return (result,)

    def _timed(self, item: ItemT) -> ResultT:
        """Run one item, and note how much of the time was waiting."""
        clock, processor = self._width.clock(), self._width.processor()
        try:
            return self._run(item)
        finally:
            self._width.asked(self._width.clock() - clock, self._width.processor() - processor)

    def start(self, remaining: Iterator[ItemT]) -> None:
        """Start as many items as the window has room for, none after a failure."""
        self._notice_fork()
        while len(self._waiting) < self._width.ahead and self._failed() is None:
            try:
                task: _Task[ItemT, ResultT] = _Task(next(remaining))
            except StopIteration:
                return
            self._waiting.append(task)
            self._tasks.put(task)
            if len(self._threads) < self._width.now:
                self._start_thread()

    def take(self) -> Any:
        """Wait for the first result, or for a failure of a later one."""
        self._notice_fork()
        task = self._waiting.popleft()
        until: float | None = None
        # A wait with an end lets signals through on every system.
        while not task.done.wait(STEP):
            failed = self._failed()
            if failed is None:
                continue
            until = until or time.monotonic() + _GRACE
            if time.monotonic() >= until:
                raise failed
        if task.error is not None:
            raise task.error
        return task.result

    def end(self) -> None:
        """End what is under way, and the threads; those of the parent of a forked process are its own."""
        if os.getpid() != self._process:
            return
        self._work.end()
        for _ in self._threads:
            self._tasks.put(None)
        until = time.monotonic() + _GRACE
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(max(0.0, until - time.monotonic()))

    def _notice_fork(self) -> None:
        """Start again what was under way in the parent process, whose threads are not in this one."""
        if os.getpid() == self._process:
            return
        self._process, self._work, self._tasks, self._threads = os.getpid(), Work(), SimpleQueue(), []
        self._waiting = deque(map(_Task.anew, self._waiting))
        for task in self._waiting:
            if not task.done.is_set():
                self._tasks.put(task)
                self._start_thread()

    def _failed(self) -> BaseException | None:
        return next((task.error for task in self._waiting if task.error is not None), None)

    def _start_thread(self) -> None:
        name = f"{THREAD_NAME}_{len(self._threads)}"
        # Daemons: a program that ends does not wait for a server.
        thread = threading.Thread(target=_serve, args=(self._tasks, self._timed, self._work), name=name, daemon=True)
        self._threads.append(thread)
        thread.start()


def _serve(tasks: SimpleQueue[_Task[ItemT, ResultT] | None], run: Callable[[ItemT], ResultT], whole: Work) -> None:
    """Work on tasks until there is none any more; what is left when the work was ended is dropped."""
    while (task := tasks.get()) is not None:
        if whole.ended:
            continue
        try:
            with Work(whole):
                task.result = run(task.item)
        except BaseException as error:  # noqa: BLE001 - raised in the reader's thread
            task.error = error
        task.done.set()

"""Pages into tables in processes of their own, for the time when one interpreter is not fast enough."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Self

from opencga_frames.errors import DecodeError
from opencga_frames.frames.decode.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    import pyarrow as pa

    from opencga_frames.frames.collector import Collector
    from opencga_frames.frames.conversion import Conversion

__all__ = ["DecoderProcesses"]

#: Seconds that a process has to end by itself.
_GRACE: Final = 0.5


class DecoderProcesses:
    """Processes that convert pages, whose tables come in the order of the pages.

    A context manager; the processes begin inside it and are gone behind it. No more pages are under way than there are
    processes.

    Parameters
    ----------
    conversion, tables, columns, core
        What a collector is made of.
    number
        Number of processes.

    Attributes
    ----------
    problems : Problems
        What did not fit the tables, of all pages that were converted.
    """

    def __init__(
        self,
        conversion: Conversion,
        tables: tuple[str, ...],
        columns: tuple[str, ...] | None,
        *,
        core: bool,
        number: int,
    ) -> None:
        self.problems = Problems()
        self._collector = partial(conversion.collector, tables, columns, core=core)
        self._number = number
        self._samples: Mapping[str, Sequence[str]] | None = None
        self._processes: list[BaseProcess] = []
        self._ends: list[Connection] = []
        self._busy: deque[Connection] = deque()

    def __enter__(self) -> Self:
        spawn = multiprocessing.get_context("spawn")
        for _ in range(self._number):
            here, there = spawn.Pipe()
            process = spawn.Process(target=_serve, args=(there, self._collector), daemon=True)
            process.start()
            there.close()
            self._processes.append(process)
            self._ends.append(here)
        return self

    def __exit__(self, *exception: object) -> None:
        for end in self._ends:
            end.close()
        for process in self._processes:
            process.join(_GRACE)
            if process.is_alive():
                process.kill()
                process.join()
            process.close()

    def name_samples(self, samples: Mapping[str, Sequence[str]]) -> None:
        """Name the samples of each study, for rows that list samples without naming them."""
        self._samples = samples

    def add(self, rows: bytes) -> Iterator[Mapping[str, pa.Table]]:
        """Hand a page over; gives the tables of an earlier one where all processes were at work."""
        if len(self._busy) < self._number:
            end = self._ends[len(self._busy)]
        else:
            end = self._busy.popleft()
            yield self._received(end)
        with _reaching():
            end.send((rows, self._samples))
        self._busy.append(end)

    def rest(self) -> Iterator[Mapping[str, pa.Table]]:
        """Return the tables of the pages that are still under way."""
        while self._busy:
            yield self._received(self._busy.popleft())

    def _received(self, end: Connection) -> Mapping[str, pa.Table]:
        with _reaching():
            made, problems = end.recv()
        if isinstance(made, Exception):
            raise made
        self.problems.take(problems)
        tables: Mapping[str, pa.Table] = made
        return tables


@contextmanager
def _reaching() -> Iterator[None]:
    """Say what it means when a process cannot be reached any more."""
    try:
        yield
    except (EOFError, OSError):
        msg = "A process that decodes pages has ended. It may have been killed for want of memory: use fewer."
        raise DecodeError(msg) from None


def _serve(end: Connection, make: Callable[[], Collector]) -> None:
    """Convert pages until nobody sends any more."""
    # Ctrl-C reaches every process of a terminal; the one that reads decides what happens.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collector = make()
    while True:
        try:
            rows, samples = end.recv()
        except (EOFError, OSError):
            return
        if samples is not None:
            collector.name_samples(samples)
        made: Any
        try:
            made = collector.convert(rows)[0]
        except Exception as error:  # noqa: BLE001 - raised where the tables are read
            made = error
        end.send((made, collector.problems))
        collector.problems.clear()

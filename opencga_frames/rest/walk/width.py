"""How many requests are under way at the same time, found while a walk goes on."""

from __future__ import annotations

import math
import time
from collections import deque
from typing import TYPE_CHECKING, Final

from opencga_frames.ground.limits import MAX_WORKERS, WINDOW_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Width"]

#: Share of a result's work that may be spent on waiting before more requests are sent.
_PATIENCE: Final = 0.2
#: Requests whose waiting is remembered.
_REMEMBERED: Final = 5
#: Seconds below which work is not told from none.
_SHORTEST: Final = 1e-6


class Width:
    """The width of a window of requests: a given one, or as many as keep the reader at work.

    Threads cost more than they bring where the server is near, since one interpreter does the work for all of them. So
    the first requests are made one by one. How long they waited for the server, against what the interpreter had to do
    for a result, gives the width: with a second of waiting and a tenth of a second of work it takes eleven requests to
    have one answer ready whenever the reader comes back. The window grows when the reader waited all the same, and
    becomes narrower when it never did.

    Parameters
    ----------
    given
        A fixed width, or None to find it.
    clock, processor
        Seconds gone by, and seconds of work of the thread that asks.

    Attributes
    ----------
    now : int
        Requests that may be under way.
    """

    def __init__(
        self,
        given: int | None = None,
        *,
        clock: Callable[[], float] = time.perf_counter,
        processor: Callable[[], float] = time.thread_time,
    ) -> None:
        self.clock = clock
        self.processor = processor
        self._given = given
        self._room = 2 * MAX_WORKERS
        self._waits: deque[float] = deque(maxlen=_REMEMBERED)
        self._asking = math.inf
        self._reading = math.inf
        self._calm = 0
        self.now = given or 1

    def asked(self, seconds: float, work: float) -> None:
        """Note a request: how long it took, and how much of that was work of this process."""
        self._waits.append(max(0.0, seconds - work))
        self._asking = min(self._asking, work)

    def weigh(self, size: int) -> None:
        """Note the bytes of an answer: all answers of a window together have a bound."""
        self._room = max(1, min(2 * MAX_WORKERS, WINDOW_BYTES // max(1, size)))
        self._set(self.now)

    def read(self, seconds: float, stalled: float) -> None:
        """Note that a result was used: how long that took, and how long the reader had waited for it.

        Parameters
        ----------
        seconds
            Until the reader came back.
        stalled
            Until the result was there; for a lone request, which the reader makes itself, the same as its waiting.
        """
        self._reading = min(self._reading, seconds)
        work = max(self._reading + self._asking, _SHORTEST)
        if stalled > _PATIENCE * work:
            self._calm = 0
            # A lone request that took long once may have met a server that was busy with something else.
            self._set(max(self.now + (self.now > 1), math.ceil((self.waited + work) / work - _PATIENCE)))
        elif self.now > 1:
            self._calm += 1
            if self._calm > self.now:
                self._calm = 0
                self._set(self.now - 1)

    @property
    def ahead(self) -> int:
        """Results that may be under way or wait to be read.

        Where the server is distant as many answers may wait as requests are under way: so no thread waits for the
        reader, and what is asked behind the last page is answered while the reader is still at work.
        """
        return self.now if self._given is not None or self.now == 1 else min(2 * self.now, self._room)

    @property
    def waited(self) -> float:
        """Seconds that requests wait for the server: the least of the last few, since threads wait for each other."""
        return min(self._waits, default=0.0)

    def _set(self, width: int) -> None:
        if self._given is None:
            self.now = max(1, min(width, MAX_WORKERS, self._room))

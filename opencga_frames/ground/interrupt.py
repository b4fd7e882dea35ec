"""Work that another thread can end: requests under way, the pauses between them, and the time they all have."""

from __future__ import annotations

import os
import socket
import threading
import time
from contextlib import suppress
from contextvars import ContextVar, Token
from typing import Any, Final, Self

from opencga_frames.errors import NotReachableError, TimedOutError

__all__ = ["STEP", "Work", "current_work", "pause"]

#: Seconds a thread waits at most before it looks whether its work was ended.
STEP: Final = 0.1


class Work:
    """Something under way that can be ended from outside, together with all that it consists of.

    A context manager: inside, :func:`current_work` gives it in this thread, and new work becomes part of it.

    Parameters
    ----------
    *wholes
        What this is part of, besides the work this thread is doing: it ends when one of them is ended.
    seconds
        Time for it; the time of its wholes holds as well.
    slowest
        Bytes a second that an answer must bring; 0 for any pace.
    apart
        True for work that is no part of what this thread is doing.

    Attributes
    ----------
    ends : float or None
        When its time is over, by the monotonic clock.
    """

    def __init__(self, *wholes: Work, seconds: float | None = None, slowest: float = 0.0, apart: bool = False) -> None:
        here = None if apart else current_work()
        self._wholes = wholes if here is None else (*wholes, here)
        ends: list[float] = [whole.ends for whole in self._wholes if whole.ends is not None]
        self.ends: float | None = min(ends if seconds is None else [*ends, time.monotonic() + seconds], default=None)
        self.slowest = slowest
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._parts: set[Work] = set()
        self._sockets: set[Any] = set()
        self._before: Token[Work | None] | None = None
        self._process = os.getpid()

    def __enter__(self) -> Self:
        for whole in self._wholes:
            whole.add(self)
        self._before = _CURRENT.set(self)
        return self

    def __exit__(self, *exception: object) -> None:
        if self._before is not None:
            _CURRENT.reset(self._before)
        for whole in self._wholes:
            whole.drop(self)
        with self._lock:
            self._sockets.clear()

    @property
    def ended(self) -> bool:
        """Whether somebody ended it."""
        return self._ended.is_set()

    def end(self) -> None:
        """End it and all its parts: their sockets are shut down, so that no read goes on waiting.

        In a forked process this does nothing: the sockets are those of the parent as well.
        """
        if os.getpid() != self._process:
            return
        self._ended.set()
        with self._lock:
            parts, sockets = tuple(self._parts), tuple(self._sockets)
            self._sockets.clear()
            for held in sockets:
                _shut_down(held)
        for part in parts:
            part.end()

    def hold(self, held: Any) -> None:
        """Remember a socket, to shut it down when the work is ended."""
        with self._lock:
            if not self.ended:
                self._sockets.add(held)
                return
        _shut_down(held)

    def release(self, held: Any) -> None:
        """Forget a socket, which is about to serve somebody else."""
        with self._lock:
            self._sockets.discard(held)

    def left(self) -> float | None:
        """Return the seconds that are left, None without a limit."""
        return None if self.ends is None else self.ends - time.monotonic()

    def within(self, seconds: float) -> float:
        """Return the given number of seconds, or what is left if that is less."""
        left = self.left()
        return seconds if left is None else max(0.001, min(seconds, left))

    def check(self) -> None:
        """Raise when the work was ended or its time is over.

        Raises
        ------
        NotReachableError
            If it was ended.
        TimedOutError
            If its time is over.
        """
        if self.ended:
            msg = "The call was ended before its answer came: its client was closed, or nobody waits for it any more."
            raise NotReachableError(msg)
        left = self.left()
        if left is not None and left <= 0:
            msg = "The time given for the call is over, and no answer has come. Give it more time, or repeat the call."
            raise TimedOutError(msg)

    def wait(self, seconds: float) -> None:
        """Wait, and raise as :meth:`check` does as soon as that is due."""
        self._ended.wait(self.within(seconds))
        self.check()

    def add(self, part: Work) -> None:
        """Add a part, which ends when this ends."""
        with self._lock:
            self._parts.add(part)
        if self.ended:
            part.end()

    def drop(self, part: Work) -> None:
        """Forget a part that is over."""
        with self._lock:
            self._parts.discard(part)


#: Set and reset by whoever does the work, for its own thread only.
_CURRENT: Final[ContextVar[Work | None]] = ContextVar("opencga_frames_work", default=None)


def current_work() -> Work | None:
    """Return the work that this thread is doing, or None."""
    return _CURRENT.get()


def pause(seconds: float) -> None:
    """Wait, unless the work that this thread is doing is ended.

    Parameters
    ----------
    seconds
        How long.
    """
    work = current_work()
    if work is None:
        time.sleep(seconds)
    else:
        work.wait(seconds)


def _shut_down(held: Any) -> None:
    # The plain socket's own method: that of a TLS socket would first forget its keys, under a thread that reads.
    # What is no socket of the system, or is closed, waits for nothing.
    with suppress(OSError, TypeError):
        socket.socket.shutdown(held, socket.SHUT_RDWR)

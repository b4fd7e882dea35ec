"""Looks up a host and connects to it in a thread of its own: nothing can end a look-up that is under way."""

from __future__ import annotations

import threading
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.ground.interrupt import STEP

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from opencga_frames.ground.interrupt import Work

__all__ = ["connected"]

#: Addresses of a host that are tried, each for the time given for one, before there is no time left.
_ADDRESSES: Final = 3


def connected(connect: Callable[[], socket.socket], work: Work, seconds: float | None) -> socket.socket:
    """Connect, and stop waiting when the work is ended or the time is over.

    Parameters
    ----------
    connect
        Looks the host up and connects.
    work
        What the connection is for.
    seconds
        Time for one address, or None.

    Raises
    ------
    TimeoutError
        If there is no connection after the time for some addresses.
    """
    attempt = _Attempt(connect)
    try:
        left = None if seconds is None else _ADDRESSES * seconds
        while left is None or left > 0:
            work.check()
            with suppress(Empty):
                return attempt.take(STEP if left is None else min(STEP, left))
            left = left if left is None else left - STEP
    except BaseException:
        attempt.give_up()
        raise
    attempt.give_up()
    msg = "the host was not found or reached in time"
    raise TimeoutError(msg)


class _Attempt:
    """One attempt to connect."""

    def __init__(self, connect: Callable[[], socket.socket]) -> None:
        self._connect = connect
        self._results: SimpleQueue[Any] = SimpleQueue()
        self._given_up = False
        # A daemon: a program that ends does not wait for a look-up.
        threading.Thread(target=self._run, name="connecting", daemon=True).start()

    def _run(self) -> None:
        try:
            result: Any = self._connect()
        except BaseException as error:  # noqa: BLE001 - raised where it is waited for
            result = error
        self._results.put(result)
        if self._given_up:
            self._close()

    def take(self, seconds: float) -> socket.socket:
        """Wait for the connection."""
        result = self._results.get(timeout=seconds)
        if isinstance(result, BaseException):
            raise result
        made: socket.socket = result
        return made

    def give_up(self) -> None:
        """Close the connection, also one that comes later."""
        self._given_up = True
        self._close()

    def _close(self) -> None:
        with suppress(Empty):
            result = self._results.get_nowait()
            if not isinstance(result, BaseException):
                result.close()

"""Locks that a forked process does not inherit."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["ProcessLock"]

#: Seconds after which a waiting thread looks whether it should go on waiting.
_STEP: Final = 0.1


class ProcessLock:
    """A lock between the threads of one process; a process that was forked while it was held finds it free.

    A fork copies a held lock, but not the thread that would release it: the child would wait for ever.

    Parameters
    ----------
    reentrant
        True when the thread that holds it may take it again.

    Examples
    --------
    >>> lock = ProcessLock()
    >>> with lock.held():
    ...     pass
    """

    def __init__(self, *, reentrant: bool = False) -> None:
        self._make: Any = threading.RLock if reentrant else threading.Lock
        self._locks: dict[int, Any] = {os.getpid(): self._make()}

    @contextmanager
    def held(self, check: Callable[[], None] | None = None) -> Iterator[None]:
        """Hold the lock of this process.

        Parameters
        ----------
        check
            Called now and then while another thread holds it; raises to wait no longer.
        """
        process = os.getpid()
        # One step, so that two threads that come first get the same lock.
        lock = self._locks.get(process) or self._locks.setdefault(process, self._make())
        while not lock.acquire(timeout=_STEP):
            if check is not None:
                check()
        try:
            yield
        finally:
            lock.release()

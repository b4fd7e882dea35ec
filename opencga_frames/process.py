"""Locks that a forked process does not inherit."""

from __future__ import annotations

import os
import threading
from typing import Any

__all__ = ["ProcessLock"]


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
    >>> with lock.here:
    ...     pass
    """

    def __init__(self, *, reentrant: bool = False) -> None:
        self._make: Any = threading.RLock if reentrant else threading.Lock
        self._locks: dict[int, Any] = {os.getpid(): self._make()}

    @property
    def here(self) -> threading.Lock:
        """The lock of this process; keep it to release what was acquired."""
        process = os.getpid()
        lock: threading.Lock | None = self._locks.get(process)
        # Two threads that come first get the same lock.
        return lock if lock is not None else self._locks.setdefault(process, self._make())

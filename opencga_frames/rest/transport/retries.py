"""Which network errors are worth a retry, and how long to wait before it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final, Self

from urllib3.exceptions import (
    ConnectTimeoutError,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)
from urllib3.util.retry import Retry

from opencga_frames import limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from urllib3.response import BaseHTTPResponse

__all__ = ["PatientRetry", "make_retry"]

#: Seconds of the second pause (the first retry comes at once), doubled for each further one.
_BACKOFF: Final = 0.5
#: Most seconds added at random, so that the workers of many clients do not come back together.
_JITTER: Final = 0.5


class PatientRetry(Retry):
    """The retry rule of urllib3 with a cap on Retry-After, a clock of its own, and no retry of permanent failures.

    A server that did not answer in time is not asked again: the caller set that time. Neither is one whose name
    or certificate is wrong. A refused connection is tried twice more at most, for every method, since nothing was sent.
    """

    pause: Callable[[float], None] = staticmethod(time.sleep)

    def new(self, **kw: Any) -> Self:
        """Return the rule with new counters; the pause goes along."""
        successor = super().new(**kw)
        successor.pause = self.pause
        return successor

    def increment(self, *args: Any, **kwargs: Any) -> Self:
        """Count one failure; raise when it is not worth a retry."""
        error = kwargs.get("error")
        if isinstance(error, ReadTimeoutError):
            raise error
        if _is_final(error):
            url = kwargs.get("url") or (args[1] if len(args) > 1 else "")
            raise MaxRetryError(kwargs["_pool"], str(url), error) from error
        return super().increment(*args, **kwargs)

    def sleep(self, response: BaseHTTPResponse | None = None) -> None:
        """Wait as the server asks for, at most :data:`limits.MAX_PAUSE` seconds, else ever longer."""
        asked = self.get_retry_after(response) if response is not None else None
        seconds = min(asked, limits.MAX_PAUSE) if asked else self.get_backoff_time()
        if seconds > 0:
            self.pause(seconds)


def make_retry(retries: int, pause: Callable[[float], None]) -> PatientRetry:
    """Make the rule: GETs are retried after network errors and the statuses a proxy answers with.

    Parameters
    ----------
    retries
        Maximum number of retries of one call.
    pause
        Waits so many seconds.
    """
    rule = PatientRetry(
        total=retries,
        connect=min(retries, limits.CONNECT_RETRIES),
        allowed_methods=frozenset({"GET"}),
        status_forcelist=limits.RETRY_STATUSES,
        backoff_factor=_BACKOFF,
        backoff_jitter=_JITTER,
        backoff_max=limits.MAX_PAUSE,
        raise_on_status=False,
        respect_retry_after_header=True,
    )
    rule.pause = pause
    return rule


def _is_final(error: Any) -> bool:
    if isinstance(error, NewConnectionError):
        return isinstance(error, NameResolutionError)
    return isinstance(error, ConnectTimeoutError | SSLError)

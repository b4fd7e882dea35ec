"""Which network errors are worth a retry, and how long to wait before it."""

from __future__ import annotations

import math
import time
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC
from email.utils import parsedate_to_datetime
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

from opencga_frames.ground import limits
from opencga_frames.ground.interrupt import current_work, pause

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from urllib3.response import BaseHTTPResponse

__all__ = ["PatientRetry", "make_retry", "sent_once"]

#: Seconds of the second pause (the first retry comes at once), doubled for each further one.
_BACKOFF: Final = 0.5
#: Most seconds added at random, so that the workers of many clients do not come back together.
_JITTER: Final = 0.5

_ONCE: Final[ContextVar[bool]] = ContextVar("opencga_frames_sent_once", default=False)


@contextmanager
def sent_once() -> Iterator[None]:
    """Send a GET that changes something as a POST is sent: again only where the connection was refused."""
    before = _ONCE.set(True)
    try:
        yield
    finally:
        _ONCE.reset(before)


class PatientRetry(Retry):
    """The retry rule of urllib3 with a cap on Retry-After, a clock of its own, and no retry of permanent failures.

    A server that did not answer in time is not asked again: the caller set that time. Neither is one whose name
    or certificate is wrong. A refused connection is tried twice more at most, for every method, since nothing was sent.
    """

    pause: Callable[[float], None] = staticmethod(pause)

    def new(self, **kw: Any) -> Self:
        """Return the rule with new counters; the pause goes along."""
        successor = super().new(**kw)
        successor.pause = self.pause
        return successor

    def increment(self, *args: Any, **kwargs: Any) -> Self:
        """Count one failure; raise when it is not worth a retry."""
        error = kwargs.get("error")
        if isinstance(error, ReadTimeoutError) or (error is not None and (_is_over() or _may_have_arrived(error))):
            raise error
        if _is_final(error):
            url = kwargs.get("url") or (args[1] if len(args) > 1 else "")
            raise MaxRetryError(kwargs["_pool"], str(url), error) from error
        return super().increment(*args, **kwargs)

    def is_retry(self, method: str, status_code: int, has_retry_after: bool = False) -> bool:  # noqa: FBT001, FBT002 - the signature of urllib3
        """Return whether an answer is worth a retry; urllib3 alone would retry a body that is too large as well."""
        is_passing = status_code in limits.RETRY_STATUSES and not _ONCE.get()
        return is_passing and super().is_retry(method, status_code, has_retry_after)

    def sleep(self, response: BaseHTTPResponse | None = None) -> None:
        """Wait as the server asks for, at most :data:`limits.MAX_PAUSE` seconds, else ever longer."""
        asked = _asked_pause(response) if response is not None else 0.0
        seconds = asked or self.get_backoff_time()
        if seconds > 0:
            self.pause(seconds)


def make_retry(retries: int, pause: Callable[[float], None]) -> PatientRetry:
    """Make the retry rule: GETs are retried after network errors and the statuses that proxies answer with.

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


def _asked_pause(response: BaseHTTPResponse) -> float:
    """Read how long the server asks to wait, in any form it is written in; 0 where it cannot be understood."""
    told = (response.headers.get("Retry-After") or "")[:100].strip()
    try:
        seconds = float(told)
    except ValueError:
        seconds = _seconds_until(told)
    return min(max(seconds, 0.0), limits.MAX_PAUSE) if math.isfinite(seconds) else 0.0


def _seconds_until(told: str) -> float:
    try:
        then = parsedate_to_datetime(told)
        return (then if then.tzinfo else then.replace(tzinfo=UTC)).timestamp() - time.time()
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return 0.0


def _may_have_arrived(error: Exception) -> bool:
    return _ONCE.get() and not isinstance(error, ConnectTimeoutError | NewConnectionError)


def _is_over() -> bool:
    work = current_work()
    return work is not None and (work.ended or (work.left() or 1.0) <= 0)


def _is_final(error: Any) -> bool:
    if isinstance(error, NewConnectionError):
        return isinstance(error, NameResolutionError)
    return isinstance(error, ConnectTimeoutError | SSLError)

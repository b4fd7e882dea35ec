"""Errors of this package that are also what code for pyopencga catches.

=========================================== ==========================================================
a configuration that cannot be used         ``ValueError``
a job that failed                           ``ValueError``
what came is not an answer of OpenCGA       ``ValueError``
no answer from the host                     ``requests.exceptions.ConnectionError``
status 504 of a proxy                       ``requests.exceptions.ConnectionError``
no answer in time                           ``requests.exceptions.ConnectionError``, ``requests.exceptions.Timeout``
=========================================== ==========================================================

Each is an error of :mod:`opencga_frames.errors` as well. A call that is wrong is a ``ValueError`` in any case, and the
two errors that pyopencga defines are names for errors of this package.
"""

from __future__ import annotations

from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from requests import exceptions

from opencga_frames import errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "ConfigurationError",
    "GatewayTimeoutError",
    "JobError",
    "NotReachableError",
    "TimedOutError",
    "UnreadableAnswerError",
    "as_pyopencga_raises",
]


class ConfigurationError(errors.ConfigurationError, ValueError):
    """See :class:`opencga_frames.errors.ConfigurationError`."""


class JobError(errors.JobError, ValueError):
    """See :class:`opencga_frames.errors.JobError`."""


class UnreadableAnswerError(errors.UnreadableAnswerError, ValueError):
    """See :class:`opencga_frames.errors.UnreadableAnswerError`."""


class NotReachableError(errors.NotReachableError, exceptions.ConnectionError):
    """See :class:`opencga_frames.errors.NotReachableError`."""


class TimedOutError(errors.TimedOutError, exceptions.ConnectTimeout):
    """See :class:`opencga_frames.errors.TimedOutError`."""


class GatewayTimeoutError(errors.ServerFaultError, exceptions.ConnectionError):  # type: ignore[misc]
    """A proxy gave up waiting for the server; see :class:`opencga_frames.errors.ServerFaultError`."""


_GATEWAY_TIMEOUT: Final = 504
_CLASSES: Final[Mapping[type[errors.OpenCGAError], type[errors.OpenCGAError]]] = MappingProxyType(
    {
        errors.ConfigurationError: ConfigurationError,
        errors.JobError: JobError,
        errors.UnreadableAnswerError: UnreadableAnswerError,
        errors.NotReachableError: NotReachableError,
        errors.TimedOutError: TimedOutError,
    }
)


@contextmanager
def as_pyopencga_raises() -> Iterator[None]:
    """Raise errors of this package as classes that code for pyopencga catches, too; also a decorator.

    Examples
    --------
    >>> try:
    ...     with as_pyopencga_raises():
    ...         raise errors.ConfigurationError("No host.")
    ... except ValueError as error:
    ...     print(type(error).__mro__[1].__name__, error)
    ConfigurationError No host.
    """
    try:
        yield
    except errors.OpenCGAError as error:
        late = type(error) is errors.ServerFaultError and error.status == _GATEWAY_TIMEOUT
        wanted = GatewayTimeoutError if late else _CLASSES.get(type(error))
        if wanted is None:
            raise
        raise _made(wanted, error).with_traceback(error.__traceback__) from error.__cause__


def _made(wanted: type[errors.OpenCGAError], error: errors.OpenCGAError) -> errors.OpenCGAError:
    # Not by its constructor: an error that is an OSError has another layout, and would read errno from its arguments.
    made = wanted.__new__(wanted)
    made.__dict__.update({"request": None, "response": None} if issubclass(wanted, OSError) else {})
    made.__dict__.update(error.__dict__)
    made.args = error.args
    made.__suppress_context__ = True
    return made

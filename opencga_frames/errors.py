"""Every error this package raises, in one tree.

::

    OpenCGAError
    ├── ConfigurationError          settings that cannot be used
    ├── UsageError                  a call that is wrong before anything is sent (also a ValueError)
    │   ├── UnknownNameError        no such parameter, table, column or resource; names the nearest ones
    │   │   └── UnknownAttributeError  no such method or resource (also an AttributeError)
    │   ├── ServerVersionError      the server is too old or too new for the call; nothing was sent
    │   └── JoinError               frames that cannot be joined as asked
    ├── NotReachableError           no answer from the host
    │   └── TimedOutError           no answer in time
    ├── AnswerError                 the server answered, but not with what was asked for
    │   ├── NotAuthenticatedError   no token, a wrong password, a bad signature
    │   │   └── TokenExpiredError   the token was good once
    │   ├── NotAllowedError         known user, missing permission, banned account
    │   ├── NotFoundError           no such study, entry, path
    │   ├── BadQueryError           a parameter or body the server refuses
    │   ├── ServerFaultError        the server failed
    │   └── UnreadableAnswerError   not an answer of OpenCGA: a proxy's page, cut JSON
    ├── IncompleteResultError       rows that are repeated, missing or changed
    ├── JobError                    a job that did not end well
    ├── DecodeError                 documents that cannot become a table
    └── StorageError                a file that cannot be written or read

``except OpenCGAError`` catches them all. Messages never hold tokens or passwords.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, Protocol, cast

from opencga_frames.ground.shown_traceback import notebook_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "AnswerError",
    "BadQueryError",
    "ConfigurationError",
    "DecodeError",
    "IncompleteResultError",
    "JobError",
    "JoinError",
    "NotAllowedError",
    "NotAuthenticatedError",
    "NotFoundError",
    "NotReachableError",
    "OpenCGAError",
    "OpenCGAWarning",
    "ServerFaultError",
    "ServerVersionError",
    "StorageError",
    "TimedOutError",
    "TokenExpiredError",
    "UnknownAttributeError",
    "UnknownNameError",
    "UnreadableAnswerError",
    "UsageError",
]


class OpenCGAError(Exception):
    """Root of all errors of this package."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle message, attributes and notes; the default calls the class with the message alone."""
        return _restored, (type(self), self.args, self._pickled())

    def _pickled(self) -> dict[str, Any]:
        return dict(self.__dict__)

    def _render_traceback_(self) -> list[str]:
        """Return what IPython shows in place of its own traceback."""
        return notebook_lines(self)


def _restored(kind: type[OpenCGAError], args: tuple[Any, ...], state: dict[str, Any]) -> OpenCGAError:
    error = kind.__new__(kind)
    error.args = args
    for name, value in state.items():
        setattr(error, name, value)
    return error


class OpenCGAWarning(UserWarning):
    """Category of all warnings of this package: something was noticed, nothing was lost."""


class ConfigurationError(OpenCGAError):
    """Settings that cannot be used: a missing host, an unfilled placeholder, an unreadable file."""


class UsageError(OpenCGAError, ValueError):
    """A call that is wrong before anything is sent to the server."""


class UnknownNameError(UsageError):
    """A name that does not exist, with the nearest ones that do.

    Parameters
    ----------
    kind
        What was named: ``"parameter"``, ``"table"``, ``"column"``.
    name
        The name that was given.
    known
        The names that exist.
    where
        What the names belong to, for the message.
    advice
        What to do, in place of the near names.

    Attributes
    ----------
    suggestions : list of str
        At most three near matches, best first.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str], where: str = "", *, advice: str = "") -> None:
        names = sorted(set(known))
        self.name = name
        self.suggestions = difflib.get_close_matches(name, names, n=3, cutoff=0.6)
        place = f" of {where}" if where else ""
        if advice:
            pass
        elif self.suggestions:
            advice = "Did you mean " + " or ".join(repr(s) for s in self.suggestions) + "?"
        else:
            advice = "Known: " + ", ".join(names[:40]) + (", ..." if len(names) > 40 else "") + "."
        super().__init__(f"There is no {kind} {name!r}{place}. {advice}")


class UnknownAttributeError(UnknownNameError, AttributeError):  # type: ignore[misc]
    """An attribute that does not exist, such as a method of a resource; an ``AttributeError`` as well.

    Parameters
    ----------
    kind, name, known, where
        As for :class:`UnknownNameError`.
    """

    def _pickled(self) -> dict[str, Any]:
        # The name is a member of AttributeError, which no dictionary holds.
        return {**self.__dict__, "name": self.name}


class JoinError(UsageError):
    """Frames that cannot be joined as asked: no common key, or a cardinality that does not hold."""


class ServerVersionError(UsageError):
    """A call, parameter or field that the server does not have in its version.

    The call is wrong for this server whatever it would answer, and it is not sent: servers ignore what they do not
    know in many places, and would search without a filter.

    Attributes
    ----------
    server_version : str
        Version of the server.
    since, until : str or None
        First and last release with what was asked for.
    """

    def __init__(
        self, message: str, *, server_version: str = "", since: str | None = None, until: str | None = None
    ) -> None:
        super().__init__(message)
        self.server_version = server_version
        self.since = since
        self.until = until


class NotReachableError(OpenCGAError):
    """No answer came from the host: name not found, connection refused or cut, TLS refused."""


class TimedOutError(NotReachableError):
    """No answer came in time; a longer ``timeout`` or smaller pages may help."""


class Received(Protocol):
    """What an error has of the answer: a :class:`~opencga_frames.RestResponse` with what arrived."""

    @property
    def events(self) -> Sequence[Any]:
        """Messages of the server, secrets masked."""

    def results(self, response: int | None = None) -> list[dict[str, Any]]:
        """Rows that arrived."""

    def num_results(self, response: int | None = None) -> int:
        """Count the rows that arrived."""


class AnswerError(OpenCGAError):
    """The server answered, but not with what was asked for.

    Attributes
    ----------
    status : int
        HTTP status; not a reliable guide by itself, the class of the error is.
    host : str
        Address of the server, without user information.
    path : str
        Path of the call below the version segment, e.g. ``samples/search``.
    events : sequence
        The events of the answer, secrets masked.
    response : RestResponse or None
        The answer with whatever it did contain (found entries of a partly failed call).
    missing : list of str
        The ids the server reported as not found, when the call named ids.
    studies : tuple of str
        Studies that this user may see, where the one asked for is not there; at most ten.
    outcomes : dict
        For a call that writes to several entries: what became of each id, ``"done"``, ``"unknown"`` or the reason of
        the server; empty for other calls and where nothing was done at all.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int = 0,
        host: str = "",
        path: str = "",
        events: Sequence[Any] = (),
        response: object = None,
        missing: Sequence[str] = (),
    ) -> None:
        super().__init__(message)
        self.status = status
        self.host = host
        self.path = path
        self.events = tuple(events)
        # Filled with a page inside this package, and with the whole answer before a caller sees it.
        self.response = cast("Received | None", response)
        self.missing = list(missing)
        self.studies: tuple[str, ...] = ()
        self.outcomes: dict[str, str] = {}

    def seen_studies(self) -> str:
        """Return the sentence that names the studies this user may see."""
        names = ", ".join(self.studies)
        return f"Studies you may see: {names}." if names else "You may see no study at all."


class NotAuthenticatedError(AnswerError):
    """The server does not know who is asking: no token, a wrong password, a bad signature."""


class TokenExpiredError(NotAuthenticatedError):
    """The token was valid and has expired."""


class NotAllowedError(AnswerError):
    """The user is known and may not do this, or the account is banned or suspended."""


class NotFoundError(AnswerError):
    """No such organization, study, entry or path, or none that this user may see."""


class BadQueryError(AnswerError):
    """A parameter, value or body that the server refuses."""


class ServerFaultError(AnswerError):
    """The server failed; the same call may work later."""


class UnreadableAnswerError(AnswerError):
    """What came is not an answer of OpenCGA: a proxy's page, a cut answer, another service."""


class IncompleteResultError(OpenCGAError):
    """A walk over pages or batches that could not be made whole.

    Attributes
    ----------
    response : RestResponse or None
        What arrived, marked as partial.
    problems : list of str
        One sentence per problem found.
    """

    def __init__(self, message: str, *, response: object = None, problems: Sequence[str] = ()) -> None:
        super().__init__(message)
        # Filled with a page inside this package, and with the whole answer before a caller sees it.
        self.response = cast("Received | None", response)
        self.problems = list(problems)


class JobError(OpenCGAError):
    """A job that failed, was stopped, or is gone.

    Attributes
    ----------
    job : object
        Handle of the job; None in an error that was pickled.
    status : str
        How it ended: ``ERROR``, ``ABORTED``, ``UNREGISTERED`` or ``DELETED``.
    log : str
        Last lines it wrote to stderr, secrets masked; empty when it never ran.
    """

    def __init__(self, message: str, *, job: Any = None, status: str = "", log: str = "") -> None:
        super().__init__(message)
        self.job = job
        self.status = status
        self.log = log

    def _pickled(self) -> dict[str, Any]:
        # The handle belongs to a client, which stays behind; the message names the job.
        return {**self.__dict__, "job": None}


class DecodeError(OpenCGAError):
    """Documents that cannot become a table: not JSON, or an entity that is not mapped."""


class StorageError(OpenCGAError):
    """A file that cannot be written or read; nothing half-written is left behind."""

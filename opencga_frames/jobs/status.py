"""States of jobs, and reading them from documents of any server line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from opencga_frames.errors import UnreadableAnswerError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["JobState", "JobStatus", "document_in", "mapping", "mappings", "read_state"]


class JobStatus(StrEnum):
    """State of a job; equal to its string.

    Examples
    --------
    >>> JobStatus.DONE == "DONE", JobStatus.QUEUED.ended, JobStatus.ABORTED.failed
    (True, False, True)
    """

    PENDING = "PENDING"
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    REGISTERING = "REGISTERING"
    #: The server does not know, or uses a word that is not listed here; such a job is still waited for.
    UNKNOWN = "UNKNOWN"
    DONE = "DONE"
    #: What servers of the 1.4 line call a job that succeeded.
    READY = "READY"
    ERROR = "ERROR"
    ABORTED = "ABORTED"
    UNREGISTERED = "UNREGISTERED"
    DELETED = "DELETED"

    @property
    def failed(self) -> bool:
        """True when the job has ended without success."""
        return self in {JobStatus.ERROR, JobStatus.ABORTED, JobStatus.UNREGISTERED, JobStatus.DELETED}

    @property
    def ended(self) -> bool:
        """True when the state will not change any more."""
        return self.failed or self in {JobStatus.DONE, JobStatus.READY}


@dataclass(frozen=True, slots=True)
class JobState:
    """What the server says about a job.

    Attributes
    ----------
    status
        Its state.
    text
        The server's own word for it.
    remark
        What the server adds, usually nothing.
    kill_requested
        True after somebody asked to stop it.
    """

    status: JobStatus
    text: str
    remark: str = ""
    kill_requested: bool = False

    @property
    def ended(self) -> bool:
        """True when the state will not change any more."""
        return self.status.ended


def read_state(document: Mapping[str, Any]) -> JobState:
    """Read the state from the document of a job.

    Parameters
    ----------
    document
        With ``internal.status`` (its word is in ``id``, before 2.2 in ``name``), or ``status`` as in 1.4.
    """
    internal = mapping(document.get("internal"))
    status = mapping(internal.get("status")) or mapping(document.get("status"))
    text = str(status.get("id") or status.get("name") or "")
    known = JobStatus(text) if text in JobStatus.__members__ else JobStatus.UNKNOWN
    remark = str(status.get("description") or status.get("message") or "")
    return JobState(known, text, remark, bool(internal.get("killJobRequested")))


def mapping(value: Any) -> Mapping[str, Any]:
    """Take what should be an object of a document; anything else is taken for an empty one.

    Parameters
    ----------
    value
        A part of a document of a server.
    """
    return value if isinstance(value, Mapping) else {}


def mappings(value: Any) -> list[Mapping[str, Any]]:
    """Take what should be a list of objects of a document; anything else in it, or in its place, is left out.

    Parameters
    ----------
    value
        A part of a document of a server.
    """
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def document_in(rows: Sequence[Any], path: str) -> Mapping[str, Any]:
    """Take the one document of an answer.

    Parameters
    ----------
    rows
        Rows of the answer.
    path
        What was asked, for the error.

    Raises
    ------
    UnreadableAnswerError
        If the first row is no document, or there is none.
    """
    if not rows or not isinstance(rows[0], Mapping):
        msg = (
            f"The answer to {path} has no document; expected one. It was damaged on its way, or is of another service."
        )
        raise UnreadableAnswerError(msg, path=path)
    return rows[0]

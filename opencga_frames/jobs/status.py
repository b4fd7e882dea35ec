"""States of jobs, and reading them from documents of any server line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

__all__ = ["JobState", "JobStatus", "mapping", "read_state"]


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

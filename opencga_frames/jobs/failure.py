"""What went wrong in a job, told in an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from opencga_frames.auth.secret import mask
from opencga_frames.errors import JobError, OpenCGAError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.jobs.job import Job
    from opencga_frames.jobs.status import JobState

__all__ = ["job_error"]

_LOG_LINES: Final = 20
_MOST_TOLD: Final = 10


def job_error(failed: Sequence[tuple[Job, JobState]]) -> JobError:
    """Make the error for jobs that did not go well; it is about the first, the others are noted.

    Parameters
    ----------
    failed
        Jobs with the states they ended in, at least one.
    """
    job, state = failed[0]
    log = _log(job)
    hint = "The last lines of its log are in the log of this error." if log else "It wrote no log."
    msg = f"Job {job.id!r} ended as {state.text}: {_reason(job, state)}. {hint}"
    error = JobError(msg, job=job, status=state.text, log=log)
    for other, its in failed[1:_MOST_TOLD]:
        error.add_note(f"Job {other.id!r} ended as {its.text}: {_reason(other, its)}.")
    if len(failed) > _MOST_TOLD:
        error.add_note(f"And {len(failed) - _MOST_TOLD} more jobs.")
    return error


def _reason(job: Job, state: JobState) -> str:
    """Find why: the events of the run say more than the remark of the state."""
    told = []
    try:
        for document in job.info(include=["id", "execution"]).results():
            events = (document.get("execution") or {}).get("events") or ()
            told = [str(event.get("message") or "") for event in events if event.get("type") == "ERROR"]
    except OpenCGAError:
        # The reason is an extra: without it the error is still raised.
        told = []
    reason = next((text for text in told if text), "") or state.remark or "the server gives no reason"
    return mask(reason).strip(" ;.")


def _log(job: Job) -> str:
    try:
        return mask(job.tail(_LOG_LINES))
    except OpenCGAError:
        return ""

"""One job under way: when it changes its state, worked out from the clock alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from opencga_frames.sandbox.wire.answers import Document  # noqa: TC001 - msgspec reads the annotations

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Change", "Run", "changes"]

#: Seconds after a job may start at which it is queued, runs and ends.
_QUEUED, _RUNNING, _ENDED = 1.0, 2.0, 4.0
#: Seconds from the wish to stop a job to its end.
_KILLED = 1.0


class Change(NamedTuple):
    """A job enters a state at some time, with a remark."""

    time: float
    state: str
    remark: str = ""


@dataclass(slots=True)
class Run:
    """What the sandbox knows of a job beside its document.

    Attributes
    ----------
    key, tool
        Id of the job and of its tool.
    body
        Parameters as they came.
    submitted
        When it was submitted.
    scheduled
        Time before which it does not start; 0 for none.
    depends
        Ids of the jobs it waits for.
    failure
        Why it will fail, or nothing.
    unfit
        Whether it fails already while its parameters are checked.
    changed
        When it last changed its state.
    began, ended, killed
        When it began to run, when it ended, when somebody asked to stop it.
    held
        State it stays in until it is stopped, nothing for one that ends by itself.
    """

    key: str
    tool: str
    submitted: float
    body: Document = field(default_factory=dict)
    scheduled: float = 0.0
    depends: tuple[str, ...] = ()
    failure: str = ""
    unfit: bool = False
    state: str = "PENDING"
    changed: float = 0.0
    began: float | None = None
    ended: float | None = None
    killed: float | None = None
    held: str = ""


def changes(run: Run, others: Mapping[str, Run], now: float) -> list[Change]:
    """Return the changes of a job that are due and were not made yet.

    Parameters
    ----------
    run
        The job.
    others
        All jobs of the study by id; the ones it waits for are up to date.
    now
        The current time.
    """
    if run.ended is not None:
        return []
    before = [others[key] for key in run.depends if key in others]
    for other in before:
        if other.ended is not None and other.state != "DONE":
            remark = f"Job '{other.key}' it depended on did not finish successfully"
            return [Change(other.ended, "ABORTED", remark)]
    if any(other.ended is None for other in before):
        return []
    ready = max([run.submitted, run.scheduled, *(other.ended or 0.0 for other in before)])
    return [change for change in _course(run, ready) if max(run.changed, ready) < change.time <= now]


def _course(run: Run, ready: float) -> list[Change]:
    """Return the whole course of a job that may start at some time."""
    last = Change(ready + _ENDED, "ERROR", "Job could not finish successfully") if run.failure else None
    course = [Change(ready + _QUEUED, "QUEUED"), Change(ready + _RUNNING, "RUNNING")]
    course.append(last or Change(ready + _ENDED, "DONE"))
    if run.held:
        course = course[: [change.state for change in course].index(run.held) + 1]
    if run.killed is None:
        return course
    stop = max(run.killed, ready) + _KILLED
    begun = run.began is not None and run.began <= run.killed
    remark = "Job was already in execution. Job killed by the user." if begun else "Job killed by the user."
    return [change for change in course if change.time < stop] + (
        [Change(stop, "ABORTED", remark)] if run.held or stop <= ready + _ENDED else []
    )

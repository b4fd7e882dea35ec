"""Waiting for jobs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from opencga_frames.errors import TimedOutError, UsageError
from opencga_frames.jobs.failure import job_error
from opencga_frames.jobs.line import status_line
from opencga_frames.jobs.pace import Patience, pauses

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from opencga_frames.jobs.job import Job
    from opencga_frames.jobs.status import JobState

__all__ = ["wait_all"]

_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def wait_all(
    jobs: Iterable[Job],
    timeout: float | None = None,
    *,
    poll: float | None = None,
    progress: bool | None = None,
    check: bool = True,
) -> list[Job]:
    """Wait until all of several jobs have ended; the jobs of one study are asked for together.

    Parameters
    ----------
    jobs
        Handles of jobs, of any studies.
    timeout, poll, progress, check
        As for :meth:`Job.wait`; the time is that of all together.

    Returns
    -------
    list of Job
        The same handles.

    Raises
    ------
    JobError
        When all have ended and some did not go well: for the first of them, the others are in its notes.
    TimedOutError
        When some have not ended in time.
    """
    watch = _Watch(list(jobs))
    if timeout is not None and not timeout >= 0:
        msg = f"timeout is {timeout!r}: give seconds, or None to wait without an end."
        raise UsageError(msg)
    waits = pauses(poll)
    with status_line(wanted=progress) as show:
        while watch.look():
            show(watch.text())
            watch.pause(next(waits), timeout)
        show(watch.text())
    failed = watch.failed()
    if check and failed:
        raise job_error(failed)
    return watch.jobs


def _groups(jobs: Iterable[Job]) -> Iterable[list[Job]]:
    """Put together the jobs that one call can ask for; a call takes ids or UUIDs, not both."""
    groups: dict[object, list[Job]] = {}
    for job in jobs:
        groups.setdefault((job.study, job.desk, bool(_UUID.fullmatch(job.id))), []).append(job)
    return groups.values()


class _Watch:
    """The states of some jobs as far as they are known."""

    def __init__(self, jobs: list[Job]) -> None:
        self.jobs = jobs
        self._states: dict[Job, JobState] = {}
        self._patience = Patience()
        self._started = jobs[0].desk.clock() if jobs else 0.0

    def look(self) -> list[Job]:
        """Ask for the states of the jobs that have not ended; return those that still have not."""
        left = [job for job in self.jobs if not self._ended(job)]
        for asked in _groups(left):
            with self._patience:
                self._states.update(zip(asked, asked[0].desk.states(asked, asked[0].study), strict=True))
            if not self._patience.answered:
                break
        return [job for job in left if not self._ended(job)]

    def pause(self, seconds: float, timeout: float | None) -> None:
        """Wait a little, or give up when the time is over."""
        desk = self.jobs[0].desk
        if timeout is not None:
            left = self._started + timeout - desk.clock()
            if left <= 0:
                raise TimedOutError(self._late(timeout))
            seconds = min(seconds, left)
        desk.sleep(seconds)

    def failed(self) -> Sequence[tuple[Job, JobState]]:
        """Return the jobs that ended otherwise than well."""
        return [(job, self._states[job]) for job in dict.fromkeys(self.jobs) if self._states[job].status.failed]

    def text(self) -> str:
        """Tell the states in one line."""
        if not self.jobs:
            return ""
        seconds = self.jobs[0].desk.clock() - self._started
        if len(self.jobs) == 1:
            return f"{self.jobs[0].id} {self._word(self.jobs[0])}, {seconds:.0f} s"
        words = [self._word(job) for job in self.jobs]
        counts = ", ".join(f"{words.count(word)} {word}" for word in dict.fromkeys(words))
        return f"{len(self.jobs)} jobs: {counts}, {seconds:.0f} s"

    def _ended(self, job: Job) -> bool:
        return job in self._states and self._states[job].ended

    def _word(self, job: Job) -> str:
        return self._states[job].text or "without a state" if job in self._states else "not answered yet"

    def _late(self, timeout: float) -> str:
        left = [job for job in self.jobs if not self._ended(job)]
        names = ", ".join(f"{job.id!r} ({self._word(job)})" for job in left[:5])
        more = f" and {len(left) - 5} more" if len(left) > 5 else ""
        return (
            f"Not ended after {timeout:g} s: {names}{more}. The server goes on with it: wait again with a longer "
            "timeout, or stop it with job.kill()."
        )

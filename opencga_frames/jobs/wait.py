"""Waiting for jobs."""

from __future__ import annotations

import re
from itertools import repeat
from typing import TYPE_CHECKING, Any, Final, Generic, Protocol, TypeVar

from opencga_frames.errors import (
    JobError,
    NotReachableError,
    OpenCGAError,
    ServerFaultError,
    TimedOutError,
    UnreadableAnswerError,
    UsageError,
)
from opencga_frames.ground.interrupt import Work
from opencga_frames.ground.progress import status_line
from opencga_frames.jobs.status import mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType

    from opencga_frames.jobs.status import JobState
    from opencga_frames.resources import Jobs
    from opencga_frames.response import RestResponse

__all__ = ["JobHandle", "Patience", "StateServer", "job_error", "pauses", "wait_all"]

_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class StateServer(Protocol):
    """What answers questions about jobs."""

    @property
    def jobs(self) -> Jobs:
        """Calls of the resource ``jobs``."""

    def clock(self) -> float:
        """Return the time in seconds."""

    def sleep(self, seconds: float, /) -> None:
        """Wait."""

    def mask(self, text: str, /) -> str:
        """Mask the secrets of the client in what the server says."""

    def states(self, jobs: Sequence[Any], study: str | None) -> list[JobState]:
        """Ask for the states of jobs of one study."""


class JobHandle(Protocol):
    """What can be waited for: a :class:`~opencga_frames.jobs.Job`."""

    id: str
    study: str | None

    @property
    def client(self) -> StateServer:
        """Answers questions about the job."""

    def state(self) -> JobState:
        """Ask for the state."""

    def info(self, **options: Any) -> RestResponse:
        """Ask for the document."""

    def tail(self, lines: int) -> str:
        """Ask for the last lines of the log."""


JobT = TypeVar("JobT", bound=JobHandle)


def wait_all(
    jobs: Iterable[JobT],
    timeout: float | None = None,
    *,
    poll: float | None = None,
    progress: bool | None = None,
    check: bool = True,
) -> list[JobT]:
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
        When all have ended and some failed: for the first of them, the others are in its notes.
    TimedOutError
        When some have not ended in time.

    Examples
    --------
    >>> from opencga_frames import OpenCGAClient
    >>> from opencga_frames.sandbox import Sandbox
    >>> now = [1_790_000_000.0]
    >>> sandbox = Sandbox(samples=3, clock=lambda: now[0])
    >>> def sleep(seconds):
    ...     now[0] += seconds
    >>> settings = {"rest": {"host": sandbox.url}}
    >>> oc = OpenCGAClient(settings, session=sandbox.session(), clock=lambda: now[0], sleep=sleep)
    >>> _ = oc.login("analyst", "Sandbox-2026", organization="demo")
    >>> bodies = [{"url": f"https://files.example.org/{name}", "path": "data/"} for name in ("a.txt", "b.txt")]
    >>> jobs = [oc.files.fetch(body, study=sandbox.study).job for body in bodies]
    >>> [job.status.value for job in wait_all(jobs, timeout=600)]
    ['DONE', 'DONE']
    """
    watch = _Watch(list(jobs))
    if timeout is not None and not timeout >= 0:
        msg = f"timeout is {timeout!r}: give seconds, or None to wait without a limit."
        raise UsageError(msg)
    waits = pauses(poll)
    with status_line(wanted=progress) as show:
        while watch.update(timeout):
            show(watch.summary())
            watch.pause(next(waits), timeout)
        show(watch.summary())
    failed = watch.failed()
    if check and failed:
        with watch.within(timeout):
            error = job_error(failed)
        raise error
    return watch.jobs


def _groups(jobs: Iterable[JobT]) -> Iterable[list[JobT]]:
    """Group the jobs that one call can ask for; a call takes ids or UUIDs, not both."""
    groups: dict[object, list[JobT]] = {}
    for job in jobs:
        groups.setdefault((job.study, job.client, bool(_UUID.fullmatch(job.id))), []).append(job)
    return groups.values()


class _Watch(Generic[JobT]):
    """The states of some jobs as far as they are known."""

    def __init__(self, jobs: list[JobT]) -> None:
        self.jobs = jobs
        self._states: dict[JobT, JobState] = {}
        self._patience = Patience()
        self._started = jobs[0].client.clock() if jobs else 0.0

    def within(self, timeout: float | None) -> Work:
        """Bound what is asked of the server by the time that is left; an answer in hand has a second to come."""
        if timeout is None or not self.jobs:
            return Work()
        return Work(seconds=max(_LEAST, self._started + timeout - self.jobs[0].client.clock()))

    def update(self, timeout: float | None) -> list[JobT]:
        """Ask for the states of the jobs that have not ended; return those that still have not."""
        left = [job for job in self.jobs if not self._ended(job)]
        for asked in _groups(left):
            with self._patience, self.within(timeout):
                self._states.update(zip(asked, asked[0].client.states(asked, asked[0].study), strict=True))
            if not self._patience.answered:
                break
        return [job for job in left if not self._ended(job)]

    def pause(self, seconds: float, timeout: float | None) -> None:
        """Wait a little, or give up when the time is over."""
        client = self.jobs[0].client
        if timeout is not None:
            left = self._started + timeout - client.clock()
            if left <= 0:
                raise TimedOutError(self._late(timeout))
            seconds = min(seconds, left)
        client.sleep(seconds)

    def failed(self) -> Sequence[tuple[JobT, JobState]]:
        """Return the jobs that failed."""
        return [(job, self._states[job]) for job in dict.fromkeys(self.jobs) if self._states[job].status.failed]

    def summary(self) -> str:
        """Return the states in one line."""
        if not self.jobs:
            return ""
        seconds = self.jobs[0].client.clock() - self._started
        if len(self.jobs) == 1:
            return f"{self.jobs[0].id} {self._word(self.jobs[0])}, {seconds:.0f} s"
        words = [self._word(job) for job in self.jobs]
        counts = ", ".join(f"{words.count(word)} {word}" for word in dict.fromkeys(words))
        return f"{len(self.jobs)} jobs: {counts}, {seconds:.0f} s"

    def _ended(self, job: JobHandle) -> bool:
        return job in self._states and self._states[job].ended

    def _word(self, job: JobHandle) -> str:
        return self._states[job].text or "without a state" if job in self._states else "not answered yet"

    def _late(self, timeout: float) -> str:
        left = [job for job in self.jobs if not self._ended(job)]
        names = ", ".join(f"{job.id!r} ({self._word(job)})" for job in left[:5])
        more = f" and {len(left) - 5} more" if len(left) > 5 else ""
        return (
            f"Not ended after {timeout:g} s: {names}{more}. The server goes on with it: wait again with a longer "
            "timeout, or stop it with job.kill()."
        )


#: Seconds a question to the server has at least.
_LEAST: Final = 1.0


_LOG_LINES: Final = 20


_MAX_NOTES: Final = 10


def job_error(failed: Sequence[tuple[JobHandle, JobState]]) -> JobError:
    """Make the error for jobs that failed; it is about the first, the others are noted.

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
    for other, its in failed[1:_MAX_NOTES]:
        error.add_note(f"Job {other.id!r} ended as {its.text}: {_reason(other, its)}.")
    if len(failed) > _MAX_NOTES:
        error.add_note(f"And {len(failed) - _MAX_NOTES} more jobs.")
    return error


def _reason(job: JobHandle, state: JobState) -> str:
    """Find why: the events of the run say more than the remark of the state."""
    reasons = []
    try:
        for document in job.info(include=["id", "execution"]).results():
            events = mapping(mapping(document).get("execution")).get("events")
            told = map(mapping, events if isinstance(events, list) else ())
            reasons = [str(event.get("message") or "") for event in told if event.get("type") == "ERROR"]
    except OpenCGAError:
        # The reason is an extra: without it the error is still raised.
        reasons = []
    reason = next((text for text in reasons if text), "") or state.remark or "the server gives no reason"
    return job.client.mask(reason).strip(" ;.")


def _log(job: JobHandle) -> str:
    try:
        return job.client.mask(job.tail(_LOG_LINES))
    except OpenCGAError:
        return ""


#: Seconds of the first pause, its growth, and the longest pause. The server's own daemon runs every four seconds.
_FIRST: Final = 1.0


_GROWTH: Final = 1.5


_LONGEST: Final = 30.0


#: Failures in a row that end the waiting: a server that is restarted is away for minutes at most.
_FAILURES: Final = 8


def pauses(poll: float | None = None) -> Iterator[float]:
    """Yield the seconds to wait between two requests, without end.

    Parameters
    ----------
    poll
        The same pause always; unless given pauses grow from 1 to 30 seconds.

    Raises
    ------
    UsageError
        If the pause is not above 0.

    Examples
    --------
    >>> from itertools import islice
    >>> [round(s, 1) for s in islice(pauses(), 9)]
    [1.0, 1.5, 2.2, 3.4, 5.1, 7.6, 11.4, 17.1, 25.6]
    """
    if poll is None:
        return _growing()
    if not poll > 0:
        msg = f"poll is {poll!r}: give seconds above 0, or None for pauses that grow from 1 to 30 seconds."
        raise UsageError(msg)
    return repeat(float(poll))


def _growing() -> Iterator[float]:
    pause = _FIRST
    while True:
        yield pause
        pause = min(pause * _GROWTH, _LONGEST)


class Patience:
    """Tolerates failures of server and network while waiting, up to seven in a row.

    A context manager around one request; ``answered`` is true when it was answered.
    """

    def __init__(self) -> None:
        self.answered = False
        self._failures = 0

    def __enter__(self) -> None:
        self.answered = False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is None:
            self.answered, self._failures = True, 0
            return False
        if not isinstance(error, (NotReachableError, ServerFaultError, UnreadableAnswerError)):
            return False
        self._failures += 1
        return self._failures < _FAILURES

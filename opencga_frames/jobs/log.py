"""Logs of jobs, read piece by piece; a log that is not there yet is an empty one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from opencga_frames.errors import AnswerError, UsageError
from opencga_frames.jobs.status import mapping
from opencga_frames.jobs.wait import Patience, pauses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from opencga_frames.jobs.wait import JobHandle

__all__ = ["LogReader", "Stream", "last_lines"]

Stream: TypeAlias = Literal["stderr", "stdout"]
#: Maximum number of lines a server gives at once.
_LINES: Final = 1_000
#: How servers say that a job has no log yet: 5.0 fails on the missing address, others name the file.
_LONGEST: Final = 2_000
_NO_LOG: Final = re.compile(r"Log file .* not found|\"uri\" is null", re.DOTALL)


class LogReader:
    """Reads one stream of a job from the place where it stopped the last time.

    Parameters
    ----------
    job
        Whose log.
    stream
        ``"stderr"`` or ``"stdout"``.
    """

    def __init__(self, job: JobHandle, stream: Stream) -> None:
        self._job = job
        self._stream = _checked(stream)
        self._offset = 0
        self._read: list[str] = []

    def new(self) -> str:
        """Read everything that was written since the last time; what a failure interrupts is returned the next time."""
        while (part := self._part()) is not None:
            self._read.append(str(part.get("content") or ""))
            # The server counts bytes and says where to go on; the number of characters does not.
            told = part.get("offset")
            start, self._offset = self._offset, max(self._offset, told if isinstance(told, int) else 0)
            if part.get("eof") or self._offset == start:
                break
        text = "".join(self._read)
        self._read.clear()
        return text

    def follow(self, poll: float | None = None) -> Iterator[str]:
        """Yield what the job writes as it comes, until it has ended.

        Parameters
        ----------
        poll
            Seconds between two requests; unless given they grow while nothing new comes.
        """
        return self._following(pauses(poll), poll)

    def _following(self, waits: Iterator[float], poll: float | None) -> Iterator[str]:
        patience, ended = Patience(), False
        while not ended:
            text = ""
            with patience:
                # Asked before reading: what is written between the two is not lost.
                ended_before = self._job.state().ended
                text = self.new()
                ended = ended_before
            if text:
                yield text
                waits = pauses(poll)
            if not ended:
                self._job.client.sleep(next(waits))

    def _part(self) -> dict[str, Any] | None:
        job = self._job
        return _content(
            lambda: job.client.jobs.head_log(
                job.id, study=job.study, type=self._stream, offset=self._offset, lines=_LINES
            )
        )


def last_lines(job: JobHandle, stream: Stream, lines: int) -> str:
    """Read the last lines of a log.

    Parameters
    ----------
    job, stream
        Whose log, and which.
    lines
        How many, 1 to 1,000.
    """
    if not 1 <= lines <= _LINES:
        msg = f"lines is {lines}: the server gives 1 to {_LINES:,} lines; job.log() gives all of them."
        raise UsageError(msg)
    known = _checked(stream)
    part = _content(lambda: job.client.jobs.tail_log(job.id, study=job.study, type=known, lines=lines))
    return str(part.get("content") or "") if part else ""


def _checked(stream: Stream) -> Stream:
    if stream not in ("stderr", "stdout"):
        msg = f"stream is {stream!r}: a job has 'stderr' and 'stdout'."
        raise UsageError(msg)
    return stream


def _content(ask: Callable[[], Any]) -> dict[str, Any] | None:
    """Ask for a piece of a log; None when there is no log."""
    try:
        rows = ask().results()
    except AnswerError as error:
        if any(_NO_LOG.search(event.message[:_LONGEST]) for event in error.events):
            return None
        raise
    return dict(mapping(rows[0])) if rows else None

"""The card of a job: its state, its tool, when it started and how long it took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from opencga_frames.cards import card
from opencga_frames.errors import OpenCGAError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from opencga_frames.jobs.status import JobState
    from opencga_frames.jobs.wait import StateServer
    from opencga_frames.response import RestResponse

__all__ = ["job_card", "length"]

_COLUMNS: Final = ("tool_id", "user_id", "creation_date", "internal_status_date", "execution_start", "execution_end")


class ShownJob(Protocol):
    """What a card describes: a :class:`~opencga_frames.jobs.Job`."""

    id: str
    study: str | None

    @property
    def client(self) -> StateServer:
        """Answers questions about the job."""

    def state(self) -> JobState:
        """Ask for the state."""

    def info(self) -> RestResponse:
        """Ask for the whole document."""


def job_card(job: ShownJob) -> str:
    """Describe a job in HTML; the server is asked, and a card that it does not answer says why.

    Parameters
    ----------
    job
        A handle.
    """
    try:
        facts = list(_facts(job))
    except OpenCGAError as error:
        facts = [("state", "not known"), ("reason", str(error))]
    return card(f"Job {job.id}", [*facts, ("study", job.study or "")])


def _facts(job: ShownJob) -> Iterator[tuple[str, str]]:
    state = job.state()
    frame = job.info().frame(columns=_COLUMNS)
    row = frame.iloc[0] if len(frame) else None
    yield "state", f"{state.text or state.status}{', asked to stop' if state.kill_requested else ''}"
    yield "remark", state.remark
    if row is None:
        return
    yield "tool", _written(row["tool_id"])
    yield "user", _written(row["user_id"])
    yield "in this state since", "" if state.ended else _written(row["internal_status_date"])
    yield "submitted", _written(row["creation_date"])
    yield "started", _written(row["execution_start"], " UTC")
    yield "took" if state.ended else "running for", length(row, now=job.client.clock())


def length(row: pd.Series[Any], *, now: float) -> str:
    """Say how long a job ran, or has been running; nothing where its start is not known.

    Parameters
    ----------
    row
        With ``execution_start`` and ``execution_end``.
    now
        Seconds since 1970, for a job that has not ended.
    """
    import pandas as pd

    start, end = row["execution_start"], row["execution_end"]
    if pd.isna(start):
        return ""
    end = pd.Timestamp(now, unit="s") if pd.isna(end) else end
    return str(pd.Timedelta(max(end - start, pd.Timedelta(0))).floor("s")).removeprefix("0 days ")


def _written(value: Any, unit: str = "") -> str:
    import pandas as pd

    if pd.isna(value):
        return ""
    return f"{value:%Y-%m-%d %H:%M:%S}{unit}" if isinstance(value, pd.Timestamp) else str(value)

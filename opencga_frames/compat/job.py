"""Waits for a job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["await_job"]


def await_job(
    client: Any, response: Mapping[str, Any] | None, names: tuple[str | None, str | None], pause: float
) -> None:
    """Ask for the state of a job until it has ended.

    Parameters
    ----------
    client
        Has ``job``.
    response
        A result element whose first row is the job, or None.
    names
        Study and job id, used when there is no response.
    pause
        Seconds between two requests.
    """
    study, job = _named(response, names)
    client.job(job, study=study).wait(poll=pause, progress=False)


def _named(response: Mapping[str, Any] | None, names: tuple[str | None, str | None]) -> tuple[str, str]:
    study, job = names
    if response is not None:
        row = response["results"][0]
        study, job = row["study"]["id"], row["id"]
    if not study or not job:
        msg = "wait_for_job needs a response with a job in it, or study_id and job_id."
        raise UsageError(msg)
    if "," in job:
        msg = f"wait_for_job waits for one job, got {job!r}."
        raise UsageError(msg)
    return study, job

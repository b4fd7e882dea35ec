"""Where the jobs of one client are asked for: what a handle needs of the client."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from opencga_frames.errors import UsageError
from opencga_frames.jobs.job import Job
from opencga_frames.jobs.status import read_state
from opencga_frames.resources import resource_class
from opencga_frames.response import RestResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from opencga_frames.jobs.status import JobState
    from opencga_frames.resources import Jobs
    from opencga_frames.rest.caller import Caller

    JobSource: TypeAlias = "Job | RestResponse | Mapping[str, Any] | str"

__all__ = ["Desk"]

#: Fields that tell the state of a job on any server line.
_STATE = ("id", "uuid", "internal.status", "internal.killJobRequested", "status")


class Desk:
    """Where the jobs of one client are asked for.

    Parameters
    ----------
    caller
        Carries out the calls of the client.
    study
        Study of jobs of which nobody tells theirs.
    clock, sleep
        Seconds, and waiting.
    """

    def __init__(
        self,
        caller: Caller[RestResponse],
        *,
        study: str | None = None,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        self._raw = caller.raw
        self._study = study
        self.jobs = cast("Jobs", resource_class("jobs")(caller))
        self.clock = clock
        self.sleep = sleep

    def job(self, source: JobSource, study: str | None = None) -> Job:
        """Make the handle of a job.

        Parameters
        ----------
        source
            The answer to a call that submitted it, its document, its id or UUID, or a handle.
        study
            Study of the job, for an id; answers and documents know it.

        Raises
        ------
        UsageError
            If the source does not tell of exactly one job.
        """
        if isinstance(source, Job):
            return source
        if isinstance(source, RestResponse):
            return self._of_answer(source, study)
        if isinstance(source, Mapping):
            return self._of_document(source, study)
        if isinstance(source, str) and source.strip() and "," not in source:
            return Job(source.strip(), study or self._study, self)
        msg = f"{source!r} is no job: give an answer that holds one, its document, or one id."
        raise UsageError(msg)

    def states(self, jobs: Sequence[Job], study: str | None) -> list[JobState]:
        """Ask for the states of several jobs of one study at once, in their order.

        Raises
        ------
        NotFoundError
            When one of them is not there (any more).
        """
        rows = self.jobs.info(list(dict.fromkeys(job.id for job in jobs)), study=study, include=list(_STATE)).results()
        found = {str(row.get(name)): read_state(row) for row in rows for name in ("id", "uuid")}
        return [found[job.id] for job in jobs]

    def kill(self, job: Job) -> None:
        """Ask the server to stop a job."""
        # By hand: the server wants a body here, although it reads nothing from it.
        self._raw("POST", f"jobs/{job.id}/kill", {"study": job.study}, {})

    def _of_answer(self, answer: RestResponse, study: str | None) -> Job:
        endpoint = answer.facts.endpoint
        rows = answer.results()
        foreign = endpoint is not None and not endpoint.returns_job and endpoint.resource != "jobs"
        if foreign or len(rows) != 1 or not isinstance(rows[0], Mapping):
            msg = (
                f"The answer to {answer.facts.path} holds {len(rows)} rows, wanted is one job: give the answer of a "
                "call that submits a job, or one document of oc.jobs.search()."
            )
            raise UsageError(msg)
        return self._of_document(rows[0], study or answer.study)

    def _of_document(self, document: Mapping[str, Any], study: str | None) -> Job:
        key = document.get("id") or document.get("uuid")
        if not isinstance(key, str):
            msg = "The document has no id of a job: was it asked for with an include that leaves the id out?"
            raise UsageError(msg)
        own = document.get("study")
        told = own.get("id") if isinstance(own, Mapping) else own
        return Job(key, str(told) if told else study or self._study, self)

"""Calls whose answers know the job they submitted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from opencga_frames.errors import NotFoundError, UsageError
from opencga_frames.frames.decode.memory import DecoderMemory
from opencga_frames.frames.schema.registry import entity_names
from opencga_frames.jobs.job import Job
from opencga_frames.jobs.status import read_state
from opencga_frames.resources import resource_class
from opencga_frames.response import RestResponse
from opencga_frames.rest.caller import Caller
from opencga_frames.warn import warn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    import pandas as pd

    from opencga_frames.configuration.client_configuration import ClientConfiguration
    from opencga_frames.jobs.status import JobState
    from opencga_frames.resources import Jobs
    from opencga_frames.rest.catalogue.endpoint import Endpoint
    from opencga_frames.rest.transport.transport import Transport
    from opencga_frames.rest.walk.options import CallOptions
    from opencga_frames.rest.wire.message import Method

    JobSource: TypeAlias = "Job | RestResponse | Mapping[str, Any] | str"
__all__ = ["Desk", "JobCaller", "top_frame"]


class JobCaller(Caller[RestResponse]):
    """Carries out the calls of one client; answers of calls that submit a job lead to its handle.

    Parameters
    ----------
    transport, configuration
        As for a caller.
    clock, sleep
        Seconds, and waiting.
    response_class
        Class of the answers.
    """

    def __init__(
        self,
        transport: Transport,
        configuration: ClientConfiguration,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        response_class: type[RestResponse] = RestResponse,
    ) -> None:
        super().__init__(transport, response_class, configuration)
        self.memory = DecoderMemory()
        self.desk = Desk(self, study=configuration.study, clock=clock, sleep=sleep)

    def call(
        self, endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions | None = None
    ) -> RestResponse:
        """Call an endpoint; see :meth:`Caller.call`."""
        answer = super().call(endpoint, arguments, options)
        answer.memory = self.memory
        if endpoint.returns_job:
            answer.open_job = self.desk.job
        return answer

    def raw(self, method: Method, path: str, params: Mapping[str, Any] | None = None, data: Any = None) -> RestResponse:
        """Call any path; see :meth:`Caller.raw`."""
        answer = super().raw(method, path, params, data)
        answer.open_job = self.desk.job
        return answer


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


#: How servers 4 and 5 refuse a study where they wrongly look for an organization.
_TAKEN_WRONGLY: Final = "Could not find database for organization"


def top_frame(
    desk: Desk, study: str | None, *, organization: str | None = None, home: str | None = None, limit: int = 20
) -> pd.DataFrame:
    """Make the table of what runs and waits now, and what ended last.

    Servers 4 and 5 take the parameter ``study`` of ``jobs/top`` for an organization and refuse every study. When a
    server does so it is asked again for the whole organization, and the jobs of other studies are left out here.

    Parameters
    ----------
    desk
        Where to ask.
    study
        Study of the jobs; None for all.
    organization
        Organization to ask for at once, for servers that are known to want it.
    home
        Organization to fall back to when the study does not name one.
    limit
        Most jobs; where the server counts them over the organization, fewer may be left of one study.

    Returns
    -------
    pandas.DataFrame
        One row per job. ``attrs["opencga_top"]`` holds the counts by state, the moment (milliseconds since 1970), and
        in ``scope`` whether both are those of the study or of the organization.

    Raises
    ------
    UsageError
        When the server wants an organization and none is known.
    """
    if organization is None:
        try:
            return _frame(_ask(desk, study, limit), None, f"study {study}" if study else "server")
        except NotFoundError as error:
            if not any(event.message.startswith(_TAKEN_WRONGLY) for event in error.events):
                raise
    owner = organization or (study.partition("@")[0] if study and "@" in study else home)
    if not owner:
        msg = "This server wants the id of the organization to list its jobs: give organization=..."
        raise UsageError(msg)
    top = _ask(desk, owner, limit)
    if study and len(top.get("jobs") or ()) >= limit:
        warn(f"The {limit} jobs are those of organization {owner}; there may be more of {study}: raise limit.")
    return _frame(top, study, f"organization {owner}")


def _ask(desk: Desk, study: str | None, limit: int) -> Mapping[str, Any]:
    rows = desk.jobs.top(study=study, limit=limit).results()
    top: Mapping[str, Any] = rows[0] if rows else {}
    return top


def _frame(top: Mapping[str, Any], study: str | None, scope: str) -> pd.DataFrame:
    rows = [job for job in top.get("jobs") or () if study is None or _is_of(job, study)]
    known = "job" if "job" in entity_names() else None
    frame = RestResponse.from_documents(rows, entity=known).frame()
    frame.attrs["opencga_top"] = {"stats": dict(top.get("stats") or {}), "date": top.get("date"), "scope": scope}
    return frame


def _is_of(job: Mapping[str, Any], study: str) -> bool:
    """Tell whether a job belongs to a study, given by its full name or by its last parts."""
    full = str((job.get("study") or {}).get("id") or "")
    return full == study or full.endswith((f"@{study}", f":{study}"))

"""Calls that submit jobs, and the questions asked about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.errors import NotFoundError, UnreadableAnswerError, UsageError
from opencga_frames.frames.decode.memory import DecoderMemory
from opencga_frames.frames.schema.registry import entity_names
from opencga_frames.ground.warn import warn
from opencga_frames.jobs.job import Job
from opencga_frames.jobs.response import JobResponse
from opencga_frames.jobs.status import document_in, mapping, mappings, read_state
from opencga_frames.response import RestResponse
from opencga_frames.rest.caller import Caller
from opencga_frames.rest.catalogue import load_resource
from opencga_frames.rest.methods.classes import Resource, make_resource_class
from opencga_frames.rest.request.defaults import with_companions
from opencga_frames.study.names import StudyNames

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TypeAlias

    import pandas as pd

    from opencga_frames.configuration.client_configuration import ClientConfiguration
    from opencga_frames.jobs.status import JobState
    from opencga_frames.rest.answer.call_record import CallRecord
    from opencga_frames.rest.answer.extent import Extent
    from opencga_frames.rest.catalogue.endpoint import Endpoint
    from opencga_frames.rest.transport.transport import Transport
    from opencga_frames.rest.wire.envelope import Page

    JobSource: TypeAlias = "Job | RestResponse | Mapping[str, Any] | str"

__all__ = ["JobCaller", "JobClient", "top_frame"]

#: Class of the rows of a submitted job, as servers name it in the answer.
_JOB_ROWS: Final = "org.opencb.opencga.core.models.job.Job"

#: Arguments that name fields of the rows.
_NAMING_FIELDS: Final = frozenset({"include", "exclude", "sort"})


class JobCaller(Caller[RestResponse]):
    """Carries out the calls of one client; calls that submit a job are answered with a :class:`JobResponse`.

    Parameters
    ----------
    transport, configuration
        As for a caller.
    clock, sleep
        Seconds, and waiting.
    response_class, job_class
        Classes of the answers: of calls in general, and of those that submit a job.

    Attributes
    ----------
    job_client : JobClient
        Makes the handles.
    """

    def __init__(
        self,
        transport: Transport,
        configuration: ClientConfiguration,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        response_class: type[RestResponse] = RestResponse,
        job_class: type[JobResponse] = JobResponse,
    ) -> None:
        super().__init__(transport, self._respond, configuration)
        self._plain_class = response_class
        self._job_class = job_class
        self.memory = DecoderMemory()
        self.study_names = StudyNames(self._study)
        self.job_client = JobClient(self, study=configuration.study, clock=clock, sleep=sleep)

    def in_full(self, endpoint: Endpoint, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Write columns as fields of the server, refuse unknown ones, and add what names the samples asked for."""
        arguments = with_companions(endpoint, arguments)
        if _NAMING_FIELDS.isdisjoint(arguments):
            return arguments  # nothing is loaded for a call that needs no tables
        from opencga_frames.asked_fields import with_wire_fields

        return with_wire_fields(endpoint, arguments)

    def _respond(
        self, pages: Iterable[Page], call_record: CallRecord, extent: Extent | None = None, **content: Any
    ) -> RestResponse:
        received = tuple(pages)
        if not _submits(received, call_record):
            response = self._plain_class(received, call_record, extent, **content)
        else:
            response = self._job_class(received, call_record, extent, **content)
            response.open_job = self.job_client.job
        response.memory = self.memory
        response.study_names = self.study_names
        return response

    def _study(self, name: str) -> list[Any]:
        endpoint = load_resource("studies").endpoints["info"]
        return self.call(endpoint, {"studies": name, "include": "fqn"}).results()


def _submits(pages: Sequence[Page], call_record: CallRecord) -> bool:
    """Return whether an answer is that of a call that submits a job; a call by path is known by its rows."""
    if call_record.endpoint is not None:
        return call_record.endpoint.returns_job
    return any(block.result_type == _JOB_ROWS for page in pages for block in page.blocks)


#: Fields that hold the state of a job on any server line.
_STATE = ("id", "uuid", "internal.status", "internal.killJobRequested", "status")


class JobClient:
    """Asks for the jobs of one client, and makes their handles.

    Parameters
    ----------
    caller
        Carries out the calls of the client.
    study
        Study of jobs whose own is not known.
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
        self._caller = caller
        self._study = study
        # Typed as Any: the methods are made from the catalogue.
        self.jobs: Any = make_resource_class(load_resource("jobs"), Resource)(caller)
        self.clock = clock
        self.sleep = sleep
        #: True once the server has refused to list the jobs of a study, so that it is not asked so again.
        self.tops_by_organization = False

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
            If the source is not exactly one job.
        """
        if isinstance(source, Job):
            return source if source.bound else Job(source.id, source.study or study or self._study, self)
        if isinstance(source, RestResponse):
            return self._of_answer(source, study)
        if isinstance(source, Mapping):
            return self._of_document(source, study)
        if isinstance(source, str) and source.strip() and "," not in source:
            return Job(source.strip(), study or self._study, self)
        msg = f"{source!r} is not a job: give an answer that holds one, its document, or one id."
        raise UsageError(msg)

    def mask(self, text: str, /) -> str:
        """Mask the secrets of the client in what the server says.

        Parameters
        ----------
        text
            A log, a reason.
        """
        return self._caller.mask(text)

    def states(self, jobs: Sequence[Job], study: str | None) -> list[JobState]:
        """Ask for the states of several jobs of one study at once, in their order.

        Raises
        ------
        NotFoundError
            When one of them is not there (any more).
        """
        rows = self.jobs.info(list(dict.fromkeys(job.id for job in jobs)), study=study, include=list(_STATE)).results()
        known = [row for row in rows if isinstance(row, Mapping)]
        found = {str(row.get(name)): read_state(row) for row in known for name in ("id", "uuid")}
        absent = [job.id for job in jobs if job.id not in found]
        if absent:
            msg = f"The answer about {len(jobs)} jobs does not name {absent[0]!r}; expected a row for each. Ask again."
            raise UnreadableAnswerError(msg, status=200, path="jobs/info")
        return [found[job.id] for job in jobs]

    def kill(self, job: Job) -> None:
        """Ask the server to stop a job."""
        self.jobs.kill(job.id, study=job.study)

    def _of_answer(self, answer: RestResponse, study: str | None) -> Job:
        endpoint = answer.call_record.endpoint
        rows = answer.results()
        foreign = endpoint is not None and not endpoint.returns_job and endpoint.resource != "jobs"
        if foreign or len(rows) != 1 or not isinstance(rows[0], Mapping):
            msg = (
                f"Expected one job, got {len(rows)} rows of {answer.call_record.path}: give the answer to a call that "
                "submits a job, or one document of oc.jobs.search()."
            )
            raise UsageError(msg)
        return self._of_document(rows[0], study or answer.study)

    def _of_document(self, document: Mapping[str, Any], study: str | None) -> Job:
        key = document.get("id") or document.get("uuid")
        if not isinstance(key, str):
            msg = "The document has no id of a job: was it asked for with an include that leaves the id out?"
            raise UsageError(msg)
        own = document.get("study")
        named = own.get("id") if isinstance(own, Mapping) else own
        return Job(key, str(named) if named else study or self._study, self)


#: How servers 4 and 5 refuse a study where they wrongly look for an organization.
_TAKEN_WRONGLY: Final = "Could not find database for organization"


def top_frame(
    client: JobClient, study: str | None, *, organization: str | None = None, home: str | None = None, limit: int = 20
) -> pd.DataFrame:
    """Make the table of what runs and waits now, and what ended last.

    Servers 4 and 5 take the parameter ``study`` of ``jobs/top`` for an organization and refuse every study. When a
    server does so it is asked again for the whole organization, and the jobs of other studies are left out here.

    Parameters
    ----------
    client
        Asks for the jobs.
    study
        Study of the jobs; None for all.
    organization
        Organization to ask for at once, for servers that are known to want it.
    home
        Organization to fall back to when the study does not name one.
    limit
        Maximum number of jobs; where the server counts them over the organization, fewer may be left of one study.

    Returns
    -------
    pandas.DataFrame
        One row per job. ``attrs["opencga_top"]`` holds the counts by state, the time (milliseconds since 1970), and
        in ``scope`` whether both are those of the study or of the organization.

    Raises
    ------
    UsageError
        When the server wants an organization and none is known.
    """
    if organization is None and not (study and client.tops_by_organization):
        try:
            return _frame(_ask(client, study, limit), None, f"study {study}" if study else "server")
        except NotFoundError as error:
            if not any(event.message.startswith(_TAKEN_WRONGLY) for event in error.events):
                raise
            client.tops_by_organization = True
    owner = organization or (study.partition("@")[0] if study and "@" in study else home)
    if not owner:
        msg = "This server needs the id of the organization to list its jobs: give organization=..."
        raise UsageError(msg)
    top = _ask(client, owner, limit)
    if study and len(mappings(top.get("jobs"))) >= limit:
        warn(f"The {limit} jobs are those of organization {owner}; there may be more of {study}: raise limit.")
    return _frame(top, study, f"organization {owner}")


def _ask(client: JobClient, study: str | None, limit: int) -> Mapping[str, Any]:
    rows = client.jobs.top(study=study, limit=limit).results()
    return document_in(rows, "jobs/top") if rows else {}


def _frame(top: Mapping[str, Any], study: str | None, scope: str) -> pd.DataFrame:
    rows = [job for job in mappings(top.get("jobs")) if study is None or _is_of(job, study)]
    known = "job" if "job" in entity_names() else None
    frame = RestResponse.from_documents(rows, entity=known).frame()
    frame.attrs["opencga_top"] = {"stats": dict(mapping(top.get("stats"))), "date": top.get("date"), "scope": scope}
    return frame


def _is_of(job: Mapping[str, Any], study: str) -> bool:
    """Return whether a job belongs to a study, given by its full name or by its last parts."""
    full = str(mapping(job.get("study")).get("id") or "")
    return full == study or full.endswith((f"@{study}", f":{study}"))

"""The handle of one job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, overload

from opencga_frames.errors import UsageError
from opencga_frames.ground.near_attributes import NearAttributes
from opencga_frames.jobs import wait
from opencga_frames.jobs.log import LogReader, last_lines
from opencga_frames.jobs.status import document_in, mapping, mappings
from opencga_frames.response import RestResponse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from opencga_frames.jobs.log import Stream
    from opencga_frames.jobs.status import JobState, JobStatus


__all__ = ["Job", "output_files"]


class JobServer(wait.StateServer, Protocol):
    """What a handle asks about its job."""

    def job(self, source: Any, study: str | None = None) -> Job:
        """Make the handle of a job."""

    def kill(self, job: Job) -> None:
        """Ask the server to stop a job."""


class Job(NearAttributes):
    """A job at the server. Nothing is kept but its id: the server is asked each time.

    Made by ``answer.job`` of a call that submits one, or by ``oc.job(id, study=...)``.

    Parameters
    ----------
    id
        Id or UUID of the job.
    study
        Its study; the configured one unless known.
    client
        Asks the server about it; None for a handle that belongs to no client.

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
    >>> body = {"url": "https://files.example.org/reads.txt", "path": "data/"}
    >>> job = oc.files.fetch(body, study=sandbox.study, job_id="fetch-1").job
    >>> job.status
    <JobStatus.PENDING: 'PENDING'>
    >>> job.wait(timeout=600)
    <Job fetch-1 in demo@rare:germline>
    >>> job.outputs()["name"].to_list()
    ['files-fetch.txt']
    """

    def __init__(self, id: str, study: str | None, client: JobServer | None) -> None:
        self.id = id
        self.study = study
        self._client = client

    @property
    def client(self) -> JobServer:
        """Asks the server about the job.

        Raises
        ------
        UsageError
            When the handle was pickled: the client stays behind.
        """
        if self._client is None:
            msg = f"This handle of job {self.id!r} belongs to no client: get one with oc.job(handle)."
            raise UsageError(msg)
        return self._client

    @property
    def bound(self) -> bool:
        """True when the handle belongs to a client."""
        return self._client is not None

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle id and study; a connection cannot be sent to another process."""
        return type(self), (self.id, self.study, None)

    def __copy__(self) -> Job:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Job:
        # Nothing in it changes, and a copy within the process can keep its client.
        return self

    @property
    def status(self) -> JobStatus:
        """State of the job now, a string such as ``"RUNNING"``; asks the server."""
        return self.state().status

    def state(self) -> JobState:
        """Ask for the state with the server's remark, and whether the job was asked to stop.

        Returns
        -------
        JobState
            Status, the status as the server writes it, its remark, and whether a stop was requested.

        Raises
        ------
        NotFoundError
            When there is no such job, or none this user may see.
        """
        return self.client.states([self], self.study)[0]

    def info(self, **options: Any) -> RestResponse:
        """Ask for the whole document: parameters, files, and how it was carried out.

        Parameters
        ----------
        **options
            As for ``oc.jobs.info``.

        Returns
        -------
        RestResponse
            With one row.

        Raises
        ------
        NotFoundError
            When there is no such job, or none this user may see.
        """
        answer: RestResponse = self.client.jobs.info(self.id, study=self.study, **options)
        return answer

    def wait(
        self,
        timeout: float | None = None,
        *,
        poll: float | None = None,
        progress: bool | None = None,
        check: bool = True,
    ) -> Job:
        """Wait until the job has ended.

        A token that expires meanwhile is renewed, and a server that cannot be reached for a while is waited for, unless
        eight requests in a row fail.

        Parameters
        ----------
        timeout
            Maximum number of seconds to wait; None for no limit.
        poll
            Seconds between two requests; unless given they grow from 1 to 30.
        progress
            True for a line that shows the state, False for none, None for one in a notebook only.
        check
            False to return also when the job failed.

        Returns
        -------
        Job
            This handle.

        Raises
        ------
        JobError
            When the job failed, was stopped or was deleted.
        TimedOutError
            When it has not ended in time; it goes on at the server.

        Examples
        --------
        ``oc.variants.run_export(body, study=study).job.wait(timeout=3600).outputs()``
        """
        wait.wait_all([self], timeout, poll=poll, progress=progress, check=check)
        return self

    @overload
    def log(self, stream: Stream = ..., *, follow: Literal[False] = ..., poll: float | None = ...) -> str: ...
    @overload
    def log(self, stream: Stream = ..., *, follow: Literal[True], poll: float | None = ...) -> Iterator[str]: ...
    def log(self, stream: Stream = "stderr", *, follow: bool = False, poll: float | None = None) -> str | Iterator[str]:
        """Read what the job wrote.

        Tools write their messages to stderr; stdout is empty mostly.

        Parameters
        ----------
        stream
            ``"stderr"`` or ``"stdout"``.
        follow
            True for an iterator over what the job writes, until it has ended.
        poll
            Seconds between two requests while following; unless given they grow while nothing new comes.

        Returns
        -------
        str or iterator of str
            An empty string when there is no log, or none yet.
        """
        reader = LogReader(self, stream)
        return reader.follow(poll) if follow else reader.new()

    def tail(self, lines: int = 20, *, stream: Stream = "stderr") -> str:
        """Read the last lines the job wrote; an empty string when there is no log, or none yet.

        Parameters
        ----------
        lines
            Maximum number of lines.
        stream
            ``"stderr"`` or ``"stdout"``.

        Returns
        -------
        str
            The lines, with their ends.

        Raises
        ------
        NotFoundError
            When there is no such job, or none this user may see.
        """
        return last_lines(self, stream, lines)

    def outputs(self, *, logs: bool = False) -> pd.DataFrame:
        """Return the files the job made, in the columns of the table ``files``.

        Parameters
        ----------
        logs
            True to add the files of stdout and stderr, and the folder of the job.

        Returns
        -------
        pandas.DataFrame
            No rows while the job has not ended. Sizes and formats are those the server noted with the job; the whole
            records are in ``oc.files.frame(study=..., job_id=job.id)``.
        """
        return output_files(self, logs=logs)

    def depends_on(self) -> list[Job]:
        """Return the handles of the jobs that this one waits for."""
        document = document_in(self.info(include=["id", "dependsOn"]).results(), f"jobs/{self.id}/info")
        return [self.client.job(one, self.study) for one in mappings(document.get("dependsOn"))]

    def kill(self) -> Job:
        """Ask the server to stop the job. That takes some seconds: it is over when the status is ``ABORTED``.

        Returns
        -------
        Job
            The job itself.

        Raises
        ------
        NotAllowedError
            For jobs of others, except to administrators of the study.
        BadQueryError
            When the job has ended already.
        """
        self.client.kill(self)
        return self

    def retry(self, *, force: bool = False, params: Mapping[str, Any] | None = None, job_id: str | None = None) -> Job:
        """Submit the job once more, as a new one.

        Parameters
        ----------
        force
            True to submit also a job that succeeded or has not ended.
        params
            Parameters to change; the others stay as they were.
        job_id
            Id for the new job.

        Returns
        -------
        Job
            Handle of the new job.

        Raises
        ------
        BadQueryError
            When the job neither failed nor was stopped, without ``force``.
        """
        body = {"job": self.id, **({"force": True} if force else {}), **({"params": params} if params else {})}
        answer = self.client.jobs.retry(body, study=self.study, job_id=job_id)
        return self.client.job(answer, self.study)

    def __repr__(self) -> str:
        return f"<Job {self.id} in {self.study}>" if self.study else f"<Job {self.id}>"

    def _repr_html_(self) -> str:
        from opencga_frames.jobs.cards import job_card

        return job_card(self)


#: Fields of a job with one file each that is no output of its tool.
_OTHERS: Final = ("stdout", "stderr", "outDir")


def output_files(job: Job, *, logs: bool) -> pd.DataFrame:
    """Make the table of the files of a job.

    Parameters
    ----------
    job
        The job.
    logs
        True to add its logs and its folder.
    """
    answer = job.info(include=["id", "study", "output", *_OTHERS])
    document = document_in(answer.results(), f"jobs/{job.id}/info")
    files = [{**file, "jobId": job.id} for file in _files(document, logs=logs)]
    return RestResponse.from_documents(files, entity="file", study=job.study).frame()


def _files(document: Mapping[str, Any], *, logs: bool) -> Iterator[Mapping[str, Any]]:
    found = mappings(document.get("output"))
    found += [mapping(document.get(name)) for name in _OTHERS] if logs else []
    # A file that is not known yet stands there with sizes and flags, but without an id.
    return (file for file in found if file.get("id") or file.get("path"))

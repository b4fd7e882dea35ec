"""The document of a job in its states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.fragments import internal_status, uuid_of
from opencga_frames.sandbox.work.tools import idle, tool_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.sandbox.catalog.runs import Run
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.server_version import ServerVersion
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["execution", "file_part", "folder_of", "queued", "short", "with_status"]

_SHOWN = ("id", "uuid", "tool", "study", "creationDate", "priority")
_QUEUE: Document = {
    "id": "scpu",
    "executor": "local",
    "description": "Small queue for execution",
    "processorType": "CPU",
    "cpu": "8",
    "memory": "32G",
    "options": {"k8s.nodeSelector": {"agentpool": "scpu", "kubernetes.io/os": "linux"}},
}

_CELLBASE: Document = {"id": "cellbase:7", "version": "v5.8"}


def short(job: Document) -> Document:
    """Return a job as those that wait for it show it."""
    state = {name: job["internal"][name] for name in ("status", "killJobRequested")}
    picked = {name: job[name] for name in _SHOWN}
    return {**picked, "internal": state, "dryRun": job["dryRun"], "visited": job["visited"], "release": 0}


def with_status(job: Document, status: Document, remark: str) -> Document:
    """Return a job in a new state of the server's own."""
    date = status["date"]
    own = {**job["internal"], "status": {**status, "description": remark}, "lastModified": date}
    return {**job, "internal": own, "modificationDate": date}


def folder_of(job: Document) -> str:
    """Return the path of the folder a job writes into."""
    organization = job["study"]["id"].partition("@")[0]
    return f"JOBS/{organization}/{job['userId']}/{job['creationDate'][:8]}/{job['id']}/"


def file_part(study: SandboxStudy, path: str, date: str, *, form: str, size: int = 0) -> Document:
    """Return a file as a job shows it.

    Parameters
    ----------
    study, path, date
        Where it is and when it was made.
    form
        Its format.
    size
        Bytes.
    """
    return {
        "id": path.replace("/", ":"),
        "uuid": uuid_of("03", study.fqn, path, date),
        "name": path.rstrip("/").rpartition("/")[2],
        "type": "DIRECTORY" if path.endswith("/") else "FILE",
        "format": form,
        "uri": f"file:///srv/opencga/sessions/jobs/{path}",
        "path": path,
        "release": 0,
        "external": True,
        "resource": False,
        "size": size,
        "internal": {"status": internal_status("READY", date, study.server)},
    }


def queued(study: SandboxStudy, job: Document, others: list[str]) -> Document:
    """Return a job that was given to a queue: its tool is described, command line and folder are known.

    Parameters
    ----------
    study, job
        The job and its study.
    others
        Names of the other studies of the project, which a tool of its scope works on too.
    """
    about = tool_named(job["tool"]["id"]).about
    line = (
        f"/opt/opencga/bin/opencga-internal.sh tools execute-job --job '{job['id']}' "
        f"--study '{study.fqn}' --opencga-token xxxxxxxxxxxxxxxxxxxxx"
    )
    folder = file_part(study, folder_of(job), job["modificationDate"], form="NONE")
    return {
        **job,
        "tool": {"id": job["tool"]["id"], **about, **job["tool"]},
        "study": {**job["study"], "others": others if about["scope"] == "PROJECT" else []},
        "commandLine": line,
        "outDir": folder,
        "execution": {**job["execution"], "queue": _QUEUE},
    }


def _steps(run: Run, began: int, end: int) -> Iterator[Document]:
    """Yield the steps of a run that has ended; the one where it did not end well is the last that was begun."""
    first, *later = tool_named(run.tool).steps
    killed = run.state == "ABORTED"
    yield {
        "id": first,
        "start": began,
        **({} if killed else {"end": end}),
        "status": "RUNNING" if killed else run.state,
        "attributes": {},
    }
    for step in later:
        if run.state == "DONE" and not idle(step):
            yield {"id": step, "start": end, "end": end, "status": "DONE", "attributes": {}}
        else:
            yield {"id": step, "status": "PENDING", "attributes": {}}


def execution(run: Run, job: Document, server: ServerVersion) -> Document:
    """Return what a job that has ended reports about its run."""
    began, end = int(1000 * (run.began or 0)), int(1000 * (run.ended or 0))
    killed = run.state == "ABORTED"
    checked = job["dryRun"] or run.unfit
    steps = [{"id": "check", "start": began, "attributes": {}}] if checked else list(_steps(run, began, end))
    status = {"name": "RUNNING" if killed else run.state, "date": began if killed else end, **server.fields}
    if killed:
        status["step"] = steps[0]["id"]
    return {
        **job["execution"],
        "executor": {"id": "", "params": {}},
        "queue": _QUEUE,
        "start": began,
        "end": end,
        "status": status,
        "dependencies": [] if checked else [{"id": "opencga", **server.fields}, _CELLBASE],
        "steps": steps,
        "events": list(_events(run)),
        "attributes": {name: run.body[key] for name, key in tool_named(run.tool).reports.items() if key in run.body},
    }


def _events(run: Run) -> list[Document]:
    if run.unfit:
        java = "IllegalArgumentException"
        message = f"[ToolException] java.lang.{java}: {run.failure} ;  ; [{java}] {run.failure} ; "
        return [{"type": "ERROR", "code": 0, "id": "ToolException", "message": message}]
    if run.state == "ERROR":
        message = f"[ToolException] Exception from step '{run.tool}' ;  ; [CatalogException] {run.failure} ; "
        return [{"type": "ERROR", "code": 0, "id": "ToolException", "message": message}]
    if run.state == "ABORTED":
        message = "Missing execution field 'end'. Using an approximate end date."
        return [{"type": "WARNING", "code": 0, "id": "missing-execution-end-date", "message": message}]
    return []

"""The document of a job in its states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.fragments import internal_status, uuid_of
from opencga_frames.sandbox.work.tools import tool_named

if TYPE_CHECKING:
    from opencga_frames.sandbox.answers import Document
    from opencga_frames.sandbox.runs import Run
    from opencga_frames.sandbox.server_version import ServerVersion
    from opencga_frames.sandbox.study import Study

__all__ = ["execution", "file_part", "folder_of", "queued", "running", "short", "with_status"]

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


def file_part(study: Study, path: str, date: str, *, form: str, size: int = 0) -> Document:
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


def queued(study: Study, job: Document) -> Document:
    """Return a job that was given to a queue: command line and folder are known."""
    line = (
        f"/opt/opencga/bin/opencga-internal.sh tools execute-job --job '{job['id']}' "
        f"--study '{study.fqn}' --opencga-token xxxxxxxxxxxxxxxxxxxxx"
    )
    folder = file_part(study, folder_of(job), job["modificationDate"], form="NONE")
    return {**job, "commandLine": line, "outDir": folder, "execution": {**job["execution"], "queue": _QUEUE}}


def running(job: Document) -> Document:
    """Return a job that runs: its tool is described."""
    tool = job["tool"]
    return {**job, "tool": {"id": tool["id"], **tool_named(tool["id"]).about, **tool}}


def execution(run: Run, job: Document, server: ServerVersion) -> Document:
    """Return what a job that has ended reports about its run."""
    began, end = int(1000 * (run.began or 0)), int(1000 * (run.ended or 0))
    killed = run.state == "ABORTED"
    name = "RUNNING" if killed else run.state
    step: Document = {"id": "check" if job["dryRun"] else run.tool, "start": began}
    status = {"name": name, "date": began if killed else end, **server.fields}
    if killed:
        status["step"] = step["id"]
    else:
        step["end"] = end
    return {
        **job["execution"],
        "executor": {"id": "", "params": {}},
        "queue": _QUEUE,
        "start": began,
        "end": end,
        "status": status,
        "dependencies": [{"id": "opencga", **server.fields}],
        "steps": [{**step, "status": name, "attributes": {}}],
        "events": list(_events(run)),
    }


def _events(run: Run) -> list[Document]:
    if run.state == "ERROR":
        message = f"[ToolException] Exception from step '{run.tool}' ;  ; [CatalogException] {run.failure} ; "
        return [{"type": "ERROR", "code": 0, "id": "ToolException", "message": message}]
    if run.state == "ABORTED":
        message = "Missing execution field 'end'. Using an approximate end date."
        return [{"type": "WARNING", "code": 0, "id": "missing-execution-end-date", "message": message}]
    return []

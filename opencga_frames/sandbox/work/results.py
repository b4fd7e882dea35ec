"""What a job leaves behind: its log, its files, and files that are gone."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.catalog.fragments import date_digits
from opencga_frames.sandbox.kinds.files import add_file, bioformat_of, format_of
from opencga_frames.sandbox.kinds.registry import position_of
from opencga_frames.sandbox.work.states import execution, file_part, folder_of
from opencga_frames.sandbox.work.tools import tool_named
from opencga_frames.sandbox.write.update import delete

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.runs import Run
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document
    from opencga_frames.sandbox.work.tools import Tool

__all__ = ["ended", "log_text", "removed"]


def _line(seconds: float, level: str, text: str) -> str:
    timestamp = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(seconds))
    return f"{timestamp} [main] {level:<5} Tool:1 - {text}\n"


def log_text(run: Run) -> str:
    """Return what a job has written to stderr so far."""
    if run.began is None:
        return ""
    lines = [
        _line(run.began, "INFO", f"------- Tool '{run.tool}' started -------"),
        _line(run.began, "INFO", f"Parameters: {len(run.body)}"),
    ]
    if run.state == "ERROR":
        lines.append(_line(run.changed, "ERROR", run.failure))
        java, step = ("IllegalArgumentException", "check") if run.unfit else ("CatalogException", run.tool)
        lines.append(f"Exception in step '{step}'\nCaused by: {java}: {run.failure}\n")
    if run.state == "DONE":
        lines.append(_line(run.changed, "INFO", f"------- Tool '{run.tool}' executed -------"))
    return "".join(lines)


def _stored(study: SandboxStudy, job: Document, part: Document, text: str = "") -> Document:
    """Enter a file of a job into the study and return it as the job shows it."""
    fields = {
        "uuid": part["uuid"],
        "uri": part["uri"],
        "format": part["format"],
        "bioformat": bioformat_of(part["format"], ""),
        "size": part["size"],
        "external": True,
        "jobId": job["id"],
    }
    add_file(study, part["path"], job["modificationDate"], fields)
    if text:
        study.contents[part["path"]] = text.encode()
    return part


def ended(study: SandboxStudy, run: Run, job: Document) -> Document:
    """Return a job that has ended after it ran: its logs and files are in the study."""
    date, folder = job["modificationDate"], folder_of(job)
    log = log_text(run)
    err = file_part(study, f"{folder}{job['id']}.err", date, form="UNKNOWN", size=len(log.encode()))
    out = file_part(study, f"{folder}{job['id']}.log", date, form="PLAIN")
    _stored(study, job, job["outDir"])
    logs = {"stderr": _stored(study, job, err, log), "stdout": _stored(study, job, out)}
    return {**job, "execution": execution(run, job, study.server), "output": _written(study, run, job), **logs}


def _written(study: SandboxStudy, run: Run, job: Document) -> list[Document]:
    """Write the files of a tool that went well."""
    tool = tool_named(run.tool)
    if run.state != "DONE" or job["dryRun"] or tool.removes:
        return []
    path = f"{folder_of(job)}{run.body.get('outputFileName') or run.tool}"
    contents = {path + ending.format(form=tool.form(run.body)): text for ending, text in tool.writes.items()}
    parts = {
        one: file_part(study, one, job["modificationDate"], form=format_of(one), size=len(text))
        for one, text in contents.items()
    }
    return [_stored(study, job, part, contents[one]) for one, part in parts.items()]


def removed(study: SandboxStudy, run: Run, tool: Tool) -> None:
    """Remove the files that a tool was given to remove."""
    files = kind_named("files")
    for key in str(run.body.get(tool.removes) or "").split(",") if tool.removes else ():
        place = position_of(files, study, key)
        if place is not None:
            delete(study, files, place, date_digits(run.changed), options={})

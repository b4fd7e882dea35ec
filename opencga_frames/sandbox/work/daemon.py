"""What the daemon of a server does between two calls, done when the next call comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.fragments import date_digits, internal_status
from opencga_frames.sandbox.catalog.runs import changes
from opencga_frames.sandbox.work.results import ended, removed
from opencga_frames.sandbox.work.states import queued, short, with_status
from opencga_frames.sandbox.work.tools import tool_named

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.catalog import Catalog
    from opencga_frames.sandbox.catalog.runs import Change, Run
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["tick"]

_ENDS = frozenset({"DONE", "ERROR", "ABORTED"})


def tick(catalog: Catalog, now: float) -> None:
    """Bring every job to the state it has at some time; jobs come after those they wait for."""
    for organization in catalog.organizations.values():
        for project, study in organization.studies():
            others = [one.fqn for one in project.studies.values() if one is not study]
            for run in study.runs.values():
                for change in changes(run, study.runs, now):
                    _make(study, run, change, others)


def _make(study: SandboxStudy, run: Run, change: Change, others: list[str]) -> None:
    jobs = study.collections["jobs"]
    place = jobs.position(run.key)
    run.state, run.changed = change.state, change.time
    if change.state == "RUNNING":
        run.began = change.time
    if change.state in _ENDS:
        run.ended = change.time
    if place is None:
        return
    job = with_status(
        jobs.document(place), internal_status(change.state, date_digits(change.time), study.server), change.remark
    )
    worked = _worked(study, run, job, others)
    jobs.replace(place, worked, keep=False)
    _show_in_waiting(study, worked)


def _show_in_waiting(study: SandboxStudy, job: Document) -> None:
    """Show the new state of a job in those that wait for it."""
    jobs = study.collections["jobs"]
    for run in study.runs.values():
        place = jobs.position(run.key) if job["id"] in run.depends else None
        if place is not None:
            waiting = jobs.document(place)
            before = [short(job) if one["id"] == job["id"] else one for one in waiting["dependsOn"]]
            jobs.replace(place, {**waiting, "dependsOn": before}, keep=False)


def _worked(study: SandboxStudy, run: Run, job: Document, others: list[str]) -> Document:
    """Return the document with what the step that was just made adds to it."""
    if run.state == "QUEUED":
        return queued(study, job, others)
    if run.state == "RUNNING" or run.began is None:
        return job
    if run.state == "DONE" and not job["dryRun"]:
        removed(study, run, tool_named(run.tool))
    return ended(study, run, job)

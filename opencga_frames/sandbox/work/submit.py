"""New jobs: their documents, what they wait for, and the refusals of the server."""

from __future__ import annotations

import calendar
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from opencga_frames.sandbox.fragments import date_text, uuid_of
from opencga_frames.sandbox.refusal import Java, Refusal
from opencga_frames.sandbox.runs import Run
from opencga_frames.sandbox.work.pending import pending_job
from opencga_frames.sandbox.work.states import short
from opencga_frames.sandbox.work.tools import fault_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.sandbox.answers import Document
    from opencga_frames.sandbox.study import Study

__all__ = ["Order", "equal_waiting", "submit"]

_PRIORITIES = frozenset({"URGENT", "HIGH", "MEDIUM", "LOW", "UNKNOWN"})


class Order(NamedTuple):
    """A tool, its parameters, and who asks for it."""

    tool: str
    body: Document
    user: str


def _moment(text: str) -> float:
    try:
        return float(calendar.timegm(time.strptime(text, "%Y%m%d%H%M%S")))
    except ValueError:
        message = f"Unparsable date '{text}'"
        raise Refusal(Java.CATALOG, message) from None


def _scheduled(query: Mapping[str, str], now: float) -> float:
    text = query.get("jobScheduledStartTime")
    if not text:
        return 0.0
    moment = _moment(text)
    if moment <= now:
        raise Refusal(Java.CATALOG, "'jobScheduledStartTime' must be a future date")
    return moment


def _priority(query: Mapping[str, str]) -> str:
    word = query.get("jobPriority") or "MEDIUM"
    if word not in _PRIORITIES:
        java = "org.opencb.opencga.core.models.common.Enums.Priority"
        raise Refusal(Java.ARGUMENT, f"No enum constant {java}.{word}")
    return word


def _awaited(study: Study, query: Mapping[str, str]) -> list[Document]:
    """Return the jobs a new one waits for, as its document shows them."""
    jobs, found, missing = study.collections["jobs"], [], []
    for key in filter(None, query.get("jobDependsOn", "").split(",")):
        place = jobs.position(key)
        if place is None:
            missing.append(f"'{key}'")
        else:
            found.append(jobs.document(place))
    if missing:
        names = ", ".join(missing)
        message = f"Unable to find the jobs this job depends on. Missing jobs: {names} not found."
        raise Refusal(Java.CATALOG, message)
    return [short(job) for job in found]


def _told(value: Any) -> Any:
    """Return a parameter as the job shows it: a flag is there or not."""
    return "" if value is True else value


def _fields(query: Mapping[str, str], awaited: list[Document]) -> Document:
    fields: Document = {
        "priority": _priority(query),
        "tags": [tag for tag in query.get("jobTags", "").split(",") if tag],
        "dependsOn": awaited,
        "dryRun": query.get("jobDryRun", "").lower() == "true",
    }
    return {**fields, "description": query["jobDescription"]} if query.get("jobDescription") else fields


def equal_waiting(study: Study, order: Order) -> int | None:
    """Return where a waiting job of the same user with the same tool and parameters is."""
    for run in study.runs.values():
        if run.state in {"PENDING", "QUEUED"} and (run.tool, run.body) == (order.tool, order.body):
            return study.collections["jobs"].position(run.key)
    return None


def submit(study: Study, order: Order, query: Mapping[str, str], now: float, *, fields: Document | None = None) -> int:
    """Add a waiting job and return its position.

    Parameters
    ----------
    study
        Where to.
    order
        Tool, parameters, user.
    query
        ``jobId``, ``jobDependsOn`` and the like.
    now
        The moment, epoch seconds.
    fields
        More fields of the document.
    """
    jobs = study.collections["jobs"]
    scheduled = _scheduled(query, now)
    own = _fields(query, _awaited(study, query))
    params = {**{name: _told(value) for name, value in order.body.items()}, "study": study.fqn}
    document = pending_job(order.tool, params, order.user, date_text(now), server=study.server)
    key = query.get("jobId") or document["id"]
    while not query.get("jobId") and jobs.position(key) is not None:
        key = f"{document['id']}{len(study.runs)}"
    if jobs.position(key) is not None:
        raise Refusal(Java.DATABASE, f"Job {{ id: '{key}'}} already exists.")
    place = jobs.append({**document, "id": key, "uuid": uuid_of("08", study.fqn, key), **own, **(fields or {})})
    awaited = tuple(job["id"] for job in own["dependsOn"])
    run = Run(key, order.tool, now, order.body, scheduled, awaited, fault_of(study, order.body), changed=now)
    study.runs[key] = run
    return place

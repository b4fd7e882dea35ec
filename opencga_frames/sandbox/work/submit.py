"""New jobs: their documents, what they wait for, and the refusals of the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from opencga_frames.sandbox.catalog.documents import brief_file
from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.catalog.fragments import date_digits, internal_status, seconds_of, uuid_of
from opencga_frames.sandbox.catalog.runs import Run
from opencga_frames.sandbox.kinds.registry import position_of
from opencga_frames.sandbox.wire.refusal import Java, Refusal
from opencga_frames.sandbox.work.pending import NO_FILE, pending_job
from opencga_frames.sandbox.work.states import short
from opencga_frames.sandbox.work.tools import failure_of, input_files, tool_named, unfit_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["Order", "equal_waiting", "register", "submit"]

_PRIORITIES = frozenset({"URGENT", "HIGH", "MEDIUM", "LOW", "UNKNOWN"})


class Order(NamedTuple):
    """A tool, its parameters, and who submits it."""

    tool: str
    body: Document
    user: str


def _epoch_seconds(text: str) -> float:
    try:
        return float(seconds_of(text))
    except ValueError:
        message = f"Unparsable date '{text}'"
        raise Refusal(Java.CATALOG, message) from None


def _scheduled(query: Mapping[str, str], now: float) -> float:
    text = query.get("jobScheduledStartTime")
    if not text:
        return 0.0
    start = _epoch_seconds(text)
    if start <= now:
        raise Refusal(Java.CATALOG, "'jobScheduledStartTime' must be a future date")
    return start


def _priority(query: Mapping[str, str]) -> str:
    word = query.get("jobPriority") or "MEDIUM"
    if word not in _PRIORITIES:
        java = "org.opencb.opencga.core.models.common.Enums.Priority"
        raise Refusal(Java.ARGUMENT, f"No enum constant {java}.{word}")
    return word


def _awaited(study: SandboxStudy, query: Mapping[str, str]) -> list[Document]:
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


def _shown(value: Any) -> Any:
    """Return a parameter as the job shows it: a flag is there or not."""
    return "" if value is True else value


def _fields(query: Mapping[str, str], awaited: list[Document]) -> Document:
    fields: Document = {
        "priority": _priority(query),
        "tags": [tag for tag in query.get("jobTags", "").split(",") if tag],
        "dependsOn": awaited,
        "dryRun": query.get("jobDryRun", "").lower() == "true",
    }
    if query.get("jobScheduledStartTime"):
        fields["scheduledStartTime"] = query["jobScheduledStartTime"]
    return {**fields, "description": query["jobDescription"]} if query.get("jobDescription") else fields


def equal_waiting(study: SandboxStudy, order: Order) -> int | None:
    """Return where a waiting job of the same user with the same tool and parameters is."""
    for run in study.runs.values():
        if run.state in {"PENDING", "QUEUED"} and (run.tool, run.body) == (order.tool, order.body):
            return study.collections["jobs"].position(run.key)
    return None


def submit(
    study: SandboxStudy, order: Order, query: Mapping[str, str], now: float, *, fields: Document | None = None
) -> int:
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
        The current time, epoch seconds.
    fields
        More fields of the document.
    """
    jobs = study.collections["jobs"]
    scheduled = _scheduled(query, now)
    own = _fields(query, _awaited(study, query))
    params = {**{name: _shown(value) for name, value in order.body.items()}, "study": study.fqn}
    document = pending_job(order.tool, params, order.user, date_digits(now), server=study.server)
    key = query.get("jobId") or document["id"]
    while not query.get("jobId") and jobs.position(key) is not None:
        key = f"{document['id'][:-6]}{uuid_of('08', key)[:6]}"
    if jobs.position(key) is not None:
        raise Refusal(Java.DATABASE, f"Job {{ id: '{key}'}} already exists.")
    own["input"] = [brief_file(one) for one in input_files(study, order.body)]
    place = jobs.append({**document, "id": key, "uuid": uuid_of("08", study.fqn, key), **own, **(fields or {})})
    awaited = tuple(job["id"] for job in own["dependsOn"])
    unfit = unfit_word(tool_named(order.tool), order.body)
    failure = unfit or failure_of(study, order.body)
    run = Run(key, order.tool, now, order.body, scheduled, awaited, failure, unfit=bool(unfit), changed=now)
    study.runs[key] = run
    return place


_REGISTERED = ("description", "tool", "commandLine", "params", "priority", "tags", "attributes")


def _named_file(study: SandboxStudy, given: Document | None) -> Document:
    """Return a file of a body as jobs show it."""
    path = str((given or {}).get("path") or (given or {}).get("id") or "")
    files = kind_named("files")
    place = position_of(files, study, path) if path else None
    if place is None:
        return dict(NO_FILE)
    return brief_file(study.collections["files"].document(place))


def register(study: SandboxStudy, body: Document, user: str, now: str) -> int:
    """Add a job that ran elsewhere and return its position; its ``internal`` part is as incomplete as on the server."""
    jobs, key = study.collections["jobs"], body.get("id")
    if key is not None and jobs.position(key) is not None:
        raise Refusal(Java.DATABASE, f"Job {{ id: '{key}'}} already exists.")
    blank = pending_job(str((body.get("tool") or {}).get("id")), {"study": study.fqn}, user, now, server=study.server)
    state = (((body.get("internal") or {}).get("status")) or {}).get("id") or "PENDING"
    document = {
        **{name: value for name, value in blank.items() if name not in {"type", "parentId"}},
        "id": key or blank["id"],
        "uuid": uuid_of("08", study.fqn, str(key), now),
        **{name: body[name] for name in _REGISTERED if body.get(name) is not None},
        "creationDate": body.get("creationDate") or now,
        "internal": {
            "status": internal_status(state, now, study.server),
            "webhook": {"status": {}},
            "events": [],
            "killJobRequested": False,
        },
        "outDir": _named_file(study, body.get("outDir")),
        "input": [_named_file(study, one) for one in body.get("input") or []],
        "output": [_named_file(study, one) for one in body.get("output") or []],
        "execution": {"dependencies": [], **(body.get("result") or {})},
    }
    return jobs.append(document)

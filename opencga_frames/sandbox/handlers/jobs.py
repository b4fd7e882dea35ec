"""``jobs``: tools that are started, stopped and started again, their logs, and the list of what runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import allowed, find_study, governs, organization_named, sees_study
from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.handlers.entries.info import missing_event
from opencga_frames.sandbox.handlers.entries.scope import entry_request
from opencga_frames.sandbox.handlers.files.content import first_lines, last_lines
from opencga_frames.sandbox.wire.answers import Raw, Result, written
from opencga_frames.sandbox.wire.refusal import Java, Refusal, denied, unreadable_body
from opencga_frames.sandbox.work.results import log_text
from opencga_frames.sandbox.work.submit import Order, equal_waiting, register, submit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.sandbox.access import CallingUser
    from opencga_frames.sandbox.catalog.runs import Run
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.handlers.entries.scope import EntryRequest
    from opencga_frames.sandbox.wire.answers import Document
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["create", "delete", "kill", "log_head", "log_tail", "retry", "run_tool", "start", "submitted", "top"]

_JOB = "org.opencb.opencga.core.models.job.Job"
_TOP = "org.opencb.opencga.core.models.job.JobTop"
_UNDER_WAY = ("PENDING", "QUEUED", "RUNNING")
_NO_LOG = 'Cannot invoke "java.net.URI.getScheme()" because "uri" is null'
_NO_INTERNAL = (
    'Cannot invoke "org.opencb.opencga.core.models.job.JobInternal.setStatus(org.opencb.opencga.core.models.common.'
    'Enums$ExecutionStatus)" because the return value of "org.opencb.opencga.core.models.job.Job.getInternal()" is null'
)
_REUSED = (
    "Another job which is pending execution was already created using the exact same parameters. "
    "Returning that job instead of creating a new one."
)
_TOP_FIELDS = (
    "id",
    "tool",
    "study",
    "creationDate",
    "priority",
    "internal",
    "dependsOn",
    "dryRun",
    "execution",
    "visited",
)


def _answer(request: EntryRequest, place: int) -> Result:
    return Result(rows=[request.collection.document(place)], kind=_JOB, matches=-1)


def _body(call: Call) -> Document:
    if call.data is not None and not isinstance(call.data, dict):
        message = "Cannot deserialize value of the parameters of a tool from something else than an object"
        raise unreadable_body(message)
    if call.method == "DELETE":
        # Services that delete have no body: what they delete stands in the query.
        return {name: value for name, value in call.query.items() if name != "study" and not name.startswith("job")}
    return {name: value for name, value in call.fields.items() if value is not None}


def _may_execute(request: EntryRequest) -> None:
    if not allowed(request.caller, request.study, "EXECUTE_JOBS"):
        study = f"Study {{ uid: {request.study.uid} }}"
        message = f"Permission denied. User '{request.caller.user}' cannot EXECUTE_JOBS {study}"
        raise denied(message)


def submitted(context: Context, call: Call, tool: str, params: Document) -> Result:
    """Submit a job whose parameters are shown as they are, without the study."""
    request = entry_request(kind_named("jobs"), context, call)
    _may_execute(request)
    place = submit(request.study, Order(tool, params, request.caller.user), call.query, context.clock())
    # A job the server itself asks for has no tags unless they were given.
    job = {name: value for name, value in request.collection.document(place).items() if name != "tags" or value}
    request.collection.replace(place, {**job, "params": params}, keep=False)
    return _answer(request, place)


def start(context: Context, call: Call, tool: str, body: Document) -> Result:
    """Submit a job for a handler that knows tool and parameters."""
    study = find_study(context.caller(), call.query.get("study"))
    return submitted(context, call, tool, {**body, "study": study.fqn})


def run_tool(tool: str, reused: bool, context: Context, call: Call) -> Result:  # noqa: FBT001 - a fact of the route
    """Submit a job of the tool that belongs to a path."""
    body = _body(call)
    request = entry_request(kind_named("jobs"), context, call)
    _may_execute(request)
    order = Order(tool, body, request.caller.user)
    place = equal_waiting(request.study, order) if reused and "jobId" not in call.query else None
    if place is None:
        return _answer(request, submit(request.study, order, call.query, context.clock()))
    result = _answer(request, place)
    result.events = [{"type": "WARNING", "code": 0, "id": "reuse", "message": _REUSED}]
    return result


def _job(request: EntryRequest, key: str) -> tuple[int, Document]:
    place = request.collection.position(key)
    if place is None:
        place = request.collection.position(key, "uuid")
    if place is None:
        raise Refusal(Java.CATALOG, f"Missing jobs: '{key}' not found.")
    return place, request.collection.document(place)


def kill(context: Context, call: Call) -> Result:
    """Note the wish to stop a job; it ends a little later."""
    request = entry_request(kind_named("jobs"), context, call)
    place, job = _job(request, call.captured["job"])
    key, state = job["id"], job["internal"]["status"]["id"]
    if job["userId"] != request.caller.user and not governs(request.caller, request.study):
        message = (
            f"Permission denied. User '{request.caller.user}' cannot kill job {{ id: {key} }}. "
            "Only the job owner or the study administrator can kill a job."
        )
        raise denied(message)
    if state not in _UNDER_WAY:
        raise Refusal(Java.CATALOG, f"Cannot kill job '{key}' in status {state}")
    own = {**job["internal"], "killJobRequested": True}
    request.collection.replace(place, {**job, "internal": own}, keep=False)
    run = request.study.runs.get(key)
    if run is not None and run.killed is None and run.scheduled <= context.clock():
        # A real server was seen to leave a job alone whose start lies ahead.
        run.killed = context.clock()
    return written(updated=1)


def retry(context: Context, call: Call) -> Result:
    """Submit a failed job once more, with some parameters changed."""
    request, body = entry_request(kind_named("jobs"), context, call), _body(call)
    _may_execute(request)
    _, job = _job(request, str(body.get("job")))
    state = job["internal"]["status"]["id"]
    if state not in {"ERROR", "ABORTED"} and not body.get("force"):
        raise Refusal(Java.CATALOG, f"Unable to retry job with status {state}")
    run = request.study.runs.get(job["id"])
    params = {**(run.body if run else job.get("params", {})), **(body.get("params") or {})}
    fields = {
        "description": call.query.get("jobDescription") or f"Retry from job '{job['id']}'",
        "parentId": job["id"],
        "attributes": {"retry_from": job["id"]},
        "tool": job["tool"],
    }
    if run is None:
        # The server keeps no parameters of a job that was entered by hand.
        raise Refusal(Java.NULL, _NO_INTERNAL)
    order = Order(job["tool"]["id"], params, request.caller.user)
    return _answer(request, submit(request.study, order, call.query, context.clock(), fields=fields))


def create(context: Context, call: Call) -> Result:
    """Enter a job that ran elsewhere."""
    request, body = entry_request(kind_named("jobs"), context, call), _body(call)
    if not allowed(request.caller, request.study, "WRITE_JOBS"):
        study = f"Study {{ uid: {request.study.uid} }}"
        message = f"Permission denied. User '{request.caller.user}' cannot WRITE_JOBS {study}"
        raise denied(message)
    place = register(request.study, body, request.caller.user, context.now)
    result = written(inserted=1)
    result.rows = [request.collection.document(place)] if call.flag("includeResult") else []
    result.events = None
    return result


def delete(context: Context, call: Call) -> Result:
    """Take ended jobs away."""
    request = entry_request(kind_named("jobs"), context, call)
    events, gone = [], 0
    for key in call.ids("jobs"):
        place, job = _job(request, key)
        state = job["internal"]["status"]["id"]
        if not allowed(request.caller, request.study, "DELETE_JOBS"):
            entry = f"Job {{ uid: {request.collection.uid(place)} }}"
            message = f"Permission denied. User '{request.caller.user}' cannot DELETE {entry}"
            raise denied(message)
        if state in _UNDER_WAY:
            text = f"The status of the job is {state}. Please, stop the job before deleting it."
            events.append(missing_event(key, text))
            continue
        request.collection.remove(place, job)
        gone += 1
    return Result(matches=gone, deleted=gone, errors=len(events), events=events)


def _log(context: Context, call: Call) -> tuple[str, str]:
    """Return path and content of the log of a call."""
    request = entry_request(kind_named("jobs"), context, call)
    _, job = _job(request, call.captured["job"])
    stream = call.query.get("type", "stderr").lower()
    if stream not in {"stdout", "stderr"}:
        raise Refusal(Java.CATALOG, "Incorrect log type. It must be 'stdout' or 'stderr'")
    run: Run | None = request.study.runs.get(job["id"])
    if run is None or run.began is None:
        raise Refusal(Java.NULL, _NO_LOG)
    ending, text = (".err", log_text(run)) if stream == "stderr" else (".log", "")
    return f"{job['outDir']['uri'].removeprefix('file://')}{job['id']}{ending}", text


def log_head(context: Context, call: Call) -> Result:
    """Answer the first lines of a log after an offset."""
    path, text = _log(context, call)
    return first_lines(path, text, call)


def log_tail(context: Context, call: Call) -> Result:
    """Answer the last lines of a log."""
    path, text = _log(context, call)
    return last_lines(path, text, call)


def _listed(caller: CallingUser, name: str | None, context: Context) -> Iterator[Document]:
    """Yield the jobs of all studies the caller sees; the parameter ``study`` names the organization, as in 5.0.0."""
    if context.server.since("3.0.0"):
        studies = [study for _, study in organization_named(context.catalog, name or "null").studies()]
    else:
        studies = [find_study(caller, name)]
    for study in studies:
        if sees_study(caller, study) and allowed(caller, study, "VIEW_JOBS"):
            jobs = study.collections["jobs"]
            yield from jobs.documents(jobs.alive)


def _place_in_list(job: Document) -> tuple[bool, int]:
    status = job["internal"]["status"]
    return status["id"] not in _UNDER_WAY, -int(status["date"] or 0)


def top(context: Context, call: Call) -> Result | Raw:
    """Answer what runs and waits, then what ended last, with counts by state."""
    jobs = sorted(_listed(context.caller(), call.query.get("study"), context), key=_place_in_list)
    states = [job["internal"]["status"]["id"] for job in jobs]
    names = ("RUNNING", "QUEUED", "PENDING", "DONE", "ABORTED", "ERROR")
    limit = call.number("limit", 10) or 20
    rows = [{**{name: job[name] for name in _TOP_FIELDS if name in job}, "release": 0} for job in jobs[:limit]]
    row = {
        "date": int(1000 * context.clock()),
        "stats": {name.lower(): states.count(name) for name in names},
        "jobs": rows,
    }
    return Result(rows=[row], kind=_TOP, matches=1, events=None)

"""``{kind}/create`` and ``cohorts/generate``: new entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.ground.limits import SERVER_DEFAULT_LIMIT
from opencga_frames.sandbox.access import allowed
from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.handlers.entries.body import check_body
from opencga_frames.sandbox.handlers.entries.info import missing_event
from opencga_frames.sandbox.handlers.entries.scope import EntryRequest, entry_request
from opencga_frames.sandbox.handlers.entries.search import matching
from opencga_frames.sandbox.handlers.organization.audit import keep_record
from opencga_frames.sandbox.kinds.registry import rules_of
from opencga_frames.sandbox.wire.answers import Result, written
from opencga_frames.sandbox.wire.refusal import denied
from opencga_frames.sandbox.write.create import create as create_entry

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["check_write", "create", "generate"]


def check_write(request: EntryRequest) -> None:
    """Refuse a caller who may not write entries of a kind."""
    permission = request.kind.permission.replace("VIEW", "WRITE")
    if not allowed(request.caller, request.study, permission):
        study = f"Study {{ uid: {request.study.uid} }}"
        message = f"Permission denied. User '{request.caller.user}' cannot {permission} {study}"
        raise denied(message)


def _created(request: EntryRequest, place: int) -> Result:
    kind = request.kind
    rows = request.renderer().rows(kind, [place]) if request.call.flag("includeResult") else []
    result = written(inserted=1)
    result.rows = rows
    if kind.typed:
        result.kind = kind.java
    else:
        result.events = None
    return result


def create(kind: Kind, context: Context, call: Call) -> Result:
    """Add one entry."""
    body = check_body(kind, call)
    request = entry_request(kind, context, call)
    check_write(request)
    if kind.typed and request.collection.position(body.get("id", "")) is not None:
        event = missing_event(body["id"], f'{kind.word.title()} {{ id : "{body["id"]}" }} already exists.')
        return Result(kind=kind.java, events=[event])
    now = context.now
    place = create_entry(request.study, kind, rules_of(kind).completed(request.study, body, call.query), now)
    entry = {key: value for key, value in request.collection.document(place).items() if key != "annotationSets"}
    keep_record(request, "CREATE", place, entry, now=now)
    return _created(request, place)


def generate(kind: Kind, context: Context, call: Call) -> Result:
    """Add a cohort of the samples that meet filters: as many of them as a page holds."""
    body = check_body(kind, call)
    request = entry_request(kind, context, call)
    check_write(request)
    samples = request.about(kind_named("samples"))
    entries, found = matching(samples)
    positions, ids = found[: call.number("limit", SERVER_DEFAULT_LIMIT)], entries.column("id")
    body = {**body, "samples": [{"id": ids[p][0]} for p in positions]}
    create_entry(request.study, kind, body, context.now)
    result = written(inserted=1)
    result.events = None
    return result

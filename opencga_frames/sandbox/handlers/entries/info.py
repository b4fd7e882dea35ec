"""``{kind}/{ids}/info``: entries by id, in the order asked for, with an event for each that is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.ground.limits import MAX_IDS
from opencga_frames.sandbox.access import visibility
from opencga_frames.sandbox.catalog.fragments import is_uuid
from opencga_frames.sandbox.handlers.entries.scope import EntryRequest, check_confidential, entry_request
from opencga_frames.sandbox.kinds.registry import position_of, rules_of
from opencga_frames.sandbox.query.filters import check_names
from opencga_frames.sandbox.query.versions import read_versions
from opencga_frames.sandbox.wire.answers import Result
from opencga_frames.sandbox.wire.refusal import Java, Refusal
from opencga_frames.sandbox.wire.tokens import read_claims

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.answers import Document
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["check_ids", "info", "missing_event", "one_by_one"]

_MISSING = "Not found or user does not have permissions."


def check_ids(ids: list[str]) -> None:
    """Refuse more than 100 ids, and repeated ones."""
    if len(ids) > MAX_IDS:
        raise Refusal(Java.SERVICE, f"More than {MAX_IDS} IDs are provided")
    if len(set(ids)) < len(ids):
        raise Refusal(Java.SERVICE, "Provided  IDs are not unique. Only unique IDs are accepted.")


def missing_event(key: str, message: str = _MISSING) -> Document:
    """Return the event for an id that was not found."""
    return {"type": "ERROR", "code": 0, "id": key, "message": message}


def one_by_one(context: Context, call: Call, names: list[str], row: Callable[[str], Document]) -> Result:
    """Answer what is named in a path outside of studies one by one, with an event for each refusal."""
    check_ids(names)
    if call.token is not None and context.server.since("3.0.0"):
        read_claims(call.token)
    rows, events = [], []
    for name in names:
        try:
            rows.append(row(name))
        except Refusal as refusal:
            events.append(missing_event(name, refusal.message or ""))
    return Result(rows=rows, matches=len(rows), events=events)


def _check_uuids(ids: list[str]) -> None:
    uuids = sum(1 for key in ids if is_uuid(key))
    if 0 < uuids < len(ids):
        text = "Found uuids and ids in the same query. Please, choose one or do two different queries."
        raise Refusal(Java.CATALOG, text)


def _versions(request: EntryRequest, ids: list[str]) -> Result:
    wanted = read_versions(request.call.query["version"])
    if len(ids) > 1:
        raise Refusal(Java.CATALOG, f"Only one {request.kind.word} allowed when requesting multiple versions")
    place = position_of(request.kind, request.study, ids[0])
    if request.kind.unversioned_info and place is not None:
        # LIVE_CHECK D45: all versions of a case are found, and refused as the same one twice.
        raise Refusal(Java.CATALOG, f"Duplicated entry {ids[0]} found")
    versions = [] if place is None else request.collection.versions(place)
    writer = request.renderer(rewrite=False)
    rows = [writer.row(request.kind, one) for one in versions if wanted is None or one["version"] in wanted]
    return Result(rows=rows, matches=len(rows), events=[] if rows else [missing_event(ids[0])])


def _deleted(request: EntryRequest, ids: list[str]) -> Result:
    gone = {document["id"]: document for document in request.collection.gone}
    writer = request.renderer(rewrite=False)
    rows = [writer.row(request.kind, gone[key]) for key in ids if key in gone]
    return Result(rows=rows, matches=len(rows), events=[missing_event(key) for key in ids if key not in gone])


def info(kind: Kind, context: Context, call: Call) -> Result:
    """Answer the entries named in the path."""
    ids = [rules_of(kind).identifier(key) for key in call.listed]
    check_ids(ids)
    request = entry_request(kind, context, call)
    if kind.strict:
        check_names(kind, call.query)
    _check_uuids(ids)
    check_confidential(request)
    if kind.info_needs_id and "id" not in call.query.get("include", "id").split(","):
        # Known bug of the server: ``jobs-info-include-without-id``.
        return Result(events=[missing_event(key) for key in ids])
    if "version" in call.query and kind.versioned:
        return _versions(request, ids)
    return _deleted(request, ids) if call.flag("deleted") else _newest(request, ids)


def _newest(request: EntryRequest, ids: list[str]) -> Result:
    sees = visibility(request.caller, request.study, request.kind)
    column = request.collection.column("id") if sees is not None else []
    places: list[int] = []
    events = []
    skip = max(request.call.number("skip", 0), 0)
    for key in ids:
        place = position_of(request.kind, request.study, key)
        if place is None or (sees is not None and not sees(column[place][0])):
            events.append(missing_event(rules_of(request.kind).shown(key)))
        elif skip > 0:
            skip -= 1
            events.append(missing_event(rules_of(request.kind).shown(key)))
        else:
            places.append(place)
    rows = request.renderer(rewrite=False).rows(request.kind, places)
    return Result(rows=rows, matches=len(rows), events=events)

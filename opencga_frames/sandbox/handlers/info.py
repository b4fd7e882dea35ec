"""``{kind}/{ids}/info``: entries by id, in the order asked for, with an event for each that is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.limits import MAX_IDS
from opencga_frames.sandbox.access import visibility
from opencga_frames.sandbox.answers import Result
from opencga_frames.sandbox.fragments import is_uuid
from opencga_frames.sandbox.handlers.scope import Asked, ask, check_confidential
from opencga_frames.sandbox.kinds.registry import position_of, rules_of
from opencga_frames.sandbox.query.filters import check_names
from opencga_frames.sandbox.query.versions import read_versions
from opencga_frames.sandbox.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.answers import Document
    from opencga_frames.sandbox.call import Call
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.entities import Kind

__all__ = ["check_ids", "info", "missing_event"]

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


def _check_uuids(ids: list[str]) -> None:
    uuids = sum(1 for key in ids if is_uuid(key))
    if 0 < uuids < len(ids):
        text = "Found uuids and ids in the same query. Please, choose one or do two different queries."
        raise Refusal(Java.CATALOG, text)


def _versions(asked: Asked, ids: list[str]) -> Result:
    wanted = read_versions(asked.call.query["version"])
    if len(ids) > 1:
        raise Refusal(Java.CATALOG, f"Only one {asked.kind.word} allowed when requesting multiple versions")
    place = position_of(asked.kind, asked.study, ids[0])
    if asked.kind.unversioned_info and place is not None:
        # LIVE_CHECK D45: all versions of a case are found, and refused as the same one twice.
        raise Refusal(Java.CATALOG, f"Duplicated entry {ids[0]} found")
    versions = [] if place is None else asked.collection.versions(place)
    writer = asked.renderer(rewrite=False)
    rows = [writer.row(asked.kind, one) for one in versions if wanted is None or one["version"] in wanted]
    return Result(rows=rows, matches=len(rows), events=[] if rows else [missing_event(ids[0])])


def _deleted(asked: Asked, ids: list[str]) -> Result:
    gone = {document["id"]: document for document in asked.collection.gone}
    writer = asked.renderer(rewrite=False)
    rows = [writer.row(asked.kind, gone[key]) for key in ids if key in gone]
    return Result(rows=rows, matches=len(rows), events=[missing_event(key) for key in ids if key not in gone])


def info(kind: Kind, context: Context, call: Call) -> Result:
    """Answer the entries named in the path."""
    ids = [rules_of(kind).identifier(key) for key in call.listed]
    check_ids(ids)
    asked = ask(kind, context, call)
    if kind.strict:
        check_names(kind, call.query)
    _check_uuids(ids)
    check_confidential(asked)
    if kind.info_needs_id and "id" not in call.query.get("include", "id").split(","):
        # Known bug of the server: ``jobs-info-include-without-id``.
        return Result(events=[missing_event(key) for key in ids])
    if "version" in call.query and kind.versioned:
        return _versions(asked, ids)
    return _deleted(asked, ids) if call.flag("deleted") else _newest(asked, ids)


def _newest(asked: Asked, ids: list[str]) -> Result:
    sees = visibility(asked.caller, asked.study, asked.kind)
    column = asked.collection.column("id") if sees is not None else []
    places: list[int] = []
    events = []
    skip = max(asked.call.number("skip", 0), 0)
    for key in ids:
        place = position_of(asked.kind, asked.study, key)
        if place is None or (sees is not None and not sees(column[place][0])):
            events.append(missing_event(rules_of(asked.kind).shown(key)))
        elif skip > 0:
            skip -= 1
            events.append(missing_event(rules_of(asked.kind).shown(key)))
        else:
            places.append(place)
    rows = asked.renderer(rewrite=False).rows(asked.kind, places)
    return Result(rows=rows, matches=len(rows), events=events)

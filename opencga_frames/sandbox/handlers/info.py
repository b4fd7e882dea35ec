"""``{kind}/{ids}/info``: entries by id, in the order asked for, with an event for each that is missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from opencga_frames.limits import MAX_IDS
from opencga_frames.sandbox.access import visibility
from opencga_frames.sandbox.answers import Result
from opencga_frames.sandbox.handlers.scope import Asked, ask
from opencga_frames.sandbox.query.filters import check_names
from opencga_frames.sandbox.query.versions import read_versions
from opencga_frames.sandbox.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.answers import Document
    from opencga_frames.sandbox.call import Call
    from opencga_frames.sandbox.entities import Kind
    from opencga_frames.sandbox.server import Server
    from opencga_frames.sandbox.study import Study

__all__ = ["check_ids", "info", "missing_event", "place_of"]

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-00[0-9a-f]{2}-[0-9a-f]{4}-[0-9a-f]{12}")
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
    uuids = sum(1 for key in ids if _UUID.fullmatch(key))
    if 0 < uuids < len(ids):
        text = "Found uuids and ids in the same query. Please, choose one or do two different queries."
        raise Refusal(Java.CATALOG, text)


def _file_place(study: Study, key: str) -> int | None:
    """Find a file by path, or by its name when only one has it."""
    files = study.collections["files"]
    path = key.replace(":", "/")
    by_path = files.positions(path, "path") or files.positions(path.rstrip("/") + "/", "path")
    if by_path:
        return by_path[0]
    by_name = files.positions(key, "name")
    if len(by_name) > 1:
        raise Refusal(Java.CATALOG, "Error: More than one file found for at least one of the files introduced")
    return by_name[0] if by_name else None


def place_of(kind: Kind, study: Study, key: str) -> int | None:
    """Return the position of an entry given by id or uuid; files also by path and name."""
    collection = study.collections[kind.name]
    if _UUID.fullmatch(key):
        return collection.position(key, "uuid")
    place = collection.position(key)
    return _file_place(study, key) if place is None and kind.name == "files" else place


def _versions(asked: Asked, ids: list[str]) -> Result:
    wanted = read_versions(asked.call.query["version"])
    if len(ids) > 1:
        raise Refusal(Java.CATALOG, f"Only one {asked.kind.word} allowed when requesting multiple versions")
    place = place_of(asked.kind, asked.study, ids[0])
    versions = [] if place is None else asked.collection.versions(place)
    writer = asked.renderer(rewrite=False)
    rows = [writer.row(asked.kind, one) for one in versions if wanted is None or one["version"] in wanted]
    return Result(rows=rows, matches=len(rows), events=[] if rows else [missing_event(ids[0])])


def _deleted(asked: Asked, ids: list[str]) -> Result:
    gone = {document["id"]: document for document in asked.collection.gone}
    writer = asked.renderer(rewrite=False)
    rows = [writer.row(asked.kind, gone[key]) for key in ids if key in gone]
    return Result(rows=rows, matches=len(rows), events=[missing_event(key) for key in ids if key not in gone])


def _identifiers(kind: Kind, call: Call) -> list[str]:
    if kind.name == "files":
        return [key.replace(":", "/") for key in call.ids(kind.name)]
    return call.ids(kind.name)


def info(kind: Kind, server: Server, call: Call) -> Result:
    """Answer the entries named in the path."""
    ids = _identifiers(kind, call)
    check_ids(ids)
    asked = ask(kind, server, call)
    if kind.strict:
        check_names(kind, call.query)
    _check_uuids(ids)
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
        place = place_of(asked.kind, asked.study, key)
        if place is None or (sees is not None and not sees(column[place][0])):
            events.append(missing_event(key))
        elif skip > 0:
            skip -= 1
            events.append(missing_event(key))
        else:
            places.append(place)
    rows = asked.renderer(rewrite=False).rows(asked.kind, places)
    return Result(rows=rows, matches=len(rows), events=events)

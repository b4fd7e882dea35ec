"""``files``: what is written otherwise than other entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.documents import brief_file
from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.handlers.entries.body import check_body
from opencga_frames.sandbox.handlers.entries.create import check_write
from opencga_frames.sandbox.handlers.entries.info import check_ids
from opencga_frames.sandbox.handlers.entries.scope import EntryRequest, entry_request
from opencga_frames.sandbox.handlers.jobs import start
from opencga_frames.sandbox.kinds.files import create_file, move_file, write_content
from opencga_frames.sandbox.kinds.registry import position_of, rules_of
from opencga_frames.sandbox.wire.answers import Result, written
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["create", "delete", "move", "unlink", "update_content"]


def create(context: Context, call: Call) -> Result:
    """Add a file with its content, or a folder."""
    kind = kind_named("files")
    body = check_body(kind, call)
    request = entry_request(kind, context, call)
    check_write(request)
    place = create_file(request.study, body, context.now, parents=call.flag("parents"))
    return Result(rows=request.renderer().rows(kind, [place]), kind=kind.java, matches=-1)


def delete(context: Context, call: Call) -> Result:
    """Submit the job that removes files."""
    check_ids(call.ids("files"))
    return start(context, call, "files-delete", {"files": call.captured["files"], "skipTrash": False})


def unlink(context: Context, call: Call) -> Result:
    """Submit the job that forgets linked files."""
    check_ids(call.ids("files"))
    return start(context, call, "files-unlink", {"files": call.captured["files"]})


def _one(context: Context, call: Call) -> tuple[EntryRequest, int]:
    request = entry_request(kind_named("files"), context, call)
    check_write(request)
    key = call.captured["file"]
    place = position_of(request.kind, request.study, key)
    if place is None:
        raise Refusal(Java.CATALOG, rules_of(request.kind).missing(request.study, [key], [key]))
    return request, place


def move(context: Context, call: Call) -> Result:
    """Return a file another path."""
    request, place = _one(context, call)
    move_file(request.study, place, str(call.fields.get("path") or "").strip("/"), context.now)
    return written(updated=1)


def update_content(context: Context, call: Call) -> Result:
    """Replace the content of a file."""
    request, place = _one(context, call)
    document = write_content(request.study, place, str(call.fields.get("content") or ""), context.now)
    row = {**brief_file(document), "checksum": document["checksum"], "sampleIds": []}
    return Result(rows=[row], kind=request.kind.java, matches=1)

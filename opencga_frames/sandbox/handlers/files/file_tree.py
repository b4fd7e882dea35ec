"""``files``: folders as lists and trees, links to files elsewhere, and small facts about files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.access import visibility
from opencga_frames.sandbox.catalog.entities import kind_named, read_facts
from opencga_frames.sandbox.catalog.fragments import hash_ordered
from opencga_frames.sandbox.handlers.entries.create import check_write
from opencga_frames.sandbox.handlers.entries.scope import EntryRequest, entry_request
from opencga_frames.sandbox.kinds.registry import position_of, rules_of
from opencga_frames.sandbox.wire.answers import Result, found
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.answers import Document
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["bioformats", "formats", "image", "link", "list_folder", "refresh", "tree"]

_FILE = "org.opencb.opencga.core.models.file.File"
_DEPTH = 5


def _folder(request: EntryRequest, placeholder: str) -> Document:
    key = request.call.captured[placeholder]
    place = position_of(request.kind, request.study, key)
    if place is None:
        raise Refusal(Java.CATALOG, rules_of(request.kind).missing(request.study, [key], [key]))
    return request.collection.document(place)


def _inside(request: EntryRequest, path: str) -> list[int]:
    """Return the positions of the files directly in a folder that the caller may see."""
    sees = visibility(request.caller, request.study, request.kind)
    paths, ids = request.collection.column("path"), request.collection.column("id")
    return [
        p
        for p in request.collection.alive
        if paths[p]
        and paths[p][0]
        and (paths[p][0].rstrip("/").rpartition("/")[0] + "/").lstrip("/") == path
        and (sees is None or sees(ids[p][0]))
    ]


def list_folder(context: Context, call: Call) -> Result:
    """Answer what is directly in a folder."""
    request = entry_request(kind_named("files"), context, call)
    folder = _folder(request, "folder")
    if folder["type"] != "DIRECTORY":
        raise Refusal(Java.CATALOG, f"File '{folder['path']}' is not a folder")
    places = _inside(request, folder["path"])
    skip = max(call.number("skip", 0), 0)
    page = places[skip : skip + call.number("limit", len(places))]
    return found(request.renderer().rows(request.kind, page), _FILE)


def _node(request: EntryRequest, place: int, depth: int, counted: list[int]) -> Document:
    """Return a folder or file with what is below it; children come in the order of the server's hash sets."""
    counted[0] += 1
    document = request.collection.document(place)
    children: list[Any] = []
    if depth > 0 and document["type"] == "DIRECTORY":
        below = {request.collection.document(p)["path"]: p for p in _inside(request, document["path"])}
        children = [_node(request, below[path], depth - 1, counted) for path in hash_ordered(below)]
    return {"file": request.renderer().row(request.kind, document), "children": children}


def tree(context: Context, call: Call) -> Result:
    """Answer a folder with all that is below it, down to a depth."""
    request = entry_request(kind_named("files"), context, call)
    folder = _folder(request, "folder")
    place = position_of(request.kind, request.study, folder["id"]) or 0
    counted = [0]
    row = _node(request, place, call.number("maxDepth", _DEPTH), counted)
    result = Result(rows=[row], kind="org.opencb.opencga.core.models.file.FileTree", matches=counted[0])
    # The server reports how many files there are as the number of results, though it answers one tree.
    result.results = counted[0]
    return result


def _named(context: Context, name: str, java: str) -> Result:
    context.caller()
    values = read_facts("formats.yml")[name]
    return Result(rows=values, kind=f"{_FILE}.{java}", matches=len(values))


def bioformats(context: Context, _call: Call) -> Result:
    """Answer the bioformats there are."""
    return _named(context, "bioformats", "Bioformat")


def formats(context: Context, _call: Call) -> Result:
    """Answer the formats there are."""
    return _named(context, "formats", "Format")


def refresh(context: Context, call: Call) -> Result:
    """Look again at a file; nothing ever changes behind the sandbox's back."""
    request = entry_request(kind_named("files"), context, call)
    _folder(request, "file")
    return Result()


def image(context: Context, call: Call) -> Result:
    """Answer an image; the sandbox has no bytes of any."""
    request = entry_request(kind_named("files"), context, call)
    document = _folder(request, "file")
    if document["format"] != "IMAGE":
        text = f"File '{call.captured['file']}' is not an image. Format of file is '{document['format']}'."
        raise Refusal(Java.CATALOG, text)
    raise Refusal(Java.FILES, f"File {document['uri']} does not exist")


def link(context: Context, call: Call) -> Result:
    """Refuse to link a file of another machine: there is none the sandbox could see."""
    request = entry_request(kind_named("files"), context, call)
    check_write(request)
    uri = call.fields.get("uri")
    raise Refusal(Java.FILES, f"File {uri} does not exist")

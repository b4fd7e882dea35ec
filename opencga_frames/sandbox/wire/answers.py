"""The envelope every answer of the web services comes in, and the pages of the container around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from opencga_frames.sandbox.wire.call import Call
    from opencga_frames.sandbox.wire.refusal import Refusal

__all__ = ["Document", "Raw", "Result", "Wire", "envelope", "failure_envelope", "found", "written"]

Document = dict[str, Any]
Wire = tuple[int, dict[str, str], bytes]
_ENCODER = msgspec.json.Encoder()
_JSON = "application/json"


@dataclass(slots=True)
class Result:
    """What a handler returns: rows and counters of the one block of the envelope.

    Attributes
    ----------
    rows
        Results, decoded or already encoded.
    kind
        Java class of the rows, ``""`` where the server leaves it out, None for no such key.
    matches
        ``numMatches``; -1 when nothing was counted.
    events
        Events of the block; None where the server writes no such key.
    top
        Events of the envelope.
    results
        ``numResults`` where it is not the number of rows.
    attributes
        False where the server writes no such key.
    shown
        What the attributes say.
    skipped
        Rows that were passed over before the first one of the page.
    """

    rows: Sequence[Any] = ()
    kind: str | None = ""
    matches: int = 0
    inserted: int = 0
    updated: int = 0
    deleted: int = 0
    errors: int = 0
    events: list[Document] | None = field(default_factory=list)
    top: list[Document] = field(default_factory=list)
    attributes: bool = True
    shown: Document = field(default_factory=dict)
    status: int | None = None
    results: int | None = None
    time: int = 0
    skipped: int = 0


@dataclass(slots=True)
class Raw:
    """An answer without envelope: a file, a bare object, a page."""

    body: bytes
    media_type: str = _JSON
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def found(rows: Sequence[Any], kind: str, matches: int = -1) -> Result:
    """Return the result of a search: its class is left out when there are no rows."""
    return Result(rows=rows, kind=kind if rows else "", matches=matches)


def written(*, inserted: int = 0, updated: int = 0) -> Result:
    """Return the counters of a write; ``matches`` is what was touched."""
    return Result(matches=inserted + updated, inserted=inserted, updated=updated)


def _block(result: Result, node: Document) -> Document:
    block: Document = {"time": result.time}
    if result.events is not None:
        block["events"] = result.events
    block["numResults"] = len(result.rows) if result.results is None else result.results
    block["results"] = result.rows
    if result.kind is not None:
        block["resultType"] = result.kind
    block.update(
        numMatches=result.matches,
        numInserted=result.inserted,
        numUpdated=result.updated,
        numDeleted=result.deleted,
        numErrors=result.errors,
    )
    if result.attributes:
        block["attributes"] = result.shown
    block["federationNode"] = node
    block["numTotalResults"] = result.matches
    return block


def _status(events: Iterable[Document]) -> int:
    """Return 401 or 400 as soon as one event is an error, by the word ``denied``."""
    for event in events:
        if event["type"] == "ERROR":
            return 401 if "denied" in event.get("message", "") else 400
    return 200


#: First version with a field -> the field, in the envelope and in its blocks.
_FIELDS_SINCE = {"2.2.0": ("type", "numErrors"), "2.1.0": ("federationNode",)}


def envelope(result: Result, call: Call, node: Document) -> tuple[int, bytes]:
    """Return the HTTP status and the encoded envelope of a result, answered by a node of the federation.

    Before 2.2 an event of an entry that failed left the status at 200.
    """
    failed = _status([*(result.events or ()), *result.top]) if call.server.since("2.2.0") else 200
    status = result.status or failed
    block = _block(result, node)
    body = {
        "apiVersion": call.version,
        "time": 1 if result.status is None else -1,
        "events": result.top,
        "params": call.params,
        "type": "QUERY",
        "responses": [block],
    }
    for version, fields in _FIELDS_SINCE.items():
        for name in () if call.server.since(version) else fields:
            body.pop(name, None)
            block.pop(name, None)
    return status, _ENCODER.encode(body)


def failure_envelope(refusal: Refusal, call: Call, node: Document) -> tuple[int, bytes]:
    """Return the HTTP status and the envelope of a refused call."""
    _, body = envelope(Result(top=[refusal.event]), call, node)
    return refusal.status, body

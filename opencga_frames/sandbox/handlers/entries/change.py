"""``update`` and ``delete`` of entries, one by one, and of single annotation sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import visibility
from opencga_frames.sandbox.handlers.entries.body import check_body
from opencga_frames.sandbox.handlers.entries.info import check_ids, missing_event
from opencga_frames.sandbox.handlers.entries.scope import EntryRequest, entry_request
from opencga_frames.sandbox.handlers.organization.audit import keep_record
from opencga_frames.sandbox.kinds.registry import position_of, rules_of
from opencga_frames.sandbox.wire.answers import Result, written
from opencga_frames.sandbox.wire.refusal import Java, Refusal, denied
from opencga_frames.sandbox.write.update import annotate as annotate_entry
from opencga_frames.sandbox.write.update import delete as delete_entry
from opencga_frames.sandbox.write.update import update as update_entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.answers import Document
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["annotate", "change_each", "delete", "update"]


def _place(request: EntryRequest, key: str) -> int:
    place = position_of(request.kind, request.study, key)
    if place is None:
        raise Refusal(Java.CATALOG, rules_of(request.kind).missing(request.study, [key], [key]))
    return place


def _may(request: EntryRequest, place: int, permission: str) -> bool:
    """Return whether the caller may do something with an entry: by its own rules, else by those of the study."""
    test = visibility(request.caller, request.study, request.kind, permission)
    return test is None or test(str(request.collection.column("id")[place][0]))


def _check_permission(request: EntryRequest, place: int, word: str) -> None:
    if not _may(request, place, word):
        entry = f"{request.kind.word.title()} {{ uid: {request.collection.uid(place)} }}"
        message = f"Permission denied. User '{request.caller.user}' cannot {word} {entry}"
        raise denied(message)


def _one_by_one(
    request: EntryRequest, word: str, ids: list[str], action: Callable[[int], object]
) -> tuple[list[int], list[Document]]:
    """Apply a change to each id; what fails becomes an event, the rest is done."""
    done, events = [], []
    for key in ids:
        try:
            place = _place(request, key)
            _check_permission(request, place, word)
            action(place)
            done.append(place)
        except Refusal as refusal:
            events.append(missing_event(key, refusal.message or ""))
    if request.kind.bare_failure and events:
        # LIVE_CHECK D34: the server answers the first failure alone, although everything else was done.
        raise Refusal(Java.CATALOG, events[0]["message"])
    return done, events


def change_each(
    request: EntryRequest, action: Callable[[int], object], *, ids: list[str] | None = None, word: str = "WRITE"
) -> Result:
    """Apply a change to each of the entries of a call and answer how many were changed.

    Parameters
    ----------
    request
        What the call wants.
    action
        Changes the entry at a position.
    ids
        The entries; those of the path when left out.
    word
        Permission the caller needs.
    """
    done, events = _one_by_one(request, word, request.ids if ids is None else ids, action)
    result = Result(rows=_rows(request, done), matches=len(done), updated=len(done), errors=len(events), events=events)
    if request.kind.update_message:
        result.top = [{"type": "INFO", "code": 0, "message": request.kind.update_message}]
    return result


def update(kind: Kind, context: Context, call: Call) -> Result:
    """Change the entries named in the path."""
    body = check_body(kind, call)
    check_ids(call.listed)
    request, now = entry_request(kind, context, call), context.now
    if not body and call.flag("updateRoles"):
        return Result(rows=_rows(request, [_place(request, key) for key in request.ids]))

    def action(place: int) -> None:
        update_entry(request.study, kind, place, body, options=call.query, now=now)
        keep_record(request, "UPDATE", place, body, now=now)

    return change_each(request, action)


def _rows(request: EntryRequest, places: list[int]) -> list[object]:
    return request.renderer().rows(request.kind, places) if request.call.flag("includeResult") else []


def annotate(kind: Kind, context: Context, call: Call) -> Result:
    """Change the values of one annotation set."""
    request = entry_request(kind, context, call)
    place = _place(request, call.captured[kind.word])
    if not _may(request, place, "WRITE_ANNOTATIONS"):
        entry = f"{kind.word.title()} {{ uid: {request.collection.uid(place)} }}"
        message = f"Permission denied. User '{request.caller.user}' cannot WRITE_ANNOTATIONS {entry}"
        raise denied(message)
    wanted = (call.captured["annotationSet"], call.fields, call.query.get("action", "ADD"))
    annotate_entry(request.study, kind, place, wanted, now=context.now)
    return written(updated=1)


def delete(kind: Kind, context: Context, call: Call) -> Result:
    """Take away the entries named in the path, unless something holds them."""
    check_ids(call.listed)
    request, now = entry_request(kind, context, call), context.now

    def action(place: int) -> None:
        delete_entry(request.study, kind, place, now, options=call.query)
        keep_record(request, "DELETE", place, {}, now=now)

    done, events = _one_by_one(request, "DELETE", request.ids, action)
    return Result(
        kind=kind.java if kind.typed_delete else "",
        matches=len(done),
        deleted=len(done),
        errors=len(events),
        events=events,
    )

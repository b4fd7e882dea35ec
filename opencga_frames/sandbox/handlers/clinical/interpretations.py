"""``analysis/clinical/{case}/interpretation``: interpretations that are made, changed, cleared and deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.entries.links import change, places
from opencga_frames.sandbox.handlers.clinical.cases import author_of
from opencga_frames.sandbox.handlers.entries.body import check_body
from opencga_frames.sandbox.handlers.entries.change import change_each
from opencga_frames.sandbox.handlers.entries.create import check_write
from opencga_frames.sandbox.handlers.entries.scope import EntryRequest, entry_request
from opencga_frames.sandbox.kinds.interpretations import (
    changed_interpretation,
    cleared_interpretation,
    new_interpretation,
)
from opencga_frames.sandbox.wire.answers import Result, written

if TYPE_CHECKING:
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.entries.people import Author
    from opencga_frames.sandbox.wire.answers import Document
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["clear", "create", "delete", "update"]

_KIND = "interpretations"


def _case(request: EntryRequest) -> tuple[int, Document]:
    place = places(request.study, "clinical", [request.call.captured["clinicalAnalysis"]])[0]
    return place, request.study.collections["clinical"].document(place)


def _enter(request: EntryRequest, values: Document, entry: Document, now: str) -> None:
    """Make a new version of the case of a call, with an entry in its list of changes."""
    place, case = _case(request)
    change(request.study, "clinical", place, {**values, "audit": [*case["audit"], entry]}, now=now)


def _placed(case: Document, key: str, word: str) -> Document:
    """Return the fields of a case after one of its interpretations was made the primary or a secondary one."""
    secondary = [one for one in case["secondaryInterpretations"] if one["id"] != key]
    primary = case["interpretation"]
    if word != "PRIMARY":
        kept = None if primary and primary["id"] == key else primary
        return {"interpretation": kept, "secondaryInterpretations": [*secondary, {"id": key}]}
    older = [primary] if primary and primary["id"] != key else []
    return {"interpretation": {"id": key}, "secondaryInterpretations": [*secondary, *older]}


def create(context: Context, call: Call) -> Result:
    """Add an interpretation to a case, as its primary or as a secondary one."""
    kind = kind_named(_KIND)
    body = check_body(kind, call)
    request = entry_request(kind, context, call)
    check_write(request)
    _, case = _case(request)
    author = author_of(request, context.now)
    key = new_interpretation(request.study, case["id"], body, author)
    entry = author.audit("CREATE_INTERPRETATION", f"Create interpretation '{key}'")
    _enter(request, _placed(case, key, call.query.get("setAs", "SECONDARY")), entry, context.now)
    result = written(inserted=1)
    place = places(request.study, kind.name, [key])
    result.rows = request.renderer().rows(kind, place) if call.flag("includeResult") else []
    result.events = None
    return result


def _asked(context: Context, call: Call) -> tuple[EntryRequest, Author]:
    request = entry_request(kind_named(_KIND), context, call)
    check_write(request)
    return request, author_of(request, context.now)


def _change(request: EntryRequest, ids: list[str], author: Author, values: Any) -> Result:
    """Change interpretations of a case, and enter each change in it."""

    def action(place: int) -> None:
        old = request.collection.document(place)
        change(request.study, _KIND, place, values(old), now=author.now)
        _enter(request, {}, author.audit("UPDATE_INTERPRETATION", f"Update interpretation '{old['id']}'"), author.now)

    return change_each(request, action, ids=ids)


def update(context: Context, call: Call) -> Result:
    """Change an interpretation."""
    body = check_body(kind_named(_KIND), call)
    request, author = _asked(context, call)
    ids = call.ids("interpretation")
    result = _change(
        request, ids, author, lambda old: changed_interpretation(request.study, old, body, author, actions=call.query)
    )
    if call.query.get("setAs") and not result.errors:
        _, case = _case(request)
        entry = author.audit("UPDATE_INTERPRETATION", f"Update interpretation '{ids[0]}'")
        _enter(request, _placed(case, ids[0], call.query["setAs"]), entry, context.now)
    return result


def clear(context: Context, call: Call) -> Result:
    """Let interpretations begin anew."""
    request, author = _asked(context, call)
    ids = call.ids("interpretations")
    return _change(request, ids, author, lambda _old: cleared_interpretation(request.study, author))


def delete(context: Context, call: Call) -> Result:
    """Take interpretations away from their case."""
    request, author = _asked(context, call)

    def action(place: int) -> None:
        old = request.collection.document(place)
        _, case = _case(request)
        primary, secondary = case["interpretation"], case["secondaryInterpretations"]
        kept: Document = {
            "interpretation": None if primary and primary["id"] == old["id"] else primary,
            "secondaryInterpretations": [one for one in secondary if one["id"] != old["id"]],
        }
        heir = request.call.query.get("setAsPrimary")
        if heir and any(one["id"] == heir for one in kept["secondaryInterpretations"]):
            kept = _placed({**case, **kept}, heir, "PRIMARY")
        request.collection.remove(place, old)
        _enter(request, kept, author.audit("DELETE_INTERPRETATION", f"Delete interpretation '{old['id']}'"), author.now)

    result = change_each(request, action, ids=call.ids("interpretations"), word="DELETE")
    result.deleted, result.updated, result.rows = result.updated, 0, []
    return result

"""``analysis/clinical``: cases that are made and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.entries.links import change
from opencga_frames.sandbox.entries.people import Author
from opencga_frames.sandbox.handlers.entries.body import check_body
from opencga_frames.sandbox.handlers.entries.change import change_each
from opencga_frames.sandbox.handlers.entries.create import check_write
from opencga_frames.sandbox.handlers.entries.info import check_ids
from opencga_frames.sandbox.handlers.entries.scope import EntryRequest, entry_request
from opencga_frames.sandbox.kinds.clinical import changed_case, new_case
from opencga_frames.sandbox.wire.answers import Result, written

if TYPE_CHECKING:
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["author_of", "create", "update"]


def author_of(request: EntryRequest, now: str) -> Author:
    """Return who writes, and when."""
    return Author(request.caller.user, request.caller.organization.accounts, now)


def create(context: Context, call: Call) -> Result:
    """Add a case."""
    kind = kind_named("clinical")
    body = check_body(kind, call)
    request = entry_request(kind, context, call)
    check_write(request)
    bare = call.flag("skipCreateDefaultInterpretation")
    place = new_case(request.study, body, author_of(request, context.now), bare=bare)
    result = written(inserted=1)
    result.rows = request.renderer().rows(kind, [place]) if call.flag("includeResult") else []
    return result


def update(context: Context, call: Call) -> Result:
    """Change cases, one by one."""
    kind = kind_named("clinical")
    body = check_body(kind, call)
    check_ids(call.listed)
    request, now = entry_request(kind, context, call), context.now
    author = author_of(request, now)

    def action(place: int) -> None:
        values = changed_case(request.study, request.collection.document(place), body, author, actions=call.query)
        change(request.study, kind.name, place, values, now=now)

    return change_each(request, action)

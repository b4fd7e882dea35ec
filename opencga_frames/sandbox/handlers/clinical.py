"""``analysis/clinical``: cases that are made and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.answers import Result, written
from opencga_frames.sandbox.entities import kind_named
from opencga_frames.sandbox.entries.links import change
from opencga_frames.sandbox.entries.people import Author
from opencga_frames.sandbox.handlers.body import check_body
from opencga_frames.sandbox.handlers.change import change_each
from opencga_frames.sandbox.handlers.create import check_write
from opencga_frames.sandbox.handlers.info import check_ids
from opencga_frames.sandbox.handlers.scope import Asked, ask
from opencga_frames.sandbox.kinds.clinical import changed_case, new_case

if TYPE_CHECKING:
    from opencga_frames.sandbox.call import Call
    from opencga_frames.sandbox.context import Context

__all__ = ["author_of", "create", "update"]


def author_of(asked: Asked, now: str) -> Author:
    """Return who writes, and when."""
    return Author(asked.caller.user, asked.caller.organization.accounts, now)


def create(context: Context, call: Call) -> Result:
    """Add a case."""
    kind = kind_named("clinical")
    body = check_body(kind, call)
    asked = ask(kind, context, call)
    check_write(asked)
    bare = call.flag("skipCreateDefaultInterpretation")
    place = new_case(asked.study, body, author_of(asked, context.now), bare=bare)
    result = written(inserted=1)
    result.rows = asked.renderer().rows(kind, [place]) if call.flag("includeResult") else []
    return result


def update(context: Context, call: Call) -> Result:
    """Change cases, one by one."""
    kind = kind_named("clinical")
    body = check_body(kind, call)
    check_ids(call.listed)
    asked, now = ask(kind, context, call), context.now
    author = author_of(asked, now)

    def action(place: int) -> None:
        values = changed_case(asked.study, asked.collection.document(place), body, author)
        change(asked.study, kind.name, place, values, now=now)

    return change_each(asked, action)

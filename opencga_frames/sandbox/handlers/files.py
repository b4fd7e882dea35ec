"""``files``: what is written otherwise than other entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.answers import Result
from opencga_frames.sandbox.entities import kind_named
from opencga_frames.sandbox.handlers.body import check_body
from opencga_frames.sandbox.handlers.create import check_write
from opencga_frames.sandbox.handlers.info import check_ids
from opencga_frames.sandbox.handlers.jobs import start
from opencga_frames.sandbox.handlers.scope import ask
from opencga_frames.sandbox.kinds.files import create_file

if TYPE_CHECKING:
    from opencga_frames.sandbox.call import Call
    from opencga_frames.sandbox.context import Context

__all__ = ["create", "delete"]


def create(context: Context, call: Call) -> Result:
    """Add a file with its content, or a folder."""
    kind = kind_named("files")
    body = check_body(kind, call.data)
    asked = ask(kind, context, call)
    check_write(asked)
    place = create_file(asked.study, body, context.now, parents=call.flag("parents"))
    return Result(rows=asked.renderer().rows(kind, [place]), kind=kind.java, matches=-1)


def delete(context: Context, call: Call) -> Result:
    """Submit the job that removes files."""
    check_ids(call.ids("files"))
    return start(context, call, "files-delete", {"files": call.captured["files"], "skipTrash": False})

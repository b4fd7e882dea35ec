"""``{kind}/annotationSets/load``: annotation sets from a table, loaded by a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.handlers.entries.scope import entry_request
from opencga_frames.sandbox.handlers.jobs import submitted
from opencga_frames.sandbox.kinds.files import create_file
from opencga_frames.sandbox.kinds.registry import position_of, rules_of
from opencga_frames.sandbox.wire.refusal import Java, Refusal, missing_parameter

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.answers import Result
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["load"]


def load(kind: Kind, context: Context, call: Call) -> Result:
    """Keep the table of the body as a file, and submit the job that reads it."""
    query, content = call.query, call.fields.get("content")
    for name in ("variableSetId", "path"):
        if not query.get(name):
            raise missing_parameter(name)
    request, files = entry_request(kind, context, call), kind_named("files")
    path, variable_set = query["path"], query["variableSetId"]
    if not any(one["id"] == variable_set for one in request.study.variable_sets):
        raise Refusal(Java.CATALOG, f"{variable_set} not found.")
    if content:
        create_file(request.study, {"path": path, "content": content}, context.now, parents=call.flag("parents"))
    elif position_of(files, request.study, path) is None:
        raise Refusal(Java.CATALOG, rules_of(files).missing(request.study, [path], [path]))
    params = {
        "annotationSetId": query.get("annotationSetId") or variable_set,
        "file": path,
        "variableSetId": variable_set,
    }
    return submitted(context, call, f"{kind.word}-tsv-load", params)

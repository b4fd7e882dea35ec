"""``tools``: tools of the users' own and workflows; ``workflows`` answers the same entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.catalog.fragments import uuid_of
from opencga_frames.sandbox.entries.blank import check_id, new_document
from opencga_frames.sandbox.handlers.entries.body import check_body
from opencga_frames.sandbox.handlers.entries.create import check_write
from opencga_frames.sandbox.handlers.entries.scope import entry_request
from opencga_frames.sandbox.kinds.registry import rules_of
from opencga_frames.sandbox.wire.answers import Result, written

if TYPE_CHECKING:
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.answers import Document
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["create_custom", "create_walker", "create_workflow"]


def _variables(given: list[Document] | None) -> list[Document]:
    return [{"required": False, "output": False, **one} for one in given or []]


def _create(context: Context, call: Call, type_: str) -> Result:
    kind = kind_named("tools")
    body = check_body(kind, call)
    request = entry_request(kind, context, call)
    check_write(request)
    key, now, study = body.get("id"), context.now, request.study
    check_id(key)
    rules_of(kind).check_new(study, str(key))
    given = {**body, "type": type_, "variables": _variables(body.get("variables"))}
    if body.get("container"):
        given["container"] = {"digest": "", **body["container"]}
    uuid = uuid_of(kind.code, study.fqn, str(key), now)
    document = new_document(kind, given, uuid, now, study=study)
    document["internal"]["registrationUserId"] = request.caller.user
    place = request.collection.append(document)
    result = written(inserted=1)
    result.rows = request.renderer().rows(kind, [place]) if call.flag("includeResult") else []
    result.events = None
    return result


def create_custom(context: Context, call: Call) -> Result:
    """Add a tool that runs in a container."""
    return _create(context, call, "CUSTOM_TOOL")


def create_walker(context: Context, call: Call) -> Result:
    """Add a tool that walks over variants."""
    return _create(context, call, "VARIANT_WALKER")


def create_workflow(context: Context, call: Call) -> Result:
    """Add a workflow."""
    return _create(context, call, "WORKFLOW")

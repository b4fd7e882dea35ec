"""``analysis/clinical``: reports, interpretations as they were, and what cases of a study may choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import find_study
from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.entries.links import change, places
from opencga_frames.sandbox.entries.lists import combined
from opencga_frames.sandbox.handlers.clinical.cases import author_of
from opencga_frames.sandbox.handlers.entries.create import check_write
from opencga_frames.sandbox.handlers.entries.scope import entry_request
from opencga_frames.sandbox.handlers.organization.studies import check_governs
from opencga_frames.sandbox.wire.answers import Result, written
from opencga_frames.sandbox.wire.refusal import Java, Refusal, missing_parameter

if TYPE_CHECKING:
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.handlers.entries.scope import EntryRequest
    from opencga_frames.sandbox.wire.answers import Document
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["revert", "update_configuration", "update_report"]

_KEPT = frozenset({"id", "uuid", "version", "release", "creationDate", "clinicalAnalysisId"})


def revert(context: Context, call: Call) -> Result:
    """Return an interpretation the values of an earlier version, as a new version."""
    kind = kind_named("interpretations")
    request = entry_request(kind, context, call)
    check_write(request)
    if not call.query.get("version"):
        raise missing_parameter("version")
    key, number = call.captured["interpretation"], call.number("version", 0)
    place = places(request.study, kind.name, [key])[0]
    older = next((one for one in request.collection.versions(place) if one["version"] == number), None)
    if older is None:
        raise Refusal(Java.CATALOG, f"Could not find version {number} for interpretation '{key}'")
    values = {name: value for name, value in older.items() if name not in _KEPT}
    change(request.study, kind.name, place, values, now=context.now)
    result = written(updated=1)
    result.rows = request.renderer().rows(kind, [place]) if call.flag("includeResult") else []
    return result


def _report_lists(request: EntryRequest, old: Document, now: str) -> Document:
    """Return the lists of a report after an update."""
    body, actions = request.call.fields, request.call.query
    changed: Document = {}
    if body.get("comments"):
        author = author_of(request, now)
        changed["comments"] = author.changed_comments(
            old.get("comments") or [], body["comments"], actions.get("commentsAction")
        )
    for field, key in (("signatures", "date"), ("references", "id")):
        if body.get(field) is not None:
            action = actions.get(f"{field}Action", "ADD")
            changed[field] = combined(old.get(field) or [], body[field], action, key=key)
    return changed


def update_report(context: Context, call: Call) -> Result:
    """Change the report of a case."""
    kind = kind_named("clinical")
    request = entry_request(kind, context, call)
    check_write(request)
    place = places(request.study, kind.name, [call.captured["clinicalAnalysis"]])[0]
    old = request.collection.document(place).get("report") or {}
    report = {**old, **call.fields, **_report_lists(request, old, context.now)}
    new = change(request.study, kind.name, place, {"report": report}, now=context.now)
    result = written(updated=1)
    result.rows = [new["report"]] if call.flag("includeResult") else []
    return result


def update_configuration(context: Context, call: Call) -> Result:
    """Change the states, priorities, flags and consents a study offers to its cases."""
    caller = context.caller()
    study = find_study(caller, call.query.get("study"))
    check_governs(caller, study)
    state = study.document["internal"]
    clinical = {**state["configuration"]["clinical"], **call.fields}
    configuration = {**state["configuration"], "clinical": clinical}
    study.document = {**study.document, "internal": {**state, "configuration": configuration}}
    return written(updated=1)

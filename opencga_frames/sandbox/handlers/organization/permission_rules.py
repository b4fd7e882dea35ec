"""``studies/{study}/permissionRules``: rules that give permissions to entries by a query; a daemon applies them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import find_study
from opencga_frames.sandbox.handlers.organization.studies import check_governs
from opencga_frames.sandbox.wire.answers import Result, found
from opencga_frames.sandbox.wire.refusal import Java, Refusal, missing_parameter
from opencga_frames.sandbox.write.studies import check_members

if TYPE_CHECKING:
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.answers import Document
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["search", "update"]

_JAVA = "org.opencb.opencga.core.models.study.PermissionRule"
_FIELDS = ("id", "query", "members", "permissions")


def search(context: Context, call: Call) -> Result:
    """Answer the permission rules of a study for one kind of entry."""
    caller = context.caller()
    study = find_study(caller, call.captured["study"])
    check_governs(caller, study)
    rules: list[Document] = study.document["permissionRules"].get(call.query.get("entity", ""), [])
    return found(rules, _JAVA, len(rules))


def update(context: Context, call: Call) -> Result:
    """Add or remove a permission rule."""
    caller, entity = context.caller(), call.query.get("entity")
    study = find_study(caller, call.captured["study"])
    check_governs(caller, study)
    if not entity:
        raise missing_parameter("entity")
    body, known = call.fields, study.document["permissionRules"]
    rules: list[Document] = known.get(entity, [])
    kept = [one for one in rules if one["id"] != body.get("id")]
    if call.query.get("action", "ADD") == "ADD":
        if len(kept) < len(rules):
            raise Refusal(Java.DATABASE, f"Permission rule {body.get('id')} already exists.")
        check_members(caller.organization, study, body.get("members") or [])
        rule = {name: body.get(name) or ([] if name != "query" else {}) for name in _FIELDS}
        kept = [*kept, rule]
    elif len(kept) == len(rules):
        raise Refusal(Java.CATALOG, f"Permission rule {body.get('id')} not found.")
    study.document = {**study.document, "permissionRules": {**known, entity: kept}}
    return found(kept, _JAVA)

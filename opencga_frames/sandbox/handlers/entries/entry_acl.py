"""``{kind}/acl/{members}/update``: rules of single entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import find_study, governs
from opencga_frames.sandbox.handlers.entries.acl import acl_row
from opencga_frames.sandbox.kinds.registry import position_of, rules_of
from opencga_frames.sandbox.wire.answers import Result
from opencga_frames.sandbox.wire.refusal import Java, Refusal, denied
from opencga_frames.sandbox.write.studies import check_members

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["update_rules"]

_PERMISSIONS = frozenset(
    [
        "NONE",
        "VIEW",
        "WRITE",
        "DELETE",
        "VIEW_ANNOTATIONS",
        "WRITE_ANNOTATIONS",
        "DELETE_ANNOTATIONS",
        "VIEW_VARIANTS",
        "VIEW_HEADER",
        "VIEW_CONTENT",
        "DOWNLOAD",
        "UPLOAD",
    ]
)


def _permissions(text: str) -> list[str]:
    permissions = [part for part in text.split(",") if part]
    for permission in permissions:
        if permission not in _PERMISSIONS:
            message = f"The permission {permission} is not a correct permission."
            raise denied(message)
    return permissions


def _apply(rules: dict[str, list[str]], member: str, given: list[str], action: str) -> None:
    old = rules.get(member, [])
    if action == "RESET":
        rules.pop(member, None)
    elif action == "SET":
        rules[member] = given or ["NONE"]
    elif action == "REMOVE":
        rules[member] = [one for one in old if one not in given]
    else:
        rules[member] = [*old, *(one for one in given if one not in old)]


def update_rules(kind: Kind, context: Context, call: Call) -> Result:
    """Change the rules members have on entries; who is no member of the study becomes one."""
    caller = context.caller()
    study = find_study(caller, call.query.get("study"))
    if not governs(caller, study):
        message = "Permission denied: Only the study administrators can perform this action"
        raise denied(message)
    body = call.fields
    members = call.captured["members"].split(",")
    check_members(caller.organization, study, members)
    given = _permissions(body.get("permissions") or "")
    keys = [key for key in str(body.get(kind.word) or "").split(",") if key]
    column = study.collections[kind.name].column("id")
    found = {key: position_of(kind, study, key) for key in keys}
    missing = [key for key, place in found.items() if place is None]
    if missing:
        raise Refusal(Java.CATALOG, rules_of(kind).missing(study, keys, missing))
    names = [column[place][0] for place in found.values() if place is not None]
    for member in members:
        if not member.startswith("@") and member not in study.groups["@members"]:
            study.groups["@members"].append(member)
        for name in names:
            _apply(study.entry_acl[kind.name].setdefault(name, {}), member, given, call.query.get("action", "ADD"))
    rows = [acl_row(kind, study, name, members[0]) for name in names]
    return Result(rows=rows, matches=-len(rows))

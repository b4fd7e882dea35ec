"""``{kind}/acl/{members}/update``: rules of single entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import find_study, governs
from opencga_frames.sandbox.handlers.entries.acl import acl_row
from opencga_frames.sandbox.handlers.entries.acl_targets import followers, named_entries
from opencga_frames.sandbox.wire.answers import Result
from opencga_frames.sandbox.wire.refusal import denied
from opencga_frames.sandbox.write.studies import check_members, join_study

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["update_rules"]


def _permissions(kind: Kind, given: str | list[str]) -> list[str]:
    permissions = given if isinstance(given, list) else [part for part in given.split(",") if part]
    for permission in permissions:
        if permission not in kind.entry_permissions:
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


def _give(kind: Kind, study: SandboxStudy, names: list[str], what: tuple[list[str], list[str], str]) -> None:
    """Change what members may do with entries: members, permissions, and how."""
    members, given, action = what
    for name in names:
        rules = study.entry_acl[kind.name].setdefault(name, {})
        for member in members:
            _apply(rules, member, given, action)


def update_rules(kind: Kind, context: Context, call: Call) -> Result:
    """Change the rules members have on entries; who is no member of the study becomes one."""
    caller = context.caller()
    study = find_study(caller, call.query.get("study"))
    if not governs(caller, study):
        message = "Permission denied: Only the study administrators can perform this action"
        raise denied(message)
    body, action = call.fields, call.query.get("action", "ADD")
    members = call.captured["members"].split(",")
    check_members(caller.organization, study, members)
    given = _permissions(kind, body.get("permissions") or "")
    names = named_entries(kind, study, body)
    join_study(study, members)
    _give(kind, study, names, (members, given, action))
    for other, following in followers(kind, study, names, call.query):
        more = ["VIEW_VARIANTS"] if call.query["propagate"].upper() == "YES_AND_VARIANT_VIEW" else []
        own = [one for one in [*given, *more] if one in other.entry_permissions]
        _give(other, study, following, (members, own, action))
    rows = [acl_row(kind, study, name, *members) for name in names]
    return Result(rows=rows, matches=-len(rows))

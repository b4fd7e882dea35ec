"""``{kind}/{ids}/acl``: the rules single entries have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import find_study, governs, visibility
from opencga_frames.sandbox.handlers.entries.info import check_ids, missing_event
from opencga_frames.sandbox.kinds.registry import position_of, rules_of
from opencga_frames.sandbox.wire.answers import Result
from opencga_frames.sandbox.wire.refusal import Java, Refusal, denied

if TYPE_CHECKING:
    from opencga_frames.sandbox.access import CallingUser
    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.answers import Document
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["acl", "acl_row"]


def _of_member(study: SandboxStudy, rules: dict[str, list[str]], member: str) -> Document:
    one: Document = {"member": member}
    if member in rules:
        one["permissions"] = rules[member]
    one["groups"] = [] if member.startswith("@") else [{"id": group} for group in study.groups_of(member)]
    return one


def acl_row(kind: Kind, study: SandboxStudy, key: str, *members: str) -> Document:
    """Return the rules of one entry, for everybody or for some members."""
    rules = study.entry_acl[kind.name].get(key, {})
    if members:
        return {"id": key, "acl": [_of_member(study, rules, member) for member in members]}
    shown = [{"member": name, "permissions": given, "groups": []} for name, given in rules.items()]
    return {"id": key, "acl": shown}


def _check_caller(caller: CallingUser, study: SandboxStudy, call: Call) -> None:
    if not governs(caller, study) and call.query.get("member") != caller.user:
        message = "Permission denied: Only the study administrators can perform this action"
        raise denied(message)


def acl(kind: Kind, context: Context, call: Call) -> Result:
    """Answer the rules of the entries named in the path."""
    ids = call.listed
    check_ids(ids)
    caller = context.caller()
    # The server pays no heed to the study of some kinds.
    study = find_study(caller, None if kind.acl_anywhere else call.query.get("study"))
    sees = visibility(caller, study, kind)
    column = study.collections[kind.name].column("id")
    places = {key: position_of(kind, study, key) for key in ids}
    names = {key: column[place][0] for key, place in places.items() if place is not None}
    missing = [key for key in ids if key not in names or (sees is not None and not sees(names[key]))]
    if missing and not call.flag("silent"):
        raise Refusal(Java.CATALOG, rules_of(kind).missing(study, ids, missing))
    _check_caller(caller, study, call)
    asked = [call.query["member"]] if "member" in call.query else []
    rows = [{"acl": []} if key in missing else acl_row(kind, study, names[key], *asked) for key in ids]
    return Result(rows=rows, matches=len(missing) - len(ids), events=[missing_event(key) for key in missing])

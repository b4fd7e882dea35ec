"""``studies``: which studies there are, who is in them and what they may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.ground.limits import SERVER_DEFAULT_LIMIT
from opencga_frames.sandbox.access import find_study, governs, sees_study
from opencga_frames.sandbox.handlers.entries.info import one_by_one
from opencga_frames.sandbox.query.plain_lists import filtered
from opencga_frames.sandbox.views import STUDY_INFO_FIELDS, cut, study_view, user_view, variable_sets_for
from opencga_frames.sandbox.wire.answers import Result, found
from opencga_frames.sandbox.wire.refusal import Java, Refusal, denied

if TYPE_CHECKING:
    from opencga_frames.sandbox.access import CallingUser
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.answers import Document
    from opencga_frames.sandbox.wire.call import Call

__all__ = [
    "PRIMITIVES",
    "acl",
    "check_governs",
    "groups",
    "info",
    "member_row",
    "of_project",
    "search",
    "variable_sets",
]

_JAVA = "org.opencb.opencga.core.models.study."
#: What a study shows of numbers and flags that are not included.
PRIMITIVES = {"size": 0, "release": 0, "internal.federated": False}
_FILTERS = {
    "id": ("string", "id"),
    "name": ("string", "name"),
    "alias": ("string", "alias"),
    "fqn": ("string", "fqn"),
    "creationDate": ("date", "creationDate"),
    "modificationDate": ("date", "modificationDate"),
    "internalStatus": ("string", "internal.status.id"),
    "status": ("string", "status.id"),
    "release": ("number", "release"),
}


def _found(caller: CallingUser, call: Call, project: str | None) -> Result:
    """Answer a page of studies.

    Known bug of the server (``studies-search-count-over-permissions``): it pages and counts before it looks at
    permissions, so that a page misses the studies the caller may not see, and the count holds them.
    """
    name = (project or "").rpartition("@")[2]
    studies = [s for p, s in caller.organization.studies() if name in {"", p.document["id"]}]
    views = {study.uid: study_view(study, private=governs(caller, study)) for study in studies}
    kept = filtered(list(views.values()), call.query, _FILTERS, ignored=frozenset({"project", "projectId"}))
    chosen = {id(view) for view in kept}
    studies = sorted((s for s in studies if id(views[s.uid]) in chosen), key=lambda study: study.uid)
    skip = max(call.number("skip", 0), 0)
    page = studies[skip : skip + call.number("limit", SERVER_DEFAULT_LIMIT)]
    rows = [cut(views[s.uid], call.query, ("groups",), PRIMITIVES) for s in page if sees_study(caller, s)]
    return found(rows, _JAVA + "Study", len(studies) if call.flag("count") else -1)


def search(context: Context, call: Call) -> Result:
    """Answer the studies the caller sees."""
    if not call.query.get("project") and not context.server.since("3.0.0"):
        raise Refusal(Java.PARAMETER, "Error in parameter: parameter 'project' is null or empty: null.")
    return _found(context.caller(), call, call.query.get("project") or call.query.get("projectId"))


def of_project(context: Context, call: Call) -> Result:
    """Answer the studies of one project."""
    return _found(context.caller(), call, call.captured["project"])


def _one(context: Context, call: Call, name: str) -> Document:
    caller = context.caller()
    study = find_study(caller, name)
    view = study_view(study, private=governs(caller, study))
    return cut(view, call.query, STUDY_INFO_FIELDS, PRIMITIVES)


def info(context: Context, call: Call) -> Result:
    """Answer studies one by one; whatever goes wrong with one of them, the token included, is an event."""
    result = one_by_one(context, call, call.ids("studies"), lambda name: _one(context, call, name))
    result.kind = _JAVA + "Study"
    return result


def check_governs(caller: CallingUser, study: SandboxStudy) -> None:
    """Refuse a caller who does not administer a study."""
    if not governs(caller, study):
        message = "Permission denied: Only the study administrators can perform this action"
        raise denied(message)


def member_row(study: SandboxStudy, member: str) -> Document:
    """Return what a member may do in a study."""
    one: Document = {"member": member}
    if member in study.acl:
        one["permissions"] = study.acl[member]
    groups = [] if member.startswith("@") else list(study.groups_of(member))
    one["groups"] = [
        {"id": group, "permissions": study.acl[group]} if group in study.acl else {"id": group} for group in groups
    ]
    return one


def acl(context: Context, call: Call) -> Result:
    """Answer the permissions in whole studies."""
    caller = context.caller()
    member = call.query.get("member")
    rows = []
    for name in call.ids("studies"):
        study = find_study(caller, name)
        if member != caller.user:
            check_governs(caller, study)
        members = [member] if member else list(study.acl)
        rows.append({"acl": [member_row(study, one) for one in members]})
    return Result(rows=rows, matches=-len(rows))


def groups(context: Context, call: Call) -> Result:
    """Answer the groups of a study with their users."""
    caller = context.caller()
    study = find_study(caller, call.captured["study"])
    check_governs(caller, study)
    wanted = call.query.get("id")
    accounts = caller.organization.accounts
    rows = [
        {
            "id": group,
            "users": [user_view(caller.organization, accounts[u]) for u in users if u in accounts],
        }
        for group, users in study.groups.items()
        if wanted in {None, group}
    ]
    return found(rows, _JAVA + "CustomGroup")


def variable_sets(context: Context, call: Call) -> Result:
    """Answer the variable sets of a study, all or one."""
    caller = context.caller()
    study = find_study(caller, call.captured["study"])
    sets = variable_sets_for(study)
    wanted = call.query.get("id")
    if wanted is None:
        return Result(rows=sets, kind=_JAVA + "VariableSet", matches=len(sets), events=None)
    chosen = [one for one in sets if one["id"] == wanted]
    if not chosen:
        raise Refusal(Java.CATALOG, f"{wanted} not found.")
    return found(chosen, _JAVA + "VariableSet")

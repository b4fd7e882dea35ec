"""``studies``: made and changed, their groups, permissions and variable sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import find_study
from opencga_frames.sandbox.handlers.organization.projects import visible_project
from opencga_frames.sandbox.handlers.organization.studies import PRIMITIVES, check_governs, member_row
from opencga_frames.sandbox.handlers.organization.users import check_leads
from opencga_frames.sandbox.views import cut, study_view
from opencga_frames.sandbox.wire.answers import Result, written
from opencga_frames.sandbox.wire.refusal import Java, Refusal
from opencga_frames.sandbox.write.studies import (
    check_members,
    create_study,
    update_group,
    update_group_users,
    update_permissions,
    update_study,
)
from opencga_frames.sandbox.write.variable_sets import (
    add_variable_set,
    check_types,
    remove_variable_set,
    update_variables,
)

if TYPE_CHECKING:
    from opencga_frames.sandbox.access import CallingUser
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["create", "group_users", "groups", "permissions", "update", "variable_sets", "variables"]

_GROUP = "org.opencb.opencga.core.models.study.Group"
_VARIABLE_SET = "org.opencb.opencga.core.models.study.VariableSet"


def _written(call: Call, study: SandboxStudy, result: Result) -> Result:
    if call.flag("includeResult"):
        view = study_view(study, private=True, nested=True)
        result.rows = [cut(view, call.query, ("id", "uuid", "groups"), PRIMITIVES)]
    result.events = None
    return result


def create(context: Context, call: Call) -> Result:
    """Add a study to a project."""
    caller, name = context.caller(), call.query.get("project")
    if not name:
        raise Refusal(Java.CATALOG, "Internal error. Missing project id or uuid.")
    project = visible_project(caller, name)
    check_leads(caller, caller.organization)
    study = create_study(caller.organization, project, call.fields, context.now)
    return _written(call, study, written(inserted=1))


def _governed(context: Context, name: str | None) -> tuple[CallingUser, SandboxStudy]:
    caller = context.caller()
    study = find_study(caller, name)
    check_governs(caller, study)
    return caller, study


def update(context: Context, call: Call) -> Result:
    """Change a study."""
    _, study = _governed(context, call.captured["study"])
    update_study(study, call.fields, context.now)
    return _written(call, study, written(updated=1))


def groups(context: Context, call: Call) -> Result:
    """Add or remove a group."""
    caller, study = _governed(context, call.captured["study"])
    row = update_group(caller.organization, study, call.fields, call.query.get("action", "ADD"))
    return Result(rows=[row], kind=_GROUP, matches=-1)


def group_users(context: Context, call: Call) -> Result:
    """Add, set or remove users of a group."""
    caller, study = _governed(context, call.captured["study"])
    users = [str(user) for user in call.fields.get("users") or []]
    action = call.query.get("action", "ADD")
    row = update_group_users(caller.organization, study, call.captured["group"], users=users, action=action)
    return Result(rows=[row], kind=_GROUP, matches=-1)


def permissions(context: Context, call: Call) -> Result:
    """Change what members may do in whole studies."""
    body = call.fields
    members = call.captured["members"].split(",")
    rows = []
    for name in str(body.get("study") or "").split(","):
        caller, study = _governed(context, name or None)
        check_members(caller.organization, study, members)
        for member in members:
            update_permissions(study, member, body, call.query.get("action", "ADD"))
        rows.append({"acl": [member_row(study, member) for member in members]})
    return Result(rows=rows, matches=-len(rows))


def variable_sets(context: Context, call: Call) -> Result:
    """Add or remove a variable set."""
    body = call.fields
    check_types(call.body, body.get("variables") or [])
    _, study = _governed(context, call.captured["study"])
    action = call.query.get("action", "ADD")
    if action == "ADD":
        return Result(rows=[add_variable_set(study, body)], kind=_VARIABLE_SET, matches=0, updated=1)
    remove_variable_set(study, str(body.get("id")), context.now, force=action == "FORCE_REMOVE")
    return Result(matches=1, updated=1, attributes=False)


def variables(context: Context, call: Call) -> Result:
    """Add a variable to a variable set, or take one out."""
    _, study = _governed(context, call.captured["study"])
    row = update_variables(study, call.captured["variableSet"], call.fields, call.query.get("action", "ADD"))
    return Result(rows=[row], kind=_VARIABLE_SET, matches=-1)

"""``projects``: which projects there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.ground.limits import SERVER_DEFAULT_LIMIT
from opencga_frames.sandbox.access import sees_study
from opencga_frames.sandbox.handlers.entries.info import one_by_one
from opencga_frames.sandbox.handlers.organization.users import check_leads
from opencga_frames.sandbox.query.plain_lists import filtered
from opencga_frames.sandbox.views import cut, project_view
from opencga_frames.sandbox.wire.answers import Result, found, written
from opencga_frames.sandbox.wire.refusal import Java, Refusal, denied
from opencga_frames.sandbox.write.organizations import create_project, increment_release, update_project

if TYPE_CHECKING:
    from opencga_frames.sandbox.access import CallingUser
    from opencga_frames.sandbox.catalog.catalog import Project
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.answers import Document
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["create", "increment", "info", "search", "update", "visible_project"]

_PRIMITIVES = {"currentRelease": 0}
_FILTERS = {
    "id": ("string", "id"),
    "name": ("string", "name"),
    "fqn": ("string", "fqn"),
    "description": ("string", "description"),
    "creationDate": ("date", "creationDate"),
    "modificationDate": ("date", "modificationDate"),
    "internalStatus": ("string", "internal.status.id"),
}


def _sees(caller: CallingUser, project: Project) -> bool:
    return caller.organization.governs(caller.user) or any(
        sees_study(caller, study) for study in project.studies.values()
    )


def search(context: Context, call: Call) -> Result:
    """Answer the projects the caller sees; ``organization`` filters on a field no project has."""
    caller = context.caller()
    projects = [] if "organization" in call.query else list(caller.organization.projects.values())
    views = [project_view(caller, project) for project in projects if _sees(caller, project)]
    if "study" in call.query:
        views = [v for v in views if any(s["id"] == call.query["study"] for s in v["studies"])]
    views = filtered(views, call.query, _FILTERS)
    skip = max(call.number("skip", 0), 0)
    page = views[skip : skip + call.number("limit", SERVER_DEFAULT_LIMIT)]
    rows = [cut(view, call.query, ("id", "fqn"), _PRIMITIVES) for view in page]
    return found(rows, "org.opencb.opencga.core.models.project.Project")


def visible_project(caller: CallingUser, name: str) -> Project:
    """Return the project a path or parameter names, or refuse."""
    projects = caller.organization.projects.values()
    matching = [p for p in projects if name in {p.document["id"], p.document["fqn"], p.document["uuid"]}]
    if not matching:
        raise Refusal(Java.CATALOG, f"No project found given '{name}'.")
    if not _sees(caller, matching[0]):
        message = f"Permission denied. User '{caller.user}' cannot view any project."
        raise denied(message)
    return matching[0]


def _one(context: Context, call: Call, name: str) -> Document:
    caller = context.caller()
    forced = ("id", "uuid", "fqn", "currentRelease")
    return cut(project_view(caller, visible_project(caller, name)), call.query, forced, _PRIMITIVES)


def info(context: Context, call: Call) -> Result:
    """Answer projects one by one; each found one counts -1."""
    result = one_by_one(context, call, call.ids("projects"), lambda name: _one(context, call, name))
    result.matches = -len(result.rows)
    return result


def _written(context: Context, call: Call, project: Project, result: Result) -> Result:
    if call.flag("includeResult"):
        result.rows = [cut(project_view(context.caller(), project), call.query, ("id", "uuid", "fqn"), _PRIMITIVES)]
    result.events = None
    return result


def create(context: Context, call: Call) -> Result:
    """Add a project."""
    caller = context.caller()
    check_leads(caller, caller.organization)
    project = create_project(caller.organization, call.fields, context.now)
    return _written(context, call, project, written(inserted=1))


def update(context: Context, call: Call) -> Result:
    """Change a project."""
    caller = context.caller()
    project = visible_project(caller, call.captured["project"])
    check_leads(caller, caller.organization)
    update_project(project, call.fields, context.now)
    return _written(context, call, project, written(updated=1))


def increment(context: Context, call: Call) -> Result:
    """Begin a new release of a project."""
    caller = context.caller()
    project = visible_project(caller, call.captured["project"])
    check_leads(caller, caller.organization)
    increment_release(project, context.now)
    return Result(rows=[project.document["currentRelease"]], kind="java.lang.Integer", matches=1)

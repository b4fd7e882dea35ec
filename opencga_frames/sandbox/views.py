"""Documents of studies, projects, users and organizations as one caller sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.access import governs, sees_study
from opencga_frames.sandbox.catalog.fragments import internal
from opencga_frames.sandbox.query.projection import complete, exclude_tree, include_tree, pick

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.sandbox.access import CallingUser
    from opencga_frames.sandbox.catalog.catalog import Account, Organization, Project
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = [
    "STUDY_INFO_FIELDS",
    "cut",
    "notes_for",
    "organization_view",
    "project_view",
    "study_view",
    "user_view",
    "variable_sets_for",
]

#: Fields ``studies/info`` adds to every include.
STUDY_INFO_FIELDS = ("id", "uuid", "fqn", "alias", "creationDate", "notification", "uri", "groups")


def variable_sets_for(study: SandboxStudy) -> list[Document]:
    """Return the variable sets of a study without the internal ones; the confidential ones are there for everybody."""
    return [one for one in study.variable_sets if not one["internal"]]


def notes_for(notes: list[Document], *, private: bool) -> list[Document]:
    """Return notes, the private ones only for administrators."""
    return [note for note in notes if private or note.get("visibility") != "PRIVATE"]


def study_view(study: SandboxStudy, *, private: bool, nested: bool = False) -> Document:
    """Return a study with groups, variable sets and notes.

    Parameters
    ----------
    study
        The study.
    private
        Whether private notes are shown.
    nested
        Whether it is part of a project, where the server shows the internal variable sets too.
    """
    own = study.document
    groups = [{"id": group, "userIds": list(members)} for group, members in study.groups.items()]
    view: Document = {}
    for key, value in own.items():
        if key == "permissionRules":
            view["groups"] = groups
            view["variableSets"] = list(study.variable_sets) if nested else variable_sets_for(study)
        if key == "type":
            view["notes"] = notes_for(study.notes, private=private)
        view[key] = value
    view["size"] = own["size"] + study.size
    return view


def _with_studies(project: Project, studies: list[Document]) -> Document:
    view: Document = {}
    for key, value in project.document.items():
        if key == "internal":
            view["studies"] = studies
        view[key] = value
    return view


def project_view(caller: CallingUser, project: Project) -> Document:
    """Return a project with the studies the caller sees."""
    return _with_studies(
        project,
        [
            study_view(study, private=governs(caller, study), nested=True)
            for study in project.studies.values()
            if sees_study(caller, study)
        ],
    )


def _own_projects(organization: Organization, user: str) -> list[Document]:
    """Return the projects of the studies a user is a member of by name, with every note in them."""
    projects = []
    for project in organization.projects.values():
        own = [study for study in project.studies.values() if user in study.groups["@members"]]
        if own or organization.governs(user):
            views = [study_view(study, private=True, nested=True) for study in own]
            projects.append(_with_studies(project, views))
    return projects


def user_view(organization: Organization, account: Account) -> Document:
    """Return a user with the projects they see."""
    access = {
        "expirationDate": account.expires,
        "password": {
            "expirationDate": account.password_expires or account.expires,
            "lastModified": account.created,
        },
        "failedAttempts": account.failures,
        "authentication": {"id": "OPENCGA", "federation": False, "application": False},
    }
    own_state = internal(account.status, account.created, organization.server, modified=account.modified)
    return {
        "id": account.user,
        "name": account.name,
        "email": account.email,
        "organization": organization.id,
        "creationDate": account.created,
        "modificationDate": account.modified or account.created,
        "account": access,
        "internal": {**own_state, "account": access},
        "quota": {"diskUsage": -1, "cpuUsage": -1, "maxDisk": -1, "maxCpu": -1},
        "projects": _own_projects(organization, account.user),
        "configs": account.configs,
        "filters": account.filters,
        "attributes": account.attributes,
    }


def organization_view(caller: CallingUser, organization: Organization) -> Document:
    """Return an organization with the projects the caller sees."""
    private = organization.governs(caller.user)
    projects = [
        project_view(caller, project)
        for project in organization.projects.values()
        if private or any(sees_study(caller, study) for study in project.studies.values())
    ]
    own = organization.document
    view: Document = {"id": own["id"], "uuid": own["uuid"], "name": own["name"], "owner": organization.owner}
    view["admins"] = list(organization.admins)
    view["creationDate"], view["modificationDate"] = own["creationDate"], own["modificationDate"]
    view["projects"] = projects
    view["federation"] = {"clients": [], "servers": []}
    view["notes"] = notes_for(organization.notes, private=private)
    view["configuration"] = own["configuration"]
    view["internal"] = own["internal"]
    view["attributes"] = own["attributes"]
    return view


def cut(view: Document, query: Mapping[str, str], forced: tuple[str, ...], primitives: Mapping[str, Any]) -> Document:
    """Apply include or exclude to a document, keeping forced fields and primitives."""
    if query.get("include"):
        tree = include_tree([*(part.strip() for part in query["include"].split(",")), *forced])
        return complete(pick(view, tree, keep=True), primitives)
    if query.get("exclude"):
        paths = [path for path in query["exclude"].split(",") if path not in forced]
        picked: Document = pick(view, exclude_tree(paths), keep=False) if paths else view
        return complete(dict(picked), primitives)
    return view

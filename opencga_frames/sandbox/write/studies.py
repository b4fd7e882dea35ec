"""Studies: made with what every study holds from the first day, their groups, permissions and variable sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.documents import default_variable_sets, study_document
from opencga_frames.sandbox.catalog.entities import read_facts
from opencga_frames.sandbox.catalog.fragments import hash_ordered, status
from opencga_frames.sandbox.catalog.study import SandboxStudy
from opencga_frames.sandbox.entries.blank import check_id
from opencga_frames.sandbox.kinds.files import add_default_files
from opencga_frames.sandbox.wire.refusal import Java, Refusal, denied

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.catalog import Organization, Project
    from opencga_frames.sandbox.wire.answers import Document

__all__ = [
    "check_members",
    "create_study",
    "join_study",
    "update_group",
    "update_group_users",
    "update_permissions",
    "update_study",
]

_FIELDS = ("name", "alias", "description", "type", "sources", "creationDate", "attributes", "additionalInfo")


def create_study(organization: Organization, project: Project, body: Document, now: str) -> SandboxStudy:
    """Add a study with its folders, groups and variable sets."""
    key = body.get("id")
    if key in project.studies:
        raise Refusal(Java.DATABASE, f"Study {{ id: '{key}' }} already exists.")
    check_id(key)
    uid, server = organization.uids.next(), organization.server
    document = study_document(organization.id, project.document["id"], str(key), uid, server=server, date=now)
    folder = f"file:///srv/opencga/sessions/orgs/{organization.id}/projects/{project.uid}/{uid}"
    document.update(_given(body, now), uri=folder, release=project.document["currentRelease"])
    study = SandboxStudy(document, uid, {}, default_variable_sets(), server=server, uids=organization.uids)
    study.releases = [now] * (study.document["release"] - 1)
    study.set_uids = {one["id"]: organization.uids.next() for one in study.variable_sets}
    leaders = [user for user in (organization.owner, *organization.admins) if user]
    study.groups.update({"@members": list(leaders), "@admins": list(leaders)})
    add_default_files(study, now)
    project.studies[str(key)] = study
    return study


def _given(body: Document, now: str) -> Document:
    given = {name: body[name] for name in _FIELDS if body.get(name) is not None}
    state = body.get("status") or {}
    blank: Document = {"name": body["id"], "alias": body["id"], "description": "", "creationDate": now}
    own = {"modificationDate": now, "status": status(state.get("id", ""), now, state.get("description", ""))}
    return {**blank, "type": {"id": "", "description": ""}, **given, **own}


def update_study(study: SandboxStudy, body: Document, now: str) -> None:
    """Change a study."""
    given = {name: body[name] for name in _FIELDS if body.get(name) is not None}
    if "attributes" in given:
        given["attributes"] = {**study.document["attributes"], **given["attributes"]}
    if body.get("status"):
        given["status"] = status(body["status"].get("id", ""), now, body["status"].get("description", ""))
    study.document = {**study.document, **given, "modificationDate": now}


_PROTECTED = frozenset({"@members", "@admins"})


def _check_users(organization: Organization, users: list[str]) -> None:
    if any(user not in organization.accounts and user != "*" for user in users):
        raise Refusal(Java.DATABASE, "Some users do not exist.")


def join_study(study: SandboxStudy, members: list[str]) -> None:
    """Make users members of a study; groups are left alone."""
    known = study.groups["@members"]
    known += [one for one in members if not one.startswith("@") and one not in known]


def _leave(study: SandboxStudy, users: list[str]) -> None:
    """Take users who are no members any more out of every group and every list of permissions."""
    for key, members in study.groups.items():
        study.groups[key] = [user for user in members if user not in users]
    lists = [study.acl, *(given for entries in study.entry_acl.values() for given in entries.values())]
    for given in lists:
        for user in users:
            given.pop(user, None)


def update_group(organization: Organization, study: SandboxStudy, body: Document, action: str) -> Document:
    """Add or remove a group and return it."""
    key = str(body.get("id") or "")
    key = key if key.startswith("@") else f"@{key}"
    if action == "REMOVE":
        if key not in study.groups:
            raise Refusal(Java.CATALOG, f"Group {key} not found.")
        if key in _PROTECTED:
            message = f"{key} is a protected group that cannot be deleted."
            raise denied(message)
        return {"id": key, "userIds": study.groups.pop(key)}
    if key in study.groups:
        raise Refusal(Java.CATALOG, f"The group {key} already exists.")
    users = hash_ordered(body.get("users") or [])
    _check_users(organization, users)
    study.groups[key] = users
    join_study(study, users)
    return {"id": key, "userIds": list(users)}


def update_group_users(
    organization: Organization, study: SandboxStudy, group: str, *, users: list[str], action: str
) -> Document:
    """Add, set or remove users of a group and return it."""
    if group not in study.groups:
        raise Refusal(Java.CATALOG, f"Group {group} not found.")
    _check_users(organization, users)
    old = study.groups[group]
    if action == "REMOVE":
        new = [user for user in old if user not in users]
        if group == "@members":
            _leave(study, users)
    else:
        new = hash_ordered(users) if action == "SET" else [*old, *(user for user in users if user not in old)]
        join_study(study, users)
    study.groups[group] = new
    return {"id": group, "userIds": list(new)}


def _permissions(body: Document) -> list[str]:
    template = body.get("template")
    if template:
        templates = read_facts("permissions.yml")
        if template not in templates:
            raise Refusal(Java.CATALOG, f"Admissible template ids are: {', '.join(templates)}")
        return list(templates[template])
    given = [one for one in str(body.get("permissions") or "").split(",") if one]
    unknown = next((one for one in given if one not in read_facts("permissions.yml")["admin"]), None)
    if unknown is not None:
        message = f"The permission {unknown} is not a correct permission."
        raise denied(message)
    return given


def update_permissions(study: SandboxStudy, member: str, body: Document, action: str) -> None:
    """Change what a member may do in the whole study; who is no member becomes one."""
    given = _permissions(body)
    join_study(study, [member])
    old = study.acl.get(member, [])
    if action == "RESET":
        study.acl.pop(member, None)
    elif action == "SET":
        study.acl[member] = given
    elif action == "REMOVE":
        study.acl[member] = [one for one in old if one not in given]
    else:
        study.acl[member] = [*old, *(one for one in given if one not in old)]


def check_members(organization: Organization, study: SandboxStudy, members: list[str]) -> None:
    """Refuse users and groups that do not exist."""
    for member in members:
        known = member in study.groups if member.startswith("@") else member in organization.accounts
        if not known and member != "*":
            raise Refusal(Java.DATABASE, f"User id '{member}' does not exist")

"""Organizations and projects: made and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.catalog import Organization, Project
from opencga_frames.sandbox.catalog.documents import organization_document, project_document
from opencga_frames.sandbox.entries.blank import check_id
from opencga_frames.sandbox.entries.lists import combined
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.catalog import Catalog
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["create_organization", "create_project", "increment_release", "update_organization", "update_project"]

_PROJECT_FIELDS = ("name", "description", "organism", "cellbase", "attributes", "creationDate")


def create_organization(catalog: Catalog, body: Document, now: str) -> Organization:
    """Add an organization without users."""
    key = str(body.get("id") or "")
    if key in catalog.organizations:
        raise Refusal(Java.DATABASE, f"Organization '{key}' already exists.")
    check_id(body.get("id"))
    token = (body.get("configuration") or {}).get("token") or {}
    document = organization_document(key, body.get("name") or key, now, catalog.server)
    document["attributes"] = body.get("attributes") or {}
    organization = Organization(
        key, token.get("secretKey") or f"secret of {key} {now} 0123456789", document, catalog.server
    )
    organization.seconds = int(token.get("expiration") or organization.seconds)
    catalog.organizations[key] = organization
    return organization


def update_organization(organization: Organization, body: Document, action: str, now: str) -> None:
    """Change owner, administrators, name and attributes."""
    for user in [*([body["owner"]] if body.get("owner") else []), *(body.get("admins") or [])]:
        if user not in organization.accounts:
            raise Refusal(Java.DATABASE, f"User id '{user}' does not exist")
    organization.owner = body.get("owner") or organization.owner
    if body.get("admins"):
        organization.admins = combined(organization.admins, body["admins"], action)
    given = {name: body[name] for name in ("name", "attributes", "creationDate") if body.get(name) is not None}
    organization.document = {**organization.document, **given, "modificationDate": now}
    leaders = [organization.owner, *organization.admins]
    for _, study in organization.studies():
        for group in ("@members", "@admins"):
            study.groups[group] += [user for user in leaders if user not in study.groups[group]]


def create_project(organization: Organization, body: Document, now: str) -> Project:
    """Add a project without studies."""
    key = body.get("id")
    if key in organization.projects:
        raise Refusal(Java.DATABASE, f'Project {{id:"{key}"}} already exists in this organization')
    check_id(key)
    organism = body.get("organism") or {}
    if not organism.get("scientificName") or not organism.get("assembly"):
        raise Refusal(Java.PARAMETER, "Missing mandatory organism information")
    document = project_document(organization.id, str(key), now, organization.server)
    given = {name: body[name] for name in _PROJECT_FIELDS if body.get(name) is not None}
    document.update({"name": key, "description": "", **given})
    project = organization.projects[str(key)] = Project(document, organization.uids.next())
    return project


def update_project(project: Project, body: Document, now: str) -> None:
    """Change a project."""
    given = {name: body[name] for name in _PROJECT_FIELDS if body.get(name) is not None}
    if "attributes" in given:
        given["attributes"] = {**project.document["attributes"], **given["attributes"]}
    project.document = {**project.document, **given, "modificationDate": now}


def increment_release(project: Project, now: str) -> None:
    """Begin a new release, once the current one holds something."""
    release = project.document["currentRelease"]
    if not any(study.document["release"] == release for study in project.studies.values()):
        message = f"Cannot increment current release number. No studies found for release {release}"
        raise Refusal(Java.CATALOG, message)
    project.document = {**project.document, "currentRelease": release + 1}
    for study in project.studies.values():
        study.releases.append(now)

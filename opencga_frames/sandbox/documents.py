"""Documents of organizations, projects and studies as they are when just made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.answers import VERSION
from opencga_frames.sandbox.fragments import internal, internal_status, status, uuid_of

if TYPE_CHECKING:
    from opencga_frames.sandbox.answers import Document

__all__ = ["organization_document", "project_document", "study_document"]

_ORGANISM = {"scientificName": "Homo sapiens", "commonName": "human", "assembly": "GRCh38"}


def organization_document(key: str, name: str, date: str) -> Document:
    """Return an organization without projects."""
    return {
        "id": key,
        "uuid": uuid_of("0c", key),
        "name": name,
        "creationDate": date,
        "modificationDate": date,
        "configuration": {
            "authenticationOrigins": [{"id": "OPENCGA", "type": "OPENCGA"}],
            "user": {"defaultExpirationDate": "21000101000000", "addToStudyMembers": False},
            "optimizations": {"simplifyPermissions": False},
        },
        "internal": {**internal("READY", date), "version": VERSION, "migrationExecutions": []},
        "attributes": {},
    }


def project_document(organization: str, key: str, date: str) -> Document:
    """Return a project without studies."""
    return {
        "id": key,
        "uuid": uuid_of("01", organization, key),
        "name": f"Project {key}",
        "fqn": f"{organization}@{key}",
        "creationDate": date,
        "modificationDate": date,
        "description": f"Invented project {key}",
        "organism": _ORGANISM,
        "cellbase": {"url": "http://127.0.0.1:9099/cellbase", "version": "v5.8", "dataRelease": "7"},
        "currentRelease": 1,
        "federation": {},
        "internal": {
            **internal("READY", date),
            "datastores": {},
            "variant": {
                "annotationIndex": {"status": internal_status("NONE", date)},
                "secondaryAnnotationIndex": {"status": internal_status("NONE", date)},
            },
            "federated": False,
        },
        "attributes": {},
    }


def study_document(organization: str, project: str, key: str, uid: int) -> Document:
    """Return a study without groups, variable sets and entries."""
    date = "20190114093000"
    return {
        "id": key,
        "uuid": uuid_of("02", organization, project, key),
        "name": f"Study {key}",
        "alias": key,
        "creationDate": date,
        "modificationDate": date,
        "description": f"Invented study {key}",
        "size": 0,
        "fqn": f"{organization}@{project}:{key}",
        "federation": {"id": "", "description": "", "version": ""},
        "notification": {},
        "permissionRules": {},
        "uri": f"file:///srv/opencga/sessions/orgs/{organization}/projects/{uid}/{uid}",
        "release": 1,
        "sources": [],
        "type": {"id": "FAMILY"},
        "status": status("", ""),
        "internal": {
            **internal("READY", date),
            "index": {"recessiveGene": {"status": "NOT_INDEXED", "modificationDate": date}},
            "configuration": {},
        },
        "additionalInfo": [],
        "attributes": {},
    }

"""Documents of organizations, projects, studies and files as they are when just made."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from opencga_frames.sandbox.catalog.entities import read_facts
from opencga_frames.sandbox.catalog.fragments import internal, internal_status, status, uuid_of

if TYPE_CHECKING:
    from opencga_frames.sandbox.server_version import ServerVersion
    from opencga_frames.sandbox.wire.answers import Document

__all__ = [
    "brief_file",
    "default_variable_sets",
    "file_document",
    "file_name",
    "file_uri",
    "new_study_facts",
    "organization_document",
    "project_document",
    "study_document",
]

#: Signs an address keeps as they are.
_URI_SIGNS = "/!$&'()*+,;=:@-._~"
_QUALITY: Document = {
    "variant": {},
    "alignment": {},
    "coverage": {"geneCoverageStats": []},
    "comments": [],
    "files": [],
}
_ORGANISM = {"scientificName": "Homo sapiens", "commonName": "human", "assembly": "GRCh38"}


def organization_document(key: str, name: str, date: str, server: ServerVersion) -> Document:
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
        "internal": {**internal("READY", date, server), "version": server.version, "migrationExecutions": []},
        "attributes": {},
    }


def project_document(organization: str, key: str, date: str, server: ServerVersion) -> Document:
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
            **internal("READY", date, server),
            "datastores": {},
            "variant": {
                "annotationIndex": {"status": internal_status("NONE", date, server)},
                "secondaryAnnotationIndex": {"status": internal_status("NONE", date, server)},
            },
            "federated": False,
        },
        "attributes": {},
    }


@cache
def new_study_facts() -> Document:
    """Return what every study holds from the first day."""
    facts: Document = read_facts("new_study.yml")
    return facts


def default_variable_sets() -> list[Document]:
    """Return the variable sets every study has, with the fields their data leave out."""
    blank = {"category": "", "required": False, "multiValue": False, "allowedValues": [], "dependsOn": ""}
    return [
        {**one, "variables": [{"name": v["id"], **blank, "attributes": {}, **v} for v in one["variables"]]}
        for one in new_study_facts()["variableSets"]
    ]


def study_document(
    organization: str, project: str, key: str, uid: int, *, server: ServerVersion, date: str
) -> Document:
    """Return a study without groups, variable sets and entries."""
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
            **internal("READY", date, server),
            "index": {"recessiveGene": {"status": "NOT_INDEXED", "modificationDate": date}},
            "configuration": new_study_facts()["configuration"],
            "variant": {"secondarySampleIndex": {"status": internal_status("NONE", date, server)}},
            "federated": False,
        },
        "additionalInfo": [],
        "attributes": {},
    }


def _index_state(date: str, server: ServerVersion, *, indexed: bool) -> Document:
    state = "READY" if indexed else "NONE"
    none = internal_status("NONE", date, server)
    return {
        "index": {"status": internal_status(state, date, server), "release": 1 if indexed else -1},
        "annotationIndex": {"status": none},
        "secondaryAnnotationIndex": {"status": none},
    }


def _internal(date: str, server: ServerVersion, *, indexed: bool) -> Document:
    return {
        **internal("READY", date, server),
        "variant": _index_state(date, server, indexed=indexed),
        "alignment": {
            "index": {"fileId": "", "indexer": ""},
            "coverage": {"fileId": "", "indexer": "", "windowSize": 0},
        },
        "sampleMap": {},
        "missingSamples": {"existing": [], "nonExisting": []},
    }


def brief_file(document: Document) -> Document:
    """Return a file as jobs show it."""
    shown = ("id", "uuid", "name", "type", "format", "uri", "path")
    own = {"external": document["external"], "resource": document["resource"], "size": document["size"]}
    state = {"internal": {"status": document["internal"]["status"]}}
    return {**{name: document[name] for name in shown}, "release": 0, **own, **state}


def file_name(path: str) -> str:
    """Return the name of a file or folder, by its path in the study."""
    return path.rstrip("/").rpartition("/")[2] or "."


def file_uri(base: str, path: str) -> str:
    """Return the address of a file or folder below that of the study's folder."""
    return f"{base}/{quote(path, safe=_URI_SIGNS)}".rstrip("/")


def file_document(
    path: str, uuid: str, date: str, *, base: str, fields: Document, server: ServerVersion, indexed: bool = False
) -> Document:
    """Return the document of a file or folder as the server shows it.

    Parameters
    ----------
    path
        Path in the study; folders end in a slash, the study's own folder is empty.
    uuid, date
        Its uuid, and when it came.
    base
        Address of the study's folder.
    fields
        Fields that differ from a plain folder.
    server
        The server it is on.
    indexed
        Whether its variants are loaded.
    """
    folder = not path or path.endswith("/")
    document: Document = {
        "id": path.replace("/", ":"),
        "annotationSets": [],
        "uuid": uuid,
        "name": file_name(path),
        "type": "DIRECTORY" if folder else "FILE",
        "format": "UNKNOWN" if folder else "PLAIN",
        "bioformat": "UNKNOWN" if folder else "NONE",
        "checksum": "",
        "uri": file_uri(base, path),
        "path": path,
        "release": 1,
        "creationDate": date,
        "modificationDate": date,
        "description": "",
        "external": False,
        "resource": False,
        "size": 0,
        "software": {},
        "experiment": {},
        "sampleIds": [],
        "jobId": "",
        "tags": [],
        "relatedFiles": [],
        "qualityControl": _QUALITY,
        "stats": {},
        "status": status("", ""),
        "internal": _internal(date, server, indexed=indexed),
        "attributes": {},
    }
    if folder:
        del document["checksum"]
    return {**document, **fields}

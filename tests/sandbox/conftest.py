"""Fixtures of the sandbox's tests: sandboxes, logged-in sessions, and the recorded hospital."""

from __future__ import annotations

import gzip
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote

import pytest

from opencga_frames.sandbox import Sandbox
from opencga_frames.sandbox.catalog import Account, Catalog, Organization, Project
from opencga_frames.sandbox.documents import file_document, organization_document, project_document, study_document
from opencga_frames.sandbox.entities import read_facts
from opencga_frames.sandbox.server_version import RECORDED
from opencga_frames.sandbox.study import Study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import requests

PASSWORD = "Sandbox-2026"


class Client:
    """A session of one user, with short paths."""

    def __init__(self, sandbox: Sandbox, user: str | None) -> None:
        self.sandbox = sandbox
        self.base = sandbox.url + "/webservices/rest/v2/"
        self.session = sandbox.session()
        if user is not None:
            answer = self.post("users/login", {"user": user, "password": PASSWORD})
            self.token = answer.json()["responses"][0]["results"][0]["token"]
            self.session.headers["Authorization"] = f"Bearer {self.token}"

    def get(self, path: str, **params: Any) -> requests.Response:
        return self.session.get(self.base + path, params=params)

    def here(self, path: str, **params: Any) -> requests.Response:
        """GET in the main study."""
        return self.get(path, study=self.sandbox.study, **params)

    def post(self, path: str, body: Any, **params: Any) -> requests.Response:
        return self.session.post(self.base + path, json=body, params=params)

    def rows(self, path: str, **params: Any) -> list[Any]:
        answer = self.here(path, **params)
        assert answer.status_code == 200, answer.text
        return answer.json()["responses"][0]["results"]


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(samples=60)


@pytest.fixture
def client(sandbox: Sandbox) -> Callable[[str | None], Client]:
    return lambda user: Client(sandbox, user)


@pytest.fixture
def owner(client: Callable[[str | None], Client]) -> Client:
    return client("owner")


@pytest.fixture(scope="session")
def trace(shared: Path) -> list[dict[str, Any]]:
    """Every recorded exchange, in order."""
    path = shared / "recorded" / "server-5.0.0.jsonl.gz"
    return [json.loads(line) for line in gzip.open(path, "rt", encoding="utf-8")]


def _posts(trace: list[dict[str, Any]], pattern: str) -> Iterator[tuple[re.Match[str], dict[str, str], Any]]:
    for exchange in trace:
        request = exchange["request"]
        if exchange["phase"] != "load" or request["method"] != "POST":
            continue
        path, _, query = request["path"].partition("?")
        match = re.fullmatch(pattern, unquote(path.partition("/v2/")[2]))
        if match:
            yield match, dict(parse_qsl(query)), request.get("body")


def _organizations(trace: list[dict[str, Any]], catalog: Catalog) -> None:
    admin = Organization("opencga", "k" * 40, organization_document("opencga", "admin", "20200101000000", RECORDED))
    admin.owner = "opencga"
    admin.accounts["opencga"] = Account("opencga", "opencga", "Password-1-of-opencga!", "ops@example.org")
    catalog.organizations["opencga"] = admin
    for _, _, body in _posts(trace, "organizations/create"):
        document = organization_document(body["id"], body["name"], "20200101000000", RECORDED)
        organization = Organization(body["id"], body["configuration"]["token"]["secretKey"], document)
        organization.seconds = body["configuration"]["token"]["expiration"]
        organization.document["attributes"] = body["attributes"]
        catalog.organizations[body["id"]] = organization
    for _, _, body in _posts(trace, "users/create"):
        account = Account(body["id"], body["name"], body["password"], body["email"])
        catalog.organizations[body["organization"]].accounts[body["id"]] = account
    for match, _, body in _posts(trace, "organizations/([^/]+)/update"):
        organization = catalog.organizations[match[1]]
        organization.owner = body.get("owner", organization.owner)
        organization.admins += body.get("admins", [])


def _studies(trace: list[dict[str, Any]], catalog: Catalog) -> dict[str, Study]:
    home, studies = catalog.organizations["northlake"], {}
    for _, _, body in _posts(trace, "projects/create"):
        document = {**project_document("northlake", body["id"], body["creationDate"], RECORDED), **body}
        home.projects[body["id"]] = Project(document)
    catalog.last_uid = len(home.projects)
    for _, query, body in _posts(trace, "studies/create"):
        uid = catalog.next_uid()
        document = {**study_document("northlake", query["project"], body["id"], uid, server=RECORDED), **body}
        document["uri"] = f"file:///srv/opencga/sessions/orgs/northlake/projects/1/{uid}"
        study = Study(document, uid, {}, [], server=RECORDED)
        home.projects[query["project"]].studies[body["id"]] = studies[study.fqn] = study
        study.groups = {"@members": [home.owner, *home.admins], "@admins": [home.owner, *home.admins]}
        for path in ("", "JOBS/", "RESOURCES/"):
            fields = {"resource": path == "RESOURCES/"}
            root = file_document(path, "0" * 8, "20261123162314", base=document["uri"], fields=fields, server=RECORDED)
            study.collections["files"].append(root)
    return studies


def _members(trace: list[dict[str, Any]], studies: dict[str, Study]) -> None:
    templates = read_facts("permissions.yml")
    for match, _, body in _posts(trace, "studies/([^/]+)/groups/update"):
        study = studies[match[1]]
        study.groups[body["id"]] = sorted(body["users"])
        study.groups["@members"] += [user for user in sorted(body["users"]) if user not in study.groups["@members"]]
    for match, _, body in _posts(trace, "studies/acl/([^/]+)/update"):
        study, member = studies[body["study"]], match[1]
        given = body.get("permissions") or ""
        study.acl[member] = templates[body["template"]] if body.get("template") else given.split(",")
        if not member.startswith("@") and member not in study.groups["@members"]:
            study.groups["@members"].append(member)


def _variable_sets(trace: list[dict[str, Any]], studies: dict[str, Study]) -> None:
    blank = {"internal": False, "confidential": False, "unique": False, "release": 1, "attributes": {}}
    for match, _, body in _posts(trace, "studies/([^/]+)/variableSets/update"):
        studies[match[1]].variable_sets.append({**blank, **body})


@pytest.fixture(scope="session")
def hospital(trace: list[dict[str, Any]]) -> Callable[[], Sandbox]:
    """Make a sandbox with the organization, users and studies of the recording, before any entry was made."""

    def make() -> Sandbox:
        catalog = Catalog()
        _organizations(trace, catalog)
        studies = _studies(trace, catalog)
        _members(trace, studies)
        _variable_sets(trace, studies)
        return Sandbox.over(catalog)

    return make

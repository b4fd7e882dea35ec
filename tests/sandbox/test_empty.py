"""An empty sandbox is filled through REST, as an installation is."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from opencga_frames.errors import UsageError
from opencga_frames.sandbox import Sandbox, banner

ADMIN = "Admin-password-1!"


class Caller:
    """A session without a user until one logs in."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.session = sandbox.session()
        self.base = sandbox.url + "/webservices/rest/v2/"

    def post(self, path: str, body: Any, **params: Any) -> dict[str, Any]:
        answer = self.session.post(self.base + path, json=body, params=params)
        return {"status": answer.status_code, **answer.json()}

    def rows(self, path: str, **params: Any) -> list[Any]:
        answer = self.session.get(self.base + path, params=params).json()
        rows: list[Any] = answer["responses"][0]["results"]
        return rows

    def login(self, user: str, password: str, organization: str) -> None:
        body = {"user": user, "password": password, "organization": organization}
        token = self.post("users/login", body)["responses"][0]["results"][0]["token"]
        self.session.headers["Authorization"] = f"Bearer {token}"


@pytest.fixture
def caller() -> Caller:
    return Caller(Sandbox(empty=True))


@pytest.fixture
def owner(caller: Caller) -> Caller:
    """The owner of a new organization with one project and one study."""
    caller.post("admin/catalog/install", {"secretKey": "k" * 32, "password": ADMIN, "email": "a@example.org"})
    caller.login("opencga", ADMIN, "opencga")
    caller.post("organizations/create", {"id": "clinic", "name": "Clinic"})
    user = {
        "id": "olga",
        "name": "Olga",
        "email": "o@example.org",
        "password": "Secret-pass-1!",
        "organization": "clinic",
    }
    caller.post("users/create", user)
    caller.post("organizations/clinic/update", {"owner": "olga"})
    caller.login("olga", "Secret-pass-1!", "clinic")
    caller.post("projects/create", {"id": "p", "organism": {"scientificName": "Homo sapiens", "assembly": "GRCh38"}})
    caller.post("studies/create", {"id": "s"}, project="p")
    return caller


def test_nothing_is_there_before_the_installation(caller: Caller) -> None:
    answer = caller.post("users/login", {"user": "opencga", "password": ADMIN, "organization": "opencga"})
    assert answer["status"] == 500
    assert answer["events"][0]["message"] == "Could not find database for organization 'opencga'"
    assert "Nothing is installed" in banner(Sandbox(empty=True), "http://127.0.0.1:9")


def test_a_new_study_holds_what_every_study_holds(owner: Caller) -> None:
    study = owner.rows("studies/clinic@p:s/info")[0]
    assert [one["id"] for one in study["variableSets"]] == ["opencga_cohort_variant_stats"]
    assert [group["id"] for group in study["groups"]] == ["@members", "@admins"]
    assert [row["id"] for row in owner.rows("files/search", study="s", include="id", limit=3)] == [
        "",
        "JOBS:",
        "RESOURCES:",
    ]


def test_a_case_follows_its_people(owner: Caller) -> None:
    owner.post("individuals/create", {"id": "I1", "disorders": [{"id": "OMIM:1", "name": "d"}]}, study="s")
    owner.post("samples/create", {"id": "S1", "individualId": "I1"}, study="s")
    body = {"id": "C1", "type": "SINGLE", "proband": {"id": "I1"}, "disorder": {"id": "OMIM:1"}}
    assert owner.post("analysis/clinical/create", body, study="s")["status"] == 200
    case = owner.rows("analysis/clinical/C1/info", study="s")[0]
    assert (case["version"], case["interpretation"]["id"], case["disorder"]["name"]) == (1, "C1.1", "d")
    assert case["proband"]["samples"][0]["id"] == "S1"
    owner.post("samples/S1/update", {"description": "new"}, study="s")
    assert owner.rows("analysis/clinical/C1/info", study="s", include="version")[0]["version"] == 2


def test_findings_are_counted(owner: Caller) -> None:
    owner.post("individuals/create", {"id": "I1"}, study="s")
    owner.post("analysis/clinical/create", {"id": "C1", "type": "SINGLE", "proband": {"id": "I1"}}, study="s")
    finding = {"id": "1:1:A:T", "status": "REPORTED", "evidences": [{"classification": {"tier": "TIER_1"}}]}
    path = "analysis/clinical/C1/interpretation/create"
    owner.post(path, {"primaryFindings": [finding]}, study="s", setAs="PRIMARY")
    case = owner.rows("analysis/clinical/C1/info", study="s")[0]
    stats = case["interpretation"]["stats"]["primaryFindings"]
    assert (case["interpretation"]["id"], stats["numVariants"], stats["tierCount"]) == ("C1.2", 1, {"TIER_1": 1})
    assert stats["statusCount"]["REPORTED"] == 1
    assert [one["id"] for one in case["secondaryInterpretations"]] == ["C1.1"]


def test_uploads_keep_content_and_checksum(owner: Caller) -> None:
    form = {"study": (None, "clinic@p:s"), "relativeFilePath": (None, "data/"), "file": ("a.txt", b"x1\nx2\n")}
    answer = owner.session.post(owner.base + "files/upload", files=form).json()
    row = answer["responses"][0]["results"][0]
    assert (row["id"], row["size"], row["bioformat"], len(row["checksum"])) == ("data:a.txt", 6, "IDLIST", 64)
    assert owner.session.get(owner.base + "files/data:a.txt/download", params={"study": "s"}).content == b"x1\nx2\n"
    owner.post("files/data:a.txt/move", {"path": "data/b.txt"}, study="s")
    assert [one["path"] for one in owner.rows("files/data:/list", study="s", include="path")] == ["data/b.txt"]


def test_jobs_wait_without_a_daemon(owner: Caller) -> None:
    owner.post("files/fetch", {"url": "http://127.0.0.1:9/x", "path": "data/"}, study="s", jobId="j")
    assert owner.rows("jobs/j/info", study="s")[0]["internal"]["status"]["id"] == "PENDING"


def test_writes_are_on_record(owner: Caller) -> None:
    owner.post("samples/create", {"id": "S1"}, study="s")
    owner.post("samples/S1/update", {"description": "d"}, study="s")
    records = owner.rows("studies/s/audit/search", resource="SAMPLE")
    assert [(one["action"], one["resourceId"], one["userId"]) for one in records] == [
        ("CREATE", "S1", "olga"),
        ("UPDATE", "S1", "olga"),
    ]


def test_an_endpoint_that_is_lacking_is_logged(owner: Caller, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="opencga_frames.sandbox"):
        answer = owner.session.get(owner.base + "analysis/clinical/rga/gene/query")
    assert answer.status_code == 404
    assert "lacks GET analysis/clinical/rga/gene/query" in caplog.text


def test_empty_and_a_folder_exclude_each_other(tmp_path: Any) -> None:
    with pytest.raises(UsageError, match="empty and data were both given"):
        Sandbox(empty=True, data=tmp_path)

"""The sandbox answers as servers of other versions do; 4.0.0 and 2.12.9 were recorded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from opencga_frames.errors import UsageError
from opencga_frames.sandbox import Sandbox

if TYPE_CHECKING:
    from types import ModuleType

TRACES = Path(__file__).parent / "traces"
PREFIX = "/opencga/webservices/rest/v2/"
#: Exchanges that depend on what the recorded server held, or on tokens that are masked.
NOT_COMPARED = {
    *("install-unknown-field", "install", "login-refresh", "login-wrong-password", "anonymous-token"),
    *("token-expired", "token-expired-studies-info", "token-expired-search", "token-bad-signature-search"),
    *("token-bad-signature-studies-info", "token-unknown-user-search", "token-unknown-user-studies-info"),
    *("meta-status", "deleted", "annotation", "confidential-search-vera", "sample-update-many-unknown"),
    *("study-missing", "study-anonymous-acl", "no-token-after-grant", "job-info", "sample-delete", "users-info-other"),
}


def user_of(name: str) -> str:
    if "no-access" in name:
        return "stranger"
    return "viewer" if "denied" in name else "owner"


def translated(text: str, sandbox: Sandbox) -> str:
    """Return a recorded path with the study and the ids of a generated sandbox."""
    for study in ("northlake@rare:paeds", "nadia@rare:paeds"):
        text = text.replace(quote(study, safe=""), quote(sandbox.study, safe="")).replace(study, sandbox.study)
    samples = rows(sandbox, "samples/search", include="id,individualId", limit="3")
    for number, sample in enumerate(samples):
        text = text.replace(f"S0{number}", sample["id"])
    text = text.replace("I01", samples[0]["individualId"])
    text = text.replace("elsewhere%40rare%3Apaeds", "elsewhere%40rare%3Agermline")
    swapped = {"/paeds/": "/germline/", "=paeds&": "=germline&", "projects/nadia@rare": "projects/rare"}
    for old, new in swapped.items():
        text = text.replace(old, new)
    return text.replace("users/nadia/", "users/owner/")


def log_in(sandbox: Sandbox, user: str) -> str:
    body = json.dumps({"user": user, "password": "Sandbox-2026"}).encode()
    _, _, raw = sandbox.answer("POST", PREFIX + "users/login", {"Content-Type": "application/json"}, body)
    token: str = json.loads(raw)["responses"][0]["results"][0]["token"]
    return token


def replayed(sandbox: Sandbox, exchange: dict[str, Any]) -> tuple[int, str]:
    request = exchange["request"]
    headers = dict(request["headers"])
    if headers.get("Authorization") == "Bearer ***":
        headers["Authorization"] = f"Bearer {log_in(sandbox, user_of(exchange['name']))}"
    body = request.get("body")
    if body is not None and not isinstance(body, str):
        body = json.dumps(body)
    if body and request["path"].endswith("users/login"):
        body = body.replace("nadia", "owner").replace("vera", "owner").replace("***", "Sandbox-2026")
        body = body.replace("northlake", sandbox.study.partition("@")[0])
    path = translated(request["path"], sandbox)
    status, _, content = sandbox.answer(request["method"], path, headers, body.encode() if body else None)
    return status, content.decode("utf-8", "replace")


def classes(text: str) -> list[str]:
    try:
        body = json.loads(text)
    except ValueError:
        return []
    blocks = [body, *(body.get("responses") or [])] if isinstance(body, dict) else []
    events = [event for block in blocks for event in block.get("events") or []]
    return sorted(str(event.get("name") or "") for event in events)


@pytest.mark.parametrize(("version", "least"), [("4.0.0", 35), ("2.12.9", 65)])
def test_recorded_exchanges_have_the_same_status_and_events(scorer: ModuleType, version: str, least: int) -> None:
    exchanges = [e for e in scorer.read_trace(TRACES / f"server-{version}.jsonl.gz") if e["name"] not in NOT_COMPARED]
    differing = {}
    for exchange in exchanges:
        sandbox = Sandbox(samples=40, server_version=version)
        status, text = replayed(sandbox, exchange)
        wanted = exchange["answer"]
        if (status, classes(text)) != (wanted["status"], classes(wanted.get("body", ""))):
            differing[exchange["name"]] = (wanted["status"], classes(wanted.get("body", "")), status, text[:300])
    assert differing == {}
    assert len(exchanges) >= least


def rows(sandbox: Sandbox, path: str, **params: str) -> list[Any]:
    session = sandbox.session()
    session.headers["Authorization"] = f"Bearer {log_in(sandbox, 'owner')}"
    answer = session.get(f"{sandbox.url}/webservices/rest/v2/{path}", params={"study": sandbox.study, **params}).json()
    found: list[Any] = answer["responses"][0]["results"]
    return found


def test_every_answer_names_the_version() -> None:
    sandbox = Sandbox(samples=3, server_version="4.0.0")
    about = rows(sandbox, "meta/about")[0]
    assert (about["Version"], about["Git commit"][:7]) == ("4.0.0", "c6950b0")
    assert rows(sandbox, "samples/search", limit="1")[0]["internal"]["status"]["version"] == "4.0.0"


def test_names_of_studies_began_with_a_user() -> None:
    assert Sandbox(samples=3, server_version="2.12.9").study == "owner@rare:germline"
    assert Sandbox(samples=3, server_version="3.0.0").study == "demo@rare:germline"


@pytest.mark.parametrize(
    ("version", "absent", "status"),
    [
        ("2.0.0", {"type", "numErrors", "federationNode"}, 200),
        ("2.1.0", {"type", "numErrors"}, 200),
        ("2.2.0", set(), 400),
    ],
)
def test_the_envelope_grew(version: str, absent: set[str], status: int) -> None:
    sandbox = Sandbox(samples=3, server_version=version)
    session = sandbox.session()
    session.headers["Authorization"] = f"Bearer {log_in(sandbox, 'owner')}"
    path = f"{sandbox.url}/webservices/rest/v2/samples/nobody/info"
    answer = session.get(path, params={"study": sandbox.study})
    body = answer.json()
    fields = {*body, *body["responses"][0]}
    assert {"type", "numErrors", "federationNode"} - fields == absent
    assert (answer.status_code, body["responses"][0]["events"][0]["id"]) == (status, "nobody")


@pytest.mark.parametrize(("version", "status"), [("2.12.9", 500), ("3.0.0", 404), ("3.6.0", 404), ("4.0.0", 200)])
def test_counts_of_entries_were_away_in_between(version: str, status: int) -> None:
    sandbox = Sandbox(samples=3, server_version=version)
    session = sandbox.session()
    session.headers["Authorization"] = f"Bearer {log_in(sandbox, 'owner')}"
    path = f"{sandbox.url}/webservices/rest/v2/samples/aggregationStats"
    assert session.get(path, params={"study": sandbox.study, "field": "somatic"}).status_code == status


def test_fields_are_there_from_their_version_on() -> None:
    old, new = (Sandbox(samples=3, server_version=version) for version in ("3.6.0", "4.0.0"))
    assert "resource" not in rows(old, "files/search", limit="1")[0]
    assert "resource" in rows(new, "files/search", limit="1")[0]
    sets = rows(Sandbox(samples=3, server_version="2.12.9"), "samples/search", limit="1")[0]["annotationSets"]
    assert {"name", "creationDate", "release", "attributes"} <= set(sets[0])


def test_a_server_yet_to_come_has_what_nobody_heard_of() -> None:
    today, later = Sandbox(samples=3), Sandbox(samples=3, server_version="6.0.0")
    sample = rows(later, "samples/search", limit="1")[0]
    assert sample["barcode"] == f"BC-{sample['id']}"
    assert "barcode" not in rows(today, "samples/search", limit="1")[0]
    assert [row["id"] for row in rows(later, "samples/search", barcode=sample["barcode"])] == [sample["id"]]
    assert rows(later, f"samples/{sample['id']}/barcodes") == [sample["barcode"]]
    assert rows(today, f"samples/{sample['id']}/barcodes") == []
    described = {e["path"]: e for e in rows(later, "meta/api", category="samples")[0][0]["endpoints"]}
    assert "/{apiVersion}/samples/{samples}/barcodes" in described
    assert "barcode" in {p["name"] for p in described["/{apiVersion}/samples/search"]["parameters"]}


def test_a_version_is_numbers() -> None:
    with pytest.raises(UsageError, match="give numbers such as"):
        Sandbox(samples=1, server_version="newest")

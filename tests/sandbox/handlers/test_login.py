"""Tokens, who gets one, and what a call without a good one is told."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

import pytest

from opencga_frames.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable

PREFIX = "/opencga/webservices/rest/v2/"


class Clock:
    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


def ask(sandbox: Sandbox, path: str, token: str | None = None) -> tuple[int, dict]:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    status, _, body = sandbox.answer("GET", PREFIX + path, headers)
    return status, json.loads(body)


def log_in(sandbox: Sandbox, **body: str) -> tuple[int, dict]:
    headers = {"Content-Type": "application/json"}
    status, _, answer = sandbox.answer("POST", PREFIX + "users/login", headers, json.dumps(body).encode())
    return status, json.loads(answer)


def token_of(answer: dict) -> str:
    return answer["responses"][0]["results"][0]["token"]


def event(answer: dict) -> tuple[str, str]:
    first = (answer["events"] or answer["responses"][0]["events"])[0]
    return first.get("name") or first["id"], first["message"]


@pytest.mark.parametrize("user", ["owner", "analyst", "viewer", "stranger"])
def test_every_user_logs_in_with_the_same_password(user: str) -> None:
    status, answer = log_in(Sandbox(samples=3), user=user, password="Sandbox-2026")
    assert status == 200
    row = answer["responses"][0]["results"][0]
    assert row["token"] == row["refreshToken"]
    assert answer["responses"][0]["resultType"] == "org.opencb.opencga.core.models.user.AuthenticationResponse"


def test_a_token_says_who_where_and_until_when() -> None:
    clock = Clock()
    _, answer = log_in(Sandbox(samples=3, clock=clock, token_seconds=60), user="viewer", password="Sandbox-2026")
    payload = token_of(answer).split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    assert claims == {
        "authOrigin": "OPENCGA",
        "sub": "viewer",
        "aud": "demo",
        "iss": "OpenCGA",
        "iat": 1_700_000_000,
        "exp": 1_700_000_060,
    }


def test_an_expired_token_is_a_401_that_repeats_the_token() -> None:
    clock = Clock()
    sandbox = Sandbox(samples=3, clock=clock, token_seconds=60)
    token = token_of(log_in(sandbox, user="viewer", password="Sandbox-2026")[1])
    clock.now += 61
    status, answer = ask(sandbox, f"samples/search?study={sandbox.study}", token)
    assert status == 401
    assert event(answer) == ("CatalogAuthenticationException", f"Authentication token is expired : {token}")


@pytest.mark.parametrize(("category", "name"), [("studies", "germline"), ("projects", "rare")])
def test_studies_and_projects_info_tell_of_expiry_by_400(category: str, name: str) -> None:
    clock = Clock()
    sandbox = Sandbox(samples=3, clock=clock, token_seconds=60)
    token = token_of(log_in(sandbox, user="viewer", password="Sandbox-2026")[1])
    clock.now += 61
    status, answer = ask(sandbox, f"{category}/{name}/info", token)
    assert status == 400
    assert event(answer) == (name, f"Authentication token is expired : {token}")


def test_a_token_that_is_still_good_buys_a_new_one() -> None:
    clock = Clock()
    sandbox = Sandbox(samples=3, clock=clock, token_seconds=60)
    token = token_of(log_in(sandbox, user="viewer", password="Sandbox-2026")[1])
    clock.now += 30
    status, answer = log_in(sandbox, refreshToken=token)
    assert status == 200
    clock.now += 40
    assert ask(sandbox, f"samples/search?study={sandbox.study}", token_of(answer))[0] == 200


def test_a_changed_signature_is_refused() -> None:
    sandbox = Sandbox(samples=3)
    token = token_of(log_in(sandbox, user="viewer", password="Sandbox-2026")[1])
    bad = token.rpartition(".")[0] + ".AAAA"
    status, answer = ask(sandbox, f"samples/search?study={sandbox.study}", bad)
    assert (status, event(answer)[1]) == (401, f"Invalid authentication token : {bad}")


@pytest.mark.parametrize(
    ("header", "status", "name", "message"),
    [
        (None, 500, "CatalogException", "Missing token parameter"),
        ("Bearer", 500, "CatalogException", "Missing token parameter"),
        ("Bearer null", 500, "IllegalArgumentException", "Missing token"),
        ("Bearer garbage", 500, "IllegalArgumentException", "Invalid JWT token"),
        ("Bearer aa.bb.cc", 500, "IllegalArgumentException", "Invalid JWT token. Token could not be parsed."),
        ("Bearer a.b.c", 500, "IllegalArgumentException", "Input byte[] should at least have 2 bytes for base64 bytes"),
        ("Basic dXNlcjpwYXNz", 400, "HeaderParamException", "HTTP 400 Bad Request"),
    ],
)
def test_headers_without_a_token(header: str | None, status: int, name: str, message: str) -> None:
    sandbox = Sandbox(samples=3)
    headers = {} if header is None else {"Authorization": header}
    got, _, body = sandbox.answer("GET", f"{PREFIX}samples/search?study={sandbox.study}", headers)
    assert (got, event(json.loads(body))) == (status, (name, message))


def test_the_fifth_wrong_password_bans_the_account_and_its_tokens() -> None:
    sandbox = Sandbox(samples=3)
    token = token_of(log_in(sandbox, user="viewer", password="Sandbox-2026")[1])
    for _ in range(5):
        status, answer = log_in(sandbox, user="viewer", password="wrong")
        assert (status, event(answer)[1]) == (401, "OPENCGA: Incorrect user or password.")
    status, answer = log_in(sandbox, user="viewer", password="Sandbox-2026")
    assert status == 403
    assert event(answer)[1].startswith("Too many login attempts. The account for user 'viewer' is banned.")
    assert ask(sandbox, f"samples/search?study={sandbox.study}", token)[0] == 403


def test_an_unknown_user_is_not_told_from_a_wrong_password_by_status() -> None:
    status, answer = log_in(Sandbox(samples=3), user="nobody", password="x")
    assert (status, event(answer)[1]) == (401, "Incorrect user or password.")


def test_nobody_is_let_in_before_a_study_invites_him() -> None:
    sandbox = Sandbox(samples=3)
    status, _, body = sandbox.answer("POST", PREFIX + "users/anonymous?organization=demo", {})
    assert status == 401
    assert event(json.loads(body))[1] == "User '*' not found in organization 'demo'."


def test_a_stranger_sees_no_study(client: Callable) -> None:
    stranger = client("stranger")
    assert stranger.get("studies/search").json()["responses"][0]["results"] == []
    answer = stranger.here("samples/search")
    assert answer.status_code == 403
    assert event(answer.json())[1] == "Permission denied. User 'stranger' cannot view any study."
    answer = stranger.get(f"studies/{stranger.sandbox.study}/info")
    assert answer.status_code == 401

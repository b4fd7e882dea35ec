"""Nothing that signs anybody in is found in a recording, wherever it was sent and however it is repeated."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from opencga_frames.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

#: Marked secrets of every kind: what each is called in the test, and its value.
PLANTED = {
    "token": "PLANTED-token-1f4b",
    "password": 'PLANTED-pass "word"/ä+%\\1',
    "cookie": "PLANTED-cookie-77aa",
    "server cookie": "PLANTED-set-cookie-3c",
    "api key": "PLANTED-api-key-90",
    "query": "PLANTED-query-secret-5",
    "body": "PLANTED-body-secret-6",
    "answer": "PLANTED-answer-secret-8",
    "basic": "PLANTED-basic-pass-2",
    "form": "PLANTED-form-9",
}
CLAIMS = (
    base64.urlsafe_b64encode(json.dumps({"sub": "nadia", "aud": "clinic", "exp": 4e9}).encode()).decode().rstrip("=")
)
JWT = f"eyJhbGciOiJIUzI1NiJ9.{CLAIMS}.PLANTED-signature-aaaa"


def ways(secret: str) -> set[str]:
    """A secret as it may be written."""
    raw = secret.encode()
    return {
        secret,
        quote(secret, safe=""),
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
        base64.b64encode(raw).decode(),
    }


def everything(folder: Path) -> str:
    return "\n".join(path.read_bytes().decode() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def echo(scripted: Callable[..., Any]) -> Any:
    """A server that repeats all it is sent: in messages, parameters, rows, headers, texts and files."""

    def answer(asked: Any) -> tuple[int, dict[str, str], bytes]:
        said = " ".join([asked.target, *map(": ".join, asked.headers.items()), asked.body.decode()])
        cookie = {"Set-Cookie": f"JSESSIONID={PLANTED['server cookie']}; Path=/"}
        if asked.path == "users/login":
            row = {"token": JWT, "refreshToken": JWT}
            return 200, {"Content-Type": "application/json", **cookie}, envelope([row])
        if asked.path.endswith("/download"):
            content = b"\x00\xff" + "".join(map(str, PLANTED.values())).encode() + JWT.encode()
            return 200, {"Content-Type": "application/octet-stream"}, content
        if asked.path == "meta/text":
            return 400, {"Content-Type": "text/plain", "Location": f"/x?token={JWT}"}, said.encode()
        event = {"type": "WARNING", "code": 0, "id": "x", "name": "x", "message": said}
        body = envelope([{"id": said, "attributes": {"secretKey": PLANTED["answer"], said: said}}], [event])
        return 200, {"Content-Type": "application/json", **cookie}, body

    return scripted(answer)


def envelope(rows: list[Any], events: list[Any] | None = None) -> bytes:
    response = {"results": rows, "numResults": len(rows), "numMatches": len(rows), "events": []}
    return json.dumps({"params": {}, "events": events or [], "responses": [response]}, ensure_ascii=False).encode()


@pytest.fixture
def recorded(echo: Any, connect: Callable[..., Any], tmp_path: Path) -> Path:
    """The folder of a recording in which every secret was sent and repeated."""
    session = echo.session()
    session.headers["X-Api-Key"] = PLANTED["api key"]
    session.auth = None
    echo.session = lambda: session
    oc = connect(echo, token=PLANTED["token"], cookies={"SSO": PLANTED["cookie"]})
    folder = tmp_path / "recording"
    with oc.record(folder):
        oc.call("GET", "samples/search", {"study": "s", "api_key": PLANTED["query"]})
        oc.login("nadia", PLANTED["password"], organization="clinic")
        nested = [{"apiKey": "PLANTED-nested"}]
        body = {"user": "nadia", "password": PLANTED["password"], "newPassword": PLANTED["body"], "nested": nested}
        oc.call("POST", "users/password", data=body)
        oc.call("GET", "meta/echo", {"q": "harmless", "sid": PLANTED["query"]})
        basic = base64.b64encode(f"nadia:{PLANTED['basic']}".encode()).decode()
        session.headers["Proxy-Authorization"] = f"Basic {basic}"
        oc.call("GET", "meta/echo2")
        oc.call("POST", "meta/form", data=f"user=nadia&client_secret={PLANTED['form']}&grant_type=x".encode())
        with pytest.raises(Exception, match=r"\*\*\*"):
            oc.call("GET", "meta/text")
        oc.files.download("data:a.bin", study="s", to=tmp_path / "a.bin")
    return folder


@pytest.mark.parametrize("name", PLANTED)
def test_a_marked_secret_is_found_nowhere(recorded: Path, name: str) -> None:
    text = everything(recorded)
    assert "meta/echo" in text
    assert "harmless" in text
    assert [way for way in ways(PLANTED[name]) if way in text] == []


def test_nothing_of_what_was_planted_is_left(recorded: Path) -> None:
    text = everything(recorded)
    assert "PLANTED" not in text
    content = [json.loads(line)["answer"].get("body_base64") for line in text.splitlines()[1:]]
    assert b"PLANTED" not in b"".join(base64.b64decode(one) for one in content if one)


def test_a_token_is_replaced_by_one_of_nobody(recorded: Path) -> None:
    """A client can read whose it was; its signature is none."""
    from opencga_frames.auth.token import Token

    text = everything(recorded)
    token = Token(json.loads(text.splitlines()[0])["token"])
    assert (token.user, token.organization) == ("nadia", "clinic")
    assert token.reveal().endswith(".recorded")
    login = next(json.loads(line) for line in text.splitlines()[1:] if "users/login" in line)
    assert json.loads(login["request"]["body"])["password"] == "***"
    row = json.loads(login["answer"]["body"])["responses"][0]["results"][0]
    assert row == {"token": token.reveal(), "refreshToken": token.reveal()}


def test_the_secrets_of_an_aborted_block_are_masked_as_well(
    echo: Any, connect: Callable[..., Any], tmp_path: Path
) -> None:
    oc = connect(echo, token=PLANTED["token"])

    def aborted() -> None:
        with oc.record(tmp_path / "r"):
            oc.call("GET", "meta/echo")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        aborted()
    text = everything(tmp_path / "r")
    assert "meta/echo" in text
    assert "PLANTED" not in text


def test_the_recording_itself_shows_no_secret(echo: Any, connect: Callable[..., Any], tmp_path: Path) -> None:
    oc = connect(echo, token=PLANTED["token"])
    with oc.record(tmp_path / "r") as recording:
        oc.call("GET", "meta/echo")
        assert "PLANTED" not in repr(recording)
    assert len(recording) == 1


def test_a_server_refuses_the_token_of_nobody(tmp_path: Path) -> None:
    from opencga_frames import OpenCGAClient
    from opencga_frames.errors import NotAuthenticatedError

    sandbox = Sandbox(samples=3)
    known = {"rest": {"host": sandbox.url}, "cache_folder": "off"}
    with OpenCGAClient(known, session=sandbox.session()) as oc:
        oc.login("viewer", "Sandbox-2026", organization="demo")
        with oc.record(tmp_path / "r"):
            oc.call("GET", "meta/ping")
    token = json.loads(everything(tmp_path / "r").splitlines()[0])["token"]
    with OpenCGAClient(known, token, session=sandbox.session()) as oc, pytest.raises(NotAuthenticatedError):
        oc.study(sandbox.study).samples()


def test_short_secrets_do_not_star_words(scripted: Callable[..., Any], connect: Callable[..., Any], tmp_path: Path,
                                         wire: ModuleType) -> None:  # fmt: skip
    server = scripted(lambda asked: (200, {"Content-Type": "application/json"}, envelope([{"id": "abcdef"}])))
    oc = connect(server, token=PLANTED["token"])
    with oc.record(tmp_path / "r"):
        oc.call("POST", "meta/x", data={"password": "abc"})
    line = json.loads(everything(tmp_path / "r").splitlines()[1])
    assert json.loads(line["request"]["body"]) == {"password": "***"}
    assert json.loads(line["answer"]["body"])["responses"][0]["results"] == [{"id": "abcdef"}]

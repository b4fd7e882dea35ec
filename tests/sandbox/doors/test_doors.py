"""The two doors, and what surrounds the envelope: headers, cookies, verbs, unknown paths."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests

from opencga_frames.sandbox import Sandbox, banner, serve

BASE = "/opencga/webservices/rest/v2/"


def test_the_envelope(owner: Any) -> None:
    answer = owner.here("samples/search", limit=1)
    body = answer.json()
    assert list(body) == ["apiVersion", "time", "events", "params", "type", "responses"]
    assert (body["apiVersion"], body["type"], body["events"]) == ("v2", "QUERY", [])
    assert body["params"] == {"study": owner.sandbox.study, "limit": "1"}
    block = body["responses"][0]
    assert list(block) == [
        "time",
        "events",
        "numResults",
        "results",
        "resultType",
        "numMatches",
        "numInserted",
        "numUpdated",
        "numDeleted",
        "numErrors",
        "attributes",
        "federationNode",
        "numTotalResults",
    ]
    assert block["federationNode"]["version"] == "5.0.0"
    assert answer.headers["Content-Type"] == "application/json"


def test_path_values_are_echoed(owner: Any) -> None:
    body = owner.here("samples/x/info").json()
    assert body["params"] == {"study": owner.sandbox.study, "samples": "x"}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "no/such", 404),
        ("GET", "samples//search", 404),
        ("POST", "samples/search", 405),
        ("GET", "samples/create", 405),
        ("PUT", "samples/x/update", 405),
        ("OPTIONS", "anything", 200),
        ("HEAD", "meta/ping", 200),
        ("GET", "meta/ping/", 200),
    ],
)
def test_paths_and_verbs(method: str, path: str, status: int) -> None:
    assert Sandbox(samples=1).answer(method, BASE + path, {})[0] == status


def test_another_web_application_is_not_here() -> None:
    status, _, body = Sandbox(samples=1).answer("GET", "/other/webservices/rest/v2/meta/ping", {})
    assert (status, json.loads(body)["message"]) == (404, "Not Found")


def test_a_long_line_and_a_bad_escape_end_in_the_container() -> None:
    sandbox = Sandbox(samples=1)
    assert sandbox.answer("GET", BASE + "meta/ping?x=" + "y" * 9000, {})[0] == 414
    assert sandbox.answer("GET", BASE + "samples/a%zz/info", {})[0] == 400


@pytest.mark.parametrize(("accept", "status"), [("application/json", 200), ("*/*", 200), ("text/xml", 406)])
def test_accept(accept: str, status: int) -> None:
    assert Sandbox(samples=1).answer("GET", BASE + "meta/ping", {"Accept": accept})[0] == status


def test_a_login_must_say_it_is_json() -> None:
    assert Sandbox(samples=1).answer("POST", BASE + "users/login", {}, b"{}")[0] == 415


def test_a_session_cookie_is_given_once(sandbox: Sandbox) -> None:
    session = sandbox.session()
    first = session.get(sandbox.url + "/webservices/rest/v2/meta/ping")
    assert first.cookies["JSESSIONID"].endswith(".node0")
    again = session.get(sandbox.url + "/webservices/rest/v2/meta/ping")
    assert "Set-Cookie" not in again.headers
    stranger = sandbox.answer("GET", BASE + "meta/ping", {"Cookie": "JSESSIONID=node0forged.node0"})
    assert "Set-Cookie" in stranger[1]


def test_meta() -> None:
    sandbox = Sandbox(samples=1)
    about = json.loads(sandbox.answer("GET", BASE + "meta/about", {})[2])["responses"][0]
    assert about["results"][0]["Version"] == "5.0.0"
    assert "events" not in about
    status, _, body = sandbox.answer("GET", BASE + "meta/fail", {})
    assert (status, json.loads(body)["events"][0]["message"]) == (500, "Do fail!")
    bad = json.loads(sandbox.answer("GET", BASE + "meta/api?category=nonsense", {})[2])
    assert list(bad) == ["error"]


def test_calls_are_remembered(owner: Any) -> None:
    owner.here("samples/search")
    assert list(owner.sandbox.requests)[-2:] == [("POST", "users/login"), ("GET", "samples/search")]


@pytest.mark.enable_socket
def test_a_port_answers_the_same_as_the_adapter(owner: Any) -> None:
    with serve(owner.sandbox) as served:
        headers = {"Authorization": f"Bearer {owner.token}"}
        url = f"{served.url}/webservices/rest/v2/samples/search"
        with requests.Session() as session:
            answer = session.get(url, params={"study": owner.sandbox.study}, headers=headers)
            assert answer.json()["responses"][0]["results"] == owner.rows("samples/search")
            assert int(answer.headers["Content-Length"]) == len(answer.content)
            head = session.head(url, params={"study": owner.sandbox.study}, headers=headers)
            assert (head.status_code, head.content) == (200, b"")
            assert session.put(url).status_code == 405
    with pytest.raises(requests.ConnectionError):
        requests.get(url, timeout=2)


def test_the_banner_names_address_users_and_studies(sandbox: Sandbox) -> None:
    text = banner(sandbox, "http://127.0.0.1:1/opencga")
    assert text.splitlines()[0] == "OpenCGA sandbox at http://127.0.0.1:1/opencga"
    for word in ("owner", "analyst", "viewer", "stranger", "Sandbox-2026", "demo@rare:germline"):
        assert word in text

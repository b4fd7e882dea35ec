"""The session of a client says what ``requests`` says of proxies and certificates, without asking for every request."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from opencga_frames.configuration.client_configuration import ClientConfiguration
from opencga_frames.rest.transport.session import own_session

HOST = "http://server.example.org/opencga"
VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def session() -> requests.Session:
    return own_session(ClientConfiguration({"rest": {"host": HOST}}, environ={}), lambda _: None)


def settings(some: requests.Session, url: str = HOST, verify: Any = True) -> dict[str, Any]:
    return dict(some.merge_environment_settings(url, {}, True, verify, None))


def test_a_proxy_that_is_set_later_is_used_from_then_on(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = session()
    assert settings(ours)["proxies"] == {}
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example.org:3128")
    assert settings(ours)["proxies"]["http"] == "http://proxy.example.org:3128"
    monkeypatch.setenv("no_proxy", "server.example.org")
    assert settings(ours)["proxies"] == {}
    assert settings(ours, "http://other.example.org/")["proxies"]["http"] == "http://proxy.example.org:3128"


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_certificates_of_the_environment_are_used_unless_others_are_given(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    ours = session()
    assert settings(ours)["verify"] is True
    monkeypatch.setenv(name, "/site/ca.pem")
    assert settings(ours)["verify"] == "/site/ca.pem"
    assert settings(ours, verify="/own/ca.pem")["verify"] == "/own/ca.pem"
    assert settings(ours, verify=False)["verify"] is False


def test_the_answer_is_that_of_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://all.example.org:1")
    monkeypatch.setenv("https_proxy", "http://tls.example.org:2")
    ours, theirs = session(), requests.Session()
    for url in (HOST, "https://server.example.org:8443/opencga"):
        for verify in (True, False, "/own/ca.pem"):
            assert settings(ours, url, verify) == settings(theirs, url, verify)


def test_the_environment_is_not_searched_for_every_request(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []
    ours = session()

    def found(url: str, **_: Any) -> dict[str, str]:
        searched.append(url)
        return {}

    monkeypatch.setattr(requests.sessions, "get_environ_proxies", found)
    for _ in range(5):
        settings(ours)
    assert searched == [HOST]


def test_what_is_given_back_may_be_changed() -> None:
    ours = session()
    settings(ours)["proxies"]["http"] = "http://changed.example.org"
    assert settings(ours)["proxies"] == {}

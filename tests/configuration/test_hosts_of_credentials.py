"""Whatever proves who the user is goes to the server it belongs to, and to no other."""

from __future__ import annotations

import json

import pytest

from opencga_frames.auth.sources import find_credentials
from opencga_frames.configuration.client_configuration import ClientConfiguration
from opencga_frames.ground.secret import Secret

HOSPITAL = "https://hospital.example.org/opencga"
PUBLIC = "https://public.example.org/opencga"
ENVIRON = {
    "OPENCGA_HOST": HOSPITAL,
    "OPENCGA_USER": "nadia",
    "OPENCGA_PASSWORD": "pass-word",
    "OPENCGA_TOKEN": "a.b.c",
    "OPENCGA_ORGANIZATION": "northlake",
    "OPENCGA_STUDY": "paeds",
}
TWO = {"rest": {"hosts": [{"name": "hospital", "url": HOSPITAL}, {"name": "public", "url": PUBLIC}]}}


def identity(configuration):
    secrets = (configuration.password, configuration.token)
    return (configuration.user, *(s and s.reveal() for s in secrets), configuration.organization)


@pytest.mark.parametrize(
    "host",
    [
        HOSPITAL,
        HOSPITAL.upper().replace("OPENCGA", "opencga"),
        f"{HOSPITAL}/webservices/rest",
        "hospital.example.org:443/opencga",
    ],
)
def test_the_environment_is_for_its_own_host(host):
    read = ClientConfiguration({"rest": {"host": host}}, environ=ENVIRON)
    assert identity(read) == ("nadia", "pass-word", "a.b.c", "northlake")


@pytest.mark.parametrize(
    "host", [PUBLIC, HOSPITAL.replace("https", "http"), HOSPITAL + "-test", "hospital.example.org:8443/opencga"]
)
def test_and_for_no_other(host):
    read = ClientConfiguration({"rest": {"host": host}}, environ=ENVIRON)
    assert identity(read) == (None, None, None, None)
    assert read.study == "paeds"
    assert find_credentials(read).origin == "anonymous"


def test_what_the_source_says_goes_to_the_host_of_the_source():
    source = {"rest": {"host": PUBLIC}, "user": "omar", "password": "own"}
    assert identity(ClientConfiguration(source, environ=ENVIRON)) == ("omar", "own", None, None)


def test_an_environment_without_a_host_is_for_the_host_of_the_source():
    environ = {name: value for name, value in ENVIRON.items() if name != "OPENCGA_HOST"}
    assert identity(ClientConfiguration(PUBLIC, environ=environ)) == ("nadia", "pass-word", "a.b.c", "northlake")


@pytest.mark.parametrize(
    "move", [lambda read: read.with_host("public"), lambda read: read.replace(url=PUBLIC)], ids=["name", "address"]
)
class TestAnotherHost:
    def test_takes_nothing_of_the_environment_along(self, move):
        moved = move(ClientConfiguration(TWO, environ=ENVIRON))
        assert (moved.url, *identity(moved)) == (PUBLIC, None, None, None, None)
        assert not moved.token_from_environment

    def test_takes_no_token_and_no_cookies_along_but_user_and_password_of_the_file(self, move):
        source = {**TWO, "user": "nadia", "password": "own", "token": "x.y.z", "cookies": {"JSESSIONID": "node01"}}
        moved = move(ClientConfiguration(source, environ={}))
        assert identity(moved) == ("nadia", "own", None, None)
        assert dict(moved.cookies) == {}

    def test_takes_nothing_along_that_stood_in_the_address(self, move):
        hosts = [{"name": "hospital", "url": HOSPITAL.replace("//", "//nadia:hush@")}, TWO["rest"]["hosts"][1]]
        read = ClientConfiguration({"rest": {"hosts": hosts}}, environ={})
        assert identity(read) == ("nadia", "hush", None, None)
        assert identity(move(read)) == (None, None, None, None)

    def test_gets_what_is_given_for_it(self, move):
        read = ClientConfiguration(TWO, environ=ENVIRON).replace(user="omar")
        assert identity(move(read)) == ("omar", None, None, None)


def test_a_token_given_with_an_address_is_for_that_address():
    moved = ClientConfiguration(HOSPITAL, environ=ENVIRON).replace(url=PUBLIC, token="x.y.z")
    assert identity(moved) == (None, None, "x.y.z", None)
    assert moved.token == Secret("x.y.z")


def test_the_same_host_in_another_spelling_keeps_everything():
    read = ClientConfiguration(HOSPITAL, environ=ENVIRON)
    assert identity(read.replace(url=f"{HOSPITAL}/")) == identity(read)


def test_no_request_to_another_host_carries_the_token(scripted, connect, wire):
    server = scripted(lambda asked: wire.page([]))
    connect(server, environ=ENVIRON).samples.search(study="s")
    assert server.asked[-1].bearer == ""
    assert "users/login" not in [asked.path for asked in server.asked]


def test_a_session_file_is_for_its_own_host(tmp_path):
    content = {"host": HOSPITAL, "user": "nadia", "token": "a.b.c", "attributes": {"cookies": {"JSESSIONID": "x"}}}
    for name in ("hospital", "public"):
        (tmp_path / f"{name}_session.json").write_text(json.dumps(content))
    read = ClientConfiguration({**TWO, "session_folder": str(tmp_path), "sso_login": True}, environ={})
    assert find_credentials(read).token == Secret("a.b.c")
    found = find_credentials(read.with_host("public"))
    assert (found.token, dict(found.cookies), found.origin) == (None, {}, "anonymous")

from __future__ import annotations

import base64
import json

import pytest

from opencga_frames.auth.login import AnonymousLogin, PasswordLogin
from opencga_frames.auth.sources import find_credentials
from opencga_frames.configuration.client_configuration import ClientConfiguration
from opencga_frames.errors import ConfigurationError
from opencga_frames.ground.secret import Secret

WS = "https://ws.example.org/opencga"
NOW = 1000.0


def jwt(user, organization="northlake", ends=5000):
    claims = json.dumps({"sub": user, "aud": organization, "exp": ends}).encode()
    return f"eyJh.{base64.b64encode(claims).decode()}.c2ln"


@pytest.fixture
def find(tmp_path):
    def find(environ=None, **settings):
        source = {"rest": {"host": WS, "name": "prod"}, "session_folder": str(tmp_path), **settings}
        return find_credentials(ClientConfiguration(source, environ=environ or {}), clock=lambda: NOW)

    return find


@pytest.fixture
def session(tmp_path):
    def session(token, host=WS + "/", **more):
        content = {"host": host, "user": "nadia", "token": token, "refreshToken": token, **more}
        (tmp_path / "prod_session.json").write_text(json.dumps(content))

    return session


def test_the_given_token_comes_first(find, session):
    session(jwt("nadia"))
    found = find({"OPENCGA_TOKEN": "x.y.z"}, token="a.b.c")
    assert (found.token.reveal(), found.origin) == ("a.b.c", "given token")


def test_then_the_session_file_with_its_cookies(find, session):
    session(jwt("nadia"), attributes={"cookies": {"JSESSIONID": "node01"}})
    found = find({"OPENCGA_TOKEN": jwt("nadia", ends=9000)})
    assert (found.token.reveal(), found.origin) == (jwt("nadia"), "session file")
    assert found.cookies == {"JSESSIONID": "node01"}
    assert found.refresh_token == Secret(jwt("nadia"))


@pytest.mark.parametrize(
    ("token", "host", "settings"),
    [
        (jwt("nadia", ends=1000), WS, {}),
        (jwt("nadia"), "https://other.example.org/opencga", {}),
        (jwt("nadia"), None, {}),
        (jwt("nadia"), WS, {"user": "omar"}),
        (jwt("nadia"), WS, {"organization": "southlake"}),
        ("NO_TOKEN", WS, {}),
    ],
)
def test_a_session_that_expired_or_belongs_elsewhere_is_not_used(find, session, *, token, host, settings):
    session(token, host=host)
    found = find({"OPENCGA_TOKEN": "x.y.z"}, **settings)
    assert (found.token.reveal(), found.origin) == ("x.y.z", "environment")


def test_a_session_of_somebody_else_does_not_stand_before_the_environment(find, session):
    session(jwt("nadia"))
    assert find({"OPENCGA_TOKEN": jwt("omar")}).origin == "environment"


def test_then_user_and_password(find):
    found = find(user="nadia", password="pw", organization="northlake")
    assert found.login == PasswordLogin("nadia", Secret("pw"), "northlake")
    assert (found.token, found.origin) == (None, "user and password")


def test_user_and_password_stand_by_for_a_token_of_the_same_user_only(find):
    assert find(token=jwt("nadia"), user="nadia", password="pw").login is not None
    assert find(token=jwt("omar"), user="nadia", password="pw").login is None


def test_then_cookies_of_a_single_sign_on(find, session):
    session("NO_TOKEN", attributes={"cookies": {"JSESSIONID": "node01"}})
    assert find(sso_login=True).cookies == {"JSESSIONID": "node01"}
    assert find().cookies == {}
    assert find(cookies={"JSESSIONID": "x"}).origin == "cookies"


def test_nobody(find):
    assert find().login is None
    assert find(user="*", organization="northlake").login == AnonymousLogin("northlake")
    assert find(user="anonymous").login is None


def test_a_token_that_cannot_be_one_is_told_at_once(find):
    with pytest.raises(ConfigurationError, match="in one line"):
        find(token="a\nb")

"""From login to logout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.errors import NotAuthenticatedError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames import OpenCGAClient


@pytest.mark.recorded("meta-ping")
def test_anyone_may_ping(server: Any) -> None:
    assert server.client().call("GET", "meta/ping").results() == ["pong"]


@pytest.mark.recorded("login-ok")
def test_a_login_gives_a_token_of_the_user(server: Any) -> None:
    client = server.client()
    assert client.token is None
    client.login(server.user, server.password, organization=server.organization)
    assert (client.user, client.organization) == (server.user, server.organization)
    assert client.token.reveal().count(".") == 2


@pytest.mark.recorded("login-ok", "token-none-search")
def test_after_logout_the_server_knows_nobody(server: Any, project: str) -> None:
    client = server.logged_in()
    assert client.projects.info(project).num_results() == 1
    client.logout()
    assert client.token is None
    with pytest.raises(NotAuthenticatedError, match="Missing token"):
        client.call("GET", "samples/search")


@pytest.mark.recorded("login-refresh")
def test_a_token_can_be_exchanged_for_a_new_one(server: Any) -> None:
    client = server.logged_in()
    token = client.token.reveal()
    grant = client.call("POST", "users/login", data={"refreshToken": token}).results()[0]
    assert sorted(grant) == ["refreshToken", "token"]
    other = server.client()
    assert type(other)(other.configuration, grant["token"]).user == server.user


@pytest.mark.recorded("users-info-self")
def test_users_see_themselves(oc: OpenCGAClient) -> None:
    row = oc.users.info(oc.user).results()[0]
    assert (row["id"], row["organization"]) == (oc.user, oc.organization)


@pytest.mark.recorded("login-unknown-user")
def test_an_unknown_user_is_refused(server: Any, random_id: Callable[[str], str]) -> None:
    with pytest.raises(NotAuthenticatedError) as caught:
        server.logged_in(random_id("nobody"), "Wrong-password-1!")
    assert caught.value.status == 401


@pytest.mark.recorded("login-wrong-password", "login-ok")
def test_a_wrong_password_is_refused_and_sent_once(server: Any) -> None:
    client = server.client()
    with pytest.raises(NotAuthenticatedError, match="Incorrect user or password") as caught:
        client.login(server.user, f"not {server.password}", organization=server.organization)
    assert caught.value.status == 401
    assert server.password not in str(caught.value)
    # Failures are counted until a login goes well.
    assert server.logged_in().user == server.user


@pytest.mark.recorded("login-unknown-organization")
def test_an_unknown_organization_is_not_found(server: Any, random_id: Callable[[str], str]) -> None:
    with pytest.raises(NotFoundError, match="organization"):
        server.client().login(server.user, "Wrong-password-1!", organization=random_id("nowhere"))


@pytest.mark.recorded("token-garbage-samples-info")
@pytest.mark.parametrize("token", ["garbage", "two.parts"])
def test_a_token_that_is_none_is_refused(server: Any, token: str) -> None:
    client = server.client()
    client = type(client)(client.configuration, token)
    with pytest.raises(NotAuthenticatedError, match="Invalid JWT token"):
        client.call("GET", "samples/S1/info", {"study": "a:b"})

"""Requests of logins, in the form of each line of servers."""

from __future__ import annotations

import json

import pytest

from opencga_frames.auth.login import AnonymousLogin, PasswordLogin, RefreshLogin
from opencga_frames.ground.secret import Secret
from opencga_frames.rest.transport.sign_in import login_request

NADIA = PasswordLogin("nadia/n", Secret("pw"), "northlake")


@pytest.mark.parametrize(
    ("login", "line", "address", "body"),
    [
        (NADIA, "v2", ("users/login", ()), {"organization": "northlake", "user": "nadia/n", "password": "pw"}),
        (NADIA, "v1", ("users/nadia%2Fn/login", ()), {"password": "pw"}),
        (RefreshLogin(Secret("r")), "v2", ("users/login", ()), {"refreshToken": "r"}),
        (RefreshLogin(Secret("r")), "v1", ("users/login", ()), {"refreshToken": "r"}),
        (AnonymousLogin("northlake"), "v2", ("users/anonymous", (("organization", "northlake"),)), None),
    ],
)
def test_a_login_has_the_form_of_the_catalogue(login, line, address, body):
    request = login_request(login, line)
    assert (request.method, (request.path, request.query)) == ("POST", address)
    assert (json.loads(request.body) if request.body else None) == body
    assert (request.content_type, request.secret) == ("application/json", True)
    assert "pw" not in repr(request)

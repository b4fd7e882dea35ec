"""A login as a request, and its answer as a grant."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import msgspec

from opencga_frames.auth.login import Grant, PasswordLogin
from opencga_frames.auth.token import Token
from opencga_frames.errors import ConfigurationError, UnreadableAnswerError
from opencga_frames.rest.transport.failures import failure
from opencga_frames.rest.wire.envelope import read_page
from opencga_frames.rest.wire.message import Request
from opencga_frames.secret import Secret

if TYPE_CHECKING:
    from opencga_frames.auth.login import Login
    from opencga_frames.errors import AnswerError
    from opencga_frames.rest.wire.envelope import Page
    from opencga_frames.rest.wire.message import Reply
    from opencga_frames.secret import Mask

__all__ = ["login_request", "read_grant"]

_TOKEN_FIELDS: Final = ("token", "refreshToken")


def login_request(login: Login, api_version: str = "v2") -> Request:
    """Make the request of a login; its body is marked as secret.

    Parameters
    ----------
    login
        What to log in with.
    api_version
        Version segment of the paths: servers with ``v1`` have the user of a password in the path.
    """
    path, fields = login.path, login.fields()
    if api_version == "v1" and isinstance(login, PasswordLogin):
        path, fields = f"users/{quote(login.user, safe='')}/login", {"password": fields["password"]}
    return Request(
        method="POST",
        path=path,
        query=login.query,
        body=json.dumps(fields).encode(),
        content_type="application/json",
        secret=True,
    )


def read_grant(reply: Reply, request: Request, hide: Mask) -> Grant | AnswerError:
    """Read the answer of a login.

    Parameters
    ----------
    reply, request
        The answer, and what was sent.
    hide
        Masks what the answer quotes.

    Returns
    -------
    Grant or AnswerError
        The token, or the error to raise: a wrong user, password or refresh token, an account that is banned,
        suspended or expired, an answer that holds no token. It is returned and not raised since the variables
        of this function hold tokens, which some reporters of errors would print.
    """
    page = read_page(reply.body)
    error = failure(reply, request, page, hide)
    if error is not None:
        return error
    token, refresh = _tokens(page)
    if page is None or token is None:
        return UnreadableAnswerError(
            "The answer to the login holds no token. Check that the address is that of an OpenCGA server.",
            status=reply.status,
            path=request.path,
        )
    return Grant(
        token=token,
        refresh_token=refresh,
        warnings=tuple(hide(event.message) for event in page.all_events if event.type == "WARNING"),
    )


def _tokens(page: Page | None) -> tuple[Token | None, Secret | None]:
    """Read token and refresh token; a token that could not be sent is none."""
    fields = _fields(page)
    token, refresh = (Secret(text) if isinstance(text := fields.get(name), str) else None for name in _TOKEN_FIELDS)
    try:
        return Token.from_text(token) if token else None, refresh or None
    except ConfigurationError:
        return None, None


def _fields(page: Page | None) -> dict[str, Any]:
    if page is None or not page.blocks:
        return {}
    try:
        rows = msgspec.json.decode(page.blocks[0].rows)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return {}
    first = rows[0] if isinstance(rows, list) and rows else {}
    return first if isinstance(first, dict) else {}

"""A login as a request, and its answer as a grant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import msgspec

from opencga_frames.auth.login import Grant
from opencga_frames.auth.token import Token
from opencga_frames.errors import ConfigurationError, UnreadableAnswerError
from opencga_frames.ground.secret import Secret
from opencga_frames.rest.catalogue import load_resource
from opencga_frames.rest.request.build import build_request
from opencga_frames.rest.transport.failures import failure
from opencga_frames.rest.wire.envelope import read_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.auth.login import Login
    from opencga_frames.errors import AnswerError
    from opencga_frames.ground.secret import Mask
    from opencga_frames.rest.catalogue.endpoint import Endpoint
    from opencga_frames.rest.wire.envelope import Page
    from opencga_frames.rest.wire.message import Reply, Request

__all__ = ["login_request", "read_grant"]

_TOKEN_FIELDS: Final = ("token", "refreshToken")


def login_request(login: Login, api_version: str = "v2") -> Request:
    """Make the request of a login; it is marked as secret.

    Parameters
    ----------
    login
        What to log in with.
    api_version
        Version segment of the paths: servers with ``v1`` know the older form of a login.
    """
    arguments = login.arguments()
    endpoint = _endpoint(login.endpoint, arguments, api_version)
    taken = {name: value for name, value in arguments.items() if endpoint.takes(name) or endpoint.field(name)}
    return replace(build_request(endpoint, taken), secret=True)


def _endpoint(name: str, arguments: Mapping[str, str], api_version: str) -> Endpoint:
    """Find the form of a login that a server knows, provided that the arguments fill it."""
    known = load_resource("users").endpoints
    older = [known[form.name] for form in known[name].older] if api_version == "v1" else []
    needed = {form.name: {p.name for p in form.parameters if p.needed} for form in older}
    return next((form for form in older if needed[form.name] <= arguments.keys()), known[name])


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

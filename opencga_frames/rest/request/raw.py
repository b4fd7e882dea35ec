"""Requests to paths that no endpoint describes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec

from opencga_frames.errors import UsageError
from opencga_frames.rest.wire.message import Request

if TYPE_CHECKING:
    from opencga_frames.rest.wire.message import Method

__all__ = ["raw_request"]


def raw_request(method: Method, path: str, params: Mapping[str, Any], data: Any) -> Request:
    """Make a request for a path, as given.

    Parameters
    ----------
    method
        ``"GET"``, ``"POST"`` or ``"DELETE"``.
    path
        Path below the version segment, unencoded.
    params
        Query parameters; lists are joined with commas, None is left out.
    data
        Body: bytes as they are, anything else as JSON, None for none.

    Returns
    -------
    Request
        Ready for the wire.

    Raises
    ------
    UsageError
        If method, path or body cannot be sent.
    """
    if method not in ("GET", "POST", "DELETE"):
        msg = f"Method {method!r}: expected GET, POST or DELETE."
        raise UsageError(msg)
    query = tuple((name, _text(value)) for name, value in params.items() if value is not None)
    _check_letters(path, *(text for pair in query for text in pair))
    body = _body(method, data)
    # Any path may carry a password (users/login): the body is never shown.
    content_type = "application/json" if method == "POST" else None
    return Request(method, _path(path), query, body, content_type, secret=body is not None)


def _check_letters(*strings: str) -> None:
    try:
        "".join(strings).encode()
    except UnicodeEncodeError:
        msg = "The path or a parameter contains a lone surrogate, which cannot be encoded. Leave it out."
        raise UsageError(msg) from None


def _path(path: str) -> str:
    segments = path.strip("/").split("/")
    if "?" in path:
        msg = f"The path {path.partition('?')[0]!r} came with a query: give query parameters as params."
        raise UsageError(msg)
    if any(segment in ("", ".", "..") for segment in segments):
        msg = f"The path {path!r} has an empty or dotted part."
        raise UsageError(msg)
    return "/".join(quote(segment, safe=":,@") for segment in segments)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping)):
        return ",".join(map(_text, value))
    return str(value)


def _body(method: Method, data: Any) -> bytes | None:
    if data is None:
        return b"{}" if method == "POST" else None
    if method != "POST":
        msg = f"{method} takes no data: give it as params."
        raise UsageError(msg)
    if isinstance(data, bytes):
        return data
    try:
        return msgspec.json.encode(data)
    except (TypeError, ValueError) as error:
        msg = f"The data cannot be written as JSON: {error}."
        raise UsageError(msg) from error

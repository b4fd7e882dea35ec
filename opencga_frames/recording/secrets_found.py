"""Finds the secrets of an exchange: what may be in no file, wherever else a server or a proxy repeats it."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from opencga_frames.ground.secret import SECRET_NAME
from opencga_frames.recording.exchange import decoded_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import requests

    from opencga_frames.rest.wire.message import Reply, Request

__all__ = ["TOKEN_NAMES", "secrets_of"]

#: Headers of requests that say nothing of who sends them; the values of all others are secrets.
_HARMLESS = frozenset(
    {
        "accept",
        "accept-encoding",
        "accept-language",
        "cache-control",
        "connection",
        "content-length",
        "content-type",
        "expect",
        "host",
        "pragma",
        "range",
        "transfer-encoding",
        "user-agent",
        "x-requested-with",
    }
)
#: Some of which every such name has.
_PART_OF_NAME = re.compile(rb"sid|jwt|pwd|pass|token|secret|credential|authorization|cookie|session|key", re.IGNORECASE)
#: Characters of a body that may be a form of names and values.
_LONGEST_FORM = 1 << 16
TOKEN_NAMES = frozenset({"token", "refreshToken"})
_COOKIE = re.compile(r"(?:^|[;,]\s*)[^=;,\s]+=([^;,]*)")


def secrets_of(sent: requests.PreparedRequest, request: Request, reply: Reply) -> Iterator[str]:
    """Yield every secret that a request or its answer says is one; some come several times.

    Parameters
    ----------
    sent
        What the HTTP library sent, with all headers.
    request, reply
        The request as the client made it, and the answer.
    """
    for name, value in sent.headers.items():
        if name.lower() not in _HARMLESS:
            yield from _of_header(name.lower(), value if isinstance(value, str) else value.decode("latin-1"))
    yield from _of_header("cookie", reply.headers.get("set-cookie", ""))
    yield from _of_address(sent.url or "")
    if isinstance(request.body, bytes):
        yield from _of_text(request.body)
    elif request.body is not None:
        yield from _of_fields(request.body.parts)
    yield from _of_text(reply.body)


def _of_header(name: str, value: str) -> Iterator[str]:
    if name in {"cookie", "cookie2"}:
        yield from _COOKIE.findall(value)
        return
    yield value
    scheme, _, rest = value.partition(" ")
    if rest:
        yield rest
    if scheme.lower() == "basic":
        yield from _of_basic(rest)


def _of_basic(text: str) -> Iterator[str]:
    try:
        _, _, password = base64.b64decode(text).decode("utf-8", "replace").partition(":")
    except (binascii.Error, ValueError):
        return
    yield password


def _of_address(address: str) -> Iterator[str]:
    parts = urlsplit(address)
    if parts.password:
        yield parts.password
    yield from _of_fields(dict(parse_qsl(parts.query)))


def _of_text(body: bytes) -> Iterator[str]:
    # Answers without such a name need not be decoded.
    if not _PART_OF_NAME.search(body):
        return
    text = body.decode("utf-8", "replace")
    value = decoded_json(text)
    if value is None and len(text) <= _LONGEST_FORM:
        value = dict(parse_qsl(text))
    yield from _of_value(value)


def _of_value(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _of_fields(value)
        for one in value.values():
            yield from _of_value(one)
    elif isinstance(value, list):
        for one in value:
            yield from _of_value(one)


def _of_fields(fields: Mapping[str, Any]) -> Iterator[str]:
    for name, value in fields.items():
        if isinstance(value, str) and SECRET_NAME.search(name):
            yield value

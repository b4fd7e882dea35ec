"""A transport adapter for ``requests``: calls reach the sandbox without a port or a thread."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from requests.adapters import BaseAdapter
from requests.cookies import extract_cookies_to_jar
from requests.models import Response
from requests.structures import CaseInsensitiveDict
from requests.utils import get_encoding_from_headers
from urllib3.response import HTTPResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from requests import PreparedRequest

    from opencga_frames.sandbox.wire.answers import Wire

__all__ = ["SandboxAdapter"]


class _Headers:
    """The headers of an answer, as the cookie jar wants to read them."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        self._headers = {name.lower(): value for name, value in headers.items()}

    def get_all(self, name: str, failobj: Any = None) -> Any:
        """Return the values of a header."""
        value = self._headers.get(name.lower())
        return failobj if value is None else [value]


class _Original:
    """Stands where the answer of the standard library would be."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        self.msg = _Headers(headers)

    def isclosed(self) -> bool:
        """Return True: everything was read."""
        return True

    def close(self) -> None:
        """Close nothing."""


class SandboxAdapter(BaseAdapter):
    """Hands prepared requests to the sandbox and wraps its answers.

    Parameters
    ----------
    answer
        Takes method, address, headers and body; returns status, headers and body.
    """

    def __init__(self, answer: Callable[[str, str, Mapping[str, str], bytes | None], Wire]) -> None:
        super().__init__()
        self._answer = answer

    def send(self, request: PreparedRequest, *_args: object, **options: object) -> Response:
        """Answer a request; timeouts, proxies and certificates have no meaning here."""
        url = request.url or ""
        host = url.split("://", 1)[-1].partition("/")[0]
        headers = {"Host": host, **{name: _text(value) for name, value in request.headers.items()}}
        status, out, content = self._answer(request.method or "GET", url, headers, _body(request.body))
        if request.method == "HEAD":
            content = b""
        return _response(request, (status, out, content), stream=bool(options.get("stream")))

    def close(self) -> None:
        """Close nothing: there is no connection."""


def _response(request: PreparedRequest, wire: Wire, *, stream: bool) -> Response:
    status, headers, content = wire
    response = Response()
    response.status_code = status
    response.headers = CaseInsensitiveDict(headers)
    response.encoding = get_encoding_from_headers(response.headers)
    response.url = request.url or ""
    response.request = request
    # Without a cookie there is nothing to look for, and requests looks only where there is an original.
    original: Any = _Original(headers) if "Set-Cookie" in headers else None
    response.raw = HTTPResponse(
        body=io.BytesIO(content if stream else b""),
        headers=headers,
        status=status,
        preload_content=False,
        original_response=original,
    )
    if not stream:
        # The body is here already; reading it again through urllib3 costs more than the whole answer.
        vars(response).update(_content=content, _content_consumed=True)
    if "Set-Cookie" in headers:
        extract_cookies: Any = extract_cookies_to_jar
        extract_cookies(response.cookies, request, response.raw)
    return response


def _body(body: Any) -> bytes | None:
    if body is None or isinstance(body, bytes):
        return body
    if isinstance(body, str):
        return body.encode()
    return b"".join(body)


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value

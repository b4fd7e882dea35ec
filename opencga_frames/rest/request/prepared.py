"""A request as it would be sent, to be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import msgspec

from opencga_frames.ground.secret import mask
from opencga_frames.rest.wire.multipart import Form

if TYPE_CHECKING:
    from opencga_frames.rest.catalogue.endpoint import Endpoint
    from opencga_frames.rest.wire.message import Request

__all__ = ["PreparedRequest", "prepared_request"]

_HIDDEN: Final = "***"
_MAX_TEXT: Final = 200


@dataclass(frozen=True, slots=True)
class PreparedRequest:
    """The request of a call made with ``dry_run=True``: nothing was sent. For a walk it is the first one.

    Attributes
    ----------
    method
        ``GET``, ``POST`` or ``DELETE``.
    url
        Full address, query included.
    headers
        Headers; a token is shown as ``***``.
    query
        Names and values of the query, decoded.
    body
        The parsed JSON body with passwords and tokens as ``***``; for a form, the string or the name of the file by
        part; None without a body.
    """

    method: str
    url: str
    headers: Mapping[str, str]
    query: tuple[tuple[str, str], ...] = ()
    body: Any = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the headers as a plain mapping: a read-only view of one cannot be pickled."""
        return _restored, (self.method, self.url, dict(self.headers), (self.query, self.body))

    def __repr__(self) -> str:
        if self.body is None:
            return f"<PreparedRequest {self.method} {self.url}>"
        text = msgspec.json.encode(self.body).decode()
        short = text if len(text) <= _MAX_TEXT else f"{text[: _MAX_TEXT - 3]}..."
        return f"<PreparedRequest {self.method} {self.url} {short}>"


def _restored(method: str, url: str, headers: dict[str, str], content: tuple[Any, Any]) -> PreparedRequest:
    return PreparedRequest(method, url, MappingProxyType(headers), *content)


def prepared_request(
    request: Request, url: str, headers: Mapping[str, str], endpoint: Endpoint | None = None
) -> PreparedRequest:
    """Describe a request.

    Parameters
    ----------
    request
        What would be sent.
    url
        Its full address.
    headers
        Its headers, without secrets.
    endpoint
        What is called; says which fields of the body are secret. Without it a secret body is hidden whole.
    """
    return PreparedRequest(
        method=request.method,
        url=mask(url),
        headers=MappingProxyType(dict(headers)),
        query=tuple((name, mask(value)) for name, value in request.query),
        body=_body(request, endpoint),
    )


def _body(request: Request, endpoint: Endpoint | None) -> Any:
    if request.body is None:
        return None
    if isinstance(request.body, Form):
        return request.body.parts
    if request.secret and endpoint is None:
        return _HIDDEN
    try:
        value = msgspec.json.decode(request.body)
    except msgspec.MsgspecError:
        return f"{len(request.body):,} bytes"
    fields = endpoint.body.fields if endpoint is not None and endpoint.body is not None else ()
    return _hide(value, {part.name for part in fields if part.secret})


def _hide(value: Any, secret: set[str]) -> Any:
    if isinstance(value, Mapping):
        return {name: _HIDDEN if name in secret else _hide(item, secret) for name, item in value.items()}
    if isinstance(value, list):
        return [_hide(item, secret) for item in value]
    return mask(value) if isinstance(value, str) else value

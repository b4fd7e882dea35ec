"""One request and one reply, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.rest.wire.multipart import Form

__all__ = ["Method", "Reply", "Request"]

Method = Literal["GET", "POST", "DELETE"]


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be sent, ready for the wire except for host and token.

    Attributes
    ----------
    method
        ``GET``, ``POST`` or ``DELETE``.
    path
        Path below the version segment, percent-encoded, e.g. ``samples/NA12877/info``.
    query
        Decoded name and value pairs in order; the transport encodes them.
    body
        Encoded body, a form whose bytes are read while it is sent, or None.
    content_type
        Media type of the body, or None.
    accept
        Value of the Accept header.
    secret
        True when the body holds a password or token: it is then never shown.
    changes
        True for a GET that changes something on the server.
    """

    method: Method
    path: str
    query: tuple[tuple[str, str], ...] = ()
    body: bytes | Form | None = field(default=None, repr=False)
    content_type: str | None = None
    accept: str = "application/json"
    secret: bool = False
    changes: bool = False

    @property
    def writes(self) -> bool:
        """True when it must not be sent twice, since the server may have carried it out."""
        return self.method != "GET" or self.changes


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, before it is looked at.

    Attributes
    ----------
    status
        HTTP status.
    headers
        Header names in lower case.
    body
        The whole body, decompressed.
    url
        Address that answered, without query values that may be secret.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    body: bytes = field(default=b"", repr=False)
    url: str = ""

    @property
    def media_type(self) -> str:
        """Media type in lower case, without parameters such as ``charset``."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

"""One call as the handlers see it: what was request, by path, query, headers and body."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote

from opencga_frames.sandbox.api import body_class, body_fields
from opencga_frames.sandbox.server_version import RECORDED, ServerVersion
from opencga_frames.sandbox.wire.jackson import unfit, unknown_field

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Call", "read_call", "segments_of"]


@dataclass(slots=True)
class Call:
    """A call below the version segment of the web services.

    Attributes
    ----------
    method, path, version
        Verb, decoded path segments below the version, and the version word as sent.
    raw_path
        Path as sent, for the pages of the container.
    query
        Decoded query; of a repeated name only the first value counts.
    headers
        Header names in lower case.
    body
        Bytes of the body.
    captured
        Values of the path's placeholders, set by the router.
    token
        Text of the token, or None; set before any handler runs.
    data
        Decoded JSON body of a POST; set before any handler runs.
    skipped
        Rows that were passed over for the answer; set after the handler ran.
    """

    method: str
    path: tuple[str, ...]
    version: str
    raw_path: str
    query: dict[str, str]
    headers: Mapping[str, str]
    body: bytes = b""
    captured: dict[str, str] = field(default_factory=dict)
    token: str | None = None
    data: Any = None
    routed: bool = False
    skipped: int = 0
    server: ServerVersion = RECORDED

    @property
    def params(self) -> dict[str, str]:
        """The echo of the envelope: query values, then path values."""
        return {**self.query, **self.captured} if self.routed else dict(self.query)

    @property
    def fields(self) -> dict[str, Any]:
        """The body as an object, empty when there is none; a list or a single value is refused."""
        if self.data is None:
            return {}
        if not isinstance(self.data, dict):
            kind = "Array" if isinstance(self.data, list) else "String"
            java = body_class(self.method, self.path)
            message = f"Cannot deserialize value of type `{java}` from {kind} value"
            raise unfit(message, self.body, java)
        fields: dict[str, Any] = self.data
        self.check_known(fields)
        return fields

    def check_known(self, fields: dict[str, Any]) -> None:
        """Refuse what its class does not take, as servers before 5.0 do: unknown fields, and one value for a list."""
        known = body_fields(self.method, self.path)
        if self.server.since("5.0.0") or not known:
            return
        java = body_class(self.method, self.path)
        for name, value in fields.items():
            if name not in known or (name == "organization" and not self.server.since("3.0.0")):
                raise unknown_field(name, self.body, java, list(known))
            if known[name].startswith("list") and not isinstance(value, list | None):
                token = "OBJECT" if isinstance(value, dict) else "STRING"
                message = (
                    "Cannot deserialize value of type `java.util.ArrayList<java.lang.Object>` from "
                    f"{token.title()} value (token `JsonToken.START_{token}`)"
                )
                raise unfit(message, self.body, java, (name,))

    def flag(self, name: str) -> bool:
        """Return whether a boolean parameter is ``true``; any other value means false."""
        return self.query.get(name, "").lower() == "true"

    def number(self, name: str, default: int) -> int:
        """Return an integer parameter that was checked before any handler ran."""
        text = self.query.get(name)
        return int(text) if text else default

    def ids(self, name: str) -> list[str]:
        """Split the ids of one path segment; trailing commas count for nothing."""
        return self.captured[name].rstrip(",").split(",")

    @property
    def listed(self) -> list[str]:
        """The ids of the one path segment that names entries."""
        return self.ids(next(iter(self.captured)))


def segments_of(path: str) -> tuple[str, ...]:
    """Split and decode a path; matrix parameters after ``;`` are cut and one trailing slash is ignored."""
    trimmed = path[:-1] if path.endswith("/") else path
    return tuple(unquote(part.partition(";")[0]) for part in trimmed.split("/"))


def read_call(method: str, url: str, headers: Mapping[str, str], body: bytes) -> Call:
    """Take a request line apart.

    Parameters
    ----------
    method
        HTTP verb.
    url
        Path with query, or a whole address.
    headers
        Header names in lower case.
    body
        Bytes of the body.
    """
    if not url.startswith("/") and "://" in url:
        url = "/" + url.split("://", 1)[1].partition("/")[2]
    path, _, query = url.partition("#")[0].partition("?")
    pairs: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        pairs.setdefault(name, value)
    webapp, found, rest = path.partition("/webservices/rest/")
    version, _, below = rest.partition("/")
    segments = segments_of(below) if found else ("", webapp)
    return Call(method, segments, version if found else "", path, pairs, headers, body)

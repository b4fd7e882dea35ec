"""The head of a request as Jetty reads it: request line and header fields, or the complaint it has about them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from io import BufferedReader

__all__ = ["BadMessageError", "RequestHead", "read_head"]

#: Bytes of a request line and its header fields together.
_MAX_HEAD = 8192
_BIGGEST_LONG = 2**63 - 1
_TOKEN = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_VISIBLE = re.compile(rb"[\x21-\x7e\x80-\xff]+")
_VERSION = re.compile(rb"[\x21-\x7e]+")
_VALUE = re.compile(rb"[\t\x20-\x7e\x80-\xff]*")
_LONG = re.compile(rb"[+-]?[0-9]+")
_TOKENS = frozenset(b"!#$%&'*+-.^_`|~")


class BadMessageError(Exception):
    """A request that cannot be read.

    Parameters
    ----------
    status
        Status of the answer.
    reason
        What is wrong; the words of the status when left out.
    """

    def __init__(self, status: int, reason: str = "") -> None:
        self.status = status
        self.reason = reason or _PHRASES.get(status) or HTTPStatus(status).phrase
        super().__init__(self.reason)


#: Phrases of Jetty that differ from those of the standard library.
_PHRASES = {414: "URI Too Long", 413: "Payload Too Large"}


@dataclass(frozen=True, slots=True)
class RequestHead:
    """A request without its body.

    Attributes
    ----------
    method, target
        Verb, and path with query or whole address.
    headers
        Fields by name in lower case; of a repeated one the first.
    length
        Bytes of the body, None for one in chunks.
    keep
        Whether the connection stays open.
    waits
        Whether the client waits for a word before it sends the body.
    """

    method: str
    target: str
    headers: dict[str, str]
    length: int | None
    keep: bool
    waits: bool


def _illegal(byte: int) -> BadMessageError:
    """Return the complaint about a character, in the words of Jetty's tokens."""
    character = chr(byte)
    if character == "\n":
        return BadMessageError(400, "Illegal character LF=\\n")
    if byte < 0x20 or byte == 0x7F:
        return BadMessageError(400, f"Illegal character {'HTAB' if byte == 9 else 'CNTL'}=0x{byte:x}")
    if byte > 0x7F:
        return BadMessageError(400, f"Illegal character OTEXT=0x{byte:x}")
    kind = {" ": "SPACE", ":": "COLON"}.get(character)
    kind = kind or ("DIGIT" if character.isdigit() else "ALPHA" if character.isalpha() else "")
    return BadMessageError(400, f"Illegal character {kind or ('TCHAR' if byte in _TOKENS else 'VCHAR')}='{character}'")


def _line(stream: BufferedReader, left: int, too_long: int) -> tuple[bytes, int]:
    """Return a line without its end, and how many bytes may still come."""
    line = stream.readline(left + 1)
    if len(line) > left:
        raise BadMessageError(too_long)
    if not line.endswith(b"\n"):
        raise BadMessageError(400)
    text = line[:-2] if line.endswith(b"\r\n") else line[:-1]
    if b"\r" in text:
        raise BadMessageError(400, "Bad EOL")
    return text, left - len(line)


def _checked_version(version: bytes) -> bytes:
    if version in {b"HTTP/1.1", b"HTTP/1.0"}:
        return version
    if version == b"HTTP/2.0":
        raise BadMessageError(426)
    raise BadMessageError(505, "Unsupported Version" if version == b"HTTP/0.9" else "Unknown Version")


def _request_line(line: bytes) -> tuple[str, bytes, bytes]:
    """Return verb, target and version."""
    method = _TOKEN.match(line)
    end = method.end() if method else 0
    if method is None or line[end : end + 1] not in {b" ", b""}:
        raise _illegal(line[end])
    rest = line[end:].lstrip(b" ")
    if not rest:
        raise BadMessageError(400, "No URI")
    target = _VISIBLE.match(rest)
    if target is None or rest[target.end() : target.end() + 1] not in {b" ", b""}:
        raise _illegal(rest[target.end() if target else 0])
    after = rest[target.end() :]
    version = after.lstrip(b" ")
    if not version:
        raise BadMessageError(400 if after else 505, "HTTP/0.9 not supported")
    fitting = _VERSION.match(version)
    if fitting is None or fitting.end() < len(version):
        raise _illegal(version[fitting.end() if fitting else 0])
    return method[0].decode("ascii"), target[0], _checked_version(version)


def _field(line: bytes) -> tuple[str, bytes]:
    """Return name and value of a header field."""
    if line[:1] in {b" ", b"\t", b":"}:
        raise BadMessageError(400, "Header Folding")
    name = _TOKEN.match(line)
    end = name.end() if name else 0
    if name is None or line[end : end + 1] != b":":
        raise _illegal(line[end] if end < len(line) else ord("\n"))
    value = line[end + 1 :]
    fitting = _VALUE.match(value)
    if fitting is not None and fitting.end() < len(value):
        raise _illegal(value[fitting.end()])
    return name[0].decode("ascii").lower(), value.strip(b" \t")


def _fields(stream: BufferedReader, left: int) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    while True:
        line, left = _line(stream, left, 431)
        if not line:
            return found
        found.append(_field(line))


def _length(values: list[bytes]) -> int:
    """Return the number a Content-Length has for Jetty: one below zero means no body."""
    for value in values:
        if not _LONG.fullmatch(value) or len(value) > 20 or not -_BIGGEST_LONG - 1 <= int(value) <= _BIGGEST_LONG:
            raise BadMessageError(400, "Invalid Content-Length Value")
    if len(values) > 1:
        raise BadMessageError(400, "Multiple Content-Lengths")
    return max(int(values[0]), 0) if values else 0


def _is_chunked(values: list[bytes]) -> bool:
    codings = [part.strip().lower() for value in values for part in value.split(b",")]
    if codings.count(b"chunked") > 1 and len(values) == 1:
        raise BadMessageError(400, "Bad Transfer-Encoding, multiple chunked tokens")
    if codings and (codings[-1] != b"chunked" or b"chunked" in codings[:-1]):
        raise BadMessageError(400, "Bad Transfer-Encoding, chunked not last")
    return bool(codings)


def _body_length(fields: list[tuple[str, bytes]]) -> int | None:
    lengths = [value for name, value in fields if name == "content-length"]
    codings = [value for name, value in fields if name == "transfer-encoding"]
    if lengths and codings:
        raise BadMessageError(400, "Transfer-Encoding and Content-Length")
    return None if _is_chunked(codings) else _length(lengths)


def _decoded(target: bytes) -> str:
    try:
        return target.decode("utf-8")
    except UnicodeDecodeError:
        return target.decode("latin-1")


def _waits(expectation: str) -> bool:
    if expectation and expectation != "100-continue":
        raise BadMessageError(417)
    return bool(expectation)


def _checked(line: tuple[str, bytes, bytes], fields: list[tuple[str, bytes]]) -> RequestHead:
    method, target, version = line
    length = _body_length(fields)
    headers: dict[str, str] = {}
    for name, value in fields:
        headers.setdefault(name, value.decode("latin-1"))
    if version == b"HTTP/1.1" and "host" not in headers:
        raise BadMessageError(400, "No Host")
    if not target.startswith(b"/") and b"://" not in target and target != b"*":
        raise BadMessageError(400, "Bad URI")
    wishes = {part.strip() for part in headers.get("connection", "").lower().split(",")}
    keep = "close" not in wishes if version == b"HTTP/1.1" else "keep-alive" in wishes
    waits = _waits(headers.get("expect", "").lower())
    return RequestHead(method, _decoded(target), headers, length, keep, waits)


def read_head(stream: BufferedReader) -> RequestHead | None:
    """Read the head of the next request of a connection.

    Parameters
    ----------
    stream
        Bytes of the connection.

    Returns
    -------
    RequestHead or None
        None when the client closed the connection between two requests.

    Raises
    ------
    BadMessageError
        When there is something else than a request.
    """
    left, line = _MAX_HEAD, b""
    while not line:
        if not stream.peek(1):
            return None
        line, left = _line(stream, left, 414)
    return _checked(_request_line(line), _fields(stream, left))

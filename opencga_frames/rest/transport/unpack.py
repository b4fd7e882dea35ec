"""Bodies of answers: unpacked piece by piece, never larger in memory than allowed, and whole or not at all."""

from __future__ import annotations

import zlib
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.errors import UnreadableAnswerError
from opencga_frames.ground.limits import CHUNK_BYTES
from opencga_frames.ground.secret import mask
from opencga_frames.rest.transport.network_errors import shown_path
from opencga_frames.rest.wire.message import Reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import requests

__all__ = ["ENCODINGS", "TruncatedError", "pieces", "reply_of", "told_size", "too_large", "whole"]

#: What is asked for: encodings whose end can be seen, and that unpack in steps.
ENCODINGS: Final = "gzip, deflate"
_MAGIC: Final = b"\x1f\x8b"
_GZIP: Final = 16 + zlib.MAX_WBITS
_PLAIN: Final = frozenset({"", "identity"})
#: Statuses that come without a body, whatever the headers say.
_BODILESS: Final = frozenset({204, 205, 304})
_UNKNOWN: Final = -1


class TruncatedError(Exception):
    """A packed body that ends too early, or is not packed as its header says."""


def told_size(headers: Any) -> int:
    """Read the length of a body as it was announced; -1 where it was not, or the body is packed on its way."""
    length = (headers.get("content-length") or "").strip()
    plain = (headers.get("content-encoding") or "").strip().lower() in _PLAIN
    return int(length) if plain and length.isdecimal() and length.isascii() and len(length) < 20 else _UNKNOWN


def pieces(response: requests.Response, *, most: int = CHUNK_BYTES) -> Iterator[bytes]:
    """Return the body of an answer in pieces, unpacked.

    Parameters
    ----------
    response
        An answer whose body was not read.
    most
        Bytes that may be read at once.

    Raises
    ------
    TruncatedError
        If a packed body ends too early.
    UnreadableAnswerError
        If it is packed in a way that was not asked for.
    """
    if response.raw is None or getattr(response, "_content_consumed", False):
        yield response.content  # of a session of the caller's own, which has read it already
        return
    given: Iterable[bytes] = response.raw.stream(most, decode_content=False)
    if response.status_code in _BODILESS:
        yield from given
        return
    packed = (response.headers.get("content-encoding") or "").lower().split(",")
    for coding in reversed([word.strip() for word in packed if word.strip() not in _PLAIN]):
        given = _unpacked(given, coding)
    yield from given


def whole(parts: Iterable[bytes], most: int, *, path: str) -> bytes:
    """Put a body together.

    Parameters
    ----------
    parts
        Its pieces.
    most
        Bytes allowed.
    path
        What was asked for, for the error.

    Raises
    ------
    UnreadableAnswerError
        If it is longer than allowed, or than the memory.
    """
    kept: list[bytes] = []
    size = 0
    try:
        for part in parts:
            size += len(part)
            if size > most:
                break
            kept.append(part)
        else:
            return b"".join(kept)
    except MemoryError:
        most = size
    kept.clear()
    raise too_large(path, most)


def too_large(path: str, most: int) -> UnreadableAnswerError:
    """Make the error for an answer that is larger than allowed."""
    msg = (
        f"The answer to {shown_path(path)} has more than {most:,} bytes, more than is kept in memory. "
        "Ask for smaller pages or fewer fields, write a file with to=, or set a larger 'max_answer_bytes'."
    )
    return UnreadableAnswerError(msg, status=200, path=path)


def _unpacked(given: Iterable[bytes], coding: str) -> Iterator[bytes]:
    if coding in ("gzip", "x-gzip"):
        unpacker = zlib.decompressobj(_GZIP)
    elif coding == "deflate":
        given, first = _with_first(given)
        # The name stands for two formats; the low half of the first byte of one of them is 8.
        unpacker = zlib.decompressobj(zlib.MAX_WBITS if first[:1] and first[0] & 15 == 8 else -zlib.MAX_WBITS)
    else:
        msg = f"The answer is packed as {coding[:40]!r}; expected one of {ENCODINGS}. Ask whoever runs the server."
        raise UnreadableAnswerError(msg, status=200)
    try:
        yield from _steps(given, unpacker, members=coding != "deflate")
    except zlib.error:
        raise TruncatedError from None


def _with_first(given: Iterable[bytes]) -> tuple[Iterator[bytes], bytes]:
    rest = iter(given)
    first = next((piece for piece in rest if piece), b"")

    def again() -> Iterator[bytes]:
        yield first
        yield from rest

    return again(), first


def _steps(given: Iterable[bytes], unpacker: Any, *, members: bool) -> Iterator[bytes]:
    """Unpack in steps of a bounded size, so that a small body cannot become a huge one at once."""
    begun = False
    for piece in given:
        data = piece
        while data:
            begun = True
            if unpacker.eof:
                if not members or data[:2] != _MAGIC[: len(data)]:
                    break  # what follows the end is padding
                unpacker = zlib.decompressobj(_GZIP)
            yield unpacker.decompress(data, CHUNK_BYTES)
            data = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    yield unpacker.flush()
    if not unpacker.eof or not begun:
        raise TruncatedError


def reply_of(response: requests.Response, url: str, body: bytes) -> Reply:
    """Make a reply of what the HTTP library gives."""
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Reply(response.status_code, MappingProxyType(headers), body, mask(url.partition("?")[0]))

"""The body of a request, by its length or in chunks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from opencga_frames.sandbox.doors.head import BadMessageError

if TYPE_CHECKING:
    from io import BufferedReader

    from opencga_frames.sandbox.doors.head import RequestHead

__all__ = ["read_body"]

_PIECE = 1 << 16
_SIZE_LINE = 1024
_SIZE = re.compile(rb"([0-9A-Fa-f]+)(?:[^0-9A-Fa-f\n][^\n]*)?\r?\n")
#: Hex digits of the largest chunk.
_SIZE_DIGITS = 8
_MAX_TRAILER = 8192


def _exactly(stream: BufferedReader, length: int) -> bytes:
    """Return so many bytes, read piece by piece: a length is only what somebody says."""
    pieces = []
    while length:
        piece = stream.read(min(length, _PIECE))
        if not piece:
            raise EOFError
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)


def _chunk_size(stream: BufferedReader) -> int:
    line = stream.readline(_SIZE_LINE)
    while line in {b"\r\n", b"\n"}:
        line = stream.readline(_SIZE_LINE)
    if not line:
        raise EOFError
    match = _SIZE.fullmatch(line)
    if match is None:
        raise BadMessageError(400)
    if len(match[1].lstrip(b"0")) > _SIZE_DIGITS:
        raise BadMessageError(413)
    return int(match[1], 16)


def _pass_trailer(stream: BufferedReader) -> None:
    left = _MAX_TRAILER
    while True:
        line = stream.readline(left + 1)
        left -= len(line)
        if left < 0:
            raise BadMessageError(413)
        if not line:
            raise EOFError
        if line in {b"\r\n", b"\n"}:
            return


def _in_chunks(stream: BufferedReader) -> bytes:
    pieces = []
    while size := _chunk_size(stream):
        pieces.append(_exactly(stream, size))
    _pass_trailer(stream)
    return b"".join(pieces)


def read_body(stream: BufferedReader, head: RequestHead) -> bytes:
    """Read the body that follows a head.

    Parameters
    ----------
    stream
        Bytes of the connection.
    head
        What came before.

    Raises
    ------
    BadMessageError
        When the chunks are no chunks.
    EOFError
        When the client closed the connection in the middle.
    """
    return _in_chunks(stream) if head.length is None else _exactly(stream, head.length)

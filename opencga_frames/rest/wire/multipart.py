"""Forms with parts, as uploads are sent: files are read from disk while they are sent."""

from __future__ import annotations

import io
import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from urllib3.fields import RequestField

from opencga_frames.errors import UsageError
from opencga_frames.ground.limits import CHUNK_BYTES
from opencga_frames.ground.paths import local_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["Form", "encode_form"]

_BINARY: Final = "application/octet-stream"
_TEXT: Final = "text/plain; charset=utf-8"
#: What a name in the header of a part may consist of to arrive as it is.
_ODD: Final = re.compile(r"[^A-Za-z0-9._ @+,=()\[\]{}~!#$&'^-]")


@dataclass(frozen=True)
class Form:
    """A form ready to be sent: its length is known, its bytes are made while it is iterated, as often as need be.

    Parameters
    ----------
    pieces
        Bytes, and files whose content stands between them.
    boundary
        What separates the parts.
    parts
        String or name of the file by part, to be shown.
    observe
        Receives the bytes sent so far and the bytes in all.
    """

    pieces: tuple[bytes | FilePart, ...] = field(repr=False)
    boundary: str
    parts: Mapping[str, str]
    observe: Callable[[int, int], None] | None = field(default=None, repr=False, compare=False)

    @property
    def content_type(self) -> str:
        """Value of the header."""
        return f"multipart/form-data; boundary={self.boundary}"

    def __len__(self) -> int:
        return sum(len(piece) for piece in self.pieces)

    def __iter__(self) -> Iterator[bytes]:
        sent, total = 0, len(self)
        for chunk in self._chunks():
            yield chunk
            sent += len(chunk)
            if self.observe is not None:
                self.observe(sent, total)

    def _chunks(self) -> Iterator[bytes]:
        for piece in self.pieces:
            if isinstance(piece, bytes):
                yield piece
            else:
                yield from piece


class FilePart:
    """Content of a file: a path opened when it is sent, or an open file from where it stands.

    Parameters
    ----------
    name
        Name of the parameter, for errors.
    file_name
        Name that is sent.
    source
        Path or open binary file.
    """

    def __init__(self, name: str, file_name: str, source: Path | BinaryIO) -> None:
        self.file_name = file_name
        self._name = name
        self._source = source
        try:
            self._start, self._end = (0, _size_of(source)) if isinstance(source, Path) else _span(source)
        except OSError as error:
            raise self._unreadable(error) from error

    def __len__(self) -> int:
        return self._end - self._start

    def __iter__(self) -> Iterator[bytes]:
        left = len(self)
        try:
            if not isinstance(self._source, Path):
                self._source.seek(self._start)
                yield from _read(self._source, left)
                return
            with self._source.open("rb") as stream:
                yield from _read(stream, left)
        except OSError as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error: OSError) -> UsageError:
        where = str(self._source) if isinstance(self._source, Path) else self.file_name
        msg = f"Parameter {self._name!r} got {where!r}, which cannot be read: {error.strerror}. Give a readable file."
        return UsageError(msg)


def encode_form(
    fields: Mapping[str, str],
    contents: Mapping[str, Any],
    boundary: str | None = None,
    *,
    name_part: str | None = None,
) -> Form:
    """Make a form of strings and files.

    Parameters
    ----------
    fields
        Strings by the names of their parts.
    contents
        Files by name: a path, an open binary file, bytes, or a pair of file name and bytes. Only the
        last part of a file's path is sent.
    boundary
        What separates the parts; random unless given, since no file may contain it.
    name_part
        Text part that names the file on the server. It is sent, unless given, for a name that would not survive the
        header of its part: servers read that as Latin-1, cut it at a semicolon and drop a backslash.

    Returns
    -------
    Form
        Holds no file in memory.

    Raises
    ------
    UsageError
        If a file cannot be read or is none of these.
    """
    mark = boundary or secrets.token_hex(16)
    pieces: list[bytes | FilePart] = []
    files = {name: _content(name, value) for name, value in contents.items()}
    odd = [content.file_name for content in files.values() if content.file_name != _plain_name(content.file_name)]
    parts = {name_part: odd[0], **fields} if odd and name_part else dict(fields)
    for name, text in list(parts.items()):
        pieces.append(_head(mark, name, text=text) + text.encode() + b"\r\n")
    for name, content in files.items():
        # Without a part for the name there is nothing better than the header.
        shown = _plain_name(content.file_name) if name_part else content.file_name
        pieces += [_head(mark, name, file_name=shown), content, b"\r\n"]
        parts[name] = f"{content.file_name} ({len(content):,} bytes)"
    pieces.append(f"--{mark}--\r\n".encode())
    return Form(tuple(pieces), mark, parts)


def _head(boundary: str, name: str, *, file_name: str | None = None, text: str = "") -> bytes:
    part = RequestField(name=name, data=b"", filename=file_name)
    part.make_multipart(content_type=_BINARY if file_name else None if text.isascii() else _TEXT)
    return f"--{boundary}\r\n{part.render_headers()}".encode()


def _content(name: str, value: Any) -> FilePart:
    if isinstance(value, (bytes, bytearray)):
        return FilePart(name, name, io.BytesIO(value))
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], (bytes, bytearray)):
        return FilePart(name, _base_name(value[0]), io.BytesIO(value[1]))
    if isinstance(value, (str, os.PathLike)):
        return FilePart(name, _base_name(os.fspath(value), native=True), local_path(value))
    return FilePart(name, _base_name(getattr(value, "name", name)), _open_file(name, value))


def _open_file(name: str, value: Any) -> BinaryIO:
    """Check that a value is an open binary file; one that cannot go back is read now."""
    if callable(getattr(value, "read", None)) and isinstance(value.read(0), bytes):
        file: BinaryIO = value if value.seekable() else io.BytesIO(value.read())
        return file
    kind = type(value).__name__
    msg = f"Parameter {name!r} got {kind}; expected a path, an open binary file or bytes."
    raise UsageError(msg)


def _size_of(path: Path) -> int:
    if path.is_dir():
        raise IsADirectoryError(21, "it is a folder")
    with path.open("rb"):
        return path.stat().st_size


def _span(stream: BinaryIO) -> tuple[int, int]:
    start = stream.tell()
    end = stream.seek(0, os.SEEK_END)
    stream.seek(start)
    return start, end


def _read(stream: BinaryIO, left: int) -> Iterator[bytes]:
    while left:
        chunk = stream.read(min(CHUNK_BYTES, left))
        if not chunk:
            # The length was announced: sending less would leave the server waiting for the rest.
            raise OSError(5, "it became shorter while it was sent")
        left -= len(chunk)
        yield chunk


def _plain_name(name: str) -> str:
    return _ODD.sub("_", name)


def _base_name(value: object, *, native: bool = False) -> str:
    # The folders of the sender stay private. A name that comes from another system may have its separators.
    name = PurePath(str(value) if native else str(value).replace("\\", "/")).name
    # Names on disk need not be valid Unicode; what cannot be written is replaced, since the name is a mere suggestion.
    return name.encode("utf-8", "replace").decode()

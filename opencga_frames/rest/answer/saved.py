"""Reads saved answers and bare documents into pages."""

from __future__ import annotations

import gzip
import io
import json
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from opencga_frames.errors import DecodeError, StorageError, UsageError
from opencga_frames.ground.damaged import readable
from opencga_frames.ground.limits import PAGE_SIZE
from opencga_frames.ground.paths import local_path
from opencga_frames.rest.wire.envelope import Page, ResultBlock, read_page
from opencga_frames.rest.wire.rows import count_rows, join_rows, rows_only

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Saved", "read_answer", "read_documents"]

#: What a saved answer may be given as.
Saved: TypeAlias = "bytes | str | os.PathLike[str] | Mapping[str, Any] | list[Any] | io.IOBase"

_GZIP = b"\x1f\x8b"
_SHAPES = "an answer with 'responses' (or 'response'), a result with 'results', or a list of these"


def read_answer(source: Saved) -> list[Page]:
    """Read a saved answer of any client and any server line.

    Parameters
    ----------
    source
        JSON as bytes or a string, a path (gzip too), a file opened for reading, or the parsed JSON. It holds
        an envelope, one of its result elements, or a list or lines of either (pages).

    Returns
    -------
    list of Page
        One per envelope.

    Raises
    ------
    DecodeError
        If it is not JSON or not an answer.
    StorageError
        If a file cannot be read.
    UsageError
        If the source is of a type that cannot be read.
    """
    text = _encoded(source) if isinstance(source, (Mapping, list)) else _read(source)
    first = text.lstrip()[:1]
    if first == b"[":
        parts = _elements(text)
        if not parts:
            msg = f"An empty list is not an answer: expected {_SHAPES}."
            raise DecodeError(msg)
        return [_page(bytes(part)) for part in parts]
    envelope = read_page(text)
    if envelope is not None:
        return [rows_only(envelope)]
    lines = [text] if _keys(text) else [line for line in text.splitlines() if line.strip()]
    return [_page(line) for line in lines or [text]]


def read_documents(source: Any) -> list[Page]:
    """Read documents without an envelope.

    Parameters
    ----------
    source
        JSON lines or a JSON array as bytes or a string, a path (gzip too), a file opened for reading, one
        document, or any iterable of documents.

    Returns
    -------
    list of Page
        Pages of 1,000 rows; one empty page when there is no document.

    Raises
    ------
    DecodeError
        If a line is not a JSON object; names the line.
    StorageError
        If a file cannot be read.
    UsageError
        If the source is of a type that cannot be read.
    """
    if isinstance(source, Mapping):
        rows = iter([_document(source, 1)])
    elif isinstance(source, (bytes, str, os.PathLike, io.IOBase)):
        rows = _lines(_read(source))
    elif isinstance(source, Iterable):
        rows = (_document(item, place) for place, item in enumerate(source, start=1))
    else:
        msg = f"Documents cannot be read from {type(source).__name__}: give a path, JSON lines or dicts."
        raise UsageError(msg)
    pages = []
    while chunk := list(islice(rows, PAGE_SIZE)):
        pages.append(_bare_page(join_rows(chunk)))
    return pages or [_bare_page(b"[]")]


def _encoded(source: Mapping[str, Any] | list[Any]) -> bytes:
    try:
        return _written(source)
    except (TypeError, ValueError, RecursionError) as error:
        msg = f"The answer cannot be written as JSON: {error}."
        raise DecodeError(msg) from error


def _written(value: Any) -> bytes:
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:  # half of a surrogate pair
        return readable(json.dumps(value).encode())


def _read(source: Any) -> bytes:
    if isinstance(source, bytes):
        content = source
    elif isinstance(source, str) and source.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        content = source.encode("utf-8", "surrogatepass")
    elif isinstance(source, (str, os.PathLike)):
        content = _read_file(local_path(source))
    elif isinstance(source, io.IOBase):
        read = source.read()
        content = read.encode("utf-8", "surrogatepass") if isinstance(read, str) else bytes(read)
    else:
        msg = f"An answer cannot be read from {type(source).__name__}: give bytes, a string, a path or a dict."
        raise UsageError(msg)
    return readable(_unzipped(content))


def _read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        shown = str(path)[:200]
        msg = f"{shown!r} cannot be read ({error.__class__.__name__}). A string of JSON begins with {{ or [."
        raise StorageError(msg) from error


def _unzipped(content: bytes) -> bytes:
    if not content.startswith(_GZIP):
        return content
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        msg = "The gzip data is cut or damaged; get the file again."
        raise DecodeError(msg) from error


def _elements(text: bytes) -> list[msgspec.Raw]:
    try:
        return msgspec.json.decode(text, type=list[msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        msg = f"This is not JSON: {error}. Expected {_SHAPES}."
        raise DecodeError(msg) from error


def _page(text: bytes) -> Page:
    page = read_page(text)
    if page is None and not {"results", "result"}.isdisjoint(_keys(text)):
        page = read_page(b'{"responses":[' + text + b"]}")
    if page is None:
        msg = f"This is not an answer of OpenCGA: {_described(text)}. Expected {_SHAPES}; "
        msg += "for documents without an envelope use from_documents."
        raise DecodeError(msg)
    return rows_only(page)


def _keys(text: bytes) -> list[str]:
    try:
        return list(msgspec.json.decode(text, type=dict[str, msgspec.Raw]))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return []


def _described(text: bytes) -> str:
    keys = _keys(text)
    if keys:
        return "an object with " + ", ".join(repr(key) for key in keys[:6])
    try:
        return f"JSON of type {type(msgspec.json.decode(text)).__name__}"
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        return f"not JSON ({error})"


def _lines(text: bytes) -> Iterator[bytes]:
    if text.lstrip()[:1] == b"[":
        for place, element in enumerate(_elements(text), start=1):
            yield _checked(bytes(element), place)
        return
    text = text.strip()
    if _keys(text):
        yield text  # One document, perhaps over several lines.
        return
    for place, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield _checked(line.strip(), place)


def _document(item: Any, place: int) -> bytes:
    if isinstance(item, (str, bytes)):
        return _checked(readable(item.encode("utf-8", "surrogatepass") if isinstance(item, str) else item), place)
    try:
        return _checked(_written(item), place)
    except (TypeError, ValueError, RecursionError, msgspec.MsgspecError) as error:
        msg = f"Document {place:,} cannot be written as JSON: {error}."
        raise DecodeError(msg) from error


def _checked(line: bytes, place: int) -> bytes:
    try:
        msgspec.json.decode(line, type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        msg = f"Document {place:,} is not a JSON object: {error}."
        raise DecodeError(msg) from error
    return line


def _bare_page(rows: bytes) -> Page:
    return Page(blocks=(ResultBlock(rows=rows, num_results=count_rows(rows)),))

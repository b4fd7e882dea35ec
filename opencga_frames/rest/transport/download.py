"""Files from the server to the disk: in pieces, under a temporary name until they are whole."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import unquote

import requests
from urllib3.exceptions import HTTPError

from opencga_frames.errors import OpenCGAError, StorageError, UnreadableAnswerError
from opencga_frames.ground.interrupt import current_work
from opencga_frames.ground.paths import local_path
from opencga_frames.ground.secret import bare
from opencga_frames.rest.transport.network_errors import BrokenAnswerError, network_error, shown_path
from opencga_frames.rest.transport.unpack import TruncatedError, pieces, reply_of, told_size, whole
from opencga_frames.rest.wire.message import Reply

if TYPE_CHECKING:
    from pathlib import Path

    from opencga_frames.ground.progress import Observer
    from opencga_frames.rest.wire.message import Request

__all__ = ["Receive", "pour", "save"]

#: Takes status and headers of an answer, and its body in pieces; called again when the answer broke off.
Receive: TypeAlias = Callable[[Reply, Iterator[bytes]], None]
_SEPARATORS: Final = tuple({"/", os.sep})
#: How web pages begin, and the names of files that may begin so.
_WEB_PAGE: Final = re.compile(rb"\s*(?:<!doctype html|<html)", re.IGNORECASE)
_WEB_NAMES: Final = (".html", ".htm", ".xhtml", ".mhtml", ".md", ".html.gz")
_HEAD: Final = 512
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
#: Longest header that is searched for a name.
_LONGEST_HEADER: Final = 2_000
#: Names are sent with their characters as they are, mostly without quotes, whatever is in them.
_FILE_NAME: Final = re.compile(r"""filename\s*=\s*(?:"([^"]*)"|(.+?)\s*(?:;\s*[\w*-]+\s*=|$))""", re.DOTALL)
_ENCODED_NAME: Final = re.compile(r"filename\*\s*=\s*utf-8'[^']*'([^;\s]+)", re.IGNORECASE)


def pour(response: requests.Response, url: str, host: str, request: Request, *, receive: Receive, most: int) -> Reply:
    """Hand the body of an answer over in pieces, provided that it is a file.

    Parameters
    ----------
    response
        An answer whose body was not read.
    url, host, request
        What was asked, for the reply and for errors.
    receive
        Takes the pieces.
    most
        Bytes of an answer that is no file: a page or an envelope.

    Returns
    -------
    Reply
        With an empty body when it was handed over; a failure, and pages and envelopes that may report one, are read
        whole and are in the reply.

    Raises
    ------
    NotReachableError
        If the body did not come whole.
    """
    head = reply_of(response, url, b"")
    chunks = _chunks(response, host, request)
    if response.status_code != 200 or "json" in head.media_type or "html" in head.media_type:
        return replace(head, body=whole(chunks, most, path=request.path))
    receive(head, chunks)
    return head


def _chunks(response: requests.Response, host: str, request: Request) -> Iterator[bytes]:
    received = 0
    found: BaseException | None = None
    try:
        for chunk in pieces(response):
            received += len(chunk)
            yield chunk
    except (requests.RequestException, HTTPError, OSError, TruncatedError) as error:
        found = network_error(error, host, request, in_body=True)
    except OpenCGAError as error:
        found = bare(error)
    if found is None and received < told_size(response.headers):
        found = BrokenAnswerError(
            f"The answer of {host} to {request.method} {shown_path(request.path)} broke off. Try again."
        )
    if found is not None:
        work = current_work()
        if work is not None:
            work.check()
        # Raised here and not where it was caught, so that the request with its token is not attached to it.
        raise found


def save(
    send: Callable[[Receive], Reply],
    request: Request,
    to: str | os.PathLike[str],
    *,
    size: int | None,
    recorded: Callable[[], int | None],
    observe: Observer,
) -> Path:
    """Write an answer to a file; whatever goes wrong, nothing half-written is left behind.

    Parameters
    ----------
    send
        Asks for the answer and gives it to a receiver; raises when it is a failure.
    request
        What is asked; its path gives the name where the server does not.
    to
        Path of the file, replaced when it exists; or of a folder, made when it ends in a separator, in which no file
        is replaced.
    size
        Bytes the file must have, or None.
    recorded
        Asks for the bytes that the file has by its entry; called when the answer has come and ``size`` is None.
    observe
        Receives the bytes so far and those expected, -1 when unknown.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    StorageError
        If it cannot be written.
    UnreadableAnswerError
        If it does not have the size it must have, or is no file: an answer without a body, a web page.
    """
    path = local_path(to)
    try:
        folder, name = _target(to, path)
        part = folder / f".{name or 'download'}.{secrets.token_hex(4)}.part"
        sink = _Sink(part, size, observe, lambda head: _check_free(folder, name, head, request))
        try:
            reply = send(sink)
            if not sink.used:
                sink(reply, iter([reply.body]))
            target = folder / (name or _name(reply, request))
            _check_size(sink, size, recorded, request)
            _check_kind(sink.first, reply, (target.name, _name(reply, request)), request)
            return part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        msg = f"The file cannot be written to {str(path)!r}: {error.strerror}. Give another place as to=."
        raise StorageError(msg) from error


def _target(to: str | os.PathLike[str], path: Path) -> tuple[Path, str]:
    """Split a target into folder and name; a folder alone has no name, since the server names the file."""
    if os.fspath(to).endswith(_SEPARATORS):
        path.mkdir(parents=True, exist_ok=True)
    return (path, "") if path.is_dir() else (path.parent, path.name)


def _check_free(folder: Path, name: str, head: Reply, request: Request) -> None:
    """Refuse to replace a file that the caller did not name: files of one name from different folders are usual."""
    target = folder / (name or _name(head, request))
    if not name and target.exists():
        msg = (
            f"{str(target)!r} exists, and a download into a folder replaces nothing. Give the path of the file as to=."
        )
        raise StorageError(msg)


class _Sink:
    """Writes pieces to a file, from its beginning each time."""

    def __init__(self, part: Path, size: int | None, observe: Observer, check: Callable[[Reply], None]) -> None:
        self._part = part
        self._size = size
        self._observe = observe
        self._check = check
        self.received = 0
        self.told = -1
        self.first = b""
        self.used = False

    def __call__(self, head: Reply, chunks: Iterator[bytes]) -> None:
        self._check(head)
        self.used, self.received, self.first = True, 0, b""
        self.told = told_size(head.headers)
        expected = self.told if self._size is None else self._size
        with self._part.open("wb") as stream:
            for chunk in chunks:
                stream.write(chunk)
                self.first = (self.first + chunk[:_HEAD])[:_HEAD]
                self.received += len(chunk)
                self._observe(self.received, expected)


def _check_size(sink: _Sink, size: int | None, recorded: Callable[[], int | None], request: Request) -> None:
    """Compare with the size that was asked for, else with that of the entry."""
    source, expected = ("", size) if size is not None else (" by the entry of the file", recorded())
    # A file that is written to grows under its entry; then the length that the answer itself told counts.
    grown = size is None and expected is not None and sink.told == sink.received > expected
    if expected is not None and sink.received != expected and not grown:
        msg = (
            f"The answer to {request.path} has {sink.received:,} bytes; expected {expected:,}{source}. "
            "Nothing was kept. Try again, or give the right number as size=."
        )
        raise UnreadableAnswerError(msg, status=200, path=request.path)


def _check_kind(first: bytes, reply: Reply, names: tuple[str, ...], request: Request) -> None:
    """Refuse what stands in place of a file: nothing at all, or the page of a proxy."""
    said = ""
    if reply.status != 200:
        said = f"status {reply.status}, which comes without a file"
    elif _WEB_PAGE.match(first) and not any(name.lower().endswith(_WEB_NAMES) for name in names):
        said = "a web page, perhaps to sign in"
    if said:
        msg = (
            f"The answer to {request.path} is {said}; expected the bytes of a file. Nothing was kept. Check whether a "
            "proxy or a sign-in page stands in front of the server."
        )
        raise UnreadableAnswerError(msg, status=reply.status, path=request.path)


def _told_names(reply: Reply) -> Iterator[str]:
    header = reply.headers.get("content-disposition", "")[:_LONGEST_HEADER]
    encoded = _ENCODED_NAME.search(header)
    if encoded:
        yield unquote(encoded.group(1))
    told = _FILE_NAME.search(header)
    if told:
        text: str = told.group(1) or told.group(2) or ""
        # Headers are read as Latin-1, names are sent as UTF-8.
        with suppress(UnicodeError):
            text = text.encode("latin-1").decode()
        yield text


def _name(reply: Reply, request: Request) -> str:
    """Find the name of a file; servers send its path within the study, with colons."""
    segments = request.path.split("/")
    for text in (*_told_names(reply), unquote(segments[1] if len(segments) > 1 else "")):
        name = re.split(r"[:/\\]", _CONTROL.sub("", text).strip().rstrip(":/"))[-1]
        if name not in ("", ".", ".."):
            return name
    return "download"

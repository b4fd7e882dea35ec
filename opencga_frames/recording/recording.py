"""Keeps what a client sends and receives, and writes it without secrets when it is over."""

from __future__ import annotations

import json
import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Self
from urllib.parse import unquote, urlsplit

from opencga_frames.errors import StorageError, UsageError
from opencga_frames.ground import limits
from opencga_frames.ground.paths import local_path
from opencga_frames.ground.secret import Secret
from opencga_frames.ground.warn import warn
from opencga_frames.recording.exchange import RecordedExchange
from opencga_frames.recording.masking import Masking, token_of_nobody
from opencga_frames.recording.pseudonyms import Pseudonyms
from opencga_frames.recording.secrets_found import secrets_of
from opencga_frames.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType

    import requests

    from opencga_frames.rest.transport.transport import Transport
    from opencga_frames.rest.wire.message import Reply, Request

__all__ = ["Recording"]

_FILE = "recording.jsonl"
_FORMAT = "opencga-frames recording"
_VERSION = 1
#: Headers of an answer that are kept: what its body is, and how much of a file it is.
_KEPT = ("content-type", "content-disposition", "content-range", "retry-after", "location")


class Recording:
    """The requests of a client and their answers, while the ``with`` block runs.

    Attributes
    ----------
    names : dict of str to str
        After the block: what was written for each id and name that was replaced. It is in no file.
    """

    def __init__(
        self, transport: Transport, folder: str | os.PathLike[str], *, replace: bool | Mapping[str, str]
    ) -> None:
        self._transport = transport
        self._folder = _checked(local_path(folder))
        self._replace = replace
        self._exchanges: list[RecordedExchange] = []
        self._secrets: set[str] = set()
        self._dropped: list[str] = []
        self._lock = threading.Lock()
        self.names: dict[str, str] = {}

    def __repr__(self) -> str:
        return f"<Recording of {len(self)} exchanges in {str(self._folder)!r}>"

    def __len__(self) -> int:
        return len(self._exchanges)

    def __enter__(self) -> Self:
        if self._transport.watch is not None:
            message = "This client is being recorded already; end that recording first, or use another client."
            raise UsageError(message)
        self._note_secrets()
        self._transport.watch = self._watch
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._transport.watch = None
        self._note_secrets()
        self._write()

    def _note_secrets(self) -> None:
        for secret in self._transport.secrets():
            self._secrets.add(secret.reveal() if isinstance(secret, Secret) else secret)

    def _watch(self, sent: requests.PreparedRequest, request: Request, reply: Reply) -> None:
        found = set(secrets_of(sent, request, reply))
        exchange = self._exchange(request, reply)
        with self._lock:
            self._secrets |= found
            self._exchanges.append(exchange)

    def _exchange(self, request: Request, reply: Reply) -> RecordedExchange:
        body, path = reply.body, unquote(request.path.strip("/"))
        if len(body) > limits.MAX_RECORDED_BYTES:
            self._dropped.append(path)
            body = b""
        headers = {name: reply.headers[name] for name in _KEPT if name in reply.headers}
        content: str | bytes = body
        with suppress(UnicodeDecodeError):
            content = body.decode()
        form = None if request.body is None or isinstance(request.body, bytes) else dict(request.body.parts)
        raw = request.body.decode("utf-8", "replace") if isinstance(request.body, bytes) else None
        return RecordedExchange(request.method, path, tuple(request.query), raw, form, reply.status, headers, content)

    def _write(self) -> None:
        masking = Masking(self._secrets)
        exchanges = [masking.exchange(one) for one in self._exchanges]
        owner = (self._transport.tokens.user, self._transport.tokens.organization)
        if self._replace:
            exchanges = self._renamed(exchanges, masking)
        token = token_of_nobody(*(one and self.names.get(one, one) for one in owner))
        head = {"format": _FORMAT, "version": _VERSION, "made_by": f"opencga_frames {__version__}"}
        head |= {"exchanges": len(exchanges), "token": token}
        lines = [json.dumps(head), *(masking.line(one.line()) for one in exchanges)]
        self._replace_file("".join(f"{line}\n" for line in lines))
        if self._dropped:
            warn(f"Answers too long to be recorded, which cannot be replayed: {', '.join(self._dropped[:5])}.")

    def _renamed(self, exchanges: list[RecordedExchange], masking: Masking) -> list[RecordedExchange]:
        """Replace ids and names, those in tokens as well."""
        address = urlsplit(self._transport.host).hostname or ""
        given = {address: "recorded.server", **({} if isinstance(self._replace, bool) else self._replace)}
        pseudonyms = Pseudonyms(exchanges, given, masking.owners())
        self.names = dict(pseudonyms.names)
        pseudonyms.add(masking.renamed(self.names))
        if pseudonyms.kept:
            shown = ", ".join(map(repr, pseudonyms.kept[:5]))
            warn(f"{len(pseudonyms.kept)} ids were not replaced, being too short or words of the server: {shown}.")
        return [pseudonyms.exchange(one) for one in exchanges]

    def _replace_file(self, text: str) -> None:
        new = self._folder / f".{_FILE}-{os.getpid()}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            new.write_text(text, "utf-8", newline="\n")
            new.replace(self._folder / _FILE)
        except OSError as error:
            message = f"The recording cannot be written to {str(self._folder)!r}: {error.strerror}."
            raise StorageError(message) from None
        finally:
            with suppress(OSError):
                new.unlink(missing_ok=True)


def _checked(folder: Path) -> Path:
    """Refuse a folder that holds something else, before anything is sent."""
    if folder.is_file() or (folder.is_dir() and any(path.name != _FILE for path in folder.iterdir())):
        message = f"{str(folder)!r} holds something else than a recording; give a new or an empty folder."
        raise UsageError(message)
    return folder

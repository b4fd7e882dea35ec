"""Requests as bytes over a socket, and the answers to them."""

from __future__ import annotations

import socket
from typing import NamedTuple, Self
from urllib.parse import urlsplit

__all__ = ["Answer", "Line", "exchange"]


class Answer(NamedTuple):
    """One answer, taken apart."""

    status: int
    headers: dict[str, str]
    body: bytes


class Line:
    """A connection to a server, by its address."""

    def __init__(self, url: str, timeout: float = 20.0) -> None:
        parts = urlsplit(url)
        self.socket = socket.create_connection((parts.hostname or "", parts.port or 0), timeout=timeout)
        self._stream = self.socket.makefile("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self.socket.close()

    def send(self, data: bytes) -> None:
        """Send bytes; a server that has heard enough may close in the middle."""
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            return

    def end(self) -> None:
        """Send nothing more, but go on listening."""
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            return

    def read(self, *, head: bool = False) -> Answer | None:
        """Return the next answer, None when the server closed; ``head`` for one without body."""
        first = self._line()
        if not first:
            return None
        headers: dict[str, str] = {}
        while line := self._line().strip():
            name, _, value = line.decode("latin-1").partition(": ")
            headers[name] = value
        size = 0 if head else int(headers.get("Content-Length", "0"))
        return Answer(int(first.split()[1]), headers, self._stream.read(size))

    def _line(self) -> bytes:
        try:
            return self._stream.readline()
        except ConnectionResetError:
            return b""


def exchange(url: str, data: bytes, *, end: bool = True) -> list[Answer]:
    """Send bytes and return the answers until the server closes."""
    with Line(url) as line:
        line.send(data)
        if end:
            line.end()
        answers = []
        while (answer := line.read()) is not None:
            answers.append(answer)
        return answers

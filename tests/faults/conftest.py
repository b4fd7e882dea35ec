"""A server that misbehaves as a test says, byte by byte, on a socket of its own."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.client import OpenCGAClient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


class Line:
    """One connection, as the behaviour of a server sees it."""

    def __init__(self, server: FaultServer, end: socket.socket) -> None:
        self._server = server
        self._end = end

    def send(self, data: bytes) -> None:
        """Send at once."""
        self._end.sendall(data)

    def answer(self, body: bytes, head: bytes = HEAD) -> None:
        """Send a good answer."""
        self.send(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def drip(self, data: bytes) -> None:
        """Send a byte now and then."""
        for number in range(len(data)):
            self.send(data[number : number + 1])
            if self._server.closing.wait(0.15):
                return

    def count(self) -> None:
        """Tell the test that a request is where it should be."""
        self._server.stalled.release()

    def stall(self) -> None:
        """Send nothing more until the server is closed or the other end hangs up."""
        self.count()
        self._end.settimeout(0.1)
        while not self._server.closing.is_set():
            try:
                if not self._end.recv(4096):
                    return
            except TimeoutError:
                continue


class FaultServer:
    """Reads requests and leaves the answer to a function of the line, the target and the body."""

    def __init__(self, behave: Callable[[Line, str, bytes], Any]) -> None:
        self.asked: list[str] = []
        self.closing = threading.Event()
        #: Released once per stalled request.
        self.stalled = threading.Semaphore(0)
        self._behave = behave
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._ends: list[socket.socket] = []
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}/opencga"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                end, _ = self._listening.accept()
                self._ends.append(end)
                threading.Thread(target=self._serve, args=(end,), daemon=True).start()

    def _serve(self, end: socket.socket) -> None:
        with suppress(OSError, ValueError), end, end.makefile("rb") as stream:
            while line := stream.readline():
                length = 0
                while (header := stream.readline()) not in (b"\r\n", b""):
                    name, _, value = header.partition(b":")
                    length = int(value) if name.lower() == b"content-length" else length
                body = stream.read(length)
                target = line.split()[1].decode()
                self.asked.append(target)
                if self._behave(Line(self, end), target, body) == "close":
                    return

    def close(self) -> None:
        """Stop."""
        self.closing.set()
        self._listening.close()
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def faulty() -> Iterator[Callable[..., FaultServer]]:
    """Make a server from a function of line, target and body."""
    servers: list[FaultServer] = []

    def start(behave: Callable[[Line, str, bytes], Any]) -> FaultServer:
        servers.append(FaultServer(behave))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def client() -> Callable[..., OpenCGAClient]:
    """Make a client that knows its server's version question is not worth asking."""

    def make(server: FaultServer, session: Any = None, **settings: Any) -> OpenCGAClient:
        known = {"rest": {"host": server.url}, "version_check": "off", "retries": 0, "session_folder": "/nowhere"}
        return OpenCGAClient({**known, **settings}, session=session)

    return make

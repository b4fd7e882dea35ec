"""The sandbox on a port, for other programs: a thread a connection, as many connections as come."""

from __future__ import annotations

import logging
import socket
import threading
from contextlib import suppress
from http import HTTPStatus
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import TYPE_CHECKING, Protocol, Self

from opencga_frames.sandbox.doors.body import read_body
from opencga_frames.sandbox.doors.head import BadMessageError, read_head
from opencga_frames.sandbox.wire.jetty_pages import bad_message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from io import BufferedReader
    from types import TracebackType
    from typing import Any

    from opencga_frames.sandbox.doors.head import RequestHead
    from opencga_frames.sandbox.wire.answers import Wire

__all__ = ["Answering", "ServedSandbox", "serve"]

_LOG = logging.getLogger("opencga_frames.sandbox")
_PHRASES = {status.value: status.phrase for status in HTTPStatus}
#: Seconds without a byte after which a connection is closed, as the server's configuration has it.
_IDLE_SECONDS = 30.0


class Answering(Protocol):
    """What can be put on a port."""

    path: str

    def answer(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None) -> Wire:
        """Answer one request."""
        ...


class _HttpHandler(StreamRequestHandler):
    """Reads the requests of one connection, asks the sandbox, writes each answer in one piece."""

    # Without this every kept-alive request waits for the delayed acknowledgement of the last one.
    disable_nagle_algorithm = True
    rbufsize = 1 << 16
    rfile: BufferedReader
    server: _Port

    def setup(self) -> None:
        """Open the streams and set the idle limit."""
        super().setup()
        self.connection.settimeout(self.server.idle_seconds)

    def handle(self) -> None:
        """Answer until one of both closes; who goes away in the middle gets no answer."""
        with suppress(OSError, EOFError):
            while self._next():
                pass

    def _next(self) -> bool:
        """Answer one request and return whether another may come."""
        try:
            head = read_head(self.rfile)
            if head is None:
                return False
            return self._answered(head)
        except BadMessageError as error:
            page = bad_message(error.status, error.reason)
            self._write((page.status, {"Content-Type": page.media_type, **page.headers}, page.body), "")
            self._linger()
            return False

    def _answered(self, head: RequestHead) -> bool:
        if head.waits:
            self.connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        body = read_body(self.rfile, head)
        status, out, content = self.server.sandbox.answer(head.method, head.target, head.headers, body or None)
        keep = head.keep and out.get("Connection") != "close"
        self._write((status, out if keep else {**out, "Connection": "close"}, content), head.method)
        return keep

    def _write(self, wire: Wire, method: str) -> None:
        status, out, content = wire
        lines = [f"HTTP/1.1 {status} {_PHRASES.get(status, '')}", *(f"{name}: {value}" for name, value in out.items())]
        lines += [f"Content-Length: {len(content)}", "Server: Jetty(9.4.53.v20231009)", "\r\n"]
        head = "\r\n".join(lines).encode("latin-1", "replace")
        self.connection.sendall(head if method == "HEAD" else head + content)

    def _linger(self) -> None:
        """Read on for a short while: bytes that nobody read would take the answer away with them."""
        self.connection.shutdown(socket.SHUT_WR)
        self.connection.settimeout(min(self.server.idle_seconds, 1.0))
        for _ in range(1_000):
            if not self.connection.recv(1 << 16):
                return


class _Port(ThreadingTCPServer):
    """The listening socket with its sandbox and its open connections."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 1024

    def __init__(self, address: tuple[str, int], sandbox: Answering, idle_seconds: float) -> None:
        self.sandbox = sandbox
        self.idle_seconds = idle_seconds
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(address, _HttpHandler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer a connection in a thread of its own."""
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection."""
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def close_connections(self) -> None:
        """End every connection that is still open, and with it its thread."""
        with self._lock:
            waiting = list(self._open)
        for connection in waiting:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - given by the library
        """Leave what went wrong to the log."""
        _LOG.exception("The sandbox failed on a connection.")


class ServedSandbox:
    """A sandbox on a port, until it is closed.

    Parameters
    ----------
    sandbox
        What answers.
    host, port
        Where to listen; port 0 takes a free one.
    idle_seconds
        How long a connection may be silent.

    Attributes
    ----------
    url : str
        Address to give to a client.

    Examples
    --------
    >>> with serve(Sandbox(samples=10)) as served:  # doctest: +SKIP
    ...     print(served.url)
    """

    def __init__(self, sandbox: Answering, host: str, port: int, idle_seconds: float = _IDLE_SECONDS) -> None:
        self._port = _Port((host, port), sandbox, idle_seconds)
        self.url = f"http://{host}:{self._port.server_address[1]}{sandbox.path}"
        self._thread = threading.Thread(target=self._port.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Block until the server is closed, by another thread or by Ctrl-C."""
        self._thread.join()

    def close(self) -> None:
        """Stop listening and close what is open; calling it again does nothing."""
        self._port.shutdown()
        self._port.server_close()
        self._port.close_connections()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def serve(
    sandbox: Answering, *, host: str = "127.0.0.1", port: int = 0, idle_seconds: float = _IDLE_SECONDS
) -> ServedSandbox:
    """Put a sandbox on a port.

    Parameters
    ----------
    sandbox
        What answers.
    host
        Address to listen on.
    port
        Port; 0 takes a free one.
    idle_seconds
        Seconds without a byte after which a connection is closed; the real server waits 30.

    Returns
    -------
    ServedSandbox
        Context manager with ``url``, ``close()`` and ``wait()``.
    """
    return ServedSandbox(sandbox, host, port, idle_seconds)

"""A threaded server of the standard library: the sandbox on a port, for other programs."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from opencga_frames.sandbox.wire.answers import Wire

__all__ = ["Answering", "ServedSandbox", "serve"]


class Answering(Protocol):
    """What can be put on a port."""

    path: str

    def answer(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None) -> Wire:
        """Answer one request."""
        ...


class _HttpHandler(BaseHTTPRequestHandler):
    """Reads a request, asks the sandbox, writes the answer in one piece."""

    protocol_version = "HTTP/1.1"
    # Without these two every kept-alive request waits for the delayed acknowledgement of the last one.
    disable_nagle_algorithm = True
    wbufsize = 1 << 16
    server: _Port

    def _respond(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else None
        headers = dict(self.headers.items())
        status, out, content = self.server.sandbox.answer(self.command, self.path, headers, body)
        self.send_response_only(status)
        for name, value in out.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Server", "Jetty(9.4.53.v20231009)")
        if out.get("Connection") == "close":
            self.close_connection = True
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_POST = do_DELETE = do_PUT = do_PATCH = do_HEAD = do_OPTIONS = _respond  # noqa: N815 - names of the library

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: who wants a list of calls asks the sandbox for it."""


class _Port(ThreadingHTTPServer):
    """The listening socket with its sandbox."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], sandbox: Answering) -> None:
        self.sandbox = sandbox
        super().__init__(address, _HttpHandler)


class ServedSandbox:
    """A sandbox on a port, until it is closed.

    Parameters
    ----------
    sandbox
        What answers.
    host, port
        Where to listen; port 0 takes a free one.

    Attributes
    ----------
    url : str
        Address to give to a client.

    Examples
    --------
    >>> with serve(Sandbox(samples=10)) as served:  # doctest: +SKIP
    ...     print(served.url)
    """

    def __init__(self, sandbox: Answering, host: str, port: int) -> None:
        self._port = _Port((host, port), sandbox)
        self.url = f"http://{host}:{self._port.server_address[1]}{sandbox.path}"
        self._thread = threading.Thread(target=self._port.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Return when the server was closed, by another thread or by Ctrl-C."""
        self._thread.join()

    def close(self) -> None:
        """Stop listening; calling it again does nothing."""
        self._port.shutdown()
        self._port.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def serve(sandbox: Answering, *, host: str = "127.0.0.1", port: int = 0) -> ServedSandbox:
    """Put a sandbox on a port.

    Parameters
    ----------
    sandbox
        What answers.
    host
        Address to listen on.
    port
        Port; 0 takes a free one.

    Returns
    -------
    ServedSandbox
        Context manager with ``url``, ``close()`` and ``wait()``.
    """
    return ServedSandbox(sandbox, host, port)

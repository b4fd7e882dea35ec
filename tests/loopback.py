"""Servers whose every answer is written in the test, with and without a socket; they count what reaches them.

Tests get this module through the fixtures of ``conftest.py``.
"""

from __future__ import annotations

import base64
import json
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote

import requests

from opencga_frames.sandbox.doors.adapter import SandboxAdapter

#: Address of scripted servers without a socket.
URL = "http://scripted.example.org/opencga"
BASE = "/opencga/webservices/rest/v2/"
JSON = {"Content-Type": "application/json"}
#: Status, headers, body; None cuts the connection without an answer.
Answer = tuple[int, Mapping[str, str], bytes] | None


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    connection: int = 0

    @property
    def path(self) -> str:
        """Path below the version segment, decoded."""
        return unquote(self.target.partition("?")[0].partition("/rest/v2/")[2])

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The query, decoded, in order."""
        return parse_qsl(self.target.partition("?")[2], keep_blank_values=True)

    @property
    def query(self) -> dict[str, str]:
        """The query by name."""
        return dict(self.pairs)

    @property
    def ids(self) -> list[str]:
        """Ids of a path such as ``samples/S1,S2/info``."""
        return self.path.split("/")[1].split(",")

    @property
    def named(self) -> list[dict[str, str]]:
        """A row for every id of an info call; one row for any other call."""
        whole, _, last = self.path.rpartition("/")
        return [{"id": name} for name in whole.rpartition("/")[2].split(",")] if last == "info" else [{"id": "a1"}]

    @property
    def bearer(self) -> str:
        """The token that was sent, or nothing."""
        return self.headers.get("authorization", "").removeprefix("Bearer ")


class Script:
    """Answers by a function of what was asked, and remembers all of it."""

    url = URL

    def __init__(self, answer: Callable[[Asked], Answer]) -> None:
        self.asked: list[Asked] = []
        self._answer = answer
        self._lock = threading.Lock()

    def __call__(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes | None, *, connection: int = 0
    ) -> Any:
        lowered = {name.lower(): value for name, value in headers.items()}
        asked = Asked(method, target, lowered, body or b"", connection)
        with self._lock:
            self.asked.append(asked)
        answer = self._answer(asked)
        if answer is None and not connection:
            raise requests.exceptions.ConnectionError
        return answer

    @property
    def calls(self) -> list[str]:
        """Verb and path of all requests, in order."""
        return [f"{asked.method} {asked.path}" for asked in self.asked]

    def count(self, path: str) -> int:
        """Count requests of a path."""
        return sum(asked.path == path for asked in self.asked)

    def session(self) -> requests.Session:
        """Make a session that reaches this server without a socket."""
        session = requests.Session()
        session.mount("http://", SandboxAdapter(self))
        return session


class Loopback(Script):
    """The same behind a port of this machine; counts connections, too."""

    def __init__(self, answer: Callable[[Asked], Answer]) -> None:
        super().__init__(answer)
        outer = self
        self.connections = 0

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = 1 << 16

            def respond(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length)
                answer = outer(self.command, self.path, dict(self.headers), body, connection=self.client_address[1])
                if answer is None:
                    self.close_connection = True
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                status, headers, content = answer
                self.send_response_only(status)
                for name, value in {"Content-Length": str(len(content)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_DELETE = do_HEAD = respond  # noqa: N815 - names of the base class

            def log_message(self, *args: object) -> None:
                pass

        class Port(ThreadingHTTPServer):
            daemon_threads = True

            def process_request(self, request: Any, client_address: Any) -> None:
                outer.connections += 1
                super().process_request(request, client_address)

        self._http = Port(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._http.server_port}/opencga"

    def close(self) -> None:
        """Stop listening."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def page(
    rows: Sequence[Any] | bytes,
    *,
    matches: int | None = None,
    events: Sequence[Any] = (),
    entries: Sequence[Any] = (),
    status: int = 200,
    version: str = "5.0.0",
) -> tuple[int, Mapping[str, str], bytes]:
    """Make an answer in the envelope; ``events`` are about the call, ``entries`` about its rows."""
    block = {
        "time": 0,
        "events": list(entries),
        "numResults": len(rows),
        "results": list(rows),
        "resultType": "",
        "numMatches": len(rows) if matches is None else matches,
        "federationNode": {"version": version},
    }
    content = {"apiVersion": "v2", "time": 1, "events": list(events), "params": {}, "responses": [block]}
    return status, JSON, json.dumps(content).encode()


def refusal(status: int, name: str, message: str) -> tuple[int, Mapping[str, str], bytes]:
    """Make an answer that refuses the call; ``name`` is the simple name of a class of the server."""
    event = {"type": "ERROR", "id": f"org.opencb.opencga.catalog.exceptions.{name}", "name": name, "message": message}
    return page([], events=[event], status=status)


def expired(token: str) -> tuple[int, Mapping[str, str], bytes]:
    """Make the answer to an expired token; servers quote it."""
    return refusal(401, "CatalogAuthenticationException", f"Authentication token is expired : {token}")


def absent(name: str) -> dict[str, str]:
    """Make the event about an id that was not found."""
    text = "Not found or user does not have permissions."
    return {"type": "ERROR", "id": name, "name": "", "message": text}


def token(number: int = 1, *, user: str = "nadia", organization: str = "northlake", expires: float = 9e9) -> str:
    """Make a token that looks like those of the server."""
    claims = json.dumps({"sub": user, "aud": organization, "exp": int(expires), "n": number}).encode()
    return f"eyJhbGciOiJIUzI1NiJ9.{base64.urlsafe_b64encode(claims).rstrip(b'=').decode()}.c2lnbmF0dXJl"


def granted(text: str) -> tuple[int, Mapping[str, str], bytes]:
    """Make the answer to a login."""
    return page([{"token": text, "refreshToken": text}])


def sliced(asked: Asked, rows: Sequence[Any]) -> tuple[int, Mapping[str, str], bytes]:
    """Answer a search as the server does: ten rows unless more are asked for, the count when it is asked for."""
    start, limit = int(asked.query.get("skip", 0)), int(asked.query.get("limit", 10))
    return page(rows[start : start + limit], matches=len(rows) if asked.query.get("count") == "true" else -1)


@dataclass
class Clock:
    """Time that moves when it is told to."""

    now: float = 1_790_000_000.0
    pauses: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        """Note the pause and move on."""
        self.pauses.append(seconds)
        self.now += seconds

"""The pure part of the sandbox: a call goes in, an answer comes out, nothing else is touched but the catalog."""

from __future__ import annotations

import hashlib
import logging
import re
import threading
import time
from typing import TYPE_CHECKING

from opencga_frames.sandbox.context import Context
from opencga_frames.sandbox.handlers.organization.permission_rules import apply_rules
from opencga_frames.sandbox.preconditions import (
    check_accept,
    check_content_type,
    check_paging,
    check_types,
    read_body,
    read_token,
)
from opencga_frames.sandbox.routes import Route, find_route
from opencga_frames.sandbox.wire.answers import Raw, Result, envelope, failure_envelope
from opencga_frames.sandbox.wire.call import Call, read_call
from opencga_frames.sandbox.wire.jetty_pages import bad_message, not_found_page
from opencga_frames.sandbox.wire.refusal import Java, Refusal
from opencga_frames.sandbox.work.daemon import tick

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from opencga_frames.sandbox.catalog.catalog import Catalog
    from opencga_frames.sandbox.wire.answers import Document, Wire

__all__ = ["Server"]

_LOG = logging.getLogger("opencga_frames.sandbox")
#: Segment of a path -> first version with services below it.
_SINCE = {"organizations": "3.0.0", "anonymous": "3.0.0", "notes": "3.1.0", "workflows": "4.0.0", "tools": "5.0.0"}
_MAX_LINE = 8192
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "x-requested-with, content-type, authorization",
    "Access-Control-Allow-Credentials": "true",
}
_FILTER_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET,POST,DELETE",
    "Access-Control-Allow-Headers": "Origin, X-Requested-With, Content-Type, Accept, Range, Authorization",
}
_SESSION = re.compile(r"JSESSIONID=node0([0-9a-f]{20})(\d+)\.node0")


class Server:
    """Answers calls over a catalog.

    Parameters
    ----------
    catalog
        Organizations and everything below them.
    clock
        Returns epoch seconds.
    base
        Path of the web application, e.g. ``/opencga``.
    daemon
        Whether jobs are worked on between calls.

    Attributes
    ----------
    skip_seconds
        How long an answer takes for each row that is passed over.
    pause
        Waits so many seconds.
    """

    def __init__(self, catalog: Catalog, clock: Callable[[], float], base: str, *, daemon: bool) -> None:
        self.daemon = daemon
        self.skip_seconds = 0.0
        self.pause: Callable[[float], None] = time.sleep
        self.catalog = catalog
        self.clock = clock
        self.base = base
        self.lock = threading.RLock()
        self._sessions = 0

    def answer(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Wire:
        """Answer one request.

        Parameters
        ----------
        method, url
            Verb, and path with query or whole address.
        headers
            Request headers, names in any case.
        body
            Bytes of the body or None.
        """
        lowered = {name.lower(): value for name, value in headers.items()}
        call = read_call(method, url, lowered, body or b"")
        call.server = self.catalog.server
        page = self._container(call, url)
        if page is None:
            with self.lock:
                wire = self._services(call)
            if self.skip_seconds and call.skipped:
                # Outside the lock: other calls go on while a database reads past the rows.
                self.pause(self.skip_seconds * call.skipped)
            return wire
        return self._wire_raw(page, {}) if call.version or page.status != 404 else self._bare(page)

    @staticmethod
    def _bare(page: Raw) -> Wire:
        return page.status, {"Content-Type": page.media_type}, page.body

    def _container(self, call: Call, url: str) -> Raw | None:
        if len(url) > _MAX_LINE:
            return bad_message(414, "URI Too Long")
        if _BAD_ESCAPE.search(call.raw_path):
            return bad_message(400, "Bad Request")
        if not call.raw_path.startswith(f"{self.base}/webservices/rest/"):
            call.version = ""
            return not_found_page(call.raw_path)
        return None

    def _services(self, call: Call) -> Wire:
        if call.method == "OPTIONS":
            return 200, dict(_FILTER_CORS), b""
        headers = self._session_headers(call)
        node = self._node(call)
        try:
            outcome = self._outcome(call)
        except Refusal as refusal:
            if refusal.kind is Java.TEXT:
                return 400, {**_FILTER_CORS, **headers, "Content-Type": "text/plain"}, str(refusal).encode()
            status, body = failure_envelope(refusal, call, node)
            return status, {**_CORS, **headers, "Content-Type": "application/json"}, body
        if isinstance(outcome, Raw):
            return self._wire_raw(outcome, headers)
        status, body = envelope(outcome, call, node)
        return status, {**_CORS, **headers, "Content-Type": "application/json"}, body

    def _node(self, call: Call) -> Document:
        """Return the node of the federation that answers."""
        uri = f"http://{call.headers.get('host', 'sandbox.local')}{self.base}/webservices/rest/"
        server = self.catalog.server
        return {"id": "primary", "uri": uri, "commit": server.commit, "version": server.version}

    def _outcome(self, call: Call) -> Result | Raw:
        """Handle a call; one the sandbox stumbles over ends as the server ends it, and is in the log."""
        try:
            return self._handled(call)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            _LOG.exception("The sandbox failed at %s %s.", call.method, "/".join(call.path))
            raise Refusal(Java.NULL, f"The sandbox failed: {type(error).__name__}") from error

    @staticmethod
    def _wire_raw(page: Raw, headers: dict[str, str]) -> Wire:
        cors = _FILTER_CORS if page.status == 500 else _CORS
        return page.status, {**cors, **headers, "Content-Type": page.media_type, **page.headers}, page.body

    def _handled(self, call: Call) -> Result | Raw:
        verb = "GET" if call.method == "HEAD" else call.method
        if not self._offers(call.path):
            raise Refusal(Java.NOT_FOUND, "HTTP 404 Not Found", 404)
        route = find_route(verb, call.path)
        if isinstance(route, Refusal):
            raise route
        check_accept(call, route.media_type)
        self._check_body(call, route)
        read_token(call)
        page = check_paging(call)
        if page is not None:
            return page
        check_types(call)
        call.captured = route.captured(call.path)
        if verb == "POST" and route.body == "application/json":
            page = read_body(call)
            if page is not None:
                return page
        call.routed = True
        if self.daemon:
            tick(self.catalog, self.clock())
            apply_rules(self.catalog)
        outcome: Result | Raw = route.handler(Context(self.catalog, self.clock, call.token), call)
        call.skipped = outcome.skipped if isinstance(outcome, Result) else 0
        return outcome

    def _offers(self, path: tuple[str, ...]) -> bool:
        """Return whether a server of this version has services below a path."""
        server = self.catalog.server
        if path[-1] == "aggregationStats" and "variant" not in path and "rga" not in path:
            # Counts of entries were switched off in the whole of 3.x.
            return server.since("4.0.0") or not server.since("3.0.0")
        return all(server.since(version) for part, version in _SINCE.items() if part in path[:3])

    @staticmethod
    def _check_body(call: Call, route: Route) -> None:
        if call.method == "POST" and route.body:
            check_content_type(call, route.body)

    def _session_headers(self, call: Call) -> dict[str, str]:
        match = _SESSION.search(call.headers.get("cookie", ""))
        if match is not None and match[1] == self._session_mark(match[2]):
            return {}
        self._sessions += 1
        number = str(self._sessions)
        return {
            "Set-Cookie": f"JSESSIONID=node0{self._session_mark(number)}{number}.node0; Path={self.base}",
            "Expires": "Thu, 01 Jan 1970 00:00:00 GMT",
        }

    @staticmethod
    def _session_mark(number: str) -> str:
        return hashlib.sha256(f"session {number}".encode()).hexdigest()[:20]

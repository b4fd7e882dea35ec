"""Connections that can be shut down while they are waited for, and that do not wait for a drip."""

from __future__ import annotations

import http.client
import io
import time
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError

from opencga_frames.ground.interrupt import Work, current_work
from opencga_frames.rest.transport.connecting import connected

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    import requests

__all__ = ["HeldAdapter", "hold_connections"]


class _Pace(io.RawIOBase):
    """The bytes of an answer as they come from a socket, provided that they come fast enough.

    The head has to be there within the timeout of the socket, all of it. Of the body each span of that length must
    bring some bytes, so that a byte now and then does not keep a call alive. Only time spent waiting counts.
    """

    def __init__(self, held: socket.socket, raw: Any, work: Work) -> None:
        self._held = held
        self._raw = raw
        self._work = work
        self._span = held.gettimeout() or 0.0
        self._spent = 0.0
        self._received = 0
        self.in_head = True

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read some bytes."""
        started = time.monotonic()
        self._held.settimeout(self._patience())
        number: int = self._raw.readinto(buffer) or 0
        self._spent += time.monotonic() - started
        if not number and self.in_head and self._received:
            # The standard library would take this for the end of the headers.
            msg = "closed inside the head"
            raise ConnectionResetError(msg)
        self._received += number
        return number

    def begin_body(self) -> None:
        """Count anew: the head is over."""
        self.in_head, self._spent, self._received = False, 0.0, 0

    def close(self) -> None:
        """Let go of the socket: the answer is over, and the connection is free for another one."""
        if not self.closed:
            self._work.release(self._held)
            self._raw.close()
        super().close()

    def _patience(self) -> float | None:
        """Seconds to wait for the next bytes."""
        self._work.check()
        if not self._span:
            return None
        left = self._span - self._spent
        if not self.in_head:
            enough = self._received >= self._work.slowest * self._span
            if enough and left <= 0:
                self._spent, self._received = 0.0, 0
            left = self._span if enough else left
        if left <= 0:
            msg = "the answer comes too slowly"
            raise TimeoutError(msg)
        return self._work.within(left)


class _Response(http.client.HTTPResponse):
    """An answer that is read at a pace."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        work = current_work()
        self._pace = None if work is None else _Pace(sock, self.fp.detach(), work)
        if self._pace is not None:
            self.fp = io.BufferedReader(self._pace)

    def begin(self) -> None:
        """Read the head."""
        super().begin()
        if self._pace is not None:
            self._pace.begin_body()


class _Held:
    """What both kinds of connections do: show their socket to the work they are used for."""

    response_class = _Response
    sock: Any
    timeout: Any
    _second: socket.socket | None = None

    def connect(self) -> None:
        """Connect."""
        try:
            super().connect()  # type: ignore[misc]
            self._show()
        finally:
            self._let_go()

    def request(self, *args: Any, **kwargs: Any) -> None:
        """Send a request."""
        self._show()
        super().request(*args, **kwargs)  # type: ignore[misc]

    def _new_conn(self) -> socket.socket:
        work = current_work()
        connect: Callable[[], socket.socket] = super()._new_conn  # type: ignore[misc]
        made = connect() if work is None else self._waited_for(connect, work)
        if work is not None:
            # The handshake of TLS takes the socket over; a second handle of the same connection stays good.
            self._second = made.dup()
            work.hold(self._second)
        return made

    def _waited_for(self, connect: Callable[[], socket.socket], work: Work) -> socket.socket:
        seconds = self.timeout if isinstance(self.timeout, (int, float)) else None
        try:
            return connected(connect, work, seconds)
        except TimeoutError as error:
            raise ConnectTimeoutError(self, str(error)) from error

    def _let_go(self) -> None:
        second, self._second = self._second, None
        if second is None:
            return
        work = current_work()
        if work is not None:
            work.release(second)
        second.close()

    def _show(self) -> None:
        work = current_work()
        if work is not None and self.sock is not None:
            work.hold(self.sock)


class _HTTP(_Held, HTTPConnection):  # type: ignore[misc]
    """A plain connection."""


class _HTTPS(_Held, HTTPSConnection):  # type: ignore[misc]
    """A connection with TLS."""


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _HTTP


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _HTTPS


_POOLS: Final = MappingProxyType({"http": _HTTPPool, "https": _HTTPSPool})


class HeldAdapter(HTTPAdapter):
    """The adapter of requests, with these connections."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pools."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = dict(_POOLS)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        """Make the pools behind a proxy; those of SOCKS have connections of their own."""
        manager = super().proxy_manager_for(proxy, **kwargs)
        if not proxy.lower().startswith("socks"):
            manager.pool_classes_by_scheme = dict(_POOLS)
        return manager


def hold_connections(session: requests.Session) -> None:
    """Let calls of ours end, and notice a drip, on the connections of a session of the caller's own as well.

    Other calls on the session are as before. Adapters of a class of their own, and proxies, are left as they are.

    Parameters
    ----------
    session
        The session; its adapters stay.
    """
    for adapter in session.adapters.values():
        if type(adapter) is HTTPAdapter:
            adapter.poolmanager.pool_classes_by_scheme = dict(_POOLS)

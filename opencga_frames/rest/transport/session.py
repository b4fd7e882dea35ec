"""The session of a client that was given none, and the connections of any session in a forked process."""

from __future__ import annotations

import os
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar

from opencga_frames.ground import limits
from opencga_frames.rest.transport.connection import HeldAdapter, hold_connections
from opencga_frames.rest.transport.retries import make_retry

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.configuration.client_configuration import ClientConfiguration

__all__ = ["own_session", "with_new_connections"]


#: Variables that say which proxy and which certificates are used, in either spelling.
_VARIABLES: Final = (
    *(spelling for name in ("HTTP", "HTTPS", "ALL", "NO") for spelling in (f"{name}_PROXY", f"{name}_proxy".lower())),
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "REQUEST_METHOD",
)


class _OwnSession(requests.Session):
    """A session that works out proxy and certificates of a host once, not for every request.

    ``requests`` reads the whole environment each time, which takes as long as reading a page of a near server.
    """

    def __init__(self) -> None:
        super().__init__()
        self._settings: dict[object, Any] = {}

    def merge_environment_settings(  # noqa: PLR0917 - as its base class has it
        self, url: Any, proxies: Any, stream: Any, verify: Any, cert: Any
    ) -> Any:
        """Return what the environment says for an address, as long as it says the same."""
        place = urlsplit(url)
        if proxies or not isinstance(verify, str | bool | None) or not isinstance(cert, str | None):
            return super().merge_environment_settings(url, proxies, stream, verify, cert)
        said = tuple(map(os.environ.get, _VARIABLES))
        key = (place.scheme, place.netloc, stream, verify, cert, tuple(self.proxies.items()), self.verify, said)
        if key not in self._settings:
            self._settings = {key: super().merge_environment_settings(url, proxies, stream, verify, cert)}
        known = self._settings[key]
        return {**known, "proxies": known["proxies"].copy()}


def own_session(configuration: ClientConfiguration, sleep: Callable[[float], None]) -> requests.Session:
    """Make a session with as many pooled connections as workers, which retries a GET after a failure that may pass."""
    session = _OwnSession()
    # What a server sets belongs to the user who is signed in, not to the connections: the transport keeps it.
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
    adapter = HeldAdapter(
        pool_connections=2,
        pool_maxsize=(configuration.workers or limits.MAX_WORKERS) + 1,
        max_retries=make_retry(configuration.retries, sleep),
    )
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


def with_new_connections(session: requests.Session) -> list[object]:
    """Give a session that came with a fork connections and locks of its own, in place of those of the parent process.

    Answers on a connection that two processes use reach the wrong one.

    Returns
    -------
    list of object
        The connections of the parent. Whoever drops them closes them, and may wait for a lock that a thread of the
        parent holds: keep them.
    """
    left: list[object] = []
    for adapter in session.adapters.values():
        if isinstance(adapter, HTTPAdapter):
            left += [adapter.poolmanager, adapter.proxy_manager]
            # As for an adapter that was pickled: its settings are kept, its connections are not.
            adapter.__setstate__(adapter.__getstate__())  # type: ignore[attr-defined]
    hold_connections(session)
    if isinstance(session.cookies, RequestsCookieJar):
        session.cookies = session.cookies.copy()
    return left

"""The session of a client that was given none."""

from __future__ import annotations

from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING

import requests

from opencga_frames.rest.transport.connection import HeldAdapter
from opencga_frames.rest.transport.retries import make_retry

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.configuration.client_configuration import ClientConfiguration

__all__ = ["own_session"]


def own_session(configuration: ClientConfiguration, sleep: Callable[[float], None]) -> requests.Session:
    """Make a session with as many pooled connections as workers, which retries a GET after a failure that may pass."""
    session = requests.Session()
    # What a server sets belongs to the user who is signed in, not to the connections: the transport keeps it.
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
    adapter = HeldAdapter(
        pool_connections=2,
        pool_maxsize=configuration.workers + 1,
        max_retries=make_retry(configuration.retries, sleep),
    )
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session

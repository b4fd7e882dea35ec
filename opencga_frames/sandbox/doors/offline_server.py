"""A server in this process, as sessions of ``requests`` reach it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

import requests

from opencga_frames.sandbox.doors.adapter import SandboxAdapter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from requests.adapters import BaseAdapter

    from opencga_frames.sandbox.wire.answers import Wire

__all__ = ["OfflineServer"]


class OfflineServer(ABC):
    """A server that answers calls to an address without a port or a thread.

    Attributes
    ----------
    url
        Address for clients.
    """

    url: str

    @abstractmethod
    def answer(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None) -> Wire:
        """Answer one call."""

    def adapter(self) -> BaseAdapter:
        """Return an adapter to mount on a session of ``requests``."""
        return SandboxAdapter(self.answer)

    def session(self) -> requests.Session:
        """Return a session whose calls to ``url`` reach this server."""
        session = requests.Session()
        session.mount(self.url, self.adapter())
        return session

"""What a handler may know of the server beside the call: what it holds, what time it is, its version, who calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import identify
from opencga_frames.sandbox.catalog.fragments import date_digits

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.sandbox.access import CallingUser
    from opencga_frames.sandbox.catalog.catalog import Catalog
    from opencga_frames.sandbox.server_version import ServerVersion

__all__ = ["Context"]


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one call.

    Attributes
    ----------
    catalog
        Organizations and everything below them.
    clock
        Returns epoch seconds.
    token
        Token of the call as a string, or None.
    """

    catalog: Catalog
    clock: Callable[[], float]
    token: str | None

    @property
    def server(self) -> ServerVersion:
        """The server: its version."""
        return self.catalog.server

    @property
    def now(self) -> str:
        """The current time as 14 digits."""
        return date_digits(self.clock())

    def caller(self) -> CallingUser:
        """Return who calls, or refuse the token."""
        return identify(self.catalog, self.token, self.clock())

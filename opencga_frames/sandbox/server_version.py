"""The version a server reports, wherever it writes it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["RECORDED", "ServerVersion"]


@dataclass(frozen=True, slots=True)
class ServerVersion:
    """Version and commit of a server."""

    version: str
    commit: str

    @property
    def fields(self) -> dict[str, str]:
        """The two fields as documents show them."""
        return {"version": self.version, "commit": self.commit}


#: The server the sandbox was recorded from.
RECORDED = ServerVersion("5.0.0", "dd4c82e29c61418826a05f7c6344de161888e074")

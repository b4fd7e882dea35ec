"""What was asked, for the record."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.rest.catalogue.endpoint import Endpoint

__all__ = ["CallRecord"]


@dataclass(frozen=True, slots=True)
class CallRecord:
    """What was asked, for the record.

    Attributes
    ----------
    endpoint
        The endpoint called, None for a saved answer or a call by path.
    path
        Path of the call below the version segment, with ``{ids}`` where ids were.
    host
        Address of the server.
    study
        Study of the call, or None.
    arguments
        Arguments of the call that went into path and query; never its body.
    """

    endpoint: Endpoint | None = None
    path: str = ""
    host: str = ""
    study: str | None = None
    arguments: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}), repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the arguments as a plain mapping: a read-only view of one cannot be pickled."""
        return _restored, (self.endpoint, (self.path, self.host, self.study), dict(self.arguments))


def _restored(endpoint: Endpoint | None, where: tuple[str, str, str | None], arguments: dict[str, Any]) -> CallRecord:
    return CallRecord(endpoint, *where, MappingProxyType(arguments))

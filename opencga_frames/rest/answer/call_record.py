"""What was asked, for the record."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

from opencga_frames.ground.secret import SECRET_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.rest.catalogue.endpoint import Endpoint
    from opencga_frames.rest.wire.message import Method

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
        Arguments of the call that went into path and query, but for secret ones; never its body.
    method
        ``GET``, ``POST`` or ``DELETE``.
    """

    endpoint: Endpoint | None = None
    path: str = ""
    host: str = ""
    study: str | None = None
    arguments: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    method: Method = "GET"

    @classmethod
    def of(cls, endpoint: Endpoint, arguments: Mapping[str, Any], path: str, host: str, **paging: int | None) -> Self:
        """Make the record of a call.

        Parameters
        ----------
        endpoint, arguments
            The call; arguments that belong to its body are left out.
        path, host
            Where it went.
        **paging
            Rows of the call, ``limit`` and ``skip``; None for all.
        """
        names = {name for p in endpoint.parameters for name in (p.name, p.wire)}
        shown = {n: value for n, value in arguments.items() if n in names and not SECRET_NAME.search(n)}
        shown |= {name: rows for name, rows in paging.items() if rows is not None}
        return cls(endpoint, path, host, arguments.get("study"), MappingProxyType(shown), endpoint.method)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the arguments as a plain mapping: a read-only view of one cannot be pickled."""
        return _restored, (self.endpoint, (self.path, self.host, self.study), dict(self.arguments), self.method)


def _restored(
    endpoint: Endpoint | None, where: tuple[str, str, str | None], arguments: dict[str, Any], method: Method
) -> CallRecord:
    return CallRecord(endpoint, *where, MappingProxyType(arguments), method)

"""What every walk offers to those who read its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.errors import OpenCGAError
    from opencga_frames.rest.answer.extent import Extent
    from opencga_frames.rest.wire.envelope import Page

__all__ = ["Walk"]


class Walk(Protocol):
    """What a walk offers: pages in order, and afterwards what is to be said about them."""

    @property
    def received(self) -> int:
        """Rows handed out so far."""

    @property
    def expected(self) -> int:
        """Rows it will hand out, -1 when unknown."""

    @property
    def total(self) -> int:
        """Rows that the server has, -1 as long as that is unknown; quick, unlike the extent."""

    @property
    def extent(self) -> Extent:
        """What was covered."""

    def failure(self) -> OpenCGAError | None:
        """Error for a walk that ended without being whole, or None."""

    def __iter__(self) -> Iterator[Page]: ...

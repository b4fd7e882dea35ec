"""The walk of one step: a call that is sent once and never again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.rest.answer.extent import UNKNOWN, Extent
from opencga_frames.rest.wire.rows import page_rows, rows_only

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.rest.walk.pages import Fetch
    from opencga_frames.rest.wire.envelope import Page
    from opencga_frames.rest.wire.message import Request

__all__ = ["SingleCall"]


class SingleCall:
    """One request and its page, with the face of a walk.

    Parameters
    ----------
    request
        The call; None for a call that has nothing to ask.
    fetch
        Gives the page for a request or raises.
    """

    def __init__(self, request: Request | None, fetch: Fetch) -> None:
        self._request = request
        self._fetch = fetch
        self.received = 0
        self.expected = self.total = UNKNOWN

    @property
    def extent(self) -> Extent:
        """What was covered."""
        return Extent(kind="single")

    def failure(self) -> None:
        """Error for a walk that ended without being whole: there is none."""

    def __iter__(self) -> Iterator[Page]:
        if self._request is not None:
            page = self._fetch(self._request)
            self.received = page_rows(page)
            yield rows_only(page)

"""Searches that are asked for part by part: lists of ids too long for one address, ranges of dates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from opencga_frames.rest.answer.extent import UNKNOWN, Extent
from opencga_frames.rest.walk.keys import Keys
from opencga_frames.rest.walk.pages import PageWalk, not_whole
from opencga_frames.rest.walk.width import Width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from opencga_frames.errors import OpenCGAError
    from opencga_frames.rest.walk.pages import Fetch
    from opencga_frames.rest.walk.plan import PagePlan
    from opencga_frames.rest.wire.envelope import Page
    from opencga_frames.rest.wire.message import Request

__all__ = ["PartWalk"]


class PartWalk:
    """The pages of several searches, one after the other; iterate it again to walk again.

    No row fits two of the searches. Within each of them the rows come in the order of the search.

    Parameters
    ----------
    requests
        The searches without paging.
    fetch
        Gives the page for a request or raises.
    plan
        How far to walk in all, and how.
    """

    def __init__(self, requests: Sequence[Request], fetch: Fetch, plan: PagePlan) -> None:
        self._requests = requests
        self._fetch = fetch
        self.plan = plan
        self._walks: list[PageWalk] = []
        self.keys = Keys()

    @property
    def received(self) -> int:
        """Rows handed out so far."""
        return sum(walk.received for walk in self._walks)

    @property
    def expected(self) -> int:
        """Rows the walk will hand out, -1 before the last part was counted."""
        counts = [walk.expected for walk in self._walks]
        return sum(counts) if len(counts) == len(self._requests) and min(counts) >= 0 else UNKNOWN

    @property
    def total(self) -> int:
        """Rows that the server has in all parts, -1 before the last part was counted."""
        totals = [walk.total for walk in self._walks]
        return sum(totals) if len(totals) == len(self._requests) and min(totals) >= 0 else UNKNOWN

    @property
    def extent(self) -> Extent:
        """What was covered; final once the walk has ended."""
        parts = [walk.extent for walk in self._walks]
        return Extent(
            kind="parts",
            skip=self.plan.skip,
            total=self.total,
            truncated=len(parts) < len(self._requests) or any(part.truncated for part in parts),
            problems=(*(problem for part in parts for problem in part.problems), *self._twice()),
        )

    @property
    def settled(self) -> int | None:
        """Requests made for the last part, once its pages are all here; else None."""
        return self._walks[-1].settled if self._walks and len(self._walks) == len(self._requests) else None

    def failure(self) -> OpenCGAError | None:
        """Error of the first part that ended without being whole, or None."""
        found = next((error for walk in self._walks if (error := walk.failure()) is not None), None)
        return found or not_whole(self._requests[0].path, self._twice())

    def _twice(self) -> list[str]:
        return self.keys.problems() if len(self._walks) > 1 else []

    def __iter__(self) -> Iterator[Page]:
        self._walks = []
        self.keys = Keys()
        width = Width(self.plan.workers)
        skip, limit = self.plan.skip, self.plan.limit
        for request in self._requests:
            if self.plan.limit and not limit:
                return
            walk = PageWalk(
                request, self._fetch, replace(self.plan, skip=skip, limit=limit), width=width, keys=self.keys
            )
            self._walks.append(walk)
            yield from walk
            skip = max(0, skip - max(0, walk.total))
            limit = None if limit is None else limit - walk.received

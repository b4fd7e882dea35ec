"""Searches whose long list of names is asked for in parts that may find the same row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from opencga_frames.rest.answer.extent import UNKNOWN, Extent
from opencga_frames.rest.walk.named_page import NamedPage
from opencga_frames.rest.walk.pages import PageWalk
from opencga_frames.rest.walk.query import with_query

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from opencga_frames.errors import OpenCGAError
    from opencga_frames.rest.walk.pages import Fetch
    from opencga_frames.rest.walk.plan import PagePlan
    from opencga_frames.rest.wire.envelope import Page
    from opencga_frames.rest.wire.message import Request

__all__ = ["UnionWalk"]

#: What is asked for where rows are only counted.
_NAMES: Final = "id,uuid,version"


class UnionWalk:
    """The rows of several searches, one search after the other, each row once; iterate it again to walk again.

    A row comes with the first search that finds it, in the order of that search. How many rows there are is known when
    all searches have been read, so that ``skip`` and ``limit`` are carried out here.

    Parameters
    ----------
    requests, fetch, plan
        As for :class:`~opencga_frames.rest.walk.parts.PartWalk`.
    """

    def __init__(self, requests: Sequence[Request], fetch: Fetch, plan: PagePlan) -> None:
        counts_only = plan.limit == 0 and plan.sort_key is not None
        self._requests = [with_query(r, {"include": _NAMES}) for r in requests] if counts_only else requests
        self._fetch = fetch
        self._plan = plan
        self._reset()

    def _reset(self) -> None:
        self._walks: list[PageWalk] = []
        self._seen: set[int] = set()
        self._skipped = 0
        self._whole = False
        self._truncated = False
        self.received = 0

    @property
    def expected(self) -> int:
        """Rows the walk will hand out, -1 before all parts have been read."""
        return self.received if self._whole else UNKNOWN

    @property
    def total(self) -> int:
        """Rows that the server has in all parts together, -1 before all have been read."""
        return len(self._seen) if self._whole else UNKNOWN

    @property
    def extent(self) -> Extent:
        """What was covered; final once the walk has ended."""
        return Extent(
            kind="parts",
            skip=self._plan.skip,
            total=self.total,
            truncated=self._truncated,
            problems=tuple(problem for walk in self._walks for problem in walk.extent.problems),
        )

    def failure(self) -> OpenCGAError | None:
        """Error of the first part that ended without being whole, or None."""
        return next((error for walk in self._walks if (error := walk.failure()) is not None), None)

    def __iter__(self) -> Iterator[Page]:
        self._reset()
        for request in self._requests:
            walk = PageWalk(request, self._fetch, replace(self._plan, skip=0, limit=None))
            self._walks.append(walk)
            for number, page in enumerate(walk):
                new = self._take(NamedPage.of(page, request.path))
                if new.rows or (len(self._walks) == 1 and not number):
                    yield new.page
                if self._is_full():
                    self._truncated = True
                    return
        self._whole = True

    def _is_full(self) -> bool:
        # A limit of 0 asks for the number of rows, which takes the whole walk.
        limit = self._plan.limit
        return limit is not None and 0 < limit <= self.received

    def _take(self, page: NamedPage) -> NamedPage:
        """Keep the rows that no search before has found, as far as ``skip`` and ``limit`` go."""
        page = page.picked(self._new_rows(page))
        left_out = min(page.rows, self._plan.skip - self._skipped)
        self._skipped += left_out
        page = page.without_first(left_out)
        if self._plan.limit is not None and page.rows > self._plan.limit - self.received:
            page = page.first(self._plan.limit - self.received)
            self._truncated = True
        self.received += page.rows
        return page

    def _new_rows(self, page: NamedPage) -> list[bool]:
        by_id = self._plan.sort_key is not None
        names = [hash(name) for name in page.row_names(by_id=by_id, versions=self._plan.versions)]
        new = [name not in self._seen for name in names]
        self._seen.update(names)
        return new

"""Walks over searches whose count and ``skip`` include rows that this user may not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.ground.limits import PAGE_SIZE
from opencga_frames.rest.answer.extent import UNKNOWN
from opencga_frames.rest.walk.pages import PageWalk, total_of
from opencga_frames.rest.walk.plan import Span
from opencga_frames.rest.walk.query import with_query

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.rest.walk.named_page import NamedPage
    from opencga_frames.rest.wire.envelope import Page

__all__ = ["WindowWalk"]


class WindowWalk(PageWalk):
    """The pages of a search that the server cuts first and filters by permission afterwards.

    A page may be short or empty although others follow, and the number of matches includes hidden rows. The walk
    therefore asks for one window after the other up to that number, whatever arrives, and counts what it sees itself;
    ``skip`` and ``limit`` count visible rows. Where the server gives no number, the windows are large and the first one
    that is not full is the last: nobody has a thousand projects. Windows cannot have a row in common, since it may be
    a hidden one: the last is counted again, and the extent says that the order is not stable.

    Parameters
    ----------
    request, fetch, plan
        As for :class:`~opencga_frames.rest.walk.pages.PageWalk`.
    """

    def _walk(self) -> Iterator[Page]:
        visible, span = (
            0,
            Span(1, 0, self.plan.page_size if self.plan.count else max(PAGE_SIZE, self.plan.page_size)),
        )
        page = self._ask(span, count=self.plan.count)
        end = total_of(page.page)
        if end < 0 and not page.rows:
            page = self._ask(span)  # one empty page alone does not show that there is nothing
        while True:
            rows = page.rows
            page = page.without_first(self.plan.skip - visible)
            visible += rows
            if span.number == 1 or page.rows:
                yield self._take(page)
            span = Span(span.number + 1, span.start + span.rows, span.rows)
            if span.start >= end >= 0 or (end < 0 and rows < span.rows):
                break
            if self._is_full():
                self._truncated = True
                return
            page = self._ask(span, count=span.start + span.rows >= end >= 0)
            self._number = span.number + 1
        counted = total_of(page.page)
        if counted not in (end, UNKNOWN):
            self._problems.append(f"Rows counted at first: {end:,}, with the last page: {counted:,}.")
        self.total = visible
        self._check_repeated()

    def _is_full(self) -> bool:
        # A limit of 0 asks for the number of rows, which takes the whole walk.
        limit = self.plan.limit
        return limit is not None and 0 < limit <= self.received

    def _ask(self, span: Span, *, count: bool = False) -> NamedPage:
        if self.plan.limit == 0 and not any(name in ("include", "exclude") for name, _ in self._request.query):
            self._request = with_query(self._request, {"include": "id"})
        return super()._ask(span, count=count)

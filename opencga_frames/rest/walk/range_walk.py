"""Walks over searches with so many rows that skipping them would cost more than reading them."""

from __future__ import annotations

import logging
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from opencga_frames.ground.limits import COMPARED_ROWS, MOST_BY_SKIP, RANGE_ROWS
from opencga_frames.rest.walk.date_ranges import cut, joined, parsed
from opencga_frames.rest.walk.pages import PageWalk, not_whole, total_of
from opencga_frames.rest.walk.parts import PartWalk
from opencga_frames.rest.walk.prefetch import run_beside
from opencga_frames.rest.walk.query import with_query, without_query
from opencga_frames.rest.walk.snapshot import Snapshot, first_date, modified_since
from opencga_frames.rest.walk.width import Width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from opencga_frames.errors import OpenCGAError
    from opencga_frames.rest.answer.extent import Extent
    from opencga_frames.rest.walk.date_ranges import DateRange
    from opencga_frames.rest.walk.keys import Keys
    from opencga_frames.rest.walk.pages import Fetch
    from opencga_frames.rest.walk.plan import PagePlan
    from opencga_frames.rest.wire.envelope import Page
    from opencga_frames.rest.wire.message import Request

__all__ = ["RangeWalk", "find_ranges"]

logger = logging.getLogger(__name__)


class RangeWalk:
    """The pages of a search; where it has many rows, range after range of the dates of their creation.

    The database behind the server reads past every row that is skipped, so that the pages of a million rows take
    quadratic time. Ranges of dates that were counted, and whose counts add up, take linear time. Their rows come in the
    order of the ranges, and within a range in that of the search. Where the dates do not serve (all rows share one, or
    the counts do not add up) the pages are walked with ``skip``.

    Parameters
    ----------
    request, fetch, plan
        As for :class:`~opencga_frames.rest.walk.pages.PageWalk`.
    """

    def __init__(self, request: Request, fetch: Fetch, plan: PagePlan) -> None:
        self._request = request
        self._fetch = fetch
        self.plan = plan
        self._walk: PageWalk | PartWalk = PageWalk(request, fetch, plan)
        self._counted = -1
        self._problems: list[str] = []
        self._modified = 0

    @property
    def keys(self) -> Keys:
        """Those of the rows handed out so far."""
        return self._walk.keys

    @property
    def received(self) -> int:
        """Rows handed out so far."""
        return self._walk.received

    @property
    def expected(self) -> int:
        """Rows it will hand out as far as is known, or -1."""
        return self._walk.expected if self._counted < 0 else self._counted

    @property
    def total(self) -> int:
        """Rows that the server has, -1 as long as that is unknown."""
        return self._walk.total

    @property
    def extent(self) -> Extent:
        """What was covered; final once the walk has ended."""
        found = self._walk.extent
        return replace(found, problems=(*found.problems, *self._problems), modified=self._modified)

    def failure(self) -> OpenCGAError | None:
        """Error for a walk that ended without being whole, or None."""
        return self._walk.failure() or not_whole(self._request.path, self._problems)

    def __iter__(self) -> Iterator[Page]:
        whole = self._walk = PageWalk(self._request, self._fetch, self.plan)
        self._counted, self._problems, self._modified = -1, [], 0
        pages = iter(whole)
        first = list(islice(pages, 1))
        # The server is asked before the other pages are, but nobody waits for its answer.
        with self._beside(whole) as before:
            pages = self._parted(whole, chain(first, pages))
            yield from islice(pages, 1)
            second = list(islice(pages, 1))
            snapshot = before()
            pages = chain(second, pages)
            yield from pages if snapshot is None else self._compared(pages, snapshot)

    @contextmanager
    def _beside(self, whole: PageWalk) -> Iterator[Callable[[], Snapshot | None]]:
        """Take a snapshot while a long walk goes on, or before where requests are to be sent one by one."""
        if whole.expected <= COMPARED_ROWS:
            yield lambda: None
        elif self.plan.workers == 1:
            snapshot = self._snapshot()
            yield lambda: snapshot
        else:
            with run_beside(self._snapshot) as taken:
                yield taken

    def _snapshot(self) -> Snapshot:
        return Snapshot.take(self._request, self._fetch)

    def _compared(self, pages: Iterator[Page], before: Snapshot) -> Iterator[Page]:
        """Return the pages, and compare what is there behind them with what was there before them.

        The server is asked when the last page has come, while the reader has others still to read.
        """
        requests: int | None = None
        taken: Callable[[], Snapshot] = self._snapshot
        with ExitStack() as beside:
            for page in pages:
                if requests is None and self.plan.workers != 1:
                    requests = self._walk.settled
                    taken = beside.enter_context(run_beside(self._snapshot)) if requests is not None else taken
                yield page
            # What was asked for later than that may have changed later, too.
            after = taken() if requests in (None, self._walk.settled) else self._snapshot()
        self._compare(before, after)

    def _parted(self, whole: PageWalk, pages: Iterator[Page]) -> Iterator[Page]:
        """Return the pages range after range where that pays, or as they are."""
        ranges = self._ranges(whole)
        if len(ranges) < 2:
            return pages
        self._counted = whole.total
        requests = [with_query(self._request, {self.plan.cut_key or "": part.filter}) for part in ranges]
        self._walk = PartWalk(requests, self._fetch, self.plan)
        return iter(self._walk)

    def _compare(self, before: Snapshot, after: Snapshot) -> None:
        """Note what changed while the rows were read; rows may have come and gone, the others must all be there."""
        if after.modified > before.modified:
            self._modified = modified_since(self._request, self._fetch, before)
        fewest, most = sorted((before.rows, after.rows))
        whole = self.plan.limit is None and not self.plan.skip
        if whole and fewest >= 0 and not fewest <= self.received <= most:
            self._problems.append(
                f"Rows that arrived: {self.received:,}; counted before: {before.rows:,}, behind: {after.rows:,}."
            )

    def _ranges(self, whole: PageWalk) -> list[DateRange]:
        """Find the ranges of a long search; a part of an order has to be walked in that order."""
        key, is_part = self.plan.cut_key, self.plan.limit is not None or self.plan.skip > 0
        if key is None or is_part or whole.total <= MOST_BY_SKIP:
            return []
        return list(joined(find_ranges(self._request, self._fetch, key, whole.total, most=RANGE_ROWS), RANGE_ROWS))


def find_ranges(request: Request, fetch: Fetch, key: str, total: int, *, most: int) -> list[DateRange]:
    """Find ranges of dates that together hold the rows of a search.

    Parameters
    ----------
    request
        The search without paging.
    fetch
        Gives the page for a request or raises.
    key
        Field of the rows, and filter, by which they are cut.
    total
        Rows of the search.
    most
        Rows above which a range is cut.

    Returns
    -------
    list of DateRange
        In order; empty where the dates do not serve, which is logged.
    """
    bare = without_query(request, "count", "limit", "skip", "sort", "order", "exclude")
    given = dict(request.query).get(key, "")
    ends = [first_date(request, fetch, key, order) for order in ("ASC", "DESC")]
    whole = parsed(given, *ends)

    def count(part: DateRange) -> int:
        asked = with_query(bare, {key: part.filter, "limit": "0", "skip": "0", "count": "true"})
        return total_of(fetch(asked))

    found = None if whole is None else cut(replace(whole, rows=total), count, most=most, width=Width())
    if found is None:
        logger.info("The rows of %s cannot be cut by %s: they are read with skip.", request.path, key)
    return found or []

"""Walks over the pages of a search until every row is there, and checks that they fit together.

The walk knows nothing of HTTP: it asks a function for pages. The first page is asked with a count; from the count the
other pages follow and are fetched ahead. Two pages that follow each other have a row in common, and behind the last one
counted there must be none: so an entry that is written or removed meanwhile is noticed, and a wrong count, too. Where
the server does not count, the walk goes on until a page holds nothing but the row it has in common with the one before.
"""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from opencga_frames.errors import IncompleteResultError, OpenCGAError
from opencga_frames.ground.limits import MAX_PAGE_SIZE, SERVER_DEFAULT_LIMIT
from opencga_frames.rest.answer.extent import UNKNOWN, Extent
from opencga_frames.rest.walk.keys import Keys
from opencga_frames.rest.walk.named_page import NamedPage
from opencga_frames.rest.walk.plan import PagePlan, Span, spans
from opencga_frames.rest.walk.prefetch import run_ahead
from opencga_frames.rest.walk.query import in_stable_order, with_query, without_query
from opencga_frames.rest.walk.seam import Seam
from opencga_frames.rest.walk.width import Width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from opencga_frames.rest.wire.envelope import Page
    from opencga_frames.rest.wire.message import Request

__all__ = ["Fetch", "PageWalk", "total_of"]

#: Gives the page for a request, or raises an error that carries the page as its ``response``.
Fetch: TypeAlias = "Callable[[Request], Page]"


class PageWalk:
    """The pages of one search, in order; iterate it again to walk again.

    Parameters
    ----------
    request
        The search without paging; its path names the walk in errors.
    fetch
        Gives the page for a request or raises.
    plan
        How far and how to walk.
    width, keys
        Those of a walk that this one is a part of.

    Attributes
    ----------
    plan : PagePlan
        How far and how to walk.
    keys : Keys
        Those of the rows handed out, and of walks that this one shares them with.
    total : int
        Rows the server says it has, known after the first page; -1 when it does not say.
    received : int
        Rows handed out so far.
    """

    def __init__(
        self, request: Request, fetch: Fetch, plan: PagePlan, *, width: Width | None = None, keys: Keys | None = None
    ) -> None:
        self._shared = (width, keys)
        self._fetch = fetch
        self.plan = plan
        self._path = request.path
        self._request = in_stable_order(without_query(request, "count"), plan.sort_key)
        # Another order than that of the key is the caller's own, and versions of one entry have the same key.
        self._in_order = dict(self._request.query).get("sort", "") == plan.sort_key and not plan.versions
        self._reset()

    def _reset(self) -> None:
        self.total = UNKNOWN
        self.received = 0
        self._problems: list[str] = []
        self._truncated = False
        width, keys = self._shared
        self.keys = Keys() if keys is None else keys
        self._width = width or Width(self.plan.workers)
        self._size = self.plan.page_size
        self._most = MAX_PAGE_SIZE
        self._largest = 0
        self._seam = Seam(by_id=self.plan.sort_key is not None, versions=self.plan.versions)
        # Number of the next page, rows before it, and by how many those have changed.
        self._number = 1
        self._next = self.plan.skip
        self._shift = 0
        self._sought = UNKNOWN
        self._ended = False
        self.planned = 0
        self._all_planned = False
        self._arrived: list[int] = []

    @property
    def expected(self) -> int:
        """Rows the walk will hand out as far as is known, or -1."""
        if self.total < 0:
            return UNKNOWN
        rows = max(0, self.total - self.plan.skip)
        return rows if self.plan.limit is None else min(rows, self.plan.limit)

    @property
    def extent(self) -> Extent:
        """What was covered; final once the walk has ended."""
        return Extent(
            kind="pages",
            skip=self.plan.skip,
            total=self.total,
            truncated=self._truncated,
            stable_order=self._in_order or self._number <= 2,
            problems=tuple(self._problems),
        )

    @property
    def settled(self) -> int | None:
        """Requests made so far, once the pages that were counted are all here; else None."""
        return self.planned if self._all_planned and len(self._arrived) == self.planned else None

    def failure(self) -> OpenCGAError | None:
        """Error for a walk that ended without being whole, or None."""
        return not_whole(self._path, self._problems)

    def __iter__(self) -> Iterator[Page]:
        self._reset()
        try:
            yield from self._walk()
        except OpenCGAError as error:
            self._problems.append(error.__notes__[-1] if hasattr(error, "__notes__") else str(error))
            raise

    def _walk(self) -> Iterator[Page]:
        span = self._span()
        first = self._asked_alone(span)
        self.total = total_of(first.page)
        yield from self._uncounted(span, first) if self.total < 0 else self._counted(span, first)
        self._check()

    def _asked_alone(self, span: Span) -> NamedPage:
        """Ask for the first page, whose time tells how many of the others to ask for at once."""
        clock, processor = self._width.clock(), self._width.processor()
        first = self._ask(span, count=self.plan.count)
        self._width.asked(self._width.clock() - clock, self._width.processor() - processor)
        return first

    def _span(self) -> Span:
        """Rows to ask for next: a page, or what the limit leaves, behind the last row of the page before."""
        before = int(self._seam.handed_out)
        rows = min(self._size, self._most - before)
        if self.plan.limit is not None:
            rows = min(rows, self.plan.limit - self.received)
        return Span(self._number, self._next, rows, before)

    def _is_full(self) -> bool:
        return self.plan.limit is not None and self.received >= self.plan.limit

    def _ask(self, span: Span, *, count: bool = False) -> NamedPage:
        self.planned += 1
        return self._named(span, self._send(span, count=count))

    def _send(self, span: Span, *, count: bool = False) -> Page:
        query = {**span.query, "count": "true"} if count else span.query
        with self._noting(span):
            page = self._fetch(with_query(self._request, query))
        self._arrived.append(span.number)
        return page

    def _named(self, span: Span, page: Page) -> NamedPage:
        with self._noting(span):
            return NamedPage.of(page, self._path)

    @contextmanager
    def _noting(self, span: Span) -> Iterator[None]:
        """Say with an error which page it was."""
        try:
            yield
        except OpenCGAError as error:
            error.add_note(f"{str(span).capitalize()} of {self._path} did not arrive.")
            raise

    def _hand_out(self, page: NamedPage, *, last: bool, hold: bool = False) -> Iterator[Page]:
        """Hand out the new rows of a page; ``hold`` keeps the last one for the next page, which begins with it."""
        seam = int(self._seam.handed_out)
        self._largest = max(self._largest, page.rows)
        limit = self.plan.limit
        hold = hold and not last and (limit is None or self.received + page.rows - seam < limit)
        self._seam.set(page, handed_out=not hold)
        page = page.without_first(seam)
        page = page.first(page.rows - 1) if hold else page
        if page.rows or self._number == 1:
            yield self._take(page)
        self._ended = last
        self._number += 1

    def _take(self, page: NamedPage) -> Page:
        """Take account of a page before it is handed out."""
        limit = self.plan.limit
        if limit is not None and self.received + page.rows > limit:
            page = page.first(limit - self.received)
            self._truncated = True
        self.received += page.rows
        self._next += page.rows
        self._width.weigh(sum(len(block.rows) for block in page.page.blocks))
        self.keys.add(page.all_names, by_id=self.plan.sort_key is not None, versions=self.plan.versions)
        return page.to_read()

    def _counted(self, span: Span, page: NamedPage) -> Iterator[Page]:
        rows = page.rows
        if 0 < rows < min(span.asked, self.expected):
            self._most = max(2, rows)  # A server that gives less than was asked has a cap of its own.
        given_at = self._width.clock()
        # A page that is not full and holds as many rows as were counted is the whole answer.
        yield from self._hand_out(page, last=not rows or (rows != span.asked and rows == self.expected))
        self._width.read(self._width.clock() - given_at, self._width.waited)
        while not (self._ended or self._is_full()):
            stop = self.plan.skip + self.expected + self._shift
            yield from self._ahead(stop) if self._next < stop else self._onward()
        self._truncated = self._truncated or self.expected < self.total - self.plan.skip

    def _ahead(self, stop: int) -> Iterator[Page]:
        """Fetch the counted rows, several pages at a time, until one does not fit the page before it."""
        beyond = self.plan.limit is None or self.plan.skip + self.plan.limit >= self.total
        first = Span(self._number, self._next, min(self._size, self._most - 1), int(self._seam.handed_out))
        planned = self._noted(spans(first, stop, most=self._most, beyond=beyond))
        # The threads fetch and do nothing else: what they did with the pages would hold up the reader.
        with closing(run_ahead(lambda span: (span, self._send(span)), planned, self._width)) as fetched:
            for span, fresh in fetched:
                self._number = span.number
                for page in self._filled(span, fresh):
                    if not self._seam.fits(page):
                        self._misfit(page)
                        return
                    rows = page.rows
                    at_stop = span.last and self._next + rows - int(self._seam.handed_out) == stop
                    # A page as large as any may have been cut: it does not show that nothing follows.
                    yield from self._hand_out(page, last=rows == 1 or (at_stop and rows < self._largest), hold=True)
                    if self._ended:
                        return

    def _noted(self, planned: Iterator[Span]) -> Iterator[Span]:
        """Take account of requests before they are made."""
        for span in planned:
            self.planned += 1
            yield span
        self._all_planned = True

    def _filled(self, span: Span, fresh: Page) -> Iterator[NamedPage]:
        """Return the rows of one span, and fetch those that are missing when less came than was asked for."""
        page = self._named(span, fresh)
        while True:
            page = page.first(span.asked)
            yield page
            rows = page.rows
            if rows <= 1 or rows >= span.asked - (span.beyond if span.last else 0):
                return
            come = rows - span.before - 1
            span = replace(span, start=span.start + come, rows=span.rows - come, before=0)
            page = self._ask(span)

    def _onward(self) -> Iterator[Page]:
        """Read on, page by page, until one holds nothing but the row it had to begin with."""
        names: list[object] = []
        while not (self._ended or self._is_full()):
            span = self._span()
            page = self._ask(span)
            if not self._seam.fits(page):
                self._misfit(page)
                return
            rows = page.rows
            doubtful = rows > 1 and (rows < span.asked or self.total >= 0)
            before, names = names, self._seam.names(page) if doubtful else []
            if doubtful and names == before:
                # Rows that are all alike fit anywhere, and an endpoint that does not look at skip never ends.
                self._problems.append(f"Page {self._number:,} came twice.")
                self._ended = True
                return
            # One row is the one in common, or the last of several that were asked for; of one it says nothing.
            yield from self._hand_out(page.first(span.asked), last=rows == 1 < span.asked)
        # As many rows as the limit allows: there may be more.
        self._truncated = self._truncated or self._is_full()

    def _misfit(self, page: NamedPage) -> None:
        """Find out why a page does not begin with the row that it should begin with."""
        if self._number > 2 or not self._seam.repeats(page):
            self._find_seam()
            return
        # The endpoint does not look at skip. It gave all it had with the first page, unless that was full, or held ten
        # rows and the server did not mention the limit: then the query was lost on its way.
        rows = self._seam.rows
        if rows == self._size or (rows == SERVER_DEFAULT_LIMIT and "limit" not in page.page.params):
            self._problems.append(f"Page {self._number:,} came twice.")
        self._ended = True

    def _find_seam(self) -> None:
        """Find the row where it is now, to go on from there; rows before it were written or removed."""
        stuck, self._sought = self._sought == self.received, self.received
        around = max(self._size, SERVER_DEFAULT_LIMIT)
        place = None if stuck else self._place_of_seam(max(self.plan.skip, self._next + 1 - around), 2 * around)
        if place is None:
            self._ended = True
            self._problems.append(f"Page {self._number:,} does not begin with the last row of the page before it.")
            return
        shift = place + int(self._seam.handed_out) - self._next
        self._next += shift
        self._shift += shift
        if shift:
            word = "written" if shift > 0 else "removed"
            self._problems.append(f"Rows {word} during the walk before page {self._number:,}: {abs(shift):,}.")

    def _place_of_seam(self, start: int, rows: int) -> int | None:
        """Return the number of rows before the row that the next page must begin with, or None."""
        page = self._ask(Span(self._number, start, min(self._most, rows)))
        place = self._seam.find(page)
        if place is not None and place == page.rows:
            # The row is gone, and the one before it is the last of this answer, perhaps of all.
            start += place - 1
            page = self._ask(Span(self._number, start, 2))
            place = self._seam.find(page)
            self._ended = place == page.rows == 1
        return None if place is None else start + place

    def _uncounted(self, span: Span, page: NamedPage) -> Iterator[Page]:
        if not page.rows and span.rows:
            # One empty page alone does not show that there is nothing.
            page = self._ask(span)
        yield from self._hand_out(page, last=not page.rows)
        while not (self._ended or self._is_full()):
            yield from self._onward()
        self._truncated = self._truncated or self._is_full()

    def _check(self) -> None:
        self._check_repeated()
        if self.total < 0 or self.received == self.expected or self._shift:
            return
        if self.received > self.expected:
            # Rows came behind those that were counted first, or the count was wrong.
            counted = total_of(self._ask(Span(self._number, self._next, 0), count=True).page)
            if counted == self._next:
                self.total = counted
                return
        self._problems.append(f"Rows that arrived: {self.received:,} of {self.expected:,} counted.")

    def _check_repeated(self) -> None:
        if self._shared[1] is None:
            self._problems += self.keys.problems()


def not_whole(path: str, problems: list[str]) -> IncompleteResultError | None:
    """Make the error for a walk with problems, or None."""
    if not problems:
        return None
    msg = (
        f"The rows of {path} are not whole: {' '.join(problems)} The data may have changed "
        'while it was read. Repeat the call, or take what there is with on_error="partial".'
    )
    return IncompleteResultError(msg, problems=problems)


def total_of(page: Page) -> int:
    """Read the number of matches; an approximate one is no ground for planning pages."""
    if any(block.attributes.get("approximateCount") is True for block in page.blocks):
        return UNKNOWN
    counts = [block.num_matches for block in page.blocks if block.num_matches >= 0]
    return sum(counts) if counts else UNKNOWN

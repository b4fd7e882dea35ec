"""Walks over the pages of a search until every row is there, and checks that they fit together.

The walk knows nothing of HTTP: it asks a function for pages. The first page is asked with a count; from
the count the other pages follow and are fetched ahead. Where the server does not count, the walk goes on
until a page says that it was the last.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from opencga_frames.errors import IncompleteResultError, OpenCGAError
from opencga_frames.limits import PAGE_SIZE, SERVER_DEFAULT_LIMIT, WORKERS
from opencga_frames.rest.answer.extent import UNKNOWN, Extent
from opencga_frames.rest.walk.prefetch import run_ahead
from opencga_frames.rest.wire.rows import cut_page, page_rows, row_keys, without_body

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from opencga_frames.rest.wire.envelope import Page
    from opencga_frames.rest.wire.message import Request

__all__ = ["Fetch", "PagePlan", "PageWalk", "Span", "total_of", "with_query", "without_query"]

#: Gives the page for a request, or raises an error that carries the page as its ``response``.
Fetch: TypeAlias = "Callable[[Request], Page]"


@dataclass(frozen=True, slots=True)
class PagePlan:
    """Options of a page walk.

    Attributes
    ----------
    limit, skip
        Rows in all (None for every one) and rows left out at the start.
    page_size, workers
        Rows per request and requests at the same time.
    count
        True to ask the server for the number of matches with the first page.
    sort_key
        Field that identifies rows and gives them a stable order, or None.
    versions
        True when the answer may hold several versions of one entry.
    """

    limit: int | None = None
    skip: int = 0
    page_size: int = PAGE_SIZE
    workers: int = WORKERS
    count: bool = True
    sort_key: str | None = None
    versions: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Rows of one request: number of the page, rows before it, rows asked for."""

    number: int
    start: int
    rows: int

    def __str__(self) -> str:
        if not self.rows:
            return "the count"
        return f"page {self.number:,} (rows {self.start + 1:,} to {self.start + self.rows:,})"


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

    Attributes
    ----------
    total : int
        Rows the server says it has, known after the first page; -1 when it does not say.
    received : int
        Rows handed out so far.
    """

    def __init__(self, request: Request, fetch: Fetch, plan: PagePlan) -> None:
        self._fetch = fetch
        self._plan = plan
        self._path = request.path
        self._request = _in_stable_order(without_query(request, "count"), plan.sort_key)
        self._reset()

    def _reset(self) -> None:
        self.total = UNKNOWN
        self.received = 0
        self._problems: list[str] = []
        self._truncated = False
        self._seen: set[int] = set()
        self._repeated = 0

    @property
    def expected(self) -> int:
        """Rows the walk will hand out as far as is known, or -1."""
        if self.total < 0:
            return UNKNOWN
        rows = max(0, self.total - self._plan.skip)
        return rows if self._plan.limit is None else min(rows, self._plan.limit)

    @property
    def extent(self) -> Extent:
        """What was covered; final once the walk has ended."""
        return Extent(
            kind="pages",
            skip=self._plan.skip,
            total=self.total,
            truncated=self._truncated,
            problems=tuple(self._problems),
        )

    def failure(self) -> OpenCGAError | None:
        """Error for a walk that ended without being whole, or None."""
        if not self._problems:
            return None
        msg = (
            f"The rows of {self._path} are not whole: {' '.join(self._problems)} The data may have changed "
            'while it was read. Ask again, or take what there is with on_error="partial".'
        )
        return IncompleteResultError(msg, problems=self._problems)

    def __iter__(self) -> Iterator[Page]:
        self._reset()
        try:
            yield from self._walk()
        except OpenCGAError as error:
            self._problems.append(error.__notes__[-1] if hasattr(error, "__notes__") else str(error))
            raise

    def _walk(self) -> Iterator[Page]:
        span = Span(1, self._plan.skip, self._room())
        first = self._ask(span, count=self._plan.count)
        self.total = total_of(first)
        yield self._take(first)
        if self.total >= 0:
            yield from self._counted(span)
        else:
            yield from self._uncounted(span, first)
        self._check()

    def _room(self) -> int:
        """Rows to ask for next: a page, or what the limit leaves."""
        limit = self._plan.limit
        return self._plan.page_size if limit is None else min(self._plan.page_size, limit - self.received)

    def _ask(self, span: Span, *, count: bool = False) -> Page:
        query = {"limit": str(span.rows), "skip": str(span.start)}
        if count:
            query["count"] = "true"
        try:
            return without_body(self._fetch(with_query(self._request, query)))
        except OpenCGAError as error:
            error.add_note(f"{str(span).capitalize()} of {self._path} did not arrive.")
            raise

    def _take(self, page: Page) -> Page:
        """Book a page before it is handed out."""
        limit = self._plan.limit
        rows = page_rows(page)
        if limit is not None and self.received + rows > limit:
            page = cut_page(page, limit - self.received)
            rows = limit - self.received
            self._truncated = True
        self.received += rows
        keys = row_keys(page, by_id=self._plan.sort_key is not None, versions=self._plan.versions)
        for key in keys:
            if key is not None:
                self._repeated += key in self._seen
                self._seen.add(key)
        return page

    def _counted(self, first: Span) -> Iterator[Page]:
        start = self._plan.skip + self.received
        end = self._plan.skip + self.expected
        self._truncated = self._truncated or end < self.total
        # A server that gave less than was asked has a cap of its own: the other pages keep to it.
        size = min(first.rows, self.received)
        if not size:
            return
        spans = [Span(number, at, min(size, end - at)) for number, at in enumerate(range(start, end, size), start=2)]
        with closing(run_ahead(self._fill, spans, self._plan.workers)) as fetched:
            for span, pages in zip(spans, fetched, strict=True):
                yield from map(self._take, pages)
                if self._plan.skip + self.received < span.start + span.rows:
                    return  # The rows ended early: what would follow is empty.

    def _fill(self, span: Span) -> list[Page]:
        """Fetch the rows of one span, going on from what was received when that is less than asked."""
        pages: list[Page] = []
        while span.rows > 0:
            page = cut_page(self._ask(span), span.rows)
            rows = page_rows(page)
            if not rows:
                break
            pages.append(page)
            span = replace(span, start=span.start + rows, rows=span.rows - rows)
        return pages

    def _uncounted(self, span: Span, page: Page) -> Iterator[Page]:
        most = 0
        rows = page_rows(page)
        while self._goes_on(rows, span, most):
            most = max(most, rows)
            last, asked = page, span
            span = Span(span.number + 1, self._plan.skip + self.received, self._room())
            page = self._ask(span)
            rows = page_rows(page)
            if rows and _same_rows(page, last):
                # The endpoint gave all it had at once and does not look at skip.
                if rows >= asked.rows:
                    self._problems.append(f"{str(span).capitalize()} came twice.")
                return
            if rows:
                yield self._take(page)

    def _goes_on(self, rows: int, span: Span, most: int) -> bool:
        """Tell whether another page may follow a page of an uncounted walk."""
        if self._plan.limit is not None and self.received >= self._plan.limit:
            # As many rows as the limit allows: there may be more.
            self._truncated = True
            return False
        if rows < min(span.rows, SERVER_DEFAULT_LIMIT) or rows > span.rows:
            return False
        # Shorter than asked may be a cap of the server; shorter than an earlier page is the end.
        return rows >= min(span.rows, most)

    def _check(self) -> None:
        self._check_repeated()
        if self.total >= 0 and self.received != self.expected:
            self._problems.append(f"Rows that arrived: {self.received:,} of {self.expected:,} counted.")

    def _check_repeated(self) -> None:
        if self._repeated:
            self._problems.append(f"Rows that came twice: {self._repeated:,}.")


def with_query(request: Request, values: dict[str, str]) -> Request:
    """Set query parameters of a request, in place of those of the same name."""
    kept = without_query(request, *values).query
    return replace(request, query=(*kept, *values.items()))


def without_query(request: Request, *names: str) -> Request:
    """Leave out query parameters of a request."""
    return replace(request, query=tuple(pair for pair in request.query if pair[0] not in names))


def _in_stable_order(request: Request, sort_key: str | None) -> Request:
    if sort_key is None or any(name == "sort" for name, _ in request.query):
        return request
    return with_query(request, {"sort": sort_key, "order": "ASC"})


def total_of(page: Page) -> int:
    """Read the number of matches; an approximate one is no ground for planning pages."""
    if any(block.attributes.get("approximateCount") is True for block in page.blocks):
        return UNKNOWN
    counts = [block.num_matches for block in page.blocks if block.num_matches >= 0]
    return sum(counts) if counts else UNKNOWN


def _same_rows(page: Page, other: Page) -> bool:
    return [block.rows for block in page.blocks] == [block.rows for block in other.blocks]

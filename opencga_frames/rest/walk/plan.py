"""How far and how to walk over pages, and the rows of one request of such a walk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from opencga_frames.ground.limits import PAGE_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PagePlan", "Span", "spans"]


@dataclass(frozen=True, slots=True)
class PagePlan:
    """Options of a page walk.

    Attributes
    ----------
    limit, skip
        Rows in all (None for every one) and rows left out at the start.
    page_size, workers
        Rows per request, and requests at the same time; None to find how many pay.
    count
        True to ask the server for the number of matches with the first page.
    sort_key
        Field that identifies rows and gives them a stable order, or None.
    versions
        True when the answer may hold several versions of one entry.
    cut_key
        Filter of dates, and field of the rows, by whose ranges a long walk is cut, or None.
    """

    limit: int | None = None
    skip: int = 0
    page_size: int = PAGE_SIZE
    workers: int | None = None
    count: bool = True
    sort_key: str | None = None
    versions: bool = False
    cut_key: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Rows of one request.

    Attributes
    ----------
    number, start, rows
        Number of the page, rows before it, and its own rows.
    before, beyond
        Rows before and behind these that are asked for as well, 0 or 1: those that the page has in common with others.
    last
        True when no other page is planned behind it.
    """

    number: int
    start: int
    rows: int
    before: int = 0
    beyond: int = 0
    last: bool = False

    @property
    def query(self) -> dict[str, str]:
        """Query parameters that ask for the rows."""
        return {"limit": str(self.asked), "skip": str(self.start - self.before)}

    @property
    def asked(self) -> int:
        """Rows to ask for."""
        return self.before + self.rows + self.beyond

    def __str__(self) -> str:
        if not self.rows:
            return "the count"
        return f"page {self.number:,} (rows {self.start + 1:,} to {self.start + self.rows:,})"


def spans(first: Span, stop: int, *, most: int, beyond: bool) -> Iterator[Span]:
    """Cut rows into requests, each of which ends with the first row of the next.

    Parameters
    ----------
    first
        The first request; the others are of its size.
    stop
        Where the rows end. There may be billions: they are cut one request at a time.
    most
        Rows that one request may ask for.
    beyond
        True to ask for a row behind the last one, too.
    """
    number, start, before = first.number, first.start, first.before
    while start < stop:
        rows = min(first.rows, stop - start, most - before - 1)
        last = start + rows == stop
        yield Span(number, start, rows, before, int(beyond or not last), last)
        number, start, before = number + 1, start + rows, 0

"""What a search holds at one time, to tell whether that changed while its pages were read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import msgspec

from opencga_frames.rest.walk.pages import total_of
from opencga_frames.rest.walk.query import with_query, without_query
from opencga_frames.rest.wire.rows import split_rows

if TYPE_CHECKING:
    from opencga_frames.rest.walk.pages import Fetch
    from opencga_frames.rest.wire.envelope import Page
    from opencga_frames.rest.wire.message import Request

__all__ = ["Snapshot", "first_date", "modified_since"]

MODIFIED: Final = "modificationDate"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Number of the rows of a search, and when the last of them was modified.

    Attributes
    ----------
    rows
        Rows of the search, or -1.
    modified
        The latest date of modification as the server writes it, or an empty string.
    """

    rows: int
    modified: str

    @classmethod
    def take(cls, request: Request, fetch: Fetch) -> Snapshot:
        """Ask for number and date.

        Parameters
        ----------
        request
            The search without paging.
        fetch
            Gives the page for a request or raises.
        """
        page = fetch(_first_by(request, MODIFIED, "DESC", count="true"))
        return cls(total_of(page), _date_in(page, MODIFIED))


def modified_since(request: Request, fetch: Fetch, before: Snapshot) -> int:
    """Count the rows of a search that were modified later than the latest of a snapshot."""
    given = dict(request.query).get(MODIFIED, "")
    term = f">{before.modified}"
    asked = _first_by(request, MODIFIED, "DESC", count="true")
    narrowed = with_query(asked, {MODIFIED: f"{given};{term}" if given else term, "limit": "0"})
    return max(0, total_of(fetch(narrowed)))


def first_date(request: Request, fetch: Fetch, key: str, order: str) -> str:
    """Return the date of the first row in an order, or an empty string."""
    return _date_in(fetch(_first_by(request, key, order)), key)


def _first_by(request: Request, key: str, order: str, **more: str) -> Request:
    bare = without_query(request, "count", "limit", "skip", "sort", "order", "include", "exclude")
    return with_query(bare, {"sort": key, "order": order, "limit": "1", "skip": "0", "include": key, **more})


def _date_in(page: Page, key: str) -> str:
    rows = [row for block in page.blocks for row in split_rows(block.rows)]
    row: Any = msgspec.json.decode(rows[0]) if rows else None
    date = row.get(key) if isinstance(row, dict) else None
    return date if isinstance(date, str) else ""

"""The seam between two pages: the last row of one, with which the next begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.rest.walk.named_page import row_content

if TYPE_CHECKING:
    from opencga_frames.rest.walk.named_page import NamedPage

__all__ = ["Seam"]


class Seam:
    """The row that two pages have in common: the last of one, with which the next must begin.

    Rows keep their places only while nothing is written or removed before them. A page that begins with the row that
    the one before it ended with shows that nothing was.

    Parameters
    ----------
    by_id
        True when ``id`` alone identifies rows; otherwise the whole row is compared unless it has a ``uuid``.
    versions
        True when one entry may come in several versions.

    Attributes
    ----------
    rows : int
        Rows of the page that was remembered.
    handed_out : bool
        True when the row has been handed out with the page that it ended.
    """

    def __init__(self, *, by_id: bool, versions: bool) -> None:
        self._by_id = by_id
        self._versions = versions
        self._row: object = None
        self._before: object = None
        # Only a first page is remembered as a whole: what ignores skip shows with the second.
        self._first: NamedPage | None = None
        self.rows = 0
        self.handed_out = False

    def set(self, page: NamedPage, *, handed_out: bool) -> None:
        """Remember how a page ended; one without rows changes nothing."""
        rows = page.rows
        if rows:
            self._before = self._name(page, rows - 2) if rows > 1 else None
            self._row = self._name(page, rows - 1)
            self._first = None if self.rows else page
            self.rows = rows
            self.handed_out = handed_out

    def fits(self, page: NamedPage) -> bool:
        """Return whether a page begins with the remembered row."""
        return page.rows > 0 and self._name(page, 0) == self._row

    def find(self, page: NamedPage) -> int | None:
        """Find where to go on: the number of rows in a page before the remembered one, or None.

        Where that row is gone, and the one before it is not, it is the row behind that one.
        """
        names = self.names(page)
        if self._row in names:
            return names.index(self._row)
        if self._before is None or self._before not in names:
            return None
        place = names.index(self._before) + 1
        self._row = names[place] if place < len(names) else None
        self.handed_out = False
        return place

    def repeats(self, page: NamedPage) -> bool:
        """Return whether a page gives the rows of the first one, which is the remembered one, once more."""
        return self._first is not None and self.names(page)[: self.rows] == self.names(self._first)

    def names(self, page: NamedPage) -> list[object]:
        """Name the rows of a page as they are compared."""
        return page.row_names(by_id=self._by_id, versions=self._versions)

    def _name(self, page: NamedPage, number: int) -> object:
        named = page.all_names[number]
        key = None if named is None else named.key(by_id=self._by_id, versions=self._versions)
        return row_content(page.split()[number]) if key is None else key

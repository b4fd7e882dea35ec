"""The seam between two pages: the last row of one, with which the next begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from opencga_frames.rest.wire.rows import split_rows

if TYPE_CHECKING:
    from opencga_frames.rest.wire.envelope import Page

__all__ = ["Seam", "row_name"]


class _Name(msgspec.Struct):
    uuid: Any = None
    id: Any = None
    version: Any = None


_NAME = msgspec.json.Decoder(_Name)


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
        self._page = 0
        self.rows = 0
        self.handed_out = False

    def set(self, page: Page, *, handed_out: bool) -> None:
        """Remember how a page ended; one without rows changes nothing."""
        rows = _rows(page)
        if rows:
            self._before = self._name(rows[-2]) if len(rows) > 1 else None
            self._row = self._name(rows[-1])
            self._page, self.rows = hash(rows), len(rows)
            self.handed_out = handed_out

    def fits(self, page: Page) -> bool:
        """Return whether a page begins with the remembered row."""
        rows = _rows(page)
        return bool(rows) and self._name(rows[0]) == self._row

    def find(self, page: Page) -> int | None:
        """Find where to go on: the number of rows in a page before the remembered one, or None.

        Where that row is gone, and the one before it is not, it is the row behind that one.
        """
        names = [self._name(row) for row in _rows(page)]
        if self._row in names:
            return names.index(self._row)
        if self._before is None or self._before not in names:
            return None
        place = names.index(self._before) + 1
        self._row = names[place] if place < len(names) else None
        self.handed_out = False
        return place

    def repeats(self, page: Page) -> bool:
        """Return whether a page gives the rows of the remembered one once more."""
        return self.rows > 0 and hash(_rows(page)[: self.rows]) == self._page

    def _name(self, row: bytes) -> object:
        return row_name(row, by_id=self._by_id, versions=self._versions)


def row_name(row: bytes, *, by_id: bool, versions: bool) -> object:
    """Name a row so that two different rows have different names; its content where it has no name.

    Parameters
    ----------
    row
        The JSON of a row.
    by_id, versions
        As for :class:`Seam`.
    """
    try:
        named = _NAME.decode(row)
    except msgspec.ValidationError:
        return _content(row)
    name = named.uuid or (named.id if by_id else None)
    if not name:
        return _content(row)
    if not versions:
        return str(name)
    # A version that was not included in the answer is written as 0.
    return (str(name), named.version) if named.version else _content(row)


def _content(row: bytes) -> bytes:
    # The order of keys, and of some lists, differs from answer to answer.
    return bytes(sorted(row))


def _rows(page: Page) -> tuple[bytes, ...]:
    return tuple(bytes(row) for block in page.blocks for row in split_rows(block.rows))

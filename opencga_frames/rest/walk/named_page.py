"""A page whose rows have been counted and named, in one reading of its bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import compress
from typing import TYPE_CHECKING, Final

from opencga_frames.rest.wire.names import names_of_objects
from opencga_frames.rest.wire.rows import check_number, count_rows, cut_rows, join_rows, rows_only, split_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from opencga_frames.ground.row_name import KeyedRow
    from opencga_frames.rest.wire.envelope import Page, ResultBlock

__all__ = ["NamedPage", "row_content"]

#: Strings, numbers and words of JSON, each whole: rows S0010 and S0001 have the same letters.
_WORDS: Final = re.compile(rb'"(?:[^"\\]|\\.)*"|[^\s{}\[\]:,"]+')


@dataclass(frozen=True, slots=True)
class NamedPage:
    """A page, and what its rows are called.

    Attributes
    ----------
    page
        The page, without the bytes of the whole answer.
    names
        Of each block what its rows are called; None for a row that is no object.
    decoded
        True where these are the rows themselves, as their reader wants them.
    """

    page: Page
    names: tuple[Sequence[KeyedRow | None], ...]
    decoded: bool = False

    @classmethod
    def of(cls, page: Page, path: str) -> NamedPage:
        """Name the rows of a page that has just arrived.

        Parameters
        ----------
        page
            A page, before any of its rows is left out.
        path
            What was asked, for the error.

        Raises
        ------
        UnreadableAnswerError
            If it holds another number of rows than it says.
        """
        check_number(page, path)
        decoded = bool(page.blocks) and all(block.documents is not None for block in page.blocks)
        return cls(rows_only(page), tuple(map(_names, page.blocks)), decoded)

    def to_read(self) -> Page:
        """Return the page for its reader, with its rows decoded where they are."""
        if not self.decoded:
            return self.page
        blocks = zip(self.page.blocks, self.names, strict=True)
        return replace(self.page, blocks=tuple(replace(block, documents=names) for block, names in blocks))

    @property
    def rows(self) -> int:
        """Number of the rows that are there, whatever the server says."""
        return sum(map(len, self.names))

    @property
    def all_names(self) -> list[KeyedRow | None]:
        """What the rows are called, over all blocks."""
        return [name for names in self.names for name in names]

    def row_names(self, *, by_id: bool, versions: bool) -> list[object]:
        """Name the rows so that two different rows have different names: by their content where they have none.

        Parameters
        ----------
        by_id, versions
            As for :meth:`~opencga_frames.ground.row_name.RowName.key`.
        """
        keys = [None if name is None else name.key(by_id=by_id, versions=versions) for name in self.all_names]
        if None not in keys:
            return keys
        return [row_content(row) if key is None else key for key, row in zip(keys, self.split(), strict=True)]

    def split(self) -> list[bytes]:
        """Return the bytes of each row."""
        return [bytes(row) for block in self.page.blocks for row in split_rows(block.rows)]

    def first(self, most: int) -> NamedPage:
        """Keep the first rows."""
        return self._kept(0, max(0, most))

    def without_first(self, number: int) -> NamedPage:
        """Leave out the first rows."""
        return self._kept(number, self.rows)

    def picked(self, choices: Sequence[bool]) -> NamedPage:
        """Keep those rows for which there is True."""
        if all(choices):
            return self
        left = iter(choices)
        kept = [[next(left) for _ in names] for names in self.names]
        blocks = tuple(
            replace(block, rows=join_rows(compress(split_rows(block.rows), some)), num_results=sum(some))
            for block, some in zip(self.page.blocks, kept, strict=True)
        )
        names = tuple(tuple(compress(names, some)) for names, some in zip(self.names, kept, strict=True))
        return replace(self, page=replace(self.page, blocks=blocks), names=names)

    def _kept(self, start: int, stop: int) -> NamedPage:
        if start <= 0 and stop >= self.rows:
            return self
        parts = list(self._parts(start, stop))
        blocks = tuple(
            replace(block, rows=cut_rows(block.rows, part, len(names)), num_results=len(names[part]))
            for block, names, part in zip(self.page.blocks, self.names, parts, strict=True)
        )
        names = tuple(names[part] for names, part in zip(self.names, parts, strict=True))
        return replace(self, page=replace(self.page, blocks=blocks), names=names)

    def _parts(self, start: int, stop: int) -> Iterator[slice]:
        """Return the rows of each block that are among those from ``start`` to ``stop`` of the page."""
        for names in self.names:
            yield slice(min(max(0, start), len(names)), max(0, min(stop, len(names))))
            start, stop = start - len(names), stop - len(names)


def _names(block: ResultBlock) -> Sequence[KeyedRow | None]:
    names = block.names if block.names is not None else names_of_objects(block.rows)
    return [None] * count_rows(block.rows) if names is None else names


def row_content(row: bytes) -> bytes:
    """Return what is the same for the same row: the order of keys, and of some lists, differs from answer to answer."""
    return b" ".join(sorted(_WORDS.findall(row)))

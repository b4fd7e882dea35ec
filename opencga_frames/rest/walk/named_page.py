"""A page whose rows have been counted and named, in one reading of its bytes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from opencga_frames.errors import UnreadableAnswerError
from opencga_frames.rest.wire.rows import cut_rows, names_of_rows, split_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from opencga_frames.rest.wire.envelope import Page
    from opencga_frames.rest.wire.rows import RowName

__all__ = ["NamedPage"]


@dataclass(frozen=True, slots=True)
class NamedPage:
    """A page, and what its rows are called.

    Attributes
    ----------
    page
        The page, without the bytes of the whole answer.
    names
        Of each block what its rows are called; None for a row that is no object.
    """

    page: Page
    names: tuple[Sequence[RowName | None], ...]

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
        names = tuple(names_of_rows(block.rows) for block in page.blocks)
        for block, rows in zip(page.blocks, names, strict=True):
            if block.num_results >= 0 and block.num_results != len(rows):
                msg = (
                    f"The answer to {path} says that it holds {block.num_results:,} rows and holds {len(rows):,}. It "
                    "was damaged on its way, by a proxy perhaps. Ask again."
                )
                raise UnreadableAnswerError(msg, path=path)
        return cls(replace(page, body=b""), names)

    @property
    def rows(self) -> int:
        """Number of the rows that are there, whatever the server says."""
        return sum(map(len, self.names))

    @property
    def all_names(self) -> list[RowName | None]:
        """What the rows are called, over all blocks."""
        return [name for names in self.names for name in names]

    def split(self) -> list[bytes]:
        """Give the bytes of each row."""
        return [bytes(row) for block in self.page.blocks for row in split_rows(block.rows)]

    def first(self, most: int) -> NamedPage:
        """Keep the first rows."""
        return self._kept(0, max(0, most))

    def without_first(self, number: int) -> NamedPage:
        """Leave out the first rows."""
        return self._kept(number, self.rows)

    def _kept(self, start: int, stop: int) -> NamedPage:
        if start <= 0 and stop >= self.rows:
            return self
        parts = list(self._parts(start, stop))
        blocks = tuple(
            replace(block, rows=cut_rows(block.rows, part, len(names)), num_results=len(names[part]))
            for block, names, part in zip(self.page.blocks, self.names, parts, strict=True)
        )
        names = tuple(names[part] for names, part in zip(self.names, parts, strict=True))
        return NamedPage(replace(self.page, blocks=blocks), names)

    def _parts(self, start: int, stop: int) -> Iterator[slice]:
        """Give the rows of each block that are among those from ``start`` to ``stop`` of the page."""
        for names in self.names:
            yield slice(min(max(0, start), len(names)), max(0, min(stop, len(names))))
            start, stop = start - len(names), stop - len(names)

"""Documents read whole, for tables whose rows lie at places that depend on the values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.frames.columns.arrays import to_array
from opencga_frames.frames.schema.coerce import json_string
from opencga_frames.frames.schema.credentials import mask_member
from opencga_frames.frames.schema.model import parse_path
from opencga_frames.frames.special.base import Special, below

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import pyarrow as pa

    from opencga_frames.frames.decode.field_tree import Slot
    from opencga_frames.frames.decode.levels import Level, Source
    from opencga_frames.frames.request_context import RequestContext
    from opencga_frames.frames.schema.model import Column, Table

__all__ = ["Reader", "Row", "read_whole", "string_of"]

#: Values of one row by the paths of their columns.
Row = dict[str, Any]


def read_whole(rows_of: Callable[[Reader, dict[str, object]], Iterator[Row]]) -> Special:
    """Make a special table from the function that gives the rows of one document."""

    def rows(
        source: Source, _table: Table, columns: Sequence[Column], context: RequestContext
    ) -> tuple[Level, dict[str, pa.Array]]:
        readers = [(n, Reader(source, n), document) for n, document in enumerate(source.documents.items)]
        found = [
            (n, row) for n, reader, item in readers for d in reader.objects([item], "") for row in rows_of(reader, d)
        ]
        ready = {}
        for column in columns:
            values = [row.get(column.path) for _, row in found]
            ready[column.path] = to_array(values, column, source.reading.problems, keep_empty=context.keep_empty)
        return below(source, source.documents, [n for n, _ in found]), ready

    return Special(read=_mark_nothing, rows=rows)


def string_of(value: object) -> str:
    """Write a value of any type as a string; empty for none."""
    return value if isinstance(value, str) else "" if value is None else json_string(value)


def _mark_nothing(_root: Slot, _table: Table, _columns: Sequence[Column]) -> Sequence[Column]:
    """Documents of which no place is marked are decoded as plain Python values."""
    return ()


class Reader:
    """Objects and lists of one document; what does not fit is counted where it stands.

    Parameters
    ----------
    source
        The documents.
    number
        Number of the document.
    """

    def __init__(self, source: Source, number: int) -> None:
        self._source = source
        self._number = number

    def items(self, value: object, place: str) -> Iterable[object]:
        """Items of a list; an object in place of a list is its only item."""
        if isinstance(value, list):
            return value
        if value is None or isinstance(value, dict):
            return [value] if value else ()
        self._lost(place, value)
        return ()

    def objects(self, value: object, place: str) -> Iterator[dict[str, object]]:
        """Items of a list that are objects."""
        for item in self.items(value, place):
            if isinstance(item, dict):
                yield item
            elif item not in (None, []):
                self._lost(place, item)

    def unmapped(self, members: dict[str, object], known: Sequence[str], place: str = "") -> None:
        """Count and keep the unmapped members of an object."""
        for name, value in members.items():
            if name not in known:
                self.stray(name, value, place)

    def stray(self, name: str, value: object, place: str = "") -> None:
        """Count and keep one unmapped member."""
        string = f"{place}.{name}" if place else name
        self._source.reading.problems.add(string, "unknown field", 1, mask_member(name, json_string(value)))
        self._source.surplus.append((self._number, (parse_path(place) if place else (), name), value))

    def _lost(self, place: str, value: object) -> None:
        self._source.reading.problems.add(place or "(document)", "lost", 1, value)

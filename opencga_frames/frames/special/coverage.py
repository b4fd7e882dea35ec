"""Coverage of alignment files: where windows lie, and the shares of bases at the usual depths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from opencga_frames.frames.columns.arrays import to_array
from opencga_frames.frames.schema.model import Column, Table, parse_path
from opencga_frames.frames.special.base import Special

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.frames.decode.field_tree import Slot
    from opencga_frames.frames.decode.levels import Level, Source
    from opencga_frames.frames.request_context import RequestContext

__all__ = ["GENE_COVERAGE", "WINDOWS"]

_VALUES: Final = ("values", "[]")
_DEPTHS: Final = ("stats", "[]", "depths")
_LARGEST: Final = 2**31 - 1


def _read_windows(root: Slot, _table: Table, columns: Sequence[Column]) -> Sequence[Column]:
    for name in ("start", "end", "windowSize"):
        root.at((name,)).read = "value"
    root.at(_VALUES).read = "value"
    return columns


def _window_rows(
    source: Source, _table: Table, _columns: Sequence[Column], _context: RequestContext
) -> tuple[Level, dict[str, pa.Array]]:
    level = source.level(_VALUES)
    starts, ends = _windows(source, level)
    return level, {"@window_start": starts, "@window_end": ends}


def _windows(source: Source, level: Level) -> tuple[pa.Array, pa.Array]:
    """First and last base of each window; null where the region does not say where it starts or how it is cut."""
    rows = level.rows_of(source.documents)
    start, end, size = (_numbers(source, name).take(rows) for name in ("start", "end", "windowSize"))
    size = pc.if_else(pc.greater(size, 0), size, None)
    first = pc.add(start, pc.multiply(size, pa.array(level.positions, pa.int64())))
    last = pc.add(first, pc.subtract(size, 1))
    # The last window of a region is cut off where the region ends.
    last = pc.if_else(pc.fill_null(pc.less(end, last), fill_value=False), end, last)
    return _int32(first), _int32(last)


def _numbers(source: Source, name: str) -> pa.Array:
    """Numbers of the documents, converted and counted once for all tables."""
    place = (name, "int32", ())
    found = source.arrays.get(place)
    if found is None:
        column = Column(name=name, path=name, kind="int32")
        found = to_array(source.documents.values((name,)), column, source.reading.problems)
        source.arrays[place] = found
    return found.cast(pa.int64())


def _int32(numbers: pa.Array) -> pa.Array:
    return pc.if_else(pc.less_equal(pc.abs(numbers), _LARGEST), numbers, None).cast(pa.int32())


def _read_genes(root: Slot, _table: Table, columns: Sequence[Column]) -> Sequence[Column]:
    slot = root.at(_DEPTHS)
    slot.read, slot.described = "value", True
    return columns


def _gene_rows(
    source: Source, table: Table, columns: Sequence[Column], context: RequestContext
) -> tuple[Level, dict[str, pa.Array]]:
    level = source.level(parse_path(table.rows))
    depths = [v if isinstance(v, list) else [] for v in level.values(_DEPTHS[-1:])]
    ready: dict[str, Any] = {}
    for column in (c for c in columns if c.path.startswith("@item ")):
        at = int(column.path.split()[1])
        values = [v[at] if at < len(v) else None for v in depths]
        ready[column.path] = to_array(values, column, source.reading.problems, keep_empty=context.keep_empty)
    return level, ready


WINDOWS: Final = Special(read=_read_windows, rows=_window_rows)
GENE_COVERAGE: Final = Special(read=_read_genes, rows=_gene_rows)

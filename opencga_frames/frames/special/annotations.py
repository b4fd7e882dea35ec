"""Values of annotation sets: one row per value, whatever the study's variables are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opencga_frames.frames.columns.annotation_set_ids import annotation_set_ids
from opencga_frames.frames.columns.annotation_values import FLAG, FLOAT, NULL, TEXT, WHOLE, Leaves, Part, leaves_of
from opencga_frames.frames.columns.arrays import to_array, without_empty
from opencga_frames.frames.schema.coerce import json_string
from opencga_frames.frames.schema.model import Column, Table, parse_path
from opencga_frames.frames.special.base import Special, below

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from opencga_frames.frames.decode.field_tree import Slot
    from opencga_frames.frames.decode.levels import Level, Source
    from opencga_frames.frames.request_context import RequestContext

__all__ = ["ANNOTATIONS"]

_SET_ID: Final = "annotation_set_id"
_VARIABLE_SET: Final = "variable_set_id"
#: Name of the type of a value by the number of its kind.
_TYPE_NAMES: Final = pa.array([None, "STRING", "BOOLEAN", "INTEGER", "DOUBLE"], pa.string())

_TYPES: Final = {TEXT: pa.string(), FLAG: pa.bool_(), WHOLE: pa.int64(), FLOAT: pa.float64()}


def _read_annotations(root: Slot, table: Table, columns: Sequence[Column]) -> Sequence[Column]:
    slot = root.at((*parse_path(table.rows), "annotations"))
    slot.read, slot.described = "value", True
    named = any(column.name == _SET_ID for column in columns)
    return (*columns, table.by_name[_VARIABLE_SET]) if named else columns


def _annotation_rows(
    source: Source, table: Table, columns: Sequence[Column], context: RequestContext
) -> tuple[Level, dict[str, pa.Array]]:
    above = source.level(parse_path(table.rows))
    leaves = leaves_of(above.values(("annotations",)), flat=context.projection.flat_annotations)
    ready = _value_columns(leaves, keep_empty=context.keep_empty)
    for column in (c for c in columns if c.name == _SET_ID):
        ready[column.path] = _set_ids(source, above, table, context).take(pa.array(leaves.rows))
    return below(source, above, leaves.rows), ready


def _set_ids(source: Source, above: Level, table: Table, context: RequestContext) -> pa.Array:
    def read(column: Column, path: str) -> pa.Array:
        place = (path, column.kind, column.missing)
        if place not in source.arrays:
            values = above.values(parse_path(path)[len(above.path) :])
            made = to_array(values, column, source.reading.problems, keep_empty=context.keep_empty)
            source.arrays[place] = made
        return without_empty(source.arrays[place])

    own = table.by_name[_SET_ID]
    ids = pc.coalesce(*(read(own, path) for path in own.paths))
    variable_sets = table.by_name[_VARIABLE_SET]
    owners = above.rows_of(source.documents).to_pylist()
    return annotation_set_ids(ids, read(variable_sets, variable_sets.path), owners)


def _value_columns(leaves: Leaves, *, keep_empty: bool) -> dict[str, pa.Array]:
    order = pa.array(leaves.order)

    def in_order(make: Callable[[Part], pa.Array]) -> pa.Array:
        return pa.concat_arrays([make(part) for part in leaves.parts]).take(order)

    strings = in_order(_strings)
    kinds = pa.array(np.concatenate([part.kinds for part in leaves.parts])).take(order).dictionary_encode()
    return {
        "@variable": leaves.variables,
        "@value_index": pa.array(leaves.positions, pa.int32()),
        "@value_type": pa.DictionaryArray.from_arrays(kinds.indices, _TYPE_NAMES.take(kinds.dictionary)),
        "@value": strings if keep_empty else without_empty(strings),
        "@value_number": in_order(_numbers),
        "@value_bool": in_order(_flags),
    }


def _alike(part: Part) -> pa.Array | None:
    """Values of one type as an array of it; None for other parts, and where a number is too large for Arrow."""
    try:
        return pa.array(part.values, _TYPES[part.kind]) if part.kind in _TYPES else None
    except (pa.ArrowInvalid, OverflowError):
        return None


def _strings(part: Part) -> pa.Array:
    """Every value as a string; those that are none as JSON has them."""
    alike = None if part.kind == FLOAT else _alike(part)  # Arrow writes floats in its own way
    if alike is not None:
        return alike.cast(pa.string())
    strings: list[Any] = list(part.values)
    others = np.flatnonzero(part.kinds != TEXT).tolist()
    if len(others) == len(strings):
        return pa.array(_written(strings), pa.string())
    for i, string in zip(others, _written([strings[i] for i in others]), strict=True):
        strings[i] = string
    return pa.array(strings, pa.string())


def _written(values: list[object]) -> list[str]:
    """JSON of single values that are no strings, written in one go and cut at the commas."""
    return json_string(values)[1:-1].split(",") if values else []


def _numbers(part: Part) -> pa.Array:
    if part.kind in {TEXT, FLAG}:
        return pa.nulls(len(part.values), pa.float64())
    alike = _alike(part)
    if alike is not None:
        return alike.cast(pa.float64(), safe=False)
    numeric = (part.kinds == WHOLE) | (part.kinds == FLOAT)
    pairs = zip(part.values, numeric.tolist(), strict=True)
    return pa.array([_number(v) if is_number else None for v, is_number in pairs], pa.float64())


def _flags(part: Part) -> pa.Array:
    if part.kind != NULL:
        return _alike(part) if part.kind == FLAG else pa.nulls(len(part.values), pa.bool_())
    pairs = zip(part.values, (part.kinds == FLAG).tolist(), strict=True)
    return pa.array([bool(v) if is_flag else None for v, is_flag in pairs], pa.bool_())


def _number(value: float) -> float | None:
    try:
        return float(value)
    except OverflowError:  # a whole number of more than 308 digits
        return None


ANNOTATIONS: Final = Special(read=_read_annotations, rows=_annotation_rows)

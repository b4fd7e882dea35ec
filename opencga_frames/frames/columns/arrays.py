"""Python values of one column into an Arrow array of its type.

The quick way takes values whose types are all as described. Where some are not, each of those is converted without
loss if the column's type allows it, else it becomes null; both are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opencga_frames.frames.columns.dates import parse_timestamps, plain_timestamps
from opencga_frames.frames.columns.json_strings import json_array, same
from opencga_frames.frames.columns.secrets import starred
from opencga_frames.frames.schema.coerce import LOST
from opencga_frames.frames.schema.kinds import KINDS, arrow_type, item_kind

if TYPE_CHECKING:
    from opencga_frames.frames.decode.problems import Problems
    from opencga_frames.frames.schema.kinds import KindName
    from opencga_frames.frames.schema.model import Column

__all__ = ["to_array", "without_empty"]

Values = Sequence[object]
_NONE: Final = type(None)
_REFUSALS: Final = (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError, UnicodeEncodeError)


def to_array(
    values: Values, column: Column, problems: Problems, *, keep_empty: bool = False, typed: bool = False
) -> pa.Array:
    """Turn the values of one column into an Arrow array.

    Parameters
    ----------
    values
        Python values as they came from the JSON, None where there was nothing.
    column
        What the column is to be.
    problems
        Where converted and lost values are counted.
    keep_empty
        Keep ``""`` in string columns instead of making it null.
    typed
        True when the values are known to be of the types that the column takes as they are.
    """
    made = _BUILDERS[KINDS[column.kind].build](values, column, problems, typed)
    if column.kind in _STRINGS:
        made = made if keep_empty or column.empty else without_empty(made)
    if column.secret is True:
        made = starred(made)
    return _encoded(made, column, problems) if column.kind == "category" else made


def without_empty(strings: pa.StringArray) -> pa.StringArray:
    """Make empty strings null; looking at where strings end is many times as fast as at Python values."""
    _, offsets, characters = strings.buffers()
    ends = np.frombuffer(offsets or b"", np.int32)[strings.offset : strings.offset + len(strings) + 1]
    there = ends[1:] != ends[:-1]
    empty = len(strings) - int(np.count_nonzero(there))
    if empty == strings.null_count:
        return strings
    if empty == len(strings):
        return pa.nulls(empty, pa.string())
    # What is null has no length either, so the bits of all others are those of the strings that have one.
    bits = np.packbits(there, bitorder="little")
    return pa.StringArray.from_buffers(len(strings), pa.py_buffer(ends), characters, pa.py_buffer(bits), empty)


def _encoded(strings: pa.StringArray, column: Column, problems: Problems) -> pa.DictionaryArray:
    """Encode strings as categories; a value that a closed set does not have is counted and kept."""
    encoded = strings.dictionary_encode()
    if column.values:
        others = [value for value in encoded.dictionary.to_pylist() if value not in column.values]
        problems.add(column.path, "unknown value", len(others), others[0] if others else None)
    return encoded


def _without_missing(values: Values, column: Column) -> Values:
    """Make the values that mean none null; usually none is there, and looking is quicker than writing again."""
    there = [word for word in column.missing if word in values]
    if len(there) == 1 and same(values, there[0]):
        return (None,) * len(values)
    return [None if v in there else v for v in values] if there else values


def _strings(values: Values, column: Column, problems: Problems, _typed: bool) -> pa.StringArray:  # noqa: FBT001
    values = _without_missing(values, column)
    first = values[0] if values else None
    if (first is None or type(first) is str) and same(values, first):
        # One string or null stands in every row, as often happens: made without looking at each again.
        return _repeated(first, len(values))
    try:
        return pa.array(values, pa.string())
    except _REFUSALS:
        return pa.array(_convert(values, column, problems), pa.string())


def _repeated(string: str | None, length: int) -> pa.StringArray:
    return pa.nulls(length, pa.string()) if string is None else pa.repeat(pa.scalar(string, pa.string()), length)


def _numbers(values: Values, column: Column, problems: Problems, typed: bool) -> pa.Array:  # noqa: FBT001
    kind = arrow_type(column.kind)
    if column.kind == "bool":
        values = _without_missing(values, column)
    if values and values[0] is None and same(values, None):
        return pa.nulls(len(values), kind)
    # Arrow takes timestamps that no calendar can show, so those are looked at in any case.
    if column.kind != "epoch_ms" and (typed or set(map(type, values)) <= _as_they_are(column.kind)):
        try:
            return _without_numbers(pa.array(values, kind), column)
        except _REFUSALS:
            pass  # a number out of range: each is looked at
    return pa.array(_convert(_without_missing(values, column), column, problems), kind)


def _as_they_are(kind: KindName) -> frozenset[type]:
    return frozenset((*KINDS[kind].python, _NONE))


def _without_numbers(array: pa.Array, column: Column) -> pa.Array:
    """Make the numbers that mean none null; Arrow looks at them ten times as fast as Python."""
    for word in column.missing:
        # A string is no number, and booleans are compared as Python does it: -1 is neither of them.
        if isinstance(word, int | float) and array.type != pa.bool_():
            none = pc.equal(array, pa.scalar(word).cast(array.type))
            array = pc.if_else(none, None, array) if pc.any(none).as_py() else array
    return array


def _dates(values: Values, column: Column, problems: Problems, typed: bool) -> pa.Array:  # noqa: FBT001
    plain = plain_timestamps(values, column.kind)
    if plain is not None:
        return plain
    strings = without_empty(_strings(values, column, problems, typed))
    parsed = parse_timestamps(strings, column.kind)
    lost = parsed.null_count - strings.null_count
    if lost:
        bad = pc.and_(pc.is_valid(strings), pc.is_null(parsed))
        problems.add(column.path, "lost", lost, strings.filter(bad)[0].as_py())
    return parsed


def _json(values: Values, column: Column, problems: Problems, _typed: bool) -> pa.StringArray:  # noqa: FBT001
    hidden = column.secret if isinstance(column.secret, tuple) else ()
    array, damaged = json_array(_without_missing(values, column), hidden=hidden)
    problems.add(column.path, "damaged", len(damaged), damaged[0] if damaged else None)
    return array


def _lists(values: Values, column: Column, problems: Problems, typed: bool) -> pa.ListArray:  # noqa: FBT001
    values = _without_missing(values, column)
    if not (typed or set(map(type, values)) <= {list, _NONE}):
        single = [v for v in values if v is not None and type(v) is not list]
        problems.add(column.path, "converted", len(single), single[0])
        values = [v if v is None or type(v) is list else [v] for v in values]
    kind = arrow_type(column.kind)
    item = replace(column, kind=item_kind(column.kind))
    if item.kind == "string" or _are_numbers(values, item.kind):
        try:
            return pa.array(values, kind)
        except _REFUSALS:
            pass  # an item of another type or out of range: each is looked at
    return pa.array([_convert(v, item, problems) if isinstance(v, list) else None for v in values], kind)


def _are_numbers(lists: Values, kind: KindName) -> bool:
    items = chain.from_iterable(v for v in lists if isinstance(v, list))
    return set(map(type, items)) <= _as_they_are(kind)


def _convert(values: Values, column: Column, problems: Problems) -> list[object]:
    kind = KINDS[column.kind]
    changed: list[object] = []
    lost: list[object] = []

    def one(value: object) -> object:
        only = value[0] if isinstance(value, list) and len(value) == 1 else value
        # An empty list or object says as little as null.
        result = None if only in (None, [], {}) or kind.convert is None else kind.convert(only)
        if result is LOST:
            lost.append(value)
            return None
        if type(value) not in kind.python:
            changed.append(value)
        return result

    converted = [None if v is None else one(v) for v in values]
    problems.add(column.path, "converted", len(changed), changed[0] if changed else None)
    problems.add(column.path, "lost", len(lost), lost[0] if lost else None)
    return converted


_ArrayBuilder = Callable[[Values, "Column", "Problems", bool], pa.Array]
_BUILDERS: Final[dict[str, _ArrayBuilder]] = {
    "string": _strings,
    "number": _numbers,
    "date": _dates,
    "json": _json,
    "list": _lists,
}
_STRINGS: Final = frozenset(name for name, kind in KINDS.items() if kind.build == "string")

"""Python values of one column into an Arrow array of its type.

The quick way takes values whose types are all as described. Where some are not, each of those is converted without
loss if the column's type allows it, else it becomes null; both are counted.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opencga_frames.frames.columns.dates import parse_stamps, plain_stamps
from opencga_frames.frames.decode.field_tree import ABSENT
from opencga_frames.frames.schema.coerce import LOST, converter, json_text
from opencga_frames.secret import mask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from opencga_frames.frames.decode.problems import Problems
    from opencga_frames.frames.schema.model import Column, Kind

__all__ = ["ITEM_KINDS", "arrow_type", "to_array", "without_empty"]

_NONE: Final = type(None)
_TYPES: Final[dict[str, Any]] = {
    "string": pa.string(),
    "category": pa.dictionary(pa.int32(), pa.string()),
    "bool": pa.bool_(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "date14": pa.timestamp("s"),
    "date17": pa.timestamp("ms"),
    "date8": pa.date32(),
    "epoch_ms": pa.timestamp("ms", tz="UTC"),
    "json": pa.string(),
    "list": pa.list_(pa.string()),
    "list_int32": pa.list_(pa.int32()),
    "list_float64": pa.list_(pa.float64()),
}
#: Types of the values of the quick way; every other kind of column is written as text.
_NUMBERS: Final[dict[str, frozenset[type]]] = {
    "bool": frozenset((bool, _NONE)),
    "int32": frozenset((int, _NONE)),
    "int64": frozenset((int, _NONE)),
    "epoch_ms": frozenset((int, _NONE)),
    "float64": frozenset((float, int, _NONE)),
}
_TEXTS: Final = frozenset((str, _NONE))
#: Kind of the items of a kind of list.
ITEM_KINDS: Final[dict[str, Kind]] = {"list": "string", "list_int32": "int32", "list_float64": "float64"}
#: JSON text of no value.
_NOTHING: Final = pa.array(["", "null"])
#: How a token starts, and names a secret stands under: free-form objects may hold one, and it must not get into files.
_SECRETS: Final = (b"eyJ", b'oken"', b'assword"', b'essionId"')
_REFUSALS: Final = (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError)


def arrow_type(kind: Kind) -> Any:
    """Arrow type of a kind of column."""
    return _TYPES[kind]


def to_array(
    values: Sequence[Any], column: Column, problems: Problems, *, keep_empty: bool = False, typed: bool = False
) -> Any:
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
        Keep ``""`` in text columns instead of making it null.
    typed
        True when the values are known to be of the types that the column takes as they are.
    """
    kind = column.kind
    if kind in _NUMBERS:
        return _numbers(values, column, problems, typed=typed)
    values = _without_missing(values, column)
    if kind == "json":
        return _json(values, typed=typed)
    if kind in ITEM_KINDS:
        return _lists(values, column, problems, typed=typed)
    if kind.startswith("date"):
        return _dates(values, column, problems)
    text = _text(values, column, problems, keep_empty=keep_empty)
    return text.dictionary_encode() if kind == "category" else text


def _without_missing(values: Sequence[Any], column: Column) -> Sequence[Any]:
    """Make the values that mean none null; usually none is there, and looking is quicker than writing again."""
    there = [word for word in column.missing if word in values]
    if len(there) == 1 and _same(values, there[0]):
        return (None,) * len(values)
    return [None if v in there else v for v in values] if there else values


def _text(values: Sequence[Any], column: Column, problems: Problems, *, keep_empty: bool) -> Any:
    constant = _constant(values, keep_empty=keep_empty)
    if constant is not None:
        return constant
    try:
        text = pa.array(values, pa.string())
    except _REFUSALS:
        return _text(_convert(values, column, problems), column, problems, keep_empty=keep_empty)
    return text if keep_empty else without_empty(text)


def without_empty(text: Any) -> Any:
    """Make empty texts null; looking at where texts end is many times as fast as at Python values."""
    _, offsets, _ = text.buffers()
    ends = np.frombuffer(offsets or b"", np.int32)[text.offset : text.offset + len(text) + 1]
    if np.count_nonzero(ends[1:] == ends[:-1]) == text.null_count:
        return text
    return pc.if_else(pc.equal(pc.binary_length(text), 0), None, text)


def _constant(values: Sequence[Any], *, keep_empty: bool) -> Any:
    """Array of a text or null that stands in every row, as often happens: made without looking at each again."""
    length = len(values)
    first = values[0] if length else None
    if (first is not None and type(first) is not str) or not _same(values, first):
        return None
    return _repeated(first if keep_empty else first or None, length)


def _same(values: Sequence[Any], first: Any) -> bool:
    """Tell whether a value stands in every row; some rows are looked at first, as most columns fail there."""
    length = len(values)
    few = values[:: length // 4 + 1]
    return few.count(first) == len(few) and values.count(first) == length


def _repeated(text: str | None, length: int) -> Any:
    return pa.nulls(length, pa.string()) if text is None else pa.repeat(pa.scalar(text, pa.string()), length)


def _numbers(values: Sequence[Any], column: Column, problems: Problems, *, typed: bool) -> Any:
    kind = _TYPES[column.kind]
    if column.kind == "bool":
        values = _without_missing(values, column)
    if values and values[0] is None and _same(values, None):
        return pa.nulls(len(values), kind)
    # Arrow takes moments that no calendar can show, so those are looked at in any case.
    if column.kind != "epoch_ms" and (typed or set(map(type, values)) <= _NUMBERS[column.kind]):
        try:
            return _without_numbers(pa.array(values, kind), column)
        except _REFUSALS:
            pass  # a number out of range: each is looked at
    return pa.array(_convert(_without_missing(values, column), column, problems), kind)


def _without_numbers(array: Any, column: Column) -> Any:
    """Make the numbers that mean none null; Arrow looks at them ten times as fast as Python."""
    for word in column.missing:
        # A text is no number, and flags are compared as Python does it: -1 is neither of them.
        if isinstance(word, int | float) and array.type != pa.bool_():
            none = pc.equal(array, pa.scalar(word).cast(array.type))
            array = pc.if_else(none, None, array) if pc.any(none).as_py() else array
    return array


def _dates(values: Sequence[Any], column: Column, problems: Problems) -> Any:
    plain = plain_stamps(values, column.kind)
    if plain is not None:
        return plain
    text = _text(values, column, problems, keep_empty=False)
    parsed = parse_stamps(text, column.kind)
    lost = parsed.null_count - text.null_count
    if lost:
        bad = pc.and_(pc.is_valid(text), pc.is_null(parsed))
        problems.add(column.path, "lost", lost, text.filter(bad)[0].as_py())
    return parsed


def _json(values: Sequence[Any], *, typed: bool) -> Any:
    """Array of JSON texts, put together in one piece: one by one each of them is copied twice."""
    if values and (values[0] is None or values[0] is ABSENT) and _same(values, values[0]):
        return pa.nulls(len(values), pa.string())
    texts = values if typed or set(map(type, values)) <= {msgspec.Raw} else list(map(_written, values))
    whole = b"".join(texts)
    first = bytes(texts[0]) if values else b""
    # Texts that begin with a bracket can be put together in one way only, so these are all the same.
    if first[:1] in (b"{", b"[") and len(whole) == len(first) * len(texts) and whole == first * len(texts):
        return _repeated(bytes(_masked(texts[0])).decode(), len(texts))
    if _may_hold_secrets(whole) or not _is_text(whole):
        texts = [_masked(v) for v in texts]
        whole = b"".join(texts)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    array = _cut(whole, lengths)
    # Only empty texts and those as long as "null" can stand for nothing.
    if not ((lengths == 0) | (lengths == len("null"))).any():
        return array
    return pc.if_else(pc.is_in(array, _NOTHING), None, array)


def _cut(whole: bytes, lengths: NDArray[np.int64]) -> Any:
    ends = np.concatenate(([0], np.cumsum(lengths)))
    if ends[-1] > np.iinfo(np.int32).max:  # Arrow tells that these are too many for one array
        return pa.LargeStringArray.from_buffers(len(lengths), pa.py_buffer(ends), pa.py_buffer(whole)).cast(pa.string())
    return pa.StringArray.from_buffers(len(lengths), pa.py_buffer(ends.astype(np.int32)), pa.py_buffer(whole))


def _written(value: Any) -> msgspec.Raw:
    if type(value) is msgspec.Raw:
        return value
    return ABSENT if value is None else msgspec.Raw(json_text(value).encode())


def _may_hold_secrets(text: bytes) -> bool:
    return any(secret in text for secret in _SECRETS)


def _is_text(text: bytes) -> bool:
    """Tell whether bytes are UTF-8; the decoder did not look there."""
    try:
        return text.isascii() or bool(text.decode())
    except UnicodeDecodeError:
        return False


def _masked(value: msgspec.Raw) -> msgspec.Raw:
    text = bytes(value).decode("utf-8", "replace")
    return msgspec.Raw((mask(text) if _may_hold_secrets(bytes(value)) else text).encode())


def _lists(values: Sequence[Any], column: Column, problems: Problems, *, typed: bool) -> Any:
    if not (typed or set(map(type, values)) <= {list, _NONE}):
        values = [v if v is None or type(v) is list else [v] for v in _counted(values, column, problems)]
    kind = _TYPES[column.kind]
    item = replace(column, kind=ITEM_KINDS[column.kind])
    if item.kind == "string" or _are_numbers(values, item.kind):
        try:
            return pa.array(values, kind)
        except _REFUSALS:
            pass  # an item of another type or out of range: each is looked at
    return pa.array([v if v is None else _convert(v, item, problems) for v in values], kind)


def _are_numbers(values: Sequence[Any], kind: Kind) -> bool:
    items = chain.from_iterable(v for v in values if v is not None)
    return set(map(type, items)) <= _NUMBERS[kind]


def _counted(values: Sequence[Any], column: Column, problems: Problems) -> Sequence[Any]:
    single = [v for v in values if v is not None and type(v) is not list]
    problems.add(column.path, "converted", len(single), single[0])
    return values


def _convert(values: Sequence[Any], column: Column, problems: Problems) -> list[Any]:
    convert = converter(column.kind)
    expected = _NUMBERS.get(column.kind, _TEXTS)
    changed: list[Any] = []
    lost: list[Any] = []

    def one(value: Any) -> Any:
        only = value[0] if type(value) is list and len(value) == 1 else value
        # An empty list or object says as little as null.
        result = None if only in (None, [], {}) else convert(only)
        if result is LOST:
            lost.append(value)
            return None
        if type(value) not in expected:
            changed.append(value)
        return result

    converted = [None if v is None else one(v) for v in values]
    problems.add(column.path, "converted", len(changed), changed[0] if changed else None)
    problems.add(column.path, "lost", len(lost), lost[0] if lost else None)
    return converted

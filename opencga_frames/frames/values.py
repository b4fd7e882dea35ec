"""Python values of one column into an Arrow array of its type.

The quick way takes values whose types are all as described. Where some are not, each of those is converted without
loss if the column's type allows it, else it becomes null; both are counted.
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from opencga_frames.frames.dates import parse_stamps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from opencga_frames.frames.problems import Problems
    from opencga_frames.frames.schema import Column, Kind

__all__ = ["arrow_type", "empty_array", "to_array"]

_LOST: Final = object()
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
_EXPECTED: Final[dict[str, frozenset[type]]] = {
    "string": frozenset((str, _NONE)),
    "category": frozenset((str, _NONE)),
    "bool": frozenset((bool, _NONE)),
    "int32": frozenset((int, _NONE)),
    "int64": frozenset((int, _NONE)),
    "float64": frozenset((float, int, _NONE)),
    "date14": frozenset((str, _NONE)),
    "date17": frozenset((str, _NONE)),
    "date8": frozenset((str, _NONE)),
    "epoch_ms": frozenset((int, _NONE)),
}
_LISTED: Final = frozenset((list, _NONE))
_RANGES: Final = {"int32": 2**31, "int64": 2**63, "epoch_ms": 2**63}
_ITEMS: Final[dict[str, Kind]] = {"list": "string", "list_int32": "int32", "list_float64": "float64"}
_WORDS: Final = {"true": True, "false": False}


def arrow_type(kind: Kind) -> Any:
    """Arrow type of a kind of column."""
    return _TYPES[kind]


def empty_array(kind: Kind, length: int) -> Any:
    """Array of nulls."""
    return pa.nulls(length, _TYPES[kind])


def to_array(values: Sequence[Any], column: Column, problems: Problems, *, keep_empty: bool = False) -> Any:
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
    """
    kind = column.kind
    if kind == "json":
        return _json(values)
    if column.missing:
        values = [None if v in column.missing else v for v in values]
    if kind in _ITEMS:
        return _lists(values, column, problems)
    if not set(map(type, values)) <= _EXPECTED[kind]:
        values = _convert(values, column, problems, _CONVERTERS[kind])
    if kind in {"string", "category"}:
        return _text(values, kind, keep_empty=keep_empty)
    if kind.startswith("date"):
        return _dates(values, column, problems)
    return _numbers(values, column, problems)


def _text(values: Sequence[Any], kind: str, *, keep_empty: bool) -> Any:
    array = pa.array(values, pa.string())
    if not keep_empty:
        array = pc.if_else(pc.equal(array, ""), None, array)
    return array.dictionary_encode() if kind == "category" else array


def _numbers(values: Sequence[Any], column: Column, problems: Problems) -> Any:
    kind = _TYPES[column.kind]
    try:
        return pa.array(values, kind)
    except (pa.ArrowInvalid, OverflowError):
        return pa.array(_convert(values, column, problems, _CONVERTERS[column.kind]), kind)


def _dates(values: Sequence[Any], column: Column, problems: Problems) -> Any:
    text = pa.array(values, pa.string())
    text = pc.if_else(pc.equal(text, ""), None, text)
    parsed = parse_stamps(text, column.kind)
    lost = parsed.null_count - text.null_count
    if lost:
        bad = pc.and_(pc.is_valid(text), pc.is_null(parsed))
        problems.add(column.path, "lost", lost, text.filter(bad)[0].as_py())
    return parsed


def _json(values: Sequence[Any]) -> Any:
    texts = [_json_text(v) for v in values]
    return pa.array([None if t in {b"", b"null"} else t for t in texts], pa.string())


def _json_text(value: Any) -> bytes:
    if isinstance(value, msgspec.Raw):
        return bytes(value)
    return b"" if value is None else msgspec.json.encode(value)


def _lists(values: Sequence[Any], column: Column, problems: Problems) -> Any:
    if not set(map(type, values)) <= _LISTED:
        values = _convert(values, column, problems, _to_list)
    item = replace(column, kind=_ITEMS[column.kind])
    present = [v for v in values if v is not None]
    if not set(map(type, chain.from_iterable(present))) <= _EXPECTED[item.kind]:
        values = [v if v is None else _convert(v, item, problems, _CONVERTERS[item.kind]) for v in values]
    return pa.array(values, _TYPES[column.kind])


def _convert(values: Sequence[Any], column: Column, problems: Problems, way: Callable[[Any, str], Any]) -> list[Any]:
    expected = _EXPECTED.get(column.kind, _LISTED)
    changed: list[Any] = []
    lost: list[Any] = []

    def one(value: Any) -> Any:
        if type(value) in expected and column.kind not in _RANGES and column.kind != "float64":
            return value
        result = way(value, column.kind)
        if result is _LOST:
            lost.append(value)
            return None
        if result != value or type(result) is not type(value):
            changed.append(value)
        return result

    converted = [None if v is None else one(v) for v in values]
    problems.add(column.path, "converted", len(changed), changed[0] if changed else None)
    problems.add(column.path, "lost", len(lost), lost[0] if lost else None)
    return converted


def _to_text(value: Any, _kind: str) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        return value["id"]
    return msgspec.json.encode(value).decode()


def _to_list(value: Any, _kind: str) -> Any:
    return value if isinstance(value, list) else [value]


def _to_bool(value: Any, _kind: str) -> Any:
    return _WORDS.get(value.lower(), _LOST) if isinstance(value, str) else _LOST


def _to_int(value: Any, kind: str) -> Any:
    if value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return _LOST
    try:
        number = int(value)
        exact = isinstance(value, str) or number == value
    except (ValueError, OverflowError):
        return _LOST
    limit = _RANGES[kind]
    return number if exact and -limit <= number < limit else _LOST


def _to_float(value: Any, _kind: str) -> Any:
    if value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return _LOST
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return _LOST
    exact = not isinstance(value, int) or (math.isfinite(number) and int(number) == value)
    return number if exact else _LOST


def _to_stamp(value: Any, _kind: str) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _LOST


_CONVERTERS: Final[dict[str, Callable[[Any, str], Any]]] = {
    "string": _to_text,
    "category": _to_text,
    "bool": _to_bool,
    "int32": _to_int,
    "int64": _to_int,
    "epoch_ms": _to_int,
    "float64": _to_float,
    "date14": _to_stamp,
    "date17": _to_stamp,
    "date8": _to_stamp,
}

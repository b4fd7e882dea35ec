"""JSON that documents hold, as strings of one array."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opencga_frames.frames.decode.field_tree import ABSENT
from opencga_frames.frames.schema.coerce import json_string
from opencga_frames.frames.schema.credentials import mask_members, names_secrets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["json_array", "same"]

#: JSON of no value.
_NOTHING: Final = pa.array(["", "null"])


def json_array(values: Sequence[object], *, hidden: tuple[str, ...] = ()) -> tuple[pa.StringArray, list[str]]:
    """Make an array of JSON strings, assembled in one piece: one by one each of them is copied twice.

    Parameters
    ----------
    values
        Raw JSON or Python values, None or absent where there is nothing.
    hidden
        Names of members whose strings and numbers are masked, wherever they stand and however their words are joined
        (``apiKey``, ``api_key``). Nothing else is changed, whatever it looks like.

    Returns
    -------
    pyarrow.StringArray
        Null where there is nothing.
    list of str
        The strings in which bytes that are not UTF-8 were replaced.

    Examples
    --------
    >>> json_array([{"token": "t-1", "broken": "Basic panel"}], hidden=("token",))[0].to_pylist()
    ['{"token":"***","broken":"Basic panel"}']
    """
    if values and (values[0] is None or values[0] is ABSENT) and same(values, values[0]):
        return pa.nulls(len(values), pa.string()), []
    parts = _raw(values)
    whole = b"".join(parts)
    if hidden and names_secrets(whole, hidden):
        parts = [msgspec.Raw(mask_members(bytes(v), hidden)) for v in parts]
        whole = b"".join(parts)
    first = bytes(parts[0]) if values else b""
    # JSON that begins with a bracket can be joined in one way only, so these are all the same.
    if first[:1] in (b"{", b"[") and len(whole) == len(first) * len(parts) and whole == first * len(parts):
        string = first.decode("utf-8", "replace")
        return pa.repeat(pa.scalar(string, pa.string()), len(parts)), [] if _is_utf8(first) else [string] * len(parts)
    if _is_utf8(whole):
        return _assembled(parts, whole), []
    strings = [bytes(v).decode("utf-8", "replace") for v in parts]
    damaged = [string for string, v in zip(strings, parts, strict=True) if not _is_utf8(bytes(v))]
    parts = [msgspec.Raw(string.encode()) for string in strings]
    return _assembled(parts, b"".join(parts)), damaged


def _assembled(parts: Sequence[msgspec.Raw], whole: bytes) -> pa.StringArray:
    lengths = np.fromiter(map(len, parts), np.int64, len(parts))
    array = _cut(whole, lengths)
    # Only empty strings and those as long as "null" can stand for nothing.
    if not ((lengths == 0) | (lengths == len("null"))).any():
        return array
    return pc.if_else(pc.is_in(array, _NOTHING), None, array)


def same(values: Sequence[object], first: object) -> bool:
    """Return whether a value stands in every row; some rows are looked at first, as most columns fail there."""
    length = len(values)
    few = values[:: length // 4 + 1]
    return few.count(first) == len(few) and values.count(first) == length


def _cut(whole: bytes, lengths: NDArray[np.int64]) -> pa.StringArray:
    ends = np.concatenate(([0], np.cumsum(lengths)))
    if ends[-1] > np.iinfo(np.int32).max:  # Arrow raises when these are too many for one array
        return pa.LargeStringArray.from_buffers(len(lengths), pa.py_buffer(ends), pa.py_buffer(whole)).cast(pa.string())
    return pa.StringArray.from_buffers(len(lengths), pa.py_buffer(ends.astype(np.int32)), pa.py_buffer(whole))


def _raw(values: Sequence[object]) -> Sequence[msgspec.Raw]:
    if set(map(type, values)) == {msgspec.Raw}:  # as nearly always: quicker to find out than to make a list again
        return cast("Sequence[msgspec.Raw]", values)
    return [v if isinstance(v, msgspec.Raw) else _written(v) for v in values]


def _written(value: object) -> msgspec.Raw:
    return ABSENT if value is None else msgspec.Raw(json_string(value).encode())


def _is_utf8(written: bytes) -> bool:
    """Return whether bytes are UTF-8; the decoder did not look there."""
    try:
        return written.isascii() or bool(written.decode())
    except UnicodeDecodeError:
        return False

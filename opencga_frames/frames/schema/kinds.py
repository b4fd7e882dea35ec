"""Kinds of columns: what each is on the wire, in Arrow and in pandas. A new kind is one row of :data:`KINDS`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

import pyarrow as pa

from opencga_frames.frames.schema import coerce

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.frames.schema.coerce import Converter

__all__ = ["KINDS", "ColumnKind", "DigitForm", "KindName", "arrow_type", "item_kind"]

#: Name of a kind, as ``type:`` of a column says it.
KindName = str
#: How an array of a kind is made: its builder in ``columns.arrays``.
Build = Literal["string", "number", "date", "list", "json"]


@dataclass(frozen=True, slots=True)
class DigitForm:
    """How timestamps of digits are written.

    Attributes
    ----------
    widths
        Numbers of digits a timestamp may have, the usual one first.
    iso
        What Arrow reads, with letters where the digits go.
    """

    widths: tuple[int, ...]
    iso: bytes


_NO_DIGITS: Final = DigitForm((), b"")


@dataclass(frozen=True, slots=True)
class ColumnKind:
    """One kind of column.

    Attributes
    ----------
    name
        The Arrow type as documents write it.
    arrow
        The Arrow type.
    build
        How its array is made.
    python
        Types of the JSON values that are taken as they are; a float column takes whole numbers to lose no digit.
    convert
        Converts one value of another type; None where items are converted instead, or nothing is.
    dtype
        Extension dtype of ``dtype_backend="numpy_nullable"``; None where pandas' own is right.
    item
        Kind of the items of a list.
    digits
        Form of timestamps written in digits; without widths for all other kinds.
    """

    name: str
    arrow: pa.DataType
    build: Build
    python: tuple[type, ...]
    convert: Converter | None = None
    dtype: str | None = None
    item: KindName | None = None
    digits: DigitForm = _NO_DIGITS


_DATE14: Final = DigitForm((14,), b"yyyy-MM-dd HH:mm:ss")
_DATE17: Final = DigitForm((17, 14, 8), b"yyyy-MM-dd HH:mm:ss.SSS")
_DATE8: Final = DigitForm((8,), b"yyyy-MM-dd")
_WORDS: Final = pa.dictionary(pa.int32(), pa.string())
_UTC: Final = pa.timestamp("ms", tz="UTC")
_to_int32: Final = partial(coerce.to_int, coerce.INT32)
_to_int64: Final = partial(coerce.to_int, coerce.INT64)
_to_epoch: Final = partial(coerce.to_int, coerce.EPOCH)

# fmt: off
KINDS: Final[Mapping[KindName, ColumnKind]] = {
    "string": ColumnKind("string", pa.string(), "string", (str,), coerce.to_string, "string[pyarrow]"),
    "category": ColumnKind("dictionary<int32,string>", _WORDS, "string", (str,), coerce.to_string),
    "bool": ColumnKind("bool", pa.bool_(), "number", (bool,), coerce.to_bool, "boolean"),
    "int32": ColumnKind("int32", pa.int32(), "number", (int,), _to_int32, "Int32"),
    "int64": ColumnKind("int64", pa.int64(), "number", (int,), _to_int64, "Int64"),
    "float64": ColumnKind("float64", pa.float64(), "number", (int, float), coerce.to_float, "Float64"),
    "date14": ColumnKind("timestamp[s]", pa.timestamp("s"), "date", (str,), coerce.to_digits, digits=_DATE14),
    "date17": ColumnKind("timestamp[ms]", pa.timestamp("ms"), "date", (str,), coerce.to_digits, digits=_DATE17),
    "date8": ColumnKind("date32", pa.date32(), "date", (str,), coerce.to_digits, digits=_DATE8),
    "epoch_ms": ColumnKind("timestamp[ms, UTC]", _UTC, "number", (int,), _to_epoch),
    "json": ColumnKind("string", pa.string(), "json", (), dtype="string[pyarrow]"),
    "list": ColumnKind("list<string>", pa.list_(pa.string()), "list", (list,), item="string"),
    "list_int32": ColumnKind("list<int32>", pa.list_(pa.int32()), "list", (list,), item="int32"),
    "list_float64": ColumnKind("list<float64>", pa.list_(pa.float64()), "list", (list,), item="float64"),
}
# fmt: on


def arrow_type(kind: KindName) -> pa.DataType:
    """Arrow type of a kind of column."""
    return KINDS[kind].arrow


def item_kind(kind: KindName) -> KindName:
    """Kind of the items of a kind of list; any other kind itself."""
    return KINDS[kind].item or kind

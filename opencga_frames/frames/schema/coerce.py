"""Single values of a type nobody described, turned into what their column holds where nothing is lost by it."""

from __future__ import annotations

import json
import math
import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.frames.schema.model import Kind

__all__ = ["LOST", "converter", "json_text"]

#: What a converter gives back for a value that cannot stand in its column.
LOST: Final = object()
_WORDS: Final = {"true": True, "false": False}
#: What Java writes for floating-point numbers that JSON has no number for.
_UNUSUAL: Final = frozenset(("NaN", "Infinity", "-Infinity"))
# Python takes more for a number than the server means: underscores, blanks, digits of other scripts.
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,40}")
_INT32: Final = range(-(2**31), 2**31)
_INT64: Final = range(-(2**63), 2**63)
#: Milliseconds of the years 1 to 9999: beyond those no calendar of Python or Arrow can print them.
_EPOCH: Final = range(-62_135_596_800_000, 253_402_300_800_000)


def converter(kind: Kind) -> Callable[[Any], Any]:
    """Give the function that converts one value, never None, for a kind of column.

    It returns the value for the column, None where the value means none, or :data:`LOST`.
    """
    return _CONVERTERS[kind]


def json_text(value: Any) -> str:
    """Write a value as JSON text; whole numbers of any length are kept."""
    try:
        return msgspec.json.encode(value).decode()
    except OverflowError:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _to_text(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        return value["id"]
    return json_text(value)


def _to_bool(value: Any) -> Any:
    if isinstance(value, str):
        return _WORDS.get(value.lower(), LOST) if value else None
    return value if isinstance(value, bool) else LOST


def _to_int(limits: range, value: Any) -> Any:
    if value == "":
        return None
    if isinstance(value, str):
        number = int(value) if _WHOLE.fullmatch(value) else None
    elif isinstance(value, float):
        number = int(value) if value.is_integer() else None
    else:
        number = value if isinstance(value, int) and not isinstance(value, bool) else None
    return number if number is not None and number in limits else LOST


def _to_float(value: Any) -> Any:
    if isinstance(value, str):
        return _text_to_float(value)
    if isinstance(value, float):
        return value
    if not isinstance(value, int) or isinstance(value, bool):
        return LOST
    try:
        number = float(value)
    except OverflowError:
        return LOST
    return number if int(number) == value else LOST


def _text_to_float(value: str) -> Any:
    if value == "":
        return None
    if value in _UNUSUAL:
        return float(value)
    number = float(value) if _NUMBER.fullmatch(value) else math.inf
    return number if math.isfinite(number) else LOST


def _to_stamp(value: Any) -> Any:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and value in _INT64 and not isinstance(value, bool) else LOST


_CONVERTERS: Final[dict[str, Callable[[Any], Any]]] = {
    "string": _to_text,
    "category": _to_text,
    "bool": _to_bool,
    "int32": partial(_to_int, _INT32),
    "int64": partial(_to_int, _INT64),
    "epoch_ms": partial(_to_int, _EPOCH),
    "float64": _to_float,
    "date14": _to_stamp,
    "date17": _to_stamp,
    "date8": _to_stamp,
}

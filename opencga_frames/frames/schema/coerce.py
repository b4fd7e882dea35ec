"""Single values of an unexpected type, converted to what their column holds where nothing is lost by it.

A converter takes one value, never None, and returns the value for the column, None where the value means none, or
:data:`LOST`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import Final

import msgspec

__all__ = [
    "EPOCH",
    "INT32",
    "INT64",
    "LOST",
    "Converter",
    "json_string",
    "to_bool",
    "to_digits",
    "to_float",
    "to_int",
    "to_string",
]

#: Converts one value.
Converter = Callable[[object], object]

#: What a converter returns for a value that cannot stand in its column.
LOST: Final = object()
_BOOLEANS: Final = {"true": True, "false": False}
#: What Java writes for floating-point numbers that JSON has no number for.
_UNUSUAL: Final = frozenset(("NaN", "Infinity", "-Infinity"))
# Python takes more for a number than the server means: underscores, blanks, digits of other scripts.
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,40}")
INT32: Final = range(-(2**31), 2**31)
INT64: Final = range(-(2**63), 2**63)
#: Milliseconds of the years 1 to 9999: neither Python nor Arrow can print timestamps beyond those.
EPOCH: Final = range(-62_135_596_800_000, 253_402_300_800_000)


def json_string(value: object) -> str:
    """Write a value as JSON; whole numbers of any length are kept."""
    try:
        return msgspec.json.encode(value).decode()
    except OverflowError:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def to_string(value: object) -> object:
    """Convert to a string: the identifier of an object, anything else as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        return value["id"]
    return json_string(value)


def to_bool(value: object) -> object:
    """Convert to a boolean."""
    if isinstance(value, str):
        return _BOOLEANS.get(value.lower(), LOST) if value else None
    return value if isinstance(value, bool) else LOST


def to_int(limits: range, value: object) -> object:
    """Convert to a whole number within limits."""
    if value == "":
        return None
    if isinstance(value, str):
        number = int(value) if _WHOLE.fullmatch(value) else None
    elif isinstance(value, float):
        number = int(value) if value.is_integer() else None
    else:
        number = value if isinstance(value, int) and not isinstance(value, bool) else None
    return number if number is not None and number in limits else LOST


def to_float(value: object) -> object:
    """Convert to a floating-point number."""
    if isinstance(value, str):
        return _string_to_float(value)
    if isinstance(value, float):
        return value
    if not isinstance(value, int) or isinstance(value, bool):
        return LOST
    try:
        number = float(value)
    except OverflowError:
        return LOST
    return number if int(number) == value else LOST


def _string_to_float(value: str) -> object:
    if value == "":
        return None
    if value in _UNUSUAL:
        return float(value)
    number = float(value) if _NUMBER.fullmatch(value) else math.inf
    return number if math.isfinite(number) else LOST


def to_digits(value: object) -> object:
    """Convert to the digits of a timestamp."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and value in INT64 and not isinstance(value, bool) else LOST

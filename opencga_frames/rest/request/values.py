"""Turns Python values into the strings of paths, queries and forms, and into plain JSON values.

Arrays, Series and Indexes are taken as any other iterable, so neither numpy nor pandas is imported here.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import math
import os
import re
import uuid
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias
from urllib.parse import quote

import msgspec

from opencga_frames.errors import UsageError
from opencga_frames.ground.limits import SERVER_DATE
from opencga_frames.ground.shown import shown
from opencga_frames.rest.request.filters import date_filter, day_filter, word_filter
from opencga_frames.rest.request.key_column import without_frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd
    from _typeshed import DataclassInstance

    from opencga_frames.rest.catalogue.endpoint import Parameter

__all__ = [
    "BodyData",
    "BodyObject",
    "FileSource",
    "Value",
    "id_list",
    "is_missing",
    "path_segment",
    "plain",
    "value_string",
]

#: What a query parameter takes: one value, several in any iterable, or a frame that stands for its key column.
Value: TypeAlias = "str | float | dt.date | Iterable[str | float | dt.date] | pd.DataFrame"
#: What an object of a JSON body may be given as.
BodyObject: TypeAlias = "Mapping[str, Any] | DataclassInstance | msgspec.Struct"
#: What a JSON body may be given as.
BodyData: TypeAlias = "BodyObject | Iterable[BodyObject] | str | bytes"
#: What a file to send may be given as.
FileSource: TypeAlias = str | os.PathLike[str] | BinaryIO | bytes | tuple[str, bytes]

_BOOLEAN = re.compile(r"(!?=?)(true|false)", re.IGNORECASE)
_HALVES = re.compile("[\ud800-\udfff]")
_BLANK_IN_SET = re.compile(r"\[[^\]]* [^\]]*\]")
_INTEGER = re.compile(r"[+-]?\d+")
_DAY = "%Y%m%d"


def value_string(parameter: Parameter, value: object) -> str:
    """Write the string of one query parameter or form part.

    Parameters
    ----------
    parameter
        What is set.
    value
        A string, number, boolean, date, or an iterable of them. Lists are joined by commas; an item that
        holds a comma is put in double quotes, which servers from 4.1 on take as one value. A day becomes its
        eight digits (the server reads them as the whole day), a datetime all fourteen, as its clock shows. Words of
        known sets and dates: see :mod:`~opencga_frames.rest.request.filters`.

    Returns
    -------
    str
        Not yet percent-encoded.

    Raises
    ------
    UsageError
        If the value is missing, empty, of the wrong kind, or not among the allowed ones.
    """
    value = without_frame(parameter, _unwrap(value))
    if parameter.dates and not is_missing(value):
        value = _items(value) if _is_listing(value) else value
        write = day_filter if parameter.dates == "day" else date_filter
        return _sendable(parameter, write(parameter, value, lambda item: _text(parameter, item)))
    if isinstance(value, str):
        items = _split(parameter, value)
        return _sendable(parameter, parameter.separator.join(_checked(parameter, item) for item in items))
    if not _is_listing(value):
        return _sendable(parameter, _checked(parameter, _text(parameter, value)))
    strings = [_checked(parameter, _text(parameter, item)) for item in _items(value)]
    _check_number_of_items(parameter, strings)
    return _sendable(parameter, parameter.separator.join(_protected(parameter, text) for text in strings))


def id_list(parameter: Parameter, value: object) -> tuple[str, ...]:
    """Ids given for a placeholder of a path.

    Parameters
    ----------
    parameter
        The placeholder.
    value
        One id, several in one string with commas where that is allowed, or an iterable of ids.

    Raises
    ------
    UsageError
        If there is no id, an empty one, a comma inside an item of a list, or more than one where one is wanted.
    """
    value = without_frame(parameter, _unwrap(value))
    if isinstance(value, str) and parameter.multiple:
        ids = tuple(part.strip() for part in value.split(","))
    elif _is_listing(value):
        ids = tuple(_text(parameter, item) for item in _items(value))
        _refuse_commas(parameter, ids)
    else:
        ids = (_text(parameter, value),)
    if len(ids) > 1 and not parameter.multiple:
        raise _refused(parameter, value, "one id")
    if not ids or not all(part.strip() for part in ids):
        raise _refused(parameter, value, "ids that are not empty")
    return tuple(_sendable(parameter, part) for part in ids)


def path_segment(parameter: Parameter, value: object) -> str:
    """Percent-encoded segment of a path.

    Parameters
    ----------
    parameter
        The placeholder to fill.
    value
        See `id_list`.
    """
    ids = id_list(parameter, value)
    if len(ids) == 1 and ids[0] in (".", ".."):
        # Every HTTP library takes these as directions and removes them.
        raise _refused(parameter, value, "an id other than '.' and '..'")
    return ",".join(quote(part.replace("/", ":") if parameter.paths else part, safe="") for part in ids)


def plain(value: object) -> Any:
    """Value made of what JSON knows: arrays become lists, datetimes 14 digits, missing values null.

    Parameters
    ----------
    value
        Mappings, iterables, numbers, strings, datetimes, numpy scalars, instances of dataclasses and of msgspec's
        Struct; fields of the latter two that are None or unset are left out.
    """
    value = _unwrap(value)
    if is_missing(value):
        return None
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, msgspec.Struct) or (dataclasses.is_dataclass(value) and not isinstance(value, type)):
        return {name: plain(item) for name, item in _members(value) if item is not None and item is not msgspec.UNSET}
    if isinstance(value, dt.date):
        return value.strftime(SERVER_DATE)
    if isinstance(value, (os.PathLike, uuid.UUID)):
        return str(value)
    return [plain(item) for item in _items(value)] if _is_listing(value) else value


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, msgspec.Struct):
        names = zip(value.__struct_encode_fields__, value.__struct_fields__, strict=True)
        return ((wire, getattr(value, name)) for wire, name in names)
    return ((part.name, getattr(value, part.name)) for part in dataclasses.fields(value))


def is_missing(value: object) -> bool:
    """Return whether a value is None, NaN, NaT or NA.

    Parameters
    ----------
    value
        A scalar.
    """
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, float) and math.isnan(value)


def _unwrap(value: Any) -> Any:
    if type(value).__name__ == "datetime64":
        return value.astype("datetime64[s]").item()
    if isinstance(value, enum.Enum):
        return value.value
    scalar = getattr(value, "ndim", None) == 0 and hasattr(value, "item")
    return value.item() if scalar else value


def _is_listing(value: object) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, (str, bytes, bytearray, Mapping))


def _items(value: Any) -> list[Any]:
    items = [_unwrap(item) for item in value]
    return sorted(items, key=str) if isinstance(value, (set, frozenset)) else items


def _text(parameter: Parameter, value: Any) -> str:
    if is_missing(value):
        raise _refused(parameter, value, "no missing values: leave them out")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.strftime(SERVER_DATE)
    if isinstance(value, dt.date):
        return value.strftime(_DAY)
    finite_number = isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))
    if finite_number or isinstance(value, (str, os.PathLike, uuid.UUID)):
        with suppress(ValueError):  # Python writes no number of more than some thousand digits
            return str(value)
    raise _refused(parameter, value, "a string, number, boolean or date, or a list of them")


def _split(parameter: Parameter, text: str) -> list[str]:
    # The string of a filter is the caller's own grammar; only lists of checked values are taken apart.
    if parameter.multiple and parameter.type != "string":
        return [part.strip() for part in text.split(parameter.separator)]
    return [text]


def _checked(parameter: Parameter, text: str) -> str:
    if parameter.words:
        return word_filter(parameter, text)
    if parameter.blank is not None:
        return _without_blanks(parameter, text)
    check = _CHECKS.get(parameter.type)
    return check(parameter, text) if check else text


def _without_blanks(parameter: Parameter, text: str) -> str:
    if _BLANK_IN_SET.search(text):
        raise _refused(parameter, text, f"no blank inside [...], which servers cut in two; {parameter.blank} is one")
    return text.replace(" ", parameter.blank or " ")


def _boolean(parameter: Parameter, text: str) -> str:
    if not _BOOLEAN.fullmatch(text.strip()):
        # Servers read any other string as false and say nothing.
        raise _refused(parameter, text, "True or False")
    return text.strip().lower()


def _integer(parameter: Parameter, text: str) -> str:
    if not _INTEGER.fullmatch(text.strip()):
        raise _refused(parameter, text, "a whole number")
    return text.strip()


def _number(parameter: Parameter, text: str) -> str:
    try:
        float(text)
    except ValueError:
        raise _refused(parameter, text, "a number") from None
    return text.strip()


def _allowed(parameter: Parameter, text: str) -> str:
    allowed = parameter.allowed or (text,)
    if text in allowed:
        return text
    same = [value for value in allowed if value.casefold() == text.strip().casefold()]
    if len(same) != 1:
        raise _refused(parameter, text, "one of " + ", ".join(allowed))
    return same[0]


_CHECKS: dict[str, Callable[[Parameter, str], str]] = {
    "boolean": _boolean,
    "integer": _integer,
    "number": _number,
    "enum": _allowed,
}


def _check_number_of_items(parameter: Parameter, strings: list[str]) -> None:
    if not strings:
        raise _refused(parameter, strings, "at least one value; leave it out to set no condition")
    if len(strings) > 1 and parameter.type != "string" and not parameter.multiple:
        raise _refused(parameter, strings, "a single value")


def _protected(parameter: Parameter, text: str) -> str:
    if parameter.separator != "," or "," not in text or (text.startswith('"') and text.endswith('"')):
        return text
    if '"' in text:
        raise _refused(parameter, text, "an item without both a comma and a double quote")
    return f'"{text}"'


def _refuse_commas(parameter: Parameter, ids: tuple[str, ...]) -> None:
    for part in ids:
        if "," in part:
            raise _refused(parameter, part, "ids without a comma, since the comma separates ids")


def _sendable(parameter: Parameter, text: str) -> str:
    if _HALVES.search(text):
        raise _refused(parameter, text, "a string without lone surrogates, which cannot be encoded")
    return text


def _refused(parameter: Parameter, value: object, expected: str) -> UsageError:
    msg = f"Parameter {parameter.name!r} got {shown(value)}; expected {expected}."
    return UsageError(msg)

"""Stamps of digits into Arrow timestamps, strictly: a day that does not exist is no date.

The server writes ``yyyyMMddHHmmss`` (some fields with milliseconds) in its own local time without a zone, so the
results have none either; ``yyyyMMdd`` is a birthday. Parsed as integers, so years before 1677 and after 2262 are fine.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["parse_stamps", "plain_stamps"]

#: How many digits a stamp of each kind may have.
_WIDTHS: Final = {"date14": (14,), "date17": (17, 14, 8), "date8": (8,)}
#: How the stamp is written for Arrow, digits in place of the letters.
_ISO: Final = {"date14": b"yyyy-MM-dd HH:mm:ss", "date17": b"yyyy-MM-dd HH:mm:ss.SSS", "date8": b"yyyy-MM-dd"}
_TYPES: Final = {"date14": pa.timestamp("s"), "date17": pa.timestamp("ms"), "date8": pa.date32()}
_FIRST_DAY: Final = np.datetime64("0001-01-01")
_LONGEST: Final = 17
_DAYS: Final = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


def parse_stamps(text: Any, kind: str) -> Any:
    """Parse an Arrow array of digit stamps.

    Parameters
    ----------
    text
        Arrow string array; null stays null.
    kind
        ``date14``, ``date17`` or ``date8``.

    Returns
    -------
    pyarrow.Array
        ``timestamp[s]``, ``timestamp[ms]`` or ``date32``; null where the text is no date.
    """
    plain = _plain(text.drop_null(), kind)
    if plain is None:
        return _one_by_one(text, kind)
    if not text.null_count:
        return plain
    there = text.is_valid().to_numpy(zero_copy_only=False)
    return plain.take(pa.array(np.cumsum(there) - 1, mask=~there))


@dataclass(frozen=True)
class _Layout:
    """Where the digits of a stamp stand in what Arrow reads: the digit of each character, and the marks between."""

    digits: NDArray[np.int64]
    places: NDArray[np.int64]
    marks: NDArray[np.uint8]


@cache
def _layout(kind: str) -> _Layout:
    form = np.frombuffer(_ISO[kind], np.uint8)
    letters = form >= ord("A")
    places = np.flatnonzero(~letters)
    return _Layout(digits=np.cumsum(letters) - 1, places=places, marks=form[places])


def plain_stamps(values: Sequence[Any], kind: str) -> Any:
    """Parse texts that are all real stamps of full width, as most columns are.

    Returns
    -------
    pyarrow.Array or None
        As of :func:`parse_stamps`; None where a value is none.
    """
    width = _WIDTHS[kind][0]
    try:
        whole = "".join(values).encode("ascii")
    except (TypeError, UnicodeEncodeError):
        return None
    if set(map(len, values)) != {width}:
        return None
    return _read(np.frombuffer(whole, np.uint8).reshape(len(values), width), kind)


def _plain(text: Any, kind: str) -> Any:
    """Stamps that are all of full width and real; None where one is not."""
    count, width = len(text), _WIDTHS[kind][0]
    _, offsets, data = text.buffers()
    bounds = np.frombuffer(offsets or b"", np.int32)[text.offset : text.offset + count + 1]
    if not count or (bounds[1:] - bounds[:-1] != width).any():
        return None if count else pa.array([], _TYPES[kind])
    return _read(np.frombuffer(data, np.uint8)[bounds[0] : bounds[-1]].reshape(count, width), kind)


def _read(codes: NDArray[np.uint8], kind: str) -> Any:
    """Stamps, one in a line, as Arrow reads them itself; None where one is not real."""
    count, layout = len(codes), _layout(kind)
    written = np.take(codes, layout.digits, axis=1)
    written[:, layout.places] = layout.marks
    ends = np.arange(count + 1, dtype=np.int32) * len(layout.digits)
    try:
        found = pa.StringArray.from_buffers(count, pa.py_buffer(ends), pa.py_buffer(written)).cast(_TYPES[kind])
    except pa.ArrowInvalid:
        return None
    # Arrow takes the year 0000 for one.
    return None if found.to_numpy(zero_copy_only=False).min() < _FIRST_DAY else found


def _one_by_one(text: Any, kind: str) -> Any:
    """Stamps of which some are none, or of another width: those become null."""
    stamps = np.zeros(len(text), np.int64)
    if text.null_count < len(text):
        for width in _WIDTHS[kind]:
            _fill(stamps, text, width)
    seconds, real = _seconds(stamps // 1_000)
    return _arrow(kind, seconds, stamps % 1_000, ~real)


def _fill(stamps: NDArray[np.int64], text: Any, width: int) -> None:
    """Put the number of each text of that many digits, with zeros behind it as far as milliseconds."""
    _, offsets, data = text.buffers()
    bounds = np.frombuffer(offsets, np.int32)[text.offset : text.offset + len(text) + 1]
    rows = np.flatnonzero(np.diff(bounds) == width)
    codes = np.frombuffer(data, np.uint8)[bounds[rows][:, None] + np.arange(width)]
    # Codes below that of "0" wrap around, so one comparison finds whatever is no digit.
    digits = codes - np.uint8(ord("0"))
    numbers = digits @ 10 ** np.arange(_LONGEST - 1, _LONGEST - 1 - width, -1)
    stamps[rows] = np.where((digits <= 9).all(axis=1), numbers, 0)
    if text.null_count:
        stamps[text.is_null().to_numpy(zero_copy_only=False)] = 0


def _seconds(stamp: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    day_stamp, time = np.divmod(stamp, 10**6)
    year, month, day = day_stamp // 10_000, day_stamp // 100 % 100, day_stamp % 100
    hour, minute, second = time // 10_000, time // 100 % 100, time % 100
    month_ok = (month >= 1) & (month <= 12)
    month = np.where(month_ok, month, 1)
    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    longest = _DAYS[month - 1] + ((month == 2) & leap)
    real = (year >= 1) & month_ok & (day >= 1) & (day <= longest) & (hour < 24) & (minute < 60) & (second < 60)
    months = (year - 1970) * 12 + (month - 1)
    days = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + day - 1
    return days * 86_400 + hour * 3_600 + minute * 60 + second, real


def _arrow(kind: str, seconds: NDArray[np.int64], millis: NDArray[np.int64], missing: NDArray[np.bool_]) -> Any:
    if kind == "date8":
        return pa.array((seconds // 86_400).astype(np.int32), mask=missing).view(pa.date32())
    if kind == "date17":
        return pa.array(seconds * 1_000 + millis, mask=missing).view(pa.timestamp("ms"))
    return pa.array(seconds, mask=missing).view(pa.timestamp("s"))

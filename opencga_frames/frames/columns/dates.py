"""Timestamps of digits into Arrow timestamps, strictly: a day that does not exist is no date.

The server writes ``yyyyMMddHHmmss`` (some fields with milliseconds) in its own local time without a zone, so the
results have none either; ``yyyyMMdd`` is a birthday. Parsed as integers, so years before 1677 and after 2262 are fine.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, cast

import numpy as np
import pyarrow as pa

from opencga_frames.frames.schema.kinds import KINDS, arrow_type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from opencga_frames.frames.schema.kinds import KindName

__all__ = ["parse_timestamps", "plain_timestamps"]

_FIRST_DAY: Final = np.datetime64("0001-01-01")
_LONGEST: Final = 17
_DAYS: Final = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


def parse_timestamps(strings: pa.StringArray, kind: KindName) -> pa.Array:
    """Parse an Arrow array of timestamps of digits.

    Parameters
    ----------
    strings
        Arrow string array; null stays null.
    kind
        ``date14``, ``date17`` or ``date8``.

    Returns
    -------
    pyarrow.Array
        ``timestamp[s]``, ``timestamp[ms]`` or ``date32``; null where the string is no date.
    """
    plain = _plain(strings.drop_null(), kind)
    if plain is None:
        return _one_by_one(strings, kind)
    if not strings.null_count:
        return plain
    there = strings.is_valid().to_numpy(zero_copy_only=False)
    return plain.take(pa.array(np.cumsum(there) - 1, mask=~there))


@dataclass(frozen=True)
class _DigitLayout:
    """Where the digits of a timestamp stand in what Arrow reads: the digit of each character, and the marks between."""

    digits: NDArray[np.int64]
    places: NDArray[np.int64]
    marks: NDArray[np.uint8]


@cache
def _layout(kind: KindName) -> _DigitLayout:
    form = np.frombuffer(KINDS[kind].digits.iso, np.uint8)
    letters = form >= ord("A")
    places = np.flatnonzero(~letters)
    return _DigitLayout(digits=np.cumsum(letters) - 1, places=places, marks=form[places])


def plain_timestamps(values: Sequence[object], kind: KindName) -> pa.Array | None:
    """Parse strings that are all real timestamps of full width, as most columns are.

    Returns
    -------
    pyarrow.Array or None
        As of :func:`parse_timestamps`; None where a value is none.
    """
    width = KINDS[kind].digits.widths[0]
    strings = cast("Sequence[str]", values)  # join() refuses anything else
    try:
        whole = "".join(strings).encode("ascii")
    except (TypeError, UnicodeEncodeError):
        return None
    if set(map(len, strings)) != {width}:
        return None
    return _read(np.frombuffer(whole, np.uint8).reshape(len(strings), width), kind)


def _plain(strings: pa.StringArray, kind: KindName) -> pa.Array:
    """Timestamps that are all of full width and real; None where one is not."""
    count, width = len(strings), KINDS[kind].digits.widths[0]
    _, offsets, data = strings.buffers()
    bounds = np.frombuffer(offsets or b"", np.int32)[strings.offset : strings.offset + count + 1]
    if not count or (bounds[1:] - bounds[:-1] != width).any():
        return None if count else pa.array([], arrow_type(kind))
    return _read(np.frombuffer(data, np.uint8)[bounds[0] : bounds[-1]].reshape(count, width), kind)


def _read(codes: NDArray[np.uint8], kind: KindName) -> pa.Array | None:
    """Timestamps, one in a line, as Arrow reads them itself; None where one is not real."""
    count, layout = len(codes), _layout(kind)
    written = np.take(codes, layout.digits, axis=1)
    written[:, layout.places] = layout.marks
    ends = np.arange(count + 1, dtype=np.int32) * len(layout.digits)
    try:
        found = pa.StringArray.from_buffers(count, pa.py_buffer(ends), pa.py_buffer(written)).cast(arrow_type(kind))
    except pa.ArrowInvalid:
        return None
    # Arrow takes the year 0000 for one.
    return None if found.to_numpy(zero_copy_only=False).min() < _FIRST_DAY else found


def _one_by_one(strings: pa.StringArray, kind: KindName) -> pa.Array:
    """Timestamps of which some are none, or of another width: those become null."""
    timestamps = np.zeros(len(strings), np.int64)
    if strings.null_count < len(strings):
        for width in KINDS[kind].digits.widths:
            _fill(timestamps, strings, width)
    seconds, real = _seconds(timestamps // 1_000)
    return _arrow(kind, seconds, timestamps % 1_000, ~real)


def _fill(timestamps: NDArray[np.int64], strings: pa.StringArray, width: int) -> None:
    """Put the number of each string of that many digits, with zeros behind it as far as milliseconds."""
    _, offsets, data = strings.buffers()
    bounds = np.frombuffer(offsets, np.int32)[strings.offset : strings.offset + len(strings) + 1]
    rows = np.flatnonzero(np.diff(bounds) == width)
    codes = np.frombuffer(data, np.uint8)[bounds[rows][:, None] + np.arange(width)]
    # Codes below that of "0" wrap around, so one comparison finds whatever is no digit.
    digits = codes - np.uint8(ord("0"))
    numbers = digits @ 10 ** np.arange(_LONGEST - 1, _LONGEST - 1 - width, -1)
    timestamps[rows] = np.where((digits <= 9).all(axis=1), numbers, 0)
    if strings.null_count:
        timestamps[strings.is_null().to_numpy(zero_copy_only=False)] = 0


def _seconds(timestamp: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    day_stamp, time = np.divmod(timestamp, 10**6)
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


def _arrow(
    kind: KindName, seconds: NDArray[np.int64], millis: NDArray[np.int64], missing: NDArray[np.bool_]
) -> pa.Array:
    made = arrow_type(kind)
    if pa.types.is_date32(made):
        return pa.array((seconds // 86_400).astype(np.int32), mask=missing).view(made)
    return pa.array(seconds if made.unit == "s" else seconds * 1_000 + millis, mask=missing).view(made)

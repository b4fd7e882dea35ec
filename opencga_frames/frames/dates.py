"""Stamps of digits into Arrow timestamps, strictly: a day that does not exist is no date.

The server writes ``yyyyMMddHHmmss`` (some fields with milliseconds) in its own local time without a zone, so the
results have none either; ``yyyyMMdd`` is a birthday. Parsed as integers, so years before 1677 and after 2262 are fine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["parse_stamps"]

_PATTERNS = {"date14": "^[0-9]{14}$", "date17": "^[0-9]{14}([0-9]{3})?$", "date8": "^[0-9]{8}$"}
_DAYS = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


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
    digits = pc.if_else(pc.match_substring_regex(text, _PATTERNS[kind]), text, None)
    if kind == "date17":
        digits = pc.utf8_rpad(digits, 17, "0")
    if kind == "date8":
        digits = pc.utf8_rpad(digits, 14, "0")
    numbers = pc.cast(digits, pa.int64())
    valid = np.asarray(pc.is_valid(numbers).to_numpy(zero_copy_only=False), dtype=bool)
    plain = np.asarray(pc.fill_null(numbers, 0).to_numpy(zero_copy_only=False), dtype=np.int64)
    millis = plain % 1000 if kind == "date17" else None
    seconds, real = _seconds(plain // 1000 if kind == "date17" else plain)
    return _arrow(kind, seconds, millis, ~(valid & real))


def _seconds(stamp: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    year, month, day = stamp // 10**10, stamp // 10**8 % 100, stamp // 10**6 % 100
    hour, minute, second = stamp // 10**4 % 100, stamp // 100 % 100, stamp % 100
    month_ok = (month >= 1) & (month <= 12)
    month = np.where(month_ok, month, 1)
    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    longest = _DAYS[month - 1] + ((month == 2) & leap)
    real = month_ok & (day >= 1) & (day <= longest) & (hour < 24) & (minute < 60) & (second < 60)
    months = (year - 1970) * 12 + (month - 1)
    days = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + day - 1
    return days * 86_400 + hour * 3_600 + minute * 60 + second, real


def _arrow(kind: str, seconds: NDArray[np.int64], millis: Any, missing: NDArray[np.bool_]) -> Any:
    if kind == "date8":
        days = pa.array((seconds // 86_400).astype(np.int32), mask=missing)
        return days.cast(pa.date32())
    if kind == "date17":
        return pa.array(seconds * 1_000 + millis, mask=missing).cast(pa.timestamp("ms"))
    return pa.array(seconds, mask=missing).cast(pa.timestamp("s"))

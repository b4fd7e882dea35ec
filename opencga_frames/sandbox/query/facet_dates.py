"""Counts of dates by year, month or day."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["DATE_PARTS", "dated"]

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
#: Part of a date -> digits it takes, and name of its aggregation.
DATE_PARTS = {"year": (4, "year"), "month": (6, "year__month"), "day": (8, "year__month__day")}


def _label(digits: str) -> str:
    year, month, day = digits[:4], digits[4:6], digits[6:8]
    words = [day, _MONTHS[int(month) - 1] if month else "", year]
    return " ".join(word for word in words if word)


def dated(name: str, part: str, values: list[Any]) -> Document:
    """Return the facet of dates, in the order of time."""
    width, aggregation = DATE_PARTS[part]
    counts = Counter(str(value)[:width] for value in values if value)
    buckets = [{"value": _label(digits), "count": count} for digits, count in sorted(counts.items())]
    return {"name": name, "count": sum(counts.values()), "buckets": buckets, "aggregationName": aggregation}

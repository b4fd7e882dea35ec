"""Sums, means and their kin over the values of a facet."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["ACCUMULATORS", "accumulated"]

ACCUMULATORS: dict[str, Callable[[list[float]], float]] = {
    "sum": lambda values: float(sum(values)),
    "avg": statistics.fmean,
    "min": lambda values: float(min(values)),
    "max": lambda values: float(max(values)),
    "stdDevPop": statistics.pstdev,
    "stdDevSamp": lambda values: statistics.stdev(values) if len(values) > 1 else 0.0,
}


def accumulated(name: str, function: str, values: list[Any]) -> Document:
    """Return the facet of one accumulator; without a number its value is null."""
    numbers = [float(value) for value in values if isinstance(value, (int, float)) and not isinstance(value, bool)]
    value = ACCUMULATORS[function](numbers) if numbers else None
    return {"name": name, "count": len(values), "aggregationName": function, "aggregationValues": [value]}

"""The grammar of ``aggregationStats`` and its counting.

All items of one call share one unwound list of entries, as on the server: an entry that lacks one of the fields drops
out of every facet, and two list fields multiply each other.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.query.accumulate import ACCUMULATORS, accumulated
from opencga_frames.sandbox.query.facet_dates import DATE_PARTS, dated
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.sandbox.catalog.collection import Collection
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["Item", "facet_fields", "read_items"]

_FUNCTION = re.compile(r"(\w+)\(([^()]*)\)")
_RANGE = re.compile(r"([\w.]+)\[([-\d.]+)\.\.([-\d.]+)\]:([\d.]+)")
_PART = re.compile(r"([\w.]+)\[(\w+)\]", re.IGNORECASE)
_RANGE_TEXT = "Invalid format {} for range aggregation. Valid format is: field[start..end]:step, e.g: size[0..1000]:200"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the ``field`` parameter.

    Attributes
    ----------
    paths
        Fields it is about.
    function
        Accumulator, ``""`` for counts.
    over
        Field accumulated per value of the first one.
    span
        Start, end and step of a histogram.
    part
        year, month or day of a date.
    """

    paths: tuple[str, ...]
    function: str = ""
    over: str = ""
    span: tuple[float, float, float] | None = None
    part: str = ""

    @property
    def needs(self) -> tuple[str, ...]:
        """Every field an entry must have to be counted."""
        return (*self.paths, self.over) if self.over else self.paths


def _function(text: str) -> tuple[str, str] | None:
    match = _FUNCTION.fullmatch(text)
    if match is None:
        return None
    if match[1] not in ACCUMULATORS:
        known = ", ".join(["count", *ACCUMULATORS])
        message = f"Invalid accumulator function '{match[1]}'. Valid accumulator functions: {known}"
        raise Refusal(Java.ARGUMENT, message)
    return match[1], match[2]


def _item(text: str) -> Item:
    span = _RANGE.fullmatch(text)
    if span is not None and float(span[4]) > 0:
        return Item((span[1],), span=(float(span[2]), float(span[3]), float(span[4])))
    part = _PART.fullmatch(text)
    if part is not None and part[2].lower() in DATE_PARTS:
        return Item((part[1],), part=part[2].lower())
    if "[" in text:
        raise Refusal(Java.ARGUMENT, _RANGE_TEXT.format(text))
    whole = _function(text)
    if whole is not None:
        return Item((whole[1],), function=whole[0])
    head, colon, tail = text.partition(":")
    per_value = _function(tail) if colon else None
    if per_value is not None:
        return Item((head,), function=per_value[0], over=per_value[1])
    return Item(tuple(text.split(",")))


def read_items(text: str) -> list[Item]:
    """Read the ``field`` parameter; items whose name has a dot come last, as the server answers them."""
    items = [_item(part) for part in text.split(";") if part]
    return sorted(items, key=lambda item: "." in "__".join(item.paths))


def _label(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "__".join(_label(below) for below in value.values())
    return str(value)


def _buckets(labels: list[str]) -> list[Document]:
    counts = sorted(Counter(labels).items(), key=lambda pair: (-pair[1], pair[0]))
    return [{"value": value, "count": count} for value, count in counts]


def _histogram(item: Item, values: list[Any]) -> Document:
    start, end, step = item.span or (0.0, 0.0, 1.0)
    bounds = [start + step * n for n in range(int((end - start) / step) + 1)]
    counts = dict.fromkeys(bounds, 0)
    other = 0
    for value in values:
        if isinstance(value, (int, float)) and start <= value < end:
            counts[start + step * ((value - start) // step)] += 1
        else:
            other += 1
    buckets = [{"value": str(float(bound)), "count": count} for bound, count in counts.items()]
    if other:
        buckets.append({"value": "Other", "count": other})
    return {"name": item.paths[0], "count": len(values), "buckets": buckets, "start": start, "end": end, "step": step}


def _per_value(item: Item, rows: list[tuple[Any, ...]]) -> Document:
    groups: dict[str, list[Any]] = {}
    for label, value in rows:
        groups.setdefault(_label(label), []).append(value)
    buckets = [
        {"value": label, "count": len(values), "facetFields": [accumulated(item.over, item.function, values)]}
        for label, values in sorted(groups.items())
    ]
    return {"name": item.paths[0], "count": len(rows), "buckets": buckets, "aggregationName": "count"}


def _facet(item: Item, rows: list[tuple[Any, ...]]) -> Document:
    if item.over:
        return _per_value(item, rows)
    values = [row[0] for row in rows]
    if item.span:
        return _histogram(item, values)
    if item.part:
        return dated(item.paths[0], item.part, values)
    if item.function:
        if not rows:
            raise Refusal(Java.INDEX, "Index 0 out of bounds for length 0")
        return accumulated(item.paths[0], item.function, values)
    name = "__".join(item.paths)
    if any(isinstance(value, dict) for row in rows for value in row):
        name += "__"
    # Known bug of the server (``facet-pair``): values of dotted fields come last, whatever the order of the name.
    order = sorted(range(len(item.paths)), key=lambda place: "." in item.paths[place])
    labels = ["__".join(_label(row[place]) for place in order) for row in rows]
    return {"name": name, "count": len(rows), "buckets": _buckets(labels), "aggregationName": "count"}


def _unwound(collection: Collection, positions: Sequence[int], paths: list[str]) -> list[tuple[Any, ...]]:
    columns = [[] if path.startswith("annotationSets") else collection.column(path) for path in paths]
    if not all(columns):
        return []
    return [row for p in positions for row in itertools.product(*(column[p] for column in columns))]


def facet_fields(collection: Collection, positions: Sequence[int], text: str) -> list[Document]:
    """Count what a ``field`` parameter asks for.

    Parameters
    ----------
    collection, positions
        The entries counted.
    text
        Items joined by ``;``.
    """
    items = read_items(text)
    paths = list(dict.fromkeys(path for item in items for path in item.needs))
    rows = _unwound(collection, positions, paths)
    facets = []
    for item in items:
        places = [paths.index(path) for path in item.needs]
        facets.append(_facet(item, [tuple(row[place] for place in places) for row in rows]))
    return facets

"""Facets, nested to any depth: one row per bucket, and one per accumulated value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from opencga_frames.frames.special.rowwise import Reader, Row, read_whole, string_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FACETS"]

#: How queries nest one field in another, and paths one bucket.
_NESTED: Final = ">>"
_SHARED: Final = ("count", "aggregationName", "start", "end", "step")
_FACET: Final = ("name", *_SHARED, "buckets", "aggregationValues")
_BUCKET: Final = ("value", "count", "facetFields")


def _rows(reader: Reader, document: dict[str, object]) -> Iterator[Row]:
    for row in _facet(reader, document, (), ""):
        yield {**row, "name": document.get("name")}


def _facet(reader: Reader, facet: dict[str, object], above: tuple[str, ...], place: str) -> Iterator[Row]:
    """Rows of one facet within the buckets ``above``."""
    reader.unmapped(facet, _FACET, place)
    shared = {name: facet.get(name) for name in _SHARED}
    shared |= {"@field": facet.get("name"), "@level": len(above) + 1}
    values = facet.get("aggregationValues")
    if values is not None:
        yield {**shared, **_accumulated(facet, values, above)}
    buckets = f"{place}.buckets[]" if place else "buckets[]"
    for bucket in reader.objects(facet.get("buckets"), buckets):
        reader.unmapped(bucket, _BUCKET, buckets)
        path = (*above, string_of(bucket.get("value")))
        own = {"buckets[].value": bucket.get("value"), "buckets[].count": bucket.get("count")}
        yield {**shared, **own, "@path": _NESTED.join(path)}
        for nested in reader.objects(bucket.get("facetFields"), f"{buckets}.facetFields[]"):
            yield from _facet(reader, nested, path, f"{buckets}.facetFields[]")


def _accumulated(facet: dict[str, object], values: object, above: tuple[str, ...]) -> Row:
    """Own part of the row of a sum, an average and the like, named as queries name them."""
    numbers = values if isinstance(values, list) else [values]
    name = f"{string_of(facet.get('aggregationName'))}({string_of(facet.get('name'))})"
    return {
        "@path": _NESTED.join((*above, name)),
        "@aggregation_value": numbers[0] if numbers else None,
        "aggregationValues": values,
    }


FACETS: Final = read_whole(_rows)

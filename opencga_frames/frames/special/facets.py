"""Facets, nested to any depth: one row per bucket, and one per accumulated value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from opencga_frames.frames.special.rowwise import Reader, Row, read_whole, string_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FACETS"]

#: How queries nest one field in another, and paths one bucket; how servers join the fields that are counted together.
_NESTED: Final = ">>"
_JOINED: Final = "__"
#: Field and value of a bucket.
PathPart = tuple[object, str]
_SHARED: Final = ("count", "aggregationName", "start", "end", "step")
_FACET: Final = ("name", *_SHARED, "buckets", "aggregationValues")
_BUCKET: Final = ("value", "count", "facetFields")


def _rows(reader: Reader, document: dict[str, object]) -> Iterator[Row]:
    for row in _facet(reader, document, (), ""):
        yield {**row, "name": document.get("name")}


def _facet(reader: Reader, facet: dict[str, object], above: tuple[PathPart, ...], place: str) -> Iterator[Row]:
    """Rows of one facet within the buckets ``above``."""
    reader.unmapped(facet, _FACET, place)
    shared = {name: facet.get(name) for name in _SHARED}
    shared |= {"@field": facet.get("name"), "@level": len(above) + 1}
    values = facet.get("aggregationValues")
    if values is not None:
        yield {**shared, **_accumulated(facet, values, above), **_parts(above)}
    buckets = f"{place}.buckets[]" if place else "buckets[]"
    for bucket in reader.objects(facet.get("buckets"), buckets):
        reader.unmapped(bucket, _BUCKET, buckets)
        path = (*above, (facet.get("name"), string_of(bucket.get("value"))))
        own = {"buckets[].value": bucket.get("value"), "buckets[].count": bucket.get("count")}
        yield {**shared, **own, **_parts(path), "@path": _path(path)}
        for nested in reader.objects(bucket.get("facetFields"), f"{buckets}.facetFields[]"):
            yield from _facet(reader, nested, path, f"{buckets}.facetFields[]")


def _path(parts: tuple[PathPart, ...], *last: str) -> str:
    return _NESTED.join([*(value for _, value in parts), *last])


def _parts(path: tuple[PathPart, ...]) -> Row:
    """Give the values of a bucket one by one: from the outer one inwards, and of fields counted together in turn."""
    single = [part for bucket in path for part in _taken_apart(*bucket)]
    (field, value), (inner, second) = (*single, (None, None), (None, None))[:2]
    return {
        "@first_field": field,
        "@first_value": value,
        "@second_field": inner,
        "@second_value": second,
        "@all_values": [value for _, value in single] or None,
    }


def _taken_apart(field: object, value: str) -> list[PathPart]:
    """Take the value of fields that were counted together apart, in the order in which they were asked for.

    Servers write the values of fields with a dot behind those of the others, whatever the order of the fields. A value
    that has the joint in itself cannot be told from two, and stays whole.
    """
    fields, values = string_of(field).split(_JOINED), value.split(_JOINED)
    if not all(fields) or len(fields) != len(values):
        return [(field, value)]
    order = sorted(range(len(fields)), key=lambda place: "." in fields[place])
    found = dict(zip(order, values, strict=True))
    return [(name, found[place]) for place, name in enumerate(fields)]


def _accumulated(facet: dict[str, object], values: object, above: tuple[PathPart, ...]) -> Row:
    """Own part of the row of a sum, an average and the like, named as queries name them."""
    numbers = values if isinstance(values, list) else [values]
    name = f"{string_of(facet.get('aggregationName'))}({string_of(facet.get('name'))})"
    return {
        "@path": _path(above, name),
        "@aggregation_value": numbers[0] if numbers else None,
        "aggregationValues": values,
    }


FACETS: Final = read_whole(_rows)

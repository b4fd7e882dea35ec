"""The order of a search: by one field, or for kinds that can by several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.values import sort_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from opencga_frames.sandbox.catalog.collection import Collection
    from opencga_frames.sandbox.catalog.entities import Kind

__all__ = ["ordered"]

_ASCENDING = frozenset({"asc", "ascending", "1"})


def _fields(text: str, order: str) -> list[tuple[str, bool]]:
    """Return the fields of ``priority:ASC,id``, each with whether it descends."""
    parts = [part.partition(":") for part in text.split(",")]
    return [(field, (own or order).lower() not in _ASCENDING) for field, _, own in parts]


def _key(kind: Kind, column: Sequence[Sequence[Any]], field: str) -> Callable[[int], Any]:
    ranks = {value: rank for rank, value in enumerate(kind.ranks.get(field, ()))}
    if ranks:
        return lambda p: ranks.get(column[p][0], len(ranks)) if column[p] else len(ranks)
    return lambda p: sort_key(column[p])


def ordered(entries: Collection, positions: Sequence[int], query: Mapping[str, str]) -> Sequence[int]:
    """Return positions in the order a query wants; the natural one without ``sort``, or by an unknown field.

    Parameters
    ----------
    entries, positions
        What is sorted.
    query
        Parameters of the call.
    """
    text, order, kind = query.get("sort"), query.get("order", ""), entries.kind
    if not text:
        return positions
    if kind.many_sorts:
        for field, descending in reversed(_fields(text, order)):
            key = _key(kind, entries.column(field), field)
            positions = sorted(positions, key=key, reverse=descending)
        return positions
    return entries.ordered(text, positions, descending=order.lower() not in _ASCENDING)

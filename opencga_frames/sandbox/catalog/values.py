"""Values below a dotted path, with lists followed as the database does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["flat_values", "sort_key"]


def flat_values(document: Any, keys: Sequence[str]) -> list[Any]:
    """Return every value below a path; a list counts as its elements.

    Parameters
    ----------
    document
        Decoded JSON.
    keys
        The path, taken apart.
    """
    level = [document]
    for key in keys:
        below: list[Any] = []
        for value in level:
            found = value.get(key) if isinstance(value, dict) else None
            if isinstance(found, list):
                below.extend(found)
            elif found is not None:
                below.append(found)
        level = below
    return level


def sort_key(values: Sequence[Any]) -> tuple[int, Any]:
    """Return a key that puts missing values first, then numbers, strings and the rest, each in its own order."""
    if not values:
        return (0, 0)
    value = values[0]
    if isinstance(value, bool):
        return (4, value)
    if isinstance(value, (int, float)):
        return (1, value)
    if isinstance(value, str):
        return (2, value)
    return (3, str(value))

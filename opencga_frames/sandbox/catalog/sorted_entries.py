"""The entries of a collection in the order of a field, kept over writes."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["SortedEntries"]


class SortedEntries:
    """Positions sorted by a key; of entries with the same the earlier one comes first in both directions.

    Parameters
    ----------
    positions
        What is sorted.
    key
        Returns the key of a position, for one that moves the old one until it is taken out.
    """

    def __init__(self, positions: Iterable[int], key: Callable[[int], Any]) -> None:
        self._key = key
        self._up = sorted(positions, key=key)
        self._down: list[int] | None = None

    def positions(self, *, descending: bool) -> list[int]:
        """Return all positions in order."""
        if not descending:
            return self._up
        if self._down is None:
            self._down = sorted(sorted(self._up), key=self._key, reverse=True)
        return self._down

    def take(self, position: int) -> None:
        """Take a position out, before its key changes."""
        place = bisect_left(self._up, self._full(position), key=self._full)
        if self._up[place : place + 1] == [position]:
            del self._up[place]
        self._down = None

    def put(self, position: int) -> None:
        """Enter a position, after its key changed."""
        insort(self._up, position, key=self._full)

    def _full(self, position: int) -> tuple[Any, int]:
        return (self._key(position), position)

"""The entries of a collection in the order of a field, kept over writes."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

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
        self._rising = sorted(positions, key=key)
        self._falling = sorted(sorted(self._rising, reverse=True), key=key)
        self._places: dict[bool, NDArray[np.int64]] = {}

    def positions(self, *, descending: bool) -> list[int]:
        """Return all positions in order."""
        return self._falling[::-1] if descending else self._rising

    def chosen(self, wanted: Sequence[int], *, descending: bool) -> list[int]:
        """Return some positions in order; how many others there are makes no difference until the next write."""
        places = self._places.get(descending)
        if places is None:
            order = np.array(self.positions(descending=descending), np.int64)
            places = np.full(order.max(initial=-1) + 1, -1)
            places[order] = np.arange(len(order))
            self._places[descending] = places
        some = np.unique(np.fromiter(wanted, np.int64, len(wanted)))
        some = some[some < len(places)]
        some = some[places[some] >= 0]
        found: list[int] = some[np.argsort(places[some])].tolist()
        return found

    def take(self, position: int) -> None:
        """Take a position out, before its key changes."""
        self._places.clear()
        for places, full in self._both():
            place = bisect_left(places, full(position), key=full)
            if places[place : place + 1] == [position]:
                del places[place]

    def put(self, position: int) -> None:
        """Enter a position, after its key changed."""
        self._places.clear()
        for places, full in self._both():
            insort(places, position, key=full)

    def _both(self) -> tuple[tuple[list[int], Callable[[int], Any]], ...]:
        """Return both lists with what they are sorted by; the falling one is read from its end."""
        key = self._key
        return (self._rising, lambda p: (key(p), p)), (self._falling, lambda p: (key(p), -p))

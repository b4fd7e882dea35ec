"""Which entries of a collection have a value below a path, kept up to date by every write."""

from __future__ import annotations

from bisect import bisect_left, insort
from functools import reduce
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from opencga_frames.sandbox.catalog.lookups import found, hashable, merged, number_of
from opencga_frames.sandbox.catalog.values import flat_values

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from opencga_frames.sandbox.catalog.lookups import Positions, ValueLookup
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["EntryIndex", "IndexedPaths", "JoinedIndex", "OwnIndex"]


class EntryIndex(Protocol):
    """Positions by value."""

    def equal(self, value: Any) -> Positions:
        """Return where a value is."""
        ...

    def between(self, low: float, high: float) -> Positions | None:
        """Return where a number or date from ``low`` up to ``high`` is, None when there are values of other types."""
        ...


def _without(sorted_list: list[Any], item: Any) -> None:
    place = bisect_left(sorted_list, item)
    if sorted_list[place : place + 1] == [item]:
        del sorted_list[place]


class OwnIndex:
    """An index of values in the documents themselves: what was written lies over what the source has.

    Parameters
    ----------
    lookup
        Finds entries of the source.
    path
        Path of the values.
    written
        Documents that were written, by position.
    """

    def __init__(self, lookup: ValueLookup, path: str, written: Mapping[int, Document]) -> None:
        self._lookup = lookup
        self._keys = path.split(".")
        self._fresh = np.ones(lookup.size, bool)
        self._places: dict[Any, list[int]] = {}
        self._numbers: list[tuple[float, int]] = []
        self._others = 0
        for position, document in written.items():
            self.put(position, document)

    def put(self, position: int, document: Document) -> None:
        """Enter a document that was written."""
        if position < len(self._fresh):
            self._fresh[position] = False
        for value in hashable(flat_values(document, self._keys)):
            insort(self._places.setdefault(value, []), position)
            number = number_of(value)
            if number is None:
                self._others += 1
            else:
                insort(self._numbers, (number, position))

    def take(self, position: int, document: Document) -> None:
        """Take out a document that was written and is no more."""
        for value in hashable(flat_values(document, self._keys)):
            _without(self._places[value], position)
            number = number_of(value)
            if number is None:
                self._others -= 1
            else:
                _without(self._numbers, (number, position))

    def equal(self, value: Any) -> Positions:
        """Return where a value is."""
        return self._merged(self._lookup.equal(value), self._places.get(value, []))

    def last(self, value: Any) -> int | None:
        """Return where a value is last, None when it is nowhere."""
        if self._places.get(value):
            return int(self.equal(value)[-1])
        place = self._lookup.last(value)
        return place if place is None or self._fresh[place] else next(reversed(self.equal(value).tolist()), None)

    def between(self, low: float, high: float) -> Positions | None:
        """Return where a number or date is."""
        base = self._lookup.between(low, high)
        if base is None or self._others:
            return None
        own = self._numbers[bisect_left(self._numbers, (low,)) : bisect_left(self._numbers, (high,))]
        return self._merged(base, sorted(position for _, position in own))

    def _merged(self, base: Positions, own: list[int]) -> Positions:
        base = base[self._fresh[base]]
        return merged(base, np.array(own, np.int64)) if own else base


class JoinedIndex:
    """An index of values in the entries that a field holds.

    Parameters
    ----------
    held
        EntryIndex of the values among the entries that are held.
    ids
        Returns the ids of those at some positions.
    holders
        EntryIndex of the ids in the field.
    """

    def __init__(self, held: EntryIndex, ids: Callable[[Positions], list[str]], holders: EntryIndex) -> None:
        self._held = held
        self._ids = ids
        self._holders = holders

    def _holding(self, places: Positions) -> Positions:
        return found(p for key in self._ids(places) for p in self._holders.equal(key).tolist())

    def equal(self, value: Any) -> Positions:
        """Return where a value is."""
        return self._holding(self._held.equal(value))

    def between(self, low: float, high: float) -> Positions | None:
        """Return where a number or date is."""
        places = self._held.between(low, high)
        return None if places is None else self._holding(places)


class IndexedPaths:
    """The indexes of the paths one filter is about, taken together.

    Parameters
    ----------
    indexes
        One or more.
    everything
        Returns the positions of all entries.
    """

    def __init__(self, indexes: Sequence[EntryIndex], everything: Callable[[], Positions]) -> None:
        self._indexes = indexes
        self._everything = everything

    def equal(self, values: Sequence[Any]) -> Positions:
        """Return where any of some values is."""
        parts = [index.equal(value) for index in self._indexes for value in values]
        return parts[0] if len(parts) == 1 else reduce(merged, parts, found(()))

    def between(self, low: float, high: float) -> Positions | None:
        """Return where a number or date from ``low`` up to ``high`` is, None when an index cannot tell."""
        parts = [index.between(low, high) for index in self._indexes]
        known = [part for part in parts if part is not None]
        return reduce(merged, known) if len(known) == len(parts) else None

    def others(self, positions: Positions) -> Positions:
        """Return all positions but some."""
        return np.setdiff1d(self._everything(), positions, assume_unique=True)

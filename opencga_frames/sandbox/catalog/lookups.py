"""Ways to the entries of a source that have some value, most of them without a look at any other entry."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = [
    "Coded",
    "Derived",
    "Numbered",
    "Positions",
    "ValueLookup",
    "distinct",
    "found",
    "hashable",
    "merged",
    "number_of",
]

#: Positions of entries, ascending.
Positions = np.ndarray[tuple[int], np.dtype[np.int64]]
_DATE_DIGITS = 14


def found(positions: Iterable[int]) -> Positions:
    """Return positions in their order, each once."""
    return np.array(sorted(set(positions)), np.int64)


def distinct(positions: Positions) -> Positions:
    """Return positions in their order, each once; ``numpy.unique`` loads masked arrays first."""
    ordered = np.sort(positions)
    new = np.ones(len(ordered), bool)
    new[1:] = ordered[1:] != ordered[:-1]
    return ordered[new]


def merged(first: Positions, second: Positions) -> Positions:
    """Return the positions that are in one of two lists."""
    return distinct(np.concatenate((first, second)))


def number_of(value: Any) -> float | None:
    """Return the number a value is ordered by: its own, or a date's digits; None for other values."""
    if isinstance(value, str):
        return int(value) if len(value) == _DATE_DIGITS and value.isdecimal() and value.isascii() else None
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def hashable(values: Iterable[Any]) -> set[Any]:
    """Return the values that can be looked up: all but objects and lists."""
    return {value for value in values if not isinstance(value, (dict, list))}


class ValueLookup:
    """Values found by looking at every entry once, when somebody first asks.

    Parameters
    ----------
    size
        How many entries there are.
    values
        Returns the values of the entry at a position.
    """

    def __init__(self, size: int, values: Callable[[int], Sequence[Any]]) -> None:
        self.size = size
        self.values = values

    def column(self) -> list[Sequence[Any]]:
        """Return the values of all entries."""
        return [self.values(position) for position in range(self.size)]

    def equal(self, value: Any) -> Positions:
        """Return where a value is."""
        return found(self._inverted.get(value, ()))

    def last(self, value: Any) -> int | None:
        """Return where a value is last, None when it is nowhere."""
        places = self.equal(value)
        return int(places[-1]) if len(places) else None

    def between(self, low: float, high: float) -> Positions | None:
        """Return where a number or date from ``low`` up to ``high`` is, None when there are values of other types."""
        if self._numbers is None:
            return None
        numbers, places = self._numbers
        first, end = np.searchsorted(numbers, (low, high))
        return distinct(places[first:end])

    @cached_property
    def _inverted(self) -> dict[Any, list[int]]:
        inverted: dict[Any, list[int]] = {}
        for position, values in enumerate(self.column()):
            for value in hashable(values):
                inverted.setdefault(value, []).append(position)
        return inverted

    @cached_property
    def _numbers(self) -> tuple[np.ndarray[Any, Any], Positions] | None:
        pairs = [(number_of(value), p) for value, places in self._inverted.items() for p in places]
        if any(number is None for number, _ in pairs):
            return None
        numbers = np.array([number for number, _ in pairs], np.float64)
        order = np.argsort(numbers, kind="stable")
        return numbers[order], np.array([p for _, p in pairs], np.int64)[order]


class Derived(ValueLookup):
    """Values that say themselves where they are, as an id that holds its number does.

    Parameters
    ----------
    size, values
        As for any lookup.
    places
        Returns positions that may have a value; each is looked at.
    sure
        Whether they have it, so that nobody need look.
    """

    def __init__(
        self,
        size: int,
        values: Callable[[int], Sequence[Any]],
        places: Callable[[str], Iterable[int]],
        *,
        sure: bool = False,
    ) -> None:
        super().__init__(size, values)
        self._places = places
        self._sure = sure

    def equal(self, value: Any) -> Positions:
        """Return where a value is."""
        if not isinstance(value, str):
            return found(())
        return found(self._checked(value))

    def last(self, value: Any) -> int | None:
        """Return where a value is last."""
        return max(self._checked(value), default=None) if isinstance(value, str) else None

    def _checked(self, value: str) -> Iterable[int]:
        places = self._places(value)
        return places if self._sure else [p for p in places if 0 <= p < self.size and value in self.values(p)]


class Coded(ValueLookup):
    """One of a few values for every entry.

    Parameters
    ----------
    size
        How many entries there are.
    choices
        The values; None for entries without one.
    codes
        Returns the number of each entry's value; without it all have the first.
    """

    def __init__(self, size: int, choices: Sequence[Any], codes: Callable[[], Positions] | None = None) -> None:
        super().__init__(size, lambda position: self._rows[self._codes[position]])
        self._choices = choices
        self._make = codes
        self._rows = [() if choice is None else (choice,) for choice in choices]

    @cached_property
    def _codes(self) -> Positions:
        return np.zeros(self.size, np.int64) if self._make is None else self._make()

    def column(self) -> list[Sequence[Any]]:
        """Return the values of all entries."""
        return [self._rows[code] for code in self._codes.tolist()]

    @cached_property
    def _by_value(self) -> dict[Any, Positions]:
        same: dict[Any, list[int]] = {}
        for code, choice in enumerate(self._choices):
            same.setdefault(choice, []).append(code)
        return {choice: np.flatnonzero(np.isin(self._codes, codes)) for choice, codes in same.items()}

    def equal(self, value: Any) -> Positions:
        """Return where a value is."""
        return self._by_value.get(value, found(()))


class Numbered(ValueLookup):
    """A number for every entry, or a date of 14 digits that is kept as a number.

    Parameters
    ----------
    size
        How many entries there are.
    numbers
        Returns the number of every entry.
    value
        Makes the value of an entry from its number.
    """

    def __init__(self, size: int, numbers: Callable[[], Positions], value: Callable[[int], Any] = str) -> None:
        super().__init__(size, lambda position: (value(int(self._digits[position])),))
        self._make = numbers
        self._value = value

    @cached_property
    def _digits(self) -> Positions:
        return self._make()

    def column(self) -> list[Sequence[Any]]:
        """Return the values of all entries."""
        value = self._value
        return [(value(digits),) for digits in self._digits.tolist()]

    def equal(self, value: Any) -> Positions:
        """Return where a value is."""
        number = number_of(value)
        return found(()) if number is None else np.flatnonzero(self._digits == number)

    @cached_property
    def _numbers(self) -> tuple[np.ndarray[Any, Any], Positions]:
        order = np.argsort(self._digits, kind="stable")
        return self._digits[order], order

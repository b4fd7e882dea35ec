"""Numbers that look random and are always the same for the same seed, position and purpose."""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.sandbox.catalog.lookups import Positions

__all__ = ["DrawnNumbers", "RandomNumbers"]

_T = TypeVar("_T")
_MASK = 2**64 - 1
_STEP, _PURPOSE, _FIRST, _SECOND = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


#: Numbers there are between two bounds.
_STEPS = 1_000


@lru_cache(maxsize=256)
def _steps(low: float, high: float) -> tuple[float, ...]:
    return tuple(round(low + (high - low) * step / _STEPS, 1) for step in range(_STEPS))


class RandomNumbers:
    """Numbers for one kind of entry, always the same for the same position and purpose.

    Parameters
    ----------
    seed
        Seed of the sandbox.
    kind
        Name of what is invented.
    """

    def __init__(self, seed: int, kind: str) -> None:
        self._base = (seed * 0x9E3779B97F4A7C15 + zlib.crc32(kind.encode())) & _MASK

    def bits(self, position: int, purpose: int) -> int:
        """Return a number of 64 bits."""
        mixed = (self._base + position * _STEP + purpose * _PURPOSE) & _MASK
        mixed = ((mixed ^ (mixed >> 30)) * _FIRST) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * _SECOND) & _MASK
        return mixed ^ (mixed >> 31)

    def all_bits(self, positions: Positions, purpose: int) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
        """Return the number of 64 bits of each of several positions."""
        mixed = positions.astype(np.uint64) * np.uint64(_STEP)
        mixed += np.uint64((self._base + purpose * _PURPOSE) & _MASK)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(_FIRST)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(_SECOND)
        return mixed ^ (mixed >> np.uint64(31))

    def position(self, bits: int, purpose: int) -> int:
        """Return the position of a number of 64 bits: no two positions have the same."""
        mixed = bits ^ (bits >> 31) ^ (bits >> 62)
        mixed = mixed * pow(_SECOND, -1, _MASK + 1) & _MASK
        mixed = mixed ^ (mixed >> 27) ^ (mixed >> 54)
        mixed = mixed * pow(_FIRST, -1, _MASK + 1) & _MASK
        mixed = mixed ^ (mixed >> 30) ^ (mixed >> 60)
        return (mixed - self._base - purpose * _PURPOSE) * pow(_STEP, -1, _MASK + 1) & _MASK

    def integer(self, position: int, purpose: int, sides: int) -> int:
        """Return a number from 0 up to ``sides`` - 1."""
        return self.bits(position, purpose) % sides

    def integers(self, positions: Positions, purpose: int, sides: int) -> Positions:
        """Return the number of each of several positions, from 0 up to ``sides`` - 1."""
        return (self.all_bits(positions, purpose) % np.uint64(sides)).astype(np.int64)

    def drawn(self, positions: Sequence[int]) -> DrawnNumbers:
        """Return the same numbers, drawn for several positions at once."""
        return DrawnNumbers(self, positions)

    def pick(self, position: int, purpose: int, choices: Sequence[_T]) -> _T:
        """Return one of several choices."""
        return choices[self.integer(position, purpose, len(choices))]

    def real(self, position: int, purpose: int, low: float, high: float) -> float:
        """Return a number with one decimal between two bounds."""
        return _steps(low, high)[self.integer(position, purpose, _STEPS)]


class DrawnNumbers(RandomNumbers):
    """The numbers of some positions, all those of a purpose drawn together when the first is asked for.

    Parameters
    ----------
    numbers
        The numbers.
    positions
        Positions that will be asked for; others may be, one by one.
    """

    def __init__(self, numbers: RandomNumbers, positions: Sequence[int]) -> None:
        self._base = numbers._base  # noqa: SLF001 - its own class
        self._positions = np.array(positions, np.int64)
        self._places = {position: place for place, position in enumerate(positions)}
        self._rows: dict[tuple[int, int], list[int]] = {}

    def bits(self, position: int, purpose: int) -> int:
        """Return a number of 64 bits."""
        return self.integer(position, purpose, _MASK + 1)

    def integer(self, position: int, purpose: int, sides: int) -> int:
        """Return a number from 0 up to ``sides`` - 1."""
        place = self._places.get(position)
        if place is None:
            return super().bits(position, purpose) % sides
        row = self._rows.get((purpose, sides))
        if row is None:
            row = self._rows[purpose, sides] = self._row(purpose, sides)
        return row[place]

    def _row(self, purpose: int, sides: int) -> list[int]:
        bits = self.all_bits(self._positions, purpose)
        row: list[int] = (bits if sides > _MASK else bits % np.uint64(sides)).tolist()
        return row

"""Numbers that look random and are always the same for the same seed, position and purpose."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["RandomNumbers"]

_T = TypeVar("_T")
_MASK = 2**64 - 1


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

    def integer(self, position: int, purpose: int, sides: int) -> int:
        """Return a number from 0 up to ``sides`` - 1."""
        mixed = (self._base + position * 0xBF58476D1CE4E5B9 + purpose * 0x94D049BB133111EB) & _MASK
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return (mixed ^ (mixed >> 31)) % sides

    def pick(self, position: int, purpose: int, choices: Sequence[_T]) -> _T:
        """Return one of several choices."""
        return choices[self.integer(position, purpose, len(choices))]

    def real(self, position: int, purpose: int, low: float, high: float) -> float:
        """Return a number with one decimal between two bounds."""
        return round(low + (high - low) * self.integer(position, purpose, 1_000) / 1_000, 1)

"""Rows of a table by their keys, all at once: a hash table that numpy fills and reads in a few rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    KeyWords = Sequence[NDArray[np.uint64]]

__all__ = ["Lookup"]

_FACTORS: Final = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))
_SHIFT: Final = np.uint64(32)
#: Slots for each row; with fewer, rows get into each other's way and more rounds are needed.
_ROOM: Final = 4
#: More rounds than ordinary keys ever need; slower ways are better then.
_ROUNDS: Final = 64


class Lookup:
    """Finds rows by keys of which each row has another one.

    Attributes
    ----------
    unique : bool
        False when a key was seen twice or the rows could not be placed; nothing can be found then.
    """

    def __init__(self, words: KeyWords) -> None:
        self._words = words
        bits = max(len(words[0]) * _ROOM - 1, 1).bit_length()
        self._last = (1 << bits) - 1
        self._slots = np.full(1 << bits, -1, dtype=np.int32)
        self.unique = self._fill()

    def find(self, words: KeyWords) -> NDArray[np.int32]:
        """Row of each key, -1 for none."""
        found = np.full(len(words[0]), -1, dtype=np.int32)
        at = self._homes(words)
        waiting = np.arange(len(at), dtype=np.int32)
        while len(waiting):
            held = self._slots[at]
            seen = held >= 0
            if not seen.all():
                waiting, at, held = waiting[seen], at[seen], held[seen]
            same = self._same(words, waiting, held)
            found[waiting[same]] = held[same]
            waiting, at = waiting[~same], (at[~same] + 1) & self._last
        return found

    def _fill(self) -> bool:
        at = self._homes(self._words)
        waiting = np.arange(len(at), dtype=np.int32)
        for _ in range(_ROUNDS):
            free = self._slots[at] < 0
            self._slots[at[free]] = waiting[free]
            held = self._slots[at]
            lost = held != waiting
            waiting, at = waiting[lost], at[lost]
            if not len(waiting):
                return True
            if self._same(self._words, waiting, held[lost]).any():
                return False
            at = (at + 1) & self._last
        return False

    def _homes(self, words: KeyWords) -> NDArray[np.int64]:
        """Slot at which the search for each key begins."""
        mixed = np.zeros(len(words[0]), dtype=np.uint64)
        for word in words:
            mixed ^= word
            mixed *= _FACTORS[0]
            mixed ^= mixed >> _SHIFT
        mixed *= _FACTORS[1]
        mixed >>= _SHIFT
        return mixed.astype(np.int64) & self._last

    def _same(self, words: KeyWords, rows: NDArray[np.int32], held: NDArray[np.int32]) -> NDArray[np.bool_]:
        same: NDArray[np.bool_] = words[0][rows] == self._words[0][held]
        for mine, other in zip(words[1:], self._words[1:], strict=True):
            same &= mine[rows] == other[held]
        return same

"""Rows that were encoded before, so that a page asked for again need not be made again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["EncodedRows"]

#: Bytes kept for one kind of entry of one study.
_KEPT_BYTES = 64_000_000


class EncodedRows:
    """Encoded rows by depth and position; the oldest go when there are too many bytes."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[int, bytes]] = {}
        self._size = 0

    def at(self, depth: str) -> Mapping[int, bytes]:
        """Return the rows of a depth, by position."""
        return self._rows.setdefault(depth, {})

    def keep(self, depth: str, rows: Mapping[int, bytes]) -> None:
        """Keep rows that are not there yet."""
        known = self._rows.setdefault(depth, {})
        known.update(rows)
        self._size += sum(map(len, rows.values()))
        while self._size > _KEPT_BYTES and known:
            self._size -= len(known.pop(next(iter(known))))

    def discard(self, position: int) -> None:
        """Forget the rows of one entry."""
        for rows in self._rows.values():
            self._size -= len(rows.pop(position, b""))

    def clear(self) -> None:
        """Forget all rows."""
        self._rows.clear()
        self._size = 0

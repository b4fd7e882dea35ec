"""Rows that were encoded before, so that a page asked for again need not be made again."""

from __future__ import annotations

__all__ = ["EncodedRows"]

#: Bytes kept for one kind of entry of one study.
_KEPT_BYTES = 64_000_000


class EncodedRows:
    """Encoded rows by depth and position; the oldest go when there are too many bytes."""

    def __init__(self) -> None:
        self._depths: set[str] = set()
        self._rows: dict[tuple[str, int], bytes] = {}
        self._size = 0

    def get(self, key: tuple[str, int]) -> bytes | None:
        """Return a row, or None."""
        return self._rows.get(key)

    def put(self, key: tuple[str, int], row: bytes) -> None:
        """Keep a row that is not there yet."""
        self._depths.add(key[0])
        self._rows[key] = row
        self._size += len(row)
        while self._size > _KEPT_BYTES:
            oldest = next(iter(self._rows))
            self._size -= len(self._rows.pop(oldest))

    def discard(self, position: int) -> None:
        """Forget the rows of one entry."""
        for depth in self._depths:
            self._size -= len(self._rows.pop((depth, position), b""))

    def clear(self) -> None:
        """Forget all rows."""
        self._rows.clear()
        self._size = 0

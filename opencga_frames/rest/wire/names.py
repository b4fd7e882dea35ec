"""What rows are called, read from the bytes of a JSON array."""

from __future__ import annotations

from typing import Any

import msgspec

__all__ = ["RowName", "names_of_objects"]


class RowName(msgspec.Struct, frozen=True, gc=False):
    """What a row is called, as far as it says so."""

    uuid: Any = None
    id: Any = None
    version: Any = None

    def key(self, *, by_id: bool, versions: bool) -> object:
        """Return what two different rows do not share, or None where nothing is sure to be so.

        Parameters
        ----------
        by_id
            True when ``id`` alone identifies rows; otherwise only ``uuid`` is trusted.
        versions
            True when one entry may come in several versions.
        """
        name = self.uuid or (self.id if by_id else None)
        if not isinstance(name, str) or not name:
            return None
        if not versions:
            return name
        # A version that was not included in the answer is written as 0.
        return (name, self.version) if isinstance(self.version, int) and self.version > 0 else None


_NAMES = msgspec.json.Decoder(list[RowName])


def names_of_objects(rows: bytes) -> list[RowName] | None:
    """Name the rows of a JSON array; None where they are not all objects.

    Raises
    ------
    msgspec.DecodeError
        If the bytes are not JSON.
    """
    try:
        return _NAMES.decode(rows)
    except msgspec.ValidationError:
        return None

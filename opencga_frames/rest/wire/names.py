"""What rows are called, read from the bytes of a JSON array."""

from __future__ import annotations

import msgspec

from opencga_frames.ground.row_name import RowName

__all__ = ["names_of_objects"]

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

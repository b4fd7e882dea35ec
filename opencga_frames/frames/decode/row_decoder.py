"""Rows decoded where they arrive, so that what reads their names need not read them once more."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, cast

import msgspec

from opencga_frames.frames.decode.decoder import collector_paused, quickest_shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.frames.decode.field_tree import Slot
    from opencga_frames.frames.decode.memory import DecoderMemory
    from opencga_frames.ground.row_name import KeyedRow

__all__ = ["RowDecoder"]


class RowDecoder:
    """Decodes rows as the decoders of a client have learnt to do last.

    It does so in the thread that made it alone. Pages that other threads fetch wait for the reader: decoded, they would
    take more memory than their bytes, and the garbage collector would look at them again and again.

    Parameters
    ----------
    root
        Places to read.
    memory
        What the decoders of the client have learnt.
    """

    def __init__(self, root: Slot, memory: DecoderMemory) -> None:
        self._root = root
        self._memory = memory
        self._thread = threading.get_ident()

    def __call__(self, rows: bytes) -> Sequence[KeyedRow] | None:
        """Decode the rows of a JSON array; None in other threads, and where they are not as a decoder expects them."""
        if threading.get_ident() != self._thread:
            return None
        shape = quickest_shape(self._root, self._memory.recall(self._root))
        if shape is None or not shape.names_rows:
            return None
        try:
            with collector_paused():
                documents = shape.decoder.decode(rows)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None
        if shape.types != "exact" and None in documents:
            return None
        return cast("Sequence[KeyedRow]", documents)

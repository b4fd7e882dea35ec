"""What a special table is: rows that paths cannot say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from opencga_frames.frames.decode.levels import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from opencga_frames.frames.decode.field_tree import Slot
    from opencga_frames.frames.decode.levels import Source
    from opencga_frames.frames.request_context import RequestContext
    from opencga_frames.frames.schema.model import Column, Table

__all__ = ["Special", "below"]


@dataclass(frozen=True)
class Special:
    """How a special table reads documents and makes rows.

    Attributes
    ----------
    read
        Marks the places it needs; gives back the columns that are read in the ordinary way.
    rows
        Makes the level of the rows and the arrays that are ready, by column path.
    """

    read: Callable[[Slot, Table, Sequence[Column]], Sequence[Column]]
    rows: Callable[[Source, Table, Sequence[Column], RequestContext], tuple[Level, dict[str, Any]]]


def below(source: Source, above: Level, parent_rows: Sequence[int] | NDArray[np.int64]) -> Level:
    """Level of rows that code made, each with the row above that it came from; their values are ready arrays."""
    rows = np.asarray(parent_rows, dtype=np.int64)
    level = Level(source.reading, (*above.path, "@"), (None,) * len(rows), parent=above)
    level.parent_rows = rows
    return level

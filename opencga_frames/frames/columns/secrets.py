"""Columns that hold secrets: only that there is one is shown."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from opencga_frames.ground.secret import STARS

__all__ = ["starred"]


def starred(strings: pa.StringArray) -> pa.StringArray:
    """Put stars in place of every string that is not empty.

    Examples
    --------
    >>> starred(pa.array(["key-1", None, ""])).to_pylist()
    ['***', None, '']
    """
    return pc.if_else(pc.greater(pc.binary_length(strings), 0), pa.scalar(STARS), strings)

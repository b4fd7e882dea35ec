"""Rows of a column of strings by number, faster than pandas takes them where the strings allow it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa

from opencga_frames.joins.keys.words import one_value

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["string_rows"]

#: For fewer rows pandas is as good.
_WORTH: Final = 10_000


#: Rows sampled to see whether a column has few distinct strings, and how many are few.
_LOOK: Final = 2_000


_FEW: Final = 200


#: More bytes than a word of this size do not get faster together.
_LONGEST: Final = 64


_NARROW: Final = 2**31 - 1


def string_rows(column: pd.Series, rows: NDArray[np.int64]) -> Any:
    """Take rows of a column of strings.

    Parameters
    ----------
    column
        Any column.
    rows
        Row numbers, none of them -1.

    Returns
    -------
    pandas.api.extensions.ExtensionArray or None
        The strings with the dtype of the column; None where pandas is as good.
    """
    array = _arrow(column)
    if array is None or len(array) < _WORTH or len(rows) < _WORTH:
        return None
    if one_value(array):
        return _made(column, pa.repeat(array[0], len(rows)))
    made = _even(array, rows)
    if made is None and _few(array):
        codes = array.dictionary_encode()
        made = codes.dictionary.take(codes.indices.take(pa.array(rows)))
    return None if made is None else _made(column, made)


def _arrow(column: pd.Series) -> Any:
    """Arrow strings in one piece, with 64-bit offsets; None for anything else."""
    dtype = column.dtype
    if not isinstance(dtype, pd.ArrowDtype) and not (isinstance(dtype, pd.StringDtype) and dtype.storage == "pyarrow"):
        return None
    array = pa.array(column.array)
    if isinstance(array, pa.ChunkedArray):
        array = array.chunk(0) if array.num_chunks == 1 else array.combine_chunks()
    if pa.types.is_string(array.type):
        return array.cast(pa.large_string())
    return array if pa.types.is_large_string(array.type) else None


def _made(column: pd.Series, array: Any) -> Any:
    dtype: Any = column.dtype
    narrow = isinstance(dtype, pd.ArrowDtype) and pa.types.is_string(dtype.pyarrow_dtype)
    # More bytes than 32-bit offsets reach need several chunks, which pandas makes.
    return None if narrow and array.nbytes > _NARROW else dtype.__from_arrow__(array)


def _even(array: Any, rows: NDArray[np.int64]) -> Any:
    """Take strings of one length as fixed-size binary; None where their lengths differ."""
    _, offsets, data = array.buffers()
    starts = np.frombuffer(offsets, dtype=np.int64, count=len(array) + 1, offset=array.offset * 8)
    size = int(starts[1] - starts[0])
    if array.null_count or not 0 < size <= _LONGEST or (np.diff(starts) != size).any():
        return None
    cells = pa.FixedSizeBinaryArray.from_buffers(pa.binary(size), len(array), [None, data.slice(int(starts[0]))])
    bytes_taken = cells.take(pa.array(rows)).buffers()[1]
    positions = pa.py_buffer(np.arange(len(rows) + 1, dtype=np.int64) * size)
    return pa.LargeStringArray.from_buffers(len(rows), positions, bytes_taken)


def _few(array: Any) -> bool:
    looked = array.take(pa.array(np.linspace(0, len(array) - 1, _LOOK).astype(np.int64)))
    return len(looked.unique()) <= _FEW

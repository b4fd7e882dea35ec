"""Values out of a list below a row: all of them as a list, or the first that is chosen by another member."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["first_of_rows", "lists_of_rows"]


def lists_of_rows(values: pa.Array, rows: NDArray[np.int64], count: int, *, distinct: bool = False) -> pa.ListArray:
    """Gather the values of each row.

    Parameters
    ----------
    values
        Arrow array of the values; nulls are left out.
    rows
        Row of each value, ascending.
    count
        Number of rows.
    distinct
        Keep each value once in a row, where it comes first.

    Returns
    -------
    pyarrow.ListArray
        One list per row, null where there is nothing.

    Examples
    --------
    >>> lists_of_rows(pa.array(["a", "b", "a", None]), np.array([0, 0, 0, 2]), 3, distinct=True).to_pylist()
    [['a', 'b'], None, None]
    """
    if values.null_count:
        values, rows = _only(values, rows, np.flatnonzero(values.is_valid().to_numpy(zero_copy_only=False)))
    if distinct:
        values, rows = _only(values, rows, _first_of_each(values, rows))
    lengths = np.bincount(rows, minlength=count)
    offsets = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
    # A null in the offsets makes the row null.
    nothing = np.append(lengths == 0, [False])
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32(), mask=nothing), values)


def _only(values: pa.Array, rows: NDArray[np.int64], kept: NDArray[np.int64]) -> tuple[pa.Array, NDArray[np.int64]]:
    return values.take(pa.array(kept)), rows[kept]


def first_of_rows(values: pa.Array, rows: NDArray[np.int64], count: int, chosen: pa.Array) -> pa.Array:
    """Take the first chosen value of each row, null where there is none.

    Parameters
    ----------
    values, rows, count
        As for :func:`lists_of_rows`.
    chosen
        Arrow mask of the values to look at.

    Examples
    --------
    >>> first_of_rows(pa.array([1, 2, 3]), np.array([0, 0, 1]), 2, pa.array([False, True, False])).to_pylist()
    [2, None]
    """
    kept = np.flatnonzero(pc.fill_null(chosen, fill_value=False).to_numpy(zero_copy_only=False))
    first = kept[np.flatnonzero(np.diff(rows[kept], prepend=-1))]
    places = np.full(count, -1)
    places[rows[first]] = first
    return values.take(pa.array(places, mask=places < 0))


def _first_of_each(values: pa.Array, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    encoded = values if pa.types.is_dictionary(values.type) else values.dictionary_encode()
    codes = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    _, first = np.unique(rows * (len(encoded.dictionary) or 1) + codes, return_index=True)
    return np.sort(first)

"""Keys of several columns as one whole number each, which pandas merges about as fast as it can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from opencga_frames.errors import JoinError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["codes_of", "encoded", "key_arrays", "repeated"]

_EXAMPLES: Final = 3

#: Above this, the numbers of two columns are not multiplied but numbered afresh.
_LARGEST: Final = 2**62


def key_arrays(frame: pd.DataFrame, columns: Sequence[str], table: str, version: str | None = None) -> list[Any]:
    """Key columns as Arrow arrays: text for ids, whole numbers for the version.

    Raises
    ------
    JoinError
        When a column holds neither.
    """
    return [
        _array(frame[c], f"Column {c} of {table}", pa.int64() if c == version else pa.large_string()) for c in columns
    ]


def _array(column: pd.Series, what: str, wanted: Any) -> Any:
    try:
        array = pa.chunked_array([pa.array(column, from_pandas=True)]) if column.dtype == object else _chunked(column)
    except pa.ArrowException as error:
        msg = f"{what} is no key: its values are not all text ({error})."
        raise JoinError(msg) from error
    kind = array.type.value_type if pa.types.is_dictionary(array.type) else array.type
    if pa.types.is_null(kind) or _alike(kind, wanted):
        keep = pa.types.is_dictionary(array.type) and pa.types.is_large_string(wanted)
        alike = array.cast(pa.dictionary(pa.int32(), wanted) if keep else wanted).unify_dictionaries()
        return alike.chunk(0) if alike.num_chunks == 1 else alike.combine_chunks()
    msg = (
        f"{what} holds {column.dtype} where {wanted} is expected. Ids are text ('001' is not 1): keep the dtypes "
        "of the frames as they were fetched, e.g. with to_parquet and read_parquet in place of CSV."
    )
    raise JoinError(msg)


def _chunked(column: pd.Series) -> Any:
    array = pa.array(column, from_pandas=True)
    return array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array])


def _alike(kind: Any, wanted: Any) -> bool:
    if pa.types.is_large_string(wanted):
        return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind))


def codes_of(*sides: Sequence[Any]) -> list[NDArray[np.int64]]:
    """Give the keys of one or two sides numbers, alike.

    Parameters
    ----------
    *sides
        Arrow arrays of the key's columns, for each side the same columns.

    Returns
    -------
    list of numpy.ndarray
        For each side one number per row, equal where the keys are; -1 where a part of the key is missing.
    """
    lengths = [len(side[0]) for side in sides]
    whole: NDArray[np.int64] | None = None
    size = 1
    for parts in zip(*sides, strict=True):
        codes, many = encoded(parts)
        if whole is None:
            whole, size = codes, many
            continue
        if size * many >= _LARGEST:
            values, whole = np.unique(whole, return_inverse=True)
            size = len(values)
        missing = (whole < 0) | (codes < 0)
        whole = np.where(missing, -1, whole * many + codes)
        size *= many
    joined = np.empty(0, dtype=np.int64) if whole is None else whole
    return list(np.split(joined, np.cumsum(lengths)[:-1]))


def encoded(parts: Sequence[Any]) -> tuple[NDArray[np.int64], int]:
    """Give the values of one column numbers; of categories only the few distinct texts are looked at."""
    values = [part.dictionary if pa.types.is_dictionary(part.type) else part for part in parts]
    distinct = pa.concat_arrays(values).dictionary_encode()
    codes = []
    start = 0
    for part, value in zip(parts, values, strict=True):
        numbers = distinct.indices.slice(start, len(value))
        codes.append(numbers.take(part.indices) if part is not value else numbers)
        start += len(value)
    whole = pc.fill_null(pa.concat_arrays(codes).cast(pa.int64()), -1)
    return whole.to_numpy(zero_copy_only=False), max(len(distinct.dictionary), 1)


def repeated(arrays: Sequence[Any]) -> list[str]:
    """Name some keys that several rows have; empty when there are none."""
    codes = pd.Series(codes_of(arrays)[0])
    twice = codes[(codes >= 0) & codes.duplicated(keep=False)]
    first = twice[~twice.duplicated()].index[:_EXAMPLES]
    counts = twice.value_counts()
    return [f"{' '.join(str(a[int(i)]) for a in arrays)} ({counts[codes[i]]} rows)" for i in first]

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

__all__ = ["codes_of", "encoded", "key_array", "repeated"]

_EXAMPLES: Final = 3

#: Above this, the numbers of two columns are not multiplied but numbered afresh.
_LARGEST: Final = 2**62


def key_array(column: pd.Series, kind: str, what: str) -> Any:
    """Return a key column as an Arrow array: strings for ids, whole numbers for numbers and points in time.

    Parameters
    ----------
    column
        The column.
    kind
        Kind of the column, by the description of its table.
    what
        Name of the column, for errors.

    Raises
    ------
    JoinError
        When it holds values of another kind.
    """
    try:
        array = pa.chunked_array([pa.array(column, from_pandas=True)]) if column.dtype == object else _chunked(column)
    except pa.ArrowException as error:
        msg = f"{what} is no key: its values are not all of one type ({error})."
        raise JoinError(msg) from error
    if _is_date(kind):
        return _whole(_times(array, what), pa.int64())
    return _ids(column, array, what) if not kind.startswith("int") else _numbers(column, array, what)


def _is_date(kind: str) -> bool:
    return kind.startswith("date") or kind == "epoch_ms"


def _times(array: Any, what: str) -> Any:
    """Milliseconds since 1970, whatever the unit and whether the time zone is written."""
    if not (pa.types.is_temporal(array.type) or pa.types.is_null(array.type)):
        msg = f"{what} holds {array.type} where a date is expected. Keep the dtypes of the frames as they were fetched."
        raise JoinError(msg)
    return array.cast(pa.timestamp("ms"), safe=False)


def _numbers(column: pd.Series, array: Any, what: str) -> Any:
    try:
        if any(test(array.type) for test in (pa.types.is_integer, pa.types.is_floating, pa.types.is_null)):
            return _whole(array, pa.int64())
    except pa.ArrowException:
        pass  # not all of them whole
    msg = f"{what} holds {column.dtype} where whole numbers are expected. Keep the dtypes of the frames as fetched."
    raise JoinError(msg)


def _ids(column: pd.Series, array: Any, what: str) -> Any:
    coded = pa.types.is_dictionary(array.type)
    kind = array.type.value_type if coded else array.type
    if pa.types.is_null(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return _whole(array, pa.dictionary(pa.int32(), pa.large_string()) if coded else pa.large_string())
    msg = (
        f"{what} holds {column.dtype} where strings are expected. Ids are strings ('001' is not 1): keep the dtypes "
        "of the frames as they were fetched, e.g. with to_parquet and read_parquet in place of CSV."
    )
    raise JoinError(msg)


def _whole(array: Any, wanted: Any) -> Any:
    alike = array.cast(wanted).unify_dictionaries()
    return alike.chunk(0) if alike.num_chunks == 1 else alike.combine_chunks()


def _chunked(column: pd.Series) -> Any:
    array = pa.array(column, from_pandas=True)
    return array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array])


def codes_of(*sides: Sequence[Any]) -> list[NDArray[np.int64]]:
    """Return the keys of one or two sides numbers, alike.

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
    """Return the values of one column numbers; of categories only the few distinct strings are looked at."""
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

"""Dtypes of the columns that a join makes, after those of the base."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["counts", "lists"]


def _plain(frame: pd.DataFrame) -> bool:
    """Tell a frame with numpy's dtypes: text without pandas' own NA, numbers without extension arrays."""
    return not any(_nullable(dtype) for dtype in frame.dtypes)


def _nullable(dtype: Any) -> bool:
    if isinstance(dtype, pd.StringDtype):
        return dtype.na_value is pd.NA
    return isinstance(dtype, (pd.ArrowDtype, pd.Int32Dtype, pd.Int64Dtype, pd.Float64Dtype, pd.BooleanDtype))


def _arrow_only(frame: pd.DataFrame) -> bool:
    """Tell a frame whose text is in Arrow dtypes."""
    kinds: Iterable[Any] = (d.pyarrow_dtype for d in frame.dtypes if isinstance(d, pd.ArrowDtype))
    return any(pa.types.is_string(kind) or pa.types.is_large_string(kind) for kind in kinds)


def lists(array: Any, like: pd.DataFrame) -> Any:
    """Make a column of lists as the frame's other ones: Arrow lists, or arrays in object cells."""
    if _arrow_only(like):
        return pd.Series(array, dtype=pd.ArrowDtype(pa.list_(pa.string())))
    return array.to_pandas()


def counts(array: Any, like: pd.DataFrame) -> Any:
    """Make a column of counts, never missing."""
    if _arrow_only(like):
        return pd.Series(array, dtype=pd.ArrowDtype(pa.int32()))
    numbers = pd.Series(array.to_numpy(zero_copy_only=False))
    return numbers if _plain(like) else numbers.astype("Int32")

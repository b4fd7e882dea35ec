"""Lists of ids and counts, for tables that may have several rows for each row of the result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from opencga_frames.frames.to_pandas import to_pandas
from opencga_frames.joins.keys.codes import codes_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from opencga_frames.frames.to_pandas import Backend
    from opencga_frames.joins.inputs import Given

__all__ = ["agreed", "collapsed", "column_of", "counts_of", "ids_name"]


def ids_name(given: Given) -> str | None:
    """Name the list of a table's ids: ``cohort_ids``; None where its rows have no id of their own."""
    if given.main:
        return f"{given.entity.name}_ids"
    described = given.table.by_name[given.id_column]
    named = given.id_column.endswith("_id") and described.kind in {"string", "category"}
    return f"{given.id_column}s" if named and given.id_column not in given.owner_key else None


def collapsed(given: Given, pairs: pd.DataFrame, anchors: NDArray[np.int64], length: int) -> tuple[Any, Any]:
    """Ids and counts of the rows that belong to each row of the result.

    Parameters
    ----------
    given
        The joined table.
    pairs
        Row numbers of the anchor (``left``, sorted) and of the joined table (``right``).
    anchors
        Row number of the anchor for each row of the result, -1 for none.
    length
        Rows of the anchor.

    Returns
    -------
    tuple
        Arrow lists of ids, each id once, and Arrow counts of rows; an empty list and 0 where nothing belongs.
    """
    counts = np.bincount(pairs["left"], minlength=length)
    ids = given.ids().take(pa.array(pairs["right"].to_numpy()))
    lefts = pairs["left"].to_numpy()
    # A record in several versions has its id once, and so have parts that several records share.
    if given.several or not given.main:
        first = ~pd.DataFrame(
            {"left": lefts, "code": ids.dictionary_encode().indices.fill_null(-1).to_numpy()}
        ).duplicated()
        ids, lefts = ids.filter(pa.array(first.to_numpy())), lefts[first.to_numpy()]
    # One more entry at the end, empty, which rows without an anchor point to.
    sizes = np.append(np.bincount(lefts, minlength=length), 0)
    offsets = pa.array(np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32))
    rows = pa.array(np.where(anchors < 0, length, anchors))
    lists = pa.ListArray.from_arrays(offsets, ids).take(rows)
    return lists, pa.array(np.append(counts, 0).astype(np.int32)).take(rows)


def agreed(column: pd.Series, lists: Any, like: pd.DataFrame) -> tuple[Any, int]:
    """Make a list of ids that the base has agree with the ids that were found.

    Parameters
    ----------
    column
        The list in the base, for each row of the result.
    lists
        Arrow lists of the ids found.
    like
        The base, for the form of the column.

    Returns
    -------
    tuple
        The column, and how many rows of it were changed: rows with the same ids stay as they are, whatever their order.
    """
    own = _one_piece(pa.array(column.array, pa.list_(pa.string()), from_pandas=True))
    odd = _differing(own, lists)
    if not len(odd):
        return column, 0
    places = np.arange(len(own))
    places[odd] += len(own)
    return column_of(pa.concat_arrays([own, lists]).take(pa.array(places)), like), len(odd)


def _one_piece(array: Any) -> Any:
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _differing(own: Any, lists: Any) -> NDArray[np.int64]:
    """Rows whose lists do not hold the same ids, in whatever order."""
    sides = [own, lists]
    codes = codes_of(*([pc.list_flatten(side)] for side in sides))
    # One number for each pair of row and id; a missing id counts as one more id.
    size = max(int(c.max(initial=0)) for c in codes) + 2
    first, second = (pc.list_parent_indices(s).to_numpy() * size + c + 1 for s, c in zip(sides, codes, strict=True))
    found = pd.Index(first).unique(), pd.Index(second).unique()
    odd = [one[~one.isin(other)] // size for one, other in (found, found[::-1])]
    return np.unique(np.concatenate([rows.to_numpy(dtype=np.int64) for rows in odd]))


def _plain(frame: pd.DataFrame) -> bool:
    """Return whether a frame has numpy's dtypes: no strings with pandas' own NA, no extension arrays of numbers."""
    return not any(_nullable(dtype) for dtype in frame.dtypes)


def _nullable(dtype: Any) -> bool:
    if isinstance(dtype, pd.StringDtype):
        return dtype.na_value is pd.NA
    return isinstance(dtype, (pd.ArrowDtype, pd.Int32Dtype, pd.Int64Dtype, pd.Float64Dtype, pd.BooleanDtype))


def _arrow_only(frame: pd.DataFrame) -> bool:
    """Return whether the strings of a frame have Arrow dtypes."""
    kinds: Iterable[Any] = (d.pyarrow_dtype for d in frame.dtypes if isinstance(d, pd.ArrowDtype))
    return any(pa.types.is_string(kind) or pa.types.is_large_string(kind) for kind in kinds)


def column_of(array: Any, like: pd.DataFrame) -> Any:
    """Make a column of lists as the frame's other ones: Arrow lists, or tuples in object cells."""
    backend: Backend = "pyarrow" if _arrow_only(like) else "numpy_nullable"
    return to_pandas(pa.table({"ids": array}), dtype_backend=backend)["ids"]


def counts_of(array: Any, like: pd.DataFrame) -> Any:
    """Make a column of counts, never missing."""
    if _arrow_only(like):
        return pd.Series(array, dtype=pd.ArrowDtype(pa.int32()))
    numbers = pd.Series(array.to_numpy(zero_copy_only=False))
    return numbers if _plain(like) else numbers.astype("Int32")

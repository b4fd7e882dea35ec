"""Columns that a joined table adds: its own under new names, or a list of ids and a count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from opencga_frames.errors import JoinError
from opencga_frames.joins.keys.codes import codes_of
from opencga_frames.joins.keys.words import one_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from opencga_frames.joins.inputs import Given

__all__ = ["collapsed", "counts", "differing", "lists", "named_columns", "taken", "text_rows"]


def named_columns(given: Given, present: Iterable[str], *, prefix: bool) -> dict[str, str]:
    """Name the columns that a table adds to a result.

    Key columns keep their names and are left out where the result has them.

    Raises
    ------
    JoinError
        When a new name is taken.
    """
    taken_names = set(present)
    start = f"{given.stem}_"
    names: dict[str, str] = {}
    for column in given.frame.columns:
        key = column in given.table.key
        if key and column in taken_names:
            continue
        free = not prefix and column not in taken_names
        name = column if key or free or column.startswith(start) else f"{start}{column}"
        # Tables read out of a record have its version under the name that its own version gets here.
        names[column] = f"{name}_joined" if column == given.version_column and name in taken_names else name
    clash = sorted(taken_names & set(names.values()))
    if clash:
        msg = (
            f"The base has columns already that {given.name} would add: {', '.join(clash[:5])}. Drop or rename them "
            "first; a table can be joined to a frame once."
        )
        raise JoinError(msg)
    return names


def taken(frame: pd.DataFrame, rows: NDArray[np.int64]) -> pd.DataFrame:
    """Rows of a frame by number, -1 giving a row of missing values; dtypes stay."""
    if len(rows) == len(frame) and (rows == np.arange(len(frame))).all():
        return frame
    if not (rows >= 0).all():
        return frame.reindex(rows).reset_index(drop=True)
    texts = {name: text_rows(frame[name], rows) for name in frame.columns}
    rest = frame[[name for name, text in texts.items() if text is None]].take(rows).reset_index(drop=True)
    made = pd.DataFrame({n: rest[n] if text is None else text for n, text in texts.items()}, rest.index, copy=False)
    made.columns = frame.columns
    return made


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
    if given.several:
        first = ~pd.DataFrame({"left": lefts, "code": ids.dictionary_encode().indices.to_numpy()}).duplicated()
        ids, lefts = ids.filter(pa.array(first.to_numpy())), lefts[first.to_numpy()]
    # One more entry at the end, empty, which rows without an anchor point to.
    sizes = np.append(np.bincount(lefts, minlength=length), 0)
    offsets = pa.array(np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32))
    rows = pa.array(np.where(anchors < 0, length, anchors))
    lists = pa.ListArray.from_arrays(offsets, ids).take(rows)
    return lists, pa.array(np.append(counts, 0).astype(np.int32)).take(rows)


def differing(column: pd.Series, lists: Any) -> int:
    """Rows whose list of ids does not hold the same ids as the one found, in whatever order."""
    sides = [pa.array(column.array, pa.list_(pa.string()), from_pandas=True), lists]
    codes = codes_of(*([pc.list_flatten(side)] for side in sides))
    # One number for each pair of row and id; a missing id counts as one more id.
    size = max(int(c.max(initial=0)) for c in codes) + 2
    first, second = (pc.list_parent_indices(s).to_numpy() * size + c + 1 for s, c in zip(sides, codes, strict=True))
    found = pd.Index(first).unique(), pd.Index(second).unique()
    odd = [one[~one.isin(other)] // size for one, other in (found, found[::-1])]
    return int(odd[0].append(odd[1]).nunique())


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


#: For fewer rows no way is worth a look at the texts.
_WORTH: Final = 10_000


#: Rows looked at, to tell whether a column has few distinct texts, and how many are few.
_LOOK: Final = 2_000


_FEW: Final = 200


#: More bytes than a word of this size do not get faster together.
_LONGEST: Final = 64


_NARROW: Final = 2**31 - 1


def text_rows(column: pd.Series, rows: NDArray[np.int64]) -> Any:
    """Take rows of a column of text.

    Parameters
    ----------
    column
        Any column.
    rows
        Row numbers, none of them -1.

    Returns
    -------
    pandas.api.extensions.ExtensionArray or None
        The texts with the dtype of the column; None where pandas does as well.
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
    """Text of Arrow in one piece, with 64-bit positions; None for anything else."""
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
    # More text than 32-bit positions reach needs several pieces, which pandas makes.
    return None if narrow and array.nbytes > _NARROW else dtype.__from_arrow__(array)


def _even(array: Any, rows: NDArray[np.int64]) -> Any:
    """Texts that are all of one length are taken as numbers of that many bytes are; None where they are not."""
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

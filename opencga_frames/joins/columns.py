"""Columns that a joined table adds: its own under new names, or a list of ids and a count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from opencga_frames.errors import JoinError
from opencga_frames.joins.keys import codes_of
from opencga_frames.joins.text import text_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from opencga_frames.joins.given import Given

__all__ = ["collapsed", "differing", "named_columns", "taken"]


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

"""Columns that a joined table adds under names of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from opencga_frames.errors import JoinError
from opencga_frames.joins.string_rows import string_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from numpy.typing import NDArray

    from opencga_frames.joins.inputs import Given

__all__ = ["named_columns", "taken"]


def named_columns(given: Given, present: Iterable[str], own: Collection[str], *, prefix: bool) -> dict[str, str]:
    """Name the columns that a table adds to a result.

    Key columns keep their names and are left out where the result has them.

    Parameters
    ----------
    given
        The joined table.
    present
        Names that the result has so far.
    own
        Names that the base's own table has by its description: a joined column of such a name ends in ``_joined``.
    prefix
        Put the entity's name before all columns, not only where a name is taken.

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
        twice = name in taken_names and (name in own or column == given.version_column)
        names[column] = f"{name}_joined" if twice else name
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
    strings = {name: string_rows(frame[name], rows) for name in frame.columns}
    rest = frame[[name for name, text in strings.items() if text is None]].take(rows).reset_index(drop=True)
    made = pd.DataFrame({n: rest[n] if text is None else text for n, text in strings.items()}, rest.index, copy=False)
    made.columns = frame.columns
    return made

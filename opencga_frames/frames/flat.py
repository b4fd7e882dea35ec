r"""Frames for what knows no lists: CSV, Excel, SQL.

A list is written as its items with a separator between them, by default ``|``. So that no two lists are written alike,
four things inside an item have a backslash: the separator and a backslash itself (``\|``, ``\\``), a missing item
(``\N``) and an empty one (``\E``). An empty list is the empty string, a missing list is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from opencga_frames.errors import UsageError
from opencga_frames.frames.schema.coerce import json_string

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = ["flat"]

_MISSING: Final = r"\N"
_EMPTY: Final = r"\E"


def flat(frame: pd.DataFrame, separator: str = "|") -> pd.DataFrame:
    r"""Write lists and structures of a frame as strings, for CSV, Excel and SQL.

    Parameters
    ----------
    frame
        Any frame; it is not changed.
    separator
        Stands between the items of a list: one character, or a few, without a backslash.

    Returns
    -------
    pandas.DataFrame
        The same columns and rows. Lists are strings of their items: a separator or backslash inside an item has a
        backslash before it, a missing item is ``\N``, an empty one ``\E``, an empty list the empty string; a missing
        list stays missing. Objects and lists of lists are JSON. Times with a zone are times of that zone without it,
        since Excel takes no zones. Everything else is as it was.

    Raises
    ------
    UsageError
        For a separator that is empty or holds a backslash, and for what is no frame.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"id": ["S1", "S2"], "files": [("a.bam", "b|c.vcf"), ()]})
    >>> flat(frame)["files"].tolist()
    ['a.bam|b\\|c.vcf', '']
    """
    if not separator or "\\" in separator:
        msg = f"separator must be one or more characters without a backslash, got {separator!r}. The default is '|'."
        raise UsageError(msg)
    if not hasattr(frame, "iloc") or not hasattr(frame, "columns"):
        msg = f"flat got {type(frame).__name__}, expected a pandas frame; convert it first."
        raise UsageError(msg)
    made = frame.copy(deep=False)
    for i in range(frame.shape[1]):
        column = _flat(frame.iloc[:, i], separator)
        if column is not None:
            made.isetitem(i, column.array)
    return made


def _flat(column: pd.Series, separator: str) -> pd.Series | None:
    """Column without lists, structures and zones; None where it has none."""
    import pandas as pd

    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return _without_zone(column)
    if isinstance(column.dtype, pd.ArrowDtype):
        return _flat_arrow(column, column.dtype.pyarrow_dtype, separator)
    if column.dtype != object:
        return None
    cells = column.tolist()
    if not any(_is_nested(cell) for cell in cells):
        return None
    return pd.Series([_written(cell, separator) for cell in cells], column.index, "string")


def _without_zone(column: pd.Series) -> pd.Series:
    naive: pd.Series = column.dt.tz_localize(None)
    return naive


def _flat_arrow(column: pd.Series, kind: pa.DataType, separator: str) -> pd.Series | None:
    import pandas as pd
    import pyarrow as pa

    if pa.types.is_timestamp(kind) and kind.tz is not None:
        return _without_zone(column)
    if not pa.types.is_nested(kind):
        return None
    cells = pa.array(column.array).to_pylist()
    return pd.Series([_written(cell, separator) for cell in cells], column.index, pd.ArrowDtype(pa.string()))


def _is_nested(cell: object) -> bool:
    return isinstance(cell, (tuple, list, dict, set, frozenset)) or hasattr(cell, "__array__")


def _written(cell: object, separator: str) -> object:
    if hasattr(cell, "tolist") and not isinstance(cell, (str, bytes)):
        cell = cell.tolist()  # an array, or a single value of NumPy
    if isinstance(cell, (tuple, list)) and not any(_is_nested(item) for item in cell):
        return separator.join(_item(item, separator) for item in cell)
    if isinstance(cell, (set, frozenset)):
        return separator.join(sorted(_item(item, separator) for item in cell))
    return json_string(cell) if _is_nested(cell) else cell


def _item(item: object, separator: str) -> str:
    import pandas as pd

    if item is None or item is pd.NA or item is pd.NaT:
        return _MISSING
    if item == "":
        return _EMPTY
    text = item if isinstance(item, str) else _plain(item)
    return text.replace("\\", "\\\\").replace(separator, f"\\{separator}")


def _plain(item: object) -> str:
    return json_string(item) if isinstance(item, bool | int | float) else str(item)

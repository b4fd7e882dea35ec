"""Frames as Excel workbooks for people: formatted, lists as strings, and a sheet that says what the columns mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from opencga_frames.errors import UsageError
from opencga_frames.frames.dictionary import dictionary
from opencga_frames.frames.flat import flat
from opencga_frames.parquet.storage import location_of, whole_file

if TYPE_CHECKING:
    import os

    import pandas as pd

__all__ = ["require_openpyxl", "to_excel"]

#: What a sheet of Excel holds, its row of names included.
_MOST_ROWS: Final = 1_048_576
_MOST_COLUMNS: Final = 16_384
#: What a cell holds.
_LONGEST_CELL: Final = 32_767
_WIDEST: Final = 60
_LOOKED_AT: Final = 1_000
_MEANING: Final = ("column", "type", "unit", "meaning", "json_path")


def to_excel(frame: pd.DataFrame, path: str | os.PathLike[str], *, table: str | None = None) -> None:
    """Write a frame as an Excel workbook.

    Parameters
    ----------
    frame
        Any frame.
    path
        File to write, ``.xlsx``; an older one is replaced when the new one is whole.
    table
        Name of the table whose dictionary makes the sheet of meanings; that of the frame
        (``frame.attrs["opencga_table"]``) unless given.

    Raises
    ------
    UsageError
        When openpyxl is not installed, or the frame has more rows, columns or characters in a cell than a sheet holds.
    StorageError
        When the file cannot be written.

    Notes
    -----
    The first sheet, ``data``, has one row of names that stays in place while one scrolls, filters on each column,
    lists as strings (see :func:`opencga_frames.flat`) and dates as dates. Strings are never taken for formulas. The
    second, ``columns``, says what each column is, where that is known.

    Examples
    --------
    >>> import pandas as pd, tempfile
    >>> path = tempfile.mkdtemp() + "/samples.xlsx"
    >>> to_excel(pd.DataFrame({"sample_id": ["S1"], "somatic": [True]}), path, table="samples")
    >>> pd.read_excel(path).to_numpy().tolist()
    [['S1', True]]
    >>> pd.read_excel(path, sheet_name="columns")["column"].tolist()
    ['sample_id', 'somatic']
    """
    if not hasattr(frame, "iloc"):
        msg = f"to_excel got {type(frame).__name__}, expected a pandas frame first, and then the path."
        raise UsageError(msg)
    require_openpyxl()
    import openpyxl

    data = flat(frame)
    _check_size(data)
    book = openpyxl.Workbook()
    _fill(book.active, "data", data)
    meanings = _meanings(frame, table)
    if meanings is not None:
        _fill(book.create_sheet(), "columns", meanings)
    with whole_file(location_of(path)) as stream:
        book.save(stream)


def require_openpyxl() -> None:
    """Raise an error where openpyxl is not installed.

    Raises
    ------
    UsageError
        Says what to install.
    """
    from importlib.util import find_spec

    if find_spec("openpyxl") is None:
        msg = "Excel files need openpyxl, which is not installed: pip install 'opencga-frames[excel]'."
        raise UsageError(msg)


def _check_size(data: pd.DataFrame) -> None:
    rows, columns = data.shape
    if rows >= _MOST_ROWS or columns > _MOST_COLUMNS:
        msg = (
            f"A sheet of Excel holds {_MOST_ROWS - 1:,} rows and {_MOST_COLUMNS:,} columns; the frame has {rows:,} and "
            f"{columns:,}. Write Parquet, or a part of it."
        )
        raise UsageError(msg)
    for place, name in enumerate(data.columns if rows else ()):
        column = data.iloc[:, place]
        if column.dtype == object or str(column.dtype).startswith("str"):
            longest = column.astype("string").str.len().fillna(0).max()
            if longest > _LONGEST_CELL:
                msg = (
                    f"A cell of {name!r} has {longest:,} characters; one of Excel holds {_LONGEST_CELL:,}. "
                    "Leave the column out."
                )
                raise UsageError(msg)


def _fill(sheet: Any, title: str, data: pd.DataFrame) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet.title = title
    sheet.append([str(name) for name in data.columns])
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDE6F0")
    for row in zip(*(_cells(data.iloc[:, place]) for place in range(data.shape[1])), strict=True):
        sheet.append(row)
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            if cell.data_type == "f":  # a string that begins with = is no formula
                cell.data_type = "s"
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for place, name in enumerate(data.columns):
        sheet.column_dimensions[get_column_letter(place + 1)].width = _width(str(name), data.iloc[:, place])


def _cells(column: pd.Series) -> list[Any]:
    import pandas as pd

    return [None if missing else _cell(value) for value, missing in zip(column, pd.isna(column), strict=True)]


def _cell(value: Any) -> Any:
    """Return a value that openpyxl can write; characters unfit for XML are written as Excel does, ``_x0001_``."""
    from openpyxl.utils.escape import escape

    if isinstance(value, str):
        return escape(value)
    if hasattr(value, "to_pydatetime"):
        return value.to_pydatetime()
    return value.item() if hasattr(value, "item") else value


def _width(name: str, column: pd.Series) -> int:
    longest = max((len(str(value)) for value in column.head(_LOOKED_AT)), default=0)
    return min(_WIDEST, max(len(name) + 4, longest + 2))


def _meanings(frame: pd.DataFrame, table: str | None) -> pd.DataFrame | None:
    name = table or frame.attrs.get("opencga_table")
    if not name:
        return None
    known = dictionary(str(name))
    return known.loc[known["column"].isin(list(frame.columns)), list(_MEANING)]

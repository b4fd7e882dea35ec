"""Arrow tables into pandas frames with the dtypes asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from opencga_frames.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Backend", "Names", "to_pandas"]

Backend = Literal["numpy_nullable", "pyarrow"] | None
Names = Literal["snake", "dotted"]

_BACKENDS: Final = ("numpy_nullable", "pyarrow", None)


def to_pandas(table: Any, *, names: Names = "snake", dtype_backend: Backend = "numpy_nullable") -> pd.DataFrame:
    """Convert an Arrow table.

    Parameters
    ----------
    table
        Arrow table with the field metadata of this package.
    names
        ``"snake"`` (``internal_status_id``) or ``"dotted"`` (``internal.status.id``, as ``include=`` takes them).
    dtype_backend
        ``"numpy_nullable"``: string, Int32/Int64, Float64, boolean, category, datetime64 without zone; lists of texts
        are arrays in object cells, since pandas cannot read back Parquet files it wrote of Arrow lists. ``"pyarrow"``:
        Arrow dtypes throughout. ``None``: numpy dtypes, where one missing number makes a column float or object.

    Returns
    -------
    pandas.DataFrame
        With a plain RangeIndex; the same dtypes for no, one and many rows.

    Raises
    ------
    UsageError
        For another value of ``names`` or ``dtype_backend``.
    """
    if dtype_backend not in _BACKENDS:
        msg = f"dtype_backend must be 'numpy_nullable', 'pyarrow' or None, got {dtype_backend!r}."
        raise UsageError(msg)
    if names not in get_args(Names):
        msg = f"names must be 'snake' or 'dotted', got {names!r}."
        raise UsageError(msg)
    if names == "dotted":
        table = table.rename_columns(_dotted_names(table.schema))
    frame: pd.DataFrame = _datelike(table).to_pandas(types_mapper=_mapper(dtype_backend), ignore_metadata=True)
    return _text_categories(frame)


def _text_categories(frame: pd.DataFrame) -> pd.DataFrame:
    """Categories are text also where there are none; pandas would make them objects."""
    import pandas as pd

    for name, dtype in frame.dtypes.items():
        if isinstance(dtype, pd.CategoricalDtype) and dtype.categories.empty:
            frame[name] = frame[name].cat.set_categories(pd.Index([], dtype="str"))
    return frame


def _dotted_names(schema: Any) -> list[str]:
    """Dotted names, and the names as they are of columns that show one path in different ways."""
    dotted = [_dotted(field) for field in schema]
    return [path if dotted.count(path) == 1 else field.name for path, field in zip(dotted, schema, strict=True)]


def _dotted(field: Any) -> str:
    path: str = (field.metadata or {}).get(b"json_path", b"@").decode()
    name: str = field.name
    return name if path.startswith("@") else path.replace("[]", "").replace("{}", "")


def _datelike(table: Any) -> Any:
    """Birthdays as timestamps: pandas has no dtype for days."""
    import pyarrow as pa

    for i, field in enumerate(table.schema):
        if field.type == pa.date32():
            table = table.set_column(i, field.name, table.column(i).cast(pa.timestamp("s")))
    return table


def _mapper(backend: Backend) -> Any:
    import pandas as pd
    import pyarrow as pa

    if backend is None:
        return None
    if backend == "pyarrow":
        return pd.ArrowDtype
    plain: dict[Any, Any] = {
        pa.string(): pd.StringDtype("pyarrow"),
        pa.bool_(): pd.BooleanDtype(),
        pa.int32(): pd.Int32Dtype(),
        pa.int64(): pd.Int64Dtype(),
        pa.float64(): pd.Float64Dtype(),
    }
    return plain.get

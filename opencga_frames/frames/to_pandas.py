"""Arrow tables into pandas frames with the dtypes asked for."""

from __future__ import annotations

import threading
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, cast, get_args

from opencga_frames.errors import UsageError
from opencga_frames.frames.schema.fields import allowed_values, is_open_set
from opencga_frames.frames.schema.kinds import KINDS
from opencga_frames.ground.upward import upward

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    import pandas as pd
    import pyarrow as pa
    from numpy.typing import NDArray
    from pandas.api.extensions import ExtensionDtype

__all__ = ["Backend", "Names", "to_pandas"]

_REGISTERING: Final = threading.Lock()

Backend = Literal["numpy_nullable", "pyarrow"] | None
Names = Literal["snake", "dotted"]

_BACKENDS: Final = ("numpy_nullable", "pyarrow", None)


def to_pandas(table: pa.Table, *, names: Names = "snake", dtype_backend: Backend = "numpy_nullable") -> pd.DataFrame:
    """Convert an Arrow table.

    Parameters
    ----------
    table
        Arrow table with the field metadata of this package.
    names
        ``"snake"`` (``internal_status_id``) or ``"dotted"`` (``internal.status.id``, as ``include=`` takes them).
    dtype_backend
        ``"numpy_nullable"``: string, Int32/Int64, Float64, boolean, datetime64 without zone; lists are tuples, which
        compare, hash and print as what they hold; closed sets are categories, always all allowed values in the order
        of the description, open ones strings. ``"pyarrow"``: Arrow dtypes throughout, lists and dictionaries included.
        ``None``: numpy dtypes, where one missing number makes a column float or object, with tuples and categories as
        above.

    Returns
    -------
    pandas.DataFrame
        With a plain RangeIndex; the same dtypes for no, one and many rows.

    Raises
    ------
    UsageError
        For another value of ``names`` or ``dtype_backend``.

    Notes
    -----
    A value that a closed set does not have, as a newer server may send, is kept: it follows the allowed ones in the
    categories, and ``unexpected()`` of the response lists it.
    """
    _register_accessor()
    if dtype_backend not in _BACKENDS:
        msg = f"dtype_backend must be 'numpy_nullable', 'pyarrow' or None, got {dtype_backend!r}."
        raise UsageError(msg)
    if names not in get_args(Names):
        msg = f"names must be 'snake' or 'dotted', got {names!r}."
        raise UsageError(msg)
    if names == "dotted":
        table = table.rename_columns(_dotted_names(table.schema))
    table = _datelike(table)
    if dtype_backend == "pyarrow":
        return _frame(table, dtype_backend)
    plain, lists = _without_lists(_whole_sets(_open_sets_as_strings(table)))
    frame = _frame(plain, dtype_backend)
    for i, cells in lists.items():
        frame.isetitem(i, cells)
    return _string_categories(frame)


def _register_accessor() -> None:
    """Give frames the attribute ``opencga``, once.

    pandas keeps accessors by name for the whole process, and wants one before the first frame is looked at. The class
    stands above this room, since it joins, writes and fetches.
    """
    import pandas as pd

    if hasattr(pd.DataFrame, "opencga"):
        return
    accessor = upward("accessor", "OpencgaAccessor")
    with _REGISTERING:  # pandas warns of a second registration, which threads would make
        if not hasattr(pd.DataFrame, "opencga"):
            pd.api.extensions.register_dataframe_accessor("opencga")(accessor)


def _frame(table: pa.Table, backend: Backend) -> pd.DataFrame:
    # Arrow reads what pandas left in a file even where it is to ignore it.
    table = table.replace_schema_metadata()
    frame: pd.DataFrame = table.to_pandas(types_mapper=_mapper(backend), ignore_metadata=True)
    return frame


def _open_sets_as_strings(table: pa.Table) -> pa.Table:
    """Strings instead of the words that happen to occur: categories would differ from page to page."""
    import pyarrow as pa

    for i, field in enumerate(table.schema):
        if is_open_set(field) and pa.types.is_dictionary(field.type):
            table = table.set_column(i, field.with_type(pa.string()), table.column(i).cast(pa.string()))
    return table


def _without_lists(table: pa.Table) -> tuple[pa.Table, dict[int, NDArray[np.object_]]]:
    """Columns of lists, by position, as tuples; nulls are in their place in the table."""
    import pyarrow as pa

    lists = {}
    for i, field in enumerate(table.schema):
        if pa.types.is_list(field.type):
            lists[i] = _tuples(table.column(i))
            table = table.set_column(i, field.name, pa.nulls(len(table)))
    return table, lists


def _tuples(lists: pa.ChunkedArray) -> NDArray[np.object_]:
    """Tuples of the items, None for null: cut out of one tuple of all items, which is faster than row by row."""
    import numpy as np

    cells: list[tuple[object, ...] | None] = []
    for chunk in lists.chunks:
        ends = chunk.offsets.to_pylist()
        items = tuple(chunk.values.to_pylist())  # noqa: PD011 - of Arrow
        found: list[tuple[object, ...] | None] = [items[a:b] for a, b in pairwise(ends)]
        for i in np.flatnonzero(chunk.is_null().to_numpy(zero_copy_only=False)).tolist() if chunk.null_count else ():
            found[i] = None
        cells += found
    return np.fromiter(cells, object, len(cells))


def _whole_sets(table: pa.Table) -> pa.Table:
    """Return closed sets all values of the description: in Arrow, which is many times as fast as in pandas."""
    import pyarrow as pa

    for i, field in enumerate(table.schema):
        allowed = allowed_values(field)
        if allowed and pa.types.is_dictionary(field.type):
            table = table.set_column(i, field, _with_values(table.column(i), allowed))
    return table


def _with_values(words: pa.ChunkedArray, allowed: list[str]) -> pa.DictionaryArray:
    """Encode again, with the allowed values first; others follow in an order that does not depend on the rows."""
    import pyarrow as pa
    import pyarrow.compute as pc

    chunks = words.unify_dictionaries().chunks
    found = chunks[0].dictionary if chunks else pa.array([], pa.string())
    values = pa.array([*allowed, *sorted(set(found.to_pylist()) - set(allowed))], pa.string())
    places = pc.index_in(found, value_set=values)
    codes = [places.take(chunk.indices) for chunk in chunks]
    whole = pa.concat_arrays(codes) if codes else pa.array([], pa.int32())
    return pa.DictionaryArray.from_arrays(whole, values)


def _string_categories(frame: pd.DataFrame) -> pd.DataFrame:
    """Categories are strings also where there are none; pandas would make them objects."""
    import pandas as pd

    for i, dtype in enumerate(frame.dtypes):
        if isinstance(dtype, pd.CategoricalDtype) and dtype.categories.empty:
            empty = pd.Index([], dtype="str")
            frame.isetitem(i, frame.iloc[:, i].cat.set_categories(empty).array)
    return frame


def _dotted_names(schema: pa.Schema) -> list[str]:
    """Dotted names, and the names as they are of columns that show one path in different ways."""
    dotted = [_dotted(field) for field in schema]
    return [path if dotted.count(path) == 1 else field.name for path, field in zip(dotted, schema, strict=True)]


def _dotted(field: pa.Field) -> str:
    path: str = (field.metadata or {}).get(b"json_path", b"@").decode()
    name: str = field.name
    return name if path.startswith("@") else path.replace("[]", "").replace("{}", "")


def _datelike(table: pa.Table) -> pa.Table:
    """Birthdays as timestamps: pandas has no dtype for days."""
    import pyarrow as pa

    for i, field in enumerate(table.schema):
        if field.type == pa.date32():
            table = table.set_column(i, field.name, table.column(i).cast(pa.timestamp("s")))
    return table


def _mapper(backend: Backend) -> Callable[[pa.DataType], ExtensionDtype | None] | None:
    import pandas as pd

    if backend is None:
        return None
    return pd.ArrowDtype if backend == "pyarrow" else _extension_dtypes().get


@cache
def _extension_dtypes() -> Mapping[pa.DataType, ExtensionDtype]:
    import pandas as pd

    dtypes = {kind.arrow: pd.api.types.pandas_dtype(kind.dtype) for kind in KINDS.values() if kind.dtype}
    return cast("Mapping[pa.DataType, ExtensionDtype]", dtypes)  # the dtypes of the rows are all extensions

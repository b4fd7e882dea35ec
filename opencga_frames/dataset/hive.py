"""Tables cut by the values of columns that then stand in the paths of their files: ``chromosome=7/part-….parquet``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

__all__ = ["NULL", "hive_folder", "split", "stored_schema"]

#: Stands for a missing value in a path, as Hive has it.
NULL: Final = "__HIVE_DEFAULT_PARTITION__"


def hive_folder(columns: Sequence[str], values: Sequence[Any]) -> str:
    """Name the folder of some values.

    Examples
    --------
    >>> hive_folder(["study", "chromosome"], ["o@p:s", None])
    'study=o%40p%3As/chromosome=__HIVE_DEFAULT_PARTITION__'
    """
    shown = [NULL if value is None else quote(str(value), safe="") for value in values]
    return "/".join(f"{column}={value}" for column, value in zip(columns, shown, strict=True))


def stored_schema(schema: pa.Schema, columns: Sequence[str]) -> pa.Schema:
    """Give the schema of the files: without the columns that are in the paths."""
    import pyarrow as pa

    return pa.schema([field for field in schema if field.name not in columns], metadata=schema.metadata)


def split(table: pa.Table, columns: Sequence[str]) -> Iterator[tuple[str, pa.Table]]:
    """Cut a table by the values of columns.

    Parameters
    ----------
    table
        Any table.
    columns
        Names of columns; none leaves the table whole.

    Yields
    ------
    tuple
        The folder of the values, empty for none, and the rows without these columns, in the order of the table.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if not columns or not table.num_rows:
        yield hive_folder(columns, [None] * len(columns)), table.drop_columns(list(columns))
        return
    keys = pa.table({name: _plain(table[name]) for name in columns})
    groups = keys.group_by(list(columns)).aggregate([]).sort_by([(name, "ascending") for name in columns])
    for values in groups.to_pylist():
        mask = None
        for name, value in values.items():
            same = pc.is_null(keys[name]) if value is None else pc.fill_null(pc.equal(keys[name], value), False)  # noqa: FBT003
            mask = same if mask is None else pc.and_(mask, same)
        yield hive_folder(columns, list(values.values())), table.filter(mask).drop_columns(list(columns))


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow as pa

    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column

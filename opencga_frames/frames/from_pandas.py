"""A frame back as an Arrow table, with the types and the field metadata that its table describes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from opencga_frames.errors import DecodeError
from opencga_frames.frames.schema.fields import arrow_field
from opencga_frames.frames.schema.registry import find_table

if TYPE_CHECKING:
    import pandas as pd

    from opencga_frames.frames.schema.model import Column

__all__ = ["from_pandas"]


def from_pandas(frame: pd.DataFrame, table: str | None = None) -> pa.Table:
    """Convert a frame.

    Parameters
    ----------
    frame
        A frame of this package, whole, filtered, or with columns of one's own.
    table
        Name of its table; unless given that of ``frame.attrs["opencga_table"]``, else none.

    Returns
    -------
    pyarrow.Table
        Columns that the table describes have its types, path, meaning and unit; the others have those of their dtype.
        The index is left out.

    Raises
    ------
    DecodeError
        For a column whose values no Arrow type holds, such as numbers beside strings.
    """
    name = table or frame.attrs.get("opencga_table")
    found = find_table(name) if name else None
    known = {column.name: column for column in found.columns} if found else {}
    names = [str(column) for column in frame.columns]
    arrays = [_array(frame.iloc[:, place], names[place], known.get(names[place])) for place in range(len(names))]
    entity = found.entity if found else ""
    fields = [
        arrow_field(known[name], entity) if name in known and arrow_field(known[name]).type == array.type
        else pa.field(name, array.type)
        for name, array in zip(names, arrays, strict=True)
    ]  # fmt: skip
    metadata = {"table": found.name, "entity": found.entity} if found else None
    return pa.table(arrays, schema=pa.schema(fields, metadata=metadata))


def _array(column: pd.Series, name: str, described: Column | None) -> pa.Array:
    """Convert a column to the type of its description, or, where somebody put other values in, to its own."""
    try:
        made = pa.Array.from_pandas(column)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        msg = f"The column {name!r} cannot be written: {error}. Give all its values one type."
        raise DecodeError(msg) from error
    wanted = arrow_field(described).type if described is not None else made.type
    try:
        return _dictionary(made, wanted) if pa.types.is_dictionary(wanted) else made.cast(wanted)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        return made  # somebody put other values in: they are kept as they are


def _dictionary(made: pa.Array, wanted: pa.DataType) -> pa.Array:
    plain = made.dictionary_decode() if pa.types.is_dictionary(made.type) else made
    return plain.cast(wanted.value_type).dictionary_encode().cast(wanted)

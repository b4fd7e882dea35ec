"""Annotations of one variable set with a column for each variable, as part of a join."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from opencga_frames.errors import JoinError
from opencga_frames.frames.schema.registry import entity_names, load_entity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from opencga_frames.frames.schema.model import Entity, Table

__all__ = ["annotated_table", "has_annotations", "is_wide", "owner_of_wide", "widened"]

#: Column of a set of annotations, in the long form and in the wide one; and one that only the long form has.
_SET: Final = "annotation_set_id"
_VARIABLE: Final = "variable_id"


def is_wide(table: Table, frame: pd.DataFrame) -> bool:
    """Return whether a frame of an annotation table has a column for each variable, not a row for each value."""
    return has_annotations(table) and _SET in frame.columns and _VARIABLE not in frame.columns


def annotated_table(entity: Entity, table: Table) -> Table:
    """Describe the wide form of an annotation table: one row per entity and annotation set."""
    key = {*entity.tables[entity.main].key, _SET}
    return replace(table, columns=tuple(replace(c, key=True) for c in table.columns if c.name in key))


def owner_of_wide(frame: pd.DataFrame) -> str | None:
    """Find the annotation table whose wide form a frame is, by its columns."""
    if _SET not in frame.columns or _VARIABLE in frame.columns:
        return None
    fits = [table.name for entity, table in _annotation_tables() if set(entity.tables[entity.main].key) <= set(frame)]
    return fits[0] if len(fits) == 1 else None


def has_annotations(table: Table) -> bool:
    """Return whether the rows of a table are values of annotations, or their sets in the wide form."""
    return {_SET, _VARIABLE} <= set(table.names)


def widened(table: Table, frame: pd.DataFrame, variable_set: str | Mapping[str, Any]) -> pd.DataFrame:
    """Return the wide form of a frame of an annotation table; any other frame as it is.

    Parameters
    ----------
    table, frame
        The frame and its table.
    variable_set
        Id of the variable set, or its definition: then each of its variables has a column of its type.

    Raises
    ------
    JoinError
        When the frame has no annotation of that variable set.
    """
    if not has_annotations(table) or _VARIABLE not in frame.columns:
        return frame
    definition = None if isinstance(variable_set, str) else variable_set
    name = variable_set if isinstance(variable_set, str) else str(variable_set.get("id"))
    known = frame["variable_set_id"].dropna().unique()
    if len(frame) and name not in known and definition is None:
        msg = f"{table.name} has no annotation of variable set {name!r}; it has: {', '.join(sorted(known))}."
        raise JoinError(msg)
    return _spread(table, frame, name, definition)


def _spread(table: Table, frame: pd.DataFrame, name: str, definition: Mapping[str, Any] | None) -> pd.DataFrame:
    import pyarrow as pa

    from opencga_frames.frames.schema.kinds import arrow_type
    from opencga_frames.frames.to_pandas import to_pandas
    from opencga_frames.frames.wide_annotations import spread

    described = [c for c in table.columns if c.name in frame.columns]
    plain = {"category": pa.string()}
    schema = pa.schema([(c.name, plain.get(c.kind, arrow_type(c.kind))) for c in described])
    rows = pa.Table.from_pandas(frame[[c.name for c in described]], schema=schema, preserve_index=False)
    # Without what pandas notes of its dtypes: it cannot read its own note of Arrow categories.
    plainly = rows.replace_schema_metadata(None)
    made: pd.DataFrame = to_pandas(spread(plainly, name, definition), dtype_backend=_backend(frame))
    return made


def _backend(frame: pd.DataFrame) -> Any:
    dtype = frame[_SET].dtype
    if isinstance(dtype, pd.ArrowDtype):
        return "pyarrow"
    return "numpy_nullable" if isinstance(dtype, pd.StringDtype) and dtype.na_value is pd.NA else None


def _annotation_tables() -> Iterator[tuple[Entity, Table]]:
    for name in entity_names():
        entity = load_entity(name)
        for table in entity.tables.values():
            if has_annotations(table):
                yield entity, table

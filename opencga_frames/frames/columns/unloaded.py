"""Embedded objects that were never loaded: the server writes them with nothing but default primitives.

``{"release": 0, "version": 0, "somatic": false}`` stands for "none" (no row), ``{"id": "S1", "release": 0, "somatic":
false}`` for "S1, of which nothing else was read" (a row whose primitives are unknown).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from opencga_frames.frames.schema.model import Column, Table, parse_path

if TYPE_CHECKING:
    import pyarrow as pa

    from opencga_frames.frames.request_context import AskedPaths

__all__ = ["LOADED", "blank_and_keep", "supporting_columns"]

#: Name of the column that tells loaded objects; it is read and never shown.
LOADED = "@loaded"


def supporting_columns(table: Table) -> tuple[Column, ...]:
    """Columns that tell loaded embedded objects from the others; read whether or not they were asked for."""
    if table.loaded is None:
        return ()
    telling = tuple(c for c in _own(table) if not c.primitive)
    return (*telling, Column(name=LOADED, path=table.loaded, kind="int32"))


def blank_and_keep(table: Table, arrays: dict[str, pa.Array], projection: AskedPaths) -> pa.Array | None:
    """Make the primitives of unloaded objects null and find the rows that are objects at all.

    Parameters
    ----------
    table
        The table.
    arrays
        Its columns by name with the supporting ones; changed in place.
    projection
        Primitives that the request named are taken at their word.

    Returns
    -------
    pyarrow.Array or None
        Mask of the rows to keep; None for all.
    """
    if LOADED not in arrays:
        return None
    unloaded = pc.fill_null(pc.equal(arrays[LOADED], 0), fill_value=False)
    if not pc.any(unloaded).as_py():
        return None
    for column in _own(table):
        if column.primitive and column.name in arrays and not projection.names(column.path):
            arrays[column.name] = pc.if_else(unloaded, None, arrays[column.name])
    nothing = unloaded
    for column in supporting_columns(table)[:-1]:
        nothing = pc.and_(nothing, pc.is_null(arrays[column.name]))
    return pc.invert(nothing)


def _own(table: Table) -> list[Column]:
    """Columns of the row itself, not of the document around it."""
    rows = parse_path(table.rows)
    return [c for c in table.columns if not c.pseudo and parse_path(c.path)[: len(rows)] == rows]

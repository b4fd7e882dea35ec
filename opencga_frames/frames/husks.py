"""Embedded objects that were never loaded: the server writes them with nothing but default primitives.

``{"release": 0, "version": 0, "somatic": false}`` stands for "none" (no row), ``{"id": "S1", "version": 0, "somatic":
false}`` for "S1, of which nothing else was read" (a row whose primitives are unknown).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from opencga_frames.frames.schema import Column, Table, parse_path

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["blank_and_keep", "supporting_columns"]


def supporting_columns(table: Table) -> tuple[Column, ...]:
    """Columns that tell loaded embedded objects from the others; read whether or not they were asked for."""
    own = _own(table)
    return tuple(c for c in own if c.key or c.counter) if any(c.primitive for c in own) else ()


def blank_and_keep(table: Table, arrays: dict[str, Any]) -> Any:
    """Make the primitives of unloaded objects null and find the rows that are objects at all.

    Returns
    -------
    pyarrow.Array or None
        Mask of the rows to keep; None for all.
    """
    support = supporting_columns(table)
    if not support:
        return None
    unloaded = _unloaded(support, arrays)
    if not pc.any(unloaded).as_py():
        return None
    for column in _own(table):
        if column.primitive and column.name in arrays:
            array = arrays[column.name]
            arrays[column.name] = pc.if_else(unloaded, pa.scalar(None, array.type), array)
    nameless = _all_null([arrays[c.name] for c in support if c.key])
    return pc.invert(pc.and_(unloaded, nameless))


def _own(table: Table) -> list[Column]:
    rows = parse_path(table.rows) if table.rows else ()
    paths = [(c, parse_path(c.path)) for c in table.columns if not c.pseudo]
    return [c for c, path in paths if rows and path[: len(rows)] == rows and len(path) > len(rows)]


def _unloaded(support: tuple[Column, ...], arrays: Mapping[str, Any]) -> Any:
    counters = [arrays[c.name] for c in support if c.counter]
    zero = [pc.or_(pc.is_null(a), pc.fill_null(pc.equal(a, 0), fill_value=True)) for a in counters]
    return _all(zero) if zero else pa.array([False] * len(next(iter(arrays.values()))))


def _all_null(arrays: list[Any]) -> Any:
    return _all([pc.is_null(a) for a in arrays])


def _all(masks: list[Any]) -> Any:
    whole = masks[0]
    for mask in masks[1:]:
        whole = pc.and_(whole, mask)
    return whole

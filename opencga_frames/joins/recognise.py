"""Which table each frame is of."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from opencga_frames.errors import JoinError, UnknownNameError
from opencga_frames.frames.catalogue import entity_names, entity_of, load_entity, table_names
from opencga_frames.joins.given import Given

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["joinable_tables", "recognise"]


@cache
def joinable_tables() -> tuple[str, ...]:
    """Names of the main tables and of those that lead from one to another."""
    entities = [load_entity(name) for name in entity_names()]
    links = [r.table for e in entities for r in e.relations]
    return tuple(dict.fromkeys([*(e.main for e in entities), *links]))


def recognise(frames: Sequence[Any], named: Mapping[str, Any]) -> dict[str, Given]:
    """Find the table of each frame.

    Returns
    -------
    dict of str to Given
        By name of the table, the base first.

    Raises
    ------
    JoinError
        When something is no frame, fits no table or several, or a table comes twice.
    UnknownNameError
        When a name is that of no table.
    """
    found: dict[str, Given] = {}
    tables = [(None, frame) for frame in frames] + list(named.items())
    for position, (name, frame) in enumerate(tables, start=1):
        _check_frame(frame, position)
        table = name or _marked(frame) or _fitting(frame, position)
        if table in found:
            msg = f"Two frames are of the table {table!r}. Put them together with pandas.concat first."
            raise JoinError(msg)
        found[table] = _given(table, frame, base=not found)
    if not found:
        msg = "join needs frames, the base first: join(samples, individuals)."
        raise JoinError(msg)
    return found


def _given(table: str, frame: pd.DataFrame, *, base: bool) -> Given:
    if table not in table_names():
        raise UnknownNameError("table", table, table_names(), "a frame to join")
    entity = entity_of(table)
    return Given(entity.tables[table], entity, frame.reset_index(drop=True), base=base)


def _check_frame(frame: Any, position: int) -> None:
    if not isinstance(frame, pd.DataFrame):
        msg = f"Argument {position} of join is {type(frame).__name__}, expected a pandas frame; convert it first."
        raise JoinError(msg)


def _marked(frame: pd.DataFrame) -> str | None:
    mark = frame.attrs.get("opencga_table")
    return mark if mark in table_names() else None


def _fitting(frame: pd.DataFrame, position: int) -> str:
    names = set(frame.columns)
    tables = {name: entity_of(name).tables[name] for name in joinable_tables()}
    keyed = [name for name, table in tables.items() if set(table.key) <= names]
    whole = [name for name in keyed if names <= set(tables[name].names)]
    fits = whole or keyed
    if len(fits) == 1:
        return fits[0]
    why = f"its columns fit {', '.join(fits)}" if fits else "its columns hold the key of no table"
    msg = (
        f"Frame {position} cannot be told: {why} ({', '.join(map(str, frame.columns[:8]))}). Name it, e.g. "
        f"join({fits[0] if fits else 'samples'}=frame), or set frame.attrs['opencga_table']."
    )
    raise JoinError(msg)

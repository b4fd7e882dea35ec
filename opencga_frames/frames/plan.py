"""A plan says which places of the documents have to be read for some tables and columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from opencga_frames.errors import UnknownNameError
from opencga_frames.frames.columns.unloaded import supporting_columns
from opencga_frames.frames.columns.variant_ids import PATHS as VARIANT_ID_PATHS
from opencga_frames.frames.columns.variant_ids import WORD as VARIANT_ID
from opencga_frames.frames.decode.field_tree import Slot
from opencga_frames.frames.schema.kinds import item_kind
from opencga_frames.frames.schema.model import parse_path
from opencga_frames.frames.schema.registry import entity_of
from opencga_frames.frames.special import SPECIALS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from opencga_frames.frames.schema.model import Column, Entity, Table
    from opencga_frames.frames.schema.paths import FieldPath

__all__ = ["Plan", "choose_columns", "make_plan", "plan_of"]


@dataclass(frozen=True)
class Plan:
    """What is to be read from documents of one entity.

    Attributes
    ----------
    entity
        The entity of the documents.
    tables
        Tables to fill, each with only the chosen columns.
    root
        Places to read.
    """

    entity: Entity
    tables: Mapping[str, tuple[Column, ...]]
    root: Slot


def choose_columns(table: Table, columns: Sequence[str] | None = None, *, core: bool = True) -> tuple[Column, ...]:
    """Choose columns of a table.

    Parameters
    ----------
    table
        The table.
    columns
        Names in snake case or dotted, in the order wanted; None for the default view.
    core
        With ``columns=None``: only the core columns, else all.

    Raises
    ------
    UnknownNameError
        When the table has no such column; near matches are named.
    """
    if columns is None:
        return tuple(c for c in table.columns if c.core or not core)
    for name in columns:
        if name not in table.by_name:
            raise UnknownNameError("column", name, table.names, f"table {table.name!r}", advice=_advice(table, name))
    return tuple(dict.fromkeys(table.by_name[name] for name in columns))


def _advice(table: Table, name: str) -> str:
    """Name the other tables of the same documents that have a column of this name."""
    having = [other.name for other in entity_of(table.name).tables.values() if name in other.by_name]
    return f"A column of this name is in {', '.join(having)}." if having else ""


def plan_of(entity: Entity, tables: Mapping[str, tuple[Column, ...]], extra: str) -> Plan:
    """Make the plan of tables, for what becomes of unmapped fields: ``"warn"``, ``"keep"`` or ``"raise"``."""
    return make_plan(entity, tables, everywhere=extra != "warn", complete=extra == "keep")


def make_plan(
    entity: Entity, tables: Mapping[str, tuple[Column, ...]], *, everywhere: bool = True, complete: bool = False
) -> Plan:
    """Make the plan that fills some tables of one entity from one reading of its documents.

    Parameters
    ----------
    entity
        The entity.
    tables
        Columns wanted, by table.
    everywhere
        Look for unmapped fields also in lists that only a column of the row above is gathered from. Looking there
        takes half the time of variants, whose consequences have a table of their own.
    complete
        Take the fields that no table has for unmapped ones as well, wherever they are in a document.
    """
    chosen = tuple(tables.items())
    root = _complete_root(entity, chosen) if complete else _root(entity, chosen, everywhere)
    return Plan(entity=entity, tables=dict(tables), root=root)


@lru_cache(maxsize=64)
def _root(entity: Entity, tables: tuple[tuple[str, tuple[Column, ...]], ...], everywhere: bool) -> Slot:  # noqa: FBT001
    root = _places_of(entity, tables)
    _add_known(root, entity, set() if everywhere else _left_to_others(entity, [name for name, _ in tables]))
    return root


@lru_cache(maxsize=64)
def _complete_root(entity: Entity, tables: tuple[tuple[str, tuple[Column, ...]], ...]) -> Slot:
    root = _places_of(entity, tables)
    every = _places_of(entity, tuple((name, table.columns) for name, table in entity.tables.items()))
    if not (every.fields or every.items):  # code makes the rows, from documents as they are
        return root
    for path in map(parse_path, entity.withheld):
        every.at(path)
    _pass_over(root, every)
    seen = replace(entity, elsewhere=entity.elsewhere | entity.withheld, unmapped={}, withheld={})
    _add_known(root, seen, set())
    return root


def _places_of(entity: Entity, tables: Iterable[tuple[str, tuple[Column, ...]]]) -> Slot:
    root = Slot()
    for name, columns in tables:
        for part in entity.tables[name].parts:
            _add_table(root, part, [part.by_name[c.name] for c in columns])
    return root


def _pass_over(slot: Slot, every: Slot) -> None:
    """Add the places that only other tables read, as JSON that nobody looks at."""
    for name, below in every.fields.items():
        _pass_over(slot.fields.setdefault(name, Slot()), below)
    if every.items:
        slot.items = slot.items or Slot()
        _pass_over(slot.items, every.items)
    if every.entries:
        slot.entries = slot.entries or Slot()
        _pass_over(slot.entries, every.entries)
    if not (slot.read or slot.fields or slot.items or slot.entries):
        slot.read = "raw"


def _add_table(root: Slot, table: Table, columns: Sequence[Column]) -> None:
    rows = parse_path(table.rows)
    if rows and not table.special:
        root.at(rows)
    if rows and rows[-1] not in {"[]", "{}"}:
        # An object is a row when it says anything, and that must not depend on the columns asked for.
        columns = table.columns
    if table.special:
        columns = SPECIALS[table.special].read(root, table, columns)
    for column in (*columns, *supporting_columns(table)):
        for place in VARIANT_ID_PATHS if VARIANT_ID in column.paths else ():
            _read(root, place)
        for path in column.paths:
            if not path.startswith("@"):
                gathered = "[]" in parse_path(path)[len(rows) :]
                _read(root, parse_path(path), item_kind(column.kind) if gathered else column.kind)
                if column.where and not column.where[0].startswith("@"):
                    _read(root, (*parse_path(path)[:-1], column.where[0]), "string")


def _read(root: Slot, place: FieldPath, kind: str = "") -> None:
    slot = root.at(place)
    slot.read = "raw" if kind == "json" else "value"
    slot.kinds.add(kind)


def _left_to_others(entity: Entity, names: Sequence[str]) -> set[FieldPath]:
    """Find the lists whose items are rows of tables that are not asked for: columns only gather from them."""
    tables = [entity.tables[name] for name in names]
    if any(table.special for table in tables):  # code makes its rows, and may read whatever it wants
        return set()
    return _row_places(entity.tables.values()) - _row_places(tables)


def _row_places(tables: Iterable[Table]) -> set[FieldPath]:
    """Find the lists and maps on the way to the rows of tables."""
    rows = [parse_path(part.rows) for table in tables for part in table.parts]
    return {path[: i + 1] for path in rows for i, step in enumerate(path) if step in {"[]", "{}"}}


def _add_known(root: Slot, entity: Entity, gathered: set[FieldPath]) -> None:
    """Add to each object that is read which other members are described, so that the rest counts as unknown.

    Where everything below a path is explained as being elsewhere or kept as JSON, nothing below it is unknown.
    """
    columns = [c for table in entity.tables.values() for part in table.parts for c in part.columns]
    strings = [path for c in columns if c.kind == "json" for path in c.paths if not path.startswith("@")]
    opaque = {parse_path(path) for path in (*entity.explained, *strings)}
    for path in entity.known_paths:
        for depth, step in enumerate(path):
            slot = root.find(path[:depth])
            if slot is None:
                break
            above = {path[:d] for d in range(1, depth + 1)}
            slot.open = slot.open or not above.isdisjoint(opaque | gathered)
            if slot.fields and step not in {"[]", "{}"} and above.isdisjoint(gathered):
                slot.known.add(step)
    _describe(root, entity, columns)


def _describe(root: Slot, entity: Entity, columns: Sequence[Column]) -> None:
    """Mark the places that are described themselves, so that any kind of value may stand there."""
    # A place of rows may hold plain values on older servers, if a column says so.
    older = {parse_path(path) for c in columns for path in c.older}
    rows = {parse_path(part.rows) for table in entity.tables.values() for part in table.parts}
    for path in entity.known_paths - (rows - older):
        described = root.find(path)
        if described is not None:
            described.described = True

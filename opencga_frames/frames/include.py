"""What ``include=`` has to name so that some columns have the values they have without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from opencga_frames.frames.plan import make_plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from opencga_frames.frames.decode.field_tree import Slot
    from opencga_frames.frames.schema.model import Column, Entity, Table

__all__ = ["include_for", "plain_path"]

#: What walks tell rows apart by.
_IDENTITY: Final = ("id", "uuid")
#: Longer lists are cut to the names at the top: some proxies refuse long addresses.
_LONGEST: Final = 2000


def include_for(entity: Entity, tables: Mapping[str, Sequence[Column]]) -> tuple[str, ...]:
    """Name the fields that some columns are made of.

    Named are the places the columns are read from, on today's servers and on older ones (a server passes over what
    it does not know), the keys, and what tells loaded embedded objects from others. Rows of a child table are asked
    for whole, from the first list on: an item cut down to fields it does not have would look like none, and servers
    that add a list of their own accord refuse a part of it. Embedded entries, which always have an id, are cut down.

    Parameters
    ----------
    entity
        Entity of the documents.
    tables
        Columns by table.

    Returns
    -------
    tuple of str
        Dotted paths, sorted, none below another: the database refuses overlapping ones.
    """
    with_keys = {name: _with_keys(entity.tables[name], columns) for name, columns in tables.items()}
    read = {plain_path(path) for path in _leaves(make_plan(entity, with_keys).root, "")}
    rows = {
        plain_path(p.rows.partition("[]")[0])
        for name in tables
        for p in entity.tables[name].parts
        if p.rows and not p.loaded
    }
    paths = _highest({*_IDENTITY, *read, *rows})
    if sum(map(len, paths)) > _LONGEST:
        return _highest({path.partition(".")[0] for path in paths})
    return paths


def plain_path(path: str) -> str:
    """Write a path as ``include=`` takes it: without lists, and no further than a map, whose keys are data."""
    return path.partition("{}")[0].replace("[]", "")


def _with_keys(table: Table, columns: Sequence[Column]) -> tuple[Column, ...]:
    return tuple(dict.fromkeys((*(c for c in table.columns if c.key), *columns)))


def _leaves(slot: Slot, path: str) -> Iterator[str]:
    below = {f"{path}.{name}" if path else name: inner for name, inner in slot.fields.items()}
    below |= {f"{path}{mark}": inner for mark, inner in (("[]", slot.items), ("{}", slot.entries)) if inner}
    if path and (slot.read or not below):
        yield path
    for name, inner in below.items():
        yield from _leaves(inner, name)


def _highest(paths: Iterable[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for path in sorted(paths, key=lambda path: path.split(".")):
        if not kept or not f"{path}.".startswith(f"{kept[-1]}."):
            kept.append(path)
    return tuple(kept)

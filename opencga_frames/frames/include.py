"""What ``include=`` has to name: for some columns, and for the names that a user gives."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from opencga_frames.errors import UnknownNameError
from opencga_frames.frames.columns.variant_ids import PATHS as VARIANT_ID_PATHS
from opencga_frames.frames.columns.variant_ids import WORD as VARIANT_ID
from opencga_frames.frames.plan import make_plan
from opencga_frames.frames.schema.paths import without_prefix

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from opencga_frames.frames.decode.field_tree import Slot
    from opencga_frames.frames.schema.model import Column, Entity, Table
    from opencga_frames.frames.schema.paths import FieldPath

__all__ = ["include_for", "key_paths", "own_include", "plain_path", "wire_path"]

#: What identifies rows while pages are read.
_IDENTITY: Final = ("id", "uuid")
#: Longer lists are cut to the names at the top: some proxies refuse long addresses.
_LONGEST: Final = 2000


def include_for(entity: Entity, tables: Mapping[str, Sequence[Column]]) -> tuple[str, ...]:
    """Name the fields that some columns are made of.

    Named are the places the columns are read from, on today's servers and on older ones (a server passes over what
    it does not know), the keys, and what marks loaded embedded objects. Rows of a child table are asked
    for whole, from the first list on: an item cut down to fields it does not have would look like none, and servers
    that add a list of their own accord refuse a part of it. Embedded entries, which always have an id, are cut down,
    but for those that the server reads only as a whole.

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
    read = {plain_path(path) for path in _leaves(make_plan(entity, with_keys).root, "")} - _rebuilt(with_keys)
    rows = {
        plain_path(p.rows.partition("[]")[0])
        for name in tables
        for p in entity.tables[name].parts
        if p.rows and not p.loaded
    }
    paths = _highest({*_identity(entity), *(_resolved(entity, path) for path in read | rows)})
    if sum(map(len, paths)) > _LONGEST:
        return _highest({path.partition(".")[0] for path in paths})
    return paths


def own_include(entity: Entity, names: Iterable[str]) -> tuple[str, ...]:
    """Return the fields to ask for when a user names some, as columns or as fields of the server.

    Added are the keys, without which rows cannot be told apart, and whole embedded entries where the server
    does not read a part of them.

    Parameters
    ----------
    entity
        Entity of the documents.
    names
        Names as :func:`wire_path` takes them, child tables, and columns of these.

    Returns
    -------
    tuple of str
        Dotted paths, sorted, none below another: the database refuses overlapping ones.

    Raises
    ------
    UnknownNameError
        For a name that is neither a column nor a field; near matches are named.

    Examples
    --------
    >>> from opencga_frames.frames.schema.registry import load_entity
    >>> own_include(load_entity("individual"), ["sex_id", "creationDate"])
    ('creationDate', 'id', 'sex.id', 'uuid')
    """
    asked = {path for name in names for path in _included(entity, name)}
    return _highest({*key_paths(entity), *(_resolved(entity, path) for path in asked)})


def _included(entity: Entity, name: str) -> Iterable[str]:
    """Fields of one name; for a child table or a column of one, all that its rows need."""
    if not _is_known(entity, name) and (below := _child_columns(entity, name)):
        return include_for(entity, below)
    path = wire_path(entity, name)
    return () if path is None else (path,)


def _child_columns(entity: Entity, name: str) -> dict[str, Sequence[Column]]:
    """Find what a name means in the child tables: one of them, or a column of some.

    Parameters
    ----------
    entity
        Entity of the documents.
    name
        ``individual_phenotypes``, ``phenotype_id``, or ``individual_phenotypes.phenotype_id``.
    """
    if name in entity.tables:
        return {name: entity.tables[name].columns}
    table, _, column = name.rpartition(".")
    children = [t for t in entity.tables.values() if table in ("", t.name) and column in t.by_name]
    return {t.name: (t.by_name[column],) for t in children}


@cache
def key_paths(entity: Entity) -> tuple[str, ...]:
    """Return the fields without which rows cannot be told apart."""
    return include_for(entity, {entity.main: ()})


def wire_path(entity: Entity, name: str) -> str | None:
    """Translate the name of a column into that of the server's field.

    Parameters
    ----------
    entity
        Entity of the documents.
    name
        Column of the main table in snake case or dotted (``creation_date``, ``status.id``), a field of the server
        (``creationDate``, ``attributes.ward``), such a field in snake case (``quality_control``), a child table or a
        column of one (``sample_phenotypes``, ``phenotype_id``).

    Returns
    -------
    str or None
        Dotted path; None for a column whose value comes from the request.

    Raises
    ------
    UnknownNameError
        For a name that is neither a column nor a field; near matches are named.

    Examples
    --------
    >>> from opencga_frames.frames.schema.registry import load_entity
    >>> sample = load_entity("sample")
    >>> [wire_path(sample, name) for name in ("creation_date", "internal.status.id", "quality_control", "study")]
    ['creationDate', 'internal.status.id', 'qualityControl', None]
    """
    table = entity.tables[entity.main]
    if _is_field(entity, name):
        return name
    column = table.by_name.get(name)
    if column is not None:
        return None if column.pseudo else plain_path(column.path)
    found = _fields_in_snake_case(entity).get(name)
    below = {found} if found else _child_paths(entity, name)
    if len(below) != 1:
        known = below or {*table.names, *_fields(entity)}
        raise UnknownNameError("field", name, known, f"{entity.name} documents")
    return next(iter(below))


def _is_known(entity: Entity, name: str) -> bool:
    """Tell whether a name means something without the child tables."""
    columns = entity.tables[entity.main].by_name
    return _is_field(entity, name) or name in columns or name in _fields_in_snake_case(entity)


def _is_field(entity: Entity, name: str) -> bool:
    fields = _fields(entity)
    if name in fields or without_prefix(name) in fields:
        return True  # a prefix is one that servers drop
    return any(name.startswith(f"{path}.") for path in _open_fields(entity))


def _child_paths(entity: Entity, name: str) -> set[str]:
    """Fields of a child table or of columns of child tables, where they are fields at all."""
    found = _child_columns(entity, name)
    if name in found:
        return {plain_path(entity.tables[name].rows)} & _fields(entity)
    return {plain_path(c.path) for columns in found.values() for c in columns} & _fields(entity)


def plain_path(path: str) -> str:
    """Write a path as ``include=`` takes it: without lists, and no further than a map, whose keys are data."""
    return path.partition("{}")[0].replace("[]", "")


@cache
def _fields(entity: Entity) -> frozenset[str]:
    """Every field of the documents, objects included, as dotted paths."""
    return frozenset(field for path in entity.known_paths for field in _upwards(path))


def _upwards(path: FieldPath) -> Iterator[str]:
    names = [step for step in path if step not in {"[]", "{}"}]
    return (".".join(names[:depth]) for depth in range(1, len(names) + 1))


@cache
def _fields_in_snake_case(entity: Entity) -> Mapping[str, str]:
    return {_snake(path): path for path in sorted(_fields(entity), reverse=True)}


@cache
def _open_fields(entity: Entity) -> frozenset[str]:
    """Fields below which any name may be asked for: what no column takes apart, and the entries of maps."""
    parts = [part for table in entity.tables.values() for part in table.parts]
    free = {plain_path(c.path) for part in parts for c in part.columns if c.kind == "json" or "{}" in c.path}
    coded = {plain_path(part.rows) for part in parts if part.special}
    return frozenset((free | coded | set(map(plain_path, entity.explained))) - {""})


def _identity(entity: Entity) -> Iterator[str]:
    """Name what identifies documents of this kind; the search for variants refuses fields that these do not have."""
    return (name for name in _IDENTITY if name in entity.top_fields)


def _snake(path: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", path).replace(".", "_").lower()


def _resolved(entity: Entity, path: str) -> str:
    """Name the whole embedded entry where the server does not read a part of it."""
    return next((place for place in entity.resolved_whole if f"{path}.".startswith(f"{place}.")), path)


def _with_keys(table: Table, columns: Sequence[Column]) -> tuple[Column, ...]:
    return tuple(dict.fromkeys((*(c for c in table.columns if c.key), *columns)))


def _rebuilt(tables: Mapping[str, Sequence[Column]]) -> set[str]:
    """Fields that the name of a variant is put together of: not to be asked for, since the server sends the name."""
    own = {plain_path(path) for columns in tables.values() for c in columns for path in c.paths}
    return {".".join(path) for path in VARIANT_ID_PATHS} - own if VARIANT_ID in own else set()


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

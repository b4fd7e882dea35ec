"""Finds and loads the descriptions of tables, one file per entity, each on first use."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml

from opencga_frames.errors import UnknownNameError
from opencga_frames.frames.schema.model import LABEL, Column, Entity, Relation, Table
from opencga_frames.frames.schema.words import named_list
from opencga_frames.ground.name_list import one_name

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["entity_names", "entity_of", "find_table", "is_table", "load_entity", "table_names"]

_FOLDER = resources.files("opencga_frames.frames") / "tables"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def entity_names() -> tuple[str, ...]:
    """Names of all described entities, e.g. ``sample``."""
    return tuple(sorted(f.name.removesuffix(".yaml") for f in _FOLDER.iterdir() if f.name.endswith(".yaml")))


@cache
def load_entity(name: str) -> Entity:
    """Load the description of one entity.

    Parameters
    ----------
    name
        Name of the entity, e.g. ``sample``; the Java class name (``Sample``) does as well.

    Raises
    ------
    UnknownNameError
        When no such entity is described.
    """
    plain = _plain(name)
    if plain not in entity_names():
        raise UnknownNameError("entity", name, entity_names())
    content = (_FOLDER / f"{plain}.yaml").read_text(encoding="utf-8")
    return _entity(yaml.load(content, Loader=_LOADER))  # noqa: S506 - a safe loader, from our own package


@cache
def table_names() -> tuple[str, ...]:
    """Names of all described tables."""
    return tuple(t for name in entity_names() for t in load_entity(name).tables)


def entity_of(table: str) -> Entity:
    """Entity whose documents fill a table.

    Raises
    ------
    UnknownNameError
        When no entity has such a table.
    UsageError
        When a table is named by something else than a string.
    """
    found = _holder(one_name("table", table))
    if found is None:
        raise UnknownNameError("table", table, table_names())
    return found


def is_table(name: str) -> bool:
    """Tell whether a table is described; most are found without loading all descriptions."""
    return _holder(name) is not None


@cache
def _holder(table: str) -> Entity | None:
    likely = sorted(entity_names(), key=lambda name: not table.startswith(name[:4]))
    return next((entity for entity in map(load_entity, likely) if table in entity.tables), None)


def find_table(table: str) -> Table:
    """Find the description of one table; see :func:`entity_of` for the error."""
    return entity_of(table).tables[table]


def _plain(name: str) -> str:
    own = name.rpartition(".")[2]
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in own).lstrip("_")


def _entity(raw: Mapping[str, Any]) -> Entity:
    tables = {name: _table(name, raw["entity"], spec) for name, spec in raw["tables"].items()}
    return Entity(
        name=raw["name"],
        java_class=raw["entity"],
        main=raw["main"],
        tables=tables,
        elsewhere=dict(raw.get("elsewhere") or {}),
        relations=tuple(_relation(raw["main"], spec) for spec in raw.get("relations") or ()),
        unmapped=dict(raw.get("unmapped") or {}),
        withheld=dict(raw.get("withheld") or {}),
        resolved_whole=tuple(raw.get("resolved_whole") or ()),
    )


def _table(name: str, entity: str, spec: Mapping[str, Any]) -> Table:
    key = set(spec["key"])
    labels = tuple(spec.get("labels") or ())
    columns = tuple(_column(column, words, column in key, labels) for column, words in spec["columns"].items())
    return Table(
        name=name,
        entity=entity,
        columns=columns,
        rows=spec.get("rows", ""),
        special=spec.get("special"),
        loaded=spec.get("loaded"),
        labels=tuple((spec.get("labels") or {}).items()),
        older_rows=tuple(spec.get("older_rows") or ()),
        asks=tuple((spec.get("asks") or {}).items()),
        grain=spec.get("grain", ""),
        about=spec.get("about", ""),
    )


def _column(name: str, spec: Mapping[str, Any], key: bool, labels: tuple[str, ...]) -> Column:  # noqa: FBT001
    words = dict(spec)
    if words["path"] == LABEL:
        words["values"] = labels
    kind = words.pop("type", "string")
    for word in ("older", "missing"):
        words[word] = tuple(words.get(word, ()))
    words["values"] = named_list("sets", words.get("values", ()))
    words["secret"] = words.get("secret") is True or named_list("secrets", words.get("secret", ()))
    where = next(iter(words.pop("where", {}).items()), None)
    return Column(name=name, kind=kind, key=key, where=where, **words)


def _relation(main: str, spec: Mapping[str, Any]) -> Relation:
    to_table, _, to_column = spec["to"].partition(".")
    return Relation(
        table=spec.get("table", main),
        column=spec["column"],
        to_table=to_table,
        to_column=to_column,
        cardinality=spec["cardinality"],
        about=spec.get("about", ""),
    )

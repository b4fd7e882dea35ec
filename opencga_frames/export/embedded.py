"""Tables whose rows depend on other entries: they change with those, without their own entry being changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.export.source import ExportSource
    from opencga_frames.frames.schema.model import Table

__all__ = ["holders", "links", "points_to"]


def holders(source: ExportSource) -> Iterator[tuple[str, str, str]]:
    """Find the tables of a source that show fields of embedded entries.

    Yields
    ------
    tuple of str
        Table, its column with the id of the other entry, and the main table of the other.
    """
    entity = source.scan.entity
    for relation in entity.relations if entity and source.main else ():
        name = relation.table or (entity.main if entity else "")
        if entity is not None and name in source.tables and _shows(entity.tables[name], relation.column):
            yield name, relation.column, relation.to_table


def links(source: ExportSource) -> Iterator[tuple[str, str, str]]:
    """Find the tables of a source that link its entries to others; both sides list the link, but one has the date.

    Yields
    ------
    tuple of str
        Table, its column with the id of the other entry, and the main table of the other.
    """
    entity = source.scan.entity
    for relation in entity.relations if entity and source.main else ():
        if relation.table in source.tables:
            yield relation.table, relation.column, relation.to_table


def points_to(source: ExportSource) -> frozenset[str]:
    """Give the main tables that entries of a source have links to, in whatever table."""
    entity = source.scan.entity
    return frozenset(relation.to_table for relation in entity.relations) if entity else frozenset()


def _shows(table: Table, column: str) -> bool:
    """Tell whether a table has more of an embedded entry than its id."""
    start, _, last = table.by_name[column].path.rpartition(".")
    if last != "id" or start != table.rows:
        return False
    return any(c.path.startswith(f"{start}.") for c in table.columns if c.name != column)

"""What has to be fetched for a join of tables that are only named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.frames.schema.registry import entity_names, entity_of, find_table, is_table, load_entity
from opencga_frames.joins.owners import owner_key
from opencga_frames.joins.related import ways_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from opencga_frames.frames.schema.model import Relation

__all__ = ["needed_tables"]


def needed_tables(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """List the tables to fetch for a join, and the columns of each that are not in the default view.

    Parameters
    ----------
    names
        Tables to join, the base first.

    Returns
    -------
    dict
        The tables in the same order, then those without which some could not be reached: link tables, and a table
        between two others where just one has the ids that lead on; for each of them the columns needed beside the
        core ones.

    Examples
    --------
    >>> needed_tables(["interpretations", "panels"])
    {'interpretations': ('panel_ids',), 'panels': ()}
    >>> list(needed_tables(["families", "samples"]))
    ['families', 'samples', 'individuals']
    """
    tables = [*dict.fromkeys(names)]
    while (more := _missing_link(tables) or _missing_between(tables)) is not None:
        tables.append(more)
    return {name: tuple(_columns(name, tables)) for name in tables}


def _missing_link(tables: list[str]) -> str | None:
    """Find a link table that leads to a table which the others do not reach."""
    reached = _reached(tables)
    for name in tables:
        if name in reached:
            continue
        for source in reached:
            links = [via for _, via in ways_between(source, name) if via not in tables and _is_link(via)]
            if links:
                return links[0]
    return None


def _missing_between(tables: list[str]) -> str | None:
    """Find the one table whose ids a reached table holds, and which holds those of a table that is not reached."""
    reached = _reached(tables)
    mains = [load_entity(name).main for name in entity_names()]
    for name in (other for other in tables if other not in reached):
        for source in reached:
            between = [m for m in mains if m not in tables and _holds(source, m) and _holds(m, name)]
            if len(between) == 1:
                return between[0]
    return None


def _holds(one: str, other: str) -> bool:
    """Return whether the rows of a table, or a link table read out of them, name those of another one."""
    entity = entity_of(one)
    named = [r for r in entity.relations if r.to_table == other]
    return any(r.table == one or (one == entity.main and r.column == r.to_column) for r in named)


def _is_link(name: str) -> bool:
    """Return whether a table lists records by their ids; one that names them in a role is joined only by choice."""
    if not is_table(name):
        return False
    return any(r.table == name and r.column == r.to_column for r in entity_of(name).relations)


def _reached(tables: list[str]) -> list[str]:
    reached = tables[:1]
    for name in reached:  # grows meanwhile
        reached += [other for other in tables if other not in reached and _direct(name, other)]
    return reached


def _direct(one: str, other: str) -> bool:
    if any({source, relation.to_table} == {one, other} for source, relation in _relations((one, other))):
        return True
    entity = entity_of(one)
    return entity is entity_of(other) and any(
        owner_key(entity, find_table(name)) for name in (one, other) if name != entity.main
    )


def _relations(tables: Iterable[str]) -> Iterator[tuple[str, Relation]]:
    """Relations of some tables, each with the table whose column, or list of ids, leads on."""
    for entity in {entity_of(name).name: entity_of(name) for name in tables}.values():
        for relation in entity.relations:
            yield relation.table, relation
            path = find_table(relation.table).by_name[relation.column].path
            if any(f"{c.path}[]" == path for c in entity.tables[entity.main].columns if c.kind == "list"):
                yield entity.main, relation


def _columns(name: str, tables: list[str]) -> Iterator[str]:
    table = find_table(name)
    for source, relation in _relations([name]):
        if source == relation.table == name and relation.to_table in tables:
            column = table.by_name[relation.column]
            if not (column.core or column.key):
                yield column.name

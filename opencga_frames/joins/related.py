"""What can be joined to a table, as the descriptions say."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING, Final

from opencga_frames.frames.schema.registry import entity_names, entity_of, find_table, load_entity
from opencga_frames.joins.owners import owner_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from opencga_frames.frames.schema.model import Entity, Relation

__all__ = ["related", "ways_between"]

_TURNED: Final = {"1:1": "1:1", "N:1": "1:N", "1:N": "N:1", "M:N": "M:N"}


@dataclass(frozen=True)
class _Way:
    """One row of the answer; see :func:`related`."""

    table: str
    via: str
    from_column: str
    to_table: str
    to_column: str
    cardinality: str
    meaning: str

    @property
    def multiplies(self) -> bool:
        """True where one row may meet several of the other table."""
        return self.cardinality.endswith("N")


def related(table: str) -> pd.DataFrame:
    """List what can be joined to a table.

    Parameters
    ----------
    table
        Name of a table, e.g. ``samples``.

    Returns
    -------
    pandas.DataFrame
        One row per way: ``table``; ``via``, the column that leads there or the link table between; ``from_column`` and
        ``to_column``, whose values are equal (and the study and other key columns that both tables have); ``to_table``;
        ``cardinality``, rows of the table to rows of the other one; ``meaning``; and ``multiplies``, true where a row
        may have several at the other end, so that an ordinary merge repeats it.

    Raises
    ------
    UnknownNameError
        When no such table is described.

    Examples
    --------
    >>> ways = related("samples").set_index("to_table")
    >>> ways.loc["individuals", ["via", "cardinality"]].iloc[0].tolist()
    ['individual_id', 'N:1']
    """
    import pandas as pd

    ways = _ways(table)
    names = [f.name for f in fields(_Way)]
    found = pd.DataFrame([astuple(way) for way in ways], columns=names, dtype="string")
    return found.assign(multiplies=pd.array([way.multiplies for way in ways], dtype="boolean"))


def ways_between(table: str, other: str) -> list[tuple[str, str]]:
    """List the ways from one table to another: cardinality and ``via`` of each, as in :func:`related`."""
    return [(way.cardinality, way.via) for way in _ways(table) if way.to_table == other]


def _ways(table: str) -> list[_Way]:
    entity = entity_of(table)
    return list(dict.fromkeys([*_outward(entity, table), *_inward(table), *_parts(entity, table)]))


def _outward(entity: Entity, table: str) -> Iterator[_Way]:
    """By ids in the table itself, and from a main table by those in the tables read out of its records."""
    for r in entity.relations:
        if _to_owner(r, entity):
            continue
        if r.table == table:
            yield _Way(table, r.column, r.column, r.to_table, r.to_column, _row_cardinality(r), r.about)
        elif table == entity.main:
            several = r.cardinality if r.cardinality.endswith("N") else "M:N"
            yield _Way(table, r.table, find_table(table).key[-1], r.to_table, r.to_column, several, r.about)


def _inward(table: str) -> Iterator[_Way]:
    """From the records that other tables refer to."""
    for name in entity_names():
        entity = load_entity(name)
        for r in entity.relations:
            if r.to_table != table or _to_owner(r, entity):
                continue
            turned = _TURNED[_row_cardinality(r)]
            about = f"Rows that name this one: {r.about[0].lower()}{r.about[1:]}"
            yield _Way(table, r.column, r.to_column, r.table, r.column, turned, about)
            if r.table != entity.main and r.column == r.to_column and entity.main != table:
                key = find_table(entity.main).key[-1]
                yield _Way(table, r.table, r.to_column, entity.main, key, _TURNED[r.cardinality], about)


def _parts(entity: Entity, table: str) -> Iterator[_Way]:
    """Between a main table and the tables read out of its records."""
    owner = entity.tables[entity.main]
    key = owner.key[-1]
    if table != entity.main:
        if not owner_key(entity, find_table(table)):
            return
        one = "1:1" if find_table(table).key == owner.key else "N:1"
        yield _Way(table, key, key, entity.main, key, one, f"The record that the row was read from ({owner.grain}).")
        return
    for part in entity.tables.values():
        if part.name != entity.main and owner_key(entity, part):
            several = "1:1" if part.key == owner.key else "1:N"
            yield _Way(table, key, key, part.name, key, several, part.about)


def _to_owner(relation: Relation, entity: Entity) -> bool:
    """Return whether a relation leads to the record that the row was read from, which `_parts` lists."""
    return relation.table != entity.main == relation.to_table and relation.column == relation.to_column


def _row_cardinality(relation: Relation) -> str:
    """Rows of the relation's own table to those of the other one.

    A link row has one record at its end, unless it holds a list of ids or names something that several records have.
    """
    if relation.table == entity_of(relation.table).main:
        return relation.cardinality
    source, target = find_table(relation.table), find_table(relation.to_table)
    whole = target.name == entity_of(target.name).main or set(target.key) <= set(source.names)
    return "N:1" if whole and source.by_name[relation.column].kind != "list" else "M:N"

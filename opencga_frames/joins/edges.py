"""Single steps between two frames: by a key, by a column that names a record in some role, by a list of ids."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from opencga_frames.joins.keys.matching import in_order, matches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from opencga_frames.frames.schema.model import Relation
    from opencga_frames.joins.inputs import Given

__all__ = ["Edge", "edges_between"]

#: Costs of a step: a key column is better than a list of ids, nothing is as good as a key with its version, and
#: a record in another role (the proband of a case) is meant only where nothing else leads there.
_PLAIN: Final = 1.0
_LIST: Final = 2.5
_UNPINNED: Final = 3.0
_ROLE: Final = 10.0


@dataclass(frozen=True)
class Edge:
    """A step from one frame to another.

    Attributes
    ----------
    source, target
        Names of the tables.
    one, back_one
        True when a row has at most one record at the other end; of its versions there may be more.
    cost
        The way with the least sum is taken.
    names
        Column and link table that it goes by, as :func:`opencga_frames.related` names them.
    find
        Finds the pairs: row numbers ``left`` (source) and ``right`` (target).
    roles
        Columns that name the record in another role than the key of its table does.
    """

    source: str
    target: str
    one: bool
    back_one: bool
    cost: float
    names: frozenset[str]
    find: Callable[[], pd.DataFrame]
    roles: tuple[str, ...] = ()

    def turned(self) -> Edge:
        """Return the same step from its end."""
        find = self.find
        return replace(
            self,
            source=self.target,
            target=self.source,
            one=self.back_one,
            back_one=self.one,
            find=lambda: _turned(find()),
        )


def _turned(pairs: pd.DataFrame) -> pd.DataFrame:
    return in_order(pairs["right"].to_numpy(), pairs["left"].to_numpy())


def edges_between(given: Mapping[str, Given], versions: str) -> list[Edge]:
    """All steps between frames, in both directions."""
    found = [*_owners(given, versions)]
    for entity in {g.entity.name: g.entity for g in given.values()}.values():
        for relation in entity.relations:
            steps = (_by_column(relation, given, versions), _by_owners_list(relation, entity.main, given, versions))
            found += [edge for edge in steps if edge is not None]
    found += _in_any_role(found)
    return [*found, *(edge.turned() for edge in found)]


def _owners(given: Mapping[str, Given], versions: str) -> Iterator[Edge]:
    """From the rows read out of a record to the record: of the same version where there are several."""
    for child in given.values():
        owner = given.get(child.entity.main)
        if child.main or owner is None:
            continue
        pin = child.version_column if child.several or versions == "match" else None
        edge = _key_edge(child, owner, {name: name for name in child.owner_key}, pin=pin, versions=versions)
        if edge is not None:
            names = frozenset({child.owner_key[-1], child.name})
            yield replace(edge, names=names, back_one=_one_part(child))


def _one_part(child: Given) -> bool:
    """Return whether a record has at most one row; for annotations, which may be several, the rows decide."""
    single = child.table.key == child.owner_key or (child.wide and child.owners.unique)
    return single and not child.several


def _by_column(relation: Relation, given: Mapping[str, Given], versions: str) -> Edge | None:
    """By a column that holds the id of the other table's rows."""
    source, target = given.get(relation.table), given.get(relation.to_table)
    if source is None or target is None or source is target or relation.column not in source.frame.columns:
        return None
    if source.table.by_name[relation.column].kind == "list":
        return _by_list(relation, source, target, versions)
    columns = _key_columns(relation, source, target)
    if not set(columns.values()) <= set(source.frame.columns):
        return None
    # A table of parts has its owner's id in its key, which the column alone does not give: several rows fit.
    whole = target.main or len(columns) == len(target.table.key)
    plain = whole and relation.column == relation.to_column
    stem = target.entity.name if plain else relation.column.removesuffix("_id")
    pin = f"{stem}_version" if versions == "match" and not source.main else None
    edge = _key_edge(source, target, columns, pin=pin, versions=versions, unique=whole)
    if edge is None:
        return None
    names = frozenset({relation.column, source.name})
    if plain:
        return replace(edge, names=names, back_one=relation.cardinality.startswith("1"))
    return replace(edge, names=names, one=whole, cost=_ROLE, roles=(relation.column,))


def _key_columns(relation: Relation, source: Given, target: Given) -> dict[str, str]:
    """Columns of the target's key with those of the source that hold the same; some tables know no study."""
    own = {c: relation.column if c == relation.to_column else c for c in target.table.key}
    return {c: name for c, name in own.items() if name in source.table.by_name}


def _key_edge(
    source: Given,
    target: Given,
    columns: Mapping[str, str],
    *,
    pin: str | None,
    versions: str,
    unique: bool = True,
) -> Edge | None:
    pinned = pin is not None and pin in source.frame.columns and target.version_column is not None
    ambiguous = target.several and not pinned
    if (ambiguous and versions == "match") or not set(columns.values()) <= set(source.frame.columns):
        return None
    single = unique and not target.base and not ambiguous

    def find() -> pd.DataFrame:
        left, right = source.arrays(*columns.values()), target.arrays(*columns)
        if pinned and pin is not None and target.version_column is not None:
            left += source.arrays(pin)
            right += target.arrays(target.version_column)
        index = target.owners if tuple(columns) == target.owner_key and not pinned else None
        return matches(left, right, validate="many_to_one" if single else "many_to_many", index=index)

    exact = pinned or versions != "match" or not target.versioned
    cost = _PLAIN if exact else _UNPINNED
    return Edge(source.name, target.name, one=True, back_one=False, cost=cost, names=frozenset(), find=find)


def _by_owners_list(relation: Relation, main: str, given: Mapping[str, Given], versions: str) -> Edge | None:
    """By a list of ids in the main table, of which the link table is the long form."""
    owner, target = given.get(main), given.get(relation.to_table)
    if owner is None or target is None or owner is target or relation.table == main:
        return None
    path = owner.entity.tables[relation.table].by_name[relation.column].path
    column = next((c.name for c in owner.table.columns if c.kind == "list" and f"{c.path}[]" == path), None)
    if column is None or column not in owner.frame.columns or (target.several and versions == "match"):
        return None
    one, back_one = relation.cardinality.endswith("1"), relation.cardinality.startswith("1")
    names = frozenset({relation.table, relation.column, column})
    return Edge(owner.name, target.name, one, back_one, _LIST, names, _listed(owner, target, column, relation))


def _by_list(relation: Relation, source: Given, target: Given, versions: str) -> Edge | None:
    """By a column of the table itself that holds a list of ids."""
    own = relation.column == f"{target.entity.name}_ids"
    if target.several and versions == "match":
        return None
    return Edge(
        source.name,
        target.name,
        one=False,
        back_one=relation.cardinality.startswith("1"),
        cost=_LIST if own else _LIST + _ROLE,
        names=frozenset({relation.column, source.name}),
        find=_listed(source, target, relation.column, relation),
        roles=() if own else (relation.column,),
    )


def _listed(owner: Given, target: Given, column: str, relation: Relation) -> Callable[[], pd.DataFrame]:
    columns = _key_columns(relation, owner, target) | {relation.to_column: column}
    key = [c for c in target.table.key if c in columns]

    def find() -> pd.DataFrame:
        lists = pa.array(owner.frame[column].array, pa.list_(pa.large_string()), from_pandas=True)
        parents = pc.list_parent_indices(lists).to_numpy()
        left = [
            pc.list_flatten(lists).cast(pa.large_string())
            if c == relation.to_column
            else owner.arrays(columns[c])[0].take(pa.array(parents))
            for c in key
        ]
        found = matches(left, target.arrays(*key))
        return found.assign(left=parents[found["left"].to_numpy()]).drop_duplicates(ignore_index=True)

    return find


def _in_any_role(edges: Iterable[Edge]) -> list[Edge]:
    """Where several columns of a table name records of another one: those named by any of them.

    They cost less than each column alone, which is taken when it is named (``via``).
    """
    groups: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        if edge.roles:
            groups.setdefault((edge.source, edge.target), []).append(edge)
    return [_any_of(group) for group in groups.values() if len(group) > 1]


def _any_of(edges: list[Edge]) -> Edge:
    def find() -> pd.DataFrame:
        pairs = pd.concat([edge.find() for edge in edges]).drop_duplicates()
        return in_order(pairs["left"].to_numpy(), pairs["right"].to_numpy())

    return replace(
        edges[0],
        one=False,
        back_one=False,
        cost=min(edge.cost for edge in edges) - _PLAIN,
        names=frozenset({edges[0].source}),
        find=find,
        roles=tuple(role for edge in edges for role in edge.roles),
    )

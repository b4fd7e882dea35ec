"""The cheapest way from the base to each of the other frames."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from opencga_frames.joins.keys.matching import in_order, matches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import pandas as pd

    from opencga_frames.frames.schema.model import Relation
    from opencga_frames.joins.inputs import Given

__all__ = ["Edge", "Route", "edges_between", "routes_from"]


@dataclass(frozen=True)
class Route:
    """Ways one after the other, from the base to one frame."""

    edges: tuple[Edge, ...]

    @property
    def tables(self) -> tuple[str, ...]:
        """Tables on the way, the base and the last one included."""
        return (*(e.source for e in self.edges), self.edges[-1].target)

    @property
    def one(self) -> bool:
        """True when a row at the start has at most one at the end."""
        return all(e.one for e in self.edges)

    @property
    def cardinality(self) -> str:
        """In the usual short form, start to end."""
        back = all(e.back_one for e in self.edges)
        if self.one:
            return "1:1" if back else "N:1"
        return "1:N" if back else "M:N"

    def after(self, table: str) -> Route:
        """Give the rest of the way behind a table on it."""
        return Route(self.edges[self.tables.index(table) :])

    def pairs(self) -> pd.DataFrame:
        """Row numbers at the start (``left``) and at the end (``right``), each pair once."""
        whole = self.edges[0].find()
        for edge in self.edges[1:]:
            more = edge.find().rename(columns={"left": "between"})
            whole = whole.rename(columns={"right": "between"}).merge(more, on="between")[["left", "right"]]
        if len(self.edges) > 1:
            whole = whole.drop_duplicates()
        return in_order(whole["left"].to_numpy(), whole["right"].to_numpy())


def routes_from(base: str, edges: Iterable[Edge]) -> dict[str, Route]:
    """Find the cheapest way to each table, the nearest tables first."""
    onward: dict[str, list[Edge]] = {}
    for edge in edges:
        onward.setdefault(edge.source, []).append(edge)
    found: dict[str, Route] = {}
    order = count()
    waiting: list[tuple[float, int, str, tuple[Edge, ...]]] = [(0.0, next(order), base, ())]
    while waiting:
        cost, _, table, way = heapq.heappop(waiting)
        if table in found:
            continue
        found[table] = Route(way)
        for edge in onward.get(table, ()):
            heapq.heappush(waiting, (cost + edge.cost, next(order), edge.target, (*way, edge)))
    del found[base]
    return found


#: Costs of a way: a key column is better than a list of ids, and nothing is as good as a key with its version.
_PLAIN: Final = 1.0


_LIST: Final = 2.5


_UNPINNED: Final = 3.0


@dataclass(frozen=True)
class Edge:
    """A way from one frame to another.

    Attributes
    ----------
    source, target
        Names of the tables.
    one, back_one
        True when a row has at most one record at the other end; of its versions there may be more.
    cost
        The way with the least sum is taken.
    find
        Finds the pairs: row numbers ``left`` (source) and ``right`` (target).
    """

    source: str
    target: str
    one: bool
    back_one: bool
    cost: float
    find: Callable[[], pd.DataFrame]

    def turned(self) -> Edge:
        """Give the same way from its end."""
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
    """All ways between frames, in both directions."""
    found: list[Edge | None] = [
        _owner(frame, given[frame.entity.main], versions)
        for frame in given.values()
        if not frame.main and frame.entity.main in given
    ]
    for entity in {g.entity.name: g.entity for g in given.values()}.values():
        for relation in entity.relations:
            found += [_link(relation, given, versions), _list(relation, entity.main, given, versions)]
    ways = [edge for edge in found if edge is not None]
    return [*ways, *(edge.turned() for edge in ways)]


def _owner(child: Given, owner: Given, versions: str) -> Edge | None:
    """From the rows read out of a record to the record: of the same version where there are several."""
    own = child.version_column if child.several or versions == "match" else None
    return _key_edge(child, owner, key=child.owner_key, pin=own, versions=versions)


def _link(relation: Relation, given: Mapping[str, Given], versions: str) -> Edge | None:
    """By a column that holds the other table's id under its own name; parents and the like are other roles."""
    source, target = given.get(relation.table), given.get(relation.to_table)
    if source is None or target is None or source is target or relation.column != relation.to_column:
        return None
    if relation.column not in source.frame.columns:
        return None
    pin = f"{target.entity.name}_version" if versions == "match" and not source.main else None
    edge = _key_edge(source, target, key=target.table.key, pin=pin, versions=versions)
    return edge and replace(edge, back_one=relation.cardinality.startswith("1"))


def _key_edge(source: Given, target: Given, *, key: tuple[str, ...], pin: str | None, versions: str) -> Edge | None:
    pinned = pin is not None and pin in source.frame.columns and target.version_column is not None
    ambiguous = target.several and not pinned
    if (ambiguous and versions == "match") or not set(key) <= set(source.frame.columns):
        return None
    single = not target.base and not ambiguous

    def find() -> pd.DataFrame:
        left, right = source.arrays(*key), target.arrays(*key)
        if pinned and pin is not None and target.version_column is not None:
            left += source.arrays(pin, version=pin)
            right += target.arrays(target.version_column, version=target.version_column)
        index = target.owners if key == target.owner_key and not pinned else None
        return matches(left, right, validate="many_to_one" if single else "many_to_many", index=index)

    exact = pinned or versions != "match" or not target.versioned
    cost = _PLAIN if exact else _UNPINNED
    return Edge(source.name, target.name, one=True, back_one=False, cost=cost, find=find)


def _list(relation: Relation, main: str, given: Mapping[str, Given], versions: str) -> Edge | None:
    """By a list of ids in the main table, of which the link table is the long form."""
    owner, target = given.get(main), given.get(relation.to_table)
    if owner is None or target is None or owner is target or relation.table == main:
        return None
    path = owner.entity.tables[relation.table].by_name[relation.column].path
    column = next((c.name for c in owner.table.columns if c.kind == "list" and f"{c.path}[]" == path), None)
    if column is None or column not in owner.frame.columns or (target.several and versions == "match"):
        return None
    one, back_one = relation.cardinality.endswith("1"), relation.cardinality.startswith("1")
    return Edge(owner.name, target.name, one, back_one, _LIST, lambda: _listed(owner, target, column, relation))


def _listed(owner: Given, target: Given, column: str, relation: Relation) -> pd.DataFrame:
    lists = pa.array(owner.frame[column].array, pa.list_(pa.large_string()), from_pandas=True)
    parents = pc.list_parent_indices(lists).to_numpy()
    rest = [c for c in target.table.key if c != relation.to_column]
    arrays = dict(zip(rest, owner.arrays(*rest), strict=True))
    left = [
        arrays[c].take(pa.array(parents)) if c in arrays else pc.list_flatten(lists).cast(pa.large_string())
        for c in target.table.key
    ]
    found = matches(left, target.arrays(*target.table.key))
    return found.assign(left=parents[found["left"].to_numpy()]).drop_duplicates(ignore_index=True)

"""The cheapest way from the base to each of the other frames."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from opencga_frames.joins.keys.matching import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from opencga_frames.joins.edges import Edge

__all__ = ["JoinRoute", "routes_from"]


@dataclass(frozen=True)
class JoinRoute:
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

    @property
    def roles(self) -> tuple[str, ...]:
        """Columns on the way that name a record in another role than the table's own id does."""
        return tuple(role for edge in self.edges for role in edge.roles)

    def after(self, table: str) -> JoinRoute:
        """Return the rest of the way behind a table on it."""
        return JoinRoute(self.edges[self.tables.index(table) :])

    def pairs(self) -> pd.DataFrame:
        """Row numbers at the start (``left``) and at the end (``right``), each pair once."""
        whole = self.edges[0].find()
        for edge in self.edges[1:]:
            more = edge.find().rename(columns={"left": "between"})
            whole = whole.rename(columns={"right": "between"}).merge(more, on="between")[["left", "right"]]
        if len(self.edges) > 1:
            whole = whole.drop_duplicates()
        return in_order(whole["left"].to_numpy(), whole["right"].to_numpy())


def routes_from(base: str, edges: Iterable[Edge], via: Mapping[str, str] | None = None) -> dict[str, JoinRoute]:
    """Find the cheapest way to each table, the nearest tables first.

    Parameters
    ----------
    base
        Table at which the ways start.
    edges
        Steps that can be taken.
    via
        Column or link table by which a table has to be reached, by name of the table.
    """
    chosen = via or {}
    onward: dict[str, list[Edge]] = {}
    for edge in edges:
        if chosen.get(edge.target) in {None, *edge.names}:
            onward.setdefault(edge.source, []).append(edge)
    found: dict[str, JoinRoute] = {}
    order = count()
    waiting: list[tuple[float, int, str, tuple[Edge, ...]]] = [(0.0, next(order), base, ())]
    while waiting:
        cost, _, table, way = heapq.heappop(waiting)
        if table in found:
            continue
        found[table] = JoinRoute(way)
        for edge in onward.get(table, ()):
            heapq.heappush(waiting, (cost + edge.cost, next(order), edge.target, (*way, edge)))
    del found[base]
    return found

"""Rows of a table that rows of the same table name: the parents of an individual, the job that was retried."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from opencga_frames.errors import JoinError
from opencga_frames.joins.edges import edges_between
from opencga_frames.joins.keys.matching import matches
from opencga_frames.joins.lists import collapsed, column_of, counts_of, ids_name
from opencga_frames.joins.routes import routes_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from opencga_frames.frames.schema.model import Relation
    from opencga_frames.joins.inputs import Given

__all__ = ["Role", "roles_of"]


@dataclass(frozen=True)
class Role:
    """One parent for each row of a frame.

    Attributes
    ----------
    name
        ``father``, ``mother``; ``parent`` of a job.
    table
        Table of the children, and of the parents.
    parents
        The rows that can be parents: of each id one, in the newest version.
    rows
        Row number of the parent for each child, -1 for none, and one -1 more at the end for a missing child.
    """

    name: str
    table: str
    parents: Given
    rows: NDArray[np.int64] = field(repr=False)

    def columns(self, present: Iterable[str], without: Iterable[str] = ()) -> dict[str, str]:
        """Name the columns that a parent adds; the keys, which the child has, are left out.

        Parameters
        ----------
        present
            Names that the result has so far.
        without
            Names that are given by other means.

        Raises
        ------
        JoinError
            When a name is taken.
        """
        kept = [c for c in self.parents.frame.columns if c not in self.parents.table.key]
        names = {c: f"{self.name}_{c}" for c in kept if f"{self.name}_{c}" not in set(without)}
        clash = sorted(set(present) & set(names.values()))
        if clash:
            msg = (
                f"There are columns already that parents=True would add: {', '.join(clash[:5])}. Drop or rename them "
                "first; parents can be joined to a frame once."
            )
            raise JoinError(msg)
        return names

    def lists(
        self, others: Iterable[Given], rows: NDArray[np.int64], like: pd.DataFrame, versions: str
    ) -> dict[str, Any]:
        """Return the ids and counts of what belongs to a parent in other tables, such as its samples.

        Parameters
        ----------
        others
            Tables that may have several rows for an individual.
        rows
            Row number of the parent for each row of the result, -1 for none.
        like
            The base, for the form of the columns.
        versions
            As for :func:`opencga_frames.join`.
        """
        made: dict[str, Any] = {}
        for other in others:
            edges = edges_between({self.table: self.parents, other.name: other}, versions)
            route = routes_from(self.table, edges).get(other.name)
            if route is None or route.one:
                continue
            ids, counts = collapsed(other, route.pairs(), rows, len(self.parents.frame))
            name = ids_name(other)
            made |= {f"{self.name}_{name}": column_of(ids, like)} if name is not None else {}
            made[f"{self.name}_num_{other.name}"] = counts_of(counts, like)
        return made


def roles_of(given: Mapping[str, Given], attached: Iterable[str]) -> list[Role]:
    """Find the parents for the frames that have some, as the descriptions' relations say.

    Raises
    ------
    JoinError
        When no frame can have parents, or one lacks the columns that name them.
    """
    found = [
        _role(given[name], relation)
        for name in attached
        for relation in given[name].entity.relations
        if relation.table == relation.to_table == name
    ]
    if not found:
        msg = (
            f"parents=True needs a frame of individuals with one row for each row of the result, got "
            f"{', '.join(given)}. Give individuals, e.g. join(samples, individuals, parents=True); a table that "
            "becomes a list has no parents, unless grain names it."
        )
        raise JoinError(msg)
    return found


def _role(children: Given, relation: Relation) -> Role:
    if relation.column not in children.frame.columns:
        msg = (
            f"The frame of {children.name} has no column {relation.column}, which parents=True needs. Fetch it with "
            "the columns that name the parents."
        )
        raise JoinError(msg)
    children.check_unique()
    # No record names the version of its parents.
    parents = children.newest()
    own, other = _key(children, relation.column), parents.arrays(*parents.table.key)
    pairs = matches(own, other, validate="many_to_one", index=parents.owners)
    rows = np.full(len(children.frame) + 1, -1, dtype=np.int64)
    rows[pairs["left"].to_numpy()] = pairs["right"].to_numpy()
    return Role(relation.column.removesuffix("_id"), children.name, parents, rows)


def _key(children: Given, column: str) -> list[Any]:
    return children.arrays(*children.table.key[:-1], column)

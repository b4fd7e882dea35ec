"""The filters of one search: which entries of a collection are asked for."""

from __future__ import annotations

import json
from functools import partial, reduce
from typing import TYPE_CHECKING

import numpy as np

from opencga_frames.sandbox.catalog.entities import OPTIONS
from opencga_frames.sandbox.query.conditions import Findable
from opencga_frames.sandbox.query.directory import directory_test
from opencga_frames.sandbox.query.grammar import GRAMMARS, UnreadableFilterError, string_test
from opencga_frames.sandbox.query.references import reference_test
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from opencga_frames.sandbox.catalog.collection import Collection
    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.catalog.lookups import Positions
    from opencga_frames.sandbox.query.grammar import Test

__all__ = ["check_names", "select"]

#: A test over the values below one or several paths together.
Condition = tuple[tuple[str, ...], "Test"]
#: Entries whose values are read one by one rather than as a column.
_FEW = 500


def check_names(kind: Kind, query: Mapping[str, str]) -> None:
    """Refuse parameters a search of this kind does not know."""
    for name in query:
        if name in OPTIONS or name in kind.options or name in kind.filters:
            continue
        root = name.partition(".")[0]
        if name in kind.wrapped:
            java = "org.opencb.opencga.catalog.exceptions.CatalogDBException"
            raise Refusal(Java.DATABASE, f"{java}: Cannot query by parameter {name}")
        if root in kind.closed:
            raise Refusal(Java.DATABASE, f"Cannot query by parameter {root}")
        message = f"Unexpected parameter {name}. The parameter does not exist or cannot be queried for."
        raise Refusal(Java.DATABASE, message)


def _paths(grammar: str, path: str) -> tuple[str, ...]:
    return (f"{path}.id", f"{path}.name") if grammar == "term" else (path,)


def _condition(name: str, value: str, collection: Collection, study_uid: int) -> Condition:
    grammar, path = collection.kind.filters[name]
    if grammar.startswith("@"):
        return (path,), reference_test(grammar[1:], collection.others, value)
    try:
        if grammar == "directory":
            return (path,), directory_test(value)
        return _paths(grammar, path), GRAMMARS.get(grammar, string_test)(value)
    except UnreadableFilterError:
        query = json.dumps({name: value, "studyUid": study_uid}, separators=(",", ":"))
        raise Refusal(Java.DATABASE, f"Error parsing query : {query}") from None


def _found(collection: Collection, condition: Condition) -> Positions | None:
    """Return the entries that meet a condition where an index tells, deleted ones too, else None."""
    paths, test = condition
    return test.find(collection.fields(paths)) if isinstance(test, Findable) else None


def _kept(collection: Collection, positions: Sequence[int], condition: Condition) -> list[int]:
    """Return the entries that meet a condition, by looking at each."""
    paths, test = condition
    if len(positions) < _FEW:
        return [p for p in positions if test([value for path in paths for value in collection.values(path, p)])]
    columns = [collection.column(path) for path in paths]
    if len(columns) == 1:
        column = columns[0]
        return [p for p in positions if test(column[p])]
    return [p for p in positions if test([value for column in columns for value in column[p]])]


def select(collection: Collection, query: Mapping[str, str], study_uid: int) -> Sequence[int]:
    """Return the positions of the entries that meet every filter, in natural order.

    Parameters
    ----------
    collection
        The entries.
    query
        Parameters of the call; those that are no filters are left alone.
    study_uid
        Number of the study, for the message of a refusal.
    """
    conditions = {
        name: _condition(name, value, collection, study_uid)
        for name, value in query.items()
        if name in collection.kind.filters and name != "version"
    }
    found = {name: _found(collection, condition) for name, condition in conditions.items()}
    known = [places for places in found.values() if places is not None]
    positions: Sequence[int] = collection.alive
    if known:
        positions = collection.present(reduce(partial(np.intersect1d, assume_unique=True), known))
    for name, condition in conditions.items():
        if found[name] is None:
            positions = _kept(collection, positions, condition)
    return positions

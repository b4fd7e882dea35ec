"""The filters of one search: which entries of a collection are asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.entities import OPTIONS
from opencga_frames.sandbox.query.directory import directory_test
from opencga_frames.sandbox.query.grammar import GRAMMARS, UnreadableFilterError, string_test
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.sandbox.catalog.collection import Collection
    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.query.grammar import Test

__all__ = ["check_names", "select"]

#: A test over the values below one or several paths together.
Condition = tuple[tuple[str, ...], "Test"]
_SIMPLE = frozenset('!=<>~^$,;"')


def check_names(kind: Kind, query: dict[str, str]) -> None:
    """Refuse parameters a search of this kind does not know."""
    for name in query:
        if name in OPTIONS or name in kind.filters:
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


def _condition(name: str, value: str, kind: Kind, study_uid: int) -> Condition:
    grammar, path = kind.filters[name]
    try:
        if grammar == "directory":
            return (path,), directory_test(value)
        return _paths(grammar, path), GRAMMARS.get(grammar, string_test)(value)
    except UnreadableFilterError:
        query = json.dumps({name: value, "studyUid": study_uid}, separators=(",", ":"))
        raise Refusal(Java.DATABASE, f"Error parsing query : {query}") from None


def _plain_ids(value: str) -> list[str] | None:
    """Return the ids of a filter that is nothing but a list of them."""
    return None if _SIMPLE.intersection(value.replace(",", "")) else value.split(",")


def _start(collection: Collection, query: dict[str, str]) -> tuple[Sequence[int], frozenset[str]]:
    """Begin with the entries named by id or uuid where a filter names them, else with all."""
    for name in ("id", "uuid"):
        ids = _plain_ids(query[name]) if name in query else None
        if ids is not None:
            places = {collection.position(key, name) for key in ids}
            return sorted(place for place in places if place is not None), frozenset({name})
    return collection.alive, frozenset()


def _kept(collection: Collection, positions: Sequence[int], condition: Condition) -> list[int]:
    paths, test = condition
    columns = [collection.column(path) for path in paths]
    if len(columns) == 1:
        column = columns[0]
        return [p for p in positions if test(column[p])]
    return [p for p in positions if test([value for column in columns for value in column[p]])]


def select(collection: Collection, query: dict[str, str], study_uid: int) -> Sequence[int]:
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
        name: _condition(name, value, collection.kind, study_uid)
        for name, value in query.items()
        if name in collection.kind.filters and name != "version"
    }
    positions, settled = _start(collection, query)
    for name, condition in conditions.items():
        if name not in settled:
            positions = _kept(collection, positions, condition)
    return positions

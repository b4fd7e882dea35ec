"""Filters on fields that hold ids of other entries: each value names an entry, as the server looks it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.fragments import is_uuid
from opencga_frames.sandbox.query.conditions import OneOf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.sandbox.catalog.collection import Collection

__all__ = ["reference_test"]


def _file(files: Collection, key: str) -> str | None:
    """Return the id of the file of an id, a path, or a name only one file has."""
    for known in (key, key.replace("/", ":")):
        if files.position(known) is not None:
            return known
    named = files.positions(key, "name")
    return files.id_at(named[0]) if len(named) == 1 else None


def _found(kind: str, collection: Collection, key: str) -> str | None:
    """Return the id of the entry a value names, None when there is none."""
    if is_uuid(key):
        place = collection.position(key, "uuid")
        return None if place is None else collection.id_at(place)
    if kind == "files":
        return _file(collection, key)
    return key if collection.position(key) is not None else None


def reference_test(kind: str, collections: Mapping[str, Collection], value: str) -> OneOf:
    """Return a test for fields that hold one of the entries named; what names none counts for nothing.

    Parameters
    ----------
    kind
        What the field holds.
    collections
        Entries of the study by kind.
    value
        Comma list of ids or uuids; files may be given by path too.
    """
    others = collections[kind]
    wanted = {found for key in value.split(",") if (found := _found(kind, others, key)) is not None}
    return OneOf(frozenset(wanted))

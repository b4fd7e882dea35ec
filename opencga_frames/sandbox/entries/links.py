"""Entries that refer to each other: finding them, and giving new versions to those a change reaches.

A sample that changes gives its individual a new version, an individual its families; cohorts and files are not reached.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["change", "named", "places", "spread"]


def places(study: SandboxStudy, kind: str, keys: Iterable[str]) -> list[int]:
    """Return the positions of entries, or refuse when one is missing."""
    collection = study.collections[kind]
    found = {key: collection.position(key) for key in keys}
    missing = [key for key, place in found.items() if place is None]
    if missing:
        names = ", ".join(f"'{key}'" for key in missing)
        raise Refusal(Java.CATALOG, f"Missing {kind}: {names} not found.")
    return [place for place in found.values() if place is not None]


def change(study: SandboxStudy, kind: str, place: int, values: Document, *, now: str, reach: bool = True) -> Document:
    """Write fields of an entry as a new version, and spread the change.

    Parameters
    ----------
    study, kind, place
        Which entry.
    values
        New values of fields.
    now
        The current time as 14 digits.
    reach
        Whether what holds the entry gets a new version too.
    """
    collection = study.collections[kind]
    old = collection.document(place)
    new = {**old, **values, "modificationDate": now, "internal": {**old["internal"], "lastModified": now}}
    if collection.kind.versioned:
        new["version"] = old["version"] + 1
    collection.replace(place, new)
    if reach:
        spread(study, kind, new, now)
    return new


def spread(study: SandboxStudy, kind: str, document: Document, now: str) -> None:
    """Make a new version of what holds an entry."""
    for other, field in study.collections[kind].kind.spreads.items():
        value = document.get(field) or ()
        for key in [value] if isinstance(value, str) else value:
            place = study.collections[other].position(key)
            if place is not None:
                change(study, other, place, {}, now=now)
    for other, paths in study.collections[kind].kind.holders.items():
        holders = study.collections[other]
        found = {place for path in paths for place in holders.positions(document["id"], path)}
        for place in sorted(found):
            change(study, other, place, {}, now=now)


def named(body: Document, field: str) -> list[str]:
    """Return the ids a field of a body names, whether as strings or as objects, one or many."""
    raw = body.get(field) or []
    items = raw if isinstance(raw, list) else [raw]
    return [one["id"] if isinstance(one, dict) else one for one in items]

"""New versions and deletions of entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.fragments import internal_status
from opencga_frames.sandbox.entries.annotate import merged_sets
from opencga_frames.sandbox.entries.blank import check_id, settled
from opencga_frames.sandbox.entries.links import change
from opencga_frames.sandbox.entries.lists import combined
from opencga_frames.sandbox.entries.renamed import follow_rename
from opencga_frames.sandbox.kinds.registry import rules_of
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["annotate", "delete", "update"]

#: Lists an update adds to unless its action says otherwise; other lists are replaced.
_LISTS = {
    "samples": frozenset({"phenotypes"}),
    "individuals": frozenset({"phenotypes", "disorders", "samples"}),
    "cohorts": frozenset({"samples", "tags"}),
    "files": frozenset({"sampleIds", "relatedFiles", "tags"}),
    "jobs": frozenset({"tags"}),
}


def _new_values(
    study: SandboxStudy, kind: Kind, old: Document, body: Document, *, options: dict[str, str], now: str
) -> Document:
    values: Document = {}
    for field in kind.updates:
        given = body.get(field)
        if given is None:
            continue
        if field == "annotationSets":
            action = options.get("annotationSetsAction", "ADD")
            values[field] = merged_sets(study, old["annotationSets"], given, action)
        elif field in _LISTS.get(kind.name, ()):
            listed = settled(kind, field, old.get(field), given, now=now)
            values[field] = combined(old.get(field) or [], listed, options.get(f"{field}Action", "ADD"))
        else:
            values[field] = settled(kind, field, old.get(field), given, now=now)
    return values


def _check_new_id(study: SandboxStudy, kind: Kind, old: Document, values: Document) -> None:
    """Refuse another id that is none, or that is taken."""
    if values.get("id", old["id"]) == old["id"]:
        return
    key = values["id"]
    check_id(key)
    if study.collections[kind.name].position(key) is not None:
        message = f"Cannot set id for {kind.word}. A {kind.word} with {{ id: '{key}'}} already exists."
        raise Refusal(Java.DATABASE, message)


def update(
    study: SandboxStudy, kind: Kind, place: int, body: Document, *, options: dict[str, str], now: str
) -> Document:
    """Write a new version of an entry and return it.

    Parameters
    ----------
    study, kind, place
        Which entry.
    body
        Fields to change.
    options
        Query of the call, for the actions on lists.
    now
        The current time as 14 digits.
    """
    old = study.collections[kind.name].document(place)
    rules = rules_of(kind)
    rules.check_update(study, body)
    values = _new_values(study, kind, old, body, options=options, now=now)
    if not values:
        raise Refusal(Java.CATALOG, "Missing parameters to update")
    _check_new_id(study, kind, old, values)
    rules.updating(study, old, values, now)
    new = change(study, kind.name, place, values, now=now)
    if new["id"] != old["id"]:
        follow_rename(study, kind.name, old["id"], new["id"])
    rules.updated(study, old, new, now)
    return new


def annotate(study: SandboxStudy, kind: Kind, place: int, change_: tuple[str, Document, str], *, now: str) -> Document:
    """Change the values of one annotation set.

    Parameters
    ----------
    study, kind, place
        Which entry.
    change_
        Annotation set, values, and ADD, SET, REMOVE, RESET or REPLACE.
    now
        The current time as 14 digits.
    """
    key, given, action = change_
    sets = study.collections[kind.name].document(place)["annotationSets"]
    old = next((one for one in sets if one["id"] == key), None)
    if old is None:
        raise Refusal(Java.CATALOG, f"AnnotationSet {key} not found.")
    values = given if action == "SET" else {**old["annotations"], **given}
    if action in {"REMOVE", "RESET"}:
        names = str(given.get("remove") or given.get("reset") or "").split(",")
        values = {name: value for name, value in old["annotations"].items() if name not in names}
    checked = merged_sets(study, [], [{**old, "annotations": values}], "SET")
    new = [checked[0] if one["id"] == key else one for one in sets]
    return change(study, kind.name, place, {"annotationSets": new}, now=now)


def delete(study: SandboxStudy, kind: Kind, place: int, now: str, *, options: Mapping[str, str]) -> None:
    """Take an entry away unless others hold it.

    Parameters
    ----------
    study, kind, place
        Which entry.
    now
        The current time as 14 digits.
    options
        Query of the call: ``force``, and what becomes of what held the entry.
    """
    collection, rules = study.collections[kind.name], rules_of(kind)
    document = collection.document(place)
    if options.get("force", "").lower() == "true":
        rules.set_free(study, document, options, now)
    else:
        rules.check_free(study, document)
    document = collection.document(place)
    state = {**document["internal"], "status": internal_status("DELETED", now, study.server)}
    collection.remove(place, {**document, "internal": state})
    rules.deleted(study, document, now)

"""Documents from elsewhere in the shape the collections keep: no nulls, references by id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.catalog.fragments import uuid_of

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["entry", "shaped", "study_names"]

_BAD = re.compile(r"[^A-Za-z0-9_.-]+")


def shaped(value: Any) -> Any:
    """Return a value without nulls in objects and without the server's internal numbers."""
    if isinstance(value, dict):
        return {key: shaped(below) for key, below in value.items() if below is not None}
    if isinstance(value, list):
        return [shaped(below) for below in value]
    return value


def entry(kind: Kind, document: Document) -> Document:
    """Return a document as an entry of a study: with a uuid and the primitives of its kind."""
    full: Document = {"id": str(document["id"]), **({"annotationSets": []} if kind.annotations else {})}
    full.update(document)
    full["id"] = str(document["id"])
    full.setdefault("uuid", uuid_of(kind.code, full["id"]))
    for name, default in kind.primitives.items():
        if "." in name:
            continue
        full.setdefault(name, 1 if name in {"release", "version"} else default)
    for name, join in kind.joins.items():
        value = full.get(name)
        if isinstance(value, list) and not join.many:
            value = value[0] if value else None
        if join.many:
            full[name] = [one if isinstance(one, dict) else {"id": str(one)} for one in value or []]
        else:
            full[name] = {"id": value} if isinstance(value, str) else value
    return full


def study_names(documents: list[Document], folder: str) -> tuple[str, str]:
    """Return project and study for a folder: those of its first study document, else invented ones."""
    first = documents[0] if documents else {}
    fallback = _BAD.sub("-", folder).strip("-") or "folder"
    fqn = str(first.get("fqn") or "")
    project = fqn.partition("@")[2].partition(":")[0] or "data"
    return project, str(first.get("id") or fallback)

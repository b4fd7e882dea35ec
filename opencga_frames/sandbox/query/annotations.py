"""Annotation sets as they are written: chosen, or flattened to dotted names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opencga_frames.sandbox.query.projection import AnnotationChoice
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["chosen", "flattened"]


def _collect(value: Any, path: str, into: Document) -> None:
    if isinstance(value, dict):
        for key, below in value.items():
            _collect(below, f"{path}.{key}" if path else key, into)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for item in value:
            found: Document = {}
            _collect(item, path, found)
            for name, below in found.items():
                into.setdefault(name, []).extend(below if isinstance(below, list) else [below])
    else:
        into[path] = value


def flattened(sets: list[Document]) -> list[Document]:
    """Return annotation sets with one flat object of dotted names; lists of objects lose their grouping."""
    flat = []
    for one in sets:
        values: Document = {}
        _collect(one.get("annotations", {}), "", values)
        flat.append({**one, "annotations": values})
    return flat


def _variables(annotations: Document, wanted: frozenset[str]) -> Document:
    names = {name.partition(".")[0] for name in wanted}
    return {key: value for key, value in annotations.items() if key in names}


def chosen(sets: list[Document], choice: AnnotationChoice) -> list[Document]:
    """Return the annotation sets an include asked for, cut to the variables it named."""
    if not choice:
        return sets
    kept = []
    for one in sets:
        if choice.sets and one["variableSetId"] not in choice.sets:
            continue
        if choice.ids and one["id"] not in choice.ids:
            continue
        values = _variables(one["annotations"], choice.variables) if choice.variables else one["annotations"]
        if values or not choice.variables:
            kept.append({**one, "annotations": values})
    return kept

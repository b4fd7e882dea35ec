"""Variable sets of a study: added, extended, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.entries.links import change
from opencga_frames.sandbox.wire.jackson import unfit
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["add_variable_set", "check_types", "remove_variable_set", "update_variables"]

_VARIABLE = "org.opencb.opencga.core.models.study.Variable"
_TYPES = (
    "CATEGORICAL",
    "STRING",
    "MAP_STRING",
    "MAP_BOOLEAN",
    "BOOLEAN",
    "MAP_INTEGER",
    "INTEGER",
    "OBJECT",
    "DOUBLE",
    "MAP_DOUBLE",
)
_PRIMITIVES: Document = {"required": False, "multiValue": False, "rank": 0}
_ORDER = (
    "id",
    "name",
    "category",
    "type",
    "defaultValue",
    "required",
    "multiValue",
    "allowedValues",
    "allowedKeys",
    "rank",
    "dependsOn",
    "description",
    "variables",
    "attributes",
)


def check_types(call_body: bytes, variables: list[Document], path: tuple[str | int, ...] = ("variables",)) -> None:
    """Refuse a variable of a type the server does not know."""
    for place, one in enumerate(variables):
        if one.get("type") is not None and one["type"] not in _TYPES:
            message = (
                f'Cannot deserialize value of type `{_VARIABLE}$VariableType` from String "{one.get("type")}": '
                f"not one of the values accepted for Enum class: [{', '.join(_TYPES)}]"
            )
            classes = ["java.util.ArrayList", _VARIABLE] * (len(path) + 1)
            raise unfit(message, call_body, f"{_VARIABLE}SetCreateParams", (*path, place, "type"), classes=classes)
        check_types(call_body, one.get("variables") or [], (*path, place, "variables"))


def _named(given: Document) -> Document:
    """Return a variable under its id, which is its name where it has none."""
    key = given.get("id") or given.get("name")
    if not key:
        raise Refusal(Java.PARAMETER, "Error in parameter: parameter 'variable ID' is null or empty: null.")
    return {**given, "id": key}


def _below(variable: Any) -> Document:
    """Return a variable of an object: only what has no null in Java gets a default."""
    full = {**_PRIMITIVES, **{key: value for key, value in variable.items() if value is not None}}
    if "variables" in full:
        full["variables"] = [_below(_named(one)) for one in full["variables"]]
    return {key: full[key] for key in _ORDER if key in full}


def _variable(given: Document) -> Document:
    blank = {"name": given["id"], "category": "", "allowedValues": [], "dependsOn": "", "description": ""}
    full = {**blank, "attributes": {}, **_below(given)}
    return {key: full[key] for key in _ORDER if key in full}


def add_variable_set(study: SandboxStudy, body: Document) -> Document:
    """Add a variable set and return it."""
    variables = body.get("variables") or []
    key = body.get("id")
    if any(one["id"] == key for one in study.variable_sets):
        raise Refusal(Java.DATABASE, f"VariableSet {{ id: '{key}'}} already exists.")
    document: Document = {
        "id": key,
        "name": body.get("name") or key,
        "unique": body.get("unique", True),
        "confidential": bool(body.get("confidential")),
        "internal": bool(body.get("internal")),
        "description": body.get("description") or "",
        "variables": [_variable(_named(one)) for one in variables],
        "entities": body.get("entities") or [],
        "release": 1,
        "attributes": body.get("attributes") or {},
    }
    study.set_uids[str(key)] = study.uids.next()
    study.variable_sets.append(document)
    return document


def _found(study: SandboxStudy, key: str) -> Document:
    for one in study.variable_sets:
        if one["id"] == key:
            return one
    raise Refusal(Java.CATALOG, f"{key} not found.")


def _users(study: SandboxStudy, key: str) -> str:
    """Return the entries of the first kind annotated by a variable set, as the server names them."""
    for collection in study.collections.values():
        sets = collection.column("annotationSets.variableSetId")
        ids = [f"{{id: {collection.document(p)['id']}}}" for p in collection.alive if key in sets[p]]
        if ids:
            return f"{collection.kind.resource} : [ {', '.join(ids)},]"
    return ""


def _unused(study: SandboxStudy, key: str, now: str) -> None:
    """Take away every annotation set of a variable set."""
    for collection in study.collections.values():
        sets = collection.column("annotationSets.variableSetId")
        for place in [p for p in collection.alive if key in sets[p]]:
            kept = [one for one in collection.document(place)["annotationSets"] if one["variableSetId"] != key]
            change(study, collection.kind.name, place, {"annotationSets": kept}, now=now)


def remove_variable_set(study: SandboxStudy, key: str, now: str, *, force: bool) -> None:
    """Remove a variable set that annotates nothing, or by force what it annotates too."""
    one = _found(study, key)
    if force:
        _unused(study, key, now)
    users = _users(study, key)
    if users:
        message = f"Could not delete VariableSet '{key}': Can't delete VariableSet, still in use in {users}"
        raise Refusal(Java.DATABASE, message)
    study.variable_sets.remove(one)


def update_variables(study: SandboxStudy, key: str, variable: Document, action: str) -> Document:
    """Add a variable to a set, or take one out, and return the set."""
    one, variable = _found(study, key), _named(variable)
    kept = [known for known in one["variables"] if known["id"] != variable["id"]]
    if action != "REMOVE":
        if len(kept) < len(one["variables"]):
            raise Refusal(Java.CATALOG, f"VariableSet {{ id: '{key}'}} already has variable {variable['id']}")
        kept = [_below(variable), *kept]
    elif len(kept) == len(one["variables"]):
        raise Refusal(Java.DATABASE, f"Variable {variable['id']} does not exist in VariableSet {{ id: '{key}'}}")
    new = {**one, "variables": kept}
    study.variable_sets[study.variable_sets.index(one)] = new
    return new

"""Annotation sets on their way in: checked against their variable set, defaults filled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.catalog.fragments import hash_ordered
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["checked_sets", "merged_sets"]

_TYPES: dict[str, tuple[type, ...]] = {
    "BOOLEAN": (bool,),
    "INTEGER": (int, float),
    "DOUBLE": (int, float),
    "STRING": (str,),
    "CATEGORICAL": (str,),
    "OBJECT": (dict,),
}


def _java(variable: Document) -> str:
    def text(value: Any) -> str:
        if value is None:
            return "null"
        return ("true" if value else "false") if isinstance(value, bool) else str(value)

    allowed = "[" + ", ".join(map(str, variable.get("allowedValues") or [])) + "]"
    return (
        f"Variable{{id='{variable['id']}', name='{variable.get('name', variable['id'])}', "
        f"category='{variable.get('category', '')}', type={variable['type']}, "
        f"defaultValue={text(variable.get('defaultValue'))}, required={text(bool(variable.get('required')))}, "
        f"multiValue={text(bool(variable.get('multiValue')))}, allowedValues={allowed}, "
        f"allowedKeys={text(variable.get('allowedKeys'))}, rank={variable.get('rank', 0)}, "
        f"dependsOn='{variable.get('dependsOn', '')}', description='{variable.get('description', '')}', "
        f"variables={text(variable.get('variables'))}, attributes={text(variable.get('attributes'))}}}"
    )


def _check_value(variable: Document, value: Any) -> None:
    wanted = _TYPES.get(variable.get("type", ""))
    wrong = wanted is not None and (
        not isinstance(value, wanted) or (isinstance(value, bool) and variable.get("type") != "BOOLEAN")
    )
    if wrong:
        text = f"Annotation value '{value}' does not seem appropriate for variable {_java(variable)}"
        raise Refusal(Java.CATALOG, text)
    allowed = variable.get("allowedValues") or []
    if variable.get("type") == "CATEGORICAL" and allowed and value not in allowed:
        raise Refusal(Java.CATALOG, f"Annotation value '{value}' is not an allowed value for {_java(variable)}")


def _checked_values(variables: list[Document], given: Document) -> Document:
    known = {variable["id"]: variable for variable in variables}
    values = dict(given)
    for key, value in given.items():
        if key not in known:
            raise Refusal(Java.CATALOG, f"The annotation {key} does not exist in the variable set")
        variable = known[key]
        items = value if variable.get("multiValue") and isinstance(value, list) else [value]
        for item in items:
            _check_value(variable, item)
    for key, variable in known.items():
        if key in values:
            continue
        if variable.get("defaultValue") is not None:
            values[key] = variable["defaultValue"]
        elif variable.get("required"):
            raise Refusal(Java.CATALOG, f"Missing required variable {key}")
    return values


def _ordered(study: SandboxStudy, sets: list[Document]) -> list[Document]:
    """Return annotation sets in the order of the server's hash map, whose keys hold the number of the variable set."""
    keyed = {f"{one['id']}__{study.set_uids.get(one['variableSetId'], 0)}": one for one in sets}
    return [keyed[key] for key in hash_ordered(keyed)]


def checked_sets(study: SandboxStudy, sets: list[Document] | None) -> list[Document]:
    """Return annotation sets with their defaults, or refuse what does not fit its variable set."""
    known = {one["id"]: one for one in study.variable_sets}
    checked = []
    for one in sets or []:
        name = one.get("variableSetId")
        if name not in known:
            raise Refusal(Java.CATALOG, f"Variable set '{name}' not found.")
        values = _checked_values(known[name]["variables"], one.get("annotations") or {})
        checked.append({"id": one.get("id") or name, "variableSetId": name, "annotations": values})
    return _ordered(study, checked)


def merged_sets(study: SandboxStudy, old: list[Document], given: list[Document], action: str) -> list[Document]:
    """Return the annotation sets after an update.

    Parameters
    ----------
    study
        The study, for its variable sets.
    old, given
        What there is, and what was sent.
    action
        ADD, SET or REMOVE.
    """
    names = {one.get("id") for one in given}
    if action == "REMOVE":
        return [one for one in old if one["id"] not in names]
    new = checked_sets(study, given)
    if action == "SET":
        return new
    for one in old:
        if one["id"] in names:
            raise Refusal(Java.CATALOG, f"AnnotationSet {one['id']} already exists.")
    return _ordered(study, [*old, *new])

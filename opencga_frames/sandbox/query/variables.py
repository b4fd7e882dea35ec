"""Variables of variable sets, found by their dotted path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["Variable", "find_variable"]


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable: its variable set, dotted path, type, and whether it may have several values."""

    set_id: str
    path: str
    kind: str
    many: bool


def _below(set_id: str, variables: list[Document], prefix: str = "") -> Iterator[Variable]:
    for one in variables:
        path = prefix + one["id"]
        yield Variable(set_id, path, one["type"], bool(one.get("multiValue")))
        yield from _below(set_id, one.get("variables") or [], path + ".")


def _in_set(one: Document, name: str) -> Variable | None:
    for variable in _below(one["id"], one["variables"]):
        if variable.path == name:
            return variable
        if variable.kind.startswith("MAP_") and name.startswith(variable.path + "."):
            return Variable(variable.set_id, name, variable.kind, many=False)
    return None


def find_variable(name: str, set_id: str | None, variable_sets: list[Document]) -> Variable:
    """Return the variable a filter names, in the set it names or in the only one that has it."""
    if set_id is not None:
        named = [one for one in variable_sets if one["id"] == set_id]
        if not named:
            raise Refusal(Java.CATALOG, f"Variable set {set_id} not found")
        found = _in_set(named[0], name)
        if found is None:
            raise Refusal(Java.CATALOG, f"Variable {name} from variableSet {set_id} does not exist.")
        return found
    matches = [variable for one in variable_sets if (variable := _in_set(one, name)) is not None]
    if not matches:
        raise Refusal(Java.CATALOG, f"Cannot find a Variable Set to match the variable {name}")
    if len(matches) > 1:
        raise Refusal(Java.CATALOG, f"Found more than one Variable Set for the variable {name}")
    return matches[0]

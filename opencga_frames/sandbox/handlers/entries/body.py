"""Bodies of creates and updates: the types the server insists on before anything else."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.api import body_fields
from opencga_frames.sandbox.catalog.entities import read_facts
from opencga_frames.sandbox.wire.jackson import unfit

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.wire.answers import Document
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["check_body"]

#: Named where the class of a field is not known.
_ANY = "java.util.LinkedHashMap"


@cache
def _facts() -> dict[str, Any]:
    facts: dict[str, Any] = read_facts("bodies.yml")
    return facts


def _boolean(value: Any) -> str:
    if not isinstance(value, str) or value.lower() in {"true", "false", ""}:
        return ""
    return (
        f'Cannot deserialize value of type `java.lang.Boolean` from String "{value}": only "true" or "false" recognized'
    )


def _enum(value: Any, java: str, allowed: list[str]) -> str:
    if value is None or value in allowed:
        return ""
    known = ", ".join(allowed)
    return (
        f'Cannot deserialize value of type `{java}` from String "{value}": '
        f"not one of the values accepted for Enum class: [{known}]"
    )


def _object(value: Any, java: str) -> str:
    if not isinstance(value, str):
        return ""
    return (
        f"Cannot construct instance of `{java}` (although at least one Creator exists): "
        f"no String-argument constructor/factory method to deserialize from String value ('{value}')"
    )


def _shape(value: Any, declared: str, java: str) -> str:
    """Return what is wrong with the shape of a value: an object, a map, or objects, of which one needs no list."""
    if declared not in {"object", "map<any>", "list<object>"}:
        return ""
    items = value if isinstance(value, list) and declared == "list<object>" else [value]
    return next(filter(None, (_object(one, java) for one in items)), "")


def _misfit(kind: Kind, field: str, value: Any, declared: str) -> str:
    """Return what is wrong with a field of a body, or nothing."""
    facts = _facts()
    if field in facts["booleans"]:
        return _boolean(value)
    if field in facts["objects"]:
        return _object(value, facts["objects"][field])
    enum = facts["enums"].get(f"{kind.name}:{field}") or facts["enums"].get(field)
    return _enum(value, *enum) if enum else _shape(value, declared, _ANY)


def check_body(kind: Kind, call: Call) -> Document:
    """Return a body as an object; a missing one is empty, a list or a wrong type is refused in plain text."""
    if call.data is None:
        return {}
    java = f"{kind.java}{'Update' if call.path[-1] == 'update' else 'Create'}Params"
    if not isinstance(call.data, dict):
        message = f"Cannot deserialize value of type `{java}` from Array value (token `JsonToken.START_ARRAY`)"
        raise unfit(message, call.body, java)
    call.check_known(call.data)
    declared = body_fields(call.method, call.path)
    for field, value in call.data.items():
        misfit = _misfit(kind, field, value, declared.get(field, ""))
        if misfit:
            raise unfit(misfit, call.body, java, (field,))
    body: Document = call.data
    return body

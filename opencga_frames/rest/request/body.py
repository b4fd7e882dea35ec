"""Makes the JSON body of a call from its fields and from the body given as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Any, Final

import msgspec

from opencga_frames.errors import UsageError
from opencga_frames.rest.catalogue.body_classes import kind_of
from opencga_frames.rest.request.values import plain

if TYPE_CHECKING:
    from opencga_frames.rest.catalogue.body_classes import Checker
    from opencga_frames.rest.catalogue.endpoint import Body, BodyField, Endpoint

__all__ = ["BODY", "encode_body", "field_of", "given_fields"]

#: Name of the argument that holds the JSON body.
BODY: Final = "data"


def given_fields(endpoint: Endpoint, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of the body among the arguments of a call, by their names on the wire.

    Parameters
    ----------
    endpoint
        What is called.
    arguments
        Values by name; None means not given, and a name of a parameter is no field.

    Raises
    ------
    UsageError
        If a field is given under both of its names.
    """
    found: dict[str, Any] = {}
    for name, value in arguments.items():
        part = None if value is None else field_of(endpoint, name, value)
        if part is None:
            continue
        if part.name in found:
            msg = f"{endpoint.label}: {part.python!r} was given twice, also as {part.name!r}. Give it once."
            raise UsageError(msg)
        found[part.name] = value
    return found


def field_of(endpoint: Endpoint, name: str, value: Any) -> BodyField | None:
    """Find the field of the body an argument stands for; None where it is a parameter.

    Where a parameter and a field have the same name, the parameter has it; objects are the field all the same, since
    nothing else can take them.

    Parameters
    ----------
    endpoint
        What is called.
    name, value
        The argument.
    """
    found = endpoint.field(name)
    if found is not None or endpoint.body is None or not _is_object(value):
        return found
    same = (part for part in endpoint.body.fields if name in (part.name, part.python))
    return next((part for part in same if "object" in part.type), None)


def _is_object(value: Any) -> bool:
    first = value[0] if isinstance(value, (list, tuple)) and value else value
    return isinstance(first, (Mapping, msgspec.Struct)) or (is_dataclass(first) and not isinstance(first, type))


def encode_body(endpoint: Endpoint, body: Body, arguments: Mapping[str, Any], checker: Checker) -> bytes:
    """Make the body of a call, checked.

    Parameters
    ----------
    endpoint, body
        What is called, and its body.
    arguments
        Values by name: fields, and ``data`` for the body as a whole.
    checker
        Checks it against the model of the server.

    Returns
    -------
    bytes
        JSON. A body given as a JSON string alone is sent as it is.

    Raises
    ------
    UnknownNameError
        For a field that the body, or a class inside it, does not have.
    UsageError
        If the body is missing, no JSON, of the wrong kind, or has a field twice.
    """
    data = arguments.get(BODY)
    fields = given_fields(endpoint, arguments)
    if data is None and not fields:
        _refuse_no_body(endpoint, body)
        # A declared body must come with its content type even when it says nothing.
        return b"{}"
    encoded, value = _encode(endpoint, BODY, {} if data is None else data)
    checked = _checked(endpoint, body, value, checker)
    if not fields:
        return encoded if checked == value else msgspec.json.encode(checked)
    if not isinstance(checked, Mapping):
        msg = f"{endpoint.label}: {BODY}= is no mapping, so {', '.join(fields)} cannot join it. Give one of both."
        raise UsageError(msg)
    more = _checked(endpoint, body, _plain_fields(endpoint, fields), checker)
    _refuse_twice(endpoint, [name for name in more if name in checked])
    return msgspec.json.encode({**checked, **more})


def _plain_fields(endpoint: Endpoint, fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _encode(endpoint, name, value)[1] for name, value in fields.items()}


def _checked(endpoint: Endpoint, body: Body, value: Any, checker: Checker) -> Any:
    """Check a body, or each of a list of them; a body without fields of its own is open."""
    if not body.fields:
        return value
    if isinstance(value, list):
        return [_checked(endpoint, body, item, checker) for item in value]
    if not isinstance(value, Mapping):
        msg = f"{endpoint.label}: {BODY}= is {type(value).__name__}; expected a mapping."
        raise UsageError(msg)
    nested = any(isinstance(item, (list, Mapping)) for item in value.values())
    kinds = {part.name: _kind(body, part, nested=nested) for part in body.fields}
    older = {part.name: part.older for part in body.fields if part.older is not None}
    return checker.fields(kinds, value, older=older)


def _kind(body: Body, part: BodyField, *, nested: bool) -> str:
    if part.allowed:
        return part.type.replace("enum", f"enum {'|'.join(part.allowed)}")
    kind = part.type.replace("enum", "string")
    # The classes are a file of their own, which calls with plain values never need.
    return kind_of(body.name, part.name, kind) if nested and not part.open else kind


def _encode(endpoint: Endpoint, name: str, data: Any) -> tuple[bytes, Any]:
    try:
        if name == BODY and isinstance(data, (str, bytes, bytearray)):
            encoded = data.encode() if isinstance(data, str) else bytes(data)
            return encoded, msgspec.json.decode(encoded)
        value = plain(data)
        return msgspec.json.encode(value), value
    except (msgspec.MsgspecError, TypeError, ValueError, RecursionError) as error:
        kind, cause = type(data).__name__, type(error).__name__
    # The message of the cause may hold what is in the body, a password for instance.
    msg = f"{endpoint.label}: {name}= of type {kind} is not JSON ({cause}). Give a mapping or plain values."
    raise UsageError(msg)


def _refuse_no_body(endpoint: Endpoint, body: Body) -> None:
    if body.required:
        fields = ", ".join(f.name for f in body.fields if f.until is None)
        msg = f"{endpoint.label} needs {BODY}=, a mapping with some of: {fields or 'names of your own'}."
        raise UsageError(msg)


def _refuse_twice(endpoint: Endpoint, names: list[str]) -> None:
    if names:
        msg = f"{endpoint.label}: {', '.join(names)} was given both as argument and within {BODY}=. Give it once."
        raise UsageError(msg)

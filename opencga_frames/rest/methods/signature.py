"""The arguments of a resource's methods, worked out from the catalogue: for signatures, help and stubs."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from opencga_frames.rest.request.build import BODY
from opencga_frames.rest.walk.options import CallOptions, option_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.rest.catalogue.endpoint import BodyField, Endpoint, Parameter

__all__ = ["NO_DEFAULT", "Argument", "annotation", "arguments_of", "class_name", "field_annotation"]

#: Default of an argument that must be given.
NO_DEFAULT: Any = object()
_OPTION_TYPES = {
    "to": "str | os.PathLike[str] | None",
    "size": "int | None",
    "extra": 'Literal["refuse", "allow"]',
    "dry_run": "bool",
    "limit": "int | None",
    "skip": "int",
    "page_size": "int | None",
    "workers": "int | None",
    "progress": "bool | None",
    "on_error": 'Literal["raise", "partial"]',
}
_OPTION_DEFAULTS = {f.name: f.default for f in dataclasses.fields(CallOptions)}
_FIELD_TYPES = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "object": "BodyObject",
    "any": "Any",
}
_TYPES = {
    "string": "Value",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "binary": "FileSource",
}


@dataclass(frozen=True)
class Argument:
    """One argument of a method: a parameter, a field of the body, the body, or an option of the call."""

    name: str
    annotation: str
    default: Any = NO_DEFAULT
    keyword_only: bool = True
    parameter: Parameter | None = None
    field: BodyField | None = None


def class_name(resource: str) -> str:
    """Name of a resource's class.

    Parameters
    ----------
    resource
        Name of the resource.

    Examples
    --------
    >>> class_name("disease_panels")
    'DiseasePanels'
    """
    return "".join(part.capitalize() for part in resource.split("_"))


def annotation(parameter: Parameter) -> str:
    """Type of a parameter's value, as a string.

    Parameters
    ----------
    parameter
        What is annotated.
    """
    if parameter.place == "path":
        return "Value" if parameter.multiple else "str"
    if not parameter.allowed:
        return _TYPES.get(parameter.type, "Value")
    one = _literal(parameter.allowed)
    return f"{one} | Sequence[str]" if parameter.multiple else one


def field_annotation(part: BodyField) -> str:
    """Type of a field of a body, as a string.

    Parameters
    ----------
    part
        What is annotated.
    """
    return _field_type(part.type, part.allowed)


def _field_type(kind: str, allowed: tuple[str, ...] | None) -> str:
    whole, _, inner = kind.partition("<")
    if whole == "list":
        return f"Iterable[{_field_type(inner[:-1], allowed)}]"
    if whole == "map":
        return f"Mapping[str, {_field_type(inner[:-1], allowed)}]"
    if kind == "enum" and allowed:
        return _literal(allowed)
    return _FIELD_TYPES.get(kind, "str")


def _literal(values: tuple[str, ...]) -> str:
    return "Literal[" + ", ".join(f'"{value}"' for value in values) + "]"


def arguments_of(endpoint: Endpoint) -> tuple[Argument, ...]:
    """Arguments of an endpoint's method, in order.

    Parameters
    ----------
    endpoint
        What the method calls.

    Returns
    -------
    tuple of Argument
        Those of the path, the body, its fields, the filters, and the options of the call.
    """
    return (*_positional(endpoint), *_fields(endpoint), *_filters(endpoint), *_options(endpoint))


def _positional(endpoint: Endpoint) -> Iterator[Argument]:
    for parameter in endpoint.path_parameters:
        yield Argument(parameter.name, annotation(parameter), keyword_only=False, parameter=parameter)
    if endpoint.body is not None:
        needed = endpoint.body.required and not endpoint.fields
        kind, default = ("BodyData", NO_DEFAULT) if needed else ("BodyData | None", None)
        yield Argument(BODY, kind, default, keyword_only=False)


def _fields(endpoint: Endpoint) -> Iterator[Argument]:
    for name, part in endpoint.fields.items():
        kind = field_annotation(part)
        yield Argument(name, kind if kind == "Any" else f"{kind} | None", None, field=part)


def _filters(endpoint: Endpoint) -> Iterator[Argument]:
    options = option_names(endpoint)
    for parameter in endpoint.query_parameters:
        if parameter.name in options:
            continue
        kind = annotation(parameter)
        if parameter.needed:
            yield Argument(parameter.name, kind, parameter=parameter)
        else:
            yield Argument(parameter.name, f"{kind} | None", None, parameter=parameter)


def _options(endpoint: Endpoint) -> Iterator[Argument]:
    for name in option_names(endpoint):
        yield Argument(name, _OPTION_TYPES[name], _OPTION_DEFAULTS[name])

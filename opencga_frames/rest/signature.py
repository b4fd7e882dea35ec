"""The arguments of a resource's methods, worked out from the catalogue: for signatures, texts and stubs."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from opencga_frames.rest.options import CallOptions
from opencga_frames.rest.request import BODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.rest.endpoint import Endpoint, Parameter

__all__ = ["NO_DEFAULT", "OPTION_NAMES", "Argument", "annotation", "arguments_of", "class_name"]

#: Default of an argument that must be given.
NO_DEFAULT: Any = object()
_OPTION_TYPES = {
    "limit": "int | None",
    "skip": "int",
    "page_size": "int | None",
    "workers": "int | None",
    "progress": "bool | None",
    "on_error": 'Literal["raise", "partial"]',
}
_OPTION_DEFAULTS = {f.name: f.default for f in dataclasses.fields(CallOptions)}
#: Names of the arguments that say how a call is carried out.
OPTION_NAMES = tuple(_OPTION_DEFAULTS)
_TYPES = {
    "string": "Value",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "binary": "FileSource",
}


@dataclass(frozen=True)
class Argument:
    """One argument of a method; ``parameter`` is None for the body and for the options of the call."""

    name: str
    annotation: str
    default: Any = NO_DEFAULT
    keyword_only: bool = True
    parameter: Parameter | None = None


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
    """Type of a parameter's value, as text.

    Parameters
    ----------
    parameter
        What is annotated.
    """
    if parameter.place == "path":
        return "Value" if parameter.multiple else "str"
    if not parameter.allowed:
        return _TYPES.get(parameter.type, "Value")
    one = "Literal[" + ", ".join(f'"{value}"' for value in parameter.allowed) + "]"
    return f"{one} | Sequence[str]" if parameter.multiple else one


def arguments_of(endpoint: Endpoint) -> tuple[Argument, ...]:
    """Arguments of an endpoint's method, in order.

    Parameters
    ----------
    endpoint
        What the method calls.

    Returns
    -------
    tuple of Argument
        Those of the path, the body, the filters, and the options of the call where it may take several requests.
    """
    return (*_positional(endpoint), *_filters(endpoint), *_options(endpoint))


def _positional(endpoint: Endpoint) -> Iterator[Argument]:
    for parameter in endpoint.path_parameters:
        yield Argument(parameter.name, annotation(parameter), keyword_only=False, parameter=parameter)
    if endpoint.body is not None:
        needed = endpoint.body.required
        kind, default = ("BodyData", NO_DEFAULT) if needed else ("BodyData | None", None)
        yield Argument(BODY, kind, default, keyword_only=False)


def _filters(endpoint: Endpoint) -> Iterator[Argument]:
    for parameter in endpoint.query_parameters:
        if endpoint.walked and parameter.name in OPTION_NAMES:
            continue
        kind = annotation(parameter)
        if parameter.needed:
            yield Argument(parameter.name, kind, parameter=parameter)
        else:
            yield Argument(parameter.name, f"{kind} | None", None, parameter=parameter)


def _options(endpoint: Endpoint) -> Iterator[Argument]:
    if endpoint.walked:
        for name, default in _OPTION_DEFAULTS.items():
            yield Argument(name, _OPTION_TYPES[name], default)

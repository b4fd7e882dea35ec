"""Positional arguments: which name each of them has."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from opencga_frames.errors import UsageError
from opencga_frames.rest.request.body import BODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.rest.catalogue.endpoint import Endpoint

__all__ = ["arranged", "by_name", "is_body", "positional_names", "signature_of"]


def positional_names(endpoint: Endpoint) -> tuple[str, ...]:
    """Names of the positional arguments of pyopencga.

    Parameters
    ----------
    endpoint
        What is called.

    Returns
    -------
    tuple of str
        The placeholders of the path, the required parameters of the query, and ``data`` where there is a body.

    Examples
    --------
    >>> from opencga_frames.rest.catalogue import load_resource
    >>> positional_names(load_resource("samples").endpoints["update_acl"])
    ('members', 'action', 'data')
    """
    path = [p.name for p in endpoint.path_parameters]
    required = [p.name for p in endpoint.query_parameters if p.required and p.place == "query"]
    return (*path, *required, *([BODY] if endpoint.body else []))


def by_name(label: str, names: Sequence[str], args: tuple[Any, ...], options: Mapping[str, Any]) -> dict[str, Any]:
    """Give positional values their names.

    Parameters
    ----------
    label
        Name of the call, for errors.
    names
        Names of the positions.
    args, options
        Positional and keyword values.

    Raises
    ------
    UsageError
        If there are too many values, or one comes twice.
    """
    if len(args) > len(names):
        takes = ", ".join(names) or "none"
        msg = f"{label} got {len(args)} positional arguments; it takes {len(names)} ({takes}). Name the rest."
        raise UsageError(msg)
    placed = dict(zip(names, args, strict=False))
    twice = sorted(placed.keys() & options.keys())
    if twice:
        msg = f"{label} got {', '.join(twice)} as a positional and as a keyword argument. Give it once."
        raise UsageError(msg)
    return {**placed, **options}


def is_body(value: Any) -> bool:
    """Return whether a value can only be meant as the body of a call: a document, or a list of documents.

    Examples
    --------
    >>> is_body({"id": "S1"}), is_body([{"id": "S1"}]), is_body(["S1", "S2"]), is_body("S1")
    (True, True, False, False)
    """
    if isinstance(value, (list, tuple)):
        return bool(value) and all(is_body(item) for item in value)
    structured = dataclasses.is_dataclass(value) or isinstance(value, msgspec.Struct)
    return isinstance(value, Mapping) or (structured and not isinstance(value, type))


def arranged(names: Sequence[str], body: str | None, args: tuple[Any, ...]) -> tuple[str, ...]:
    """Order the names of the positions so that the body stands where one was given.

    Parameters
    ----------
    names
        Names of the positions without that of the body, in order.
    body
        Name of the body, None where there is none.
    args
        Positional values.

    Returns
    -------
    tuple of str
        The names, the body last where none was given.

    Examples
    --------
    >>> arranged(["members", "action"], "data", ("@g1", {"permissions": "VIEW"}, "ADD"))
    ('members', 'data', 'action')
    """
    if body is None:
        return tuple(names)
    at = next((i for i, value in enumerate(args) if is_body(value)), len(names))
    return (*names[:at], body, *names[at:])


def signature_of(names: tuple[str, ...], optional: frozenset[str] = frozenset()) -> inspect.Signature:
    """Make the signature ``(self, <names>, **options)``.

    Parameters
    ----------
    names
        Positional arguments.
    optional
        Those that may be left out; they are None then.
    """
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    parameters = [inspect.Parameter("self", kind)]
    seen_optional = False
    for name in names:
        seen_optional = seen_optional or name in optional
        default = None if seen_optional else inspect.Parameter.empty
        parameters.append(inspect.Parameter(name, kind, default=default))
    return inspect.Signature([*parameters, inspect.Parameter("options", inspect.Parameter.VAR_KEYWORD)])

"""Distinguishes the arguments of an old call from those of today's call of the same name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from opencga_frames.rest.old_calls.names import OldCall, old_names
from opencga_frames.rest.old_calls.places import arranged, is_body
from opencga_frames.rest.request.body import BODY

if TYPE_CHECKING:
    from collections.abc import Collection

    from opencga_frames.rest.catalogue.endpoint import Endpoint

__all__ = ["old_form"]

#: What older clients took by place, although servers do not insist on it.
_ACTION = "action"


def old_form(
    endpoint: Endpoint, args: tuple[Any, ...], options: Mapping[str, Any], how: Collection[str] = ()
) -> OldCall | None:
    """Return the old call that takes the arguments of a call.

    Parameters
    ----------
    endpoint
        What is called, by a name that is also today's.
    args, options
        Positional and keyword values.
    how
        Names of the options that say how a call is carried out.

    Returns
    -------
    OldCall or None
        None for arguments that today's call takes, and for those that no call takes.

    Examples
    --------
    >>> from opencga_frames.rest.catalogue import load_resource
    >>> update_acl = load_resource("samples").endpoints["update_acl"]
    >>> old_form(update_acl, ("@g1", {"permissions": "VIEW"}), {"action": "ADD"})
    >>> old_form(update_acl, ("@g1", {"permissions": "VIEW", "action": "ADD"}), {}).leaves
    ('action',)
    """
    placed = _placed_as_today(endpoint, args, options)
    if placed and _named_as_today(endpoint, args, options, {BODY, *how}):
        return None
    old = old_names(endpoint.resource).get(endpoint.name)
    if old is not None and (_named_as_before(old, args, options) or (not placed and _fits(old, args))):
        return old
    return None if placed else _in_order_of_pyopencga(endpoint, args)


def _placed_as_today(endpoint: Endpoint, args: tuple[Any, ...], options: Mapping[str, Any]) -> bool:
    path = len(endpoint.path_parameters)
    if endpoint.body is None:
        return len(args) <= path
    room = path if BODY in options else path + 1
    return len(args) <= room and not any(map(is_body, args[:path])) and not any(map(_is_no_body, args[path:]))


def _is_no_body(value: Any) -> bool:
    """Return whether a value cannot be meant as a body: a string that is not JSON."""
    return isinstance(value, str) and not value.lstrip().startswith(("{", "["))


def _named_as_today(
    endpoint: Endpoint, args: tuple[Any, ...], options: Mapping[str, Any], known: Collection[str]
) -> bool:
    named = all(name in known or endpoint.takes(name) or endpoint.field(name) for name in options)
    fields = endpoint.body.fields if endpoint.body else ()
    names = {name for part in fields for name in (part.name, part.python)}
    body = _body(args, options).keys()
    # Some models of a body still have a field that servers read from the query only.
    inside = any(endpoint.takes(name) and name not in options for name in body)
    return named and not inside and (not fields or body <= names)


def _body(args: tuple[Any, ...], options: Mapping[str, Any]) -> Mapping[str, Any]:
    return next((value for value in (options.get(BODY), *args) if isinstance(value, Mapping)), {})


def _named_as_before(old: OldCall, args: tuple[Any, ...], options: Mapping[str, Any]) -> bool:
    names = {name for name, place in old.takes.items() if name != place} | old.options.keys()
    return bool(names & options.keys() or _body(args, options).keys() & {*old.leaves, *old.renames})


def _fits(old: OldCall, args: tuple[Any, ...]) -> bool:
    places = tuple(old.takes.values())
    more = len(old.leaves) if BODY in places else 0
    no_body = any(place == BODY and _is_no_body(value) for place, value in zip(places, args, strict=False))
    return len(args) <= len(places) + more and (not no_body or any(map(is_body, args)))


def _in_order_of_pyopencga(endpoint: Endpoint, args: tuple[Any, ...]) -> OldCall | None:
    """Describe a call with the required parameters, and the action, as positional arguments."""
    query = [p.name for p in endpoint.query_parameters if p.place == "query" and (p.required or p.name == _ACTION)]
    path = [p.name for p in endpoint.path_parameters]
    names = arranged([*path, *query], BODY if endpoint.body else None, args)
    old = OldCall(endpoint.resource, endpoint.name, dict(zip(names, names[: len(args)], strict=False)), endpoint.label)
    return old if len(args) <= len(names) and _fits(old, args) else None

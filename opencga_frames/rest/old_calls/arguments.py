"""Turns the arguments of an old call into those of today's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from opencga_frames.errors import UsageError
from opencga_frames.rest.old_calls.places import arranged, by_name, is_body
from opencga_frames.rest.request.body import BODY

if TYPE_CHECKING:
    from opencga_frames.rest.old_calls.names import OldCall

__all__ = ["new_arguments"]


def new_arguments(old: OldCall, args: tuple[Any, ...], options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of today's call.

    Parameters
    ----------
    old
        What was called.
    args, options
        As the old method takes them.

    Returns
    -------
    dict
        Values by today's names.

    Raises
    ------
    UsageError
        If an argument is missing, comes twice, or has no meaning any more.
    """
    given = by_name(old.label, _positions(old, args, options), args, options)
    _check(old, given)
    goes = {**old.takes, **old.options}
    values: dict[str, Any] = {}
    for name, value in given.items():
        _put(old, values, goes.get(name, name), value)
    if isinstance(values.get(BODY), Mapping):
        _rework(old, values)
    for place, value in old.fixed.items():
        _put(old, values, place, value)
    return values


def _positions(old: OldCall, args: tuple[Any, ...], options: Mapping[str, Any]) -> tuple[str, ...]:
    """Name the positions; what has left the body may stand beside it, in any order."""
    names = [name for name, place in old.takes.items() if place != BODY]
    body = next((name for name, place in old.takes.items() if place == BODY), None)
    if body is not None and body in options:
        return (*names, *old.leaves)
    return arranged([*names, *old.leaves], body, args) if any(map(is_body, args)) else tuple(old.takes)


def _check(old: OldCall, given: Mapping[str, Any]) -> None:
    # An argument may be named as it is today.
    missing = [name for name, place in old.takes.items() if given.get(name) is None and given.get(place) is None]
    if missing:
        msg = f"{old.label} needs {', '.join(missing)}; its positional arguments are {', '.join(old.takes)}."
        raise UsageError(msg)
    for name, advice in old.refused.items():
        if given.get(name) is not None:
            msg = f"{old.label} no longer takes {name!r}: {advice}."
            raise UsageError(msg)


def _put(old: OldCall, values: dict[str, Any], place: str, value: Any) -> None:
    if place == "**":
        if not isinstance(value, Mapping):
            msg = f"{old.label} takes a mapping, got {type(value).__name__}."
            raise UsageError(msg)
        values.update(value)
    elif place.startswith(f"{BODY}."):
        # A new mapping: the caller's own is not touched.
        values[BODY] = {**values.get(BODY, {}), place.removeprefix(f"{BODY}."): value}
    else:
        values[place] = value


def _rework(old: OldCall, values: dict[str, Any]) -> None:
    body = {old.renames.get(name, name): value for name, value in values[BODY].items()}
    for name in old.leaves:
        if name in body:
            values.setdefault(name, body.pop(name))
    for name in old.lists:
        if isinstance(body.get(name), str):
            body[name] = [part.strip() for part in body[name].split(",")]
    values[BODY] = body

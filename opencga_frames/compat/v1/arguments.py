"""Turns the arguments of an old call into those of today's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from opencga_frames.compat.calls import by_name
from opencga_frames.errors import UsageError
from opencga_frames.rest.request.build import BODY

if TYPE_CHECKING:
    from opencga_frames.compat.v1.names import OldCall

__all__ = ["new_arguments"]


def new_arguments(old: OldCall, args: tuple[Any, ...], options: Mapping[str, Any]) -> dict[str, Any]:
    """Give the arguments of today's call.

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
    given = by_name(old.label, tuple(old.takes), args, options)
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


def _check(old: OldCall, given: Mapping[str, Any]) -> None:
    missing = [name for name in old.takes if given.get(name) is None]
    if missing:
        msg = f"{old.label} needs {', '.join(missing)}; its positional arguments are {', '.join(old.takes)}."
        raise UsageError(msg)
    for name, advice in old.refused.items():
        if given.get(name) is not None:
            msg = f"{old.label} knows no {name!r} any more: {advice}."
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

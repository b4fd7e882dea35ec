"""Carries out calls by their old names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.errors import ServerVersionError, UsageError
from opencga_frames.ground.secret import sealed
from opencga_frames.rest.old_calls.arguments import new_arguments
from opencga_frames.rest.old_calls.detours import DETOURS
from opencga_frames.rest.old_calls.places import signature_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from opencga_frames.rest.catalogue.endpoint import Endpoint
    from opencga_frames.rest.old_calls.carrier import Carrier
    from opencga_frames.rest.old_calls.names import OldCall

__all__ = ["call_old", "old_method"]


def call_old(old: OldCall, args: tuple[Any, ...], options: Mapping[str, Any], carrier: Carrier) -> Any:
    """Carry out an old call.

    Parameters
    ----------
    old
        What is called.
    args, options
        As the old method takes them.
    carrier
        Who makes the calls of today.

    Raises
    ------
    UsageError
        If an argument is missing or has no meaning any more, or nothing stands in for the call today.
    ServerVersionError
        If this server does not have the call any more, and nothing stands in for it.
    """
    endpoint = old.endpoint
    if endpoint is None and not old.does:
        raise UsageError(old.advice)
    arguments = new_arguments(old, args, options)
    if endpoint is not None and old.gone:
        return _call_gone(old, endpoint, arguments, carrier)
    carrier.tell(old)
    if endpoint is None or old.does:
        return DETOURS[str(old.does)](carrier, arguments)
    return carrier.carry_out(endpoint, arguments)


def _call_gone(old: OldCall, endpoint: Endpoint, arguments: Mapping[str, Any], carrier: Carrier) -> Any:
    """Make a call that only older servers have."""
    try:
        return carrier.carry_out(endpoint, arguments)
    except ServerVersionError as error:
        msg = f"{old.advice} This server is {error.server_version}."
        raise ServerVersionError(
            msg, server_version=error.server_version, since=error.since, until=error.until
        ) from None


def old_method(old: OldCall) -> Callable[..., Any]:
    """Make the method of an old call, for a class with ``_call_old``.

    Parameters
    ----------
    old
        What it calls.
    """

    def method(self: Any, /, *args: Any, **options: Any) -> Any:
        return self._call_old(old, args, options)

    if old.resource == "users":
        method = sealed(method)  # old calls say nothing of which argument is a password
    method.__name__ = old.name
    method.__qualname__ = f"{old.resource}.{old.name}"
    method.__doc__ = old.today or f"The same today: ``oc.{old.calls}``."
    method.__signature__ = signature_of(tuple(old.takes))  # type: ignore[attr-defined]
    return method

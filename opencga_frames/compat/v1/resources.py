"""Resources whose methods have the names and arguments of the client of 1.4."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

from opencga_frames.compat.pyopencga_classes import pyopencga_classes
from opencga_frames.compat.resources import LazyMethod, carry_out, compat_class, signature_of
from opencga_frames.compat.v1.arguments import new_arguments
from opencga_frames.compat.v1.detours import DETOURS
from opencga_frames.compat.v1.names import OldCall, old_names
from opencga_frames.errors import UsageError
from opencga_frames.warn import warn

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["call_old", "old_class"]


def call_old(client: Any, old: OldCall, *args: Any, **options: Any) -> Any:
    """Carry out a call of the old client.

    Parameters
    ----------
    client
        A client of this module.
    old
        What is called.
    *args, **options
        As the old method takes them.

    Raises
    ------
    UsageError
        If an argument is missing or has no meaning any more, or nothing stands in for the call today.

    Warns
    -----
    OpenCGAWarning
        At the first use by this client, when the call is written in another way today.
    """
    if old.gone:
        raise UsageError(old.today)
    arguments = new_arguments(old, args, options)
    if old.today and client.first_use(old.label):
        warn(old.today)
    if old.does:
        return DETOURS[old.does](client, arguments)
    endpoint = old.endpoint
    if endpoint is None:
        msg = f"{old.label} is described without a call of today."
        raise UsageError(msg)
    return carry_out(client._caller, endpoint, (), arguments)  # noqa: SLF001 - its own client


@cache
def old_class(attribute: str, resource: str) -> type[Any]:
    """Make the class of one resource of the old client.

    Parameters
    ----------
    attribute
        Name of the resource in the old client.
    resource
        Name today.

    Returns
    -------
    type
        Today's methods, and over them those of the old client. Made with the caller and the client.
    """
    class_name = next(row.class_name for row in pyopencga_classes() if row.attribute == resource)
    base = compat_class(resource, class_name)
    methods = {name: LazyMethod(partial(_method, old)) for name, old in old_names(attribute).items()}

    def __init__(self: Any, client: Any) -> None:  # noqa: N807 - of the class made here
        base.__init__(self, client._caller)  # noqa: SLF001 - its own client
        self._client = client

    members = {"__doc__": base.__doc__, "__module__": __name__, "__init__": __init__, **methods}
    return type(class_name, (base,), members)


def _method(old: OldCall) -> Callable[..., Any]:
    def method(self: Any, /, *args: Any, **options: Any) -> Any:
        return call_old(self._client, old, *args, **options)

    method.__name__ = old.name
    method.__qualname__ = f"{old.resource}.{old.name}"
    method.__doc__ = old.today or f"The same today: ``oc.{old.calls}``."
    method.__signature__ = signature_of(tuple(old.takes))  # type: ignore[attr-defined]
    return method

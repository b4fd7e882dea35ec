"""Resources whose methods have the names and arguments of the client of 1.4."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from opencga_frames.compat.pyopencga_classes import pyopencga_classes
from opencga_frames.compat.resources import LazyMethod, compat_class
from opencga_frames.ground.warn import warn
from opencga_frames.rest.methods.signature import class_name
from opencga_frames.rest.old_calls.names import OldCall, old_names
from opencga_frames.rest.old_calls.run import old_method

__all__ = ["old_class"]


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
    named = {row.attribute: row.class_name for row in pyopencga_classes()}
    base = compat_class(resource, named.get(resource, class_name(resource)))
    methods = {name: LazyMethod(partial(old_method, old)) for name, old in old_names(attribute).items()}

    def __init__(self: Any, client: Any) -> None:  # noqa: N807 - of the class made here
        base.__init__(self, client._caller)  # noqa: SLF001 - its own client
        self._client = client

    members = {"__doc__": base.__doc__, "__module__": __name__, "__init__": __init__, "_tell": _tell}
    return type(base.__name__, (base,), members | methods)


def _tell(self: Any, old: OldCall) -> None:
    """Warn at the first use by a client, when the call is written in another way today."""
    if old.today and self._client.first_use(old.label):
        warn(old.today)

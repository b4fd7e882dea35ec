"""A resource under the name it had for an older client."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from opencga_frames.ground.warn import warn
from opencga_frames.rest.old_calls.names import calls_of
from opencga_frames.rest.old_calls.run import old_method

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["OldAttribute"]


class OldAttribute:
    """A resource under an old name; its methods are those of today and the old ones, and warn.

    Parameters
    ----------
    attribute
        Old name: ``"panels"``, ``"clinical.interpretations"``.
    today
        Today's name.
    resource
        The resource itself.
    """

    def __init__(self, attribute: str, today: str, resource: Any) -> None:
        self._attribute = attribute
        self._today = today
        self._resource = resource

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            msg = f"{type(self).__name__!r} object has no attribute {name!r}"
            raise AttributeError(msg)
        old = calls_of(self._attribute).get(name)
        if old is not None:
            return old_method(old).__get__(self._resource)
        found = getattr(self._resource, name)
        return self._warning(name, found) if callable(found) else found

    def __dir__(self) -> list[str]:
        return sorted({*dir(self._resource), *calls_of(self._attribute)})

    def __repr__(self) -> str:
        return f"<{self._attribute}: {self._today} today>"

    def _warning(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def call(*args: Any, **options: Any) -> Any:
            warn(f"oc.{self._attribute} is an old name: write oc.{self._today}.{name}(...) today.")
            return method(*args, **options)

        return call

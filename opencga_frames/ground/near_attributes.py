"""Attributes that are misspelt: the error names the near ones, in notebooks too, which leave out Python's own hint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.errors import UnknownAttributeError

if TYPE_CHECKING:
    from typing import NoReturn

__all__ = ["NearAttributes"]


class NearAttributes:
    """Base of what analysts hold in their hands."""

    if not TYPE_CHECKING:  # type checkers would take any name for an attribute

        def __getattr__(self, name: str) -> NoReturn:
            if name.startswith("_") or hasattr(type(self), name):  # a property that failed is there
                msg = f"{type(self).__name__!r} object has no attribute {name!r}"
                raise AttributeError(msg)
            known = (key for key in dir(type(self)) if not key.startswith("_"))
            raise UnknownAttributeError("attribute", name, known, type(self).__name__)

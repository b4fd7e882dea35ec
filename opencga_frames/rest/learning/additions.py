"""What a description has and the catalogue lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = ["Addition", "AdditionKind"]

AdditionKind: TypeAlias = Literal["resource", "call", "parameter", "field", "values"]


@dataclass(frozen=True)
class Addition:
    """One thing that was added to the catalogue.

    Attributes
    ----------
    kind
        ``"resource"``, ``"call"``, ``"parameter"``, ``"field"`` (of a body), or ``"values"`` (that a parameter or
        field takes besides those that were known).
    resource, call
        Where it was added; ``call`` is empty for a resource.
    name
        Name in Python.
    values
        The new values, empty where any will do from now on; or the new names inside a field, with dots.
    about
        One sentence.
    """

    kind: AdditionKind
    resource: str
    call: str = ""
    name: str = ""
    values: tuple[str, ...] = ()
    about: str = ""

    @property
    def label(self) -> str:
        """Name for people: ``samples.search(cell_type=)``."""
        call = f"{self.resource}.{self.call}" if self.call else self.resource
        if self.kind in ("resource", "call"):
            return call
        return f"{call}({self.name}=)"

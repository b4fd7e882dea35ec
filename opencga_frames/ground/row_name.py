"""What rows are called, for whoever reads them: walks tell them apart by it, whatever else of them was decoded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeAlias

import msgspec

__all__ = ["DecodeRows", "KeyedRow", "RowName"]


class RowName(msgspec.Struct, frozen=True, gc=False):
    """What a row is called, as far as it says so."""

    uuid: Any = None
    id: Any = None
    version: Any = None

    def key(self, *, by_id: bool, versions: bool) -> object:
        """Return what two different rows do not share, or None where nothing is sure to be so.

        Parameters
        ----------
        by_id
            True when ``id`` alone identifies rows; otherwise only ``uuid`` is trusted.
        versions
            True when one entry may come in several versions.
        """
        name = self.uuid or (self.id if by_id else None)
        if not isinstance(name, str) or not name:
            return None
        if not versions:
            return name
        # A version that was not included in the answer is written as 0.
        return (name, self.version) if isinstance(self.version, int) and self.version > 0 else None


class KeyedRow(Protocol):
    """A row that says what it is called: its name alone, or the whole row decoded."""

    @property
    def uuid(self) -> Any:
        """Identifier that no other row of the server has."""

    @property
    def id(self) -> Any:
        """Identifier in the study."""

    @property
    def version(self) -> Any:
        """Number of the version."""

    def key(self, *, by_id: bool, versions: bool) -> object:
        """Return what two different rows do not share; see :meth:`RowName.key`."""


#: Decodes the rows of a JSON array as their reader wants them; None where they do not fit.
DecodeRows: TypeAlias = Callable[[bytes], "Sequence[KeyedRow] | None"]

"""What the invented entries of every kind have in common: they are made when somebody asks, alone or in turn."""

from __future__ import annotations

from abc import ABC, abstractmethod
from copy import copy
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from opencga_frames.sandbox.catalog.lookups import Coded, ValueLookup
from opencga_frames.sandbox.catalog.values import flat_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from opencga_frames.sandbox.generate.random_numbers import RandomNumbers
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["GeneratedEntries", "PositionUuids"]

#: Entries whose numbers are drawn one by one.
_ALONE = 24
#: Purpose of the numbers that uuids are made of.
_UUID = 1_000


class PositionUuids:
    """Uuids of the server's pattern that hold the position of their entry.

    Parameters
    ----------
    code
        Two hex digits of the kind of entry.
    random
        Numbers of the entries.
    """

    def __init__(self, code: str, random: RandomNumbers) -> None:
        self._random = random
        self._tail = f"{random.bits(0, _UUID + 1) & 0xFFFF:04x}"
        self._middle = f"-01a2-00{code}-0001-{self._tail}"

    def at(self, position: int) -> str:
        """Return the uuid of a position."""
        digits = f"{self._random.bits(position, _UUID):016x}"
        return digits[:8] + self._middle + digits[8:]

    def places(self, uuid: str) -> tuple[int, ...]:
        """Return the position a uuid would have if it is one of these."""
        try:
            return (self._random.position(int(uuid[:8] + uuid[-8:], 16), _UUID),)
        except ValueError:
            return ()


class GeneratedEntries(ABC):
    """Entries of one kind, made on demand.

    Parameters
    ----------
    random
        Numbers of this kind.
    code
        Two hex digits of the kind, for uuids.
    """

    def __init__(self, random: RandomNumbers, code: str) -> None:
        self._random = random
        self._uuids = PositionUuids(code, random)
        self._lookups = self._all_lookups()
        self._parts = self._all_parts()

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def document(self, position: int) -> Document:
        """Return the newest version of an entry."""

    @abstractmethod
    def id_at(self, position: int) -> str:
        """Return the id of an entry."""

    def uuid_at(self, position: int) -> str:
        """Return the uuid of an entry."""
        return self._uuids.at(position)

    def older(self, position: int, /) -> Sequence[Document]:  # noqa: ARG002 - others have them
        """Return earlier versions of an entry, oldest first."""
        return ()

    def each(self, positions: Sequence[int]) -> Iterator[Document]:
        """Yield the newest versions of several entries, in turn."""
        twin = self._for(positions) if len(positions) > _ALONE else self
        return (twin.document(position) for position in positions)

    def _for(self, positions: Sequence[int]) -> Self:
        """Return these entries with the numbers of some of them at hand."""
        twin = copy(self)
        twin._random = self._random.drawn(positions)  # noqa: SLF001 - a copy of its own
        twin._uuids = copy(self._uuids)  # noqa: SLF001 - a copy of its own
        twin._uuids._random = twin._random  # noqa: SLF001 - a copy of its own
        return twin

    def lookup(self, path: str) -> ValueLookup | None:
        """Return a way to the values below a path without making whole documents, None when there is none."""
        known = self._lookups.get(path)
        if known is not None:
            return known()
        field, keys = path.partition(".")[0], path.split(".")
        part = self._parts.get(field)
        if part is None:
            return None if field in self._fields else Coded(len(self), (None,))
        return ValueLookup(len(self), lambda position: flat_values({field: part(position)}, keys))

    @cached_property
    def _fields(self) -> frozenset[str]:
        """Fields of the documents; the first may be a folder and the last a file."""
        ends = [self.document(position) for position in {0, len(self) - 1} if 0 <= position < len(self)]
        return frozenset(field for document in ends for field in document)

    @abstractmethod
    def _all_lookups(self) -> dict[str, Callable[[], ValueLookup]]:
        """Return the paths whose values are found without a look at every entry, each with its lookup."""

    @abstractmethod
    def _all_parts(self) -> dict[str, Callable[[int], Any]]:
        """Return fields that can be made without the rest of the document."""

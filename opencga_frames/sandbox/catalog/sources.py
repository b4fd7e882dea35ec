"""Where the documents of a collection come from: a list of them, or somebody who makes them on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from opencga_frames.sandbox.catalog.lookups import ValueLookup
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["DocumentSource", "Listed"]


class DocumentSource(Protocol):
    """Where the documents of a collection come from, by position."""

    def __len__(self) -> int: ...

    def document(self, position: int) -> Document:
        """Return the newest version of an entry, without its joined parts."""
        ...

    def each(self, positions: Sequence[int], /) -> Iterator[Document]:
        """Yield the newest versions of several entries, in turn."""
        ...

    def id_at(self, position: int) -> str:
        """Return the id of an entry."""
        ...

    def uuid_at(self, position: int) -> str:
        """Return the uuid of an entry."""
        ...

    def older(self, position: int, /) -> Sequence[Document]:
        """Return earlier versions of an entry, oldest first."""
        ...

    def lookup(self, path: str, /) -> ValueLookup | None:
        """Return a way to the values below a path without making the documents, None when there is none."""
        ...


class Listed:
    """A source over documents that are all there.

    Parameters
    ----------
    documents
        Newest versions, in natural order.
    older
        Earlier versions by id, oldest first.
    """

    def __init__(self, documents: Sequence[Document], older: dict[str, list[Document]] | None = None) -> None:
        self._documents = documents
        self._older = older or {}

    def __len__(self) -> int:
        return len(self._documents)

    def document(self, position: int) -> Document:
        """Return the newest version of an entry."""
        return self._documents[position]

    def each(self, positions: Sequence[int], /) -> Iterator[Document]:
        """Yield the newest versions of several entries."""
        return (self._documents[position] for position in positions)

    def id_at(self, position: int) -> str:
        """Return the id of an entry."""
        return str(self._documents[position]["id"])

    def uuid_at(self, position: int) -> str:
        """Return the uuid of an entry."""
        return str(self._documents[position].get("uuid", ""))

    def older(self, position: int, /) -> Sequence[Document]:
        """Return earlier versions of an entry, oldest first."""
        return self._older.get(self.id_at(position), ())

    def lookup(self, _path: str, /) -> ValueLookup | None:
        """Return None: the documents are there."""
        return None

"""The entries of one kind: every version of each, and what became of those that were deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from opencga_frames.sandbox.catalog.collection import Collection
    from opencga_frames.sandbox.catalog.lookups import ValueLookup
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["KeptEntries", "KeptEntry", "entry_lines", "restore"]


class KeptEntry(msgspec.Struct, omit_defaults=True):
    """One entry.

    Attributes
    ----------
    versions
        All of them, oldest first.
    uid
        Its number, when it was not there from the start.
    gone
        How it shows since it was deleted; nothing while it is there.
    """

    id: str
    uuid: str
    versions: list[msgspec.Raw]
    uid: int | None = None
    gone: list[msgspec.Raw] = []


class KeptEntries:
    """A source over entries that were saved; a document is decoded when it is asked for.

    Parameters
    ----------
    entries
        The entries, in natural order.
    """

    def __init__(self, entries: Sequence[KeptEntry]) -> None:
        self._entries = entries

    def __len__(self) -> int:
        return len(self._entries)

    def document(self, position: int) -> Document:
        """Return the newest version of an entry."""
        return _decoded(self._entries[position].versions[-1])

    def id_at(self, position: int) -> str:
        """Return the id of an entry."""
        return self._entries[position].id

    def uuid_at(self, position: int) -> str:
        """Return the uuid of an entry."""
        return self._entries[position].uuid

    def older(self, position: int, /) -> Sequence[Document]:
        """Return earlier versions of an entry, oldest first."""
        return [_decoded(raw) for raw in self._entries[position].versions[:-1]]

    def each(self, positions: Sequence[int], /) -> Iterator[Document]:
        """Yield the newest versions of several entries, in turn."""
        return map(self.document, positions)

    def lookup(self, _path: str, /) -> ValueLookup | None:
        """Return None: a document is all there is."""
        return None


def _decoded(raw: msgspec.Raw) -> Document:
    document: Document = msgspec.json.decode(raw)
    return document


def entry_lines(collection: Collection) -> Iterator[bytes]:
    """Yield one line per entry, deleted ones included."""
    encode = msgspec.json.encode
    for place, (versions, uid, gone) in enumerate(collection.states()):
        newest = versions[-1]
        kept = KeptEntry(
            collection.id_at(place),
            str(newest.get("uuid", "")),
            [msgspec.Raw(encode(one)) for one in versions],
            uid,
            [] if gone is None else [msgspec.Raw(encode(gone))],
        )
        yield encode(kept)


def restore(collection: Collection, entries: Sequence[KeptEntry]) -> None:
    """Give a collection over saved entries what it knew of them beside their versions."""
    uids = {place: one.uid for place, one in enumerate(entries) if one.uid is not None}
    gone = {place: _decoded(one.gone[0]) for place, one in enumerate(entries) if one.gone}
    collection.restore(uids, gone)

"""The entries of one kind in one study: what there is, where to find it, and in which order.

Documents are stored without their joined parts: father, mother, members and samples are lists of ids. A document is
never changed in place, so that readers may share its parts.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from opencga_frames.sandbox.catalog.index import IndexedPaths, JoinedIndex, OwnIndex
from opencga_frames.sandbox.catalog.lookups import ValueLookup
from opencga_frames.sandbox.catalog.rows import EncodedRows
from opencga_frames.sandbox.catalog.sorted_entries import SortedEntries
from opencga_frames.sandbox.catalog.sources import DocumentSource, Listed
from opencga_frames.sandbox.catalog.uids import Uids
from opencga_frames.sandbox.catalog.values import flat_values, sort_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.catalog.index import EntryIndex
    from opencga_frames.sandbox.catalog.lookups import Positions
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["Collection", "DocumentSource", "Listed"]

_KEPT_DOCUMENTS = 2_000


class Collection:
    """Entries of one kind: a source, and what was written since.

    Parameters
    ----------
    kind
        What the entries are.
    source
        The entries at the start.
    others
        All collections of the study by kind, for fields that hold their entries.
    uids
        Numbers for new entries.

    Attributes
    ----------
    encoded
        Encoded rows by depth and position; whoever reads fills it, a write that reaches the rows empties it.
    """

    def __init__(
        self,
        kind: Kind,
        source: DocumentSource,
        others: Mapping[str, Collection],
        uids: Uids | None = None,
    ) -> None:
        self.kind = kind
        self._source = source
        self.others = others
        self._uids = uids or Uids(len(source))
        self._own_uids: dict[int, int] = {}
        self._written: dict[int, Document] = {}
        self._archive: dict[int, list[Document]] = {}
        self._gone: dict[int, Document] = {}
        self._size = len(source)
        self._recent: OrderedDict[int, Document] = OrderedDict()
        self._places: dict[str, int] = {}
        self._lookups: dict[str, ValueLookup] = {}
        self._indexes: dict[str, OwnIndex] = {}
        self._columns: dict[str, list[Sequence[Any]]] = {}
        self._orders: dict[str, SortedEntries] = {}
        self._alive: Sequence[int] | None = range(self._size)
        self.encoded = EncodedRows()

    @property
    def alive(self) -> Sequence[int]:
        """Positions of the entries that were not deleted, in natural order."""
        if self._alive is None:
            self._alive = [p for p in range(self._size) if p not in self._gone] if self._gone else range(self._size)
        return self._alive

    def present(self, positions: Positions) -> list[int]:
        """Return positions without those of deleted entries."""
        listed: list[int] = positions.tolist()
        return [p for p in listed if p not in self._gone] if self._gone else listed

    @property
    def gone(self) -> list[Document]:
        """Entries that were deleted."""
        return list(self._gone.values())

    @property
    def gone_versions(self) -> list[Document]:
        """All versions of the entries that were deleted, marked as deleted."""
        found: list[Document] = []
        for position, last in self._gone.items():
            state = last.get("internal", {}).get("status")
            older = self.versions(position)[:-1]
            found += [{**one, "internal": {**one.get("internal", {}), "status": state}} for one in older]
            found.append(last)
        return found

    def document(self, position: int) -> Document:
        """Return the newest version of an entry, without its joined parts."""
        known = self._written.get(position)
        if known is not None:
            return known
        kept = self._recent.get(position)
        if kept is not None:
            return kept
        document = self._recent[position] = self._source.document(position)
        if len(self._recent) > _KEPT_DOCUMENTS:
            self._recent.popitem(last=False)
        return document

    def uid(self, position: int) -> int:
        """Return the number the server shows for an entry in some messages."""
        return self._own_uids.get(position, position + 1)

    def versions(self, position: int) -> list[Document]:
        """Return all versions of an entry, oldest first."""
        older = [] if position >= len(self._source) else list(self._source.older(position))
        return [*older, *self._archive.get(position, ()), self.document(position)]

    def states(self) -> Iterator[tuple[list[Document], int | None, Document | None]]:
        """Yield what is known of each entry in natural order: versions, own number, how it shows since it is gone."""
        for position in range(self._size):
            yield self.versions(position), self._own_uids.get(position), self._gone.get(position)

    def restore(self, uids: Mapping[int, int], gone: Mapping[int, Document]) -> None:
        """Take over numbers and deleted entries by position, before anything is asked or written."""
        self._own_uids.update(uids)
        self._gone.update(gone)
        self._alive = None

    def id_at(self, position: int) -> str:
        """Return the id of an entry."""
        known = self._written.get(position)
        return self._source.id_at(position) if known is None else str(known.get("id", ""))

    def ids(self, positions: Positions) -> list[str]:
        """Return the ids of several entries without the deleted ones."""
        return [self.id_at(position) for position in self.present(positions)]

    def position(self, key: str, field: str = "id") -> int | None:
        """Return where an entry is, by ``id``, ``uuid`` or another unique field."""
        known = self._places.get(key) if field == "id" else None
        if known is not None:
            return known
        index = self.index(field)
        place = index.last(key) if isinstance(index, OwnIndex) else None
        if place is None or place in self._gone:
            place = next(reversed(self.positions(key, field)), None)
        if place is not None and field == "id":
            self._places[key] = place
        return place

    def positions(self, key: str, field: str) -> list[int]:
        """Return where all entries with a value are."""
        return self.present(self.index(field).equal(key))

    def index(self, path: str) -> EntryIndex:
        """Return the index of the values below a dotted path."""
        if self._is_joined(path):
            field, _, rest = path.partition(".")
            other = self.others[self.kind.joins[field].kind]
            return JoinedIndex(other.index(rest), other.ids, self.index(f"{field}.id"))
        index = self._indexes.get(path)
        if index is None:
            index = self._indexes[path] = OwnIndex(self._lookup(path), path, self._written)
        return index

    def fields(self, paths: Sequence[str]) -> IndexedPaths:
        """Return the indexes of several paths."""
        return IndexedPaths([self.index(path) for path in paths], lambda: np.arange(self._size))

    def _lookup(self, path: str) -> ValueLookup:
        lookup = self._lookups.get(path)
        if lookup is None:
            keys, source = path.split("."), self._source
            lookup = source.lookup(path) or ValueLookup(len(source), lambda p: flat_values(source.document(p), keys))
            self._lookups[path] = lookup
        return lookup

    def values(self, path: str, position: int) -> Sequence[Any]:
        """Return the values of one entry below a dotted path."""
        field, _, rest = path.partition(".")
        if self._is_joined(path):
            other = self.others[self.kind.joins[field].kind]
            places = (other.position(key) for key in self.values(f"{field}.id", position))
            return [value for place in places if place is not None for value in other.values(rest, place)]
        known = self._written.get(position)
        return self._lookup(path).values(position) if known is None else flat_values(known, path.split("."))

    def column(self, path: str) -> list[Sequence[Any]]:
        """Return the values below a dotted path, per position; computed once and kept until a write."""
        column = self._columns.get(path)
        if column is None:
            column = self._columns[path] = self._new_column(path)
        return column

    def _new_column(self, path: str) -> list[Sequence[Any]]:
        field, _, rest = path.partition(".")
        if self._is_joined(path):
            return self._joined_column(field, rest)
        keys, column = path.split("."), self._lookup(path).column()
        column += [()] * (self._size - len(column))
        for position, document in self._written.items():
            column[position] = flat_values(document, keys)
        return column

    def _joined_column(self, field: str, rest: str) -> list[Sequence[Any]]:
        other = self.others[self.kind.joins[field].kind]
        below = other.column(rest)
        column: list[Sequence[Any]] = []
        for ids in self.column(f"{field}.id"):
            places = (other.position(key) for key in ids)
            column.append([value for place in places if place is not None for value in below[place]])
        return column

    def ordered(self, path: str, positions: Sequence[int], *, descending: bool) -> Sequence[int]:
        """Return positions sorted by a field; each once, and none of entries that are gone."""
        order = self._orders.get(path)
        if order is None:
            order = self._orders[path] = SortedEntries(self.alive, self._sort_key(path))
        if len(positions) == len(self.alive):
            return order.positions(descending=descending)
        return order.chosen(positions, descending=descending)

    def _sort_key(self, path: str) -> Callable[[int], Any]:
        if path == "id":
            return self.id_at
        column = self.column(path)
        return lambda position: sort_key(column[position])

    def append(self, document: Document) -> int:
        """Add an entry at the end."""
        position = self._size
        self._own_uids[position] = self._uids.next()
        self._size += 1
        if isinstance(self._alive, list):
            self._alive.append(position)
        else:
            self._alive = None
        for column in self._columns.values():
            column.append(())
        self._write(position, document)
        return position

    def replace(self, position: int, document: Document, *, keep: bool = True) -> None:
        """Put a new version of an entry; the old one goes to the archive if ``keep``."""
        if keep and self.kind.versioned:
            self._archive.setdefault(position, []).append(self.document(position))
        self._places.pop(self.id_at(position), None)
        for order in self._orders.values():
            order.take(position)
        self._write(position, document)

    def remove(self, position: int, document: Document) -> None:
        """Take an entry away, leaving ``document`` among the deleted ones."""
        self._gone[position] = document
        self._alive = None
        self._places.pop(self.id_at(position), None)
        for order in self._orders.values():
            order.take(position)
        self._forget_joined(position)

    def _write(self, position: int, document: Document) -> None:
        """Keep a document, and bring what was made of the documents up to date."""
        known = self._written.get(position)
        self._written[position] = document
        self._recent.pop(position, None)
        self._places.pop(str(document.get("id", "")), None)
        for index in self._indexes.values():
            if known is not None:
                index.take(position, known)
            index.put(position, document)
        self._forget_joined(position)
        for path, column in self._columns.items():
            column[position] = flat_values(document, path.split("."))
        for order in self._orders.values():
            order.put(position)

    def documents(self, positions: Iterable[int]) -> list[Document]:
        """Return several documents."""
        return list(self.each(list(positions)))

    def each(self, positions: Sequence[int]) -> Iterator[Document]:
        """Yield several documents, in turn: who lets one go before the next needs little memory."""
        made = self._source.each([p for p in positions if p not in self._written])
        return (next(made) if known is None else known for known in map(self._written.get, positions))

    def _forget_joined(self, position: int) -> None:
        """Forget what is made of an entry and of what it holds, here and where it is held."""
        self._forget_columns()
        self.encoded.discard(position)
        for other in self.others.values():
            other.forget_held(self.kind.name)

    def _forget_columns(self) -> None:
        """Forget the columns made of entries that entries of this one hold."""
        for path in [path for path in {*self._columns, *self._orders} if self._is_joined(path)]:
            self._columns.pop(path, None)
            self._orders.pop(path, None)

    @cached_property
    def held(self) -> frozenset[str]:
        """Kinds of the entries that entries of this one hold, directly or below."""
        found: set[str] = set()
        waiting = [self.kind]
        while waiting:
            for join in waiting.pop().joins.values():
                if join.kind not in found and join.kind in self.others:
                    found.add(join.kind)
                    waiting.append(self.others[join.kind].kind)
        return frozenset(found)

    def forget_held(self, name: str) -> None:
        """Forget what is made of entries of a kind that entries of this one hold."""
        if name in self.held:
            self._forget_columns()
            self.encoded.clear()

    def _is_joined(self, path: str) -> bool:
        field, _, rest = path.partition(".")
        return field in self.kind.joins and rest not in {"", "id"}

"""The entries of one kind in one study: what there is, where to find it, and in which order.

Documents are stored without their joined parts: father, mother, members and samples are lists of ids. A document is
never changed in place, so that readers may share its parts.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from opencga_frames.sandbox.catalog.uids import Uids
from opencga_frames.sandbox.catalog.values import flat_values, sort_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["Collection", "DocumentSource", "Listed"]

_KEPT_DOCUMENTS = 2_000


class DocumentSource(Protocol):
    """Where the documents of a collection come from, by position."""

    def __len__(self) -> int: ...

    def document(self, position: int) -> Document:
        """Return the newest version of an entry, without its joined parts."""
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

    def quick(self, path: str, /) -> Callable[[int], list[Any]] | None:
        """Return a way to the values below a path without making the document, None when there is none."""
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

    def id_at(self, position: int) -> str:
        """Return the id of an entry."""
        return str(self._documents[position]["id"])

    def uuid_at(self, position: int) -> str:
        """Return the uuid of an entry."""
        return str(self._documents[position].get("uuid", ""))

    def older(self, position: int, /) -> Sequence[Document]:
        """Return earlier versions of an entry, oldest first."""
        return self._older.get(self.id_at(position), ())

    def quick(self, _path: str, /) -> Callable[[int], list[Any]] | None:
        """Return None: the documents are there."""
        return None


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
        self, kind: Kind, source: DocumentSource, others: Mapping[str, Collection], uids: Uids | None = None
    ) -> None:
        self.kind = kind
        self._source = source
        self._others = others
        self._uids = uids or Uids(len(source))
        self._own_uids: dict[int, int] = {}
        self._written: dict[int, Document] = {}
        self._archive: dict[int, list[Document]] = {}
        self._gone: dict[int, Document] = {}
        self._size = len(source)
        self._recent: OrderedDict[int, Document] = OrderedDict()
        self._positions: dict[str, dict[str, int]] = {}
        self._columns: dict[str, list[list[Any]]] = {}
        self._orders: dict[str, tuple[list[int], list[int]]] = {}
        self._alive: Sequence[int] | None = range(self._size)
        self.encoded: dict[tuple[str, int], bytes] = {}

    @property
    def alive(self) -> Sequence[int]:
        """Positions of the entries that were not deleted, in natural order."""
        if self._alive is None:
            self._alive = [p for p in range(self._size) if p not in self._gone]
        return self._alive

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

    def position(self, key: str, field: str = "id") -> int | None:
        """Return where an entry is, by ``id``, ``uuid`` or another unique field."""
        found = self._index(field).get(key)
        return None if found is None or found in self._gone else found

    def positions(self, key: str, field: str) -> list[int]:
        """Return where all entries with a value are."""
        return [p for p in self.alive if key in self.column(field)[p]]

    def _index(self, field: str) -> dict[str, int]:
        index = self._positions.get(field)
        if index is None:
            index = self._positions[field] = {}
            for position in range(self._size):
                index[self._key(position, field)] = position
        return index

    def _key(self, position: int, field: str) -> str:
        if position not in self._written and position < len(self._source):
            return self._source.id_at(position) if field == "id" else self._source.uuid_at(position)
        return str(self._written[position].get(field, ""))

    def column(self, path: str) -> list[list[Any]]:
        """Return the values below a dotted path, per position; computed once and kept until a write."""
        column = self._columns.get(path)
        if column is None:
            column = self._columns[path] = self._new_column(path)
        return column

    def _new_column(self, path: str) -> list[list[Any]]:
        field, _, rest = path.partition(".")
        if self._is_joined(path):
            return self._joined_column(field, rest)
        keys, quick = tuple(path.split(".")), self._source.quick(path)
        first = min(self._size, len(self._source))
        column = []
        for position in range(first):
            known = self._written.get(position)
            if known is None and quick is not None:
                column.append(quick(position))
            else:
                column.append(flat_values(known or self._source.document(position), keys))
        return column + [flat_values(self._written[p], keys) for p in range(first, self._size)]

    def _joined_column(self, field: str, rest: str) -> list[list[Any]]:
        other = self._others[self.kind.joins[field].kind]
        below = other.column(rest)
        column = []
        for ids in self.column(f"{field}.id"):
            places = (other.position(key) for key in ids)
            column.append([value for place in places if place is not None for value in below[place]])
        return column

    def ordered(self, path: str, *, descending: bool) -> Sequence[int]:
        """Return the positions sorted by a field; kept until a write."""
        orders = self._orders.get(path)
        if orders is None:
            up = self._sort(path)
            down = up[::-1] if path == "id" else self._sort(path, reverse=True)
            orders = self._orders[path] = (up, down)
        return orders[1] if descending else orders[0]

    def _sort(self, path: str, *, reverse: bool = False) -> list[int]:
        if path == "id":
            return sorted(self.alive, key=lambda p: self._key(p, "id"), reverse=reverse)
        column = self.column(path)
        return sorted(self.alive, key=lambda p: sort_key(column[p]), reverse=reverse)

    def append(self, document: Document) -> int:
        """Add an entry at the end."""
        position = self._size
        self._own_uids[position] = self._uids.next()
        self._written[position] = document
        self._size += 1
        for field, index in self._positions.items():
            index[str(document.get(field, ""))] = position
        self._changed()
        for path, column in self._columns.items():
            column.append(flat_values(document, path.split(".")))
        return position

    def replace(self, position: int, document: Document, *, keep: bool = True) -> None:
        """Put a new version of an entry; the old one goes to the archive if ``keep``."""
        if keep and self.kind.versioned:
            self._archive.setdefault(position, []).append(self.document(position))
        for field, index in self._positions.items():
            if index.pop(self._key(position, field), None) is not None:
                index[str(document.get(field, ""))] = position
        self._written[position] = document
        self._recent.pop(position, None)
        self._changed()
        for path, column in self._columns.items():
            column[position] = flat_values(document, path.split("."))

    def remove(self, position: int, document: Document) -> None:
        """Take an entry away, leaving ``document`` among the deleted ones."""
        self._gone[position] = document
        for field, index in self._positions.items():
            if index.get(self._key(position, field)) == position:
                del index[self._key(position, field)]
        self._changed()

    def documents(self, positions: Iterable[int]) -> list[Document]:
        """Return several documents."""
        return [self.document(p) for p in positions]

    def _changed(self) -> None:
        """Forget what a write made wrong, here and in every collection whose entries hold entries of this one."""
        self._orders.clear()
        self._alive = None
        self.encoded.clear()
        for other in self._others.values():
            other.forget_held(self.kind.name)

    @cached_property
    def held(self) -> frozenset[str]:
        """Kinds of the entries that entries of this one hold, directly or below."""
        found: set[str] = set()
        waiting = [self.kind]
        while waiting:
            for join in waiting.pop().joins.values():
                if join.kind not in found and join.kind in self._others:
                    found.add(join.kind)
                    waiting.append(self._others[join.kind].kind)
        return frozenset(found)

    def forget_held(self, name: str) -> None:
        """Forget the columns made of entries of a kind that entries of this one hold."""
        if name not in self.held:
            return
        for path in [path for path in self._columns if self._is_joined(path)]:
            del self._columns[path]
        self._orders.clear()
        self.encoded.clear()

    def _is_joined(self, path: str) -> bool:
        field, _, rest = path.partition(".")
        return field in self.kind.joins and rest not in {"", "id"}

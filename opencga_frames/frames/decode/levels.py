"""Decoded documents as levels: the documents themselves, the items of a list in them, the items in those.

A level knows the row of its parent level each of its items came from, so that a column of an ancestor is one Arrow
``take`` away, and nothing is copied per row in Python.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, reduce
from itertools import chain, repeat
from operator import attrgetter, iconcat, is_
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
from msgspec import Raw, Struct, json
from msgspec.structs import astuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from opencga_frames.frames.decode.field_tree import Shape, Slot, StructShape
    from opencga_frames.frames.decode.problems import Problems
    from opencga_frames.frames.schema.model import Column
    from opencga_frames.frames.schema.paths import FieldPath

__all__ = ["DecodeContext", "Level", "Recurring", "Source", "split_level"]

#: JSON that stands for no value.
_NOTHING: Final = frozenset((b"", b"null", b"{}", b"[]"))
#: A member taken by its name costs as much as so many taken with all others.
_CHEAPER: Final = 3


@cache
def split_level(path: FieldPath) -> tuple[FieldPath, FieldPath]:
    """Split a path into its level (up to the last list or map step) and the rest within that level."""
    cut = max((i + 1 for i, step in enumerate(path) if step in {"[]", "{}"}), default=0)
    return path[:cut], path[cut:]


class Level:
    """Items of one list or map, over all documents of a batch.

    Attributes
    ----------
    path
        Path of the items; empty for the documents.
    items
        The items in order.
    parent, parent_rows, keys
        The level above, the row there of each item, its key in its map.
    recurring
        Objects that recur from item to item, by their place in it.
    """

    def __init__(
        self, reading: DecodeContext, path: FieldPath, items: Sequence[object], parent: Level | None = None
    ) -> None:
        self.reading = reading
        self.path = path
        self.items = items
        self.parent = parent
        self.parent_rows: NDArray[np.int64] | None = None
        self._lengths: NDArray[np.int64] | None = None
        self.keys: list[str] | None = None
        self.recurring: dict[FieldPath, Recurring] = {}
        self._structs: dict[FieldPath, Sequence[Any]] = {}
        self._members: dict[FieldPath, list[Sequence[Any]]] = {}
        self._odd: dict[FieldPath, list[Any]] = {}
        self._parsed: dict[FieldPath, Sequence[Any]] = {}

    def __len__(self) -> int:
        return len(self.items)

    @property
    def positions(self) -> NDArray[np.int64] | None:
        """Position of each item in its list."""
        if self._lengths is None:
            return None
        return np.arange(len(self)) - np.repeat(np.cumsum(self._lengths) - self._lengths, self._lengths)

    def values(self, rest: FieldPath) -> Sequence[Any]:
        """Values at a place within this level, one per item, None where there is none."""
        place = (*self.path, *rest)
        if place in self.reading.shape.structs:
            self.structs(rest)
            return self._odd.get(rest) or [None] * len(self)
        return self._raw_values(rest)

    def structs(self, rest: FieldPath) -> Sequence[Struct]:
        """Objects at a place within this level; an empty one where the document has something else or nothing."""
        found = self._structs.get(rest)
        if found is None:
            found = self._structs[rest] = self._checked(rest)
        return found

    def present(self, rest: FieldPath) -> NDArray[np.bool_]:
        """Tell for each item whether the document has an object at a place; one without any value counts as none."""
        return np.array([_says_something(node) for node in self.structs(rest)], dtype=bool)

    def _raw_values(self, rest: FieldPath) -> Sequence[object]:
        if not rest:
            return self.items
        if rest in self.recurring:
            return self.recurring[rest].repeated()
        shape = self.reading.shape.structs.get((*self.path, *rest[:-1]))
        if shape is None and len(rest) > 1:
            return [v.get(rest[-1]) if type(v) is dict else None for v in self._parsed_json(rest[:-1])]
        if shape is None or rest[-1] not in shape.places:
            return [None] * len(self)
        return self.members(rest[:-1])[shape.places[rest[-1]]]

    def _parsed_json(self, rest: FieldPath) -> Sequence[object]:
        """Values at a place that another column keeps as JSON."""
        found = self._parsed.get(rest)
        if found is None:
            found = self._parsed[rest] = [_parsed(v) for v in self._raw_values(rest)]
        return found

    def members(self, rest: FieldPath) -> list[Sequence[Any]]:
        """Values of every member that is read of the objects at a place, in the order of their class."""
        found = self._members.get(rest)
        if found is None:
            shape = self.reading.shape.structs[(*self.path, *rest)]
            found = self._members[rest] = _turned(self.structs(rest), shape)
        return found

    def _checked(self, rest: FieldPath) -> Sequence[Any]:
        place = (*self.path, *rest)
        shape = self.reading.shape.structs[place]
        raw = self._raw_values(rest)
        if self.reading.shape.types == "exact" or set(map(type, raw)) <= {shape.cls}:
            return raw
        raw = [v[0] if type(v) is list and len(v) == 1 and type(v[0]) is shape.cls else v for v in raw]
        odd = [None if type(v) is shape.cls else v for v in raw]
        self._odd[rest] = odd
        self.reading.count_odd(place, odd)
        return [v if type(v) is shape.cls else shape.empty for v in raw]

    def exploded(self, path: FieldPath) -> Level:
        """Level of the items of a list or map somewhere below this level's items."""
        rest = path[len(self.path) : -1]
        good = self._listed(path, self.values(rest))
        kind = list if path[-1] == "[]" else dict
        filled = any(good)
        lengths = np.fromiter(map(len, good) if filled else repeat(0), np.int64, len(good))
        flat: list[Any] = reduce(iconcat, good if kind is list else [v.values() for v in good], []) if filled else []
        level = Level(self.reading, path, flat, parent=self)
        level._lengths = lengths
        level.parent_rows = np.repeat(np.arange(len(good)), lengths)
        if kind is dict:
            level.keys = list(chain.from_iterable(good))
        return level

    def _listed(self, path: FieldPath, values: Sequence[Any]) -> Sequence[Any]:
        """Values that are lists or maps, empty ones where there is something else or nothing."""
        kind, kinds = list if path[-1] == "[]" else dict, set(map(type, values))
        if Raw in kinds:  # another column keeps the place as JSON
            values = [_parsed(v) for v in values]
            kinds = set(map(type, values))
        if kinds <= {kind}:
            return values
        nothing: Any = kind()
        if kinds <= {kind, type(None)}:
            return [nothing if v is None else v for v in values]
        wrong = [v for v in values if type(v) is not kind and v not in (None, [], {})]
        self.reading.count_wrong_lists(path, wrong)
        return [v if type(v) is kind else nothing for v in values]

    def selected(self, rows: NDArray[np.bool_]) -> Level:
        """Level of only some of this level's items, below this one."""
        kept = np.flatnonzero(rows)
        level = Level(self.reading, self.path, [self.items[int(i)] for i in kept], parent=self)
        level.parent_rows = kept
        return level

    def silent(self, rows: Iterable[int]) -> NDArray[np.int64]:
        """Find those of some items that say nothing: null, or an object without any value."""
        shape = self.reading.shape.structs.get(self.path)
        kinds = (type(None),) if shape is None else (type(None), shape.cls)
        found = [i for i in rows if isinstance(self.items[i], kinds) and not _says_something(self.items[i])]
        return np.array(found, dtype=np.int64)

    def rows_of(self, ancestor: Level) -> Any:
        """Arrow indices that bring a column of an ancestor level to this one; None for this level itself."""
        rows: NDArray[np.int64] | None = None
        level: Level = self
        while level is not ancestor and level.parent is not None and level.parent_rows is not None:
            rows = level.parent_rows if rows is None else level.parent_rows[rows]
            level = level.parent
        return None if rows is None else pa.array(rows)


class Source:
    """The documents of one batch and what was made of them: levels by path, arrays by column, each made once.

    Parameters
    ----------
    documents
        The documents, or the objects at one place in them.
    reading
        How they were decoded.
    path
        Path of that place.

    Attributes
    ----------
    documents
        Level of the documents.
    arrays
        Arrow arrays by what they were made of.
    surplus
        Unmapped fields that the decoder did not learn: number of the document, place, value.
    """

    def __init__(self, documents: Sequence[object], reading: DecodeContext, path: FieldPath = ()) -> None:
        self.reading = reading
        self.documents = Level(reading, path, documents)
        self.arrays: dict[Any, Any] = {}
        self.surplus: list[tuple[int, tuple[FieldPath, str], Any]] = []
        self._levels: dict[FieldPath, Level] = {(): self.documents}

    def level(self, path: FieldPath) -> Level:
        """Level of a path that ends in a list or map step (or is empty)."""
        found = self._levels.get(path)
        if found is None:
            above, _ = split_level(path[:-1])
            found = self._levels[path] = self.level(above).exploded(path)
        return found


@dataclass(frozen=True, slots=True)
class Recurring:
    """The objects that stand at one place of the documents of a page.

    Attributes
    ----------
    source
        The different objects, those of other pages included, in place of documents.
    rows
        Which of them each document has.
    columns
        Arrow arrays of the different objects by column; None where each document has to be looked at.
    """

    source: Source
    rows: pa.Int64Array
    columns: dict[Column, Any]

    def repeated(self) -> list[object]:
        """Return the object of each document."""
        return list(map(self.source.documents.items.__getitem__, self.rows.to_pylist()))


@dataclass(frozen=True)
class DecodeContext:
    """How documents were decoded, and where what does not fit is counted.

    Levels hold this and not their :class:`Source`: without a circle a page is freed as soon as it is converted.
    """

    shape: Shape
    root: Slot
    problems: Problems

    def count_odd(self, place: FieldPath, odd: Sequence[object]) -> None:
        """Count what stands where an object should be, unless that is described as well."""
        slot = self.root.find(place)
        wrong = [v for v in odd if v not in (None, []) and not (isinstance(v, list) and slot and slot.items)]
        if wrong and not (slot and slot.described):
            self.problems.add(_text(place) or "(document)", "lost", len(wrong), wrong[0])

    def count_wrong_lists(self, path: FieldPath, wrong: Sequence[object]) -> None:
        """Count what stands where a list or map should be, unless it is read as something else."""
        slot = self.root.find(path[:-1])
        if slot is not None and (slot.described or slot.fields):
            return
        if slot is not None and slot.items and slot.entries:
            # Older servers have a map where newer ones have a list; what is neither is counted once.
            wrong = [v for v in wrong if not isinstance(v, list | dict) and path[-1] == "[]"]
        if wrong:
            self.problems.add(_text(path), "lost", len(wrong), wrong[0])


def _turned(objects: Sequence[Struct], shape: StructShape) -> list[Sequence[object]]:
    """Values of the members that are read, member by member.

    All values are first put into one list: asking every object for one member after the other takes three times as
    long, and so does transposing long lists of tuples, which leaves the processor's caches at every step.
    """
    count = len(objects)
    if not count or (objects[-1] is shape.empty and all(map(is_, objects, repeat(shape.empty)))):
        return [(value,) * count for value in astuple(shape.empty)]
    names = shape.cls.__struct_fields__
    # Where few members are read they are taken by name, which is slower for each but spares the others.
    taken = max(shape.read, 2) if shape.read <= len(names) / _CHEAPER else len(names)
    values: list[Any] = reduce(iconcat, map(attrgetter(*names[:taken]) if taken < len(names) else astuple, objects), [])
    return [values[i::taken] for i in range(shape.read)]


def _parsed(value: object) -> object:
    return (json.decode(bytes(value)) if bytes(value) else None) if type(value) is Raw else value


def _says_something(value: object) -> bool:
    if isinstance(value, Struct):
        return any(map(_says_something, astuple(value)))
    return bytes(value) not in _NOTHING if type(value) is Raw else value is not None and value != []


def _text(place: FieldPath) -> str:
    return ".".join(place).replace(".[]", "[]").replace(".{}", "{}")

"""Bytes of a JSON array into decoded documents, learning unmapped fields on the way.

The decoder refuses an object with an unmapped field. The page is then searched for all such fields, they
are added to the plan as JSON, and the page is read again. So new fields of a newer server cost one more reading of
one page, are counted in every document, and can be kept.
"""

from __future__ import annotations

import gc
import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeGuard

import msgspec

from opencga_frames.errors import DecodeError
from opencga_frames.frames.decode.field_tree import Shape, Slot, compile_shape
from opencga_frames.frames.decode.interning import repeated_strings, still_repeated
from opencga_frames.frames.decode.levels import DecodeContext, Source
from opencga_frames.frames.decode.memory import WAYS, DecoderMemory, Lessons
from opencga_frames.frames.decode.recurring import RecurringObjects, recurring_places
from opencga_frames.frames.decode.repair import Replacement, damaged, repaired
from opencga_frames.frames.decode.unknown_fields import (
    FieldPlace,
    count_members,
    kept_strings,
    place_name,
    unknown_members,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from opencga_frames.frames.decode.problems import Problems
    from opencga_frames.frames.decode.unknown_fields import FieldPlace
    from opencga_frames.frames.schema.paths import FieldPath

__all__ = ["Decoder", "collector_paused", "decode_rows", "quickest_shape"]

#: Unmapped fields learnt; where there are more, each page is searched for the others.
MOST_LEARNT: Final = 500
#: What a name must not have to be learnt: msgspec takes only names that JSON writes without a backslash.
_UNFIT: Final = re.compile(r'["\\\x00-\x1f]')


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the cyclic garbage collector: half the time of a page goes into it otherwise."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def decode_rows(rows: bytes) -> list[object]:
    """Decode a JSON array into plain Python values, as leniently as documents are decoded.

    Raises
    ------
    DecodeError
        When the bytes are not a JSON array.
    """
    try:
        return msgspec.json.decode(rows, type=list[Any])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return msgspec.json.decode(repaired(rows)[0], type=list[Any])


def quickest_shape(root: Slot, lessons: Lessons) -> Shape | None:
    """Make the quickest decoder that still fits; None where values of every type have to be expected."""
    if not lessons.ways:
        return None
    types, strings = lessons.ways[0]
    recurring = lessons.objects or frozenset()
    return compile_shape(root, lessons.unmapped, types=types, strings=strings, recurring=recurring)


class Decoder:
    """Decodes pages of documents of one kind.

    Parameters
    ----------
    root
        Places to read.
    problems
        Where unmapped fields are counted.
    memory
        What earlier decoders of the same fields have learnt; this one starts from it and adds to it.
    unmapped
        Places of fields that are described and in no table: they are counted as such.
    """

    def __init__(
        self, root: Slot, problems: Problems, memory: DecoderMemory | None = None, *, unmapped: Iterable[FieldPath] = ()
    ) -> None:
        self._root = root
        self._problems = problems
        self._memory = memory or DecoderMemory()
        self._lessons = self._memory.recall(root)
        self._reading: DecodeContext | None = None
        self._objects: dict[FieldPath, RecurringObjects] = {}
        self._unmapped = frozenset(map(_without_lists, unmapped))

    def read(self, rows: bytes, documents: Sequence[object] | None = None) -> Source:
        """Decode one page.

        Parameters
        ----------
        rows
            Bytes of a JSON array of documents.
        documents
            What a :class:`~opencga_frames.frames.decode.row_decoder.RowDecoder` has made of them.

        Raises
        ------
        DecodeError
            When the bytes are not a JSON array.
        """
        before = self._lessons
        source, rows = self._source(rows, documents)
        self._note(damaged(rows))
        if source.reading.shape.types != "any":
            self._learn_recurring(source)
        for place in self._lessons.unmapped:
            self._count(place, *count_members(source, place))
        if self._lessons.searching:
            self._search(rows, source)
        if self._lessons is not before:
            self._memory.keep(self._root, self._lessons)
        return source

    def extra_strings(self, source: Source) -> list[str | None]:
        """One JSON object per document with its unmapped fields by dotted name, or None."""
        return kept_strings(source, self._lessons.unmapped)

    def _count(self, place: FieldPlace, count: int, example: object) -> None:
        path = _without_lists((*place[0], place[1]))
        above = (path[:depth] for depth in range(1, len(path) + 1))
        kind = "unknown field" if self._unmapped.isdisjoint(above) else "in no table"
        self._problems.add(place_name(place), kind, count, example)

    def _source(self, rows: bytes, documents: Sequence[object] | None) -> tuple[Source, bytes]:
        """Documents of a page, and the bytes they were read from."""
        while (shape := quickest_shape(self._root, self._lessons)) is not None:
            try:
                return self._decoded(rows, shape, documents), rows
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                # Other documents of the same server will not fit either, unless something has to be learnt.
                self._learn(ways=self._lessons.ways[1:])
        while True:
            shape = self._lenient()
            try:
                return self._decoded(rows, shape), rows
            except msgspec.ValidationError as error:
                if not self._learns(rows):
                    rows = self._repair(rows, error)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                rows = self._repair(rows, error)

    def _decoded(self, rows: bytes, shape: Shape, documents: Sequence[object] | None = None) -> Source:
        if self._reading is None or self._reading.shape is not shape:
            self._reading = reading = DecodeContext(shape, self._root, self._problems)
            self._objects = {place: RecurringObjects(reading, place) for place in shape.recurring}
        source = Source(documents if _fit(documents, shape) else shape.decoder.decode(rows), self._reading)
        for place, objects in self._objects.items():
            source.documents.recurring[place] = objects.of(source.documents)
        return source

    def _learn(self, **changes: Any) -> None:
        self._lessons = replace(self._lessons, **changes)

    def _learn_recurring(self, source: Source) -> None:
        """Learn what recurs, or that it does so no more."""
        if not all(objects.few for objects in self._objects.values()):
            self._learn(objects=frozenset(place for place, objects in self._objects.items() if objects.few))
        if self._lessons.attempts and self._lessons.objects is None:
            self._learn(objects=recurring_places(source))
        if self._lessons.attempts and not self._lessons.ways[0][1]:
            self._learn_strings(source)

    def _learn_strings(self, source: Source) -> None:
        """Learn which places have few different strings, or that some have more than it seemed."""
        found = repeated_strings(source, self._lessons.objects or frozenset())
        if found is None:
            return
        known = self._lessons.strings
        strings = found if known is None else still_repeated(known, found)
        self._learn(strings=strings, attempts=self._lessons.attempts - 1 if strings else 0)
        if strings:
            quickest = (self._lessons.ways[0][0], tuple(strings.items()))
            self._learn(ways=(quickest, *self._lessons.ways))

    def _lenient(self) -> Shape:
        return compile_shape(self._root, self._lessons.unmapped, strict=not self._lessons.searching)

    def _learns(self, rows: bytes) -> bool:
        """Learn the unmapped fields of a page; tell whether there were any."""
        try:
            documents = msgspec.json.decode(rows, type=list[Any])
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return False
        known = self._lessons.unmapped
        found = dict.fromkeys(place for document in documents for place, _ in unknown_members(document, self._root))
        new = found.keys() - set(known)
        if not new or self._lessons.searching:
            return False
        fitting = [place for place in found if place in new and not _UNFIT.search(place[1])]
        few = len(known) + len(fitting) <= MOST_LEARNT
        searching = not few or len(fitting) < len(new)
        self._learn(unmapped=(*known, *fitting) if few else known, searching=searching, ways=() if searching else WAYS)
        return True

    def _search(self, rows: bytes, source: Source) -> None:
        """Find the unmapped fields that could not be learnt, document by document."""
        try:
            documents = msgspec.json.decode(rows, type=list[Any])
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            # Nothing looked at the unmapped fields before.
            documents = msgspec.json.decode(self._repair(rows, error), type=list[Any])
        for number, document in enumerate(documents):
            for place, value in unknown_members(document, self._root):
                if place not in self._lessons.unmapped:
                    source.surplus.append((number, place, value))
        for place, count in Counter(place for _, place, _ in source.surplus).items():
            self._count(place, count, "")

    def _repair(self, rows: bytes, error: Exception) -> bytes:
        again, changes = repaired(rows)
        if again == rows:
            msg = f"The documents cannot be decoded: {error}."
            raise DecodeError(msg) from None
        self._note(changes)
        return again

    def _note(self, changes: Iterable[Replacement]) -> None:
        for path, kind, value in changes:
            self._problems.add(path, kind, 1, value)


def _fit(documents: Sequence[object] | None, shape: Shape) -> TypeGuard[Sequence[object]]:
    """Return whether documents were made by a decoder; one that has learnt something since makes others."""
    return bool(documents and () in shape.structs and type(documents[0]) is shape.structs[()].cls)


def _without_lists(path: FieldPath) -> FieldPath:
    """Path in which an object and a list of objects are the same: some documents have one for the other."""
    return tuple(step for step in path if step != "[]")

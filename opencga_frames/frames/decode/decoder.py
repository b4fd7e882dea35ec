"""Bytes of a JSON array into decoded documents, learning undescribed fields on the way.

The decoder refuses an object with a field that nobody described. The page is then searched for all such fields, they
are added to the plan as JSON text, and the page is read again. So new fields of a newer server cost one more reading of
one page, are counted in every document, and can be kept.
"""

from __future__ import annotations

import gc
import re
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import msgspec

from opencga_frames.errors import DecodeError
from opencga_frames.frames.decode.field_tree import Shape, Slot, Texts, Types, compile_shape
from opencga_frames.frames.decode.interning import repeated_texts, still_repeated
from opencga_frames.frames.decode.levels import Reading, Source
from opencga_frames.frames.decode.repair import Change, damaged, repaired
from opencga_frames.frames.decode.unknown_fields import Place, kept_texts, place_name, raw_members, unknown_members

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from opencga_frames.frames.decode.problems import Problems
    from opencga_frames.frames.schema.paths import Path

__all__ = ["Decoder", "collector_paused", "decode_rows"]

#: Undescribed fields learnt; where there are more, each page is searched for the others.
MOST_LEARNT: Final = 500
#: Pages of a walk from which it is learnt which texts come again and again.
MOST_TRIES: Final = 5
#: Ways to read documents that are as described, the quickest first: what is made sure of, texts that are known.
_WAYS: Final[tuple[tuple[Types, Texts], ...]] = (("exact", ()), ("usual", ()))
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


def decode_rows(rows: bytes) -> list[Any]:
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


class Decoder:
    """Decodes pages of documents of one kind.

    Parameters
    ----------
    root
        Places to read.
    problems
        Where undescribed fields are counted.
    """

    def __init__(self, root: Slot, problems: Problems) -> None:
        self._root = root
        self._problems = problems
        self._learnt: dict[Place, None] = {}
        self._ways = list(_WAYS)
        self._texts: dict[Path, frozenset[str]] | None = None
        self._tries = MOST_TRIES
        self._searching = False

    def read(self, rows: bytes) -> Source:
        """Decode one page.

        Parameters
        ----------
        rows
            Bytes of a JSON array of documents.

        Raises
        ------
        DecodeError
            When the bytes are not a JSON array.
        """
        documents, shape, rows = self._documents(rows)
        self._count(damaged(rows))
        source = Source(documents, Reading(shape, self._root, self._problems))
        if self._tries and shape.types != "any" and not self._ways[0][1]:
            self._learn_texts(source)
        for place in self._learnt:
            texts = [text for _, text in raw_members(source, place) if text is not None]
            self._problems.add(place_name(place), "unknown field", len(texts), texts[0] if texts else None)
        if self._searching:
            self._search(rows, source)
        return source

    def extra_texts(self, source: Source) -> list[str | None]:
        """One JSON object per document with its undescribed fields by dotted name, or None."""
        return kept_texts(source, self._learnt)

    def _documents(self, rows: bytes) -> tuple[list[Any], Shape, bytes]:
        """Documents of a page, what they were read with, and the bytes they were read from."""
        while self._ways:
            types, texts = self._ways[0]
            shape = compile_shape(self._root, tuple(self._learnt), types=types, texts=texts)
            try:
                return shape.decoder.decode(rows), shape, rows
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                # Other documents of the same server will not fit either, unless something has to be learnt.
                del self._ways[0]
        while True:
            shape = self._lenient()
            try:
                return shape.decoder.decode(rows), shape, rows
            except msgspec.ValidationError as error:
                if not self._learns(rows):
                    rows = self._repair(rows, error)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                rows = self._repair(rows, error)

    def _learn_texts(self, source: Source) -> None:
        """Learn which places have few different texts, or that some have more than it seemed."""
        found = repeated_texts(source)
        if found is None:
            return
        self._texts = found if self._texts is None else still_repeated(self._texts, found)
        texts = tuple(self._texts.items())
        self._tries = self._tries - 1 if texts else 0
        if texts:
            self._ways.insert(0, (self._ways[0][0], texts))

    def _lenient(self) -> Shape:
        return compile_shape(self._root, tuple(self._learnt), strict=not self._searching)

    def _learns(self, rows: bytes) -> bool:
        """Learn the undescribed fields of a page; tell whether there were any."""
        try:
            documents = msgspec.json.decode(rows, type=list[Any])
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return False
        found = {place: None for document in documents for place, _ in unknown_members(document, self._root)}
        new = found.keys() - self._learnt.keys()
        if not new or self._searching:
            return False
        fitting = {place: None for place in found if place in new and not _UNFIT.search(place[1])}
        few = len(self._learnt) + len(fitting) <= MOST_LEARNT
        self._learnt |= fitting if few else {}
        self._searching = not few or len(fitting) < len(new)
        self._ways = [] if self._searching else list(_WAYS)
        return True

    def _search(self, rows: bytes, source: Source) -> None:
        """Find the undescribed fields that could not be learnt, document by document."""
        for number, document in enumerate(msgspec.json.decode(rows, type=list[Any])):
            for place, value in unknown_members(document, self._root):
                if place not in self._learnt:
                    source.surplus.append((number, place, value))
        for place, count in Counter(place for _, place, _ in source.surplus).items():
            self._problems.add(place_name(place), "unknown field", count, "")

    def _repair(self, rows: bytes, error: Exception) -> bytes:
        again, changes = repaired(rows)
        if again == rows:
            msg = f"The documents cannot be decoded: {error}."
            raise DecodeError(msg) from None
        self._count(changes)
        return again

    def _count(self, changes: Iterable[Change]) -> None:
        for path, kind, value in changes:
            self._problems.add(path, kind, 1, value)

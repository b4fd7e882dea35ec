"""Objects that recur from document to document: servers write every object, most with nothing but defaults in it.

They are taken as JSON first, and each different one is read once, whatever the number of pages. Columns are made of a
few objects then, and each document takes its own value from them.
"""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np
import pyarrow as pa

from opencga_frames.frames.decode.interning import FEWEST
from opencga_frames.frames.decode.levels import Recurring, Source
from opencga_frames.frames.decode.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from opencga_frames.frames.decode.field_tree import StructShape
    from opencga_frames.frames.decode.levels import DecodeContext, Level
    from opencga_frames.frames.schema.model import Column
    from opencga_frames.frames.schema.paths import FieldPath

__all__ = ["RecurringObjects", "recurring_places"]

#: Documents for each different object of a page: where there are fewer, reading them all at once is quicker.
_AT_FIRST: Final = 8
_AT_LEAST: Final = 4
#: About so many documents are looked at.
_LOOKED_AT: Final = 128


class RecurringObjects:
    """The objects at one place, over the pages that are decoded in one way.

    Parameters
    ----------
    reading
        How the documents are decoded.
    place
        Path of the objects in a document.

    Attributes
    ----------
    few : bool
        False once a page had so many different objects that it is not worth telling them apart.
    """

    def __init__(self, reading: DecodeContext, place: FieldPath) -> None:
        self.few = True
        # What is wrong with one object is wrong with many documents, which are counted elsewhere.
        self._reading = replace(reading, problems=Problems())
        self._place = place
        self._take_up([], [])

    def of(self, documents: Level) -> Recurring:
        """Find the objects of a page of documents.

        Raises
        ------
        msgspec.ValidationError
            If one is not as it is described.
        """
        above, name = self._place[:-1], self._place[-1]
        written = documents.members(above)[self._reading.shape.structs[above].places[name]]
        first = bytes(written[0]) if written else b""
        if first in self._numbers and b"".join(written) == first * len(written):
            # Objects can be joined in one way only, and absent ones leave nothing behind: these are all the same.
            rows = np.full(len(written), self._numbers[first])
        else:
            rows = self._rows(written)
        return Recurring(self._source, pa.array(rows), self._columns)

    def _rows(self, written: Sequence[msgspec.Raw]) -> NDArray[np.int64]:
        try:
            return np.fromiter(map(self._numbers.__getitem__, map(bytes, written)), np.int64, len(written))
        except KeyError:
            self._learn(list(dict.fromkeys(map(bytes, written))), len(written))
            return self._rows(written)

    def _learn(self, different: Sequence[bytes], count: int) -> None:
        """Take up the objects of a page, and forget those of others where they would be too many for it."""
        most = max(count, FEWEST) // _AT_LEAST
        self.few = self.few and len(different) <= most
        new = [json for json in different if json not in self._numbers]
        if len(self._numbers) + len(new) <= most:
            self._take_up([*self._numbers, *new], [*self._source.documents.items, *map(self._read, new)])
        else:
            self._take_up(different, list(map(self._read, different)))

    def _take_up(self, written: Iterable[bytes], objects: Sequence[Any]) -> None:
        self._numbers = {json: number for number, json in enumerate(written)}
        self._source = Source(objects, self._reading, self._place)
        self._columns: dict[Column, Any] = {}

    def _read(self, json: bytes) -> Any:
        shape = self._reading.shape
        return shape.recurring[self._place].decode(json) if json else shape.structs[self._place].empty


def recurring_places(source: Source) -> frozenset[FieldPath] | None:
    """Find the places of objects that recur in a page, none inside another; None where it is too small to tell."""
    documents, structs = source.documents.items, source.reading.shape.structs
    if len(documents) < FEWEST:
        return None
    # Documents that are no objects, as of tables that code makes, have no places.
    found = _recurring(documents[:: len(documents) // _LOOKED_AT + 1], (), structs) if () in structs else ()
    return frozenset(found)


def _recurring(
    objects: Sequence[Any], path: FieldPath, structs: Mapping[FieldPath, StructShape]
) -> Iterator[FieldPath]:
    shape = structs[path]
    some = [value for value in objects if type(value) is shape.cls]
    for place in [place for place in structs if some and place and place[:-1] == path and place[-1] in shape.places]:
        values = list(map(attrgetter(shape.cls.__struct_fields__[shape.places[place[-1]]]), some))
        if len(set(map(msgspec.json.encode, values))) * _AT_FIRST <= len(values):
            yield place
        else:
            yield from _recurring(values, place, structs)

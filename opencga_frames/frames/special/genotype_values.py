"""Values of samples: a list of strings for each, beside the list of their names, which differs from variant to variant.

Samples with the same names are turned into columns together.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import zip_longest
from operator import iconcat
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opencga_frames.frames.columns.arrays import to_array
from opencga_frames.frames.schema.coerce import json_string
from opencga_frames.frames.schema.kinds import arrow_type
from opencga_frames.frames.schema.paths import write_path

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from opencga_frames.frames.decode.levels import Level
    from opencga_frames.frames.decode.problems import Problems
    from opencga_frames.frames.schema.model import Column

__all__ = ["SAMPLE_KEYS", "Group", "SampleValues", "known", "number", "sample_values"]

#: Names of the values, the second as older servers write it.
SAMPLE_KEYS: Final = ("sampleDataKeys", "format")
#: Strings of the wire that stand for no value, beside the empty one.
_MISSING: Final = (b".", b"-1")


@dataclass(frozen=True)
class Group:
    """Samples whose values have the same names.

    Attributes
    ----------
    names
        Names of the values.
    rows
        Values of each sample.
    columns
        The same values turned round: strings by name.
    """

    names: tuple[str, ...]
    rows: Sequence[Sequence[Any]]
    columns: Mapping[str, Any]

    def strings(self, name: str) -> pa.StringArray:
        """Strings of one value, null where a sample has none."""
        found = self.columns.get(name)
        return pa.nulls(len(self.rows), pa.string()) if found is None else found


@dataclass(frozen=True)
class SampleValues:
    """Values of all samples, grouped by the names of the values.

    Attributes
    ----------
    groups
        The groups.
    places
        Place of each row in the groups put one after the other.
    problems
        Where values that fit nowhere are counted.
    arrays
        Arrays made so far.
    """

    groups: Sequence[Group]
    places: NDArray[np.int64]
    problems: Problems
    arrays: dict[str, Any]

    def strings(self, name: str) -> pa.StringArray:
        """Strings of one value, null where the string means none."""
        return self.once(name, lambda: known(self.in_order([g.strings(name) for g in self.groups])))

    def once(self, name: str, make: Callable[[], pa.Array]) -> pa.Array:
        """Array that several columns are made of, made on first use."""
        if name not in self.arrays:
            self.arrays[name] = make()
        return self.arrays[name]

    def in_order(self, parts: Sequence[pa.StringArray]) -> pa.Array:
        """Put the arrays of the groups together, in the order of the rows."""
        return pa.chunked_array(parts, pa.string()).combine_chunks().take(pa.array(self.places))


def sample_values(data: Sequence[object], level: Level, studies: Level, problems: Problems) -> SampleValues:
    """Group the values of samples.

    Parameters
    ----------
    data
        The list of values of each sample.
    level, studies
        Levels of the samples and of the studies they are in, which have the names of the values.
    problems
        Where values that fit nowhere are counted.
    """
    rows = write_path(level.path)
    lists = _lists(data, rows, problems)
    names, codes = _names_of_rows(level, studies)
    order = np.argsort(codes, kind="stable")
    ends = np.cumsum(np.bincount(codes, minlength=len(names))).tolist()
    groups = [
        _group(names[code], [lists[i] for i in order[start:end].tolist()], rows, problems)
        for code, (start, end) in enumerate(zip([0, *ends], ends, strict=False))
    ]
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    return SampleValues(groups, places, problems, {})


def _lists(data: Sequence[Any], rows: str, problems: Problems) -> Sequence[Sequence[Any]]:
    if set(map(type, data)) <= {list}:
        return data
    wrong = [v for v in data if type(v) is not list and v is not None]
    problems.add(f"{rows}.data", "lost", len(wrong), wrong[0] if wrong else None)
    return [v if type(v) is list else [] for v in data]


def _group(names: tuple[str, ...], lists: Sequence[Sequence[object]], rows: str, problems: Problems) -> Group:
    width = len(names)
    if set(map(len, lists)) == {width}:
        values: list[Any] = reduce(iconcat, lists, [])
        return Group(names, lists, {name: _string_array(values[i::width]) for i, name in enumerate(names)})
    surplus = [v for v in lists if len(v) > width]
    problems.add(f"{rows}.data", "lost", len(surplus), surplus[0] if surplus else None)
    columns = dict(zip(names, map(_string_array, zip_longest(*lists)), strict=False))
    return Group(names, lists, columns)


def _names_of_rows(level: Level, studies: Level) -> tuple[list[tuple[str, ...]], NDArray[np.int64]]:
    """Distinct lists of names, and the number of its list for each row."""
    found = zip(*(studies.values((key,)) for key in SAMPLE_KEYS), strict=True)
    keys = _as_keys([new if type(new) is list else old if type(old) is list else () for new, old in found])
    known = {key: code for code, key in enumerate(dict.fromkeys(keys))}
    codes = np.fromiter(map(known.__getitem__, keys), np.int64, len(keys))
    return list(known), codes[level.parent_rows]


def _as_keys(lists: Sequence[Sequence[object]]) -> list[tuple[str, ...]]:
    keys: list[tuple[Any, ...]] = list(map(tuple, lists))
    try:
        if all(type(name) is str for key in set(keys) for name in key):
            return keys
    except TypeError:
        pass  # a name that is an object
    return [tuple(name if type(name) is str else json_string(name) for name in key) for key in keys]


def _string_array(values: Sequence[object]) -> pa.StringArray:
    try:
        return pa.array(values, pa.string())
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array([v if v is None or isinstance(v, str) else json_string(v) for v in values], pa.string())


def known(strings: pa.StringArray) -> pa.StringArray:
    """Make the strings that stand for no value null; all are short, so that the lengths tell most apart."""
    _, offsets, data = strings.buffers()
    ends = np.frombuffer(offsets or b"", np.int32)[strings.offset : strings.offset + len(strings) + 1]
    lengths, codes = np.diff(ends), np.frombuffer(data or b"", np.uint8)
    none = lengths == 0
    for word in _MISSING:
        suspects = np.flatnonzero(lengths == len(word))
        for i, code in enumerate(word):
            suspects = suspects[codes[ends[suspects] + i] == code]
        none[suspects] = True
    return pc.if_else(pa.array(none), None, strings) if np.count_nonzero(none) > strings.null_count else strings


def number(strings: pa.StringArray, column: Column, problems: Problems) -> pa.Array:
    """Turn strings into the numbers of a column."""
    try:
        return strings.cast(arrow_type(column.kind))
    except pa.ArrowInvalid:
        return to_array(strings.to_pylist(), column, problems)

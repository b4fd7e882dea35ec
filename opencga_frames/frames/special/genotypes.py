"""Genotypes of samples: one row per variant, study and sample.

The values of a sample are a list of texts beside the list of their names, which differs from variant to variant. Rows
with the same names are turned into columns together.
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

from opencga_frames.frames.converters import json_text
from opencga_frames.frames.schema import Column, Table, parse_path
from opencga_frames.frames.special.kind import Special
from opencga_frames.frames.values import arrow_type, to_array

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from opencga_frames.frames.context import Context
    from opencga_frames.frames.levels import Level, Source
    from opencga_frames.frames.problems import Problems
    from opencga_frames.frames.slots import Slot

__all__ = ["GENOTYPES", "count_alternates", "is_phased"]

_STUDIES: Final = ("studies", "[]")
_FILES: Final = (*_STUDIES, "files", "[]")
#: Names of the values, the second as older servers write it.
_KEYS: Final = ("sampleDataKeys", "format")
_NAMES: Final = ("sampleId", "sampleName")
#: Where a file keeps its values, the second as older servers write it.
_FILE_VALUES: Final = ("data", "attributes")
#: Column of the file by the path of what it shows.
_OF_FILE: Final = {"@file_id": ("fileId",), "@filter": ("FILTER",), "@qual": ("QUAL",)}
#: Texts of the wire that stand for no value, beside the empty one.
_MISSING: Final = (b".", b"-1")


def count_alternates(genotype: str) -> int | None:
    """Count the alleles of a genotype that are the alternate of its variant, None where one is missing.

    Examples
    --------
    >>> [count_alternates(gt) for gt in ("0/1", "1|1", "1", "1/2", "0/2", "./1", "?/?", "NA")]
    [1, 2, 1, 1, 0, None, None, None]
    """
    alleles = genotype.replace("|", "/").split("/")
    return alleles.count("1") if all(a.isdecimal() for a in alleles) else None


def is_phased(genotype: str) -> bool | None:
    """Tell whether a genotype is phased, None where it has one allele or none.

    Examples
    --------
    >>> [is_phased(gt) for gt in ("0|1", "0/1", "1")]
    [True, False, None]
    """
    return "/" not in genotype if "|" in genotype or "/" in genotype else None


def _read_genotypes(root: Slot, table: Table, columns: Sequence[Column]) -> Sequence[Column]:
    rows = parse_path(table.rows)
    values = root.at((*rows, "data")) if _has_objects(rows) else root.at(rows)
    values.read, values.described = "value", True
    for name in (*_KEYS, "studyId"):
        root.at((*_STUDIES, name)).read = "value"
    for name in (*_NAMES, "fileIndex") if _has_objects(rows) else ():
        root.at((*rows, name)).read = "value"
    for column in columns:
        for place in _file_places(column.path):
            root.at((*_FILES, *place)).read = "value"
    return [c for c in columns if parse_path(c.path)[: len(rows)] != rows]


def _has_objects(rows: tuple[str, ...]) -> bool:
    """Tell whether samples are objects; older servers have bare lists of values."""
    return rows[-2] == "samples"


def _file_places(path: str) -> list[tuple[str, ...]]:
    place = _OF_FILE.get(path)
    if place is None or place == ("fileId",):
        return [place] if place else []
    return [(values, *place) for values in _FILE_VALUES]


def _genotype_rows(
    source: Source, table: Table, columns: Sequence[Column], context: Context
) -> tuple[Level, dict[str, Any]]:
    level = source.level(parse_path(table.rows))
    if not len(level):
        return level, {}
    entries = _entries(level, source.level(_STUDIES), table.rows, source.reading.problems)
    ready: dict[str, Any] = {}
    files = _files_of(source, level) if any(c.path in _OF_FILE for c in columns) else None
    for column in columns:
        if column.path in _OF_SAMPLE:
            ready[column.path] = _OF_SAMPLE[column.path](entries, column)
        elif column.path in _OF_FILE:
            ready[column.path] = _of_file(source, column).take(files)
        elif column.path == f"{table.rows}.sampleId":
            ready[column.path] = _sample_ids(level, source, context, column)
    return level, ready


# --- values of samples ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Group:
    """Samples whose values have the same names.

    Attributes
    ----------
    names
        Names of the values.
    rows
        Values of each sample.
    columns
        The same values turned round: texts by name.
    """

    names: tuple[str, ...]
    rows: Sequence[Sequence[Any]]
    columns: Mapping[str, Any]

    def texts(self, name: str) -> Any:
        """Texts of one value, null where a sample has none."""
        found = self.columns.get(name)
        return pa.nulls(len(self.rows), pa.string()) if found is None else found


@dataclass(frozen=True)
class _Entries:
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

    groups: Sequence[_Group]
    places: NDArray[np.int64]
    problems: Problems
    arrays: dict[str, Any]

    def texts(self, name: str) -> Any:
        """Texts of one value, null where the text means none."""
        return self.once(name, lambda: _known(self.in_order([g.texts(name) for g in self.groups])))

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """Array that several columns are made of, made on first use."""
        if name not in self.arrays:
            self.arrays[name] = make()
        return self.arrays[name]

    def in_order(self, parts: Sequence[Any]) -> Any:
        """Put the arrays of the groups together, in the order of the rows."""
        return pa.chunked_array(parts, pa.string()).combine_chunks().take(pa.array(self.places))


def _entries(level: Level, studies: Level, rows: str, problems: Problems) -> _Entries:
    lists = _lists(level.values(("data",) if _has_objects(level.path) else ()), rows, problems)
    names, codes = _names_of_rows(level, studies)
    order = np.argsort(codes, kind="stable")
    ends = np.cumsum(np.bincount(codes, minlength=len(names))).tolist()
    groups = [
        _group(names[code], [lists[i] for i in order[start:end].tolist()], rows, problems)
        for code, (start, end) in enumerate(zip([0, *ends], ends, strict=False))
    ]
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    return _Entries(groups, places, problems, {})


def _lists(data: Sequence[Any], rows: str, problems: Problems) -> Sequence[Sequence[Any]]:
    if set(map(type, data)) <= {list}:
        return data
    wrong = [v for v in data if type(v) is not list and v is not None]
    problems.add(f"{rows}.data", "lost", len(wrong), wrong[0] if wrong else None)
    return [v if type(v) is list else [] for v in data]


def _group(names: tuple[str, ...], lists: Sequence[Sequence[Any]], rows: str, problems: Problems) -> _Group:
    width = len(names)
    if set(map(len, lists)) == {width}:
        values: list[Any] = reduce(iconcat, lists, [])
        return _Group(names, lists, {name: _text_array(values[i::width]) for i, name in enumerate(names)})
    surplus = [v for v in lists if len(v) > width]
    problems.add(f"{rows}.data", "lost", len(surplus), surplus[0] if surplus else None)
    columns = dict(zip(names, map(_text_array, zip_longest(*lists)), strict=False))
    return _Group(names, lists, columns)


def _names_of_rows(level: Level, studies: Level) -> tuple[list[tuple[str, ...]], NDArray[np.int64]]:
    """Distinct lists of names, and the number of its list for each row."""
    found = zip(*(studies.values((key,)) for key in _KEYS), strict=True)
    keys = _as_keys([new if type(new) is list else old if type(old) is list else () for new, old in found])
    known = {key: code for code, key in enumerate(dict.fromkeys(keys))}
    codes = np.fromiter(map(known.__getitem__, keys), np.int64, len(keys))
    return list(known), codes[level.parent_rows]


def _as_keys(lists: Sequence[Sequence[Any]]) -> list[tuple[str, ...]]:
    keys: list[tuple[Any, ...]] = list(map(tuple, lists))
    try:
        if all(type(name) is str for key in set(keys) for name in key):
            return keys
    except TypeError:
        pass  # a name that is an object
    return [tuple(name if type(name) is str else json_text(name) for name in key) for key in keys]


def _text_array(values: Sequence[Any]) -> Any:
    try:
        return pa.array(values, pa.string())
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array([v if v is None or isinstance(v, str) else json_text(v) for v in values], pa.string())


def _known(texts: Any) -> Any:
    """Make the texts that stand for no value null; all are short, so that a look at the lengths tells most apart."""
    _, offsets, data = texts.buffers()
    ends = np.frombuffer(offsets or b"", np.int32)[texts.offset : texts.offset + len(texts) + 1]
    lengths, codes = np.diff(ends), np.frombuffer(data or b"", np.uint8)
    none = lengths == 0
    for word in _MISSING:
        suspects = np.flatnonzero(lengths == len(word))
        for i, code in enumerate(word):
            suspects = suspects[codes[ends[suspects] + i] == code]
        none[suspects] = True
    return pc.if_else(pa.array(none), None, texts) if np.count_nonzero(none) > texts.null_count else texts


def _number(texts: Any, column: Column, problems: Problems) -> Any:
    try:
        return texts.cast(arrow_type(column.kind))
    except pa.ArrowInvalid:
        return to_array(texts.to_pylist(), column, problems)


def _genotype(entries: _Entries, _column: Column) -> Any:
    return entries.once("@gt", lambda: entries.texts("GT").dictionary_encode())


def _looked_up(rule: Callable[[str], Any]) -> Callable[[_Entries, Column], Any]:
    """Column made of the genotype: each distinct one is looked at once."""

    def made(entries: _Entries, column: Column) -> Any:
        genotypes = _genotype(entries, column)
        return pa.array(map(rule, genotypes.dictionary.to_pylist()), arrow_type(column.kind)).take(genotypes.indices)

    return made


def _value(name: str) -> Callable[[_Entries, Column], Any]:
    return lambda entries, column: _number(entries.texts(name), column, entries.problems)


def _depth(at: int) -> Callable[[_Entries, Column], Any]:
    """Column of one of the numbers of AD, which are those of the reference, of this alternate, and of the others."""

    def made(entries: _Entries, column: Column) -> Any:
        lists = entries.once("@ad", lambda: pc.split_pattern(entries.texts("AD"), ",", max_splits=2))
        offsets = lists.offsets.to_numpy()
        items = lists.values.take(pa.array(offsets[:-1] + at, mask=np.diff(offsets) <= at))
        return entries.once(f"@ad{at}", lambda: _number(_known(items), column, entries.problems))

    return made


def _allele_fraction(entries: _Entries, column: Column) -> Any:
    depth = Column(name=column.name, path="@ad", kind="int32")
    reference, alternate = (_depth(at)(entries, depth).cast(pa.float64()) for at in (0, 1))
    total = pc.add(reference, alternate)
    return pc.divide(alternate, pc.if_else(pc.greater(total, 0), total, None))


def _all_values(entries: _Entries, _column: Column) -> Any:
    return entries.in_order([_objects(group) for group in entries.groups])


def _objects(group: _Group) -> Any:
    """JSON object of each sample, null for one without values; put together in Arrow where no text needs care."""
    lengths = np.fromiter(map(len, group.rows), np.int64, len(group.rows))
    width, texts = len(group.names), list(group.columns.values())
    plain = len(set(group.names)) == width == len(texts) > 0 and (lengths == width).all()
    if not plain or any(text.null_count or _needs_care(text) for text in texts):
        return pc.if_else(pa.array(lengths > 0), _objects_one_by_one(group), None)
    parts: list[Any] = []
    for name, text in zip(group.names, texts, strict=True):
        parts += [('",' if parts else "{") + json_text(name) + ':"', text]
    return pc.binary_join_element_wise(*parts, '"}', "")


def _needs_care(texts: Any) -> bool:
    """Tell whether JSON does not take the characters of some text as they are."""
    codes = np.frombuffer(texts.buffers()[2] or b"", np.uint8)
    return bool(((codes < ord(" ")) | (codes == ord('"')) | (codes == ord("\\"))).any())


def _objects_one_by_one(group: _Group) -> Any:
    width = len(group.names)
    objects = [dict(zip_longest(group.names, row[:width])) for row in group.rows]
    return pa.array(map(json_text, objects), pa.string())


_OF_SAMPLE: Final[Mapping[str, Callable[[_Entries, Column], Any]]] = {
    "@gt": _genotype,
    "@n_alt": _looked_up(count_alternates),
    "@phased": _looked_up(is_phased),
    "@dp": _value("DP"),
    "@gq": _value("GQ"),
    "@ad_ref": _depth(0),
    "@ad_alt": _depth(1),
    "@vaf": _allele_fraction,
    "@data_json": _all_values,
}


# --- the sample and its file -------------------------------------------------------------------------------


def _of_file(source: Source, column: Column) -> Any:
    """Column of the files."""
    files, problems = source.level(_FILES), source.reading.problems
    values: Any = [None] * len(files)
    for place in _file_places(column.path):
        values = [old if new is None else new for new, old in zip(files.values(place), values, strict=True)]
    texts = to_array(values, Column(name=column.name, path=column.path), problems)
    texts = pc.if_else(pc.equal(texts, "."), None, texts)
    return texts if column.kind == "string" else _number(texts, column, problems)


def _files_of(source: Source, level: Level) -> Any:
    """Row of the file that each sample's entry points to by its position, null where there is none."""
    column = Column(name="file_index", path="file_index", kind="int64")
    index = to_array(level.values(("fileIndex",)), column, source.reading.problems)
    positions = pc.fill_null(index, -1).to_numpy()
    file_parents: Any = source.level(_FILES).parent_rows
    starts = np.searchsorted(file_parents, np.arange(len(source.level(_STUDIES)) + 1))
    parents: Any = level.parent_rows
    first, after = starts[parents], starts[parents + 1]
    rows = first + positions
    return pa.array(rows, mask=(positions < 0) | (rows >= after))


def _sample_ids(level: Level, source: Source, context: Context, column: Column) -> Any:
    """Name each sample as its entry does, else by its position from what the request tells."""
    problems = source.reading.problems
    found = to_array(level.values(_NAMES[:1]), column, problems)
    if found.null_count:
        found = pc.coalesce(found, to_array(level.values(_NAMES[1:]), column, problems))
    if found.null_count:
        found = pc.coalesce(found, _by_position(level, source.level(_STUDIES), context.samples))
    # Rows are never dropped: without a name the position is still there.
    problems.add(column.path, "unnamed", found.null_count, "(position only)")
    return found


def _by_position(level: Level, studies: Level, samples: Mapping[str, Sequence[str]]) -> Any:
    offsets: dict[Any, tuple[int, int]] = {}
    names: list[str] = []
    for study, known in samples.items():
        offsets[study] = (len(names), len(known))
        names.extend(known)
    keys = [v if isinstance(v, str) else None for v in studies.values(("studyId",))]
    bounds = np.array([offsets.get(key, (0, 0)) for key in keys], np.int64).reshape(-1, 2)[level.parent_rows]
    positions: Any = level.positions
    return pa.array(names, pa.string()).take(pa.array(bounds[:, 0] + positions, mask=positions >= bounds[:, 1]))


GENOTYPES: Final = Special(read=_read_genotypes, rows=_genotype_rows)

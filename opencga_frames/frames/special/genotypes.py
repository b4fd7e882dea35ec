"""Genotypes of samples: one row per variant, study and sample."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opencga_frames.frames.columns.arrays import to_array
from opencga_frames.frames.schema.model import Column, Table, parse_path
from opencga_frames.frames.special.base import Special
from opencga_frames.frames.special.genotype_columns import OF_SAMPLE
from opencga_frames.frames.special.genotype_values import SAMPLE_KEYS, number, sample_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from opencga_frames.frames.decode.field_tree import Slot
    from opencga_frames.frames.decode.levels import Level, Source
    from opencga_frames.frames.request_context import RequestContext

__all__ = ["GENOTYPES"]

_STUDIES: Final = ("studies", "[]")
_FILES: Final = (*_STUDIES, "files", "[]")
_NAMES: Final = ("sampleId", "sampleName")
#: Where a file keeps its values, the second as older servers write it.
_FILE_VALUES: Final = ("data", "attributes")
#: Column of the file by the path of what it shows.
_OF_FILE: Final = {"@file_id": ("fileId",), "@filter": ("FILTER",), "@qual": ("QUAL",)}


def _read_genotypes(root: Slot, table: Table, columns: Sequence[Column]) -> Sequence[Column]:
    rows = parse_path(table.rows)
    values = root.at((*rows, "data")) if _has_objects(rows) else root.at(rows)
    values.read, values.described = "value", True
    for name in (*SAMPLE_KEYS, "studyId"):
        root.at((*_STUDIES, name)).read = "value"
    for name in (*_NAMES, "fileIndex") if _has_objects(rows) else ():
        root.at((*rows, name)).read = "value"
    for column in columns:
        for place in _file_places(column.path):
            root.at((*_FILES, *place)).read = "value"
    return [c for c in columns if parse_path(c.path)[: len(rows)] != rows]


def _has_objects(rows: tuple[str, ...]) -> bool:
    """Return whether samples are objects; older servers have bare lists of values."""
    return rows[-2] == "samples"


def _file_places(path: str) -> list[tuple[str, ...]]:
    place = _OF_FILE.get(path)
    if place is None or place == ("fileId",):
        return [place] if place else []
    return [(values, *place) for values in _FILE_VALUES]


def _genotype_rows(
    source: Source, table: Table, columns: Sequence[Column], context: RequestContext
) -> tuple[Level, dict[str, pa.Array]]:
    level = source.level(parse_path(table.rows))
    if not len(level):
        return level, {}
    data = level.values(("data",) if _has_objects(level.path) else ())
    entries = sample_values(data, level, source.level(_STUDIES), source.reading.problems)
    ready: dict[str, Any] = {}
    files = _files_of(source, level) if any(c.path in _OF_FILE for c in columns) else None
    for column in columns:
        if column.path in OF_SAMPLE:
            ready[column.path] = OF_SAMPLE[column.path](entries, column)
        elif column.path in _OF_FILE:
            ready[column.path] = _of_file(source, column).take(files)
        elif column.path == f"{table.rows}.sampleId":
            ready[column.path] = _sample_ids(level, source, context, column)
    return level, ready


def _of_file(source: Source, column: Column) -> pa.Array:
    """Column of the files."""
    files, problems = source.level(_FILES), source.reading.problems
    values: Any = [None] * len(files)
    for place in _file_places(column.path):
        values = [old if new is None else new for new, old in zip(files.values(place), values, strict=True)]
    strings = to_array(values, Column(name=column.name, path=column.path), problems)
    strings = pc.if_else(pc.equal(strings, "."), None, strings)
    return strings if column.kind == "string" else number(strings, column, problems)


def _files_of(source: Source, level: Level) -> pa.Array:
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


def _sample_ids(level: Level, source: Source, context: RequestContext, column: Column) -> pa.Array:
    """Name each sample as its entry does, else by its position from what the request says."""
    problems = source.reading.problems
    found = to_array(level.values(_NAMES[:1]), column, problems)
    if found.null_count:
        found = pc.coalesce(found, to_array(level.values(_NAMES[1:]), column, problems))
    if found.null_count:
        found = pc.coalesce(found, _by_position(level, source.level(_STUDIES), context.samples))
    # Rows are never dropped: without a name the position is still there.
    problems.add(column.path, "unnamed", found.null_count, "(position only)")
    return found


def _by_position(level: Level, studies: Level, samples: Mapping[str, Sequence[str]]) -> pa.Array:
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

"""Decoded documents into the Arrow table of one described table."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opencga_frames.frames.columns import unloaded
from opencga_frames.frames.columns.arrays import to_array
from opencga_frames.frames.columns.lists import first_of_rows, lists_of_rows
from opencga_frames.frames.columns.unloaded import supporting_columns
from opencga_frames.frames.columns.variant_ids import WORD as VARIANT_ID
from opencga_frames.frames.columns.variant_ids import variant_ids
from opencga_frames.frames.decode.levels import Level, Recurring, Source, split_level
from opencga_frames.frames.schema.fields import arrow_field
from opencga_frames.frames.schema.kinds import arrow_type, item_kind
from opencga_frames.frames.schema.paths import FieldPath, parse_path, write_path
from opencga_frames.frames.special import SPECIALS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from opencga_frames.frames.request_context import RequestContext
    from opencga_frames.frames.schema.model import Column, Table

__all__ = ["arrow_schema", "build_table"]


def arrow_schema(table: Table, columns: Sequence[Column]) -> pa.Schema:
    """Arrow schema of some columns of a table, with path, unit, meaning and versions in the field metadata."""
    fields = [arrow_field(column, table.entity) for column in columns]
    return pa.schema(fields, metadata={"table": table.name, "entity": table.entity})


def build_table(
    source: Source, table: Table, schema: pa.Schema, context: RequestContext, *, numbered: bool = False
) -> tuple[pa.Table, pa.Array | None]:
    """Fill the columns of one table from the documents of one page.

    Parameters
    ----------
    source
        The documents.
    table
        The table.
    schema
        Arrow schema of the chosen columns, from :func:`arrow_schema`.
    context
        What the request says about every document.
    numbered
        Give the number of the document of each row.

    Returns
    -------
    pyarrow.Table
        With that schema, whatever the documents hold.
    pyarrow.Array or None
        With ``numbered``: number of the document that each row comes from.
    """
    parts = [_part(source, part, [part.by_name[name] for name in schema.names], context) for part in table.parts]
    filled = [part for part in parts if len(part.level)] or parts[:1]
    if len(filled) == 1:
        return filled[0].filtered(schema), filled[0].origins(source) if numbered else None
    return _in_document_order([p.filtered(schema) for p in filled], [p.origins(source) for p in filled])


class _TablePart(NamedTuple):
    """Rows of a table at one place: the columns, their level, and which rows to keep (None for all)."""

    arrays: Sequence[Any]
    level: Level
    keep: Any

    def filtered(self, schema: pa.Schema) -> pa.Table:
        """Return the rows to keep as a table."""
        made = pa.table(list(self.arrays), schema=schema)
        return made if self.keep is None else made.filter(self.keep)

    def origins(self, source: Source) -> pa.Array:
        """Return the number of the document of each row to keep."""
        rows = self.level.rows_of(source.documents)
        rows = pa.array(np.arange(len(self.level))) if rows is None else rows
        return rows if self.keep is None else rows.filter(self.keep)


def _part(source: Source, table: Table, columns: Sequence[Column], context: RequestContext) -> _TablePart:
    level, ready = _rows(source, table, columns, context)
    if not len(level):  # as most child tables of most pages are
        return _TablePart([pa.array([], arrow_type(c.kind)) for c in columns], level, None)
    builder = _Builder(source, level, context, ready)
    needed = {c.name: c for c in (*columns, *supporting_columns(table))}
    arrays = {name: builder.array(column) for name, column in needed.items()}
    keep = unloaded.blank_and_keep(table, arrays, context.projection)
    if table.rows and not table.special:
        keep = _without_silent(level, [arrays[c.name] for c in columns if c.path.startswith(table.rows)], keep)
    return _TablePart([_never_missing(arrays[c.name]) if c.key else arrays[c.name] for c in columns], level, keep)


def _never_missing(key: pa.Array) -> pa.Array:
    """Fill missing strings of a key by empty ones: grouping by a key must not drop rows."""
    if not key.null_count:
        return key
    if pa.types.is_dictionary(key.type):
        return _never_missing(key.cast(pa.string())).dictionary_encode()
    return pc.fill_null(key, "") if pa.types.is_string(key.type) else key


def _in_document_order(parts: Sequence[pa.Table], origins: Sequence[pa.Array]) -> tuple[pa.Table, pa.Array]:
    numbers = pa.chunked_array(origins, pa.int64()).combine_chunks()
    order = pa.array(np.argsort(numbers.to_numpy(), kind="stable"))
    whole = pa.concat_tables(parts).unify_dictionaries().take(order).combine_chunks()
    return whole, numbers.take(order)


def _rows(
    source: Source, table: Table, columns: Sequence[Column], context: RequestContext
) -> tuple[Level, Mapping[str, pa.Array]]:
    if table.special:
        return SPECIALS[table.special].rows(source, table, columns, context)
    path = parse_path(table.rows) if table.rows else ()
    above, rest = split_level(path)
    level = source.level(above)
    return (level.selected(level.present(rest)) if rest else level), {}


def _without_silent(level: Level, own: Sequence[pa.Array], keep: pa.Array | None) -> pa.Array | None:
    """Leave out the nulls and empty objects of lists; only rows without a value in their own columns are looked at."""
    suspects = np.ones(len(level), dtype=bool)
    for array in own:
        if array.null_count == 0:
            return keep
        suspects &= np.asarray(array.is_null().to_numpy(zero_copy_only=False), dtype=bool)
    silent = level.silent(np.flatnonzero(suspects).tolist())
    if not len(silent):
        return keep
    mask = np.ones(len(level), dtype=bool)
    mask[silent] = False
    return pa.array(mask) if keep is None else pc.and_(keep, pa.array(mask))


@cache
def _place(path_of_column: str) -> tuple[FieldPath, FieldPath, FieldPath]:
    """Path of a column, the part of it that leads to its level, and the rest."""
    path = parse_path(path_of_column)
    return (path, *split_level(path))


@cache
def _objects_around(paths_of_column: tuple[str, ...]) -> tuple[list[FieldPath], bool]:
    """Paths of the objects that all paths of a column are in, and whether one of those is in a list as well."""
    paths = [_place(path)[0] for path in paths_of_column]
    same = takewhile(lambda steps: len(set(steps)) == 1, zip(*paths, strict=False))
    common = paths[0][: sum(1 for _ in same)]
    return [common[:depth] for depth in range(1, len(common) + 1)], any(_place(path)[1] for path in paths_of_column)


class _Builder:
    def __init__(self, source: Source, level: Level, context: RequestContext, ready: Mapping[str, pa.Array]) -> None:
        self._source = source
        self._level = level
        self._context = context
        self._ready = ready
        self._rows: dict[Level, Any] = {}

    def array(self, column: Column) -> pa.Array:
        """Arrow array of one column, one value per row."""
        if column.path in self._ready:
            return self._ready[column.path]
        if column.pseudo:
            return _PSEUDO[column.path.split()[0]](self, column)
        recurring = self._recurring(column) if self._source.documents.recurring else None
        found = None if recurring is None else self._repeated(recurring, column)
        return self._own(column) if found is None else found

    def _recurring(self, column: Column) -> Recurring | None:
        """Return the recurring objects that hold all of a column, if any do."""
        objects, below_lists = _objects_around(column.paths)
        if below_lists and self._level.path:
            return None
        return next(filter(None, map(self._source.documents.recurring.get, objects)), None)

    def _repeated(self, recurring: Recurring, column: Column) -> pa.Array | None:
        """Column of what recurs, made once and taken for each row; None where documents have to be looked at."""
        try:
            different = recurring.columns[column]
        except KeyError:
            source = recurring.source
            found = _Builder(source, source.documents, self._context, {}).array(column)
            different = recurring.columns[column] = None if source.reading.problems else found
            source.reading.problems.clear()
        return None if different is None else self._taken(self._source.documents, different.take(recurring.rows))

    def _own(self, column: Column) -> pa.Array:
        """Column by its paths, those of older servers where the newest has no value."""
        found = self._path(column)
        if column.primitive and not self._context.projection.asks(column.path):
            found = _without_defaults(found)
        for older in column.older:
            if found.null_count == 0:
                break
            found = _either(found, self.array(replace(column, path=older, older=())))
        return found

    def study(self, column: Column) -> pa.Array:
        """Study of the request in every row."""
        kind = arrow_type(column.kind)
        return pa.repeat(pa.scalar(self._context.study, kind), len(self._level))

    def file(self, column: Column) -> pa.Array:
        """File of the request in every row."""
        return pa.repeat(pa.scalar(self._context.file, arrow_type(column.kind)), len(self._level))

    def index(self, column: Column) -> pa.Array:
        """Position in the list that the pseudo path names."""
        above, rest = split_level(parse_path(column.path.split()[1]))
        level = self._source.level(above)
        positions = np.zeros(len(level), np.int64) if rest else level.positions  # an object in place of a list
        return self._taken(level, pa.array(positions, arrow_type(column.kind)))

    def label(self, column: Column) -> pa.Array:
        """Label of the place of the rows, the same in every row."""
        labels = pa.repeat(pa.scalar(column.path.partition(" ")[2], pa.string()), len(self._level))
        return labels.dictionary_encode() if column.kind == "category" else labels

    def key(self, column: Column) -> pa.Array:
        """Key in the map that the pseudo path names; without one the row's own, null where rows are no map."""
        words = column.path.split()
        level = self._source.level(parse_path(words[1])) if len(words) > 1 else self._level
        keys = [None] * len(level) if level.keys is None else level.keys
        return self._taken(level, to_array(keys, column, self._source.reading.problems))

    def variant_id(self, _column: Column) -> pa.Array:
        """Name of the variant, made of its place and alleles."""
        found = self._source.arrays.get(VARIANT_ID)
        if found is None:
            found = self._source.arrays[VARIANT_ID] = variant_ids(self._source.documents)
        return self._taken(self._source.documents, found)

    def _path(self, column: Column) -> pa.Array:
        """Column by its path alone; tables share the arrays, so each value is converted and counted once."""
        _, above, _ = _place(column.path)
        level = self._source.level(above)
        if len(above) > len(self._level.path):
            return self._gathered(level, column)
        return self._taken(level, self._converted(level, column))

    def _converted(self, level: Level, column: Column) -> pa.Array:
        place = (column.path, column.kind, column.missing)
        array = self._source.arrays.get(place)
        if array is None:
            reading = self._source.reading
            path = _place(column.path)[0]
            values = level.values(path[len(level.path) :])
            typed, keep_empty = reading.shape.takes_only(path, column.kind), self._context.keep_empty
            array = to_array(values, column, reading.problems, keep_empty=keep_empty, typed=typed)
            self._source.arrays[place] = array
        return array

    def _gathered(self, level: Level, column: Column) -> pa.Array:
        """Column of what stands in a list below the row."""
        rows = level.rows_of(self._level).to_numpy()
        if column.where is None:
            items = self._converted(level, replace(column, kind=item_kind(column.kind)))
            return lists_of_rows(items, rows, len(self._level), distinct=column.distinct)
        member, string = column.where
        if member == "@index":
            chosen = pa.array(level.positions == int(string))
            return first_of_rows(self._converted(level, column), rows, len(self._level), chosen)
        beside = write_path((*parse_path(column.path)[:-1], member))
        chosen = pc.equal(self._converted(level, replace(column, path=beside, kind="string", missing=())), string)
        return first_of_rows(self._converted(level, column), rows, len(self._level), chosen)

    def _taken(self, level: Level, array: pa.Array) -> pa.Array:
        if level not in self._rows:
            self._rows[level] = self._level.rows_of(level)
        rows = self._rows[level]
        return array if rows is None else array.take(rows)


_PSEUDO: Final = {
    "@study": _Builder.study,
    "@file": _Builder.file,
    "@index": _Builder.index,
    "@key": _Builder.key,
    "@label": _Builder.label,
    VARIANT_ID: _Builder.variant_id,
}


def _without_defaults(array: pa.Array) -> pa.Array:
    """Make 0 and false null: the server writes them for what was not asked for; anything else is a value."""
    return pc.if_else(pc.equal(array.cast(pa.float64()), 0), None, array)


def _either(first: pa.Array, second: pa.Array) -> pa.Array:
    if second.null_count == len(second):
        return first
    if pa.types.is_dictionary(first.type):
        return pc.coalesce(first.cast(pa.string()), second.cast(pa.string())).dictionary_encode()
    return pc.coalesce(first, second)

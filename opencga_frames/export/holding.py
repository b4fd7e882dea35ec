"""What a dataset holds of one call: its parts, and how entries are put into them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from opencga_frames.dataset.layout import new_run
from opencga_frames.dataset.part import PartWriter
from opencga_frames.export.difference import Difference, find_differences
from opencga_frames.export.embedded import links
from opencga_frames.export.part_reader import HeldPart, HeldPartReader, is_one_of, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pyarrow as pa

    from opencga_frames.export.source import ExportSource
    from opencga_frames.export.work import RunFolder
    from opencga_frames.parquet.provenance import Provenance

__all__ = ["MAX_PART_ENTRIES", "Holding"]

#: Entries up to which a part grows; more that come at the end begin another.
MAX_PART_ENTRIES: Final = 49_152


class _Entries(NamedTuple):
    """Some entries with their rows by table, and perhaps those of others."""

    ids: pa.Array
    tables: Mapping[str, pa.Table]


class Holding:
    """The parts of one walk; rows of entries are replaced in them as a whole, and files never changed.

    Parameters
    ----------
    source
        The call that gives the rows.
    work
        Folder of the run, which gets the new files.
    parts
        What is there.
    is_sorted
        True when the rows are sorted by the key over all parts.

    Attributes
    ----------
    parts : list of HeldPart
        What is there now.
    is_sorted : bool
        True while the rows are sorted by the key.
    work : RunFolder
        Folder of the run.
    links : dict
        Ids of other entries to which a link came or went, by table and column.
    """

    def __init__(self, source: ExportSource, work: RunFolder, parts: Sequence[HeldPart], *, is_sorted: bool) -> None:
        self.parts = list(parts)
        self._source = source
        self.work = work
        self._forms = source.forms()
        self.is_sorted = is_sorted and not source.partition_by
        self.links: dict[tuple[str, str], pa.Array] = {}
        self._reader = HeldPartReader(source, work)
        self._keys: dict[int, pa.Array] = {}

    def key_arrays(self) -> Iterator[tuple[int, pa.Array]]:
        """Give the place and the ids of the entries of each part, each once."""
        for place, part in enumerate(self.parts):
            if place not in self._keys:
                self._keys[place] = self._reader.keys(part)
            yield place, self._keys[place]

    @property
    def entries(self) -> int:
        """Entries in all parts, as far as they have rows."""
        return sum(len(keys) for _, keys in self.key_arrays())

    def drop_repeated(self, provenance: Provenance) -> None:
        """Take out entries that an earlier part has as well: rows written before them moved them to the next part."""
        import pyarrow as pa
        import pyarrow.compute as pc

        nothing = {name: form.schema.empty_table() for name, form in self._forms.items()}
        before = pa.array([], pa.string())
        for place, keys in list(self.key_arrays()):
            twice = keys.filter(pc.is_in(keys, value_set=before))
            if len(twice):
                self._put(place, _Entries(twice, nothing), provenance)
            before = pa.concat_arrays([before, keys])
        self.is_sorted = not self._source.partition_by and self._ascends()

    def _ascends(self) -> bool:
        import pyarrow as pa
        import pyarrow.compute as pc

        keys = pa.concat_arrays([keys for _, keys in self.key_arrays()])
        return bool(pc.all(pc.less(keys[:-1], keys[1:]), min_count=0).as_py())

    def without(self, listed: pa.Array) -> pa.Array:
        """Give the ids that are here and not among some others."""
        import pyarrow as pa
        import pyarrow.compute as pc

        found = [keys.filter(pc.invert(pc.is_in(keys, value_set=listed))) for _, keys in self.key_arrays()]
        return pa.concat_arrays(found) if found else pa.array([], pa.string())

    def lacking(self, listed: pa.Array) -> pa.Array:
        """Give those of some ids that are not here."""
        import pyarrow.compute as pc

        for _, keys in self.key_arrays():
            listed = listed.filter(pc.invert(pc.is_in(listed, value_set=keys)))
        return listed

    def dates(self, column: str) -> pa.Array:
        """Give the values of a column of dates of all entries, sorted, without those that are missing."""
        import pyarrow as pa
        import pyarrow.compute as pc

        main = self._source.main or ""
        if main not in self._source.tables or column not in self._forms[main].schema.names:
            return pa.array([], pa.timestamp("s"))
        found = [self._reader.columns(part, main, [column])[column] for part in self.parts if part.files.get(main)]
        dates = pa.chunked_array([chunk for one in found for chunk in one.chunks], pa.timestamp("s")).drop_null()
        return dates.take(pc.sort_indices(dates)).combine_chunks()

    def entries_with(self, table: str, column: str, values: pa.Array) -> pa.Array:
        """Give the ids of the entries that have one of some values in a table."""
        import pyarrow as pa
        import pyarrow.compute as pc

        found = [pa.array([], pa.string())]
        for part in self.parts:
            if part.files.get(table):
                rows = self._reader.columns(part, table, [self._source.key, column])
                some = rows.filter(pc.is_in(plain(rows[column]), value_set=values))
                found.append(plain(some[self._source.key]).unique())
        return pa.concat_arrays(found).unique()

    def put(self, ids: pa.Array, fresh: Mapping[str, pa.Table], provenance: Provenance) -> dict[str, Difference]:
        """Replace the rows of some entries.

        Parameters
        ----------
        ids
            The entries; those without fresh rows are removed.
        fresh
            Their rows by table, as the server has them now.
        provenance
            For the files.

        Returns
        -------
        dict
            How each table differs from what it was.
        """
        changes: dict[str, Difference] = {}
        for place, some in self._placed(ids):
            for name, difference in self._put(place, _Entries(some, fresh), provenance).items():
                changes[name] = changes.get(name, Difference()) | difference
        return changes

    def migrate(self, tables: Sequence[str], provenance: Provenance) -> None:
        """Write tables anew whose columns are others now."""
        for place, part in enumerate(self.parts):
            rows = {name: self._reader.table(part, name) for name in tables if part.files.get(name)}
            if rows:
                self._write(place, rows, provenance)

    def table(self, name: str) -> pa.Table:
        """Read all rows of a table."""
        import pyarrow as pa

        return pa.concat_tables([self._reader.table(part, name) for part in self.parts])

    def _placed(self, ids: pa.Array) -> list[tuple[int, pa.Array]]:
        """Give each place of parts with those of some ids that are there or belong there."""
        import pyarrow as pa
        import pyarrow.compute as pc

        places, left = [], ids
        for place, keys in self.key_arrays():
            inside = pc.is_in(left, value_set=keys)
            if self.is_sorted and len(keys):
                # Later parts begin behind this one: what lies before their first key belongs here.
                inside = pc.or_(inside, self._before_next(place, left))
            places.append((place, left.filter(inside)))
            left = left.filter(pc.invert(inside))
        last, some = places[-1]
        beyond = self._beyond(left)
        places[-1] = last, pa.concat_arrays([some, left.filter(pc.invert(beyond))])
        if pc.any(beyond, min_count=0).as_py():
            self.parts.append(HeldPart(self.parts[-1].number + 1, {}))
            places.append((last + 1, left.filter(beyond)))
        return [(place, some) for place, some in places if len(some)]

    def _beyond(self, ids: pa.Array) -> pa.Array:
        """Tell which of some ids go into a part of their own, since the last one is full."""
        import pyarrow as pa
        import pyarrow.compute as pc

        *_, (_, last) = self.key_arrays()
        if len(last) + len(ids) <= MAX_PART_ENTRIES:
            return pa.array([False] * len(ids), pa.bool_())
        return pc.greater(ids, last[-1]) if self.is_sorted and len(last) else pa.array([True] * len(ids), pa.bool_())

    def _before_next(self, place: int, ids: pa.Array) -> Any:
        import pyarrow as pa
        import pyarrow.compute as pc

        following = next((keys for later, keys in self.key_arrays() if later > place and len(keys)), None)
        if following is None:
            return pa.array([False] * len(ids), pa.bool_())
        return pc.less(ids, following[0])

    def _put(self, place: int, fresh: _Entries, provenance: Provenance) -> dict[str, Difference]:
        """Replace the rows of some entries of one part; tables in which nothing differs keep their files."""
        changes, key = {}, self._source.key
        for name in self._source.tables:
            was = self._reader.table(self.parts[place], name, fresh.ids)
            new = fresh.tables[name]
            new = new.filter(is_one_of(new[key], fresh.ids)).select(was.schema.names)
            changes[name] = find_differences([key], was, new)
            if changes[name]:
                self._note_links(name, was, new)
                self._write(place, {name: self._joined(place, name, fresh.ids, new)}, provenance)
        return changes

    def _note_links(self, name: str, was: pa.Table, new: pa.Table) -> None:
        """Remember to which other entries a link came or went."""
        import pyarrow as pa

        for table, column, _ in links(self._source):
            if table == name:
                before, after = _pairs(was, self._source.key, column), _pairs(new, self._source.key, column)
                found = [self.links.get((table, column), pa.array([], pa.string()))]
                found += [
                    _but(one, two, rows[column]) for one, two, rows in ((before, after, was), (after, before, new))
                ]
                self.links[table, column] = pa.concat_arrays(found).unique()

    def _joined(self, place: int, name: str, ids: pa.Array, new: pa.Table) -> pa.Table:
        """Give all rows of a table of a part, those of some entries replaced by new ones."""
        import pyarrow as pa
        import pyarrow.compute as pc

        key, old = self._source.key, self._reader.table(self.parts[place], name)
        old = old.filter(pc.invert(is_one_of(old[key], ids)))
        rows = pa.concat_tables([old, new.cast(old.schema)]).unify_dictionaries()
        return rows.take(pc.sort_indices(plain(rows[key]))) if self.is_sorted else rows

    def _write(self, place: int, rows: Mapping[str, pa.Table], provenance: Provenance) -> None:
        """Write tables of a part anew, in files of other names."""
        part = self.parts[place]
        form = {name: self._forms[name] for name in rows}
        with PartWriter(self.work.data, form, number=part.number, run=new_run(), provenance=provenance) as writer:
            writer.write(rows, empty=place == 0)
            self.parts[place] = HeldPart(part.number, {**part.files, **writer.finish()})
        self._keys.pop(place, None)


def _pairs(rows: pa.Table, key: str, column: str) -> pa.Array:
    """Give each link as one string."""
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(plain(rows[key]), plain(rows[column]), "\t")


def _but(pairs: pa.Array, others: pa.Array, column: pa.ChunkedArray) -> pa.Array:
    """Give the ids of a column whose links are not among the others."""
    import pyarrow.compute as pc

    return plain(column).filter(pc.invert(pc.is_in(pairs, value_set=others)))

"""Pages of documents into the Arrow tables of one entity, one page at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from opencga_frames.errors import DecodeError
from opencga_frames.frames.assemble import arrow_schema, build_table
from opencga_frames.frames.decode.decoder import Decoder, collector_paused
from opencga_frames.frames.decode.problems import Problems
from opencga_frames.frames.plan import plan_of
from opencga_frames.frames.schema.paths import parse_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from opencga_frames.frames.decode.memory import DecoderMemory
    from opencga_frames.frames.request_context import RequestContext
    from opencga_frames.frames.schema.model import Column, Entity

__all__ = ["EXTRA_COLUMN", "Collector"]

#: Name of the column that keeps unmapped fields with ``extra="keep"``.
EXTRA_COLUMN = "extra_json"

#: Bytes of pages that were put together, behind which memory is given back to the system.
_GIVEN_BACK: Final = 1 << 22


class Collector:
    """Fills tables from pages; memory is the tables plus the page at hand.

    Parameters
    ----------
    entity
        Entity of the documents.
    tables
        Columns wanted, by table.
    context
        What the request says about every document.
    extra
        ``"warn"`` counts unmapped fields of the objects that rows are made of (not of what a column only gathers
        from a list below: ask for the list's own table), ``"keep"`` counts all and keeps them as JSON in the main
        table's ``extra_json``, ``"raise"`` refuses them.
    memory
        What the decoders of one client have learnt.

    Examples
    --------
    >>> from opencga_frames.frames.schema.registry import load_entity
    >>> from opencga_frames.frames.request_context import EVERYTHING, RequestContext
    >>> sample = load_entity("sample")
    >>> columns = {"samples": tuple(sample.tables["samples"].by_name[n] for n in ("sample_id", "somatic"))}
    >>> collector = Collector(sample, columns, RequestContext(study="demo@rare:germline", projection=EVERYTHING))
    >>> collector.add(b'[{"id": "S1", "somatic": true}]')
    1
    >>> collector.table("samples").to_pylist()
    [{'sample_id': 'S1', 'somatic': True}]
    """

    def __init__(
        self,
        entity: Entity,
        tables: Mapping[str, tuple[Column, ...]],
        context: RequestContext,
        *,
        extra: str = "warn",
        memory: DecoderMemory | None = None,
    ) -> None:
        self.problems = Problems(kept=extra == "keep")
        self._entity = entity
        self._schemas = {name: arrow_schema(entity.tables[name], columns) for name, columns in tables.items()}
        self._context = context
        self._extra = extra
        plan = plan_of(entity, tables, extra)
        self._decoder = Decoder(plan.root, self.problems, memory, unmapped=map(parse_path, entity.unmapped))
        self._parts: dict[str, list[Any]] = {name: [] for name in tables}

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables, in the order they were asked for."""
        return tuple(self._schemas)

    def name_samples(self, samples: Mapping[str, Sequence[str]]) -> None:
        """Name the samples of each study, for rows that list samples without naming them."""
        self._context = replace(self._context, samples=samples)

    def add(self, rows: bytes, documents: Sequence[object] | None = None) -> int:
        """Convert one page and keep its parts.

        Parameters
        ----------
        rows
            Bytes of a JSON array of documents.
        documents
            What :meth:`~opencga_frames.frames.conversion.Conversion.row_decoder` has made of them.

        Returns
        -------
        int
            Documents in the page.
        """
        made, count = self.convert(rows, documents)
        self.keep(made)
        return count

    def keep(self, made: Mapping[str, pa.Table]) -> None:
        """Keep the tables of a page that was converted."""
        for name, part in made.items():
            self._parts[name].append(part)

    def convert(self, rows: bytes, documents: Sequence[object] | None = None) -> tuple[dict[str, pa.Table], int]:
        """Convert one page without keeping it: Arrow tables by name, and the number of documents."""
        with collector_paused():
            try:
                return self._converted(rows, documents)
            except RecursionError:
                msg = "The documents are nested too deeply to be read."
                raise DecodeError(msg) from None

    def _converted(self, rows: bytes, decoded: Sequence[object] | None) -> tuple[dict[str, pa.Table], int]:
        # A function of its own: the decoded documents are gone before the garbage collector is back to look at them.
        source = self._decoder.read(rows, decoded)
        self._refuse_extras()
        made = {}
        for name, schema in self._schemas.items():
            kept = self._extra == "keep" and name == self._entity.main
            table = self._entity.tables[name]
            made[name], documents = build_table(source, table, schema, self._context, numbered=kept)
            if kept:
                strings = pa.array(self._decoder.extra_strings(source), pa.string())
                made[name] = made[name].append_column(EXTRA_COLUMN, strings.take(documents))
        return made, len(source.documents)

    def table(self, name: str) -> pa.Table:
        """Arrow table of all pages added so far, chunks combined, dictionaries unified."""
        whole = _combined([self._empty(name), *self._parts.pop(name)])
        self._parts[name] = [whole]
        return whole

    def schema(self, name: str) -> pa.Schema:
        """Arrow schema of a table before any page was seen."""
        return self._empty(name).schema

    def _empty(self, name: str) -> pa.Table:
        empty = self._schemas[name].empty_table()
        if self._extra == "keep" and name == self._entity.main:
            empty = empty.append_column(EXTRA_COLUMN, pa.array([], pa.string()))
        return empty

    def _refuse_extras(self) -> None:
        if self._extra != "raise":
            return
        unknown = self.problems.of_kind("unknown field")
        if unknown:
            names = ", ".join(sorted(unknown)[:10])
            msg = f"The server sent fields that no table describes: {names}. Use extra='keep' to keep them as JSON."
            raise DecodeError(msg)


def _combined(parts: list[pa.Table]) -> pa.Table:
    """One table of many, column by column: only one column is in memory twice at a time."""
    schema = parts[0].schema
    columns = list(zip(*(part.columns for part in parts), strict=True))
    parts.clear()
    made, freed = [], 0
    for i in range(len(schema)):
        chunks, columns[i] = [chunk for column in columns[i] for chunk in column.chunks], ()
        made.append(_whole(chunks, schema.field(i).type))
        freed += made[-1].nbytes
        del chunks
        if freed > _GIVEN_BACK:
            # Arrow keeps the memory of pages for more like them, while columns take memory of another size.
            pa.default_memory_pool().release_unused()
            freed = 0
    return pa.table(made, schema=schema)


def _whole(chunks: list[pa.Array], kind: pa.DataType) -> pa.Array:
    if not pa.types.is_dictionary(kind):
        return pa.concat_arrays(chunks) if chunks else pa.array([], kind)
    return pa.chunked_array(chunks, kind).unify_dictionaries().combine_chunks()

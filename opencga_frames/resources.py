"""The resources of a client: thin calls of the catalogue, and walks that end in frames."""

from __future__ import annotations

from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any

from opencga_frames.errors import IncompleteResultError, UsageError
from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.methods.classes import Resource, make_resource_class, split_call

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from opencga_frames.frames.collector import Collector
    from opencga_frames.frames.conversion import Extra
    from opencga_frames.frames.schema.model import Entity
    from opencga_frames.frames.table_set import Tables
    from opencga_frames.frames.to_pandas import Backend, Names
    from opencga_frames.rest.catalogue.endpoint import Endpoint
    from opencga_frames.rest.walk.stream import PageStream

__all__ = ["FrameResource", "Resources", "resource_class"]


class FrameResource(Resource):
    """A resource whose search can be walked straight into tables."""

    _endpoints: dict[str, Endpoint]

    def frame(
        self,
        table: str | None = None,
        *,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Any,
    ) -> pd.DataFrame:
        """Search and convert in one go, page by page; no more than a few pages are in memory.

        Parameters
        ----------
        table
            Name of a table; the main table of this resource unless given.
        columns, core, names, dtype_backend, extra
            As for :meth:`opencga_frames.RestResponse.frame`. With ``columns`` the server is asked only for what they
            need, unless ``include`` or ``exclude`` is given, or ``extra`` is another than ``"warn"``.
        **filters
            As for ``search`` of this resource, and how it is carried out (``limit``, ``page_size``, ``progress`` ...).

        Returns
        -------
        pandas.DataFrame
            The columns and dtypes of the table's description.

        Raises
        ------
        OpenCGAError
            See :mod:`opencga_frames.errors`; no row is ever silently missing.
        """
        from opencga_frames.frames.to_pandas import to_pandas

        name = table or self._entity().main
        collector = self._collect(filters, [name], columns, core=core, extra=extra)
        frame = to_pandas(collector.table(name), names=names, dtype_backend=dtype_backend)
        frame.attrs["opencga_table"] = name
        return frame

    def tables(
        self,
        *,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Any,
    ) -> Tables:
        """Search once and convert into all tables of this resource.

        Parameters
        ----------
        core, names, dtype_backend, extra
            As for :meth:`opencga_frames.RestResponse.frame`.
        **filters
            As for ``search`` of this resource.

        Returns
        -------
        Tables
            A mapping of table name to DataFrame, the main table first.
        """
        from opencga_frames.frames.table_set import Tables

        known = list(self._entity().tables)
        collector = self._collect(filters, known, None, core=core, extra=extra)
        made = {name: collector.table(name) for name in known}
        return Tables(known, lambda wanted: {n: made[n] for n in wanted}, name_style=names, dtype_backend=dtype_backend)

    def to_parquet(
        self, folder: str | os.PathLike[str], *, tables: Sequence[str] | None = None, core: bool = False, **filters: Any
    ) -> dict[str, str]:
        """Search and write Parquet files, one per table, page by page in bounded memory.

        Parameters
        ----------
        folder
            Where to; made when missing. fsspec URLs are taken as well.
        tables
            Names of tables of this resource; all unless given.
        core
            Only core columns; by default all.
        **filters
            As for ``search`` of this resource.

        Returns
        -------
        dict
            Path of the file by table.
        """
        from opencga_frames.export import write_stream

        entity = self._entity()
        stream = self._stream(filters)
        written: dict[str, str] = write_stream(stream, entity, folder, tables=list(tables or entity.tables), core=core)
        return written

    def _entity(self) -> Entity:
        from opencga_frames.frames.schema.registry import entity_of

        return entity_of(self._search().table or "")

    def _search(self) -> Endpoint:
        endpoint = self._endpoints.get("search")
        if endpoint is None:
            msg = f"{type(self).__name__} has no search. Its calls: {', '.join(self._endpoints)}."
            raise UsageError(msg)
        return endpoint

    def _stream(self, filters: dict[str, Any]) -> PageStream:
        arguments, options = split_call(self._search(), (), filters)
        stream: PageStream = self._caller.pages(self._search(), arguments, options)
        return stream

    def narrowed(
        self, filters: Mapping[str, Any], tables: Iterable[str], columns: Sequence[str] | None = None
    ) -> dict[str, tuple[str, ...]]:
        """Give the argument ``include`` that suffices for some tables.

        Parameters
        ----------
        filters
            What is asked otherwise.
        tables
            Names of tables of this resource.
        columns
            Columns of the one table; all unless given.

        Returns
        -------
        dict
            Empty where ``filters`` have ``include`` or ``exclude``, or the search does not take them.
        """
        from opencga_frames.frames.include import include_for
        from opencga_frames.frames.plan import choose_columns

        takes = any(p.wire == "include" for p in self._search().parameters)
        if not takes or any(filters.get(word) is not None for word in ("include", "exclude")):
            return {}
        entity = self._entity()
        known = [entity.tables[name] for name in tables if name in entity.tables]
        return {"include": include_for(entity, {t.name: choose_columns(t, columns, core=False) for t in known})}

    def _collect(
        self,
        filters: dict[str, Any],
        tables: Sequence[str],
        columns: Sequence[str] | None,
        *,
        core: bool,
        extra: Extra,
    ) -> Collector:
        from opencga_frames.frames.conversion import Conversion, projection_of

        narrowed = self.narrowed(filters, tables, columns) if extra == "warn" and columns is not None else {}
        stream = self._stream({**filters, **narrowed})
        facts = stream.facts
        # What the columns need counts as asked for in full: only the caller's own projection leaves gaps.
        conversion = Conversion(self._entity(), facts.study, projection_of(filters), extra)

        def walk() -> Collector:
            return conversion.arrow(_rows(stream), tables, columns, core=core)

        conversion.collector(tables, columns, core=core)  # wrong names are refused before anything is sent
        try:
            collector = walk()
        except IncompleteResultError:
            # Rows were written or removed between two pages: a second walk meets a quiet moment mostly.
            collector = walk()
        what = f"Not everything in {facts.path} fitted its table"
        collector.problems.warn(what)
        return collector


def _rows(stream: PageStream) -> Iterable[bytes]:
    return (block.rows for page in stream for block in page.blocks)


@cache
def resource_class(name: str) -> type[FrameResource]:
    """Make the class of one resource from its file of the catalogue.

    Raises
    ------
    UnknownNameError
        When the catalogue has no such resource.
    """
    return make_resource_class(load_resource(name), FrameResource)


class _Index:
    """Base of :class:`Resources`; keeps who carries out the calls."""

    _caller: Any


def _resource(name: str, owner: _Index) -> FrameResource:
    return resource_class(name)(owner._caller)  # noqa: SLF001 - the base of the owner


def _property(name: str) -> cached_property[FrameResource]:
    made = cached_property(partial(_resource, name))
    made.__doc__ = f"Calls of the resource ``{name}``."
    return made


#: Resources as attributes, each made when it is first used.
Resources = type("Resources", (_Index,), {name: _property(name) for name in resource_names()})

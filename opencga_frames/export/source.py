"""One call of an export: what is read, and which tables are made of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from opencga_frames.asked_fields import include_argument
from opencga_frames.dataset.part import TableForm
from opencga_frames.errors import UnknownNameError
from opencga_frames.ground.filters_by_table import filters_by_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from opencga_frames.parquet.provenance import Provenance
    from opencga_frames.reading import PageTables, Reading
    from opencga_frames.scan import Scan

__all__ = ["ExportSource", "sources_of"]

#: Column of main tables with the date of the last change, and the filter of searches for it.
CHANGED = "modification_date"
CHANGED_FILTER = "modificationDate"
#: The same for when they were made.
CREATED = "creation_date"
CREATED_FILTER = "creationDate"


@dataclass(frozen=True)
class ExportSource:
    """One call whose rows become tables.

    Attributes
    ----------
    scan
        What is read: the tables, and the main table where it is needed to know the entries.
    tables
        The tables that are written.
    partition_by
        Columns that are to stand in paths.
    """

    scan: Scan
    tables: tuple[str, ...]
    partition_by: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Name of the walk: that of its first table."""
        return self.tables[0]

    @property
    def is_cut(self) -> bool:
        """True when the rows have an order, and can be read in pieces."""
        return self.scan.endpoint.sort_key is not None

    @property
    def main(self) -> str | None:
        """Table with one row for each entry; None where entries are not known."""
        entity = self.scan.entity
        main = entity.main if entity else None
        return main if main in self.scan.selected and self.is_cut else None

    @property
    def key(self) -> str:
        """Column of all tables with the id of the entry."""
        entity = self.scan.entity
        columns = entity.tables[entity.main].columns if entity else ()
        return next((column.name for column in columns if column.path == "id"), "")

    @property
    def is_incremental(self) -> bool:
        """True when the server can be asked for what was changed since a date, entry by entry."""
        main, entity = self.main, self.scan.entity
        if main is None or entity is None or not self.key:
            return False
        dated = CHANGED in entity.tables[main].by_name and self.scan.endpoint.takes(CHANGED_FILTER)
        dated = dated and not {"id", CHANGED, CHANGED_FILTER, "deleted", "version"} & self.scan.arguments.keys()
        return dated and all(self.key in entity.tables[name].by_name for name in self.tables)

    def forms(self) -> dict[str, TableForm]:
        """How the tables are stored."""
        return self._forms

    @cached_property
    def _forms(self) -> dict[str, TableForm]:
        found = {}
        for name in self.tables:
            schema = self.scan.schema(name)
            cut = self.partition_by if set(self.partition_by) <= set(schema.names) else ()
            found[name] = TableForm(name, schema, cut)
        return found

    def filters(self) -> dict[str, Any]:
        """Arguments of the call but the study, as JSON has them."""
        own = {name: value for name, value in self.scan.arguments.items() if name not in ("study", "studies")}
        return {name: _plain(value) for name, value in own.items()}

    def asking(self, **more: Any) -> ExportSource:
        """Give the same source for fewer rows."""
        return replace(self, scan=replace(self.scan, arguments={**self.scan.arguments, **more}))

    def lean(self) -> ExportSource:
        """Give the same source asking the server for what the columns need and nothing else."""
        return self.asking(
            **include_argument(self.scan.endpoint, self.scan.arguments, dict.fromkeys(self.scan.selected))
        )

    def shown(self, *, progress: bool | None) -> ExportSource:
        """Give the same source with or without a progress bar."""
        return replace(self, scan=replace(self.scan, options=replace(self.scan.options, progress=progress)))

    def provenance(self, part: PageTables | None = None) -> Provenance:
        """Give what every file says of its origin."""
        return self._reading.origin(part)

    @cached_property
    def _reading(self) -> Reading:
        return self.scan.reading()


def sources_of(
    scan: Callable[..., Scan],
    calls: Sequence[Sequence[str]],
    where: Mapping[str, Mapping[str, Any]] | None,
    partition_by: tuple[str, ...],
    **options: Any,
) -> list[ExportSource]:
    """Describe the calls of an export; nothing is sent.

    Parameters
    ----------
    scan
        Describes the reading of tables of the study.
    calls
        Tables that are made of the same rows, together.
    where
        Filters by table.
    partition_by
        Columns that are to stand in paths.
    **options
        For every scan.

    Raises
    ------
    UnknownNameError
        When filters are given for a table that is not read, or no table has the columns.
    """
    named = {name for tables in calls for name in tables}
    where = filters_by_table(where, named, "this export")
    found = []
    for tables in calls:
        filters = {key: value for name in tables for key, value in where.get(name, {}).items()}
        whole = scan(*tables, **options, **filters)
        main = whole.entity.main if whole.entity and whole.endpoint.sort_key is not None else tables[0]
        read = whole if main in tables else whole.select(*tables, main)
        found.append(ExportSource(read, tuple(tables), partition_by))
    known = {name for source in found for table in source.tables for name in source.scan.schema(table).names}
    for column in partition_by:
        if column not in known:
            raise UnknownNameError("column", column, known, "the tables of this export")
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(item) for item in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)

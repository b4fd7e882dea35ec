"""What a run has made, described for the manifest."""

from __future__ import annotations

import dataclasses
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from opencga_frames.dataset.manifest import Manifest, TableEntry, WalkEntry
from opencga_frames.parquet.provenance import now
from opencga_frames.parquet.table_folder import encoded_schema
from opencga_frames.reading import PageTables
from opencga_frames.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from opencga_frames.dataset.manifest import Changes, FileEntry
    from opencga_frames.dataset.part import TableForm
    from opencga_frames.export.source import ExportSource
    from opencga_frames.export.work import PartDone, RunFolder

__all__ = ["WalkResult", "described", "of_parts"]


@dataclasses.dataclass(frozen=True)
class WalkResult:
    """A walk that is done.

    Attributes
    ----------
    source
        The call.
    parts
        Its files by table, part after part.
    entries, total
        Entries read, and those that the server has, or -1.
    mark
        Latest modification date seen.
    is_sorted
        True when the rows are sorted by the key.
    server_version
        Release of the server, where it was said.
    """

    source: ExportSource
    parts: Sequence[Mapping[str, Sequence[FileEntry]]]
    entries: int = -1
    total: int = -1
    mark: str = ""
    is_sorted: bool = False
    server_version: str | None = None

    def tables(self) -> dict[str, TableEntry]:
        """Describe its tables."""
        return {name: self._table(name, form) for name, form in self.source.forms().items()}

    def _table(self, name: str, form: TableForm) -> TableEntry:
        entity, key = self.source.scan.entity, self.source.key
        is_sorted = self.is_sorted and key in form.schema.names and not form.partition_by
        cut = form.schema.empty_table().select(list(form.partition_by)).schema
        return TableEntry(
            walk=self.source.name,
            columns={field.name: str(field.type) for field in form.schema},
            key=entity.tables[name].key if entity else (),
            sorted_by=(key,) if is_sorted else (),
            partition_by=form.partition_by,
            partition_schema=encoded_schema(cut) if form.partition_by else None,
            files=tuple(file for part in self.parts for file in part.get(name, ())),
        )

    def walk(self) -> WalkEntry:
        """Describe the call."""
        told = self.source.provenance(PageTables({}, self.total, self.server_version))
        origin: dict[str, Any] = {**dataclasses.asdict(told), "parameters": dict(told.parameters)}
        return WalkEntry(
            endpoint=self.source.scan.endpoint.label,
            tables=self.source.tables,
            entries=self.entries,
            mark=self.mark,
            provenance=origin,
        )


def of_parts(source: ExportSource, parts: Sequence[PartDone]) -> WalkResult:
    """Describe a walk that was read from its start to its end."""
    last = parts[-1]
    return WalkResult(
        source,
        [part.files for part in parts],
        entries=sum(part.entries for part in parts) if source.main else -1,
        total=last.total,
        mark=max(part.mark for part in parts),
        is_sorted=_ascend([part for part in parts if part.entries]),
        server_version=last.server_version,
    )


def _ascend(parts: Sequence[PartDone]) -> bool:
    """Tell whether the keys ascend from part to part."""
    return all(part.first for part in parts) and all(one.last < two.first for one, two in pairwise(parts))


def described(
    work: RunFolder, results: Sequence[WalkResult], old: Manifest | None, changes: dict[str, Changes] | None = None
) -> Manifest:
    """Describe the dataset that a run has made.

    Parameters
    ----------
    work
        Folder of the run.
    results
        Its walks.
    old
        The dataset that is there.
    changes
        What a sync changed, by table.
    """
    versions = [result.server_version for result in results if result.server_version]
    return Manifest(
        generation=old.generation + 1 if old else 1,
        run=work.run,
        started=work.task.started,
        committed=now(),
        client_version=__version__,
        server_version=next(iter(versions), old.server_version if old else None),
        call=work.task.call,
        tables={name: table for result in results for name, table in result.tables().items()},
        walks={result.source.name: result.walk() for result in results},
        changes=changes,
    )

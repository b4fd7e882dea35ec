"""All calls of a dataset brought up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.export.columns import changed_tables, refuse_new_columns_of_server
from opencga_frames.export.describe import WalkResult, of_parts
from opencga_frames.export.difference import find_differences
from opencga_frames.export.holding import Holding
from opencga_frames.export.part_reader import HeldPart
from opencga_frames.export.sync import Synced, changes_of, sync_dependent, sync_walk
from opencga_frames.export.walk import read_walk
from opencga_frames.ground.warn import warn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import timedelta

    from opencga_frames.dataset.manifest import Changes, FileEntry, Manifest
    from opencga_frames.export.source import ExportSource
    from opencga_frames.export.work import PartDone, RunFolder

__all__ = ["Update", "read_source"]


def read_source(source: ExportSource, work: RunFolder, sign: Callable[[], None], overlap: timedelta) -> WalkResult:
    """Read all rows of a call. What was changed while they were read in pieces is read once more.

    Parameters
    ----------
    source
        The call.
    work
        Folder of the run.
    sign
        Called now and then, to show that the run is alive.
    overlap
        How far before the latest change that was seen at the start to look once more.
    """
    parts, mark = read_walk(source, work, sign)
    result = of_parts(source, parts)
    at_once = len(parts) == 1 and not parts[0].resumed
    if at_once or not source.is_incremental or not mark or source.scan.options.limit is not None:
        return result
    holding = Holding(source, work, held_parts(parts), is_sorted=result.is_sorted)
    if not (result.is_sorted or work.plan(source.name)):
        holding.drop_repeated(source.provenance())
    synced = Synced(source, holding, mark)
    sync_walk(synced, overlap, sign, whole=False, remove_unlisted=True)
    return _result(synced, max(part.mark for part in parts))


def held_parts(parts: Sequence[PartDone]) -> list[HeldPart]:
    """Give the parts that were read as parts that are held."""
    return [HeldPart(number, part.files) for number, part in enumerate(parts)]


def _result(synced: Synced, mark: str) -> WalkResult:
    holding = synced.holding
    return WalkResult(
        synced.source,
        [part.files for part in holding.parts],
        entries=holding.entries,
        total=synced.total,
        mark=max(mark, synced.mark),
        is_sorted=holding.is_sorted,
        server_version=synced.server_version,
    )


class Update:
    """A dataset that is brought up to date.

    Parameters
    ----------
    manifest
        What it holds.
    work
        Folder of the run.
    sign
        Called now and then, to show that the run is alive.
    overlap
        How far before the latest change that was seen to look once more.
    remove_unlisted
        Whether entries that the server lists no more are removed although it does not say why.

    Attributes
    ----------
    changes : dict of str to Changes
        What was changed, by table.
    """

    def __init__(
        self,
        manifest: Manifest,
        work: RunFolder,
        sign: Callable[[], None],
        overlap: timedelta,
        *,
        remove_unlisted: bool,
    ) -> None:
        self.changes: dict[str, Changes] = {}
        self._manifest = manifest
        self._work = work
        self._sign = sign
        self._overlap = overlap
        self._remove_unlisted = remove_unlisted

    def run(self, sources: Sequence[ExportSource]) -> list[WalkResult]:
        """Read what was changed.

        Parameters
        ----------
        sources
            The calls of the dataset.

        Raises
        ------
        StorageError
            When the tables have other columns now than those of the dataset, and no old row has their values.
        """
        migrated = changed_tables(self._manifest, sources)
        walks = {source.name: self._walk(source, migrated) for source in sources}
        synced = [walk for walk in walks.values() if isinstance(walk, Synced)]
        sync_dependent(synced, self._sign)
        results = [walk if isinstance(walk, WalkResult) else self._finished(walk) for walk in walks.values()]
        for result in results:
            refuse_new_columns_of_server(self._manifest, result.server_version, [result.source])
        self._report()
        return results

    def _walk(self, source: ExportSource, migrated: Sequence[str]) -> Synced | WalkResult:
        entry = self._manifest.walks[source.name]
        holding = Holding(source, self._work, self._held(source), is_sorted=self._is_sorted(source))
        tables = [name for name in source.tables if name in migrated]
        if tables:
            holding.migrate(tables, source.provenance())
        if not source.is_incremental or not entry.mark:
            return self._read_again(source, holding)
        synced = Synced(source, holding, entry.mark)
        sync_walk(synced, self._overlap, self._sign, remove_unlisted=self._remove_unlisted)
        return synced

    def _held(self, source: ExportSource) -> list[HeldPart]:
        """Give the parts that the dataset has."""
        found: dict[int, dict[str, list[FileEntry]]] = {}
        for name in source.tables:
            for file in self._manifest.tables[name].files:
                found.setdefault(file.part, {}).setdefault(name, []).append(file)
        return [HeldPart(number, found[number]) for number in sorted(found)]

    def _is_sorted(self, source: ExportSource) -> bool:
        return all(self._manifest.tables[name].sorted_by for name in source.tables)

    def _read_again(self, source: ExportSource, old: Holding) -> WalkResult:
        """Read a call whole that cannot be asked for changes, and compare."""
        parts = read_walk(source, self._work, self._sign).parts
        result = of_parts(source, parts)
        new = Holding(source, self._work, held_parts(parts), is_sorted=result.is_sorted)
        for name in source.tables:
            key = self._manifest.tables[name].key or source.forms()[name].schema.names
            self.changes[name] = changes_of(find_differences(key, old.table(name), new.table(name)))
        return result

    def _finished(self, synced: Synced) -> WalkResult:
        self.changes |= synced.changes()
        return _result(synced, "")

    def _report(self) -> None:
        """Warn of entries that nobody explains."""
        for name, changes in self.changes.items():
            if changes.unlisted and name in self._manifest.walks:
                warn(
                    f"{changes.unlisted:,} entries of {name} are no longer listed by the server, which does not say "
                    "that they were deleted: you may have lost the permission to see them. Their rows were kept. "
                    "sync(..., remove_unlisted=True) removes them."
                )

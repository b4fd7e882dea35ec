"""A whole study into a folder, and again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal

from opencga_frames.dataset.commit import commit, finish_dead_commit
from opencga_frames.dataset.dataset import Dataset
from opencga_frames.dataset.lock import FolderLock
from opencga_frames.dataset.manifest import ExportCall, read_manifest
from opencga_frames.errors import OpenCGAError, StorageError, UsageError
from opencga_frames.export.describe import described
from opencga_frames.export.update import Update, read_source
from opencga_frames.export.work import ExportTask, RunFolder
from opencga_frames.parquet.provenance import now
from opencga_frames.parquet.storage import location_of, reported
from opencga_frames.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.dataset.manifest import Manifest
    from opencga_frames.export.source import ExportSource
    from opencga_frames.parquet.storage import Location, PathOrUrl

__all__ = ["Export", "ExportMode", "call_of", "difference", "overlap_of"]

ExportMode = Literal["error", "replace", "sync"]
#: How far before the latest change a sync looks once more.
OVERLAP: Final = timedelta(minutes=10)


def call_of(host: str, study: str, sources: Sequence[ExportSource], *, core: bool) -> ExportCall:
    """Describe what is asked for."""
    limits = {source.scan.options.limit for source in sources}
    filters = {source.name: source.filters() for source in sources if source.filters()}
    return ExportCall(
        host=host,
        study=study,
        tables=tuple(name for source in sources for name in source.tables),
        core=core,
        filters=json.loads(json.dumps(filters)),
        limit=next(iter(limits), None),
        partition_by=sources[0].partition_by if sources else (),
    )


def overlap_of(given: object) -> timedelta:
    """Check how far before the latest change to look once more; None for ten minutes."""
    if given is None:
        return OVERLAP
    if not isinstance(given, timedelta) or given < timedelta(0):
        msg = f"overlap= got {given!r}, expected a datetime.timedelta, 0 or more, such as timedelta(minutes=10)."
        raise UsageError(msg)
    return given


@dataclass(frozen=True)
class Export:
    """A study on its way into a folder.

    Attributes
    ----------
    sources
        What is read.
    call
        What was asked for.
    mode
        ``"error"`` refuses a folder with a dataset, ``"replace"`` puts the new one in its place, ``"sync"`` brings the
        old one up to date.
    force
        True to replace a dataset of another call, and files of another kind, as well.
    overlap
        For a sync: how far before the latest change that was seen to look once more.
    remove_unlisted
        For a sync: whether entries that the server lists no more are removed although it does not say why.
    """

    sources: Sequence[ExportSource]
    call: ExportCall
    mode: ExportMode = "error"
    force: bool = False
    overlap: timedelta = OVERLAP
    remove_unlisted: bool = False

    def run(self, folder: PathOrUrl) -> Dataset:
        """Bring the dataset of a folder about.

        Parameters
        ----------
        folder
            Where to; made when missing.
        """
        location = location_of(folder)
        with reported("make", location):
            location.make_folder()
        with FolderLock(location) as lock:
            finish_dead_commit(location)
            old = read_manifest(location)
            self._check(location, old)
            try:
                if old is None or self.mode != "sync":
                    manifest = self._whole(location, old, lock)
                else:
                    manifest = self._synced(location, old, lock)
            except OpenCGAError as error:
                error.add_note(f"What {location.text} held is unchanged. Call again: what was read is not read twice.")
                raise
            lock.confirm()
            commit(location, manifest)
        return Dataset(location, manifest)

    def _whole(self, location: Location, old: Manifest | None, lock: FolderLock) -> Manifest:
        """Read everything; what a run that died has read is not read again."""
        work = RunFolder.begin(location, self._task(), old.run if old else "")
        results = [read_source(source, work, lock.renew, self.overlap) for source in self.sources]
        return described(work, results, old)

    def _synced(self, location: Location, old: Manifest, lock: FolderLock) -> Manifest:
        """Read what was changed; pages that a sync of the same dataset has read are not read again."""
        work = RunFolder.begin(location, self._task(old.run), old.run)
        work.keep_changes()
        update = Update(old, work, lock.renew, overlap=self.overlap, remove_unlisted=self.remove_unlisted)
        results = update.run(self.sources)
        return described(work, results, old, update.changes)

    def _task(self, base: str = "") -> ExportTask:
        schemas = {name: source.scan.schema(name) for source in self.sources for name in source.tables}
        columns = {name: {field.name: str(field.type) for field in schema} for name, schema in schemas.items()}
        return ExportTask(call=self.call, columns=columns, client_version=__version__, started=now(), base=base)

    def _check(self, location: Location, old: Manifest | None) -> None:
        """Refuse to mix what does not belong together."""
        if self.mode not in ("error", "replace", "sync"):
            msg = f"mode= got {self.mode!r}, expected 'error', 'replace' or 'sync'."
            raise UsageError(msg)
        if self.mode == "sync" and self.call.limit is not None:
            msg = "A dataset with a limit cannot be kept in step: nothing says what it should hold. Leave out limit."
            raise UsageError(msg)
        replaces = self.force and self.mode != "sync"
        refusal = None if replaces else self._strange(location, old)
        refusal = refusal or (self._taken(location, old) if old and self.mode == "error" and not self.force else None)
        if refusal:
            raise StorageError(refusal)

    def _strange(self, location: Location, old: Manifest | None) -> str | None:
        """Say what else is in the folder."""
        if old is None:
            others = _strangers(location, self.call)
            advice = "Give another folder, or force=True with mode='replace'."
            return f"{location.text} holds other Parquet files ({others[0]}). {advice}" if others else None
        if old.call == self.call:
            return None
        kept = (
            f"study.sync({location.text!r}) brings what is there up to date. "
            if old.call.study == self.call.study
            else ""
        )
        return (
            f"{location.text} holds another dataset: {difference(old.call, self.call)}. {kept}Give another folder, or "
            "force=True with mode='replace' to put this one in its place."
        )

    def _taken(self, location: Location, old: Manifest) -> str:
        return (
            f"{location.text} holds a dataset of {old.committed}. Bring it up to date with mode='sync', or write it "
            "anew with mode='replace'; in the shell with --mode sync or --mode replace."
        )


def difference(old: ExportCall, new: ExportCall) -> str:
    """Name what two calls have not in common."""
    pairs = [(name, getattr(old, name), getattr(new, name)) for name in ExportCall.__struct_fields__]
    found = [f"{name} {_short(a)} there, {_short(b)} here" for name, a, b in pairs if a != b]
    return "; ".join(found)


def _short(value: object) -> str:
    text = str(value) if isinstance(value, str) else json.dumps(value, default=str)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _strangers(location: Location, call: ExportCall) -> list[str]:
    """Parquet files at the top of a folder, or where those of tables are to be."""
    found = sorted(path for path in location.below() if path.endswith(".parquet"))
    return [p for p in found if "/" not in p or (p.partition("/")[0] in call.tables)]

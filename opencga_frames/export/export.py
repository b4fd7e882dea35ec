"""A whole study into a folder, and again."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from opencga_frames.dataset.commit import commit, finish_dead_commit
from opencga_frames.dataset.dataset import Dataset
from opencga_frames.dataset.lock import FolderLock
from opencga_frames.dataset.manifest import Call, Manifest, TableEntry, WalkEntry, read_manifest
from opencga_frames.errors import OpenCGAError, StorageError, UsageError
from opencga_frames.export.walk import read_walk
from opencga_frames.export.work import Task, Work
from opencga_frames.parquet.storage import location_of, reported
from opencga_frames.parquet.table_folder import encoded_schema
from opencga_frames.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from opencga_frames.export.source import Source
    from opencga_frames.export.work import PartDone
    from opencga_frames.parquet.storage import Location, PathOrUrl

__all__ = ["Mode", "call_of", "export_study"]

Mode = Literal["error", "replace", "sync"]


def call_of(host: str, study: str, sources: Sequence[Source], *, core: bool) -> Call:
    """Describe what is asked for."""
    limits = {source.scan.options.limit for source in sources}
    filters = {source.name: source.filters() for source in sources if source.filters()}
    return Call(
        host=host,
        study=study,
        tables=tuple(name for source in sources for name in source.tables),
        core=core,
        filters=json.loads(json.dumps(filters)),
        limit=next(iter(limits), None),
        partition_by=sources[0].partition_by if sources else (),
    )


def export_study(
    folder: PathOrUrl,
    sources: Sequence[Source],
    call: Call,
    *,
    mode: Mode = "error",
    force: bool = False,
) -> Dataset:
    """Read tables into the dataset of a folder.

    Parameters
    ----------
    folder
        Where to.
    sources
        What is read.
    call
        What was asked for.
    mode
        ``"error"`` refuses a folder with a dataset, ``"replace"`` puts the new one in its place.
    force
        True to replace a dataset of another call, and files of another kind, as well.
    """
    location = location_of(folder)
    with reported("make", location):
        location.make_folder()
    with FolderLock(location) as lock:
        finish_dead_commit(location)
        old = read_manifest(location)
        _check(location, old, call, mode, force=force)
        work = Work.begin(location, _task(call, sources), old.run if old else "")
        try:
            walks = [read_walk(source, work, lock.renew) for source in sources]
        except OpenCGAError as error:
            error.add_note(f"What was read is kept in {location.text}: the same call goes on from there.")
            raise
        manifest = _manifest(work, sources, walks, old)
        lock.confirm()
        commit(location, manifest)
    return Dataset(location, manifest)


def _check(location: Location, old: Manifest | None, call: Call, mode: str, *, force: bool) -> None:
    """Refuse to mix what does not belong together."""
    if mode not in ("error", "replace", "sync"):
        msg = f"mode= got {mode!r}, expected 'error', 'replace' or 'sync'."
        raise UsageError(msg)
    if old is None:
        strangers = [] if force else _strangers(location, call)
        if strangers:
            msg = f"{location.text} holds other Parquet files ({strangers[0]}). Give another folder, or force=True."
            raise StorageError(msg)
        return
    if old.call != call and not force:
        msg = (
            f"{location.text} holds another dataset: {difference(old.call, call)}. Give another folder, or force=True "
            "with mode='replace' to put this one in its place."
        )
        raise StorageError(msg)
    if mode == "error":
        msg = (
            f"{location.text} holds a dataset of {old.committed}. Bring it up to date with mode='sync', or write it "
            "anew with mode='replace'."
        )
        raise StorageError(msg)


def difference(old: Call, new: Call) -> str:
    """Name what two calls have not in common."""
    pairs = [(name, getattr(old, name), getattr(new, name)) for name in Call.__struct_fields__]
    found = [f"{name} {_short(a)} there, {_short(b)} here" for name, a, b in pairs if a != b]
    return "; ".join(found)


def _short(value: object) -> str:
    text = str(value) if isinstance(value, str) else json.dumps(value, default=str)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _strangers(location: Location, call: Call) -> list[str]:
    """Parquet files at the top of a folder, or where those of tables are to be."""
    found = sorted(path for path in location.below() if path.endswith(".parquet"))
    return [p for p in found if "/" not in p or (p.partition("/")[0] in call.tables)]


def _task(call: Call, sources: Sequence[Source]) -> Task:
    schemas = {name: source.scan.schema(name) for source in sources for name in source.tables}
    columns = {name: {field.name: str(field.type) for field in schema} for name, schema in schemas.items()}
    return Task(call=call, columns=columns, client_version=__version__, started=now())


def now(clock: Callable[[], float] = time.time) -> str:
    """Give the time as it is written in files: ISO 8601, UTC, whole seconds."""
    return datetime.fromtimestamp(int(clock()), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _manifest(work: Work, sources: Sequence[Source], walks: Sequence[list[PartDone]], old: Manifest | None) -> Manifest:
    pairs = list(zip(sources, walks, strict=True))
    versions = [part.server_version for walk in walks for part in walk if part.server_version]
    return Manifest(
        generation=old.generation + 1 if old else 1,
        run=work.run,
        started=work.task.started,
        committed=now(),
        client_version=__version__,
        server_version=versions[-1] if versions else None,
        call=work.task.call,
        tables={name: table for source, parts in pairs for name, table in tables_of(source, parts).items()},
        walks={source.name: _walk_entry(source, parts) for source, parts in pairs},
    )


def tables_of(source: Source, parts: Sequence[PartDone]) -> dict[str, TableEntry]:
    """Describe the tables of a walk."""
    rising = [part for part in parts if part.entries]
    sorted_by = (source.key,) if _ascend(rising) else ()
    found = {}
    for name, form in source.forms().items():
        by = sorted_by if source.key in form.schema.names and not form.partition_by else ()
        cut = form.schema.empty_table().select(list(form.partition_by)).schema if form.partition_by else None
        found[name] = TableEntry(
            walk=source.name,
            columns={field.name: str(field.type) for field in form.schema},
            key=_key(source, name),
            sorted_by=by,
            partition_by=form.partition_by,
            partition_schema=encoded_schema(cut) if cut is not None else None,
            files=tuple(file for part in parts for file in part.files.get(name, ())),
        )
    return found


def _key(source: Source, name: str) -> tuple[str, ...]:
    entity = source.scan.entity
    return entity.tables[name].key if entity else ()


def _ascend(parts: Sequence[PartDone]) -> bool:
    """Tell whether the keys ascend from part to part."""
    if not all(part.first for part in parts):
        return False
    return all(one.last < two.first for one, two in pairwise(parts))


def _walk_entry(source: Source, parts: Sequence[PartDone]) -> WalkEntry:
    import dataclasses

    from opencga_frames.reading import Part

    last = parts[-1]
    told = source.provenance(Part({}, last.total, last.server_version))
    return WalkEntry(
        endpoint=source.scan.endpoint.label,
        tables=source.tables,
        entries=sum(part.entries for part in parts) if source.main else -1,
        mark=max(part.mark for part in parts),
        provenance={**dataclasses.asdict(told), "parameters": dict(told.parameters)},
    )

"""Answers and walks into folders of Parquet files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from opencga_frames.errors import IncompleteResultError
from opencga_frames.frames.conversion import Conversion, projection_of
from opencga_frames.parquet import FolderWriter, Provenance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.frames.schema.model import Entity
    from opencga_frames.rest.answer.call_record import CallFacts
    from opencga_frames.rest.walk.stream import PageStream

__all__ = ["provenance_of", "write_stream", "write_tables"]


def write_tables(tables: dict[str, Any], folder: str | os.PathLike[str], provenance: Provenance) -> dict[str, str]:
    """Write Arrow tables, one file each; all appear or none.

    Returns
    -------
    dict
        Path of the file by table.
    """
    with FolderWriter(folder, {name: table.schema for name, table in tables.items()}, provenance) as writer:
        writer.write(tables)
    return _paths(folder, list(tables))


def write_stream(
    stream: PageStream, entity: Entity, folder: str | os.PathLike[str], *, tables: Sequence[str], core: bool
) -> dict[str, str]:
    """Walk, convert page by page and write; memory holds a few pages, whatever the size of the study.

    Parameters
    ----------
    stream
        The pages of a search.
    entity
        Entity of its rows.
    folder
        Where to.
    tables
        Tables to fill.
    core
        Only core columns.

    Returns
    -------
    dict
        Path of the file by table.
    """
    try:
        _write_once(stream, entity, folder, tables=tables, core=core)
    except IncompleteResultError:
        # Rows were written or removed between two pages: a second walk meets a quiet moment mostly.
        _write_once(stream, entity, folder, tables=tables, core=core)
    return _paths(folder, tables)


def provenance_of(facts: CallFacts, **known: Any) -> Provenance:
    """Record what was asked, now; ``known`` adds what the answer told."""
    return Provenance.record(
        host=facts.host,
        study=facts.study,
        endpoint=facts.path,
        parameters=_by_wire_name(facts),
        **known,
    )


def _by_wire_name(facts: CallFacts) -> dict[str, Any]:
    if facts.endpoint is None:
        return dict(facts.arguments)
    wires = {name: p.wire for p in facts.endpoint.parameters for name in (p.name, p.wire)}
    return {wires.get(name, name): value for name, value in facts.arguments.items()}


def _write_once(
    stream: PageStream, entity: Entity, folder: str | os.PathLike[str], *, tables: Sequence[str], core: bool
) -> None:
    conversion = Conversion(entity, stream.facts.study, projection_of(stream.facts.arguments))
    collector = conversion.collector(tables, core=core)
    version = None
    with FolderWriter(folder, {n: collector.schema(n) for n in tables}, provenance_of(stream.facts)) as writer:
        for page in stream:
            version = version or page.server_version or None
            for block in page.blocks:
                writer.write(collector.convert(block.rows)[0])
        extent = stream.extent
        total = extent.total if extent.total >= 0 else None
        writer.close(
            provenance_of(stream.facts, server_version=version, num_matches=total, complete=extent.is_complete)
        )
    what = f"Not everything in {stream.facts.path} fitted its table"
    collector.problems.warn(what)


def _paths(folder: str | os.PathLike[str], tables: Sequence[str]) -> dict[str, str]:
    base = os.fspath(folder).rstrip("/")
    return {name: f"{base}/{name}.parquet" for name in tables}

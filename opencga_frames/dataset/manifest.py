"""``_dataset.json``: what a dataset consists of. It is written last, and writing it is the commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from opencga_frames.dataset.layout import MANIFEST
from opencga_frames.errors import StorageError
from opencga_frames.parquet.provenance import Provenance
from opencga_frames.parquet.storage import reported

if TYPE_CHECKING:
    from opencga_frames.parquet.storage import Location

__all__ = ["FORMAT", "Changes", "ExportCall", "FileEntry", "Manifest", "TableEntry", "WalkEntry", "read_manifest"]

#: Version of the layout; a newer one is refused.
FORMAT: Final = 1


class FileEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One Parquet file.

    Attributes
    ----------
    path
        Path from the folder of the dataset.
    part
        Number of the part: files of several tables with the same number hold the rows of the same entries.
    rows, bytes, sha256
        What is in it.
    """

    path: str
    part: int
    rows: int
    bytes: int
    sha256: str


class TableEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One table.

    Attributes
    ----------
    walk
        Name of the call that gives its rows.
    columns
        Arrow type by column, in order.
    key
        Columns that identify a row.
    sorted_by
        Columns by which the rows are sorted, over all files.
    partition_by, partition_schema
        Columns that stand in the paths of the files instead of in the files, and their Arrow schema.
    files
        All its files, in the order of their parts.
    """

    walk: str
    columns: dict[str, str]
    key: tuple[str, ...] = ()
    sorted_by: tuple[str, ...] = ()
    partition_by: tuple[str, ...] = ()
    partition_schema: str | None = None
    files: tuple[FileEntry, ...] = ()

    @property
    def rows(self) -> int:
        """Number of rows."""
        return sum(file.rows for file in self.files)

    @property
    def bytes(self) -> int:
        """Size of all files."""
        return sum(file.bytes for file in self.files)


class WalkEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One call whose rows became tables.

    Attributes
    ----------
    endpoint
        The call, e.g. ``samples.search``.
    tables
        Tables made of its rows.
    entries
        Entries read, or -1 where no table has one row for each.
    mark
        The latest modification date that was seen, in the server's time, or empty.
    provenance
        As every file has it.
    """

    endpoint: str
    tables: tuple[str, ...]
    entries: int = -1
    mark: str = ""
    provenance: dict[str, Any] = {}


class ExportCall(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for: datasets of different calls do not mix.

    Attributes
    ----------
    host, study
        Server, and full name of the study.
    tables, core, filters, limit, partition_by
        As they were given to ``to_parquet``.
    """

    host: str
    study: str
    tables: tuple[str, ...]
    core: bool = False
    filters: dict[str, Any] = {}
    limit: int | None = None
    partition_by: tuple[str, ...] = ()


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What the last run changed in one table.

    Attributes
    ----------
    added, changed, removed
        Rows of a main table, else entries whose rows in the table were added, changed or removed.
    unlisted
        Entries that the server lists no more without saying that they were deleted; their rows were kept.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    unlisted: int = 0


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about a dataset.

    Attributes
    ----------
    format
        Version of the layout.
    generation, run
        Number of the commit, and the run that made it.
    started, committed
        When, ISO 8601 in UTC.
    client_version, server_version
        Releases of this package and of the server.
    call
        What was asked for.
    tables, walks
        What is in it.
    changes
        What the last ``sync`` changed, by table; None after a full export.
    """

    format: int = FORMAT
    generation: int = 1
    run: str
    started: str
    committed: str
    client_version: str
    server_version: str | None = None
    call: ExportCall
    tables: dict[str, TableEntry]
    walks: dict[str, WalkEntry]
    changes: dict[str, Changes] | None = None

    def to_json(self) -> bytes:
        """Return all of it as indented JSON."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1)

    @property
    def paths(self) -> frozenset[str]:
        """Paths of all files of tables."""
        return frozenset(file.path for table in self.tables.values() for file in table.files)

    def provenance_of(self, table: str) -> Provenance:
        """Give where the rows of a table came from."""
        entry = self.tables[table]
        return Provenance(**{**self.walks[entry.walk].provenance, "rows": entry.rows})


def read_manifest(folder: Location) -> Manifest | None:
    """Read the manifest of a folder; None where there is none.

    Raises
    ------
    StorageError
        When it cannot be read, or another release wrote it in a form unknown to this one.
    """
    location = folder.inside(MANIFEST)
    with reported("read", location):
        content = location.read() if location.kind() == "file" else None
    return None if content is None else parse_manifest(content, location.text)


def parse_manifest(content: bytes, where: str) -> Manifest:
    """Read a manifest from its bytes; see :func:`read_manifest`."""
    try:
        version = msgspec.json.decode(content, type=_Version).format
        if version > FORMAT:
            msg = f"{where} has format {version}, this release reads up to {FORMAT}. Use the release that wrote it."
            raise StorageError(msg)
        return msgspec.json.decode(content, type=Manifest)
    except msgspec.MsgspecError as error:
        msg = f"{where} is no manifest of a dataset ({error}): it was changed by something else. Export anew."
        raise StorageError(msg) from error


class _Version(msgspec.Struct):
    format: int

"""A table in several files of one folder, read lazily."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from opencga_frames.errors import StorageError
from opencga_frames.parquet.storage import reported

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa
    from pyarrow.dataset import Dataset

    from opencga_frames.parquet.storage import Location

__all__ = ["MANIFEST", "TableFiles", "decoded_schema", "encoded_schema", "files_of", "lazy_table", "tables_of"]

#: Lists the files of a dataset, beside the folders of its tables.
MANIFEST: Final = "_dataset.json"


class TableFiles(NamedTuple):
    """The files of a table.

    Attributes
    ----------
    folder, paths
        Where the paths of the files begin, and the paths.
    partition_by
        Columns that are in the paths.
    order
        Names of all columns, where some are in the paths.
    """

    folder: Location
    paths: Sequence[str]
    partition_by: pa.Schema | None = None
    order: Sequence[str] = ()


def encoded_schema(schema: pa.Schema) -> str:
    """Write a schema as a string of letters."""
    return base64.b64encode(schema.serialize()).decode()


def decoded_schema(text: str) -> pa.Schema:
    """Read what :func:`encoded_schema` wrote."""
    import pyarrow as pa

    return pa.ipc.read_schema(pa.py_buffer(base64.b64decode(text)))


def files_of(folder: Location) -> TableFiles:
    """Find the files of a table in a dataset, as the manifest lists them.

    Raises
    ------
    StorageError
        For another folder: nothing says which of its files belong together.
    """
    manifest = folder.beside(MANIFEST)
    listed = json.loads(manifest.read())["tables"].get(folder.name) if manifest.kind() == "file" else None
    if listed is None:
        msg = (
            f"Cannot read {folder.text}: it is a folder, and not that of a table in a dataset. read_tables reads all "
            "files of a folder."
        )
        raise StorageError(msg)
    schema = listed.get("partition_schema")
    paths = [file["path"] for file in listed["files"]]
    return TableFiles(folder.above, paths, decoded_schema(schema) if schema else None, list(listed["columns"]))


def tables_of(folder: Location) -> list[str]:
    """Names of the tables of a dataset; none for another folder."""
    manifest = folder.inside(MANIFEST)
    return list(json.loads(manifest.read())["tables"]) if manifest.kind() == "file" else []


def lazy_table(files: TableFiles) -> Dataset:
    """Give the files as one dataset of pyarrow; nothing but the first footer is read.

    Parameters
    ----------
    files
        The files, at least one.
    """
    import pyarrow as pa
    import pyarrow.dataset as ds
    import pyarrow.parquet as pq

    source = files.folder.files
    paths = [files.folder.inside(path).path for path in files.paths]
    checked = ds.ParquetFragmentScanOptions(page_checksum_verification=True)
    form: Any = ds.ParquetFileFormat(default_fragment_scan_options=checked)
    with reported("read", files.folder.inside(files.paths[0])), source.open_input_file(paths[0]) as first:
        schema = pq.read_schema(first)
    if files.partition_by is None:
        return ds.FileSystemDataset.from_paths(paths, schema=schema, format=form, filesystem=source)
    plain = pa.schema([field.with_type(_plain(field.type)) for field in files.partition_by])
    hive = ds.partitioning(plain, flavor="hive")
    places = [hive.parse(path) for path in files.paths]
    fields = {field.name: field for field in (*schema, *plain)}
    whole = pa.schema([fields[name] for name in files.order or fields], metadata=schema.metadata)
    return ds.FileSystemDataset.from_paths(paths, schema=whole, format=form, filesystem=source, partitions=places)


def _plain(kind: pa.DataType) -> pa.DataType:
    import pyarrow as pa

    return kind.value_type if pa.types.is_dictionary(kind) else kind

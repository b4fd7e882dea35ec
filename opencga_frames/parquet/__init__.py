"""Tables as Parquet files that say where they came from.

Nothing heavy is imported here; pyarrow and pandas come with the first file.
"""

from __future__ import annotations

from opencga_frames.parquet.folder import FolderWriter
from opencga_frames.parquet.provenance import Provenance
from opencga_frames.parquet.read import read_parquet, read_provenance, read_tables
from opencga_frames.parquet.stream import StreamWriter, write_table

__all__ = [
    "FolderWriter",
    "Provenance",
    "StreamWriter",
    "read_parquet",
    "read_provenance",
    "read_tables",
    "write_table",
]

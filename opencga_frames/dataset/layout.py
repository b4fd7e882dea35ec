"""Names of the files of a dataset."""

from __future__ import annotations

import re
import secrets
from typing import Final

from opencga_frames.parquet.table_folder import MANIFEST

__all__ = ["CLAIMS", "COMMIT", "DATA", "MANIFEST", "PACKAGE", "PART", "WORK", "new_run", "part_name", "run_of"]

#: The same for tools that know the Frictionless standard.
PACKAGE: Final = "datapackage.json"
#: Folder for what runs have not finished, a folder for each run.
WORK: Final = "_work"
#: Folder of those who write to the dataset, or want to.
CLAIMS: Final = "_locks"
#: In the folder of a run: its files, and the manifest it is about to write.
DATA: Final = "data"
COMMIT: Final = "commit.json"
#: Names of the files of tables; the last part is the run that wrote it.
PART: Final = re.compile(r"part-\d{5}-([0-9a-f]{8})\.parquet")


def new_run() -> str:
    """Make a name for a run that no other has."""
    return secrets.token_hex(4)


def part_name(number: int, run: str) -> str:
    """Name a file of a table.

    Examples
    --------
    >>> part_name(3, "0a1b2c3d")
    'part-00003-0a1b2c3d.parquet'
    """
    return f"part-{number:05d}-{run}.parquet"


def run_of(path: str) -> str | None:
    """Give the run that wrote a file of a table; None for other files.

    Examples
    --------
    >>> run_of("samples/part-00003-0a1b2c3d.parquet")
    '0a1b2c3d'
    """
    found = PART.fullmatch(path.rpartition("/")[2])
    return found and found[1]

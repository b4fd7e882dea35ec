"""Descriptions kept on disk, one per server and version, so that a server is asked for each only once."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import tempfile
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DescriptionStore"]

_NO_WORD: Final = re.compile(r"[^\w.-]+")
#: Builds under way have the same version from one day to the next.
_PASSING: Final = re.compile("snapshot|dev|rc", re.IGNORECASE)


class DescriptionStore:
    """Keeps the descriptions of one server; whatever goes wrong with the disk, nothing is kept and nothing is raised.

    Parameters
    ----------
    folder
        Where to; None to keep nothing.
    url
        Address of the server.
    """

    def __init__(self, folder: Path | None, url: str) -> None:
        self._folder = folder
        self._url = url

    def read(self, version: str) -> bytes | None:
        """Return the rows of a kept description, or None.

        Parameters
        ----------
        version
            Version of the server.
        """
        path = self._path(version)
        if path is None:
            return None
        try:
            return gzip.decompress(path.read_bytes()) or None
        except (OSError, EOFError, zlib.error):
            return None

    def write(self, version: str, rows: bytes) -> None:
        """Keep the rows of a description; a reader finds all of them or none.

        Parameters
        ----------
        version
            Version of the server.
        rows
            JSON as the server sent it.
        """
        path = self._path(version)
        if path is None:
            return
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, gzip.compress(rows, mtime=0))

    def _path(self, version: str) -> Path | None:
        if self._folder is None or not version or _PASSING.search(version):
            return None
        server = hashlib.sha256(self._url.encode()).hexdigest()[:16]
        return self._folder / f"meta-api-{server}-{_NO_WORD.sub('_', version)}.json.gz"


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".meta-api-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, path)  # noqa: PTH105 - both are names of the same folder
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise

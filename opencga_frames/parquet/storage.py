"""Places that files are written to and read from: local paths, and addresses such as ``s3://`` through fsspec."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opencga_frames.errors import OpenCGAError, StorageError
from opencga_frames.secret import mask

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PathOrAddress", "PendingFile", "Place", "place_of", "reported"]

PathOrAddress = str | os.PathLike[str]


@dataclass(frozen=True)
class Place:
    """A file or folder somewhere.

    Attributes
    ----------
    files : pyarrow.fs.FileSystem
        The storage it is in.
    path
        Its path there.
    text
        The path or address, fit to be shown.
    """

    files: Any
    path: str
    text: str

    @property
    def name(self) -> str:
        """Last part of the path."""
        return self.path.rstrip("/").rpartition("/")[2]

    def beside(self, name: str) -> Place:
        """Place of another name in the same folder."""
        return replace(self, path=f"{self.path.rpartition('/')[0]}/{name}")

    def inside(self, name: str) -> Place:
        """Place of a name in this folder."""
        return replace(self, path=f"{self.path.rstrip('/')}/{name}", text=f"{self.text.rstrip('/')}/{name}")

    def create(self) -> Any:
        """Open for writing, as a binary stream."""
        # Without compression=None a name that ends in .gz would be compressed once more.
        return self.files.open_output_stream(self.path, compression=None)

    def open(self) -> Any:
        """Open for reading, as a binary stream that can seek."""
        if self.files.get_file_info(self.path).type.name == "Directory":
            raise IsADirectoryError(self.text)
        return self.files.open_input_file(self.path)

    def move(self, target: Place) -> None:
        """Take the name of another place, whatever is there."""
        self.files.move(self.path, target.path)

    def remove(self) -> None:
        """Remove the file; nothing happens when there is none."""
        with suppress(FileNotFoundError):
            self.files.delete_file(self.path)

    def make_folder(self) -> None:
        """Make this folder and those above."""
        self.files.create_dir(self.path, recursive=True)

    def names(self) -> list[str]:
        """Names of the files in this folder."""
        from pyarrow.fs import FileSelector

        return [info.base_name for info in self.files.get_file_info(FileSelector(self.path)) if info.is_file]


def place_of(path: PathOrAddress) -> Place:
    """Find the place that a path or an address means; ``~`` is the home folder.

    Raises
    ------
    StorageError
        For what is no path, and for an address whose kind of storage is unknown or needs a package that is not
        installed.
    """
    text = os.fspath(path) if isinstance(path, (str, os.PathLike)) else None
    if not isinstance(text, str) or not text or "\0" in text:
        msg = f"Expected a path or an address such as s3://bucket/folder, got {path!r}."
        raise StorageError(msg)
    return _remote(text) if "://" in text else _local(text)


def _local(text: str) -> Place:
    from pyarrow.fs import LocalFileSystem

    try:
        path = Path(text).expanduser()
    except RuntimeError as error:
        msg = f"The home folder in {text!r} is not known: {error} Give the path without ~."
        raise StorageError(msg) from error
    return Place(LocalFileSystem(), path.absolute().as_posix(), str(path))


def _remote(text: str) -> Place:
    from pyarrow.fs import FSSpecHandler, PyFileSystem

    shown = mask(text)
    try:
        import fsspec.core
    except ImportError as error:
        msg = f"{shown} is an address and needs the package fsspec: install it, or give a local path."
        raise StorageError(msg) from error
    try:
        files, inner = fsspec.core.url_to_fs(text)
    except (ImportError, ValueError) as error:
        msg = (
            f"{shown} cannot be opened: {mask(str(error))}. Install the package for this storage, or give a local path."
        )
        raise StorageError(msg) from error
    return Place(PyFileSystem(FSSpecHandler(files)), inner, shown)


class PendingFile:
    """A file that gets its name only when it is whole.

    Parameters
    ----------
    place
        Where it is to be; what is there already stays until :meth:`commit`.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self._hidden = place.beside(f".{place.name}.{secrets.token_hex(4)}.tmp")
        self.stream = self._hidden.create()

    def finish(self) -> None:
        """Close the stream; all bytes are written then."""
        self.stream.close()

    def commit(self) -> None:
        """Give the finished file its name."""
        self._hidden.move(self._place)

    def discard(self) -> None:
        """Remove what was written."""
        with suppress(OSError, ValueError):
            self.stream.close()
        self._hidden.remove()


@contextmanager
def reported(doing: str, place: Place) -> Iterator[None]:
    """Turn the errors of storage and of Parquet into :class:`StorageError`.

    Parameters
    ----------
    doing
        What was tried, e.g. ``"read"``.
    place
        With which file.
    """
    import pyarrow as pa

    try:
        yield
    except OpenCGAError:
        raise
    except FileNotFoundError as error:
        msg = f"Cannot {doing} {place.text}: there is no such file or folder. Check the path."
        raise StorageError(msg) from error
    except IsADirectoryError as error:
        msg = f"Cannot {doing} {place.text}: it is a folder. read_tables reads all files of a folder."
        raise StorageError(msg) from error
    except (OSError, ValueError, TypeError, KeyError, pa.ArrowException) as error:
        msg = f"Cannot {doing} {place.text}: {mask(str(error))}"
        raise StorageError(msg) from error

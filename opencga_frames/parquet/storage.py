"""Places that files are written to and read from: local paths, and addresses such as ``s3://`` through fsspec."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

from opencga_frames.errors import OpenCGAError, StorageError
from opencga_frames.secret import mask

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PathOrAddress", "PendingFile", "Place", "place_of", "reported"]

PathOrAddress = str | os.PathLike[str]


class Place(Protocol):
    """A file or folder somewhere."""

    @property
    def text(self) -> str:
        """The path or address, fit to be shown."""

    @property
    def name(self) -> str:
        """Last part of the path."""

    def beside(self, name: str) -> Place:
        """Place of another name in the same folder."""

    def inside(self, name: str) -> Place:
        """Place of a name in this folder."""

    def create(self) -> IO[bytes]:
        """Open for writing."""

    def source(self) -> Any:
        """Give what pyarrow reads from: a path or an open file."""

    def move(self, target: Any) -> None:
        """Take the name of another place, whatever is there."""

    def remove(self) -> None:
        """Remove the file; nothing happens when there is none."""

    def make_folder(self) -> None:
        """Make this folder and those above."""

    def is_folder(self) -> bool:
        """Tell whether this is a folder."""

    def names(self) -> list[str]:
        """Names of the files in this folder."""


class _Local:
    def __init__(self, path: Path) -> None:
        self._path = path
        self.text = str(path)
        self.name = path.name

    def beside(self, name: str) -> _Local:
        return _Local(self._path.with_name(name))

    def inside(self, name: str) -> _Local:
        return _Local(self._path / name)

    def create(self) -> IO[bytes]:
        return self._path.open("xb")

    def source(self) -> str:
        if self._path.is_dir():
            raise IsADirectoryError(self.text)
        if not self._path.exists():
            raise FileNotFoundError(self.text)
        return self.text

    def move(self, target: _Local) -> None:
        self._path.replace(target._path)

    def remove(self) -> None:
        self._path.unlink(missing_ok=True)

    def make_folder(self) -> None:
        self._path.mkdir(parents=True, exist_ok=True)

    def is_folder(self) -> bool:
        return self._path.is_dir()

    def names(self) -> list[str]:
        return [p.name for p in self._path.iterdir() if p.is_file()]


class _Remote:
    def __init__(self, files: Any, path: str, address: str) -> None:
        self._files = files
        self._path = path
        self.text = mask(address)
        self.name = path.rstrip("/").rpartition("/")[2]

    def beside(self, name: str) -> _Remote:
        return _Remote(self._files, f"{self._path.rpartition('/')[0]}/{name}", name)

    def inside(self, name: str) -> _Remote:
        return _Remote(self._files, f"{self._path.rstrip('/')}/{name}", f"{self.text.rstrip('/')}/{name}")

    def create(self) -> IO[bytes]:
        stream: IO[bytes] = self._files.open(self._path, "wb")
        return stream

    def source(self) -> Any:
        return self._files.open(self._path, "rb")

    def move(self, target: _Remote) -> None:
        self._files.mv(self._path, target._path)

    def remove(self) -> None:
        with suppress(FileNotFoundError):
            self._files.rm_file(self._path)

    def make_folder(self) -> None:
        self._files.makedirs(self._path, exist_ok=True)

    def is_folder(self) -> bool:
        return bool(self._files.isdir(self._path))

    def names(self) -> list[str]:
        found = self._files.ls(self._path, detail=True)
        return [str(f["name"]).rpartition("/")[2] for f in found if f["type"] == "file"]


def place_of(path: PathOrAddress) -> Place:
    """Find the place that a path or an address means.

    Raises
    ------
    StorageError
        For an address whose kind of storage is unknown or needs a package that is not installed.
    """
    text = os.fspath(path)
    if "://" not in text:
        return _Local(Path(text))
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
    return _Remote(files, inner, text)


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
    """Turn the faults of storage and of Parquet into :class:`StorageError`.

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

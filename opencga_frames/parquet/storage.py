"""Where files are written to and read from: local paths, and addresses such as ``s3://`` through fsspec."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from opencga_frames.errors import OpenCGAError, StorageError
from opencga_frames.ground.paths import local_path, path_string
from opencga_frames.ground.secret import mask

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Location", "PathOrUrl", "PendingFile", "StagedFile", "location_of", "reported"]

PathOrUrl = str | os.PathLike[str]


@dataclass(frozen=True)
class Location:
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

    def beside(self, name: str) -> Location:
        """Location of another name in the same folder."""
        return self.above.inside(name)

    @property
    def above(self) -> Location:
        """The folder that this is in."""
        path, text = self.path.rstrip("/"), self.text.rstrip("/")
        return replace(self, path=path.rpartition("/")[0], text=text.rpartition("/")[0])

    def inside(self, name: str) -> Location:
        """Location of a name in this folder."""
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

    def move(self, target: Location) -> None:
        """Take the name of another location, whatever is there."""
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

    def folders(self) -> list[str]:
        """Names of the folders in this folder; none where there is no folder."""
        from pyarrow.fs import FileSelector

        found = self.files.get_file_info(FileSelector(self.path, allow_not_found=True))
        return [info.base_name for info in found if info.type.name == "Directory"]

    def below(self) -> dict[str, int]:
        """Sizes of all files in this folder and those below, by path from here; none where there is no folder."""
        from pyarrow.fs import FileSelector

        found = self.files.get_file_info(FileSelector(self.path, recursive=True, allow_not_found=True))
        start = len(self.path.rstrip("/")) + 1
        return {info.path[start:]: info.size for info in found if info.is_file}

    def kind(self) -> Literal["file", "folder"] | None:
        """Tell what is there."""
        name = self.files.get_file_info(self.path).type.name
        return {"File": "file", "Directory": "folder"}.get(name)  # type: ignore[return-value]

    def read(self) -> bytes:
        """Read the whole file."""
        with self.open() as source:
            content: bytes = source.read()
        return content

    def write(self, content: bytes) -> None:
        """Write a whole file; who reads it meanwhile may find a part of it."""
        with self.create() as stream:
            stream.write(content)

    def keep(self) -> None:
        """Wait until the disk holds this file, or the names in this folder, so that both survive a loss of power.

        Other storages hold a file when they say that it is written, and Windows keeps names by itself.
        """
        if self.files.type_name != "local":
            return
        is_file = self.kind() == "file"
        if is_file or os.name != "nt":
            opened = os.open(self.path, os.O_RDWR if is_file else os.O_RDONLY)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)

    def remove_folder(self) -> None:
        """Remove this folder with everything in it; nothing happens when there is none."""
        with suppress(FileNotFoundError):
            self.files.delete_dir(self.path)


def location_of(path: PathOrUrl | Location) -> Location:
    """Find the location that a path or an address means; ``~`` is the home folder.

    Raises
    ------
    StorageError
        For what is no path, and for an address whose kind of storage is unknown or needs a package that is not
        installed.
    """
    if isinstance(path, Location):
        return path
    text = path_string(path, expected="a path or an address such as s3://bucket/folder")
    return _remote(text) if "://" in text else _local(text)


def _local(text: str) -> Location:
    from pyarrow.fs import LocalFileSystem

    path = local_path(text)
    # Names that are not UTF-8 come from the system with halves of characters, which no log can show.
    shown = str(path).encode(errors="backslashreplace").decode()
    return Location(LocalFileSystem(), path.absolute().as_posix(), shown)


def _remote(text: str) -> Location:
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
    return Location(PyFileSystem(FSSpecHandler(files)), inner, shown)


class PendingFile:
    """A file that gets its name only when it is whole.

    Parameters
    ----------
    location
        Where it is to be; what is there already stays until :meth:`commit`.
    """

    def __init__(self, location: Location) -> None:
        self.location = location
        self._hidden = location.beside(f".{location.name}.{secrets.token_hex(4)}.tmp")
        self.stream = self._hidden.create()

    def finish(self) -> None:
        """Close the stream; all bytes are written then, and kept if the power fails."""
        self.stream.close()
        self._hidden.keep()

    def commit(self) -> None:
        """Give the finished file its final name."""
        self._hidden.move(self.location)

    def discard(self) -> None:
        """Remove what was written."""
        with suppress(OSError, ValueError):
            self.stream.close()
        self._hidden.remove()


@contextmanager
def whole_file(location: Location) -> Iterator[Any]:
    """Open a file for writing that appears, or replaces an older one, when everything went well.

    Parameters
    ----------
    location
        Where it is to be.

    Yields
    ------
    binary stream
        What to write to.

    Raises
    ------
    StorageError
        When it cannot be written; nothing is left behind then.
    """
    with reported("write", location):
        pending = PendingFile(location)
        try:
            yield pending.stream
            pending.finish()
            pending.commit()
        except BaseException:
            pending.discard()
            raise


def check_writable(location: Location) -> None:
    """Refuse a file that could not be written.

    Raises
    ------
    StorageError
        When its folder is not there or must not be written to.
    """
    with reported("write to", location):
        PendingFile(location).discard()


class StagedFile(PendingFile):
    """A file in a folder that nobody reads yet: it has its name from the start, and its checksum at the end.

    Parameters
    ----------
    location
        Where it is.
    """

    def __init__(self, location: Location) -> None:
        self.location = self._hidden = location
        self.stream = _Summed(location.create())

    @property
    def bytes(self) -> int:
        """Bytes written so far."""
        return int(self.stream.tell())

    @property
    def sha256(self) -> str:
        """Checksum of the bytes written so far."""
        return str(self.stream.sum.hexdigest())

    def commit(self) -> None:
        """Leave the file where it is."""


class _Summed:
    """A stream for writing that sums up what goes through it."""

    def __init__(self, stream: Any) -> None:
        self.sum = hashlib.sha256()
        self.closed = False
        self._stream = stream
        self._bytes = 0

    def write(self, content: Any) -> int:
        """Write and sum up."""
        self._stream.write(content)
        self.sum.update(content)
        self._bytes += len(content)
        return len(content)

    def tell(self) -> int:
        """Give the number of bytes written."""
        return self._bytes

    def flush(self) -> None:
        """Nothing to do before the end."""

    def close(self) -> None:
        """Close; a second call does nothing."""
        if not self.closed:
            self.closed = True
            self._stream.close()


@contextmanager
def reported(doing: str, location: Location) -> Iterator[None]:
    """Turn the errors of storage and of Parquet into :class:`StorageError`.

    Parameters
    ----------
    doing
        What was tried, e.g. ``"read"``.
    location
        With which file.
    """
    import pyarrow as pa

    try:
        yield
    except OpenCGAError:
        raise
    except FileNotFoundError as error:
        msg = f"Cannot {doing} {location.text}: there is no such file or folder. Check the path."
        raise StorageError(msg) from error
    except IsADirectoryError as error:
        msg = f"Cannot {doing} {location.text}: it is a folder. read_tables reads all files of a folder."
        raise StorageError(msg) from error
    except (FileExistsError, NotADirectoryError) as error:
        msg = f"Cannot {doing} {location.text}: a file stands where a folder should be. Give another folder."
        raise StorageError(msg) from error
    except (OSError, ValueError, TypeError, KeyError, pa.ArrowException) as error:
        raise StorageError(_refusal(doing, location, error)) from error
    except Exception as error:
        # Packages for storage have errors of their own, such as those for missing credentials.
        if "://" not in location.text:
            raise
        raise StorageError(_refusal(doing, location, error)) from error


def _refusal(doing: str, location: Location, error: Exception) -> str:
    said = mask(str(error)).rstrip(".")
    return f"Cannot {doing} {location.text}: {said}. Check the place, or choose another."

"""A folder whose files change all at once: a list of them names the subfolder that holds and their checksums.

The new subfolder is complete before the list is replaced, which is one step; whoever reads meanwhile, and whoever comes
after a crash, finds the old state or the new one.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import threading
from typing import TYPE_CHECKING, Any

import msgspec

from opencga_frames.errors import StorageError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["SavedFolder", "is_saved"]

LIST = "sandbox.json"
_FORMAT = "opencga-frames sandbox"
#: Grows when what is written can no longer be read by earlier versions of this package.
_VERSION = 1
#: How hard to compress: higher levels take minutes with large studies.
_LEVEL = 1


def is_saved(folder: Path) -> bool:
    """Return whether a folder holds a sandbox that was saved."""
    return (folder / LIST).is_file()


class _List(msgspec.Struct):
    """What ``sandbox.json`` says."""

    format: str
    version: int
    folder: str
    files: dict[str, str]


class SavedFolder:
    """The files of a sandbox in a folder.

    Parameters
    ----------
    folder
        The folder; it is made when something is written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, files: Iterable[tuple[str, Iterable[bytes]]]) -> None:
        """Replace everything by new files.

        Parameters
        ----------
        files
            Names, with slashes for folders, and their lines.

        Raises
        ------
        UsageError
            When the folder is that of something else.
        StorageError
            When it cannot be written; what was there before is still there.
        """
        old = self.check()
        new = self.folder / f".new-{os.getpid()}-{threading.get_ident()}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._replace(_write_all(new, files), new, old)
        except OSError as error:
            message = f"The sandbox cannot be saved in {str(self.folder)!r}: {error.strerror}. What was there is kept."
            raise StorageError(message) from None
        finally:
            shutil.rmtree(new, ignore_errors=True)

    def check(self) -> _List | None:
        """Return what is there, None for a new or empty folder, and refuse the folder of something else."""
        if is_saved(self.folder):
            return self._list()
        if self.folder.exists() and (not self.folder.is_dir() or any(self.folder.iterdir())):
            message = f"{str(self.folder)!r} holds something else than a saved sandbox; give a new or an empty folder."
            raise UsageError(message)
        return None

    def _replace(self, sums: dict[str, str], new: Path, old: _List | None) -> None:
        digest = hashlib.sha256(msgspec.json.encode(sums)).hexdigest()[:16]
        state = f"state-{digest}"
        if old is not None and old.folder == state:
            return
        shutil.rmtree(self.folder / state, ignore_errors=True)
        new.rename(self.folder / state)
        listed = msgspec.json.encode(_List(_FORMAT, _VERSION, state, sums))
        _write_at_once(self.folder / LIST, msgspec.json.format(listed) + b"\n")
        if old is not None:
            shutil.rmtree(self.folder / old.folder, ignore_errors=True)

    def _list(self) -> _List:
        try:
            found = msgspec.json.decode((self.folder / LIST).read_bytes(), type=_List)
        except (OSError, msgspec.MsgspecError) as error:
            raise self._damaged(LIST, f"cannot be read ({error})") from None
        if found.format != _FORMAT:
            raise self._damaged(LIST, "is of something else")
        if found.version > _VERSION:
            message = f"{str(self.folder)!r} was saved by a newer version of opencga_frames; read it with that one."
            raise StorageError(message)
        return found

    def lines(self, name: str) -> Iterator[bytes]:
        """Yield the lines of a file after its checksum was compared; nothing when it was not written.

        Raises
        ------
        StorageError
            When the folder is damaged.
        """
        listed = self._list()
        if name not in listed.files:
            return
        try:
            raw = (self.folder / listed.folder / name).read_bytes()
        except OSError as error:
            raise self._damaged(name, f"cannot be read ({error.strerror})") from None
        if hashlib.sha256(raw).hexdigest() != listed.files[name]:
            raise self._damaged(name, "is not as it was written")
        yield from gzip.decompress(raw).splitlines()

    def decoded(self, name: str, type_: Any) -> Iterator[Any]:
        """Yield the lines of a file as objects of a type."""
        decoder = msgspec.json.Decoder(type_)
        for number, line in enumerate(self.lines(name), 1):
            try:
                yield decoder.decode(line)
            except msgspec.MsgspecError as error:
                raise self._damaged(name, f"has another line {number} than was written ({error})") from None

    def one(self, name: str, type_: Any) -> Any:
        """Return the only line of a file as an object of a type."""
        for found in self.decoded(name, type_):
            return found
        raise self._damaged(name, "is missing")

    def _damaged(self, name: str, words: str) -> StorageError:
        return StorageError(f"The sandbox saved in {str(self.folder)!r} is damaged: {name} {words}. Save it again.")


def _write_all(folder: Path, files: Iterable[tuple[str, Iterable[bytes]]]) -> dict[str, str]:
    """Write files below a folder and return their checksums."""
    sums = {}
    # Keys that sign tokens are not for everybody on the machine.
    folder.mkdir(mode=0o700)
    for name, lines in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # Neither name nor time of the file: the same state gives the same bytes.
        with path.open("xb") as raw, gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as packed:
            for line in lines:
                packed.write(line + b"\n")
        sums[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return sums


def _write_at_once(path: Path, content: bytes) -> None:
    new = path.with_name(f".{path.name}-{os.getpid()}-{threading.get_ident()}")
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)

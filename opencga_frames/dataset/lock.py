"""One writer at a time: claims in a folder, on any storage.

A writer writes a claim, then lists the claims of others. It holds the folder when there is none; of two that see each
other the one with the lower name goes on, unless the other holds the folder already. So storage needs nothing but that
a file is listed once it was written. The claim of a writer that died is removed by the next one.
"""

from __future__ import annotations

import os
import secrets
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import msgspec

from opencga_frames.dataset.layout import CLAIMS
from opencga_frames.errors import StorageError
from opencga_frames.parquet.storage import reported

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.parquet.storage import Location

__all__ = ["FolderLock"]

#: Seconds without a sign of life after which a writer on another machine counts as dead.
_LEASE: Final = 900.0
#: Seconds between two signs of life.
_RENEWAL: Final = 60.0
#: Seconds to wait for another that came at the same time, and between two looks.
_PATIENCE: Final = 5.0
_STEP: Final = 0.05


class _Claim(msgspec.Struct, frozen=True):
    """Who wants to write, or does."""

    host: str
    process: int
    born: str | None
    renewed: float
    held: bool = False

    def is_alive(self, now: float) -> bool:
        """Tell whether the writer still runs, as far as can be seen from here."""
        born = _born(self.process) if self.host == socket.gethostname() else None
        if born is not None:
            return born == self.born
        return now - self.renewed < _LEASE


class FolderLock:
    """The right to write into the folder of a dataset; a context manager.

    Parameters
    ----------
    folder
        The folder, which exists.
    clock, sleep
        Seconds since 1970, and waiting.

    Raises
    ------
    StorageError
        On entry when another writer has it.
    """

    def __init__(
        self,
        folder: Location,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._folder = folder
        self._claims = folder.inside(CLAIMS)
        self._own = self._claims.inside(f"{secrets.token_hex(8)}.json")
        self._clock = clock
        self._sleep = sleep
        self._renewed = 0.0

    def __enter__(self) -> Self:
        with reported("lock", self._folder):
            self._claims.make_folder()
            self._write(held=False)
            try:
                self._win()
                self._write(held=True)
            except BaseException:
                self._own.remove()
                raise
        return self

    def __exit__(self, *_: object) -> None:
        with reported("unlock", self._folder):
            self._own.remove()

    def renew(self) -> None:
        """Give a sign of life, now and then."""
        if self._clock() - self._renewed >= _RENEWAL:
            self.confirm()

    def confirm(self) -> None:
        """Make sure that nobody took the folder over, as from a process that was suspended for long.

        Raises
        ------
        StorageError
            When somebody did.
        """
        with reported("keep the lock of", self._folder):
            if self._own.kind() != "file":
                msg = f"Another process took over {self._folder.text} while this one was suspended. Call again."
                raise StorageError(msg)
            self._write(held=True)

    def _write(self, *, held: bool) -> None:
        self._renewed = self._clock()
        process = os.getpid()
        claim = _Claim(socket.gethostname(), process, _born(process), self._renewed, held)
        self._own.write(msgspec.json.encode(claim))

    def _win(self) -> None:
        """Wait until no other claim is in the way."""
        until = self._clock() + _PATIENCE
        while others := self._others():
            late = self._clock() >= until
            claims = [claim for claim in others.values() if claim is not None]
            first = self._own.name < min(others) and not any(claim.held for claim in claims)
            if claims and (late or not first):
                raise StorageError(_taken(self._folder, claims[0]))
            if late:
                # A claim is written in no time: whoever began these died before they had finished.
                for name in others:
                    self._claims.inside(name).remove()
            self._sleep(_STEP)

    def _others(self) -> dict[str, _Claim | None]:
        """Give the claims of others that are alive, None for one that is just being written; remove the dead ones."""
        found: dict[str, _Claim | None] = {}
        for name in self._claims.names():
            location = self._claims.inside(name)
            if name == self._own.name:
                continue
            claim = _read(location)
            if claim is not None and not claim.is_alive(self._clock()):
                location.remove()
            elif claim is not None or location.kind() == "file":
                found[name] = claim
        return found


def _read(location: Location) -> _Claim | None:
    try:
        return msgspec.json.decode(location.read(), type=_Claim)
    except (msgspec.MsgspecError, OSError):
        return None


def _taken(folder: Location, claim: _Claim | None) -> str:
    who = f"process {claim.process} on {claim.host}" if claim else "another process"
    return f"{folder.text} is being written by {who}: two exports into one folder would mix. Wait for it to end."


def _born(process: int) -> str | None:
    """Tell one process from a later one with the same number: empty when there is none, None when that is unknown."""
    if not Path("/proc/self/stat").exists():
        return _present(process)
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    except OSError:
        return None
    return "" if fields[0] in "ZX" else fields[19]


def _present(process: int) -> str | None:
    if os.name == "nt":
        return None  # where signal 0 would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return ""
    except OSError:
        return None
    return "present"

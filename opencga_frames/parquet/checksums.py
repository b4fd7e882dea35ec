"""Checksums of all bytes of a file: Parquet has them for the data of a page, not for its header nor for the footer.

They stand before the footer, in a place that readers of Parquet step over::

    pages | CRC-32 of each 64 KiB | bytes before the checksums | CRC-32 of all that follows the pages | mark | footer

A tool that writes the file anew drops them, and only the checksums of pages are left to compare with.
"""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

__all__ = ["CheckedInput", "ChecksummedOutput"]

BLOCK: Final = 1 << 16
MARK: Final = b"OCGAcrc1"
_WORDS: Final = struct.Struct("<QI")
_TAIL: Final = _WORDS.size + len(MARK)
#: Length of the footer and the four letters that end every Parquet file.
_END: Final = struct.Struct("<I4s")


class ChecksummedOutput(io.RawIOBase):
    """A stream that passes on what is written, and puts checksums before the footer.

    Parameters
    ----------
    stream
        Takes the bytes.
    """

    def __init__(self, stream: Any) -> None:
        super().__init__()
        self._stream = stream
        self._sums = [0]
        self._size = 0
        self._footer: bytearray | None = None

    def writable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return the number of bytes written."""
        return self._size + len(self._footer or b"")

    def write(self, data: Any) -> int:
        """Take some bytes."""
        part = memoryview(data).cast("B")
        if self._footer is not None:
            self._footer += part
        else:
            self._add(part)
        return len(part)

    def expect_footer(self) -> None:
        """Keep what follows, until :meth:`finish`: all pages are written."""
        self._footer = bytearray()

    def finish(self) -> None:
        """Write what is left of the pages, the checksums and the footer; without a footer nothing."""
        rest = memoryview(bytes(self._footer or b""))
        if len(rest) < _END.size:
            return
        start = len(rest) - _END.size - _END.unpack(rest[-_END.size :])[0]
        self._add(rest[:start])
        sums = struct.pack(f"<{len(self._sums)}I", *self._sums)
        size = struct.pack("<Q", self._size)
        whole = zlib.crc32(rest[start:], zlib.crc32(sums + size))
        self._stream.write(b"".join((sums, _WORDS.pack(self._size, whole), MARK, rest[start:])))

    def _add(self, part: memoryview) -> None:
        self._stream.write(part)
        while part:
            room = BLOCK - self._size % BLOCK
            self._sums[-1] = zlib.crc32(part[:room], self._sums[-1])
            self._size += len(part[:room])
            if self._size % BLOCK == 0:
                self._sums.append(0)
            part = part[room:]


class CheckedInput(io.RawIOBase):
    """A file whose bytes are compared with its checksums as they are read.

    Parameters
    ----------
    file
        The file, as pyarrow opens it.
    sums
        Checksum of each block of its pages.
    size
        Bytes of its pages.
    """

    def __init__(self, file: Any, sums: Sequence[int], size: int) -> None:
        super().__init__()
        self._file = file
        self._sums = sums
        self._size = size
        self._whole = file.size()
        self._at = 0

    @classmethod
    def of(cls, file: Any) -> Self | Any:
        """Return the file with its checksums, or the file itself where it has none.

        Parameters
        ----------
        file
            The file, as pyarrow opens it.

        Raises
        ------
        OSError
            When checksums and footer do not fit together.
        """
        end = file.size() - _END.size
        length, _ = _END.unpack(file.read_at(_END.size, end)) if end > 0 else (end, b"")
        tail = end - length - _TAIL
        if tail < 0 or file.read_at(_TAIL, tail)[-len(MARK) :] != MARK:
            return file
        size, expected = _WORDS.unpack(file.read_at(_WORDS.size, tail))
        sums = file.read_at(tail - size, size) if size < tail else b""
        footer = file.read_at(length + _END.size, end - length)
        if zlib.crc32(footer, zlib.crc32(sums + struct.pack("<Q", size))) != expected:
            raise OSError(_damaged("its footer"))
        return cls(file, struct.unpack(f"<{len(sums) // 4}I", sums), size)

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return where the next bytes are read."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Read elsewhere."""
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._whole}[whence]
        return self._at

    def read(self, size: int = -1) -> bytes:
        """Read and compare; a block that is needed in part is read whole.

        Raises
        ------
        OSError
            When bytes are others than those written.
        """
        stop = self._whole if size < 0 else min(self._at + size, self._whole)
        first = self._at // BLOCK * BLOCK
        last = min(-(-stop // BLOCK) * BLOCK, max(self._size, stop))
        found = self._file.read_at(last - first, first) if stop > self._at else b""
        self._compare(first, found)
        part: bytes = found[self._at - first : stop - first]
        self._at = max(self._at, stop)
        return part

    def _compare(self, first: int, found: bytes) -> None:
        view = memoryview(found)
        for at in range(first, min(first + len(found), self._size), BLOCK):
            block = view[at - first : min(at + BLOCK, self._size) - first]
            if zlib.crc32(block) != self._sums[at // BLOCK]:
                raise OSError(_damaged(f"bytes {at:,} to {at + len(block):,}"))


def _damaged(what: str) -> str:
    return f"the file is damaged: {what} are not as they were written. Write it again, or take a copy made before."

"""Regions of the genome, cut into chunks that hold no more variants than a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from opencga_frames.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Chunk", "Region", "chunks"]

#: Last base where no end is given: servers keep positions in 32 bits.
LAST_BASE: Final = 2**31 - 1

_TEXT: Final = re.compile(r"(?P<chromosome>[^:,\s]+)(:(?P<start>\d[\d,]*)(-(?P<end>\d[\d,]*))?)?")


@dataclass(frozen=True, slots=True)
class Region:
    """A part of one chromosome, ends included; without ``start`` the whole of it.

    Examples
    --------
    >>> Region.parse("chr7:1,000-2,000")
    Region(chromosome='chr7', start=1000, end=2000)
    >>> str(Region.parse("7"))
    '7'
    """

    chromosome: str
    start: int | None = None
    end: int | None = None

    @classmethod
    def parse(cls, text: str) -> Region:
        """Read ``chromosome``, ``chromosome:position`` or ``chromosome:start-end``.

        Raises
        ------
        UsageError
            When the string is none of these; servers answer some such with nothing, or with everything.
        """
        match = _TEXT.fullmatch(text.strip()) if isinstance(text, str) else None
        if match is None:
            raise _unreadable(text)
        if match["start"] is None:
            return cls(match["chromosome"])
        start = int(match["start"].replace(",", ""))
        end = int(match["end"].replace(",", "")) if match["end"] else start
        if not 1 <= start <= end <= LAST_BASE:
            raise _unreadable(text)
        return cls(match["chromosome"], start, end)

    def __str__(self) -> str:
        return self.chromosome if self.start is None else f"{self.chromosome}:{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a region that is fetched in one go.

    Attributes
    ----------
    asked
        Region to ask for. It begins one base early inside a region: an insertion before the first base of a chunk
        ends on the base before it, and servers that look for overlaps would find it in no chunk.
    start, end
        First and last start position of the variants that belong to the chunk; None where the region begins or ends.
        A deletion that begins earlier and reaches into the chunk belongs to the chunk before.
    count
        Variants that belong to it.
    """

    asked: Region
    start: int | None
    end: int | None
    count: int

    def holds(self, position: int) -> bool:
        """Return whether a variant that starts there belongs to the chunk."""
        return (self.start is None or position >= self.start) and (self.end is None or position <= self.end)


def chunks(region: Region, most: int, count: Callable[[Region], int]) -> Iterator[Chunk]:
    """Cut a region into chunks of at most so many variants, in order of position; empty ones are left out.

    Every cut costs one count, of the region from its beginning to the cut: the differences of such counts are exact
    wherever variants overlap a cut.

    Parameters
    ----------
    region
        What to cut.
    most
        Variants of a chunk; more only where they all start at one position.
    count
        Asks the server for the exact number of variants of a region.
    """
    total = count(region)
    if total <= most:
        if total:
            yield Chunk(region, None, None, total)
        return
    first, last = region.start or 1, region.end or LAST_BASE

    def cut(start: int, end: int, below: int, upto: int) -> Iterator[Chunk]:
        if upto == below:
            return
        if upto - below <= most or start == end:
            yield _chunk(region, (start, end), (first, last), upto - below)
            return
        middle = (start + end) // 2
        between = count(Region(region.chromosome, first, middle))
        yield from cut(start, middle, below, between)
        yield from cut(middle + 1, end, between, upto)

    yield from cut(first, last, 0, total)


def _chunk(region: Region, span: tuple[int, int], whole: tuple[int, int], count: int) -> Chunk:
    (start, end), (first, last) = span, whole
    asked = Region(region.chromosome, start if start == first else start - 1, end)
    return Chunk(asked, None if start == first else start, None if end == last else end, count)


def _unreadable(text: str) -> UsageError:
    forms = '"7", "7:1000" or "7:1000-2000"'
    shown = repr(text)[:60]
    msg = f"{shown} is not one region. Give {forms}; bases count from 1, and the last is not before the first."
    return UsageError(msg)

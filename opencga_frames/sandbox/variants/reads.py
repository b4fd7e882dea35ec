"""Invented reads of alignment files, and how deep they cover the genome; the same for the same file everywhere.

Reads of 150 bases begin every five bases, about thirty deep; one in fifty is a duplicate, one in a hundred is placed
badly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["READ_LENGTH", "depth", "reads"]

READ_LENGTH = 150
_SPACING = 5
_BASES = "ACGT"
_STRANDS = ("POS_STRAND", "NEG_STRAND")


def _draw(purpose: str, file: str, place: tuple[str, int], sides: int) -> int:
    return crc32(f"{purpose} {file} {place[0]} {place[1]}".encode()) % sides


def depth(file: str, chromosome: str, position: int) -> float:
    """Return how many reads of a file cover a position."""
    block = position // 50
    usual = 26 + crc32(file.encode()) % 9
    thin = _draw("thin", file, (chromosome, position // 2_000), 40) == 0
    return round((usual + _draw("depth", file, (chromosome, block), 100) / 10 - 5) * (0.2 if thin else 1.0), 1)


def _read(file: str, chromosome: str, start: int) -> Document:
    number = start // _SPACING
    key = f"read.{chromosome}.{number}"
    place = {"referenceName": chromosome, "strand": _STRANDS[_draw("strand", file, (chromosome, number), 2)]}
    cigar = {"operation": "ALIGNMENT_MATCH", "operationLength": READ_LENGTH, "referenceSequence": ""}
    size = 300 + _draw("insert", file, (chromosome, number), 200)
    return {
        "id": f"{file}.{key}",
        "readGroupId": "rg1",
        "fragmentName": key,
        "improperPlacement": _draw("improper", file, (chromosome, number), 100) == 0,
        "duplicateFragment": _draw("duplicate", file, (chromosome, number), 50) == 0,
        "numberReads": 2,
        "fragmentLength": size,
        "readNumber": number % 2,
        "failedVendorQualityChecks": False,
        "alignment": {
            "position": {**place, "position": start - 1},
            "mappingQuality": 60 - _draw("mapping", file, (chromosome, number), 30),
            "cigar": [cigar],
        },
        "secondaryAlignment": False,
        "supplementaryAlignment": False,
        "alignedSequence": "".join(_BASES[_draw("base", "", (chromosome, start + n), 4)] for n in range(READ_LENGTH)),
        "alignedQuality": [30 + _draw("quality", file, (chromosome, number), 10)] * READ_LENGTH,
        "nextMatePosition": {**place, "position": start - 1 + size - READ_LENGTH},
        "info": {"NM": ["i", str(_draw("mismatch", file, (chromosome, number), 4))], "NH": ["i", "1"]},
    }


def reads(file: str, chromosome: str, start: int, end: int) -> Iterator[Document]:
    """Yield the reads of a file that overlap a region, in order of position."""
    first = max(1, start - READ_LENGTH + 1)
    for position in range(first + (-first) % _SPACING, end + 1, _SPACING):
        yield _read(file, chromosome, position)

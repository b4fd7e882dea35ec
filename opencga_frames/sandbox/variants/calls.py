"""What one file says of one variant: its INFO, and the genotypes of its samples, by the alleles of that variant."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from opencga_frames.sandbox.variants.alleles import Allele
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["UNKNOWN_GENOTYPE", "VAF", "FileCall", "VariantFile", "plain_genotype"]

#: Key the server itself adds to those of FORMAT: the share of reads of the alternate.
VAF = "EXT_VAF"
#: Genotype of a sample whose files lack the variant.
UNKNOWN_GENOTYPE = "?/?"
_SEPARATOR = re.compile(r"([/|])")


@dataclass(frozen=True)
class VariantFile:
    """A file of variants.

    Attributes
    ----------
    name, path, uri
        As the catalog has them.
    samples
        Sample ids, in the order of the columns.
    header
        Lines ``##key=value`` as key and fields, or key and text.
    """

    name: str
    path: str
    uri: str
    samples: tuple[str, ...]
    header: tuple[tuple[str, dict[str, str] | str], ...] = ()

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """Place of each sample."""
        return {sample: place for place, sample in enumerate(self.samples)}

    def defined(self, key: str) -> dict[str, dict[str, str]]:
        """Return what the header defines as ``FORMAT``, ``INFO`` or ``FILTER``, by id."""
        return {one["ID"]: one for name, one in self.header if name == key and isinstance(one, dict)}


def plain_genotype(genotype: str) -> str:
    """Return a genotype without phase, the smaller allele first."""
    return "/".join(sorted(genotype.replace("|", "/").split("/")))


@dataclass(slots=True)
class FileCall:
    """A variant in a file.

    Attributes
    ----------
    file
        The file.
    data
        INFO, ``QUAL``, ``FILTER`` and what the server adds, all strings.
    keys
        FORMAT.
    cells
        The columns of the samples as in the file.
    order
        Place in the file's line of each allele of the variant: the reference, the alternate, the others.
    original
        The line as ``call`` shows it, None when normalisation changed nothing.
    secondary
        The other alternates of the line.
    """

    file: VariantFile
    data: dict[str, str]
    keys: tuple[str, ...]
    cells: Sequence[str]
    order: tuple[int, ...] = (0, 1)
    original: Document | None = None
    secondary: Sequence[Allele] = ()
    per_allele: frozenset[str] = field(default_factory=lambda: frozenset({"AD"}))

    def genotype(self, column: int) -> str:
        """Return the genotype of a sample, by the alleles of the variant."""
        return self._genotype(self.cells[column].partition(":")[0]) if self.keys[:1] == ("GT",) else "NA"

    def _genotype(self, cell: str) -> str:
        if cell == ".":
            return "./."
        if self.order == (0, 1):
            return cell
        parts = [str(self.order.index(int(part))) if part.isdigit() else part for part in _SEPARATOR.split(cell)]
        return plain_genotype("".join(parts)) if "/" in parts else "".join(parts)

    def values(self, column: int) -> dict[str, str]:
        """Return the values of a sample by key."""
        known = dict(zip(self.keys, self.cells[column].split(":"), strict=False))
        values = {key: self._value(key, value) for key, value in known.items()}
        values["GT"] = self.genotype(column)
        values[VAF] = _fraction(values.get("AD", ""), values.get("DP", ""))
        return values

    def _value(self, key: str, value: str) -> str:
        parts = value.split(",")
        if all(part == "." for part in parts):
            return "."
        if key in self.per_allele and len(parts) == len(self.order):
            return ",".join(parts[place] for place in self.order)
        return value

    def document(self) -> Document:
        """Return the file as a row shows it."""
        shown: Document = {"fileId": self.file.name}
        if self.original is not None:
            shown["call"] = self.original
        return {**shown, "data": self.data}


def _fraction(depths: str, total: str) -> str:
    """Return the share of reads of the alternate, cut to three digits as the server stores it."""
    parts = depths.split(",")
    if len(parts) < len(("reference", "alternate")) or not parts[1].isdigit() or not total.isdigit():
        return "."
    if int(parts[1]) == 0 or int(total) == 0:
        return "."
    return str(int(parts[1]) * 1000 // int(total) / 1000)

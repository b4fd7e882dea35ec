"""Reads VCF files: each alternate of each line as a variant of its own, as the server loads them."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

from opencga_frames.errors import UsageError
from opencga_frames.sandbox.variants.alleles import Allele, allele_of, call_id, chromosome_name
from opencga_frames.sandbox.variants.calls import FileCall, VariantFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["VcfLines", "read_vcf"]

_META = re.compile(r"##([^=]+)=(.*)")
_FIELD = re.compile(r'(\w+)=("(?:[^"\\]|\\.)*"|[^,>]*)')
_FIXED = 9
_SECONDARY_ONLY = "*"
_GZIP = b"\x1f\x8b"


class VcfLines:
    """A VCF file.

    Parameters
    ----------
    path
        Where it is, compressed or not.
    text
        Its content.

    Attributes
    ----------
    samples
        Sample ids, in order.
    header
        Lines ``##key=value``.
    """

    def __init__(self, path: Path, text: str) -> None:
        lines = text.splitlines()
        head = [line for line in lines if line.startswith("#")]
        titles = next((line.split("\t") for line in head if line.startswith("#CHROM\t")), None)
        if titles is None:
            message = f"{path} has no line #CHROM; a VCF file with tabs was expected."
            raise UsageError(message)
        self.path = path
        self.size = len(text.encode())
        self.samples = tuple(titles[_FIXED:])
        self.header = tuple(_meta(line) for line in head if line.startswith("##") and "=" in line)
        self._lines = [line for line in lines if line and not line.startswith("#")]

    def variants(self, file: VariantFile) -> Iterator[tuple[Allele, list[str], FileCall]]:
        """Yield each alternate with the names of its line and its call, as part of a file of the catalog."""
        reader = _LineReader(file)
        for line in self._lines:
            yield from reader.variants(line)


def _meta(line: str) -> tuple[str, dict[str, str] | str]:
    match = _META.match(line)
    key, value = (match[1], match[2]) if match else (line[2:], "")
    if not value.startswith("<"):
        return key, value
    return key, {name: field.strip('"') for name, field in _FIELD.findall(value[1:-1])}


def read_vcf(path: Path) -> VcfLines:
    """Return the content of a VCF file.

    Raises
    ------
    UsageError
        When there is no such file, or it is no VCF.
    """
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if raw.startswith(_GZIP) else raw).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        message = f"{path} could not be read as VCF: {error}."
        raise UsageError(message) from error
    return VcfLines(path, text)


class _LineReader:
    """Takes the lines of a file apart, with what its header says of the numbers of values."""

    def __init__(self, file: VariantFile) -> None:
        self._file = file
        info = file.defined("INFO")
        self._by_alternate = {key for key, one in info.items() if one.get("Number") == "A"}
        self._by_allele = {key for key, one in info.items() if one.get("Number") == "R"}
        formats = file.defined("FORMAT").items()
        self._format_by_allele = frozenset(key for key, one in formats if one.get("Number") == "R") | {"AD"}

    def variants(self, line: str) -> Iterator[tuple[Allele, list[str], FileCall]]:
        """Yield the variants of one line."""
        cells = line.split("\t")
        chromosome, position = chromosome_name(cells[0]), int(cells[1])
        info = _info(cells[7])
        alternates = cells[4].split(",")
        alleles = [allele_of(chromosome, position, (cells[3], alternate), info) for alternate in alternates]
        names = [] if cells[2] == "." else cells[2].split(";")
        original = call_id(chromosome, position, (cells[3], cells[4]), info)
        for place, allele in enumerate(alleles):
            if allele.alternate in {_SECONDARY_ONLY, "."}:
                continue
            changed = len(alleles) > 1 or (allele.start, allele.reference) != (position, cells[3])
            others = [other for other in range(len(alleles)) if other != place]
            order = (0, place + 1, *(other + 1 for other in others))
            yield (
                allele,
                names,
                FileCall(
                    self._file,
                    self._data(cells, info, allele, order),
                    tuple(cells[8].split(":")) if len(cells) > _FIXED - 1 else (),
                    cells[_FIXED:],
                    order,
                    {"variantId": original, "alleleIndex": place} if changed else None,
                    [alleles[other] for other in others],
                    self._format_by_allele,
                ),
            )

    def _data(self, cells: list[str], info: dict[str, str], allele: Allele, order: tuple[int, ...]) -> dict[str, str]:
        data = {key: self._ordered(key, value, order) for key, value in info.items()}
        if cells[2] != ".":
            data["VCF_ID"] = cells[2].replace(";", ",")
        if cells[5] != ".":
            data["QUAL"] = str(float(cells[5]))
        data["FILTER"] = cells[6]
        if allele.structure is not None:
            data["EXT_SVTYPE"] = "DUPLICATION" if allele.type == "TANDEM_DUPLICATION" else allele.type
            if "SVLEN" in info:
                data["EXT_SVLEN"] = info["SVLEN"].lstrip("-")
        return data

    def _ordered(self, key: str, value: str, order: tuple[int, ...]) -> str:
        parts = value.split(",")
        if key in self._by_alternate and len(parts) == len(order) - 1:
            return ",".join(parts[place - 1] for place in order[1:])
        if key in self._by_allele and len(parts) == len(order):
            return ",".join(parts[place] for place in order)
        return value


def _info(text: str) -> dict[str, str]:
    if text == ".":
        return {}
    pairs = (item.partition("=") for item in text.split(";") if item)
    return {key: value if found else "true" for key, found, value in pairs}

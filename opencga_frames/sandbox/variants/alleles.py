"""One alternate of one VCF line as the server names it: trimmed, typed, without the ``chr`` of its chromosome."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ORDER", "Allele", "allele_of", "call_id", "chromosome_name", "named_allele"]

#: Chromosomes in the order of a karyogram; unplaced ones follow.
ORDER = {name: place for place, name in enumerate([*map(str, range(1, 23)), "X", "Y", "MT"])}
_SYMBOLIC = {
    "DEL": "DELETION",
    "DUP": "DUPLICATION",
    "DUP:TANDEM": "TANDEM_DUPLICATION",
    "INV": "INVERSION",
    "INS": "INSERTION",
    "CNV": "COPY_NUMBER",
}
_COPIES = re.compile(r"<CN(\d+)>")
_MATE = re.compile(r"(?P<before>[^\[\]]*)(?P<bracket>[\[\]])(?P<chromosome>.+):(?P<position>\d+)[\[\]](?P<after>.*)")
_NORMAL_COPIES = 2


class Allele(NamedTuple):
    """Where an alternate is, what it is, and what is known of it when it is structural.

    Attributes
    ----------
    reference, alternate
        Bases after trimming, ``""`` for none; ``<DEL>`` and breakends as they stand.
    structure
        The object ``sv`` of the server, None for a small variant.
    """

    chromosome: str
    start: int
    end: int
    reference: str
    alternate: str
    type: str
    structure: dict[str, Any] | None = None

    @property
    def id(self) -> str:
        """The id of the variant; a range of positions where the alternate does not tell the length."""
        place = str(self.start)
        if self.structure is not None and self.end >= self.start:
            place = f"{self.start}-{self.end}"
        return f"{self.chromosome}:{place}:{self.reference or '-'}:{self.alternate or '-'}"

    @property
    def length(self) -> int:
        """Reference length, the inserted length for insertions, 0 for breakends and symbolic insertions."""
        if self.structure is not None:
            return max(self.end - self.start + 1, 0)
        return len(self.reference) or len(self.alternate)

    @property
    def place(self) -> tuple[int, str, int, str, str]:
        """What variants are sorted by."""
        return ORDER.get(self.chromosome, len(ORDER)), self.chromosome, self.start, self.reference, self.alternate


def chromosome_name(text: str) -> str:
    """Return the name of a chromosome without ``chr``, with ``MT`` for the mitochondrion."""
    bare = text[3:] if text.lower().startswith("chr") else text
    return "MT" if bare == "M" else bare


def _trimmed(start: int, reference: str, alternate: str) -> tuple[int, str, str]:
    """Take equal bases away, from the right first."""
    size = min(len(reference), len(alternate))
    right = next((n for n in range(size) if reference[-1 - n] != alternate[-1 - n]), size)
    reference, alternate = reference[: len(reference) - right], alternate[: len(alternate) - right]
    size -= right
    left = next((n for n in range(size) if reference[n] != alternate[n]), size)
    return start + left, reference[left:], alternate[left:]


def _small_type(reference: str, alternate: str) -> str:
    if len(reference) != len(alternate):
        return "INDEL"
    return "SNV" if len(reference) == 1 else "MNV"


def _interval(position: int, name: str, info: Mapping[str, str], key: str) -> dict[str, int]:
    if key not in info:
        return {}
    left, right = (position + int(part) for part in info[key].split(","))
    return {f"ci{name}Left": left, f"ci{name}Right": right}


def _symbolic(chromosome: str, position: int, alternate: str, info: Mapping[str, str]) -> Allele:
    end = int(info.get("END", position))
    structure: dict[str, Any] = _interval(position, "Start", info, "CIPOS") | _interval(end, "End", info, "CIEND")
    copies = _COPIES.fullmatch(alternate)
    word = "CNV" if copies else alternate[1:-1]
    if copies:
        number = int(copies[1])
        structure["copyNumber"] = number
        if number != _NORMAL_COPIES:
            structure["type"] = f"COPY_NUMBER_{'GAIN' if number > _NORMAL_COPIES else 'LOSS'}"
    if word == "DUP:TANDEM":
        structure["type"] = "TANDEM_DUPLICATION"
    kind = _SYMBOLIC.get(word, _SYMBOLIC.get(word.partition(":")[0], "SYMBOLIC"))
    return Allele(chromosome, position + 1, end, "", alternate, kind, structure)


def _breakend(chromosome: str, position: int, match: re.Match[str]) -> Allele:
    mate = f"{match['bracket']}{chromosome_name(match['chromosome'])}:{match['position']}{match['bracket']}"
    first = "S" if match["before"] else "E"
    structure = {
        "breakend": {
            "mate": {"chromosome": chromosome_name(match["chromosome"]), "position": int(match["position"])},
            "orientation": first + ("S" if match["bracket"] == "]" else "E"),
        }
    }
    alternate = f".{mate}" if match["before"] else f"{mate}."
    start = position + 1 if match["before"] else position
    return Allele(chromosome, start, start - 1, "", alternate, "BREAKEND", structure)


def allele_of(chromosome: str, position: int, bases: tuple[str, str], info: Mapping[str, str]) -> Allele:
    """Return an alternate of a VCF line, normalised.

    Parameters
    ----------
    chromosome
        Name without ``chr``.
    position, bases
        As in the file: reference and alternate.
    info
        The INFO fields of the line.
    """
    reference, alternate = bases
    if alternate == "*":
        return Allele(chromosome, position, position + len(reference) - 1, reference, "*", "DELETION")
    if alternate.startswith("<"):
        return _symbolic(chromosome, position, alternate, info)
    match = _MATE.fullmatch(alternate)
    if match is not None:
        return _breakend(chromosome, position, match)
    start, reference, alternate = _trimmed(position, reference, alternate)
    return Allele(
        chromosome, start, start + len(reference) - 1, reference, alternate, _small_type(reference, alternate)
    )


def _with_interval(position: int, info: Mapping[str, str], key: str) -> str:
    if key not in info:
        return str(position)
    left, right = (position + int(part) for part in info[key].split(","))
    return f"{left}<{position}<{right}"


def call_id(chromosome: str, position: int, bases: tuple[str, str], info: Mapping[str, str]) -> str:
    """Return the line of the file that a normalised variant comes from, as ``call.variantId`` shows it."""
    reference, alternates = bases
    place = _with_interval(position, info, "CIPOS")
    if alternates.startswith("<"):
        place += "-" + _with_interval(int(info.get("END", position)), info, "CIEND")
    elif "[" in alternates or "]" in alternates:
        place += f"-{position}"
    return f"{chromosome}:{place}:{reference}:{alternates}"


def named_allele(text: str) -> str | None:
    """Return the id of a variant named ``chrom:start:ref:alt`` in any spelling, None for another text."""
    parts = text.split(":", 3)
    if len(parts) == len(("position", "reference", "alternate")):
        parts.insert(2, "-")
    if len(parts) != len(("chromosome", "position", "reference", "alternate")):
        return None
    chromosome, position, reference, alternate = parts
    chromosome = chromosome_name(chromosome)
    if not position.isdigit() or alternate[:1] in "<.[]":
        return f"{chromosome}:{position}:{reference}:{alternate}"
    bases = ("" if reference == "-" else reference, "" if alternate == "-" else alternate)
    return allele_of(chromosome, int(position), bases, {}).id

"""How often a variant is seen in a cohort, as the server counts it."""

from __future__ import annotations

import struct
from collections import Counter
from typing import TYPE_CHECKING

from opencga_frames.sandbox.variants.calls import UNKNOWN_GENOTYPE, plain_genotype

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.sandbox.variants.calls import FileCall
    from opencga_frames.sandbox.variants.store import Variant
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["cohort_stats"]

_ALWAYS = ("0/0", "0/1", "1/1")
_DIGITS = range(6, 10)


def _float(value: float) -> float:
    """Return the shortest number that is the same as a float of 32 bits: the server counts in them."""
    packed = struct.pack("f", value)
    (stored,) = struct.unpack("f", packed)
    strings = (f"{stored:.{digits}g}" for digits in _DIGITS)
    return next((float(text) for text in strings if struct.pack("f", float(text)) == packed), value)


def _counted(genotype: str) -> str:
    """Return a genotype as statistics name it: without phase, other alternates as ``*``."""
    if genotype == UNKNOWN_GENOTYPE:
        return "0/0"
    parts = ["*" if part.isdigit() and int(part) > 1 else part for part in plain_genotype(genotype).split("/")]
    return "/".join(sorted(parts, key=lambda part: (part == "*", part)))


def _frequencies(counts: dict[str, int], total: int) -> dict[str, float]:
    return {key: _float(count / total) if total else 0.0 for key, count in counts.items()}


def _genotypes(variant: Variant, samples: Sequence[str]) -> tuple[dict[str, int], Counter[str], int]:
    counted = Counter(_counted(variant.genotype(sample)) for sample in samples)
    missing = sum(count for genotype, count in counted.items() if "." in genotype)
    alleles = Counter[str]()
    for genotype, count in counted.items():
        for allele in genotype.split("/"):
            alleles[allele] += count
    known = {key: counted.get(key, 0) for key in _ALWAYS}
    known |= {key: count for key, count in counted.items() if key not in known and "." not in key}
    return known, alleles, missing


def _least(frequencies: dict[str, float]) -> tuple[str, float]:
    return min((pair for pair in frequencies.items() if "*" not in pair[0]), key=lambda pair: pair[1])


def _of_files(calls: list[FileCall]) -> Document:
    """Return the part that is counted by file: filters and qualities."""
    filters = Counter({"PASS": 0})
    filters.update(name for call in calls for name in call.data["FILTER"].split(";"))
    qualities = [float(call.data["QUAL"]) for call in calls if "QUAL" in call.data]
    return {
        "filterCount": dict(filters),
        "qualityAvg": _float(sum(qualities) / len(qualities)) if qualities else "NaN",
        "fileCount": len(calls),
        "filterFreq": _frequencies(filters, len(calls)),
        "qualityCount": len(qualities),
    }


def cohort_stats(variant: Variant, cohort: str, samples: Sequence[str]) -> Document:
    """Return the statistics of a variant in a cohort.

    Parameters
    ----------
    variant
        The variant.
    cohort
        Id of the cohort.
    samples
        Its loaded samples; one whose file lacks the variant counts as ``0/0``.
    """
    genotypes, alleles, missing = _genotypes(variant, samples)
    total = sum(count for allele, count in alleles.items() if allele != ".")
    reference = _float(alleles["0"] / total) if total else 0.0
    alternate = _float(alleles["1"] / total) if total else 0.0
    rare = (variant.allele.reference, reference) if reference <= alternate else (variant.allele.alternate, alternate)
    frequencies = _frequencies(genotypes, sum(genotypes.values()))
    genotype, mgf = _least(frequencies)
    ids = set(samples)
    calls = [call for call in variant.calls if not ids.isdisjoint(call.file.samples)]
    return {
        "genotypeCount": genotypes,
        "cohortId": cohort,
        "sampleCount": sum(genotypes.values()),
        "alleleCount": total,
        "refAlleleCount": alleles["0"],
        "altAlleleCount": alleles["1"],
        "refAlleleFreq": reference,
        "altAlleleFreq": alternate,
        "missingAlleleCount": alleles["."],
        "missingGenotypeCount": missing,
        "genotypeFreq": frequencies,
        "maf": rare[1],
        "mgf": mgf,
        "mafAllele": rare[0],
        "mgfGenotype": genotype,
        **_of_files(calls),
    }

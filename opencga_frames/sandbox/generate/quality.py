"""Invented quality control, for some of the entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencga_frames.sandbox.generate.random_numbers import RandomNumbers
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["family_quality", "individual_quality", "sample_quality"]

_EMPTY_SAMPLE: Document = {
    "files": [],
    "comments": [],
    "variant": {"variantStats": [], "signatures": [], "hrDetects": [], "files": []},
}
_EMPTY_INDIVIDUAL: Document = {
    "inferredSexReports": [],
    "sampleRelatednessReport": {},
    "mendelianErrorReports": [],
    "files": [],
    "comments": [],
}


def _comment(message: str) -> Document:
    return {"author": "analyst", "message": message, "tags": ["qc"], "date": "20240115101500"}


def _variant_stats(random: RandomNumbers, position: int, key: str) -> Document:
    het = 40_000 + random.integer(position, 71, 5_000)
    hom = 25_000 + random.integer(position, 72, 3_000)
    stats = {
        "id": key,
        "variantCount": het + hom,
        "chromosomeCount": {"1": (het + hom) // 12, "X": hom // 20},
        "typeCount": {"SNV": het + hom - 6_000, "INDEL": 6_000},
        "genotypeCount": {"0/1": het, "1/1": hom},
        "filterCount": {"PASS": het + hom - 900, "LowQual": 900},
        "tiTvRatio": random.real(position, 73, 1.9, 2.2),
        "qualityAvg": random.real(position, 74, 40.0, 90.0),
        "qualityStdDev": random.real(position, 75, 5.0, 20.0),
        "heterozygosityRate": random.real(position, 76, 0.2, 0.8),
        "mendelianErrorCount": {},
        "consequenceTypeCount": {"missense_variant": 9_500, "synonymous_variant": 10_400},
        "biotypeCount": {"protein_coding": 31_000},
        "clinicalSignificanceCount": {"benign": 4_100, "pathogenic": 12},
    }
    return {"id": "ALL", "description": "All variants", "query": {}, "stats": stats}


def sample_quality(random: RandomNumbers, position: int, key: str) -> Document:
    """Return the quality control of a sample: variant statistics for one in four."""
    if random.integer(position, 70, 4):
        return _EMPTY_SAMPLE
    return {
        "files": [],
        "comments": [_comment("coverage checked")],
        "variant": {
            "variantStats": [_variant_stats(random, position, key)],
            "signatures": [],
            "hrDetects": [],
            "files": [],
        },
    }


def individual_quality(random: RandomNumbers, position: int, sample: str, karyotype: str) -> Document:
    """Return the quality control of an individual: an inferred sex for one in five."""
    if random.integer(position, 70, 5) or not sample:
        return _EMPTY_INDIVIDUAL
    report = {
        "method": "CoverageRatio",
        "sampleId": sample,
        "inferredKaryotypicSex": karyotype,
        "values": {"ratioX": random.real(position, 71, 0.4, 1.1), "ratioY": random.real(position, 72, 0.0, 0.6)},
        "files": [],
    }
    return {**_EMPTY_INDIVIDUAL, "inferredSexReports": [report], "comments": [_comment("sex checked")]}


def family_quality(members: list[str]) -> Document:
    """Return the quality control of a family: relatedness where two members gave samples."""
    if len(members) < 2:
        return {"relatedness": [], "files": [], "comments": []}
    score = {
        "sampleId1": members[0],
        "sampleId2": members[1],
        "reportedRelationship": "UNRELATED",
        "inferredRelationship": "UNRELATED",
        "validation": "PASS",
        "values": {"RATIO_IBD": "0.01"},
    }
    report = {"method": "PLINK/IBD", "maf": "1000G:EUR>0.35", "scores": [score], "files": []}
    return {"relatedness": [report], "files": [], "comments": []}

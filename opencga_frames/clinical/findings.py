"""What a finding says of its variant and of the proband, read from one document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["consequence_facts", "frequency_facts", "genotype_facts", "items", "zygosity"]

_ALLELES: Final = re.compile(r"[/|]")


def items(document: Any, *names: str) -> list[Mapping[str, Any]]:
    """Return the filled objects of a list somewhere in a document; nothing where it is something else."""
    for name in names:
        document = document.get(name) if isinstance(document, dict) else None
    return [item for item in document if isinstance(item, dict) and item] if isinstance(document, list) else []


def genotype_facts(finding: Mapping[str, Any], samples: Sequence[str]) -> dict[str, Any]:
    """Return sample, genotype and zygosity of the proband.

    Parameters
    ----------
    finding
        A variant with the data of samples.
    samples
        Samples of the proband, the first one that the variant has is taken; without any, the only sample there is.
    """
    found = {str(s.get("sampleId")): (study, s) for study in items(finding, "studies") for s in items(study, "samples")}
    name = next((sample for sample in samples if sample in found), None)
    if name is None and len(found) == 1 and (not samples or "None" in found):
        name = next(iter(found))
    if name is None:
        return {"sample_id": None, "genotype": None, "zygosity": None}
    study, sample = found[name]
    genotype = _genotype(study.get("sampleDataKeys") or study.get("format"), sample.get("data"))
    sample_id = name if "sampleId" in sample else next(iter(samples), None)
    return {"sample_id": sample_id, "genotype": genotype, "zygosity": zygosity(genotype)}


def _genotype(keys: Any, data: Any) -> str | None:
    if not isinstance(keys, list) or not isinstance(data, list) or "GT" not in keys[: len(data)]:
        return None
    found = data[keys.index("GT")]
    return found if isinstance(found, str) and found.strip(".") else None


def zygosity(genotype: str | None) -> str | None:
    """Put a genotype into words; 1 is the variant's own alternate, 2 and more are others at the place.

    Examples
    --------
    >>> [zygosity(text) for text in ("0/1", "1|1", "1", "1/2", "0/2", "0/0", "./.")]
    ['heterozygous', 'homozygous', 'hemizygous', 'heterozygous', 'other', 'reference', None]
    """
    alleles = _ALLELES.split(genotype or "")
    if not all(allele.isdigit() for allele in alleles):
        return None
    own = alleles.count("1")
    if own == 0:
        return "reference" if set(alleles) == {"0"} else "other"
    if own < len(alleles):
        return "heterozygous"
    return "hemizygous" if own == 1 else "homozygous"


def frequency_facts(finding: Mapping[str, Any]) -> dict[str, Any]:
    """Return the highest frequency of the alternate in any population of the annotation, and whose it is."""
    found = [
        (float(p["altAlleleFreq"]), f"{p.get('study')}:{p.get('population')}")
        for p in items(finding, "annotation", "populationFrequencies")
        if isinstance(p.get("altAlleleFreq"), (int, float)) and p["altAlleleFreq"] >= 0
    ]
    frequency, population = max(found, key=lambda pair: pair[0], default=(None, None))
    return {"max_population_frequency": frequency, "max_population": population}


def consequence_facts(finding: Mapping[str, Any], evidence: Mapping[str, Any]) -> dict[str, Any]:
    """Return gene, transcript, consequence and HGVS: those of the evidence, else those of the annotation."""
    raw_feature = evidence.get("genomicFeature")
    feature: Mapping[str, Any] = raw_feature if isinstance(raw_feature, dict) else {}
    raw_annotation = finding.get("annotation")
    annotation: Mapping[str, Any] = raw_annotation if isinstance(raw_annotation, dict) else {}
    transcript = feature.get("transcriptId")
    own = [c for c in items(annotation, "consequenceTypes") if _fits(c, feature)]
    hgvs = [text for c in own for text in c.get("hgvs") or ()] or _of(annotation.get("hgvs"), transcript)
    terms = _names(items(feature, "consequenceTypes"))
    return {
        "gene_name": feature.get("geneName") or _names(own, "geneName"),
        "transcript_id": transcript,
        "consequence": terms or annotation.get("displayConsequenceType"),
        "hgvs_coding": _first(hgvs, ":c.", ":n."),
        "hgvs_protein": _first(hgvs, ":p."),
    }


def _fits(consequence: Mapping[str, Any], feature: Mapping[str, Any]) -> bool:
    """Return whether a consequence is about the evidence's transcript, or its gene where it names no transcript."""
    for name, older in (("transcriptId", "ensemblTranscriptId"), ("geneName", "geneName")):
        if feature.get(name):
            return feature[name] in (consequence.get(name), consequence.get(older))
    return True


def _names(found: Iterable[Mapping[str, Any]], name: str = "name") -> str | None:
    strings = [item[name] for item in found if isinstance(item.get(name), str) and item[name]]
    return ", ".join(dict.fromkeys(strings)) or None


def _of(hgvs: Any, transcript: Any) -> list[str]:
    strings = [text for text in hgvs if isinstance(text, str)] if isinstance(hgvs, list) else []
    if not transcript:
        return strings
    # Proteins have ids of their own: only coding forms are known by the transcript.
    return [text for text in strings if str(transcript).split(".")[0] in text]


def _first(hgvs: Iterable[Any], *marks: str) -> str | None:
    return next((text for text in hgvs if isinstance(text, str) and any(mark in text for mark in marks)), None)

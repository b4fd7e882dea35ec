"""What variants are: their type, and what their annotation says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from opencga_frames.sandbox.variants.annotation import ACCESSIONS, annotated
from opencga_frames.sandbox.variants.filters.terms import Comparison, joined, malformed_query, read_comparison

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.sandbox.variants.store import Variant
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["TRAITS"]


_TYPES = (
    "SNV, MNV, INDEL, SV, COPY_NUMBER, COPY_NUMBER_LOSS, COPY_NUMBER_GAIN, INSERTION, DELETION, DUPLICATION, "
    "TANDEM_DUPLICATION, BREAKEND"
)
_ALSO = {"CNV": "COPY_NUMBER", "SNP": "SNV", "MNP": "MNV"}
_STRUCTURAL = frozenset(
    {"INSERTION", "DELETION", "DUPLICATION", "TANDEM_DUPLICATION", "INVERSION", "COPY_NUMBER", "BREAKEND"}
)
_KNOWN = frozenset(_TYPES.split(", ")) | _ALSO.keys() | {"INVERSION", "SYMBOLIC", "TRANSLOCATION", "NO_VARIATION"}
_CONSERVATION = ("gerp", "phastCons", "phylop")
_EXPECTED = {
    "conservation": (
        "Expected: Filter by conservation score: {conservation_score}[<|>|<=|>=]{number} "
        "e.g. phastCons>0.5,phylop<0.1,gerp>0.1"
    ),
}


def _by_type(text: str) -> Callable[[Variant], bool]:
    wanted: set[str] = set()
    for name in text.split(","):
        if name.upper() not in _KNOWN:
            why = f"Expected: List of types, accepted values are {_TYPES}, e.g. SNV,INDEL"
            raise malformed_query("type", f"Unknown variant type {name}", why)
        wanted |= _STRUCTURAL if name.upper() == "SV" else {_ALSO.get(name.upper(), name.upper())}
    return lambda variant: variant.allele.type in wanted


def _values(text: str, values_of: Callable[[Document], set[str]]) -> Callable[[Variant], bool]:
    parts, join = joined(text)

    def fits(variant: Variant) -> bool:
        found = values_of(annotated(variant.allele))
        return join((part[1:] not in found) if part.startswith("!") else part in found for part in parts)

    return fits


def _by_consequence(text: str) -> Callable[[Variant], bool]:
    accessions = set(ACCESSIONS.values())
    for name in joined(text)[0]:
        if name not in ACCESSIONS and name not in accessions:
            raise malformed_query("ct", name, "Not a valid Accession term")

    def terms(annotation: Document) -> set[str]:
        found = [term for one in annotation["consequenceTypes"] for term in one["sequenceOntologyTerms"]]
        return {term["name"] for term in found} | {term["accession"] for term in found}

    return _values(text, terms)


def _by_transcript(field: str) -> Callable[[str], Callable[[Variant], bool]]:
    def values(annotation: Document) -> set[str]:
        found: set[str] = set()
        for one in annotation["consequenceTypes"]:
            value = one.get(field, ())
            found |= {value} if isinstance(value, str) else set(value)
        return found

    return lambda text: _values(text, values)


def _by_number(
    name: str, value_of: Callable[[Document, str], float | None]
) -> Callable[[str], Callable[[Variant], bool]]:
    def reader(text: str) -> Callable[[Variant], bool]:
        parts, join = joined(text)
        comparisons = [_score(name, part) for part in parts]
        return lambda variant: join(one.holds(value_of(annotated(variant.allele), one.name)) for one in comparisons)

    return reader


def _score(name: str, text: str) -> Comparison:
    comparison = read_comparison(text)
    if comparison is None or (name == "conservation" and comparison.name not in _CONSERVATION):
        raise malformed_query(name, text, _EXPECTED.get(name, ""))
    return comparison


def _scored(field: str) -> Callable[[Document, str], float | None]:
    return lambda annotation, name: next(
        (one["score"] for one in annotation[field] if one["source"].lower() == name.lower()), None
    )


def _frequency(pick: Callable[[Document], float]) -> Callable[[Document, str], float | None]:
    """Return a way to a frequency; a variant nobody has seen has that of the reference."""

    def value(annotation: Document, name: str) -> float:
        known = annotation.get("populationFrequencies", ())
        found = next((one for one in known if f"{one['study']}:{one['population']}" == name), None)
        return pick(found or {"refAlleleFreq": 1.0, "altAlleleFreq": 0.0})

    return value


def _classified(annotation: Document) -> set[str]:
    return {one["variantClassification"]["clinicalSignificance"] for one in annotation.get("traitAssociation", ())}


def _by_trait(text: str) -> Callable[[Variant], bool]:
    def fits(variant: Variant) -> bool:
        traits = annotated(variant.allele).get("traitAssociation", ())
        names = [trait["trait"] for one in traits for trait in one["heritableTraits"]]
        return any(part.lower() in name.lower() for part in joined(text)[0] for name in names)

    return fits


def _by_source(text: str) -> Callable[[Variant], bool]:
    return _values(text, lambda annotation: {one["source"]["name"] for one in annotation.get("traitAssociation", ())})


def _by_protein(text: str) -> Callable[[Variant], bool]:
    """Read a filter on what programs say of a changed amino acid: by score, or by word."""
    parts, join = joined(text)
    comparisons = [read_comparison(part) for part in parts]
    if any(one is None or one.name.lower() not in {"sift", "polyphen"} for one in comparisons):
        why = "Expected: Filter by protein substitution score: {protein_score}[<|>|<=|>=]{number} or word"
        raise malformed_query("proteinSubstitution", text, why)
    wanted = [one for one in comparisons if one is not None]

    def fits(variant: Variant) -> bool:
        found = [
            score
            for one in annotated(variant.allele)["consequenceTypes"]
            for score in one.get("proteinVariantAnnotation", {}).get("substitutionScores", ())
        ]
        return join(any(_scored_so(one, score) for score in found) for one in wanted)

    return fits


def _scored_so(wanted: Comparison, score: Document) -> bool:
    if score["source"] != wanted.name.lower():
        return False
    if re.fullmatch(r"-?[\d.]+", wanted.value):
        return wanted.holds(float(score["score"]))
    return bool(score["description"] == wanted.value.lower()) != wanted.sign.startswith("!")


def _keywords(annotation: Document) -> set[str]:
    transcripts = annotation["consequenceTypes"]
    return {word for one in transcripts for word in one.get("proteinVariantAnnotation", {}).get("keywords", ())}


def _confirmed(text: str) -> Callable[[Variant], bool]:
    if text.lower() != "true":
        return lambda _: True
    return lambda variant: any(
        one["consistencyStatus"] == "congruent" for one in annotated(variant.allele).get("traitAssociation", ())
    )


#: Filters by annotation and type: name -> what makes a test of its value.
TRAITS: dict[str, Callable[[str], Callable[[Variant], bool]]] = {
    "type": _by_type,
    "ct": _by_consequence,
    "biotype": _by_transcript("biotype"),
    "transcriptFlag": _by_transcript("transcriptFlags"),
    "conservation": _by_number("conservation", _scored("conservation")),
    "functionalScore": _by_number("functionalScore", _scored("functionalScore")),
    "populationFrequencyAlt": _by_number("populationFrequencyAlt", _frequency(lambda one: one["altAlleleFreq"])),
    "populationFrequencyRef": _by_number("populationFrequencyRef", _frequency(lambda one: one["refAlleleFreq"])),
    "populationFrequencyMaf": _by_number(
        "populationFrequencyMaf", _frequency(lambda one: min(one["altAlleleFreq"], one["refAlleleFreq"]))
    ),
    "clinicalSignificance": lambda text: _values(text, _classified),
    "clinical": _by_source,
    "trait": _by_trait,
    "clinicalConfirmedStatus": _confirmed,
    "proteinSubstitution": _by_protein,
    "proteinKeyword": lambda text: _values(text, _keywords),
    "drug": lambda text: _values(text, lambda one: {drug["drugName"] for drug in one.get("geneDrugInteraction", ())}),
    "geneTraitId": lambda text: _values(text, lambda one: {own["id"] for own in one.get("geneTraitAssociation", ())}),
    "reference": lambda text: lambda variant: variant.allele.reference in text.split(","),
    "alternate": lambda text: lambda variant: variant.allele.alternate in text.split(","),
    "annotationExists": lambda text: lambda _: text.lower() == "true",
}

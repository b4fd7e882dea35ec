"""Counts of variants by their fields, as the search index gives them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from opencga_frames.sandbox.variants.annotation import annotated
from opencga_frames.sandbox.variants.results.density import density
from opencga_frames.sandbox.variants.results.index import collection_name
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from opencga_frames.sandbox.variants.scope import VariantScope
    from opencga_frames.sandbox.variants.store import Variant
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["facets_of"]

_FIELD = re.compile(r"(?P<name>\w+)(?:\[(?P<choice>[^\]]*)\])?(?::(?P<size>[\d.]+))?")
_FUNCTION = re.compile(r"(?:avg|min|max|sum|percentile|sumsq|stddev|variance)\(.*\)")
_RANGE = re.compile(r"(-?[\d.]+)\.\.(-?[\d.]+)")
_NO_BUCKETS = (
    'Internal exception: Cannot invoke "java.util.List.iterator()" because the return value of '
    '"org.opencb.commons.datastore.core.FacetField.getBuckets()" is null'
)


def _genes(variant: Variant) -> list[str]:
    return [one["id"] for one in annotated(variant.allele)["xrefs"]]


def _terms(key: str) -> Callable[[Variant], list[str]]:
    def values(variant: Variant) -> list[str]:
        found = [term for one in annotated(variant.allele)["consequenceTypes"] for term in one["sequenceOntologyTerms"]]
        return list(dict.fromkeys(term[key] for term in found))

    return values


def _numbers_of_terms(variant: Variant) -> list[str]:
    """Return the accessions of consequences as the index keeps them: as numbers."""
    return [str(int(accession.partition(":")[2])) for accession in _terms("accession")(variant)]


def _pairs_of_terms(variant: Variant) -> list[str]:
    """Return what the index keeps of transcripts together with their consequences."""
    found: list[str] = []
    for one in annotated(variant.allele)["consequenceTypes"]:
        terms = [str(int(term["accession"].partition(":")[2])) for term in one["sequenceOntologyTerms"]]
        if "transcriptId" not in one:
            continue
        transcript, biotype = one["transcriptId"], one["biotype"]
        found.append(f"{transcript}_{biotype}")
        for term in terms:
            found += [f"{biotype}_{term}", f"{transcript}_{term}", f"{transcript}_{biotype}_{term}"]
            found += [
                text for flag in one["transcriptFlags"] for text in (f"{term}_{flag}", f"{transcript}_{term}_{flag}")
            ]
    return list(dict.fromkeys(found))


def _biotypes(variant: Variant) -> list[str]:
    transcripts = annotated(variant.allele)["consequenceTypes"]
    return list(dict.fromkeys(one["biotype"] for one in transcripts if "biotype" in one))


def _traits(variant: Variant) -> list[str]:
    found = annotated(variant.allele).get("traitAssociation", ())
    return [trait["trait"] for one in found for trait in one["heritableTraits"]]


def _significances(variant: Variant) -> list[str]:
    found = annotated(variant.allele).get("traitAssociation", ())
    return [one["variantClassification"]["clinicalSignificance"] for one in found]


def _score(field: str, source: str) -> Callable[[Variant], float]:
    return lambda variant: next(
        float(one["score"]) for one in annotated(variant.allele)[field] if one["source"] == source
    )


_DENSITY = "chromDensity"
#: Most buckets of a facet unless the caller says otherwise.
_TOP = 50
#: Bases of a stretch of a chromosome unless the caller says otherwise.
_STEP = 10**6
#: Fields with words: name -> the words of a variant.
_WORDS: dict[str, Callable[[Variant], list[str]]] = {
    "type": lambda variant: [variant.allele.type],
    "chromosome": lambda variant: [variant.allele.chromosome],
    _DENSITY: lambda variant: [variant.allele.chromosome],
    "release": lambda _: ["1"],
    "genes": _genes,
    "biotypes": _biotypes,
    "traits": _traits,
    "clinicalSig": _significances,
    "xrefs": lambda variant: [*variant.names, *_genes(variant)],
    "consequenceType": _terms("name"),
    "soAcc": _numbers_of_terms,
    "geneToSoAcc": _pairs_of_terms,
}
_NUMBERS: dict[str, Callable[[Variant], float]] = {
    "start": lambda variant: variant.allele.start,
    "end": lambda variant: variant.allele.end,
    "gerp": _score("conservation", "gerp"),
    "phylop": _score("conservation", "phylop"),
    "phastCons": _score("conservation", "phastCons"),
    "caddRaw": _score("functionalScore", "cadd_raw"),
    "caddScaled": _score("functionalScore", "cadd_scaled"),
}


#: Fields whose own name is inside the brackets, with what the index calls them.
_NESTED = {
    "populationFrequencyAlt": "popFreq__",
    "cohortStatsAlt": "altStats__",
    "conservation": "",
    "functionalScore": "",
}
_INSIDE = re.compile(r"(?P<outer>\w+)\[(?P<own>[^\]]*?):?(?P<range>-?[\d.]+\.\.-?[\d.]+)\](?P<step>:.*)?")


def _plain_name(text: str) -> str:
    """Return a field as the index names it: ``conservation[gerp:-6..6]:2`` is ``gerp[-6..6]:2``."""
    match = _INSIDE.fullmatch(text)
    if match is None or match["outer"] not in _NESTED or not match["own"]:
        return text
    name = _NESTED[match["outer"]] + match["own"].replace(":", "__")
    return f"{name}[{match['range']}]{match['step'] or ''}"


class _Facet(NamedTuple):
    name: str
    choice: str
    size: str


def _number_of(name: str) -> Callable[[Variant], float] | None:
    """Return a way to a number of a variant, None for a field without numbers."""
    prefix, _, population = name.partition("__")
    if prefix == "popFreq" and "__" in population:
        return _frequency(*population.split("__", 1))
    return _NUMBERS.get(name)


def _frequency(study: str, population: str) -> Callable[[Variant], float]:
    def value(variant: Variant) -> float:
        known = annotated(variant.allele).get("populationFrequencies", ())
        found = (one["altAlleleFreq"] for one in known if (one["study"], one["population"]) == (study, population))
        return float(next(found, 0.0))

    return value


def _edges(facet: _Facet) -> tuple[float, float, float]:
    bounds = _RANGE.fullmatch(facet.choice)
    if bounds is None:
        raise Refusal(Java.VARIANTS, f"Internal exception: Solr parse exception: Invalid range facet: {facet.name}")
    return float(bounds[1]), float(bounds[2]), float(facet.size or 1)


def _ranges(facet: _Facet, variants: Sequence[Variant]) -> Document:
    """Return counts by range; a bucket is named by its lower bound, values outside are in no bucket."""
    low, high, step = _edges(facet)
    number = _number_of(facet.name)
    values = [] if number is None else [number(variant) for variant in variants]
    counts = Counter(int((value - low) // step) for value in values if low <= value < high)
    edges = [low + number * step for number in range(int(-(-(high - low) // step)))]
    names = [str(int(edge) if facet.name in {"start", "end"} else edge) for edge in edges]
    return {
        "name": facet.name,
        "count": len(variants),
        "buckets": [{"value": name, "count": counts[n], "facetFields": []} for n, name in enumerate(names)],
        **dict(zip(("start", "end", "step"), map(_plain, (low, high, step)), strict=True)),
    }


def _plain(value: float) -> float:
    return int(value) if value.is_integer() else value


class _Counter:
    """Counts the variants of one study."""

    def __init__(self, scope: VariantScope) -> None:
        self._words: dict[str, Callable[[Variant], list[str]]] = {**_WORDS, "studies": lambda _: [scope.study.id]}
        self._collection = collection_name(scope)

    def _read(self, text: str) -> _Facet:
        if _FUNCTION.fullmatch(text):
            raise Refusal(Java.VARIANTS, _NO_BUCKETS)
        match = _FIELD.fullmatch(_plain_name(text))
        if match is None or (match["name"] == _DENSITY and ":" in (match["choice"] or "")):
            raise Refusal(Java.VARIANTS, f"Internal exception: Solr parse exception: Invalid categorical facet: {text}")
        if match["name"] not in self._words and _number_of(match["name"]) is None:
            where = f"Error from server at http://solr.example.org:8983/solr/{self._collection}"
            raise Refusal(Java.VARIANTS, f'Internal exception: {where}: undefined field: "{match["name"]}"')
        return _Facet(match["name"], match["choice"] or "", match["size"] or "")

    def facet(self, levels: list[str], variants: Sequence[Variant]) -> Document:
        """Return one facet, with those below it."""
        facet = self._read(levels[0])
        if _number_of(facet.name) is not None and facet.choice:
            return _ranges(facet, variants)
        kept = self._by_value(facet, variants)
        below = [level for level in levels[1:] if level]
        top = 10 if facet.name == _DENSITY else int(facet.size or _TOP)
        buckets = [
            {"value": value, "count": len(own), "facetFields": self._below(facet, below, value, own)}
            for value, own in kept[:top]
        ]
        count = sum(len(own) for _, own in kept) if facet.choice else len(variants)
        return {"name": facet.name, "count": count, "buckets": buckets}

    def _below(self, facet: _Facet, levels: list[str], value: str, variants: Sequence[Variant]) -> list[Document]:
        if levels:
            return [self.facet(levels, variants)]
        return [density(value, variants, int(facet.size or _STEP))] if facet.name == _DENSITY else []

    def _by_value(self, facet: _Facet, variants: Sequence[Variant]) -> list[tuple[str, list[Variant]]]:
        """Return the variants by value, the most frequent value first."""
        number = _number_of(facet.name)
        values = self._words[facet.name] if number is None else lambda variant: [str(number(variant))]
        held: dict[str, list[Variant]] = {}
        for variant in variants:
            for value in values(variant):
                held.setdefault(value, []).append(variant)
        chosen = [value for value in facet.choice.split(",") if value]
        kept = [(value, own) for value, own in held.items() if not chosen or value in chosen]
        return sorted(kept, key=lambda pair: (-len(pair[1]), pair[0]))


def facets_of(scope: VariantScope, variants: Sequence[Variant]) -> list[Document]:
    """Return the facets a call asks for, over the variants that fit it; none when no variant does."""
    text = scope.query.get("field", "")
    if not text:
        raise Refusal(Java.VARIANTS, "Empty facet query!")
    counter = _Counter(scope)
    found = [counter.facet(part.split(">>"), variants) for part in text.split(";")]
    return found if variants else []

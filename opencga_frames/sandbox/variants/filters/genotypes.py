"""Filters by the genotypes of samples: ``sample``, ``genotype`` and ``family``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from opencga_frames.sandbox.variants.calls import UNKNOWN_GENOTYPE, plain_genotype
from opencga_frames.sandbox.variants.filters.sample_data import annotated_samples
from opencga_frames.sandbox.variants.filters.segregation import compound_heterozygous, de_novo, mendelian_error
from opencga_frames.sandbox.variants.filters.terms import malformed_query
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.sandbox.variants.scope import VariantScope
    from opencga_frames.sandbox.variants.store import Variant

__all__ = ["SampleFilter", "family_samples", "read_sample_filter"]

_GENOTYPE = re.compile(r"!?[0-9.?*](?:[/|][0-9.?*])*")
_PRECOMPUTED = {
    "DENOVO": ("sampleDeNovo", "mendelian errors non HOM_REF for the given samples"),
    "DENOVO_STRICT": ("sampleDeNovoStrict", "mendelian errors non HOM_REF for the given samples"),
    "MENDELIAN_ERROR": ("sampleMendelianError", "mendelian errors for the given samples"),
}


def _numbers(genotype: str) -> list[str]:
    return genotype.replace("|", "/").split("/")


def _called(genotype: str) -> bool:
    return all(part.isdigit() for part in _numbers(genotype))


#: Classes of genotypes by name.
_CLASSES: dict[str, Callable[[str], bool]] = {
    "HOM_REF": lambda genotype: set(_numbers(genotype)) == {"0"},
    "HOM_ALT": lambda genotype: set(_numbers(genotype)) == {"1"},
    "HET": lambda genotype: _called(genotype) and len(set(_numbers(genotype))) > 1,
    "HET_REF": lambda genotype: set(_numbers(genotype)) == {"0", "1"},
    "HET_ALT": lambda genotype: _called(genotype) and len(set(_numbers(genotype)) - {"0"}) > 1,
    "HET_MISS": lambda genotype: "." in genotype and any(part.isdigit() for part in _numbers(genotype)),
    "MISS": lambda genotype: set(_numbers(genotype)) == {"."},
    "NA": lambda genotype: genotype == UNKNOWN_GENOTYPE,
    "MAIN_ALT": lambda genotype: "1" in _numbers(genotype),
    "SEC_ALT": lambda genotype: any(part.isdigit() and int(part) > 1 for part in _numbers(genotype)),
    "ALT": lambda genotype: any(part.isdigit() and part != "0" for part in _numbers(genotype)),
}


#: What a sample has by descent.
_RELATED = {
    "DENOVO": de_novo,
    "DENOVO_STRICT": de_novo,
    "MENDELIAN_ERROR": mendelian_error,
    "COMPOUND_HETEROZYGOUS": compound_heterozygous,
}


def _genotype_test(text: str) -> Callable[[str], bool]:
    if text.upper() in _CLASSES:
        return _CLASSES[text.upper()]
    if not _GENOTYPE.fullmatch(text):
        raise Refusal(Java.VARIANTS, f"Malformed genotype '{text}'")
    if text.startswith("!"):
        return lambda genotype: genotype != text[1:] and plain_genotype(genotype) != text[1:]
    return lambda genotype: text in {genotype, plain_genotype(genotype)}


def _variant_test(scope: VariantScope, sample: str, text: str) -> Callable[[Variant], bool]:
    """Return the test of one term of a sample: a genotype, a class of genotypes, or what it has by descent."""
    word = text.upper()
    if word in _PRECOMPUTED and not scope.store.related:
        name, what = _PRECOMPUTED[word]
        why = f"Expected: Get the precomputed {what}"
        raise malformed_query(name, f'Sample "{sample}" does not have the Mendelian Errors precomputed yet', why)
    if word in _RELATED:
        return _RELATED[word](scope, sample)
    test = _genotype_test(text)
    return lambda variant: test(variant.genotype(sample))


class SampleFilter:
    """Samples with the genotypes they must have.

    Parameters
    ----------
    scope
        The call.
    wanted
        Genotypes by sample; none for any with the alternate.
    join
        ``all`` or ``any``: how many of the samples must fit.
    """

    def __init__(self, scope: VariantScope, wanted: dict[str, list[str]], join: Callable[[list[bool]], bool]) -> None:
        self.samples = list(wanted)
        self._join = join
        self._tests = {
            sample: [_variant_test(scope, sample, text) for text in strings or ["MAIN_ALT"]]
            for sample, strings in wanted.items()
        }

    def holds(self, variant: Variant) -> bool:
        """Return whether the genotypes of a variant fit."""
        return self._join([any(test(variant) for test in tests) for tests in self._tests.values()])


def _wanted(text: str) -> dict[str, list[str]]:
    """Return the genotypes by sample of ``S1:0/1,1/1;S2`` and ``S1:0/1,S2:1/1``."""
    wanted: dict[str, list[str]] = {}
    for part in filter(None, text.split(";")):
        sample = ""
        for term in filter(None, part.split(",")):
            name, colon, genotype = term.rpartition(":")
            if colon:
                sample = name
                wanted.setdefault(sample, []).append(genotype)
            elif sample:
                wanted[sample].append(term)
            else:
                wanted.setdefault(term, [])
    return wanted


def _check_loaded(scope: VariantScope, samples: list[str]) -> None:
    for sample in samples:
        if sample not in scope.loaded:
            raise Refusal(Java.VARIANTS, f"Sample '{sample}' not found in study '{scope.study.fqn}'")


def read_sample_filter(scope: VariantScope) -> SampleFilter | None:
    """Return the filter of ``sample``, ``genotype`` or ``family``, None when there is none."""
    for name in ("sample", "genotype"):
        if name in scope.query:
            text = scope.query[name]
            wanted = _wanted(text)
            scope.check_samples(name, list(wanted))
            _check_loaded(scope, list(wanted))
            several = ";" in text or name == "genotype"
            return SampleFilter(scope, wanted, all if several else any)
    if "sampleAnnotation" in scope.query:
        chosen = annotated_samples(scope)
        _check_loaded(scope, chosen)
        return SampleFilter(scope, {sample: [] for sample in chosen}, any)
    if "family" not in scope.query:
        return None
    scope.check_aggregated()
    return SampleFilter(scope, {sample: [] for sample in family_samples(scope)}, any)


def family_samples(scope: VariantScope) -> list[str]:
    """Return the loaded samples of the members of a family, or of some of them."""
    family = scope.query["family"]
    collection = scope.study.collections["families"]
    place = collection.position(family)
    if place is None:
        raise Refusal(Java.CATALOG, f"Missing families: '{family}' not found.")
    members = [one["id"] for one in collection.document(place)["members"]]
    chosen = [member for member in scope.query.get("familyMembers", "").split(",") if member]
    if len(chosen) == 1:
        raise malformed_query("familyMembers", f"[{chosen[0]}]", "Only one member provided")
    people, found = scope.study.collections["individuals"], []
    for member in chosen or members:
        position = people.position(member)
        if position is not None:
            found += [one["id"] for one in people.document(position)["samples"] if one["id"] in scope.loaded]
    return [sample for sample in found if scope.may_use(sample)]

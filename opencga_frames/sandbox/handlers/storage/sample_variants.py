"""``analysis/variant``: what is asked about the variants of one sample, or of a family."""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import find_study
from opencga_frames.sandbox.handlers.variants import variants_asked
from opencga_frames.sandbox.variants.annotation import annotated
from opencga_frames.sandbox.variants.filters.pedigrees import MODES, genotypes_of
from opencga_frames.sandbox.variants.filters.segregation import family_members, mendelian_error
from opencga_frames.sandbox.variants.filters.selection import select
from opencga_frames.sandbox.variants.results.facets import facets_of
from opencga_frames.sandbox.wire.answers import Result, found
from opencga_frames.sandbox.wire.refusal import Java, Refusal, missing_parameter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.variants.scope import VariantScope
    from opencga_frames.sandbox.variants.store import Variant
    from opencga_frames.sandbox.wire.answers import Document
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["family_genotypes", "sample_aggregation_stats", "sample_stats", "signature"]

_STATS = "org.opencb.biodata.models.clinical.qc.SampleVariantStats"
_NO_EXECUTOR = "No VariantAggregationExecutor found to run the query!"
_NO_CONTEXT = (
    "Build the genome context file for sample {} before running mutational signature queries. To create the genome "
    "context file you can use the command mutational-signature-run."
)
_PURINES = (frozenset("AG"), frozenset("CT"))


def family_genotypes(context: Context, call: Call) -> Result:
    """Answer the genotypes the members of a family may have under a mode of inheritance."""
    caller, query = context.caller(), call.query
    study = find_study(caller, query.get("study"))
    if not query.get("family"):
        raise missing_parameter("family")
    members = family_members(study, query["family"], query.get("disorder", ""))
    mode, complete = query.get("modeOfInheritance", ""), query.get("penetrance", "COMPLETE") == "COMPLETE"
    row = genotypes_of(members, mode, complete=complete) if mode in MODES else {one.id: [] for one in members}
    return Result(rows=[row], kind=None, events=None, attributes=False)


def _of_sample(context: Context, call: Call) -> tuple[VariantScope, str]:
    """Return the question about the one sample of a call."""
    scope = variants_asked(context, call)
    sample = scope.query.get("sample", "").partition(":")[0]
    if not sample:
        raise missing_parameter("sample")
    scope.check_samples("sample", [sample])
    if not scope.store.related:
        raise Refusal(Java.VARIANTS, _NO_EXECUTOR)
    return scope, sample


def sample_aggregation_stats(context: Context, call: Call) -> Result:
    """Count the variants of a sample by their fields."""
    scope, _ = _of_sample(context, call)
    rows = facets_of(scope, select(scope))
    return Result(rows=rows, matches=len(rows), shown={"source": "secondary_sample_index"})


def sample_stats(context: Context, call: Call) -> Result:
    """Answer statistics of the variants of a sample that fit filters."""
    scope, sample = _of_sample(context, call)
    own = replace(scope, query={**scope.query, "sample": sample})
    return found([_stats(own, sample, select(own))], _STATS, 1)


def _ratio(variants: Iterable[Variant]) -> float:
    """Return transitions per transversion."""
    changes = [{one.allele.reference, one.allele.alternate} for one in variants if one.allele.type == "SNV"]
    transitions = sum(1 for change in changes if any(change == purine for purine in _PURINES))
    return round(transitions / (len(changes) - transitions), 3) if transitions < len(changes) else 0.0


def _stats(scope: VariantScope, sample: str, variants: Iterable[Variant]) -> Document:
    called = [(variant, call) for variant in variants if (call := variant.call_of(sample)) is not None]
    own = [variant for variant, _ in called]
    genotypes = Counter(variant.genotype(sample) for variant in own)
    qualities = [float(call.data["QUAL"]) for _, call in called if "QUAL" in call.data]
    notes = [annotated(variant.allele) for variant in own]
    transcripts = [one for note in notes for one in note["consequenceTypes"]]
    wrong = mendelian_error(scope, sample)
    errors: dict[str, Counter[str]] = {}
    for variant in filter(wrong, own):
        errors.setdefault(variant.allele.chromosome, Counter())[variant.genotype(sample)] += 1
    return {
        "id": sample,
        "variantCount": len(own),
        "chromosomeCount": Counter(variant.allele.chromosome for variant in own),
        "typeCount": Counter(variant.allele.type for variant in own),
        "genotypeCount": genotypes,
        "filterCount": Counter(call.data.get("FILTER", ".") for _, call in called),
        "tiTvRatio": _ratio(own),
        "qualityAvg": round(statistics.fmean(qualities), 3) if qualities else 0.0,
        "qualityStdDev": round(statistics.pstdev(qualities), 3) if qualities else 0.0,
        "heterozygosityRate": round(genotypes["0/1"] / len(own), 6) if own else 0.0,
        "mendelianErrorCount": errors,
        "consequenceTypeCount": Counter(term["name"] for one in transcripts for term in one["sequenceOntologyTerms"]),
        "biotypeCount": Counter(one["biotype"] for one in transcripts if "biotype" in one),
        "clinicalSignificanceCount": Counter(
            one["variantClassification"]["clinicalSignificance"]
            for note in notes
            for one in note.get("traitAssociation", ())
        ),
    }


def signature(context: Context, call: Call) -> Result:
    """Fail as a server does before the context of a sample's variants was worked out."""
    scope = variants_asked(context, call)
    sample = scope.query.get("sample", "")
    scope.check_samples("sample", [sample] if sample else [])
    raise Refusal(Java.PLAIN, _NO_CONTEXT.format(sample))

"""One variant with the samples that carry it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from opencga_frames.sandbox.variants.alleles import named_allele
from opencga_frames.sandbox.variants.filters.genotypes import SampleFilter
from opencga_frames.sandbox.variants.results.included import Fields, Included, read_included
from opencga_frames.sandbox.variants.results.rows import RowWriter
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.variants.scope import VariantScope
    from opencga_frames.sandbox.variants.store import Variant
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["carriers"]

_DEFAULT_SAMPLES = 10


def _variant(scope: VariantScope) -> Variant:
    text = scope.query.get("variant")
    if text is None:
        raise Refusal(Java.NULL, 'Cannot invoke "String.startsWith(String)" because "<parameter1>" is null')
    variant = scope.store.find(named_allele(text) or text)
    if variant is None:
        raise Refusal(Java.VARIANTS, f'Variant "{text}" not found!')
    return variant


def carriers(scope: VariantScope) -> tuple[Document, Document]:
    """Return the row of the variant a call names, and the attributes of the answer.

    Samples of files that lack the variant are no carriers of any genotype. The row has no ``id``: the server leaves
    it out here.
    """
    others = {name: value for name, value in scope.query.items() if name != "genotype"}
    fields: Fields = read_included(replace(scope, query=others)).fields
    variant = _variant(scope)
    genotypes = scope.query.get("genotype", "").replace(";", ",")
    wanted = [one for one in genotypes.split(",") if one]
    known = [sample for sample in scope.store.samples if variant.call_of(sample) is not None]
    fitting = [sample for sample in known if SampleFilter(scope, {sample: wanted}, all).holds(variant)]
    usable = [sample for sample in fitting if scope.may_use(sample)]
    skip, limit = int(scope.query.get("skip", 0)), int(scope.query.get("limit", _DEFAULT_SAMPLES))
    page = usable[skip : skip + limit]
    row = RowWriter(scope, Included(fields, page, len(usable), None, True, None, "?/?")).row(variant)  # noqa: FBT003
    row.pop("id")
    shown: Document = {
        "source": "mongodb",
        "numSamples": len(page),
        "approximateCount": False,
        "numTotalSamples": len(usable),
        "numSamplesWithoutPermissions": len(fitting) - len(usable),
        "numSamplesRegardlessPermissions": len(fitting),
        "readSamples": sorted(usable),
    }
    return row, shown

"""``analysis/variant``: queries over the variants of a study, and what a server without a storage for them answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.ground.limits import VARIANT_DEFAULT_LIMIT
from opencga_frames.sandbox.access import find_study
from opencga_frames.sandbox.handlers.meta import NO_STORAGE
from opencga_frames.sandbox.variants.annotation import annotated
from opencga_frames.sandbox.variants.filters.selection import select
from opencga_frames.sandbox.variants.results.carriers import carriers
from opencga_frames.sandbox.variants.results.facets import facets_of
from opencga_frames.sandbox.variants.results.included import Included, read_included
from opencga_frames.sandbox.variants.results.index import index_attributes
from opencga_frames.sandbox.variants.results.metadata import metadata_document
from opencga_frames.sandbox.variants.results.rows import RowWriter
from opencga_frames.sandbox.variants.scope import VariantScope, has_variants, variant_scope
from opencga_frames.sandbox.wire.answers import Raw, Result, found
from opencga_frames.sandbox.wire.jackson import unfit
from opencga_frames.sandbox.wire.jetty_pages import request_failed_page
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.sandbox.access import CallingUser
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.answers import Document
    from opencga_frames.sandbox.wire.call import Call

__all__ = [
    "aggregation_stats",
    "annotation_query",
    "clinical_query",
    "cohort_stats_info",
    "metadata",
    "query",
    "query_body",
    "sample_query",
    "variants_asked",
]

_VARIANT = "org.opencb.biodata.models.variant.Variant"
_ANNOTATION = "org.opencb.biodata.models.variant.avro.VariantAnnotation"
_METADATA = "org.opencb.biodata.models.variant.metadata.VariantMetadata"
_BODY = "org.opencb.opencga.core.models.variant.VariantQueryParams"
#: What the server keeps of a variant of a case, beside the variant.
_CLINICAL: Document = {
    "evidences": [], "comments": [], "filter": {}, "modesOfInheritance": [], "recommendation": "", "references": [],
    "discussion": {}, "confidence": {}, "tags": [], "images": [], "status": "NOT_REVIEWED", "version": 1,
    "attributes": {},
}  # fmt: skip


def variants_asked(context: Context, call: Call, query: Mapping[str, str] | None = None) -> VariantScope:
    """Settle the study of a call, and the filters it keeps on the server, or refuse it."""
    caller = context.caller()
    given = call.query if query is None else query
    if not has_variants(caller):
        find_study(caller, given.get("study"))
        raise Refusal(Java.ARGUMENT, NO_STORAGE)
    return variant_scope(caller, {**_saved(caller, given), **given})


def _saved(caller: CallingUser, query: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters of the filter of the caller's that a query names."""
    key = query.get("savedFilter")
    if not key:
        return {}
    kept = next((one for one in caller.organization.accounts[caller.user].filters if one["id"] == key), None)
    if kept is None:
        raise Refusal(Java.CATALOG, f"Filter {key} not found.")
    return {name: str(value) for name, value in (kept.get("query") or {}).items()}


def _attributes(scope: VariantScope, included: Included) -> Document:
    shown: Document = {}
    if scope.flag("sampleMetadata"):
        shown["samples"] = {scope.study.fqn: list(included.samples)}
    shown.update(numSamples=len(included.samples), numTotalSamples=included.total)
    return shown


def _answer(scope: VariantScope) -> Result:
    included = read_included(scope)
    variants = select(scope)
    skip = int(scope.query.get("skip", 0))
    page = variants[skip : skip + int(scope.query.get("limit", VARIANT_DEFAULT_LIMIT))]
    writer = RowWriter(scope, included)
    index = index_attributes(scope, included)
    return Result(
        rows=[writer.row(variant) for variant in page],
        matches=len(variants) if scope.flag("count") or index else -1,
        shown=_attributes(scope, included) | (index or {"source": "mongodb"}),
        skipped=min(skip, len(variants)),
    )


def query(context: Context, call: Call) -> Result | Raw:
    """Answer the variants that fit, page by page."""
    scope = variants_asked(context, call)
    nobody = not scope.query.keys() & {"sample", "genotype"} and ":" not in scope.query.get("sampleData", ":")
    if nobody:
        # Known bug of the server: a filter of nobody's data ends as the page of the container.
        return request_failed_page(call.raw_path, call.headers.get("accept", ""))
    return _answer(scope)


def _text(call: Call, name: str, value: object) -> str:
    if isinstance(value, list | dict):
        kind = "Array" if isinstance(value, list) else "Object"
        message = f"Cannot deserialize value of type `java.lang.String` from {kind} value"
        token = f" (token `JsonToken.START_{kind.upper()}`)"
        raise unfit(message + token, call.body, _BODY, (name,))
    return str(value).lower() if isinstance(value, bool) else str(value)


def query_body(context: Context, call: Call) -> Result:
    """Answer a query in a body; with ``count`` nothing but the number, as a row.

    ``limit`` and ``skip`` count in the path only.
    """
    body = {name: _text(call, name, value) for name, value in call.fields.items() if name not in {"limit", "skip"}}
    scope = variants_asked(context, call, {**body, **call.query})
    result = _answer(scope)
    if not scope.flag("count"):
        return result
    return Result(rows=[result.matches], kind="java.lang.Long", matches=1, shown=result.shown)


def clinical_query(context: Context, call: Call) -> Result:
    """Answer the variants that fit as variants of a case."""
    result = _answer(variants_asked(context, call))
    result.rows = [{**_CLINICAL, **row} for row in result.rows]
    return result


def metadata(context: Context, call: Call) -> Result:
    """Describe the loaded files of a study: headers, cohorts."""
    scope = variants_asked(context, call)
    scope.check_aggregated()
    return found([metadata_document(scope, context.now)], _METADATA, 1)


def aggregation_stats(context: Context, call: Call) -> Result:
    """Count variants by their fields."""
    scope = variants_asked(context, call)
    scope.check_aggregated()
    if scope.query.keys() & {"sample", "genotype", "family"}:
        raise Refusal(Java.VARIANTS, "No VariantAggregationExecutor found to run the query!")
    rows = facets_of(scope, select(scope))
    return Result(rows=rows, matches=len(rows), shown={"source": "solr"})


def annotation_query(context: Context, call: Call) -> Result:
    """Answer the bare annotations of the variants of a project."""
    filters = call.query.keys() - {"project", "annotationId", "limit", "skip", "include", "exclude", "count", "sid"}
    unfit_filters = sorted(filters - {"id", "region"})
    if unfit_filters:
        text = f"Unsupported variant query filters '[{', '.join(unfit_filters)}]"
        raise Refusal(Java.VARIANTS, f"{text}. Accepted params when querying annotation are : [id, region]")
    scope = variants_asked(context, call)
    snapshot = scope.query.get("annotationId", "CURRENT")
    if snapshot.upper() != "CURRENT":
        raise Refusal(Java.VARIANTS, f'Variant Annotation snapshot "{snapshot}" not found!')
    included, variants = read_included(scope), select(scope)
    skip = int(scope.query.get("skip", 0))
    page = variants[skip : skip + int(scope.query.get("limit", VARIANT_DEFAULT_LIMIT))]
    known = included.fields.annotation or frozenset()
    rows = [{name: value for name, value in annotated(one.allele).items() if name in known} for one in page]
    return found(rows, _ANNOTATION)


def sample_query(context: Context, call: Call) -> Result:
    """Answer one variant with the samples that carry it; ``limit`` and ``skip`` count samples."""
    scope = variants_asked(context, call)
    row, shown = carriers(scope)
    return Result(rows=[row], kind=_VARIANT, matches=1, shown=shown)


def cohort_stats_info(context: Context, call: Call) -> Result:
    """Answer whether the statistics of cohorts are there; they are for every variant."""
    scope = variants_asked(context, call)
    for cohort in filter(None, scope.query.get("cohort", "").split(",")):
        scope.cohort(cohort)
    return Result(kind=None, matches=1, attributes=False)

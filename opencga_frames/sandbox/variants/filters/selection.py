"""Which variants of a study a call wants: every filter must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.variants.filters.cohorts import cohort_tests
from opencga_frames.sandbox.variants.filters.files import read_file_filter
from opencga_frames.sandbox.variants.filters.genotypes import read_sample_filter
from opencga_frames.sandbox.variants.filters.places import place_test
from opencga_frames.sandbox.variants.filters.terms import malformed_query, unsupported
from opencga_frames.sandbox.variants.filters.traits import TRAITS
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from opencga_frames.sandbox.variants.scope import VariantScope
    from opencga_frames.sandbox.variants.store import Variant

__all__ = ["select"]

#: Filters of the real server that the sandbox has not: it says so, as a storage without them does.
_LACKING = (
    "sampleData",
    "proteinSubstitution",
    "proteinKeyword",
    "drug",
    "geneTraitId",
    "go",
    "expression",
    "panel",
    "customAnnotation",
    "familySegregation",
    "sampleAnnotation",
    "score",
)


def _check(scope: VariantScope) -> None:
    query = scope.query
    if query.get("skip", "0").startswith("-"):
        raise malformed_query("skip", query["skip"], "Invalid negative skip")
    source = query.get("source", "")
    if source and source.lower() not in {"variant_index", "secondary_sample_index", "secondary_annotation_index"}:
        raise Refusal(Java.ARGUMENT, f"Unknown VariantQuerySource {source}")
    if source.lower() == "secondary_sample_index":
        raise Refusal(Java.VARIANTS, "No VariantQueryExecutor found to run the query!")
    if "savedFilter" in query:
        raise Refusal(Java.CATALOG, f"Filter {query['savedFilter']} not found.")
    panel = query.get("panel", "")
    if panel and scope.study.collections["panels"].position(panel) is None:
        raise Refusal(Java.CATALOG, f"Panel '{panel}' not found")
    for name in _LACKING:
        if name in query:
            raise unsupported(name)


def _tests(scope: VariantScope) -> list[Callable[[Variant], bool]]:
    tests = [reader(scope.query[name]) for name, reader in TRAITS.items() if name in scope.query]
    places = place_test(scope.query)
    if places is not None:
        tests.insert(0, places)
    samples, files = read_sample_filter(scope), read_file_filter(scope)
    tests += [one.holds for one in (samples, files) if one is not None]
    return tests + cohort_tests(scope)


def select(scope: VariantScope) -> Sequence[Variant]:
    """Return the variants that fit every filter of a call, in the order it wants."""
    _check(scope)
    tests = _tests(scope)
    found = scope.store.variants()
    if tests:
        found = [variant for variant in found if all(test(variant) for test in tests)]
    descending = "sort" in scope.query and scope.query.get("order", "").lower().startswith("desc")
    return found[::-1] if descending else found

"""Which variants of a study a call wants: every filter must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.variants.filters.cohorts import cohort_tests
from opencga_frames.sandbox.variants.filters.files import read_file_filter
from opencga_frames.sandbox.variants.filters.genotypes import read_sample_filter
from opencga_frames.sandbox.variants.filters.panels import panel_test
from opencga_frames.sandbox.variants.filters.places import place_test
from opencga_frames.sandbox.variants.filters.sample_data import sample_data_test
from opencga_frames.sandbox.variants.filters.segregation import segregation_test
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
    "go",
    "expression",
    "customAnnotation",
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
    for name in _LACKING:
        if name in query:
            raise unsupported(name)


def _place_test(scope: VariantScope) -> Callable[[Variant], bool] | None:
    """Return the test of the places and panels of a query: either suffices, unless both are wanted."""
    places = place_test(scope.query)
    if "panel" not in scope.query:
        return places
    panel = panel_test(scope)
    if places is None:
        return panel
    join = all if scope.flag("panelIntersection") else any
    return lambda variant: join((places(variant), panel(variant)))


def _tests(scope: VariantScope) -> list[Callable[[Variant], bool]]:
    tests = [reader(scope.query[name]) for name, reader in TRAITS.items() if name in scope.query]
    places = _place_test(scope)
    if places is not None:
        tests.insert(0, places)
    if "family" in scope.query and "familySegregation" in scope.query:
        tests.append(segregation_test(scope))
    if "sampleData" in scope.query:
        tests.append(sample_data_test(scope))
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

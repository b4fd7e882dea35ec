"""Filters by the statistics of cohorts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.variants.filters.terms import joined, malformed_query, read_comparison
from opencga_frames.sandbox.variants.stats import cohort_stats
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.sandbox.variants.scope import VariantScope
    from opencga_frames.sandbox.variants.store import Variant
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["cohort_tests"]

#: Filter -> the number of the statistics it is about.
_NUMBERS: dict[str, Callable[[Document], float]] = {
    "cohortStatsAlt": lambda stats: float(stats["altAlleleFreq"]),
    "cohortStatsRef": lambda stats: float(stats["refAlleleFreq"]),
    "cohortStatsMaf": lambda stats: float(stats["maf"]),
    "cohortStatsMgf": lambda stats: float(stats["mgf"]),
    "cohortStatsPass": lambda stats: float(stats["filterFreq"]["PASS"]),
    "missingAlleles": lambda stats: float(stats["missingAlleleCount"]),
    "missingGenotypes": lambda stats: float(stats["missingGenotypeCount"]),
}


def _test(scope: VariantScope, name: str, text: str) -> Callable[[Variant], bool]:
    comparison = read_comparison(text)
    if comparison is None:
        raise malformed_query(name, text)
    cohort = comparison.name.rpartition(":")[2]
    if not comparison.sign.startswith(("<", ">")):
        raise Refusal(Java.CATALOG, f"Missing cohorts: '{text}' not found.")
    samples = scope.cohort(cohort)
    pick = _NUMBERS[name]
    return lambda variant: comparison.holds(pick(cohort_stats(variant, cohort, samples)))


def _of_cohort(scope: VariantScope, cohort: str) -> None:
    scope.cohort(cohort.rpartition(":")[2])
    if cohort.rpartition(":")[2] not in scope.store.cohorts:
        known = ", ".join(sorted(scope.store.cohorts))
        message = f'Cohort {{ name: "{cohort}" }} not found in study {{ id: 1 }}. Available cohorts: [{known}]'
        raise Refusal(Java.VARIANTS, message)


def _joined_test(scope: VariantScope, name: str) -> Callable[[Variant], bool]:
    parts, join = joined(scope.query[name])
    tests = [_test(scope, name, part) for part in parts]
    return lambda variant: join(test(variant) for test in tests)


def cohort_tests(scope: VariantScope) -> list[Callable[[Variant], bool]]:
    """Return the tests of the filters by cohorts.

    A variant is in a cohort when statistics were calculated for it, which holds for every variant of a study.
    """
    for cohort in filter(None, scope.query.get("cohort", "").replace(";", ",").split(",")):
        _of_cohort(scope, cohort)
    return [_joined_test(scope, name) for name in _NUMBERS if name in scope.query]

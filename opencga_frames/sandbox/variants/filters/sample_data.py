"""The filter on FORMAT values, ``sampleData``, and that on the annotations of samples, ``sampleAnnotation``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from opencga_frames.sandbox.query.annotation_filter import annotation_test
from opencga_frames.sandbox.variants.filters.terms import Comparison, malformed_query, read_comparison, unsupported

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.sandbox.variants.scope import VariantScope
    from opencga_frames.sandbox.variants.store import Variant

__all__ = ["annotated_samples", "sample_data_test"]

_SAMPLE = re.compile(r"(?P<sample>[^:<>=!]+):(?P<rest>.+)")


class _SampleTerm(NamedTuple):
    """A comparison of one key, with further values that will do."""

    comparison: Comparison
    more: list[str]

    def holds(self, values: dict[str, str]) -> bool:
        """Return whether the values of a sample fit."""
        found = values.get(self.comparison.name)
        return self.comparison.same(found) or found in self.more


def _read(scope: VariantScope, text: str) -> tuple[dict[str, list[_SampleTerm]], str]:
    """Return conditions by sample, and the sign between samples."""
    wanted: dict[str, list[_SampleTerm]] = {}
    sample, between, sign = scope.query.get("sample", "").partition(":")[0], "", ""
    for part in re.split(r"([,;])", text):
        if part in {",", ";", ""}:
            sign = part
            continue
        match = _SAMPLE.fullmatch(part)
        if match is not None:
            between = sign or between
            sample, part = match["sample"], match["rest"]  # noqa: PLW2901 - the rest is read on
        comparison = read_comparison(part)
        if comparison is not None and comparison.name:
            wanted.setdefault(sample, []).append(_SampleTerm(comparison, []))
        elif wanted.get(sample):
            wanted[sample][-1].more.append(part)
        else:
            raise malformed_query("sampleData", part, "Invalid filter")
    return wanted, between


def _check(scope: VariantScope, wanted: dict[str, list[_SampleTerm]]) -> None:
    if "" in wanted:
        raise malformed_query("sampleData", scope.query["sampleData"], 'Missing "sample" param.')
    scope.check_samples("sampleData", list(wanted))
    names = {one.comparison.name for conditions in wanted.values() for one in conditions}
    if not scope.store.related and names != {"GT"}:
        # The engine of the recordings filters nothing of FORMAT but genotypes.
        raise unsupported("sampleData")
    known = {name for file in scope.store.files[:1] for name in file.defined("FORMAT")} | {"GT", "EXT_VAF"}
    strange = sorted(names - known)
    if scope.store.related and strange:
        why = f'FORMAT field "{strange[0]}" not found. Available keys in study: [{", ".join(sorted(known))}]'
        raise malformed_query("sampleData", scope.query["sampleData"], why)


def sample_data_test(scope: VariantScope) -> Callable[[Variant], bool]:
    """Return the test of ``sampleData``."""
    wanted, between = _read(scope, scope.query["sampleData"])
    _check(scope, wanted)
    join = any if between == "," else all

    def holds(variant: Variant, sample: str, conditions: list[_SampleTerm]) -> bool:
        call = variant.call_of(sample)
        if call is None:
            return False
        values = call.values(call.file.columns[sample])
        return all(one.holds(values) for one in conditions)

    return lambda variant: join(holds(variant, sample, conditions) for sample, conditions in wanted.items())


def annotated_samples(scope: VariantScope) -> list[str]:
    """Return the samples that ``sampleAnnotation`` chooses."""
    samples = scope.study.collections["samples"]
    test = annotation_test(scope.query["sampleAnnotation"], scope.study.variable_sets, scope.study.uid)
    ids, sets = samples.column("id"), samples.column("annotationSets")
    return [str(ids[place][0]) for place in samples.alive if test(sets[place])]

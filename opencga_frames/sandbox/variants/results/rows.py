"""A variant as the server writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.variants.annotation import annotated
from opencga_frames.sandbox.variants.calls import VAF
from opencga_frames.sandbox.variants.stats import cohort_stats

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from opencga_frames.sandbox.variants.alleles import Allele
    from opencga_frames.sandbox.variants.calls import FileCall
    from opencga_frames.sandbox.variants.results.included import Included
    from opencga_frames.sandbox.variants.scope import VariantScope
    from opencga_frames.sandbox.variants.store import Variant
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["RowWriter"]


def _secondary(allele: Allele) -> Document:
    return {
        "chromosome": allele.chromosome,
        "start": allele.start,
        "end": allele.end,
        "reference": allele.reference,
        "alternate": allele.alternate,
        "type": allele.type,
    }


class RowWriter:
    """Writes the rows of one call.

    Parameters
    ----------
    scope
        The call.
    included
        What its rows show.
    """

    def __init__(self, scope: VariantScope, included: Included) -> None:
        self._included = included
        self._study = scope.study.fqn
        self._cohorts = {cohort: scope.cohort(cohort) for cohort in scope.store.cohorts}
        self._every_key = sorted({key for file in scope.store.files[:2] for key in file.defined("FORMAT")} - {"GT"})

    def row(self, variant: Variant) -> Document:
        """Return one row."""
        allele, fields = variant.allele, self._included.fields
        row: Document = {"length": allele.length, "reference": allele.reference}
        if fields.annotation is not None:
            annotation = annotated(allele)
            row["annotation"] = {name: value for name, value in annotation.items() if name in fields.annotation}
        row.update(id=allele.id, type=allele.type, names=list(variant.names), start=allele.start, end=allele.end)
        row["chromosome"] = allele.chromosome
        row["studies"] = [] if fields.study is None else [self._entry(variant, fields.study)]
        if allele.structure is not None:
            row["sv"] = allele.structure
        return {**row, "strand": "+", "alternate": allele.alternate}

    def _entry(self, variant: Variant, parts: frozenset[str]) -> Document:
        found = {sample: variant.call_of(sample) for sample in self._included.samples}
        own = _distinct(call for call in found.values() if call is not None)
        calls = self._shown(variant, own) if "files" in parts else []
        places = {call.file.path: place for place, call in enumerate(calls)}
        keys = self._keys(own) if self._included.samples else ["GT"]
        secondary = next((call.secondary for call in own or calls), ())
        return {
            "stats": self._stats(variant) if "stats" in parts else [],
            "files": [call.document() for call in calls],
            "samples": [self._sample(sample, call, keys, places) for sample, call in found.items()],
            "issues": [],
            "studyId": self._study,
            "sampleDataKeys": keys,
            "secondaryAlternates": [_secondary(allele) for allele in secondary],
            "scores": [],
        }

    def _stats(self, variant: Variant) -> list[Document]:
        return [cohort_stats(variant, cohort, samples) for cohort, samples in self._cohorts.items()]

    def _shown(self, variant: Variant, own: list[FileCall]) -> list[FileCall]:
        """Return the calls of the files that are shown: those asked for, else those of the samples."""
        paths = self._included.paths
        return own if paths is None else [call for call in variant.calls if call.file.path in paths]

    def _keys(self, calls: list[FileCall]) -> list[str]:
        """Return the keys of the sample data: all of the study's when files join in a row."""
        if self._included.keys is not None:
            return list(self._included.keys)
        if not calls:
            return ["GT"]
        keys = set(calls[0].keys) if len(calls) == 1 else {*self._every_key, *(k for call in calls for k in call.keys)}
        return ["GT", *sorted((keys | {VAF}) - {"GT"})]

    def _sample(self, sample: str, call: FileCall | None, keys: Sequence[str], places: dict[str, int]) -> Document:
        values = {"GT": self._included.unknown} if call is None else call.values(call.file.columns[sample])
        entry: Document = {"sampleId": sample} if self._included.ids else {}
        if call is not None and call.file.path in places:
            entry["fileIndex"] = places[call.file.path]
        entry["data"] = [values.get(key, ".") for key in keys]
        return entry


def _distinct(calls: Iterable[FileCall]) -> list[FileCall]:
    return list({call.file.path: call for call in calls}.values())

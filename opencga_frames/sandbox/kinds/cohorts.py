"""Cohorts: samples know the cohorts they are in, without a new version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.entries.links import named, places
from opencga_frames.sandbox.kinds.rules import Rules

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["RULES"]


def _move(study: SandboxStudy, cohort: Document, samples: list[Document]) -> None:
    """Enter a cohort in its new samples and take it out of the old ones."""
    collection = study.collections["samples"]
    before, after = {one["id"] for one in cohort["samples"]}, {one["id"] for one in samples}
    for key in before ^ after:
        place = collection.position(key)
        if place is not None:
            old = collection.document(place)
            kept = [name for name in old["cohortIds"] if name != cohort["id"]]
            names = [*kept, cohort["id"]] if key in after else kept
            collection.replace(place, {**old, "cohortIds": names}, keep=False)


class _CohortRules(Rules):
    """What cohorts do otherwise."""

    def prepare(self, study: SandboxStudy, document: Document, body: Document, _now: str) -> None:
        """Name the samples, which must be there, and count them."""
        keys = named(body, "samples")
        places(study, "samples", keys)
        document["samples"] = [{"id": key} for key in keys]
        document["numSamples"] = len(keys)

    def link(self, study: SandboxStudy, document: Document, _now: str) -> None:
        """Enter the cohort in its samples."""
        samples = study.collections["samples"]
        for one in document["samples"]:
            place = samples.position(one["id"])
            if place is not None:
                old = samples.document(place)
                samples.replace(place, {**old, "cohortIds": [*old["cohortIds"], document["id"]]}, keep=False)

    def check_update(self, study: SandboxStudy, body: Document) -> None:
        """Refuse samples that are not there."""
        if body.get("samples"):
            places(study, "samples", named(body, "samples"))

    def updating(self, study: SandboxStudy, old: Document, values: Document, _now: str) -> None:
        """Count the samples anew, and enter the cohort in those that joined."""
        if "samples" in values:
            values["samples"] = [{"id": one["id"]} for one in values["samples"]]
            values["numSamples"] = len(values["samples"])
            _move(study, old, values["samples"])

    def deleted(self, study: SandboxStudy, document: Document, _now: str) -> None:
        """Take the cohort out of its samples."""
        _move(study, document, [])


RULES = _CohortRules(kind_named("cohorts"))

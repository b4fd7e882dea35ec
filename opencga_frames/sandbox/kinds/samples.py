"""Samples: each belongs to an individual, and lies in files and cohorts that hold it fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.entities import kind_named
from opencga_frames.sandbox.entries.links import change, places
from opencga_frames.sandbox.kinds.rules import Rules
from opencga_frames.sandbox.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.answers import Document
    from opencga_frames.sandbox.study import Study

__all__ = ["RULES"]


class _SampleRules(Rules):
    """What samples do otherwise."""

    def prepare(self, study: Study, document: Document, _body: Document, _now: str) -> None:
        if document["individualId"]:
            places(study, "individuals", [document["individualId"]])

    def link(self, study: Study, document: Document, now: str) -> None:
        key = document["individualId"]
        if key:
            people = study.collections["individuals"]
            place = places(study, "individuals", [key])[0]
            samples = [*people.document(place)["samples"], {"id": document["id"]}]
            change(study, "individuals", place, {"samples": samples}, now=now)

    def check_free(self, _study: Study, document: Document) -> None:
        key = document["id"]
        if document["fileIds"]:
            names = ", ".join(name.replace(":", "/") for name in document["fileIds"])
            raise Refusal(Java.CATALOG, f"Could not delete sample '{key}'. Sample associated to the files: {names}")
        if document["cohortIds"]:
            names = ", ".join(document["cohortIds"])
            raise Refusal(Java.CATALOG, f"Could not delete sample '{key}'. Sample present in cohorts: {names}")

    def deleted(self, study: Study, document: Document, now: str) -> None:
        people = study.collections["individuals"]
        owner = people.position(document["individualId"]) if document["individualId"] else None
        if owner is not None:
            samples = [one for one in people.document(owner)["samples"] if one["id"] != document["id"]]
            change(study, "individuals", owner, {"samples": samples}, now=now)


RULES = _SampleRules(kind_named("samples"))

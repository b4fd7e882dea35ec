"""Samples: each belongs to an individual, and lies in files and cohorts that hold it fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.entries.links import change, places
from opencga_frames.sandbox.kinds.rules import Rules
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["RULES"]


def _numbered(study: SandboxStudy, kind: str, keys: list[str]) -> str:
    """Return ids with the numbers the server shows beside them."""
    collection = study.collections[kind]
    return ", ".join(
        f"{key}({collection.uid(place)})" for key in keys if (place := collection.position(key)) is not None
    )


class _SampleRules(Rules):
    """What samples do otherwise."""

    def prepare(self, study: SandboxStudy, document: Document, _body: Document, _now: str) -> None:
        """Refuse an individual that is not there."""
        if document["individualId"]:
            places(study, "individuals", [document["individualId"]])

    def link(self, study: SandboxStudy, document: Document, now: str) -> None:
        """Give the individual a new version with the sample."""
        key = document["individualId"]
        if key:
            people = study.collections["individuals"]
            place = places(study, "individuals", [key])[0]
            samples = [*people.document(place)["samples"], {"id": document["id"]}]
            change(study, "individuals", place, {"samples": samples}, now=now)

    def check_free(self, study: SandboxStudy, document: Document) -> None:
        """Refuse to delete a sample of a file or cohort."""
        key = document["id"]
        if document["fileIds"]:
            names = _numbered(study, "files", document["fileIds"]).replace(":", "/")
            raise Refusal(Java.CATALOG, f"Could not delete sample '{key}'. Sample associated to the files: {names}")
        if document["cohortIds"]:
            names = _numbered(study, "cohorts", document["cohortIds"])
            raise Refusal(Java.CATALOG, f"Could not delete sample '{key}'. Sample present in cohorts: {names}")

    def deleted(self, study: SandboxStudy, document: Document, now: str) -> None:
        """Give the individual a new version without the sample."""
        people = study.collections["individuals"]
        owner = people.position(document["individualId"]) if document["individualId"] else None
        if owner is not None:
            samples = [one for one in people.document(owner)["samples"] if one["id"] != document["id"]]
            change(study, "individuals", owner, {"samples": samples}, now=now)


RULES = _SampleRules(kind_named("samples"))

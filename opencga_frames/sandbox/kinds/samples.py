"""Samples: each belongs to an individual, and lies in files and cohorts that hold it fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.entries.links import change, named, places
from opencga_frames.sandbox.kinds.rules import Rules
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        """Make a new version of the individual, with the sample."""
        key = document["individualId"]
        if key:
            people = study.collections["individuals"]
            place = places(study, "individuals", [key])[0]
            samples = [*people.document(place)["samples"], {"id": document["id"]}]
            change(study, "individuals", place, {"samples": samples}, now=now)

    def check_update(self, study: SandboxStudy, body: Document) -> None:
        """Refuse an update that names entries that are not there."""
        places(study, "individuals", named(body, "individualId"))

    def updated(self, study: SandboxStudy, old: Document, new: Document, now: str) -> None:
        """Follow the new values to others."""
        if new["individualId"] == old["individualId"]:
            return
        people = study.collections["individuals"]
        before = people.position(old["individualId"]) if old["individualId"] else None
        if before is not None:
            kept = [one for one in people.document(before)["samples"] if one["id"] != new["id"]]
            change(study, "individuals", before, {"samples": kept}, now=now)
        after = people.position(new["individualId"]) if new["individualId"] else None
        if after is not None:
            # The change of the sample has made a new version of its person already.
            document = people.document(after)
            people.replace(after, {**document, "samples": [*document["samples"], {"id": new["id"]}]}, keep=False)

    def set_free(self, study: SandboxStudy, document: Document, options: Mapping[str, str], now: str) -> None:
        """Take an entry that is deleted by force out of those that hold it."""
        key, files, cohorts = document["id"], study.collections["files"], study.collections["cohorts"]
        for place in files.positions(key, "sampleIds"):
            held = [one for one in files.document(place)["sampleIds"] if one != key]
            file = change(study, "files", place, {"sampleIds": held}, now=now)
            if not held and options.get("emptyFilesAction", "NONE") != "NONE":
                files.remove(place, file)
        for place in cohorts.positions(key, "samples.id"):
            samples = [one for one in cohorts.document(place)["samples"] if one["id"] != key]
            cohort = change(study, "cohorts", place, {"samples": samples, "numSamples": len(samples)}, now=now)
            if not samples and options.get("deleteEmptyCohorts", "").lower() == "true":
                cohorts.remove(place, cohort)

    def check_free(self, study: SandboxStudy, document: Document) -> None:
        """Refuse to delete an entry that others hold."""
        key = document["id"]
        if document["fileIds"]:
            names = _numbered(study, "files", document["fileIds"]).replace(":", "/")
            raise Refusal(Java.CATALOG, f"Could not delete sample '{key}'. Sample associated to the files: {names}")
        if document["cohortIds"]:
            names = _numbered(study, "cohorts", document["cohortIds"])
            raise Refusal(Java.CATALOG, f"Could not delete sample '{key}'. Sample present in cohorts: {names}")

    def deleted(self, study: SandboxStudy, document: Document, now: str) -> None:
        """Make a new version of the individual, without the sample."""
        people = study.collections["individuals"]
        owner = people.position(document["individualId"]) if document["individualId"] else None
        if owner is not None:
            samples = [one for one in people.document(owner)["samples"] if one["id"] != document["id"]]
            change(study, "individuals", owner, {"samples": samples}, now=now)


RULES = _SampleRules(kind_named("samples"))

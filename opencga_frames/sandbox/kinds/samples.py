"""Samples: each belongs to an individual, and lies in files and cohorts that hold it fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.entries.links import change, named, places
from opencga_frames.sandbox.kinds.rules import Rules
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.sandbox.catalog.study import Study
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["RULES"]


def _numbered(study: Study, kind: str, keys: list[str]) -> str:
    """Return ids with the numbers the server shows beside them."""
    collection = study.collections[kind]
    return ", ".join(
        f"{key}({collection.uid(place)})" for key in keys if (place := collection.position(key)) is not None
    )


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

    def check_update(self, study: Study, body: Document) -> None:
        places(study, "individuals", named(body, "individualId"))

    def updated(self, study: Study, old: Document, new: Document, now: str) -> None:
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

    def set_free(self, study: Study, document: Document, options: Mapping[str, str], now: str) -> None:
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

    def check_free(self, study: Study, document: Document) -> None:
        key = document["id"]
        if document["fileIds"]:
            names = _numbered(study, "files", document["fileIds"]).replace(":", "/")
            raise Refusal(Java.CATALOG, f"Could not delete sample '{key}'. Sample associated to the files: {names}")
        if document["cohortIds"]:
            names = _numbered(study, "cohorts", document["cohortIds"])
            raise Refusal(Java.CATALOG, f"Could not delete sample '{key}'. Sample present in cohorts: {names}")

    def deleted(self, study: Study, document: Document, now: str) -> None:
        people = study.collections["individuals"]
        owner = people.position(document["individualId"]) if document["individualId"] else None
        if owner is not None:
            samples = [one for one in people.document(owner)["samples"] if one["id"] != document["id"]]
            change(study, "individuals", owner, {"samples": samples}, now=now)


RULES = _SampleRules(kind_named("samples"))

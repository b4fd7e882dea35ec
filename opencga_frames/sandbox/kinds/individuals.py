"""Individuals: they have parents and samples, and members of families cannot be deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.catalog.fragments import uuid_of
from opencga_frames.sandbox.entries.blank import new_document
from opencga_frames.sandbox.entries.family_roles import family_of
from opencga_frames.sandbox.entries.links import change, named, places
from opencga_frames.sandbox.kinds.rules import Rules
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["RULES"]


def _create_samples(study: SandboxStudy, body: Document, now: str) -> None:
    """Create the samples of a body that are not there yet."""
    samples, kind = study.collections["samples"], kind_named("samples")
    for one in body.get("samples") or []:
        if samples.position(one["id"]) is None:
            uuid = uuid_of(kind.code, study.fqn, one["id"], now)
            given = {**one, "individualId": body["id"]}
            samples.append(new_document(kind, given, uuid, now, study=study))


def _leave_others(study: SandboxStudy, owner: Document, keys: set[str]) -> None:
    """Take samples out of whoever they belonged to before."""
    people = study.collections["individuals"]
    for key in keys:
        for place in people.positions(key, "samples.id"):
            document = people.document(place)
            if document["id"] != owner["id"]:
                kept = [one for one in document["samples"] if one["id"] != key]
                people.replace(place, {**document, "samples": kept}, keep=False)


class _IndividualRules(Rules):
    """What individuals do otherwise."""

    def completed(self, study: SandboxStudy, body: Document, query: Mapping[str, str]) -> Document:
        """Take the samples from the query, where they are given there."""
        if not query.get("samples"):
            return body
        keys = query["samples"].split(",")
        places(study, "samples", keys)
        return {**body, "samples": [{"id": key} for key in keys]}

    def prepare(self, study: SandboxStudy, document: Document, body: Document, now: str) -> None:
        """Name parents and samples, and create the samples that a body describes."""
        document["name"] = body.get("name") or body["id"]
        for field in ("father", "mother"):
            keys = named(body, field)
            places(study, "individuals", keys)
            document[field] = {"id": keys[0]} if keys else None
        _create_samples(study, body, now)
        document["samples"] = [{"id": key} for key in named(body, "samples")]

    def check_update(self, study: SandboxStudy, body: Document) -> None:
        """Refuse parents that are not there."""
        parents = [body[field]["id"] for field in ("father", "mother") if (body.get(field) or {}).get("id")]
        places(study, "individuals", parents)
        places(study, "samples", named(body, "samples"))

    def updating(self, _study: SandboxStudy, _old: Document, values: Document, _now: str) -> None:
        """Complete the new values before they are written."""
        if "samples" in values:
            values["samples"] = [{"id": one["id"]} for one in values["samples"]]

    def updated(self, study: SandboxStudy, old: Document, new: Document, _now: str) -> None:
        """Follow the new values to others."""
        samples = study.collections["samples"]
        before, after = ({one["id"] for one in document["samples"]} for document in (old, new))
        for key in before ^ after:
            place = samples.position(key)
            if place is not None:
                owner = new["id"] if key in after else ""
                samples.replace(place, {**samples.document(place), "individualId": owner}, keep=False)
        _leave_others(study, new, after - before)

    def set_free(self, study: SandboxStudy, document: Document, _options: Mapping[str, str], now: str) -> None:
        """Take an entry that is deleted by force out of those that hold it."""
        families = study.collections["families"]
        for key in document["familyIds"]:
            place = families.position(key)
            if place is not None:
                members = [one for one in families.document(place)["members"] if one["id"] != document["id"]]
                change(study, "families", place, family_of(study, members), now=now)

    def deleted(self, study: SandboxStudy, document: Document, now: str) -> None:
        """Take a deleted entry out of those it belonged to."""
        people, samples = study.collections["individuals"], study.collections["samples"]
        for field in ("father", "mother"):
            for place in people.positions(document["id"], f"{field}.id"):
                change(study, "individuals", place, {field: None}, now=now, reach=False)
        for place in samples.positions(document["id"], "individualId"):
            samples.replace(place, {**samples.document(place), "individualId": ""}, keep=False)

    def check_free(self, _study: SandboxStudy, document: Document) -> None:
        """Refuse to delete a member of a family."""
        if document["familyIds"]:
            key, names = document["id"], ", ".join(document["familyIds"])
            raise Refusal(
                Java.CATALOG, f"Could not delete individual '{key}'. Individual found in the families: {names}"
            )


RULES = _IndividualRules(kind_named("individuals"))

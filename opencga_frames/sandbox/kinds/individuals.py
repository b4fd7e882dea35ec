"""Individuals: they have parents and samples, and members of families cannot be deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.catalog.fragments import uuid_of
from opencga_frames.sandbox.entries.blank import new_document
from opencga_frames.sandbox.entries.links import named, places
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
            samples.append(new_document(kind, given, uuid, now, server=study.server))


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

    def check_free(self, _study: SandboxStudy, document: Document) -> None:
        """Refuse to delete a member of a family."""
        if document["familyIds"]:
            key, names = document["id"], ", ".join(document["familyIds"])
            raise Refusal(
                Java.CATALOG, f"Could not delete individual '{key}'. Individual found in the families: {names}"
            )


RULES = _IndividualRules(kind_named("individuals"))

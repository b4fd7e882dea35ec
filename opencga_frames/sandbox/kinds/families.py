"""Families: their roles, phenotypes and disorders are those of their members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.entries.family_roles import family_of
from opencga_frames.sandbox.entries.links import change, named, places
from opencga_frames.sandbox.kinds.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["RULES"]


def _enter(study: SandboxStudy, family: Document, keys: list[str], now: str) -> None:
    """Enter a family in its members."""
    people = study.collections["individuals"]
    for key in keys:
        place = people.position(key)
        if place is not None:
            families = [*people.document(place)["familyIds"], family["id"]]
            change(study, "individuals", place, {"familyIds": families}, now=now, reach=False)


def _leave(study: SandboxStudy, family: Document, keys: list[str]) -> None:
    """Take a family out of people who are no members any more."""
    people = study.collections["individuals"]
    for key in keys:
        place = people.position(key)
        if place is not None:
            old = people.document(place)
            names = [name for name in old["familyIds"] if name != family["id"]]
            people.replace(place, {**old, "familyIds": names}, keep=False)


class _FamilyRules(Rules):
    """What families do otherwise."""

    def completed(self, _study: SandboxStudy, body: Document, query: Mapping[str, str]) -> Document:
        """Take the members from the query, where they are given there."""
        return {**body, "members": query["members"].split(",")} if query.get("members") else body

    def prepare(self, study: SandboxStudy, document: Document, body: Document, _now: str) -> None:
        """Complete the document of a new entry."""
        document.update(family_of(study, [{"id": key} for key in named(body, "members")]))
        document["expectedSize"] = body.get("expectedSize", -1)

    def link(self, study: SandboxStudy, document: Document, now: str) -> None:
        """Enter a new entry in those it belongs to."""
        _enter(study, document, [one["id"] for one in document["members"]], now)

    def check_update(self, study: SandboxStudy, body: Document) -> None:
        """Refuse an update that names entries that are not there."""
        places(study, "individuals", named(body, "members"))

    def updating(self, study: SandboxStudy, _old: Document, values: Document, _now: str) -> None:
        """Complete the new values before they are written."""
        if "members" in values:
            values.update(family_of(study, values["members"]))

    def updated(self, study: SandboxStudy, old: Document, new: Document, now: str) -> None:
        """Follow the new values to others."""
        before, after = ([one["id"] for one in document["members"]] for document in (old, new))
        _enter(study, new, [key for key in after if key not in before], now)
        _leave(study, new, [key for key in before if key not in after])

    def deleted(self, study: SandboxStudy, document: Document, _now: str) -> None:
        """Take a deleted entry out of those it belonged to."""
        _leave(study, document, [one["id"] for one in document["members"]])


RULES = _FamilyRules(kind_named("families"))

"""Families: their roles, phenotypes and disorders are those of their members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.entries.family_roles import gathered, roles_of
from opencga_frames.sandbox.entries.links import change, named, places
from opencga_frames.sandbox.kinds.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["RULES"]


class _FamilyRules(Rules):
    """What families do otherwise."""

    def completed(self, _study: SandboxStudy, body: Document, query: Mapping[str, str]) -> Document:
        """Take the members from the query, where they are given there."""
        return {**body, "members": query["members"].split(",")} if query.get("members") else body

    def prepare(self, study: SandboxStudy, document: Document, body: Document, _now: str) -> None:
        """Gather roles, phenotypes and disorders of the members."""
        keys = named(body, "members")
        members = study.collections["individuals"].documents(places(study, "individuals", keys))
        document["members"] = [{"id": key} for key in keys]
        document["roles"] = roles_of(members)
        document["phenotypes"] = gathered(members, "phenotypes")
        document["disorders"] = gathered(members, "disorders")
        document["expectedSize"] = body.get("expectedSize", -1)

    def link(self, study: SandboxStudy, document: Document, now: str) -> None:
        """Enter the family in its members."""
        people = study.collections["individuals"]
        for member in document["members"]:
            place = people.position(member["id"])
            if place is not None:
                families = [*people.document(place)["familyIds"], document["id"]]
                change(study, "individuals", place, {"familyIds": families}, now=now, reach=False)

    def deleted(self, study: SandboxStudy, document: Document, _now: str) -> None:
        """Take the family out of its members."""
        people = study.collections["individuals"]
        for member in document["members"]:
            place = people.position(member["id"])
            if place is not None:
                old = people.document(place)
                names = [name for name in old["familyIds"] if name != document["id"]]
                people.replace(place, {**old, "familyIds": names}, keep=False)


RULES = _FamilyRules(kind_named("families"))

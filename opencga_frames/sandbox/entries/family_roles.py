"""Roles in a family, worked out from fathers, mothers and sexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.entries.links import places

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["family_of", "gathered"]

_CHILD = {"MALE": "SON", "FEMALE": "DAUGHTER"}


def _roles_of(members: list[Document]) -> dict[str, dict[str, str]]:
    """Return who is whose father, mother, son or daughter."""
    ids = {member["id"] for member in members}
    roles: dict[str, dict[str, str]] = {member["id"]: {} for member in members}
    for member in members:
        for field, role in (("father", "FATHER"), ("mother", "MOTHER")):
            parent = str((member.get(field) or {}).get("id"))
            if parent in ids:
                child = _CHILD.get(member["sex"]["id"], "CHILD_OF_UNKNOWN_SEX")
                roles[member["id"]][parent] = role
                roles[parent][member["id"]] = child
    return roles


def gathered(members: list[Document], field: str) -> list[Document]:
    """Return the terms of all members, each once, without what is said of one member only."""
    terms = {term["id"]: term for member in members for term in member.get(field, [])}
    return [{**term, "ageOfOnset": "-1", "status": "UNKNOWN"} if "status" in term else term for term in terms.values()]


def family_of(study: SandboxStudy, references: list[Document]) -> Document:
    """Return what a family knows of its members: who they are, their roles, and what they have.

    Parameters
    ----------
    study, references
        Where the members are, and their ids.
    """
    people = study.collections["individuals"]
    members = people.documents(places(study, "individuals", [one["id"] for one in references]))
    return {
        "members": [{"id": one["id"]} for one in references],
        "roles": _roles_of(members),
        "phenotypes": gathered(members, "phenotypes"),
        "disorders": gathered(members, "disorders"),
    }

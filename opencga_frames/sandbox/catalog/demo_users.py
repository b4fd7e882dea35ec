"""Who may log in to a sandbox, and what each of them may do in a study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.catalog import Account
from opencga_frames.sandbox.catalog.entities import read_facts

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.catalog import Organization
    from opencga_frames.sandbox.catalog.study import SandboxStudy

__all__ = ["PASSWORD", "ROLES", "enrol", "settle"]

#: Password of every user: there is nothing to protect.
PASSWORD = "Sandbox-2026"  # noqa: S105
ROLES = {
    "owner": "owns the organization: may do everything",
    "analyst": "may read and write",
    "viewer": "may read",
    "stranger": "is in no study: sees nothing",
}


def enrol(organization: Organization) -> None:
    """Add the four users of every sandbox to an organization."""
    organization.owner = "owner"
    for user in ROLES:
        organization.accounts[user] = Account(user, user.title(), PASSWORD, f"{user}@example.org")


def settle(study: SandboxStudy) -> None:
    """Make the users members of a study, each with their permissions."""
    templates = read_facts("permissions.yml")
    study.groups["@members"] = ["owner", "analyst", "viewer"]
    study.groups["@admins"] = ["owner"]
    study.groups["@analysts"] = ["analyst"]
    study.acl["@analysts"] = list(templates["analyst"])
    study.acl["viewer"] = list(templates["view_only"])

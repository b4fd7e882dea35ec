"""Everything the sandbox holds: organizations, their users, projects and studies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.uids import Uids
from opencga_frames.sandbox.server_version import RECORDED, ServerVersion
from opencga_frames.sandbox.wire.answers import Document  # noqa: TC001 - msgspec reads the annotations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.sandbox.catalog.study import SandboxStudy

__all__ = ["ADMIN", "Account", "Catalog", "Organization", "Project"]

#: Organization, and first user, of the administrators of the server.
ADMIN = "opencga"


@dataclass(slots=True)
class Account:
    """A user of an organization.

    Attributes
    ----------
    failures
        Wrong passwords in a row; the account is banned at the fifth.
    status
        READY, BANNED or SUSPENDED.
    configs, filters
        What the user keeps on the server: settings by id, and queries.
    used
        Earlier passwords.
    """

    user: str
    name: str
    password: str = field(repr=False)
    email: str = ""
    created: str = "20210101080000"
    modified: str = ""
    expires: str = "20991231235959"
    password_expires: str = ""
    failures: int = 0
    status: str = "READY"
    attributes: Document = field(default_factory=dict)
    configs: Document = field(default_factory=dict)
    filters: list[Document] = field(default_factory=list)
    used: list[str] = field(default_factory=list, repr=False)


@dataclass(slots=True)
class Project:
    """A project: its document without studies, its number, and its studies by id."""

    document: Document
    uid: int = 1
    studies: dict[str, SandboxStudy] = field(default_factory=dict)


@dataclass(slots=True)
class Organization:
    """An organization: accounts and projects, the key that signs its tokens, the numbers it gives to everything."""

    id: str
    secret: str = field(repr=False)
    document: Document = field(default_factory=dict)
    server: ServerVersion = RECORDED
    owner: str = ""
    admins: list[str] = field(default_factory=list)
    seconds: int = 3600
    accounts: dict[str, Account] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    notes: list[Document] = field(default_factory=list)
    uids: Uids = field(default_factory=Uids)

    def studies(self) -> Iterator[tuple[Project, SandboxStudy]]:
        """Yield every study with its project."""
        for project in self.projects.values():
            for study in project.studies.values():
                yield project, study

    def governs(self, user: str) -> bool:
        """Return whether a user is the owner or an administrator."""
        return user == self.owner or user in self.admins


@dataclass(slots=True)
class Catalog:
    """All organizations of a server by id, and whether it has a storage for variants."""

    server: ServerVersion = RECORDED
    organizations: dict[str, Organization] = field(default_factory=dict)
    storage: bool = False

    @property
    def only(self) -> str:
        """Id of the one organization beside that of the administrators, ``""`` when there are none or several."""
        ordinary = [name for name in self.organizations if name != ADMIN]
        return ordinary[0] if len(ordinary) == 1 else ""

"""Everything a sandbox holds, in a folder."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from opencga_frames.sandbox.catalog.catalog import Account, Catalog, Organization, Project
from opencga_frames.sandbox.catalog.passwords import hashed
from opencga_frames.sandbox.catalog.uids import Uids
from opencga_frames.sandbox.saving.folder import SavedFolder
from opencga_frames.sandbox.saving.study import read_study, study_files
from opencga_frames.sandbox.server_version import ServerVersion  # noqa: TC001 - read at run time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike

__all__ = ["KeptSandbox", "read_catalog", "write_catalog"]

_NAME = "catalog.json.gz"


class _KeptProject(msgspec.Struct):
    """A project, with the folders of its studies by id."""

    document: dict[str, Any]
    uid: int
    studies: dict[str, str]


class _KeptOrganization(msgspec.Struct):
    """An organization without its studies."""

    id: str
    secret: str
    document: dict[str, Any]
    owner: str
    admins: list[str]
    seconds: int
    accounts: dict[str, Account]
    notes: list[dict[str, Any]]
    last_uid: int
    projects: dict[str, _KeptProject]


class KeptSandbox(msgspec.Struct):
    """A sandbox without its studies.

    Attributes
    ----------
    users
        Users and roles that it prints.
    daemon
        Whether it works on jobs.
    """

    server: ServerVersion
    storage: bool
    organizations: list[_KeptOrganization]
    users: dict[str, str]
    daemon: bool


def _kept_account(account: Account, organization: str) -> Account:
    owner = f"{organization}@{account.user}"
    used = [hashed(one, owner) for one in account.used]
    return dataclasses.replace(account, password=hashed(account.password, owner), used=used)


def _folders(catalog: Catalog) -> dict[str, str]:
    """Return the folder of each study by its full name; ids such as ``..`` are no names of folders."""
    studies = [study for one in catalog.organizations.values() for _, study in one.studies()]
    return {study.fqn: f"study-{number}" for number, study in enumerate(studies, 1)}


def _kept_organization(organization: Organization, folders: dict[str, str]) -> _KeptOrganization:
    projects = {
        key: _KeptProject(
            project.document, project.uid, {name: folders[one.fqn] for name, one in project.studies.items()}
        )
        for key, project in organization.projects.items()
    }
    names = ("id", "secret", "document", "owner", "admins", "seconds", "notes")
    return _KeptOrganization(
        **{name: getattr(organization, name) for name in names},
        accounts={user: _kept_account(one, organization.id) for user, one in organization.accounts.items()},
        last_uid=organization.uids.last,
        projects=projects,
    )


def write_catalog(catalog: Catalog, folder: str | PathLike[str], users: dict[str, str], *, daemon: bool) -> None:
    """Write everything to a folder.

    Parameters
    ----------
    catalog
        Organizations and everything below them.
    folder
        A new or empty folder, or one that was written before.
    users
        Users and roles that the sandbox prints.
    daemon
        Whether it works on jobs.
    """
    folders = _folders(catalog)
    organizations = [_kept_organization(one, folders) for one in catalog.organizations.values()]
    kept = KeptSandbox(catalog.server, catalog.storage, organizations, users, daemon)

    def files() -> Iterator[tuple[str, Iterable[bytes]]]:
        yield _NAME, [msgspec.json.encode(kept)]
        for organization in catalog.organizations.values():
            for _, study in organization.studies():
                yield from study_files(study, folders[study.fqn])

    SavedFolder(Path(folder)).write(files())


def read_catalog(folder: str | PathLike[str]) -> tuple[Catalog, KeptSandbox]:
    """Return what was written to a folder.

    Raises
    ------
    StorageError
        When the folder is damaged.
    """
    saved = SavedFolder(Path(folder))
    kept: KeptSandbox = saved.one(_NAME, KeptSandbox)
    catalog = Catalog(kept.server, storage=kept.storage)
    for one in kept.organizations:
        catalog.organizations[one.id] = _organization(saved, one, kept.server)
    return catalog, kept


def _organization(saved: SavedFolder, kept: _KeptOrganization, server: ServerVersion) -> Organization:
    names = ("id", "secret", "document", "owner", "admins", "seconds", "accounts", "notes")
    given = {name: getattr(kept, name) for name in names}
    organization = Organization(**given, server=server, uids=Uids(kept.last_uid))
    for key, project in kept.projects.items():
        organization.projects[key] = made = Project(project.document, project.uid)
        for name, place in project.studies.items():
            made.studies[name] = read_study(saved, place, organization)
    return organization

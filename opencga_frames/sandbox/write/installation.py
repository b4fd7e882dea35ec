"""A server with nothing but its administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.catalog import ADMIN
from opencga_frames.sandbox.write.organizations import create_organization, create_project
from opencga_frames.sandbox.write.studies import create_study
from opencga_frames.sandbox.write.users import create_account

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.catalog import Catalog
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["install"]


def install(catalog: Catalog, body: Document, now: str) -> None:
    """Add the organization of the administrators, with one user, one project and one study.

    Parameters
    ----------
    catalog
        An empty catalog.
    body
        ``secretKey``, ``password`` and ``email``.
    now
        The current time as 14 digits.
    """
    token = {"secretKey": body.get("secretKey"), "expiration": 3600}
    organization = create_organization(catalog, {"id": ADMIN, "configuration": {"token": token}}, now)
    account = {"id": ADMIN, "name": ADMIN, "password": body.get("password"), "email": body.get("email")}
    create_account(organization, account, now)
    organization.owner = ADMIN
    organism = {"scientificName": "Homo sapiens", "commonName": "", "assembly": "grch38"}
    organization.uids.next()
    project = create_project(organization, {"id": "admin", "description": "Default project", "organism": organism}, now)
    create_study(organization, project, {"id": "admin", "description": "Default study"}, now)

"""The invented organization ``demo`` with its two studies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.catalog import Catalog, Organization, Project
from opencga_frames.sandbox.catalog.collection import DocumentSource, Listed
from opencga_frames.sandbox.catalog.demo_users import enrol, settle
from opencga_frames.sandbox.catalog.documents import organization_document, project_document, study_document
from opencga_frames.sandbox.catalog.study import SandboxStudy
from opencga_frames.sandbox.generate.annotations import generated_variable_sets
from opencga_frames.sandbox.generate.clinical import generated_cases
from opencga_frames.sandbox.generate.cohorts import CohortPlan, generated_cohorts
from opencga_frames.sandbox.generate.families import GeneratedFamilies
from opencga_frames.sandbox.generate.files import FilePlan, GeneratedFiles
from opencga_frames.sandbox.generate.individuals import GeneratedIndividuals
from opencga_frames.sandbox.generate.panels import generated_panels
from opencga_frames.sandbox.generate.pedigree import plan
from opencga_frames.sandbox.generate.samples import GeneratedSamples
from opencga_frames.sandbox.generate.somatic import somatic_entries

if TYPE_CHECKING:
    from opencga_frames.sandbox.server_version import ServerVersion
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["add_study", "demo_organization", "generated_catalog"]

_BORN = "20190107090000"
_STUDY_BORN = "20190114093000"


def demo_organization(catalog: Catalog) -> Organization:
    """Add the organization ``demo`` with its users."""
    # Before 3.0 there were no organizations: the name of a study began with the user who owned it.
    key = "demo" if catalog.server.since("3.0.0") else "owner"
    document = organization_document(key, "Demo hospital", _BORN, catalog.server)
    organization = Organization(key, "secret-of-the-sandbox-0123456789", document, catalog.server)
    enrol(organization)
    catalog.organizations[key] = organization
    return organization


def add_study(
    catalog: Catalog, organization: Organization, names: tuple[str, str], sources: dict[str, DocumentSource]
) -> SandboxStudy:
    """Add a study, and its project when it is not there yet.

    Parameters
    ----------
    catalog, organization
        Where to.
    names
        Ids of project and study.
    sources
        Its entries by kind.
    """
    project_id, study_id = names
    if project_id not in organization.projects:
        document = project_document(organization.id, project_id, _BORN, catalog.server)
        organization.projects[project_id] = Project(document)
    uid = organization.uids.next()
    document = study_document(organization.id, project_id, study_id, uid, server=catalog.server, date=_STUDY_BORN)
    study = SandboxStudy(
        document, uid, sources, generated_variable_sets(), server=catalog.server, uids=organization.uids
    )
    settle(study)
    organization.projects[project_id].studies[study_id] = study
    return study


def _germline(samples: int, seed: int, base: str, server: ServerVersion) -> dict[str, DocumentSource]:
    pedigree = plan(samples, seed)
    files, cohorts = FilePlan(pedigree), CohortPlan(pedigree, seed)
    cases, interpretations = generated_cases(pedigree, seed, server, files.of_sample)
    return {
        "samples": GeneratedSamples(pedigree, seed, files, cohorts, server=server),
        "individuals": GeneratedIndividuals(pedigree, seed, server),
        "families": GeneratedFamilies(pedigree, seed, server),
        "cohorts": Listed(generated_cohorts(cohorts, seed, server)),
        "panels": Listed(generated_panels(seed, server)),
        "clinical": Listed(cases),
        "interpretations": Listed(interpretations),
        "files": GeneratedFiles(files, seed, base, server),
    }


def _listed(entries: dict[str, list[Document]]) -> dict[str, DocumentSource]:
    return {name: Listed(documents) for name, documents in entries.items()}


def generated_catalog(samples: int, seed: int, server: ServerVersion) -> Catalog:
    """Return a catalog with invented data.

    Parameters
    ----------
    samples
        How many samples the main study has.
    seed
        Same seed, same data.
    server
        The server it is on.
    """
    catalog = Catalog(server, storage=True)
    organization = demo_organization(catalog)
    base = "file:///srv/opencga/sessions/orgs/demo/projects"
    add_study(catalog, organization, ("rare", "germline"), _germline(samples, seed, f"{base}/1/1", server))
    add_study(catalog, organization, ("onco", "tumour"), _listed(somatic_entries(seed, f"{base}/2/2", server)))
    return catalog

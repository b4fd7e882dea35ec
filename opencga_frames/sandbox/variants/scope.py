"""Whose variants a call is about: the caller, the study with its variants, and the parameters under today's names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import allowed, entry_permissions, find_study, governs, sees_study, visibility
from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.variants.store import store_of
from opencga_frames.sandbox.wire.refusal import Java, Refusal, denied

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from opencga_frames.sandbox.access import CallingUser
    from opencga_frames.sandbox.catalog.catalog import Project
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.variants.store import VariantStore

__all__ = ["VariantScope", "has_variants", "variant_scope"]

#: Older names of parameters, which the server still takes.
_OLDER = {
    "ids": "id",
    "annot-ct": "ct",
    "annot-xref": "xref",
    "annot-biotype": "biotype",
    "returnedSamples": "includeSample",
    "returnedFiles": "includeFile",
    "returnedStudies": "includeStudy",
    "includeFormat": "includeSampleData",
    "samples": "sample",
    "files": "file",
    "fields": "field",
    "facet": "field",
}
_NEGATED = 'Cannot invoke "java.util.List.iterator()" because "<parameter1>" is null'


@dataclass(frozen=True)
class VariantScope:
    """A call about the variants of one study.

    Attributes
    ----------
    caller, study, store
        The client that calls, and what it asks about.
    query
        Parameters by their names of today, empty ones left out.
    """

    caller: CallingUser
    study: SandboxStudy
    store: VariantStore
    query: Mapping[str, str]

    def flag(self, name: str) -> bool:
        """Return whether a boolean parameter is ``true``."""
        return self.query.get(name, "").lower() == "true"

    @cached_property
    def loaded(self) -> frozenset[str]:
        """Samples with variants."""
        return frozenset(self.store.samples)

    def check_samples(self, name: str, ids: Sequence[str]) -> None:
        """Refuse samples of a parameter that are not there, are hidden, or whose variants are."""
        kind = kind_named("samples")
        collection = self.study.collections["samples"]
        sees = visibility(self.caller, self.study, kind)
        known = [key for key in ids if collection.position(key) is not None and (sees is None or sees(key))]
        if len(known) < len(ids) or len(set(ids)) < len(ids):
            message = f"Some samples from query param '{name}' can not be found"
            raise denied(message)
        if not all(map(self.may_use, ids)):
            message = f"Some samples from query param '{name}' can not be used for filtering variants"
            raise denied(message)

    def may_use(self, sample: str) -> bool:
        """Return whether the caller may see the genotypes of a sample."""
        if governs(self.caller, self.study):
            return True
        rules = self.study.entry_acl["samples"].get(sample, {})
        given = entry_permissions(self.caller, self.study, rules)
        general = allowed(self.caller, self.study, "VIEW_SAMPLE_VARIANTS")
        return general if given is None else "VIEW_VARIANTS" in given

    @cached_property
    def usable(self) -> list[str]:
        """Samples with variants whose genotypes the caller may see."""
        return [sample for sample in self.store.samples if self.may_use(sample)]

    def check_aggregated(self) -> None:
        """Refuse a caller who may not see variants without naming samples."""
        if not allowed(self.caller, self.study, "VIEW_AGGREGATED_VARIANTS"):
            where = f"Study {{ uid: {self.study.uid} }}"
            message = f"Permission denied. User '{self.caller.user}' cannot VIEW_AGGREGATED_VARIANTS {where}"
            raise denied(message)

    def cohort(self, cohort: str) -> list[str]:
        """Return the loaded samples of a cohort, or refuse an unknown one."""
        if cohort in self.store.cohorts[:1]:
            return list(self.store.samples)
        collection = self.study.collections["cohorts"]
        place = collection.position(cohort)
        if place is None:
            raise Refusal(Java.CATALOG, f"Missing cohorts: '{cohort}' not found.")
        return [one["id"] for one in collection.document(place)["samples"] if one["id"] in self.loaded]


def has_variants(caller: CallingUser) -> bool:
    """Return whether any study of the caller's organization has variants."""
    return any(store_of(study) is not None for _, study in caller.organization.studies())


def current_names(query: Mapping[str, str]) -> dict[str, str]:
    """Return parameters under their names of today, without empty ones."""
    return {_OLDER.get(name, name): value for name, value in query.items() if value}


def _visible(caller: CallingUser) -> list[tuple[Project, SandboxStudy]]:
    return [(project, study) for project, study in caller.organization.studies() if sees_study(caller, study)]


def _of_projects(caller: CallingUser, studies: list[tuple[Project, SandboxStudy]]) -> list[SandboxStudy]:
    """Return studies, or refuse those of several projects."""
    projects = list(dict.fromkeys(f"{caller.organization.id}@{project.document['id']}" for project, _ in studies))
    if len(projects) > 1:
        raise Refusal(Java.CATALOG, f"Multiple projects found: [{', '.join(projects)}]. Please, specify one project.")
    return [study for _, study in studies]


def _named(caller: CallingUser, text: str) -> list[SandboxStudy]:
    if text.startswith("!"):
        raise Refusal(Java.NULL, _NEGATED)
    named = [find_study(caller, part) for part in text.replace(";", ",").split(",")]
    return _of_projects(caller, [(project, study) for project, study in _visible(caller) if study in named])


def _candidates(caller: CallingUser, query: Mapping[str, str]) -> list[SandboxStudy]:
    """Return the studies that are asked, those of the project without a name."""
    if "study" in query:
        return _named(caller, query["study"])
    project_id = query.get("project", "").rpartition("@")[2]
    visible = [(p, s) for p, s in _visible(caller) if project_id in {"", p.document["id"]}]
    return [study for study in _of_projects(caller, visible) if store_of(study) is not None]


def variant_scope(caller: CallingUser, query: Mapping[str, str]) -> VariantScope:
    """Settle the study of a call, or refuse it.

    Parameters
    ----------
    caller
        The user who calls.
    query
        Parameters as sent.
    """
    names = current_names(query)
    studies = _candidates(caller, names)
    for study in studies:
        store = store_of(study)
        if store is not None:
            return VariantScope(caller, study, store, names)
    wanted = studies[0].fqn if studies else names.get("project", "")
    organization = wanted.rpartition(":")[0]
    ready = [
        s.fqn for _, s in caller.organization.studies() if store_of(s) is not None and s.fqn.startswith(organization)
    ]
    message = f'Study {{ name: "{wanted}" }} not found. Available studies: [{", ".join(ready)}]'
    raise Refusal(Java.VARIANTS, message)

"""Invented cohorts: everybody, parents, cases, and one per common phenotype."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.fragments import internal, status, uuid_of
from opencga_frames.sandbox.generate.annotations import annotation_sets
from opencga_frames.sandbox.generate.calendar import timestamp
from opencga_frames.sandbox.generate.individuals import phenotypes_of
from opencga_frames.sandbox.generate.random_numbers import RandomNumbers
from opencga_frames.sandbox.generate.vocabulary import vocabulary

if TYPE_CHECKING:
    from opencga_frames.sandbox.generate.pedigree import Pedigree
    from opencga_frames.sandbox.server_version import ServerVersion
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["CohortPlan", "generated_cohorts"]

_TYPES = {"ALL": "COLLECTION", "parents": "CONTROL_SET", "cases": "CASE_SET"}
_MAX_SAMPLES = 5_000


class CohortPlan:
    """Which cohorts a sample is in.

    Parameters
    ----------
    pedigree
        The plan of the study.
    seed
        Seed of the sandbox.

    Attributes
    ----------
    names : list of str
        Cohorts, in the order they were made.
    """

    def __init__(self, pedigree: Pedigree, seed: int) -> None:
        self._pedigree = pedigree
        self._random = RandomNumbers(seed, "individual")
        common = [term["OBSERVED"][0]["id"] for term in vocabulary().phenotypes[:6]]
        self._phenotypes = {key: f"with-{key.replace(':', '_')}" for key in common}
        self.names = ["ALL", "parents", "cases", *self._phenotypes.values()]

    def of_sample(self, position: int) -> tuple[str, ...]:
        """Return the cohorts of a sample; very large cohorts hold the first samples only."""
        return self._found[position] if position < _MAX_SAMPLES else ()

    @cached_property
    def _found(self) -> list[tuple[str, ...]]:
        return [self._of_sample(position) for position in range(min(len(self._pedigree.owners), _MAX_SAMPLES))]

    def _of_sample(self, position: int) -> tuple[str, ...]:
        place = self._pedigree.owners[position]
        role = self._pedigree.people[place].role
        terms = {one["id"] for one in phenotypes_of(self._random, place, role) if one["status"] == "OBSERVED"}
        own = [name for key, name in self._phenotypes.items() if key in terms]
        return ("ALL", "cases" if role.startswith("C") else "parents", *own)

    @cached_property
    def _positions(self) -> dict[str, list[int]]:
        positions: dict[str, list[int]] = {name: [] for name in self.names}
        for position, names in enumerate(self._found):
            for name in names:
                positions[name].append(position)
        return positions

    def sample_places(self, name: str) -> list[int]:
        """Return the positions of the samples of a cohort."""
        return self._positions.get(name, [])

    def members(self) -> dict[str, list[str]]:
        """Return the ids of the samples of each cohort."""
        return {
            name: [self._pedigree.sample_id(position) for position in positions]
            for name, positions in self._positions.items()
        }


def _cohort(
    random: RandomNumbers, position: int, name: str, *, samples: list[str], seed: int, server: ServerVersion
) -> Document:
    created = timestamp(random, position, 10)
    plan = {
        "id": "plan",
        "variableSetId": "cohort_plan",
        "annotations": {"purpose": _TYPES.get(name, "PHENOTYPE").lower(), "wave": 1 + position % 3},
    }
    return {
        "id": name,
        "annotationSets": [plan, *annotation_sets(random, position, ("every_type",))],
        "name": f"Cohort {name}",
        "uuid": uuid_of("05", str(seed), name),
        "type": _TYPES.get(name, "COLLECTION"),
        "tags": [f"t{position % 3}"],
        "creationDate": created,
        "modificationDate": created,
        "description": f"Samples of {name}",
        "samples": [{"id": sample} for sample in samples],
        "numSamples": len(samples),
        "release": 1,
        "status": status("", ""),
        "internal": internal("READY" if position % 2 else "NONE", created, server),
        "attributes": {"i": position},
    }


def generated_cohorts(plan: CohortPlan, seed: int, server: ServerVersion) -> list[Document]:
    """Return all cohorts of a study."""
    random = RandomNumbers(seed, "cohort")
    members = plan.members()
    return [
        _cohort(random, n, name, samples=members[name], seed=seed, server=server) for n, name in enumerate(plan.names)
    ]

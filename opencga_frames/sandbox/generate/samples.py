"""Invented samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np

from opencga_frames.sandbox.catalog.fragments import internal, status
from opencga_frames.sandbox.catalog.lookups import Coded, Derived, Numbered
from opencga_frames.sandbox.generate.annotations import annotation_sets
from opencga_frames.sandbox.generate.calendar import age_of, earlier_timestamps, later_timestamps, two_timestamps
from opencga_frames.sandbox.generate.entries import GeneratedEntries
from opencga_frames.sandbox.generate.quality import sample_quality
from opencga_frames.sandbox.generate.random_numbers import RandomNumbers
from opencga_frames.sandbox.generate.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from opencga_frames.sandbox.catalog.lookups import Positions, ValueLookup
    from opencga_frames.sandbox.generate.cohorts import CohortPlan
    from opencga_frames.sandbox.generate.files import FilePlan
    from opencga_frames.sandbox.generate.pedigree import Pedigree, Person
    from opencga_frames.sandbox.server_version import ServerVersion
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["GeneratedSamples"]

#: Newest version of one sample in eight each.
_VERSIONS = (1, 1, 1, 1, 1, 2, 2, 3)
_STATES = ("ARRIVED", "QC_PASS", "QC_FAIL")
_SOURCE = {"id": "biobank", "name": "Demo biobank", "description": "", "source": "own", "url": ""}
_SETS = ("intake", "every_type", "sequencing")
_METHODS = ("PCR-free", "Capture", "Amplicon")
_EXTRACTIONS = ("beads", "column")
_TYPES = {"g": "BLOOD", "saliva": "SALIVA", "rna": "BLOOD"}


class GeneratedSamples(GeneratedEntries):
    """Samples of a pedigree, made on demand.

    Parameters
    ----------
    pedigree
        The plan of the study.
    seed
        Seed of the sandbox.
    files, cohorts
        Plans that know which files and cohorts a sample is in.
    server
        The server they are on.
    """

    def __init__(
        self, pedigree: Pedigree, seed: int, files: FilePlan, cohorts: CohortPlan, *, server: ServerVersion
    ) -> None:
        self._server = server
        self._pedigree = pedigree
        self._files = files
        self._cohorts = cohorts
        self._people = RandomNumbers(seed, "individual")
        super().__init__(RandomNumbers(seed, "sample"), "04")

    def __len__(self) -> int:
        return len(self._pedigree.owners)

    def id_at(self, position: int) -> str:
        """Return the id of a sample."""
        return self._pedigree.sample_id(position)

    def _all_lookups(self) -> dict[str, Callable[[], ValueLookup]]:
        count, every, random = len(self), np.arange(len(self)), self._random
        return {
            "id": lambda: Derived(count, lambda position: (self.id_at(position),), self._pedigree.sample_places),
            "uuid": lambda: Derived(count, lambda position: (self.uuid_at(position),), self._uuids.places),
            "version": lambda: Coded(count, (1, 2, 3), self._newest_versions),
            "somatic": lambda: Coded(count, (False,)),
            "release": lambda: Coded(count, (1,)),
            "individualId": lambda: Derived(count, lambda p: (self._person(p).id,), self._pedigree.places_of_person),
            "fileIds": lambda: Derived(count, self._files.of_sample, self._files.sample_places),
            "cohortIds": lambda: Derived(count, self._cohorts.of_sample, self._cohorts.sample_places, sure=True),
            "creationDate": lambda: Numbered(count, lambda: earlier_timestamps(random, every, 10)),
            "modificationDate": lambda: Numbered(count, lambda: later_timestamps(random, every, 10)),
            "status.id": lambda: Coded(count, _STATES, lambda: random.integers(every, 6, len(_STATES))),
            "internal.status.id": lambda: Coded(count, ("READY",)),
        }

    def _all_parts(self) -> dict[str, Callable[[int], Any]]:
        return {
            "annotationSets": self._annotations,
            "phenotypes": self._phenotypes,
            "description": lambda position: f"Sample {self.id_at(position)}",
            "status": lambda position: status(self._state(position), self._created(position)),
            "processing": lambda position: self._processing(position, self._tissue(position), self._created(position)),
            "collection": lambda position: self._collection(position, self._tissue(position), self._created(position)),
        }

    def document(self, position: int) -> Document:
        """Return the newest version of a sample."""
        newest = self._newest(position)
        return self._version(position, newest, newest)

    def older(self, position: int) -> list[Document]:
        """Return earlier versions: described otherwise, not yet checked."""
        newest = self._newest(position)
        return [self._version(position, number, newest) for number in range(1, newest)]

    def _newest(self, position: int) -> int:
        return _VERSIONS[self._random.integer(position, 5, 8)]

    def _newest_versions(self) -> Positions:
        """Return, for each sample, its newest version less one."""
        return np.array(_VERSIONS)[self._random.integers(np.arange(len(self)), 5, 8)] - 1

    def _created(self, position: int) -> str:
        return two_timestamps(self._random, position, 10)[0]

    def _tissue(self, position: int) -> str:
        return self.id_at(position).rpartition("-")[2]

    def _person(self, position: int) -> Person:
        return self._pedigree.people[self._pedigree.owners[position]]

    def _state(self, position: int) -> str:
        return _STATES[self._random.integer(position, 6, 3)]

    def _annotations(self, position: int) -> list[Any]:
        return annotation_sets(self._random, position, _SETS, lambda: self._age(position))

    def _age(self, position: int) -> int:
        return age_of(self._people, self._pedigree.owners[position], self._person(position))

    def _for(self, positions: Sequence[int]) -> Self:
        twin = super()._for(positions)
        twin._people = self._people.drawn([self._pedigree.owners[position] for position in positions])  # noqa: SLF001 - a copy of its own
        return twin

    def _processing(self, position: int, tissue: str, day: str) -> Document:
        random = self._random
        return {
            "product": vocabulary().products["RNA" if tissue == "rna" else "DNA"],
            "preparationMethod": random.pick(position, 7, _METHODS),
            "extractionMethod": random.pick(position, 8, _EXTRACTIONS),
            "labSampleId": f"LS{position:07}",
            "quantity": f"{100 + 10 * random.integer(position, 9, 60)} ng",
            "date": day[:8],
            "attributes": {"plate": position % 96},
        }

    def _collection(self, position: int, tissue: str, day: str) -> Document:
        return {
            "from": [vocabulary().tissues[1 if tissue == "saliva" else 0]],
            "type": _TYPES[tissue],
            "quantity": f"{1 + self._random.integer(position, 4, 5)} ml",
            "method": "venepuncture" if tissue != "saliva" else "swab",
            "date": day[:8],
            "attributes": {},
        }

    def _phenotypes(self, position: int) -> list[Document]:
        random = self._random
        if random.integer(position, 31, 5):
            return []
        return [random.pick(position, 32, random.pick(position, 30, vocabulary().phenotypes)["OBSERVED"])]

    def _version(self, position: int, version: int, last: int) -> Document:
        """Return one version: the last is described and judged, the others are as they arrived."""
        random, key, newest = self._random, self.id_at(position), version == last
        tissue = key.rpartition("-")[2]
        created, modified = two_timestamps(random, position, 10)
        state = self._state(position) if newest else "ARRIVED"
        return {
            "id": key,
            "annotationSets": self._annotations(position),
            "uuid": self.uuid_at(position),
            "source": _SOURCE,
            "processing": self._processing(position, tissue, created),
            "collection": self._collection(position, tissue, created),
            "qualityControl": sample_quality(random, position, key),
            "release": 1,
            "version": version,
            "creationDate": created,
            "modificationDate": modified if newest else created,
            "description": f"Sample {key}" if newest else f"Sample {key}, version {version}",
            "somatic": False,
            "phenotypes": self._phenotypes(position),
            "individualId": self._person(position).id,
            "fileIds": self._files.of_sample(position, key),
            "cohortIds": list(self._cohorts.of_sample(position)),
            "status": status(state, created),
            "internal": {
                **internal("READY", created, self._server, modified=modified),
                "rga": {"status": "NOT_INDEXED", "date": created},
                "variant": {},
            },
            "attributes": {"rack": f"R{position % 5}", "box": position % 81},
        }

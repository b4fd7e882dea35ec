"""Invented samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.catalog.fragments import internal, status, uuid_of
from opencga_frames.sandbox.generate.annotations import annotation_sets
from opencga_frames.sandbox.generate.calendar import age_of, two_timestamps
from opencga_frames.sandbox.generate.quality import sample_quality
from opencga_frames.sandbox.generate.random_numbers import RandomNumbers
from opencga_frames.sandbox.generate.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.sandbox.generate.cohorts import CohortPlan
    from opencga_frames.sandbox.generate.files import FilePlan
    from opencga_frames.sandbox.generate.pedigree import Pedigree, Person
    from opencga_frames.sandbox.server_version import ServerVersion
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["GeneratedSamples"]

_STATES = ("ARRIVED", "QC_PASS", "QC_FAIL")
_METHODS = ("PCR-free", "Capture", "Amplicon")
_EXTRACTIONS = ("beads", "column")
_TYPES = {"g": "BLOOD", "saliva": "SALIVA", "rna": "BLOOD"}


class GeneratedSamples:
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
        self._random = RandomNumbers(seed, "sample")
        self._files = files
        self._cohorts = cohorts
        self._seed = str(seed)

    def __len__(self) -> int:
        return len(self._pedigree.owners)

    def id_at(self, position: int) -> str:
        """Return the id of a sample."""
        return self._pedigree.sample_id(position)

    def uuid_at(self, position: int) -> str:
        """Return the uuid of a sample."""
        return uuid_of("04", self._seed, self.id_at(position))

    def quick(self, path: str) -> Callable[[int], list[Any]] | None:
        """Return a way to values that need no document."""
        ways: dict[str, Callable[[int], list[Any]]] = {
            "id": lambda position: [self.id_at(position)],
            "uuid": lambda position: [self.uuid_at(position)],
            "version": lambda position: [self._newest(position)],
            "somatic": lambda _: [False],
            "release": lambda _: [1],
            "individualId": lambda position: [self._person(position).id],
            "cohortIds": self._cohorts.of_sample,
            "fileIds": self._files.of_sample,
            "creationDate": lambda position: [two_timestamps(self._random, position, 10)[0]],
            "modificationDate": lambda position: [two_timestamps(self._random, position, 10)[1]],
            "status.id": lambda position: [self._state(position)],
            "internal.status.id": lambda _: ["READY"],
            "annotationSets": self._annotations,
        }
        return ways.get(path)

    def document(self, position: int) -> Document:
        """Return the newest version of a sample."""
        return self._version(position, self._newest(position))

    def older(self, position: int) -> list[Document]:
        """Return earlier versions: described otherwise, not yet checked."""
        return [self._version(position, number) for number in range(1, self._newest(position))]

    def _newest(self, position: int) -> int:
        return (1, 1, 1, 1, 1, 2, 2, 3)[self._random.integer(position, 5, 8)]

    def _person(self, position: int) -> Person:
        return self._pedigree.people[self._pedigree.owners[position]]

    def _state(self, position: int) -> str:
        return _STATES[self._random.integer(position, 6, 3)]

    def _annotations(self, position: int) -> list[Any]:
        age = age_of(self._random, self._pedigree.owners[position], self._person(position).role)
        return annotation_sets(self._random, position, ("intake", "every_type", "sequencing"), age=age)

    def _processing(self, position: int, tissue: str, day: str) -> Document:
        random = self._random
        return {
            "product": vocabulary().products["RNA" if tissue == "rna" else "DNA"],
            "preparationMethod": random.pick(position, 7, _METHODS),
            "extractionMethod": random.pick(position, 8, _EXTRACTIONS),
            "labSampleId": f"LS{position:07}",
            "quantity": f"{100 + 10 * random.integer(position, 9, 60)} ng",
            "date": day,
            "attributes": {"plate": position % 96},
        }

    def _collection(self, position: int, tissue: str, day: str) -> Document:
        return {
            "from": [vocabulary().tissues[1 if tissue == "saliva" else 0]],
            "type": _TYPES[tissue],
            "quantity": f"{1 + self._random.integer(position, 4, 5)} ml",
            "method": "venepuncture" if tissue != "saliva" else "swab",
            "date": day,
            "attributes": {},
        }

    def _phenotypes(self, position: int) -> list[Document]:
        random = self._random
        if random.integer(position, 31, 5):
            return []
        return [random.pick(position, 32, random.pick(position, 30, vocabulary().phenotypes)["OBSERVED"])]

    def _version(self, position: int, version: int) -> Document:
        """Return one version: the newest is described and judged, the others are as they arrived."""
        random = self._random
        key = self.id_at(position)
        tissue = key.rpartition("-")[2]
        created, modified = two_timestamps(random, position, 10)
        newest = version == self._newest(position)
        state = self._state(position) if newest else "ARRIVED"
        return {
            "id": key,
            "annotationSets": self._annotations(position),
            "uuid": self.uuid_at(position),
            "source": {"id": "biobank", "name": "Demo biobank", "description": "", "source": "own", "url": ""},
            "processing": self._processing(position, tissue, created[:8]),
            "collection": self._collection(position, tissue, created[:8]),
            "qualityControl": sample_quality(random, position, key),
            "release": 1,
            "version": version,
            "creationDate": created,
            "modificationDate": modified if newest else created,
            "description": f"Sample {key}" if newest else f"Sample {key}, version {version}",
            "somatic": False,
            "phenotypes": self._phenotypes(position),
            "individualId": self._person(position).id,
            "fileIds": self._files.of_sample(position),
            "cohortIds": self._cohorts.of_sample(position),
            "status": status(state, created),
            "internal": {
                **internal("READY", created, self._server, modified=modified),
                "rga": {"status": "NOT_INDEXED", "date": created},
                "variant": {},
            },
            "attributes": {"rack": f"R{position % 5}", "box": position % 81},
        }

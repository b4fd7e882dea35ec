"""Invented individuals and families."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.catalog.fragments import internal, status, uuid_of
from opencga_frames.sandbox.generate.annotations import annotation_sets
from opencga_frames.sandbox.generate.calendar import age_of, birthday, two_timestamps, years_of_birth
from opencga_frames.sandbox.generate.quality import individual_quality
from opencga_frames.sandbox.generate.random_numbers import RandomNumbers
from opencga_frames.sandbox.generate.vocabulary import PHENOTYPE_STATES, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.sandbox.generate.pedigree import Pedigree
    from opencga_frames.sandbox.server_version import ServerVersion
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["GeneratedIndividuals", "disorders_of", "phenotypes_of", "sex_of"]

_STATES = ("RECRUITED", "SEQUENCED", "CLOSED")


def sex_of(random: RandomNumbers, position: int, role: str) -> tuple[str, str]:
    """Return sex and karyotypic sex of a person."""
    if role == "FA":
        return "MALE", "XY"
    if role == "MO":
        return "FEMALE", "XX"
    chance = random.integer(position, 20, 40)
    if chance == 0:
        return "MALE", "XXY"
    if chance == 1:
        return "UNKNOWN", "UNKNOWN"
    return ("MALE", "XY") if chance % 2 else ("FEMALE", "XX")


def phenotypes_of(random: RandomNumbers, position: int, role: str) -> list[Document]:
    """Return the phenotypes of a person, each with a state and an age of onset of their own.

    Children have one to four, parents seldom one. Seven in ten are observed, two looked for and not found.
    """
    terms = vocabulary().phenotypes
    count = 1 + random.integer(position, 21, 4) if role.startswith("C") else int(random.integer(position, 21, 8) == 0)
    start = random.integer(position, 22, len(terms))
    return [_phenotype(random, position, terms[(start + 7 * n) % len(terms)], 40 + 2 * n) for n in range(count)]


def _phenotype(random: RandomNumbers, position: int, term: dict[str, tuple[Document, ...]], purpose: int) -> Document:
    chance = random.integer(position, purpose, 10)
    state = PHENOTYPE_STATES[0 if chance < 7 else 1 if chance < 9 else 2]
    return random.pick(position, purpose + 1, term[state])


def disorders_of(random: RandomNumbers, position: int, role: str) -> list[Document]:
    """Return the disorder of a person: three children of four have one."""
    if role != "C1" or random.integer(position, 23, 4) == 0:
        return []
    return [random.pick(position, 24, vocabulary().disorders)]


class GeneratedIndividuals:
    """Individuals of a pedigree, made on demand.

    Parameters
    ----------
    pedigree
        The plan of the study.
    seed
        Seed of the sandbox.
    server
        The server they are on.
    """

    def __init__(self, pedigree: Pedigree, seed: int, server: ServerVersion) -> None:
        self._server = server
        self._pedigree = pedigree
        self._random = RandomNumbers(seed, "individual")
        self._seed = str(seed)

    def __len__(self) -> int:
        return len(self._pedigree.people)

    def id_at(self, position: int) -> str:
        """Return the id of an individual."""
        return self._pedigree.people[position].id

    def uuid_at(self, position: int) -> str:
        """Return the uuid of an individual."""
        return uuid_of("06", self._seed, self.id_at(position))

    def quick(self, path: str) -> Callable[[int], list[Any]] | None:
        """Return a way to values that need no document: the id."""
        return (lambda position: [self.id_at(position)]) if path == "id" else None

    def document(self, position: int) -> Document:
        """Return the newest version of an individual."""
        return self._version(position, self._newest(position))

    def older(self, position: int) -> list[Document]:
        """Return earlier versions: the person before samples came and before they were followed up."""
        return [self._version(position, number) for number in range(1, self._newest(position))]

    def _newest(self, position: int) -> int:
        return 1 + self._pedigree.people[position].samples + self._random.integer(position, 3, 2)

    def _reference(self, position: int) -> Document | None:
        return {"id": self._pedigree.people[position].id} if position >= 0 else None

    def _version(self, position: int, version: int) -> Document:
        random, words = self._random, vocabulary()
        person = self._pedigree.people[position]
        key, newest = person.id, version == self._newest(position)
        created, modified = two_timestamps(random, position, 10)
        sex, karyotype = sex_of(random, position, person.role)
        samples = self._pedigree.sample_ids(person)[: version - 1]
        origin = random.integer(person.family, 25, len(words.populations))
        return {
            "id": key,
            "annotationSets": annotation_sets(
                random, position, ("intake", "every_type"), age=age_of(random, position, person.role)
            ),
            "uuid": self.uuid_at(position),
            "name": f"Person {key}",
            "father": self._reference(person.father),
            "mother": self._reference(person.mother),
            "familyIds": [f"F{person.family:06}"],
            "location": random.pick(person.family, 26, words.places),
            "qualityControl": individual_quality(random, position, samples[0] if samples else "", karyotype),
            "sex": words.sexes[sex],
            "karyotypicSex": karyotype,
            "ethnicity": words.ethnicities[origin],
            "population": words.populations[origin],
            "dateOfBirth": birthday(random, position, *years_of_birth(person.role)),
            "release": 1,
            "version": version,
            "creationDate": created,
            "modificationDate": modified if newest else created,
            "lifeStatus": "DECEASED" if random.integer(position, 27, 20) == 0 else "ALIVE",
            "phenotypes": phenotypes_of(random, position, person.role),
            "disorders": disorders_of(random, position, person.role),
            "samples": [{"id": sample} for sample in samples],
            "parentalConsanguinity": person.role.startswith("C") and random.integer(person.family, 28, 9) == 0,
            "status": status(random.pick(position, 29, _STATES), created),
            "internal": internal("READY", created, self._server, modified=modified),
            "attributes": {"ref": position, "ward": f"W{position % 4}", "nested": {"deep": [1, {"x": position % 10}]}},
        }

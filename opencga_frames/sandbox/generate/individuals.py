"""Invented individuals and families."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from opencga_frames.sandbox.catalog.fragments import internal, status
from opencga_frames.sandbox.catalog.lookups import Coded, Derived, Numbered
from opencga_frames.sandbox.generate.annotations import annotation_sets
from opencga_frames.sandbox.generate.calendar import (
    age_of,
    birthday,
    earlier_timestamps,
    later_timestamps,
    two_timestamps,
    years_of_birth,
)
from opencga_frames.sandbox.generate.entries import GeneratedEntries
from opencga_frames.sandbox.generate.quality import individual_quality
from opencga_frames.sandbox.generate.random_numbers import RandomNumbers
from opencga_frames.sandbox.generate.vocabulary import PHENOTYPE_STATES, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from opencga_frames.sandbox.catalog.lookups import Positions, ValueLookup
    from opencga_frames.sandbox.generate.pedigree import Pedigree
    from opencga_frames.sandbox.server_version import ServerVersion
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["GeneratedIndividuals", "disorders_of", "phenotypes_of", "sex_of"]

_SEXES = ("MALE", "FEMALE", "UNKNOWN")
#: Sex by the role in the family; that of children is drawn, by numbers below this.
_ROLES = {"FA": 0, "MO": 1}
_CHANCES = 40
_STATES = ("RECRUITED", "SEQUENCED", "CLOSED")


def sex_of(random: RandomNumbers, position: int, role: str) -> tuple[str, str]:
    """Return sex and karyotypic sex of a person."""
    if role == "FA":
        return "MALE", "XY"
    if role == "MO":
        return "FEMALE", "XX"
    chance = random.integer(position, 20, _CHANCES)
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


def _name(key: str) -> str:
    return f"Person {key}"


class GeneratedIndividuals(GeneratedEntries):
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
        super().__init__(RandomNumbers(seed, "individual"), "06")

    def __len__(self) -> int:
        return len(self._pedigree.people)

    def id_at(self, position: int) -> str:
        """Return the id of an individual."""
        return self._pedigree.people[position].id

    def _all_lookups(self) -> dict[str, Callable[[], ValueLookup]]:
        count, every, random, pedigree = len(self), np.arange(len(self)), self._random, self._pedigree
        return {
            "id": lambda: Derived(count, lambda p: (self.id_at(p),), pedigree.person_places),
            "uuid": lambda: Derived(count, lambda p: (self.uuid_at(p),), self._uuids.places),
            "name": lambda: Derived(
                count, lambda p: (_name(self.id_at(p)),), lambda name: pedigree.person_places(name.rpartition(" ")[2])
            ),
            "father.id": lambda: Derived(count, lambda p: self._parent(pedigree.people[p].father), pedigree.relatives),
            "mother.id": lambda: Derived(count, lambda p: self._parent(pedigree.people[p].mother), pedigree.relatives),
            "samples.id": lambda: Derived(count, self._samples, self._places_of_sample),
            "familyIds": lambda: Derived(count, lambda p: (pedigree.people[p].family_id,), self._places_of_family),
            "creationDate": lambda: Numbered(count, lambda: earlier_timestamps(random, every, 10)),
            "modificationDate": lambda: Numbered(count, lambda: later_timestamps(random, every, 10)),
            "status.id": lambda: Coded(count, _STATES, lambda: random.integers(every, 29, len(_STATES))),
            "sex.id": lambda: Coded(count, _SEXES, self._sexes),
            "sex.name": lambda: Coded(count, [vocabulary().sexes[sex]["name"] for sex in _SEXES], self._sexes),
            "internal.status.id": lambda: Coded(count, ("READY",)),
            "release": lambda: Coded(count, (1,)),
        }

    def _sexes(self) -> Positions:
        """Return the number of everybody's sex."""
        roles = np.array([_ROLES.get(person.role, -1) for person in self._pedigree.people], np.int64)
        chances = self._random.integers(np.arange(len(self)), 20, _CHANCES)
        drawn = np.where(chances == 1, 2, np.where((chances == 0) | (chances % 2 == 1), 0, 1))
        return np.where(roles < 0, drawn, roles)

    def _parent(self, position: int) -> tuple[str, ...]:
        return (self.id_at(position),) if position >= 0 else ()

    def _samples(self, position: int) -> list[str]:
        return self._pedigree.sample_ids(self._pedigree.people[position])

    def _places_of_sample(self, key: str) -> tuple[int, ...]:
        return tuple(self._pedigree.owners[place] for place in self._pedigree.sample_places(key))

    def _places_of_family(self, key: str) -> Iterable[int]:
        families = self._pedigree.families
        return (p for place in self._pedigree.family_places(key) if place < len(families) for p in families[place])

    def _all_parts(self) -> dict[str, Callable[[int], Any]]:
        random, people, words = self._random, self._pedigree.people, vocabulary()
        return {
            "annotationSets": self._annotations,
            "sex": lambda p: words.sexes[sex_of(random, p, people[p].role)[0]],
            "karyotypicSex": lambda p: sex_of(random, p, people[p].role)[1],
            "ethnicity": lambda p: words.ethnicities[self._origin(p)],
            "population": lambda p: words.populations[self._origin(p)],
            "dateOfBirth": lambda p: birthday(random, p, *years_of_birth(random, people[p])),
            "lifeStatus": self._life,
            "phenotypes": lambda p: phenotypes_of(random, p, people[p].role),
            "disorders": lambda p: disorders_of(random, p, people[p].role),
            "status": lambda p: status(random.pick(p, 29, _STATES), two_timestamps(random, p, 10)[0]),
            "version": self._newest,
        }

    def _annotations(self, position: int) -> list[Document]:
        person = self._pedigree.people[position]
        return annotation_sets(
            self._random, position, ("intake", "every_type"), lambda: age_of(self._random, position, person)
        )

    def _origin(self, position: int) -> int:
        return self._random.integer(self._pedigree.people[position].family, 25, len(vocabulary().populations))

    def _life(self, position: int) -> str:
        return "DECEASED" if self._random.integer(position, 27, 20) == 0 else "ALIVE"

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
        origin = self._origin(position)
        return {
            "id": key,
            "annotationSets": self._annotations(position),
            "uuid": self.uuid_at(position),
            "name": _name(key),
            "father": self._reference(person.father),
            "mother": self._reference(person.mother),
            "familyIds": [person.family_id],
            "location": random.pick(person.family, 26, words.places),
            "qualityControl": individual_quality(random, position, samples[0] if samples else "", karyotype),
            "sex": words.sexes[sex],
            "karyotypicSex": karyotype,
            "ethnicity": words.ethnicities[origin],
            "population": words.populations[origin],
            "dateOfBirth": birthday(random, position, *years_of_birth(random, person)),
            "release": 1,
            "version": version,
            "creationDate": created,
            "modificationDate": modified if newest else created,
            "lifeStatus": self._life(position),
            "phenotypes": phenotypes_of(random, position, person.role),
            "disorders": disorders_of(random, position, person.role),
            "samples": [{"id": sample} for sample in samples],
            "parentalConsanguinity": person.role.startswith("C") and random.integer(person.family, 28, 9) == 0,
            "status": status(random.pick(position, 29, _STATES), created),
            "internal": internal("READY", created, self._server, modified=modified),
            "attributes": {"ref": position, "ward": f"W{position % 4}", "nested": {"deep": [1, {"x": position % 10}]}},
        }

"""Invented families."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np

from opencga_frames.sandbox.catalog.fragments import internal, status
from opencga_frames.sandbox.catalog.lookups import Coded, Derived, Numbered
from opencga_frames.sandbox.entries.family_roles import gathered
from opencga_frames.sandbox.generate.annotations import annotation_sets
from opencga_frames.sandbox.generate.calendar import earlier_timestamps, later_timestamps, two_timestamps
from opencga_frames.sandbox.generate.entries import GeneratedEntries
from opencga_frames.sandbox.generate.individuals import disorders_of, phenotypes_of, sex_of
from opencga_frames.sandbox.generate.quality import family_quality
from opencga_frames.sandbox.generate.random_numbers import RandomNumbers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from opencga_frames.sandbox.catalog.lookups import ValueLookup
    from opencga_frames.sandbox.generate.pedigree import Pedigree, Person
    from opencga_frames.sandbox.server_version import ServerVersion
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["GeneratedFamilies"]

#: One family in so many is closed.
_ACTIVE = 5
#: No number of a family has so many digits.
_DIGITS = 10
_KINDS = {1: "single", 2: "duo", 3: "trio", 4: "quad"}


def _name(position: int) -> str:
    return f"Family {position + 1}"


def _places_of_name(name: str) -> tuple[int, ...]:
    number = name.removeprefix("Family ")
    return (int(number) - 1,) if number.isdecimal() and len(number) < _DIGITS else ()


class GeneratedFamilies(GeneratedEntries):
    """Families of a pedigree, made on demand.

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
        self._people_dice = RandomNumbers(seed, "individual")
        super().__init__(RandomNumbers(seed, "family"), "07")

    def __len__(self) -> int:
        return len(self._pedigree.families)

    def id_at(self, position: int) -> str:
        """Return the id of a family."""
        return f"F{position + 1:06}"

    def _all_lookups(self) -> dict[str, Callable[[], ValueLookup]]:
        count, every, random, pedigree = len(self), np.arange(len(self)), self._random, self._pedigree
        return {
            "id": lambda: Derived(count, lambda p: (self.id_at(p),), pedigree.family_places),
            "uuid": lambda: Derived(count, lambda p: (self.uuid_at(p),), self._uuids.places),
            "name": lambda: Derived(count, lambda p: (_name(p),), _places_of_name),
            "members.id": lambda: Derived(count, self._members, self._places_of_member),
            "creationDate": lambda: Numbered(count, lambda: earlier_timestamps(random, every, 10)),
            "modificationDate": lambda: Numbered(count, lambda: later_timestamps(random, every, 10)),
            "status.id": lambda: Coded(
                count, ("CLOSED", "ACTIVE"), lambda: np.minimum(random.integers(every, 6, _ACTIVE), 1)
            ),
            "internal.status.id": lambda: Coded(count, ("READY",)),
            "release": lambda: Coded(count, (1,)),
        }

    def _for(self, positions: Sequence[int]) -> Self:
        twin = super()._for(positions)
        twin._people_dice = self._people_dice.drawn([p for place in positions for p in self._pedigree.families[place]])  # noqa: SLF001 - a copy of its own
        return twin

    def _members(self, position: int) -> list[str]:
        return [self._pedigree.people[place].id for place in self._pedigree.families[position]]

    def _places_of_member(self, key: str) -> tuple[int, ...]:
        return tuple(self._pedigree.people[place].family - 1 for place in self._pedigree.person_places(key))

    def _all_parts(self) -> dict[str, Callable[[int], Any]]:
        return {
            "annotationSets": self._annotations,
            "expectedSize": lambda p: len(self._pedigree.families[p]),
            "version": self._newest,
            "phenotypes": lambda p: self._gathered(p, "phenotypes", phenotypes_of),
            "disorders": lambda p: self._gathered(p, "disorders", disorders_of),
            "description": self._description,
            "status": lambda p: status(self._state(p), two_timestamps(self._random, p, 10)[0]),
        }

    def _newest(self, position: int) -> int:
        return 1 + self._random.integer(position, 5, 2)

    def _state(self, position: int) -> str:
        return "ACTIVE" if self._random.integer(position, 6, _ACTIVE) else "CLOSED"

    def _kind(self, position: int) -> str:
        return _KINDS[len(self._pedigree.families[position])]

    def _description(self, position: int) -> str:
        return f"{self._kind(position)} family"

    def _annotations(self, position: int) -> list[Document]:
        values = {"generations": 1 + position % 3, "origin": f"clinic {position % 5}"}
        history = {"id": "fh", "variableSetId": "family_history", "annotations": values}
        return [history, *annotation_sets(self._random, position, ("every_type",))]

    def _gathered(
        self, position: int, field: str, of: Callable[[RandomNumbers, int, str], list[Document]]
    ) -> list[Document]:
        """Return what the members have, each once."""
        people, places = self._pedigree.people, self._pedigree.families[position]
        return gathered([{field: [one for p in places for one in of(self._people_dice, p, people[p].role)]}], field)

    def older(self, position: int) -> list[Document]:
        """Return the first version of families that were changed."""
        newest = self.document(position)
        return [{**newest, "version": n, "description": ""} for n in range(1, newest["version"])]

    def _role(self, position: int, person: Person, other: Person, *, child: bool) -> str:
        sex = sex_of(self._people_dice, position, person.role if child else other.role)[0]
        if not child:
            return "FATHER" if other.role == "FA" else "MOTHER"
        return {"MALE": "SON", "FEMALE": "DAUGHTER"}.get(sex, "CHILD_OF_UNKNOWN_SEX")

    def _roles(self, places: range) -> Document:
        people = self._pedigree.people
        roles: dict[str, dict[str, str]] = {people[p].id: {} for p in places}
        for place in places:
            person = people[place]
            for parent in (person.father, person.mother):
                if parent >= 0:
                    roles[person.id][people[parent].id] = self._role(parent, person, people[parent], child=False)
                    roles[people[parent].id][person.id] = self._role(place, person, people[parent], child=True)
        return roles

    def document(self, position: int) -> Document:
        """Return the newest version of a family."""
        random, people = self._random, self._pedigree.people
        places, key = self._pedigree.families[position], self.id_at(position)
        created, modified = two_timestamps(random, position, 10)
        members = [people[p] for p in places]
        samples = [sample for person in members for sample in self._pedigree.sample_ids(person)[:1]]
        return {
            "id": key,
            "annotationSets": self._annotations(position),
            "uuid": self.uuid_at(position),
            "name": _name(position),
            "members": [{"id": person.id} for person in members],
            "phenotypes": self._gathered(position, "phenotypes", phenotypes_of),
            "disorders": self._gathered(position, "disorders", disorders_of),
            "qualityControl": family_quality(samples if position % 4 == 0 else []),
            "creationDate": created,
            "modificationDate": modified,
            "expectedSize": len(members),
            "description": self._description(position),
            "release": 1,
            "version": self._newest(position),
            "status": status(self._state(position), created),
            "internal": internal("READY", created, self._server, modified=modified),
            "roles": self._roles(places),
            "attributes": {"kind": self._kind(position)},
        }

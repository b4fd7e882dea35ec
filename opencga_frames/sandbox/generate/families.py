"""Invented families."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.catalog.fragments import internal, status, uuid_of
from opencga_frames.sandbox.entries.family_roles import gathered
from opencga_frames.sandbox.generate.annotations import annotation_sets
from opencga_frames.sandbox.generate.calendar import two_timestamps
from opencga_frames.sandbox.generate.individuals import disorders_of, phenotypes_of, sex_of
from opencga_frames.sandbox.generate.quality import family_quality
from opencga_frames.sandbox.generate.random_numbers import RandomNumbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.sandbox.generate.pedigree import Pedigree, Person
    from opencga_frames.sandbox.server_version import ServerVersion
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["GeneratedFamilies"]

_KINDS = {1: "single", 2: "duo", 3: "trio", 4: "quad"}


class GeneratedFamilies:
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
        self._random = RandomNumbers(seed, "family")
        self._people_dice = RandomNumbers(seed, "individual")
        self._seed = str(seed)

    def __len__(self) -> int:
        return len(self._pedigree.families)

    def id_at(self, position: int) -> str:
        """Return the id of a family."""
        return f"F{position + 1:06}"

    def uuid_at(self, position: int) -> str:
        """Return the uuid of a family."""
        return uuid_of("07", self._seed, self.id_at(position))

    def quick(self, path: str) -> Callable[[int], list[Any]] | None:
        """Return a way to values that need no document: the id."""
        return (lambda position: [self.id_at(position)]) if path == "id" else None

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
        phenotypes = [one for p in places for one in phenotypes_of(self._people_dice, p, people[p].role)]
        disorders = [one for p in places for one in disorders_of(self._people_dice, p, people[p].role)]
        samples = [sample for person in members for sample in self._pedigree.sample_ids(person)[:1]]
        kind = _KINDS[len(members)]
        history = {"id": "fh", "variableSetId": "family_history"}
        history["annotations"] = {"generations": 1 + position % 3, "origin": f"clinic {position % 5}"}  # type: ignore[assignment]
        return {
            "id": key,
            "annotationSets": [history, *annotation_sets(random, position, ("every_type",))],
            "uuid": self.uuid_at(position),
            "name": f"Family {position + 1}",
            "members": [{"id": person.id} for person in members],
            "phenotypes": gathered([{"phenotypes": phenotypes}], "phenotypes"),
            "disorders": gathered([{"disorders": disorders}], "disorders"),
            "qualityControl": family_quality(samples if position % 4 == 0 else []),
            "creationDate": created,
            "modificationDate": modified,
            "expectedSize": len(members),
            "description": f"{kind} family",
            "release": 1,
            "version": 1 + random.integer(position, 5, 2),
            "status": status("ACTIVE" if random.integer(position, 6, 5) else "CLOSED", created),
            "internal": internal("READY", created, self._server, modified=modified),
            "roles": self._roles(places),
            "attributes": {"kind": kind},
        }

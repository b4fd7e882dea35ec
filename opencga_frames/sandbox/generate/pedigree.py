"""Who is who in an invented study: families, their members, and how many samples each gave.

Only this plan is kept in memory, a few numbers per person; documents are made from it on demand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from opencga_frames.sandbox.generate.random_numbers import RandomNumbers

__all__ = ["Pedigree", "Person", "plan"]

#: Members of the kinds of families: trio, quad, one person, mother and child.
_SHAPES = (("FA", "MO", "C1"), ("FA", "MO", "C1", "C2"), ("C1",), ("FA", "MO", "C1"), ("MO", "C1"))
_TISSUES = ("g", "saliva", "rna")
_FAMILY = re.compile(r"F\d{6,9}")
_PERSON = re.compile(r"F(\d{6,9})-(FA|MO|C1|C2)")


class Person(NamedTuple):
    """One member of a family.

    Attributes
    ----------
    family
        Number of the family.
    role
        ``FA``, ``MO``, ``C1`` or ``C2``.
    first, samples
        Position of the first sample, and how many there are.
    father, mother
        Positions of the parents, -1 when unknown.
    """

    family: int
    role: str
    first: int
    samples: int
    father: int = -1
    mother: int = -1

    @property
    def id(self) -> str:
        """Id of the individual."""
        return f"F{self.family:06}-{self.role}"

    @property
    def family_id(self) -> str:
        """Id of the family."""
        return f"F{self.family:06}"


@dataclass(slots=True)
class Pedigree:
    """The plan of a study: persons in order, family bounds, and the person of each sample."""

    people: list[Person] = field(default_factory=list)
    families: list[range] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)

    def sample_id(self, position: int) -> str:
        """Return the id of a sample."""
        person = self.people[self.owners[position]]
        return f"{person.id}-{_TISSUES[position - person.first]}"

    def person_places(self, key: str) -> tuple[int, ...]:
        """Return the position of the person of an id, none when it has not the shape of one."""
        match = _PERSON.fullmatch(key)
        number = int(match[1]) if match else 0
        if match is None or not 0 < number <= len(self.families):
            return ()
        return tuple(place for place in self.families[number - 1] if self.people[place].role == match[2])

    def places_of_person(self, key: str) -> tuple[int, ...]:
        """Return the positions of the samples of a person."""
        people = [self.people[place] for place in self.person_places(key)]
        return tuple(place for one in people for place in range(one.first, one.first + one.samples))

    def family_places(self, key: str) -> tuple[int, ...]:
        """Return the position of the family of an id, none when it has not the shape of one."""
        return (int(key[1:]) - 1,) if _FAMILY.fullmatch(key) else ()

    def relatives(self, key: str) -> tuple[int, ...]:
        """Return the positions of all members of the family of a person."""
        return tuple(
            place for own in self.person_places(key)[:1] for place in self.families[self.people[own].family - 1]
        )

    def sample_places(self, key: str) -> tuple[int, ...]:
        """Return the position of the sample of an id, none when it has not the shape of one."""
        person, _, tissue = key.rpartition("-")
        people = [self.people[place] for place in self.person_places(person)] if tissue in _TISSUES else []
        return tuple(one.first + _TISSUES.index(tissue) for one in people if _TISSUES.index(tissue) < one.samples)

    def sample_ids(self, person: Person) -> list[str]:
        """Return the ids of the samples of a person."""
        return [f"{person.id}-{_TISSUES[n]}" for n in range(person.samples)]


def _parents(start: int, shape: tuple[str, ...], role: str) -> tuple[int, int]:
    if not role.startswith("C"):
        return -1, -1
    father = start + shape.index("FA") if "FA" in shape else -1
    mother = start + shape.index("MO") if "MO" in shape else -1
    return father, mother


def _samples_of(random: RandomNumbers, person: int, role: str, left: int) -> int:
    wanted = 1 + random.integer(person, 1, 3) if role == "C1" else int(random.integer(person, 1, 12) > 0)
    return min(wanted, left)


def plan(samples: int, seed: int) -> Pedigree:
    """Return a plan with exactly so many samples.

    Parameters
    ----------
    samples
        How many samples there are.
    seed
        Seed of the sandbox.
    """
    random, pedigree = RandomNumbers(seed, "pedigree"), Pedigree()
    while len(pedigree.owners) < samples:
        number, start = len(pedigree.families) + 1, len(pedigree.people)
        shape = _SHAPES[random.integer(number, 0, len(_SHAPES))]
        for offset, role in enumerate(shape):
            count = _samples_of(random, start + offset, role, samples - len(pedigree.owners))
            father, mother = _parents(start, shape, role)
            pedigree.people.append(Person(number, role, len(pedigree.owners), count, father, mother))
            pedigree.owners.extend([start + offset] * count)
        pedigree.families.append(range(start, start + len(shape)))
    return pedigree

"""Who has which alleles of an invented variant: drawn for founders, handed down to children, new in a few of them.

Males have one X, from their mother, and one Y, from their father; the mitochondrion comes from the mother. About one
child in two thousand has an alternate that neither parent has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from opencga_frames.sandbox.generate.individuals import sex_of
from opencga_frames.sandbox.generate.random_numbers import RandomNumbers

if TYPE_CHECKING:
    from opencga_frames.sandbox.generate.pedigree import Pedigree, Person

__all__ = ["Cause", "Drawn", "Inheritance"]

_MILLION = 10**6
_CHILDREN_PER_DE_NOVO = 2_000
_PROBAND = "C1"
_PATERNAL, _MATERNAL, _NEW = range(1, 4)
_PURPOSES = 4


class Cause(NamedTuple):
    """A variant that explains a case: number of the family, from 1, and mode of inheritance."""

    family: int
    mode: str


class Drawn(NamedTuple):
    """What a variant draws its alleles by.

    Attributes
    ----------
    number
        Number of the variant.
    chromosome, frequency
        Where it is, and how common its alternate.
    cause
        The case it explains, if any; nobody outside the family has it.
    """

    number: int
    chromosome: str
    frequency: float
    cause: Cause | None


class Inheritance:
    """The alleles of the people of a pedigree.

    Parameters
    ----------
    pedigree
        Who is who.
    seed
        Seed of the sandbox.
    """

    def __init__(self, pedigree: Pedigree, seed: int) -> None:
        self.pedigree = pedigree
        self._draws = RandomNumbers(seed, "inheritance")
        self._people = RandomNumbers(seed, "individual")

    def _chromosomes(self, place: int) -> str:
        return sex_of(self._people, place, self.pedigree.people[place].role)[1]

    def _draw(self, variant: int, place: int, purpose: int, sides: int) -> int:
        return self._draws.integer(variant, place * _PURPOSES + purpose, sides)

    def alleles(self, drawn: Drawn, place: int) -> tuple[int, ...]:
        """Return the alleles of a person, father's first: two, one, or none."""
        person, sex = self.pedigree.people[place], self._chromosomes(place)
        if drawn.cause is not None and drawn.cause.family == person.family:
            forced = _forced(person, drawn.cause.mode, drawn.chromosome, sex)
            if forced is not None:
                return forced
            return _healthy(drawn, self._drawn_alleles(drawn, place, sex))
        return self._drawn_alleles(drawn, place, sex)

    def _drawn_alleles(self, drawn: Drawn, place: int, sex: str) -> tuple[int, ...]:
        """Return the alleles a person draws from both sides."""
        person = self.pedigree.people[place]
        if drawn.chromosome == "Y":
            return (self._inherited(drawn, place, person.father, _PATERNAL),) if "Y" in sex else ()
        maternal = self._inherited(drawn, place, person.mother, _MATERNAL)
        if drawn.chromosome == "MT" or (drawn.chromosome == "X" and sex == "XY"):
            return self._with_new(drawn.number, place, (maternal,))
        paternal = self._inherited(drawn, place, person.father, _PATERNAL)
        return self._with_new(drawn.number, place, (paternal, maternal))

    def _inherited(self, drawn: Drawn, place: int, parent: int, purpose: int) -> int:
        """Return the allele of one parent; that of an unknown one is drawn."""
        if parent < 0:
            return int(self._draw(drawn.number, place, purpose, _MILLION) < drawn.frequency * _MILLION)
        given = self.alleles(drawn, parent)
        return given[self._draw(drawn.number, place, purpose, len(given))] if given else 0

    def _with_new(self, variant: int, place: int, found: tuple[int, ...]) -> tuple[int, ...]:
        """Return the alleles with a new alternate, where a child of two known parents got one."""
        person = self.pedigree.people[place]
        known = person.father >= 0 and person.mother >= 0
        if known and not any(found) and self._draw(variant, place, _NEW, _CHILDREN_PER_DE_NOVO) == 0:
            return (*found[:-1], 1)
        return found


def _healthy(drawn: Drawn, alleles: tuple[int, ...]) -> tuple[int, ...]:
    """Return the alleles of a sibling who did not fall ill: not those of the disorder."""
    recessive = drawn.cause is not None and drawn.cause.mode.endswith("RECESSIVE")
    if alleles == (1,) or (not recessive and any(alleles)):
        return (0,) * len(alleles)
    return (0, 1) if alleles == (1, 1) else alleles


def _forced(person: Person, mode: str, chromosome: str, sex: str) -> tuple[int, ...] | None:
    """Return the alleles a cause asks of a member, None where inheritance decides.

    Recessive causes come from two carriers, or from a mother to her son on the X; dominant ones are new in the child.
    """
    single = chromosome == "X" and sex == "XY"
    recessive = mode.endswith("RECESSIVE") and (chromosome != "X" or person.role != "FA")
    if person.role == _PROBAND:
        if single:
            return (1,)
        return (1, 1) if mode == "AUTOSOMAL_RECESSIVE" else (0, 1)
    if person.role in {"FA", "MO"}:
        return (0,) if single else (0, int(recessive))
    return None

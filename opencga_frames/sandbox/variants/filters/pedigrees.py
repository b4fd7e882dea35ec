"""Which genotypes the members of a family may have under a mode of inheritance."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["MODES", "FamilyMember", "genotypes_of"]

#: Genotypes with zero, one and two alternates; of the second no male on the X.
_REF, _HET, _ALT = range(3)
GENOTYPES = ("0/0", "0/1", "1/1")


class FamilyMember(NamedTuple):
    """One member of a family.

    Attributes
    ----------
    id, father, mother
        The member, and parents who are members too, ``""`` when they are not.
    male, affected
        Sex, and whether the member has the disorder.
    """

    id: str
    father: str
    mother: str
    male: bool
    affected: bool


class _Mode(NamedTuple):
    """A mode of inheritance.

    Attributes
    ----------
    chromosomes
        Where it is looked for, nothing for all but X, Y and MT.
    affected, healthy
        Genotypes of an affected and of a healthy member.
    """

    chromosomes: frozenset[str]
    affected: Callable[[FamilyMember], frozenset[int]]
    healthy: Callable[[FamilyMember], frozenset[int]]


_CARRIER, _BOTH, _NONE = frozenset({_HET, _ALT}), frozenset({_ALT}), frozenset({_REF})


def _on_x(dominant: bool) -> _Mode:  # noqa: FBT001 - the one thing that differs
    """Return a mode on the X, of which males have one."""

    def affected(member: FamilyMember) -> frozenset[int]:
        return _CARRIER if dominant and not member.male else _BOTH

    def healthy(member: FamilyMember) -> frozenset[int]:
        return _NONE if dominant or member.male else frozenset({_REF, _HET})

    return _Mode(frozenset({"X"}), affected, healthy)


def _plain(chromosomes: str, affected: frozenset[int], healthy: frozenset[int]) -> _Mode:
    return _Mode(frozenset(chromosomes.split()), lambda _: affected, lambda _: healthy)


#: Modes by name.
MODES: dict[str, _Mode] = {
    "AUTOSOMAL_DOMINANT": _plain("", _CARRIER, _NONE),
    "AUTOSOMAL_RECESSIVE": _plain("", _BOTH, frozenset({_REF, _HET})),
    "X_LINKED_DOMINANT": _on_x(dominant=True),
    "X_LINKED_RECESSIVE": _on_x(dominant=False),
    "Y_LINKED": _plain("Y", _BOTH, _NONE),
    "MITOCHONDRIAL": _plain("MT M", _CARRIER, _NONE),
}


def _handed_down(mode: str, child: FamilyMember, father: int | None, mother: int | None) -> frozenset[int]:
    """Return what a child can have of its parents; of an unknown one it can have anything."""
    if mode == "Y_LINKED":
        return frozenset({_ALT if father else _REF}) if father is not None else frozenset({_REF, _ALT})
    if mode == "MITOCHONDRIAL":
        return _CARRIER if mother else _NONE if mother is not None else frozenset({_REF, _HET, _ALT})
    of_mother = {int(mother > _HET), int(mother >= _HET)} if mother is not None else {0, 1}
    if mode.startswith("X_") and child.male:
        return frozenset(2 * allele for allele in of_mother)
    of_father = {int(father > _HET), int(father >= _HET)} if father is not None else {0, 1}
    return frozenset(one + other for one in of_father for other in of_mother)


def genotypes_of(members: Sequence[FamilyMember], mode: str, *, complete: bool = True) -> dict[str, list[str]]:
    """Return the genotypes each member has in some assignment that obeys mode and descent, none when nothing fits.

    Parameters
    ----------
    members
        The family.
    mode
        Name of the mode.
    complete
        Whether every carrier falls ill.
    """
    rule, everything = MODES[mode], frozenset({_REF, _HET, _ALT})
    allowed = [rule.affected(one) if one.affected else rule.healthy(one) if complete else everything for one in members]
    places = {one.id: place for place, one in enumerate(members)}
    found: list[set[int]] = [set() for _ in members]
    for given in product(*map(sorted, allowed)):
        parents = [[given[places[key]] if key in places else None for key in (m.father, m.mother)] for m in members]
        if all(
            own in _handed_down(mode, one, *both) for own, one, both in zip(given, members, parents, strict=True)
        ) and any(given):
            for place, own in enumerate(given):
                found[place].add(own)
    return {one.id: [GENOTYPES[number] for number in sorted(own)] for one, own in zip(members, found, strict=True)}

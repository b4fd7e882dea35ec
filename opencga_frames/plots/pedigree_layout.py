"""Where the members of a family stand on a pedigree: generations below each other, partners side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from opencga_frames.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Couple", "Layout", "Member", "lay_out"]

_ROUNDS = 60


@dataclass(frozen=True)
class Member:
    """One member of the family; parents who are no members are None."""

    id: str
    father: str | None
    mother: str | None


@dataclass
class Couple:
    """Two parents, or one whose partner is not a member, and their children."""

    parents: tuple[str, ...]
    children: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Layout:
    """Places of the members, generation 0 on top, and the couples to join by lines."""

    x: dict[str, float]
    generation: dict[str, int]
    couples: list[Couple]
    related: set[tuple[str, ...]]


def lay_out(members: list[Member]) -> Layout:
    """Assign each member a generation and a place in it.

    Raises
    ------
    UsageError
        When somebody is an ancestor of themselves.
    """
    people = {member.id: member for member in members}
    couples = _couples(members)
    generation = _generations(people, couples)
    rows = _rows(people, couples, generation)
    x = _places(rows, couples)
    related = {couple.parents for couple in couples if _share_ancestors(couple.parents, people)}
    return Layout(x, generation, couples, related)


def _couples(members: list[Member]) -> list[Couple]:
    couples: dict[tuple[str, ...], Couple] = {}
    for member in members:
        parents = tuple(one for one in (member.father, member.mother) if one)
        if parents:
            couples.setdefault(parents, Couple(parents)).children.append(member.id)
    return list(couples.values())


def _generations(people: dict[str, Member], couples: list[Couple]) -> dict[str, int]:
    """Put children below their parents, and partners beside each other where that is possible.

    It is not where a parent and a child have children together.
    """
    for beside in (True, False):
        found = _pushed_down(people, couples, partners_beside=beside)
        if found is not None:
            return found
    msg = f"Nobody is their own ancestor, but {_someone_in_a_circle(people)!r} is by the parents given. Correct these."
    raise UsageError(msg)


def _pushed_down(people: dict[str, Member], couples: list[Couple], *, partners_beside: bool) -> dict[str, int] | None:
    """Push everybody down until nothing moves; None when that never ends."""
    generation = dict.fromkeys(people, 0)
    for _ in range(len(people) + 1):
        before = dict(generation)
        for couple in couples:
            level = max(generation[one] for one in couple.parents)
            if partners_beside:
                generation.update(dict.fromkeys(couple.parents, level))
            generation.update({child: max(generation[child], level + 1) for child in couple.children})
        if generation == before:
            return generation
    return None


def _someone_in_a_circle(people: dict[str, Member]) -> str:
    return next((one for one in people if one in _ancestors(one, people)), next(iter(people)))


def _ancestors(start: str, people: dict[str, Member]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        member = people[waiting.pop()]
        parents = {one for one in (member.father, member.mother) if one} - found
        found |= parents
        waiting += parents
    return found


def _share_ancestors(parents: tuple[str, ...], people: dict[str, Member]) -> bool:
    lines = [{one, *_ancestors(one, people)} for one in parents]
    return len(lines) == 2 and bool(lines[0] & lines[1])


def _rows(people: dict[str, Member], couples: list[Couple], generation: dict[str, int]) -> list[list[str]]:
    """Order the members of each generation: partners together, and families from left to right."""
    seen: dict[str, None] = {}
    of: dict[str, list[Couple]] = {}
    for couple in couples:
        for one in couple.parents:
            of.setdefault(one, []).append(couple)
    for one in sorted(people, key=lambda one: generation[one]):
        _visit(one, of, seen)
    rows: list[list[str]] = [[] for _ in range(max(generation.values(), default=-1) + 1)]
    for one in seen:
        rows[generation[one]].append(one)
    return [_between_partners(row, of) for row in rows]


def _between_partners(row: list[str], of: dict[str, list[Couple]]) -> list[str]:
    """Put somebody with several partners between the first two, so that no line crosses a symbol."""
    ordered = list(row)
    for one in row:
        partners = [other for couple in of.get(one, []) for other in couple.parents if other != one]
        place = ordered.index(one)
        if len(partners) > 1 and ordered[place + 1 : place + 3] == partners[:2]:
            ordered[place : place + 2] = [partners[0], one]
    return ordered


def _visit(one: str, of: dict[str, list[Couple]], seen: dict[str, None]) -> None:
    """Walk from somebody to partners and children; a stack, since a pedigree may be deeper than Python's."""
    waiting = [one]
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen[current] = None
        couples = of.get(current, [])
        children = [child for couple in couples for child in couple.children]
        partners = [other for couple in couples for other in couple.parents if other != current]
        waiting += [*reversed(children), *reversed(partners)]


def _places(rows: list[list[str]], couples: list[Couple]) -> dict[str, float]:
    """Move members towards the middle of their children and parents, at least one unit apart."""
    x = {one: float(place) for row in rows for place, one in enumerate(row)}
    for _ in range(_ROUNDS):
        for row in rows:  # one after the other: parents and a child that moved at once would miss each other forever
            _spread(row, x, _wishes(x, couples))
    least = min(x.values(), default=0.0)
    return {one: place - least for one, place in x.items()}


def _wishes(x: dict[str, float], couples: list[Couple]) -> dict[str, float]:
    """Return where each would stand for the lines to be straight."""
    wishes: dict[str, list[float]] = {}
    for couple in couples:
        above = _mean([x[one] for one in couple.parents])
        below = _mean([x[one] for one in couple.children])
        for one, shift in _centred(couple.children, x):
            wishes.setdefault(one, []).append(above + shift)
        for one, shift in _centred(couple.parents, x):
            wishes.setdefault(one, []).append(below + shift)
    return {one: _mean(places) for one, places in wishes.items()}


def _centred(group: Sequence[str], x: dict[str, float]) -> list[tuple[str, float]]:
    """Return each of a group with its distance from the middle when they stand side by side in today's order."""
    ordered = sorted(group, key=x.__getitem__)
    return [(one, place - (len(ordered) - 1) / 2) for place, one in enumerate(ordered)]


def _spread(row: list[str], x: dict[str, float], wished: dict[str, float]) -> None:
    """Take the wishes in their order: blocks that would overlap are put side by side around their mean."""
    blocks: list[tuple[list[str], float]] = []
    for one in row:
        block, middle = [one], wished.get(one, x[one])
        while blocks and blocks[-1][1] + (len(blocks[-1][0]) + len(block)) / 2 > middle:
            left, place = blocks.pop()
            middle = (place * len(left) + middle * len(block)) / (len(left) + len(block))
            block = left + block
        blocks.append((block, middle))
    for block, middle in blocks:
        first = middle - (len(block) - 1) / 2
        x.update({one: first + place for place, one in enumerate(block)})


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)

"""Conditions of filters: each tests the values of one entry, and most find the entries by an index instead."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import partial, reduce
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from opencga_frames.sandbox.catalog.lookups import merged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.sandbox.catalog.index import IndexedPaths
    from opencga_frames.sandbox.catalog.lookups import Positions

__all__ = ["AllOf", "AnyOf", "Between", "Findable", "Not", "OneOf", "ValueTest"]


class ValueTest(Protocol):
    """A test of the values an entry has below a path."""

    def __call__(self, values: Sequence[Any], /) -> bool:
        """Return whether an entry with these values is meant."""


class Findable(ABC):
    """A condition that an index may answer."""

    @abstractmethod
    def find(self, fields: IndexedPaths) -> Positions | None:
        """Return where the entries are that are meant, None when each has to be looked at."""


@dataclass(frozen=True, slots=True)
class OneOf(Findable):
    """Some value is one of these."""

    wanted: frozenset[Any]

    def __call__(self, values: Sequence[Any], /) -> bool:
        """Return whether an entry with these values is meant."""
        return any(value in self.wanted for value in values if not isinstance(value, (dict, list)))

    def find(self, fields: IndexedPaths) -> Positions | None:
        """Return where the entries are."""
        return fields.equal(list(self.wanted))


@dataclass(frozen=True, slots=True)
class Between(Findable):
    """Some number is from ``low`` up to ``high``, or some date, whose digits are read as a number."""

    low: float
    high: float
    test: ValueTest

    def __call__(self, values: Sequence[Any], /) -> bool:
        """Return whether an entry with these values is meant."""
        return self.test(values)

    def find(self, fields: IndexedPaths) -> Positions | None:
        """Return where the entries are."""
        return fields.between(self.low, self.high)


@dataclass(frozen=True, slots=True)
class Not(Findable):
    """A condition does not hold."""

    condition: ValueTest

    def __call__(self, values: Sequence[Any], /) -> bool:
        """Return whether an entry with these values is meant."""
        return not self.condition(values)

    def find(self, fields: IndexedPaths) -> Positions | None:
        """Return where the entries are."""
        inner = _find(self.condition, fields)
        return None if inner is None else fields.others(inner)


@dataclass(frozen=True, slots=True)
class AllOf(Findable):
    """Several conditions hold."""

    conditions: tuple[ValueTest, ...]

    def __call__(self, values: Sequence[Any], /) -> bool:
        """Return whether an entry with these values is meant."""
        return all(condition(values) for condition in self.conditions)

    def find(self, fields: IndexedPaths) -> Positions | None:
        """Return where the entries are."""
        parts = _parts(self.conditions, fields)
        return None if parts is None else reduce(partial(np.intersect1d, assume_unique=True), parts)


@dataclass(frozen=True, slots=True)
class AnyOf(Findable):
    """One of several conditions holds."""

    conditions: tuple[ValueTest, ...]

    def __call__(self, values: Sequence[Any], /) -> bool:
        """Return whether an entry with these values is meant."""
        return any(condition(values) for condition in self.conditions)

    def find(self, fields: IndexedPaths) -> Positions | None:
        """Return where the entries are."""
        parts = _parts(self.conditions, fields)
        return None if parts is None else reduce(merged, parts)


def _find(condition: ValueTest, fields: IndexedPaths) -> Positions | None:
    return condition.find(fields) if isinstance(condition, Findable) else None


def _parts(conditions: Sequence[ValueTest], fields: IndexedPaths) -> list[Positions] | None:
    parts = [_find(condition, fields) for condition in conditions]
    known = [part for part in parts if part is not None]
    return known if len(known) == len(parts) else None

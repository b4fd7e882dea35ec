"""Invented dates, as the 14 or 8 digits the server writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.lookups import Positions
    from opencga_frames.sandbox.generate.pedigree import Person
    from opencga_frames.sandbox.generate.random_numbers import RandomNumbers

__all__ = [
    "age_of",
    "birthday",
    "earlier_timestamps",
    "later_timestamps",
    "timestamp",
    "timestamps",
    "two_timestamps",
    "years_of_birth",
]

_FIRST_YEAR = 2019
_YEARS = 7
#: Minutes of a working day.
_MINUTES = 600


_MONTHS = [(year, month) for year in range(_FIRST_YEAR, _FIRST_YEAR + _YEARS) for month in range(1, 13)]
_DAYS = tuple(f"{year}{month:02}{day:02}" for year, month in _MONTHS for day in range(1, 29))
_TIMES = tuple(f"{8 + minutes // 60:02}{minutes % 60:02}00" for minutes in range(_MINUTES))
_TIMESTAMPS = len(_DAYS) * _MINUTES
#: Year in which the first parents are born.
_FIRST_PARENT = 1968


def timestamp(random: RandomNumbers, position: int, purpose: int) -> str:
    """Return a timestamp in working hours between 2019 and 2025."""
    day, minute = divmod(random.integer(position, purpose, _TIMESTAMPS), _MINUTES)
    return _DAYS[day] + _TIMES[minute]


def timestamps(random: RandomNumbers, positions: Positions, purpose: int) -> Positions:
    """Return the digits of the timestamps of several entries, each as one number."""
    day, minute = np.divmod(random.integers(positions, purpose, _TIMESTAMPS), _MINUTES)
    return np.array(_DAYS, np.int64)[day] * 1_000_000 + np.array(_TIMES, np.int64)[minute]


def two_timestamps(random: RandomNumbers, position: int, purpose: int) -> tuple[str, str]:
    """Return a timestamp and a later or equal one."""
    first, second = timestamp(random, position, purpose), timestamp(random, position, purpose + 10)
    return (first, second) if first <= second else (second, first)


def earlier_timestamps(random: RandomNumbers, positions: Positions, purpose: int) -> Positions:
    """Return the digits of the first of the two timestamps of several entries."""
    return np.minimum(timestamps(random, positions, purpose), timestamps(random, positions, purpose + 10))


def later_timestamps(random: RandomNumbers, positions: Positions, purpose: int) -> Positions:
    """Return the digits of the second of the two timestamps of several entries."""
    return np.maximum(timestamps(random, positions, purpose), timestamps(random, positions, purpose + 10))


def years_of_birth(random: RandomNumbers, person: Person) -> tuple[int, int]:
    """Return the first and last year in which a person may be born: children 19 to 35 years after both parents."""
    first = _FIRST_PARENT + random.integer(person.family, 93, 20)
    return (first + 22, first + 35) if person.role.startswith("C") else (first, first + 3)


def age_of(random: RandomNumbers, position: int, person: Person) -> int:
    """Return the age of an individual, in years, at the end of the invented time."""
    return _FIRST_YEAR + _YEARS - 1 - _birth_year(random, position, *years_of_birth(random, person))


def _birth_year(random: RandomNumbers, position: int, first: int, last: int) -> int:
    return first + random.integer(position, 90, last - first + 1)


def birthday(random: RandomNumbers, position: int, first: int, last: int) -> str:
    """Return a day between two years."""
    year = _birth_year(random, position, first, last)
    return f"{year}{1 + random.integer(position, 91, 12):02}{1 + random.integer(position, 92, 28):02}"

"""Invented dates, as the 14 or 8 digits the server writes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.lookups import Positions
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


@cache
def _days() -> tuple[str, ...]:
    months = [(year, month) for year in range(_FIRST_YEAR, _FIRST_YEAR + _YEARS) for month in range(1, 13)]
    return tuple(f"{year}{month:02}{day:02}" for year, month in months for day in range(1, 29))


@cache
def _times() -> tuple[str, ...]:
    return tuple(f"{8 + minutes // 60:02}{minutes % 60:02}00" for minutes in range(_MINUTES))


def timestamp(random: RandomNumbers, position: int, purpose: int) -> str:
    """Return a timestamp in working hours between 2019 and 2025."""
    day, minute = divmod(random.integer(position, purpose, _YEARS * 12 * 28 * _MINUTES), _MINUTES)
    return _days()[day] + _times()[minute]


def timestamps(random: RandomNumbers, positions: Positions, purpose: int) -> Positions:
    """Return the digits of the timestamps of several entries, each as one number."""
    day, minute = np.divmod(random.integers(positions, purpose, _YEARS * 12 * 28 * _MINUTES), _MINUTES)
    return np.array(_days(), np.int64)[day] * 1_000_000 + np.array(_times(), np.int64)[minute]


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


def years_of_birth(role: str) -> tuple[int, int]:
    """Return the first and last year in which somebody of a role in the family may be born."""
    return (1995, 2020) if role.startswith("C") else (1950, 1985)


def age_of(random: RandomNumbers, position: int, role: str) -> int:
    """Return the age of an individual, in years, at the end of the invented time."""
    return _FIRST_YEAR + _YEARS - 1 - _birth_year(random, position, *years_of_birth(role))


def _birth_year(random: RandomNumbers, position: int, first: int, last: int) -> int:
    return first + random.integer(position, 90, last - first + 1)


def birthday(random: RandomNumbers, position: int, first: int, last: int) -> str:
    """Return a day between two years."""
    year = _birth_year(random, position, first, last)
    return f"{year}{1 + random.integer(position, 91, 12):02}{1 + random.integer(position, 92, 28):02}"

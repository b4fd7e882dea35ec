"""Invented dates, as the 14 or 8 digits the server writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencga_frames.sandbox.generate.pedigree import Person
    from opencga_frames.sandbox.generate.random_numbers import RandomNumbers

__all__ = ["age_of", "birthday", "timestamp", "two_timestamps", "years_of_birth"]

_FIRST_YEAR = 2019
_YEARS = 7
#: Year in which the first parents are born.
_FIRST_PARENT = 1968


def timestamp(random: RandomNumbers, position: int, purpose: int) -> str:
    """Return a timestamp in working hours between 2019 and 2025."""
    number = random.integer(position, purpose, _YEARS * 12 * 28 * 600)
    days, minutes = divmod(number, 600)
    months, day = divmod(days, 28)
    year, month = divmod(months, 12)
    return f"{_FIRST_YEAR + year}{month + 1:02}{day + 1:02}{8 + minutes // 60:02}{minutes % 60:02}00"


def two_timestamps(random: RandomNumbers, position: int, purpose: int) -> tuple[str, str]:
    """Return a timestamp and a later or equal one."""
    first, second = timestamp(random, position, purpose), timestamp(random, position, purpose + 10)
    return (first, second) if first <= second else (second, first)


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

"""Values of the user as messages show them: short, whatever they are."""

from __future__ import annotations

import reprlib

__all__ = ["hours_and_minutes", "shown"]


def shown(value: object) -> str:
    """Return a short representation.

    Parameters
    ----------
    value
        Anything.

    Examples
    --------
    >>> shown("x" * 100), shown(10**5000)
    ("'xxxxxxxxxxxx...xxxxxxxxxxxxx'", 'a number of thousands of digits')
    """
    try:
        return reprlib.repr(value)
    except ValueError:
        return "a number of thousands of digits"


def hours_and_minutes(seconds: float) -> str:
    """Write a length of time in hours and minutes, or in seconds where it is less than a minute.

    Parameters
    ----------
    seconds
        The length; parts of a minute are left out of a longer one.

    Examples
    --------
    >>> hours_and_minutes(3_599), hours_and_minutes(7_260), hours_and_minutes(59)
    ('59 min', '2 h 1 min', '59 s')
    """
    hours, minutes = divmod(int(seconds // 60), 60)
    words = [f"{hours} h"] if hours else []
    words += [f"{minutes} min"] if minutes else []
    return " ".join(words) or f"{seconds:.0f} s"

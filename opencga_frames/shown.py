"""Values of the user as messages show them: short, whatever they are."""

from __future__ import annotations

import reprlib

__all__ = ["shown"]


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

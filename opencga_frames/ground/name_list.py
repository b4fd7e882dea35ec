"""Names of columns and tables as a user gives them: one, several in a string with commas, or a list."""

from __future__ import annotations

from collections.abc import Iterable

from opencga_frames.errors import UsageError

__all__ = ["name_list", "one_name"]


def name_list(what: str, given: object) -> tuple[str, ...]:
    """Read names that were given as a string or a list of strings.

    Parameters
    ----------
    what
        What is named, for the error.
    given
        The names.

    Raises
    ------
    UsageError
        When the names are neither a string nor a list of strings.

    Examples
    --------
    >>> name_list("columns", "sample_id, somatic"), name_list("columns", ["sample_id", "somatic"])
    (('sample_id', 'somatic'), ('sample_id', 'somatic'))
    """
    if isinstance(given, str):
        return tuple(name for part in given.split(",") if (name := part.strip()))
    names = tuple(given) if isinstance(given, Iterable) else (given,)
    for name in names:
        if not isinstance(name, str):
            msg = f"{what} got {name!r}, expected names: a string, or a list of strings."
            raise UsageError(msg)
    return names


def one_name(what: str, given: object) -> str:
    """Return a name, after a look at its type.

    Parameters
    ----------
    what, given
        As for :func:`name_list`.

    Raises
    ------
    UsageError
        When it is no string.
    """
    if not isinstance(given, str):
        msg = f"{what} got {given!r}, expected one name, as a string."
        raise UsageError(msg)
    return given

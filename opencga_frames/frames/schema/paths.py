"""Paths into JSON documents: strings such as ``qualityControl.reports[].sample``, and the steps they are made of."""

from __future__ import annotations

from functools import cache
from typing import Final

from opencga_frames.ground.limits import DROPPED_PREFIXES

__all__ = ["FieldPath", "moved", "parse_path", "without_prefix", "write_path"]

FieldPath = tuple[str, ...]
_LISTED: Final = frozenset({"[]", "{}"})


@cache
def parse_path(string: str) -> FieldPath:
    """Split a JSON path into steps: names, ``[]`` for list items, ``{}`` for the entries of an object.

    Examples
    --------
    >>> parse_path("qualityControl.reports[].sample")
    ('qualityControl', 'reports', '[]', 'sample')
    >>> parse_path("roles{}{}")
    ('roles', '{}', '{}')
    """
    steps: list[str] = []
    for part in string.split("."):
        name = part.rstrip("[]{}")
        if name:
            steps.append(name)
        tail = part[len(name) :]
        steps.extend(tail[i : i + 2] for i in range(0, len(tail), 2))
    return tuple(steps)


def write_path(steps: FieldPath) -> str:
    """Write steps as a string, the reverse of :func:`parse_path`.

    Examples
    --------
    >>> write_path(("roles", "{}", "{}", "id"))
    'roles{}{}.id'
    """
    return "".join(step if step in _LISTED else f".{step}" for step in steps).removeprefix(".")


def moved(string: str, old: str, new: str) -> str:
    """Move a path along with the rows it belongs to.

    What the two places end in alike stays; paths outside the old place stay as they are. Words before a path, as in
    ``@index reports[]``, stay as well.

    Parameters
    ----------
    string
        Path, or pseudo path.
    old, new
        Places of the rows.

    Examples
    --------
    >>> moved("first[].evidences[].id", "first[].evidences[]", "second[].evidences[]")
    'second[].evidences[].id'
    >>> moved("@index first[]", "first[]", "second[]")
    '@index second[]'
    >>> moved("input[].id", "input[]", "stdout")
    'stdout.id'
    """
    head, target = _heads(parse_path(old), parse_path(new))
    words, _, path = string.rpartition(" ")
    steps = parse_path(path)
    if path.startswith("@") or steps[: len(head)] != head:
        return string
    return f"{words} {write_path((*target, *steps[len(head) :]))}".lstrip()


def _heads(old: FieldPath, new: FieldPath) -> tuple[FieldPath, FieldPath]:
    """Leave out what both end in, but never a list without the name of its field."""
    same = 0
    while same < min(len(old), len(new)) - 1 and old[-1 - same] == new[-1 - same]:
        same += 1
    return old[: len(old) - same], new[: len(new) - same]


def without_prefix(path: str) -> str:
    """Drop the beginning of an included path that servers drop."""
    for prefix in DROPPED_PREFIXES:
        path = path.removeprefix(prefix)
    return path

"""Strings that recur: states, kinds, names of populations, letters of alleles.

Half of the strings of usual documents are of this kind. A decoder that knows them gives the same object each time,
which spares making, moving and freeing thousands of copies: a fifth of the time of variants with all their tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from opencga_frames.frames.decode.levels import split_level

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from opencga_frames.frames.decode.levels import Source
    from opencga_frames.frames.schema.paths import FieldPath

__all__ = ["FEWEST", "repeated_strings", "still_repeated"]

#: Maximum number of different strings of a place.
_MOST: Final = 32
#: Fewest documents to judge by: a page this full is seldom the last one, and a small one is quick as it is.
FEWEST: Final = 250
#: About so many values are looked at first; most places have too many different ones, which shows at once.
_FIRST_LOOK: Final = 128


def repeated_strings(source: Source, objects: Collection[FieldPath]) -> dict[FieldPath, frozenset[str]] | None:
    """Find the places of a page that have few different strings; None where the page is too small to tell.

    Parameters
    ----------
    source
        The decoded page.
    objects
        Places of objects that recur as a whole: the strings in them are not looked at.
    """
    if len(source.documents) < FEWEST:
        return None
    found: dict[FieldPath, frozenset[str]] = {}
    for path, types in source.reading.shape.typed.items():
        apart = types == (str,) and not any(path[:depth] in objects for depth in range(len(path)))
        strings = _strings(source, path) if apart else frozenset()
        if strings:
            found[path] = strings
    return found


def still_repeated(
    known: Mapping[FieldPath, frozenset[str]], seen: Mapping[FieldPath, frozenset[str]]
) -> dict[FieldPath, frozenset[str]]:
    """Leave out the places where another page has strings that are not known."""
    return {path: strings for path, strings in known.items() if seen.get(path, frozenset()) <= strings and path in seen}


def _strings(source: Source, path: FieldPath) -> frozenset[str]:
    above, rest = split_level(path)
    values = source.level(above).values(rest)
    few = set(values[:: len(values) // _FIRST_LOOK + 1])
    if len(values) < FEWEST or len(few) > _MOST:
        return frozenset()
    # One string in every row, as often, is found by comparison, which is quicker than hashing.
    found = few if len(few) == 1 and values.count(*few) == len(values) else set(values)
    strings = frozenset(found) - {None}
    return strings if len(strings) <= _MOST else frozenset()

"""Checks what lies inside a JSON body against the classes of the server: names of fields and kinds of values.

The classes are data (``catalogue/_nested.json``), read when the first nested value is given.

A kind is a JSON type (``string``, ``integer``, ``number``, ``boolean``, ``object``, ``any``), ``list<...>``,
``map<...>``, ``enum A|B``, or ``=Name`` for a class.
"""

from __future__ import annotations

import math
import re
import reprlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import msgspec

from opencga_frames.errors import UnknownNameError, UsageError
from opencga_frames.rest.catalogue.names import python_name

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Checker", "class_of", "kind_of"]

_FILE: Final = "_nested.json"
_WORDS: Final = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "True or False",
    "object": "a mapping",
}
_DIGITS: Final = re.compile(r"[+-]?\d+")


class _Classes(msgspec.Struct):
    bodies: dict[str, dict[str, str]]
    classes: dict[str, dict[str, str]]


@cache
def _read() -> _Classes:
    text = files("opencga_frames.rest.catalogue").joinpath(_FILE).read_bytes()
    return msgspec.json.decode(text, type=_Classes)


def class_of(body: str, field: str) -> str | None:
    """Name of the class of a field of a body, or None where nobody described it.

    Examples
    --------
    >>> class_of("SampleUpdateParams", "phenotypes")
    'Phenotype'
    """
    return _read().bodies.get(body, {}).get(field)


def kind_of(body: str, field: str, kind: str) -> str:
    """Kind of a field of a body with the name of its class in place of ``object``."""
    name = class_of(body, field) if "object" in kind else None
    return kind.replace("object", f"={name}") if name else kind


@dataclass(frozen=True)
class Checker:
    """Checks values, all of one call.

    Parameters
    ----------
    where
        The call, for errors.
    free
        True to let fields pass that are not known.
    """

    where: str
    free: bool = False

    def value(self, kind: str, value: Any, place: str) -> Any:
        """Check a value and give it back with the names of its fields as they are on the wire.

        Parameters
        ----------
        kind
            What is expected.
        value
            Plain JSON value; None is taken everywhere.
        place
            Where it stands, for errors: ``phenotypes[0].id``.

        Raises
        ------
        UnknownNameError
            For a field that the class does not have.
        UsageError
            For a value of another kind.
        """
        if value is None or kind == "any":
            return value
        whole, _, inner = kind.partition("<")
        if inner and whole == "list":
            # Servers before 5.0 refuse a single value where a list is declared.
            items = value if isinstance(value, list) else [value]
            return [self.value(inner[:-1], item, f"{place}[{n}]") for n, item in enumerate(items)]
        if inner:
            pairs = self._mapping(value, place).items()
            return {key: self.value(inner[:-1], item, f"{place}.{key}") for key, item in pairs}
        if kind.startswith("="):
            return self.fields(_read().classes[kind[1:]], self._mapping(value, place), place)
        return self._scalar(kind, value, place)

    def fields(self, kinds: Mapping[str, str], value: Mapping[str, Any], place: str = "") -> dict[str, Any]:
        """Check the fields of an object.

        Parameters
        ----------
        kinds
            Kind of each field by its name on the wire.
        value
            The object; its fields may be called as on the wire or as in Python.
        place
            Where it stands.
        """
        found: dict[str, Any] = {}
        for name, item in value.items():
            wire = name if name in kinds else _wire_name(name, kinds)
            if wire is None and not self.free:
                inside = f" in {place}" if place else ""
                raise UnknownNameError("field", name, kinds, f"the body of {self.where}{inside}")
            wire = wire or name
            if wire in found:
                msg = f"{self.where}: the field {wire!r} of {place or 'the body'} was given twice. Give it once."
                raise UsageError(msg)
            below = f"{place}.{wire}" if place else wire
            found[wire] = self.value(kinds[wire], item, below) if wire in kinds else item
        return found

    def _mapping(self, value: Any, place: str) -> Mapping[str, Any]:
        if isinstance(value, Mapping):
            return value
        raise self._refused(place, value, "a mapping")

    def _scalar(self, kind: str, value: Any, place: str) -> Any:
        if kind.startswith("enum "):
            return self._one_of(kind.removeprefix("enum ").split("|"), value, place)
        if kind == "object":
            return self._mapping(value, place)
        if not _fits(kind, value):
            raise self._refused(place, value, _WORDS.get(kind, kind))
        return value

    def _one_of(self, allowed: Iterable[str], value: Any, place: str) -> str:
        same = [word for word in allowed if isinstance(value, str) and word.casefold() == value.strip().casefold()]
        if value in same:
            return str(value)
        if len(same) == 1:
            return same[0]
        msg = f"{self.where}: {place} got {reprlib.repr(value)}; expected one of {', '.join(allowed)}."
        raise UsageError(msg)

    def _refused(self, place: str, value: Any, expected: str) -> UsageError:
        # Never the value itself: it may be a password.
        kind = "a text" if isinstance(value, str) else type(value).__name__
        return UsageError(f"{self.where}: {place} in the body is {kind}; expected {expected}.")


def _wire_name(name: str, kinds: Iterable[str]) -> str | None:
    return next((wire for wire in kinds if python_name(wire) == name), None)


def _fits(kind: str, value: Any) -> bool:
    """Tell whether servers take a value for a JSON type; they read numbers and truth values from texts, too."""
    truth = isinstance(value, bool)
    number = isinstance(value, (int, float)) and not truth and math.isfinite(value)
    text = value if isinstance(value, str) else None
    if kind == "boolean":
        return truth or text in ("true", "false")
    if kind == "integer":
        return (number and value == int(value)) or (text is not None and bool(_DIGITS.fullmatch(text)))
    if kind == "number":
        return number or _is_number(text)
    return kind != "string" or not isinstance(value, (list, Mapping))


def _is_number(text: str | None) -> bool:
    try:
        float(text or "")
    except ValueError:
        return False
    return True

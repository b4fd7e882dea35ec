"""Checks what lies inside a JSON body against the classes of the server: names of fields and kinds of values.

The classes are data (``catalogue/_nested.json``), read when the first nested value is given.

A kind is a JSON type (``string``, ``integer``, ``number``, ``boolean``, ``object``, ``any``), ``list<...>``,
``map<...>``, ``enum A|B``, or ``=Name`` for a class.

What a field was on older servers, or that it was, stands under ``older`` of the same file.
"""

from __future__ import annotations

import math
import re
import reprlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import msgspec

from opencga_frames.errors import UnknownNameError, UsageError
from opencga_frames.rest.catalogue.endpoint import OlderType  # noqa: TC001 - msgspec reads the annotations
from opencga_frames.rest.catalogue.names import python_name

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Checker", "class_of", "fields_of_class", "kind_of"]

_FILE: Final = "_nested.json"
_WORDS: Final = {
    "string": "a string",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "True or False",
    "object": "a mapping",
}
_DIGITS: Final = re.compile(r"[+-]?\d+")


class _Classes(msgspec.Struct):
    bodies: dict[str, dict[str, str]]
    classes: dict[str, dict[str, str]]
    older: dict[str, dict[str, OlderType]]


@cache
def _read() -> _Classes:
    text = files("opencga_frames.rest.catalogue").joinpath(_FILE).read_bytes()
    return msgspec.json.decode(text, type=_Classes)


def class_of(body: str, field: str) -> str | None:
    """Name of the class of a field of a body, or None where it is not described.

    Examples
    --------
    >>> class_of("SampleUpdateParams", "phenotypes")
    'Phenotype'
    """
    return _read().bodies.get(body, {}).get(field)


def fields_of_class(name: str | None) -> Mapping[str, str]:
    """Kinds of the fields of a class, by their names on the wire; empty where the class is not described.

    Examples
    --------
    >>> "source" in fields_of_class("Phenotype")
    True
    """
    return _read().classes.get(name or "", {})


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
        True to let fields and values pass that the classes do not have.
    server
        Gives the numbers of the server's version, None where it is not known; asked only where releases differ.
    """

    where: str
    free: bool = False
    server: Callable[[], tuple[int, ...] | None] = field(default=lambda: None)

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
            known = _read()
            older = known.older.get(kind[1:], {})
            return self.fields(known.classes[kind[1:]], self._mapping(value, place), place, older)
        return self._scalar(kind, value, place)

    def fields(
        self,
        kinds: Mapping[str, str],
        value: Mapping[str, Any],
        place: str = "",
        older: Mapping[str, OlderType] = MappingProxyType({}),
    ) -> dict[str, Any]:
        """Check the fields of an object.

        Parameters
        ----------
        kinds
            Kind of each field by its name on the wire.
        value
            The object; its fields may be called as on the wire or as in Python.
        place
            Where it stands.
        older
            What fields are, or were, on older servers.
        """
        found: dict[str, Any] = {}
        for name, item in value.items():
            wire = self._wire_name(name, kinds, older, place)
            if wire in found:
                msg = f"{self.where}: the field {wire!r} of {place or 'the body'} was given twice. Give it once."
                raise UsageError(msg)
            below = f"{place}.{wire}" if place else wire
            found[wire] = self._one_of_kinds(self._kinds_there(wire, kinds, older), item, below)
        return found

    def _wire_name(self, name: str, kinds: Mapping[str, str], older: Mapping[str, OlderType], place: str) -> str:
        known = name if name in kinds else _wire_name(name, kinds)
        if known is None and name in older and self._kinds_there(name, kinds, older):
            return name
        if known is None and not self.free:
            inside = f" in {place}" if place else ""
            raise UnknownNameError("field", name, kinds, f"the body of {self.where}{inside}")
        return known or name

    def _kinds_there(self, wire: str, kinds: Mapping[str, str], older: Mapping[str, OlderType]) -> list[str]:
        """Kinds a field may have on the server asked: both where its version is not known, none for no such field."""
        now = [kinds[wire]] if wire in kinds else []
        if wire not in older:
            return now
        server = self.server()
        if server is None:
            return [*now, older[wire].kind]
        return [older[wire].kind] if server < tuple(map(int, older[wire].before.split("."))) else now

    def _one_of_kinds(self, kinds: list[str], value: Any, place: str) -> Any:
        """Check a value against the first kind, then against the others; the first refusal counts."""
        refused: UsageError | None = None
        for kind in kinds:
            try:
                return self.value(kind, value, place)
            except UsageError as error:
                refused = refused or error
        if refused is not None and not self.free:
            raise refused
        return value

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
        kind = "a string" if isinstance(value, str) else type(value).__name__
        return UsageError(f"{self.where}: {place} in the body is {kind}; expected {expected}.")


def _wire_name(name: str, kinds: Iterable[str]) -> str | None:
    return next((wire for wire in kinds if python_name(wire) == name), None)


def _fits(kind: str, value: Any) -> bool:
    """Return whether servers take a value for a JSON type; they also read numbers and booleans from strings."""
    boolean = isinstance(value, bool)
    number = isinstance(value, (int, float)) and not boolean and math.isfinite(value)
    text = value if isinstance(value, str) else None
    if kind == "boolean":
        return boolean or text in ("true", "false")
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

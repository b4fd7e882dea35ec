"""The tree of JSON places that a plan reads, and the msgspec types made from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Union

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ABSENT", "Shape", "Slot", "StructShape", "compile_shape"]

#: What a raw slot holds when the document has no such field.
ABSENT: Final = msgspec.Raw(b"")

Path = tuple[str, ...]
# Anything but the one object or list type that stands beside them: a union of these never refuses a document.
_SCALARS: Final = (str, int, float, bool, type(None))


@dataclass
class Slot:
    """One place of a document: what is read there, and what lies below it.

    Attributes
    ----------
    read
        ``"value"`` for a Python value, ``"raw"`` for JSON text, None when only places below are read.
    fields, items, entries
        Places below: members of an object, items of a list, entries of a map.
    known
        Names that may occur beside ``fields`` and are not read.
    """

    read: str | None = None
    fields: dict[str, Slot] = field(default_factory=dict)
    items: Slot | None = None
    entries: Slot | None = None
    known: set[str] = field(default_factory=set)
    open: bool = False

    def at(self, path: Path) -> Slot:
        """Slot below this one, made when it does not exist yet."""
        slot = self
        for step in path:
            slot = slot._step(step)
        return slot

    def _step(self, step: str) -> Slot:
        if step == "[]":
            self.items = self.items or Slot()
            return self.items
        if step == "{}":
            self.entries = self.entries or Slot()
            return self.entries
        return self.fields.setdefault(step, Slot())

    def find(self, path: Path) -> Slot | None:
        """Slot below this one, or None."""
        slot: Slot | None = self
        for step in path:
            if slot is None:
                return None
            slot = slot.items if step == "[]" else slot.entries if step == "{}" else slot.fields.get(step)
        return slot


@dataclass(frozen=True)
class StructShape:
    """The class of the objects at one place: attribute names by JSON name, and an empty instance."""

    cls: type
    attributes: dict[str, str]
    extras: dict[str, str]
    empty: Any


@dataclass(frozen=True)
class Shape:
    """A decoder for lists of documents, and the classes it makes by path."""

    decoder: msgspec.json.Decoder[list[Any]]
    structs: dict[Path, StructShape]


def compile_shape(root: Slot, extras: Iterable[tuple[Path, str]]) -> Shape:
    """Make the decoder of a slot tree.

    Parameters
    ----------
    root
        Slot of the documents.
    extras
        Fields nobody described, as path of their object and name: they are kept as JSON text.
    """
    unknown: dict[Path, list[str]] = {}
    for path, name in extras:
        unknown.setdefault(path, []).append(name)
    structs: dict[Path, StructShape] = {}
    document = _type_of(root, (), unknown, structs)
    return Shape(decoder=msgspec.json.Decoder(list[document]), structs=structs)  # type: ignore[valid-type]


def _type_of(slot: Slot, path: Path, unknown: dict[Path, list[str]], structs: dict[Path, StructShape]) -> Any:
    if slot.read == "raw":
        return msgspec.Raw
    if not (slot.fields or slot.items or slot.entries):
        return Any
    listed: Any = list[_type_of(slot.items, (*path, "[]"), unknown, structs)] if slot.items else list  # type: ignore[misc]
    if slot.fields:
        mapped: Any = _struct(slot, path, unknown, structs)
        # Some documents have a list of one where an object is described.
        one: Any = Union[(mapped, list, *_SCALARS)]
        listed = listed if slot.items else list[one]
    elif slot.entries:
        mapped = dict[str, _type_of(slot.entries, (*path, "{}"), unknown, structs)]  # type: ignore[misc]
    else:
        mapped = dict
    return Union[(mapped, listed, *_SCALARS)]


def _struct(slot: Slot, path: Path, unknown: dict[Path, list[str]], structs: dict[Path, StructShape]) -> type:
    members = {name: _type_of(child, (*path, name), unknown, structs) for name, child in slot.fields.items()}
    passed = dict.fromkeys(sorted(slot.known - set(members)), msgspec.Raw)
    surplus = dict.fromkeys((n for n in unknown.get(path, ()) if n not in members and n not in passed), msgspec.Raw)
    types = members | passed | surplus
    attributes = {name: f"f{i}" for i, name in enumerate(types)}
    cls = msgspec.defstruct(
        "_".join(("Document", *path)),
        [(attributes[name], kind, _default(kind, (*path, name), structs)) for name, kind in types.items()],
        rename={attribute: name for name, attribute in attributes.items()},
        forbid_unknown_fields=not slot.open,
        frozen=True,
        gc=False,
    )
    extras = {name: attributes[name] for name in surplus}
    structs[path] = StructShape(cls=cls, attributes=attributes, extras=extras, empty=cls())
    return cls


def _default(kind: Any, path: Path, structs: dict[Path, StructShape]) -> Any:
    if kind is msgspec.Raw:
        return ABSENT
    return structs[path].empty if path in structs else None

"""The tree of JSON places that a plan reads, and the msgspec types made from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal, Union

import msgspec

from opencga_frames.frames.schema.kinds import KINDS
from opencga_frames.frames.schema.paths import FieldPath
from opencga_frames.ground.row_name import RowName

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ABSENT", "Shape", "Slot", "StructShape", "compile_shape"]

#: Members of documents by which their rows are known.
_NAMES: Final = RowName.__struct_fields__
#: What a raw slot holds when the document has no such field.
ABSENT: Final = msgspec.Raw(b"")

Types = Literal["exact", "usual", "any"]
Strings = tuple[tuple[FieldPath, frozenset[str]], ...]
# Anything but the one object or list type that stands beside them: a union of these never refuses a document.
_SCALARS: Final = (str, int, float, bool, type(None))


@dataclass(eq=False)
class Slot:
    """One place of a document: what is read there, and what lies below it.

    Attributes
    ----------
    read
        ``"value"`` for a Python value, ``"raw"`` for JSON, None when only places below are read.
    fields, items, entries
        Places below: members of an object, items of a list, entries of a map.
    known
        Names that may occur beside ``fields`` and are not read.
    open
        True where unmapped names may occur.
    described
        True when the place itself is described, so that any kind of value may stand there.
    kinds
        Kinds of the columns that read the value, as far as they are known.
    """

    read: str | None = None
    fields: dict[str, Slot] = field(default_factory=dict)
    items: Slot | None = None
    entries: Slot | None = None
    known: set[str] = field(default_factory=set)
    open: bool = False
    described: bool = False
    kinds: set[str] = field(default_factory=set)

    @property
    def types(self) -> tuple[type, ...]:
        """Types of the values that all columns of the place take as they are; none where they differ."""
        found = {KINDS[kind].python if kind else () for kind in self.kinds}
        return found.pop() if len(found) == 1 else ()

    def at(self, path: FieldPath) -> Slot:
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

    def find(self, path: FieldPath) -> Slot | None:
        """Slot below this one, or None."""
        slot: Slot | None = self
        for step in path:
            if slot is None:
                return None
            slot = slot.items if step == "[]" else slot.entries if step == "{}" else slot.fields.get(step)
        return slot


@dataclass(frozen=True)
class StructShape:
    """The class of the objects at one place.

    Attributes
    ----------
    cls
        The class; members that are read come first.
    places
        Position of the JSON name of each member.
    empty
        An instance without values.
    read
        Number of members that are read; the others are only known.
    """

    cls: Any
    places: dict[str, int]
    empty: Any
    read: int


@dataclass(frozen=True)
class Shape:
    """A decoder for lists of documents, and the classes it makes by path.

    Attributes
    ----------
    decoder
        The decoder.
    structs
        The classes.
    types
        How much the decoder makes sure of; see :func:`compile_shape`.
    typed
        Types by path, where the decoder takes only values of the types that the place's columns take as they are.
    recurring
        Decoders of the objects that are first taken as JSON, by path, so that those that recur are read once.
    """

    decoder: msgspec.json.Decoder[list[Any]]
    structs: dict[FieldPath, StructShape]
    types: Types
    typed: Mapping[FieldPath, tuple[type, ...]]
    recurring: Mapping[FieldPath, msgspec.json.Decoder[Any]]

    @property
    def names_rows(self) -> bool:
        """True when the documents are objects that say what they are called, whatever they hold beside."""
        struct = self.structs.get(())
        return struct is not None and msgspec.Raw not in map(struct.cls.__annotations__.get, _NAMES)

    def takes_only(self, path: FieldPath, kind: str) -> bool:
        """Return whether the decoder refuses documents with a value at a place that a kind of column has to convert."""
        types = (msgspec.Raw,) if kind == "json" else KINDS[kind].python
        return self.typed.get(path) == types


@lru_cache(maxsize=64)
def compile_shape(
    root: Slot,
    extras: tuple[tuple[FieldPath, str], ...] = (),
    *,
    strict: bool = True,
    types: Types = "any",
    strings: Strings = (),
    recurring: frozenset[FieldPath] = frozenset(),
) -> Shape:
    """Make the decoder of a slot tree.

    Parameters
    ----------
    root
        Slot of the documents.
    extras
        Unmapped fields, as path of their object and name: they are kept as JSON.
    strict
        Refuse documents with other unmapped fields.
    types
        ``"exact"`` refuses documents with a value of another type than described. ``"usual"`` takes what many servers
        write: objects that are null, and strings such as ``"NaN"`` for a number. ``"any"`` takes every value.
    strings
        But with ``"any"``: places that have only these strings, of each of which one object is made.
    recurring
        Places of objects in documents, none inside another and none in a list, that are mostly the same.
    """
    unknown: dict[FieldPath, list[str]] = {}
    for path, name in extras:
        unknown.setdefault(path, []).append(name)
    compiler = _Compiler(unknown, dict(strings), recurring, strict=strict, types=types)
    decoder = msgspec.json.Decoder(list[compiler.type_of(root, ())])  # type: ignore[misc]
    return Shape(decoder, compiler.structs, types, compiler.typed, compiler.recurring)


class _Compiler:
    def __init__(
        self,
        unknown: dict[FieldPath, list[str]],
        strings: dict[FieldPath, frozenset[str]],
        recurring: frozenset[FieldPath],
        *,
        strict: bool,
        types: Types,
    ) -> None:
        self.structs: dict[FieldPath, StructShape] = {}
        self.typed: dict[FieldPath, tuple[type, ...]] = {}
        self.recurring: dict[FieldPath, msgspec.json.Decoder[Any]] = {}
        self._once = recurring
        self._unknown = unknown
        self._strings = strings
        self._strict = strict
        self._types = types

    def type_of(self, slot: Slot, path: FieldPath) -> Any:
        """Type of the values at a place."""
        if slot.read == "raw":
            self.typed[path] = (msgspec.Raw,)
            return msgspec.Raw
        if not (slot.fields or slot.items or slot.entries):
            return Any if self._types == "any" else self._scalar(slot, path)
        listed: Any = list[self.type_of(slot.items, (*path, "[]"))] if slot.items else list  # type: ignore[misc]
        if slot.fields:
            mapped: Any = self._struct(slot, path)
            # Some documents have a list of one where an object is described.
            one: Any = Union[(mapped, list, *_SCALARS)]
            listed = listed if slot.items else list[one]
        elif slot.entries:
            mapped = dict[str, self.type_of(slot.entries, (*path, "{}"))]  # type: ignore[misc]
        else:
            mapped = dict
        if self._types == "any":
            return Union[(mapped, listed, *_SCALARS)]
        if slot.fields and self._types == "exact":
            return mapped
        return (mapped if slot.fields or not slot.items else listed) | None

    def _scalar(self, slot: Slot, path: FieldPath) -> Any:
        if not slot.types or (self._types == "usual" and int in slot.types):
            return Any
        self.typed[path] = slot.types
        strings = self._strings.get(path)
        return Union[(*slot.types, None)] if strings is None else Literal[tuple(sorted(strings))] | None

    def _struct(self, slot: Slot, path: FieldPath) -> type:
        types = {name: self._member(child, (*path, name)) for name, child in slot.fields.items()}
        types |= dict.fromkeys((n for n in self._unknown.get(path, ()) if n not in types), msgspec.Raw)
        read = len(types)
        passed = slot.known - types.keys()
        types |= dict.fromkeys(sorted(passed), msgspec.Raw)
        if not path:
            types |= {name: Any for name in _NAMES if name in passed or (slot.open and name not in types)}
        attributes = [name if name in _NAMES and not path else f"f{i}" for i, name in enumerate(types)]
        defaults = [self._default(kind, (*path, name)) for name, kind in types.items()]
        cls = msgspec.defstruct(
            "_".join(("Document", *path)),
            list(zip(attributes, types.values(), defaults, strict=True)),
            rename=dict(zip(attributes, types, strict=True)),
            forbid_unknown_fields=self._strict and not slot.open,
            namespace={**dict.fromkeys(_NAMES), "key": RowName.key} if not path else None,
            frozen=True,
            gc=False,
        )
        places = {name: i for i, name in enumerate(types)}
        self.structs[path] = StructShape(cls=cls, places=places, empty=cls(), read=read)
        return cls

    def _member(self, slot: Slot, path: FieldPath) -> Any:
        kind = self.type_of(slot, path)
        if path not in self._once:
            return kind
        self.recurring[path] = msgspec.json.Decoder(kind)
        return msgspec.Raw

    def _default(self, kind: Any, path: FieldPath) -> Any:
        if kind is msgspec.Raw:
            return ABSENT
        return self.structs[path].empty if path in self.structs else None

"""Unmapped members of documents: where they are, and their JSON for those who want to keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from opencga_frames.frames.decode.field_tree import ABSENT
from opencga_frames.frames.decode.levels import split_level
from opencga_frames.frames.schema.credentials import mask_member
from opencga_frames.frames.schema.paths import FieldPath

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from opencga_frames.frames.decode.field_tree import Slot
    from opencga_frames.frames.decode.levels import Level, Source

__all__ = ["FieldPlace", "count_members", "kept_strings", "place_name", "raw_members", "unknown_members"]

#: Path of an object and the name of a member.
FieldPlace = tuple[FieldPath, str]


def unknown_members(value: object, slot: Slot, path: FieldPath = ()) -> Iterator[tuple[FieldPlace, object]]:
    """Walk a document along its slots and give the members that no slot knows, with their values."""
    if slot.read == "raw":
        return
    if isinstance(value, dict):
        yield from _in_object(value, slot, path)
    elif isinstance(value, list) and slot.items:
        for item in value:
            yield from unknown_members(item, slot.items, (*path, "[]"))
    elif isinstance(value, list):
        # A list where an object is described: its objects are read as if they stood there.
        for item in value:
            yield from _in_object(item, slot, path) if isinstance(item, dict) else ()


def _in_object(value: dict[str, object], slot: Slot, path: FieldPath) -> Iterator[tuple[FieldPlace, object]]:
    for name, inner in value.items() if slot.fields else ():
        below = slot.fields.get(name)
        if below is not None:
            yield from unknown_members(inner, below, (*path, name))
        elif not slot.open and name not in slot.known:
            yield (path, name), inner
    if slot.entries and not slot.fields:
        for inner in value.values():
            yield from unknown_members(inner, slot.entries, (*path, "{}"))


def place_name(place: FieldPlace) -> str:
    """Dotted name of a place; a dot inside a name has a backslash before it."""
    path, name = place
    own = name.replace("\\", "\\\\").replace(".", "\\.")
    return ".".join((*path, own)).replace(".[]", "[]").replace(".{}", "{}")


def raw_members(source: Source, place: FieldPlace) -> list[tuple[int, str | None]]:
    """JSON of a learnt member in each object of its place, None where it has none, with the document's number."""
    values, level = _members(source, place)
    rows = level.rows_of(source.level(()))
    numbers = range(len(values)) if rows is None else rows.to_pylist()
    return [(n, None if v is ABSENT else _text(place[1], v)) for n, v in zip(numbers, values, strict=True)]


def count_members(source: Source, place: FieldPlace) -> tuple[int, str | None]:
    """Count the objects that have a learnt member; the first one's JSON, or None where there is none."""
    values, _ = _members(source, place)
    present = [value for value in values if value is not ABSENT]
    return len(present), _text(place[1], present[0]) if present else None


def _members(source: Source, place: FieldPlace) -> tuple[Sequence[msgspec.Raw], Level]:
    path, name = place
    above, rest = split_level(path)
    level = source.level(above)
    return level.members(rest)[source.reading.shape.structs[path].places[name]], level


def kept_strings(source: Source, places: Iterable[FieldPlace]) -> list[str | None]:
    """One JSON object per document with its unknown members by dotted name, or None where it has none.

    A member of the objects in a list becomes a list: one item for each of those objects, null where one has it not.
    """
    kept: list[dict[str, str]] = [{} for _ in range(len(source.documents))]
    for place in places:
        for number, string in _by_document(place, raw_members(source, place)):
            kept[number][place_name(place)] = string
    for number, place, value in source.surplus:
        kept[number][place_name(place)] = _text(place[1], msgspec.json.encode(value))
    return [_object(members) if members else None for members in kept]


def _by_document(place: FieldPlace, found: list[tuple[int, str | None]]) -> Iterator[tuple[int, str]]:
    if not {"[]", "{}"} & set(place[0]):
        yield from ((number, string) for number, string in found if string is not None)
        return
    lists: dict[int, list[str | None]] = {}
    for number, string in found:
        lists.setdefault(number, []).append(string)
    for number, strings in lists.items():
        if any(string is not None for string in strings):
            yield number, "[" + ",".join("null" if string is None else string for string in strings) + "]"


def _object(members: dict[str, str]) -> str:
    return "{" + ",".join(f"{msgspec.json.encode(name).decode()}:{string}" for name, string in members.items()) + "}"


def _text(name: str, json: msgspec.Raw | bytes) -> str:
    """JSON of one member as it is kept, shown and counted, without credentials."""
    return mask_member(name, bytes(json).decode("utf-8", "replace"))

"""Documents as they go out: joined with the entries they refer to, projected, cut to what the caller may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import msgspec

from opencga_frames.sandbox.access import visibility
from opencga_frames.sandbox.catalog.entities import newer_facts
from opencga_frames.sandbox.query.annotations import chosen, flattened
from opencga_frames.sandbox.query.projection import Projection, Tree, pick, with_primitives

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from opencga_frames.sandbox.access import CallingUser
    from opencga_frames.sandbox.catalog.entities import Join, Kind
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["Renderer"]

_ENCODER = msgspec.json.Encoder()
#: How far a document is joined: at the top, inside a family or cohort, or as a parent, whose references stay unloaded.
_TOP, _NESTED, _PARENT = "top", "nested", "parent"


@dataclass(slots=True)
class _Sight:
    """What the caller may see of one kind: tests over ids, None for everything."""

    entries: Callable[[str], bool] | None
    annotations: Callable[[str], bool] | None


def _below(join: Join, depth: str) -> str:
    """Return how far the entries of a field are joined, ``""`` where they stay unloaded."""
    if depth == _PARENT:
        return ""
    return _NESTED if join.many or join.deep else _PARENT


def _blank(kind: Kind) -> Document:
    """Return an entry of which nothing is shown."""
    return {name: value for name, value in kind.primitives.items() if "." not in name}


class Renderer:
    """Writes the entries of one study for one caller.

    Parameters
    ----------
    study
        The study.
    caller
        Who reads.
    projection
        Fields asked for.
    flatten
        Whether annotations become one flat object.
    individuals
        Whether samples carry their individual among the attributes.
    """

    def __init__(
        self,
        study: SandboxStudy,
        caller: CallingUser,
        projection: Projection,
        *,
        flatten: bool = False,
        individuals: bool = False,
    ) -> None:
        self._study = study
        self._caller = caller
        self._projection = projection
        self._flatten = flatten
        self._individuals = individuals
        self._sights: dict[str, _Sight] = {}
        self._missing: dict[str, frozenset[str]] = {}
        self._newer = study.server.since(newer_facts()["since"])

    def rows(self, kind: Kind, positions: Sequence[int]) -> list[Any]:
        """Return the rows of several entries, encoded where nothing had to be cut."""
        encoded = self._study.server.since("3.0.0") and not self._newer
        if encoded and self._projection.whole and not self._flatten and not self._individuals and self._sees_all(kind):
            return self._all_encoded(kind, positions, _TOP)
        collection = self._study.collections[kind.name]
        return [self.row(kind, document) for document in collection.each(positions)]

    def row(self, kind: Kind, document: Document) -> Document:
        """Return one document as asked for."""
        projection = self._projection
        row = self._joined(kind, document, _TOP, projection)
        if projection.include is not None:
            row = with_primitives(kind, row)
            if "version" in projection.include and "version" in document:
                row["version"] = document["version"]
        elif projection.exclude is not None:
            row = with_primitives(kind, row)
        for field in self._absent(kind) & row.keys():
            del row[field]
        if self._newer and projection.include is None:
            fields: dict[str, str] = newer_facts()["fields"].get(kind.name, {})
            row.update({field: value.format(id=document["id"]) for field, value in fields.items()})
        self._finish_annotations(kind, document, row)
        if self._individuals and kind.member is not None:
            self._add_member(kind.member, document, row)
        return row

    def _finish_annotations(self, kind: Kind, document: Document, row: Document) -> None:
        if not kind.annotations:
            return
        sight = self._sight(kind)
        if sight.annotations is not None and not sight.annotations(document["id"]):
            row["annotationSets"] = []
            return
        if "annotationSets" not in row:
            return
        sets = chosen(self._dated_sets(document, row["annotationSets"]), self._projection.choice)
        row["annotationSets"] = flattened(sets) if self._flatten else sets

    def _dated_sets(self, document: Document, sets: list[Document]) -> list[Document]:
        """Return annotation sets with the fields they had before 3.0."""
        if self._study.server.since("3.0.0"):
            return sets
        date = document["creationDate"]
        return [{**one, "name": one["id"], "creationDate": date, "release": 1, "attributes": {}} for one in sets]

    def _add_member(self, how: tuple[str, str, str], document: Document, row: Document) -> None:
        """Show the entry a field names among the attributes, without the entries it holds itself."""
        name, field, attribute = how
        others = self._study.collections[name]
        place = others.position(document.get(field) or "")
        if place is None:
            return
        empty: Document = {key: [] if join.many else None for key, join in others.kind.joins.items()}
        member = self._joined(others.kind, {**others.document(place), **empty}, _PARENT, Projection())
        row["attributes"] = {**row.get("attributes", {}), attribute: member}

    def _sight(self, kind: Kind) -> _Sight:
        sight = self._sights.get(kind.name)
        if sight is None:
            view = visibility(self._caller, self._study, kind)
            notes = visibility(self._caller, self._study, kind, "VIEW_ANNOTATIONS") if kind.annotations else None
            sight = self._sights[kind.name] = _Sight(view, notes)
        return sight

    def _sees_all(self, kind: Kind) -> bool:
        sight = self._sight(kind)
        if sight.entries is not None or sight.annotations is not None:
            return False
        collections = self._study.collections
        return all(self._sight(collections[join.kind].kind).entries is None for join in kind.joins.values())

    def _all_encoded(self, kind: Kind, positions: Sequence[int], depth: str) -> list[msgspec.Raw]:
        """Return the bytes of whole entries, kept until a write that reaches them."""
        collection = self._study.collections[kind.name]
        kept = collection.encoded.at(depth)
        missing = [position for position in positions if position not in kept]
        self._encode_held(kind, missing, depth)
        # One at a time: a document that is gone before the next is there never meets the garbage collector.
        documents = zip(missing, collection.each(missing), strict=True)
        if kind.joins or self._dropped(kind, depth):
            made = {position: _ENCODER.encode(self._whole(kind, one, depth)) for position, one in documents}
        else:
            made = {position: _ENCODER.encode(one) for position, one in documents}
        rows = [msgspec.Raw(kept[position] if position in kept else made[position]) for position in positions]
        collection.encoded.keep(depth, made)
        return rows

    def _encode_held(self, kind: Kind, positions: Sequence[int], depth: str) -> None:
        """Encode the entries that several others hold, all together."""
        collection = self._study.collections[kind.name]
        for field, join in kind.joins.items():
            inner, other = _below(join, depth), self._study.collections[join.kind]
            if inner and len(positions) > 1:
                keys = {key: None for position in positions for key in collection.values(f"{field}.id", position)}
                places = [place for place in map(other.position, keys) if place is not None]
                self._all_encoded(other.kind, places, inner)

    def _encoded(self, kind: Kind, position: int, depth: str) -> msgspec.Raw:
        """Return the bytes of a whole entry, kept until a write that reaches it."""
        known = self._study.collections[kind.name].encoded.at(depth).get(position)
        return self._all_encoded(kind, [position], depth)[0] if known is None else msgspec.Raw(known)

    def _joined(self, kind: Kind, document: Document, depth: str, projection: Projection | None) -> Document:
        """Return a document with its joined parts; without projection the parts come encoded."""
        if projection is None:
            return self._whole(kind, document, depth)
        include, exclude = projection.include, projection.exclude
        fields = document if include is None else [field for field in include if field in document]
        row: Document = {}
        for field in fields:
            if exclude is not None and exclude.get(field, {}) is None:
                continue
            if (depth != _TOP and field in kind.hidden) or field in self._absent(kind):
                continue
            value = self._field(kind, (field, document[field]), depth, projection)
            if value is not None or not (field in kind.joins and kind.joins[field].deep):
                row[field] = value
        return row

    def _whole(self, kind: Kind, document: Document, depth: str) -> Document:
        """Return a whole document with its joined parts encoded."""
        dropped = self._dropped(kind, depth)
        row = {field: value for field, value in document.items() if field not in dropped}
        for field, join in kind.joins.items():
            if field in row:
                row[field] = self._part(kind, field, row[field], (depth, None))
                if row[field] is None and join.deep:
                    del row[field]
        return row

    def _dropped(self, kind: Kind, depth: str) -> frozenset[str]:
        """Return the fields that are not shown at some depth."""
        return self._absent(kind) if depth == _TOP else self._absent(kind) | kind.hidden

    def _absent(self, kind: Kind) -> frozenset[str]:
        """Return the fields a server of this version does not have yet."""
        absent = self._missing.get(kind.name)
        if absent is None:
            server = self._study.server
            absent = frozenset(field for field, version in kind.since.items() if not server.since(version))
            self._missing[kind.name] = absent
        return absent

    def _field(self, kind: Kind, pair: tuple[str, Any], depth: str, projection: Projection) -> Any:
        field, value = pair
        kept = projection.include[field] if projection.include is not None else None
        left_out = projection.exclude.get(field) if projection.exclude else None
        if kept is not None and field in kind.unresolved:
            return self._unresolved(kind, field, value)
        if field in kind.joins:
            return self._part(kind, field, value, (depth, Projection(include=kept, exclude=left_out)))
        if kept is not None:
            return pick(value, kept, keep=True, key=field)
        return value if left_out is None else pick(value, left_out, keep=False, key=field)

    def _unresolved(self, kind: Kind, field: str, value: Any) -> Any:
        """Return what the server shows of references it did not follow, because only parts of them were asked for."""
        shown, blank = kind.unresolved[field]
        if isinstance(value, list):
            return [self._unresolved(kind, field, one) for one in value]
        entry = value or {}
        if field in kind.joins:
            collection = self._study.collections[kind.joins[field].kind]
            place = collection.position(entry.get("id", ""))
            entry = entry if place is None else collection.document(place)
        return {**{name: entry[name] for name in shown if name in entry}, **blank}

    def _part(self, kind: Kind, field: str, value: Any, how: tuple[str, Projection | None]) -> Any:
        join = kind.joins[field]
        other = self._study.collections[join.kind].kind
        depth, projection = how
        if depth == _PARENT:
            return [self._unloaded(other, ref) for ref in value or ()] if join.many else _blank(other)
        inner = _below(join, depth)
        if join.many:
            parts = (self._referred(other, ref, inner, projection) for ref in value or ())
            return [part for part in parts if part is not None]
        part = self._referred(other, value, inner, projection) if value else None
        return _blank(other) if part is None and not join.deep else part

    def _unloaded(self, other: Kind, ref: Document) -> Document:
        collection = self._study.collections[other.name]
        place = collection.position(ref.get("id", ""))
        version = next(iter(collection.values("version", place)), 0) if place is not None else 0
        return {**_blank(other), "version": version} if other.versioned else _blank(other)

    def _referred(self, other: Kind, ref: Document, depth: str, projection: Projection | None) -> Any:
        """Return the entry a reference means, None for one the caller may not see."""
        key = ref.get("id", "")
        collection = self._study.collections[other.name]
        place = collection.position(key)
        if place is None:
            return {**_blank(other), **ref}
        sight = self._sight(other).entries
        if sight is not None and not sight(key):
            return None
        own = {field: ref[field] for field in other.joins if field in ref}
        if projection is None and not own:
            return self._encoded(other, place, depth)
        document = {**collection.document(place), **own}
        if projection is None:
            return self._joined(other, document, depth, None)
        return self._nested_row(other, document, depth, projection)

    def _nested_row(self, other: Kind, document: Document, depth: str, projection: Projection) -> Document:
        if projection.include is not None:
            forced: Tree = dict.fromkeys([*other.forced, *(["version"] if other.versioned else [])])
            projection = replace(projection, include={**forced, **projection.include})
        row = self._joined(other, document, depth, projection)
        return row if projection.whole else with_primitives(other, row)

"""Which entries a change of permissions is about, when others name them, and which others follow it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.kinds.registry import position_of, rules_of
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["followers", "named_entries"]

#: Kind -> field of the body -> kind of what it names, and where that names entries of the first kind.
_THROUGH: dict[str, dict[str, tuple[str, str]]] = {
    "samples": {
        "individual": ("individuals", "samples.id"),
        "family": ("families", "members.samples.id"),
        "file": ("files", "sampleIds"),
        "cohort": ("cohorts", "samples.id"),
    },
    "individuals": {"sample": ("samples", "individualId")},
    "families": {"individual": ("individuals", "familyIds")},
    "files": {"sample": ("samples", "fileIds")},
}
#: Kind -> kinds that follow with ``propagate``, and where an entry names them.
_FOLLOWERS: dict[str, tuple[tuple[str, str], ...]] = {
    "individuals": (("samples", "samples.id"),),
    "families": (("individuals", "members.id"), ("samples", "members.samples.id")),
    "clinical": (
        ("families", "family.id"),
        ("individuals", "proband.id"),
        ("individuals", "family.members.id"),
        ("samples", "proband.samples.id"),
        ("samples", "family.members.samples.id"),
        ("files", "files.id"),
    ),
}


def _found(kind: Kind, study: SandboxStudy, keys: list[str]) -> list[int]:
    places = {key: position_of(kind, study, key) for key in keys}
    missing = [key for key, place in places.items() if place is None]
    if missing:
        raise Refusal(Java.CATALOG, rules_of(kind).missing(study, keys, missing))
    return [place for place in places.values() if place is not None]


def _keys(body: Document, field: str) -> list[str]:
    given: Any = body.get(field) or ""
    return given if isinstance(given, list) else [key for key in given.split(",") if key]


def named_entries(kind: Kind, study: SandboxStudy, body: Document) -> list[str]:
    """Return the ids of the entries a body names, by themselves or by what they belong to.

    Parameters
    ----------
    kind, study
        What the entries are, and where.
    body
        What was sent.
    """
    fields = {"externalToolIds": (kind.name, "id"), kind.word: (kind.name, "id"), **_THROUGH.get(kind.name, {})}
    given = {field: keys for field in fields if (keys := _keys(body, field))}
    if len(given) != 1:
        names = ", ".join(field for field in fields if field != "externalToolIds")
        number = "Only one" if given else "At least one"
        raise Refusal(Java.CATALOG, f"Update ACL: {number} of these parameters should be provided: {names}")
    field, keys = next(iter(given.items()))
    other, path = fields[field]
    column = study.collections[other].column(path)
    places = _found(kind_named(other), study, keys)
    return list(dict.fromkeys(str(key) for place in places for key in column[place]))


def followers(
    kind: Kind, study: SandboxStudy, names: list[str], query: Mapping[str, str]
) -> Iterator[tuple[Kind, list[str]]]:
    """Yield the entries of other kinds that get the same permissions.

    Parameters
    ----------
    kind, study, names
        The entries that permissions are given on.
    query
        Parameters of the call: ``propagate`` says whether others follow.
    """
    if query.get("propagate", "").upper() not in {"TRUE", "YES", "YES_AND_VARIANT_VIEW"}:
        return
    collection = study.collections[kind.name]
    places = [place for name in names if (place := collection.position(name)) is not None]
    for other, path in _FOLLOWERS.get(kind.name, ()):
        column = collection.column(path)
        yield kind_named(other), list(dict.fromkeys(str(key) for place in places for key in column[place]))

"""What refers to an entry by its id follows when the id changes; the server keeps numbers there, so nothing is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.sandbox.catalog.study import SandboxStudy

__all__ = ["follow_rename"]

#: Kind -> where entries of another kind name one of it.
_NAMED_AT: dict[str, tuple[tuple[str, str], ...]] = {
    "samples": (
        ("individuals", "samples.id"),
        ("files", "sampleIds"),
        ("cohorts", "samples.id"),
        ("clinical", "proband.samples.id"),
        ("clinical", "family.members.samples.id"),
    ),
    "individuals": (
        ("samples", "individualId"),
        ("individuals", "father.id"),
        ("individuals", "mother.id"),
        ("families", "members.id"),
        ("clinical", "proband.id"),
        ("clinical", "family.members.id"),
    ),
    "families": (("individuals", "familyIds"), ("clinical", "family.id")),
    "cohorts": (("samples", "cohortIds"),),
    "panels": (("clinical", "panels.id"), ("interpretations", "panels.id")),
}


def _with(value: Any, keys: Sequence[str], old: str, new: str) -> Any:
    """Return a value with a new id below a path."""
    if isinstance(value, list):
        return [_with(one, keys, old, new) for one in value]
    if not keys:
        return new if value == old else value
    if not isinstance(value, dict) or keys[0] not in value:
        return value
    return {**value, keys[0]: _with(value[keys[0]], keys[1:], old, new)}


def _roles(study: SandboxStudy, old: str, new: str) -> None:
    """Give a person the new id in the roles of families."""
    families = study.collections["families"]
    for place in families.positions(new, "members.id"):
        document = families.document(place)
        roles = {
            (new if key == old else key): {(new if other == old else other): role for other, role in below.items()}
            for key, below in document["roles"].items()
        }
        families.replace(place, {**document, "roles": roles}, keep=False)


def follow_rename(study: SandboxStudy, kind: str, old: str, new: str) -> None:
    """Give an entry its new id wherever the study names it.

    Parameters
    ----------
    study, kind
        Where the entry is, and what it is.
    old, new
        Its ids.
    """
    for other, path in _NAMED_AT.get(kind, ()):
        entries, keys = study.collections[other], path.split(".")
        for place in entries.positions(old, path):
            entries.replace(place, _with(entries.document(place), keys, old, new), keep=False)
    if kind == "individuals":
        _roles(study, old, new)
    rules = study.entry_acl[kind]
    if old in rules:
        rules[new] = rules.pop(old)

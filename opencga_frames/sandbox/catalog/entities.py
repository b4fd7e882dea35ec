"""The kinds of entries a study holds, read from ``facts/entities.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

__all__ = ["OPTIONS", "Join", "Kind", "kind_named", "kinds", "newer_facts", "read_facts"]

#: Parameters of a search that are no filters.
OPTIONS = frozenset(
    [
        "study",
        "include",
        "exclude",
        "limit",
        "skip",
        "count",
        "sort",
        "order",
        "timeout",
        "sid",
        "flattenAnnotations",
        "lazy",
        "includeIndividual",
        "includeResult",
        "silent",
        "deleted",
        "snapshot",
        "acl",
        "annotation",
        "field",
        "organization",
        "apiVersion",
    ]
)

#: Services of an ordinary kind.
_SERVICES = ("search", "distinct", "facets", "info", "acl", "create", "update", "annotate", "rules", "delete")
#: Permissions on an entry of any kind, and on one that can be annotated.
_ACL = ("NONE", "VIEW", "WRITE", "DELETE")
_ANNOTATIONS = ("VIEW_ANNOTATIONS", "WRITE_ANNOTATIONS", "DELETE_ANNOTATIONS")


@dataclass(frozen=True, slots=True)
class Join:
    """A field that holds entries of another kind; a deep one shows what they hold in turn."""

    kind: str
    many: bool
    deep: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry and the rules of the server for it."""

    name: str
    word: str
    java: str
    code: str
    permission: str
    annotations: str
    resource: str
    versioned: bool
    strict: bool
    primitives: dict[str, Any]
    forced: tuple[str, ...]
    kept: tuple[str, ...]
    joins: dict[str, Join]
    filters: dict[str, tuple[str, str]]
    closed: frozenset[str]
    wrapped: frozenset[str]
    state: str
    internal: dict[str, Any]
    spreads: dict[str, str]
    typed: bool
    bare_failure: bool
    update_message: str
    member: tuple[str, str, str] | None
    path: str
    plural: str
    services: frozenset[str]
    placeholders: dict[str, str]
    hidden: frozenset[str]
    holders: dict[str, tuple[str, ...]]
    updates: tuple[str, ...]
    counts_page: bool
    null_facets: bool
    acl_anywhere: bool
    typed_delete: bool
    info_needs_id: bool
    since: dict[str, str]
    unversioned_info: bool
    unresolved: dict[str, tuple[tuple[str, ...], dict[str, Any]]]
    many_sorts: bool
    ranks: dict[str, tuple[str, ...]]
    entry_permissions: frozenset[str]


def read_facts(name: str) -> Any:
    """Return a data file of the sandbox, decoded."""
    text = resources.files("opencga_frames.sandbox").joinpath("facts", name).read_text("utf-8")
    return yaml.safe_load(text)


def _kind(name: str, raw: dict[str, Any]) -> Kind:
    return Kind(
        name=name,
        word=raw["word"],
        java=raw["java"],
        code=raw["code"],
        permission=raw["permission"],
        annotations=raw["annotations"],
        resource=raw["resource"],
        versioned=raw["versioned"],
        strict=raw["strict"],
        primitives=raw["primitives"],
        forced=tuple(raw["forced"]),
        kept=tuple(raw["kept"]),
        joins={field: Join(**join) for field, join in raw["joins"].items()},
        filters={parameter: (grammar, path) for parameter, (grammar, path) in raw["filters"].items()},
        closed=frozenset(raw["closed"]),
        wrapped=frozenset(raw.get("wrapped", ())),
        state=raw.get("state", "READY"),
        internal=raw.get("internal", {}),
        spreads=raw.get("spreads", {}),
        typed=raw.get("typed", False),
        bare_failure=raw.get("bare_failure", False),
        update_message=raw.get("update_message", ""),
        member=tuple(raw["member"]) if "member" in raw else None,
        path=raw.get("path", name),
        plural=raw.get("plural", name),
        services=frozenset(raw.get("services", _SERVICES)),
        placeholders=raw.get("placeholders", {}),
        hidden=frozenset(raw.get("hidden", ["annotationSets"])),
        holders={other: tuple(fields) for other, fields in raw.get("holders", {}).items()},
        updates=tuple(raw.get("updates", ())),
        counts_page=raw.get("counts_page", False),
        null_facets=raw.get("null_facets", False),
        acl_anywhere=raw.get("acl_anywhere", False),
        typed_delete=raw.get("typed_delete", False),
        since=raw.get("since", {}),
        info_needs_id=raw.get("info_needs_id", False),
        unversioned_info=raw.get("unversioned_info", False),
        many_sorts=raw.get("many_sorts", False),
        ranks={field: tuple(values) for field, values in raw.get("ranks", {}).items()},
        entry_permissions=frozenset(
            [*_ACL, *(_ANNOTATIONS if raw["annotations"] else ()), *raw.get("entry_permissions", ())]
        ),
        unresolved={field: (tuple(kept), blank) for field, (kept, blank) in raw.get("unresolved", {}).items()},
    )


@cache
def newer_facts() -> dict[str, Any]:
    """Return what a server yet to come has beside everything else."""
    facts: dict[str, Any] = read_facts("newer.yml")
    return facts


@cache
def kinds() -> dict[str, Kind]:
    """Return every kind by its name, the first segment of its paths."""
    return {name: _kind(name, raw) for name, raw in read_facts("entities.yml").items()}


def kind_named(name: str) -> Kind:
    """Return one kind."""
    return kinds()[name]

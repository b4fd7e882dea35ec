"""The kinds of entries a study holds, read from ``facts/entities.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import msgspec
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


class Kind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of entry and the rules of the server for it; ``facts/entities.yml`` explains the words."""

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
    path: str
    plural: str
    wrapped: frozenset[str] = frozenset()
    state: str = "READY"
    internal: dict[str, Any] = {}
    spreads: dict[str, str] = {}
    typed: bool = False
    bare_failure: bool = False
    update_message: str = ""
    member: tuple[str, str, str] | None = None
    services: frozenset[str] = frozenset(_SERVICES)
    placeholders: dict[str, str] = {}
    hidden: frozenset[str] = frozenset({"annotationSets"})
    holders: dict[str, tuple[str, ...]] = {}
    updates: tuple[str, ...] = ()
    counts_page: bool = False
    null_facets: bool = False
    acl_anywhere: bool = False
    typed_delete: bool = False
    info_needs_id: bool = False
    since: dict[str, str] = {}
    unversioned_info: bool = False
    unresolved: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {}
    options: frozenset[str] = frozenset()
    touches: str = ""
    many_sorts: bool = False
    ranks: dict[str, tuple[str, ...]] = {}
    more_permissions: tuple[str, ...] = ()

    @property
    def entry_permissions(self) -> frozenset[str]:
        """Permissions there are on an entry."""
        return frozenset([*_ACL, *(_ANNOTATIONS if self.annotations else ()), *self.more_permissions])


def read_facts(name: str) -> Any:
    """Return a data file of the sandbox, decoded."""
    text = resources.files("opencga_frames.sandbox").joinpath("facts", name).read_text("utf-8")
    return yaml.safe_load(text)


@cache
def newer_facts() -> dict[str, Any]:
    """Return what a server yet to come has beside everything else."""
    facts: dict[str, Any] = read_facts("newer.yml")
    return facts


@cache
def kinds() -> dict[str, Kind]:
    """Return every kind by its name, the first segment of its paths."""
    named = {
        name: {"path": name, "plural": name, **raw, "name": name} for name, raw in read_facts("entities.yml").items()
    }
    return msgspec.convert(named, dict[str, Kind])


def kind_named(name: str) -> Kind:
    """Return one kind."""
    return kinds()[name]

"""Puts the catalogue and a description together; what is known stays, what is new is added, nothing is taken away.

What the catalogue knows and a server leaves out of its description stays, because servers are known to take more than
they describe.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from opencga_frames.rest.catalogue.endpoint import Endpoint, ResourceCatalogue
from opencga_frames.rest.learning.additions import Addition
from opencga_frames.rest.learning.names import method_name, resource_name
from opencga_frames.rest.learning.parts import VERBS, Known, endpoint
from opencga_frames.rest.learning.wider import wider

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from opencga_frames.rest.learning.description import Category, DescribedEndpoint

__all__ = ["Merged", "Taken", "merge"]

_PLACEHOLDER: Final = re.compile(r"{[^{}]+}")


@dataclass(frozen=True)
class Merged:
    """The catalogue of one server.

    Attributes
    ----------
    catalogues
        The resources that differ from those of the package, or are new, by name.
    additions
        What was added, in the order of the description.
    left_out
        What is described and cannot be called: verb and path, and the parameter where it is one.
    """

    catalogues: Mapping[str, ResourceCatalogue]
    additions: tuple[Addition, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taken:
    """Names that new resources, and new methods, must not have."""

    resources: Collection[str] = ()
    methods: Collection[str] = ()


def merge(
    catalogues: Mapping[str, ResourceCatalogue],
    categories: Iterable[Category],
    *,
    tables: Mapping[str, str],
    sort_keys: Mapping[str, str],
    server: str = "",
    taken: Taken | None = None,
) -> Merged:
    """Add to the catalogue what a server describes besides.

    Parameters
    ----------
    catalogues
        All resources of the package, by name.
    categories
        The description.
    tables, sort_keys
        Main table of rows by their class, and the field that its pages are ordered by.
    server
        Version of the server: what the catalogue says is gone from it, and is described, is there.
    taken
        Names that others have.
    """
    endpoints = [known for catalogue in catalogues.values() for known in catalogue.endpoints.values()]
    known = Known.from_endpoints(endpoints, tables, sort_keys)
    merger = _Merger(catalogues, _by_url(endpoints), known, server, taken or Taken())
    for category in categories:
        merger.add(category)
    return Merged(MappingProxyType(merger.changed), tuple(merger.additions), tuple(merger.left_out))


@dataclass
class _Merger:
    """One merge under way."""

    catalogues: Mapping[str, ResourceCatalogue]
    by_url: dict[tuple[str, str], Endpoint]
    known: Known
    server: str
    taken: Taken
    changed: dict[str, ResourceCatalogue] = field(default_factory=dict)
    additions: list[Addition] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def add(self, category: Category) -> None:
        """Add what is new in one category."""
        resource = self._resource(category)
        catalogue = self.changed.get(resource) or self.catalogues.get(resource) or _empty(resource, category)
        endpoints = dict(catalogue.endpoints)
        for described in category.endpoints:
            known = self.by_url.get(_url(described))
            if described.method not in VERBS:
                self.left_out.append(f"{described.method} {described.template}")
            elif known is None:
                name = method_name(described, category.base, {*endpoints, *self.taken.methods})
                endpoints[name] = self._new(described, resource, name)
            elif known.resource == resource:
                endpoints[known.name] = self._wider(endpoints[known.name], described)
        if any(one is not catalogue.endpoints.get(name) for name, one in endpoints.items()):
            self.changed[resource] = replace(catalogue, endpoints=MappingProxyType(endpoints))

    def _resource(self, category: Category) -> str:
        """Find the resource that most calls of a category belong to; the categories are not named as the resources."""
        owners = Counter(self.by_url[url].resource for url in map(_url, category.endpoints) if url in self.by_url)
        if owners:
            return owners.most_common(1)[0][0]
        inside = (one.resource for one in self.by_url.values() if one.path.startswith(f"{category.base}/"))
        found = next(inside, None)
        if found is None:
            found = resource_name(category, {*self.catalogues, *self.changed, *self.taken.resources})
            self.additions.append(Addition("resource", found, about=category.name))
        return found

    def _new(self, described: DescribedEndpoint, resource: str, name: str) -> Endpoint:
        made = endpoint(described, resource, name, self.known)
        self.by_url[_url(described)] = made
        self.additions.append(Addition("call", resource, name, about=made.about))
        return made

    def _wider(self, known: Endpoint, described: DescribedEndpoint) -> Endpoint:
        found = wider(known, described, self.known, self.server)
        self.additions += found.additions
        self.left_out += found.left_out
        return found.endpoint


def _by_url(endpoints: Iterable[Endpoint]) -> dict[tuple[str, str], Endpoint]:
    """Endpoints by verb and path; those of today come after those of the past, and win."""
    in_order = sorted(endpoints, key=lambda one: one.until is None)
    return {(one.method, _blank(one.path)): one for one in in_order}


def _url(described: DescribedEndpoint) -> tuple[str, str]:
    return described.method, _blank(described.template)


def _blank(path: str) -> str:
    """Return a path without the names of its placeholders, which releases change."""
    return _PLACEHOLDER.sub("{}", path)


def _empty(resource: str, category: Category) -> ResourceCatalogue:
    return ResourceCatalogue(name=resource, about=f"{category.name}, as the server itself describes it.")

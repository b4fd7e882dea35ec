"""Puts the catalogue and a description together; what is known stays, what is new is added, nothing is taken away.

A description only ever widens a call: new parameters, fields and values. What the catalogue knows and a server leaves
out of its description stays, because servers are known to take more than they describe.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from opencga_frames.rest.catalogue.endpoint import Endpoint, Parameter, ResourceCatalogue
from opencga_frames.rest.learning.additions import Addition
from opencga_frames.rest.learning.bodies import wider_body
from opencga_frames.rest.learning.description import rows_of, value_type
from opencga_frames.rest.learning.names import method_name, resource_name
from opencga_frames.rest.learning.parts import VERBS, Known, endpoint, parameter
from opencga_frames.rest.request.versions import has

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from opencga_frames.rest.learning.description import Category, DescribedEndpoint, DescribedPart

__all__ = ["Merged", "merge"]

_PLACEHOLDER: Final = re.compile(r"{[^}]+}")
_PAGING: Final = frozenset({"limit", "skip"})


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
        What is described and cannot be called: verb and path.
    """

    catalogues: Mapping[str, ResourceCatalogue]
    additions: tuple[Addition, ...]
    left_out: tuple[str, ...] = ()


def merge(
    catalogues: Mapping[str, ResourceCatalogue],
    categories: Iterable[Category],
    *,
    tables: Mapping[str, str],
    sort_keys: Mapping[str, str],
    server: str = "",
    taken: Collection[str] = (),
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
        Names that neither resources nor methods may have.
    """
    endpoints = [known for catalogue in catalogues.values() for known in catalogue.endpoints.values()]
    merger = _Merger(catalogues, endpoints, Known.from_endpoints(endpoints, tables, sort_keys), server, taken)
    for category in categories:
        merger.add(category)
    return Merged(MappingProxyType(merger.changed), tuple(merger.additions), tuple(merger.left_out))


class _Merger:
    """One merge under way."""

    def __init__(
        self,
        catalogues: Mapping[str, ResourceCatalogue],
        endpoints: list[Endpoint],
        known: Known,
        server: str,
        taken: Collection[str],
    ) -> None:
        self._catalogues = catalogues
        self._by_url = {(e.method, _blank(e.path)): e for e in sorted(endpoints, key=lambda e: e.until is None)}
        self._known = known
        self._server = server
        self._taken = taken
        self.changed: dict[str, ResourceCatalogue] = {}
        self.additions: list[Addition] = []
        self.left_out: list[str] = []

    def add(self, category: Category) -> None:
        """Add what is new in one category."""
        resource = self._resource(category)
        catalogue = self.changed.get(resource) or self._catalogues.get(resource) or _empty(resource, category)
        endpoints = dict(catalogue.endpoints)
        for described in category.endpoints:
            known = self._by_url.get((described.method, _blank(described.template)))
            if described.method not in VERBS:
                self.left_out.append(f"{described.method} {described.template}")
            elif known is None:
                name = method_name(described, category.base, {*endpoints, *self._taken})
                endpoints[name] = endpoint(described, resource, name, self._known)
                self._by_url[described.method, _blank(described.template)] = endpoints[name]
                self._note(Addition("call", resource, name, about=endpoints[name].about))
            elif known.resource == resource:
                endpoints[known.name] = self._widened(endpoints[known.name], described)
        if any(endpoints[name] is not catalogue.endpoints.get(name) for name in endpoints):
            self.changed[resource] = replace(catalogue, endpoints=MappingProxyType(endpoints))

    def _resource(self, category: Category) -> str:
        """Find the resource that most calls of a category belong to."""
        keys = ((described.method, _blank(described.template)) for described in category.endpoints)
        owners = Counter(self._by_url[key].resource for key in keys if key in self._by_url)
        if owners:
            return owners.most_common(1)[0][0]
        inside = (e.resource for e in self._by_url.values() if e.path.startswith(f"{category.base}/"))
        found = next(inside, None)
        if found is None:
            found = resource_name(category, {*self._catalogues, *self.changed, *self._taken})
            self._note(Addition("resource", found, about=category.name))
        return found

    def _widened(self, known: Endpoint, described: DescribedEndpoint) -> Endpoint:
        """Add to a known call what is new; the same object where nothing is."""
        before = len(self.additions)
        made = known
        if not has(known, self._server):
            made = replace(made, since=None, until=None, absent=())
            self._note(Addition("call", known.resource, known.name, about=known.about))
        made = self._with_parameters(made, described)
        body, additions = wider_body(made, described.body)
        self.additions += additions
        if len(self.additions) == before:
            return known
        return replace(made, body=body, rows=made.rows or rows_of(described))

    def _with_parameters(self, known: Endpoint, described: DescribedEndpoint) -> Endpoint:
        parts = {part.name: part for part in described.parameters if part.param not in ("body", "path")}
        own = {p.wire: p for p in known.query_parameters}
        parameters = [self._wider(known, p, parts.get(p.wire)) for p in known.parameters]
        new = [part for wire, part in parts.items() if wire not in own]
        fields = {name for field in (known.body.fields if known.body else ()) for name in (field.name, field.python)}
        for part in new:
            if part.name in fields:
                self.left_out.append(f"{known.method} {known.path} {part.name}")
                continue
            place = "form" if known.is_form else "query"
            like = self._known.like(known.path, part.name)
            parameters.append(parameter(part, place, parameters, like))
            self._note(_addition("parameter", known, parameters[-1]))
        wires = {part.name for part in new}
        pages = {p.wire for p in parameters} >= _PAGING and bool(wires & _PAGING) and known.method == "GET"
        paged = known.paged or pages
        sort_key = self._known.sort_keys.get(known.table or "") if pages else known.sort_key
        countable = known.countable or "count" in wires
        return replace(known, parameters=tuple(parameters), paged=paged, sort_key=sort_key, countable=countable)

    def _wider(self, endpoint: Endpoint, known: Parameter, part: DescribedPart | None) -> Parameter:
        """Give a known parameter as the server takes it: more values, or anything where it was of a narrower type."""
        if part is None or known.place == "path":
            return known
        made = known
        if not has(known, self._server):
            made = replace(made, since=None, until=None)
            self._note(_addition("parameter", endpoint, made))
        if made.needed and not part.required and made.required:
            made = replace(made, needed=False, required=False)
        kind, declared = value_type(part), known.declared_type or known.type
        if kind == "string" and declared not in ("string", "binary"):
            self._note(_addition("values", endpoint, made))
            return replace(made, type="string", allowed=None)
        return self._with_values(endpoint, made, part.allowed)

    def _with_values(self, endpoint: Endpoint, known: Parameter, values: tuple[str, ...]) -> Parameter:
        own = known.allowed or known.words
        new = tuple(value for value in values if value not in own) if own else ()
        if not new:
            return known
        self._note(replace(_addition("values", endpoint, known), values=new))
        return replace(known, **{"allowed" if known.allowed else "words": (*own, *new)})

    def _note(self, addition: Addition) -> None:
        self.additions.append(addition)


def _addition(kind: str, endpoint: Endpoint, part: Parameter) -> Addition:
    return Addition(kind, endpoint.resource, endpoint.name, part.name, about=part.about)  # type: ignore[arg-type]


def _blank(path: str) -> str:
    """Give a path without the names of its placeholders, which releases change."""
    return _PLACEHOLDER.sub("{}", path)


def _empty(resource: str, category: Category) -> ResourceCatalogue:
    return ResourceCatalogue(name=resource, about=f"{category.name}: calls that the server itself describes.")

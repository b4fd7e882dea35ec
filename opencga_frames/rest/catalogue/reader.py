"""Turns the words of a catalogue file into endpoints, parameters and bodies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from opencga_frames.rest.catalogue.endpoint import (
    Body,
    BodyField,
    Endpoint,
    OlderForm,
    OlderType,
    Parameter,
    ParameterPlace,
)
from opencga_frames.rest.catalogue.names import python_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Definitions", "python_name", "read_endpoint"]

_VERBS = ("get", "post", "delete")
_PLACEHOLDER = re.compile(r"{([^}]+)}")


class Definitions:
    """What the entries of a file may refer to: its own words first, then those of the files it uses.

    Parameters
    ----------
    *contents
        Contents of files, the resource's own first, ``shared.yaml`` last.
    """

    def __init__(self, *contents: Mapping[str, Any]) -> None:
        def section(name: str) -> Mapping[str, Any]:
            merged: dict[str, Any] = {}
            for content in reversed(contents):
                merged |= content.get(name, {})
            return merged

        self.groups = section("groups")
        self.values = section("values")
        self.path = section("path")
        self.parameters = section("parameters")
        self.bodies = section("bodies")
        self.tables = section("tables")
        self.sort_keys = section("sort_keys")

    def expand(self, items: Iterable[str | Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield each item of a list of parameters with what it changes; ``+group`` stands for its members."""
        for item in items:
            if not isinstance(item, str):
                yield from item.items()
            elif item.startswith("+"):
                yield from self.expand(self.groups[item[1:]])
            else:
                yield item, {}

    def parameter(self, item: str, change: Mapping[str, Any]) -> dict[str, Any]:
        """Attributes of a query parameter or form part, with the endpoint's own changes."""
        spec = self.parameters[item]
        facts = {"wire": item, **(spec if isinstance(spec, dict) else {"about": spec}), **change}
        facts["allowed"] = self.allowed(facts.get("allowed"))
        facts["older_forms"] = tuple((form, *said) for form, said in facts.get("older_forms", {}).items())
        facts["brings"] = tuple(facts.get("brings", ()))
        facts["words"] = () if facts["allowed"] else self.allowed(facts.get("words")) or ()
        return facts

    def placeholder(self, wire: str) -> Mapping[str, Any]:
        """Facts of a placeholder of a path."""
        spec = self.path[wire]
        return spec if isinstance(spec, dict) else {"about": spec}

    def allowed(self, value: str | list[str] | None) -> tuple[str, ...] | None:
        """Resolve allowed values, written as a list or as the name of one."""
        if value is None:
            return None
        return tuple(self.values[value] if isinstance(value, str) else value)


def read_endpoint(resource: str, name: str, spec: Mapping[str, Any], words: Definitions) -> Endpoint:
    """Make one endpoint from its entry.

    Parameters
    ----------
    resource, name
        Where the entry stands.
    spec
        The entry.
    words
        What it may refer to.
    """
    verb = next(word for word in _VERBS if word in spec)
    body = _body(spec, words)
    parameters = _parameters(spec, spec[verb], words, body)
    wires = {p.wire for p in parameters if p.place != "path"}
    rows = spec.get("answers")
    table: str | None = spec.get("table") or words.tables.get(rows or "")
    paged = spec.get("paged", {"limit", "skip"} <= wires)
    return Endpoint(
        resource=resource,
        name=name,
        method=verb.upper(),  # type: ignore[arg-type]
        path=spec[verb],
        parameters=parameters,
        body=body,
        answer=spec.get("answer", "envelope"),
        content=spec.get("content"),
        rows=rows,
        table=table,
        paged=paged,
        countable="count" in wires,
        returns_job=spec.get("job", False),
        sort_key=words.sort_keys.get(table or "") if paged else None,
        counts_hidden=spec.get("counts_hidden", False),
        changes=spec.get("changes", False),
        since=spec.get("since"),
        until=spec.get("until"),
        absent=tuple(spec.get("absent", ())),
        deprecated=spec.get("outdated", False),
        about=spec["about"],
        accept=spec.get("accept"),
        record=spec.get("record"),
        filled=tuple(spec.get("filled", {}).items()),
        older=tuple(OlderForm(form, dict(names)) for form, names in spec.get("older", {}).items()),
    )


def _parameters(spec: Mapping[str, Any], path: str, words: Definitions, body: Body | None) -> tuple[Parameter, ...]:
    own_path = spec.get("path", {})
    found = [
        _path_parameter(wire, own_path.get(wire) or words.placeholder(wire)) for wire in _PLACEHOLDER.findall(path)
    ]
    since, until = _versions(spec.get("added"), words), _versions(spec.get("gone"), words)
    needed, declared = spec.get("required", ()), spec.get("required_by_declaration", ())
    current = body.current if body else frozenset()
    places: tuple[ParameterPlace, ...] = ("query", "form")
    for place in places:
        for item, change in words.expand(spec.get(place, ())):
            facts = words.parameter(item, change)
            facts["name"] = _free_name(facts, {p.name for p in found})
            if item in until and facts["wire"] in current:
                facts["name"] = python_name(item)  # the plain name is that of the field of today's body
            facts |= {"since": since.get(item), "until": until.get(item), "place": place}
            facts |= {"needed": item in needed, "required": item in needed or item in declared}
            facts["deprecated"] = item in spec.get("deprecated", ())
            found.append(Parameter(**facts))
    return tuple(found)


def _path_parameter(wire: str, facts: Mapping[str, Any]) -> Parameter:
    return Parameter(name=python_name(wire), wire=wire, place="path", required=True, needed=True, **facts)


def _free_name(facts: Mapping[str, Any], taken: set[str]) -> str:
    name: str = facts.get("name") or python_name(facts["wire"])
    # Two spellings of one thing, `statsId` and the older `stats.id`: the first has the plain name.
    return python_name(facts["wire"].replace(".", "._")) if name in taken else name


def _versions(spec: Mapping[str, Any] | None, words: Definitions) -> dict[str, str]:
    return {item: version for version, items in (spec or {}).items() for item, _ in words.expand(items)}


def _body(spec: Mapping[str, Any], words: Definitions) -> Body | None:
    entry = spec.get("body")
    if entry is None:
        return None
    name, parts = (entry["class"], entry) if isinstance(entry, dict) else (entry, words.bodies[entry])
    since, until = _versions(parts.get("added"), words), _versions(parts.get("gone"), words)
    older = {
        wire: OlderType(before, kind)
        for before, kinds in parts.get("retyped", {}).items()
        for wire, kind in kinds.items()
    }
    fields = tuple(
        BodyField(
            name=wire,
            **_field_type(kind, words),
            default=parts.get("defaults", {}).get(wire),
            required=wire in parts.get("required", ()),
            deprecated=wire in parts.get("deprecated", ()),
            since=since.get(wire),
            until=until.get(wire),
            older=older.get(wire),
        )
        for wire, kind in parts["fields"].items()
    )
    return Body(name=name, fields=fields, required=not spec.get("body_optional", False))


def _field_type(kind: str, words: Definitions) -> dict[str, Any]:
    secret, kind = kind.startswith("secret "), kind.removeprefix("secret ")
    whole, _, values = kind.removesuffix(">").partition("enum ")
    if not values:
        return {"type": kind, "secret": secret}
    allowed = words.allowed(values.split("|") if "|" in values else values)
    return {"type": f"{whole}enum>" if whole else "enum", "allowed": allowed, "secret": secret}

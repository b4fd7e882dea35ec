"""The calls of older clients as data: what each takes, and what it is today."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import yaml

from opencga_frames.rest.catalogue import load_resource
from opencga_frames.rest.old_calls.places import positional_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.rest.catalogue.endpoint import Endpoint

__all__ = ["OldCall", "calls_of", "old_attributes", "old_names"]


@dataclass(frozen=True)
class OldCall:
    """One call of an older client; the words are explained at the head of ``names.yaml``."""

    resource: str
    name: str
    takes: Mapping[str, str] = field(default_factory=dict)
    calls: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    leaves: tuple[str, ...] = ()
    renames: Mapping[str, str] = field(default_factory=dict)
    lists: tuple[str, ...] = ()
    does: str | None = None
    refused: Mapping[str, str] = field(default_factory=dict)
    gone: str | None = None
    instead: str = ""
    note: str = ""
    of: str = "OpenCGA 1.4"

    @property
    def label(self) -> str:
        """Name for messages: ``oc.samples.update_annotations``."""
        return f"oc.{self.resource}.{self.name}"

    @property
    def endpoint(self) -> Endpoint | None:
        """What it calls today; None for a call that nothing stands in for, or that sends nothing."""
        if self.calls is None:
            return None
        resource, _, name = self.calls.partition(".")
        return load_resource(resource).endpoints[name]

    @property
    def changed(self) -> bool:
        """True when today's call has another name or takes other positional arguments."""
        endpoint = self.endpoint
        if endpoint is None or self.note or self.calls != f"{self.resource}.{self.name}":
            return True
        places = tuple(self.takes.values())
        return places != positional_names(endpoint)[: len(places)]

    @property
    def today(self) -> str:
        """What to write today, in one sentence; empty when that is the same."""
        return self.advice if self.changed else ""

    @property
    def advice(self) -> str:
        """What to write today, in one sentence."""
        note = f" ({self.note})" if self.note else ""
        if self.gone:
            return f"{self.label} is gone since server {self.gone}. Instead: {self.instead}."
        call = f"write {_written(self, self.endpoint)} today" if self.endpoint else "there is no such call today"
        if self.label == f"oc.{self.calls}":
            return f"{self.label} takes its arguments in another way: {call}{note}."
        return f"{self.label} is a name of {self.of}: {call}{note}."


def _written(old: OldCall, endpoint: Endpoint) -> str:
    """Write today's call: the path as positional arguments, everything else by keyword."""
    if old.does:
        return f"oc.{old.calls}(...)"
    path = [p.name for p in endpoint.path_parameters]
    given = [*old.takes.values(), *old.leaves] or [*old.options.values()]
    shown = dict.fromkeys(given, "...") | {k: repr(v) for k, v in old.fixed.items()}
    body = [f"{name[5:]!r}: {value}" for name, value in shown.items() if name.startswith("data.")]
    by_name = [f"{name}={shown[name]}" for name in shown if name.isidentifier() and name not in path]
    return f"oc.{old.calls}({', '.join(path + by_name + _braced(body)) or '...'})"


def _braced(fields: list[str]) -> list[str]:
    return [f"data={{{', '.join(fields)}}}"] if fields else []


@cache
def old_names(resource: str) -> Mapping[str, OldCall]:
    """Return the calls that older clients had for a resource.

    Parameters
    ----------
    resource
        Name of the resource, old or new: ``"samples"``, ``"panels"``, ``"disease_panels"``.

    Returns
    -------
    mapping of str to OldCall
        By method name; empty for a resource that older clients are not known to have had.

    Examples
    --------
    >>> old_names("samples")["update_annotations"].calls
    'samples.update_annotation_sets_annotations'
    """
    by_new = {new: old for old, new in old_attributes().items() if "." not in old}
    return calls_of(by_new.get(resource, resource))


@cache
def calls_of(attribute: str) -> Mapping[str, OldCall]:
    """Return the calls below an attribute of an older client.

    Parameters
    ----------
    attribute
        Its old name: ``"panels"``, ``"clinical.interpretations"``.

    Returns
    -------
    mapping of str to OldCall
        By method name.
    """
    calls = _content()["calls"].get(attribute, {})
    return MappingProxyType({key: _old_call(attribute, key, words) for key, words in calls.items()})


@cache
def old_attributes() -> Mapping[str, str]:
    """Return the resources of older clients: today's name by the old one; a dot where one was below another."""
    content = _content()
    return MappingProxyType({name: name for name in content["calls"]} | content["attributes"])


def _old_call(resource: str, name: str, words: Mapping[str, Any]) -> OldCall:
    tuples = {key: tuple(words.get(key, ())) for key in ("leaves", "lists")}
    return OldCall(resource, name, **{**words, **tuples})


@cache
def _content() -> dict[str, dict[str, Any]]:
    text = files("opencga_frames.rest.old_calls").joinpath("names.yaml").read_text(encoding="utf-8")
    content: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return content

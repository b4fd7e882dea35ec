"""Finds the ids and names of a server's entries in exchanges, by the fields they stand in."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml

from opencga_frames.recording.exchange import decoded_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.recording.exchange import RecordedExchange

__all__ = ["keyed_fields", "named_values", "server_words"]

#: Kind and value of something that has a name.
Named = tuple[str, str]
_OPERATOR = re.compile(r"^[~!<>=^$]")
_SEPARATOR = re.compile(r"[,;]")
_FQN = re.compile(r"(?:(?P<organization>[^@:]+)@)?(?:(?P<project>[^@:]+):)?(?P<study>[^@:]+)")


@cache
def _facts() -> dict[str, Any]:
    text = resources.files("opencga_frames.recording").joinpath("identifiers.yml").read_text("utf-8")
    facts: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - strings, so that `null` is a word
    return facts


def server_words() -> frozenset[str]:
    """Return the words that are never replaced."""
    return frozenset(_facts()["words"])


def keyed_fields() -> frozenset[str]:
    """Return the fields whose keys are ids."""
    return frozenset(_facts()["keyed"])


def named_values(exchange: RecordedExchange) -> Iterator[Named]:
    """Yield every id and name of a request and its answer, with what it names.

    Parameters
    ----------
    exchange
        Without secrets.
    """
    kind = _kind(exchange.path)
    yield from _of_path(exchange.path, kind)
    for name, value in exchange.query:
        yield from _of_parameter(name, value, kind)
    yield from _of_entry(decoded_json(exchange.sent or ""), kind)
    answer = decoded_json(exchange.content) if isinstance(exchange.content, str) else None
    for response in answer.get("responses") or [] if isinstance(answer, dict) else []:
        for row in response.get("results") or []:
            yield from _of_entry(row, kind)


def _kind(path: str) -> str:
    if "/interpretation" in path:
        return "interpretation"
    return next((kind for name, kind in _facts()["resources"].items() if path.startswith(f"{name}/")), "")


def _of_path(path: str, kind: str) -> Iterator[Named]:
    segments = path.split("/")
    place = 2 if path.startswith("analysis/clinical/") else 1
    if kind and len(segments) > place + 1 and segments[place] != "acl":
        kind = "case" if place == 2 else kind
        for value in segments[place].split(","):
            yield from _of_value(kind, value)


def _of_parameter(name: str, value: str, kind: str) -> Iterator[Named]:
    kinds = _facts()["references"] | ({"id": kind, "name": f"{kind} name"} if kind else {}) | {"study": "study"}
    if name in kinds:
        for one in _SEPARATOR.split(value):
            if not _OPERATOR.match(one):
                yield from _of_value(kinds[name], one)


def _of_entry(entry: Any, kind: str) -> Iterator[Named]:
    """Yield what names an entry, and the entries and references within it."""
    if isinstance(entry, list):
        for one in entry:
            yield from _of_entry(one, kind)
    if not isinstance(entry, dict):
        return
    if kind:
        yield from _of_value(kind, entry.get("id"))
        yield from _of_value(f"{kind} name", entry.get("name") if kind != "file" else None)
        yield from _of_value(f"{kind} name", entry.get("alias"))
    yield from _of_value("uuid", entry.get("uuid"))
    yield from _of_value("study", entry.get("fqn"))
    for name, value in entry.items():
        yield from _of_field(name, value)


def _of_field(name: str, value: Any) -> Iterator[Named]:
    facts = _facts()
    if name in facts["references"] and not isinstance(value, dict):
        for one in value if isinstance(value, list) else [value]:
            yield from _of_value(facts["references"][name], one)
    if isinstance(value, (dict, list)):
        yield from _of_entry(value, facts["entries"].get(name, ""))


def _of_value(kind: str, value: Any) -> Iterator[Named]:
    if not isinstance(value, str) or not value or value.startswith("@"):
        return
    if kind == "file":
        # The id of a file is its path; folders keep their names, unless they are those of something else.
        yield kind, re.split(r"[/:]", value.rstrip("/:"))[-1]
        return
    match = _FQN.fullmatch(value) if kind in {"study", "project"} else None
    if match is None:
        yield kind, value
        return
    parts = match.groupdict()
    if kind == "project":
        parts["project"], parts["study"] = parts["study"], None
    yield from ((part, one) for part, one in parts.items() if one)

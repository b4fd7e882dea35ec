"""Rules by kind: those of the file named after the kind, or the ordinary ones."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from opencga_frames.sandbox.catalog.entities import Kind, kind_named
from opencga_frames.sandbox.kinds.rules import Rules

__all__ = ["position_of", "rules_of"]

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.fragments import is_uuid

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.study import SandboxStudy


@cache
def _rules(name: str) -> Rules:
    module = f"{__package__}.{name}"
    if find_spec(module) is None:
        return Rules(kind_named(name))
    rules: Rules = import_module(module).RULES
    return rules


def rules_of(kind: Kind) -> Rules:
    """Return the rules of a kind."""
    return _rules(kind.name)


def position_of(kind: Kind, study: SandboxStudy, key: str) -> int | None:
    """Return the position of an entry given by id or uuid, and by whatever else names entries of its kind."""
    if is_uuid(key):
        return study.collections[kind.name].position(key, "uuid")
    return rules_of(kind).find(study, key)

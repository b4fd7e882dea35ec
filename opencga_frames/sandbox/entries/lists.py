"""Lists that an update adds to, replaces, or takes from."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["combined"]


def _name(one: Any, key: str) -> Any:
    """Return by what an item is known: its key, or all of it."""
    if isinstance(one, dict):
        return one[key] if one.get(key) is not None else json.dumps(one, sort_keys=True)
    return one


def combined(old: list[Any], given: list[Any], action: str, *, key: str = "id") -> list[Any]:
    """Return a list after an update.

    Parameters
    ----------
    old, given
        What it held, and what the update names.
    action
        ``ADD``, ``SET``, ``REMOVE``, or ``REPLACE`` for items that keep their place.
    key
        Field by which an item is known.
    """
    if action == "SET":
        return given
    named = {_name(one, key): one for one in given}
    if action == "REPLACE":
        return [named.get(_name(one, key), one) for one in old]
    kept = [one for one in old if _name(one, key) not in named]
    return kept if action == "REMOVE" else [*kept, *given]

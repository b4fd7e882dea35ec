"""Members of JSON that hold credentials: their values are masked before anything is shown or kept."""

from __future__ import annotations

import re
from functools import cache

from opencga_frames.frames.schema.words import named_list
from opencga_frames.ground.secret import STARS

__all__ = ["mask_member", "mask_members", "names_secrets"]


def mask_members(json: bytes, names: tuple[str, ...]) -> bytes:
    """Mask the strings and numbers of members with some names, wherever they stand.

    Examples
    --------
    >>> mask_members(b'{"token":"t-1","broken":"Basic panel"}', ("token",))
    b'{"token":"***","broken":"Basic panel"}'
    """
    return _member(names).sub(rb'\g<1>"%s"' % STARS.encode(), json)


def names_secrets(json: bytes, names: tuple[str, ...]) -> bool:
    """Return whether any member may have one of some names; most answers have none, and are not looked at again."""
    return _member(names).search(json) is not None


def mask_member(name: str, json: str) -> str:
    """Mask the value of one member, or what it holds, where it is a credential by its name.

    Examples
    --------
    >>> mask_member("apiKey", '"k-1"'), mask_member("login", '{"user":"ana","password":"p-1"}')
    ('"***"', '{"user":"ana","password":"***"}')
    """
    names = named_list("secrets", "credentials")
    head = f'{{"{name if _spellings(names).fullmatch(name) else ""}":'
    return mask_members(f"{head}{json}}}".encode(), names).decode()[len(head) : -1]


@cache
def _spellings(names: tuple[str, ...]) -> re.Pattern[str]:
    """Names however their words are joined: apiKey, api_key, API-KEY."""
    words = (re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).split() for name in names)
    return re.compile("(?i:" + "|".join("[_-]?".join(map(re.escape, parts)) for parts in words) + ")")


@cache
def _member(names: tuple[str, ...]) -> re.Pattern[bytes]:
    """Members with some names and a string or number as value: a quote inside a string follows a backslash."""
    either = _spellings(names).pattern
    return re.compile(rf'((?<!\\)"{either}"\s*:\s*)(?:"(?:[^"\\]|\\.)+"|-?[0-9][0-9.eE+-]*)'.encode())

"""Strings that must not be seen: passwords and tokens, and how they are masked in strings from elsewhere."""

from __future__ import annotations

import re
from typing import Any, Final, NoReturn, Self

from opencga_frames.errors import UsageError

__all__ = ["STARS", "Secret", "mask"]

STARS: Final = "***"

#: What is replaced, in this order; the first group of each pattern is kept.
_PATTERNS: Final = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        # The server quotes the token it refuses, whatever its shape, up to the end of the line.
        (r"((?:token is expired|Invalid authentication token)\s*:\s*)[^\n]*", re.IGNORECASE),
        (r"(\b(?:Bearer|Basic)\s+)[^\s\"',;]+", re.IGNORECASE),
        (r"()\beyJ[A-Za-z0-9_\-+/=]{4,}(?:\.[A-Za-z0-9_\-+/=]*){0,2}", 0),
        (
            r"(\"(?:access_?token|refresh_?token|token|password|newPassword|sessionId)\"\s*:\s*\")"
            # The quotes stay: the text may be JSON, which must remain so.
            r"(?:[^\"\\]|\\.)*(?=\")",
            re.IGNORECASE,
        ),
        (r"(\b(?:sid|token|refreshToken|sessionId|password)=)[^&\s\"']+", re.IGNORECASE),
        (r"(\b[a-z][a-z0-9+.\-]*://)[^/@\s]+(?=@)", re.IGNORECASE),
    )
)


class Secret:
    r"""A string that prints as stars, and refuses to be pickled.

    Parameters
    ----------
    text
        The secret; surrounding white space (a line end from a file) is dropped.

    Examples
    --------
    >>> Secret("open sesame")
    Secret('***')
    >>> Secret("open sesame\n").reveal()
    'open sesame'
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text.strip()

    def reveal(self) -> str:
        """Return the string itself."""
        return self._text

    def __eq__(self, other: object) -> bool:
        return self._text == other._text if isinstance(other, Secret) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._text)

    def __bool__(self) -> bool:
        return bool(self._text)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def __reduce__(self) -> NoReturn:
        msg = (
            "A secret was about to be pickled, and pickles end in files and caches. Leave it out, or send a "
            "configuration that takes its secrets along: pickle configuration.with_secrets()."
        )
        raise UsageError(msg)

    def __str__(self) -> str:
        return STARS

    def __format__(self, spec: str) -> str:
        return format(STARS, spec)

    def __repr__(self) -> str:
        return f"{type(self).__name__}('{STARS}')"


def mask(text: str) -> str:
    """Replace what looks like a token, a password or user information in an address.

    Parameters
    ----------
    text
        Any string that came from outside: a message of the server, an address, the reason of a failure.

    Returns
    -------
    str
        The string with ``***`` in place of each secret.

    Examples
    --------
    >>> mask("Authorization: Bearer abc.def.ghi")
    'Authorization: Bearer ***'
    """
    for pattern in _PATTERNS:
        text = pattern.sub(rf"\g<1>{STARS}", text)
    return text

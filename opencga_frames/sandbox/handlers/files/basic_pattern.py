"""Basic regular expressions, as the program ``grep`` of the server reads them."""

from __future__ import annotations

import re

__all__ = ["basic_pattern"]

#: Classes of characters -> what they are within the brackets of Python.
_CLASSES = {
    "[:space:]": r"\s",
    "[:blank:]": r" \t",
    "[:digit:]": r"\d",
    "[:alpha:]": "A-Za-z",
    "[:alnum:]": "A-Za-z0-9",
    "[:upper:]": "A-Z",
    "[:lower:]": "a-z",
    "[:punct:]": re.escape("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
}
_TOKEN = re.compile(r"\[\^?\]?(?:\[:[a-z]+:\]|[^\]])*\]|\\.|.")
#: Signs that mean something in Python as they are, and in a basic expression after a backslash.
_TURNED = frozenset("+?|(){}")


def _python(token: str) -> str:
    if token.startswith("[") and len(token) > 1:
        for name, signs in _CLASSES.items():
            token = token.replace(name, signs)
        return token
    if token.startswith("\\") and token[1:] in _TURNED:
        return token[1:]
    return f"\\{token}" if token in _TURNED else token


def basic_pattern(text: str, *, ignore_case: bool) -> re.Pattern[str] | None:
    """Return a basic regular expression as one of Python.

    Parameters
    ----------
    text
        The expression.
    ignore_case
        Whether upper and lower case are the same.

    Returns
    -------
    re.Pattern or None
        None when it is empty or no expression; ``grep`` then finds nothing.
    """
    try:
        return (
            re.compile("".join(map(_python, _TOKEN.findall(text))), re.IGNORECASE if ignore_case else 0)
            if text
            else None
        )
    except re.error:
        return None

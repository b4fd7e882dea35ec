"""Splitting of a filter's value into terms joined by OR or AND."""

from __future__ import annotations

import re

__all__ = ["split_operator", "split_terms"]

_OPERATOR = re.compile(r"(!=~|!~|=~|~|!==|!=|!|===|==|=|<=|<|>=|>|\^|\$)?(.*)", re.DOTALL)


def _split_outside_quotes(text: str, separator: str) -> list[str]:
    parts, current, quoted = [], "", False
    for character in text:
        if character == '"':
            quoted = not quoted
        elif character == separator and not quoted:
            parts.append(current)
            current = ""
            continue
        current += character
    return [*parts, current]


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def split_terms(value: str) -> tuple[list[str], bool]:
    """Split a value at commas (OR) or, when it has none, at semicolons (AND); quotes protect both.

    Returns
    -------
    terms : list of str
    conjunction : bool
        True when all terms must hold.
    """
    if "," not in value and ";" not in value:
        return [_unquoted(value)], False
    by_comma = _split_outside_quotes(value, ",")
    if len(by_comma) > 1:
        return [_unquoted(part) for part in by_comma], False
    by_semicolon = _split_outside_quotes(value, ";")
    return [_unquoted(part) for part in by_semicolon], len(by_semicolon) > 1


def split_operator(term: str) -> tuple[str, str]:
    """Return the operator a term starts with, ``""`` for none, and the rest."""
    match = _OPERATOR.fullmatch(term)
    return ("", term) if match is None else (match[1] or "", match[2])

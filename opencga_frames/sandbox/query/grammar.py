"""The grammars of ordinary filters: string, number, boolean, date.

Each function turns the value of a parameter into a test over the list of values an entry has below a path.
"""

from __future__ import annotations

import math
import operator
import re
from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.query.conditions import AllOf, AnyOf, Between, Not, OneOf, ValueTest
from opencga_frames.sandbox.query.dates import date_test
from opencga_frames.sandbox.query.terms import split_operator, split_terms
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "GRAMMARS",
    "Test",
    "UnreadableFilterError",
    "boolean_test",
    "compiled",
    "number_test",
    "pattern_of",
    "string_test",
]

Test = ValueTest
_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class UnreadableFilterError(ValueError):
    """A value that does not follow the grammar; ends as ``Error parsing query``."""


def pattern_of(text: str) -> re.Pattern[str]:
    """Compile a regular expression as written after ``~``: bare, ``/re/`` or ``/re/i``."""
    flags = re.RegexFlag(0)
    if text.startswith("/"):
        body, slash, options = text[1:].rpartition("/")
        if not slash:
            raise UnreadableFilterError(text)
        text, flags = body, re.IGNORECASE if "i" in options else flags
    return compiled(text, flags)


def compiled(text: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a regular expression, or fail as the database does."""
    try:
        return re.compile(text, flags)
    except re.error as error:
        message = f"Command failed with error -1: 'Unknown error: {error}' on server 127.0.0.1:27017."
        raise Refusal(Java.MONGO, message) from None


def _joined(tests: list[Test], *, conjunction: bool) -> Test:
    if len(tests) == 1:
        return tests[0]
    return AllOf(tuple(tests)) if conjunction else AnyOf(tuple(tests))


def _matching(pattern: re.Pattern[str]) -> Test:
    search = pattern.search
    return lambda values: any(isinstance(value, str) and search(value) for value in values)


def _string_term(term: str) -> Test:
    sign, rest = split_operator(term)
    if sign in {"", "=", "=="}:
        return OneOf(frozenset({rest}))
    if sign in {"!", "!="}:
        return Not(OneOf(frozenset({rest})))
    if sign in {"~", "=~"}:
        return _matching(pattern_of(rest))
    if sign == "^":
        return _matching(re.compile("^" + re.escape(rest)))
    if sign == "$":
        return _matching(re.compile(re.escape(rest) + "$"))
    if sign in _ORDER:
        return OneOf(frozenset({term}))
    raise UnreadableFilterError(term)


def string_test(value: str) -> Test:
    """Read a filter on strings: equality, negation, regular expressions, prefixes and suffixes."""
    terms, conjunction = split_terms(value)
    if len(terms) > 1 and not conjunction and not any(split_operator(term)[0] for term in terms):
        return OneOf(frozenset(terms))
    return _joined([_string_term(term) for term in terms], conjunction=conjunction)


def _number_term(term: str) -> Test:
    sign, rest = split_operator(term)
    try:
        number = float(rest)
    except ValueError:
        message = f'java.lang.NumberFormatException: For input string: "{rest}"'
        raise Refusal(Java.DATABASE, message) from None
    if sign in {"", "=", "=="}:
        return OneOf(frozenset({number}))
    if sign in {"!", "!="}:
        return Not(OneOf(frozenset({number})))
    if sign not in _ORDER:
        raise UnreadableFilterError(term)
    compare = _ORDER[sign]
    bound = math.nextafter(number, math.inf) if sign in {">", "<="} else number
    low, high = (bound, math.inf) if sign.startswith(">") else (-math.inf, bound)
    return Between(low, high, lambda values: any(compare(value, number) for value in values))


def number_test(value: str) -> Test:
    """Read a filter on numbers: equality, comparisons, ``>=1;<5``."""
    terms, conjunction = split_terms(value)
    return _joined([_number_term(term) for term in terms], conjunction=conjunction)


_KEYED = re.compile(r"(?P<key>[^<>=!]+)(?P<number>(?:!=|[<>]=?|==?).+)")


def _keyed_term(term: str) -> Test:
    match = _KEYED.fullmatch(term)
    if match is None:
        raise UnreadableFilterError(term)
    key, test = match["key"], _number_term(match["number"])
    return lambda values: any(key in value and test([value[key]]) for value in values)


def keyed_test(value: str) -> Test:
    """Read a filter on numbers by key: ``SNV>=1000``."""
    terms, conjunction = split_terms(value)
    return _joined([_keyed_term(term) for term in terms], conjunction=conjunction)


def boolean_test(value: str) -> Test:
    """Read a filter on booleans; what is not ``true`` is false."""
    sign, rest = split_operator(value)
    wanted = (rest.lower() == "true") != sign.startswith("!")
    true = OneOf(frozenset({True}))
    return true if wanted else Not(true)


def whole_test(value: str) -> Test:
    """Read a filter on a parameter declared as an integer: equality only."""
    try:
        number = int(value)
    except ValueError:
        message = f'java.lang.NumberFormatException: For input string: "{value}"'
        raise Refusal(Java.QUERY, message, 404) from None
    return OneOf(frozenset({number}))


def _date(value: str) -> Test:
    test = date_test(value)
    if test is None:
        raise UnreadableFilterError(value)
    return test


GRAMMARS: dict[str, Callable[[str], Test]] = {
    "string": string_test,
    "number": number_test,
    "keyed": keyed_test,
    "boolean": boolean_test,
    "whole": whole_test,
    "date": _date,
}

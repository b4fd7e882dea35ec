"""Filters on dates of 14 digits, by year, month, day, comparison and range.

The traps of the server are kept: ``>2023`` takes nearly all of 2023, ``<=2023`` nothing of it, the upper end of a range
is left out, a comma list finds nothing, and a negation is ignored.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from opencga_frames.sandbox.query.conditions import AllOf, Between
from opencga_frames.sandbox.query.terms import split_terms

if TYPE_CHECKING:
    from opencga_frames.sandbox.query.conditions import ValueTest

__all__ = ["date_test"]

_TERM = re.compile(r"(!=|!|==|=|<=|<|>=|>)?(\d{4}|\d{6}|\d{8}|\d{10}|\d{12}|\d{14})")
_RANGE = re.compile(r"(\d{4}|\d{6}|\d{8}|\d{14})-(\d{4}|\d{6}|\d{8}|\d{14})")
_FIRST = "00000101000000"


def _start(digits: str) -> str:
    return digits + _FIRST[len(digits) :]


def _equal(digits: str) -> Between:
    spare = 10 ** (len(_FIRST) - len(digits))
    low = int(digits) * spare
    return Between(low, low + spare, lambda values: any(value.startswith(digits) for value in values))


def _compared(sign: str, digits: str) -> Between:
    start = _start(digits)
    number = int(start)
    return {
        "<": Between(-math.inf, number, lambda values: any(value < start for value in values)),
        "<=": Between(-math.inf, number + 1, lambda values: any(value <= start for value in values)),
        ">": Between(number + 1, math.inf, lambda values: any(value > start for value in values)),
        ">=": Between(number, math.inf, lambda values: any(value >= start for value in values)),
    }[sign]


def _between(low: str, high: str) -> Between:
    first, end = _start(low), _start(high)
    return Between(int(first), int(end), lambda values: any(first <= value < end for value in values))


def _term(text: str) -> ValueTest | None:
    span = _RANGE.fullmatch(text)
    if span is not None:
        return _between(span[1], span[2])
    match = _TERM.fullmatch(text)
    if match is None:
        return None
    sign, digits = match[1] or "", match[2]
    if sign.startswith("!"):
        return lambda _: True
    return _equal(digits) if sign in {"", "=", "=="} else _compared(sign, digits)


def date_test(value: str) -> ValueTest | None:
    """Read a filter on dates.

    Parameters
    ----------
    value
        Text of the parameter.

    Returns
    -------
    callable or None
        Test over the dates of an entry, None when the value is no date.
    """
    terms, conjunction = split_terms(value)
    tests = [_term(term) for term in terms]
    if any(test is None for test in tests):
        return None
    if len(tests) > 1 and not conjunction:
        return lambda _: False
    known = tuple(test for test in tests if test is not None)
    return known[0] if len(known) == 1 else AllOf(known)

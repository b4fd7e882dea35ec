"""Filters whose values are words of a known set or dates: written as people write them, sent as servers read them.

Servers compare words letter by letter and read a date with hyphens as a range, so that ``format=bam`` finds nothing
and ``creationDate=>=2022-01-01`` fails. Operators, lists and regular expressions of the servers' own grammar remain.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.errors import UsageError
from opencga_frames.ground.shown import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from opencga_frames.rest.catalogue.endpoint import Parameter

__all__ = ["date_filter", "day_filter", "word_filter"]

_WORD: Final = re.compile(r'(\s*(?:!=|==|=|!)?\s*)("?)([^"]*)\2(\s*)')
_REGEX: Final = re.compile(r"\s*(?:=?~|\^)|.*\$\s*$", re.DOTALL)
_TERM: Final = re.compile(r"\s*(>=|<=|>|<|==|=)?\s*(.*?)\s*", re.DOTALL)
_DIGITS: Final = r"(?:\d{14}|\d{8}|\d{6}|\d{4})"
_OWN_GRAMMAR: Final = re.compile(rf"{_DIGITS}(?:-{_DIGITS})?")
_ISO: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?)?)?)?"
)
_DAY: Final = re.compile(r"\s*(!=|!|==|=|)\s*(\d{4})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])\s*")
_DATES: Final = "a date such as '2022-01-01' or '>=2022-01-01', a range as '>=20220101;<20220201', or a pair of dates"


def word_filter(parameter: Parameter, text: str) -> str:
    """Write the words of a filter as the server has them.

    Parameters
    ----------
    parameter
        What is set; ``words`` are those the server knows.
    text
        Words with the server's operators, separated by commas or semicolons; a regular expression is left as it is.

    Raises
    ------
    UsageError
        For a word that a closed set does not have; names the near ones.

    Examples
    --------
    >>> from opencga_frames.rest.catalogue.endpoint import Parameter
    >>> word_filter(Parameter("format", "format", words=("BAM", "VCF")), "bam,!=Vcf")
    'BAM,!=VCF'
    """
    if _REGEX.match(text):
        return text
    parts = re.split(r"([,;])", text)
    return "".join(part if place % 2 else _word(parameter, part) for place, part in enumerate(parts))


def _word(parameter: Parameter, part: str) -> str:
    found = _WORD.fullmatch(part)
    if found is None or not found.group(3).strip() or _REGEX.match(part):
        return part
    start, quote, word, end = found.groups()
    known = {item.casefold(): item for item in parameter.words}
    same = known.get(re.sub(r"[\s-]+", "_", word.strip()).casefold()) or known.get(word.strip().casefold())
    if same is None and not parameter.open:
        near = difflib.get_close_matches(word.upper(), parameter.words, n=2, cutoff=0.6)
        advice = f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
        msg = f"Parameter {parameter.name!r} got {word!r}; expected one of {', '.join(parameter.words)}.{advice}"
        raise UsageError(msg)
    return part if same is None else f"{start}{quote}{same}{quote}{end}"


def date_filter(parameter: Parameter, value: Any, text: Callable[[Any], str]) -> str:
    """Write a filter of dates as the server reads it.

    Parameters
    ----------
    parameter
        What is set.
    value
        One date or a term in the server's grammar, in which days may be written with hyphens; or the first and the
        last day or time of a range, both included.
    text
        Writes a single value.

    Returns
    -------
    str
        A day with hyphens after ``>`` or ``<=`` counts as a whole: ``<=2022-01-31`` takes in the 31st.

    Raises
    ------
    UsageError
        For what is no date, for a list of dates, of which servers find nothing, and for ``!=``, which they ignore.
    """
    if isinstance(value, str):
        return ";".join(_term(parameter, term) for term in value.split(";")) if value.strip() else value
    items = list(value) if isinstance(value, (list, tuple)) else [value]
    days = [_iso(item, text) for item in items]
    if len(days) == 1:
        return _term(parameter, days[0])
    if len(days) != 2:
        raise _refused(parameter, value)
    first, last = (day if _ISO.fullmatch(day) else _hyphened(parameter, day) for day in days)
    if first > last and not first.startswith(last):
        msg = f"Parameter {parameter.name!r} got {first} to {last}, expected the earlier date first. Swap them."
        raise UsageError(msg)
    return f"{_iso_term(parameter, '>=', first)};{_iso_term(parameter, '<=', last)}"


def day_filter(parameter: Parameter, value: Any, text: Callable[[Any], str]) -> str:
    """Write a filter of whole days, which the server compares letter by letter.

    Parameters
    ----------
    parameter, text
        As for :func:`date_filter`.
    value
        One day or several, with hyphens or without; a regular expression is left as it is.

    Raises
    ------
    UsageError
        For what is no whole day, and for ``<`` and ``>``, with which servers find nothing.
    """
    items = value.split(",") if isinstance(value, str) else value if isinstance(value, (list, tuple)) else [value]
    return ",".join(_day(parameter, item if isinstance(item, str) else _iso(item, text)) for item in items)


def _day(parameter: Parameter, term: str) -> str:
    found = _DAY.fullmatch(term)
    if not term.strip() or _REGEX.match(term):
        return term
    if found is None:
        msg = (
            f"Parameter {parameter.name!r} got {term!r}; expected a day such as '1990-01-31', or '~^1990' for a year. "
            "Servers compare it as a string: for a range, filter the frame."
        )
        raise UsageError(msg)
    return found.group(1) + "".join(found.group(2, 3, 4))


def _iso(value: Any, text: Callable[[Any], str]) -> str:
    """Write a date of Python with hyphens; one at midnight is a day."""
    if isinstance(value, dt.datetime) and type(value).__name__ != "NaTType":
        midnight = value.time() == dt.time()
        return value.strftime("%Y-%m-%d" if midnight else "%Y-%m-%dT%H:%M:%S")
    return value.isoformat() if isinstance(value, dt.date) else text(value)


def _hyphened(parameter: Parameter, digits: str) -> str:
    if not re.fullmatch(_DIGITS, digits):
        raise _refused(parameter, digits)
    day = "-".join(part for part in (digits[:4], digits[4:6], digits[6:8]) if part)
    clock = digits[8:]
    return f"{day}T{clock[:2]}:{clock[2:4]}:{clock[4:]}" if clock else day


def _term(parameter: Parameter, term: str) -> str:
    found = _TERM.fullmatch(term)
    operator, date = (found.group(1) or "", found.group(2)) if found else ("", term)
    if _OWN_GRAMMAR.fullmatch(date):
        return f"{operator}{date}"
    return _iso_term(parameter, operator, date)


def _iso_term(parameter: Parameter, operator: str, date: str) -> str:
    iso = _ISO.fullmatch(date)
    if iso is None:
        raise _refused(parameter, f"{operator}{date}")
    try:
        return _in_digits(operator, *iso.group("year", "month", "day", "time"))
    except ValueError:
        raise _refused(parameter, f"{operator}{date}") from None


def _in_digits(operator: str, year: str, *parts: str | None) -> str:
    """Write a term in digits; a day, month or year after ``>`` or ``<=`` ends where the next one begins."""
    month, day, time = parts
    start = dt.date(int(year), int(month or 1), int(day or 1))
    if time:
        return f"{operator}{start:%Y%m%d}{time.replace(':', ''):0<6}"
    if operator in (">", "<="):
        start += dt.timedelta(days=1 if day else 32 if month else 366)
        start = start.replace(day=start.day if day else 1, month=start.month if month else 1)
        operator = ">=" if operator == ">" else "<"
    return operator + start.strftime("%Y%m%d" if day else "%Y%m" if month else "%Y")


def _refused(parameter: Parameter, value: str | Sequence[Any]) -> UsageError:
    msg = f"Parameter {parameter.name!r} got {shown(value)}; expected {_DATES}."
    return UsageError(msg)

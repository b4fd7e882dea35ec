"""Ranges of dates that together hold the rows of a search, found by counting."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from opencga_frames.ground.limits import SERVER_DATE
from opencga_frames.rest.walk.prefetch import run_ahead

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from opencga_frames.rest.walk.width import Width

__all__ = ["DateRange", "cut", "joined", "parsed", "shared_out"]

_FIRST: Final = "00000101000000"
_FILTER: Final = re.compile(r"(?:>=(\d{4,14}))?;?(?:<(\d{4,14}))?")
_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class DateRange:
    """Rows whose date is in a range.

    Attributes
    ----------
    start, stop
        First date in it, and first behind it, as the server writes dates: 14 digits in its own time zone.
    rows
        How many rows are in it; -1 where they were not counted.
    from_start, to_stop
        False where the filter leaves that end open, for rows outside the dates that were seen.
    """

    start: str
    stop: str
    rows: int = -1
    from_start: bool = True
    to_stop: bool = True

    @property
    def filter(self) -> str:
        """The filter of the server that gives the rows; empty for all."""
        terms = (f">={self.start}" if self.from_start else "", f"<{self.stop}" if self.to_stop else "")
        return ";".join(filter(None, terms))

    @property
    def halves(self) -> tuple[DateRange, DateRange] | None:
        """The range in two, not counted yet; None where it is one second long."""
        start, stop = _read(self.start), _read(self.stop)
        if stop - start <= _SECOND:
            return None
        middle = (start + (stop - start) // 2).replace(microsecond=0)
        middle = max(middle, start + _SECOND)
        text = middle.strftime(SERVER_DATE)
        left = replace(self, stop=text, to_stop=True, rows=-1)
        return left, replace(self, start=text, from_start=True, rows=-1)


def parsed(given: str, first: str, last: str) -> DateRange | None:
    """Read what a search asks for already.

    Parameters
    ----------
    given
        A filter of dates, empty for none.
    first, last
        Dates of the first and the last row of the search.

    Returns
    -------
    DateRange or None
        None for a filter of another form, or where the dates cannot be read.
    """
    found = _FILTER.fullmatch(given)
    if found is None:
        return None
    try:
        start, stop = _full(found[1] or first), _full(found[2] or (_read(last) + _SECOND).strftime(SERVER_DATE))
        _read(start), _read(stop)
    except ValueError:
        return None
    return DateRange(start, stop, from_start=bool(found[1]), to_stop=bool(found[2]))


def cut(
    whole: DateRange, count: Callable[[DateRange], int], *, most: int, width: Width | int
) -> list[DateRange] | None:
    """Cut a range until none of its parts holds too many rows, or it is one second long.

    Parameters
    ----------
    whole
        The range, its rows counted.
    count
        Asks the server how many rows are in a range.
    most
        Rows of a part.
    width
        Counts under way at the same time.

    Returns
    -------
    list of DateRange or None
        In order, none of them empty. None where the counts of two halves do not add up to that of the whole: rows
        without a date, dates that a change of the clock gave twice, or data that change while they are counted.
    """
    parts = [whole]
    while large := [part for part in parts if part.rows > most and part.halves]:
        halves = [half for part in large for half in part.halves or ()]
        counted = [replace(half, rows=rows) for half, rows in zip(halves, run_ahead(count, halves, width), strict=True)]
        pairs = {part: counted[2 * number : 2 * number + 2] for number, part in enumerate(large)}
        if any(sum(half.rows for half in pair) != part.rows for part, pair in pairs.items()):
            return None
        parts = [new for part in parts for new in pairs.get(part, [part]) if new.rows]
    return parts


def joined(parts: Iterable[DateRange], most: int) -> Iterator[DateRange]:
    """Put neighbours together as long as they hold no more rows than that."""
    open_part: DateRange | None = None
    for part in parts:
        if open_part is not None and open_part.rows + part.rows <= most:
            open_part = replace(open_part, stop=part.stop, to_stop=part.to_stop, rows=open_part.rows + part.rows)
            continue
        if open_part is not None:
            yield open_part
        open_part = part
    if open_part is not None:
        yield open_part


def shared_out(parts: Sequence[DateRange], number: int) -> Iterator[DateRange]:
    """Put neighbours together into so many parts at most, of about the same number of rows."""
    total, before = sum(part.rows for part in parts), 0
    groups: dict[int, list[DateRange]] = {}
    for part in parts:
        groups.setdefault((2 * before + part.rows) * number // (2 * total), []).append(part)
        before += part.rows
    for group in groups.values():
        yield from joined(group, total)


def _full(digits: str) -> str:
    return digits + _FIRST[len(digits) :]


def _read(text: str) -> datetime:
    # The server's own time, without a zone: differences over a change of the clock only make halves unequal.
    return datetime.strptime(text, SERVER_DATE)

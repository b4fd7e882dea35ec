"""The answer to a call, with the method names of pyopencga beside its own."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO

import msgspec

from opencga_frames.errors import StorageError, UsageError
from opencga_frames.rest.answer.answer import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from opencga_frames.rest.wire.envelope import Event

__all__ = ["EventType", "Response"]

EventType = Literal["INFO", "WARNING", "ERROR"]


class Response(Answer):
    """Rows, counts, events and flags of one call, however many requests it took.

    Code written for pyopencga finds its methods here. They differ from it in three points: the counts cover
    every page, not the first; ``get_results()`` without a number gives the rows of all result elements; and
    ``print_results`` reads the ``message`` of an event. ``response_pos`` is the number of a result element:
    nearly always there is one, number 0.

    Examples
    --------
    >>> answer = Response.from_json('{"responses": [{"results": [{"id": "S1"}], "numMatches": 1}]}')
    >>> answer.results()
    [{'id': 'S1'}]
    >>> answer
    <Response saved answer: 1 of 1 rows>
    """

    def get_results(self, response_pos: int | None = None) -> list[Any]:
        """Give the rows, as :meth:`results` does."""
        return self.results(response_pos)

    def get_result(self, result_pos: int, response_pos: int | None = None) -> Any:
        """Give one row."""
        return self.results(response_pos)[result_pos]

    def get_responses(self) -> list[dict[str, Any]]:
        """Give the result elements, as :meth:`responses` does."""
        return self.responses()

    def get_response(self, response_pos: int = 0) -> dict[str, Any]:
        """Give one result element."""
        return self.responses()[response_pos]

    def result_iterator(self, response_pos: int | None = None) -> Iterator[Any]:
        """Iterate over the rows."""
        return iter(self.results(response_pos))

    def get_num_matches(self, response_pos: int | None = None) -> int:
        """Tell the number of matches, as :meth:`num_matches` does."""
        return self.num_matches(response_pos)

    def get_num_results(self, response_pos: int | None = None) -> int:
        """Count the rows that are here, as :meth:`num_results` does."""
        return self.num_results(response_pos)

    def get_num_inserted(self, response_pos: int | None = None) -> int:
        """Entries that the call created."""
        return self._written("numInserted", response_pos)

    def get_num_updated(self, response_pos: int | None = None) -> int:
        """Entries that the call changed."""
        return self._written("numUpdated", response_pos)

    def get_num_deleted(self, response_pos: int | None = None) -> int:
        """Entries that the call deleted."""
        return self._written("numDeleted", response_pos)

    def get_num_errors(self, response_pos: int | None = None) -> int:
        """Entries that the call failed for (servers from 2.2 on)."""
        return self._written("numErrors", response_pos)

    def get_response_events(self, event_type: EventType | None = None) -> list[dict[str, Any]]:
        """Give the events of the call itself, of one type if given."""
        events = (event for page in self.pages for event in page.events)
        return _as_dicts(self._masked(events), event_type)

    def get_result_events(
        self, event_type: EventType | None = None, response_pos: int | None = None
    ) -> list[dict[str, Any]]:
        """Give the events of the results, of one type if given."""
        groups = self._groups() if response_pos is None else [self._groups()[response_pos]]
        events = (event for blocks in groups for block in blocks for event in block.events)
        return _as_dicts(self._masked(events), event_type)

    def print_results(
        self,
        fields: str | Sequence[str] | None = None,
        *,
        limit: int | None = None,
        separator: str = "\t",
        title: str | None = None,
        metadata: bool = True,
        outfile: str | os.PathLike[str] | TextIO | None = None,
    ) -> None:
        """Write the rows as text, one line each.

        Parameters
        ----------
        fields
            Dotted names, as a list or with commas; the keys of the first row unless given.
        limit
            Most rows to write.
        separator
            Text between the columns.
        title
            Heading.
        metadata
            True for events, time and counts above the rows, each behind ``#``.
        outfile
            Path to write to, or an open text file; standard output unless given.

        Raises
        ------
        StorageError
            If the file cannot be written.
        """
        lines = [title, "-" * (len(title) + 5)] if title else []
        lines += self._metadata_lines() if metadata else []
        lines += _row_lines(self.results()[:limit], fields, separator)
        try:
            with _opened(outfile) as stream:
                stream.writelines(f"{line}\n" for line in lines)
        except OSError as error:
            msg = f"The rows cannot be written to {outfile!r}: {error.strerror}."
            raise StorageError(msg) from error

    def _metadata_lines(self) -> list[str]:
        events = (f"{e.type}: {e.message}{f' ({e.id})' if e.id else ''}" for e in self.events)
        counts = {
            "Time": self.time,
            "Num matches": self.num_matches(),
            "Num results": self.num_results(),
            "Num inserted": self.get_num_inserted(),
            "Num updated": self.get_num_updated(),
            "Num deleted": self.get_num_deleted(),
        }
        return [f"#{text}" for text in (*events, *(f"{name}: {count}" for name, count in counts.items()))]

    def _written(self, name: str, response_pos: int | None) -> int:
        groups = self._groups() if response_pos is None else [self._groups()[response_pos]]
        return sum(block.counts.get(name, 0) for blocks in groups for block in blocks)


def _as_dicts(events: Iterable[Event], event_type: EventType | None) -> list[dict[str, Any]]:
    if event_type not in (None, "INFO", "WARNING", "ERROR"):
        msg = f'event_type is {event_type!r}: give "INFO", "WARNING", "ERROR" or None.'
        raise UsageError(msg)
    return [msgspec.to_builtins(event) for event in events if event_type in (None, event.type)]


def _row_lines(rows: Sequence[Any], fields: str | Sequence[str] | None, separator: str) -> list[str]:
    names = fields.split(",") if isinstance(fields, str) else list(fields or _keys(rows))
    if not names:
        return [str(row) for row in rows]
    body = (separator.join(_cell(row, name.split(".")) for name in names) for row in rows)
    return [f"#{separator.join(names)}", *body]


def _keys(rows: Sequence[Any]) -> Iterable[str]:
    return rows[0] if rows and isinstance(rows[0], dict) else ()


def _cell(value: Any, path: Sequence[str]) -> str:
    """Write what lies under a dotted name: ``.`` for nothing, short lists of plain values with commas."""
    for place, name in enumerate(path):
        if isinstance(value, list):
            return ",".join(_cell(item, path[place:]) for item in value) or "."
        value = _get(value, name)
        if value is None:
            return "."
    if isinstance(value, (list, dict)) and (not value or any(isinstance(v, (list, dict)) for v in value)):
        return f"{len(value)} items"
    return ",".join(map(str, value)) if isinstance(value, (list, dict)) else str(value)


def _get(value: Any, name: str) -> Any:
    mapping: Mapping[str, Any] = value if isinstance(value, dict) else {}
    return mapping.get(name)


def _opened(outfile: str | os.PathLike[str] | TextIO | None) -> AbstractContextManager[TextIO]:
    if outfile is None:
        return nullcontext(sys.stdout)
    if isinstance(outfile, (str, os.PathLike)):
        return Path(outfile).open("w", encoding="utf-8")
    return nullcontext(outfile)

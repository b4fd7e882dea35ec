"""The answer to a call, whole: rows, counts, events and flags over all its pages or batches."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, Self, TextIO

import msgspec

from opencga_frames.errors import DecodeError, StorageError, UsageError
from opencga_frames.ground.secret import mask
from opencga_frames.rest.answer.call_record import CallRecord
from opencga_frames.rest.answer.elements import element, told_matches
from opencga_frames.rest.answer.extent import UNKNOWN, Extent
from opencga_frames.rest.answer.printed import opened, row_lines
from opencga_frames.rest.answer.saved import read_answer, read_documents
from opencga_frames.rest.wire.content import ENVELOPE, Content, carried
from opencga_frames.rest.wire.rows import page_rows

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Sequence

    from opencga_frames.rest.answer.saved import Saved

    #: Not imported at run time: notebooks (jedi) complete nothing of an object with a property whose literals they see.
    from opencga_frames.rest.wire.content import ContentKind
    from opencga_frames.rest.wire.envelope import Event, Page

__all__ = ["Answer", "EventType"]

EventType = Literal["INFO", "WARNING", "ERROR"]
#: How the numbers of written entries are called where an answer is shown.
_WRITTEN_WORDS: Final = {
    "inserted": "numInserted",
    "updated": "numUpdated",
    "deleted": "numDeleted",
    "failed": "numErrors",
}


class Answer:
    """Rows, counts, events and flags of one call, however many requests it took.

    Parameters
    ----------
    pages
        The answers of the server in order.
    call_record
        What was asked.
    extent
        How much of it arrived.
    content
        The body, when the answer is not an envelope.
    entity
        What the rows are, e.g. ``"sample"``, where no endpoint says so.

    Notes
    -----
    Code written for pyopencga finds its methods here: ``get_results``, ``get_num_matches`` and so on. They differ
    from it in three points: the counts cover every page, not the first; ``get_results()`` without a number gives
    the rows of all result elements; and ``print_results`` reads the ``message`` of an event. ``response_pos`` is
    the number of a result element: nearly always there is one, number 0.

    Examples
    --------
    >>> answer = Answer.from_json('{"responses": [{"results": [{"id": "S1"}], "numMatches": 1}]}')
    >>> answer.results()
    [{'id': 'S1'}]
    >>> answer
    <Answer saved answer: 1 of 1 rows>
    """

    def __init__(
        self,
        pages: Iterable[Page],
        call_record: CallRecord | None = None,
        extent: Extent | None = None,
        *,
        content: Content = ENVELOPE,
        entity: str | None = None,
    ) -> None:
        self.pages = tuple(pages)
        self.call_record = call_record or CallRecord()
        self.extent = extent or Extent(kind="single")
        self.entity = entity
        self._content = content
        self._counts = tuple(page_rows(page) for page in self.pages)
        self._rows: list[list[Any]] | None = None

    @classmethod
    def from_json(cls, source: Saved, *, study: str | None = None, entity: str | None = None) -> Self:
        """Make an answer of a saved answer, of any client and any server line.

        Parameters
        ----------
        source
            JSON as bytes or a string, a path (gzip too), a file opened for reading, or the parsed JSON: an
            envelope, one of its result elements, or a list of either.
        study
            Study the rows belong to, where it matters later.
        entity
            What the rows are, e.g. ``"sample"``.

        Returns
        -------
        Answer
            Of the class it is called on.

        Raises
        ------
        DecodeError
            If it is not JSON or not an answer of OpenCGA.
        StorageError
            If a file cannot be read.
        UsageError
            If the source is of a type that cannot be read.
        """
        pages = read_answer(source)
        study = study or _text(pages[0].params.get("study"))
        return cls(pages, CallRecord(path="saved answer", study=study), Extent(kind="saved"), entity=entity)

    @classmethod
    def from_documents(
        cls, source: Saved | Iterable[Any], *, entity: str | None = None, study: str | None = None
    ) -> Self:
        """Make an answer of documents without an envelope.

        Parameters
        ----------
        source
            JSON lines or a JSON array as bytes or a string, a path (gzip too), a file opened for reading, one
            document, or any iterable of documents.
        entity
            What the documents are, e.g. ``"sample"``.
        study
            Study they belong to.

        Returns
        -------
        Answer
            Of the class it is called on.

        Raises
        ------
        DecodeError
            If something is not a JSON object.
        StorageError
            If a file cannot be read.
        UsageError
            If the source is of a type that cannot be read.

        Examples
        --------
        >>> len(Answer.from_documents([{"id": "S1"}, {"id": "S2"}], entity="sample"))
        2
        """
        call_record = CallRecord(path=f"{entity or 'saved'} documents", study=study)
        return cls(read_documents(source), call_record, Extent(kind="saved"), entity=entity)

    def rows(self) -> Iterator[bytes]:
        """Return the rows unparsed: the bytes of one JSON array for each page or result element."""
        return (block.rows for page in self.pages for block in page.blocks)

    def results(self, response: int | None = None) -> list[dict[str, Any]]:
        """Return the rows as plain Python objects.

        Parameters
        ----------
        response
            Number of one element of :meth:`responses`; None for the rows of all.

        Returns
        -------
        list
            Dictionaries mostly; whatever the endpoint sends. Parsed at the first use and kept.
        """
        groups = self._parsed()
        if response is not None:
            return groups[response]
        return groups[0] if len(groups) == 1 else [row for group in groups for row in group]

    def num_results(self, response: int | None = None) -> int:
        """Count the rows that are here, over all pages; of one element of :meth:`responses` if given."""
        return sum(self._counts) if response is None else len(self._parsed()[response])

    def num_matches(self, response: int | None = None) -> int:
        """Return how many rows the server has for the query; -1 when that is not known.

        The number is an estimate where :attr:`is_approximate` says so.
        """
        if response is not None:
            return int(self.responses()[response]["numMatches"])
        extent = self.extent
        if extent.total >= 0:
            return extent.total
        if extent.kind == "ids" or (extent.kind in {"pages", "parts"} and extent.is_complete):
            return extent.skip + self.num_results()
        if extent.kind == "parts":
            return UNKNOWN
        return told_matches(self.pages, self.num_results())

    def responses(self) -> list[dict[str, Any]]:
        """Return the result elements in the shape of the wire, with pages and batches assembled.

        Returns
        -------
        list of dict
            One for most calls; one per id from servers of the 1.4 line.
        """
        parsed = self._parsed()
        matches = self.num_matches()
        return [
            element(blocks, rows, matches if len(parsed) == 1 else blocks[0].num_matches)
            for blocks, rows in zip(self._groups(), parsed, strict=True)
        ]

    @property
    def events(self) -> list[Event]:
        """Messages of the server, of the call and of its results, each once; secrets masked."""
        return self._masked(dict.fromkeys(event for page in self.pages for event in page.all_events))

    @property
    def warnings(self) -> list[Event]:
        """The events of type WARNING."""
        return [event for event in self.events if event.type == "WARNING"]

    @property
    def kind(self) -> ContentKind:
        """What the answer was: ``"envelope"``, ``"json"``, ``"text"`` or ``"binary"``."""
        return self._content.kind

    @property
    def content(self) -> bytes:
        """Bytes of an answer that is not an envelope, or of the file whose content the rows carry; else empty."""
        how = self.call_record.endpoint.content if self.call_record.endpoint else None
        return carried(self.results(), how) if how else self._content.body

    @property
    def text(self) -> str:
        """The same as a string."""
        return self.content.decode("utf-8", errors="replace")

    def lines(self) -> list[str]:
        """Return the lines of the content, without their ends."""
        lines = self.text.split("\n")
        return [line.removesuffix("\r") for line in (lines if lines[-1] else lines[:-1])]

    @property
    def is_complete(self) -> bool:
        """True when no limit cut the rows and nothing asked for is missing."""
        return self.extent.is_complete

    @property
    def truncated(self) -> bool:
        """True when the ``limit`` of the call left rows behind, or may have where no count is known."""
        return self.extent.truncated

    @property
    def is_approximate(self) -> bool:
        """True when the server estimated the number of matches, as it may for variants.

        Asked with ``approximate_count=False`` it counts.
        """
        return any(block.attributes.get("approximateCount") is True for page in self.pages for block in page.blocks)

    @property
    def missing_ids(self) -> list[str]:
        """Ids asked for and not found."""
        return list(self.extent.missing_ids)

    @property
    def problems(self) -> list[str]:
        """Reasons why the rows are not whole, one sentence each; empty unless partial."""
        return list(self.extent.problems)

    @property
    def server_version(self) -> str:
        """Version of the server, or an empty string where it did not say."""
        return next((page.server_version for page in self.pages if page.server_version), "")

    @property
    def time(self) -> int:
        """Milliseconds the server took, over all pages."""
        return sum(max(0, page.time) for page in self.pages)

    @property
    def params(self) -> dict[str, Any]:
        """Parameters as the server understood them, from the first page."""
        return dict(self.pages[0].params) if self.pages else {}

    @property
    def api_version(self) -> str:
        """Version segment of the web services, as the server gave it."""
        return self.pages[0].api_version if self.pages else ""

    @property
    def study(self) -> str | None:
        """Study of the call, or None."""
        return self.call_record.study

    @property
    def table(self) -> str | None:
        """Name of the main table of the rows, where the endpoint has one."""
        return self.call_record.endpoint.table if self.call_record.endpoint else None

    def get_results(self, response_pos: int | None = None) -> list[Any]:
        """Return the rows, as :meth:`results` does."""
        return self.results(response_pos)

    def get_result(self, result_pos: int, response_pos: int | None = None) -> Any:
        """Return one row."""
        return self.results(response_pos)[result_pos]

    def get_responses(self) -> list[dict[str, Any]]:
        """Return the result elements, as :meth:`responses` does."""
        return self.responses()

    def get_response(self, response_pos: int = 0) -> dict[str, Any]:
        """Return one result element."""
        return self.responses()[response_pos]

    def result_iterator(self, response_pos: int | None = None) -> Iterator[Any]:
        """Iterate over the rows."""
        return iter(self.results(response_pos))

    def get_num_matches(self, response_pos: int | None = None) -> int:
        """Return the number of matches, as :meth:`num_matches` does."""
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
        """Return the events of the call itself, of one type if given."""
        events = (event for page in self.pages for event in page.events)
        return _as_dicts(self._masked(events), event_type)

    def get_result_events(
        self, event_type: EventType | None = None, response_pos: int | None = None
    ) -> list[dict[str, Any]]:
        """Return the events of the results, of one type if given."""
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
            Maximum number of rows to write.
        separator
            String between the columns.
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
        lines += row_lines(self.results()[:limit], fields, separator)
        try:
            with opened(outfile) as stream:
                stream.writelines(f"{line}\n" for line in lines)
        except (OSError, UnicodeError) as error:
            msg = f"The rows cannot be written to {outfile!r}: {getattr(error, 'strerror', '') or error}."
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

    def __iter__(self) -> Iterator[Any]:
        return iter(self.results())

    def __len__(self) -> int:
        return self.num_results()

    def __bool__(self) -> Literal[True]:
        """Say yes also without rows: an empty answer is an answer."""
        return True

    def __repr__(self) -> str:
        name = type(self).__name__
        if self.kind in ("text", "binary"):
            return f"<{name} {self.call_record.path}: {len(self.content):,} bytes of {self.kind}>"
        counts = self._written_words() or self._row_words()
        return f"<{name} {self.call_record.path}: {counts}{self.extent.flags}>"

    @staticmethod
    def _masked(events: Iterable[Event]) -> list[Event]:
        return [msgspec.structs.replace(event, message=mask(event.message)) for event in events]

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle pages and record; what was parsed is parsed again, and the client stays behind."""
        made = partial(type(self), content=self._content, entity=self.entity)
        return made, (self.pages, self.call_record, self.extent)

    def _row_words(self) -> str:
        rows, matches = self.num_results(), self.num_matches()
        return f"{rows:,} of {matches:,} rows" if matches >= rows else f"{rows:,} rows"

    def _written_words(self) -> str:
        """Say how many entries a call wrote; nothing for a call that wrote none."""
        counts = {word: self._written(name, None) for word, name in _WRITTEN_WORDS.items()}
        return ", ".join(f"{count:,} {word}" for word, count in counts.items() if count)

    def _groups(self) -> list[list[Any]]:
        """Blocks that belong together: those of all pages, unless the server answers id by id."""
        if all(len(page.blocks) == 1 for page in self.pages):
            return [[page.blocks[0] for page in self.pages]] if self.pages else []
        return [[block] for page in self.pages for block in page.blocks]

    def _parsed(self) -> list[list[Any]]:
        if self._rows is None:
            self._rows = [[row for block in group for row in self._decoded(block.rows)] for group in self._groups()]
        return self._rows

    def _decoded(self, rows: bytes) -> Any:
        try:
            return msgspec.json.decode(rows)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            cause = "nested too deeply" if isinstance(error, RecursionError) else str(error)[:200]
        msg = (
            f"The rows of {self.call_record.path} cannot be read ({cause}); expected JSON whose numbers fit into a "
            "double. frame() reads what can be read; or leave the field out with exclude=."
        )
        raise DecodeError(msg)

    def _written(self, name: str, response_pos: int | None) -> int:
        groups = self._groups() if response_pos is None else [self._groups()[response_pos]]
        return sum(block.counts.get(name, 0) for blocks in groups for block in blocks)


def _as_dicts(events: Iterable[Event], event_type: EventType | None) -> list[dict[str, Any]]:
    if event_type not in (None, "INFO", "WARNING", "ERROR"):
        msg = f'event_type= got {event_type!r}; expected "INFO", "WARNING", "ERROR" or None.'
        raise UsageError(msg)
    return [msgspec.to_builtins(event) for event in events if event_type in (None, event.type)]


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None

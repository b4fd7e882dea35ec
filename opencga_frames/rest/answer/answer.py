"""The answer to a call, whole: rows, counts, events and flags over all its pages or batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self

import msgspec

from opencga_frames.rest.answer.call_record import CallFacts
from opencga_frames.rest.answer.extent import UNKNOWN, Extent
from opencga_frames.rest.answer.saved import read_answer, read_documents
from opencga_frames.rest.wire.content import ENVELOPE, Content, ContentKind, carried
from opencga_frames.rest.wire.rows import page_rows
from opencga_frames.secret import mask

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from opencga_frames.rest.answer.saved import Saved
    from opencga_frames.rest.wire.envelope import Event, Page

__all__ = ["Answer"]


class Answer:
    """Rows, counts, events and flags of one call, however many requests it took.

    Parameters
    ----------
    pages
        The answers of the server in order.
    facts
        What was asked.
    extent
        How much of it arrived.
    content
        The body, when the answer is not an envelope.
    entity
        What the rows are, e.g. ``"sample"``, where no endpoint tells.

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
        facts: CallFacts | None = None,
        extent: Extent | None = None,
        *,
        content: Content = ENVELOPE,
        entity: str | None = None,
    ) -> None:
        self.pages = tuple(pages)
        self.facts = facts or CallFacts()
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
            JSON as bytes or text, a path (gzip too), a file opened for reading, or the parsed JSON: an
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
        return cls(pages, CallFacts(path="saved answer", study=study), Extent(kind="saved"), entity=entity)

    @classmethod
    def from_documents(
        cls, source: Saved | Iterable[Any], *, entity: str | None = None, study: str | None = None
    ) -> Self:
        """Make an answer of documents without an envelope.

        Parameters
        ----------
        source
            JSON lines or a JSON array as bytes or text, a path (gzip too), a file opened for reading, one
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
        facts = CallFacts(path=f"{entity or 'saved'} documents", study=study)
        return cls(read_documents(source), facts, Extent(kind="saved"), entity=entity)

    def rows(self) -> Iterator[bytes]:
        """Give the rows unparsed: the bytes of one JSON array for each page or result element."""
        return (block.rows for page in self.pages for block in page.blocks)

    def results(self, response: int | None = None) -> list[Any]:
        """Give the rows as plain Python objects.

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
        """Tell how many rows the server has for the query; -1 when it did not say and nothing else tells.

        The number is an estimate where :attr:`is_approximate` says so.
        """
        if response is not None:
            return int(self.responses()[response]["numMatches"])
        extent = self.extent
        if extent.total >= 0:
            return extent.total
        if extent.kind == "ids" or (extent.kind == "pages" and extent.is_complete):
            return extent.skip + self.num_results()
        return _told_matches(self.pages, self.num_results())

    def responses(self) -> list[dict[str, Any]]:
        """Give the result elements in the shape of the wire, with pages and batches put together.

        Returns
        -------
        list of dict
            One for most calls; one per id from servers of the 1.4 line.
        """
        parsed = self._parsed()
        matches = self.num_matches()
        return [
            _element(blocks, rows, matches if len(parsed) == 1 else blocks[0].num_matches)
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
        how = self.facts.endpoint.content if self.facts.endpoint else None
        return carried(self.results(), how) if how else self._content.body

    @property
    def text(self) -> str:
        """The same as text."""
        return self.content.decode("utf-8", errors="replace")

    def lines(self) -> list[str]:
        """Give the lines of the text, without their ends."""
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
        """Version of the server, or an empty text where it did not tell."""
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
        return self.facts.study

    @property
    def table(self) -> str | None:
        """Name of the main table of the rows, where the endpoint has one."""
        return self.facts.endpoint.table if self.facts.endpoint else None

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
            return f"<{name} {self.facts.path}: {len(self.content):,} bytes of {self.kind}>"
        rows, matches = self.num_results(), self.num_matches()
        counts = f"{rows:,} of {matches:,} rows" if matches >= rows else f"{rows:,} rows"
        return f"<{name} {self.facts.path}: {counts}{_flags(self.extent)}>"

    @staticmethod
    def _masked(events: Iterable[Event]) -> list[Event]:
        return [msgspec.structs.replace(event, message=mask(event.message)) for event in events]

    def _groups(self) -> list[list[Any]]:
        """Blocks that belong together: those of all pages, unless the server answers id by id."""
        if all(len(page.blocks) == 1 for page in self.pages):
            return [[page.blocks[0] for page in self.pages]] if self.pages else []
        return [[block] for page in self.pages for block in page.blocks]

    def _parsed(self) -> list[list[Any]]:
        if self._rows is None:
            self._rows = [
                [row for block in group for row in msgspec.json.decode(block.rows)] for group in self._groups()
            ]
        return self._rows


def _told_matches(pages: Sequence[Page], rows: int) -> int:
    """Read the number of matches from the answers: pages repeat it, batches each count their own rows."""
    told = [sum(b.num_matches for b in page.blocks if b.num_matches >= 0) for page in pages if _counted(page)]
    if not told:
        return UNKNOWN
    return told[0] if len(pages) == 1 else max(*told, rows)


def _counted(page: Page) -> bool:
    return any(block.num_matches >= 0 for block in page.blocks)


def _element(blocks: Sequence[Any], rows: list[Any], matches: int) -> dict[str, Any]:
    first = blocks[0]
    element: dict[str, Any] = {
        "time": sum(max(0, block.time) for block in blocks),
        "events": [
            {**msgspec.to_builtins(event), "message": mask(event.message)} for block in blocks for event in block.events
        ],
        "numResults": len(rows),
        "results": rows,
        "resultType": first.result_type,
        "numMatches": matches,
    }
    for name in ("numInserted", "numUpdated", "numDeleted", "numErrors"):
        element[name] = sum(block.counts.get(name, 0) for block in blocks)
    element |= {"attributes": first.attributes, "federationNode": first.federation_node}
    return element if not first.id else {"id": first.id, **element}


def _flags(extent: Extent) -> str:
    marks = ["limited"] if extent.truncated else []
    if extent.missing_ids:
        marks.append(f"{len(extent.missing_ids):,} ids missing")
    if extent.problems:
        marks.append("partial")
    return f" ({', '.join(marks)})" if marks else ""


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None

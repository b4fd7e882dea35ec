"""Walks over lists of ids that are named in the path, in batches that the server accepts."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from opencga_frames.errors import (
    AnswerError,
    IncompleteResultError,
    NotAllowedError,
    NotFoundError,
    OpenCGAError,
    UnreadableAnswerError,
)
from opencga_frames.ground.secret import mask
from opencga_frames.rest.answer.extent import UNKNOWN, Extent
from opencga_frames.rest.walk.batches import some_of, split_ids
from opencga_frames.rest.walk.named import NamedRows, plain_name
from opencga_frames.rest.walk.prefetch import run_ahead
from opencga_frames.rest.walk.width import Width
from opencga_frames.rest.wire.envelope import Page
from opencga_frames.rest.wire.rows import check_number, page_rows, rows_only

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from opencga_frames.rest.walk.batches import BatchBuilder
    from opencga_frames.rest.walk.pages import Fetch

__all__ = ["IdWalk"]

#: Errors of a batch that may concern single ids only.
_PARTLY = (NotFoundError, NotAllowedError)


class IdWalk:
    """The answers for a list of ids, in the order of the ids; iterate it again to walk again.

    An id that is given twice is asked once and answered once, at its first place. Every batch is asked,
    whatever was missing before it.

    Parameters
    ----------
    batches
        The ids, each once, and how to ask for some of them.
    fetch
        Gives the page for a request or raises.
    workers
        Requests at the same time; None to find how many pay.

    Attributes
    ----------
    received : int
        Rows handed out so far.
    missing_ids : list of str
        Ids that the server reported as not found so far.
    total : int
        Always -1: servers count no ids.
    """

    total = UNKNOWN

    def __init__(self, batches: BatchBuilder, fetch: Fetch, *, workers: int | None) -> None:
        self._ids = batches.ids
        self._path = batches.path
        self._build = batches.build
        # Other calls on entries answer with rows that have no names.
        self._named = batches.path.endswith("/info")
        self._batches = split_ids(batches.ids, batches.build)
        self._fetch = fetch
        self._workers = workers
        self._reset()

    def _reset(self) -> None:
        self.received = 0
        self.missing_ids: list[str] = []
        self._problems: list[str] = []
        self._refused: AnswerError | None = None

    @property
    def expected(self) -> int:
        """Rows the walk will hand out when every id is found."""
        return len(self._ids)

    @property
    def extent(self) -> Extent:
        """What was covered; final once the walk has ended."""
        return Extent(kind="ids", missing_ids=tuple(self.missing_ids), problems=tuple(self._problems))

    def failure(self) -> OpenCGAError | None:
        """Error for a walk that ended without being whole, or None."""
        if self._problems:
            msg = f"The rows of {self._path} are not whole: {' '.join(self._problems)}"
            return IncompleteResultError(msg, problems=self._problems)
        if not self.missing_ids:
            return None
        msg = (
            f"Not found, or not visible to this user: {len(self.missing_ids):,} of {len(self._ids):,} ids "
            f"of {self._path}: {some_of(self.missing_ids)}. "
            f"{self._advice()}"
        )
        cause = self._refused
        if isinstance(cause, NotAllowedError):
            msg += f" The server says: {mask(cause.events[0].message)}" if cause.events else f" {mask(str(cause))}"
        kind = NotAllowedError if isinstance(cause, NotAllowedError) else NotFoundError
        error = kind(
            msg,
            status=cause.status if cause else 0,
            host=cause.host if cause else "",
            path=self._path,
            events=cause.events if cause else (),
            missing=self.missing_ids,
        )
        if cause is not None and cause.studies:
            error.studies = cause.studies
            error.add_note(cause.seen_studies())
        return error

    def _advice(self) -> str:
        if len(self.missing_ids) < len(self._ids):
            return 'Leave them out, or take the others with on_error="partial".'
        return "Check the spelling; upper and lower case differ."

    def __iter__(self) -> Iterator[Page]:
        self._reset()
        try:
            with closing(run_ahead(self._ask, self._batches, Width(self._workers))) as answers:
                for batch, (page, error) in zip(self._batches, answers, strict=True):
                    yield self._take(page, batch, error)
        except OpenCGAError as error:
            self._problems.append(error.__notes__[-1] if hasattr(error, "__notes__") else str(error))
            raise

    def _ask(self, batch: Sequence[str]) -> tuple[Page, AnswerError | None]:
        try:
            return self._checked(self._fetch(self._build(batch)), batch), None
        except _PARTLY as error:
            page: object = error.response
            if isinstance(page, Page) and _missing(page, batch):
                return self._checked(page, batch), error
            self._note(error, batch)
            raise
        except OpenCGAError as error:
            self._note(error, batch)
            raise

    def _checked(self, page: Page, batch: Sequence[str]) -> Page:
        """Refuse the answer to another call, and one that lost rows on its way."""
        check_number(page, self._path)
        strange = NamedRows(page, batch).strange if self._named else []
        if strange:
            msg = (
                f"The answer to {self._path} holds rows that were not asked for: {some_of(strange, 3)}. Asked for: "
                f"{some_of(batch, 3)}. It may be the answer to another call, mixed up by a proxy. Close the client, "
                "make a new one and ask again."
            )
            raise UnreadableAnswerError(msg, path=self._path)
        return rows_only(page)

    def _note(self, error: OpenCGAError, batch: Sequence[str]) -> None:
        if len(self._batches) > 1:
            number = self._batches.index(batch) + 1
            error.add_note(
                f"Batch {number:,} of {len(self._batches):,} of {self._path} did not arrive: "
                f"{len(batch):,} ids from {batch[0]!r} to {batch[-1]!r}."
            )

    def _take(self, page: Page, batch: Sequence[str], error: AnswerError | None) -> Page:
        missing = _missing(page, batch)
        rows = page_rows(page)
        self.received += rows
        self.missing_ids.extend(missing)
        if error is not None and not isinstance(self._refused, NotAllowedError):
            self._refused = error
        lost = set(NamedRows(page, batch).unanswered) - set(missing) if self._named else ()
        if lost or rows + len(missing) < len(batch):
            self._problems.append(
                f"{rows:,} rows for {len(batch):,} ids from {batch[0]!r} to {batch[-1]!r}, "
                f"{len(missing):,} reported as missing."
            )
        self._problems.extend(_other_errors(page, batch))
        return page


def _missing(page: Page, batch: Sequence[str]) -> list[str]:
    """Ids of a batch that an ERROR event of the answer names, in the order asked."""
    named: set[str] = set()
    for block in page.blocks:
        # Servers of the 1.4 line answer with one block per id, whose error is without an id.
        named.update(plain_name(event.id or block.id) for event in block.events if event.type == "ERROR")
    return [item for item in batch if plain_name(item) in named]


def _other_errors(page: Page, batch: Sequence[str]) -> list[str]:
    asked = {plain_name(item) for item in batch}
    return [
        mask(event.message)
        for block in page.blocks
        for event in block.events
        if event.type == "ERROR" and plain_name(event.id or block.id) not in asked
    ]

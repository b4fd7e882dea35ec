"""The pages of a call as they come, for readers that use each page and drop it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from opencga_frames.errors import IncompleteResultError, OpenCGAError
from opencga_frames.ground.progress import watching
from opencga_frames.ground.warn import warn
from opencga_frames.rest.walk.remaining import remaining

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from opencga_frames.rest.answer.call_record import CallRecord
    from opencga_frames.rest.answer.extent import Extent
    from opencga_frames.rest.walk.options import CallOptions
    from opencga_frames.rest.walk.walk import Walk
    from opencga_frames.rest.wire.envelope import Page

__all__ = ["PageStream", "collect", "read_whole"]

ResultT = TypeVar("ResultT")


@dataclass(frozen=True)
class PageStream:
    """The pages of a call, fetched while they are read.

    Iterating it starts the call; iterating it again makes the call again. Closing the iterator early ends
    the threads. What is wrong with the walk as a whole is reported after the last page: an error, or with
    ``on_error="partial"`` a warning.

    Attributes
    ----------
    walk
        The walk behind it.
    call_record
        What is asked.
    options
        How it is carried out.
    """

    walk: Walk
    call_record: CallRecord
    options: CallOptions

    @property
    def extent(self) -> Extent:
        """How much was covered; final once the iteration has ended."""
        return self.walk.extent

    def __iter__(self) -> Generator[Page]:
        arrived = False
        try:
            for page in self.checked():
                arrived = True
                yield page
        except OpenCGAError as error:
            self.settle(error, arrived=arrived)

    def once(self) -> Generator[Page]:
        """Return the pages for a reader that cannot give rows back.

        Rows that a walk has missed, because others were written or removed meanwhile, come behind the others.
        """
        arrived, missed = False, None
        try:
            for page in self.checked():
                arrived = True
                yield page
        except OpenCGAError as error:
            if isinstance(error, IncompleteResultError):
                missed = remaining(self.walk, self.call_record.path)
            if missed is None:
                self.settle(error, arrived=arrived)
        if missed is not None:
            yield from replace(self, walk=missed)

    def settle(self, error: OpenCGAError | None, *, arrived: bool) -> None:
        """Raise the error that ended a walk, or warn of it where the caller asked for what arrived."""
        if error is None:
            return
        if not arrived or self.options.on_error == "raise":
            raise error
        warn(f"Partial result: {error}{_notes(error)}")

    def checked(self) -> Generator[Page]:
        """Return the pages, then raise what is wrong with the walk as a whole, whatever the options say."""
        with (
            watching(self.call_record.path, wanted=self.options.progress) as observe,
            closing(_generator(self.walk)) as pages,
        ):
            size = 0
            for page in pages:
                size += sum(len(block.rows) for block in page.blocks)
                observe(self.walk.received, self.walk.expected, size)
                yield page
        error = self.walk.failure()
        if error is not None:
            raise error
        modified = self.walk.extent.modified
        if modified:
            warn(
                f"Rows of {self.call_record.path} that were modified while they were read: {modified:,}. Each is as it "
                "was when its page was read: ask for those with a later modification_date once more."
            )


def collect(stream: PageStream) -> tuple[list[Page], OpenCGAError | None]:
    """Read a stream to its end; see :func:`read_whole`."""
    return read_whole(stream, list)


def read_whole(stream: PageStream, read: Callable[[Iterator[Page]], ResultT]) -> tuple[ResultT, OpenCGAError | None]:
    """Read a stream to its end; a walk whose pages do not fit together is walked once more.

    Parameters
    ----------
    stream
        The pages.
    read
        Takes the pages and makes something of them; called again for the second walk.

    Returns
    -------
    tuple
        What was made of the pages that arrived, and the error that ended them or None.
    """
    made, error = _read(stream, read)
    if isinstance(error, IncompleteResultError):
        # Rows were written or removed between two pages: a second walk mostly finds the data at rest.
        made, error = _read(stream, read)
    return made, error


def _read(stream: PageStream, read: Callable[[Iterator[Page]], ResultT]) -> tuple[ResultT, OpenCGAError | None]:
    ended: list[OpenCGAError] = []

    def pages() -> Generator[Page]:
        try:
            yield from stream.checked()
        except OpenCGAError as error:
            ended.append(error)

    with closing(pages()) as arriving:
        return read(arriving), ended[0] if ended else None


def _generator(walk: Walk) -> Generator[Page]:
    yield from walk


def _notes(error: OpenCGAError) -> str:
    return "".join(f" {note}" for note in getattr(error, "__notes__", ()))

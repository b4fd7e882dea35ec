"""The pages of a call as they come, for readers that use each page and drop it."""

from __future__ import annotations

import inspect
import warnings
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from opencga_frames.errors import IncompleteResultError, OpenCGAError, OpenCGAWarning
from opencga_frames.rest.progress import watching

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from opencga_frames.rest.envelope import Page
    from opencga_frames.rest.extent import Extent
    from opencga_frames.rest.facts import CallFacts
    from opencga_frames.rest.options import CallOptions

__all__ = ["PageStream", "Walk", "collect", "level_of_caller", "warn_caller"]


class Walk(Protocol):
    """What a walk offers: pages in order, and afterwards what is to be said about them."""

    @property
    def received(self) -> int:
        """Rows handed out so far."""

    @property
    def expected(self) -> int:
        """Rows it will hand out, -1 when unknown."""

    @property
    def extent(self) -> Extent:
        """What was covered."""

    def failure(self) -> OpenCGAError | None:
        """Error for a walk that ended without being whole, or None."""

    def __iter__(self) -> Iterator[Page]: ...


@dataclass(frozen=True)
class PageStream:
    """The pages of a call, fetched while they are read.

    Iterating it starts the call; iterating it again makes the call again. Closing the iterator early ends
    the threads. What is wrong with the walk as a whole is told after the last page: an error, or with
    ``on_error="partial"`` a warning.

    Attributes
    ----------
    walk
        The walk behind it.
    facts
        What is asked.
    options
        How it is carried out.
    """

    walk: Walk
    facts: CallFacts
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
            if not arrived or self.options.on_error == "raise":
                raise
            warn_caller(f"Partial result: {error}{_notes(error)}")

    def checked(self) -> Generator[Page]:
        """Give the pages, then raise what is wrong with the walk as a whole, whatever the options say."""
        with (
            watching(self.facts.path, wanted=self.options.progress) as observe,
            closing(_generator(self.walk)) as pages,
        ):
            for page in pages:
                observe(self.walk.received, self.walk.expected)
                yield page
        error = self.walk.failure()
        if error is not None:
            raise error


def collect(stream: PageStream) -> tuple[list[Page], OpenCGAError | None]:
    """Read a stream to its end; a walk whose pages do not fit together is walked once more.

    Parameters
    ----------
    stream
        The pages.

    Returns
    -------
    tuple
        The pages that arrived, and the error that ended them or None.
    """
    pages, error = _read(stream)
    if isinstance(error, IncompleteResultError):
        # Rows were written or removed between two pages: a second walk meets a quiet moment mostly.
        pages, error = _read(stream)
    return pages, error


def _read(stream: PageStream) -> tuple[list[Page], OpenCGAError | None]:
    pages: list[Page] = []
    try:
        pages.extend(stream.checked())
    except OpenCGAError as error:
        return pages, error
    return pages, None


def _generator(walk: Walk) -> Generator[Page]:
    yield from walk


def _notes(error: OpenCGAError) -> str:
    return "".join(f" {note}" for note in getattr(error, "__notes__", ()))


def warn_caller(text: str) -> None:
    """Warn at the line of the first caller outside this package.

    Parameters
    ----------
    text
        What was noticed.
    """
    warnings.warn(text, OpenCGAWarning, stacklevel=level_of_caller())


def level_of_caller() -> int:
    """Count the frames from the function that asks to the first caller outside this package.

    Returns
    -------
    int
        The ``stacklevel`` of a warning that the asking function gives.
    """
    level, frame = 0, inspect.currentframe()
    while frame is not None and frame.f_globals.get("__name__", "").partition(".")[0] == "opencga_frames":
        frame = frame.f_back
        level += 1
    return level if frame is not None else max(2, level - 1)

"""Walks over the variants of a region: chunk by chunk along the genome, page by page across the samples.

The server gives at most 5,000 variants and 1,000 samples in one answer, and a deep ``skip`` costs it as much as the
rows that are passed over. A walk therefore asks for small regions, which it finds by counting, and for every region for
one part of the samples after the other.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.errors import IncompleteResultError, UsageError
from opencga_frames.limits import MAX_PAGE_SIZE, PAGE_SIZE, WORKERS
from opencga_frames.rest.answer.extent import UNKNOWN
from opencga_frames.rest.walk.prefetch import run_ahead
from opencga_frames.variants.walk.cut import kept_rows
from opencga_frames.variants.walk.region import Region, chunks
from opencga_frames.variants.walk.samples import Selection
from opencga_frames.warn import warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from opencga_frames.response import RestResponse
    from opencga_frames.variants.walk.region import Chunk

__all__ = ["VariantWalk"]

#: Genotypes of one answer, about; bounds the memory of a page.
_CELLS: Final = 100_000
_FEWEST_ROWS: Final = 20
#: Parameters that the walk itself sets.
_OWN: Final = frozenset((
    "region", "limit", "skip", "count", "sort", "order", "page_size", "include_sample", "includeSample", "sample_limit",
    "sampleLimit", "sample_skip", "sampleSkip", "include_sample_id", "includeSampleId", "approximate_count",
    "approximateCount", "dry_run", "on_error",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Part:
    """One answer of a chunk, cut to the variants that belong to it."""

    chunk: Chunk
    answer: RestResponse
    keys: Sequence[str]
    received: int


class VariantWalk:
    """The variants of one region with the samples asked for; iterate it for answers of bounded size.

    The answers come in order of position; those with the same variants and the next samples follow each other. No
    variant comes twice for the same samples, and none is missing: the walk compares what came with the server's exact
    count.

    Parameters
    ----------
    query
        ``client.variants.query`` or what answers like it.
    region
        ``"7"``, ``"7:1000"`` or ``"7:1000-2000"``.
    samples
        Sample ids, ``"all"``, or None for variants without samples.
    chunk_size
        Maximum number of variants in one answer, up to 5,000; unless given 1,000, or fewer with many samples.
    workers
        Requests under way at the same time.
    **filters
        Other parameters of ``variants.query``, ``study`` among them.

    Raises
    ------
    UsageError
        For a region that cannot be read, or a filter that the walk itself sets.
    IncompleteResultError
        While iterating, when what came is not what was counted.

    Attributes
    ----------
    total : int
        Variants of the region, known when the first answer is there; before that -1.
    filters : dict
        The other parameters.
    num_samples : int
        Samples that come with each variant, known with the first answer; -1 where the server does not say.
    """

    def __init__(
        self,
        query: Callable[..., RestResponse],
        region: str,
        *,
        samples: str | Sequence[str] | None = None,
        chunk_size: int | None = None,
        workers: int = WORKERS,
        **filters: Any,
    ) -> None:
        taken = sorted(_OWN & filters.keys())
        if taken:
            msg = f"A walk over variants sets {', '.join(taken)} itself. Say samples=, region= and chunk_size= instead."
            raise UsageError(msg)
        self.region = Region.parse(region)
        self._selection = Selection(samples)
        wide = max(1, self._selection.width)
        self._most = _checked(chunk_size) or min(PAGE_SIZE, max(_FEWEST_ROWS, _CELLS // wide))
        self.filters = filters
        self._query = partial(query, **filters)
        self._workers = workers
        self.total = UNKNOWN
        self.num_samples = UNKNOWN

    def __iter__(self) -> Iterator[RestResponse]:
        cut = chunks(self.region, self._most, self._count)
        with closing(run_ahead(self._first, cut, self._workers)) as firsts:
            for number, first in enumerate(firsts):
                self._check_first(first)
                if number == 0:
                    self._notice(first.answer)
                yield first.answer
                yield from self._others(first, tell=number == 0)

    def count(self) -> int:
        """Ask for the exact number of variants; costs one request without rows."""
        return self._count(self.region)

    def _count(self, region: Region) -> int:
        answer = self._query(
            region=str(region), limit=0, count=True, approximate_count=False, include_sample="none", workers=1
        )
        number = answer.num_matches()
        if number < 0 or _attribute(answer, "approximateCount") is True:
            msg = f"The server gave no exact count of the variants in {region}, and a walk needs one. Ask page by page."
            raise IncompleteResultError(msg, response=answer)
        if region == self.region:
            self.total = number
        return number

    def _first(self, chunk: Chunk) -> _Part:
        """Fetch a chunk with its first samples; with a count, since earlier deletions may reach into it."""
        return self._ask(chunk, self._selection.first, count=True, approximate_count=False)

    def _others(self, first: _Part, *, tell: bool) -> Iterator[RestResponse]:
        given, total = (_number(first.answer, name) for name in ("numSamples", "numTotalSamples"))
        rest = self._selection.others(given, total)
        ask = partial(self._ask, first.chunk, limit=first.received, count=False)
        with closing(run_ahead(ask, rest, self._workers)) as parts:
            for samples, part in zip(rest, parts, strict=True):
                if part.keys != first.keys:
                    msg = f"The variants of {first.chunk.asked} are not the same for all samples. {_AGAIN}"
                    raise IncompleteResultError(msg, response=part.answer)
                if tell or self._selection.names is None:
                    self._check_samples(samples, _number(part.answer, "numSamples"), total)
                yield part.answer

    def _notice(self, answer: RestResponse) -> None:
        """Check the samples of the very first answer."""
        given, total = (_number(answer, name) for name in ("numSamples", "numTotalSamples"))
        names = self._selection.names
        self.num_samples = total if names is None else len(names)
        if names is not None:
            self._check_samples(self._selection.first, given, total)
        elif total < 0:
            warn("The server does not say how many samples there are: there may be more than it gave.")
        elif given == 0 < total:
            msg = f"The server gave none of the {total:,} samples of {self.region}."
            raise IncompleteResultError(msg, response=answer)

    def _check_samples(self, samples: Mapping[str, Any], given: int, total: int) -> None:
        wanted = self._selection.wanted(samples, total)
        if 0 <= given < wanted:
            warn(
                f"The server gave {given:,} of {wanted:,} samples asked for. It leaves out samples without indexed "
                "variants: compare the sample ids of the genotypes with those you asked for."
            )

    def _ask(self, chunk: Chunk, samples: Mapping[str, Any], **options: Any) -> _Part:
        answer = self._query(region=str(chunk.asked), sort=True, page_size=self._most, workers=1, **samples, **options)
        kept, keys = kept_rows(answer, chunk)
        return _Part(chunk, kept, keys, answer.num_results())

    def _check_first(self, part: _Part) -> None:
        distinct = len(set(part.keys))
        if distinct != part.chunk.count or distinct != len(part.keys):
            msg = (
                f"The variants of {part.chunk.asked} are not whole: {part.chunk.count:,} were counted, "
                f"{len(part.keys):,} came, {distinct:,} of them different. {_AGAIN}"
            )
            raise IncompleteResultError(msg, response=part.answer)


_AGAIN: Final = "The data may have changed while it was read: walk again."


def _attribute(answer: RestResponse, name: str) -> Any:
    return next((block.attributes.get(name) for page in answer.pages for block in page.blocks), None)


def _number(answer: RestResponse, name: str) -> int:
    found = _attribute(answer, name)
    return found if isinstance(found, int) else UNKNOWN


def _checked(chunk_size: int | None) -> int | None:
    if chunk_size is not None and not (isinstance(chunk_size, int) and 1 <= chunk_size <= MAX_PAGE_SIZE):
        msg = f"chunk_size is {chunk_size!r}: give a whole number, 1 to {MAX_PAGE_SIZE:,}, or None."
        raise UsageError(msg)
    return chunk_size

"""Walks over the variants of a region: chunk by chunk along the genome, page by page across the samples.

The server gives at most 5,000 variants and 1,000 samples in one answer, and a deep ``skip`` costs it as much as the
rows that are passed over. A walk asks for a page of the whole region and its count, which is all where there are few
variants, goes on page by page where there are more, and cuts a large region into chunks of some pages, which it finds
by counting. For every page it asks for one part of the samples after the other.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.errors import IncompleteResultError, UsageError
from opencga_frames.ground.limits import MAX_PAGE_SIZE, PAGE_SIZE, WORKERS
from opencga_frames.ground.warn import warn
from opencga_frames.rest.answer.extent import UNKNOWN
from opencga_frames.rest.walk.prefetch import run_ahead
from opencga_frames.variants.walk.cut import kept_rows
from opencga_frames.variants.walk.region import Chunk, Region, chunks
from opencga_frames.variants.walk.samples import SampleSelection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from opencga_frames.response import RestResponse

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


#: Pages of a chunk, at most: the server passes over the rows before a page one by one.
_DEEP: Final = 10


@dataclass(frozen=True, slots=True)
class _PagePart:
    """One page of a chunk with some of the samples, cut to the variants that belong to the chunk."""

    samples: Mapping[str, Any]
    answer: RestResponse
    keys: Sequence[str]
    received: int
    matches: int


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
            msg = f"A walk over variants sets {', '.join(taken)} itself. Use samples=, region= and chunk_size= instead."
            raise UsageError(msg)
        self.region = Region.parse(region)
        self._selection = SampleSelection(samples)
        self._size = _checked(chunk_size)
        self.filters = filters
        self._query = partial(query, **filters)
        self._workers = workers
        self.total = UNKNOWN
        self.num_samples = UNKNOWN

    def __iter__(self) -> Iterator[RestResponse]:
        whole = Chunk(self.region, None, None, UNKNOWN)
        size = self._page_size(self._selection.width)
        first = self._page(whole, self._selection.opening, size)
        self.total = _exact(first.matches, first.answer, self.region)
        if not self.total:
            return
        self._notice(first)
        wide = self._selection.full_width(_number(first.answer, "numTotalSamples"))
        most = self._page_size(wide)
        if self.total <= most * _DEEP and (wide <= self._selection.width or first.received <= most):
            yield from self._chunk(replace(whole, count=self.total), first, most)
            return
        yield from self._chunks(most)

    def count(self) -> int:
        """Ask for the exact number of variants; costs one request without rows."""
        self.total = self._count(self.region)
        return self.total

    def _page_size(self, samples: int) -> int:
        return self._size or min(PAGE_SIZE, max(_FEWEST_ROWS, _CELLS // max(1, samples)))

    def _chunks(self, most: int) -> Iterator[RestResponse]:
        """Read a region chunk by chunk, the first page of each ahead."""

        def count(region: Region) -> int:
            return self.total if region == self.region else self._count(region)

        def ask(chunk: Chunk) -> tuple[Chunk, _PagePart]:
            return chunk, self._page(chunk, self._selection.first, most)

        with closing(run_ahead(ask, chunks(self.region, most * _DEEP, count), self._workers)) as firsts:
            for chunk, first in firsts:
                yield from self._chunk(chunk, first, most)

    def _chunk(self, chunk: Chunk, first: _PagePart, most: int) -> Iterator[RestResponse]:
        """Return the pages of a chunk, each followed by the same variants with the other samples."""
        starts = range(first.received, first.matches, most) if first.received else ()

        def ask(start: int) -> _PagePart:
            return self._page(chunk, first.samples, min(most, first.matches - start), skip=start, count=False)

        keys: list[str] = []
        with closing(run_ahead(ask, starts, self._workers)) as pages:
            for start, page in zip((0, *starts), chain([first], pages), strict=True):
                keys += page.keys
                if start + page.received >= first.matches:
                    self._check_keys(chunk, keys, page.answer)
                yield page.answer
                yield from self._others(chunk, page, start)
        self._check_keys(chunk, keys, first.answer)

    def _count(self, region: Region) -> int:
        answer = self._query(
            region=str(region), limit=0, count=True, approximate_count=False, include_sample="none", workers=1
        )
        return _exact(answer.num_matches(), answer, region)

    def _others(self, chunk: Chunk, page: _PagePart, start: int) -> Iterator[RestResponse]:
        given, total = (_number(page.answer, name) for name in ("numSamples", "numTotalSamples"))
        rest = self._selection.others(page.samples, given, total)

        def ask(samples: Mapping[str, Any]) -> _PagePart:
            return self._page(chunk, samples, page.received, skip=start, count=False)

        with closing(run_ahead(ask, rest if page.received else [], self._workers)) as parts:
            for part in parts:
                if part.keys != page.keys:
                    msg = f"The variants of {chunk.asked} are not the same for all samples. {_AGAIN}"
                    raise IncompleteResultError(msg, response=part.answer)
                if start == 0 or self._selection.names is None:
                    self._check_samples(part.samples, _number(part.answer, "numSamples"), total)
                yield part.answer

    def _notice(self, first: _PagePart) -> None:
        """Check the samples of the very first answer."""
        given, total = (_number(first.answer, name) for name in ("numSamples", "numTotalSamples"))
        names = self._selection.names
        self.num_samples = total if names is None else len(names)
        if names is not None:
            self._check_samples(first.samples, given, total)
        elif total < 0:
            warn("The server does not say how many samples there are: there may be more than it gave.")
        elif given == 0 < total:
            msg = f"The server returned none of the {total:,} samples of {self.region}."
            raise IncompleteResultError(msg, response=first.answer)

    def _check_samples(self, samples: Mapping[str, Any], given: int, total: int) -> None:
        wanted = self._selection.wanted(samples, total)
        if 0 <= given < wanted:
            warn(
                f"The server returned {given:,} of {wanted:,} samples asked for. It leaves out samples without indexed "
                "variants: compare the sample ids of the genotypes with those you asked for."
            )

    def _page(
        self, chunk: Chunk, samples: Mapping[str, Any], rows: int, *, skip: int = 0, count: bool = True
    ) -> _PagePart:
        """Fetch a page; the first with a count, since deletions that begin earlier may reach into the chunk."""
        paging = {"limit": rows, "skip": skip, "page_size": rows, "workers": 1}
        counting = {"count": True, "approximate_count": False} if count else {"count": False}
        answer = self._query(region=str(chunk.asked), sort=True, **paging, **counting, **samples)
        kept, keys = kept_rows(answer, chunk)
        return _PagePart(samples, kept, keys, answer.num_results(), answer.num_matches())

    def _check_keys(self, chunk: Chunk, keys: Sequence[str], answer: RestResponse) -> None:
        distinct = len(set(keys))
        if distinct != chunk.count or distinct != len(keys):
            msg = (
                f"The variants of {chunk.asked} are incomplete: {chunk.count:,} were counted, "
                f"{len(keys):,} came, {distinct:,} of them different. {_AGAIN}"
            )
            raise IncompleteResultError(msg, response=answer)


_AGAIN: Final = "The data may have changed while it was read: walk again."


def _exact(number: int, answer: RestResponse, region: Region) -> int:
    if number < 0 or _attribute(answer, "approximateCount") is True:
        msg = f"The server returned no exact count of the variants in {region}, which a walk needs. Ask page by page."
        raise IncompleteResultError(msg, response=answer)
    return number


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

"""The pages of a walk over variants, for what reads the pages of any call."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from opencga_frames.rest.answer.call_record import CallRecord
from opencga_frames.rest.answer.extent import Extent
from opencga_frames.rest.catalogue import load_resource
from opencga_frames.rest.walk.options import CallOptions
from opencga_frames.rest.walk.stream import PageStream
from opencga_frames.variants.walk.samples import MAX_SAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.rest.wire.envelope import Page
    from opencga_frames.variants.walk.walk import VariantWalk

__all__ = ["variant_stream"]


def variant_stream(walk: VariantWalk, host: str) -> PageStream:
    """Return the pages of a walk over variants.

    Parameters
    ----------
    walk
        The walk; its own checks see to it that no variant is missing or comes twice.
    host
        Address of the server, for the record.
    """
    endpoint = load_resource("variants").endpoints["query"]
    # The walk reads all samples it was asked for, part by part: a single answer never has all of them.
    asked = {"region": str(walk.region), "sample_limit": MAX_SAMPLES, **walk.filters}
    study = asked.get("study")
    record = CallRecord(
        endpoint, endpoint.path, host, study if isinstance(study, str) else None, MappingProxyType(asked)
    )
    return PageStream(_VariantPages(walk), record, CallOptions(progress=False))


@dataclass
class _VariantPages:
    """A walk over variants in the form that streams of pages take."""

    variants: VariantWalk
    received: int = 0

    @property
    def expected(self) -> int:
        """Variants of the region; -1 before they are counted."""
        return self.variants.total

    @property
    def total(self) -> int:
        """Variants of the region."""
        return self.variants.total

    @property
    def extent(self) -> Extent:
        """All variants of the region."""
        return Extent(kind="pages", total=self.total)

    def failure(self) -> None:
        """None: the walk raises what is wrong."""

    def __iter__(self) -> Iterator[Page]:
        self.received = 0
        for answer in self.variants:
            self.received += answer.num_results()
            yield from answer.pages

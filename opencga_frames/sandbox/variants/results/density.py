"""How many variants each stretch of a chromosome has."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from opencga_frames.sandbox.variants.alleles import ORDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.sandbox.variants.store import Variant
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["density"]

#: Millions of bases the server divides, up to the last begun one: those of GRCh37, whatever the assembly.
_MILLIONS = dict(
    zip(
        ORDER,
        (
            250,
            244,
            199,
            192,
            181,
            172,
            160,
            147,
            142,
            136,
            136,
            134,
            116,
            108,
            103,
            91,
            82,
            79,
            60,
            64,
            49,
            52,
            156,
            60,
        ),
        strict=False,
    )
)
_MILLION = 10**6


def density(chromosome: str, variants: Sequence[Variant], step: int) -> Document:
    """Return the facet of the starts on one chromosome; a bucket is named by its first base."""
    counts = Counter((variant.allele.start - 1) // step for variant in variants)
    length = _MILLIONS.get(chromosome, 1) * _MILLION
    buckets = [
        {"value": str(number * step + 1), "count": counts[number], "facetFields": []}
        for number in range(-(-length // step))
    ]
    return {"name": "start", "count": len(variants), "buckets": buckets}

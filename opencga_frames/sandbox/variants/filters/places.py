"""Where variants are: ids, regions and genes, of which any may hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from opencga_frames.sandbox.variants.alleles import chromosome_name, named_allele
from opencga_frames.sandbox.variants.annotation import gene_places
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from opencga_frames.sandbox.variants.alleles import Allele
    from opencga_frames.sandbox.variants.store import Variant

__all__ = ["PLACES", "place_test"]

#: Filters of which any may hold.
PLACES = ("id", "xref", "region", "gene")
_REGION = re.compile(r"(?P<chromosome>[^:]+)(?::(?P<start>[^-]*)(?:-(?P<end>.*))?)?")
_FAR = 2**31 - 1


def _position(text: str) -> int:
    if not re.fullmatch(r"\d+", text):
        raise Refusal(Java.NUMBER, f'For input string: "{text}"')
    return int(text)


class _PositionSpan:
    """A part of a chromosome."""

    def __init__(self, text: str) -> None:
        match = _REGION.fullmatch(text.strip())
        if match is None:
            raise Refusal(Java.ARGUMENT, f"Invalid region {text}")
        self.chromosome = chromosome_name(match["chromosome"])
        self.start = 0 if match["start"] is None else _position(match["start"])
        self.end = _position(match["end"]) if match["end"] else (self.start if match["start"] else _FAR)

    def holds(self, allele: Allele) -> bool:
        """Return whether a variant overlaps; an insertion is where it starts."""
        if self.end < self.start or allele.chromosome != self.chromosome:
            return False
        return allele.start <= self.end and max(allele.start, allele.end) >= self.start


def _named(strings: set[str]) -> Callable[[Variant], bool]:
    ids = {named_allele(text) or text for text in strings} | strings
    return lambda variant: variant.allele.id in ids or not ids.isdisjoint(variant.names)


def _in_genes(strings: set[str]) -> Callable[[Variant], bool]:
    """Return a test by symbol, gene id or transcript id."""
    genes = [
        gene for gene in gene_places().values() if not strings.isdisjoint((gene.symbol, gene.ensembl, gene.transcript))
    ]
    return lambda variant: any(gene.holds(variant.allele) for gene in genes)


def place_test(query: Mapping[str, str]) -> Callable[[Variant], bool] | None:
    """Return a test of the places a query names, None when it names none."""
    listed = {name: {part for part in query.get(name, "").split(",") if part} for name in PLACES}
    spans = [_PositionSpan(text) for text in listed["region"]]
    tests: list[Callable[[Variant], bool]] = []
    if spans:
        tests.append(lambda variant: any(span.holds(variant.allele) for span in spans))
    if listed["id"]:
        tests.append(_named(listed["id"]))
    if listed["xref"]:
        tests += [_named(listed["xref"]), _in_genes(listed["xref"])]
    if listed["gene"]:
        tests.append(_in_genes(listed["gene"]))
    return (lambda variant: any(test(variant) for test in tests)) if tests else None

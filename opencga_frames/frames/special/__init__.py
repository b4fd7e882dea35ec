"""The tables whose rows need code; ``special:`` in a table's description names one of these."""

from __future__ import annotations

from typing import Final

from opencga_frames.frames.special.acl import ACL
from opencga_frames.frames.special.annotations import ANNOTATIONS
from opencga_frames.frames.special.base import Special
from opencga_frames.frames.special.coverage import GENE_COVERAGE, WINDOWS
from opencga_frames.frames.special.facets import FACETS
from opencga_frames.frames.special.genotypes import GENOTYPES
from opencga_frames.frames.special.variables import VARIABLES

__all__ = ["SPECIALS", "Special"]

SPECIALS: Final = {
    "acl": ACL,
    "annotations": ANNOTATIONS,
    "facets": FACETS,
    "gene_coverage": GENE_COVERAGE,
    "genotypes": GENOTYPES,
    "variables": VARIABLES,
    "windows": WINDOWS,
}

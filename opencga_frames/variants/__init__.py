"""Variants the way analysts hold them: matrices, walks over long and wide answers."""

from opencga_frames.variants.fetch import (
    TableOptions,
    fetch_genotype_matrix,
    fetch_genotypes,
    fetch_variants,
    walk_variants,
)
from opencga_frames.variants.matrix.builder import GenotypeMatrixBuilder, genotype_matrix
from opencga_frames.variants.matrix.sparse import SparseGenotypes
from opencga_frames.variants.walk.region import Region
from opencga_frames.variants.walk.walk import VariantWalk

__all__ = [
    "GenotypeMatrixBuilder",
    "Region",
    "SparseGenotypes",
    "TableOptions",
    "VariantWalk",
    "fetch_genotype_matrix",
    "fetch_genotypes",
    "fetch_variants",
    "genotype_matrix",
    "walk_variants",
]

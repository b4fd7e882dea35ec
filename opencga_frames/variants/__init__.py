"""Variants the way analysts hold them: matrices, walks over long and wide answers, the review of a case."""

from opencga_frames.variants.case import case_review
from opencga_frames.variants.fetch import fetch_genotype_matrix, fetch_genotypes, fetch_variants, walk_variants
from opencga_frames.variants.matrix import GenotypeMatrixBuilder, genotype_matrix
from opencga_frames.variants.region import Region
from opencga_frames.variants.sparse import SparseGenotypes
from opencga_frames.variants.walk import VariantWalk

__all__ = [
    "GenotypeMatrixBuilder",
    "Region",
    "SparseGenotypes",
    "VariantWalk",
    "case_review",
    "fetch_genotype_matrix",
    "fetch_genotypes",
    "fetch_variants",
    "genotype_matrix",
    "walk_variants",
]

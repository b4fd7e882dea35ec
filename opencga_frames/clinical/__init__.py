"""Clinical cases: the review of their findings, and pedigrees of their families."""

from opencga_frames.clinical.case_review import case_review
from opencga_frames.clinical.pedigree import pedigree, pedigree_graph, to_ped

__all__ = ["case_review", "pedigree", "pedigree_graph", "to_ped"]

"""Plots of cohorts, families, variants, files and jobs; each takes a frame and returns the Axes it drew on."""

from opencga_frames.plots.cohort import ages, cohort, composition, phenotypes
from opencga_frames.plots.completeness import completeness
from opencga_frames.plots.overview import files, jobs
from opencga_frames.plots.pedigree import pedigree
from opencga_frames.plots.quality import sample_quality
from opencga_frames.plots.variants import allele_frequencies, chromosomes, consequences

__all__ = [
    "ages",
    "allele_frequencies",
    "chromosomes",
    "cohort",
    "completeness",
    "composition",
    "consequences",
    "files",
    "jobs",
    "pedigree",
    "phenotypes",
    "sample_quality",
]


def __dir__() -> list[str]:
    return sorted(__all__)

"""Plots of variants show where they are, how frequent, and what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from opencga_frames import plots
from opencga_frames.errors import UsageError

if TYPE_CHECKING:
    from opencga_frames.study import Study


def test_chromosomes_count_variants_per_bin_in_natural_order() -> None:
    frame = pd.DataFrame({"chromosome": ["10", "X", "2", "2", "MT"], "start": [1, 5, 1_500_000, 1_700_000, 1]})
    ax = plots.chromosomes(frame)
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["2", "10", "X", "MT"]
    grid = np.ma.filled(ax.images[0].get_array(), 0)
    assert grid.tolist() == [[0, 2], [1, 0], [1, 0], [1, 0]]
    assert ax.get_xlabel() == "position in Mb"


def test_chromosomes_of_a_study_hold_every_variant(study: Study) -> None:
    variants = study.variants("1")
    grid = np.ma.filled(plots.chromosomes(variants, bin_size=10_000_000).images[0].get_array(), 0)
    assert grid.sum() == len(variants) > 0


def test_a_bin_of_no_bases_is_refused() -> None:
    with pytest.raises(UsageError, match="got bin_size=0; expected a number of bases"):
        plots.chromosomes(pd.DataFrame({"chromosome": ["1"], "start": [1]}), bin_size=0)


def test_spectrum_has_a_line_per_population_and_says_what_was_left_out() -> None:
    frame = pd.DataFrame({"population": ["A", "A", "B", "B"], "alt_allele_freq": [0.05, 0.95, 0.0, 0.5]})
    ax = plots.allele_frequencies(frame, bins=2)
    heights = {patch.get_label(): patch.get_data()[0].tolist() for patch in ax.patches}
    assert heights == {"A": [1, 1], "B": [0, 1]}
    assert [text.get_text() for text in ax.texts] == ["Left out: 1 rows with frequency 0 or without one."]


def test_a_folded_spectrum_counts_the_rarer_allele() -> None:
    frame = pd.DataFrame({"cohort_id": ["ALL", "ALL"], "alt_allele_freq": [0.05, 0.95]})
    (patch,) = plots.allele_frequencies(frame, bins=5, folded=True).patches
    assert patch.get_data()[0].tolist() == [2, 0, 0, 0, 0]


def test_a_consequence_counts_once_per_variant_whatever_the_transcripts() -> None:
    frame = pd.DataFrame(
        {"variant_id": ["v", "v", "w"], "so_terms": [("missense_variant",), ("missense_variant",), ("stop_gained",)]}
    )
    ax = plots.consequences(frame)
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["missense_variant", "stop_gained"]
    assert [text.get_text() for text in ax.texts] == ["1 (50%)", "1 (50%)"]


def test_consequences_of_the_table_and_of_the_variants_agree(study: Study) -> None:
    by_transcript = plots.consequences(study.variants("1", table="variant_consequences"))
    by_variant = plots.consequences(study.variants("1"))
    assert [bar.get_width() for bar in by_transcript.patches] == [bar.get_width() for bar in by_variant.patches]

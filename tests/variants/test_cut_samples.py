"""Variants with only some of their samples say so when they become a table."""

from __future__ import annotations

import json
from typing import Any

import pytest

from opencga_frames.errors import OpenCGAWarning
from opencga_frames.response import RestResponse


def answer(**attributes: Any) -> RestResponse:
    entry = {"studyId": "o@p:s", "sampleDataKeys": ["GT"], "samples": [{"sampleId": "S1", "data": ["0/1"]}]}
    block = {"results": [{"id": "1:5:A:G", "studies": [entry]}], "numResults": 1, "attributes": attributes}
    return RestResponse.from_json(json.dumps({"responses": [block]}), entity="variant")


def test_samples_cut_by_the_server_are_noticed() -> None:
    with pytest.warns(OpenCGAWarning, match="Only 1 of 40 samples"):
        frame = answer(numSamples=1, numTotalSamples=40).frame("variant_genotypes")
    assert frame["sample_id"].tolist() == ["S1"]


@pytest.mark.parametrize("attributes", [{}, {"numSamples": 1, "numTotalSamples": 1}, {"numSamples": None}])
def test_whole_answers_are_quiet(attributes: dict[str, Any]) -> None:
    assert len(answer(**attributes).frame("variant_genotypes")) == 1


@pytest.mark.parametrize("told", [True, False, None])
def test_an_estimated_number_of_matches_is_told(told: bool | None) -> None:
    assert answer(approximateCount=told).is_approximate is (told is True)

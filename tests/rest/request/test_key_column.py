"""A frame stands for its key column, or is refused."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pytest

from opencga_frames.errors import UsageError
from opencga_frames.rest.catalogue import load_resource
from opencga_frames.rest.request.build import build_request

FRAME = pd.DataFrame({"study": ["s", "s", "s"], "sample_id": ["S2", "S1", "S2"], "individual_id": ["I1", "I1", "I2"]})
ENDPOINTS = load_resource("samples").endpoints


def query(**arguments: object) -> dict[str, str]:
    return dict(build_request(ENDPOINTS["search"], arguments).query)


@pytest.mark.parametrize("frame", [FRAME, pl.DataFrame(FRAME.to_dict("list"))], ids=["pandas", "polars"])
def test_ids_of_a_path_come_from_the_column_of_the_entity(frame: object) -> None:
    assert build_request(ENDPOINTS["info"], {"samples": frame}).path == "samples/S2,S1/info"


def test_a_filter_takes_the_column_of_its_name() -> None:
    assert query(individual_id=FRAME)["individualId"] == "I1,I2"


def test_id_takes_the_key_of_the_frames_own_table() -> None:
    frame = FRAME.copy()
    frame.attrs["opencga_table"] = "samples"
    assert query(id=frame)["id"] == "S2,S1"


def test_a_single_column_is_the_one_whatever_its_name() -> None:
    assert query(id=pd.DataFrame({"mine": ["a", "b"]}))["id"] == "a,b"


def test_a_frame_without_such_a_column_is_refused() -> None:
    with pytest.raises(UsageError, match="without a column cohort_ids"):
        query(cohort_ids=FRAME)

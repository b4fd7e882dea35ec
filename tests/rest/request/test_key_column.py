"""A frame stands for its key column, or is refused."""

from __future__ import annotations

import sys
from types import ModuleType

import pandas as pd
import polars as pl
import pytest

from opencga_frames.errors import UsageError
from opencga_frames.frames.schema.registry import entity_of
from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.request.build import build_request
from opencga_frames.rest.request.key_column import without_frame

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


def test_a_library_that_another_thread_is_importing_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", ModuleType("pandas"))
    monkeypatch.setitem(sys.modules, "polars", ModuleType("polars"))
    parameter = load_resource("samples").endpoints["search"].parameter("id")
    assert without_frame(parameter, ["S1", "S2"]) == ["S1", "S2"]


def test_a_frame_of_any_entity_stands_for_its_ids() -> None:
    """Every endpoint that takes ids of its own rows, in the path or as a filter."""
    tried = set()
    for name in resource_names():
        for endpoint in load_resource(name).endpoints.values():
            ids = endpoint.ids_parameter if endpoint.name.startswith("info") else None
            takes = ids or (endpoint.parameter("id") if endpoint.name == "search" and endpoint.takes("id") else None)
            if endpoint.table is None or endpoint.until or takes is None:
                continue
            entity = entity_of(endpoint.table)
            table = entity.tables[entity.main]
            frame = pd.DataFrame({column: [f"the {column}"] for column in table.names})
            frame.attrs["opencga_table"] = table.name
            key = f"{entity.name}_id" if f"{entity.name}_id" in table.names else table.key[-1]
            assert without_frame(takes, frame) == [f"the {key}"], endpoint.label
            tried.add(table.name)
    assert len(tried) == 13

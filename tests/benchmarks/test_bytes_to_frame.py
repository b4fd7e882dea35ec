"""The benchmark runs, on very few documents, and its documents are of the described kind only."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parent / "bytes_to_frame.py"


@pytest.fixture(scope="module")
def script() -> Any:
    spec = importlib.util.spec_from_file_location("bytes_to_frame", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_it_prints_a_ratio_for_every_way(script: Any, capsys: pytest.CaptureFixture[str]) -> None:
    script.main(["--documents", "10", "--rounds", "1", "--together"])
    lines = capsys.readouterr().out.splitlines()
    for way in (
        "main frame, all columns",
        "sample_annotations, Arrow",
        "all tables, frames",
        "pyopencga to_data_frame",
    ):
        assert any(line.startswith(way) for line in lines), way


def test_documents_are_as_described_and_as_large_as_real_ones(script: Any) -> None:
    from opencga_frames.frames.catalogue import load_entity
    from opencga_frames.frames.conversion import Conversion

    entity = load_entity("sample")
    pages = script.pages_of(200)
    collector = Conversion(entity).arrow(pages, list(entity.tables), core=False)
    assert collector.problems.counts == {}
    assert all(collector.table(name).num_rows for name in entity.tables if name != "sample_signatures")
    assert 2_200 < sum(map(len, pages)) / 200 < 2_600
    assert json.loads(script.pages_of(3)[0]) == json.loads(script.pages_of(3)[0])

"""The benchmark runs, on very few documents, and its documents are of the described kind only."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(FOLDER))
    return importlib.import_module("bytes_to_frame")


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
    from opencga_frames.frames.conversion import Conversion
    from opencga_frames.frames.schema.registry import load_entity

    entity = load_entity("sample")
    pages = script.pages_of("samples", 200)
    collector = Conversion(entity).arrow(pages, list(entity.tables), core=False)
    assert collector.problems.counts == {}
    without = {name for name in entity.tables if not collector.table(name).num_rows}
    assert without == {
        "sample_hr_detects",
        "sample_qc_comments",
        "sample_signature_counts",
        "sample_signature_fittings",
        "sample_signatures",
    }
    assert 2_200 < sum(map(len, pages)) / 200 < 2_600
    assert json.loads(script.pages_of("samples", 3)[0]) == json.loads(script.pages_of("samples", 3)[0])

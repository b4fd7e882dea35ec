"""The benchmark of joins runs, on very few rows, and every way finds the same."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parent / "joins.py"


@pytest.fixture(scope="module")
def script() -> Any:
    spec = importlib.util.spec_from_file_location("joins_benchmark", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_every_way_makes_a_row_for_each_membership(script: Any, capsys: pytest.CaptureFixture[str]) -> None:
    script.main(["--samples", "40", "--rounds", "1", "--together"])
    lines = capsys.readouterr().out.splitlines()
    for way in script.WAYS:
        line = next(text for text in lines if text.startswith(f"{way:32}"))
        assert line.split()[-1] == "120", way


def test_the_join_finds_what_a_merge_finds(script: Any) -> None:
    results = []
    for way in (script.UNIT, script.OURS[0]):
        prepare, run = script.WAYS[way]
        joined = run(**{name: prepare(table) for name, table in script.tables_of(500).items()})
        columns = ["sample_id", "individual_id", "cohort_id"]
        results.append(sorted(joined[columns].astype(str).itertuples(index=False, name=None)))
    assert results[0] == results[1]

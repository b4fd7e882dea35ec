"""Every test of this folder names exchanges with a real server that show what it expects."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

HERE = Path(__file__).resolve().parent


def test_every_test_names_exchanges_that_were_recorded(request: pytest.FixtureRequest, traces: Path) -> None:
    with gzip.open(traces / "server-5.0.0.jsonl.gz", "rt", encoding="utf-8") as lines:
        recorded = {json.loads(line)["name"] for line in lines}
    items = [item for item in request.session.items if HERE in item.path.parents and item is not request.node]
    marks = {item.name: item.get_closest_marker("recorded") for item in items}
    assert [name for name, mark in marks.items() if mark is None] == []
    unknown = {name: set(mark.args) - recorded for name, mark in marks.items() if mark}
    assert {name: names for name, names in unknown.items() if names} == {}

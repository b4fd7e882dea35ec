"""Frames made from documents, as the package makes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.frames.catalogue import entity_of
from opencga_frames.frames.collect import Collector
from opencga_frames.frames.context import Context
from opencga_frames.frames.plan import choose_columns
from opencga_frames.frames.projection import EVERYTHING
from opencga_frames.frames.to_pandas import to_pandas

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd


@pytest.fixture(scope="session")
def frame() -> Callable[..., pd.DataFrame]:
    """Make a frame: ``frame("samples", {"id": "S1"}, study="a")``, with the columns of the default view."""

    def made(table: str, *documents: dict[str, Any], study: str = "a", backend: Any = "numpy_nullable") -> pd.DataFrame:
        entity = entity_of(table)
        columns = {table: choose_columns(entity.tables[table])}
        collector = Collector(entity, columns, Context(study=study, projection=EVERYTHING))
        collector.add(json.dumps(documents).encode())
        result = to_pandas(collector.table(table), dtype_backend=backend)
        result.attrs["opencga_table"] = table
        return result

    return made

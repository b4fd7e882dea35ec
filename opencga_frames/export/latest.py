"""The latest change among some entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.export.source import CHANGED
from opencga_frames.ground.limits import SERVER_DATE

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["latest_change"]


def latest_change(main: pa.Table) -> str:
    """Give the latest modification date of entries as the server writes it; empty for none."""
    import pyarrow.compute as pc

    if CHANGED not in main.column_names or not main.num_rows:
        return ""
    latest = pc.max(main[CHANGED]).as_py()
    return latest.strftime(SERVER_DATE) if latest else ""

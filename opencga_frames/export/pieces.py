"""How the rows of a call are cut into the parts of its tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec

from opencga_frames.export.latest import latest_change
from opencga_frames.ground.limits import MOST_BY_SKIP

if TYPE_CHECKING:
    from opencga_frames.export.source import ExportSource
    from opencga_frames.scan import Scan

__all__ = ["CutPlan", "Piece", "cut_plan", "is_for_ranges"]


class Piece(msgspec.Struct, frozen=True):
    """Rows of a scan.

    Attributes
    ----------
    arguments
        What the scan of these rows asks beside what the whole scan asks.
    skip, limit
        Rows before them, and their number.
    """

    arguments: dict[str, Any]
    skip: int = 0
    limit: int | None = None

    def of(self, scan: Scan) -> Scan:
        """Give the scan of these rows."""
        return replace(scan, arguments={**scan.arguments, **self.arguments}).piece(self.skip, self.limit)


class CutPlan(msgspec.Struct, frozen=True):
    """All pieces of a call, and the latest modification date before any of them was read."""

    pieces: list[Piece]
    mark: str


def is_for_ranges(source: ExportSource, total: int) -> bool:
    """Tell whether there are so many rows that skipping them costs the server more than counting ranges of dates."""
    options = source.scan.options
    return source.scan.endpoint.cut_key is not None and options.limit is None and total > MOST_BY_SKIP


def cut_plan(source: ExportSource, number: int) -> CutPlan:
    """Cut the rows of a call.

    Parameters
    ----------
    source
        The call.
    number
        Maximum number of pieces.
    """
    scan = source.scan
    pieces = []
    for part in scan.partitions(number):
        more = {name: value for name, value in part.arguments.items() if value != scan.arguments.get(name)}
        pieces.append(Piece(more, part.options.skip - scan.options.skip, part.options.limit))
    return CutPlan(pieces, _mark(source) if source.is_incremental else "")


def _mark(source: ExportSource) -> str:
    """Ask for the latest modification date."""
    scan = source.scan
    latest = {**scan.arguments, "sort": "modificationDate", "order": "DESC"}
    options = replace(scan.options, limit=1, progress=False)
    return latest_change(replace(scan, arguments=latest, options=options).arrow(source.main))

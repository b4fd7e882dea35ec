"""One study: its tables, their joins, its datasets, and what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opencga_frames.study.study import Study

__all__ = ["Study"]


def __getattr__(name: str) -> Any:
    """Import the study when it is first asked for: the layers below need its neighbours only."""
    if name != "Study":
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    from opencga_frames.study.study import Study

    return Study

"""What a page does not say about its documents, but the request does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from opencga_frames.frames.projection import Projection

__all__ = ["Context"]


@dataclass(frozen=True)
class Context:
    """What the request says about every document of a page.

    Attributes
    ----------
    study
        Study of the request, for the ``study`` column.
    projection
        What was asked for with include= or exclude=.
    keep_empty
        Keep empty texts instead of making them null.
    file
        File of the request, for answers that do not repeat it.
    """

    study: str | None
    projection: Projection
    keep_empty: bool = False
    file: str | None = None
    samples: Mapping[str, Sequence[str]] = field(default_factory=dict)

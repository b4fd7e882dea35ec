"""The tables whose rows need code; ``special:`` in a table's description names one of these."""

from __future__ import annotations

from typing import Final

from opencga_frames.frames.special.annotations import ANNOTATIONS
from opencga_frames.frames.special.kind import Special
from opencga_frames.frames.special.variables import VARIABLES

__all__ = ["SPECIALS", "Special"]

SPECIALS: Final = {
    "annotations": ANNOTATIONS,
    "variables": VARIABLES,
}

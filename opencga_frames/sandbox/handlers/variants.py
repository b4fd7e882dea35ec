"""``analysis/variant``: what a server without a storage for variants answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import find_study
from opencga_frames.sandbox.handlers.meta import NO_STORAGE
from opencga_frames.sandbox.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.answers import Result
    from opencga_frames.sandbox.call import Call
    from opencga_frames.sandbox.context import Context

__all__ = ["no_storage"]


def no_storage(context: Context, call: Call) -> Result:
    """Fail: no study of the sandbox has variants."""
    find_study(context.caller(), call.query.get("study"))
    raise Refusal(Java.ARGUMENT, NO_STORAGE)

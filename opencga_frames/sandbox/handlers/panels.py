"""``panels/import``: panels from public sources, which the sandbox does not reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.entities import kind_named
from opencga_frames.sandbox.handlers.create import check_write
from opencga_frames.sandbox.handlers.scope import entry_request
from opencga_frames.sandbox.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.answers import Result
    from opencga_frames.sandbox.call import Call
    from opencga_frames.sandbox.context import Context

__all__ = ["from_elsewhere"]


def from_elsewhere(context: Context, call: Call) -> Result:
    """Fail as a server does that cannot reach the source."""
    check_write(entry_request(kind_named("panels"), context, call))
    raise Refusal(Java.CATALOG, "Error downloading panels from PanelApp: panelapp.genomicsengland.co.uk")

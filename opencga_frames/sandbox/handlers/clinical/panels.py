"""``panels/import``: panels from public sources, which the sandbox does not reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.handlers.entries.create import check_write
from opencga_frames.sandbox.handlers.entries.scope import entry_request
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.answers import Result
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["from_elsewhere"]


def from_elsewhere(context: Context, call: Call) -> Result:
    """Fail as a server does that cannot reach the source."""
    check_write(entry_request(kind_named("panels"), context, call))
    raise Refusal(Java.CATALOG, "Error downloading panels from PanelApp: panelapp.genomicsengland.co.uk")

"""What a server yet to come has that nobody has heard of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.entities import kind_named, newer_facts
from opencga_frames.sandbox.handlers.entries.scope import entry_request
from opencga_frames.sandbox.kinds.registry import position_of
from opencga_frames.sandbox.wire.answers import Result
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["barcodes"]


def barcodes(context: Context, call: Call) -> Result:
    """Answer the barcodes of samples; servers of today have no such service."""
    if not context.server.since(newer_facts()["since"]):
        raise Refusal(Java.NOT_FOUND, "HTTP 404 Not Found", 404)
    request = entry_request(kind_named("samples"), context, call)
    template: str = newer_facts()["fields"]["samples"]["barcode"]
    rows = [template.format(id=key) for key in call.listed if position_of(request.kind, request.study, key) is not None]
    return Result(rows=rows, kind="java.lang.String", matches=len(rows))

"""``ga4gh``: services with answers of their own shape, as far as they are known; the rest the sandbox lacks."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import find_study
from opencga_frames.sandbox.handlers.storage.alignment import alignment_file
from opencga_frames.sandbox.wire.answers import Raw
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["beacon", "lacking", "reads_ticket", "variants"]

_LOG = logging.getLogger("opencga_frames.sandbox")


def lacking(_context: Context, call: Call) -> Raw:
    """Answer as a server without the service, and say in the log that the sandbox lacks it."""
    _LOG.warning("The sandbox lacks %s %s: it answers as a server without it.", call.method, "/".join(call.path))
    raise Refusal(Java.NOT_FOUND, "HTTP 404 Not Found", 404)


def beacon(context: Context, call: Call) -> Raw:
    """Refuse studies that are not there; what a beacon answers about others is not known."""
    caller = context.caller()
    for name in filter(None, call.query.get("beacon", "").split(",")):
        find_study(caller, name)
    return lacking(context, call)


def variants(context: Context, call: Call) -> Raw:
    """Refuse a search that names no reference; what another one is answered is not known."""
    if not call.fields.keys() & {"referenceName", "referenceId"}:
        return Raw(json.dumps({"error": "Required referenceName or referenceId"}, separators=(",", ":")).encode())
    return lacking(context, call)


def reads_ticket(context: Context, call: Call) -> Raw:
    """Answer where the bytes of an alignment file are; the ticket holds the token of the call, as the server's does."""
    study, file = call.captured["study"], call.captured["file"]
    form = alignment_file(context, study, file)
    host = call.headers.get("host", "sandbox.local")
    url = f"http://{host}{call.raw_path.partition('/ga4gh/')[0]}/utils/ranges/{file}?study={study}"
    ticket = {"format": form, "urls": [{"url": url, "headers": {"Authorization": f"Bearer {call.token}"}}]}
    return Raw(json.dumps({"htsget": ticket}).encode(), "text/plain")

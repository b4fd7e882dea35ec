"""``meta``: what the server says about itself, to anybody."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from opencga_frames.sandbox.api import categories, described_category, openapi
from opencga_frames.sandbox.catalog.entities import newer_facts
from opencga_frames.sandbox.wire.answers import Raw, Result
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["NO_STORAGE", "about", "api", "fail", "model", "open_api", "ping", "status"]

_NO_CATEGORY = 'Cannot invoke "java.lang.Class.getAnnotation(java.lang.Class)" because "<parameter1>" is null'
#: What a server says that has no storage for variants.
NO_STORAGE = "Unknown variant storage engine 'mongodb'"


def about(context: Context, _call: Call) -> Result:
    """Return name and version."""
    row = {
        "Program": "OpenCGA (OpenCB)",
        "Git commit": context.server.commit,
        "Description": "Big Data platform for processing and analysing NGS data",
        "Version": context.server.version,
        "Git branch": "HEAD",
    }
    return Result(rows=[row], kind=None, events=None, attributes=False)


def ping(_context: Context, _call: Call) -> Result:
    """Return ``pong``."""
    return Result(rows=["pong"], kind="java.lang.String", matches=1)


def status(context: Context, _call: Call) -> Result:
    """Return the health of the parts; a server without a storage for variants is not well."""
    if not context.catalog.storage:
        row = {"CatalogMongoDB": "OK", "Solr": "KO", "VariantStorage": "KO", "VariantStorageId": ""}
        event = {"type": "ERROR", "code": 0, "message": f"{NO_STORAGE}, unable to connect with solr, "}
        return Result(rows=[row], kind=None, events=None, top=[event], attributes=False, status=500)
    row = {"CatalogMongoDB": "OK", "Solr": "NA", "VariantStorage": "NA", "VariantStorageId": ""}
    return Result(rows=[row], kind=None, events=None, attributes=False)


def fail(_context: Context, _call: Call) -> Result:
    """Fail, as this service is meant to."""
    raise Refusal(Java.RUNTIME, "Do fail!")


def model(_context: Context, call: Call) -> Result:
    """Describe a class; the sandbox knows none."""
    name = call.query.get("model", "")
    return Result(rows=[f"{name} Invalid model parameter."], kind="java.lang.String", matches=1)


def api(context: Context, call: Call) -> Result | Raw:
    """Describe the endpoints by category; an unknown category is answered without envelope."""
    known = categories()
    wanted = [name for name in call.query.get("category", "").split(",") if name] or known
    for name in wanted:
        if name not in known and not context.server.since("3.0.0"):
            raise Refusal(Java.NULL, _NO_CATEGORY)
        if name not in known:
            text = f"Category '{name}' not found. Available categories: {','.join(known)}"
            return Raw(json.dumps({"error": text}, separators=(",", ":")).encode())
    newer = context.server.since(newer_facts()["since"])
    rows = [described_category(name, newer=newer_facts()["endpoints"] if newer else ()) for name in wanted]
    return Result(rows=[rows], kind="java.util.ArrayList", matches=1)


def open_api(context: Context, call: Call) -> Raw:
    """Describe the endpoints as a bare document of Swagger 2; without an address the server fails."""
    url = call.query.get("url")
    if url is None:
        raise Refusal(Java.NULL, 'Cannot invoke "String.length()" because "this.input" is null')
    return Raw(json.dumps(openapi(url, context.server.version)).encode())

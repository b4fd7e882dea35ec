"""Query parameters of a request, set and left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencga_frames.rest.wire.message import Request

__all__ = ["in_stable_order", "with_query", "without_query"]


def with_query(request: Request, values: dict[str, str]) -> Request:
    """Set query parameters of a request, in place of those of the same name."""
    kept = without_query(request, *values).query
    return replace(request, query=(*kept, *values.items()))


def without_query(request: Request, *names: str) -> Request:
    """Leave out query parameters of a request."""
    return replace(request, query=tuple(pair for pair in request.query if pair[0] not in names))


def in_stable_order(request: Request, sort_key: str | None) -> Request:
    """Ask for the rows in the order of a key, unless the caller asks for another or there is none."""
    if sort_key is None or any(name == "sort" for name, _ in request.query):
        return request
    return with_query(request, {"sort": sort_key, "order": "ASC"})

"""Addresses that are longer than a server takes: refused, or split where a filter is a list of names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from opencga_frames.errors import UsageError
from opencga_frames.ground.limits import MAX_URL_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from opencga_frames.rest.catalogue.endpoint import Endpoint
    from opencga_frames.rest.wire.message import Request

__all__ = ["Parts", "check_length", "split_filter", "url_bytes", "url_weight"]

#: What makes a filter more than a list of names; a quote keeps a comma inside one.
_OPERATORS: Final = frozenset('~!=<>;^"')


@dataclass(frozen=True, slots=True)
class Parts:
    """The requests of one search: the search itself, or parts of it.

    Attributes
    ----------
    requests
        In the order of the list that was split.
    overlap
        True when a row may come in several of them.
    """

    requests: Sequence[Request]
    overlap: bool = False


def split_filter(endpoint: Endpoint, request: Request) -> Parts:
    """Split a search whose list of names makes its address too long.

    Parameters
    ----------
    endpoint
        What is called.
    request
        The search as a whole.

    Returns
    -------
    Parts
        The search itself where it is short enough, or has no filter of plain names that can be split.

    Raises
    ------
    UsageError
        If the rows of the parts would have to be sorted as the caller wants them.
    """
    if url_bytes(request) <= MAX_URL_BYTES:
        return Parts([request])
    kinds = {p.wire: p.splits for p in endpoint.query_parameters if p.splits}
    found = [(name, value) for name, value in request.query if name in kinds and not _OPERATORS.intersection(value)]
    name, value = max(found, key=lambda pair: len(pair[1]), default=("", ""))
    room = MAX_URL_BYTES - url_bytes(request) + len(quote(value, safe=""))
    items = list(dict.fromkeys(value.split(",")))
    if not name or room < max(map(url_weight, items)):
        return Parts([request])
    _check_order(endpoint, request, name, len(items))
    return Parts([_with_value(request, name, ",".join(part)) for part in _fitting(items, room)], kinds[name] == "many")


def _check_order(endpoint: Endpoint, request: Request, name: str, size: int) -> None:
    """Refuse an order that holds within each part only; variants are in the order of the genome in any case."""
    sorts = any(p.wire == "sort" and p.type == "string" for p in endpoint.query_parameters)
    order = dict(request.query).get("sort") if sorts else None
    if order is not None:
        msg = (
            f"sort={order!r} got {size:,} values of {name!r}, more than one request takes, and the server cannot sort "
            "rows of several requests. Leave sort= out, and sort the frame."
        )
        raise UsageError(msg)


def _fitting(items: Sequence[str], room: int) -> Iterator[list[str]]:
    part: list[str] = []
    size = 0
    for item in items:
        if part and size + url_weight(item) > room:
            yield part
            part, size = [], 0
        part.append(item)
        size += url_weight(item)
    yield part


def _with_value(request: Request, name: str, value: str) -> Request:
    return replace(request, query=tuple((key, value if key == name else old) for key, old in request.query))


def check_length(endpoint: Endpoint, request: Request) -> None:
    """Check that the address of a request is one that a server takes.

    Parameters
    ----------
    endpoint
        What is called.
    request
        The request.

    Raises
    ------
    UsageError
        If it is too long; names the longest part.
    """
    size = url_bytes(request)
    if size <= MAX_URL_BYTES:
        return
    name, value = max(request.query, key=lambda pair: len(pair[1]), default=("path", request.path))
    known = next((p for p in endpoint.query_parameters if p.wire == name), None)
    joint = known.separator if known else ","
    splits = known is not None and known.splits and endpoint.paged
    advice = (
        "Only lists of plain names are split by themselves." if splits else "Give some of them in a call of their own."
    )
    msg = (
        f"The address of {endpoint.label} would have {size:,} bytes, more than the {MAX_URL_BYTES:,} a server takes. "
        f"The longest part is {known.name if known else name!r}, with {len(value):,} characters and "
        f"{value.count(joint) + 1:,} value(s). {advice}"
    )
    raise UsageError(msg)


def url_bytes(request: Request) -> int:
    """Length of path and query on the wire."""
    return len(request.path) + 1 + len(urlencode(request.query, safe="", quote_via=quote))


def url_weight(item: str) -> int:
    """Bytes of a name in a list, with an encoded comma."""
    return len(quote(item, safe="")) + 3

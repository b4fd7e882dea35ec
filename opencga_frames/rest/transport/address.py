"""Addresses: how a query is written, and where a redirect may lead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urljoin, urlsplit

if TYPE_CHECKING:
    from opencga_frames.rest.wire.message import Reply, Request

__all__ = ["encode_query", "redirect_target"]

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


def encode_query(query: tuple[tuple[str, str], ...]) -> str:
    """Encode names and values so that nothing in them can be taken for something else.

    Examples
    --------
    >>> encode_query((("phenotypes", "a&b=c d"),))
    'phenotypes=a%26b%3Dc%20d'
    """
    return "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in query)


def redirect_target(request: Request, url: str, reply: Reply) -> str | None:
    """Return where a GET may be sent again with its token: the same server, or the same host made safe.

    Other redirects are not followed at all: neither token nor body shall reach another host, and a page of
    another host is no answer of this one.
    """
    place = reply.headers.get("location")
    if request.method != "GET" or reply.status not in _REDIRECTS or not place:
        return None
    try:
        target = urljoin(url, place)
        old, new = urlsplit(url), urlsplit(target)
        same = (old.scheme, old.hostname, old.port) == (new.scheme, new.hostname, new.port)
        safer = (old.scheme, new.scheme) == ("http", "https") and old.hostname == new.hostname
        default_ports = old.port in {None, 80} and new.port in {None, 443}
    except ValueError:
        return None
    return target if same or (safer and default_ports) else None

"""Checks made before any handler runs, in the order of the real server.

Shape of the Authorization header, then ``limit``, ``skip`` and ``timeout``, then other numbers and words, then the
body. Who the caller is comes later, in the handlers.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from opencga_frames.ground.limits import MAX_PAGE_SIZE
from opencga_frames.sandbox.api import typed_parameters
from opencga_frames.sandbox.catalog.entities import read_facts
from opencga_frames.sandbox.wire.answers import Raw
from opencga_frames.sandbox.wire.jackson import malformed, nesting, unfinished
from opencga_frames.sandbox.wire.jetty_pages import request_failed_page
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["check_accept", "check_content_type", "check_paging", "check_types", "read_body", "read_token"]

_INTEGER = re.compile(r"[+-]?\d+")
_BIGGEST = 2**31 - 1
_BEARER = "Bearer "
#: Levels of a document the database keeps.
_MAX_NESTING = 100
#: Numbers that are read as text first: pages of a list, the release whose entries are wanted, samples of a variant.
_CHECKED_ELSEWHERE = frozenset({"limit", "skip", "snapshot", "sampleLimit", "sampleSkip"})


def _is_java_int(text: str) -> bool:
    return bool(_INTEGER.fullmatch(text)) and -_BIGGEST - 1 <= int(text) <= _BIGGEST


def check_accept(call: Call, media_type: str) -> None:
    """Refuse a call whose Accept header leaves no way to answer."""
    accept = call.headers.get("accept", "*/*")
    wanted = {part.partition(";")[0].strip() for part in accept.split(",")}
    family = media_type.partition("/")[0] + "/*"
    if not wanted & {media_type, family, "*/*", ""}:
        raise Refusal(Java.NOT_ACCEPTABLE, "HTTP 406 Not Acceptable", 406)


def check_content_type(call: Call, media_type: str) -> None:
    """Refuse a POST whose body is of another type than the endpoint takes."""
    if call.headers.get("content-type", "").partition(";")[0].strip().lower() != media_type:
        raise Refusal(Java.NOT_SUPPORTED, "HTTP 415 Unsupported Media Type", 415)


def read_token(call: Call) -> None:
    """Set the token of the call from the header, or from ``sid``."""
    header = call.headers.get("authorization", "").strip()
    if len(header) <= len(_BEARER):
        call.token = call.query.get("sid")
        return
    if not header.startswith(_BEARER):
        raise Refusal(Java.HEADER, "HTTP 400 Bad Request", 400)
    call.token = header[len(_BEARER) :]


def check_paging(call: Call) -> Raw | None:
    """Check the three numbers every call may have.

    Returns
    -------
    Raw or None
        The container's page for a value that is no number.
    """
    for name in ("limit", "skip", "timeout"):
        if name in call.query and not _is_java_int(call.query[name]):
            if not call.server.since("3.0.0"):
                return Raw(b"", status=500)
            return request_failed_page(call.raw_path, call.headers.get("accept", ""))
    limit = call.number("limit", 0)
    if limit > MAX_PAGE_SIZE:
        raise Refusal(Java.QUERY, f"'limit' value cannot be higher than '{MAX_PAGE_SIZE}'.", 404)
    if limit < 0:
        text = f"'limit' must be a positive value lower or equal to '{MAX_PAGE_SIZE}'."
        raise Refusal(Java.QUERY, text, 404)
    return None


@cache
def _enums() -> dict[str, str]:
    """Return the names of Java enums by their words."""
    return {" ".join(words): name for name, words in read_facts("enums.yml").items()}


def check_types(call: Call) -> None:
    """Refuse a word that is no constant of its parameter's enum, and text in place of a number."""
    for name, words in typed_parameters(call.method, call.path):
        text = call.query.get(name)
        if not text or name in _CHECKED_ELSEWHERE:
            continue
        if not words and not _INTEGER.fullmatch(text):
            raise Refusal(Java.QUERY, f'java.lang.NumberFormatException: For input string: "{text}"', 404)
        if words and text not in words.split():
            java = _enums().get(words, "Enum")
            raise Refusal(Java.QUERY, f"java.lang.IllegalArgumentException: No enum constant {java}.{text}", 404)


def _read_deep(call: Call) -> Raw | None:
    """Answer a body of more levels than the database keeps: one that is no object is refused as any other."""
    if call.body.lstrip().startswith(b"["):
        call.data = []
        return None
    if nesting(call.body)[1]:
        raise unfinished(call.body)
    return request_failed_page(call.raw_path, call.headers.get("accept", ""))


def read_body(call: Call) -> Raw | None:
    """Decode the JSON body of a POST; an empty one counts as null.

    Returns
    -------
    Raw or None
        The container's page for a body nested deeper than the server can follow.
    """
    if not call.body.strip():
        return None
    if nesting(call.body)[0] > _MAX_NESTING:
        return _read_deep(call)
    try:
        call.data = msgspec.json.decode(call.body)
    except (ValueError, msgspec.DecodeError):  # a ValueError since msgspec 0.20
        raise malformed(call.body) from None
    return None

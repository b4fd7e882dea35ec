"""Recognises what kind of content an answer has when it is not an envelope."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from opencga_frames.ground.damaged import readable
from opencga_frames.rest.wire.envelope import Page, ResultBlock, without_secrets
from opencga_frames.rest.wire.rows import count_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opencga_frames.rest.wire.message import Reply

__all__ = ["ENVELOPE", "Content", "ContentKind", "carried", "content_page", "read_content"]

ContentKind = Literal["envelope", "json", "text", "binary"]


@dataclass(frozen=True, slots=True)
class Content:
    """The body of an answer that is not an envelope.

    Attributes
    ----------
    kind
        ``"json"``, ``"text"``, ``"binary"``; ``"envelope"`` when the rows hold everything.
    body
        The bytes as they came; empty for an envelope.
    media_type
        Media type the server gave.
    """

    kind: ContentKind = "envelope"
    body: bytes = field(default=b"", repr=False)
    media_type: str = ""

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle without the tokens that tickets for other services hold."""
        body = self.body if self.kind == "binary" else without_secrets(self.body)
        return type(self), (self.kind, body, self.media_type)

    def __copy__(self) -> Content:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Content:
        return self


ENVELOPE = Content()


def read_content(reply: Reply, *, json: bool = False) -> Content:
    """Sort a reply without an envelope by its media type, and by its first bytes where that says JSON.

    Parameters
    ----------
    reply
        A reply that :func:`~opencga_frames.rest.wire.envelope.read_page` could not read.
    json
        True where JSON was expected, under whatever media type it comes.

    Returns
    -------
    Content
        ``meta/ping`` of older servers says JSON and sends text: that is text.
    """
    media_type = reply.media_type
    if json and _is_json(reply.body):
        kind: ContentKind = "json"
    elif media_type.startswith("text/"):
        kind = "text"
    elif media_type in ("", "application/json") or media_type.endswith("+json"):
        body = readable(reply.body)
        if _is_json(body):
            return Content("json", body, media_type)
        kind = "text"
    else:
        kind = "binary"
    return Content(kind, reply.body, media_type)


def content_page(content: Content) -> Page:
    """Present bare JSON as a page: a list is its rows, an object is one row; other content has no rows."""
    if content.kind != "json":
        return Page()
    text = content.body.strip()
    rows = text if text.startswith(b"[") else b"[" + text + b"]"
    return Page(blocks=(ResultBlock(rows=rows, num_results=count_rows(rows)),))


def carried(rows: Iterable[Any], how: Literal["text", "base64"]) -> bytes:
    """Take the content of a file out of rows that carry it.

    Parameters
    ----------
    rows
        Documents with the field ``content``.
    how
        As plain text, or in base 64.
    """
    contents = [row.get("content") for row in rows if isinstance(row, dict)]
    parts = [text.encode() for text in contents if isinstance(text, str)]
    return b"".join(map(base64.b64decode, parts) if how == "base64" else parts)


def _is_json(body: bytes) -> bool:
    try:
        msgspec.json.decode(body)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return False
    return True

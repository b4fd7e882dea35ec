"""Answers without the secrets of the client, which servers and proxies repeat in their messages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from opencga_frames.ground.secret import Mask
    from opencga_frames.rest.wire.envelope import Event, Page
    from opencga_frames.rest.wire.message import Reply

__all__ = ["masked_page", "masked_reply"]


def masked_page(page: Page, hide: Mask, *, rows: bool = False) -> Page:
    """Mask secrets in what the server says: its events and the parameters it repeats.

    Parameters
    ----------
    page
        An answer.
    hide
        Masks the secrets that are known.
    rows
        True for an answer that reports a failure: long secrets are masked in its rows as well.
    """
    blocks = page.blocks
    if rows or any(block.events for block in blocks):
        blocks = tuple(
            replace(block, events=_masked(block.events, hide)).with_rows(
                _rows(block.rows, hide) if rows else block.rows
            )
            for block in blocks
        )
    params = {name: hide.known(value) if isinstance(value, str) else value for name, value in page.params.items()}
    return replace(page, blocks=blocks, events=_masked(page.events, hide), params=params)


def _masked(events: tuple[Event, ...], hide: Mask) -> tuple[Event, ...]:
    return tuple(
        msgspec.structs.replace(event, id=hide(event.id), name=hide(event.name), message=hide(event.message))
        for event in events
    )


def _rows(rows: bytes, hide: Mask) -> bytes:
    """Mask secrets in rows; without any the bytes stay as they are."""
    try:
        found = msgspec.json.decode(rows)
        masked = hide.values(found)
        return rows if masked == found else msgspec.json.encode(masked)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return b"[]"  # nobody could read them


def masked_reply(reply: Reply, hide: Mask, most: int) -> Reply:
    """Mask secrets in what is no envelope: the first bytes of its body, and where it redirects to.

    Parameters
    ----------
    reply
        An answer.
    hide
        Masks the secrets that are known.
    most
        Bytes that are ever shown.
    """
    body = hide.known(reply.body[:most].decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    headers = {name: hide(value) if name == "location" else value for name, value in reply.headers.items()}
    return replace(reply, body=body if len(reply.body) <= most else body + reply.body[most:], headers=headers)

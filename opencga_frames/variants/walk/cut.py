"""Cuts answers to the variants that start inside a chunk, without parsing more of them than that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec

from opencga_frames.errors import DecodeError
from opencga_frames.rest.answer.extent import Extent
from opencga_frames.rest.wire.rows import join_rows, split_rows

if TYPE_CHECKING:
    from opencga_frames.response import RestResponse
    from opencga_frames.rest.wire.envelope import Page
    from opencga_frames.variants.walk.region import Chunk

__all__ = ["kept_rows"]


class _Head(msgspec.Struct):
    start: int
    id: str | None = None
    chromosome: str = ""
    end: int = 0
    reference: str = ""
    alternate: str = ""

    @property
    def key(self) -> str:
        """What distinguishes variants; servers leave out the id in some answers."""
        return self.id or f"{self.chromosome}:{self.start}-{self.end}:{self.reference}:{self.alternate}"


_HEADS = msgspec.json.Decoder(list[_Head])


def kept_rows(answer: RestResponse, chunk: Chunk) -> tuple[RestResponse, list[str]]:
    """Keep the variants that belong to a chunk.

    Returns
    -------
    answer
        With the rows that are left.
    keys
        What names each of them.

    Raises
    ------
    DecodeError
        When rows have no start position.
    """
    keys: list[str] = []
    pages = [_kept(page, chunk, keys) for page in answer.pages]
    extent = Extent(kind="pages", total=len(keys))
    return type(answer)(pages, answer.call_record, extent, entity=answer.entity), keys


def _kept(page: Page, chunk: Chunk, keys: list[str]) -> Page:
    blocks: list[Any] = []
    for block in page.blocks:
        heads = _heads(block.rows)
        inside = [chunk.holds(head.start) for head in heads]
        keys.extend(head.key for head, kept in zip(heads, inside, strict=True) if kept)
        if all(inside):
            blocks.append(replace(block, num_matches=len(heads)))
            continue
        rows = [row for row, kept in zip(split_rows(block.rows), inside, strict=True) if kept]
        blocks.append(replace(block, num_results=len(rows), num_matches=len(rows)).with_rows(join_rows(rows)))
    return replace(page, blocks=tuple(blocks))


def _heads(rows: bytes) -> list[_Head]:
    try:
        return _HEADS.decode(rows)
    except msgspec.ValidationError as error:
        msg = f"A walk over variants needs the start of each ({error}). Keep the field start in include and exclude."
        raise DecodeError(msg) from error

"""Counts, names and cuts rows that are still the bytes of a JSON array."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec

from opencga_frames.errors import UnreadableAnswerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from opencga_frames.rest.wire.envelope import Page, ResultBlock

__all__ = [
    "check_number", "count_rows", "cut_page", "drop_rows", "join_rows", "page_rows", "pick_rows", "row_keys",
    "split_rows", "without_body",
]  # fmt: skip


class _Key(msgspec.Struct):
    uuid: Any = None
    id: Any = None
    version: Any = None


_SPLIT = msgspec.json.Decoder(list[msgspec.Raw])
_KEYS = msgspec.json.Decoder(list[_Key])


def split_rows(rows: bytes) -> list[msgspec.Raw]:
    """Cut a JSON array into its elements, none of them parsed."""
    return _SPLIT.decode(rows)


def join_rows(elements: Iterable[bytes | msgspec.Raw]) -> bytes:
    """Join elements into one JSON array."""
    return b"[" + b",".join(bytes(element) for element in elements) + b"]"


def count_rows(rows: bytes) -> int:
    """Count the elements of a JSON array."""
    return 0 if rows == b"[]" else len(split_rows(rows))


def page_rows(page: Page) -> int:
    """Count the rows of a page as they arrived, whatever the server says their number is."""
    return sum(count_rows(block.rows) for block in page.blocks)


def check_number(page: Page, path: str) -> None:
    """Check that as many rows arrived as the server says it sent.

    Parameters
    ----------
    page
        A page as it arrived, before any of its rows is left out.
    path
        What was asked, for the error.

    Raises
    ------
    UnreadableAnswerError
        If the numbers differ.
    """
    for block in page.blocks:
        rows = count_rows(block.rows)
        if block.num_results >= 0 and block.num_results != rows:
            msg = (
                f"The answer to {path} says that it holds {block.num_results:,} rows but holds {rows:,}. It was "
                "damaged on its way, perhaps by a proxy. Repeat the call."
            )
            raise UnreadableAnswerError(msg, path=path)


def row_keys(page: Page, *, by_id: bool, versions: bool) -> list[int | None]:
    """Name every row of a page by a number that two different rows do not share.

    Parameters
    ----------
    page
        A page whose rows are objects.
    by_id
        True when ``id`` alone identifies rows; otherwise only ``uuid`` is trusted.
    versions
        True when one entry may come in several versions.

    Returns
    -------
    list of int or None
        One hash per row (memory stays small over long walks); None for a row that cannot be named.
    """
    keys: list[int | None] = []
    for block in page.blocks:
        try:
            rows = _KEYS.decode(block.rows)
        except msgspec.ValidationError:
            keys.extend([None] * count_rows(block.rows))
        else:
            keys.extend(_key(row, by_id=by_id, versions=versions) for row in rows)
    return keys


def _key(row: _Key, *, by_id: bool, versions: bool) -> int | None:
    name = row.uuid or (row.id if by_id else None)
    if not isinstance(name, str) or not name:
        return None
    if not versions:
        return hash(name)
    # A version that was not included in the answer is written as 0.
    return hash((name, row.version)) if isinstance(row.version, int) and row.version > 0 else None


def cut_page(page: Page, most: int) -> Page:
    """Keep the first rows of a page."""
    blocks: list[ResultBlock] = []
    for block in page.blocks:
        rows = split_rows(block.rows)
        if len(rows) > most:
            kept = rows[:most]
            blocks.append(replace(block, rows=join_rows(kept), num_results=len(kept)))
        else:
            blocks.append(block)
        most = max(0, most - len(rows))
    return replace(page, blocks=tuple(blocks))


def drop_rows(page: Page, number: int) -> Page:
    """Leave out the first rows of a page."""
    blocks: list[ResultBlock] = []
    for block in page.blocks:
        rows = split_rows(block.rows)
        kept = rows[number:]
        same = len(kept) == len(rows)
        blocks.append(block if same else replace(block, rows=join_rows(kept), num_results=len(kept)))
        number = max(0, number - len(rows))
    return replace(page, blocks=tuple(blocks))


def pick_rows(page: Page, picked: Sequence[bool]) -> Page:
    """Keep some rows of a page.

    Parameters
    ----------
    page
        A page.
    picked
        One boolean for each of its rows, True to keep the row.
    """
    if all(picked):
        return page
    blocks: list[ResultBlock] = []
    choices = iter(picked)
    for block in page.blocks:
        kept = [row for row, choice in zip(split_rows(block.rows), choices, strict=False) if choice]
        blocks.append(replace(block, rows=join_rows(kept), num_results=len(kept)))
    return replace(page, blocks=tuple(blocks))


def without_body(page: Page) -> Page:
    """Drop the bytes of the whole answer; the rows stay in the blocks."""
    return replace(page, body=b"")

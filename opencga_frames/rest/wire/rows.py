"""Counts and cuts rows that are still the bytes of a JSON array."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import msgspec

from opencga_frames.errors import UnreadableAnswerError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opencga_frames.rest.wire.envelope import Page, ResultBlock

__all__ = ["check_number", "count_rows", "cut_rows", "join_rows", "page_rows", "rows_only", "split_rows"]


_SPLIT = msgspec.json.Decoder(list[msgspec.Raw])
_ONE = msgspec.json.Decoder(msgspec.Raw)
_BLANK: Final = b" \t\r\n"
#: Objects of the last row that are looked at before all rows are split.
_MOST_LOOKS: Final = 1_000


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
    return sum(map(_number, page.blocks))


def _number(block: ResultBlock) -> int:
    return count_rows(block.rows) if block.names is None else len(block.names)


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
        rows = _number(block)
        if block.num_results >= 0 and block.num_results != rows:
            msg = (
                f"The answer to {path} says that it holds {block.num_results:,} rows but holds {rows:,}. It was "
                "damaged on its way, perhaps by a proxy. Repeat the call."
            )
            raise UnreadableAnswerError(msg, path=path)


def cut_rows(rows: bytes, part: slice, number: int) -> bytes:
    """Keep some rows of a JSON array.

    Parameters
    ----------
    rows
        The array.
    part
        Rows to keep, with both ends.
    number
        Rows that there are.
    """
    if (part.start, part.stop) == (0, number):
        return rows
    if (part.start, part.stop) == (0, number - 1):
        shorter = _without_last(rows)
        if shorter is not None:
            return shorter
    return join_rows(split_rows(rows)[part])


def _without_last(rows: bytes) -> bytes | None:
    """Leave out the last row, found from the end, so that the others are not read; None where it is no object.

    What begins at an opening brace and is one whole object up to the end of the array is the last row: an object inside
    it is followed by more, and from a brace inside a string on, the closing brace of the row would be in a string.
    """
    end = len(rows.rstrip(_BLANK)) - 1
    start = end
    for _ in range(_MOST_LOOKS):
        start = rows.rfind(b"{", 0, start)
        if start < 0:
            return None
        try:
            _ONE.decode(rows[start:end])
        except msgspec.DecodeError:
            continue
        while rows[start - 1] in _BLANK:
            start -= 1
        # One copy: a page has some megabytes.
        return b"".join((memoryview(rows)[: start - 1], b"]")) if rows[start - 1 : start] == b"," else None
    return None


def rows_only(page: Page) -> Page:
    """Drop the bytes of the whole answer and the names of its rows; the rows stay in the blocks."""
    return replace(page, body=b"", blocks=tuple(block.bare() for block in page.blocks))

"""Rows as lines of plain text, for :meth:`~opencga_frames.rest.answer.answer.Answer.print_results`."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager

__all__ = ["opened", "row_lines"]


def row_lines(rows: Sequence[Any], fields: str | Sequence[str] | None, separator: str) -> list[str]:
    """Write one line per row under a line with the names, which begins with ``#``."""
    names = fields.split(",") if isinstance(fields, str) else list(fields or _keys(rows))
    if not names:
        return [str(row) for row in rows]
    body = (separator.join(_cell(row, name.split(".")) for name in names) for row in rows)
    return [f"#{separator.join(names)}", *body]


def _keys(rows: Sequence[Any]) -> Iterable[str]:
    return rows[0] if rows and isinstance(rows[0], dict) else ()


def _cell(value: Any, path: Sequence[str]) -> str:
    """Write what lies under a dotted name: ``.`` for nothing, short lists of plain values with commas."""
    for place, name in enumerate(path):
        if isinstance(value, list):
            return ",".join(_cell(item, path[place:]) for item in value) or "."
        value = _get(value, name)
        if value is None:
            return "."
    if isinstance(value, (list, dict)) and (not value or any(isinstance(v, (list, dict)) for v in value)):
        return f"{len(value)} items"
    return ",".join(map(str, value)) if isinstance(value, (list, dict)) else str(value)


def _get(value: Any, name: str) -> Any:
    mapping: Mapping[str, Any] = value if isinstance(value, dict) else {}
    return mapping.get(name)


def opened(outfile: str | os.PathLike[str] | TextIO | None) -> AbstractContextManager[TextIO]:
    """Open a path for writing; a stream of the caller's own is used as it is and stays open."""
    if outfile is None:
        return nullcontext(sys.stdout)
    if isinstance(outfile, (str, os.PathLike)):
        return Path(outfile).open("w", encoding="utf-8")
    return nullcontext(outfile)

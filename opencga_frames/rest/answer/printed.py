"""Rows as lines of plain text, for :meth:`~opencga_frames.rest.answer.answer.Answer.print_results`."""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

from opencga_frames.errors import StorageError
from opencga_frames.ground.paths import local_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

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


@contextmanager
def opened(outfile: str | os.PathLike[str] | TextIO | None) -> Iterator[TextIO]:
    """Open a path for writing, which gets its name when all is written; a stream of the caller's own stays open.

    Raises
    ------
    StorageError
        For what is neither a path nor a stream.
    """
    if outfile is None:
        yield sys.stdout
    elif isinstance(outfile, (str, os.PathLike)):
        with _file(local_path(outfile)) as stream:
            yield stream
    elif callable(getattr(outfile, "writelines", None)):
        yield outfile
    else:
        msg = f"Expected a path or an open text file as outfile, got {outfile!r}."
        raise StorageError(msg)


@contextmanager
def _file(path: Path) -> Iterator[TextIO]:
    if path.exists() and not path.is_file():
        # A pipe or a device has no other file beside it that could take its name.
        with path.open("w", encoding="utf-8") as stream:
            yield stream
        return
    path = path.resolve()
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("w", encoding="utf-8") as stream:
            yield stream
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)

"""Whether the tables of a dataset have the columns that this release and the server give today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from opencga_frames.errors import StorageError
from opencga_frames.rest.request.versions import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.dataset.manifest import Manifest
    from opencga_frames.export.source import ExportSource

__all__ = ["changed_tables", "refuse_new_columns_of_server"]

_STRINGS: Final = ("string", "dictionary<values=string, indices=int32, ordered=0>")
#: Types that take every value of another.
_WIDER: Final = {
    ("int32", "int64"),
    ("float", "double"),
    (_STRINGS[0], _STRINGS[1]),
    (_STRINGS[1], _STRINGS[0]),
}


def changed_tables(manifest: Manifest, sources: Sequence[ExportSource]) -> list[str]:
    """Find the tables whose files have to be written anew, since their columns are others now.

    Columns that went away, another order and wider types are no loss.

    Raises
    ------
    StorageError
        When a table has columns now whose values nobody has read, or of another type; names them.
    """
    found = []
    for source in sources:
        for name, form in source.forms().items():
            now = {field.name: str(field.type) for field in form.schema}
            was = manifest.tables[name].columns
            odd = [column for column, kind in now.items() if not _fits(was.get(column), kind)]
            if odd:
                raise StorageError(_refusal(name, odd))
            if list(was.items()) != list(now.items()):
                found.append(name)
    return found


def _fits(was: str | None, now: str) -> bool:
    return was == now or (was, now) in _WIDER


def _refusal(table: str, columns: Sequence[str]) -> str:
    return (
        f"Table {table} has columns that the dataset has not, or with another type: {', '.join(columns[:10])}. A sync "
        "would leave them empty in the old rows. Write the dataset anew with mode='replace'."
    )


def refuse_new_columns_of_server(manifest: Manifest, now: str | None, sources: Sequence[ExportSource]) -> None:
    """Refuse to mix rows of a server with those of a newer one that has more fields.

    Raises
    ------
    StorageError
        When the server has fields that it had not when the dataset was written; names the columns.
    """
    old, new = numbers(manifest.server_version or ""), numbers(now or "")
    if old is None or new is None or old >= new:
        return
    for source in sources:
        entity = source.scan.entity
        for name in source.tables if entity else ():
            kept = manifest.tables[name].columns
            columns = entity.tables[name].columns if entity else ()
            later = [c.name for c in columns if c.name in kept and c.since and old < _number(c.since) <= new]
            if later:
                raise StorageError(_refusal(name, later))


def _number(version: str) -> tuple[int, ...]:
    return numbers(version) or ()

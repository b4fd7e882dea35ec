"""What a file says about its columns: checked, since anybody can write it, and applied."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["as_described", "check_description"]

#: Words about a column, and about the whole table, that are read back.
_OF_COLUMN: Final[tuple[bytes, ...]] = (b"json_path", b"kind", b"values")
_OF_TABLE: Final[tuple[bytes, ...]] = (b"table",)


def check_description(schema: Any, where: str) -> None:
    """Check what a schema says about its columns.

    Parameters
    ----------
    schema
        Arrow schema of a file.
    where
        The file, for the message.

    Raises
    ------
    StorageError
        When it is not what this package writes.
    """
    places = [("the table", schema.metadata, _OF_TABLE)]
    places += [(f"column {field.name!r}", field.metadata, _OF_COLUMN) for field in schema]
    for place, metadata, words in places:
        problem = _problem(metadata or {}, words)
        if problem:
            msg = (
                f"Cannot read {where}: what it says about {place} is damaged ({problem}). Write the file again, or "
                "read it with pyarrow.parquet.read_table, which does not look at it."
            )
            raise StorageError(msg)


def _problem(metadata: Mapping[bytes, bytes], words: tuple[bytes, ...]) -> str:
    for word in words:
        try:
            text = metadata.get(word, b"").decode()
            values = json.loads(text) if word == b"values" and text else []
        except (ValueError, RecursionError) as error:
            return f"{word.decode()}: {error}"
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            return f"{word.decode()} should be a JSON array of strings"
    return ""


def as_described(table: Any) -> Any:
    """Give columns the types of their kinds: Parquet has no seconds, and knows dictionaries by row group only.

    A column of quite another type stays as it is.

    Parameters
    ----------
    table
        Arrow table, as it was read.
    """
    import pyarrow as pa

    fields = [field.with_type(_type_of(field)) for field in table.schema]
    table = table.cast(pa.schema(fields, metadata=table.schema.metadata))
    return table.unify_dictionaries().combine_chunks()


def _type_of(field: Any) -> Any:
    from opencga_frames.frames.schema.kinds import KINDS, arrow_type

    kind = (field.metadata or {}).get(b"kind", b"").decode()
    return arrow_type(kind) if kind in KINDS and _alike(field.type, arrow_type(kind)) else field.type


def _alike(found: Any, wanted: Any) -> bool:
    import pyarrow.types as pt

    if pt.is_list(found) and pt.is_list(wanted):
        return _alike(found.value_type, wanted.value_type)
    if pt.is_timestamp(found) and pt.is_timestamp(wanted):
        return bool(found.tz) == bool(wanted.tz)
    # Nothing else that is temporal: Arrow makes days of timestamps without a word.
    groups = (pt.is_integer, pt.is_floating, _is_text)
    return any(group(found) and group(wanted) for group in groups)


def _is_text(found: Any) -> bool:
    import pyarrow.types as pt

    return pt.is_string(found) or pt.is_large_string(found) or (pt.is_dictionary(found) and _is_text(found.value_type))

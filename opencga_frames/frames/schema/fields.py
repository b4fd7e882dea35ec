"""What an Arrow field says about its column: path, kind, unit, meaning, versions and allowed values, as metadata."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa

from opencga_frames.frames.schema.kinds import arrow_type

if TYPE_CHECKING:
    from opencga_frames.frames.schema.model import Column

__all__ = ["allowed_values", "arrow_field", "is_open_set"]


@cache
def arrow_field(column: Column, entity: str = "") -> pa.Field:
    """Arrow field of a column; the metadata go along with the table, into Parquet files as well."""
    words = {"json_path": column.path, "kind": column.kind, "unit": column.unit, "about": column.about}
    words |= {"entity": entity, "since": column.since, "until": column.until, "key": "true" if column.key else None}
    words |= {"values": json.dumps(column.values, ensure_ascii=False) if column.values else None}
    return pa.field(column.name, arrow_type(column.kind), metadata={k: v for k, v in words.items() if v})


def allowed_values(field: pa.Field) -> list[str]:
    """Return the allowed values of a closed set, in the order of the description; none where the set is open.

    Examples
    --------
    >>> from opencga_frames.frames.schema.model import Column
    >>> allowed_values(arrow_field(Column("sex", "sex.id", "category", values=("MALE", "FEMALE"))))
    ['MALE', 'FEMALE']
    """
    values: list[str] = json.loads((field.metadata or {}).get(b"values", b"[]"))
    return values


def is_open_set(field: pa.Field) -> bool:
    """Return whether a field of this package holds words of a set that anybody may add to."""
    return (field.metadata or {}).get(b"kind") == b"category" and not allowed_values(field)

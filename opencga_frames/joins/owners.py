"""Which rows hold the key of the record that they were read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencga_frames.frames.schema.model import Entity, Table

__all__ = ["owner_key"]


def owner_key(entity: Entity, table: Table) -> tuple[str, ...]:
    """Return the key of the main table where the rows of another one hold it; empty where they do not.

    A column of the same name is not enough: the ``date`` of a comment is not that of the report it stands in.

    Examples
    --------
    >>> from opencga_frames.frames.schema.registry import entity_of
    >>> entity = entity_of("sample_cohorts")
    >>> owner_key(entity, entity.tables["sample_cohorts"])
    ('study', 'sample_id')
    """
    owner = entity.tables[entity.main]
    held = all(name in table.by_name for name in owner.key)
    # The study of a row may be read from elsewhere than that of its record and is the same.
    same = held and table.by_name[owner.key[-1]].path == owner.by_name[owner.key[-1]].path
    return owner.key if same else ()

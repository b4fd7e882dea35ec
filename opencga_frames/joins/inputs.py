"""A frame that was given, with the description of its table."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from opencga_frames.errors import JoinError, UnknownNameError
from opencga_frames.frames.schema.registry import entity_names, entity_of, is_table, load_entity, table_names
from opencga_frames.joins.annotations import annotated_table, has_annotations, is_wide, owner_of_wide, widened
from opencga_frames.joins.keys.codes import codes_of, key_array, repeated
from opencga_frames.joins.keys.matching import KeyIndex
from opencga_frames.joins.owners import owner_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from opencga_frames.frames.schema.model import Entity, Table

__all__ = ["Given", "joinable_tables", "recognise"]

#: Options of a join, which are near names for a misspelt one.
_OPTIONS: Final = ("grain", "how", "max_rows", "parents", "prefix", "variable_set", "versions", "via", "where")


@dataclass(frozen=True)
class Given:
    """A frame and the table it is of.

    Attributes
    ----------
    table, entity
        Descriptions.
    frame
        The rows, with a plain index.
    base
        True for the frame that the others are joined to.
    older
        Rows left out because a newer version of the same id is there.
    wide
        True for annotations of one variable set with a column for each variable.
    """

    table: Table
    entity: Entity
    frame: pd.DataFrame = field(repr=False)
    base: bool = False
    older: int = 0
    wide: bool = False

    def __post_init__(self) -> None:
        missing = [c for c in self.table.key if c not in self.frame.columns] if self.main else self._missing_owner()
        if missing:
            msg = (
                f"The frame of {self.name} has no column {', '.join(missing)}, which its key needs. Fetch it with its "
                "key columns and keep the names in snake case."
            )
            raise JoinError(msg)
        if not self.frame.columns.is_unique:
            twice = sorted(set(self.frame.columns[self.frame.columns.duplicated()]))
            msg = f"The frame of {self.name} has columns twice: {', '.join(map(str, twice))}. Rename or drop them."
            raise JoinError(msg)

    @property
    def name(self) -> str:
        """Name of the table."""
        return self.table.name

    @property
    def main(self) -> bool:
        """True for the table with one row per document."""
        return self.name == self.entity.main

    @property
    def stem(self) -> str:
        """What is put before the names of its columns."""
        if self.wide:
            return "annotation"
        return self.entity.name if self.main else self.name

    @property
    def id_column(self) -> str:
        """Last column of the key."""
        return self.table.key[-1]

    @cached_property
    def owner_key(self) -> tuple[str, ...]:
        """Key of the record that a row was read from; the table's own where its rows do not hold that."""
        return owner_key(self.entity, self.table) or self.table.key

    @cached_property
    def version_column(self) -> str | None:
        """Column with the version of the record that a row was read from, if the table and the frame have one."""
        found = [c.name for c in self.table.columns if c.path == "version" and c.name in self.frame.columns]
        return found[0] if found else None

    @property
    def versioned(self) -> bool:
        """True when records of this entity have versions at all."""
        return any(c.path == "version" for c in self.entity.tables[self.entity.main].columns)

    @cached_property
    def owner_codes(self) -> NDArray[np.int64]:
        """A number for each row, equal where the owning record's id is; -1 where it is missing."""
        return codes_of(self.arrays(*self.owner_key))[0]

    @cached_property
    def several(self) -> bool:
        """True when some id comes in more than one version."""
        import pandas as pd

        if self.version_column is None or not self._repeats:
            return False
        pairs = pd.DataFrame({"code": self.owner_codes, "version": self.frame[self.version_column].array})
        pairs = pairs[pairs["code"] >= 0].drop_duplicates()
        return bool(pairs["code"].duplicated().any())

    def newest(self) -> Given:
        """Only the newest version of each id."""
        if not self.several:
            return self
        import pandas as pd

        version = pd.Series(self.frame[self.version_column].to_numpy(dtype="float64", na_value=-1.0))
        keep = (version == version.groupby(self.owner_codes).transform("max")) | (self.owner_codes < 0)
        kept = self.frame[keep.to_numpy()].reset_index(drop=True)
        return replace(self, frame=kept, older=self.older + len(self.frame) - len(kept))

    def arrays(self, *columns: str) -> list[Any]:
        """Key columns as Arrow arrays, each converted once; see :func:`opencga_frames.joins.keys.codes.key_array`."""
        for name in columns:
            if name not in self._arrays:
                described = self.table.by_name.get(name)
                kind = described.kind if described is not None else "string"
                self._arrays[name] = key_array(self.frame[name], kind, f"Column {name} of {self.name}")
        return [self._arrays[name] for name in columns]

    @cached_property
    def _arrays(self) -> dict[str, Any]:
        return {}

    def check_unique(self) -> None:
        """Make sure that a key, with its version where there are several, has one row.

        Raises
        ------
        JoinError
            When it has more; some are named.
        """
        if not self._repeats:
            return
        columns = self.table.key if self.version_column is None else (*self.table.key, self.version_column)
        examples = repeated(self.arrays(*columns))
        if examples:
            msg = (
                f"{self.name} has several rows with the same {' + '.join(columns)}: {'; '.join(examples)}. One row is "
                f"expected for each; drop the repeated ones, e.g. with drop_duplicates({list(columns)!r})."
            )
            raise JoinError(msg)

    @cached_property
    def _repeats(self) -> bool:
        return not self.owners.unique

    @cached_property
    def owners(self) -> KeyIndex:
        """Rows by the id of the owning record."""
        return KeyIndex.of(self.arrays(*self.owner_key))

    def ids(self) -> Any:
        """Ids of the rows as Arrow strings."""
        import pyarrow as pa

        return self.arrays(self.id_column)[0].cast(pa.string())

    def _missing_owner(self) -> list[str]:
        return [c for c in self.owner_key if c not in self.frame.columns]


@cache
def joinable_tables() -> tuple[str, ...]:
    """Names of the main tables and of those that lead from one to another."""
    entities = [load_entity(name) for name in entity_names()]
    links = [r.table for e in entities for r in e.relations]
    return tuple(dict.fromkeys([*(e.main for e in entities), *links]))


def recognise(
    frames: Sequence[Any], named: Mapping[str, Any], variable_set: str | Mapping[str, Any] | None = None
) -> dict[str, Given]:
    """Find the table of each frame.

    Parameters
    ----------
    frames, named
        Frames without and with the name of their table.
    variable_set
        Variable set whose annotations are spread over columns, by its id or its definition.

    Returns
    -------
    dict of str to Given
        By name of the table, the base first.

    Raises
    ------
    JoinError
        When something is no frame, fits no table or several, or a table comes twice.
    UnknownNameError
        When a name is that of no table.
    """
    found: dict[str, Given] = {}
    tables = [(None, frame) for frame in frames] + list(named.items())
    for position, (name, frame) in enumerate(tables, start=1):
        if name is not None and not is_table(name):
            every = (*_OPTIONS, *table_names())
            known = every if difflib.get_close_matches(name, every) else _OPTIONS
            raise UnknownNameError("option or table", name, known, "join")
        _check_frame(frame, f"{name}=" if name else f"Argument {position}")
        table = name or owner_of_wide(frame) or _marked(frame) or _fitting(frame, position)
        if table in found:
            msg = f"Two frames are of the table {table!r}. Concatenate them first, with pandas.concat."
            raise JoinError(msg)
        found[table] = _given(table, frame, variable_set, base=not found)
    if not found:
        msg = "join needs frames, the base first: join(samples, individuals)."
        raise JoinError(msg)
    if variable_set is not None and not any(one.wide or has_annotations(one.table) for one in found.values()):
        msg = (
            f"variable_set= names annotations, and none of the tables ({', '.join(found)}) holds any. "
            "Join a table such as sample_annotations, too."
        )
        raise JoinError(msg)
    return found


def _given(table: str, frame: pd.DataFrame, variable_set: str | Mapping[str, Any] | None, *, base: bool) -> Given:
    if not is_table(table):
        raise UnknownNameError("table", table, table_names(), "a frame to join")
    entity = entity_of(table)
    described = entity.tables[table]
    if variable_set is not None:
        frame = widened(described, frame, variable_set)
    wide = is_wide(described, frame)
    described = annotated_table(entity, described) if wide else described
    frame = _with_study(described, frame)
    return Given(described, entity, frame.reset_index(drop=True), base=base, wide=wide)


def _with_study(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """Add the study to a frame that was asked for without it: the frame knows of which study its rows are."""
    if "study" in frame.columns or "study" not in table.key or "opencga_provenance" not in frame.attrs:
        return frame
    study = json.loads(frame.attrs["opencga_provenance"]).get("study")
    if not study or "," in study or "@" not in study:  # none, several, or a short name that other frames do not hold
        return frame
    return frame.assign(study=pd.array([study] * len(frame), dtype="string"))


def _check_frame(frame: Any, place: str) -> None:
    if not isinstance(frame, pd.DataFrame):
        advice = (
            f"Read it first, or join by name: study.join('samples', {frame!r})."
            if isinstance(frame, str)
            else "Convert it first."
        )
        msg = f"{place} of join is {type(frame).__name__}, expected a pandas frame. {advice}"
        raise JoinError(msg)


def _marked(frame: pd.DataFrame) -> str | None:
    mark = frame.attrs.get("opencga_table")
    return mark if isinstance(mark, str) and is_table(mark) else None


def _fitting(frame: pd.DataFrame, position: int) -> str:
    names = set(frame.columns)
    tables = {name: entity_of(name).tables[name] for name in joinable_tables()}
    keyed = [name for name, table in tables.items() if set(table.key) <= names]
    whole = [name for name in keyed if names <= set(tables[name].names)]
    fits = whole or keyed
    if len(fits) == 1:
        return fits[0]
    why = f"its columns fit {', '.join(fits)}" if fits else "its columns hold the key of no table"
    msg = (
        f"The table of frame {position} is not known: {why} ({', '.join(map(str, frame.columns[:8]))}). Name it, e.g. "
        f"join({fits[0] if fits else 'samples'}=frame), or set frame.attrs['opencga_table']."
    )
    raise JoinError(msg)

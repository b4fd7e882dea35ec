"""What an entity, a table and a column are; the tables themselves are data in ``frames/tables``."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from opencga_frames.frames.schema.paths import moved, parse_path

if TYPE_CHECKING:
    from opencga_frames.frames.schema.kinds import KindName

__all__ = ["Column", "Entity", "Relation", "Table", "parse_path"]

#: Pseudo path of the label of the place that a row comes from.
LABEL: Final = "@label"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name
        Name in snake case.
    path
        JSON path from the document's root, or a pseudo path starting with ``@`` (``@study`` is the study of the
        request, ``@index x[]`` a position, ``@key x{}`` the key of an entry and ``@key`` the row's own, ``@label`` the
        label of the rows' place).
    kind
        What the value of the wire becomes: a name in :data:`~opencga_frames.frames.schema.kinds.KINDS`.
    older
        Paths that older servers use, tried in order where ``path`` has no value.
    about
        Meaning, one sentence.
    unit
        Unit of measurement, if any.
    core
        True when the column belongs to the default view.
    key
        True when it is part of the table's key.
    primitive
        True when the server writes 0 or false even for a field that was not asked for.
    missing
        Values that mean "none" besides null and the empty string.
    empty
        True when the empty string is a value, as the missing allele of an indel is.
    values
        Allowed values of a closed set, in the order of the server's model; empty for an open one.
    secret
        True when the value is never shown, or the names of the members whose values are never shown in JSON.
    distinct
        With a list whose path has a list of its own below the row: each value once.
    where
        With such a path and a single value: the member, and its value, by which the item is chosen.
    since, until
        Server versions that have the field, if not all.
    """

    name: str
    path: str
    kind: KindName = "string"
    older: tuple[str, ...] = ()
    about: str = ""
    unit: str | None = None
    core: bool = True
    key: bool = False
    primitive: bool = False
    missing: tuple[str | int | float | bool, ...] = ()
    empty: bool = False
    values: tuple[str, ...] = ()
    secret: bool | tuple[str, ...] = False
    distinct: bool = False
    where: tuple[str, str] | None = None
    since: str | None = None
    until: str | None = None

    @property
    def pseudo(self) -> bool:
        """True when the value does not come from a JSON path."""
        return self.path.startswith("@")

    @property
    def paths(self) -> tuple[str, ...]:
        """The path followed by the older ones."""
        return (self.path, *self.older)

    @property
    def dotted(self) -> str:
        """Name in dotted form, as ``include=`` takes it; pseudo columns keep their name."""
        return self.name if self.pseudo else self.path.replace("[]", "").replace("{}", "")

    def moved(self, old: str, new: str, label: str) -> Column:
        """Return the same column of rows at another place, with that place's label."""
        if self.path == LABEL:
            return replace(self, path=f"{LABEL} {label}")
        return replace(self, path=moved(self.path, old, new), older=tuple(moved(p, old, new) for p in self.older))


@dataclass(frozen=True)
class Table:
    """One tidy table: a grain, a key, and columns in order.

    Attributes
    ----------
    rows
        Path of the rows in a document; empty when a document is a row.
    special
        Name of the code that makes the rows, where paths cannot say it.
    loaded
        Path of a number that starts at 1: 0 there means that an embedded object was not loaded, and that its
        primitives say nothing.
    labels
        Further places of rows: label and path, the first being ``rows``; ``@label`` distinguishes them.
    older_rows
        Places where older servers have the rows.
    asks
        Parameters by their wire names, with the values without which the server sends no rows.
    """

    name: str
    entity: str
    columns: tuple[Column, ...]
    rows: str = ""
    special: str | None = None
    loaded: str | None = None
    labels: tuple[tuple[str, str], ...] = ()
    older_rows: tuple[str, ...] = ()
    asks: tuple[tuple[str, str], ...] = ()
    grain: str = ""
    about: str = ""

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Columns by snake-case and by dotted name."""
        return {c.dotted: c for c in self.columns} | {c.name: c for c in self.columns}

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the key columns."""
        return tuple(c.name for c in self.columns if c.key)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all columns."""
        return tuple(c.name for c in self.columns)

    @cached_property
    def parts(self) -> tuple[Table, ...]:
        """The table with each place of its rows, every path moved there; itself where there is only one."""
        labelled = self.labels or (("", self.rows),)
        if len(labelled) == 1 and not self.older_rows:
            return (self,)
        places = [*labelled, *((labelled[0][0], rows) for rows in self.older_rows)]
        return tuple(self._part(label, rows) for label, rows in places)

    def _part(self, label: str, rows: str) -> Table:
        return replace(
            self,
            rows=rows,
            columns=tuple(c.moved(self.rows, rows, label) for c in self.columns),
            loaded=self.loaded and moved(self.loaded, self.rows, rows),
            labels=(),
            older_rows=(),
        )


@dataclass(frozen=True, slots=True)
class Relation:
    """A column that holds the key of another table's rows."""

    table: str
    column: str
    to_table: str
    to_column: str
    cardinality: str
    about: str = ""


@dataclass(frozen=True, eq=False)
class Entity:
    """Everything known about the documents of one kind.

    Attributes
    ----------
    elsewhere
        Fields whose values stand in a column that does not name them, with the reason.
    unmapped
        Fields that no table has, with what they are: ``extra="keep"`` keeps them, ``unexpected()`` lists them.
    withheld
        Fields that hold credentials: no table has them, and nothing keeps them.
    resolved_whole
        Places of embedded entries, as ``include=`` names them, that the server reads only where the whole entry is
        asked for: a part of it would be empty.
    """

    name: str
    java_class: str
    main: str
    tables: dict[str, Table]
    elsewhere: dict[str, str]
    relations: tuple[Relation, ...] = ()
    unmapped: dict[str, str] = field(default_factory=dict)
    withheld: dict[str, str] = field(default_factory=dict)
    resolved_whole: tuple[str, ...] = ()

    @property
    def explained(self) -> dict[str, str]:
        """Every field that no column reads, with its meaning."""
        return self.elsewhere | self.unmapped | self.withheld

    @cached_property
    def top_fields(self) -> frozenset[str]:
        """Names of the fields at the top of the documents."""
        return frozenset(path[0] for path in self.known_paths if path)

    @cached_property
    def known_paths(self) -> frozenset[tuple[str, ...]]:
        """Every path that some column, older path or explanation of this entity names."""
        parts = [part for t in self.tables.values() for part in t.parts]
        columns = [p for t in parts for c in t.columns for p in c.paths if not p.startswith("@")]
        rows = [t.rows for t in parts if t.rows]
        return frozenset(parse_path(p) for p in (*columns, *rows, *self.explained))

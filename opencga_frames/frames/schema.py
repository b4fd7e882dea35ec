"""What an entity, a table and a column are; the tables themselves are data in ``frames/tables``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final, Literal, get_args

__all__ = ["ARROW_NAMES", "Column", "Entity", "Kind", "Relation", "Table", "parse_path"]

Kind = Literal[
    "string",
    "category",
    "bool",
    "int32",
    "int64",
    "float64",
    "date14",
    "date17",
    "date8",
    "epoch_ms",
    "json",
    "list",
    "list_int32",
    "list_float64",
]

#: How each kind is written in Arrow's own words.
ARROW_NAMES: Final[dict[str, str]] = {
    "string": "string",
    "category": "dictionary<int32,string>",
    "bool": "bool",
    "int32": "int32",
    "int64": "int64",
    "float64": "float64",
    "date14": "timestamp[s]",
    "date17": "timestamp[ms]",
    "date8": "date32",
    "epoch_ms": "timestamp[ms, UTC]",
    "json": "string",
    "list": "list<string>",
    "list_int32": "list<int32>",
    "list_float64": "list<float64>",
}
KINDS: Final = frozenset(get_args(Kind))


@cache
def parse_path(text: str) -> tuple[str, ...]:
    """Split a JSON path into steps: names, ``[]`` for list items, ``{}`` for the entries of an object.

    Examples
    --------
    >>> parse_path("qualityControl.reports[].sample")
    ('qualityControl', 'reports', '[]', 'sample')
    >>> parse_path("roles{}{}")
    ('roles', '{}', '{}')
    """
    steps: list[str] = []
    for part in text.split("."):
        name = part.rstrip("[]{}")
        if name:
            steps.append(name)
        tail = part[len(name) :]
        steps.extend(tail[i : i + 2] for i in range(0, len(tail), 2))
    return tuple(steps)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name
        Name in snake case.
    path
        JSON path from the document's root, or a pseudo path starting with ``@`` (``@study`` is the study of the
        request, ``@index x[]`` a position, ``@key x{}`` the key of an entry).
    kind
        What the text of the wire is turned into; :data:`ARROW_NAMES` has the Arrow type.
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
        Values that mean "none" besides null and the empty text.
    since, until
        Server versions that have the field, if not all.
    """

    name: str
    path: str
    kind: Kind = "string"
    older: tuple[str, ...] = ()
    about: str = ""
    unit: str | None = None
    core: bool = True
    key: bool = False
    primitive: bool = False
    missing: tuple[Any, ...] = ()
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
        Path of a number that starts at 1: 0 there tells that an embedded object was not loaded, and that its
        primitives say nothing.
    """

    name: str
    entity: str
    columns: tuple[Column, ...]
    rows: str = ""
    special: str | None = None
    loaded: str | None = None
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


@dataclass(frozen=True, slots=True)
class Relation:
    """A column that holds the key of another table's rows."""

    table: str
    column: str
    to_table: str
    to_column: str
    cardinality: str
    about: str = ""


@dataclass(frozen=True)
class Entity:
    """Everything known about the documents of one kind."""

    name: str
    java_class: str
    main: str
    tables: dict[str, Table]
    elsewhere: dict[str, str]
    relations: tuple[Relation, ...] = ()

    @cached_property
    def known_paths(self) -> frozenset[tuple[str, ...]]:
        """Every path that some column, older path or explanation of this entity names."""
        columns = [p for t in self.tables.values() for c in t.columns for p in c.paths if not p.startswith("@")]
        rows = [t.rows for t in self.tables.values() if t.rows]
        return frozenset(parse_path(p) for p in (*columns, *rows, *self.elsewhere))

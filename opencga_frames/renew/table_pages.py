"""The pages of tables in the docs, one per entity, and the list of all tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from opencga_frames.frames.schema.kinds import KINDS
from opencga_frames.frames.schema.registry import entity_names, load_entity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from opencga_frames.frames.schema.model import Column, Relation, Table

__all__ = ["files"]

_PAGE: Final = "docs/tables.md"
#: The list stands below this heading, to the end of the page.
_HEADING: Final = "## What there is\n"
_HEADS: Final = ("column", "type", "unit", "meaning", "path", "servers")
#: Parts of a description that explain fields without a column: name, heading, what becomes of the values.
_UNREAD: Final = (
    ("elsewhere", "Fields whose values stand in other columns", "Their values are in the tables above."),
    (
        "unmapped",
        "Fields without a column",
        '`extra="keep"` keeps them as JSON in `extra_json` of the main table; `unexpected()` lists those that occur.',
    ),
    ("withheld", "Fields that are never shown", "They hold credentials: no table, file or list has them."),
)


def files(root: Path) -> Iterator[tuple[str, str]]:
    """Make the pages: path below the checkout, and text.

    Parameters
    ----------
    root
        Folder of the checkout: what stands above the list of tables is kept.
    """
    text = (root / _PAGE).read_text(encoding="utf-8").partition(_HEADING)[0]
    yield _PAGE, text + _HEADING + _listing()
    for name in entity_names():
        yield f"docs/tables/{name}.md", _page(name)


def _listing() -> str:
    rows = ["", "| table | one row per | key | columns |", "|---|---|---|---|"]
    for name in entity_names():
        for table in load_entity(name).tables.values():
            key = ", ".join(table.key)
            link = f"[`{table.name}`](tables/{name}.md)"
            rows.append(f"| {link} | {table.grain.removeprefix('one ')} | {key} | {len(table.columns)} |")
    pages = "\n".join(f"tables/{name}" for name in entity_names())
    return "\n".join(rows) + f"\n\n```{{toctree}}\n:hidden:\n\n{pages}\n```\n"


def _page(name: str) -> str:
    entity = load_entity(name)
    parts = [f"# {entity.java_class}", *(_section(table) for table in entity.tables.values())]
    if entity.relations:
        parts.append("\n".join(["## Relations", "", *(_relation(r) for r in entity.relations)]))
    parts += [_unread(*words, name) for words in _UNREAD if getattr(entity, words[0])]
    return "\n\n".join(parts) + "\n"


def _section(table: Table) -> str:
    facts = [f"One row per {table.grain.removeprefix('one ')}. Key: {', '.join(f'`{name}`' for name in table.key)}."]
    places = table.labels or ((("", table.rows),) if table.rows else ())
    if places:
        facts.append(f"Rows from: {', '.join(f'`{path}`' for _, path in places)}.")
    rows = [_row(column) for column in table.columns]
    # A column of the page in which no row says anything is left out.
    shown = [place for place in range(len(_HEADS)) if any(row[place] for row in rows)]
    lines = [[row[place] for place in shown] for row in (_HEADS, ("---",) * len(_HEADS), *rows)]
    about = [f"## {table.name}", "", table.about, "", " ".join(facts), ""]
    return "\n".join([*about, *(f"| {' | '.join(line)} |" for line in lines)])


def _row(column: Column) -> tuple[str, ...]:
    name = f"`{column.name}`" + " (not core)" * (not column.core)
    paths = f"`{column.path}`" + "".join(f", older `{path}`" for path in column.older)
    since = f"from {column.since}" if column.since else ""
    until = f"until {column.until}" if column.until else ""
    cells = (
        name,
        KINDS[column.kind].name.replace("<", "\\<"),
        column.unit or "",
        column.about,
        paths,
        f"{since} {until}".strip(),
    )
    return tuple(cell.replace("|", "\\|") for cell in cells)


def _unread(part: str, heading: str, what: str, name: str) -> str:
    rows = [f"- `{path}`: {text}" for path, text in getattr(load_entity(name), part).items()]
    return "\n".join([f"## {heading}", "", what, "", *rows])


def _relation(known: Relation) -> str:
    to = f"`{known.to_table}.{known.to_column}`"
    return f"- `{known.table}.{known.column}` to {to}, {known.cardinality}: {known.about}"

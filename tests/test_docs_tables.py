"""The pages of tables in docs are what the data give; ``python tests/test_docs_tables.py`` renews them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from opencga_frames.frames.schema.kinds import KINDS
from opencga_frames.frames.schema.registry import entity_names, load_entity

if TYPE_CHECKING:
    from opencga_frames.frames.schema.model import Column, Relation, Table

PAGE = Path(__file__).resolve().parents[1] / "docs" / "tables.md"
FOLDER = PAGE.parent / "tables"
HEADING = "## What there is\n"
#: Parts of a description that explain fields without a column: name, heading, what becomes of the values.
UNREAD = (
    ("elsewhere", "Fields whose values stand in other columns", "Their values are in the tables above."),
    (
        "unmapped",
        "Fields without a column",
        '`extra="keep"` keeps them as JSON in `extra_json` of the main table; `unexpected()` lists those that occur.',
    ),
    ("withheld", "Fields that are never shown", "They hold credentials: no table, file or list has them."),
)


def listing() -> str:
    rows = ["", "| table | one row per | key | columns |", "|---|---|---|---|"]
    for name in entity_names():
        for table in load_entity(name).tables.values():
            key = ", ".join(table.key)
            link = f"[`{table.name}`](tables/{name}.md)"
            rows.append(f"| {link} | {table.grain.removeprefix('one ')} | {key} | {len(table.columns)} |")
    return "\n".join(rows) + "\n"


def page(name: str) -> str:
    entity = load_entity(name)
    parts = [f"# {entity.java_class}", *(section(table) for table in entity.tables.values())]
    if entity.relations:
        parts.append("\n".join(["## Relations", "", *(relation(r) for r in entity.relations)]))
    parts += [unread(*words, name) for words in UNREAD if getattr(entity, words[0])]
    return "\n\n".join(parts) + "\n"


def section(table: Table) -> str:
    facts = [f"Grain: {table.grain}. Key: {', '.join(f'`{name}`' for name in table.key)}."]
    places = table.labels or ((("", table.rows),) if table.rows else ())
    if places:
        facts.append(f"Rows from: {', '.join(f'`{path}`' for _, path in places)}.")
    heads = ["", "| column | type | unit | meaning | path | servers |", "|---|---|---|---|---|---|"]
    about = [f"## {table.name}", "", table.about, "", " ".join(facts)]
    return "\n".join([*about, *heads, *(row(column) for column in table.columns)])


def row(column: Column) -> str:
    name = f"`{column.name}`" + " (not core)" * (not column.core)
    paths = f"`{column.path}`" + "".join(f", older `{path}`" for path in column.older)
    since = f"from {column.since}" if column.since else ""
    until = f"until {column.until}" if column.until else ""
    cells = (name, KINDS[column.kind].name, column.unit or "", column.about, paths, f"{since} {until}".strip())
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def unread(part: str, heading: str, what: str, name: str) -> str:
    rows = [f"- `{path}`: {text}" for path, text in getattr(load_entity(name), part).items()]
    return "\n".join([f"## {heading}", "", what, "", *rows])


def relation(known: Relation) -> str:
    to = f"`{known.to_table}.{known.to_column}`"
    return f"- `{known.table}.{known.column}` to {to}, {known.cardinality}: {known.about}"


def test_the_page_lists_every_table() -> None:
    assert PAGE.read_text(encoding="utf-8").partition(HEADING)[2] == listing()


@pytest.mark.parametrize("name", entity_names())
def test_the_page_of_an_entity_is_fresh(name: str) -> None:
    assert (FOLDER / f"{name}.md").read_text(encoding="utf-8") == page(name)


def test_there_is_a_page_for_every_entity_and_no_other() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.md")) == sorted(entity_names())


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8").partition(HEADING)[0]
    PAGE.write_text(text + HEADING + listing(), encoding="utf-8")
    FOLDER.mkdir(exist_ok=True)
    for entity_name in entity_names():
        (FOLDER / f"{entity_name}.md").write_text(page(entity_name), encoding="utf-8")

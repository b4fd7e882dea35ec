"""The list of tables in docs is the list the data give; to renew it: ``python tests/test_docs_tables.py``."""

from __future__ import annotations

from pathlib import Path

from opencga_frames.frames.catalogue import entity_names, load_entity

PAGE = Path(__file__).resolve().parents[1] / "docs" / "tables.md"
HEADING = "## What there is\n"


def listing() -> str:
    rows = ["", "| table | one row per | key | columns |", "|---|---|---|---|"]
    for name in entity_names():
        for table in load_entity(name).tables.values():
            key = ", ".join(table.key)
            rows.append(f"| `{table.name}` | {table.grain.removeprefix('one ')} | {key} | {len(table.columns)} |")
    return "\n".join(rows) + "\n"


def test_the_page_lists_every_table() -> None:
    assert PAGE.read_text(encoding="utf-8").partition(HEADING)[2] == listing()


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8").partition(HEADING)[0]
    PAGE.write_text(text + HEADING + listing(), encoding="utf-8")

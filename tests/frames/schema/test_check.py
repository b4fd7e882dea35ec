"""Table files are checked against their words: a misspelt one is reported with its place and the near word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from opencga_frames.frames.schema.check import check_file, check_folder, main
from opencga_frames.frames.schema.kinds import KINDS
from opencga_frames.frames.schema.registry import entity_names, find_table, load_entity

if TYPE_CHECKING:
    from pathlib import Path

FILE = """
entity: Thing
name: thing
main: things
tables:
  things:
    about: "Things."
    grain: one thing
    key: [thing_id]
    columns:
      thing_id: {path: id, about: "Identifier of the thing."}
      kind: {path: kind, type: category, values: File.Type, about: "Kind of the thing."}
elsewhere: {}
relations: []
"""


def faults(folder: Path, old: str, new: str) -> list[str]:
    assert old in FILE
    file = folder / "thing.yaml"
    file.write_text(FILE.replace(old, new), encoding="utf-8")
    return check_file(file)


def test_our_own_tables_are_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert check_folder() == []
    assert (main([]), capsys.readouterr().out) == (0, "")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("path: kind", "pth: kind", "thing.yaml: things: kind: unknown word 'pth'. Did you mean 'path'?"),
        ("type: category", "type: categry", "type: got 'categry', expected a kind of column. Did you mean 'category'?"),
        ("grain:", "grian:", "thing.yaml: things: unknown word 'grian'. Did you mean 'grain'?"),
        ("relations:", "relation:", "thing.yaml: unknown word 'relation'. Did you mean 'relations'?"),
        ("values: File.Type", "values: FileType", "Did you mean 'File.Type'?"),
        ("path: id", "path: 'id['", "thing_id: path: got 'id[', expected a path."),
        ("path: id", "path: id, core: no!", "thing_id: core: got 'no!', expected true or false."),
        ("path: id", "path: id, secret: passwords", "expected true, or the name of a list in words.yaml."),
        ("path: id", "path: id, since: 2.1", "thing_id: since: got 2.1, expected a version such as 2.1.0."),
        ("path: id", "path: id, path: uuid", "path twice"),
        ("key: [thing_id]", "key: thing_id", "things: key: got 'thing_id', expected a list of strings."),
        ("elsewhere: {}", "elsewhere: {a: 1}", "elsewhere: got dict, expected sentences by path."),
        ("relations: []", "relations: [{column: x}]", "relations 1: the word 'to' is missing"),
        ("columns:", "columns: 5\n    other:", "columns: got 5, expected names."),
    ],
)
def test_a_fault_is_reported_with_its_place(tmp_path: Path, old: str, new: str, fault: str) -> None:
    found = faults(tmp_path, old, new)
    assert [f for f in found if fault in f], found


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "thing.yaml").write_text(FILE.replace("about:", "aboot:", 1), encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert first == "thing.yaml: things: unknown word 'aboot'. Did you mean 'about'?"
    assert second == "thing.yaml: things: the word 'about' is missing: What the rows are, in one sentence."


def test_every_column_has_a_kind_and_every_closed_set_its_values() -> None:
    tables = [table for name in entity_names() for table in load_entity(name).tables.values()]
    assert {column.kind for table in tables for column in table.columns} <= KINDS.keys()
    sexes = find_table("individuals").by_name["sex_id"]
    assert sexes.values == ("MALE", "FEMALE", "UNKNOWN", "UNDETERMINED")
    # Labels of the places of rows are a closed set as well.
    assert find_table("clinical_findings").by_name["finding_type"].values == ("primary", "secondary")
    assert all(not column.values or column.kind == "category" for table in tables for column in table.columns)

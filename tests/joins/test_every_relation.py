"""Whatever the descriptions relate can be joined, in both directions."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from opencga_frames import join, related
from opencga_frames.frames.columns.arrays import arrow_type
from opencga_frames.frames.schema.registry import entity_names, find_table, load_entity, table_names
from opencga_frames.frames.to_pandas import to_pandas
from opencga_frames.joins import join_report

if TYPE_CHECKING:
    import pandas as pd

    from opencga_frames.frames.schema.model import Relation

RELATIONS = [r for name in entity_names() for r in load_entity(name).relations]
WITHIN = [r for r in RELATIONS if r.table == r.to_table]
BETWEEN = [r for r in RELATIONS if r.table != r.to_table]

#: Two rows, so that the first record is named by both where it stands in a list.
VALUES: dict[str, list[Any]] = {
    "list": [["1"], ["2", "1"]],
    "list_int32": [[1], [2]],
    "list_float64": [[1.0], [2.0]],
    "json": ["{}", "{}"],
    "bool": [True, False],
    "float64": [1.0, 2.0],
    "string": ["1", "2"],
    "category": ["1", "2"],
    "date8": [dt.date(2024, 1, 1), dt.date(2024, 1, 2)],
    **{kind: [1, 2] for kind in ("int32", "int64")},
    **{kind: [dt.datetime(2024, 1, day) for day in (1, 2)] for kind in ("date14", "date17")},
    "epoch_ms": [dt.datetime(2024, 1, day, tzinfo=dt.UTC) for day in (1, 2)],
}


@cache
def described(name: str, backend: Any = "numpy_nullable") -> pd.DataFrame:
    """A frame of two rows with all columns of a table."""
    columns = {c.name: pa.array(VALUES[c.kind], arrow_type(c.kind)) for c in find_table(name).columns}
    made = to_pandas(pa.table(columns), dtype_backend=backend)
    made.attrs["opencga_table"] = name
    return made


def values(table: str, column: str) -> list[list[Any]]:
    """Values of a column, each as a list."""
    found = VALUES[find_table(table).by_name[column].kind]
    return [one if isinstance(one, list) else [one] for one in found]


def expected(relation: Relation) -> set[tuple[int, int]]:
    """Rows of the relation's table and of the other one that belong together, found by comparing each with each."""
    same = [
        c
        for c in find_table(relation.to_table).key
        if c != relation.to_column and c in find_table(relation.table).names
    ]
    columns = [(relation.column, relation.to_column), *((c, c) for c in same)]
    return {
        (row, other)
        for row in range(2)
        for other in range(2)
        if all(values(relation.to_table, b)[other][0] in values(relation.table, a)[row] for a, b in columns)
    }


def counts(joined: pd.DataFrame, report: pd.DataFrame) -> tuple[int, int]:
    """Rows of the base that were matched, and rows of the other table that were used."""
    assert len(report) == 1
    assert len(joined) == 2
    return report["matched"][0], report["table_matched"][0]


def label(relation: Relation) -> str:
    return f"{relation.table}.{relation.column}-{relation.to_table}"


@pytest.mark.parametrize("relation", BETWEEN, ids=label)
@pytest.mark.parametrize("backend", ["numpy_nullable", "pyarrow", None])
def test_in_both_directions(relation: Relation, backend: Any) -> None:
    pairs = expected(relation)
    rows, others = ({pair[side] for pair in pairs} for side in (0, 1))
    frames = {name: described(name, backend) for name in (relation.table, relation.to_table)}
    joined = join(*frames.values(), via=relation.column)
    assert counts(joined, join_report(joined)) == (len(rows), len(others))
    back = join(*reversed(frames.values()), via=relation.column)
    assert counts(back, join_report(back)) == (len(others), len(rows))
    # A count of rows is there unless there is one row for each, whose columns are there then.
    for result, base, name in ((joined, 0, relation.to_table), (back, 1, relation.table)):
        number = next((c for c in (f"num_{name}_joined", f"num_{name}") if c in result.columns), None)
        if number is not None and number not in find_table(result.attrs["opencga_table"]).names:
            assert result[number].tolist() == [sum(pair[base] == row for pair in pairs) for row in range(2)]


@pytest.mark.parametrize("relation", WITHIN, ids=label)
def test_within_a_table(relation: Relation) -> None:
    joined = join(described(relation.table), parents=True)
    role = relation.column.removesuffix("_id")
    name = next(c for c in find_table(relation.table).names if c not in {*find_table(relation.table).key, "study"})
    assert joined[f"{role}_{name}"].tolist() == described(relation.table)[name].tolist()


@pytest.mark.parametrize("table", table_names())
def test_every_way_that_is_listed_can_be_gone(table: str) -> None:
    for way in related(table).itertuples():
        if way.to_table == table:
            continue
        names = dict.fromkeys([table, way.to_table, *([way.via] if way.via in table_names() else [])])
        report = join_report(join(**{name: described(name) for name in names}, via={way.to_table: way.via}))
        assert report.loc[report["table"] == way.to_table, "matched"].tolist() == [2], way

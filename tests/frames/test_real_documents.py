"""Every value of every document of real servers, compared with a slow reading that knows nothing of the engine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.shared

TABLES = {
    "sample": 8,
    "individual": 8,
    "family": 7,
    "cohort": 3,
    "file": 5,
    "project": 1,
    "study": 3,
    "user": 1,
}
PAGE = 400


@pytest.mark.parametrize(("entity", "tables"), TABLES.items())
def test_every_value_of_every_document_arrives(
    *, entity: str, tables: int, real_documents: Any, collect: Any, slow_rows: Any, comparable: Any
) -> None:
    documents = real_documents[entity]
    pages = [documents[at : at + PAGE] for at in range(0, len(documents), PAGE)]
    collector = collect(entity, *pages)
    assert collector.problems.of_kind("lost") == {}
    assert collector.problems.of_kind("unknown field") == {}
    names = list(collector._tables)
    assert len(names) == tables
    for name in names:
        found = comparable(name, collector.table(name).to_pylist())
        expected = comparable(name, slow_rows(entity, name, documents))
        assert len(found) == len(expected), name
        for i, (got, wanted) in enumerate(zip(found, expected, strict=True)):
            assert got == wanted, f"row {i} of {name}"


@pytest.mark.parametrize("entity", TABLES)
def test_columns_chosen_one_by_one_have_the_values_of_the_whole_table(
    entity: str, real_documents: dict[str, Any], collect: Callable[..., Any]
) -> None:
    """What else is read beside a column must not matter."""
    from opencga_frames.frames.conversion import Conversion

    documents = real_documents[entity][:300]
    page = json.dumps(documents).encode()
    whole = collect(entity, documents)
    for name in whole._tables:
        expected = whole.table(name)
        for column in expected.column_names:
            alone = Conversion(whole._entity, study="demo@rare:germline").arrow([page], [name], [column])
            assert alone.table(name).column(0).to_pylist() == expected[column].to_pylist(), f"{name}.{column}"
            assert alone.problems.of_kind("lost") == {}, f"{name}.{column}"

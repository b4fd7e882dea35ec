"""Every value of every document of real servers, compared with a slow reading that knows nothing of the engine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.frames.schema.registry import entity_names, load_entity

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ENTITIES = entity_names()
#: What the slow reading knows to read; tables made by other code are compared in tests of their own.
READ_SLOWLY = (None, "annotations", "variables")
#: Entities that no file and no recorded answer has.
UNSEEN = {
    *("acl", "clinical_report", "organization_configuration", "permission_rule"),
    *("gene_coverage_stats", "rga_knockout_by_gene", "knockout_by_variant", "knockout_by_individual_summary"),
    *("knockout_by_gene_summary", "knockout_by_variant_summary", "sample_variant_stats", "variant_set_stats"),
    *("samtools_stats", "samtools_flagstats"),
}
PAGE = 400


@pytest.mark.shared
def test_entities_without_a_real_document_are_known(shared: Path, real_documents: Any) -> None:
    assert {name for name in ENTITIES if name not in real_documents} == UNSEEN


@pytest.mark.parametrize("entity", ENTITIES)
def test_every_value_of_every_document_arrives(
    *, entity: str, real_documents: Any, collect: Any, slow_rows: Any, comparable: Any
) -> None:
    documents = real_documents.get(entity, [])
    pages = [documents[at : at + PAGE] for at in range(0, len(documents), PAGE)]
    collector = collect(entity, *pages)
    assert collector.problems.of_kind("lost") == {}
    assert collector.problems.of_kind("unknown field") == {}
    for name, table in load_entity(entity).tables.items():
        if table.special not in READ_SLOWLY:
            continue
        found = comparable(name, collector.table(name).to_pylist())
        expected = comparable(name, slow_rows(entity, name, documents))
        assert len(found) == len(expected), name
        for i, (got, wanted) in enumerate(zip(found, expected, strict=True)):
            assert got == wanted, f"row {i} of {name}"


@pytest.mark.parametrize("entity", ENTITIES)
def test_columns_chosen_one_by_one_have_the_values_of_the_whole_table(
    entity: str, real_documents: dict[str, Any], collect: Callable[..., Any]
) -> None:
    """What else is read beside a column must not matter."""
    from opencga_frames.frames.conversion import Conversion

    documents = real_documents.get(entity, [])[:300]
    page = json.dumps(documents).encode()
    whole = collect(entity, documents)
    for name in whole.tables:
        expected = whole.table(name)
        for column in expected.column_names:
            alone = Conversion(load_entity(entity), study="demo@rare:germline").arrow([page], [name], [column])
            # Written out, so that a number that is none equals itself.
            values = [repr(c.to_pylist()) for c in (alone.table(name).column(0), expected[column])]
            assert values[0] == values[1], f"{name}.{column}"
            assert alone.problems.of_kind("lost") == {}, f"{name}.{column}"

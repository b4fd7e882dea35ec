"""Tables of cases and interpretations where servers differ: names of older fields, two lists of findings, criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

OLD_EVIDENCE = {
    "modeOfInheritance": "DE_NOVO",
    "roleInCancer": "BOTH",
    "review": {"acmg": ["PVS1", "PM2"], "discussion": "fits"},
}
EVIDENCE = {
    "modeOfInheritances": ["DE_NOVO", "UNKNOWN"],
    "rolesInCancer": ["BOTH"],
    "review": {
        "acmg": [{"classification": "PVS1", "strength": "moderate"}, {"classification": "PM2"}],
        "discussion": {"text": "fits", "author": "nadia"},
    },
}


def picked(rows: Sequence[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def test_cases_of_older_servers_fill_the_same_columns(collect: Any) -> None:
    old = {"id": "c1", "panelLock": True, "priority": "HIGH", "status": {"name": "OPEN"}, "report": {"discussion": "d"}}
    new = {
        "id": "c1",
        "panelLocked": True,
        "priority": {"id": "HIGH"},
        "status": {"id": "OPEN"},
        "report": {"discussion": {"text": "d"}},
    }
    found, expected = (collect.rows("clinical_analyses", [case]) for case in (old, new))
    assert found == expected
    names = ("panel_locked", "priority_id", "status_id", "report_discussion_text")
    assert picked(found, *names) == [(True, "HIGH", "OPEN", "d")]


def test_one_analyst_of_an_older_server_is_a_row_like_several(collect: Any) -> None:
    old = {"id": "c1", "analyst": {"id": "nadia", "assignedBy": "vera"}}
    new = {"id": "c2", "version": 2, "analysts": [{"id": "nadia"}, {"id": "omar", "role": "lead"}]}
    rows = collect.rows("clinical_analysts", [old, new])
    assert picked(rows, "clinical_analysis_id", "user_id", "assigned_by", "role") == [
        ("c1", "nadia", "vera", None),
        ("c2", "nadia", None, None),
        ("c2", "omar", None, "lead"),
    ]


def test_panels_that_were_not_loaded_say_nothing_of_their_version(collect: Any) -> None:
    panels = [
        {"release": 0, "version": 0},
        {"id": "p1", "release": 0, "version": 0},
        {"id": "p2", "release": 1, "version": 3},
    ]
    rows = collect.rows("clinical_panels", [{"id": "c1", "panels": panels}])
    assert picked(rows, "panel_id", "panel_version") == [("p1", None), ("p2", 3)]


def test_primary_and_secondary_findings_share_a_table(collect: Any) -> None:
    document = {
        "id": "c1.1",
        "primaryFindings": [{"id": "1:1:A:G", "filters": {"type": "SNV"}, "discussion": "old"}],
        "secondaryFindings": [{"id": "2:1:A:G", "filter": {"query": {"type": "SNV"}}, "discussion": {"text": "new"}}],
    }
    rows = collect.rows("clinical_findings", [document, {"id": "c1.2", "primaryFindings": []}])
    assert picked(rows, "finding_type", "variant_id", "discussion_text") == [
        ("primary", "1:1:A:G", "old"),
        ("secondary", "2:1:A:G", "new"),
    ]
    assert rows[0]["filter_query_json"] == rows[1]["filter_query_json"] is not None


def test_evidences_of_all_servers_have_the_same_columns(collect: Any) -> None:
    document = {
        "id": "c1.1",
        "primaryFindings": [{"id": "1:1:A:G", "evidences": [OLD_EVIDENCE, EVIDENCE]}],
        "secondaryFindings": [{"id": "2:1:A:G", "evidences": [EVIDENCE]}],
    }
    rows = collect.rows("clinical_evidences", [document])
    assert picked(rows, "finding_type", "variant_id", "evidence_index", "mode_of_inheritances") == [
        ("primary", "1:1:A:G", 0, ["DE_NOVO"]),
        ("primary", "1:1:A:G", 1, ["DE_NOVO", "UNKNOWN"]),
        ("secondary", "2:1:A:G", 0, ["DE_NOVO", "UNKNOWN"]),
    ]
    assert (
        picked(rows, "acmg", "roles_in_cancer", "review_discussion_text") == [(["PVS1", "PM2"], ["BOTH"], "fits")] * 3
    )


def test_criteria_of_older_servers_are_rows_and_nothing_is_lost(collect: Any) -> None:
    findings = [{"id": "1:1:A:G", "evidences": [OLD_EVIDENCE, EVIDENCE]}]
    collector = collect("interpretation", [{"id": "c1.1", "secondaryFindings": findings}])
    assert picked(
        collector.table("clinical_review_acmg").to_pylist(),
        *("finding_type", "evidence_index", "acmg_index", "criterion", "strength"),
    ) == [
        ("secondary", 0, 0, "PVS1", None),
        ("secondary", 0, 1, "PM2", None),
        ("secondary", 1, 0, "PVS1", "moderate"),
        ("secondary", 1, 1, "PM2", None),
    ]
    assert collector.problems.of_kind("lost") == {}

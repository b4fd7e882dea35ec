"""Permissions: one row for each that a member has on an entry, its own or of its groups."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencga_frames.frames.to_pandas import to_pandas

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = {"id": "F001-C1-g", "acl": [{"member": "lukas", "permissions": ["VIEW"], "groups": []}]}
FILE = {
    "id": "data:readme.json",
    "acl": [{"member": "vera", "permissions": ["NONE"], "groups": [{"id": "@members"}, {"id": "@clinicians"}]}],
}
STUDY = {
    "acl": [
        {
            "member": "vera",
            "permissions": ["VIEW_FILES", "VIEW_SAMPLES"],
            "groups": [
                {"id": "@members"},
                {"id": "@clinicians", "permissions": ["VIEW_SAMPLES", "VIEW_SAMPLE_ANNOTATIONS"]},
            ],
        }
    ]
}
SILENT = [{"acl": []}, {"id": "S1", "acl": [{"member": "vera", "groups": [{"id": "@members"}]}]}]
OLDER = {"bob": ["VIEW", "VIEW_ANNOTATIONS"], "@members": []}
DTYPES = {
    "entity_id": "string",
    "member": "string",
    "permission": "string",
    "from_group": "string",
    "groups": "object",
}


def triples(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in rows]


def test_own_permissions_of_members_are_rows(collect: Any) -> None:
    assert triples(collect.rows("acl", [SAMPLE, FILE])) == [
        ("F001-C1-g", "lukas", "VIEW", None, None),
        ("data:readme.json", "vera", "NONE", None, None),
    ]


def test_permissions_of_groups_name_their_group_and_no_row_stands_twice(collect: Any) -> None:
    assert triples(collect.rows("acl", [STUDY])) == [
        ("", "vera", "VIEW_FILES", None, None),
        ("", "vera", "VIEW_SAMPLES", None, ["@clinicians"]),
        ("", "vera", "VIEW_SAMPLE_ANNOTATIONS", "@clinicians", ["@clinicians"]),
    ]


def test_a_permission_of_several_groups_names_all_of_them(collect: Any) -> None:
    groups = [{"id": "@a", "permissions": ["VIEW"]}, {"id": "@b", "permissions": ["VIEW", "WRITE"]}]
    rows = collect.rows("acl", [{"id": "S1", "acl": [{"member": "ines", "groups": groups}]}])
    assert triples(rows) == [
        ("S1", "ines", "VIEW", "@a", ["@a", "@b"]),
        ("S1", "ines", "WRITE", "@b", ["@b"]),
    ]


def test_servers_2_0_write_members_and_not_of_what(collect: Any) -> None:
    assert triples(collect.rows("acl", [OLDER])) == [
        ("", "bob", "VIEW", None, None),
        ("", "bob", "VIEW_ANNOTATIONS", None, None),
    ]


@pytest.mark.parametrize("pages", [[], [[]], [SILENT], [[SAMPLE]], [[SAMPLE, FILE, STUDY, OLDER], SILENT]])
def test_types_are_the_same_with_and_without_rows(pages: list[Any], collect: Any) -> None:
    frame = to_pandas(collect("acl_entry_list", *pages).table("acl"))
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == DTYPES


def test_what_nobody_described_is_counted_and_kept_with_its_rows(collect: Any) -> None:
    odd = {"id": "S2", "acl": [{"member": "a", "permissions": ["VIEW", "WRITE"], "until": 3}], "new": True}
    collector = collect("acl_entry_list", [SAMPLE, odd, {"bob": "VIEW"}, {"id": "S3", "acl": 7}], extra="keep")
    assert collector.problems.of_kind("unknown field") == {"new": 1, "acl[].until": 1, "bob": 1}
    assert collector.problems.of_kind("lost") == {"acl[]": 1}
    texts = collector.table("acl")["extra_json"].to_pylist()
    assert texts == [None, '{"new":true,"acl[].until":3}', '{"new":true,"acl[].until":3}']


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "acl", "member", "permissions", "groups", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(documents=st.lists(VALUES, max_size=4))
def test_any_documents_are_read(documents: list[Any], collect: Any) -> None:
    whole = collect("acl_entry_list", documents, extra="keep").table("acl")
    whole.validate(full=True)
    alone = [row for d in documents for row in collect("acl_entry_list", [d], extra="keep").table("acl").to_pylist()]
    assert whole.to_pylist() == alone


# --- every recorded answer -------------------------------------------------------------------------------


def read_by_hand(document: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Entry (empty on old servers), member, permission and the groups that have it, None for the member itself."""
    for entry in document["acl"]:
        by_permission: dict[str, list[str | None]] = {p: [None] for p in entry.get("permissions", ())}
        for group in entry["groups"]:
            for permission in group.get("permissions", ()):
                by_permission.setdefault(permission, []).append(group["id"])
        for permission, ways in by_permission.items():
            groups = [w for w in ways if w is not None]
            yield document.get("id") or "", entry["member"], permission, ways[0], groups or None


def test_every_recorded_answer(real_documents: Any, collect: Any) -> None:
    documents = real_documents["acl_entry_list"]
    assert len(documents) > 30
    expected = [row for document in documents for row in read_by_hand(document)]
    assert len(expected) > 150
    collector = collect("acl_entry_list", documents)
    assert triples(collector.table("acl").to_pylist()) == expected
    assert len(collector.problems) == 0


def test_order_is_no_matter(real_documents: Any, collect: Any) -> None:
    chance = random.Random(3)

    def shuffled(value: Any) -> Any:
        if isinstance(value, list):
            return [shuffled(v) for v in chance.sample(value, len(value))]
        if isinstance(value, dict):
            return {k: shuffled(value[k]) for k in chance.sample(list(value), len(value))}
        return value

    documents = real_documents["acl_entry_list"]
    usual = collect.rows("acl", documents)
    assert sorted(map(str, collect.rows("acl", shuffled(documents)))) == sorted(map(str, usual))

"""Fields that were not asked for: the server writes 0 and false for them, and a frame must not."""

from __future__ import annotations

from typing import Any

import pytest

from opencga_frames.frames.conversion import projection_of
from opencga_frames.frames.request_context import EVERYTHING, AskedPaths

SAMPLE = {"id": "S1", "release": 0, "version": 0, "somatic": False, "phenotypes": [{"id": "p"}]}


def test_what_is_asked_for() -> None:
    assert EVERYTHING.asks("version")
    some = AskedPaths(include=("id", "internal.status", "samples.version"))
    asked = {p: some.asks(p) for p in ("id", "idx", "version", "internal.status.id", "internal", "samples[].version")}
    assert asked == {
        "id": True,
        "idx": False,
        "version": False,
        "internal.status.id": True,
        "internal": False,
        "samples[].version": True,
    }
    assert [AskedPaths(exclude=("quota",)).asks(p) for p in ("quota.maxCpu", "quotas", "id")] == [False, True, True]
    assert AskedPaths(include=("version",), exclude=("version",)).asks("version"), "the server follows include alone"


@pytest.mark.parametrize(
    ("projection", "version", "somatic"),
    [
        (EVERYTHING, 0, False),
        (AskedPaths(include=("id",)), None, None),
        (AskedPaths(include=("id", "version")), 0, None),
        (AskedPaths(exclude=("version",)), None, False),
        (AskedPaths(exclude=("phenotypes",)), 0, False),
    ],
)
def test_numbers_not_asked_for_are_null(projection: AskedPaths, version: Any, somatic: Any, collect: Any) -> None:
    row = collect.rows("samples", [SAMPLE], projection=projection)[0]
    assert (row["sample_id"], row["version"], row["somatic"]) == ("S1", version, somatic)
    assert collect.rows("sample_phenotypes", [SAMPLE], projection=projection)[0]["sample_version"] == version


def test_arguments_of_a_call_in_all_spellings() -> None:
    expected = AskedPaths(include=("id", "internal.status"), exclude=("attributes",))
    for include in ("id, internal.status", ["id", "internal.status"]):
        assert projection_of({"include": include, "exclude": "attributes"}) == expected
    assert projection_of({}) == projection_of({"include": "", "exclude": None}) == EVERYTHING
    for flat in (True, "true"):
        assert projection_of({"flattenAnnotations": flat}).flat_annotations
        assert projection_of({"flatten_annotations": flat}).flat_annotations
    assert not projection_of({"flattenAnnotations": "false"}).flat_annotations


def test_a_prefix_that_servers_drop_counts_with_and_without() -> None:
    asked = projection_of({"include": ("projects.studies.id", "studies.scores")})
    assert asked.asks("id")
    assert asked.asks("scores")
    assert asked.asks("studies[].scores[].score")
    assert not asked.asks("version")

"""Secrets are masked by their place; what a patient's record says is never changed by what it looks like."""

from __future__ import annotations

import json
from typing import Any

import pytest

from opencga_frames.frames.columns.json_strings import json_array
from opencga_frames.frames.schema.registry import entity_names, load_entity

TRAPS = {
    "panel": "Basic metabolic panel",
    "broken": "yes",
    "hasPassword": "no",
    "sessionIdOfScan": "s-7",
    "link": "ftp://ward:7@host/x",
    "text": 'he said "token": "x"',
    "note": "Bearer of the variant",
}


@pytest.mark.parametrize("entity", ["sample", "individual", "file", "family", "cohort", "clinical_analysis", "job"])
def test_free_objects_come_back_as_they_were(entity: str, collect: Any) -> None:
    document = {"id": "x", "attributes": {**TRAPS, "password": "a variable of the study", "token": "eyJh.eyJi.c"}}
    table = collect(entity, [document]).table(load_entity(entity).main)
    assert json.loads(table["attributes_json"][0].as_py()) == document["attributes"]


def test_members_named_like_credentials_are_masked_in_calls(collect: Any) -> None:
    params = {**TRAPS, "body": {"password": "hush", "newPassword": 'h"\\', "list": [{"token": 12}]}, "token": ""}
    rows = collect.rows("audit_records", [{"id": "r", "params": params}, {"id": "q", "params": {"limit": 5}}])
    told = {**TRAPS, "body": {"password": "***", "newPassword": "***", "list": [{"token": "***"}]}, "token": ""}
    assert [json.loads(row["params_json"]) for row in rows] == [told, {"limit": 5}]


def test_a_secret_column_shows_only_that_there_is_a_secret(collect: Any) -> None:
    rows = collect.rows(
        "projects", [{"id": "p", "cellbase": {"apiKey": "k-1"}}, {"id": "q", "cellbase": {"token": "t"}}]
    )
    assert [row["cellbase_api_key"] for row in rows] == ["***", "***"]
    assert collect.rows("projects", [{"id": "p", "cellbase": {"apiKey": ""}}])[0]["cellbase_api_key"] is None


def test_columns_that_hold_secrets_are_known() -> None:
    columns = [
        f"{table.name}.{column.name}"
        for name in entity_names()
        for table in load_entity(name).tables.values()
        for column in table.columns
        if column.secret
    ]
    assert columns == [
        "audit_records.params_json",
        "audit_records.attributes_json",
        "jobs.params_json",
        "jobs.execution_executor_params_json",
        "jobs.execution_queue_options_json",
        "projects.cellbase_api_key",
        "users.configs_json",
    ]


def test_only_strings_and_numbers_under_an_exact_name_are_masked() -> None:
    values = [{"key": {"key": "a"}}, {"keys": "b", "akey": "c"}, {"key": None, "x": ["key", "d"]}, {"key": -1.5e3}]
    assert json_array(values, hidden=("key",))[0].to_pylist() == [
        '{"key":{"key":"***"}}',
        '{"keys":"b","akey":"c"}',
        '{"key":null,"x":["key","d"]}',
        '{"key":"***"}',
    ]


@pytest.mark.parametrize(
    "name", ["apiKey", "api_key", "API-KEY", "refresh_token", "Password", "secretkey", "SECRET_KEY"]
)
def test_credentials_are_masked_however_their_name_is_spelt(name: str, collect: Any) -> None:
    (row,) = collect.rows("jobs", [{"id": "j", "params": {name: "hush", "keys": "no secret", "broken_token": "t"}}])
    assert json.loads(row["params_json"]) == {name: "***", "keys": "no secret", "broken_token": "t"}

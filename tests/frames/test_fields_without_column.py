"""Fields that no column reads: kept and listed, found in another table, or never shown, as their description says."""

from __future__ import annotations

from typing import Any

import pytest

from opencga_frames import RestResponse
from opencga_frames.frames.schema.paths import parse_path
from opencga_frames.frames.schema.registry import entity_names, load_entity

STUDY = "demo@rare:germline"

#: For each field under ``elsewhere``: a document that has the text MARKED there, and the column that shows it.
ELSEWHERE: dict[tuple[str, str], tuple[dict[str, Any], str]] = {
    ("acl_entry_list", "acl[].groups"): (
        {"id": "S1", "acl": [{"member": "ana", "groups": [{"id": "MARKED", "permissions": ["VIEW"]}]}]},
        "acl.from_group",
    ),
    ("facet_field", "buckets[].facetFields"): (
        {
            "name": "sex",
            "buckets": [
                {
                    "value": "MALE",
                    "count": 1,
                    "facetFields": [{"name": "s", "buckets": [{"value": "MARKED", "count": 1}]}],
                }
            ],
        },
        "facets.value",
    ),
    ("variant", "studies[].sampleDataKeys"): (
        {
            "id": "1:2:A:C",
            "studies": [
                {
                    "studyId": STUDY,
                    "sampleDataKeys": ["GT", "MARKED"],
                    "samples": [{"sampleId": "S1", "data": ["0/1", "7"]}],
                }
            ],
        },
        "variant_genotypes.data_json",
    ),
    ("variant", "studies[].samples[].data"): (
        {
            "id": "1:2:A:C",
            "studies": [
                {
                    "studyId": STUDY,
                    "sampleDataKeys": ["GT", "XX"],
                    "samples": [{"sampleId": "S1", "data": ["0/1", "MARKED"]}],
                }
            ],
        },
        "variant_genotypes.data_json",
    ),
    ("variant", "studies[].format"): (
        {
            "id": "1:2:A:C",
            "studies": [{"studyId": STUDY, "format": ["GT", "MARKED"], "samplesData": [["0/1", "7"]]}],
        },
        "variant_genotypes.data_json",
    ),
    ("variant", "studies[].samplesData"): (
        {"id": "1:2:A:C", "studies": [{"studyId": STUDY, "format": ["GT", "XX"], "samplesData": [["0/1", "MARKED"]]}]},
        "variant_genotypes.data_json",
    ),
}
#: Fields under ``elsewhere`` that the server writes twice: the column with the same value.
TWICE = {
    ("variant", f"annotation.{name}"): f"variants.{name}"
    for name in ("chromosome", "start", "end", "reference", "alternate")
}


def nested(path: tuple[str, ...], leaf: Any) -> Any:
    if not path:
        return leaf
    inner = nested(path[1:], leaf)
    return [inner] if path[0] == "[]" else {"a key": inner} if path[0] == "{}" else {path[0]: inner}


def answer_of(name: str, documents: list[dict[str, Any]]) -> RestResponse:
    return RestResponse.from_documents(documents, entity=name, study=STUDY)


def plain(path: str) -> str:
    return path.removesuffix("[]")


@pytest.mark.parametrize("name", [n for n in entity_names() if load_entity(n).unmapped])
def test_a_field_without_a_column_is_kept_and_listed(name: str) -> None:
    paths = list(load_entity(name).unmapped)
    answer = answer_of(name, [nested(parse_path(path), {"inner": f"<{path}>"}) for path in paths])
    kept = "".join(answer.frame(extra="keep")["extra_json"].dropna())
    assert [path for path in paths if f"<{path}>" not in kept] == []
    listed = answer.unexpected()
    assert set(listed["kind"]) == {"in no table"}
    assert [path for path in paths if not listed["path"].str.startswith(plain(path)).any()] == []


@pytest.mark.parametrize("name", [n for n in entity_names() if load_entity(n).unmapped])
def test_a_field_without_a_column_needs_no_warning_and_is_no_reason_to_refuse(
    name: str, recwarn: pytest.WarningsRecorder
) -> None:
    answer = answer_of(name, [nested(parse_path(path), {"inner": "x"}) for path in load_entity(name).unmapped])
    for extra in ("warn", "keep", "raise"):
        answer.frame(extra=extra)
    assert [str(warning.message) for warning in recwarn] == []


@pytest.mark.parametrize("name", [n for n in entity_names() if load_entity(n).withheld])
def test_credentials_are_in_no_table_and_in_no_list(name: str) -> None:
    paths = list(load_entity(name).withheld)
    documents = [nested(parse_path(path), secret) for path in paths for secret in ("SESAME", {"a": "SESAME"})]
    answer = answer_of(name, documents)
    shown = [answer.frame(table, core=False, extra="keep").to_csv() for table in answer.tables()]
    assert "SESAME" not in "".join([*shown, answer.unexpected().to_csv()])


def test_nothing_stands_beside_credentials_unseen() -> None:
    user = {"id": "ana", "projects": [{"id": "p", "cellbase": {"url": "https://cellbase.example", "apiKey": "SESAME"}}]}
    [kept] = answer_of("user", [user]).frame(extra="keep")["extra_json"]
    assert kept == '{"projects[].id":["p"],"projects[].cellbase.url":["https://cellbase.example"]}'


@pytest.mark.parametrize(
    ("entity", "document"),
    [
        ("sample", {"id": "S1", "newService": {"url": "https://new.example", "apiKey": "SESAME"}}),
        ("sample", {"id": "S1", "apiKey": "SESAME"}),
        ("job", {"id": "j", "dependsOn": [{"id": "k", "params": {"user": "ana", "password": "SESAME"}}]}),
        ("custom_group", {"id": "g", "users": [{"id": "ana", "configs": {"iva": {"token": "SESAME"}}}]}),
        ("acl_entry_list", {"id": "S1", "acl": [{"member": "ana", "sessionId": "SESAME"}]}),
    ],
)
def test_credentials_of_fields_that_no_table_describes_are_masked(entity: str, document: dict[str, Any]) -> None:
    answer = answer_of(entity, [document])
    assert "SESAME" not in answer.frame(extra="keep").to_csv()
    listed = answer.unexpected()
    assert len(listed) > 0
    assert "SESAME" not in listed.to_csv()


def test_every_field_that_is_said_to_be_elsewhere_is_looked_for() -> None:
    described = [(name, path) for name in entity_names() for path in load_entity(name).elsewhere]
    assert sorted(described) == sorted([*ELSEWHERE, *TWICE])


@pytest.mark.filterwarnings("ignore:.*samplesData.*unnamed")
@pytest.mark.parametrize(("document", "column"), [pytest.param(*v, id="-".join(k)) for k, v in ELSEWHERE.items()])
def test_a_value_that_is_said_to_be_elsewhere_is_there(document: dict[str, Any], column: str) -> None:
    table, _, name = column.partition(".")
    [entity] = {n for n in entity_names() if table in load_entity(n).tables}
    values = answer_of(entity, [document]).frame(table, core=False)[name]
    assert "MARKED" in values.to_csv()


@pytest.mark.parametrize(("path", "column"), [pytest.param(k[1], v, id=k[1]) for k, v in TWICE.items()])
def test_a_value_that_servers_write_twice_is_read_once(path: str, column: str) -> None:
    table, _, name = column.partition(".")
    value = 7 if name in {"start", "end"} else "7"
    document = {"id": "7:7:7:7", name: value} | nested(parse_path(path), value)
    answer = answer_of("variant", [document])
    assert answer.frame(table, core=False)[name].astype("string").tolist() == ["7"]
    assert len(answer.unexpected()) == 0
